//! What became of the inputs of a batch, told while it runs and at its end.

use std::collections::BTreeMap;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::super::{Failure, Report};
use super::job::{Built, Outcome};

/// Counts inputs, and tells how far the batch is.
pub(super) struct Tally {
    total: usize,
    written: usize,
    unchanged: usize,
    failed: usize,
    /// The first that failed.
    named: Vec<String>,
    /// How many failed in each way.
    failures: BTreeMap<Failure, usize>,
    progress: Progress,
}

/// How a batch tells how far it is.
enum Progress {
    /// On a terminal.
    Bar(ProgressBar),
    /// Each input in a line of its own, as it says itself.
    Lines,
    /// A line after each tenth of many.
    Tenths,
}

/// Inputs that failed which the summary names.
const NAMED: usize = 10;

/// Inputs that are told of one by one in a log; among more of them the errors would not be found.
const FEW: usize = 50;

impl Tally {
    /// Begins to count towards a total.
    pub(super) fn new(total: usize, report: &Report) -> Self {
        let progress = if total > 1 && report.is_watched() {
            let bar =
                ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{bar:30} {pos} of {len}, {eta} left {msg}");
            Progress::Bar(match style {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            })
        } else if total > FEW {
            Progress::Tenths
        } else {
            Progress::Lines
        };
        Self {
            total,
            written: 0,
            unchanged: 0,
            failed: 0,
            named: Vec::new(),
            failures: BTreeMap::new(),
            progress,
        }
    }

    /// Says what was said of an input, and counts it.
    pub(super) fn add(&mut self, built: Built, report: &mut Report) {
        let failure = match built.outcome {
            Outcome::Done | Outcome::UpToDate => None,
            Outcome::Failed(failure) => Some(failure),
        };
        match failure {
            None if built.outcome == Outcome::UpToDate => self.unchanged += 1,
            None => self.written += 1,
            Some(failure) => {
                self.failed += 1;
                *self.failures.entry(failure).or_default() += 1;
                if self.named.len() < NAMED {
                    self.named.push(built.input);
                }
            }
        }
        let done = self.written + self.unchanged + self.failed;
        match &self.progress {
            Progress::Lines => report.hear(built.said, failure, true),
            Progress::Tenths => {
                report.hear(built.said, failure, false);
                let tenth = |n: usize| n * 10 / self.total.max(1);
                if done < self.total && tenth(done) > tenth(done - 1) {
                    report.done(&format!("{done} of {}{}", self.total, self.failed_so_far()));
                }
            }
            Progress::Bar(bar) => {
                if !built.said.is_empty() {
                    bar.suspend(|| report.hear(built.said, failure, false));
                }
                bar.set_message(self.failed_so_far());
                bar.inc(1);
            }
        }
    }

    fn failed_so_far(&self) -> String {
        if self.failed == 0 { String::new() } else { format!(", {} failed", self.failed) }
    }

    /// Says how many there were.
    ///
    /// Returns an error if one of them failed: of the request, if that is what is wrong with every input.
    pub(super) fn finish(self, report: &mut Report) -> Result<(), Failure> {
        if let Progress::Bar(bar) = &self.progress {
            bar.finish_and_clear();
        }
        if self.total > 1 {
            report.done(&self.summary());
        }
        let of = |failure| self.failures.get(&failure).copied().unwrap_or(0);
        if self.failed == 0 {
            Ok(())
        } else if of(Failure::Program) > 0 {
            Err(Failure::Program)
        } else if of(Failure::Request) == self.total {
            Err(Failure::Request)
        } else {
            Err(Failure::Input)
        }
    }

    fn summary(&self) -> String {
        let mut parts = vec![format!("{} written", self.written)];
        if self.unchanged > 0 {
            parts.push(format!("{} unchanged", self.unchanged));
        }
        if self.failed > 0 {
            let more = match self.failed - self.named.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            parts.push(format!("{} failed: {}{more}", self.failed, self.named.join(", ")));
        }
        parts.join(", ")
    }
}

//! Reports the progress and the results of a batch.

use std::collections::BTreeMap;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::super::{Failure, Report};
use super::job::{Built, Outcome};
use crate::diagnostic::listed;

/// Counts inputs and shows progress.
pub(super) struct Summary {
    total: usize,
    written: usize,
    unchanged: usize,
    failed: usize,
    /// The first inputs that failed.
    named: Vec<String>,
    /// Number of inputs per kind of failure.
    failures: BTreeMap<Failure, usize>,
    progress: Progress,
}

/// How progress is shown.
enum Progress {
    /// A progress bar, on a terminal.
    Bar(ProgressBar),
    /// A line per input.
    Lines,
    /// A line after every tenth of the inputs.
    Tenths,
}

/// Maximum number of failed inputs listed in the summary.
const MOST_LISTED: usize = 10;

/// Maximum number of inputs reported one by one in a log, so that errors stay visible.
const FEW: usize = 50;

impl Summary {
    /// Starts counting towards a total.
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

    /// Prints the messages of an input and counts it.
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
                if self.named.len() < MOST_LISTED {
                    self.named.push(built.input);
                }
            }
        }
        let done = self.written + self.unchanged + self.failed;
        match &self.progress {
            Progress::Lines => report.print_collected(built.collected, failure, true),
            Progress::Tenths => {
                report.print_collected(built.collected, failure, false);
                let tenth = |n: usize| n * 10 / self.total.max(1);
                if done < self.total && tenth(done) > tenth(done - 1) {
                    report.done(&format!("{done} of {}{}", self.total, self.failed_so_far()));
                }
            }
            Progress::Bar(bar) => {
                if !built.collected.is_empty() {
                    bar.suspend(|| report.print_collected(built.collected, failure, false));
                }
                bar.set_message(self.failed_so_far());
                bar.inc(1);
            }
        }
    }

    fn failed_so_far(&self) -> String {
        if self.failed == 0 { String::new() } else { format!(", {} failed", self.failed) }
    }

    /// Prints the summary.
    ///
    /// Returns an error if an input failed: [`Failure::Request`] if all of them failed with it.
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
            // Of the others, only the number is known.
            let unnamed = std::iter::repeat_n("", self.failed - self.named.len());
            let named = self.named.iter().map(String::as_str).chain(unnamed);
            parts.push(format!("{} failed: {}", self.failed, listed(named, self.named.len())));
        }
        parts.join(", ")
    }
}

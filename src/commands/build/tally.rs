use super::super::{Failure, Report};
use super::job::{Built, Outcome};

/// What became of the inputs of a batch.
pub(super) struct Tally {
    are_several: bool,
    done: usize,
    failed: usize,
    /// The first that failed.
    named: Vec<String>,
    /// The gravest failure, and whether all of them are of what was asked for.
    worst: Option<Failure>,
    only_requests: bool,
}

/// Inputs that failed which the summary names.
const NAMED: usize = 10;

impl Tally {
    pub(super) fn new(are_several: bool) -> Self {
        Self {
            are_several,
            done: 0,
            failed: 0,
            named: Vec::new(),
            worst: None,
            only_requests: true,
        }
    }

    /// Says what was said of an input, and counts it.
    pub(super) fn add(&mut self, built: Built, report: &mut Report) {
        let failure = match built.outcome {
            Outcome::Done => None,
            Outcome::Failed(failure) => Some(failure),
        };
        report.hear(built.said, failure);
        match failure {
            None => self.done += 1,
            Some(failure) => {
                self.failed += 1;
                self.worst = self.worst.max(Some(failure));
                self.only_requests &= failure == Failure::Request;
                if self.named.len() < NAMED {
                    self.named.push(built.input);
                }
            }
        }
    }

    /// Says how many there were.
    ///
    /// Returns an error if one of them failed: of the request, if that is what is wrong with every input.
    pub(super) fn finish(self, report: &mut Report) -> Result<(), Failure> {
        if self.are_several {
            report.done(&self.summary());
        }
        match self.worst {
            None => Ok(()),
            Some(Failure::Request) if self.are_several => {
                let all = self.done == 0 && self.only_requests;
                Err(if all { Failure::Request } else { Failure::Input })
            }
            Some(failure) => Err(failure),
        }
    }

    fn summary(&self) -> String {
        let written = format!("{} written", self.done);
        if self.failed == 0 {
            return written;
        }
        let more = match self.failed - self.named.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!("{written}, {} failed: {}{more}", self.failed, self.named.join(", "))
    }
}

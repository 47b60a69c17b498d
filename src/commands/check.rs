use super::faces::Faces;
use super::input::{self, Reading};
use super::{Failure, Report, look};
use crate::cli::CheckArgs;

/// Reports everything about the data of each résumé; writes nothing.
pub(super) fn check(args: &CheckArgs, report: &mut Report) -> Result<(), Failure> {
    let reading = Reading::new(&args.input.reading, report)?;
    let mut faces = Faces::new(&args.fonts, report)?;
    let mut outcome = Ok(());
    for path in &args.input.inputs {
        let checked = input::read(path, reading, report).and_then(|input| {
            input.resumes.iter().try_for_each(|resume| {
                look::prepare(resume, &input, &args.look, &mut faces, report).map(|_| ())
            })
        });
        match checked {
            Err(Failure::Usage) => return Err(Failure::Usage),
            Err(failure) => outcome = Err(failure),
            Ok(()) => {}
        }
    }
    report.done(&report.counts());
    outcome
}

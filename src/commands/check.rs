use super::edition::{ALL_LANGUAGES, Edits};
use super::faces::Faces;
use super::input::{self, Reading};
use super::{Failure, Report, look, pages};
use crate::cli::CheckArgs;

/// Reports everything about the data of each résumé, in every language it declares; writes nothing.
pub(super) fn check(args: &CheckArgs, report: &mut Report) -> Result<(), Failure> {
    let reading = Reading::new(&args.input.reading, report)?;
    // A variant may have a language of its own.
    let every = args.tailor.variant.is_none().then_some(ALL_LANGUAGES);
    let edits = Edits::new(&args.tailor, args.look.lang.as_deref().or(every), report)?;
    let mut faces = Faces::new(&args.fonts, report)?;
    let mut outcome = Ok(());
    for path in &args.input.inputs {
        let checked = input::read(path, reading, report).and_then(|input| {
            let editions = edits.editions(&input, report)?;
            let mut outcome = Ok(());
            for edition in &editions {
                let prepared =
                    look::prepare(edition, &input, &args.look, edits.explain, &mut faces, report);
                let set = prepared.and_then(|prepared| pages::set(prepared, report));
                outcome = set.map(|_| ()).and(outcome);
            }
            outcome
        });
        match checked {
            Err(Failure::Usage) => return Err(Failure::Usage),
            Err(failure) => outcome = Err(failure),
            Ok(()) => {}
        }
        comemo::evict(10);
    }
    report.done(&report.counts());
    outcome
}

use super::input_files::files_of;
use super::local_resources::LocalResources;
use super::request::Requests;
use super::vet::ThemeLimits;
use super::{Failure, Report};
use crate::cli::CheckArgs;
use crate::press::{self, Choice, Outputs, Press, Record, Request};
use crate::tailor::variant_names;

/// Reports all problems of each résumé, in every language and variant it declares, without writing
/// anything.
pub(super) fn check(args: &CheckArgs, report: &mut Report) -> Result<(), Failure> {
    let requests = Requests::new(&args.reading, &args.design, &args.tailor, report)?;
    let nothing = Outputs { formats: Vec::new(), ..Outputs::default() };
    let mut requests = requests.with_outputs(nothing);
    let checks_all = args.tailor.variant.is_none();
    let language = requests.language();
    if checks_all {
        // A variant may have its own language.
        requests = requests.in_every_language();
    }
    let mut press =
        Press::new(LocalResources::new(&args.fonts, ThemeLimits::new(&args.limits), report)?);
    let mut files = Vec::new();
    for input in &args.inputs {
        files.extend(files_of(input, report)?);
    }
    let mut outcome = Ok(());
    for file in &files {
        let checked = requests.of_file(&file.path, report).and_then(|request| {
            // Does not repeat what the variants have in common.
            let mut record = Record::default();
            let (has_variants, checked) = check_input(&mut press, &request, &mut record, report);
            if !(checks_all && has_variants) {
                return checked;
            }
            let request = Request { variant: Choice::Every, language: language.clone(), ..request };
            let (_, variants) = check_input(&mut press, &request, &mut record, report);
            checked.and(variants)
        });
        match checked {
            Err(Failure::Request) => return Err(Failure::Request),
            Err(failure) => outcome = Err(failure),
            Ok(()) => {}
        }
        comemo::evict(10);
    }
    outcome
}

/// Runs the pipeline of `build` up to the pages. Returns whether the résumé has variants, and an
/// error if it has errors.
fn check_input(
    press: &mut Press,
    request: &Request,
    record: &mut Record,
    report: &mut Report,
) -> (bool, Result<(), Failure>) {
    let (drafts, mut outcome) = match press.drafts_as_far(request, record) {
        Ok(found) => found,
        Err(failure) => {
            report.print(record);
            return (false, Err(failure));
        }
    };
    let has_variants = drafts.iter().any(|draft| !variant_names(&draft.root).is_empty());
    if outcome.is_err() {
        drafts.iter().for_each(|draft| press.lint(request, draft, record));
        report.print(record);
        return (has_variants, outcome);
    }
    press::note_starter(&drafts, record);
    for draft in &drafts {
        press.lint(request, draft, record);
        let edition = press.print(request, draft, &request.outputs, record);
        if let Ok(edition) = &edition {
            press.lint_pages(draft, edition, record);
        }
        report.print(record);
        match edition {
            Ok(edition) => report.fitted(&edition, drafts.len() == 1),
            Err(failure) => outcome = Err(failure),
        }
    }
    (has_variants, outcome)
}

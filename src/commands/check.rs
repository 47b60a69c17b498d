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
    let requests = Requests::new(&args.input.reading, &args.design, &args.tailor, report)?;
    let nothing = Outputs { formats: Vec::new(), ..Outputs::default() };
    let mut requests = requests.with_outputs(nothing);
    // A variant may set a language.
    let checks_all = args.tailor.variant.is_none();
    let language = requests.language();
    if checks_all {
        requests = requests.in_every_language();
    }
    let mut press =
        Press::new(LocalResources::new(&args.fonts, ThemeLimits::new(&args.limits), report)?);
    let mut outcome = Ok(());
    for path in &args.input.inputs {
        let checked = requests.of_file(path, report).and_then(|request| {
            let has_variants = check_input(&mut press, &request, report)?;
            if !(checks_all && has_variants) {
                return Ok(());
            }
            let request = Request { variant: Choice::Every, language: language.clone(), ..request };
            check_input(&mut press, &request, report).map(drop)
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

/// Runs the pipeline of `build` up to the pages. Returns whether the résumé has variants.
fn check_input(press: &mut Press, request: &Request, report: &mut Report) -> Result<bool, Failure> {
    let mut record = Record::default();
    let (drafts, read) = press.drafts_as_far(request, &mut record).inspect_err(|_| {
        report.print(&mut record);
    })?;
    if read.is_err() {
        drafts.iter().for_each(|draft| press.lint(request, draft, &mut record));
        report.print(&mut record);
    } else {
        press::note_starter(&drafts, &mut record);
    }
    read?;
    let mut outcome = Ok(());
    for draft in &drafts {
        press.lint(request, draft, &mut record);
        let edition = press.print(request, draft, &request.outputs, &mut record);
        if let Ok(edition) = &edition {
            press.lint_pages(draft, edition, &mut record);
        }
        report.print(&mut record);
        match edition {
            Ok(edition) => report.fitted(&edition, drafts.len() == 1),
            Err(failure) => outcome = Err(failure),
        }
    }
    let has_variants = drafts.iter().any(|draft| !variant_names(&draft.root).is_empty());
    outcome.map(|()| has_variants)
}

use super::local_resources::LocalResources;
use super::request::Requests;
use super::vet::ThemeLimits;
use super::{Failure, Report};
use crate::cli::CheckArgs;
use crate::press::{self, Outputs, Press, Record, Request};

/// Reports all problems of each résumé, in every language it declares, without writing anything.
pub(super) fn check(args: &CheckArgs, report: &mut Report) -> Result<(), Failure> {
    let requests = Requests::new(&args.input.reading, &args.design, &args.tailor, report)?;
    let nothing = Outputs { formats: Vec::new(), ..Outputs::default() };
    let mut requests = requests.with_outputs(nothing);
    // A variant may set a language.
    if args.tailor.variant.is_none() {
        requests = requests.in_every_language();
    }
    let mut press =
        Press::new(LocalResources::new(&args.fonts, ThemeLimits::new(&args.limits), report)?);
    let mut outcome = Ok(());
    for path in &args.input.inputs {
        let checked = requests
            .of_file(path, report)
            .and_then(|request| check_input(&mut press, &request, report));
        match checked {
            Err(Failure::Request) => return Err(Failure::Request),
            Err(failure) => outcome = Err(failure),
            Ok(()) => {}
        }
        comemo::evict(10);
    }
    outcome
}

/// Runs the pipeline of `build` up to the pages.
fn check_input(press: &mut Press, request: &Request, report: &mut Report) -> Result<(), Failure> {
    let mut record = Record::default();
    let drafts = press.drafts(request, &mut record);
    match &drafts {
        Ok(drafts) => press::note_starter(drafts, &mut record),
        Err(_) => report.print(&mut record),
    }
    let mut outcome = Ok(());
    let drafts = drafts?;
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
    outcome
}

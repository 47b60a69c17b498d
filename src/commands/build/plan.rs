use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::PoisonError;

use super::super::report::CollectedMessage;
use super::super::{Failure, Report};
use super::inputs::{Entry, Inputs};
use super::job::{Opened, Run};
use super::no_threads;
use super::workers::Workers;
use crate::press::Press;

/// What is known before anything is written.
pub(super) struct Plan {
    /// Inputs kept in memory, by number: a single input, and those that can be read only once.
    pub(super) kept: BTreeMap<usize, Opened>,
    /// Number of inputs.
    pub(super) total: usize,
}

/// Registers all files read and written for every input, and the files in `own`, before any is
/// written.
///
/// Reports and returns an error if a file would be overwritten.
pub(super) fn plan(
    run: &Run,
    workers: &mut Workers,
    inputs: &Inputs,
    own: &[PathBuf],
    report: &mut Report,
) -> Result<Plan, Failure> {
    let is_kept = |entry: &Entry| !inputs.are_several() || entry.is_stdin();
    let form = report.collecting(None);
    let look = |press: &mut Press, entry: &Entry| {
        let opened = run.open(press, entry, &form);
        // Invalid names of a single résumé are reported when it is built.
        let mut discarded = form.collecting(None);
        let places =
            opened.job.as_ref().map_or(Ok(Vec::new()), |job| run.places(job, &mut discarded));
        let pictures = opened.job.as_ref().map(Run::pictures).unwrap_or_default();
        let kept = is_kept(entry).then_some(opened);
        Some(Planned {
            number: entry.number,
            places,
            pictures,
            collected: discarded.into_collected(),
            kept,
        })
    };
    let mut kept = BTreeMap::new();
    let mut targets = Vec::new();
    let mut total = 0;
    let mut refused = None;
    let entries = inputs.entries(report)?;
    let planned = workers.each(
        entries,
        true,
        look,
        |_| None,
        |planned: Option<Planned>| {
            total += 1;
            let Some(planned) = planned else { return ControlFlow::Continue(()) };
            let mut ledger = run.ledger.lock().unwrap_or_else(PoisonError::into_inner);
            for picture in &planned.pictures {
                ledger.read(picture, "a picture of a résumé");
            }
            kept.extend(planned.kept.map(|opened| (planned.number, opened)));
            match planned.places {
                Ok(places) => targets.push((planned.number, places)),
                Err(Failure::Input) => {}
                Err(failure) => {
                    refused = Some((failure, planned.collected));
                    return ControlFlow::Break(());
                }
            }
            ControlFlow::Continue(())
        },
    );
    planned.map_err(|error| no_threads(&error, report))?;
    if let Some((failure, collected)) = refused {
        report.print_collected(collected, Some(failure), true);
        return Err(failure);
    }
    let mut ledger = run.ledger.lock().unwrap_or_else(PoisonError::into_inner);
    for (number, targets) in targets {
        ledger.write(&targets, Some(number), report)?;
    }
    ledger.write(own, None, report)?;
    Ok(Plan { kept, total })
}

/// What is known of an input before it is built.
struct Planned {
    number: usize,
    places: Result<Vec<PathBuf>, Failure>,
    pictures: Vec<PathBuf>,
    /// Problems of its output paths.
    collected: Vec<CollectedMessage>,
    kept: Option<Opened>,
}

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::super::deps::Rules;
use super::super::output::{self, Output};
use super::super::{Failure, Report};
use super::inputs::{Entry, Inputs};
use super::job::{Built, Run};
use super::no_threads;
use super::plan::Plan;
use super::summary::Summary;
use super::table::Table;
use super::workers::Workers;
use crate::press::Press;

/// Builds every input and reports the results.
pub(super) fn batch(
    run: &Run,
    workers: &mut Workers,
    inputs: &Inputs,
    plan: Plan,
    mut table: Option<Table>,
    deps: Option<&Path>,
    report: &mut Report,
) -> Result<(), Failure> {
    let form = report.collecting(None);
    let kept = Mutex::new(plan.kept);
    let make = |press: &mut Press, entry: &Entry| {
        let opened = kept.lock().unwrap_or_else(PoisonError::into_inner).remove(&entry.number);
        run.build(press, entry, opened, &form)
    };
    let fault = |entry: &Entry| run.fault(entry, &form);
    let mut rules = Rules::default();
    let mut summary = Summary::new(plan.total, report);
    let entries = inputs.entries(report)?;
    let done = workers.each(entries, true, make, fault, |built: Built| {
        rules.append(&built.rules);
        if let Some(table) = &mut table {
            table.add(&built);
        }
        summary.add(built, report);
        ControlFlow::Continue(())
    });
    done.map_err(|error| no_threads(&error, report))?;
    let outcome = summary.finish(report);
    if let Some(table) = table {
        table.write(report)?;
    }
    outcome?;
    if let Some(file) = deps {
        // Additional files that were read are known only now.
        let mut ledger = run.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        ledger.write_finally(&[file.to_path_buf()], None, report)?;
        let rules = Output { path: file.to_path_buf(), bytes: rules.into_bytes() };
        output::write_all(vec![rules], report)?;
    }
    Ok(())
}

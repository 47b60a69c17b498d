//! The `build` command.

use std::io;
use std::path::Path;
use std::sync::Mutex;

use super::ledger::Ledger;
use super::local_resources::LocalResources;
use super::naming::Naming;
use super::output::Writer;
use super::read::reason;
use super::request::Requests;
use super::vet::ThemeLimits;
use super::{Failure, Report};
use crate::cli::BuildArgs;
use crate::diagnostic::Diagnostic;
use crate::export::{Standards, TextOptions};
use crate::press::{Outputs, Press};

mod batch;
mod files;
mod inputs;
mod job;
mod line;
mod plan;
mod pool;
mod shard;
mod stream;
mod summary;
mod table;
mod up_to_date;
mod workers;

use batch::batch;
use inputs::Inputs;
use job::{MessageCollection, Run};
use plan::plan;
use stream::stream;
use table::Table;
use up_to_date::UpToDate;
use workers::Workers;

/// Renders and writes each résumé.
pub(super) fn build(args: &BuildArgs, report: &mut Report) -> Result<(), Failure> {
    let resources = LocalResources::new(&args.fonts, ThemeLimits::new(&args.limits), report)?;
    build_by(args, Workers::new(&resources, args.batch.jobs), report)
}

/// Renders and writes each résumé with the given press, which may have been used before.
pub(super) fn build_with(
    args: &BuildArgs,
    press: &mut Press,
    report: &mut Report,
) -> Result<(), Failure> {
    build_by(args, Workers::One(press), report)
}

fn build_by(args: &BuildArgs, workers: Workers, report: &mut Report) -> Result<(), Failure> {
    let mut inputs = Inputs::new(args, report)?;
    let (run, mut workers) = prepare(args, &inputs, workers, report)?;
    if args.batch.to_stdout.is_some() {
        return stream(&run, &mut workers, &inputs, !args.batch.unordered, report);
    }
    let table = args.batch.report.as_deref().map(|path| Table::new(path, report)).transpose()?;
    inputs.keep(report)?;
    let own = [&args.deps, &args.batch.report].into_iter().flatten().cloned();
    let plan = plan(&run, &mut workers, &inputs, &own.collect::<Vec<_>>(), report)?;
    let outcome = batch(&run, &mut workers, &inputs, plan, table, args.deps.as_deref(), report);
    if let Some(known) = run.up_to_date {
        known.tidy(report)?;
    }
    outcome
}

/// Returns the settings of the run and its workers.
///
/// Reports and returns an error if an argument is invalid.
fn prepare<'p>(
    args: &BuildArgs,
    inputs: &Inputs,
    mut workers: Workers<'p>,
    report: &mut Report,
) -> Result<(Run, Workers<'p>), Failure> {
    let standards = Standards::parse(&args.pdf_standard)
        .map_err(|message| report.usage(message, "the default is `ua-1,a-2a`"))?;
    let outputs = Outputs {
        formats: Vec::new(),
        standards,
        ppi: args.ppi,
        transparent: args.transparent,
        text: args.text.over(TextOptions::default()),
        embed_data: args.embed_data,
    };
    let naming = Naming::new(args, inputs.are_several(), report)?;
    refuse_without_place(args, &naming, inputs, report)?;
    let requests = Requests::new(&args.input.reading, &args.design, &args.tailor, report)?;
    let requests = requests.with_outputs(outputs).with_only(args.only);
    let mut ledger = Ledger::default();
    inputs.paths().into_iter().for_each(|input| ledger.read(input, "a résumé of this run"));
    requests.files.iter().for_each(|file| ledger.read(file, "an overlay or a locale of this run"));
    let fonts = workers.given_files();
    fonts.iter().for_each(|file| ledger.read(file, "a font of this run"));
    let is_stream = args.batch.to_stdout.is_some();
    if is_stream || inputs.are_several() {
        workers.with_press(|press| requests.check(press, report))?;
    } else {
        workers = workers.alone();
    }
    let run = Run {
        writes_files: !is_stream || naming.is_placed(),
        requests,
        naming,
        ledger: Mutex::new(ledger),
        writer: Writer::default(),
        lines: inputs.lines_path().map(Path::to_path_buf),
        up_to_date: args.batch.if_changed.then(|| UpToDate::new(&args.fonts, &fonts)),
        writes_depfile: args.deps.is_some(),
        message_collection: match (is_stream, inputs.are_several()) {
            (true, _) => MessageCollection::Json,
            (false, true) => MessageCollection::Named,
            (false, false) => MessageCollection::Plain,
        },
        cached_for: workers.cached_for(),
    };
    Ok((run, workers))
}

/// Rejects records without an output location, whose files would be hard to find.
fn refuse_without_place(
    args: &BuildArgs,
    naming: &Naming,
    inputs: &Inputs,
    report: &mut Report,
) -> Result<(), Failure> {
    let is_stream = args.batch.to_stdout.is_some();
    if is_stream && args.output.as_deref() == Some(Path::new("-")) {
        return Err(report.usage(
            "standard output takes either one file or the lines of a stream",
            "drop `-o -`: without `-o` and `--out-dir` the lines contain the files as base64",
        ));
    }
    if is_stream && args.deps.is_some() {
        return Err(report.usage("`--deps` cannot be used with `--to-stdout`", "drop `--deps`"));
    }
    if args.batch.if_changed && is_stream && !naming.is_placed() {
        return Err(report.usage(
            "`--if-changed` cannot be used with standard output",
            "`--if-changed` needs files: name a folder with `--out-dir`",
        ));
    }
    if !is_stream && inputs.lines_path().is_some() && !naming.is_placed() {
        return Err(report.usage(
            "records need a folder for their outputs",
            "name one with `--out-dir`, or put `{name}` or `{number}` into `-o`",
        ));
    }
    Ok(())
}

fn no_threads(error: &io::Error, report: &mut Report) -> Failure {
    let message = format!("cannot start a thread ({})", reason(error));
    report.input(Diagnostic::error("threads", message).hint("ask for fewer with `--jobs`"));
    Failure::Program
}

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::deps::Rules;
use super::ledger::Ledger;
use super::machine::Machine;
use super::naming::Naming;
use super::output::{self, Output, Writer};
use super::read::reason;
use super::report::Said;
use super::request::Requests;
use super::vet::ThemeLimits;
use super::{Failure, Report};
use crate::cli::BuildArgs;
use crate::diagnostic::Diagnostic;
use crate::export::{Standards, TextOptions};
use crate::press::{Outputs, Press};

mod answer;
mod crew;
mod inputs;
mod job;
mod line;
mod pool;
mod shard;
mod tally;

use answer::answer;
use crew::Crew;
use inputs::{Entry, Inputs};
use job::{Built, Opened, Run, Telling};
use shard::Shard;
use tally::Tally;

/// Sets each résumé and writes it.
pub(super) fn build(args: &BuildArgs, report: &mut Report) -> Result<(), Failure> {
    let machine = Machine::new(&args.fonts, ThemeLimits::new(&args.limits), report)?;
    build_by(args, Crew::new(&machine, args.batch.jobs), report)
}

/// Sets each résumé and writes it, by a press that may have been used before.
pub(super) fn build_with(
    args: &BuildArgs,
    press: &mut Press,
    report: &mut Report,
) -> Result<(), Failure> {
    build_by(args, Crew::One(press), report)
}

fn build_by(args: &BuildArgs, mut crew: Crew, report: &mut Report) -> Result<(), Failure> {
    let standards = Standards::parse(&args.pdf_standard)
        .map_err(|message| report.usage(message, "the default is `ua-1,a-2a`"))?;
    let text = args.text.over(TextOptions::default());
    let transparent = args.transparent;
    let outputs = Outputs { formats: Vec::new(), standards, ppi: args.ppi, transparent, text };
    let shard = args.batch.shard.as_deref().map(|text| Shard::parse(text, report)).transpose()?;
    let mut inputs = Inputs::new(args, report)?;
    let naming = Naming::new(args, inputs.are_several(), report)?;
    refuse_without_place(args, &naming, &inputs, report)?;
    let requests = Requests::new(&args.input.reading, &args.look, &args.tailor, report)?;
    let requests = requests.with_outputs(outputs).with_only(args.only);
    let mut ledger = Ledger::default();
    inputs.paths().into_iter().for_each(|input| ledger.read(input, "a résumé of this run"));
    requests.files.iter().for_each(|file| ledger.read(file, "an overlay or a locale of this run"));
    crew.given_files().iter().for_each(|file| ledger.read(file, "a font of this run"));
    let is_stream = args.batch.to_stdout.is_some();
    if is_stream || inputs.are_several() {
        crew.with_press(|press| requests.check(press, report))?;
    } else {
        crew = crew.alone();
    }
    let run = Run {
        writes_files: !is_stream || naming.is_placed(),
        requests,
        naming,
        ledger: Mutex::new(ledger),
        writer: Writer::default(),
        lines: inputs.lines_path().map(Path::to_path_buf),
        wants_rules: args.deps.is_some(),
        telling: match (is_stream, inputs.are_several()) {
            (true, _) => Telling::Json,
            (false, true) => Telling::Named,
            (false, false) => Telling::Plain,
        },
        cached_for: crew.cached_for(),
    };
    if is_stream {
        return stream(&run, &mut crew, &inputs, shard, !args.batch.unordered, report);
    }
    inputs.keep(report)?;
    let deps = args.deps.as_deref();
    let kept = plan(&run, &mut crew, &inputs, shard, deps, report)?;
    batch(&run, &mut crew, &inputs, shard, kept, deps, report)
}

/// Refuses to write files where nobody would look for them.
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
            "drop `-o -`: without `-o` and `--out-dir` the files stand in the lines, as base64",
        ));
    }
    if is_stream && args.deps.is_some() {
        return Err(report.usage("a stream has no rules for Make", "drop `--deps`"));
    }
    if !is_stream && inputs.lines_path().is_some() && !naming.is_placed() {
        return Err(report.usage(
            "records have no folder to write their outputs beside",
            "name one with `--out-dir`, or put `{name}` or `{n}` into `-o`",
        ));
    }
    Ok(())
}

/// Enters all that is read and written for every input, before any of it is written.
///
/// Returns the inputs that are kept: the only one, and what cannot be read again. Returns an error,
/// reported, if something would be written over.
fn plan(
    run: &Run,
    crew: &mut Crew,
    inputs: &Inputs,
    shard: Option<Shard>,
    deps: Option<&Path>,
    report: &mut Report,
) -> Result<BTreeMap<usize, Opened>, Failure> {
    let is_kept = |entry: &Entry| !inputs.are_several() || entry.is_stdin();
    let form = report.held(None);
    let look = |press: &mut Press, entry: &Entry| {
        let opened = run.open(press, entry, &form);
        // What is wrong with the names of one résumé is told when it is built.
        let mut unheard = form.held(None);
        let places =
            opened.job.as_ref().map_or(Ok(Vec::new()), |job| run.places(job, &mut unheard));
        let pictures = opened.job.as_ref().map(Run::pictures).unwrap_or_default();
        let kept = is_kept(entry).then_some(opened);
        Some(Planned { number: entry.number, places, pictures, said: unheard.into_said(), kept })
    };
    let mut kept = BTreeMap::new();
    let mut targets = Vec::new();
    let mut refused = None;
    let entries = inputs.entries(shard, report)?;
    let planned = crew.each(
        entries,
        true,
        look,
        |_| None,
        |planned: Option<Planned>| {
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
                    refused = Some((failure, planned.said));
                    return ControlFlow::Break(());
                }
            }
            ControlFlow::Continue(())
        },
    );
    planned.map_err(|error| no_threads(&error, report))?;
    if let Some((failure, said)) = refused {
        report.hear(said, Some(failure));
        return Err(failure);
    }
    let mut ledger = run.ledger.lock().unwrap_or_else(PoisonError::into_inner);
    for (number, targets) in targets {
        ledger.write(&targets, Some(number), report)?;
    }
    let deps: Vec<_> = deps.map(Path::to_path_buf).into_iter().collect();
    ledger.write(&deps, None, report)?;
    Ok(kept)
}

/// What is known of an input before it is built.
struct Planned {
    number: usize,
    places: Result<Vec<PathBuf>, Failure>,
    pictures: Vec<PathBuf>,
    /// What is wrong with its places.
    said: Vec<Said>,
    kept: Option<Opened>,
}

/// Builds every input, and tells what became of them.
fn batch(
    run: &Run,
    crew: &mut Crew,
    inputs: &Inputs,
    shard: Option<Shard>,
    kept: BTreeMap<usize, Opened>,
    deps: Option<&Path>,
    report: &mut Report,
) -> Result<(), Failure> {
    let form = report.held(None);
    let kept = Mutex::new(kept);
    let make = |press: &mut Press, entry: &Entry| {
        let opened = kept.lock().unwrap_or_else(PoisonError::into_inner).remove(&entry.number);
        run.build(press, entry, opened, &form)
    };
    let fault = |entry: &Entry| run.fault(entry, &form);
    let mut rules = Rules::default();
    let mut tally = Tally::new(inputs.are_several());
    let entries = inputs.entries(shard, report)?;
    let done = crew.each(entries, true, make, fault, |built: Built| {
        rules.append(&built.rules);
        tally.add(built, report);
        ControlFlow::Continue(())
    });
    done.map_err(|error| no_threads(&error, report))?;
    tally.finish(report)?;
    if let Some(file) = deps {
        // By now it is known what else was read.
        let mut ledger = run.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        ledger.write_finally(&[file.to_path_buf()], None, report)?;
        let rules = Output { path: file.to_path_buf(), bytes: rules.into_bytes() };
        output::write_all(vec![rules], report)?;
    }
    Ok(())
}

/// Answers every input with a line on standard output.
fn stream(
    run: &Run,
    crew: &mut Crew,
    inputs: &Inputs,
    shard: Option<Shard>,
    in_order: bool,
    report: &mut Report,
) -> Result<(), Failure> {
    let form = report.held(None);
    let make = |press: &mut Press, entry: &Entry| run.build(press, entry, None, &form);
    let fault = |entry: &Entry| run.fault(entry, &form);
    let mut outcome = Ok(());
    let entries = inputs.entries(shard, report)?;
    let done = crew.each(entries, in_order, make, fault, |built: Built| {
        report.count_all(&built.said);
        match output::print_now(&answer(&built)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                outcome = Err(error);
                ControlFlow::Break(())
            }
        }
    });
    done.map_err(|error| no_threads(&error, report))?;
    match outcome {
        Err(error) => output::unless_closed(&error, report),
        Ok(()) if report.fails_strictly() => Err(Failure::Input),
        Ok(()) => Ok(()),
    }
}

fn no_threads(error: &io::Error, report: &mut Report) -> Failure {
    let message = format!("cannot start a thread ({})", reason(error));
    report.input(Diagnostic::error("threads", message).hint("ask for fewer with `--jobs`"));
    Failure::Program
}

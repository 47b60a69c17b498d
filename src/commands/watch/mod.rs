//! `recto watch`: builds again whenever something that was read is no longer as it was.

use std::path::{Path, PathBuf};

use super::build::build_with;
use super::machine::Machine;
use super::vet::ThemeLimits;
use super::{Failure, Report};
use crate::cli::{BuildArgs, FontArgs, LimitArgs, WatchArgs};
use crate::press::Press;
use folders::Folders;
use seen::{Kind, Noted, Notes, Seen};

mod folders;
mod seen;

/// How many builds something may stay unused in Typst's cache before it is let go. A paragraph that is
/// typed anew at each save is used once; one build asks for everything else again. Ten keep what an
/// undo, a look at another theme or a fit to pages comes back to.
const KEPT_BUILDS: usize = 10;

/// Builds, and builds again after each change, until it is interrupted.
pub(super) fn watch(args: &WatchArgs, report: &mut Report) -> Result<(), Failure> {
    refuse_streams(&args.build, report)?;
    let mut folders = Folders::new();
    let mut station = Station::new(&args.build.fonts, &args.build.limits, report)?;
    let mut build = args.build.clone();
    let mut started = folders::now();
    // What is not built again depends on what it did.
    let mut kept: Option<Seen> = None;
    loop {
        let mut seen = given(&build);
        let mut round = report.next_round(started);
        let outcome = build_with(&build, &mut station.press, &mut round);
        round.finish();
        comemo::evict(KEPT_BUILDS);
        seen.extend(station.notes.take());
        let is_first = kept.is_none();
        if let (Err(Failure::Request), true) = (outcome, is_first) {
            return outcome;
        }
        seen.extend(kept.take().unwrap_or_default());
        folders.watch(&seen);
        if is_first {
            report.done(&watching(&args.build, seen.len()));
        }
        let is_input = |path: &Path| args.build.input.inputs.iter().any(|input| input == path);
        let (changed, since) = folders.wait(&seen, is_input);
        started = since;
        if changed.iter().any(|path| seen.is_font(path)) {
            station = Station::new(&args.build.fonts, &args.build.limits, report)?;
        }
        build.input.inputs = concerned(&args.build, &changed);
        kept = Some(seen.without(&changed));
    }
}

/// A press that is kept from build to build, with notes of what it asks for.
struct Station {
    press: Press,
    notes: Notes,
}

impl Station {
    fn new(fonts: &FontArgs, limits: &LimitArgs, report: &mut Report) -> Result<Self, Failure> {
        let machine = Machine::new(fonts, ThemeLimits::new(limits), report)?;
        let notes = Notes::default();
        let press = Press::new(Noted { outside: machine, notes: notes.clone() });
        Ok(Self { press, notes })
    }
}

/// Returns what the arguments name, as it is now.
fn given(args: &BuildArgs) -> Seen {
    let mut seen = Seen::default();
    let files = args.input.inputs.iter().chain(&args.tailor.overlays).chain(&args.look.locale);
    files.for_each(|path| seen.note(path, Kind::Content));
    args.fonts.font_paths.iter().for_each(|path| seen.note(path, Kind::Fonts));
    seen
}

/// Returns the inputs to build again: those that changed, or all where anything else did.
fn concerned(args: &BuildArgs, changed: &[PathBuf]) -> Vec<PathBuf> {
    let inputs = &args.input.inputs;
    // The file of dependencies tells of all.
    if args.deps.is_some() || !changed.iter().all(|path| inputs.contains(path)) {
        return inputs.clone();
    }
    inputs.iter().filter(|input| changed.contains(input)).cloned().collect()
}

fn watching(args: &BuildArgs, files: usize) -> String {
    let inputs: Vec<_> = args.input.inputs.iter().map(|it| it.display().to_string()).collect();
    let more = match files - inputs.len().min(files) {
        0 => String::new(),
        1 => " and 1 more file or folder".to_owned(),
        more => format!(" and {more} more files and folders"),
    };
    format!("watching {}{more}; press Ctrl+C to stop", inputs.join(", "))
}

/// Refuses what cannot be read or written twice.
fn refuse_streams(args: &BuildArgs, report: &mut Report) -> Result<(), Failure> {
    let is_stream = |path: &Path| path == Path::new("-");
    if args.input.inputs.iter().any(|input| is_stream(input)) {
        return Err(report.usage("standard input cannot be watched", "name the résumé's file"));
    }
    if args.batch.jsonl.is_some() || args.batch.to_stdout.is_some() {
        return Err(report.usage(
            "a stream of records cannot be watched",
            "drop `--jsonl` and `--to-stdout`, and name the résumés' files",
        ));
    }
    if args.output.as_deref().is_some_and(is_stream) {
        return Err(report.usage(
            "each build would go to standard output after the one before",
            "name a file with `-o`, or leave `-o` out",
        ));
    }
    Ok(())
}

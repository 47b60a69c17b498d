//! `recto watch` and `recto preview`: rebuild when an input changes.

use std::path::{Path, PathBuf};

use super::build::build_with;
use super::local_resources::LocalResources;
use super::preview::Preview;
use super::vet::ThemeLimits;
use super::{Failure, Report};
use crate::cli::{BuildArgs, DesignArgs, FontArgs, LimitArgs, PreviewArgs, TailorArgs, WatchArgs};
use crate::press::Press;
use dependencies::{Dependencies, DependencyLog, Kind, Recording};
use folders::Folders;
pub(super) use folders::Wake;

mod dependencies;
mod folders;

/// Number of builds after which unused results are evicted from Typst's cache.
///
/// A paragraph under edit is used once per save, and each build reuses the rest. Ten builds keep
/// what undo, another theme or fitting needs again.
const KEPT_BUILDS: usize = 10;

/// Builds, and rebuilds after each change until interrupted.
pub(super) fn watch(args: &WatchArgs, report: &mut Report) -> Result<(), Failure> {
    let WatchArgs { build, preview, show } = args;
    refuse_streams(build, report)?;
    let mut folders = Folders::new();
    let preview = match (&build.input.inputs[..], preview) {
        (_, false) if show.open || show.editor.is_some() || show.port.is_some() => {
            let message = "`--open`, `--editor` and `--port` need `--preview`";
            return Err(report.usage(message, "add `--preview`"));
        }
        (_, false) => None,
        ([resume], true) => {
            let arguments = (&build.input.reading, &build.design, &build.tailor);
            Some(Preview::start(resume.clone(), arguments, show, folders.waker(), report)?)
        }
        (_, true) => {
            let message = "a preview shows one résumé";
            return Err(report.usage(message, "start one for each: they take different ports"));
        }
    };
    let given = NamedFiles {
        inputs: &build.input.inputs,
        design: &build.design,
        tailor: &build.tailor,
        fonts: &build.fonts,
        limits: &build.limits,
    };
    go_on(&given, Some(build), preview, &mut folders, report)
}

/// Shows the pages in a browser, and updates them after each change until interrupted.
pub(super) fn preview(args: &PreviewArgs, report: &mut Report) -> Result<(), Failure> {
    let PreviewArgs { resume, reading, design, tailor, show, fonts, limits } = args;
    let inputs = std::slice::from_ref(resume);
    refuse_stdin(inputs, report)?;
    let mut folders = Folders::new();
    let arguments = (reading, design, tailor);
    let preview = Preview::start(resume.clone(), arguments, show, folders.waker(), report)?;
    let given = NamedFiles { inputs, design, tailor, fonts, limits };
    go_on(&given, None, Some(preview), &mut folders, report)
}

/// The files that the arguments name.
struct NamedFiles<'a> {
    inputs: &'a [PathBuf],
    design: &'a DesignArgs,
    tailor: &'a TailorArgs,
    fonts: &'a FontArgs,
    limits: &'a LimitArgs,
}

fn go_on(
    given: &NamedFiles,
    args: Option<&BuildArgs>,
    mut preview: Option<Preview>,
    folders: &mut Folders,
    report: &mut Report,
) -> Result<(), Failure> {
    let mut station = WatchedPress::new(given, report)?;
    let mut build = args.cloned();
    let mut started = folders::now();
    // Inputs that are not rebuilt keep their dependencies.
    let mut kept: Option<Dependencies> = None;
    let mut is_file_changed = true;
    loop {
        let mut dependencies = given.dependencies();
        // The preview is updated before files are written.
        let shown = preview.as_mut().map(|preview| {
            let mut round = report.next_round(started).for_preview();
            preview.show(&mut station.press, started, &mut round);
            round.finish();
            round
        });
        let mut outcome = Ok(());
        if let (Some(build), true) = (&build, is_file_changed) {
            let mut round = report.next_round(started).after(shown.as_ref());
            outcome = build_with(build, &mut station.press, &mut round);
            round.finish();
        }
        comemo::evict(KEPT_BUILDS);
        dependencies.extend(station.log.take());
        let is_first = kept.is_none();
        if let (Err(Failure::Request), true) = (outcome, is_first) {
            return outcome;
        }
        dependencies.extend(kept.take().unwrap_or_default());
        folders.watch(&dependencies);
        if is_first {
            if let Some(preview) = &preview {
                preview.announce(report);
            }
            report.done(&watching(given.inputs, dependencies.len()));
        }
        let is_input = |path: &Path| given.inputs.iter().any(|input| input == path);
        let is_requested = || preview.as_ref().is_some_and(Preview::is_requested);
        let (changed, since) = folders.wait(&dependencies, is_input, is_requested);
        started = since;
        is_file_changed = !changed.is_empty();
        if changed.iter().any(|path| dependencies.is_font(path)) {
            station = WatchedPress::new(given, report)?;
        }
        if let (Some(build), Some(args)) = (&mut build, args) {
            build.input.inputs = inputs_to_rebuild(args, &changed);
        }
        kept = Some(dependencies.without(&changed));
    }
}

/// A press that is kept between builds and records what it reads.
struct WatchedPress {
    press: Press,
    log: DependencyLog,
}

impl WatchedPress {
    fn new(given: &NamedFiles, report: &mut Report) -> Result<Self, Failure> {
        let resources = LocalResources::new(given.fonts, ThemeLimits::new(given.limits), report)?;
        let log = DependencyLog::default();
        let press = Press::new(Recording { resources, log: log.clone() }).keeping_trials();
        Ok(Self { press, log })
    }
}

impl NamedFiles<'_> {
    /// Returns the current state of the named files.
    fn dependencies(&self) -> Dependencies {
        let mut dependencies = Dependencies::default();
        self.inputs.iter().for_each(|path| dependencies.note(path, Kind::Input));
        let files = self.tailor.overlays.iter().chain(&self.design.locale);
        files.for_each(|path| dependencies.note(path, Kind::Content));
        self.fonts.font_paths.iter().for_each(|path| dependencies.note(path, Kind::Fonts));
        dependencies
    }
}

/// Returns the inputs to rebuild: only those that changed, or all if another file changed.
fn inputs_to_rebuild(args: &BuildArgs, changed: &[PathBuf]) -> Vec<PathBuf> {
    let inputs = &args.input.inputs;
    // The dependency file covers all inputs.
    if args.deps.is_some() || !changed.iter().all(|path| inputs.contains(path)) {
        return inputs.clone();
    }
    inputs.iter().filter(|input| changed.contains(input)).cloned().collect()
}

fn watching(inputs: &[PathBuf], files: usize) -> String {
    let inputs: Vec<_> = inputs.iter().map(|it| it.display().to_string()).collect();
    let more = match files - inputs.len().min(files) {
        0 => String::new(),
        1 => " and 1 more file or folder".to_owned(),
        more => format!(" and {more} more files and folders"),
    };
    format!("watching {}{more}; press Ctrl+C to stop", inputs.join(", "))
}

/// Rejects standard input and output, which cannot be used repeatedly.
fn refuse_streams(args: &BuildArgs, report: &mut Report) -> Result<(), Failure> {
    refuse_stdin(&args.input.inputs, report)?;
    if args.batch.jsonl.is_some() || args.batch.to_stdout.is_some() {
        return Err(report.usage(
            "a stream of records cannot be watched",
            "drop `--jsonl` and `--to-stdout`, and name the résumés' files",
        ));
    }
    if args.output.as_deref() == Some(Path::new("-")) {
        return Err(report.usage(
            "`watch` cannot write to standard output",
            "name a file with `-o`, or leave `-o` out",
        ));
    }
    Ok(())
}

fn refuse_stdin(inputs: &[PathBuf], report: &mut Report) -> Result<(), Failure> {
    if inputs.iter().any(|input| input == Path::new("-")) {
        return Err(report.usage("standard input cannot be watched", "name the résumé's file"));
    }
    Ok(())
}

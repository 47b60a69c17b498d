//! Builds the outputs of one input, on any thread.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::super::deps::Rules;
use super::super::input_files::InputFile;
use super::super::ledger::Ledger;
use super::super::naming::{Naming, Place, Subject};
use super::super::output::{self, Output, Writer, Written};
use super::super::read::reason;
use super::super::report::CollectedMessage;
use super::super::request::Requests;
use super::super::{Failure, Report, date};
use super::files::{BuiltFile, describe_stale, named, page_count, stale_pages};
use super::inputs::{Entry, Origin};
use super::line::Line;
use super::up_to_date::{self, UpToDate};
use crate::diagnostic::Diagnostic;
use crate::press::{Choice, Day, Draft, Outputs, Press, Record, Request, clean_value, too_large};

/// Settings shared by all inputs and threads.
pub(super) struct Run {
    pub(super) requests: Requests,
    pub(super) naming: Naming,
    pub(super) ledger: Mutex<Ledger>,
    pub(super) writer: Writer,
    /// The file of records, if the inputs are records.
    pub(super) lines: Option<PathBuf>,
    pub(super) writes_depfile: bool,
    /// Results of earlier runs, if unchanged inputs are skipped.
    pub(super) up_to_date: Option<UpToDate>,
    pub(super) message_collection: MessageCollection,
    /// Whether outputs are written to files rather than kept in memory.
    pub(super) writes_files: bool,
    /// Number of inputs for which unused cached results are kept.
    pub(super) cached_for: usize,
}

/// How messages about an input are collected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MessageCollection {
    /// Unchanged, for a single input.
    Plain,
    /// With the name of the input if the message has no file.
    Named,
    /// As JSON.
    Json,
}

/// An input as read, with its messages.
pub(super) struct Opened {
    pub(super) report: Report,
    id: Option<serde_json::Value>,
    /// Whether the input has settings of its own.
    is_own: bool,
    pub(super) job: Result<Job, Failure>,
}

/// An input that was read successfully.
pub(super) struct Job {
    subject: Subject,
    request: Request,
    record: Record,
    pub(super) drafts: Vec<Draft>,
}

/// The result of an input.
pub(super) struct Built {
    pub(super) number: usize,
    /// Name of the input in messages.
    pub(super) input: String,
    /// File of the input, for Make rules.
    pub(super) file: Option<PathBuf>,
    pub(super) id: Option<serde_json::Value>,
    pub(super) outcome: Outcome,
    pub(super) outputs: Vec<BuiltFile>,
    pub(super) pages: usize,
    pub(super) milliseconds: u64,
    pub(super) collected: Vec<CollectedMessage>,
    pub(super) warnings: usize,
    /// Make rules, if requested.
    pub(super) rules: Rules,
}

/// The editions of an input, before they are written.
#[derive(Default)]
struct Printed {
    files: Vec<BuiltFile>,
    /// Descriptions of the files for messages.
    written: Vec<Written>,
    /// Files with pages of an earlier run that are not overwritten.
    stale: Vec<PathBuf>,
    /// Day of the build, if the pages depend on it.
    day: Option<Day>,
}

/// How an input ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Done,
    /// Unchanged since it was built by an earlier run.
    UpToDate,
    Failed(Failure),
}

impl Run {
    /// Reads an input.
    pub(super) fn open(&self, press: &mut Press, entry: &Entry, report: &Report) -> Opened {
        let mut report = match self.message_collection {
            MessageCollection::Plain => report.collecting(None),
            MessageCollection::Named => report.collecting(Some(self.name_of(entry))),
            MessageCollection::Json => Report::collecting_json(),
        };
        let (mut id, mut is_own) = (None, false);
        let job = match &entry.origin {
            Origin::File(file) => self.job_of_file(press, file, entry.number, &mut report),
            Origin::Line(line) => {
                let (found, line) =
                    Line::parse(line, &self.lines_name(), entry.number, &mut report);
                id = found;
                is_own = line.as_ref().map_or(true, |line| line.settings.is_some());
                line.and_then(|line| self.job_of_line(press, entry, line, &mut report))
            }
            Origin::TooLong => Err(report.input(too_large(&self.name_of(entry)))),
            Origin::Unreadable(error) => {
                let message = format!("cannot read `{}` ({})", self.lines_name(), reason(error));
                Err(report.input(Diagnostic::error("read", message)))
            }
        };
        Opened { report, id, is_own, job }
    }

    /// Returns the name of an input in messages.
    pub(super) fn name_of(&self, entry: &Entry) -> String {
        match &entry.origin {
            Origin::File(file) if file.path == Path::new("-") => "<stdin>".to_owned(),
            Origin::File(file) => file.path.display().to_string(),
            _ => format!("{}:{}", self.lines_name(), entry.number),
        }
    }

    fn lines_name(&self) -> String {
        match self.lines.as_deref() {
            Some(path) if path != Path::new("-") => path.display().to_string(),
            _ => "<stdin>".to_owned(),
        }
    }

    fn job_of_file(
        &self,
        press: &mut Press,
        file: &InputFile,
        number: usize,
        report: &mut Report,
    ) -> Result<Job, Failure> {
        let request = self.requests.of_file(&file.path, report)?;
        let is_stdin = file.path == Path::new("-");
        let stem = file.path.file_stem().filter(|_| !is_stdin);
        let subject = Subject {
            file: Some(file.path.clone()).filter(|_| !is_stdin),
            stem: stem.unwrap_or("resume".as_ref()).to_owned(),
            folder: file.folder.clone(),
            number,
            formats: Vec::new(),
            in_every_language: request.language == Choice::Every,
        };
        self.drafts(press, subject, request, report)
    }

    fn job_of_line(
        &self,
        press: &mut Press,
        entry: &Entry,
        line: Line,
        report: &mut Report,
    ) -> Result<Job, Failure> {
        let number = entry.number;
        let path = self.lines.as_deref().unwrap_or(Path::new("-"));
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new(".")).to_path_buf();
        let own = line.settings.as_deref();
        let request = self.requests.of_record(line.resume, folder, own, line.overlays, report);
        let mut request = request?;
        if path == Path::new("-") {
            // A stream may stay open for days.
            request.today = date::today();
        }
        let named = line.name.as_deref().map(Path::new).and_then(Path::file_stem);
        let stem = match (named, line.id.as_ref()) {
            (Some(name), _) => name.to_owned(),
            (None, Some(id)) => {
                let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
                clean_value(&id).unwrap_or_else(|| number.to_string()).into()
            }
            (None, None) => {
                let is_stdin = path == Path::new("-");
                let mut stem =
                    path.file_stem().filter(|_| !is_stdin).unwrap_or("resume".as_ref()).to_owned();
                stem.push(format!("-{number}"));
                stem
            }
        };
        let subject = Subject {
            file: None,
            stem,
            folder: PathBuf::new(),
            number,
            formats: own.map(|own| own.formats.clone()).unwrap_or_default(),
            in_every_language: request.language == Choice::Every,
        };
        self.drafts(press, subject, request, report)
    }

    fn drafts(
        &self,
        press: &mut Press,
        subject: Subject,
        request: Request,
        report: &mut Report,
    ) -> Result<Job, Failure> {
        let mut record = Record::default();
        let drafts = press.drafts(&request, &mut record);
        // These messages are printed in file order together with the problems of the first edition.
        if drafts.is_err() {
            report.print(&mut record);
        }
        Ok(Job { subject, request, record, drafts: drafts? })
    }

    /// Returns the output paths of an input, as if each output were a single file.
    pub(super) fn places(&self, job: &Job, report: &mut Report) -> Result<Vec<PathBuf>, Failure> {
        let mut paths = Vec::new();
        for draft in &job.drafts {
            let place = self.naming.place(&job.subject, draft, report)?;
            refuse_terminal(&place, report)?;
            paths.extend(place.formats.iter().map(|format| place.path(*format)));
        }
        Ok(paths)
    }

    /// Returns the pictures that an input names.
    pub(super) fn pictures(job: &Job) -> Vec<PathBuf> {
        let pictures = job.drafts.iter().flat_map(Draft::pictures);
        pictures.map(|picture| job.request.folder.join(picture)).collect()
    }

    /// Renders all editions of an input, and writes all of its files or none.
    pub(super) fn build(
        &self,
        press: &mut Press,
        entry: &Entry,
        opened: Option<Opened>,
        report: &Report,
    ) -> Built {
        let start = date::now();
        let opened = opened.unwrap_or_else(|| self.open(press, entry, report));
        let mut built = self.begin(entry);
        let Opened { mut report, id, is_own, job } = opened;
        built.id = id;
        let outcome = job.and_then(|job| self.make(press, job, &mut built, &mut report));
        // An invalid setting of a record is an error of the input.
        let own = |failure: Failure| if is_own { failure_of_input(failure) } else { failure };
        built.outcome = outcome.unwrap_or_else(|failure| Outcome::Failed(own(failure)));
        if let Outcome::Failed(_) = built.outcome {
            built.outputs.clear();
            built.pages = 0;
        }
        built.warnings = report.found().1;
        built.collected = report.into_collected();
        built.milliseconds = date::milliseconds_since(start);
        comemo::evict(self.cached_for);
        built
    }

    /// Returns the result of an input whose thread panicked.
    pub(super) fn fault(&self, entry: &Entry, report: &Report) -> Built {
        let mut report = match self.message_collection {
            MessageCollection::Json => Report::collecting_json(),
            MessageCollection::Plain | MessageCollection::Named => {
                report.collecting(Some(self.name_of(entry)))
            }
        };
        let message = "internal error with this input (please report it)";
        report.input(
            Diagnostic::error("fault", message).hint("see the message above; please report it"),
        );
        let mut built = self.begin(entry);
        built.outcome = Outcome::Failed(Failure::Program);
        built.collected = report.into_collected();
        built
    }

    fn begin(&self, entry: &Entry) -> Built {
        let file = match &entry.origin {
            Origin::File(file) => Some(file.path.clone()),
            _ => None,
        };
        Built {
            number: entry.number,
            input: self.name_of(entry),
            file,
            id: None,
            outcome: Outcome::Done,
            outputs: Vec::new(),
            pages: 0,
            milliseconds: 0,
            collected: Vec::new(),
            warnings: 0,
            rules: Rules::default(),
        }
    }

    fn make(
        &self,
        press: &mut Press,
        job: Job,
        built: &mut Built,
        report: &mut Report,
    ) -> Result<Outcome, Failure> {
        let remembered = match &self.up_to_date {
            None => None,
            Some(known) => {
                let places = self.places(&job, report)?;
                let request = known.request(&job.request, &places);
                if let Some((files, entry)) = known.find(&request, &places, job.request.today) {
                    return self.skip(files, &entry, built, report);
                }
                Some((known, request, places))
            }
        };
        let (printed, record) = self.print(press, job, built, report)?;
        let Printed { mut files, written, mut stale, day } = printed;
        let targets: Vec<_> = files.iter().filter_map(|file| file.path.clone()).collect();
        self.enter(record.files(), &targets, built.number, report)?;
        self.rule(&targets, record.files(), built, report)?;
        let remembered = remembered.and_then(|(known, request, places)| {
            // Inputs with warnings are not remembered, so that the warnings appear again.
            let has_no_problems = report.found() == (0, 0) && stale.is_empty();
            let describe =
                || UpToDate::describe(request, &places, &files, record.files(), built.pages, day);
            let entry = has_no_problems.then(describe).flatten()?;
            Some((known, places, entry))
        });
        if self.writes_files {
            let outputs = files.iter_mut().filter_map(|file| {
                let path = file.path.clone()?;
                Some(Output { path, bytes: std::mem::take(&mut file.bytes) })
            });
            self.writer.write_all(outputs.collect(), report)?;
        }
        if let Some((known, places, entry)) = remembered {
            known.remember(&places, entry);
        }
        built.outputs = files;
        report.wrote(&written, "");
        let ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        stale.retain(|path| !ledger.is_written(path));
        report.all(stale.iter().map(|path| describe_stale(path)).collect())?;
        Ok(Outcome::Done)
    }

    /// Reports the files of an earlier run, which are not built again.
    fn skip(
        &self,
        files: Vec<BuiltFile>,
        entry: &up_to_date::Entry,
        built: &mut Built,
        report: &mut Report,
    ) -> Result<Outcome, Failure> {
        let targets: Vec<_> = files.iter().filter_map(|file| file.path.clone()).collect();
        self.enter(&entry.read(), &targets, built.number, report)?;
        self.rule(&targets, &entry.read(), built, report)?;
        let shown: Vec<_> = targets.iter().map(|it| it.display().to_string()).collect();
        report.done(&format!("{} is up to date", shown.join(", ")));
        built.pages = entry.pages;
        built.outputs = files;
        Ok(Outcome::UpToDate)
    }

    /// Typesets all editions of an input; also returns the record of the press.
    ///
    /// Returns an error if an edition has errors, after those of the others are reported.
    fn print(
        &self,
        press: &mut Press,
        job: Job,
        built: &mut Built,
        report: &mut Report,
    ) -> Result<(Printed, Record), Failure> {
        let Job { subject, request, mut record, drafts, .. } = job;
        let mut printed = Printed::default();
        let mut outcome = Ok(());
        for draft in &drafts {
            let place = if self.writes_files {
                Some(self.naming.place(&subject, draft, report)?)
            } else {
                None
            };
            let formats = match &place {
                Some(place) => place.formats.clone(),
                None => self.naming.formats(&subject),
            };
            let wanted = Outputs { formats, ..request.outputs.clone() };
            let start = date::now();
            let edition = press.print(&request, draft, &wanted, &mut record);
            report.print(&mut record);
            match edition {
                Ok(edition) => {
                    report.fitted(&edition, drafts.len() == 1);
                    built.pages += page_count(&edition);
                    let Printed { files, written, stale, day } = &mut printed;
                    *day = day.or_else(|| edition.day_shown(&request, draft));
                    stale.extend(place.iter().flat_map(|place| stale_pages(place, &edition.files)));
                    let ms = date::milliseconds_since(start);
                    for (file, reported) in named(edition, place.as_ref(), ms, report)? {
                        written.extend(reported);
                        files.push(file);
                    }
                }
                Err(Failure::Request) => return Err(Failure::Request),
                Err(failure) => outcome = Err(failure),
            }
        }
        outcome.map(|()| (printed, record))
    }

    /// Registers the files read and written for an input.
    ///
    /// Reports and returns an error if a file would be overwritten.
    fn enter(
        &self,
        read: &[PathBuf],
        targets: &[PathBuf],
        number: usize,
        report: &mut Report,
    ) -> Result<(), Failure> {
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        read.iter().for_each(|file| ledger.read(file, "read for a résumé"));
        ledger.write_finally(targets, Some(number), report)
    }

    /// Adds a Make rule, if requested.
    ///
    /// Reports and returns an error if Make does not support one of the names.
    fn rule(
        &self,
        targets: &[PathBuf],
        read: &[PathBuf],
        built: &mut Built,
        report: &mut Report,
    ) -> Result<(), Failure> {
        let Some(file) = built.file.as_ref().filter(|_| self.writes_depfile) else { return Ok(()) };
        let needed = self.requests.files.iter().chain(read);
        built.rules.push(targets, file, needed, report)
    }
}

fn failure_of_input(failure: Failure) -> Failure {
    match failure {
        Failure::Request => Failure::Input,
        other => other,
    }
}

/// Rejects binary output to a terminal.
fn refuse_terminal(place: &Place, report: &mut Report) -> Result<(), Failure> {
    let is_shown = place.formats.iter().all(|format| format.is_readable());
    if place.is_stdout() && !is_shown && output::stdout_is_terminal() {
        return Err(report.usage(
            "cannot write binary output to a terminal",
            "name a file with `-o`, or redirect the output with `>`",
        ));
    }
    Ok(())
}

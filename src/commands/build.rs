use std::path::{Path, PathBuf};

use serde_json::json;

use super::deps::Rules;
use super::ledger::Ledger;
use super::machine::Machine;
use super::naming::{Naming, Place};
use super::output::{self, Output, Written};
use super::request::Requests;
use super::vet::ThemeLimits;
use super::{Failure, Report, date};
use crate::cli::BuildArgs;
use crate::diagnostic::Diagnostic;
use crate::export::{Standards, TextOptions};
use crate::press::{Draft, Edition, Format, OutputFile, Outputs, Press, Record, Request};
use crate::tailor::Secrets;

/// Sets each résumé and writes it.
pub(super) fn build(args: &BuildArgs, report: &mut Report) -> Result<(), Failure> {
    let machine = Machine::new(&args.fonts, ThemeLimits::new(&args.limits), report)?;
    build_with(args, &mut Press::new(machine), report)
}

/// Sets each résumé and writes it, by a press that may have been used before.
pub(super) fn build_with(
    args: &BuildArgs,
    press: &mut Press,
    report: &mut Report,
) -> Result<(), Failure> {
    let standards = Standards::parse(&args.pdf_standard)
        .map_err(|message| report.usage(message, "the default is `ua-1,a-2a`"))?;
    let text = TextOptions {
        width: args.text.width.map_or(TextOptions::default().width, usize::from),
        ascii: args.text.ascii,
        for_forms: args.text.for_forms,
    };
    let transparent = args.transparent;
    let outputs = Outputs { formats: Vec::new(), standards, ppi: args.ppi, transparent, text };
    let naming = Naming::new(args, report)?;
    let requests = Requests::new(&args.input.reading, &args.look, &args.tailor, report)?;
    let requests = requests.with_outputs(outputs).with_only(args.only);
    let mut ledger = Ledger::default();
    args.input.inputs.iter().for_each(|input| ledger.read(input, "a résumé of this run"));
    requests.files.iter().for_each(|file| ledger.read(file, "an overlay or a locale of this run"));
    let given = press.outside().given_faces();
    given.iter().for_each(|face| ledger.read(&face.path, "a font of this run"));

    let rules = args.deps.is_some().then(Rules::default);
    let mut run = Run { requests, naming, ledger, rules, press };
    let mut jobs = run.enter_all(&args.input.inputs, args.deps.as_deref(), report)?;
    let mut outcome = Ok(());
    for (number, path) in args.input.inputs.iter().enumerate() {
        let job = match jobs[number].take() {
            Some(job) => Ok(job),
            None => run.open(path, report),
        };
        match job.and_then(|job| run.build(path, number, job, report)) {
            Ok(()) => {}
            // What is wrong with the command line is wrong for every input.
            Err(Failure::Request) => return Err(Failure::Request),
            Err(failure) => outcome = Err(failure),
        }
        comemo::evict(10);
    }
    if let (Some(file), Ok(())) = (&args.deps, outcome) {
        // By now it is known what else was read.
        run.ledger.write_finally(std::slice::from_ref(file), None, report)?;
        let bytes = run.rules.map(Rules::into_bytes).unwrap_or_default();
        output::write_all(vec![Output { path: file.clone(), bytes }], report)?;
    }
    outcome
}

/// What serves every input.
struct Run<'p> {
    requests: Requests,
    naming: Naming,
    ledger: Ledger,
    /// Where they are asked for.
    rules: Option<Rules>,
    press: &'p mut Press,
}

/// An input that was read.
struct Job {
    request: Request,
    record: Record,
    drafts: Vec<Draft>,
}

impl Run<'_> {
    /// Enters all that is read and written for every input, before any of it is written.
    ///
    /// Returns the jobs that were kept: of several inputs none, which are read again. Returns an error,
    /// reported, if something would be written over.
    fn enter_all(
        &mut self,
        inputs: &[PathBuf],
        deps: Option<&Path>,
        report: &mut Report,
    ) -> Result<Vec<Option<Job>>, Failure> {
        let mut jobs = Vec::new();
        let mut targets = Vec::new();
        for input in inputs {
            let is_kept = inputs.len() == 1 || input == Path::new("-");
            let opened = if is_kept {
                self.open(input, report)
            } else {
                // What is wrong with it is reported when it is read again.
                self.open(input, &mut Report::silent())
            };
            match opened {
                Ok(job) => {
                    self.enter_reads(&job);
                    targets.push(self.places(input, &job, report)?);
                    jobs.push(Some(job).filter(|_| is_kept));
                }
                Err(failure) if inputs.len() == 1 => return Err(failure),
                Err(_) => {
                    targets.push(Vec::new());
                    jobs.push(None);
                }
            }
        }
        for (number, targets) in targets.iter().enumerate() {
            self.ledger.write(targets, Some(number), report)?;
        }
        let deps: Vec<_> = deps.map(Path::to_path_buf).into_iter().collect();
        self.ledger.write(&deps, None, report)?;
        Ok(jobs)
    }

    /// Names the outputs of an input, as if each were one file.
    fn places(
        &self,
        input: &Path,
        job: &Job,
        report: &mut Report,
    ) -> Result<Vec<PathBuf>, Failure> {
        let mut paths = Vec::new();
        for draft in &job.drafts {
            let place = self.naming.place(input, draft, report)?;
            refuse_terminal(&place, report)?;
            paths.extend(place.formats.iter().map(|format| place.path(*format)));
        }
        Ok(paths)
    }

    fn enter_reads(&mut self, job: &Job) {
        for picture in job.drafts.iter().flat_map(Draft::pictures) {
            self.ledger.read(&job.request.folder.join(picture), "a picture of a résumé");
        }
    }

    /// Reads one input.
    fn open(&mut self, path: &Path, report: &mut Report) -> Result<Job, Failure> {
        let request = self.requests.of_file(path, report)?;
        let mut record = Record::default();
        let drafts = self.press.drafts(&request, &mut record);
        // What is told is told in the order of the file, with what is wrong with the first edition.
        if drafts.is_err() {
            report.print(&mut record);
        }
        Ok(Job { request, record, drafts: drafts? })
    }

    /// Sets every edition of one input, and writes all of its files or none.
    fn build(
        &mut self,
        path: &Path,
        number: usize,
        job: Job,
        report: &mut Report,
    ) -> Result<(), Failure> {
        let Job { request, mut record, drafts } = job;
        let mut outputs: Vec<Output> = Vec::new();
        let mut stale = Vec::new();
        let mut written = Vec::new();
        let mut outcome = Ok(());
        for draft in &drafts {
            let place = self.naming.place(path, draft, report)?;
            let formats = place.formats.clone();
            let wanted = Outputs { formats, ..request.outputs.clone() };
            let start = date::now();
            let edition = self.press.print(&request, draft, &wanted, &mut record);
            report.print(&mut record);
            match edition {
                Ok(edition) => {
                    report.fitted(&edition);
                    let paths = place.name(&edition.files, report)?;
                    stale.extend(stale_pages(&place, &edition.files));
                    refuse_telling_names(&paths, &edition.secrets, report)?;
                    let ms = date::milliseconds_since(start);
                    written.extend(
                        paths.iter().zip(&edition.files).map(|it| describe(it, &edition, ms)),
                    );
                    let bytes = edition.files.into_iter().map(|file| file.bytes);
                    let named = paths.into_iter().zip(bytes);
                    outputs.extend(named.map(|(path, bytes)| Output { path, bytes }));
                }
                Err(Failure::Request) => return Err(Failure::Request),
                Err(failure) => outcome = Err(failure),
            }
        }
        outcome?;
        record.files().iter().for_each(|file| self.ledger.read(file, "read for a résumé"));
        let targets: Vec<_> = outputs.iter().map(|output| output.path.clone()).collect();
        self.ledger.write_finally(&targets, Some(number), report)?;
        if let Some(rules) = &mut self.rules {
            let needed = self.requests.files.iter().chain(record.files());
            rules.push(&targets, path, needed, report)?;
        }
        output::write_all(outputs, report)?;
        report.wrote(&written, "");
        report.all(stale.iter().map(|path| describe_stale(path)).collect())
    }
}

/// Returns the pages of an earlier run that an edition does not replace.
fn stale_pages(place: &Place, files: &[OutputFile]) -> Vec<PathBuf> {
    let stale = |format: &Format| {
        let pages = files.iter().filter(|file| file.format == *format).count();
        place.stale_pages(*format, pages)
    };
    place.formats.iter().flat_map(stale).collect()
}

fn describe_stale(path: &Path) -> Diagnostic {
    let message = format!("`{}` is left over from an earlier run", path.display());
    Diagnostic::warning("stale-page", message)
        .hint("there are fewer pages now; delete it, so that nobody takes it for one of them")
}

/// Describes one file of an edition.
fn describe((path, file): (&PathBuf, &OutputFile), edition: &Edition, ms: u64) -> Written {
    let count = |n: usize| if n == 1 { "1 page".to_owned() } else { format!("{n} pages") };
    let pages = edition.pages.as_ref().map_or(0, |pages| pages.pages().len());
    let about = match edition.letter_pages() {
        0 if pages == 0 => String::new(),
        0 => count(pages),
        letter => format!("{}, with a letter of {}", count(pages), count(letter)),
    };
    Written {
        path: path.clone(),
        format: file.format.name(),
        pages: file.format.has_pages().then_some(if file.page.is_some() { 1 } else { pages }),
        edition: Some(json!({
            "number": edition.number,
            "variant": edition.variant,
            "language": edition.language,
            "theme": edition.theme,
        })),
        ms,
        about,
    }
}

/// Refuses to write to a screen what it cannot show.
fn refuse_terminal(place: &Place, report: &mut Report) -> Result<(), Failure> {
    let is_shown = place.formats.iter().all(|format| format.is_readable());
    if place.is_stdout() && !is_shown && output::stdout_is_terminal() {
        return Err(report.usage(
            "a terminal cannot show the output",
            "name a file with `-o`, or send it into one with `>`",
        ));
    }
    Ok(())
}

/// Refuses to tell by its name what a file must not hold.
fn refuse_telling_names(
    paths: &[PathBuf],
    secrets: &Secrets,
    report: &mut Report,
) -> Result<(), Failure> {
    let names = paths.iter().filter_map(|path| path.file_name());
    if names.into_iter().any(|name| secrets.are_in(&name.to_string_lossy())) {
        let message = "what is redacted would stand in the name of the file";
        return Err(report.input(
            Diagnostic::error("redacted-elsewhere", message)
                .hint("give it another name: `-o cv.pdf`"),
        ));
    }
    Ok(())
}

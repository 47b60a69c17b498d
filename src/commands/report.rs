use std::collections::{BTreeMap, BTreeSet};
use std::io::{IsTerminal, Write};
use std::time::Instant;

use clap::ColorChoice;
use serde_json::json;

use super::output::Written;
use super::{Failure, date};
use crate::cli::GlobalArgs;
use crate::diagnostic::{
    Diagnostic, Diagnostics, MessageFormat, Severity, Sources, escape, json_line, render,
};
use crate::press::{EXPLANATION, Edition, Record};

/// Prints messages to standard error.
pub(super) struct Report {
    format: MessageFormat,
    color: bool,
    quiet: bool,
    strict: bool,
    sink: Sink,
    /// Input that the messages are about; shown in messages without a file.
    about: Option<String>,
    warnings: usize,
    errors: usize,
    /// Messages about files printed so far, since a shared overlay would repeat them for each
    /// résumé.
    printed: BTreeSet<String>,
    /// Number of messages by code.
    counts_by_code: BTreeMap<(Severity, &'static str), usize>,
    /// Start of the build, if it is one of several.
    started: Option<Instant>,
    /// Messages to show in the preview, if there is one.
    preview_messages: Option<Vec<PreviewMessage>>,
}

/// The destination of messages.
enum Sink {
    Stderr,
    Collected(Vec<CollectedMessage>),
    Discarded,
}

/// A collected message.
pub(super) struct CollectedMessage {
    pub(super) text: String,
    /// `None` for messages that are not problems.
    pub(super) found: Option<Found>,
    /// Whether it reports a completed action.
    is_done: bool,
}

/// A problem that was found.
pub(super) struct Found {
    severity: Severity,
    /// Whether it refers to a file.
    has_place: bool,
    pub(super) message: String,
}

impl Found {
    pub(super) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// A message for the preview page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PreviewMessage {
    /// `note`, `warning` or `error`.
    pub(super) severity: &'static str,
    /// Text with source line and caret, without colour.
    pub(super) text: String,
    pub(super) file: Option<String>,
    /// Line, starting at 1.
    pub(super) line: Option<usize>,
}

/// Maximum number of messages per code; further ones are only counted.
const MOST_PER_CODE: usize = 100;

/// Maximum number of remembered messages, which bounds the memory of a batch.
const MOST_PRINTED: usize = 1_000;

impl Report {
    pub(super) fn new(args: &GlobalArgs) -> Self {
        let color = match args.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never
                    && std::io::stderr().is_terminal()
            }
        };
        let mut report = Self::with(args.message_format, Sink::Stderr);
        (report.color, report.quiet, report.strict) = (color, args.quiet, args.strict);
        report
    }

    pub(super) fn discarding() -> Self {
        Self { quiet: true, ..Self::with(MessageFormat::Short, Sink::Discarded) }
    }

    /// Creates a report with the same format that collects messages; `about` names the input in
    /// messages without a file.
    pub(super) fn collecting(&self, about: Option<String>) -> Self {
        Self { about, started: self.started, ..self.with_sink(Sink::Collected(Vec::new())) }
    }

    /// Creates a report that collects messages as JSON objects.
    pub(super) fn collecting_json() -> Self {
        Self { quiet: true, ..Self::with(MessageFormat::Json, Sink::Collected(Vec::new())) }
    }

    fn with_sink(&self, sink: Sink) -> Self {
        Self { color: self.color, quiet: self.quiet, ..Self::with(self.format, sink) }
    }

    fn with(format: MessageFormat, sink: Sink) -> Self {
        Self {
            format,
            color: false,
            quiet: false,
            strict: false,
            sink,
            about: None,
            warnings: 0,
            errors: 0,
            printed: BTreeSet::new(),
            counts_by_code: BTreeMap::new(),
            started: None,
            preview_messages: None,
        }
    }

    /// Creates an empty report with the same settings, for a build with the given start.
    pub(super) fn next_round(&self, started: Instant) -> Self {
        Self { strict: self.strict, started: Some(started), ..self.with_sink(Sink::Stderr) }
    }

    /// Skips messages about files that another report printed.
    #[must_use]
    pub(super) fn after(mut self, other: Option<&Self>) -> Self {
        self.printed = other.map(|other| other.printed.clone()).unwrap_or_default();
        self
    }

    /// Also keeps all further messages for the preview.
    #[must_use]
    pub(super) fn for_preview(mut self) -> Self {
        self.preview_messages = Some(Vec::new());
        self
    }

    /// Returns the messages for the preview.
    pub(super) fn take_preview_messages(&mut self) -> Vec<PreviewMessage> {
        self.preview_messages.as_mut().map(std::mem::take).unwrap_or_default()
    }

    fn show(&mut self, diagnostic: &Diagnostic, sources: &Sources) {
        let Some(preview_messages) = &mut self.preview_messages else { return };
        let place = diagnostic.span.map(|span| {
            let before = sources.text(span.source).get(..span.range().start).unwrap_or_default();
            (sources.name(span.source).to_owned(), before.matches('\n').count() + 1)
        });
        let (file, line) = place.unzip();
        let text = render(diagnostic, sources, MessageFormat::Human, false);
        preview_messages.push(PreviewMessage {
            severity: diagnostic.severity.name(),
            text,
            file,
            line,
        });
    }

    /// Reports the result of one of several builds, with time of day and duration.
    pub(super) fn done_in_time(&mut self, message: &str) {
        match self.started {
            None => self.done(message),
            Some(started) => {
                let (time, took) = (date::time_of_day(), started.elapsed().as_millis());
                self.done(&format!("{time} {message} in {took} ms"));
            }
        }
    }

    /// Returns the collected messages.
    pub(super) fn into_collected(mut self) -> Vec<CollectedMessage> {
        self.finish();
        match self.sink {
            Sink::Collected(messages) => messages,
            Sink::Stderr | Sink::Discarded => Vec::new(),
        }
    }

    /// Prints the messages collected by another report, with results if `with_done`; prints errors
    /// of the command line only once.
    pub(super) fn print_collected(
        &mut self,
        messages: Vec<CollectedMessage>,
        failure: Option<Failure>,
        with_done: bool,
    ) {
        for CollectedMessage { text, found, is_done } in messages {
            if is_done && !with_done {
                continue;
            }
            if let Some(Found { severity, has_place, message }) = found {
                let key = match failure {
                    _ if has_place => Some(text.clone()),
                    Some(Failure::Request) => Some(message),
                    _ => None,
                };
                let is_full = self.printed.len() >= MOST_PRINTED;
                if key.is_some_and(|key| {
                    if is_full { self.printed.contains(&key) } else { !self.printed.insert(key) }
                }) {
                    continue;
                }
                self.count(severity);
            }
            self.write(&text);
        }
    }

    /// Prints a note.
    pub(super) fn remark(&mut self, note: Diagnostic) {
        self.print_one(&note, &Sources::default());
    }

    /// Prints the diagnostics added since the last call.
    pub(super) fn print(&mut self, record: &mut Record) {
        for diagnostic in record.take() {
            self.print_one(&diagnostic, &record.sources);
        }
    }

    /// Prints an error about the input or a file.
    pub(super) fn input(&mut self, diagnostic: Diagnostic) -> Failure {
        self.print_one(&diagnostic, &Sources::default());
        Failure::Input
    }

    /// Prints an error about the command line.
    pub(super) fn usage(&mut self, message: impl Into<String>, hint: impl Into<String>) -> Failure {
        self.rejected(Diagnostic::error("usage", message).hint(hint))
    }

    /// Prints an error about the value of a flag.
    pub(super) fn rejected(&mut self, diagnostic: Diagnostic) -> Failure {
        self.print_one(&diagnostic, &Sources::default());
        Failure::Request
    }

    /// Prints errors about values of flags.
    ///
    /// Returns an error if there are any.
    pub(super) fn all_rejected(&mut self, diagnostics: Diagnostics) -> Result<(), Failure> {
        let failed = diagnostics.has_errors();
        for diagnostic in diagnostics {
            self.rejected(diagnostic);
        }
        if failed { Err(Failure::Request) } else { Ok(()) }
    }

    /// Prints diagnostics without a source.
    ///
    /// Returns an error if one of them is an error.
    pub(super) fn all(&mut self, diagnostics: Diagnostics) -> Result<(), Failure> {
        self.all_rejected(diagnostics).map_err(|_| Failure::Input)
    }

    fn print_one(&mut self, diagnostic: &Diagnostic, sources: &Sources) {
        // An explanation was asked for.
        let is_remark = diagnostic.severity == Severity::Note && diagnostic.code != EXPLANATION;
        let is_for_preview =
            self.format == MessageFormat::Json && matches!(self.sink, Sink::Collected(_));
        if is_remark && self.quiet && !is_for_preview {
            return;
        }
        if diagnostic.severity == Severity::Note && self.format == MessageFormat::Human {
            return self.write(&format!("{}\n", escape(&diagnostic.message)));
        }
        let found = self.counts_by_code.entry((diagnostic.severity, diagnostic.code)).or_default();
        let is_below_limit = *found < MOST_PER_CODE;
        let mut text = String::new();
        if is_below_limit {
            text = self.render(diagnostic, sources);
            if diagnostic.span.is_some() && !self.printed.insert(text.clone()) {
                return;
            }
        }
        *self.counts_by_code.entry((diagnostic.severity, diagnostic.code)).or_default() += 1;
        self.count(diagnostic.severity);
        if is_below_limit {
            self.show(diagnostic, sources);
        }
        match &mut self.sink {
            Sink::Collected(messages) if is_below_limit => messages.push(CollectedMessage {
                text,
                found: Some(Found {
                    severity: diagnostic.severity,
                    has_place: diagnostic.span.is_some(),
                    message: diagnostic.message.clone(),
                }),
                is_done: false,
            }),
            _ => self.write(&text),
        }
    }

    /// Renders a message, with the name of its input if it has no file.
    fn render(&self, diagnostic: &Diagnostic, sources: &Sources) -> String {
        let Some(about) = self.about.as_ref().filter(|_| diagnostic.span.is_none()) else {
            return render(diagnostic, sources, self.format, self.color);
        };
        if self.format == MessageFormat::Json {
            let line = render(diagnostic, sources, self.format, self.color);
            let input = serde_json::Value::from(escape(about));
            return line.replacen('{', &format!("{{\"input\":{input},"), 1);
        }
        let message = format!("{about}: {}", diagnostic.message);
        let diagnostic = Diagnostic { message, ..diagnostic.clone() };
        render(&diagnostic, sources, self.format, self.color)
    }

    fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => {}
        }
    }

    /// Prints how many messages were suppressed per code.
    pub(super) fn finish(&mut self) {
        for ((severity, code), found) in std::mem::take(&mut self.counts_by_code) {
            let Some(more) = found.checked_sub(MOST_PER_CODE).filter(|more| *more > 0) else {
                continue;
            };
            let message = format!("and {more} more like these (`{code}`)");
            let reported = Diagnostic { severity, ..Diagnostic::note("more", message) };
            let text = self.render(&reported, &Sources::default());
            self.write(&text);
        }
    }

    /// Reports how the pages of an edition were fitted; `is_only` if there are no others.
    pub(super) fn fitted(&mut self, edition: &Edition, is_only: bool) {
        let Some(done) = &edition.fitted else { return };
        match edition.variant.as_ref().filter(|_| !is_only) {
            Some(variant) => self.done(&format!("variant `{variant}`: {done}")),
            None => self.done(done),
        }
    }

    /// Reports a result, unless `--quiet` or a machine-readable format is set.
    pub(super) fn done(&mut self, message: &str) {
        if !self.quiet && self.format != MessageFormat::Json {
            let text = format!("{}\n", escape(message));
            match &mut self.sink {
                Sink::Collected(messages) => {
                    messages.push(CollectedMessage { text, found: None, is_done: true })
                }
                _ => self.write(&text),
            }
        }
    }

    /// Returns whether standard error is a terminal.
    pub(super) fn is_watched(&self) -> bool {
        !self.quiet && self.format != MessageFormat::Json && std::io::stderr().is_terminal()
    }

    /// Reports the written files: for people one line per edition, for programs one object per
    /// file. Several builds include time of day and duration.
    pub(super) fn wrote(&mut self, files: &[Written], then: &str) {
        if self.format == MessageFormat::Json {
            if !self.quiet {
                for file in files {
                    self.write(&json_line(&file.to_json()));
                }
            }
            return;
        }
        let mut groups: Vec<(Vec<String>, &str)> = Vec::new();
        for file in files.iter().filter(|file| !file.is_stdout()) {
            let name = file.path.display().to_string();
            match groups.last_mut() {
                Some((names, about)) if *about == file.about => names.push(name),
                _ => groups.push((vec![name], &file.about)),
            }
        }
        let groups = groups.into_iter().map(|(names, about)| {
            let names = names.join(", ");
            if about.is_empty() { names } else { format!("{names} ({about})") }
        });
        let groups: Vec<_> = groups.collect();
        if !groups.is_empty() {
            let message = format!("wrote {}{then}", groups.join(", "));
            self.done_in_time(&message);
        }
    }

    /// Returns whether messages, and therefore results, are machine-readable.
    pub(super) fn is_for_programs(&self) -> bool {
        self.format == MessageFormat::Json
    }

    /// Prints the number of problems; unless `requested`, only if there are several.
    pub(super) fn print_problem_count(&mut self, requested: bool) {
        if self.format == MessageFormat::Json {
            let (errors, warnings) = (self.errors, self.warnings);
            let summary = json!({"type": "summary", "errors": errors, "warnings": warnings});
            if !self.quiet {
                self.write(&json_line(&summary));
            }
        } else if requested
            || (self.format == MessageFormat::Human && self.errors + self.warnings > 1)
        {
            let counts = self.counts();
            self.done(&counts);
        }
    }

    /// Ignores errors, because standard error may be closed.
    fn write(&mut self, text: &str) {
        match &mut self.sink {
            Sink::Discarded => {}
            Sink::Collected(messages) => {
                messages.push(CollectedMessage {
                    text: text.to_owned(),
                    found: None,
                    is_done: false,
                });
            }
            Sink::Stderr => {
                let _ = std::io::stderr().lock().write_all(text.as_bytes());
            }
        }
    }

    /// Returns the number of problems as text: `2 errors, 1 warning`.
    fn counts(&self) -> String {
        let count = |n: usize, what: &str| match n {
            1 => format!("1 {what}"),
            n => format!("{n} {what}s"),
        };
        match (self.errors, self.warnings) {
            (0, 0) => "no problems".to_owned(),
            (0, warnings) => count(warnings, "warning"),
            (errors, 0) => count(errors, "error"),
            (errors, warnings) => {
                format!("{}, {}", count(errors, "error"), count(warnings, "warning"))
            }
        }
    }

    /// Returns the number of errors and warnings.
    pub(super) fn found(&self) -> (usize, usize) {
        (self.errors, self.warnings)
    }

    /// Returns whether `--strict` is given.
    pub(super) fn is_strict(&self) -> bool {
        self.strict
    }

    /// Returns whether there were warnings and `--strict` is given.
    pub(super) fn fails_strictly(&self) -> bool {
        self.strict && self.warnings > 0
    }
}

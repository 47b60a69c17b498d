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
use crate::press::{Edition, Record};

/// Everything the program says, on standard error.
pub(super) struct Report {
    format: MessageFormat,
    color: bool,
    quiet: bool,
    /// Whether nothing is printed at all.
    silent: bool,
    strict: bool,
    warnings: usize,
    errors: usize,
    /// What was said of places in files: an overlay is read for every résumé.
    printed: BTreeSet<String>,
    /// How often each kind of mistake was found.
    kinds: BTreeMap<(Severity, &'static str), usize>,
    /// When the build began, where it is one of many.
    started: Option<Instant>,
}

/// Mistakes of a kind that are told; who has more mends these first.
const MOST_OF_A_KIND: usize = 100;

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
        Self {
            format: args.message_format,
            color,
            quiet: args.quiet,
            silent: false,
            strict: args.strict,
            warnings: 0,
            errors: 0,
            printed: BTreeSet::new(),
            kinds: BTreeMap::new(),
            started: None,
        }
    }

    /// Creates a report that nobody hears.
    pub(super) fn silent() -> Self {
        Self {
            format: MessageFormat::Short,
            color: false,
            quiet: true,
            silent: true,
            strict: false,
            warnings: 0,
            errors: 0,
            printed: BTreeSet::new(),
            kinds: BTreeMap::new(),
            started: None,
        }
    }

    /// Creates a report that speaks the same way and has said nothing, for a build that began then.
    pub(super) fn next_round(&self, started: Instant) -> Self {
        Self {
            format: self.format,
            color: self.color,
            quiet: self.quiet,
            strict: self.strict,
            silent: false,
            started: Some(started),
            ..Self::silent()
        }
    }

    /// Prints what was noted since the last time.
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

    /// Prints an error about a value of a flag.
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

    /// Prints diagnostics that point into no text.
    ///
    /// Returns an error if one of them is an error.
    pub(super) fn all(&mut self, diagnostics: Diagnostics) -> Result<(), Failure> {
        self.all_rejected(diagnostics).map_err(|_| Failure::Input)
    }

    fn print_one(&mut self, diagnostic: &Diagnostic, sources: &Sources) {
        if diagnostic.severity == Severity::Note && self.format == MessageFormat::Human {
            return self.write(&format!("{}\n", escape(&diagnostic.message)));
        }
        let found = self.kinds.entry((diagnostic.severity, diagnostic.code)).or_default();
        let is_told = *found < MOST_OF_A_KIND;
        let mut text = String::new();
        if is_told {
            text = render(diagnostic, sources, self.format, self.color);
            if diagnostic.span.is_some() && !self.printed.insert(text.clone()) {
                return;
            }
        }
        *found += 1;
        match diagnostic.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => {}
        }
        self.write(&text);
    }

    /// Says how many mistakes of a kind there are beyond those that were told.
    pub(super) fn finish(&mut self) {
        for ((severity, code), found) in std::mem::take(&mut self.kinds) {
            let Some(more) = found.checked_sub(MOST_OF_A_KIND).filter(|more| *more > 0) else {
                continue;
            };
            let message = format!("and {more} more like these (`{code}`)");
            let told = Diagnostic { severity, ..Diagnostic::note("more", message) };
            self.write(&render(&told, &Sources::default(), self.format, self.color));
        }
    }

    /// Says what was done to fit the pages of an edition.
    pub(super) fn fitted(&self, edition: &Edition) {
        if let Some(done) = &edition.fitted {
            self.done(done);
        }
    }

    /// Says what was done, unless asked to be quiet or talking to a program.
    pub(super) fn done(&self, message: &str) {
        if !self.quiet && self.format != MessageFormat::Json {
            self.write(&format!("{}\n", escape(message)));
        }
    }

    /// Says which files were written: to people the files of an edition together, to programs each; of
    /// one build of many also the time of day, and how long it took.
    pub(super) fn wrote(&self, files: &[Written], then: &str) {
        if self.format == MessageFormat::Json {
            if !self.quiet {
                files.iter().for_each(|file| self.write(&json_line(&file.to_json())));
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
            match self.started {
                None => self.done(&message),
                Some(started) => {
                    let (time, took) = (date::time_of_day(), started.elapsed().as_millis());
                    self.done(&format!("{time} {message} in {took} ms"));
                }
            }
        }
    }

    /// Tells whether messages are for programs; then results are as well.
    pub(super) fn is_for_programs(&self) -> bool {
        self.format == MessageFormat::Json
    }

    /// Says how many problems there were; where nobody `asked`, only if there are several.
    pub(super) fn sum_up(&self, asked: bool) {
        if self.format == MessageFormat::Json {
            let (errors, warnings) = (self.errors, self.warnings);
            let summary = json!({"type": "summary", "errors": errors, "warnings": warnings});
            if !self.quiet {
                self.write(&json_line(&summary));
            }
        } else if asked || (self.format == MessageFormat::Human && self.errors + self.warnings > 1)
        {
            self.done(&self.counts());
        }
    }

    /// Nobody is left to be told when standard error is closed.
    fn write(&self, text: &str) {
        if self.silent {
            return;
        }
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }

    /// Says how many problems were found: `2 errors, 1 warning`.
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

    /// Tells whether warnings were printed that `--strict` makes a failure.
    pub(super) fn fails_strictly(&self) -> bool {
        self.strict && self.warnings > 0
    }
}

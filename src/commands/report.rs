use std::io::{IsTerminal, Write};

use clap::ColorChoice;

use super::Failure;
use crate::cli::GlobalArgs;
use crate::diagnostic::{
    Diagnostic, Diagnostics, MessageFormat, Severity, Sources, escape, render,
};
use crate::source::Node;
use crate::tailor::{Explanation, LeftOut};

/// Everything the program says, on standard error.
pub(super) struct Report {
    pub(super) sources: Sources,
    format: MessageFormat,
    color: bool,
    quiet: bool,
    strict: bool,
    warnings: usize,
    errors: usize,
    printed: Vec<Diagnostic>,
}

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
            sources: Sources::default(),
            format: args.message_format,
            color,
            quiet: args.quiet,
            strict: args.strict,
            warnings: 0,
            errors: 0,
            printed: Vec::new(),
        }
    }

    /// Prints diagnostics, looking up the spans of their paths in the tree they are about.
    ///
    /// Returns an error if one of them is an error.
    pub(super) fn emit(
        &mut self,
        diagnostics: Diagnostics,
        root: Option<&Node>,
    ) -> Result<(), Failure> {
        let mut failed = false;
        for mut diagnostic in diagnostics {
            if let (None, Some(path), Some(root)) = (diagnostic.span, &diagnostic.path, root) {
                let span = root.span_of(path);
                diagnostic = diagnostic.at(span);
            }
            failed |= diagnostic.severity == Severity::Error;
            self.print(&diagnostic);
        }
        if failed { Err(Failure::Input) } else { Ok(()) }
    }

    /// Prints an error about the input or a file.
    pub(super) fn input(&mut self, diagnostic: Diagnostic) -> Failure {
        self.print(&diagnostic);
        Failure::Input
    }

    /// Prints an error about the command line.
    pub(super) fn usage(&mut self, message: impl Into<String>, hint: impl Into<String>) -> Failure {
        self.print(&Diagnostic::error("usage", message).hint(hint));
        Failure::Usage
    }

    /// Prints errors about values of flags.
    ///
    /// Returns an error if there are any.
    pub(super) fn usage_all(&mut self, diagnostics: Diagnostics) -> Result<(), Failure> {
        self.emit(diagnostics, None).map_err(|_| Failure::Usage)
    }

    /// Prints an error that is nobody's fault but ours.
    pub(super) fn fault(&mut self, diagnostics: Diagnostics) -> Failure {
        let _ = self.emit(diagnostics, None);
        Failure::Fault
    }

    fn print(&mut self, diagnostic: &Diagnostic) {
        // What is wrong with a file is as wrong in each of its variants.
        if self.printed.contains(diagnostic) {
            return;
        }
        self.printed.push(diagnostic.clone());
        match diagnostic.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => {}
        }
        self.write(&render(diagnostic, &self.sources, self.format, self.color));
    }

    /// Says what is not shown and why: a line each, or as a note to a program.
    pub(super) fn explain(&mut self, left_out: &Explanation, root: &Node) {
        for part in left_out.iter() {
            let LeftOut { path, heading, rule } = part;
            let heading = if heading.is_empty() { String::new() } else { format!(" {heading}") };
            let message = format!("left out `{path}`{heading}; {rule}");
            if self.format == MessageFormat::Human {
                self.write(&format!("{}\n", escape(&message)));
            } else {
                let span = root.span_of(path);
                self.print(&Diagnostic::note("left-out", message).on(path).at(span));
            }
        }
    }

    /// Says what was done, unless asked to be quiet or talking to a program.
    pub(super) fn done(&mut self, message: &str) {
        if !self.quiet && self.format != MessageFormat::Json {
            self.write(&format!("{}\n", escape(message)));
        }
    }

    /// Nobody is left to be told when standard error is closed.
    fn write(&self, text: &str) {
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }

    /// Says how many problems were found: `2 errors, 1 warning`.
    pub(super) fn counts(&self) -> String {
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

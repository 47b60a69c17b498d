//! Prints clap's usage errors in the chosen message format.

use std::ffi::OsString;
use std::process::ExitCode;

use super::{Failure, other_tools};
use crate::diagnostic::{Diagnostic, MessageFormat, Sources, render};

/// Prints an error of the command line, or the requested help.
///
/// Returns the exit code.
pub(super) fn refuse(mut error: clap::Error, args: &[OsString]) -> ExitCode {
    other_tools::add_equivalent_command(&mut error);
    let format = asked_format(args);
    if !error.use_stderr() || format == MessageFormat::Human {
        // A closed pipe is not an error: `--help | head`.
        let _ = error.print();
    } else {
        let diagnostic = describe(&error.render().to_string());
        eprint(&render(&diagnostic, &Sources::default(), format, false));
    }
    ExitCode::from(if error.use_stderr() { Failure::Request.code() } else { 0 })
}

fn eprint(text: &str) {
    use std::io::Write;
    // Standard error may be closed.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Returns the message format from arguments that failed to parse.
fn asked_format(args: &[OsString]) -> MessageFormat {
    let args = args.iter().map(|arg| arg.to_string_lossy());
    let mut args = args.take_while(|arg| arg != "--");
    let mut requested = None;
    while let Some(arg) = args.next() {
        let value = match arg.strip_prefix("--message-format") {
            Some("") => args.next().map(|value| value.into_owned()),
            Some(value) => value.strip_prefix('=').map(str::to_owned),
            None => continue,
        };
        requested = value.and_then(|value| MessageFormat::from_name(&value));
    }
    requested.unwrap_or_default()
}

/// Converts clap's output to a diagnostic: message, tips, usage.
fn describe(text: &str) -> Diagnostic {
    let mut paragraphs = text.trim_start_matches("error: ").split("\n\n");
    let one_line = |paragraph: &str| {
        let lines: Vec<_> = paragraph.lines().map(str::trim).collect();
        lines.join(" ").replace('\'', "`")
    };
    let message = paragraphs.next().map(one_line).unwrap_or_default();
    let (message, values) = match message.split_once(" [possible values: ") {
        Some((message, values)) => (message, values.strip_suffix(']')),
        None => (message.as_str(), None),
    };
    let mut diagnostic = Diagnostic::error("usage", message);
    if let Some(values) = values {
        diagnostic = diagnostic.hint(format!("possible values: {values}"));
    }
    for paragraph in paragraphs {
        let paragraph = one_line(paragraph);
        if let Some(tip) = paragraph.strip_prefix("tip: ") {
            diagnostic = diagnostic.hint(tip);
        } else if let Some(usage) = paragraph.strip_prefix("Usage: ") {
            diagnostic = diagnostic.hint(format!("usage: `{usage}`"));
        }
    }
    if diagnostic.hints.is_empty() {
        diagnostic = diagnostic.hint("see `recto COMMAND --help`");
    }
    diagnostic
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_format_is_found_among_invalid_arguments() {
        let format = |args: &[&str]| {
            let args: Vec<_> = args.iter().map(OsString::from).collect();
            asked_format(&args)
        };
        assert_eq!(format(&["recto", "build", "--nope"]), MessageFormat::Human);
        assert_eq!(format(&["recto", "--message-format", "json"]), MessageFormat::Json);
        assert_eq!(format(&["recto", "--message-format=short", "x"]), MessageFormat::Short);
        assert_eq!(format(&["recto", "--message-format=yaml"]), MessageFormat::Human);
        assert_eq!(format(&["recto", "--", "--message-format=json"]), MessageFormat::Human);
    }
}

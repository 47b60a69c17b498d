//! Manual pages of the program and its commands, generated from the command line definition.

use std::fmt::Write;
use std::path::Path;

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::output::{self, Output};
use super::{Failure, Report};
use crate::cli::{Cli, ManArgs};
use crate::diagnostic::did_you_mean;

const EXIT_STATUS: [(&str, &str); 4] = [
    ("0", "Success. Warnings do not change it, unless --strict is given."),
    ("1", "The résumé or the check has errors, or a file could not be read or written."),
    ("2", "Wrong usage: an unknown flag, or a value that a flag rejects."),
    ("3", "An internal error. Please report it."),
];

/// An environment variable, the commands that use it, and its meaning.
type Variable = (&'static str, &'static [&'static str], &'static str);

const ENVIRONMENT: [Variable; 5] = [
    (
        "SOURCE_DATE_EPOCH",
        &["build", "watch", "preview", "check", "themes"],
        "The date of the document in seconds since 1970, where --date does not give one.",
    ),
    (
        "LC_ALL, LC_MESSAGES, LANG",
        &["new"],
        "The language and country of a new résumé, where --lang and --country do not give them.",
    ),
    (
        "VISUAL, EDITOR",
        &["preview", "watch"],
        "The editor that a click on the page opens, where --editor does not name one.",
    ),
    (
        "NO_COLOR, CLICOLOR, CLICOLOR_FORCE",
        &[],
        "Whether messages have colour, where --color is auto.",
    ),
    ("RECTO_COMPLETE", &["completions"], "Set by completion scripts; not for use by hand."),
];

/// A file, the commands that read or write it, and its content.
const FILES: [Variable; 5] = [
    (
        "*.yaml, *.yml, *.json, *.toml, *.xml, *.zip",
        &["build", "watch", "preview", "check", "convert", "tags"],
        "Résumés. The format is detected from the content, not from the name.",
    ),
    (
        "resume.schema.json",
        &["new", "schema"],
        "The JSON Schema, which editors read; `new` writes it beside the résumé.",
    ),
    (
        "theme.toml, theme.typ",
        &["build", "watch", "preview", "check", "themes"],
        "The two files that a folder has to hold to be a theme.",
    ),
    (
        ".recto-*",
        &["build", "watch", "convert", "new"],
        "Temporary files beside the output; they are renamed when all outputs are complete.",
    ),
    ("*.d", &["build"], "Dependencies in Make's syntax, written by --deps."),
];

/// Prints a manual page, or writes all of them into a folder.
pub(super) fn man(args: &ManArgs, report: &mut Report) -> Result<(), Failure> {
    let mut root = Cli::command();
    root.build();
    if let Some(folder) = &args.out_dir {
        return write_all(&root, folder, report);
    }
    let mut command = &root;
    for name in &args.command {
        let Some(found) = subcommands(command).find(|it| it.get_name() == name) else {
            let known: Vec<_> = subcommands(command).map(Command::get_name).collect();
            let hint = match did_you_mean(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if known.is_empty() => format!("`{}` has none", command.get_name()),
                None => format!("commands: {}", known.join(", ")),
            };
            return Err(report.usage(format!("unknown command `{name}`"), hint));
        };
        command = found;
    }
    output::print(&page(command, &root), report)
}

fn write_all(root: &Command, folder: &Path, report: &mut Report) -> Result<(), Failure> {
    fn collect(command: &Command, root: &Command, folder: &Path, outputs: &mut Vec<Output>) {
        let path = folder.join(format!("{}.1", page_name(command)));
        outputs.push(Output { path, bytes: page(command, root).into_bytes() });
        subcommands(command).for_each(|inner| collect(inner, root, folder, outputs));
    }
    let mut outputs = Vec::new();
    collect(root, root, folder, &mut outputs);
    let count = outputs.len();
    output::write_all(outputs, report)?;
    report.done(&format!("wrote {count} manual pages to {}", folder.display()));
    Ok(())
}

/// Returns the visible subcommands.
fn subcommands(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|it| !it.is_hide_set() && it.get_name() != "help")
}

/// Returns the name of a page: `recto-build`.
fn page_name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

/// Returns the manual page of a command in troff.
fn page(command: &Command, root: &Command) -> String {
    let own = command.clone().after_help(None::<&str>).after_long_help(None::<&str>);
    let version = format!("recto {}", root.get_version().unwrap_or_default());
    // A date would make the output depend on the day of the build.
    let man =
        Man::new(own).title(page_name(command)).date("").source(version).manual("recto manual");
    let mut bytes = Vec::new();
    man.render_title(&mut bytes)
        .and_then(|()| man.render_name_section(&mut bytes))
        .and_then(|()| man.render_synopsis_section(&mut bytes))
        .and_then(|()| man.render_description_section(&mut bytes))
        .and_then(|()| man.render_options_section(&mut bytes))
        .expect("memory can be written to");
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    if subcommands(command).next().is_some() {
        text.push_str(".SH COMMANDS\n");
        for inner in subcommands(command) {
            let about = inner.get_about().map(ToString::to_string).unwrap_or_default();
            describe(&mut text, &format!("{}(1)", page_name(inner)), &about);
        }
    }
    if let Some(help) = command.get_after_help() {
        sections(&mut text, &help.to_string());
    }
    let name = command.get_name();
    text.push_str(".SH EXIT STATUS\n");
    EXIT_STATUS.iter().for_each(|(code, what)| describe(&mut text, code, what));
    for (heading, table) in [("ENVIRONMENT", &ENVIRONMENT[..]), ("FILES", &FILES[..])] {
        let is_root = name == root.get_name();
        let concerns =
            |commands: &[&str]| is_root || commands.is_empty() || commands.contains(&name);
        let mut own = table.iter().filter(|(_, commands, _)| concerns(commands)).peekable();
        if own.peek().is_some() {
            let _ = writeln!(text, ".SH {heading}");
            own.for_each(|(term, _, what)| describe(&mut text, term, what));
        }
    }
    let others = subcommands(root).filter(|it| it.get_name() != name);
    let others: Vec<_> = others.map(|it| format!("\\fB{}\\fR(1)", escape(page_name(it)))).collect();
    let own = (name != root.get_name()).then(|| "\\fBrecto\\fR(1)".to_owned());
    let all: Vec<_> = own.into_iter().chain(others).collect();
    let _ = writeln!(text, ".SH SEE ALSO\n{}", all.join(", "));
    text
}

/// Writes a term with its description.
fn describe(text: &mut String, term: &str, what: &str) {
    let _ = writeln!(text, ".TP\n\\fB{}\\fR\n{}", escape(term), escape(what));
}

/// Writes the text after the options: a line that ends in a colon is a heading, and indented lines
/// are kept. Skips sections common to all pages.
fn sections(text: &mut String, help: &str) {
    let mut is_verbatim = false;
    let mut is_open = false;
    for line in help.lines() {
        let heading = line.strip_suffix(':').filter(|it| !it.starts_with(' '));
        let wants_verbatim = heading.is_none() && line.starts_with("  ");
        if is_verbatim && !wants_verbatim {
            text.push_str(".fi\n.RE\n");
            is_verbatim = false;
        }
        match heading {
            Some(heading) => {
                let _ = writeln!(text, ".SH {}", escape(&heading.to_uppercase()));
                is_open = true;
            }
            None if line.trim().is_empty() => text.push_str(".PP\n"),
            None if line.starts_with("Exit codes") => {}
            None => {
                if !is_open {
                    text.push_str(".SH NOTES\n");
                    is_open = true;
                }
                if wants_verbatim && !is_verbatim {
                    text.push_str(".RS\n.nf\n");
                    is_verbatim = true;
                }
                let _ = writeln!(text, "{}", escape(line.trim()));
            }
        }
    }
    if is_verbatim {
        text.push_str(".fi\n.RE\n");
    }
}

/// Escapes text for troff.
fn escape(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}

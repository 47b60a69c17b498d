//! Shell completion. The generated scripts call this program for candidates.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::Path;
use std::process::ExitCode;

use clap::{Arg, Command, CommandFactory};
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCompleter, PathCompleter};
use clap_complete::env::{Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};

use super::output;
use super::{Failure, Report};
use crate::cli::Cli;

mod line;
mod values;

use line::Line;

/// Variable with which a completion script requests candidates.
const VARIABLE: &str = "RECTO_COMPLETE";

const SHELLS: &[&dyn EnvCompleter] = &[&Bash, &Elvish, &Fish, &Powershell, &Zsh];

/// Extensions of files that may be résumés.
const RESUMES: [&str; 7] = ["yaml", "yml", "json", "jsonc", "toml", "xml", "zip"];

/// Answers a completion script; `None` if the program was not called by one.
#[expect(clippy::disallowed_methods, reason = "a command may ask the environment")]
pub(super) fn answer(args: &[OsString]) -> Option<ExitCode> {
    std::env::var_os(VARIABLE)?;
    let folder = std::env::current_dir().ok();
    let env = CompleteEnv::with_factory(|| command(&Line::new(args)));
    let env = env.var(VARIABLE).shells(Shells(SHELLS));
    match env.try_complete(args.iter().cloned(), folder.as_deref()) {
        Ok(false) => None,
        Ok(true) => Some(ExitCode::SUCCESS),
        // An error message would end up in the command line being typed.
        Err(_) => Some(ExitCode::FAILURE),
    }
}

/// Prints the completion script of a shell.
pub(super) fn script(shell: clap_complete::Shell, report: &mut Report) -> Result<(), Failure> {
    let name = shell.to_string();
    let mut script = Vec::new();
    let completer = Shells(SHELLS)
        .completer(&name)
        .map(|shell| shell.write_registration(VARIABLE, "recto", "recto", "recto", &mut script));
    match completer {
        Some(Ok(())) => output::print(&String::from_utf8_lossy(&script), report),
        _ => Err(Failure::Program),
    }
}

/// Returns the command line definition with completers for all arguments.
fn command(line: &Line) -> Command {
    fn walk(command: Command, line: &Line) -> Command {
        command
            .mut_args(|arg| match completer(arg.get_id().as_str(), line) {
                Some(completer) => arg.add(completer),
                None => with_files(arg),
            })
            .mut_subcommands(|subcommand| walk(subcommand, line))
    }
    walk(Cli::command(), line)
}

/// Returns the completer of an argument.
fn completer(id: &str, line: &Line) -> Option<ArgValueCompleter> {
    type Values = fn(&Line, &str) -> Vec<values::Value>;
    let values: Values = match id {
        "theme" => values::themes_or_folders,
        "name" if line.is_typed("themes") => values::themes_or_folders,
        "from" if line.is_typed("themes") => values::themes,
        "from" => values::dialects_read,
        "to" => values::dialects_written,
        "settings" => values::settings,
        "paper" => values::papers,
        "lang" => values::languages,
        "tag" => values::locales,
        "variant" => values::variants,
        "tags" => values::tags,
        "sections" | "exclude" => values::sections,
        "redact" => values::redactions,
        "since" | "collapse_before" | "max" => values::section_settings,
        "sort" => values::sort_orders,
        "pages" => values::page_goals,
        "pdf_standard" => values::standards,
        "country" => values::countries,
        "command" => values::commands,
        _ => return None,
    };
    let line = line.clone();
    let complete = move |current: &OsStr| match current.to_str() {
        Some(current) => values::candidates(values(&line, current), current),
        None => Vec::new(),
    };
    Some(ArgValueCompleter::new(complete))
}

/// Completes paths with the extensions that an argument accepts.
fn with_files(arg: Arg) -> Arg {
    let endings: &'static [&'static str] = match arg.get_id().as_str() {
        "inputs" | "input" | "overlays" | "file" | "against" => &RESUMES,
        "locale" => &["toml"],
        "preview" => &["pdf", "png"],
        "font_paths" => &["ttf", "otf", "ttc", "otc"],
        "output" | "deps" | "report" => {
            return arg.add(ArgValueCompleter::new(PathCompleter::any()));
        }
        "out_dir" | "folder" => return arg.add(ArgValueCompleter::new(PathCompleter::dir())),
        _ => return arg,
    };
    let has_ending = move |path: &Path| path.is_file() && line::ends_in(path, endings);
    arg.add(ArgValueCompleter::new(PathCompleter::any().filter(has_ending)))
}

/// Bash completion. The script of `clap_complete` does not rejoin words that Bash split at `=` and
/// `:`.
struct Bash;

impl EnvCompleter for Bash {
    fn name(&self) -> &'static str {
        "bash"
    }

    fn is(&self, name: &str) -> bool {
        name == "bash"
    }

    fn write_registration(
        &self,
        _: &str,
        _: &str,
        bin: &str,
        completer: &str,
        buffer: &mut dyn io::Write,
    ) -> io::Result<()> {
        let script = include_str!("complete/recto.bash");
        write!(buffer, "{}", script.replace("COMPLETER", completer).replace("BIN", bin))
    }

    fn write_complete(
        &self,
        command: &mut Command,
        args: Vec<OsString>,
        folder: Option<&Path>,
        buffer: &mut dyn io::Write,
    ) -> io::Result<()> {
        clap_complete::env::Bash.write_complete(command, args, folder, buffer)
    }
}

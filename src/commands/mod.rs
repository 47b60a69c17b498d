//! The commands: the only code that accesses arguments, environment, clock and files.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};

mod archive;
mod build;
mod check;
mod complete;
mod convert;
mod date;
mod deps;
mod describe;
mod extract;
mod gallery;
mod input_files;
mod ledger;
mod local_resources;
mod locales;
mod manual;
mod naming;
mod new;
mod other_tools;
mod output;
mod preview;
mod read;
mod report;
mod request;
mod threads;
mod usage;
mod vet;
mod watch;

use crate::press::Failure;
use report::Report;

impl Failure {
    fn code(self) -> u8 {
        match self {
            Self::Input => 1,
            Self::Request => 2,
            Self::Program => 3,
        }
    }
}

/// Runs the program with the given arguments.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    if let Some(code) = complete::answer(&args) {
        return code;
    }
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) => return usage::refuse(error, &args),
    };
    let mut report = Report::new(&cli.global);
    let outcome = match &cli.command {
        Command::Build(args) => build::build(args, &mut report),
        Command::Watch(args) => watch::watch(args, &mut report),
        Command::Preview(args) => watch::preview(args, &mut report),
        Command::Check(args) => check::check(args, &mut report),
        Command::Tags(args) => describe::tags(args, &mut report),
        Command::Convert(args) => convert::convert(args, &mut report),
        Command::Extract(args) => extract::extract(args, &mut report),
        Command::New(args) => new::new(args, &mut report),
        Command::Themes(args) => describe::themes(args, &mut report),
        Command::Locales(args) => locales::locales(args, &mut report),
        Command::Fonts(args) => describe::fonts(args, &mut report),
        Command::Schema(args) => describe::schema(args, &mut report),
        Command::Completions(args) => complete::script(args.shell, &mut report),
        Command::Man(args) => manual::man(args, &mut report),
        Command::VetTheme(args) => vet::vet(args),
    };
    report.finish();
    match &cli.command {
        _ if outcome == Err(Failure::Request) => {}
        Command::Check(_) => report.print_problem_count(true),
        Command::Build(_) | Command::Convert(_) => report.print_problem_count(false),
        _ => {}
    }
    match outcome {
        Ok(()) if report.fails_strictly() => ExitCode::from(Failure::Input.code()),
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => ExitCode::from(failure.code()),
    }
}

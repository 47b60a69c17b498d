//! Runs the program.

use std::process::ExitCode;

fn main() -> ExitCode {
    recto::commands::run(std::env::args_os())
}

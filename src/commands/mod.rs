//! The shell: the only place with arguments, environment, clock and files.

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the program with its arguments.
pub fn run(_args: impl IntoIterator<Item = OsString>) -> ExitCode {
    ExitCode::SUCCESS
}

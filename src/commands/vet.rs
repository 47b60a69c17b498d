//! Tries foreign themes in a separate process with resource limits.

use std::io::{self, Read, Write};
use std::process::{Command, ExitStatus, Stdio};

use super::Failure;
use super::threads::use_one_thread;
use crate::cli::{LimitArgs, VetArgs};
use crate::press::run_trial;
use crate::theme::Trial;

/// Resource limits of a theme.
#[derive(Debug, Clone, Copy)]
pub(super) struct ThemeLimits {
    /// CPU time in seconds, over all cores.
    seconds: u32,
    megabytes: u32,
}

impl Default for ThemeLimits {
    fn default() -> Self {
        Self { seconds: 20, megabytes: 1024 }
    }
}

impl ThemeLimits {
    pub(super) fn new(args: &LimitArgs) -> Self {
        let usual = Self::default();
        Self {
            seconds: args.theme_seconds.unwrap_or(usual.seconds),
            megabytes: args.theme_megabytes.unwrap_or(usual.megabytes),
        }
    }
}

/// Compiles a document in a child process with limits.
///
/// Returns an error if the child did not end normally.
pub(super) fn try_out(job: &[u8], trial: Trial, limits: ThemeLimits) -> Result<(), String> {
    let ThemeLimits { seconds, megabytes } = limits;
    let failed =
        |error: io::Error| format!("cannot test the theme in a process of its own ({error})");
    let program = std::env::current_exe().map_err(failed)?;
    let mut command = Command::new(program);
    // By default, the allocator reserves 1 GiB of addresses at once, which count as memory.
    command.env("MIMALLOC_ARENA_RESERVE", "0").arg("vet-theme");
    match trial {
        Trial::Pdf => {}
        Trial::Png(ppi) => drop(command.args(["--png", &ppi.to_string()])),
        Trial::Svg => drop(command.arg("--svg")),
    }
    let mut child = command
        .args(["--seconds", &seconds.to_string()])
        .args(["--megabytes", &megabytes.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(failed)?;
    // A failed write means that the child has ended; only its exit status matters.
    let _ = child.stdin.take().map(|mut stdin| stdin.write_all(job));
    let status = child.wait().map_err(failed)?;
    if status.success() {
        return Ok(());
    }
    let what = match end(status) {
        End::Time => format!("more than {seconds} s of CPU time"),
        End::Other => format!("more than {megabytes} MB, or endless recursion"),
    };
    Err(format!("the theme was stopped: it took {what}"))
}

enum End {
    Time,
    Other,
}

#[cfg(unix)]
fn end(status: ExitStatus) -> End {
    use std::os::unix::process::ExitStatusExt;
    let by_clock = [rustix::process::Signal::XCPU, rustix::process::Signal::KILL];
    match status.signal() {
        Some(signal) if by_clock.iter().any(|it| it.as_raw() == signal) => End::Time,
        _ => End::Other,
    }
}

#[cfg(not(unix))]
fn end(_: ExitStatus) -> End {
    End::Other
}

/// Compiles the document described on standard input without writing it. Only termination matters.
pub(super) fn vet(args: &VetArgs) -> Result<(), Failure> {
    limit(args).map_err(|_| Failure::Program)?;
    use_one_thread();
    let mut job = Vec::new();
    io::stdin().lock().read_to_end(&mut job).map_err(|_| Failure::Program)?;
    let trial = match (args.png, args.svg) {
        (Some(ppi), _) => Trial::Png(ppi),
        (None, true) => Trial::Svg,
        (None, false) => Trial::Pdf,
    };
    run_trial(&job, trial).ok_or(Failure::Program)
}

#[cfg(unix)]
fn limit(args: &VetArgs) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let set = |resource, limit: u64| {
        setrlimit(resource, Rlimit { current: Some(limit), maximum: Some(limit) })
    };
    set(Resource::Core, 0)?;
    set(Resource::Fsize, 0)?;
    set(Resource::As, u64::from(args.megabytes) << 20)?;
    setrlimit(
        Resource::Cpu,
        Rlimit {
            current: Some(u64::from(args.seconds)),
            maximum: Some(u64::from(args.seconds) + 1),
        },
    )?;
    Ok(())
}

#[cfg(not(unix))]
fn limit(_: &VetArgs) -> io::Result<()> {
    Ok(())
}

use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::thread;

use super::super::local_resources::LocalResources;
use super::super::threads::use_one_thread;
use super::inputs::Entry;
use super::pool::{Pool, Work};
use crate::press::Press;

/// The workers: the current thread, or several threads with a press each.
pub(super) enum Workers<'p> {
    One(&'p mut Press),
    Own(Box<Press>),
    Many { resources: &'p LocalResources, jobs: usize },
}

impl<'p> Workers<'p> {
    /// Uses `jobs` threads, or one per processor.
    pub(super) fn new(resources: &'p LocalResources, jobs: Option<u16>) -> Self {
        let all = || thread::available_parallelism().map_or(1, usize::from);
        Self::Many { resources, jobs: jobs.map_or_else(all, usize::from) }
    }

    /// Returns the workers for a single input, which needs no threads.
    pub(super) fn alone(self) -> Self {
        match self {
            Self::Many { resources, .. } => {
                use_one_thread();
                Self::Own(Box::new(Press::new(resources.clone())))
            }
            one => one,
        }
    }

    /// Returns the font files that are always available.
    pub(super) fn given_files(&mut self) -> Vec<PathBuf> {
        let faces = self.with_press(|press| press.resources().given_faces());
        faces.into_iter().map(|face| face.path).collect()
    }

    /// Calls a function with one press.
    pub(super) fn with_press<T>(&mut self, run: impl FnOnce(&mut Press) -> T) -> T {
        match self {
            Self::One(press) => run(press),
            Self::Own(press) => run(press),
            Self::Many { resources, .. } => run(&mut Press::new(resources.clone())),
        }
    }

    /// Returns the number of inputs for which unused results are kept in Typst's cache.
    ///
    /// Results shared by all résumés of a theme are used by each input and stay; results of a
    /// single résumé are dropped soon. Inputs rendered in parallel or in alternating themes must
    /// not drop each other's results.
    pub(super) fn cached_for(&self) -> usize {
        match self {
            Self::One(_) | Self::Own(_) => 10,
            Self::Many { jobs, .. } => 4 + 2 * jobs,
        }
    }

    /// Runs `work` for every entry. `finish` receives the results on this thread until it breaks;
    /// `fault` is the result of work that panicked.
    ///
    /// Returns an error if a thread cannot be started.
    pub(super) fn each<O: Send>(
        &mut self,
        entries: impl Iterator<Item = Entry> + Send,
        in_order: bool,
        run: impl Fn(&mut Press, &Entry) -> O + Sync,
        fault: impl Fn(&Entry) -> O + Sync,
        finish: impl FnMut(O) -> ControlFlow<()>,
    ) -> io::Result<()> {
        let (resources, jobs) = match self {
            Self::One(press) => return in_turn(press, entries, run, finish),
            Self::Own(press) => return in_turn(press, entries, run, finish),
            Self::Many { resources, jobs } => (&**resources, *jobs),
        };
        let mut entries = entries;
        // Threads share the resources, but each needs its own press.
        let worker = || Press::new(resources.clone());
        let work = Work { next: move || entries.next(), worker, run, fault };
        Pool { jobs, in_order }.run(work, finish)
    }
}

fn in_turn<O>(
    press: &mut Press,
    entries: impl Iterator<Item = Entry>,
    run: impl Fn(&mut Press, &Entry) -> O,
    mut finish: impl FnMut(O) -> ControlFlow<()>,
) -> io::Result<()> {
    for entry in entries {
        if finish(run(press, &entry)).is_break() {
            break;
        }
    }
    Ok(())
}

//! Waits for changes of files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::dependencies::Dependencies;

/// The watched folders.
///
/// Folders are watched rather than files, because most editors replace files, and a watch follows
/// the replaced one.
pub(super) struct Folders {
    /// `None` if the system provides no more watches.
    watcher: Option<RecommendedWatcher>,
    /// Receives a message for each event in a watched folder and for each request.
    wakes: Receiver<Wake>,
    waker: Sender<Wake>,
    /// Watched folders with an identity, to detect that a folder was replaced.
    watched: BTreeMap<PathBuf, Option<u64>>,
}

/// Why a wait may end.
pub(in crate::commands) enum Wake {
    /// A change that others may follow.
    Change,
    /// The end of a save of a file.
    Saved(PathBuf),
    Request,
}

/// Time without further events after which files are read, since a save causes several events.
/// Systems that report the end of a save need no such time.
const IDLE_TIME: Duration = Duration::from_millis(4);
/// Maximum delay after the first event.
const MAX_EVENT_DELAY: Duration = Duration::from_millis(60);
/// How long an empty or missing file is assumed to be in the middle of a save.
const MISSING_FILE_DELAY: Duration = Duration::from_millis(400);
/// Polling interval for changes without events: network drives, unmounted folders.
const POLL_INTERVAL: Duration = Duration::from_secs(2);
/// Polling interval if no events are available.
const LOOK_ONLY: Duration = Duration::from_millis(300);

impl Folders {
    pub(super) fn new() -> Self {
        let (waker, wakes) = mpsc::channel();
        let touched = waker.clone();
        let handler = move |event: notify::Result<notify::Event>| {
            if let Some(wake) = event.map_or(Some(Wake::Change), wake_of) {
                let _ = touched.send(wake);
            }
        };
        let watcher = notify::recommended_watcher(handler).ok();
        Self { watcher, wakes, waker, watched: BTreeMap::new() }
    }

    /// Returns a sender that interrupts [`Self::wait`].
    pub(super) fn waker(&self) -> Sender<Wake> {
        self.waker.clone()
    }

    /// Watches the folders of the given files, and no others.
    pub(super) fn watch(&mut self, dependencies: &Dependencies) {
        let mut wanted = BTreeMap::new();
        for path in dependencies.paths() {
            for place in places(path) {
                let identity = identity(&place);
                wanted.insert(place, identity);
            }
        }
        let Some(watcher) = &mut self.watcher else { return };
        for (folder, identity) in &self.watched {
            if wanted.get(folder) != Some(identity) {
                let _ = watcher.unwatch(folder);
            }
        }
        for (folder, identity) in &wanted {
            if self.watched.get(folder) != Some(identity) {
                let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
            }
        }
        self.watched = wanted;
    }

    /// Waits until a file has changed; returns the changed files and the time of the change. Waits
    /// for the end of a burst of changes; `is_needed` selects files that are never empty on
    /// purpose.
    pub(super) fn wait(
        &mut self,
        dependencies: &Dependencies,
        is_needed: impl Fn(&Path) -> bool,
        is_requested: impl Fn() -> bool,
    ) -> (Vec<PathBuf>, Instant) {
        let look = if self.watcher.is_some() { POLL_INTERVAL } else { LOOK_ONLY };
        // A file may have changed before its folder was watched.
        let mut may_have_changed = dependencies.may_have_changed();
        loop {
            let wake = if is_requested() {
                Wake::Request
            } else if may_have_changed {
                Wake::Change
            } else if let Ok(wake) = self.wakes.recv_timeout(look) {
                wake
            } else {
                self.watch(dependencies);
                may_have_changed = dependencies.may_have_changed();
                continue;
            };
            may_have_changed = false;
            let since = now();
            self.settle(wake, dependencies, since + MAX_EVENT_DELAY);
            let mut changed = dependencies.changed();
            // Some editors truncate the file before they write it.
            let is_missing_or_empty = |path: &PathBuf| {
                is_needed(path) && fs::metadata(path).map_or(true, |file| file.len() == 0)
            };
            while changed.iter().any(is_missing_or_empty) && since.elapsed() < MISSING_FILE_DELAY {
                self.watch(dependencies);
                self.settle(Wake::Change, dependencies, since + MISSING_FILE_DELAY);
                changed = dependencies.changed();
            }
            self.watch(dependencies);
            if !changed.is_empty() || is_requested() {
                return (changed, since);
            }
        }
    }

    /// Waits until the save of a dependency ends, no event occurs for a moment, or until `latest`.
    fn settle(&self, mut wake: Wake, dependencies: &Dependencies, latest: Instant) {
        let is_end = |wake: &Wake| match wake {
            Wake::Change => false,
            Wake::Saved(file) => {
                dependencies.paths().any(|path| path.file_name() == file.file_name())
            }
            Wake::Request => true,
        };
        while !is_end(&wake) && now() < latest {
            let Ok(next) = self.wakes.recv_timeout(IDLE_TIME) else { break };
            wake = next;
        }
        // Queued events belong to the same burst.
        while self.wakes.try_recv().is_ok() {}
    }
}

/// Returns the message for an event; `None` if a file was only read, as this program does itself.
fn wake_of(mut event: notify::Event) -> Option<Wake> {
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both)) => {
            Some(event.paths.pop().map_or(Wake::Change, Wake::Saved))
        }
        EventKind::Access(_) => None,
        _ => Some(Wake::Change),
    }
}

#[expect(clippy::disallowed_methods, reason = "waiting is all that is done with it")]
pub(super) fn now() -> Instant {
    Instant::now()
}

/// Returns the folders in which a change of a path is noticed: its parent, the parent of its link
/// target, and, for a folder, the folder itself with its subfolders.
fn places(path: &Path) -> Vec<PathBuf> {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let real = fs::canonicalize(&absolute).ok();
    let mut places = Vec::new();
    for path in [Some(absolute), real].into_iter().flatten() {
        if path.is_dir() {
            push_folders(&path, &mut places, 0);
        }
        // If the folder was removed, its nearest existing ancestor reports its return.
        if let Some(parent) = path.ancestors().skip(1).find(|folder| folder.is_dir()) {
            places.push(parent.to_path_buf());
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}

/// Maximum number of watched subfolders.
const MOST_FOLDERS: usize = 200;

fn push_folders(folder: &Path, places: &mut Vec<PathBuf>, depth: usize) {
    if depth > 8 || places.len() > MOST_FOLDERS {
        return;
    }
    places.push(folder.to_path_buf());
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir())
            && !entry.file_name().as_encoded_bytes().starts_with(b".")
        {
            push_folders(&entry.path(), places, depth + 1);
        }
    }
}

#[cfg(unix)]
fn identity(folder: &Path) -> Option<u64> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::metadata(folder).ok()?;
    let mut hasher = DefaultHasher::new();
    (metadata.dev(), metadata.ino()).hash(&mut hasher);
    Some(hasher.finish())
}

#[cfg(not(unix))]
fn identity(folder: &Path) -> Option<u64> {
    folder.is_dir().then_some(0)
}

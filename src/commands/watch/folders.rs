//! Waiting until something that was read is no longer as it was.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::seen::Seen;

/// The folders in which something is watched. Files are replaced by most editors, and a watch stays with
/// the one that was replaced.
pub(super) struct Folders {
    /// `None` where the system has no more watches to give.
    watcher: Option<RecommendedWatcher>,
    /// One for each event in a watched folder, and for whatever else is waited for.
    wakes: Receiver<()>,
    waker: Sender<()>,
    /// With what tells a folder from another one that takes its place.
    watched: BTreeMap<PathBuf, Option<u64>>,
}

/// Milliseconds without a further change after which files are read: a save is several events.
const QUIET: Duration = Duration::from_millis(6);
/// Milliseconds after which files are read whatever happens.
const BURST: Duration = Duration::from_millis(60);
/// How long an empty or missing file may stay so before that is taken for what is meant.
const GONE: Duration = Duration::from_millis(400);
/// How often the file system is asked, for what no event tells: network drives, folders unmounted.
const LOOK: Duration = Duration::from_secs(2);
/// The same where there are no events at all.
const LOOK_ONLY: Duration = Duration::from_millis(300);

impl Folders {
    pub(super) fn new() -> Self {
        let (waker, wakes) = mpsc::channel();
        let touched = waker.clone();
        let handler = move |event: notify::Result<notify::Event>| {
            // Reading is no change, and we read.
            let is_read = matches!(&event, Ok(event) if matches!(event.kind, EventKind::Access(kind)
                if kind != AccessKind::Close(AccessMode::Write)));
            if !is_read {
                let _ = touched.send(());
            }
        };
        let watcher = notify::recommended_watcher(handler).ok();
        Self { watcher, wakes, waker, watched: BTreeMap::new() }
    }

    /// Returns what has [`Self::wait`] look around.
    pub(super) fn waker(&self) -> Sender<()> {
        self.waker.clone()
    }

    /// Watches the folders of what was seen, and no others.
    pub(super) fn watch(&mut self, seen: &Seen) {
        let mut wanted = BTreeMap::new();
        for path in seen.paths() {
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

    /// Waits until something is no longer as it was seen, and returns what, and since when. Of a burst
    /// only the end counts; `is_needed` says which file is never meant to be empty.
    pub(super) fn wait(
        &mut self,
        seen: &Seen,
        is_needed: impl Fn(&Path) -> bool,
        is_asked: impl Fn() -> bool,
    ) -> (Vec<PathBuf>, Instant) {
        let look = if self.watcher.is_some() { LOOK } else { LOOK_ONLY };
        // It may have changed before it was watched.
        let mut may_have_changed = seen.may_have_changed();
        loop {
            if !may_have_changed && !is_asked() && self.wakes.recv_timeout(look).is_err() {
                self.watch(seen);
                may_have_changed = seen.may_have_changed();
                continue;
            }
            may_have_changed = false;
            let since = now();
            self.settle(since + BURST);
            let mut changed = seen.changed();
            // An editor that writes in place empties the file first.
            let is_gone = |path: &PathBuf| {
                is_needed(path) && fs::metadata(path).map_or(true, |file| file.len() == 0)
            };
            while changed.iter().any(is_gone) && since.elapsed() < GONE {
                self.watch(seen);
                let _ = self.wakes.recv_timeout(QUIET);
                changed = seen.changed();
            }
            self.watch(seen);
            if !changed.is_empty() || is_asked() {
                return (changed, since);
            }
        }
    }

    /// Waits until nothing happens for a moment, or until the given instant.
    fn settle(&self, latest: Instant) {
        while now() < latest && self.wakes.recv_timeout(QUIET).is_ok() {}
        // What queued up meanwhile is the same burst.
        while self.wakes.try_recv().is_ok() {}
    }
}

#[expect(clippy::disallowed_methods, reason = "waiting is all that is done with it")]
pub(super) fn now() -> Instant {
    Instant::now()
}

/// Returns the folders in which a change of a path can be noticed: its own, the one it links to, and it
/// itself with what is in it, if it is a folder.
fn places(path: &Path) -> Vec<PathBuf> {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let real = fs::canonicalize(&absolute).ok();
    let mut places = Vec::new();
    for path in [Some(absolute), real].into_iter().flatten() {
        if path.is_dir() {
            push_folders(&path, &mut places, 0);
        }
        // Where the folder is gone, the one it was in tells that it is back.
        if let Some(parent) = path.ancestors().skip(1).find(|folder| folder.is_dir()) {
            places.push(parent.to_path_buf());
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}

/// Folders within a folder that are watched.
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

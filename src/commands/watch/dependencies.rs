//! The files that a build read, and their state at that time.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::super::read::is_data;
use crate::press::{
    FaceDescription, ReadFailure, Requester, ResourceFile, Resources, ThemeFolder, ThemeGuard,
};

/// How a change is detected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// By content, for files and for folders with all their files.
    Content,
    /// By content, for inputs. Of a folder, only files that may be résumés count, and not logs and
    /// outputs of builds.
    Input,
    /// By size and time, for fonts, which are large and replaced as a whole.
    Fonts,
}

/// Files and folders that a build depends on, including missing ones.
#[derive(Debug, Clone, Default)]
pub(super) struct Dependencies(BTreeMap<PathBuf, State>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    kind: Kind,
    /// Hash of the content; `None` if it could not be read.
    content: Option<u64>,
    /// Hash of size and time, which is cheap to check.
    metadata: Option<u64>,
}

impl State {
    fn of(path: &Path, kind: Kind) -> Self {
        let metadata = Hashed::Metadata.of(path, kind);
        let content = match kind {
            Kind::Fonts => metadata,
            Kind::Content | Kind::Input => Hashed::Content.of(path, kind),
        };
        Self { kind, content, metadata }
    }
}

impl Dependencies {
    /// Records the state of a file unless it is known.
    pub(super) fn note(&mut self, path: &Path, kind: Kind) {
        self.0.entry(path.to_path_buf()).or_insert_with(|| State::of(path, kind));
    }

    /// Adds the states recorded by another, unless they are known.
    pub(super) fn extend(&mut self, other: Self) {
        for (path, state) in other.0 {
            self.0.entry(path).or_insert(state);
        }
    }

    /// Returns a copy without some paths.
    #[must_use]
    pub(super) fn without(mut self, paths: &[PathBuf]) -> Self {
        paths.iter().for_each(|path| {
            self.0.remove(path);
        });
        self
    }

    /// Returns the files that have changed.
    pub(super) fn changed(&self) -> Vec<PathBuf> {
        let changed = self
            .0
            .iter()
            .filter(|(path, state)| State::of(path, state.kind).content != state.content);
        changed.map(|(path, _)| path.clone()).collect()
    }

    /// Returns whether any size or time has changed.
    pub(super) fn may_have_changed(&self) -> bool {
        self.0.iter().any(|(path, state)| Hashed::Metadata.of(path, state.kind) != state.metadata)
    }

    /// Returns whether a path was recorded as fonts.
    pub(super) fn is_font(&self, path: &Path) -> bool {
        self.0.get(path).is_some_and(|state| state.kind == Kind::Fonts)
    }

    /// Returns the number of files and folders.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns all paths.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.0.keys().map(PathBuf::as_path)
    }
}

/// Maximum depth of nested folders.
const DEEPEST: usize = 8;
/// Maximum number of entries in a folder.
const MOST_ENTRIES: usize = 2_000;
/// Maximum size of files compared by content, in bytes.
const LARGEST: u64 = 64 << 20;

/// What of a file is hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hashed {
    Metadata,
    Content,
}

impl Hashed {
    /// Returns the hash of a file, or of the files in a folder; `None` if it cannot be read.
    fn of(self, path: &Path, kind: Kind) -> Option<u64> {
        let mut hasher = DefaultHasher::new();
        self.feed(path, kind, 0, &mut hasher)?;
        Some(hasher.finish())
    }

    fn feed(self, path: &Path, kind: Kind, depth: usize, hasher: &mut DefaultHasher) -> Option<()> {
        let metadata = fs::metadata(path).ok()?;
        let is_compared = metadata.is_file() && metadata.len() <= LARGEST;
        if self == Self::Content && is_compared {
            fs::read(path).ok()?.hash(hasher);
        } else if self == Self::Metadata || !metadata.is_dir() {
            metadata.len().hash(hasher);
            metadata.modified().ok().hash(hasher);
            #[cfg(unix)]
            {
                use std::os::unix::fs::MetadataExt;
                (metadata.dev(), metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
                    .hash(hasher);
            }
        }
        if metadata.is_dir() { self.feed_entries(path, kind, depth, hasher) } else { Some(()) }
    }

    fn feed_entries(
        self,
        folder: &Path,
        kind: Kind,
        depth: usize,
        hasher: &mut DefaultHasher,
    ) -> Option<()> {
        let counts = |path: &PathBuf| {
            // Such as lock files of editors.
            let is_hidden = |name: &OsStr| name.as_encoded_bytes().starts_with(b".");
            let is_of_input = || path.is_dir() || is_data(path) || is_table(path);
            !path.file_name().is_some_and(is_hidden) && (kind != Kind::Input || is_of_input())
        };
        let paths = fs::read_dir(folder).ok()?.flatten().map(|it| it.path());
        let mut paths: Vec<_> = paths.filter(counts).collect();
        paths.sort();
        for path in paths.iter().take(MOST_ENTRIES) {
            path.file_name().hash(hasher);
            if depth < DEEPEST {
                self.feed(path, kind, depth + 1, hasher).is_some().hash(hasher);
            }
        }
        Some(())
    }
}

/// Returns whether a file may be one of a LinkedIn export.
fn is_table(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
}

/// The dependencies recorded so far, shared between clones.
#[derive(Debug, Clone, Default)]
pub(super) struct DependencyLog(Arc<Mutex<Dependencies>>);

impl DependencyLog {
    /// Takes the states recorded since the last call.
    pub(super) fn take(&self) -> Dependencies {
        std::mem::take(&mut *self.lock())
    }

    fn note(&self, path: &Path, kind: Kind) {
        self.lock().note(path, kind);
    }

    fn lock(&self) -> MutexGuard<'_, Dependencies> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Wraps [`Resources`] and records the state of each file before it is read, so that changes in
/// between are detected.
pub(super) struct Recording<O> {
    pub(super) resources: O,
    pub(super) log: DependencyLog,
}

impl<O: Resources> Resources for Recording<O> {
    fn read(&self, folder: &Path, name: &str, limit: u64) -> Result<ResourceFile, ReadFailure> {
        self.log.note(&folder.join(name), Kind::Content);
        self.resources.read(folder, name, limit)
    }

    fn theme(
        &self,
        folder: &Path,
        name: &str,
        requester: Requester,
    ) -> Result<Option<ThemeFolder>, String> {
        self.log.note(&folder.join(name), Kind::Content);
        self.resources.theme(folder, name, requester)
    }

    fn theme_guard(&self) -> Option<ThemeGuard> {
        self.resources.theme_guard()
    }

    fn given_faces(&self) -> Vec<FaceDescription> {
        self.resources.given_faces()
    }

    fn has_system_fonts(&self) -> bool {
        self.resources.has_system_fonts()
    }

    fn system_faces(&self) -> Vec<FaceDescription> {
        self.resources.system_faces()
    }

    fn font_file(&self, path: &Path) -> Option<Vec<u8>> {
        self.log.note(path, Kind::Fonts);
        self.resources.font_file(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorded(path: &Path) -> Dependencies {
        let mut dependencies = Dependencies::default();
        dependencies.note(path, Kind::Content);
        dependencies
    }

    #[test]
    fn changes_are_detected_by_content_rather_than_time() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("cv.yaml");
        fs::write(&file, "one").expect("written");
        let dependencies = recorded(&file);
        fs::write(&file, "one").expect("written");
        assert_eq!(dependencies.changed(), [""; 0].map(PathBuf::from));
        fs::write(&file, "two").expect("written");
        assert_eq!(dependencies.changed(), [file]);
    }

    #[test]
    fn a_created_or_removed_file_counts_as_changed() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("cv.yaml");
        let absent = recorded(&file);
        fs::write(&file, "").expect("written");
        assert_eq!(absent.changed().len(), 1);
        let empty = recorded(&file);
        fs::remove_file(&file).expect("removed");
        assert_eq!(empty.changed().len(), 1);
    }

    #[test]
    fn a_folder_changes_with_any_file_in_it_except_hidden_ones() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir(dir.path().join("assets")).expect("a folder");
        let dependencies = recorded(dir.path());
        fs::write(dir.path().join(".lock"), "").expect("written");
        assert!(dependencies.changed().is_empty());
        fs::write(dir.path().join("assets/logo.svg"), "").expect("written");
        assert_eq!(dependencies.changed().len(), 1);
    }

    #[test]
    fn an_input_folder_changes_only_with_files_that_may_be_résumés() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir(dir.path().join("team")).expect("a folder");
        let mut dependencies = Dependencies::default();
        dependencies.note(dir.path(), Kind::Input);
        fs::write(dir.path().join("watch.log"), "").expect("written");
        fs::write(dir.path().join("cv.pdf"), "").expect("written");
        assert!(dependencies.changed().is_empty());
        fs::write(dir.path().join("team/cv.yaml"), "").expect("written");
        assert_eq!(dependencies.changed(), [dir.path()]);
    }
}

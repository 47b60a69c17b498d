use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::{Failure, Report};

/// Everything that a run reads and writes, so that nothing is written over.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// By their resolved paths, what is read and what it is.
    read: BTreeMap<PathBuf, &'static str>,
    /// By their resolved paths, what is written, under which name and for whom.
    written: BTreeMap<PathBuf, (PathBuf, Owner)>,
}

/// For which input something is written, by its place; `None` is the whole run.
pub(super) type Owner = Option<usize>;

impl Ledger {
    /// Enters a file that is read; `role` says what it is.
    pub(super) fn read(&mut self, path: &Path, role: &'static str) {
        if path != Path::new("-") {
            self.read.entry(resolve(path)).or_insert(role);
        }
    }

    /// Enters files that are to be written.
    ///
    /// Returns an error, reported, if one of them is read, or written already.
    pub(super) fn write(
        &mut self,
        paths: &[PathBuf],
        owner: Owner,
        report: &mut Report,
    ) -> Result<(), Failure> {
        for path in paths.iter().filter(|path| *path != Path::new("-")) {
            let resolved = resolve(path);
            if let Some(role) = self.read.get(&resolved) {
                return Err(report.usage(
                    format!("cannot write `{}`: it is {role}", path.display()),
                    "name another output with `-o`",
                ));
            }
            if let Some((other, _)) = self.written.get(&resolved) {
                return Err(report.usage(
                    twice(other, path),
                    "distinguish them by `{name}`, `{variant}` or `{lang}` in `-o`, or build one by one",
                ));
            }
            self.written.insert(resolved, (path.clone(), owner));
        }
        Ok(())
    }

    /// Tells whether a file is written in this run.
    pub(super) fn is_written(&self, path: &Path) -> bool {
        self.written.contains_key(&resolve(path))
    }

    /// Enters the files that are written for an input; those that were expected stay its own.
    ///
    /// Returns an error, reported, if one of them is read, or written for another input.
    pub(super) fn write_finally(
        &mut self,
        paths: &[PathBuf],
        owner: Owner,
        report: &mut Report,
    ) -> Result<(), Failure> {
        for path in paths {
            let resolved = resolve(path);
            if self.written.get(&resolved).is_some_and(|(_, other)| *other == owner) {
                self.written.remove(&resolved);
            }
        }
        self.write(paths, owner, report)
    }
}

fn twice(one: &Path, other: &Path) -> String {
    if one == other {
        format!("two outputs would both be `{}`", one.display())
    } else {
        format!("outputs `{}` and `{}` are the same file", one.display(), other.display())
    }
}

/// Returns the one path of a file, whether it is there or not: links are followed, and what is not
/// there yet is added as it is written.
pub(super) fn resolve(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    if let Ok(real) = fs::canonicalize(&path) {
        return real;
    }
    let mut resolved = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                resolved.pop();
            }
            Component::CurDir => {}
            component => resolved.push(component),
        }
        if let Ok(real) = fs::canonicalize(&resolved) {
            resolved = real;
        } else if let Ok(link) = fs::read_link(&resolved) {
            // A link that leads to nothing yet.
            resolved.pop();
            resolved = absolute_from(&resolved, &link);
        }
    }
    resolved
}

fn absolute_from(folder: &Path, link: &Path) -> PathBuf {
    let mut path = folder.to_path_buf();
    for component in link.components() {
        match component {
            Component::ParentDir => {
                path.pop();
            }
            Component::CurDir => {}
            component => path.push(component),
        }
    }
    path
}

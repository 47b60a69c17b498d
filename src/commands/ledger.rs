use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::{Failure, Report};

/// All files that a run reads and writes, to prevent overwriting.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// Files read and their roles, by resolved path.
    read: BTreeMap<PathBuf, &'static str>,
    /// Files written, with the path as given and their owner, by resolved path.
    written: BTreeMap<PathBuf, (PathBuf, Owner)>,
}

/// The number of the input that owns an output; `None` for the whole run.
pub(super) type Owner = Option<usize>;

impl Ledger {
    /// Registers a file that is read; `role` describes it in messages.
    pub(super) fn read(&mut self, path: &Path, role: &'static str) {
        if path != Path::new("-") {
            self.read.entry(resolve(path)).or_insert(role);
        }
    }

    /// Registers files to be written.
    ///
    /// Reports and returns an error if one of them is also read, or written twice.
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
            if let Some((other, other_owner)) = self.written.get(&resolved) {
                let hint = match (*other_owner, owner) {
                    (Some(first), Some(second)) if first != second => {
                        let ending = path.extension().unwrap_or_default().to_string_lossy();
                        let pattern = path.with_file_name(format!("{{name}}-{{number}}.{ending}"));
                        format!(
                            "they belong to inputs {first} and {second}: distinguish them by `-o '{}'`, or build one by one",
                            pattern.display()
                        )
                    }
                    _ => "distinguish them by `{name}`, `{variant}` or `{lang}` in `-o`, or build one by one"
                        .to_owned(),
                };
                return Err(report.usage(twice(other, path), hint));
            }
            self.written.insert(resolved, (path.clone(), owner));
        }
        Ok(())
    }

    /// Returns whether this run writes a file.
    pub(super) fn is_written(&self, path: &Path) -> bool {
        self.written.contains_key(&resolve(path))
    }

    /// Registers the final files of an input, which may include those registered before.
    ///
    /// Reports and returns an error if one of them is also read, or written for another input.
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

/// Returns the canonical path of a file that need not exist: links are resolved as far as possible.
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
            // A dangling link.
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

use std::path::{Path, PathBuf};

use super::{Failure, Report};

/// Make rules with the dependencies of outputs.
#[derive(Debug, Default)]
pub(super) struct Rules(Vec<u8>);

/// The side of a rule on which a name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Target,
    Needed,
}

impl Rules {
    /// Adds a rule: each target depends on the input and the files read for it.
    ///
    /// Reports and returns an error if Make does not support one of the names.
    pub(super) fn push<'a>(
        &mut self,
        targets: &[PathBuf],
        input: &'a Path,
        files: impl IntoIterator<Item = &'a PathBuf>,
        report: &mut Report,
    ) -> Result<(), Failure> {
        let mut needed: Vec<&Path> = Vec::new();
        let input = Some(input).filter(|path| *path != Path::new("-"));
        for path in input.into_iter().chain(files.into_iter().map(PathBuf::as_path)) {
            if !needed.contains(&path) {
                needed.push(path);
            }
        }
        let mut refuse = |path: &Path| {
            report.usage(
                format!("the name `{}` cannot be written in a makefile", path.display()),
                "name it without `%`, `=`, `;`, `|`, `\\` and line breaks",
            )
        };
        let mut rule = Vec::new();
        for target in targets {
            rule.extend(name(target, Side::Target).ok_or_else(|| refuse(target))?);
            rule.push(b' ');
        }
        if let Some(space) = rule.last_mut() {
            *space = b':';
        }
        for path in &needed {
            rule.push(b' ');
            rule.extend(name(path, Side::Needed).ok_or_else(|| refuse(path))?);
        }
        rule.push(b'\n');
        // An empty rule for each dependency, so that deleting one does not stop Make.
        for path in &needed[1.min(needed.len())..] {
            if let Some(name) = name(path, Side::Target) {
                rule.push(b'\n');
                rule.extend(name);
                rule.extend(b":\n");
            }
        }
        self.0.extend(rule);
        Ok(())
    }

    /// Appends other rules.
    pub(super) fn append(&mut self, others: &Self) {
        self.0.extend(&others.0);
    }

    /// Returns the rules as the content of a file.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// Escapes a path for GNU Make; `None` if Make cannot represent it.
fn name(path: &Path, side: Side) -> Option<Vec<u8>> {
    let mut name = Vec::new();
    for byte in bytes(path) {
        match byte {
            b'=' | b';' | b'|' | b'\\' | b'\n' | b'\r' => return None,
            b'%' if side == Side::Target => return None,
            b' ' | b'\t' | b'#' | b':' => name.extend([b'\\', byte]),
            b'$' => name.extend(b"$$"),
            byte => name.push(byte),
        }
    }
    Some(name)
}

#[cfg(unix)]
fn bytes(path: &Path) -> Vec<u8> {
    std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec()
}

/// Make accepts slashes on all systems.
#[cfg(not(unix))]
fn bytes(path: &Path) -> Vec<u8> {
    path.to_string_lossy().replace('\\', "/").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(path: &str, side: Side) -> Option<String> {
        name(Path::new(path), side).map(|name| String::from_utf8(name).expect("it was text"))
    }

    #[test]
    fn unusual_names_are_escaped_for_make() {
        assert_eq!(written("a b/$c#d.yaml", Side::Needed).as_deref(), Some("a\\ b/$$c\\#d.yaml"));
        assert_eq!(written("100%.yaml", Side::Needed).as_deref(), Some("100%.yaml"));
    }

    #[test]
    fn a_name_that_make_does_not_support_is_rejected() {
        for odd in ["a=b", "a;b", "a|b", "a\\b", "a\nb"] {
            assert_eq!(written(odd, Side::Needed), None, "{odd:?}");
        }
        assert_eq!(written("100%.pdf", Side::Target), None);
    }
}

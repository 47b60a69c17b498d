//! The command line being typed, on which candidates depend.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::super::{Report, read};
use super::RESUMES;
use crate::press::{Input, Reading, Record};
use crate::resume::Resume;

/// The words typed so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    words: Vec<String>,
}

impl Line {
    /// Takes the words after `--` from the arguments of a completion script.
    pub(super) fn new(args: &[OsString]) -> Self {
        let typed = args.iter().skip_while(|word| *word != "--").skip(1);
        Self { words: typed.map(|word| word.to_string_lossy().into_owned()).collect() }
    }

    /// Returns whether a command was typed.
    pub(super) fn is_typed(&self, command: &str) -> bool {
        self.words.iter().skip(1).any(|word| word == command)
    }

    /// Returns the value of a flag.
    pub(super) fn value_of(&self, long: &str, short: Option<&str>) -> Option<&str> {
        let mut words = self.words.iter();
        while let Some(word) = words.next() {
            if word == long || short.is_some_and(|short| word == short) {
                return words.next().map(String::as_str);
            }
            if let Some(value) = word.strip_prefix(long).and_then(|rest| rest.strip_prefix('=')) {
                return Some(value);
            }
        }
        None
    }

    /// Reads the named résumé as far as possible.
    pub(super) fn input(&self) -> Option<Input> {
        let named = self.words.iter().skip(2).map(PathBuf::from);
        let path = named.into_iter().find(|path| ends_in(path, &RESUMES) && path.is_file())?;
        let file = read::read(&path, &mut Report::discarding()).ok()?;
        Input::read(&file, Reading::default(), &mut Record::default()).ok()
    }

    /// Decodes the named résumé if it has no errors.
    pub(super) fn resume(&self) -> Option<Resume> {
        self.input()?.decode(&mut Record::default()).ok()?.resumes.into_iter().next()
    }
}

/// Returns whether a file name has one of the extensions.
pub(super) fn ends_in(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_of_a_flag_is_found_in_each_notation() {
        for typed in ["-t plain", "--theme plain", "--theme=plain"] {
            let args = format!("recto -- recto build cv.yaml {typed} --set");
            let args: Vec<_> = args.split(' ').map(OsString::from).collect();
            let line = Line::new(&args);
            assert_eq!(line.value_of("--theme", Some("-t")), Some("plain"), "{typed}");
            assert_eq!(line.value_of("--lang", None), None);
        }
    }
}

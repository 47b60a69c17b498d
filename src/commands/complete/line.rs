//! What stands on a command line that is being typed, as far as values depend on it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::super::{Report, read};
use super::RESUMES;
use crate::press::{Input, Reading, Record};
use crate::resume::Resume;

/// The words that were typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    words: Vec<String>,
}

impl Line {
    /// Takes the words from the arguments of a completion script, where they stand after `--`.
    pub(super) fn new(args: &[OsString]) -> Self {
        let typed = args.iter().skip_while(|word| *word != "--").skip(1);
        Self { words: typed.map(|word| word.to_string_lossy().into_owned()).collect() }
    }

    /// Tells whether a command or one of its own was typed.
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

    /// Reads the résumé that was named, as far as it can be read.
    pub(super) fn input(&self) -> Option<Input> {
        let named = self.words.iter().skip(2).map(PathBuf::from);
        let path = named.into_iter().find(|path| ends_in(path, &RESUMES) && path.is_file())?;
        let file = read::read(&path, &mut Report::silent()).ok()?;
        Input::read(&file, Reading::default(), &mut Record::default()).ok()
    }

    /// Reads the résumé that was named, if it has no errors.
    pub(super) fn resume(&self) -> Option<Resume> {
        self.input()?.decode(&mut Record::default()).ok()?.into_iter().next()
    }
}

/// Tells whether a file's name has one of these endings.
pub(super) fn ends_in(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_of_a_flag_is_found_in_each_way_of_writing_it() {
        for typed in ["-t plain", "--theme plain", "--theme=plain"] {
            let args = format!("recto -- recto build cv.yaml {typed} --set");
            let args: Vec<_> = args.split(' ').map(OsString::from).collect();
            let line = Line::new(&args);
            assert_eq!(line.value_of("--theme", Some("-t")), Some("plain"), "{typed}");
            assert_eq!(line.value_of("--lang", None), None);
        }
    }
}

//! Determines the résumés of a run.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use super::super::input_files::{InputFile, files_of, unreadable};
use super::super::{Failure, Report, archive};
use super::shard::Shard;
use crate::cli::BuildArgs;
use crate::source::Limits;

/// The inputs of a run.
pub(super) struct Inputs {
    source: Source,
    /// The selected part of the inputs.
    shard: Option<Shard>,
}

enum Source {
    Files(Vec<InputFile>),
    Lines {
        /// `-` is standard input.
        path: PathBuf,
        /// Copy of standard input, if it is read more than once.
        spool: Option<File>,
    },
}

/// A résumé to build.
pub(super) struct Entry {
    /// Number within the run, starting at 1; for a record, its line number.
    pub(super) number: usize,
    pub(super) origin: Origin,
}

impl Entry {
    /// Returns whether the input can be read only once.
    pub(super) fn is_stdin(&self) -> bool {
        matches!(&self.origin, Origin::File(file) if file.path == Path::new("-"))
    }
}

pub(super) enum Origin {
    File(InputFile),
    /// A record without its line break.
    Line(Vec<u8>),
    /// A record that exceeds the maximum size of text.
    TooLong,
    /// A read error, which ends the input.
    Unreadable(io::Error),
}

impl Inputs {
    /// Reads the arguments and lists folders.
    ///
    /// Reports and returns an error if there is nothing to build.
    pub(super) fn new(args: &BuildArgs, report: &mut Report) -> Result<Self, Failure> {
        let shard =
            args.batch.shard.as_deref().map(|text| Shard::parse(text, report)).transpose()?;
        if let Some(path) = &args.batch.jsonl {
            let source = Source::Lines { path: path.clone(), spool: None };
            let inputs = Self { source, shard };
            if path != Path::new("-") {
                drop(inputs.entries(report)?);
            }
            return Ok(inputs);
        }
        let mut files = Vec::new();
        for input in &args.input.inputs {
            files.extend(files_of(input, report)?);
        }
        Ok(Self { source: Source::Files(files), shard })
    }

    /// Returns whether there may be several inputs.
    pub(super) fn are_several(&self) -> bool {
        match &self.source {
            Source::Files(files) => files.len() > 1,
            Source::Lines { .. } => true,
        }
    }

    /// Copies standard input to an unnamed file, so that it can be read again.
    ///
    /// Reports and returns an error if that fails.
    pub(super) fn keep(&mut self, report: &mut Report) -> Result<(), Failure> {
        let Source::Lines { path, spool } = &mut self.source else { return Ok(()) };
        if path != Path::new("-") || spool.is_some() {
            return Ok(());
        }
        let copy = || -> io::Result<File> {
            let mut file = tempfile::tempfile()?;
            io::copy(&mut io::stdin().lock(), &mut file)?;
            Ok(file)
        };
        let copied = copy().map_err(|error| unreadable("<stdin>", &error, report))?;
        *spool = Some(copied);
        Ok(())
    }

    /// Returns all inputs in order, or those of the selected part.
    ///
    /// Reports and returns an error if they cannot be read.
    pub(super) fn entries(
        &self,
        report: &mut Report,
    ) -> Result<Box<dyn Iterator<Item = Entry> + Send + '_>, Failure> {
        let shard = self.shard;
        let is_wanted = move |entry: &Entry| shard.is_none_or(|shard| is_in(shard, &entry.origin));
        match &self.source {
            Source::Files(files) => {
                let entry = |(i, file): (usize, &InputFile)| Entry {
                    number: i + 1,
                    origin: Origin::File(file.clone()),
                };
                Ok(Box::new(files.iter().enumerate().map(entry).filter(is_wanted)))
            }
            Source::Lines { path, spool } => {
                let reader: io::Result<Box<dyn BufRead + Send>> = match spool {
                    Some(file) => file.try_clone().and_then(|mut file| {
                        file.rewind()?;
                        Ok(Box::new(BufReader::new(file)) as Box<_>)
                    }),
                    None if path == Path::new("-") => Ok(Box::new(BufReader::new(io::stdin()))),
                    None => File::open(path).map(|file| Box::new(BufReader::new(file)) as Box<_>),
                };
                let reader = reader
                    .map_err(|error| unreadable(&path.display().to_string(), &error, report))?;
                Ok(Box::new(Lines { reader, number: 0, has_ended: false }.filter(is_wanted)))
            }
        }
    }

    /// Returns the path of the file of records, if it is a file.
    pub(super) fn lines_path(&self) -> Option<&Path> {
        match &self.source {
            Source::Files(_) => None,
            Source::Lines { path, .. } => Some(path),
        }
    }

    /// Returns the files to read.
    pub(super) fn paths(&self) -> Vec<&Path> {
        match &self.source {
            Source::Files(files) => files.iter().map(|file| file.path.as_path()).collect(),
            Source::Lines { path, .. } => vec![path],
        }
    }
}

/// Returns whether an input is in the selected part; unreadable inputs are in every part.
fn is_in(shard: Shard, origin: &Origin) -> bool {
    let file = match origin {
        Origin::Line(line) => return shard.has([line.trim_ascii()]),
        Origin::TooLong | Origin::Unreadable(_) => return true,
        Origin::File(file) => file.path.as_path(),
    };
    if let Ok(Some(tables)) = archive::open(file, &mut Report::discarding()) {
        return shard.has(tables.iter().filter_map(|table| table.bytes.as_deref()));
    }
    let mut bytes = Vec::new();
    let read =
        File::open(file).and_then(|file| file.take(Limits::DEFAULT.bytes).read_to_end(&mut bytes));
    read.is_err() || shard.has([bytes.trim_ascii()])
}

/// The records of a file, one per line.
struct Lines {
    reader: Box<dyn BufRead + Send>,
    number: usize,
    has_ended: bool,
}

/// Skips empty lines but counts them.
impl Iterator for Lines {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        while !self.has_ended {
            let origin = match read_line(&mut self.reader) {
                Ok(None) => {
                    self.has_ended = true;
                    return None;
                }
                Ok(Some(line)) => line,
                Err(error) => {
                    self.has_ended = true;
                    Origin::Unreadable(error)
                }
            };
            self.number += 1;
            if !matches!(&origin, Origin::Line(line) if line.trim_ascii().is_empty()) {
                return Some(Entry { number: self.number, origin });
            }
        }
        None
    }
}

/// Reads a line up to the maximum size of text, and skips the rest of a longer one.
fn read_line(reader: &mut dyn BufRead) -> io::Result<Option<Origin>> {
    let limit = Limits::DEFAULT.bytes;
    let mut line = Vec::new();
    if reader.take(limit + 1).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        return Ok(Some(Origin::Line(line)));
    }
    if line.len() as u64 <= limit {
        return Ok(Some(Origin::Line(line)));
    }
    loop {
        let buffer = reader.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let passed = end.map_or(buffer.len(), |end| end + 1);
        reader.consume(passed);
        if end.is_some() || passed == 0 {
            return Ok(Some(Origin::TooLong));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8]) -> Vec<(usize, Option<String>)> {
        let reader = Box::new(io::Cursor::new(text.to_vec()));
        let lines = Lines { reader, number: 0, has_ended: false };
        let entries_read = lines.map(|entry| {
            let text = match entry.origin {
                Origin::Line(line) => Some(String::from_utf8_lossy(&line).into_owned()),
                _ => None,
            };
            (entry.number, text)
        });
        entries_read.collect()
    }

    #[test]
    fn empty_lines_are_counted_and_the_final_line_break_is_optional() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(lines(b"a\r\n\n  \nb"), [(1, some("a")), (4, some("b"))]);
        assert_eq!(lines(b""), []);
    }

    #[test]
    fn a_line_beyond_the_limit_is_skipped() {
        let long = usize::try_from(Limits::DEFAULT.bytes).expect("megabytes") + 1;
        let text = [vec![b'x'; long], b"\nnext\n".to_vec()].concat();
        assert_eq!(lines(&text), [(1, None), (2, Some("next".to_owned()))]);
    }
}

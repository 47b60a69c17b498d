//! Skips inputs that were built before and have not changed.
//!
//! Each output folder has a file with hashes of the inputs, so that a copied folder or one restored
//! from a cache stays up to date. A line is appended for each input that was built, so an
//! interrupted run keeps its progress.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use typst::utils::hash128;

use super::super::ledger::resolve;
use super::super::output::{Output, write_all};
use super::super::{Failure, Report};
use super::files::BuiltFile;
use crate::cli::FontArgs;
use crate::press::{Day, Request};

/// Name of the file in an output folder.
const NAME: &str = ".recto.built";

/// Results of earlier runs.
pub(super) struct UpToDate {
    /// Hash of the program and of the inputs that all outputs share.
    common: String,
    /// Results by folder.
    folders: Mutex<BTreeMap<PathBuf, Folder>>,
}

#[derive(Default)]
struct Folder {
    /// Entries by the name of their first output.
    entries: BTreeMap<String, Entry>,
    /// Number of lines in the file, including superseded ones.
    lines: usize,
}

/// The inputs of a set of outputs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Entry {
    /// The first output, relative to the folder.
    output: String,
    /// Hash of the résumé and all settings.
    request: String,
    /// Hashes of other files that were read, such as a photo or theme files.
    files: BTreeMap<PathBuf, String>,
    /// All outputs.
    outputs: Vec<MadeFile>,
    pub(super) pages: usize,
    /// Day of the build, if the pages depend on it.
    day: Option<Day>,
}

/// An output file.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct MadeFile {
    path: PathBuf,
    hash: String,
    format: String,
    page: Option<usize>,
    pages: Option<usize>,
    variant: Option<String>,
    language: String,
}

impl Entry {
    /// Returns the files that were read.
    pub(super) fn read(&self) -> Vec<PathBuf> {
        self.files.keys().cloned().collect()
    }
}

impl UpToDate {
    /// Hashes the program and the fonts, on which every output depends.
    pub(super) fn new(fonts: &FontArgs, files: &[PathBuf]) -> Self {
        let program = std::env::current_exe().ok().and_then(|path| hash_of(&path));
        let fonts =
            (fonts.no_system_fonts, files.iter().map(|file| hash_of(file)).collect::<Vec<_>>());
        let common = format!("{program:?} {fonts:?}");
        Self { common, folders: Mutex::default() }
    }

    /// Returns the hash of a request and its output paths.
    pub(super) fn request(&self, request: &Request, places: &[PathBuf]) -> String {
        // The day is compared separately, and only if the pages depend on it.
        let request = Request { today: (0, 1, 1), ..request.clone() };
        let names: Vec<_> = places.iter().map(|place| place.file_name()).collect();
        hex(hash128(&(&self.common, format!("{request:?}"), names)))
    }

    /// Returns the outputs of an earlier run if neither they nor their inputs have changed.
    pub(super) fn find(
        &self,
        request: &str,
        places: &[PathBuf],
        today: Day,
    ) -> Option<(Vec<BuiltFile>, Entry)> {
        let (folder, name) = parts(places.first()?)?;
        let entry = self.with(&folder, |known| known.entries.get(&name).cloned())?;
        let is_same = |(path, hash): (&PathBuf, &String)| hash_of(path).as_ref() == Some(hash);
        if entry.request != request
            || entry.day.is_some_and(|day| day != today)
            || !entry.files.iter().all(is_same)
        {
            return None;
        }
        let shown = places.first()?.parent().unwrap_or(Path::new(""));
        let made = entry.outputs.iter().map(|made| {
            let path = shown.join(&made.path);
            let bytes = fs::read(&path).ok()?;
            (hex(hash128(&bytes)) == made.hash).then_some(())?;
            Some(BuiltFile {
                path: Some(path),
                format: crate::press::Format::from_name(&made.format)?,
                page: made.page,
                variant: made.variant.clone(),
                language: made.language.clone(),
                pages: made.pages,
                size: bytes.len(),
                bytes: Vec::new(),
            })
        });
        Some((made.collect::<Option<_>>()?, entry))
    }

    /// Returns the entry of outputs before they are written; `None` if they are not in one folder.
    pub(super) fn describe(
        request: String,
        places: &[PathBuf],
        made: &[BuiltFile],
        files: &[PathBuf],
        pages: usize,
        day: Option<Day>,
    ) -> Option<Entry> {
        let first = places.first()?;
        let (_, output) = parts(first)?;
        let folder = first.parent().unwrap_or(Path::new(""));
        let files = files.iter().map(|file| {
            let absolute = std::path::absolute(file).ok()?;
            absolute.to_str()?;
            Some((absolute, hash_of(file)?))
        });
        let outputs = made.iter().map(|made| {
            let path = made.path.as_ref()?.strip_prefix(folder).ok()?.to_path_buf();
            path.to_str()?;
            Some(MadeFile {
                path,
                hash: hex(hash128(&made.bytes)),
                format: made.format.name().to_owned(),
                page: made.page,
                pages: made.pages,
                variant: made.variant.clone(),
                language: made.language.clone(),
            })
        });
        Some(Entry {
            output,
            request,
            files: files.collect::<Option<_>>()?,
            outputs: outputs.collect::<Option<_>>()?,
            pages,
            day,
        })
    }

    /// Records outputs after they were written. On failure they are just built again next time.
    pub(super) fn remember(&self, places: &[PathBuf], entry: Entry) {
        let Some((folder, _)) = places.first().and_then(|place| parts(place)) else { return };
        let Ok(mut line) = serde_json::to_string(&entry) else { return };
        line.push('\n');
        self.with(&folder, |known| {
            let mut options = OpenOptions::new();
            let file = options.append(true).create(true).open(folder.join(NAME));
            // A single call, so that lines of concurrent processes do not mix.
            if file.and_then(|mut file| file.write_all(line.as_bytes())).is_ok() {
                known.lines += 1;
                known.entries.insert(entry.output.clone(), entry);
            }
        });
    }

    /// Removes superseded lines if there are many.
    ///
    /// Reports and returns an error if a file cannot be written.
    pub(super) fn tidy(self, report: &mut Report) -> Result<(), Failure> {
        let folders = self.folders.into_inner().unwrap_or_else(PoisonError::into_inner);
        for (folder, known) in folders {
            if known.lines <= 2 * known.entries.len() + 100 {
                continue;
            }
            let lines =
                known.entries.values().filter_map(|entry| serde_json::to_string(entry).ok());
            let text: String = lines.map(|line| line + "\n").collect();
            let output = Output { path: folder.join(NAME), bytes: text.into_bytes() };
            write_all(vec![output], report)?;
        }
        Ok(())
    }

    fn with<T>(&self, folder: &Path, run: impl FnOnce(&mut Folder) -> T) -> T {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        run(folders.entry(folder.to_path_buf()).or_insert_with(|| Folder::read(folder)))
    }
}

impl Folder {
    /// Reads the file of a folder; ignores incomplete lines.
    fn read(folder: &Path) -> Self {
        let text = fs::read_to_string(folder.join(NAME)).unwrap_or_default();
        let mut known = Self::default();
        for line in text.lines() {
            known.lines += 1;
            if let Ok(entry) = serde_json::from_str::<Entry>(line) {
                known.entries.insert(entry.output.clone(), entry);
            }
        }
        known
    }
}

/// Splits a path into folder and name.
fn parts(place: &Path) -> Option<(PathBuf, String)> {
    let resolved = resolve(place);
    let name = place.file_name()?.to_str()?.to_owned();
    Some((resolved.parent()?.to_path_buf(), name))
}

fn hash_of(path: &Path) -> Option<String> {
    let read = || -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut File::open(path)?, &mut bytes)?;
        Ok(bytes)
    };
    read().ok().map(|bytes| hex(hash128(&bytes)))
}

fn hex(hash: u128) -> String {
    format!("{hash:032x}")
}

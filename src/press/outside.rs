use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::bytes::SharedBytes;
use crate::theme::Trial;

/// What lies outside of a request: files that a résumé names, folders with themes, fonts of the
/// machine. It is asked only for what is needed.
///
/// A method without a body answers that there is nothing.
pub trait Outside: Send {
    /// Reads a file that a résumé names, such as a photo; `folder` is the résumé's.
    ///
    /// Returns an error if it is not there, lies outside of the folder or is larger than `limit` bytes.
    fn read(&self, folder: &Path, name: &str, limit: u64) -> Result<OutsideFile, ReadFailure>;

    /// Reads the folder of a theme, if it is one; `folder` is the one it is looked for in.
    ///
    /// Returns an error if it is there, but cannot be read or must not be used.
    fn theme(
        &self,
        _folder: &Path,
        _name: &str,
        _requester: Requester,
    ) -> Result<Option<ThemeFolder>, String> {
        Ok(None)
    }

    /// Returns what tries a theme that is not one of ours before its pages are set here, from a
    /// description of all that is set; an error says why it must not be set.
    fn theme_guard(&self) -> Option<ThemeGuard> {
        None
    }

    /// Describes the faces that are always at hand, before those of the machine.
    fn given_faces(&self) -> Vec<FaceDescription> {
        Vec::new()
    }

    /// Tells whether the machine's fonts may be used.
    fn has_machine_fonts(&self) -> bool {
        false
    }

    /// Describes every face of the machine, in any order; a press asks once, when it needs one.
    fn machine_faces(&self) -> Vec<FaceDescription> {
        Vec::new()
    }

    /// Reads a font file.
    fn font_file(&self, _path: &Path) -> Option<Vec<u8>> {
        None
    }
}

/// Tries what is to be set.
pub type ThemeGuard = Arc<dyn Fn(&[u8], Trial) -> Result<(), String> + Send + Sync>;

/// Who names a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requester {
    /// The request: from the folder the program runs in, any folder.
    Request,
    /// The résumé, whose author may be anyone.
    Resume,
}

/// A file that was read.
#[derive(Debug, Clone)]
pub struct OutsideFile {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
}

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadFailure {
    /// It lies outside of the folder.
    Outside,
    /// It is a folder, or a device.
    NotAFile,
    TooLarge,
    /// It is not there, as the words of the system say it.
    Missing(String),
    /// It is there, and something went wrong.
    Unreadable(String),
}

/// A theme as the files of a folder.
#[derive(Debug, Clone)]
pub struct ThemeFolder {
    /// Its own name.
    pub name: String,
    /// The name of its manifest in messages.
    pub manifest: String,
    /// By path within the folder, with `/` between its parts.
    pub files: BTreeMap<String, SharedBytes>,
    /// Where they were read from.
    pub paths: Vec<PathBuf>,
}

/// A face as it is found before its file is parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaceDescription {
    pub path: PathBuf,
    /// Within a collection; 0 for a single font.
    pub index: u32,
    pub families: Vec<String>,
    pub post_script_name: String,
    /// Whether it is upright, of regular weight and not monospaced: fit for any text.
    pub is_plain: bool,
}

/// Files in memory by their path, and nothing else outside.
#[derive(Debug, Clone, Default)]
pub struct MemoryFiles(BTreeMap<PathBuf, Vec<u8>>);

impl MemoryFiles {
    /// Adds a file.
    #[must_use]
    pub fn with(mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.insert(normal(&path.into()), bytes.into());
        self
    }
}

impl Outside for MemoryFiles {
    fn read(&self, folder: &Path, name: &str, limit: u64) -> Result<OutsideFile, ReadFailure> {
        let path = normal(&folder.join(name));
        if !path.starts_with(normal(folder)) {
            return Err(ReadFailure::Outside);
        }
        match self.0.get(&path) {
            Some(bytes) if bytes.len() as u64 > limit => Err(ReadFailure::TooLarge),
            Some(bytes) => Ok(OutsideFile { path, bytes: bytes.clone() }),
            None => Err(ReadFailure::Missing("no such file".to_owned())),
        }
    }

    fn theme(
        &self,
        folder: &Path,
        name: &str,
        _requester: Requester,
    ) -> Result<Option<ThemeFolder>, String> {
        let root = normal(&folder.join(name));
        let within = self.0.iter().filter_map(|(path, bytes)| {
            let key = path.strip_prefix(&root).ok()?.to_str()?.replace('\\', "/");
            (!key.is_empty()).then(|| (path.clone(), key, bytes.clone()))
        });
        let mut theme = ThemeFolder {
            name: name.rsplit('/').next().unwrap_or(name).to_owned(),
            manifest: root.join("theme.toml").display().to_string(),
            files: BTreeMap::new(),
            paths: Vec::new(),
        };
        for (path, key, bytes) in within {
            theme.files.insert(key, SharedBytes::from(bytes));
            theme.paths.push(path);
        }
        Ok((!theme.files.is_empty()).then_some(theme))
    }
}

/// Resolves `.` and `..`, as far as there is a folder to go up from.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if normal.file_name().is_some() => {
                normal.pop();
            }
            component => normal.push(component),
        }
    }
    normal
}

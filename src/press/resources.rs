use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::bytes::SharedBytes;
use crate::theme::Trial;

/// Access to resources outside a request: files that a résumé names, theme folders, system fonts.
/// Resources are read only when needed.
///
/// By default, optional resources do not exist.
pub trait Resources: Send {
    /// Reads a file that a résumé names, such as a photo; `folder` is the résumé's folder.
    ///
    /// Returns an error if the file does not exist, is outside the folder, or is larger than
    /// `limit` bytes.
    fn read(&self, folder: &Path, name: &str, limit: u64) -> Result<ResourceFile, ReadFailure>;

    /// Reads a theme folder; `folder` is the base of relative paths. `None` if it does not exist.
    ///
    /// Returns an error if it cannot be read or must not be used.
    fn theme(
        &self,
        _folder: &Path,
        _name: &str,
        _requester: Requester,
    ) -> Result<Option<ThemeFolder>, String> {
        Ok(None)
    }

    /// Returns a function that tries a foreign theme in isolation before it is rendered in this
    /// process. The function receives a description of the document and returns an error if the
    /// theme must not be used.
    fn theme_guard(&self) -> Option<ThemeGuard> {
        None
    }

    /// Describes the faces that are always available and precede system fonts.
    fn given_faces(&self) -> Vec<FaceDescription> {
        Vec::new()
    }

    /// Returns whether system fonts may be used.
    fn has_system_fonts(&self) -> bool {
        false
    }

    /// Describes all system fonts, in any order. Called at most once per press.
    fn system_faces(&self) -> Vec<FaceDescription> {
        Vec::new()
    }

    /// Reads a font file.
    fn font_file(&self, _path: &Path) -> Option<Vec<u8>> {
        None
    }
}

/// Tries a theme on a document.
pub type ThemeGuard = Arc<dyn Fn(&[u8], Trial) -> Result<(), String> + Send + Sync>;

/// The origin of a theme name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requester {
    /// The request; may name any folder, relative to the current one.
    Request,
    /// The résumé, which may be untrusted.
    Resume,
}

/// A file as read.
#[derive(Debug, Clone)]
pub struct ResourceFile {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
}

/// The reason why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadFailure {
    /// Occurs if the file is outside the folder.
    Outside,
    /// Occurs if the path is a folder or a device.
    NotAFile,
    TooLarge,
    /// Occurs if the file does not exist; contains the message of the system.
    Missing(String),
    /// Occurs if the file cannot be read; contains the message of the system.
    Unreadable(String),
}

/// The files of a theme folder.
#[derive(Debug, Clone)]
pub struct ThemeFolder {
    /// Name of the theme.
    pub name: String,
    /// Path of the manifest for messages.
    pub manifest: String,
    /// Files by path within the folder, with `/` as the separator.
    pub files: BTreeMap<String, SharedBytes>,
    /// Paths that were read.
    pub paths: Vec<PathBuf>,
}

/// A face as listed before its file is parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaceDescription {
    pub path: PathBuf,
    /// Index within a collection; 0 for a single font.
    pub index: u32,
    pub families: Vec<String>,
    pub post_script_name: String,
    /// Whether it is upright, of regular weight and proportional, and thus suitable for any text.
    pub is_plain: bool,
}

/// Files in memory, without fonts and themes.
#[derive(Debug, Clone, Default)]
pub struct MemoryFiles(BTreeMap<PathBuf, Vec<u8>>);

impl MemoryFiles {
    #[must_use]
    pub fn with(mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.insert(normal(&path.into()), bytes.into());
        self
    }
}

impl Resources for MemoryFiles {
    fn read(&self, folder: &Path, name: &str, limit: u64) -> Result<ResourceFile, ReadFailure> {
        let path = normal(&folder.join(name));
        if !path.starts_with(normal(folder)) {
            return Err(ReadFailure::Outside);
        }
        match self.0.get(&path) {
            Some(bytes) if bytes.len() as u64 > limit => Err(ReadFailure::TooLarge),
            Some(bytes) => Ok(ResourceFile { path, bytes: bytes.clone() }),
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

/// Resolves `.` and `..` as far as possible.
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

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use fontdb::{Database, FaceInfo, Source, Style};

use super::read::reason;
use super::vet::{self, ThemeLimits};
use super::{Failure, Report};
use crate::bytes::SharedBytes;
use crate::cli::FontArgs;
use crate::press::{
    FaceDescription, ReadFailure, Requester, ResourceFile, Resources, ThemeFolder, ThemeGuard,
};

/// The files and fonts that a résumé may use; clones share the lists of fonts.
#[derive(Clone)]
pub(super) struct LocalResources {
    /// Fonts of `--font-path`.
    given: Database,
    /// False with `--no-system-fonts`.
    uses_system: bool,
    limits: ThemeLimits,
    /// System fonts, listed at most once.
    system: Arc<OnceLock<Vec<FaceDescription>>>,
}

impl LocalResources {
    /// Lists the files and folders of `--font-path`.
    ///
    /// Reports and returns an error if one of them does not exist.
    pub(super) fn new(
        args: &FontArgs,
        limits: ThemeLimits,
        report: &mut Report,
    ) -> Result<Self, Failure> {
        let mut given = Database::new();
        for folder in &args.font_paths {
            if !folder.exists() {
                return Err(report.usage(
                    format!("`{}` does not exist", folder.display()),
                    "`--font-path` takes a font file, or a folder of fonts",
                ));
            }
            if folder.is_dir() {
                given.load_fonts_dir(folder);
            } else if given.load_font_file(folder).is_err() || given.is_empty() {
                return Err(report.usage(
                    format!("`{}` is not a font", folder.display()),
                    "`--font-path` takes a font file, or a folder of fonts",
                ));
            }
        }
        let system = Arc::default();
        Ok(Self { given, uses_system: !args.no_system_fonts, limits, system })
    }

    /// Returns the families of `--font-path` and of the system, in alphabetical order.
    pub(super) fn families(&self) -> (Vec<String>, Vec<String>) {
        (family_names(&self.given_faces()), family_names(&self.system_faces()))
    }
}

impl Resources for LocalResources {
    fn read(&self, folder: &Path, name: &str, limit: u64) -> Result<ResourceFile, ReadFailure> {
        let path = folder.join(name);
        let real = match (fs::canonicalize(&path), fs::canonicalize(folder)) {
            (Ok(real), Ok(root)) if real.starts_with(&root) => real,
            (Ok(_), _) => return Err(ReadFailure::Outside),
            (Err(error), _) => return Err(ReadFailure::Missing(reason(&error))),
        };
        match fs::metadata(&real) {
            Ok(metadata) if !metadata.is_file() => return Err(ReadFailure::NotAFile),
            Ok(metadata) if metadata.len() > limit => return Err(ReadFailure::TooLarge),
            _ => {}
        }
        let bytes = fs::read(&real).map_err(|error| ReadFailure::Unreadable(reason(&error)))?;
        Ok(ResourceFile { path, bytes })
    }

    fn theme(
        &self,
        folder: &Path,
        name: &str,
        requester: Requester,
    ) -> Result<Option<ThemeFolder>, String> {
        let theme = folder.join(name);
        if !theme.is_dir() {
            return Ok(None);
        }
        // A theme is code, and the résumé may come from anywhere.
        if requester == Requester::Resume {
            let real = |path: &Path| fs::canonicalize(path).map_err(|error| reason(&error));
            let (theme, own) = (real(&theme)?, real(folder)?);
            if theme == own || !theme.starts_with(&own) {
                return Err("it lies outside the folder of the résumé; \
                            if you trust it, name it with `--theme`"
                    .to_owned());
            }
        }
        read_theme(&theme, name).map(Some)
    }

    fn theme_guard(&self) -> Option<ThemeGuard> {
        let limits = self.limits;
        Some(Arc::new(move |job: &[u8], trial| vet::try_out(job, trial, limits)))
    }

    fn given_faces(&self) -> Vec<FaceDescription> {
        describe(&self.given)
    }

    fn has_system_fonts(&self) -> bool {
        self.uses_system
    }

    fn system_faces(&self) -> Vec<FaceDescription> {
        if !self.uses_system {
            return Vec::new();
        }
        let look = || {
            let mut database = Database::new();
            database.load_system_fonts();
            describe(&database)
        };
        self.system.get_or_init(look).clone()
    }

    fn font_file(&self, path: &Path) -> Option<Vec<u8>> {
        fs::read(path).ok()
    }
}

fn describe(database: &Database) -> Vec<FaceDescription> {
    let describe = |face: &FaceInfo| {
        let (Source::File(path) | Source::SharedFile(path, _)) = &face.source else { return None };
        let is_regular = face.style == Style::Normal && face.weight.0 == 400;
        Some(FaceDescription {
            path: path.clone(),
            index: face.index,
            families: face.families.iter().map(|(name, _)| name.clone()).collect(),
            post_script_name: face.post_script_name.clone(),
            is_plain: is_regular && !face.monospaced,
        })
    };
    database.faces().filter_map(describe).collect()
}

fn family_names(faces: &[FaceDescription]) -> Vec<String> {
    let mut names: Vec<_> = faces.iter().filter_map(|face| face.families.first()).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().cloned().collect()
}

/// Maximum number of files in a theme folder.
const MAX_FILES: usize = 500;
/// Maximum total size of these files in bytes.
const MAX_BYTES: u64 = 32 << 20;

fn read_theme(folder: &Path, name: &str) -> Result<ThemeFolder, String> {
    let root = fs::canonicalize(folder).map_err(|error| reason(&error))?;
    let own_name = root.file_name().map(|name| name.to_string_lossy().into_owned());
    let mut theme = ThemeFolder {
        name: own_name.unwrap_or_else(|| name.to_owned()),
        manifest: folder.join("theme.toml").display().to_string(),
        files: BTreeMap::new(),
        paths: Vec::new(),
    };
    let mut total = 0;
    let mut folders = vec![folder.to_path_buf()];
    while let Some(dir) = folders.pop() {
        let mut entries = fs::read_dir(&dir)
            .and_then(|entries| entries.collect::<Result<Vec<_>, _>>())
            .map_err(|error| reason(&error))?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            // Such as lock files of editors.
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let path = entry.path();
            let real = fs::canonicalize(&path)
                .map_err(|error| format!("`{}`: {}", path.display(), reason(&error)))?;
            if !real.starts_with(&root) {
                return Err(format!("`{}` leads out of the folder", path.display()));
            }
            if real.is_dir() {
                if fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_symlink()) {
                    return Err(format!("`{}` is a link to a folder", path.display()));
                }
                folders.push(path);
                continue;
            }
            let metadata = fs::metadata(&real).map_err(|error| reason(&error))?;
            // Reading a pipe might block forever.
            if !metadata.is_file() {
                continue;
            }
            total += metadata.len();
            if theme.files.len() >= MAX_FILES || total > MAX_BYTES {
                return Err(format!("more than {MAX_FILES} files or {} MB", MAX_BYTES >> 20));
            }
            let relative = path.strip_prefix(folder).unwrap_or(&path);
            let key = relative.to_string_lossy().replace('\\', "/");
            // Themes may not contain WebAssembly plugins.
            if Path::new(&key).extension().is_some_and(|extension| extension == "wasm") {
                return Err(format!("`{key}` is a program: plugins are not allowed"));
            }
            let bytes = fs::read(&real).map_err(|error| reason(&error))?;
            theme.files.insert(key, SharedBytes::from(bytes));
            theme.paths.push(path);
        }
    }
    Ok(theme)
}

//! Runs the binary in a temporary folder.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use std::io::Write;

use tempfile::TempDir;

/// A temporary folder for running the program.
pub(crate) struct Folder {
    dir: TempDir,
}

/// The result of a run.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self { dir: TempDir::new().expect("a folder can be made") }
    }

    /// Creates a folder with the samples.
    pub(crate) fn with_samples() -> Self {
        let folder = Self::new();
        for sample in samples() {
            let name = sample.file_name().expect("a sample has a name");
            fs::copy(&sample, folder.path(name)).expect("a sample can be copied");
        }
        folder
    }

    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("folder");
        fs::write(path, content).expect("a file can be written");
        self
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn exists(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// Returns the file names in alphabetical order.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(self.dir.path())
            .expect("the folder can be read")
            .map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    pub(crate) fn command(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
        command
            .args(args)
            .current_dir(self.dir.path())
            .env_remove("SOURCE_DATE_EPOCH")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env_remove("LANG")
            .env("NO_COLOR", "1")
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Run {
        finish(self.command(args).output().expect("the program starts"))
    }

    /// Runs the program; arguments are separated by spaces.
    pub(crate) fn recto(&self, args: &str) -> Run {
        self.run(args.split_whitespace())
    }

    pub(crate) fn pipe(&self, args: &str, stdin: impl AsRef<[u8]>) -> Run {
        let mut child = self
            .command(args.split_whitespace())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // The program may close its input early.
        let _ = child.stdin.take().expect("piped").write_all(stdin.as_ref());
        finish(child.wait_with_output().expect("the program ends"))
    }
}

fn finish(output: Output) -> Run {
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    Run { code: output.status.code().unwrap_or(-1), stdout: output.stdout, stderr }
}

impl Run {
    #[track_caller]
    pub(crate) fn succeeds(self) -> Self {
        assert_eq!(self.code, 0, "{}", self.stderr);
        self
    }

    #[track_caller]
    pub(crate) fn fails_with(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}", self.stderr);
        self
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }
}

/// Returns the project's samples in alphabetical order.
pub(crate) fn samples() -> Vec<PathBuf> {
    yaml_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples"))
}

/// Returns the samples in a language in alphabetical order.
pub(crate) fn translations(language: &str) -> Vec<PathBuf> {
    yaml_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples").join(language))
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("there is such a folder")
        .map(|entry| entry.expect("entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "yaml"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

/// Returns the embedded themes in the order of `recto themes`.
pub(crate) fn themes() -> Vec<String> {
    static LISTED: LazyLock<Vec<String>> = LazyLock::new(|| {
        let listed = Folder::new().recto("themes").succeeds().text();
        listed.lines().filter_map(|line| Some(line.split_whitespace().next()?.to_owned())).collect()
    });
    LISTED.clone()
}

/// Generates one test per theme from a function that takes the theme's name, so that they run in
/// parallel.
macro_rules! for_each_theme {
    ($test:ident) => {
        $crate::program::for_each_theme! {
            $test: academic accent band compact duo form grid ivy panel plain register
        }
    };
    ($test:ident: $($theme:ident)+) => {
        mod $test {
            $(
                #[test]
                fn $theme() {
                    super::$test(stringify!($theme));
                }
            )+

            #[test]
            fn every_theme_is_tested() {
                let mut themes = $crate::program::themes();
                themes.sort();
                assert_eq!(themes, [$(stringify!($theme)),+]);
            }
        }
    };
}
pub(crate) use for_each_theme;

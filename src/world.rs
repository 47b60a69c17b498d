//! The Typst world: a theme, one view and fonts; nothing else can be read.

use std::sync::Arc;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};
use typst_kit::files::{FileLoader, FileStore};

use crate::diagnostic::Diagnostic;
use crate::plan::plan;
use crate::theme::{Options, Theme, Trial};
use crate::view::View;

mod fonts;
mod input;
mod job;
mod library;
mod missing;
mod rows;
mod set;
mod small_caps;
mod spread;

pub use fonts::{FaceFile, Fonts, face_files, sound_font};
pub use missing::{MissingCharacter, missing_characters};

/// Theme, view and options meet here; the data come in as values, never as source.
pub const MAIN: &str = r#"#import "/theme/theme.typ": render
#let view = recto.view(json("/view.json"))
#show: recto.document.with(view.document)
#render(view, recto.options(json("/options.json"), json("/companions.json"), view.document.lang))
"#;

/// Attaches the data of what is printed, where the file is to carry it.
const ATTACH: &str = r#"#pdf.attach(
  "resume.json",
  read("/data.json", encoding: none),
  relationship: "source",
  mime-type: "application/json",
  description: "The data of this document, as JSON Resume",
)
"#;

/// What Typst may read.
struct Files {
    theme: Theme,
    view: Bytes,
    options: Bytes,
    /// By family, the one that sets what it has no letters for.
    companions: Bytes,
    /// Virtual path and content of each picture.
    pictures: Vec<(String, Bytes)>,
    /// Of exactly what is printed.
    data: Option<Bytes>,
}

/// The list of what themes may use, one file to a line.
const LIBRARY: &str = "/common/lib.typ";

impl Files {
    /// Returns the lines of [`LIBRARY`] that name anything the theme names: other files would be parsed
    /// and evaluated for nothing.
    fn library(&self) -> String {
        let text = |bytes| str::from_utf8(bytes).unwrap_or_default();
        let library = self.theme.files.get(LIBRARY).map_or("", |bytes| text(bytes));
        let own = self.theme.files.iter().filter(|(path, _)| path.starts_with("/theme/"));
        let own: Vec<&str> = own.map(|(_, bytes)| text(bytes)).collect();
        let is_named = |line: &&str| {
            let names = line.rsplit_once(": ").map_or("", |(_, names)| names);
            names.split(", ").any(|name| own.iter().any(|file| file.contains(name)))
        };
        library.lines().filter(is_named).flat_map(|line| [line, "\n"]).collect()
    }
}

impl FileLoader for Files {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get().vpath().get_with_slash();
        if !matches!(id.get().root(), VirtualRoot::Project) {
            return Err(FileError::Other(Some("packages are not available".into())));
        }
        let picture = || self.pictures.iter().find(|(name, _)| name == path).map(|(_, b)| b);
        match path {
            "/main.typ" if self.data.is_some() => Ok(Bytes::from_string(format!("{MAIN}{ATTACH}"))),
            "/main.typ" => Ok(Bytes::from_string(MAIN)),
            LIBRARY => Ok(Bytes::from_string(self.library())),
            "/data.json" => self.data.clone().ok_or_else(|| FileError::NotFound(path.into())),
            "/view.json" => Ok(self.view.clone()),
            "/options.json" => Ok(self.options.clone()),
            "/companions.json" => Ok(self.companions.clone()),
            _ => self
                .theme
                .files
                .get(path)
                .map(|bytes| bytes.clone().into())
                .or_else(|| picture().cloned())
                .ok_or_else(|| FileError::NotFound(path.into())),
        }
    }
}

/// One résumé in one theme, ready to be compiled, and compiled again after a change.
pub struct ResumeWorld {
    fonts: Fonts,
    files: FileStore<Files>,
    main: FileId,
    date: (i16, u8, u8),
    guard: Option<Guard>,
}

/// Tries a world, by its [job](ResumeWorld::job), where it can do no harm.
type Guard = Arc<dyn Fn(&[u8], Trial) -> Result<(), String> + Send + Sync>;

impl ResumeWorld {
    /// Puts a theme, its options, a view and the view's pictures together.
    pub fn new(
        theme: Theme,
        options: &Options,
        view: &View,
        pictures: Vec<(String, Bytes)>,
        fonts: Fonts,
    ) -> Self {
        let companions = json(fonts.companions());
        let view_file = json(&plan(view, &theme.needs(options)));
        let files = Files {
            theme,
            view: view_file,
            options: json(options),
            companions,
            pictures,
            data: None,
        };
        Self {
            fonts,
            files: FileStore::new(files),
            main: file_id("/main.typ"),
            date: view.document.date,
            guard: None,
        }
    }

    /// Has the world tried by another before each time it is compiled.
    pub fn set_guard(&mut self, guard: Option<Guard>) {
        self.guard = guard;
    }

    /// Tells whether the world may be compiled and written in a way.
    ///
    /// Returns an error that says why it may not.
    pub fn try_out(&self, trial: Trial) -> Result<(), Diagnostic> {
        let tried = self.guard.as_ref().map_or(Ok(()), |guard| guard(&self.job(), trial));
        tried.map_err(|reason| {
            Diagnostic::error("theme-limit", reason).hint(
                "look for a loop without an end in it; `--theme-seconds` and `--theme-megabytes` allow more",
            )
        })
    }

    /// Replaces the view and the options; what did not change stays in Typst's cache.
    pub fn update(&mut self, options: &Options, view: &View, pictures: Vec<(String, Bytes)>) {
        self.files.reset();
        let files = self.files.loader_mut();
        files.view = json(&plan(view, &files.theme.needs(options)));
        files.options = json(options);
        files.pictures = pictures;
        self.date = view.document.date;
    }

    /// Has the data of what is printed attached to the file.
    pub fn set_data(&mut self, data: Option<&str>) {
        self.files.reset();
        self.files.loader_mut().data = data.map(|data| Bytes::from_string(data.to_owned()));
    }

    /// Replaces the options alone.
    pub fn set_options(&mut self, options: &Options) {
        self.files.reset();
        self.files.loader_mut().options = json(options);
    }

    /// Tells whether another résumé in this theme and these fonts needs no other world.
    pub fn serves(&self, theme: &Theme, fonts: &Fonts) -> bool {
        self.files.loader().theme.files == theme.files && self.fonts.is_same(fonts)
    }
}

impl World for ResumeWorld {
    fn library(&self) -> &LazyHash<Library> {
        &library::LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.files.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        let (year, month, day) = self.date;
        Datetime::from_ymd(i32::from(year), month, day)
    }
}

/// Paths are interned for ever, so the same few are used for every résumé.
fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a constant path is valid");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

fn json(value: &impl serde::Serialize) -> Bytes {
    Bytes::new(serde_json::to_vec(value).expect("a view has text keys only"))
}

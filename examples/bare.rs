//! The least a program can do to set prepared files: `bare FOLDER FONTS OUT.pdf`.
//!
//! The yardstick of the `process` benchmark: what recto costs beyond this is recto's own.

use std::path::{Path, PathBuf};
use std::{env, fs};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::files::{FileLoader, FileStore};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

struct Folder(PathBuf);

impl FileLoader for Folder {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        let path = self.0.join(id.get().vpath().get_without_slash());
        fs::read(&path).map(Bytes::new).map_err(|error| FileError::from_io(error, &path))
    }
}

struct Bare {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    files: FileStore<Folder>,
    main: FileId,
}

impl World for Bare {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
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
        self.fonts.get(index).cloned()
    }
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The faces of the families that the prepared pages use, and no others.
fn fonts(folder: &Path) -> Vec<Font> {
    ["source-serif-4", "source-sans-3"]
        .into_iter()
        .flat_map(|family| fs::read_dir(folder.join(family)).expect("the fonts are there"))
        .filter_map(|entry| Font::new(Bytes::new(fs::read(entry.ok()?.path()).ok()?), 0))
        .collect()
}

fn main() {
    let args: Vec<_> = env::args_os().skip(1).map(PathBuf::from).collect();
    let fonts = fonts(&args[1]);
    let path = VirtualPath::new("/main.typ").expect("a constant path is valid");
    let world = Bare {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        files: FileStore::new(Folder(args[0].clone())),
        main: RootedPath::new(VirtualRoot::Project, path).intern(),
    };
    let document = typst::compile::<PagedDocument>(&world).output.expect("it compiles");
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]);
    let options =
        PdfOptions { standards: standards.expect("they go together"), ..PdfOptions::default() };
    let pdf = typst_pdf::pdf(&document, &options).expect("it conforms");
    fs::write(&args[2], pdf).expect("the output can be written");
}

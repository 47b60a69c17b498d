//! A minimal program that compiles a Typst file: `bare FOLDER OUT.pdf FONT…`.
//!
//! The baseline of `benches/peers.py`: `typst compile` without arguments, font search and messages.
//! `FOLDER` contains `main.typ` and the files it reads.

use std::path::PathBuf;
use std::{env, fs};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::files::{FileLoader, FileStore};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

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

fn main() {
    let args: Vec<_> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [folder, output, fonts @ ..] = args.as_slice() else {
        panic!("usage: bare FOLDER OUT.pdf FONT…");
    };
    let font = |path| Font::new(Bytes::new(fs::read(path).ok()?), 0);
    let fonts: Vec<Font> = fonts.iter().filter_map(font).collect();
    let path = VirtualPath::new("/main.typ").expect("a constant path is valid");
    let world = Bare {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        files: FileStore::new(Folder(folder.clone())),
        main: RootedPath::new(VirtualRoot::Project, path).intern(),
    };
    let document = typst::compile::<PagedDocument>(&world).output.expect("it compiles");
    let pdf = typst_pdf::pdf(&document, &PdfOptions::default()).expect("it is exported");
    fs::write(output, pdf).expect("the output can be written");
}

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontFlags, FontInfo};
use typst::utils::LazyHash;

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/fonts");

/// What Typst must know of each embedded face before it is parsed, made by `Face::describe`.
static EMBEDDED: LazyLock<Vec<Embedded>> = LazyLock::new(|| {
    let text = FILES.get_file("book.json").map_or(&b"[]"[..], |file| file.contents());
    serde_json::from_slice(text).expect("a test reads the embedded book")
});

/// An embedded face: its file within `fonts/`, and its description.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Embedded {
    file: String,
    info: FontInfo,
}

/// A face that a command read from the machine or from `--font-path`.
#[derive(Debug, Clone)]
pub struct Face {
    pub data: Bytes,
    /// Index within a collection; 0 for a single font.
    pub index: u32,
}

/// The faces a build may use. Embedded ones are parsed only when text is set in them.
pub struct Fonts {
    book: LazyHash<FontBook>,
    slots: Vec<Slot>,
    /// By family, the one that sets what it has no letters for.
    companions: BTreeMap<String, String>,
}

struct Slot {
    data: Bytes,
    index: u32,
    font: OnceLock<Option<Font>>,
}

impl Fonts {
    /// Puts together the embedded faces and others, which come after them.
    ///
    /// Data in which there is no font are left out.
    pub fn new(others: Vec<Face>) -> Self {
        let mut book = FontBook::new();
        let mut slots = Vec::new();
        for face in &*EMBEDDED {
            let Some(file) = FILES.get_file(&face.file) else { continue };
            book.push(face.info.clone());
            slots.push(Slot { data: Bytes::new(file.contents()), index: 0, font: OnceLock::new() });
        }
        for face in others {
            let Some(font) = Font::new(face.data.clone(), face.index) else { continue };
            book.push(font.info().clone());
            slots.push(Slot {
                data: face.data,
                index: face.index,
                font: OnceLock::from(Some(font)),
            });
        }
        Self { book: LazyHash::new(book), slots, companions: BTreeMap::new() }
    }

    /// Has a family set what another one has no letters for.
    pub fn pair(&mut self, family: &str, companion: &str) {
        self.companions.insert(family.to_owned(), companion.to_owned());
    }

    /// Returns the companions of families.
    pub fn companions(&self) -> &BTreeMap<String, String> {
        &self.companions
    }

    /// Returns what Typst chooses faces from.
    pub fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// Returns a face by its place in the book, parsing it on first use.
    pub fn font(&self, index: usize) -> Option<Font> {
        let slot = self.slots.get(index)?;
        slot.font.get_or_init(|| Font::new(slot.data.clone(), slot.index)).clone()
    }

    /// Returns the embedded families, by alphabet.
    pub fn embedded_families() -> Vec<&'static str> {
        let mut families: Vec<_> = EMBEDDED.iter().map(|face| face.info.family.as_str()).collect();
        families.sort_unstable();
        families.dedup();
        families
    }

    /// Tells whether one face has all of the characters.
    pub fn has_all(&self, characters: &[char]) -> bool {
        (0..)
            .map_while(|i| self.book.info(i))
            .any(|info| characters.iter().all(|c| info.coverage.contains(u32::from(*c))))
    }

    /// Tells whether a family is one with serifs.
    pub fn has_serifs(&self, family: &str) -> bool {
        let faces = self.book.select_family(&family.to_lowercase()).next();
        let info = faces.and_then(|index| self.book.info(index));
        info.is_some_and(|info| info.flags.contains(FontFlags::SERIF))
    }

    /// Tells whether there is a family of that name; case does not count.
    pub fn has_family(&self, family: &str) -> bool {
        self.book.contains_family(&family.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn font_files(dir: &Dir) -> Vec<(String, Vec<u8>)> {
        let mut files: Vec<_> = dir
            .files()
            .filter(|file| file.path().extension().is_some_and(|e| e == "ttf" || e == "otf"))
            .map(|file| {
                (file.path().to_string_lossy().replace('\\', "/"), file.contents().to_vec())
            })
            .collect();
        for dir in dir.dirs() {
            files.extend(font_files(dir));
        }
        files.sort();
        files
    }

    /// Describes every font file of a folder listing, in the form in which it is embedded.
    ///
    /// Files in which there is no font are left out.
    fn describe(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> String {
        let faces: Vec<_> = files
            .into_iter()
            .filter_map(|(file, data)| {
                let info = Font::new(Bytes::new(data), 0)?.info().clone();
                Some(Embedded { file, info })
            })
            .collect();
        let lines: Vec<_> = faces
            .iter()
            .map(|face| serde_json::to_string(face).expect("a description has text keys only"))
            .collect();
        format!("[\n{}\n]\n", lines.join(",\n"))
    }

    /// With `RECTO_UPDATE` set the book is written anew.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "the switch of a test that regenerates a file")]
    fn the_embedded_book_describes_the_embedded_fonts() {
        let expected = describe(font_files(&FILES));
        if std::env::var_os("RECTO_UPDATE").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/book.json");
            std::fs::write(path, &expected).expect("the book can be written");
            return;
        }
        let book = FILES.get_file("book.json").and_then(|file| file.contents_utf8());
        assert!(
            book == Some(&expected),
            "fonts/book.json is out of date: run the tests once with RECTO_UPDATE=1"
        );
    }
}

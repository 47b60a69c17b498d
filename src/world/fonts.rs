use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use include_dir::{Dir, include_dir};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontFlags, FontInfo, FontStyle, FontVariant};
use typst::utils::LazyHash;

mod book;

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/fonts");

/// The embedded faces, shared by all worlds.
static EMBEDDED: LazyLock<Vec<EmbeddedFace>> = LazyLock::new(|| {
    let book = FILES.get_file(BOOK).and_then(|file| file.contents_utf8()).unwrap_or_default();
    let faces = book::read(book).expect("a test reads the embedded book").into_iter();
    faces.map(|(file, info)| EmbeddedFace { file, info, font: OnceLock::new() }).collect()
});

/// The one of [`FILES`] that describes the others.
const BOOK: &str = "book.txt";

/// An embedded face.
#[derive(Debug)]
struct EmbeddedFace {
    /// Path within `fonts/`.
    file: &'static str,
    info: FontInfo,
    /// Parsed on first use.
    font: OnceLock<Option<Font>>,
}

impl EmbeddedFace {
    fn font(&self) -> Option<Font> {
        let parse = || Font::new(Bytes::new(FILES.get_file(self.file)?.contents()), 0);
        self.font.get_or_init(parse).clone()
    }
}

/// The file of an embedded face.
#[derive(Debug, Clone, Copy)]
pub struct FaceFile {
    pub weight: u16,
    pub is_italic: bool,
    pub bytes: &'static [u8],
    info: &'static FontInfo,
}

impl FaceFile {
    /// Returns whether the face supports a character.
    pub fn has(&self, c: char) -> bool {
        self.info.coverage.contains(u32::from(c))
    }
}

/// Returns the files of an embedded family; empty for other families.
pub fn face_files(family: &str) -> Vec<FaceFile> {
    let faces = EMBEDDED.iter().filter(|face| face.info.family == family);
    let file = |face: &'static EmbeddedFace| {
        let FontVariant { style, weight, .. } = face.info.variant;
        let bytes = FILES.get_file(face.file)?.contents();
        let is_italic = style != FontStyle::Normal;
        Some(FaceFile { weight: weight.to_number(), is_italic, bytes, info: &face.info })
    };
    faces.filter_map(file).collect()
}

/// The available faces: the embedded ones, followed by others.
#[derive(Clone)]
pub struct Fonts {
    book: LazyHash<FontBook>,
    others: Vec<Font>,
    /// Fallback of each family for characters that it does not support.
    companions: BTreeMap<String, String>,
}

impl Fonts {
    /// Combines the embedded faces with others.
    pub fn new(others: impl IntoIterator<Item = Font>) -> Self {
        let others: Vec<_> = others.into_iter().collect();
        let infos = EMBEDDED.iter().map(|face| &face.info).chain(others.iter().map(Font::info));
        let book = FontBook::from_infos(infos.cloned());
        Self { book: LazyHash::new(book), others, companions: BTreeMap::new() }
    }

    /// Returns only the embedded faces.
    pub fn embedded() -> Self {
        Self::new([])
    }

    /// Registers the fallback for characters that `family` does not support.
    pub fn pair(&mut self, family: &str, companion: &str) {
        self.companions.insert(family.to_owned(), companion.to_owned());
    }

    /// Returns the fallback of each family.
    pub fn companions(&self) -> &BTreeMap<String, String> {
        &self.companions
    }

    /// Returns the font book from which Typst selects faces.
    pub fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// Returns a face by its index in the book.
    pub fn font(&self, index: usize) -> Option<Font> {
        match index.checked_sub(EMBEDDED.len()) {
            None => EMBEDDED[index].font(),
            Some(index) => self.others.get(index).cloned(),
        }
    }

    /// Returns whether both have the same faces and fallbacks.
    pub fn is_same(&self, other: &Self) -> bool {
        self.others == other.others && self.companions == other.companions
    }

    /// Returns the faces that are not embedded.
    pub(super) fn others(&self) -> &[Font] {
        &self.others
    }

    /// Returns the embedded families in alphabetical order.
    pub fn embedded_families() -> Vec<&'static str> {
        let mut families: Vec<_> = EMBEDDED.iter().map(|face| face.info.family.as_str()).collect();
        families.sort_unstable();
        families.dedup();
        families
    }

    /// Returns whether a single face supports all characters.
    pub fn has_all(&self, characters: &[char]) -> bool {
        (0..)
            .map_while(|i| self.book.info(i))
            .any(|info| characters.iter().all(|c| info.coverage.contains(u32::from(*c))))
    }

    /// Returns whether a family has serifs.
    pub fn has_serifs(&self, family: &str) -> bool {
        let faces = self.book.select_family(&family.to_lowercase()).next();
        let info = faces.and_then(|index| self.book.info(index));
        info.is_some_and(|info| info.flags.contains(FontFlags::SERIF))
    }

    /// Returns whether a family exists, ignoring case.
    pub fn has_family(&self, family: &str) -> bool {
        self.book.contains_family(&family.to_lowercase())
    }
}

/// Parses a face; `None` if it is damaged, or if its character table claims more characters than
/// exist, which would take long to list.
pub fn valid_font(data: Bytes, index: u32) -> Option<Font> {
    character_count(&data, index).filter(|count| *count <= MOST_CHARACTERS)?;
    Font::new(data, index)
}

/// Maximum number of characters in all character tables of a face together.
const MOST_CHARACTERS: u64 = 8 * 0x11_0000;

/// Counts the characters listed in the character tables of a face.
fn character_count(data: &[u8], index: u32) -> Option<u64> {
    let long =
        |at: usize| Some(u32::from_be_bytes(data.get(at..at.checked_add(4)?)?.try_into().ok()?));
    let short =
        |at: usize| Some(u16::from_be_bytes(data.get(at..at.checked_add(2)?)?.try_into().ok()?));
    let place = |n: u32| usize::try_from(n).ok();
    let start = match data.get(..4)? {
        b"ttcf" => place(long(12 + 4 * place(index)?)?)?,
        _ => 0,
    };
    let tables = usize::from(short(start + 4)?);
    let cmap = (0..tables).map(|table| start + 12 + 16 * table);
    let cmap = cmap.into_iter().find(|at| data.get(*at..at + 4) == Some(b"cmap"));
    let Some(cmap) = cmap else { return Some(0) };
    let cmap = place(long(cmap + 8)?)?;
    let mut count = 0_u64;
    for table in 0..usize::from(short(cmap + 2)?) {
        let at = cmap + place(long(cmap + 4 + 8 * table + 4)?)?;
        match short(at)? {
            4 => {
                let segments = usize::from(short(at + 6)? / 2);
                for segment in 0..segments {
                    let end = short(at + 14 + 2 * segment)?;
                    let first = short(at + 16 + 2 * segments + 2 * segment)?;
                    count += u64::from(end.saturating_sub(first)) + 1;
                }
            }
            10 => count += u64::from(long(at + 16)?),
            12 | 13 => {
                for group in 0..place(long(at + 12)?)? {
                    let group = at + 16 + 12 * group;
                    count += u64::from(long(group + 4)?.saturating_sub(long(group)?)) + 1;
                    if count > MOST_CHARACTERS {
                        return None;
                    }
                }
            }
            _ => count += 0x1_0000,
        }
        if count > MOST_CHARACTERS {
            return None;
        }
    }
    Some(count)
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

    /// Describes all font files of a folder in the embedded form.
    ///
    /// Skips files without a font.
    fn describe(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> String {
        let faces: Vec<_> = files
            .into_iter()
            .filter_map(|(file, data)| Some((file, Font::new(Bytes::new(data), 0)?.info().clone())))
            .collect();
        let faces = faces.iter().map(|(file, info)| (file.as_str(), info));
        book::write(faces).expect("no embedded face varies")
    }

    /// Rewrites the book if `RECTO_UPDATE` is set.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "the switch of a test that regenerates a file")]
    fn the_embedded_book_describes_the_embedded_fonts() {
        let expected = describe(font_files(&FILES));
        if std::env::var_os("RECTO_UPDATE").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/book.txt");
            std::fs::write(path, &expected).expect("the book can be written");
            return;
        }
        let book = FILES.get_file(BOOK).and_then(|file| file.contents_utf8());
        assert!(
            book == Some(&expected),
            "fonts/book.txt is out of date: run the tests once with RECTO_UPDATE=1"
        );
    }

    #[test]
    fn a_font_table_with_an_excessive_character_count_is_rejected() {
        let mut font = FILES.files().find_map(|it| {
            it.path().extension().is_some_and(|it| it == "ttf").then(|| it.contents().to_vec())
        });
        let font = font.get_or_insert_with(|| {
            let file = font_files(&FILES).into_iter().next().expect("a font");
            file.1
        });
        assert!(valid_font(Bytes::new(font.clone()), 0).is_some());
        let record = (0..64).map(|table| 12 + 16 * table).find(|at| &font[*at..at + 4] == b"cmap");
        let record = record.expect("a table of characters");
        // Appends a character table with a single group that covers everything.
        let at = font.len();
        font.extend([0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12]);
        font.extend([0, 12, 0, 0, 0, 0, 0, 28, 0, 0, 0, 0, 0, 0, 0, 1]);
        font.extend([0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1]);
        font[record + 8..record + 12]
            .copy_from_slice(&u32::try_from(at).expect("small").to_be_bytes());
        assert!(valid_font(Bytes::new(font.clone()), 0).is_none());
    }
}

use std::collections::BTreeMap;

use icu_normalizer::{ComposingNormalizer, ComposingNormalizerBorrowed};
use icu_properties::props::DefaultIgnorableCodePoint;
use icu_properties::{CodePointSetData, CodePointSetDataBorrowed};
use unicode_segmentation::UnicodeSegmentation;

use super::Fonts;
use crate::path::Path;
use crate::view::{View, ViewText, each_text};

/// A character of the view, with its combining marks, that no font supports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingCharacter {
    pub text: String,
    /// Paths of the data that contain it.
    pub paths: Vec<Path>,
}

/// Finds every character that would be rendered as a missing glyph, with the paths of its data.
///
/// A letter and its marks must be in one font. Invisible characters (spaces, joiners, variation
/// selectors) are ignored.
pub fn missing_characters(view: &View, fonts: &Fonts) -> Vec<MissingCharacter> {
    let mut search = Search { fonts, nfc: ComposingNormalizer::new_nfc(), found: BTreeMap::new() };
    each_text(view, &mut |path, text| match text {
        ViewText::Inline(text) => search.text(&text.text(), path),
        ViewText::Plain(text) => search.text(text, path),
        ViewText::Hidden(_) => {}
    });
    search.found.into_iter().map(|(text, paths)| MissingCharacter { text, paths }).collect()
}

struct Search<'a> {
    fonts: &'a Fonts,
    nfc: ComposingNormalizerBorrowed<'a>,
    found: BTreeMap<String, Vec<Path>>,
}

impl Search<'_> {
    fn text(&mut self, text: &str, path: &Path) {
        if text.is_ascii() {
            return;
        }
        for cluster in text.graphemes(true).filter(|cluster| !cluster.is_ascii()) {
            // Shaping composes characters, so a font need not support a combining accent
            // separately.
            let composed = self.nfc.normalize(cluster);
            let shapes: Vec<char> = composed.chars().filter(|c| has_shape(*c)).collect();
            if shapes.is_empty() || self.fonts.has_all(&shapes) {
                continue;
            }
            let alone: Vec<_> = shapes.iter().filter(|c| !self.fonts.has_all(&[**c])).collect();
            if alone.is_empty() {
                self.found(composed.into_owned(), path);
            }
            for missing in alone {
                self.found(missing.to_string(), path);
            }
        }
    }

    fn found(&mut self, text: String, path: &Path) {
        let paths = self.found.entry(text).or_default();
        if !paths.contains(path) {
            paths.push(path.clone());
        }
    }
}

fn has_shape(c: char) -> bool {
    const IGNORABLE: CodePointSetDataBorrowed =
        CodePointSetData::new::<DefaultIgnorableCodePoint>();
    !(c.is_control() || c.is_whitespace() || IGNORABLE.contains(c))
}

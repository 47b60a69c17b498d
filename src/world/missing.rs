use std::collections::BTreeMap;

use icu_normalizer::{ComposingNormalizer, ComposingNormalizerBorrowed};
use serde_json::Value;
use unicode_segmentation::UnicodeSegmentation;

use super::Fonts;
use crate::view::View;

/// A character of the view that no font has, with the marks on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingCharacter {
    pub text: String,
    /// Paths of the data it occurs in, as [`crate::source::Path`] writes them.
    pub paths: Vec<String>,
}

/// Finds every character that would print as a box, with the data it stands in.
///
/// A letter and the marks on it must be in one font. Characters without a shape of their own
/// (spaces, joiners, variation selectors) do not count.
pub fn missing_characters(view: &View, fonts: &Fonts) -> Vec<MissingCharacter> {
    let tree = serde_json::to_value(view).expect("a view has text keys only");
    let mut search = Search { fonts, nfc: ComposingNormalizer::new_nfc(), found: BTreeMap::new() };
    for part in ["header", "sections", "closing", "letter"] {
        search.collect(&tree[part], "");
    }
    search.found.into_iter().map(|(text, paths)| MissingCharacter { text, paths }).collect()
}

/// The keys of a view whose strings are not printed.
const SILENT: [&str; 8] = ["path", "id", "kind", "icon", "url", "file", "lang", "dir"];

struct Search<'a> {
    fonts: &'a Fonts,
    nfc: ComposingNormalizerBorrowed<'a>,
    found: BTreeMap<String, Vec<String>>,
}

impl Search<'_> {
    fn collect(&mut self, value: &Value, path: &str) {
        match value {
            Value::String(text) if !text.is_ascii() => self.text(text, path),
            Value::Array(items) => items.iter().for_each(|item| self.collect(item, path)),
            Value::Object(map) => {
                let path = map.get("path").and_then(Value::as_str).unwrap_or(path);
                for (key, value) in map {
                    // The two slots of a header have no path of their own.
                    if map.contains_key("contacts") && matches!(key.as_str(), "name" | "label") {
                        self.collect(value, &format!("{path}.{key}"));
                    } else if !(value.is_string() && SILENT.contains(&key.as_str())) {
                        self.collect(value, path);
                    }
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, path: &str) {
        for cluster in text.graphemes(true).filter(|cluster| !cluster.is_ascii()) {
            // Shaping composes too, so that `e` and an accent need no accent in the font.
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

    fn found(&mut self, text: String, path: &str) {
        let paths = self.found.entry(text).or_default();
        if !paths.iter().any(|known| known == path) {
            paths.push(path.to_owned());
        }
    }
}

fn has_shape(c: char) -> bool {
    !(c.is_control()
        || c.is_whitespace()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'))
}

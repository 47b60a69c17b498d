use std::collections::BTreeMap;

use serde_json::Value;

use super::Fonts;
use crate::view::View;

/// A character of the view that no font has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingCharacter {
    pub character: char,
    /// Paths of the data it occurs in, as [`crate::source::Path`] writes them.
    pub paths: Vec<String>,
}

/// Finds every character that would print as a box, with the data it stands in.
///
/// Characters without a shape of their own (spaces, joiners, variation selectors) do not count.
pub fn missing_characters(view: &View, fonts: &Fonts) -> Vec<MissingCharacter> {
    let tree = serde_json::to_value(view).expect("a view has text keys only");
    let mut found = BTreeMap::new();
    for part in ["header", "sections", "closing", "letter"] {
        collect(&tree[part], "", &mut found, fonts);
    }
    found.into_iter().map(|(character, paths)| MissingCharacter { character, paths }).collect()
}

/// The keys of a view that hold no printed text.
const SILENT: [&str; 8] = ["path", "id", "kind", "icon", "url", "file", "lang", "dir"];

fn collect(value: &Value, path: &str, found: &mut BTreeMap<char, Vec<String>>, fonts: &Fonts) {
    match value {
        Value::String(text) => {
            for c in text.chars().filter(|c| !c.is_ascii() && has_shape(*c) && !fonts.covers(*c)) {
                let paths = found.entry(c).or_default();
                if !paths.iter().any(|known| known == path) {
                    paths.push(path.to_owned());
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, path, found, fonts)),
        Value::Object(map) => {
            let path = map.get("path").and_then(Value::as_str).unwrap_or(path);
            for (key, value) in map {
                // The two slots of a header have no path of their own.
                if map.contains_key("contacts") && matches!(key.as_str(), "name" | "label") {
                    collect(value, &format!("{path}.{key}"), found, fonts);
                } else if !SILENT.contains(&key.as_str()) {
                    collect(value, path, found, fonts);
                }
            }
        }
        _ => {}
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

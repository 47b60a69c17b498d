//! Tests every message with its position and hint.

mod json;
mod toml;
mod xml;
mod yaml;

use super::messages_for;
use crate::source::Syntax;

/// Returns each text with its messages.
fn all(syntax: Syntax, texts: &[&str]) -> String {
    let mut out = String::new();
    for text in texts {
        let messages = messages_for(syntax, text);
        assert!(!messages.is_empty(), "no message about {text:?}");
        let text = text.trim_end().replace('\t', "→").replace('\n', "\n| ");
        let text = text.replace(['\u{1}', '\u{7}', '\u{FEFF}'], "□");
        out += &format!("| {text}\n{messages}\n");
    }
    out
}

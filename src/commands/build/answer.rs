//! What became of an input → one line of JSON.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::job::{Built, Made, Outcome};

/// Writes an answer, with a final line break.
pub(super) fn answer(built: &Built) -> String {
    let mut object = Map::new();
    object.insert("n".to_owned(), built.number.into());
    if let Some(id) = &built.id {
        object.insert("id".to_owned(), id.clone());
    }
    if built.file.is_some() {
        object.insert("input".to_owned(), built.input.as_str().into());
    }
    object.insert("ok".to_owned(), (built.outcome == Outcome::Done).into());
    object.insert("pages".to_owned(), built.pages.into());
    object.insert("ms".to_owned(), built.milliseconds.into());
    object.insert("outputs".to_owned(), built.outputs.iter().map(output).collect());
    let mut line = Value::from(object).to_string();
    line.pop();
    line.push_str(",\"diagnostics\":[");
    // They are written already, with characters escaped that turn a line around.
    let told: Vec<_> = built.said.iter().map(|said| said.text.trim_end()).collect();
    line.push_str(&told.join(","));
    line.push_str("]}\n");
    line
}

fn output(made: &Made) -> Value {
    let mut object = Map::new();
    match &made.path {
        Some(path) => object.insert("path".to_owned(), path.to_string_lossy().into()),
        None => object.insert("base64".to_owned(), STANDARD.encode(&made.bytes).into()),
    };
    object.insert("format".to_owned(), made.format.name().into());
    object.insert("bytes".to_owned(), made.size.into());
    if let Some(pages) = made.pages {
        object.insert("pages".to_owned(), pages.into());
    }
    if let Some(page) = made.page {
        object.insert("page".to_owned(), page.into());
    }
    if let Some(variant) = &made.variant {
        object.insert("variant".to_owned(), json!(variant));
    }
    object.insert("lang".to_owned(), made.language.as_str().into());
    object.into()
}

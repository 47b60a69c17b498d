//! Searches a finished Word document for redacted text.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use roxmltree::Document;
use zip::ZipArchive;

use crate::export::data_leaks::data_leaks;
use crate::tailor::Secrets;

/// Parts that contain only names of this program.
const OWN_PARTS: [&str; 2] = ["docProps/app.xml", "[Content_Types].xml"];

/// Returns the places of redacted text in a Word document: `the text`, `a link`, `the properties`.
pub fn docx_leaks(bytes: &[u8], secrets: &Secrets) -> Vec<String> {
    if secrets.is_empty() {
        return Vec::new();
    }
    let Some(parts) = parts(bytes) else { return vec!["a part that cannot be read".into()] };
    let mut places = BTreeSet::new();
    for (name, text) in parts {
        if OWN_PARTS.contains(&name.as_str())
            || !(name.ends_with(".xml") || name.ends_with(".rels"))
        {
            continue;
        }
        let place = match name.as_str() {
            _ if name.ends_with(".rels") => "a link",
            _ if name.starts_with("docProps/") => "the properties",
            _ if name.starts_with("customXml/") => "the data",
            _ => "the text",
        };
        let is_held = if name == "customXml/item1.xml" {
            holds_in_data(&text, secrets)
        } else {
            holds(&text, secrets)
        };
        if is_held {
            places.insert(place.to_owned());
        }
    }
    places.into_iter().collect()
}

fn parts(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).ok()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        let name = file.name().ok()?.into_owned();
        parts.push((name, String::from_utf8_lossy(&bytes).into_owned()));
    }
    Some(parts)
}

/// Returns whether the embedded data contain a secret.
fn holds_in_data(xml: &str, secrets: &Secrets) -> bool {
    let Ok(document) = Document::parse(xml) else { return true };
    let text = document.root_element().text().unwrap_or_default();
    serde_json::from_str(text).map_or(true, |data| data_leaks(&data, secrets))
}

/// Returns whether the visible text or an attribute of a part contains a secret.
fn holds(xml: &str, secrets: &Secrets) -> bool {
    let Ok(document) = Document::parse(xml) else { return true };
    let mut text = String::new();
    for node in document.descendants() {
        let name = node.tag_name().name();
        if matches!(name, "p" | "br" | "tab") {
            text.push('\n');
        }
        text.push_str(node.text().filter(|_| node.is_text()).unwrap_or_default());
        // Other attributes hold names of fonts and styles, which come from the theme.
        let is_text_attribute = |attribute: &str| matches!(attribute, "descr" | "Target" | "title");
        if node.attributes().any(|it| is_text_attribute(it.name()) && secrets.are_in(it.value())) {
            return true;
        }
    }
    secrets.are_in(&text) || secrets.are_in(&text.replace('\n', " "))
}

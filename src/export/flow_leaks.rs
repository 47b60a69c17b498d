//! Searches finished text, Markdown or HTML for redacted text.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde_json::Value;

use super::data_leaks::{data_leaks, linked_data_leaks};
use crate::source::DATA_ELEMENT;
use crate::tailor::Secrets;

/// Returns the places of redacted text in plain text, such as `line 12`.
pub fn text_leaks(text: &str, secrets: &Secrets) -> Vec<String> {
    if secrets.is_empty() {
        return Vec::new();
    }
    let lines = (1..).zip(text.lines()).filter(|(_, line)| secrets.are_in(line));
    let mut places: Vec<_> = lines.map(|(number, _)| format!("line {number}")).collect();
    // A match may span lines.
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if places.is_empty() && secrets.are_in(&joined) {
        places.push("the text".to_owned());
    }
    places
}

/// Returns the places of redacted text in Markdown, both in its source and as rendered.
pub fn markdown_leaks(markdown: &str, secrets: &Secrets) -> Vec<String> {
    let mut places = text_leaks(markdown, secrets);
    if secrets.is_empty() || !places.is_empty() {
        return places;
    }
    let mut text = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => text.push('\n'),
            Event::Start(Tag::Link { dest_url, .. }) if secrets.are_in(&dest_url) => {
                places.push("a link".to_owned());
            }
            _ => {}
        }
    }
    places.extend(text_leaks(&text, secrets).first().map(|_| "the text".to_owned()));
    places
}

/// Inline HTML elements.
const INLINE: [&str; 10] = ["a", "span", "strong", "em", "code", "bdi", "b", "cite", "time", "img"];

/// HTML attributes that contain data of the résumé, and how to name them in messages.
const ATTRIBUTES: [(&str, &str); 5] = [
    (" href=\"", "a link"),
    (" content=\"", "the title, author or keywords"),
    (" alt=\"", "the text of a picture"),
    (" id=\"", "the name of a section"),
    (" datetime=\"", "a date"),
];

/// Returns the places of redacted text in an HTML file: text, links, metadata.
pub fn html_leaks(html: &str, secrets: &Secrets) -> Vec<String> {
    if secrets.is_empty() {
        return Vec::new();
    }
    let mut places = BTreeSet::new();
    let mut text = String::new();
    for part in html.split('<') {
        let Some((tag, after)) = part.split_once('>') else { continue };
        let name = tag.trim_start_matches('/');
        let name = &name[..name.find(char::is_whitespace).unwrap_or(name.len())];
        if !INLINE.contains(&name) {
            text.push('\n');
        }
        if !tag.contains("\"generator\"") && !tag.contains("http-equiv") {
            for (attribute, place) in ATTRIBUTES {
                let value = tag.split_once(attribute).and_then(|(_, rest)| rest.split_once('"'));
                if value.is_some_and(|(value, _)| secrets.are_in(&decoded(value))) {
                    places.insert(place.to_owned());
                }
            }
        }
        match if tag.starts_with('/') { "" } else { name } {
            "style" => {}
            "script" => {
                let leaks = |is_held: fn(&Value, &Secrets) -> bool| {
                    serde_json::from_str(after).map_or(true, |data| is_held(&data, secrets))
                };
                if tag.contains(DATA_ELEMENT) && leaks(data_leaks) {
                    places.insert("the data".to_owned());
                } else if !tag.contains(DATA_ELEMENT) && leaks(linked_data_leaks) {
                    places.insert("the data for search engines".to_owned());
                }
            }
            _ => text.push_str(&decoded(after)),
        }
    }
    places.extend(text_leaks(&text, secrets).first().map(|_| "the text".to_owned()));
    places.into_iter().collect()
}

/// Decodes the character references that the HTML writer produces.
fn decoded(text: &str) -> String {
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    signs.iter().fold(text.to_owned(), |text, (sign, by)| text.replace(sign, by))
}

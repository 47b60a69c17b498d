//! Describes the person as a schema.org `Person`.

use serde_json::{Map, Value, json};

use super::Flow;
use crate::resume::Date;
use crate::view::{Block, Contact, Entry, Section};

/// Returns the `Person`, which contains only what the page shows.
pub(super) fn person(flow: &Flow) -> Value {
    let view = flow.view;
    let mut person = Map::new();
    let mut put = |key: &str, value: Value| {
        let is_empty = match &value {
            Value::Null => true,
            Value::Array(items) => items.is_empty(),
            Value::String(text) => text.is_empty(),
            _ => false,
        };
        if !is_empty {
            person.insert(key.to_owned(), value);
        }
    };
    put("@context", json!("https://schema.org"));
    put("@type", json!("Person"));
    put("name", json!(flow.plan.name));
    put("jobTitle", json!(view.header.label.as_ref().map(|label| label.text())));
    put("description", json!(view.sections.iter().find(|it| it.kind == "summary").map(prose)));
    let of_kind =
        |kind: &'static str| view.header.contacts.iter().filter(move |it| it.kind == kind);
    let words = |contact: &Contact| {
        contact.lines.iter().map(|line| line.text()).collect::<Vec<_>>().join(", ")
    };
    put("email", one_or_all(of_kind("email").map(words)));
    put("telephone", one_or_all(of_kind("phone").map(words)));
    put("address", one_or_all(of_kind("location").map(words)));
    put("url", one_or_all(of_kind("url").filter_map(|it| it.url.clone())));
    put("sameAs", of_kind("profile").filter_map(|it| it.url.clone()).collect());
    let entries = |kind: &'static str| {
        view.sections.iter().filter(move |it| it.kind == kind).flat_map(|it| &it.entries)
    };
    put("worksFor", entries("work").filter(|it| is_current(it)).filter_map(organization).collect());
    put("alumniOf", entries("education").filter_map(school).collect());
    put("knowsLanguage", entries("languages").filter_map(title).collect());
    let skills = entries("skills").flat_map(|entry| {
        let keywords = entry.keywords.iter().map(|keyword| keyword.name.text());
        let own = if entry.keywords.is_empty() { title(entry) } else { None };
        own.into_iter().chain(keywords)
    });
    put("knowsAbout", skills.collect());
    put("award", entries("awards").filter_map(title).collect());
    Value::Object(person)
}

fn one_or_all(texts: impl Iterator<Item = String>) -> Value {
    let mut texts: Vec<_> = texts.collect();
    match texts.len() {
        1 => Value::String(texts.remove(0)),
        _ => texts.into(),
    }
}

fn prose(section: &Section) -> String {
    let paragraph = |block: &Block| match block {
        Block::Paragraph { body } => Some(body.text()),
        Block::List { .. } | Block::Enumeration { .. } => None,
    };
    section.text.iter().filter_map(paragraph).collect::<Vec<_>>().join(" ")
}

fn title(entry: &Entry) -> Option<String> {
    entry.title.as_ref().map(|title| title.text.text())
}

fn is_current(entry: &Entry) -> bool {
    entry.date.as_ref().is_some_and(|date| date.period.end == Some(Date::Present))
        || entry.positions.iter().any(is_current)
}

fn organization(entry: &Entry) -> Option<Value> {
    let giver = entry.subtitle.as_ref().or(entry.title.as_ref())?;
    Some(named("Organization", &giver.text.text(), giver.url.as_deref()))
}

fn school(entry: &Entry) -> Option<Value> {
    let giver = entry.subtitle.as_ref()?;
    Some(named("EducationalOrganization", &giver.text.text(), giver.url.as_deref()))
}

fn named(kind: &str, name: &str, url: Option<&str>) -> Value {
    match url {
        Some(url) => json!({"@type": kind, "name": name, "url": url}),
        None => json!({"@type": kind, "name": name}),
    }
}

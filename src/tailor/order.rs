use std::cmp::Ordering;

use super::explain::{Explanation, section_heading};
use crate::resume::{
    Date, Entry, PeriodEnd, Resume, Section, Slot, SlotRef, Text, fields, general_field,
};

/// Applies `meta.titles` to the sections.
pub(super) fn set_titles(resume: &mut Resume) {
    for (id, title) in &resume.meta.titles {
        for section in &mut resume.sections {
            if has_id(section, id) {
                section.title = Some(title.clone());
            }
        }
    }
}

/// Orders the sections as in `meta.sections` and omits the others.
pub(super) fn arrange_sections(resume: &mut Resume, explanation: &mut Explanation) {
    let Some(ids) = &resume.meta.sections else { return };
    let position = |section: &Section| ids.iter().position(|id| has_id(section, id));
    let rule = format!("sections {}", ids.join(","));
    for section in resume.sections.iter().filter(|section| position(section).is_none()) {
        explanation.push(&section.item.path, section_heading(section), rule.clone());
    }
    resume.sections.retain(|section| position(section).is_some());
    resume.sections.sort_by_key(position);
}

/// Sorts entries as in `meta.sort`. The sort is stable; entries without the field come last.
pub(super) fn sort_entries(resume: &mut Resume) {
    for setting in &resume.meta.sort {
        let value = setting.value.trim();
        let (key, descending) = match value.strip_prefix('-') {
            Some(key) => (key, true),
            None => (value.strip_prefix('+').unwrap_or(value), false),
        };
        for section in &mut resume.sections {
            if !has_id(section, &setting.key) {
                continue;
            }
            let own = fields(section.kind).iter().find(|field| field.key == key.trim());
            let Some(field) = own.or_else(|| general_field(key.trim())) else { continue };
            for entries in section.entries.iter_mut() {
                entries.sort_by(|a, b| compare(a, b, field.slot, descending));
            }
        }
    }
}

/// Returns whether a section has an id; the default id is its kind.
fn has_id(section: &Section, id: &str) -> bool {
    section.item.id.as_deref().unwrap_or(section.kind.name()) == id
}

fn compare(a: &Entry, b: &Entry, slot: Slot, descending: bool) -> Ordering {
    match (key(a, slot), key(b, slot)) {
        (Some(a), Some(b)) if descending => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

/// A sort key.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// Year, month, day.
    Date(i16, u8, u8),
    /// An open period.
    Open,
    Text(String),
}

fn key(entry: &Entry, slot: Slot) -> Option<Key> {
    match slot {
        Slot::End => end(entry),
        Slot::Start => start(entry),
        Slot::Date => date_key(entry.date.as_ref()?, PeriodEnd::Start).or_else(|| end(entry)),
        slot => match entry.slot(slot) {
            SlotRef::Text(text) => text.as_ref().map(Text::as_str).map(folded),
            SlotRef::Plain(text) => text.as_deref().map(folded),
            _ => None,
        },
    }
}

fn folded(text: &str) -> Key {
    Key::Text(text.to_lowercase())
}

/// Returns the end of an entry or of its latest position.
fn end(entry: &Entry) -> Option<Key> {
    match (&entry.end, &entry.start) {
        (Some(end), _) => date_key(end, PeriodEnd::End),
        (None, Some(_)) => Some(Key::Open),
        (None, None) => {
            let date = entry.date.as_ref().and_then(|date| date_key(date, PeriodEnd::End));
            date.or_else(|| entry.positions.iter().filter_map(end).max())
        }
    }
}

/// Returns the start of an entry or of its earliest position.
fn start(entry: &Entry) -> Option<Key> {
    let own = entry.start.as_ref().or(entry.date.as_ref()).or(entry.end.as_ref());
    match own {
        Some(date) => date_key(date, PeriodEnd::Start),
        None => entry.positions.iter().filter_map(start).min(),
    }
}

/// Returns the sort key of a date: an imprecise date counts as its first or last day.
fn date_key(date: &Date, at: PeriodEnd) -> Option<Key> {
    if *date == Date::Present {
        return Some(Key::Open);
    }
    let (year, month, day) = date.parts_in_words(at)?;
    let open = if at == PeriodEnd::End { u8::MAX } else { 0 };
    Some(Key::Date(year, month.unwrap_or(open), day.unwrap_or(open)))
}

//! Reads entries, based on tables of their fields.

use crate::format::commonmark::{highlights, split_list};
use crate::format::element::Element;
use crate::format::period;
use crate::resume::{Date, Entry, Extra, ExtraValue, Keyword, Localized, SlotMut, Text};

use super::fields::{POSITION, Place, UNDISPLAYED_ELEMENTS};
use super::{Reader, UNKNOWN, line, prose};

impl Reader<'_> {
    /// Reads an entry; `None` if it is empty.
    pub(super) fn entry(&mut self, table: &[(&str, Place)], element: &Element) -> Option<Entry> {
        let mut entry = entry_at(element);
        if element.children().is_empty() {
            entry.name = line(element);
        }
        self.walk(table, element, "", &mut entry);
        if let [_] = entry.positions.as_slice() {
            merge(&mut entry);
        }
        split_summary(&mut entry, element);
        let empty = entry_at(element);
        (entry != empty).then_some(entry)
    }

    fn walk(
        &mut self,
        table: &[(&str, Place)],
        element: &Element,
        prefix: &str,
        entry: &mut Entry,
    ) {
        for child in element.children() {
            let path = if prefix.is_empty() {
                child.name.to_owned()
            } else {
                format!("{prefix}/{}", child.name)
            };
            let place = table.iter().find(|(own, _)| *own == path).map(|(_, place)| *place);
            match place {
                Some(place) => self.place(place, &child, element, entry),
                None if UNDISPLAYED_ELEMENTS.contains(&child.name) => {}
                None if !child.children().is_empty() => {
                    self.walk(table, &child, &path, entry);
                }
                None => {
                    if let Some(text) = prose(&child) {
                        self.notes.add(&UNKNOWN, &child.path, child.span);
                        detail(&child, &title_of(child.name), text, entry);
                    }
                }
            }
        }
    }

    fn place(&mut self, place: Place, element: &Element, parent: &Element, entry: &mut Entry) {
        match place {
            Place::Silent => {}
            Place::Slot(slot) => {
                let Some(text) = line(element) else { return };
                match entry.slot_mut(slot) {
                    SlotMut::Text(own) if own.is_none() => *own = Some(text),
                    SlotMut::Plain(own) if own.is_none() => *own = element.text(),
                    _ => detail(element, &title_of(element.name), text.as_str().to_owned(), entry),
                }
            }
            Place::Prose(slot) => {
                let Some(text) = prose(element) else { return };
                if let SlotMut::Text(own) = entry.slot_mut(slot) {
                    let both = match own.take() {
                        Some(before) => format!("{}\n\n{text}", before.as_str()),
                        None => text,
                    };
                    *own = Some(Text::from(both));
                }
            }
            Place::Period => self.period(element, entry),
            Place::Date => entry.date = date(element),
            Place::Address => {
                let text = |name: &str| element.child(name).and_then(|child| child.text());
                let country = element.child("Country").and_then(|country| super::label(&country));
                let parts = [text("Municipality"), country.map(|text| text.as_str().to_owned())];
                let parts: Vec<String> = parts.into_iter().flatten().collect();
                if !parts.is_empty() {
                    entry.location = Some(Text::from(parts.join(", ")));
                }
                // A résumé shows the town; the street is for letters.
                let street: Vec<String> =
                    [text("AddressLine"), text("PostalCode")].into_iter().flatten().collect();
                if !street.is_empty() {
                    detail(element, "Address", street.join(", "), entry);
                }
            }
            Place::City => entry.location = line(element),
            Place::Country => {
                let Some(code) = element.text() else { return };
                let name = self.country(&code);
                entry.location = Some(match entry.location.take() {
                    Some(city) => Text::from(format!("{}, {name}", city.as_str())),
                    None => Text::from(name),
                });
            }
            Place::Link => self.link(element, entry),
            Place::Detail(label) => {
                if let Some(text) = prose(element) {
                    detail(element, label, text, entry);
                }
            }
            Place::Amount(unit) => {
                let unit = parent.child(unit).and_then(|unit| unit.text()).unwrap_or_default();
                if let Some(text) = element.text() {
                    detail(element, "Credits", format!("{text} {unit}").trim().to_owned(), entry);
                }
            }
            Place::Position => entry.positions.extend(self.entry(POSITION, element)),
            Place::Proficiency => entry.level = proficiency(element),
            Place::Keyword => {
                let keyword = line(element).map(|name| Keyword { name, ..Keyword::default() });
                if let Localized::One(keywords) = &mut entry.keywords {
                    keywords.extend(keyword);
                }
            }
        }
    }

    /// Reads a URL, a contact that may be one, or a postal address.
    fn link(&mut self, element: &Element, entry: &mut Entry) {
        if let Some(address) = element.child("Address") {
            let text = |name: &str| address.child(name).and_then(|child| child.text());
            let country = text("CountryCode").map(|code| self.country(&code));
            let parts: Vec<String> = [text("CityName"), country].into_iter().flatten().collect();
            if entry.location.is_none() && !parts.is_empty() {
                entry.location = Some(Text::from(parts.join(", ")));
            }
            let street: Vec<String> =
                [text("AddressLine"), text("PostalCode")].into_iter().flatten().collect();
            if !street.is_empty() {
                detail(element, "Address", street.join(", "), entry);
            }
            return;
        }
        let child = |name: &str| element.child(name).and_then(|child| child.text());
        let Some(text) = child("URI")
            .or_else(|| child("DialNumber"))
            .or_else(|| if element.children().is_empty() { element.text() } else { None })
        else {
            return;
        };
        let is_web = child("ChannelCode").is_none_or(|channel| channel == "Web");
        if is_web && entry.url.is_none() {
            entry.url = Some(text);
        } else if is_web && entry.url.as_ref() == Some(&text) {
        } else {
            let label =
                child("ChannelCode").filter(|_| !is_web).unwrap_or_else(|| "Link".to_owned());
            detail(element, &label, text, entry);
        }
    }

    fn period(&mut self, element: &Element, entry: &mut Entry) {
        let child = |names: [&str; 2]| names.iter().find_map(|name| element.child(name));
        let is_on = |names: [&str; 2]| {
            child(names).and_then(|child| child.text()).is_some_and(|text| text == "true")
        };
        entry.start = child(["From", "StartDate"]).and_then(|child| date(&child));
        entry.end = child(["To", "EndDate"]).and_then(|child| date(&child));
        if entry.end.is_none()
            && (is_on(["Current", "CurrentIndicator"]) || is_on(["Ongoing", "Current"]))
        {
            entry.end = Some(Date::Present);
        }
        match (&entry.start, &entry.end) {
            (None, None) => entry.date = date(element),
            // A start without an end that is not ongoing is a single date.
            (Some(_), None) if element.name == "Date" => entry.date = entry.start.take(),
            _ => {}
        }
    }

    /// Returns the name of a country, given by its code.
    pub(super) fn country(&self, code: &str) -> String {
        let code = match code.to_uppercase().as_str() {
            // Europass's codes.
            "UK" => "GB".to_owned(),
            "EL" => "GR".to_owned(),
            other => other.to_owned(),
        };
        let english = || crate::locale::Locale::find("en-GB")?.country(&code);
        let own = self.locale.as_ref().and_then(|locale| locale.country(&code));
        own.or_else(english).unwrap_or(code)
    }
}

/// Merges an employer with its single position.
fn merge(entry: &mut Entry) {
    let Some(position) = entry.positions.pop() else { return };
    entry.position = position.position;
    entry.start = position.start;
    entry.end = position.end;
    entry.date = position.date;
    entry.summary = position.summary.or(entry.summary.take());
    entry.highlights = position.highlights;
    entry.location = position.location.or(entry.location.take());
    entry.item.extra.extend(position.item.extra);
}

/// Splits off the list at the end of a summary as highlights.
fn split_summary(entry: &mut Entry, element: &Element) {
    let Some(summary) = entry.summary.take() else { return };
    let (text, list) = split_list(summary.as_str());
    if !list.is_empty() {
        entry.highlights = Localized::One(highlights(list, &element.path));
    }
    entry.summary = text.map(Text::from);
}

/// Reads a date: attributes in the older schema, text in the newer one.
pub(super) fn date(element: &Element) -> Option<Date> {
    if let Some(year) = element.attribute("year") {
        let part = |name| element.attribute(name).map(|text| text.trim_matches('-').to_owned());
        let parts: Vec<String> =
            [Some(year.to_owned()), part("month"), part("day")].into_iter().flatten().collect();
        return Date::parse(&parts.join("-")).ok();
    }
    let text = element.text()?;
    let single = period::parse(&text).and_then(|period| period.date);
    Some(single.unwrap_or(Date::Free(text)))
}

/// Describes a language level; names a level once if all skills have the same.
fn proficiency(element: &Element) -> Option<Text> {
    let levels = element
        .children()
        .into_iter()
        .filter_map(|child| Some((title_of(child.name), child.text()?)));
    levels_in_words(levels.collect())
}

/// Lists levels with their skills.
pub(super) fn levels_in_words(levels: Vec<(String, String)>) -> Option<Text> {
    let (_, first) = levels.first()?;
    if levels.len() > 1 && levels.iter().all(|(_, level)| level == first) {
        return Some(Text::from(first.clone()));
    }
    let levels: Vec<String> =
        levels.iter().map(|(of, level)| format!("{} {level}", of.to_lowercase())).collect();
    Some(Text::from(levels.join("; ")))
}

pub(super) fn entry_at(element: &Element) -> Entry {
    Entry::at(&element.path)
}

fn detail(element: &Element, label: &str, text: String, entry: &mut Entry) {
    entry.item.extra.push(Extra {
        path: element.path.clone(),
        key: element.name.to_owned(),
        label: Some(Text::from(label)),
        value: ExtraValue::Text(Text::from(text)),
    });
}

/// Converts an element name to a heading: `SpokenInteraction` → `Spoken interaction`.
pub(super) fn title_of(name: &str) -> String {
    crate::resume::title_of_key(name)
}

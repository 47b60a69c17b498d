//! Visits every text of a résumé. New fields are added here so that they are translated, redacted
//! and reported.

use super::{
    Contact, ContactKind, Copyright, Date, Entry, Extra, ExtraValue, Highlight, Item, Keyword,
    Letter, Localized, Meta, Resume, Section, SectionKind, Slot, SlotMut, Text, fields,
    general_key,
};
use crate::path::Path;

/// What a text reveals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Identifies a person or place: a name, an address, a number, free text.
    Identity,
    /// A telephone number.
    Number,
    /// A day, in native notation.
    Date,
    /// A common word: a position, a town, a level.
    Common,
}

/// Handles the texts of a résumé; each comes with the path of its datum or of the enclosing part.
pub(crate) trait Visitor: Sized {
    /// Visits a text with markup, in one language or several.
    fn text(&mut self, _path: &Path, _role: Role, _text: &mut Text) {}

    /// Visits a text that is the same in every language.
    fn plain(&mut self, _path: &Path, _role: Role, _text: &mut String) {}

    /// Visits an address, a number or an identifier, which cannot be shortened.
    fn whole(&mut self, _path: &Path, _role: Role, _text: &mut Option<String>) {}

    /// Visits a list that may differ between languages.
    fn each<T: Clone + Default + PartialEq>(
        &mut self,
        _path: &Path,
        list: &mut Localized<Vec<T>>,
        mut visit: impl FnMut(&mut Self, &mut T),
    ) {
        list.iter_mut().flatten().for_each(|item| visit(self, item));
    }
}

impl Visitor for () {}

pub(crate) fn visit_resume(resume: &mut Resume, visit: &mut impl Visitor) {
    let Resume { meta, basics, sections, letter, extensions: _ } = resume;
    let at = basics.path.clone();
    let mut named = |key: &str, role, text: &mut Option<Text>| {
        visit_text(&at.key(key), role, text, visit);
    };
    named("name", Role::Identity, &mut basics.name);
    named("label", Role::Common, &mut basics.label);
    named("pronouns", Role::Common, &mut basics.pronouns);
    named("nationality", Role::Common, &mut basics.nationality);
    visit_date(&at.key("birth"), &mut basics.birth, visit);
    visit.whole(&at.key("image"), Role::Identity, &mut basics.image);
    for contact in &mut basics.contacts {
        visit_contact(contact, visit);
    }
    visit_extras(&mut basics.extra, visit);
    for section in sections {
        visit_section(section, visit);
    }
    if let Some(letter) = letter {
        visit_letter(letter, visit);
    }
    visit_meta(meta, visit);
}

pub(crate) fn visit_section(section: &mut Section, visit: &mut impl Visitor) {
    let path = section.item.path.clone();
    visit_text(&path, Role::Common, &mut section.title, visit);
    visit_text(&path, Role::Identity, &mut section.text, visit);
    let kind = section.kind;
    visit.each(&path, &mut section.entries, |visit, entry| visit_entry(entry, kind, visit));
    visit.each(&path, &mut section.highlights, |visit, it| visit_highlight(it, visit));
    visit_item(&mut section.item, visit);
}

pub(crate) fn visit_entry(entry: &mut Entry, kind: SectionKind, visit: &mut impl Visitor) {
    let path = entry.item.path.clone();
    // Custom entries can have every field.
    for field in fields(SectionKind::Custom) {
        let at = path.key(key_of(field.slot, kind));
        let role = role_of(field.slot, kind);
        match entry.slot_mut(field.slot) {
            SlotMut::Text(text) => visit_text(&at, role, text, visit),
            SlotMut::Plain(text) => visit.whole(&at, role, text),
            SlotMut::Texts(texts) => {
                visit.each(&at, texts, |visit, text| visit.text(&at, role, text));
            }
            SlotMut::Highlights(lists) => {
                visit.each(&at, lists, |visit, it| visit_highlight(it, visit));
            }
            SlotMut::Keywords(lists) => {
                visit.each(&at, lists, |visit, it| visit_keyword(it, visit));
            }
            SlotMut::Positions(entries) => {
                entries.iter_mut().for_each(|it| visit_entry(it, kind, visit));
            }
            SlotMut::Contacts(contacts) => {
                // One list holds the contacts of three slots.
                if field.slot == Slot::Contacts {
                    contacts.iter_mut().for_each(|it| visit_contact(it, visit));
                }
            }
            SlotMut::Date(date) => visit_date(&at, date, visit),
        }
    }
    visit_item(&mut entry.item, visit);
}

/// Returns what a kind of section calls a slot.
pub(crate) fn key_of(slot: Slot, kind: SectionKind) -> &'static str {
    let own = fields(kind).iter().find(|field| field.slot == slot);
    own.map_or_else(|| general_key(slot), |field| field.key)
}

fn role_of(slot: Slot, kind: SectionKind) -> Role {
    match slot {
        Slot::Name => match kind {
            SectionKind::Skills | SectionKind::Languages | SectionKind::Interests => Role::Common,
            _ => Role::Identity,
        },
        // A referee's employer may be one's own.
        Slot::Issuer if kind == SectionKind::References => Role::Common,
        Slot::Position
        | Slot::StudyType
        | Slot::Area
        | Slot::Location
        | Slot::Level
        | Slot::Years
        | Slot::Score
        | Slot::EntryType
        | Slot::Pages
        | Slot::Courses
        | Slot::Roles => Role::Common,
        Slot::Issuer
        | Slot::Description
        | Slot::Url
        | Slot::Start
        | Slot::End
        | Slot::Date
        | Slot::Summary
        | Slot::Highlights
        | Slot::Positions
        | Slot::Keywords
        | Slot::Authors
        | Slot::Venue
        | Slot::Doi
        | Slot::Reference
        | Slot::Email
        | Slot::Phone
        | Slot::Contacts => Role::Identity,
    }
}

pub(crate) fn visit_highlight(highlight: &mut Highlight, visit: &mut impl Visitor) {
    let path = highlight.item.path.clone();
    visit_text(&path, Role::Identity, &mut highlight.title, visit);
    visit_text(&path, Role::Identity, &mut highlight.text, visit);
    for nested in &mut highlight.highlights {
        visit_highlight(nested, visit);
    }
    visit_item(&mut highlight.item, visit);
}

pub(crate) fn visit_keyword(keyword: &mut Keyword, visit: &mut impl Visitor) {
    let path = keyword.item.path.clone();
    visit.text(&path, Role::Common, &mut keyword.name);
    visit_text(&path, Role::Common, &mut keyword.level, visit);
    visit_text(&path, Role::Common, &mut keyword.years, visit);
    visit_item(&mut keyword.item, visit);
}

pub(crate) fn visit_contact(contact: &mut Contact, visit: &mut impl Visitor) {
    let path = contact.item.path.clone();
    visit_text(&path, Role::Common, &mut contact.label, visit);
    let is_dialled = matches!(contact.kind, ContactKind::Phone | ContactKind::Fax);
    let role = if is_dialled { Role::Number } else { Role::Identity };
    visit.whole(&path, role, &mut contact.value);
    visit_text(&path, role, &mut contact.text, visit);
    visit.whole(&path, Role::Identity, &mut contact.url);
    if let Some(address) = &mut contact.address {
        for line in &mut address.lines {
            visit.text(&path, Role::Identity, line);
        }
        visit_text(&path, Role::Common, &mut address.district, visit);
        visit_text(&path, Role::Common, &mut address.city, visit);
        visit_text(&path, Role::Common, &mut address.region, visit);
        visit.whole(&path, Role::Identity, &mut address.postal_code);
        visit_text(&path, Role::Common, &mut address.country, visit);
    }
    visit_item(&mut contact.item, visit);
}

pub(crate) fn visit_letter(letter: &mut Letter, visit: &mut impl Visitor) {
    let path = letter.path.clone();
    let mut texts = |key: &str, texts: &mut Vec<Text>| {
        for text in texts {
            visit.text(&path.key(key), Role::Identity, text);
        }
    };
    texts("recipient", &mut letter.recipient);
    texts("enclosures", &mut letter.enclosures);
    for (key, text) in letter.texts_mut() {
        let role = if key == "place" { Role::Common } else { Role::Identity };
        visit_text(&path.key(key), role, text, visit);
    }
    visit_date(&path.key("date"), &mut letter.date, visit);
    visit.whole(&path.key("signature"), Role::Identity, &mut letter.signature);
    visit_extras(&mut letter.extra, visit);
}

fn visit_meta(meta: &mut Meta, visit: &mut impl Visitor) {
    let path = meta.path.clone();
    for (_, title) in &mut meta.titles {
        visit.text(&path.key("titles"), Role::Common, title);
    }
    for keyword in &mut meta.keywords {
        visit.text(&path.key("keywords"), Role::Common, keyword);
    }
    if let Some(copyright) = &mut meta.copyright {
        visit_copyright(copyright, visit);
    }
    visit_text(&path.key("consent"), Role::Common, &mut meta.consent, visit);
    visit.whole(&path.key("canonical"), Role::Identity, &mut meta.canonical);
}

pub(crate) fn visit_copyright(copyright: &mut Copyright, visit: &mut impl Visitor) {
    let path = copyright.path.clone();
    visit_text(&path.key("years"), Role::Common, &mut copyright.years, visit);
    visit_text(&path.key("holder"), Role::Identity, &mut copyright.holder, visit);
    visit_text(&path.key("notice"), Role::Identity, &mut copyright.notice, visit);
}

pub(crate) fn visit_extras(extras: &mut [Extra], visit: &mut impl Visitor) {
    extras.iter_mut().for_each(|extra| visit_extra(extra, visit));
}

pub(crate) fn visit_extra(extra: &mut Extra, visit: &mut impl Visitor) {
    visit_text(&extra.path, Role::Common, &mut extra.label, visit);
    visit_value(&extra.path, &mut extra.value, visit);
}

/// Shows a date that is said in words of the user's own.
fn visit_date(path: &Path, date: &mut Option<Date>, visit: &mut impl Visitor) {
    if let Some(Date::Free(text)) = date {
        visit.plain(path, Role::Common, text);
    }
}

fn visit_value(path: &Path, value: &mut ExtraValue, visit: &mut impl Visitor) {
    match value {
        ExtraValue::Text(text) => visit.text(path, Role::Identity, text),
        ExtraValue::Bare(scalar) => visit.plain(path, Role::Identity, &mut scalar.text),
        ExtraValue::List(values) => values.iter_mut().for_each(|it| visit_value(path, it, visit)),
        ExtraValue::Map(values) => {
            values.iter_mut().for_each(|(_, it)| visit_value(path, it, visit));
        }
    }
}

fn visit_item(item: &mut Item, visit: &mut impl Visitor) {
    visit_extras(&mut item.extra, visit);
}

pub(crate) fn visit_text(
    path: &Path,
    role: Role,
    text: &mut Option<Text>,
    visit: &mut impl Visitor,
) {
    if let Some(text) = text {
        visit.text(path, role, text);
    }
}

//! Every text of a résumé, in one place: whatever is redacted must be looked for in all of them.

use crate::resume::{
    Contact, ContactKind, Copyright, Date, Entry, Extra, ExtraValue, Highlight, Item, Keyword,
    Letter, Localized, Meta, Resume, Section, SectionKind, Slot, SlotMut, Text, fields,
};
use crate::source::Path;

/// What a text says about whom it tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Points to one person or place: a name, an address, a number, what someone wrote.
    Identity,
    /// A telephone number.
    Number,
    /// A day, as the native dialect spells it.
    Date,
    /// A word that many share: a position, a town, a level.
    Common,
}

/// A text, lent to be read, changed or taken away.
pub(super) enum Found<'a> {
    /// With markup.
    Text(&'a mut String),
    /// An address, a number or an identifier: worth nothing in part.
    Whole(&'a mut Option<String>),
}

/// Is shown every text, with the path of its datum or of the part it stands in.
pub(super) type Visitor<'v> = dyn FnMut(&Path, Role, Found) + 'v;

pub(super) fn visit_resume(resume: &mut Resume, visit: &mut Visitor) {
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
    visit(&at.key("image"), Role::Identity, Found::Whole(&mut basics.image));
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

pub(super) fn visit_section(section: &mut Section, visit: &mut Visitor) {
    let path = section.item.path.clone();
    visit_text(&path, Role::Common, &mut section.title, visit);
    visit_text(&path, Role::Identity, &mut section.text, visit);
    for entry in section.entries.iter_mut().flatten() {
        visit_entry(entry, section.kind, visit);
    }
    for highlight in section.highlights.iter_mut().flatten() {
        visit_highlight(highlight, visit);
    }
    visit_item(&mut section.item, visit);
}

pub(super) fn visit_entry(entry: &mut Entry, kind: SectionKind, visit: &mut Visitor) {
    let path = entry.item.path.clone();
    // The fields of a custom entry are all there are.
    for field in fields(SectionKind::Custom) {
        let at = path.key(key_of(field.slot, kind));
        let role = role_of(field.slot, kind);
        match entry.slot_mut(field.slot) {
            SlotMut::Text(text) => visit_text(&at, role, text, visit),
            SlotMut::Plain(text) => visit(&at, role, Found::Whole(text)),
            SlotMut::Texts(texts) => visit_texts(&at, role, texts, visit),
            SlotMut::Highlights(lists) => {
                lists.iter_mut().flatten().for_each(|it| visit_highlight(it, visit));
            }
            SlotMut::Keywords(lists) => {
                lists.iter_mut().flatten().for_each(|it| visit_keyword(it, visit));
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
pub(super) fn key_of(slot: Slot, kind: SectionKind) -> &'static str {
    let own = fields(kind).iter().find(|field| field.slot == slot);
    own.map_or_else(|| crate::resume::general_key(slot), |field| field.key)
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
        _ => Role::Identity,
    }
}

pub(super) fn visit_highlight(highlight: &mut Highlight, visit: &mut Visitor) {
    let path = highlight.item.path.clone();
    visit_text(&path, Role::Identity, &mut highlight.title, visit);
    visit_text(&path, Role::Identity, &mut highlight.text, visit);
    for nested in &mut highlight.highlights {
        visit_highlight(nested, visit);
    }
    visit_item(&mut highlight.item, visit);
}

pub(super) fn visit_keyword(keyword: &mut Keyword, visit: &mut Visitor) {
    let path = keyword.item.path.clone();
    visit_each(&path, Role::Common, &mut keyword.name, visit);
    visit_text(&path, Role::Common, &mut keyword.level, visit);
    visit_text(&path, Role::Common, &mut keyword.years, visit);
    visit_item(&mut keyword.item, visit);
}

pub(super) fn visit_contact(contact: &mut Contact, visit: &mut Visitor) {
    let path = contact.item.path.clone();
    visit_text(&path, Role::Common, &mut contact.label, visit);
    let is_dialled = matches!(contact.kind, ContactKind::Phone | ContactKind::Fax);
    let role = if is_dialled { Role::Number } else { Role::Identity };
    visit(&path, role, Found::Whole(&mut contact.value));
    visit_text(&path, role, &mut contact.text, visit);
    visit(&path, Role::Identity, Found::Whole(&mut contact.url));
    if let Some(address) = &mut contact.address {
        for line in &mut address.lines {
            visit_each(&path, Role::Identity, line, visit);
        }
        visit_text(&path, Role::Common, &mut address.district, visit);
        visit_text(&path, Role::Common, &mut address.city, visit);
        visit_text(&path, Role::Common, &mut address.region, visit);
        visit(&path, Role::Identity, Found::Whole(&mut address.postal_code));
        visit_text(&path, Role::Common, &mut address.country, visit);
    }
    visit_item(&mut contact.item, visit);
}

pub(super) fn visit_letter(letter: &mut Letter, visit: &mut Visitor) {
    let path = letter.path.clone();
    let mut texts = |key: &str, texts: &mut Vec<Text>| {
        for text in texts {
            visit_each(&path.key(key), Role::Identity, text, visit);
        }
    };
    texts("recipient", &mut letter.recipient);
    texts("enclosures", &mut letter.enclosures);
    for (key, text) in [
        ("place", &mut letter.place),
        ("subject", &mut letter.subject),
        ("salutation", &mut letter.salutation),
        ("body", &mut letter.body),
        ("closing", &mut letter.closing),
        ("postscript", &mut letter.postscript),
    ] {
        let role = if key == "place" { Role::Common } else { Role::Identity };
        visit_text(&path.key(key), role, text, visit);
    }
    visit_date(&path.key("date"), &mut letter.date, visit);
    visit(&path.key("signature"), Role::Identity, Found::Whole(&mut letter.signature));
    visit_extras(&mut letter.extra, visit);
}

fn visit_meta(meta: &mut Meta, visit: &mut Visitor) {
    let path = meta.path.clone();
    for (_, title) in &mut meta.titles {
        visit_each(&path.key("titles"), Role::Common, title, visit);
    }
    for keyword in &mut meta.keywords {
        visit_each(&path.key("keywords"), Role::Common, keyword, visit);
    }
    if let Some(copyright) = &mut meta.copyright {
        visit_copyright(copyright, visit);
    }
    visit_text(&path.key("consent"), Role::Common, &mut meta.consent, visit);
    visit(&path.key("canonical"), Role::Identity, Found::Whole(&mut meta.canonical));
}

pub(super) fn visit_copyright(copyright: &mut Copyright, visit: &mut Visitor) {
    let path = copyright.path.clone();
    visit_text(&path.key("years"), Role::Common, &mut copyright.years, visit);
    visit_text(&path.key("holder"), Role::Identity, &mut copyright.holder, visit);
    visit_text(&path.key("notice"), Role::Identity, &mut copyright.notice, visit);
}

pub(super) fn visit_extras(extras: &mut [Extra], visit: &mut Visitor) {
    extras.iter_mut().for_each(|extra| visit_extra(extra, visit));
}

pub(super) fn visit_extra(extra: &mut Extra, visit: &mut Visitor) {
    visit_text(&extra.path, Role::Common, &mut extra.label, visit);
    visit_value(&extra.path, &mut extra.value, visit);
}

/// Shows a date that is said in words of the user's own.
fn visit_date(path: &Path, date: &mut Option<Date>, visit: &mut Visitor) {
    if let Some(Date::Free(text)) = date {
        visit(path, Role::Common, Found::Text(text));
    }
}

fn visit_value(path: &Path, value: &mut ExtraValue, visit: &mut Visitor) {
    match value {
        ExtraValue::Text(text) => visit_each(path, Role::Identity, text, visit),
        ExtraValue::Bare(scalar) => {
            let mut text = Text::One(std::mem::take(&mut scalar.text));
            visit_each(path, Role::Identity, &mut text, visit);
            scalar.text = text.get().clone();
        }
        ExtraValue::List(values) => values.iter_mut().for_each(|it| visit_value(path, it, visit)),
        ExtraValue::Map(values) => {
            values.iter_mut().for_each(|(_, it)| visit_value(path, it, visit));
        }
    }
}

fn visit_item(item: &mut Item, visit: &mut Visitor) {
    visit_extras(&mut item.extra, visit);
}

fn visit_texts(path: &Path, role: Role, lists: &mut Localized<Vec<Text>>, visit: &mut Visitor) {
    for text in lists.iter_mut().flatten() {
        visit_each(path, role, text, visit);
    }
}

pub(super) fn visit_text(path: &Path, role: Role, text: &mut Option<Text>, visit: &mut Visitor) {
    if let Some(text) = text {
        visit_each(path, role, text, visit);
    }
}

pub(super) fn visit_each(path: &Path, role: Role, text: &mut Text, visit: &mut Visitor) {
    for text in text.iter_mut() {
        visit(path, role, Found::Text(text));
    }
}

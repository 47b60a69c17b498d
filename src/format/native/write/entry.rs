use crate::resume::{
    Entry, Highlight, Keyword, SectionKind, Slot, SlotRef, fields, general_key, position_fields,
};
use crate::source::Node;

use super::contact;
use crate::format::members::{Members, localized, plain};

pub(in crate::format) fn entry(kind: SectionKind, entry: &Entry) -> Node {
    let keys = fields(kind).iter().map(|field| (field.key, field.slot));
    let mut members = fields_of(entry, keys.collect(), kind == SectionKind::Work);
    // A single unknown key would be read as the name of the entry (`- Tools: [Saw]`).
    if members.len() == 1 && !entry.item.extra.is_empty() && !members.has("details") {
        let name = fields(kind).iter().find(|field| field.slot == Slot::Name);
        members.put(name.map_or(general_key(Slot::Name), |field| field.key), plain(""));
    }
    if kind == SectionKind::Custom { members.bare("summary") } else { members.map() }
}

fn position(entry: &Entry, is_open_without_end: bool) -> Node {
    let keys = position_fields().iter().map(|field| (field.key, field.slot));
    fields_of(entry, keys.collect(), is_open_without_end).map()
}

/// Writes the fields of a kind, and then other fields.
fn fields_of(
    entry: &Entry,
    mut keys: Vec<(&'static str, Slot)>,
    is_open_without_end: bool,
) -> Members {
    let own: Vec<Slot> = keys.iter().map(|(_, slot)| *slot).collect();
    let general = Slot::ALL.into_iter().filter(|slot| !own.contains(slot));
    keys.extend(general.map(|slot| (general_key(slot), slot)));

    let mut members = Members::default();
    members.id(&entry.item);
    let mut contacts_written = false;
    for (key, slot) in keys {
        match entry.slot(slot) {
            SlotRef::Text(text) => members.text(key, text),
            SlotRef::Plain(text) => members.plain(key, text),
            SlotRef::Date(None)
                if slot == Slot::End && is_open_without_end && entry.start.is_some() =>
            {
                members.put(key, plain("open"));
            }
            SlotRef::Date(date) => members.date(key, date),
            SlotRef::Texts(texts) => members.lists(key, texts, localized),
            SlotRef::Highlights(highlights) => members.lists(key, highlights, highlight),
            SlotRef::Keywords(keywords) => members.lists(key, keywords, keyword),
            SlotRef::Positions(positions) => {
                members.list(key, positions, |entry| position(entry, is_open_without_end));
            }
            // Written together, to keep their order.
            SlotRef::Contacts(contacts) if !contacts_written => {
                members.append(contact::contacts(contacts, &["email", "phone"]));
                contacts_written = true;
            }
            SlotRef::Contacts(_) => {}
        }
    }
    members.item(&entry.item);
    members
}

pub(super) fn highlight(highlight: &Highlight) -> Node {
    let mut members = Members::default();
    members.id(&highlight.item);
    members.text("title", &highlight.title);
    members.text("text", &highlight.text);
    members.list("highlights", &highlight.highlights, self::highlight);
    members.item(&highlight.item);
    members.bare("text")
}

fn keyword(keyword: &Keyword) -> Node {
    let mut members = Members::default();
    members.id(&keyword.item);
    members.put("name", localized(&keyword.name));
    members.text("level", &keyword.level);
    members.text("years", &keyword.years);
    members.item(&keyword.item);
    members.bare("name")
}

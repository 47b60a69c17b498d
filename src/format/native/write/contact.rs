use std::collections::BTreeSet;

use crate::resume::{Address, AddressFormat, Basics, Contact, ContactKind, Text};
use crate::source::Node;

use super::super::keys::CONTACT_KINDS;
use crate::format::members::{Members, plain, text_lines};

pub(super) fn basics(basics: &Basics, summary: Option<&Text>) -> Option<Node> {
    let mut members = Members::default();
    members.text("name", &basics.name);
    members.text("label", &basics.label);
    members.plain("image", &basics.image);
    let keys: Vec<_> = CONTACT_KINDS.iter().filter_map(|(_, _, key)| *key).collect();
    members.append(contacts(&basics.contacts, &keys));
    members.text("summary", &summary.cloned());
    members.text("pronouns", &basics.pronouns);
    members.date("birth", &basics.birth);
    members.text("nationality", &basics.nationality);
    members.extra(&basics.extra);
    members.filled()
}

/// Writes contacts under the keys of their kinds, keeping their order.
///
/// A key can occur only once, so contacts between two of the same kind, and those without a key,
/// are written under `contacts`.
pub(super) fn contacts(contacts: &[Contact], keys: &[&'static str]) -> Members {
    let key_of = |contact: &Contact| {
        let (_, _, key) = CONTACT_KINDS.iter().find(|(kind, ..)| *kind == contact.kind)?;
        key.filter(|key| keys.contains(key))
    };
    let mut used = BTreeSet::new();
    let start = keyed_run(contacts.iter().map(key_of), &mut used);
    let (before, rest) = contacts.split_at(start);
    let after = keyed_run(rest.iter().rev().map(key_of), &mut used);
    let (between, after) = rest.split_at(rest.len() - after);

    let mut members = Members::default();
    let groups = |contacts: &[Contact], members: &mut Members| {
        for group in contacts.chunk_by(|a, b| a.kind == b.kind) {
            let nodes: Vec<Node> = group.iter().map(contact).collect();
            let key = key_of(&group[0]).unwrap_or("contacts");
            match <[Node; 1]>::try_from(nodes) {
                Ok([only]) if key != "profiles" => members.put(key, only),
                Ok([only]) => members.put(key, Node::list([only])),
                Err(nodes) => members.put(key, Node::list(nodes)),
            }
        }
    };
    groups(before, &mut members);
    members.list("contacts", between, contact_of_any_kind);
    groups(after, &mut members);
    members
}

/// Counts the leading contacts whose keys are not used yet.
fn keyed_run<'k>(
    keys: impl Iterator<Item = Option<&'k str>>,
    used: &mut BTreeSet<&'k str>,
) -> usize {
    let mut current = None;
    keys.take_while(|key| {
        let Some(key) = *key else { return false };
        if current == Some(key) {
            return true;
        }
        current = Some(key);
        used.insert(key)
    })
    .count()
}

/// Writes a contact for the key of its kind.
pub(in crate::format) fn contact(contact: &Contact) -> Node {
    let members = contact_members(contact);
    match contact.kind {
        ContactKind::Location => members.bare("text"),
        ContactKind::Profile => members.map(),
        ContactKind::Url => members.bare("url"),
        _ => members.bare("value"),
    }
}

/// Writes a contact including its kind.
pub(in crate::format) fn contact_of_any_kind(contact: &Contact) -> Node {
    let mut members = Members::default();
    if contact.kind != ContactKind::Other {
        let name =
            CONTACT_KINDS.iter().find(|(kind, ..)| *kind == contact.kind).map(|(_, name, _)| *name);
        members.put("kind", name.map(plain));
    }
    members.append(contact_members(contact));
    members.map()
}

fn contact_members(contact: &Contact) -> Members {
    let mut members = Members::default();
    members.id(&contact.item);
    let (label, value) = match contact.kind {
        ContactKind::Profile => ("network", "username"),
        ContactKind::Url if contact.url.is_none() => ("label", "url"),
        _ => ("label", "value"),
    };
    members.text(label, &contact.label);
    members.plain(value, &contact.value);
    members.text("text", &contact.text);
    members.plain("url", &contact.url);
    if let Some(address) = &contact.address {
        members.append(address_members(address));
    }
    members.item(&contact.item);
    members
}

fn address_members(address: &Address) -> Members {
    let mut members = Members::default();
    members.put("address", text_lines(&address.lines));
    members.text("district", &address.district);
    members.plain("postalCode", &address.postal_code);
    members.text("city", &address.city);
    members.text("region", &address.region);
    members.text("country", &address.country);
    members.plain("countryCode", &address.country_code);
    let format = AddressFormat::ALL.iter().find(|(format, _)| Some(*format) == address.format);
    members.put("format", format.map(|(_, name)| plain(name)));
    members
}

//! Separates several addresses or numbers that were given in one field.

use crate::resume::{Contact, ContactKind, Entry, Resume};

use super::jsonresume::several;

/// Separates e-mail addresses, telephone numbers and web addresses that share a field.
pub(super) fn separate_contacts(resume: &mut Resume) {
    separate(&mut resume.basics.contacts);
    for section in &mut resume.sections {
        section.entries.iter_mut().flatten().for_each(separate_in_entry);
    }
}

fn separate_in_entry(entry: &mut Entry) {
    separate(&mut entry.contacts);
    entry.positions.iter_mut().for_each(separate_in_entry);
}

fn separate(contacts: &mut Vec<Contact>) {
    let values = |contact: &Contact| match (contact.kind, &contact.value) {
        (
            ContactKind::Email | ContactKind::Phone | ContactKind::Fax | ContactKind::Url,
            Some(value),
        ) if contact.text.is_none() && contact.url.is_none() => several(contact.kind, value),
        _ => Vec::new(),
    };
    if contacts.iter().all(|contact| values(contact).len() < 2) {
        return;
    }
    let separated = std::mem::take(contacts).into_iter().flat_map(|contact| {
        let values = values(&contact);
        if values.len() < 2 {
            return vec![contact];
        }
        let of = |value| Contact { value: Some(value), ..contact.clone() };
        values.into_iter().map(of).collect()
    });
    contacts.extend(separated);
}

use super::super::{Contact, Entry, Extra, Highlight, Item, Meta, Resume};
use crate::diagnostic::Span;
use crate::source::{Node, Path, Value};

/// Removes all paths and spans, which do not survive a round trip.
pub(crate) fn without_places(mut resume: Resume) -> Resume {
    strip_meta(&mut resume.meta);
    resume.basics.path = Path::ROOT;
    strip_contacts(&mut resume.basics.contacts);
    strip_extra(&mut resume.basics.extra);
    for section in &mut resume.sections {
        strip_item(&mut section.item);
        section.entries.iter_mut().flatten().for_each(strip_entry);
        section.highlights.iter_mut().flatten().for_each(strip_highlight);
    }
    if let Some(letter) = &mut resume.letter {
        letter.path = Path::ROOT;
        strip_extra(&mut letter.extra);
    }
    resume
}

fn strip_meta(meta: &mut Meta) {
    meta.path = Path::ROOT;
    let themes = meta.themes.iter_mut().flat_map(|(_, settings)| settings);
    let settings = meta.options.iter_mut().chain(&mut meta.sort).chain(&mut meta.words);
    settings.chain(themes).for_each(|setting| setting.path = Path::ROOT);
    if let Some(copyright) = &mut meta.copyright {
        copyright.path = Path::ROOT;
    }
    meta.variants.iter_mut().chain(&mut meta.extra).for_each(|(_, node)| strip_node(node));
}

fn strip_node(node: &mut Node) {
    node.span = Span::detached();
    match &mut node.value {
        Value::Null | Value::Scalar(_) => {}
        Value::List(nodes) => nodes.iter_mut().for_each(strip_node),
        Value::Map(members) => members.iter_mut().for_each(|member| {
            member.key_span = Span::detached();
            strip_node(&mut member.value);
        }),
    }
}

fn strip_item(item: &mut Item) {
    item.path = Path::ROOT;
    strip_extra(&mut item.extra);
}

fn strip_extra(extra: &mut [Extra]) {
    for extra in extra {
        extra.path = Path::ROOT;
    }
}

fn strip_contacts(contacts: &mut [Contact]) {
    contacts.iter_mut().for_each(|contact| strip_item(&mut contact.item));
}

fn strip_entry(entry: &mut Entry) {
    strip_item(&mut entry.item);
    strip_contacts(&mut entry.contacts);
    entry.highlights.iter_mut().flatten().for_each(strip_highlight);
    entry.keywords.iter_mut().flatten().for_each(|keyword| strip_item(&mut keyword.item));
    entry.positions.iter_mut().for_each(strip_entry);
}

fn strip_highlight(highlight: &mut Highlight) {
    strip_item(&mut highlight.item);
    highlight.highlights.iter_mut().for_each(strip_highlight);
}

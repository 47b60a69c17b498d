//! Writes a résumé in native format such that reading it yields the same résumé.

mod contact;
mod entry;
mod meta;

use crate::resume::{Letter, Meta, Resume, Section, SectionKind};
use crate::source::Node;

use super::sections::{fits_its_own_key, ids_by_default};
use crate::format::members::{Members, localized, plain, text_lines};

pub(in crate::format) use contact::{contact as write_contact, contact_of_any_kind};
pub(in crate::format) use entry::entry as write_entry;
pub(in crate::format) use meta::last_modified as write_last_modified;

/// Writes `meta`; `None` if it is empty.
pub(in crate::format) fn write_meta(meta: &Meta) -> Option<Node> {
    meta::meta(meta, None)
}

/// Writes a résumé.
///
/// If additional sections are between standard ones, `meta.sections` states the order.
pub(in crate::format) fn write(resume: &Resume) -> Node {
    let own = sections_under_own_keys(&resume.sections);
    let by_default = ids_by_default(&resume.sections, &own);
    let summary = resume
        .sections
        .iter()
        .zip(&own)
        .position(|(section, own)| *own && section.kind == SectionKind::Summary);

    let mut document = Members::default();
    let summary_text = summary.and_then(|index| resume.sections[index].text.as_ref());
    document.put("basics", contact::basics(&resume.basics, summary_text));

    let mut order: Vec<usize> = summary.into_iter().collect();
    let further: Vec<usize> = (0..own.len()).filter(|index| !own[*index]).collect();
    for (index, section) in resume.sections.iter().enumerate() {
        if Some(index) == summary {
            continue;
        }
        if own[index] {
            document
                .lists(section.kind.name(), &section.entries, |e| entry::entry(section.kind, e));
            order.push(index);
        } else if further.first() == Some(&index) {
            document.list("sections", &further, |index| {
                write_section(&resume.sections[*index], by_default[*index])
            });
            order.extend(&further);
        }
    }
    document.put("letter", resume.letter.as_ref().map(write_letter));

    for (key, node) in &resume.extensions {
        document.put(key, node.clone());
    }

    let is_in_order = order.is_sorted();
    let ids = || resume.sections.iter().filter_map(|section| section.item.id.clone()).collect();
    let forced_order: Option<Vec<String>> = (!is_in_order).then(ids);
    document.put("meta", meta::meta(&resume.meta, forced_order));
    document.map()
}

/// Returns for each section whether it is written under its own key.
fn sections_under_own_keys(sections: &[Section]) -> Vec<bool> {
    let mut used: Vec<SectionKind> = Vec::new();
    sections
        .iter()
        .map(|section| {
            let own = fits_its_own_key(section) && !used.contains(&section.kind);
            if own {
                used.push(section.kind);
            }
            own
        })
        .collect()
}

fn write_section(section: &Section, id_by_default: bool) -> Node {
    let mut members = Members::default();
    if !id_by_default {
        members.id(&section.item);
    }
    members.put("kind", plain(section.kind.name()));
    members.text("title", &section.title);
    members.text("text", &section.text);
    members.lists("entries", &section.entries, |e| entry::entry(section.kind, e));
    let bullets = if section.kind == SectionKind::List { "entries" } else { "highlights" };
    members.lists(bullets, &section.highlights, entry::highlight);
    members.item(&section.item);
    members.map()
}

/// Writes a cover letter.
pub(in crate::format) fn write_letter(letter: &Letter) -> Node {
    let mut members = Members::default();
    members.put("recipient", text_lines(&letter.recipient));
    members.text("place", &letter.place);
    members.date("date", &letter.date);
    members.text("subject", &letter.subject);
    members.text("salutation", &letter.salutation);
    members.text("body", &letter.body);
    members.text("closing", &letter.closing);
    members.plain("signature", &letter.signature);
    members.list("enclosures", &letter.enclosures, localized);
    members.text("postscript", &letter.postscript);
    members.extra(&letter.extra);
    members.map()
}

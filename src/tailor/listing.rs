use std::collections::BTreeMap;

use super::explain::{
    contact_heading, entry_heading, highlight_heading, keyword_heading, section_heading,
};
use super::tags::split_tags;
use crate::resume::{Contact, Entry, Highlight, Item, Resume};
use crate::source::Path;

/// A tag and all parts that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagUse {
    /// The tag in lower case.
    pub tag: String,
    /// Parts in file order.
    pub parts: Vec<TaggedPart>,
}

/// A part that has a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaggedPart {
    pub path: Path,
    /// Short description of the part.
    pub heading: String,
    /// The conjunction that contains the tag, such as `kernel+storage`, or the tag itself.
    pub tag: String,
}

/// Lists all tags of a résumé alphabetically, with the parts they select.
pub fn list_tags(resume: &Resume) -> Vec<TagUse> {
    let mut list = Listing::default();
    list.contacts(&resume.basics.contacts);
    for section in &resume.sections {
        list.add(&section.item, || section_heading(section));
        section.entries.get().iter().for_each(|entry| list.entry(entry));
        section.highlights.get().iter().for_each(|highlight| list.highlight(highlight));
    }
    list.0.into_iter().map(|(tag, parts)| TagUse { tag, parts }).collect()
}

#[derive(Default)]
struct Listing(BTreeMap<String, Vec<TaggedPart>>);

impl Listing {
    fn add(&mut self, item: &Item, heading: impl Fn() -> String) {
        for conjunction in split_tags(&item.tags) {
            let whole = conjunction.join("+");
            for tag in conjunction {
                let part =
                    TaggedPart { path: item.path.clone(), heading: heading(), tag: whole.clone() };
                let parts = self.0.entry(tag).or_default();
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
        }
    }

    fn contacts(&mut self, contacts: &[Contact]) {
        for contact in contacts {
            self.add(&contact.item, || contact_heading(contact));
        }
    }

    fn entry(&mut self, entry: &Entry) {
        self.add(&entry.item, || entry_heading(entry));
        self.contacts(&entry.contacts);
        entry.positions.iter().for_each(|position| self.entry(position));
        entry.highlights.get().iter().for_each(|highlight| self.highlight(highlight));
        for keyword in entry.keywords.get() {
            self.add(&keyword.item, || keyword_heading(keyword));
        }
    }

    fn highlight(&mut self, highlight: &Highlight) {
        self.add(&highlight.item, || highlight_heading(highlight));
        highlight.highlights.iter().for_each(|nested| self.highlight(nested));
    }
}

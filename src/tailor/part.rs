use super::explain::{
    contact_heading, entry_heading, highlight_heading, keyword_heading, section_heading,
};
use crate::resume::{Contact, Entry, Highlight, Item, Keyword, Section};

/// A part of a résumé that can have tags.
pub(super) trait Part {
    fn item(&self) -> &Item;

    /// Returns a short description.
    fn heading(&self) -> String;

    /// Returns the parts directly within this one, in file order.
    fn parts(&self) -> Vec<&dyn Part> {
        Vec::new()
    }
}

impl Part for Section {
    fn item(&self) -> &Item {
        &self.item
    }

    fn heading(&self) -> String {
        section_heading(self)
    }

    fn parts(&self) -> Vec<&dyn Part> {
        all(self.entries.get()).chain(all(self.highlights.get())).collect()
    }
}

impl Part for Entry {
    fn item(&self) -> &Item {
        &self.item
    }

    fn heading(&self) -> String {
        entry_heading(self)
    }

    fn parts(&self) -> Vec<&dyn Part> {
        let own = all(&self.contacts).chain(all(&self.positions));
        own.chain(all(self.highlights.get())).chain(all(self.keywords.get())).collect()
    }
}

impl Part for Highlight {
    fn item(&self) -> &Item {
        &self.item
    }

    fn heading(&self) -> String {
        highlight_heading(self)
    }

    fn parts(&self) -> Vec<&dyn Part> {
        all(&self.highlights).collect()
    }
}

impl Part for Keyword {
    fn item(&self) -> &Item {
        &self.item
    }

    fn heading(&self) -> String {
        keyword_heading(self)
    }
}

impl Part for Contact {
    fn item(&self) -> &Item {
        &self.item
    }

    fn heading(&self) -> String {
        contact_heading(self)
    }
}

fn all<'a, T: Part>(list: &'a [T]) -> impl Iterator<Item = &'a dyn Part> {
    list.iter().map(|part| part as &'a dyn Part)
}

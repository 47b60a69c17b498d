//! Fields of entries, for the dialects that are tables of them: one table is read and written by.
//!
//! What is odd in a dialect is a hook of its own. XML Résumé's elements nest too deeply for a table;
//! JSON Resume's entries are ours, and its schema is a list of their keys.

use crate::resume::{
    Contact, Date, Entry, Highlight, Item, Keyword, Localized, Slot, SlotMut, Text,
};
use crate::source::{Node, Path};

/// A key of an entry, and what it holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<H: 'static> {
    pub(super) key: &'static str,
    pub(super) place: Place<H>,
}

/// Where the model has what a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place<H> {
    Slot(Slot),
    /// One text, where the slot has a list.
    Only(Slot),
    /// A labelled detail.
    Detail(&'static str),
    /// What only this dialect has.
    Hook(H),
}

impl<H> Place<H> {
    /// Returns the slot, where it is one.
    pub(super) fn slot(&self) -> Option<Slot> {
        match self {
            Self::Slot(slot) | Self::Only(slot) => Some(*slot),
            Self::Detail(_) | Self::Hook(_) => None,
        }
    }
}

pub(super) const fn slot<H>(key: &'static str, slot: Slot) -> Field<H> {
    Field { key, place: Place::Slot(slot) }
}

pub(super) const fn only<H>(key: &'static str, slot: Slot) -> Field<H> {
    Field { key, place: Place::Only(slot) }
}

pub(super) const fn detail<H>(key: &'static str, label: &'static str) -> Field<H> {
    Field { key, place: Place::Detail(label) }
}

pub(super) const fn hook<H: Copy>(key: &'static str, hook: H) -> Field<H> {
    Field { key, place: Place::Hook(hook) }
}

/// Reads what fields hold, each kind of it in the way of a dialect.
pub(super) trait FieldReader {
    fn field_text(&mut self, slot: Slot, node: &Node, at: &Path) -> Option<Text>;
    fn field_plain(&mut self, node: &Node, at: &Path) -> Option<String>;
    fn field_date(&mut self, slot: Slot, node: &Node, at: &Path) -> Option<Date>;
    /// Reads a list of texts, or whatever the dialect has for one.
    fn field_texts(&mut self, node: &Node, at: &Path) -> Vec<(Text, Path)>;
    fn field_highlights(&mut self, node: &Node, at: &Path) -> Localized<Vec<Highlight>>;
    fn field_contacts(&mut self, slot: Slot, node: &Node, at: &Path) -> Vec<Contact>;

    /// Puts what a field holds into its slot.
    fn fill(&mut self, slot: Slot, node: &Node, at: &Path, entry: &mut Entry) {
        match entry.slot_mut(slot) {
            SlotMut::Text(text) => *text = self.field_text(slot, node, at),
            SlotMut::Plain(text) => *text = self.field_plain(node, at),
            SlotMut::Date(date) => *date = self.field_date(slot, node, at),
            SlotMut::Texts(texts) => {
                let read = self.field_texts(node, at).into_iter();
                *texts = Localized::One(read.map(|(text, _)| text).collect());
            }
            SlotMut::Keywords(keywords) => {
                let read = self.field_texts(node, at).into_iter();
                *keywords = Localized::One(read.map(|(name, at)| keyword(name, at)).collect());
            }
            SlotMut::Highlights(highlights) => *highlights = self.field_highlights(node, at),
            SlotMut::Contacts(contacts) => contacts.extend(self.field_contacts(slot, node, at)),
            SlotMut::Positions(_) => {}
        }
    }
}

/// Makes a keyword of its name.
pub(super) fn keyword(name: Text, path: Path) -> Keyword {
    Keyword { item: Item { path, ..Item::default() }, name, ..Keyword::default() }
}

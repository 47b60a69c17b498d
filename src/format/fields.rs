//! Tables of entry fields, read by the readers and writers of a format.
//!
//! RenderCV, FRESH and LinkedIn's export are tables of fields; hooks handle those that need special
//! treatment. Not based on these tables are:
//!
//! - JSON Resume: its entries are native, and its schema is a list of their keys.
//! - YAMLResume: its keys are native too, with few exceptions.
//! - XML Résumé and Europass: their elements nest too deeply; Europass has tables of paths.
//! - Reactive Resume: a key differs by version, and so does the meaning of its value.
//! - Contacts and addresses: a format has a handful of keys, about half of which need special
//!   treatment, so that a table would consist of hooks.

use crate::resume::{
    Contact, Date, Entry, Highlight, Item, Keyword, Localized, Slot, SlotMut, Text,
};
use crate::source::{Node, Path};

/// A key of an entry and the field it maps to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<H: 'static> {
    pub(super) key: &'static str,
    pub(super) place: Place<H>,
}

/// Where a field is stored in the data model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place<H> {
    Slot(Slot),
    /// A single text in a slot that holds a list.
    Only(Slot),
    /// A labelled detail.
    Detail(&'static str),
    /// A field that needs special treatment.
    Hook(H),
}

impl<H> Place<H> {
    /// Returns the slot, if there is one.
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

/// Reads the values of fields, in the way of a format.
pub(super) trait FieldReader {
    fn field_text(&mut self, slot: Slot, node: &Node, at: &Path) -> Option<Text>;
    fn field_plain(&mut self, node: &Node, at: &Path) -> Option<String>;
    fn field_date(&mut self, slot: Slot, node: &Node, at: &Path) -> Option<Date>;
    /// Reads a list of texts or an equivalent.
    fn field_texts(&mut self, node: &Node, at: &Path) -> Vec<(Text, Path)>;
    fn field_highlights(&mut self, node: &Node, at: &Path) -> Localized<Vec<Highlight>>;
    fn field_contacts(&mut self, slot: Slot, node: &Node, at: &Path) -> Vec<Contact>;

    /// Reads a value into its slot.
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

/// Creates a keyword from its name.
pub(super) fn keyword(name: Text, path: Path) -> Keyword {
    Keyword { item: Item::at(path), name, ..Keyword::default() }
}

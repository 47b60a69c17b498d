//! Entry types and their fields: one table for reader and writer.

use crate::format::fields::{Field, Place, hook, slot};
use crate::resume::Slot;

/// The type of an entry, determined by its keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryType {
    OneLine,
    Normal,
    Experience,
    Education,
    Publication,
    Bullet,
    Numbered,
    ReversedNumbered,
    /// A text rather than a mapping.
    Text,
}

/// Fields that need special treatment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hook {
    /// Keywords, a level or prose, depending on the section.
    Details,
    /// The three date keys.
    Dates,
}

/// Optional keys of entry types.
pub(super) const OPTIONAL: [&str; 4] = ["degree", "doi", "url", "journal"];

type Fields = &'static [Field<Hook>];

const ONE_LINE: Fields = &[slot("label", Slot::Name), hook("details", Hook::Details)];
const NORMAL: Fields = &[slot("name", Slot::Name)];
const EXPERIENCE: Fields = &[slot("company", Slot::Name), slot("position", Slot::Position)];
const EDUCATION: Fields =
    &[slot("institution", Slot::Name), slot("area", Slot::Area), slot("degree", Slot::StudyType)];
const PUBLICATION: Fields = &[
    slot("title", Slot::Name),
    slot("authors", Slot::Authors),
    slot("doi", Slot::Doi),
    slot("url", Slot::Url),
    slot("journal", Slot::Venue),
];
const BULLET: Fields = &[slot("bullet", Slot::Summary)];
const NUMBERED: Fields = &[slot("number", Slot::Summary)];
const REVERSED_NUMBERED: Fields = &[slot("reversed_number", Slot::Summary)];

/// Keys that most types have.
const COMMON: Fields = &[
    hook("date", Hook::Dates),
    hook("start_date", Hook::Dates),
    hook("end_date", Hook::Dates),
    slot("location", Slot::Location),
    slot("summary", Slot::Summary),
    slot("highlights", Slot::Highlights),
];
const OF_PUBLICATION: Fields = &[hook("date", Hook::Dates), slot("summary", Slot::Summary)];

impl EntryType {
    /// All types that are mappings, in the order in which RenderCV tries them.
    pub(super) const MAPPINGS: [Self; 8] = [
        Self::OneLine,
        Self::Normal,
        Self::Experience,
        Self::Education,
        Self::Publication,
        Self::Bullet,
        Self::Numbered,
        Self::ReversedNumbered,
    ];

    /// Returns the fields that no other type has.
    pub(super) fn own_keys(self) -> Fields {
        match self {
            Self::OneLine => ONE_LINE,
            Self::Normal => NORMAL,
            Self::Experience => EXPERIENCE,
            Self::Education => EDUCATION,
            Self::Publication => PUBLICATION,
            Self::Bullet => BULLET,
            Self::Numbered => NUMBERED,
            Self::ReversedNumbered => REVERSED_NUMBERED,
            Self::Text => &[],
        }
    }

    /// Returns the fields that several types have.
    fn shared_keys(self) -> Fields {
        match self {
            Self::Normal | Self::Experience | Self::Education => COMMON,
            Self::Publication => OF_PUBLICATION,
            _ => &[],
        }
    }

    /// Returns all fields of the type.
    pub(super) fn fields(self) -> impl Iterator<Item = &'static Field<Hook>> + Clone {
        self.own_keys().iter().chain(self.shared_keys())
    }

    /// Returns all keys of the type.
    pub(super) fn keys(self) -> impl Iterator<Item = &'static str> + Clone {
        self.fields().map(|field| field.key)
    }

    /// Returns where a key is stored in the data model.
    pub(super) fn place(self, key: &str) -> Option<Place<Hook>> {
        self.fields().find(|field| field.key == key).map(|field| field.place)
    }

    /// Returns whether a key belongs only to this type.
    pub(super) fn has_own_key(self, key: &str) -> bool {
        self.own_keys().iter().any(|field| field.key == key)
    }

    /// Returns whether the type has a specific key for a slot.
    pub(super) fn has_own(self, slot: Slot) -> bool {
        self.own_keys().iter().any(|field| match field.place {
            Place::Hook(Hook::Details) => slot == Slot::Keywords,
            place => place.slot() == Some(slot),
        })
    }

    /// Returns whether entries of the type are a single text.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Bullet | Self::Numbered | Self::ReversedNumbered | Self::Text)
    }
}

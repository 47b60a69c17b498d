use super::{Contact, ContactKind, Date, Entry, Highlight, Keyword, Localized, Slot, Text};

/// A shared reference to the value of a slot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SlotRef<'a> {
    Text(&'a Option<Text>),
    /// An address or an identifier, which is not translated.
    Plain(&'a Option<String>),
    Date(&'a Option<Date>),
    Texts(&'a Localized<Vec<Text>>),
    Highlights(&'a Localized<Vec<Highlight>>),
    Keywords(&'a Localized<Vec<Keyword>>),
    Positions(&'a Vec<Entry>),
    /// All contacts of the entry; see [`Slot::contact_kind`].
    Contacts(&'a Vec<Contact>),
}

impl SlotRef<'_> {
    /// Returns whether the slot is empty in every language.
    pub fn is_empty(self) -> bool {
        match self {
            Self::Text(text) => text.is_none(),
            Self::Plain(text) => text.is_none(),
            Self::Date(date) => date.is_none(),
            Self::Texts(texts) => texts.iter().all(Vec::is_empty),
            Self::Highlights(highlights) => highlights.iter().all(Vec::is_empty),
            Self::Keywords(keywords) => keywords.iter().all(Vec::is_empty),
            Self::Positions(positions) => positions.is_empty(),
            Self::Contacts(contacts) => contacts.is_empty(),
        }
    }
}

/// A mutable reference to the value of a slot.
#[derive(Debug, PartialEq)]
pub enum SlotMut<'a> {
    Text(&'a mut Option<Text>),
    Plain(&'a mut Option<String>),
    Date(&'a mut Option<Date>),
    Texts(&'a mut Localized<Vec<Text>>),
    Highlights(&'a mut Localized<Vec<Highlight>>),
    Keywords(&'a mut Localized<Vec<Keyword>>),
    Positions(&'a mut Vec<Entry>),
    Contacts(&'a mut Vec<Contact>),
}

// A slot that is missing here would be lost in other formats.
const _: () = assert!(Slot::ALL.len() == Slot::Contacts as usize + 1);

impl Slot {
    /// All slots, in the order in which fields without a key of their own are written.
    pub const ALL: [Self; 29] = [
        Self::Name,
        Self::Position,
        Self::Positions,
        Self::Issuer,
        Self::StudyType,
        Self::Area,
        Self::EntryType,
        Self::Location,
        Self::Description,
        Self::Url,
        Self::Date,
        Self::Start,
        Self::End,
        Self::Level,
        Self::Years,
        Self::Score,
        Self::Authors,
        Self::Venue,
        Self::Pages,
        Self::Doi,
        Self::Summary,
        Self::Highlights,
        Self::Keywords,
        Self::Courses,
        Self::Roles,
        Self::Email,
        Self::Phone,
        Self::Contacts,
        Self::Reference,
    ];

    /// Returns the kind of contacts in a slot; `None` for [`Slot::Contacts`], which holds all
    /// kinds, and for other slots.
    pub fn contact_kind(self) -> Option<ContactKind> {
        match self {
            Self::Email => Some(ContactKind::Email),
            Self::Phone => Some(ContactKind::Phone),
            _ => None,
        }
    }
}

impl Entry {
    /// Returns the value of a slot.
    pub fn slot(&self, slot: Slot) -> SlotRef<'_> {
        match slot {
            Slot::Name => SlotRef::Text(&self.name),
            Slot::Position => SlotRef::Text(&self.position),
            Slot::StudyType => SlotRef::Text(&self.study_type),
            Slot::Area => SlotRef::Text(&self.area),
            Slot::Issuer => SlotRef::Text(&self.issuer),
            Slot::Description => SlotRef::Text(&self.description),
            Slot::Location => SlotRef::Text(&self.location),
            Slot::Url => SlotRef::Plain(&self.url),
            Slot::Start => SlotRef::Date(&self.start),
            Slot::End => SlotRef::Date(&self.end),
            Slot::Date => SlotRef::Date(&self.date),
            Slot::Summary => SlotRef::Text(&self.summary),
            Slot::Highlights => SlotRef::Highlights(&self.highlights),
            Slot::Positions => SlotRef::Positions(&self.positions),
            Slot::Keywords => SlotRef::Keywords(&self.keywords),
            Slot::Level => SlotRef::Text(&self.level),
            Slot::Years => SlotRef::Text(&self.years),
            Slot::Score => SlotRef::Text(&self.score),
            Slot::Courses => SlotRef::Texts(&self.courses),
            Slot::Roles => SlotRef::Texts(&self.roles),
            Slot::EntryType => SlotRef::Text(&self.entry_type),
            Slot::Authors => SlotRef::Texts(&self.authors),
            Slot::Venue => SlotRef::Text(&self.venue),
            Slot::Pages => SlotRef::Text(&self.pages),
            Slot::Doi => SlotRef::Plain(&self.doi),
            Slot::Reference => SlotRef::Text(&self.reference),
            Slot::Email | Slot::Phone | Slot::Contacts => SlotRef::Contacts(&self.contacts),
        }
    }

    /// Returns the value of a slot mutably.
    pub fn slot_mut(&mut self, slot: Slot) -> SlotMut<'_> {
        match slot {
            Slot::Name => SlotMut::Text(&mut self.name),
            Slot::Position => SlotMut::Text(&mut self.position),
            Slot::StudyType => SlotMut::Text(&mut self.study_type),
            Slot::Area => SlotMut::Text(&mut self.area),
            Slot::Issuer => SlotMut::Text(&mut self.issuer),
            Slot::Description => SlotMut::Text(&mut self.description),
            Slot::Location => SlotMut::Text(&mut self.location),
            Slot::Url => SlotMut::Plain(&mut self.url),
            Slot::Start => SlotMut::Date(&mut self.start),
            Slot::End => SlotMut::Date(&mut self.end),
            Slot::Date => SlotMut::Date(&mut self.date),
            Slot::Summary => SlotMut::Text(&mut self.summary),
            Slot::Highlights => SlotMut::Highlights(&mut self.highlights),
            Slot::Positions => SlotMut::Positions(&mut self.positions),
            Slot::Keywords => SlotMut::Keywords(&mut self.keywords),
            Slot::Level => SlotMut::Text(&mut self.level),
            Slot::Years => SlotMut::Text(&mut self.years),
            Slot::Score => SlotMut::Text(&mut self.score),
            Slot::Courses => SlotMut::Texts(&mut self.courses),
            Slot::Roles => SlotMut::Texts(&mut self.roles),
            Slot::EntryType => SlotMut::Text(&mut self.entry_type),
            Slot::Authors => SlotMut::Texts(&mut self.authors),
            Slot::Venue => SlotMut::Text(&mut self.venue),
            Slot::Pages => SlotMut::Text(&mut self.pages),
            Slot::Doi => SlotMut::Plain(&mut self.doi),
            Slot::Reference => SlotMut::Text(&mut self.reference),
            Slot::Email | Slot::Phone | Slot::Contacts => SlotMut::Contacts(&mut self.contacts),
        }
    }
}

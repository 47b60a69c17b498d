//! The data model: a résumé with everything that any format can express, under the names of JSON
//! Resume.
//!
//! The model contains no spans. Parts that messages can refer to hold the [`Path`] of their datum
//! in the input file, and keep it when parts are filtered or sorted.
//!
//! All kinds of section share one [`Entry`]. One table ([`fields`]) lists the fields of each kind
//! and their keys; the native reader and writer and the JSON Schema are based on it.

#[cfg(test)]
pub(crate) mod arbitrary;
mod authors;
mod date;
mod extra;
mod fields;
mod key_title;
mod kind;
mod letter_body;
mod lint;
mod placeholder;
mod section_name;
mod slot;
mod text;
mod validate;
mod walk;

pub use authors::authors_in;
pub(crate) use date::is_year;
pub use date::{Date, DateError, PeriodEnd};
pub use fields::{Field, FieldType, Slot, fields, general_field, general_key, position_fields};
pub use key_title::title_of_key;
pub use kind::SectionKind;
pub(crate) use letter_body::folded_words;
pub use lint::lint;
pub(crate) use placeholder::stands_for_nothing;
pub use section_name::assign_ids;
pub use slot::{SlotMut, SlotRef};
pub use text::{Language, Localized, Text};
pub use validate::{DEEPEST, validate};
pub(crate) use walk::{
    Role, Visitor, key_of, visit_contact, visit_copyright, visit_entry, visit_extra,
    visit_highlight, visit_keyword, visit_letter, visit_resume, visit_section, visit_text,
};

use crate::source::{Node, Path, Scalar};

/// A whole résumé.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resume {
    pub meta: Meta,
    pub basics: Basics,
    /// Sections in file order; the summary is one of them.
    pub sections: Vec<Section>,
    pub letter: Option<Letter>,
    /// Top-level members of other tools (`x-…`), kept for writing back.
    pub extensions: Vec<(String, Node)>,
}

/// Common data of all parts that can be named, tagged or referred to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Item {
    /// Path of the part in its file.
    pub path: Path,
    pub id: Option<String>,
    /// Tags for tailoring; a part without tags is always kept.
    ///
    /// Each is a conjunction joined by `+`; the part is kept if any of them matches.
    pub tags: Vec<String>,
    pub break_before: bool,
    /// Unknown data in document order, printed as labelled details.
    pub extra: Vec<Extra>,
}

impl Item {
    /// Creates an item without other data at a path.
    pub fn at(path: impl Into<Path>) -> Self {
        Self { path: path.into(), ..Self::default() }
    }
}

/// A datum outside the model: an unknown key, or a field of another format.
#[derive(Debug, Clone, PartialEq)]
pub struct Extra {
    pub path: Path,
    /// The key as written in the file.
    pub key: String,
    /// Label to print instead of one derived from the key.
    pub label: Option<Text>,
    pub value: ExtraValue,
}

/// The value of an [`Extra`].
#[derive(Debug, Clone, PartialEq)]
pub enum ExtraValue {
    Text(Text),
    /// A number or a boolean, written back as such.
    Bare(Scalar),
    List(Vec<ExtraValue>),
    Map(Vec<(String, ExtraValue)>),
}

/// The person and their contacts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Basics {
    pub path: Path,
    pub name: Option<Text>,
    pub label: Option<Text>,
    /// Path of a picture relative to the file, or a URL (which is never fetched).
    pub image: Option<String>,
    /// Contacts in file order.
    pub contacts: Vec<Contact>,
    pub pronouns: Option<Text>,
    pub birth: Option<Date>,
    pub nationality: Option<Text>,
    pub extra: Vec<Extra>,
}

/// A contact.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contact {
    pub item: Item,
    pub kind: ContactKind,
    /// Label: `Home`, `Work`, or the name of a network.
    pub label: Option<Text>,
    /// The address, number or user name.
    pub value: Option<String>,
    /// Text to show instead of the value.
    pub text: Option<Text>,
    /// Link target, if it cannot be derived from the value.
    pub url: Option<String>,
    /// Only for [`ContactKind::Location`].
    pub address: Option<Address>,
}

impl Contact {
    /// Creates an empty contact of a kind at a path.
    pub fn at(path: impl Into<Path>, kind: ContactKind) -> Self {
        Self { item: Item::at(path), kind, ..Self::default() }
    }
}

/// The kind of a contact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ContactKind {
    Location,
    Email,
    Phone,
    Fax,
    Url,
    /// A profile on a network; the name of the network is the label.
    Profile,
    #[default]
    Other,
}

/// A postal address.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Address {
    /// Street lines.
    pub lines: Vec<Text>,
    /// Suburb, ward or district.
    pub district: Option<Text>,
    pub city: Option<Text>,
    /// State, province or county.
    pub region: Option<Text>,
    pub postal_code: Option<String>,
    pub country: Option<Text>,
    /// ISO 3166-1 alpha-2.
    pub country_code: Option<String>,
    /// Order of the parts; `None` for that of the locale.
    pub format: Option<AddressFormat>,
}

/// The order of the parts of an address; they follow the street unless stated otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressFormat {
    /// `City, Region Code`
    Standard,
    /// `Code City`, `Region`
    European,
    /// `Code City (Region)`
    Italian,
    /// `Code City/Region`
    Turkish,
    /// `City`, `Region`, `Code`
    British,
    /// `City Region Code`, with an abbreviated region
    Australian,
    /// `City - Region`, `Code`
    Brazilian,
    /// `City Code`, `Region`
    Indian,
    /// `Region`, `Code City`, then the street
    Hungarian,
    /// `Region`, `City`, then district and street, then `Code`
    Persian,
    /// `Code RegionCityStreet`, from the largest part to the smallest
    Descending,
}

impl AddressFormat {
    /// All formats with their names.
    pub const ALL: [(Self, &str); 11] = [
        (Self::Standard, "standard"),
        (Self::European, "european"),
        (Self::Italian, "italian"),
        (Self::Turkish, "turkish"),
        (Self::British, "british"),
        (Self::Australian, "australian"),
        (Self::Brazilian, "brazilian"),
        (Self::Indian, "indian"),
        (Self::Hungarian, "hungarian"),
        (Self::Persian, "persian"),
        (Self::Descending, "descending"),
    ];
}

/// A titled part of the résumé.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Section {
    pub item: Item,
    pub kind: SectionKind,
    /// Title in the file; `None` for the locale's title of the kind.
    pub title: Option<Text>,
    /// Prose before the entries, or the whole content of a text section.
    pub text: Option<Text>,
    pub entries: Localized<Vec<Entry>>,
    /// The bullets of a list section.
    pub highlights: Localized<Vec<Highlight>>,
}

/// An entry of a section, or a position within an entry.
///
/// [`fields`] lists the fields of each kind and their keys.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entry {
    pub item: Item,
    /// Main name: employer, organization, institution, award, skill.
    pub name: Option<Text>,
    pub position: Option<Text>,
    /// Kind of degree: `BSc`.
    pub study_type: Option<Text>,
    /// Field of study.
    pub area: Option<Text>,
    /// Awarder, issuer, publisher or entity.
    pub issuer: Option<Text>,
    pub description: Option<Text>,
    pub location: Option<Text>,
    pub url: Option<String>,
    pub start: Option<Date>,
    /// `None` next to a start means an open period without a word for it. Formats in which a
    /// missing end means the present use [`Date::Present`].
    pub end: Option<Date>,
    /// A single date: of an award, a certificate, a publication.
    pub date: Option<Date>,
    pub summary: Option<Text>,
    pub highlights: Localized<Vec<Highlight>>,
    pub positions: Vec<Entry>,
    pub keywords: Localized<Vec<Keyword>>,
    pub level: Option<Text>,
    pub years: Option<Text>,
    pub score: Option<Text>,
    pub courses: Localized<Vec<Text>>,
    pub roles: Localized<Vec<Text>>,
    /// Kind of project or publication: `application`, `article`.
    pub entry_type: Option<Text>,
    pub authors: Localized<Vec<Text>>,
    /// Journal, conference or book.
    pub venue: Option<Text>,
    pub pages: Option<Text>,
    pub doi: Option<String>,
    /// Text of a referee.
    pub reference: Option<Text>,
    /// Contacts of a referee, in file order.
    pub contacts: Vec<Contact>,
}

impl Entry {
    /// Creates an empty entry at a path.
    pub fn at(path: impl Into<Path>) -> Self {
        Self { item: Item::at(path), ..Self::default() }
    }
}

/// A bullet, optionally with a title and nested bullets.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Highlight {
    pub item: Item,
    pub title: Option<Text>,
    pub text: Option<Text>,
    pub highlights: Vec<Highlight>,
}

/// A keyword with an optional level.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Keyword {
    pub item: Item,
    pub name: Text,
    pub level: Option<Text>,
    pub years: Option<Text>,
}

/// Settings in the file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meta {
    pub path: Path,
    pub theme: Option<String>,
    /// BCP 47 tag.
    pub locale: Option<String>,
    /// Languages of the texts.
    pub languages: Vec<Language>,
    pub paper: Option<String>,
    /// `2` or `1-2`.
    pub pages: Option<String>,
    pub date_format: Option<String>,
    /// Theme options for all themes.
    pub options: Vec<Setting>,
    /// Theme options by theme.
    pub themes: Vec<(String, Vec<Setting>)>,
    /// Ids of the sections to show, in order.
    pub sections: Option<Vec<String>>,
    /// Titles by section id.
    pub titles: Vec<(String, Text)>,
    /// Sort keys by section id: `-endDate`.
    pub sort: Vec<Setting>,
    pub bold_keywords: Vec<String>,
    pub variants: Vec<(String, Node)>,
    pub copyright: Option<Copyright>,
    /// Consent to data processing; `true` for the text of the locale.
    pub consent: Option<Text>,
    pub last_modified: Option<Date>,
    /// Time after [`Self::last_modified`], as written from the `T` on.
    pub last_modified_time: Option<String>,
    pub keywords: Vec<Text>,
    /// Overridden words of the locale: `present`, `page`, …
    pub words: Vec<Setting>,
    pub canonical: Option<String>,
    pub version: Option<String>,
    /// Presentation settings of other tools, kept for [`crate::format`] to write back.
    pub extra: Vec<(String, Node)>,
}

/// A value whose type depends, for example, on the theme's manifest.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    pub path: Path,
    pub key: String,
    /// Value as written.
    pub value: String,
}

/// Copyright line at the end; every part is optional.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Copyright {
    pub path: Path,
    /// Free text: `2003, 2005–2012`.
    pub years: Option<Text>,
    /// Copyright holder; defaults to the person.
    pub holder: Option<Text>,
    pub notice: Option<Text>,
}

/// A cover letter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Letter {
    pub path: Path,
    /// Lines of the recipient's address.
    pub recipient: Vec<Text>,
    pub place: Option<Text>,
    pub date: Option<Date>,
    pub subject: Option<Text>,
    pub salutation: Option<Text>,
    pub body: Option<Text>,
    pub closing: Option<Text>,
    /// Path of a picture of the signature.
    pub signature: Option<String>,
    pub enclosures: Vec<Text>,
    pub postscript: Option<Text>,
    pub extra: Vec<Extra>,
}

impl Letter {
    /// Returns the single texts of the letter mutably, with their keys.
    pub(crate) fn texts_mut(&mut self) -> [(&'static str, &mut Option<Text>); 6] {
        [
            ("place", &mut self.place),
            ("subject", &mut self.subject),
            ("salutation", &mut self.salutation),
            ("body", &mut self.body),
            ("closing", &mut self.closing),
            ("postscript", &mut self.postscript),
        ]
    }
}

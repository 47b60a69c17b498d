//! The model: one résumé with everything any dialect can say, under JSON Resume's names.
//!
//! The model holds no spans; every part that can be pointed at holds the [`Path`] of its datum in
//! the file it came from, and keeps it when parts are filtered or sorted.
//!
//! All kinds of section share one [`Entry`]. What a kind calls a field, and which fields it has,
//! stands in one table ([`fields`]), from which the native dialect is read and written and the
//! JSON Schema is made.

#[cfg(test)]
pub(crate) mod arbitrary;
mod date;
mod extra;
mod fields;
mod key_title;
mod kind;
mod lint;
mod section_name;
mod slot;
mod text;
mod validate;
mod walk;

pub use date::{Date, DateError};
pub use fields::{Field, FieldType, Slot, fields, general_field, general_key, position_fields};
pub use key_title::title_of_key;
pub use kind::SectionKind;
pub use lint::lint;
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
    /// In the order of the file; the summary is a section like the others.
    pub sections: Vec<Section>,
    pub letter: Option<Letter>,
    /// Members of the document that belong to other tools (`x-…`), kept to be written back.
    pub extensions: Vec<(String, Node)>,
}

/// What every part that can be named, tagged or pointed at carries.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Item {
    /// Where the part stands in its file.
    pub path: Path,
    pub id: Option<String>,
    /// Tags for tailoring: a part without tags is always kept.
    ///
    /// Each is a conjunction joined by `+`; the part is kept if any of them holds.
    pub tags: Vec<String>,
    pub break_before: bool,
    /// Data no one knows, in document order; printed as labelled details.
    pub extra: Vec<Extra>,
}

/// A datum outside the model: an unknown key, or a field another dialect has and ours has not.
#[derive(Debug, Clone, PartialEq)]
pub struct Extra {
    pub path: Path,
    /// The key as it stands in the file.
    pub key: String,
    /// A label to print instead of one made from the key.
    pub label: Option<Text>,
    pub value: ExtraValue,
}

/// The value of an [`Extra`].
#[derive(Debug, Clone, PartialEq)]
pub enum ExtraValue {
    Text(Text),
    /// A number, or true or false, which is written back as one.
    Bare(Scalar),
    List(Vec<ExtraValue>),
    Map(Vec<(String, ExtraValue)>),
}

/// Who the résumé is about, and how to reach them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Basics {
    pub path: Path,
    pub name: Option<Text>,
    pub label: Option<Text>,
    /// Path of a picture, relative to the file, or a URL (which is never fetched).
    pub image: Option<String>,
    /// In the order of the file.
    pub contacts: Vec<Contact>,
    pub pronouns: Option<Text>,
    pub birth: Option<Date>,
    pub nationality: Option<Text>,
    pub extra: Vec<Extra>,
}

/// One way to reach someone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contact {
    pub item: Item,
    pub kind: ContactKind,
    /// A word for it: `Home`, `Work`, or the name of a network.
    pub label: Option<Text>,
    /// The address, number or username itself.
    pub value: Option<String>,
    /// What to show instead of the value.
    pub text: Option<Text>,
    /// Link target where it cannot be made from the value.
    pub url: Option<String>,
    /// For [`ContactKind::Location`].
    pub address: Option<Address>,
}

/// What kind of contact it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ContactKind {
    Location,
    Email,
    Phone,
    Fax,
    Url,
    /// An account on a network; the network's name is the label.
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
    /// Order of the parts; the locale's where it is not said.
    pub format: Option<AddressFormat>,
}

/// The order of an address's parts; where it says nothing else, below the street.
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
    /// `City Region Code`, where the region is abbreviated
    Australian,
    /// `City - Region`, `Code`
    Brazilian,
    /// `City Code`, `Region`
    Indian,
    /// `Region`, `Code City`, then the street
    Hungarian,
    /// `Region`, `City`, then district and street, then `Code`
    Persian,
    /// `Code RegionCityStreet`: from the largest part to the smallest.
    Descending,
}

impl AddressFormat {
    /// Every format with its name.
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
    /// The file's own title; the locale's word for the kind where there is none.
    pub title: Option<Text>,
    /// Prose before the entries, or the whole of a text section.
    pub text: Option<Text>,
    pub entries: Localized<Vec<Entry>>,
    /// The bullets of a list section.
    pub highlights: Localized<Vec<Highlight>>,
}

/// One item of a section, or one position within an entry.
///
/// Which fields an entry of a kind may hold, and what the file calls them, stands in [`fields`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entry {
    pub item: Item,
    /// Whoever or whatever it is about: employer, organization, institution, award, skill.
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
    /// None beside a start: open, and no word says so. A dialect in which an absent date means
    /// that it goes on reads it as [`Date::Present`].
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
    /// What a referee says.
    pub reference: Option<Text>,
    /// How to reach a referee, in the order of the file.
    pub contacts: Vec<Contact>,
}

/// A bullet: text, with a title and bullets of its own if it likes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Highlight {
    pub item: Item,
    pub title: Option<Text>,
    pub text: Option<Text>,
    pub highlights: Vec<Highlight>,
}

/// A keyword, with level of skill.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Keyword {
    pub item: Item,
    pub name: Text,
    pub level: Option<Text>,
    pub years: Option<Text>,
}

/// How the file itself wants to look.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meta {
    pub path: Path,
    pub theme: Option<String>,
    /// BCP 47 tag.
    pub locale: Option<String>,
    /// Languages in which texts may be given.
    pub languages: Vec<Language>,
    pub paper: Option<String>,
    /// `2` or `1-2`.
    pub pages: Option<String>,
    pub date_format: Option<String>,
    /// Options that all themes know.
    pub options: Vec<Setting>,
    /// Options of single themes.
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
    /// Consent to the use of one's data; `true` is the words of the locale.
    pub consent: Option<Text>,
    pub last_modified: Option<Date>,
    /// Time of the day after [`Self::last_modified`], as typed from the `T` on.
    pub last_modified_time: Option<String>,
    pub keywords: Vec<Text>,
    /// Words of the locale said otherwise: `present`, `page` …
    pub words: Vec<Setting>,
    pub canonical: Option<String>,
    pub version: Option<String>,
    /// Presentation settings of other tools, kept for [`crate::format`] to write back.
    pub extra: Vec<(String, Node)>,
}

/// A value whose type is known later, by a theme's manifest for instance.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    pub path: Path,
    pub key: String,
    /// As typed.
    pub value: String,
}

/// Copyright line at the end; every part is optional.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Copyright {
    pub path: Path,
    /// Free text: `2003, 2005–2012`.
    pub years: Option<Text>,
    /// The person of the résumé where it is not said.
    pub holder: Option<Text>,
    pub notice: Option<Text>,
}

/// A cover letter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Letter {
    pub path: Path,
    /// Lines of the addressee.
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
    /// Returns the texts of the letter that are no lists, with their keys, to be changed.
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

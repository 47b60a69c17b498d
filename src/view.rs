//! What a theme sees: a localised, ordered, path-carrying picture of one résumé.
//!
//! The view has no layout decisions. Every text slot is [`Inline`] or [`Block`]s, already in
//! the chosen language, with dates as words; every slot keeps the path of the datum it shows.

use serde::Serialize;

use crate::path::Path;
use crate::resume::Date;

mod address;
mod bold;
mod build;
mod contact;
mod date;
mod entry;
mod extra;
mod foreign;
mod header;
mod leaks;
mod letter;
mod network;
mod ornaments;
mod span;
mod targets;
#[cfg(test)]
mod tests;
mod walk;
mod writer;

pub use crate::markup::{Block, Inline, Run};
pub use build::{ViewOptions, view};
pub use leaks::leaks;
pub use ornaments::without_ornaments;
pub use targets::show_targets;
#[cfg(feature = "typeset")]
pub(crate) use walk::{ViewText, each_text};

/// The whole document, as every writer and theme walks it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct View {
    pub document: DocumentInfo,
    pub words: Words,
    pub header: Header,
    pub sections: Vec<Section>,
    pub closing: Vec<Closing>,
    pub letter: Option<Letter>,
}

/// Facts about the file rather than the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct DocumentInfo {
    /// Title for the window and the reader's list of documents.
    pub title: String,
    pub author: Vec<String>,
    pub description: Option<String>,
    pub keywords: Vec<String>,
    /// Two- or three-letter language code.
    pub lang: String,
    /// Region code, where the locale has one.
    pub region: Option<String>,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// Whether the family's name comes before a person's own.
    pub family_first: bool,
    /// Date of the document: year, month, day.
    pub date: (i16, u8, u8),
}

/// Words of page furniture, in the view's language.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Words {
    /// Contains `{page}` and `{total}`.
    pub page_of: String,
    /// The ten digits, from nought on.
    pub digits: [String; 10],
    /// Separator between items of a run-in list, such as `, `.
    pub list_separator: String,
    /// Separator between the parts of a head or an address, such as employer and place.
    pub part_separator: String,
    /// Put after a run-in label, such as `: `.
    pub label_separator: String,
    /// Put before and after an aside, such as ` (` and `)`.
    pub aside: [String; 2],
}

/// Name, headline and every way to reach the person.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Header {
    pub path: Path,
    pub name: Inline,
    pub label: Option<Inline>,
    pub image: Option<Image>,
    pub contacts: Vec<Contact>,
    /// Pronouns, birth, nationality and whatever else the header holds.
    pub details: Vec<Detail>,
}

/// A photo, served to the theme as a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Image {
    pub path: Path,
    /// Virtual path in the Typst world, such as `/photo.jpg`.
    pub file: String,
    pub alt: String,
}

/// One way to reach the person.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Contact {
    pub path: Path,
    /// `location`, `email`, `phone`, `fax`, `url`, `profile` or `other`.
    pub kind: &'static str,
    /// Icon name in `/common/icons/`, without extension; chosen by kind and network.
    pub icon: &'static str,
    /// Word before the text, where it is needed to understand it ("Fax", "Mobile", "GitHub").
    pub label: Option<Inline>,
    /// Lines of an address; one line for everything else.
    pub lines: Vec<Inline>,
    /// Link target, already checked: `mailto:`, `tel:`, `http:` or `https:` and so on.
    pub url: Option<String>,
}

/// A titled part of the résumé.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Section {
    pub path: Path,
    pub id: String,
    /// One of the native kinds: `text`, `work`, `skills`, `list`, `custom` …
    pub kind: &'static str,
    pub title: Inline,
    pub break_before: bool,
    /// Text before the entries, or the whole of a `text` section.
    pub text: Vec<Block>,
    pub entries: Vec<Entry>,
}

/// One item of a section. Every slot may be empty.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Entry {
    pub path: Path,
    pub id: Option<String>,
    pub break_before: bool,
    /// Whoever or whatever the entry is about: position, degree, award, skill group.
    pub title: Option<Slot>,
    /// The other half of the head: employer, institution, awarder.
    pub subtitle: Option<Slot>,
    pub location: Option<Slot>,
    pub date: Option<DateText>,
    /// How long that was, where it is wanted: `2 years, 3 months`.
    pub span: Option<String>,
    pub url: Option<Slot>,
    pub summary: Vec<Block>,
    pub highlights: Vec<Highlight>,
    pub positions: Vec<Entry>,
    pub keywords: Vec<Keyword>,
    /// Everything else: score, courses, roles, unknown keys.
    pub details: Vec<Detail>,
}

/// A run of inline text with the path of its datum.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Slot {
    pub path: Path,
    pub text: Inline,
    /// Link target of the whole slot.
    pub url: Option<String>,
}

/// A date or period as words.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct DateText {
    pub path: Path,
    /// In the chosen format: `Aug 2011 – Present`.
    pub text: String,
    /// The same with its markup, where free words have some: a link, emphasis.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marked: Option<Inline>,
    /// The two halves where it is a period; `end` is empty when open without a word.
    pub start: Option<String>,
    pub end: Option<String>,
    /// Years only: `2011–2013`.
    pub years: String,
    /// The same as a calendar has it.
    #[serde(skip)]
    pub period: Period,
}

/// A date or period as a calendar has it, no more exact than it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Period {
    pub start: Option<Date>,
    /// `None` where there is only one date.
    pub end: Option<Date>,
}

/// A bullet, to any depth.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Highlight {
    pub path: Path,
    pub title: Option<Inline>,
    pub body: Vec<Block>,
    pub highlights: Vec<Highlight>,
}

/// A keyword with what is known of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Keyword {
    pub path: Path,
    pub name: Inline,
    /// Level and years as one phrase: `expert, 9 years`.
    pub level: Option<Inline>,
}

/// A labelled fact.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Detail {
    pub path: Path,
    /// What it is, for a theme that sets some of them apart: `authors`, `score`, `doi` …; `other`
    /// for what no one knows.
    pub kind: &'static str,
    /// Label in the view's language, without punctuation; empty where the value speaks for itself.
    pub label: Inline,
    /// One element for a value, several for a list of values.
    pub values: Vec<Inline>,
}

/// Small print at the end: last modified, copyright and its notice, a consent clause.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Closing {
    pub path: Path,
    pub body: Vec<Block>,
}

/// A cover letter in the same design.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Letter {
    pub path: Path,
    pub recipient: Vec<Inline>,
    pub place_and_date: Option<Inline>,
    pub subject: Option<Inline>,
    pub salutation: Option<Inline>,
    pub body: Vec<Block>,
    pub closing: Option<Inline>,
    pub signature: Option<Image>,
    pub name: Inline,
    /// "Enclosures", in the view's language, without punctuation.
    pub enclosures_label: Inline,
    pub enclosures: Vec<Inline>,
    pub postscript: Option<Inline>,
}

//! What a theme receives: the localised, ordered content of a résumé, with the path of each datum.
//!
//! The view contains no layout decisions. Every text slot is [`Inline`] or [`Block`]s in the chosen
//! language, with dates as words.

use serde::Serialize;

use crate::path::Path;
use crate::resume::Date;

mod address;
mod bold;
mod build;
mod contact;
mod date;
mod duration;
mod entry;
mod extra;
mod foreign;
mod header;
mod leaks;
mod letter;
mod network;
mod ornaments;
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
pub(crate) use walk::{ViewText, each_resume_text, each_text};

/// The whole document, as writers and themes traverse it.
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

/// Document metadata.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct DocumentInfo {
    /// Document title.
    pub title: String,
    pub author: Vec<String>,
    pub description: Option<String>,
    pub keywords: Vec<String>,
    /// Two- or three-letter language code.
    pub lang: String,
    /// Region code, if the locale has one.
    pub region: Option<String>,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// Whether the family name comes first.
    pub family_first: bool,
    /// Date of the document: year, month, day.
    pub date: (i16, u8, u8),
}

/// Fixed words of pages in the view's language.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Words {
    /// Contains `{page}` and `{total}`.
    pub page_of: String,
    /// The digits 0 to 9.
    pub digits: [String; 10],
    /// Separator between items of a run-in list, such as `, `.
    pub list_separator: String,
    /// Separator between the parts of a head or an address, such as employer and place.
    pub part_separator: String,
    /// Follows a run-in label, such as `: `.
    pub label_separator: String,
    /// Text before and after an aside, such as ` (` and `)`.
    pub aside: [String; 2],
}

/// Name, headline and contacts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Header {
    pub path: Path,
    pub name: Inline,
    pub label: Option<Inline>,
    pub image: Option<Image>,
    pub contacts: Vec<Contact>,
    /// Pronouns, birth, nationality and other facts of the header.
    pub details: Vec<Detail>,
}

/// A photo, available to the theme as a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Image {
    pub path: Path,
    /// Virtual path in the Typst world, such as `/photo.jpg`.
    pub file: String,
    pub alt: String,
}

/// A contact.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Contact {
    pub path: Path,
    /// `location`, `email`, `phone`, `fax`, `url`, `profile` or `other`.
    pub kind: &'static str,
    /// Icon name in `/common/icons/`, without extension; chosen by kind and network.
    pub icon: &'static str,
    /// Label, if the text needs one ("Fax", "Mobile", "GitHub").
    pub label: Option<Inline>,
    /// Lines of an address; one line for everything else.
    pub lines: Vec<Inline>,
    /// Link target, validated: `mailto:`, `tel:`, `http:`, `https:` and so on.
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

/// An entry of a section. Every slot may be empty.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Entry {
    pub path: Path,
    pub id: Option<String>,
    pub break_before: bool,
    /// The main part of the head: position, degree, award, skill group.
    pub title: Option<Slot>,
    /// The other part of the head: employer, institution, awarder.
    pub subtitle: Option<Slot>,
    pub location: Option<Slot>,
    pub date: Option<DateText>,
    /// Duration, if requested: `2 years, 3 months`.
    pub span: Option<String>,
    pub url: Option<Slot>,
    pub summary: Vec<Block>,
    pub highlights: Vec<Highlight>,
    pub positions: Vec<Entry>,
    pub keywords: Vec<Keyword>,
    /// Other facts: score, courses, roles, unknown keys.
    pub details: Vec<Detail>,
}

/// Inline text with the path of its datum.
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
    /// The same with markup, if the text is free and has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marked: Option<Inline>,
    /// The two ends of a period; `end` is empty for an open period without a word for it.
    pub start: Option<String>,
    pub end: Option<String>,
    /// Years only: `2011–2013`.
    pub years: String,
    /// The same in machine-readable form.
    #[serde(skip)]
    pub period: Period,
}

/// A date or period in machine-readable form, no more precise than shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Period {
    pub start: Option<Date>,
    /// `None` for a single date.
    pub end: Option<Date>,
}

/// A bullet, with nested bullets.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Highlight {
    pub path: Path,
    pub title: Option<Inline>,
    pub body: Vec<Block>,
    pub highlights: Vec<Highlight>,
}

/// A keyword with its level.
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
    /// Kind of the fact, for themes that style some kinds: `authors`, `score`, `doi`, …; `other` if
    /// unknown.
    pub kind: &'static str,
    /// Label in the view's language, without punctuation; may be empty.
    pub label: Inline,
    /// One element for a single value, several for a list.
    pub values: Vec<Inline>,
}

/// Closing lines: last modified, copyright and its notice, a consent clause.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Closing {
    pub path: Path,
    pub body: Vec<Block>,
}

/// A cover letter.
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

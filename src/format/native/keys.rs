//! All keys of the native format except for those of entry fields, used by the reader and the
//! schema.

use crate::format::jsonresume::is_other_name;
use crate::resume::{ContactKind, FieldType, SectionKind, fields, general_field, position_fields};
use crate::source::Node;

/// A key of an object.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    /// One-line description for the schema and editors.
    pub(crate) doc: &'static str,
    pub(crate) example: Option<&'static str>,
}

/// The type of a key's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Text, possibly per language.
    Text,
    /// Text with significant line breaks, or a list of lines.
    TextLines,
    TextList,
    /// Text that is not translated.
    Plain,
    PlainList,
    /// A text or a list of texts.
    PlainOrList,
    Url,
    Date,
    Flag,
    /// One or several; each is text or an object with a label.
    Emails,
    Phones,
    Urls,
    Contacts,
    Locations,
    Profiles,
    Highlights,
    /// Nested bullets, which are in one language.
    SubHighlights,
    Sections,
    Entries,
    /// Kind of a section.
    Kind,
    ContactKind,
    AddressFormat,
    Languages,
    /// Scalars by name.
    Settings,
    /// Theme options for all themes.
    Options,
    /// Theme options by theme.
    OptionsByTheme,
    /// Texts by name.
    Texts,
    /// Variants by name.
    Variants,
    /// Arbitrary values by name.
    Details,
    /// An arbitrary value.
    Any,
    Basics,
    Meta,
    Letter,
    Copyright,
}

const fn key(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, shape, doc, example: None }
}

const fn example(
    name: &'static str,
    shape: Shape,
    doc: &'static str,
    example: &'static str,
) -> Key {
    Key { name, shape, doc, example: Some(example) }
}

pub(crate) const DOCUMENT: &[Key] = &[
    key("$schema", Shape::Any, "address of the schema, for editors"),
    key("basics", Shape::Basics, "name and contact details"),
    key("sections", Shape::Sections, "further sections, in this order"),
    key("letter", Shape::Letter, "a cover letter in the same design"),
    key("meta", Shape::Meta, "theme, language, options and variants"),
];

pub(crate) const BASICS: &[Key] = &[
    example("name", Shape::Text, "full name", "Ada Nwosu"),
    example("label", Shape::Text, "headline under the name", "Structural engineer"),
    example("image", Shape::Plain, "path of a photo, relative to this file", "portrait.jpg"),
    example("email", Shape::Emails, "e-mail address", "ada@example.org"),
    example("phone", Shape::Phones, "telephone number, printed as typed", "+1 555 0100"),
    key("fax", Shape::Phones, "fax number"),
    example("url", Shape::Urls, "home page", "https://example.org"),
    key("summary", Shape::Text, "a few sentences at the top"),
    key("location", Shape::Locations, "postal address, complete or in part"),
    key("profiles", Shape::Profiles, "accounts on networks"),
    key("contacts", Shape::Contacts, "further contacts, in this order"),
    example("pronouns", Shape::Text, "pronouns", "she/her"),
    key("birth", Shape::Date, "date of birth, where it is customary"),
    key("nationality", Shape::Text, "nationality, where it is customary"),
    DETAILS,
];

pub(crate) const ADDRESS: &[Key] = &[
    key("address", Shape::TextLines, "street, with one line per line"),
    key("postalCode", Shape::Plain, "postal code"),
    key("city", Shape::Text, "city"),
    example("countryCode", Shape::Plain, "ISO 3166-1 alpha-2", "DE"),
    key("region", Shape::Text, "state, province or county"),
    key("country", Shape::Text, "country, in words"),
    key("district", Shape::Text, "suburb, ward or district"),
    key("format", Shape::AddressFormat, "order of the parts [default: that of the country]"),
];

/// Keys of contacts that are objects.
pub(crate) const CONTACT: &[Key] = &[
    example("label", Shape::Text, "label", "Home"),
    key("value", Shape::Plain, "the address or number itself"),
    key("text", Shape::Text, "text to show instead of it"),
    key("url", Shape::Url, "link target, if it does not follow from the value"),
];

pub(crate) const PROFILE: &[Key] = &[
    example("network", Shape::Text, "the network", "GitHub"),
    key("username", Shape::Plain, "user name"),
    key("url", Shape::Url, "address of the account"),
    key("text", Shape::Text, "text to show instead of the user name"),
];

/// The key with the kind of an element of `contacts`.
pub(crate) const CONTACT_KIND: Key =
    key("kind", Shape::ContactKind, "kind of contact [default: `other`]");

/// All kinds of contacts: name in `contacts`, and key in `basics`.
pub(crate) const CONTACT_KINDS: [(ContactKind, &str, Option<&str>); 7] = [
    (ContactKind::Location, "location", Some("location")),
    (ContactKind::Email, "email", Some("email")),
    (ContactKind::Phone, "phone", Some("phone")),
    (ContactKind::Fax, "fax", Some("fax")),
    (ContactKind::Url, "url", Some("url")),
    (ContactKind::Profile, "profile", Some("profiles")),
    (ContactKind::Other, "other", None),
];

/// Data without a key of their own.
const DETAILS: Key =
    key("details", Shape::Details, "further facts, such as `{Driving licence: B}`");

/// Keys of all parts that can be named and tagged.
pub(crate) const ITEM: &[Key] = &[
    key("id", Shape::Plain, "identifier, for variants and overlays"),
    example("tags", Shape::PlainOrList, "tags by which a build selects it", "academic"),
    DETAILS,
];

/// The key that starts a new page.
pub(crate) const BREAK: &[Key] = &[key("breakBefore", Shape::Flag, "start a new page before it")];

pub(crate) const SECTION: &[Key] = &[
    key("kind", Shape::Kind, "kind of section, such as `work`"),
    key("title", Shape::Text, "its heading"),
    key(
        "text",
        Shape::Text,
        "text before the entries, or the whole text of a section without entries",
    ),
    key("entries", Shape::Entries, "the entries, with the fields of their kind"),
    key("highlights", Shape::Highlights, "plain bullets"),
];

pub(crate) const HIGHLIGHT: &[Key] = &[
    key("title", Shape::Text, "title, printed in bold before the text"),
    key("text", Shape::Text, "the text"),
    key("highlights", Shape::SubHighlights, "bullets under it, to any depth"),
];

pub(crate) const KEYWORD: &[Key] = &[
    key("name", Shape::Text, "the keyword"),
    example("level", Shape::Text, "level of skill", "expert"),
    example("years", Shape::Text, "years of experience", "9"),
];

/// Keys that a variant shares with `meta`, which they override.
const THEME: Key = example("theme", Shape::Plain, "look of the résumé", "register");
const PAPER: Key = example("paper", Shape::Plain, "paper size", "a4");
const PAGES: Key =
    example("pages", Shape::Plain, "number of pages to fit: `2`, a range, or `as-designed`", "1-2");
const DATE_FORMAT: Key = example("dateFormat", Shape::Plain, "format of dates", "short");
const OPTIONS: Key = key("options", Shape::Options, "options of every theme");
const TITLES: Key = key("titles", Shape::Texts, "headings, by section id");
const BOLD_KEYWORDS: Key =
    key("boldKeywords", Shape::PlainOrList, "words to set in bold wherever they occur");

pub(crate) const META: &[Key] = &[
    THEME,
    example("locale", Shape::Plain, "language and region of words and dates", "en-GB"),
    key("languages", Shape::Languages, "languages in which this file gives its texts"),
    PAPER,
    PAGES,
    DATE_FORMAT,
    OPTIONS,
    key("themes", Shape::OptionsByTheme, "options of one theme, by name of the theme"),
    key("sections", Shape::PlainList, "ids of the sections to show, in order"),
    TITLES,
    key("sort", Shape::Settings, "sort keys by section id, such as `-endDate`"),
    BOLD_KEYWORDS,
    key("variants", Shape::Variants, "variants of this résumé, by name"),
    key("copyright", Shape::Copyright, "copyright line"),
    example(
        "consent",
        Shape::Text,
        "consent to the use of your data: `true`, or your own text",
        "true",
    ),
    key("lastModified", Shape::Date, "when the file last changed"),
    key("keywords", Shape::TextList, "keywords for the metadata of the PDF"),
    key("words", Shape::Settings, "words that replace those of the locale"),
    key("canonical", Shape::Url, "web address of the newest version of this file"),
    example("version", Shape::Plain, "version of this file", "v1.0.0"),
    example("recto", Shape::Plain, "version of recto's format [default: 1]", "1"),
];

/// Keys of a variant; see [`crate::tailor`].
pub(crate) const VARIANT: &[Key] = &[
    key("extends", Shape::Plain, "name of the variant this one starts from"),
    example("tags", Shape::PlainOrList, "tags wanted", "kernel+storage,lead,!draft"),
    example("since", Shape::Any, "omit what ended earlier", "2015"),
    example("collapseBefore", Shape::Any, "show only the first line of what ended earlier", "2010"),
    example("max", Shape::Any, "show at most this many", "work=4,highlights=5"),
    key("sections", Shape::PlainOrList, "ids of the sections to show, in order"),
    example("sort", Shape::Any, "order of sections", "work=-endDate"),
    example("exclude", Shape::PlainOrList, "sections and fields to leave out", "keywords.level"),
    example("redact", Shape::PlainOrList, "data to remove wherever they occur", "contact,photo"),
    example("redactWords", Shape::PlainOrList, "further words to replace by `[…]`", "Li,Wu"),
    example(
        "keepWords",
        Shape::PlainOrList,
        "words to keep although they are part of a redacted name",
        "Will",
    ),
    example("lang", Shape::Plain, "language of the page", "fr"),
    example("output", Shape::Plain, "output file, beside this one", "{name}-{variant}.pdf"),
    key("data", Shape::Settings, "data to change, as a mapping or by path"),
    key("label", Shape::Text, "headline under the name"),
    key("summary", Shape::TextLines, "the summary"),
    key("letter", Shape::Letter, "the cover letter"),
    THEME,
    PAPER,
    PAGES,
    DATE_FORMAT,
    OPTIONS,
    TITLES,
    BOLD_KEYWORDS,
];

pub(crate) const COPYRIGHT: &[Key] = &[
    example("years", Shape::Text, "years, printed as written", "2003, 2005–2012"),
    key("holder", Shape::Text, "holder [default: the person of the résumé]"),
    key("notice", Shape::Text, "permission to use the text"),
];

pub(crate) const LETTER: &[Key] = &[
    key("recipient", Shape::TextLines, "lines of the recipient's address"),
    key("place", Shape::Text, "place of the letter"),
    key("date", Shape::Date, "date [default: the date of the build]"),
    key("subject", Shape::Text, "subject line"),
    example(
        "salutation",
        Shape::Text,
        "salutation [default: that of the body, else of the locale]",
        "Dear Ms Okafor,",
    ),
    key("body", Shape::Text, "the letter"),
    example(
        "closing",
        Shape::Text,
        "closing above the signature [default: that of the body, else of the locale]",
        "Yours sincerely,",
    ),
    key("signature", Shape::Plain, "path of a picture of the signature"),
    key("enclosures", Shape::TextLines, "enclosures"),
    key("postscript", Shape::Text, "postscript"),
    DETAILS,
];

/// Common words that are not misspellings of similar keys.
const OTHER_WORDS: [&str; 11] =
    ["age", "data", "dates", "house", "mail", "note", "page", "sections", "stage", "star", "text"];

/// Maximum length of a word in which only one typing error is assumed.
const SHORT: usize = 7;

/// Returns the key of which another is probably a misspelling: with one typing error in a short
/// word, up to two in a long one.
pub(in crate::format) fn near_key<'k>(
    key: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Option<&'k str> {
    if OTHER_WORDS.contains(&key) {
        return None;
    }
    let folded = key.to_lowercase();
    let length = folded.chars().count();
    let allowed = if key.chars().count() <= SHORT { 1 } else { 2 };
    let distance = |known: &str| {
        let known = known.to_lowercase();
        // A prefix or suffix makes a different word: `coauthors` is not a misspelling of `authors`.
        let added = [folded.strip_prefix(&known), folded.strip_suffix(known.as_str())];
        if added.into_iter().flatten().any(|more| more.chars().count() > 1) {
            return usize::MAX;
        }
        strsim::osa_distance(&folded, &known)
    };
    known
        .into_iter()
        // Known keys are ASCII; a distance is at least the difference of the lengths.
        .filter(|known| known.len() > 2 && known.len().abs_diff(length) <= allowed)
        .map(|known| (distance(known), known))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// Returns the keys except for the singular or plural of another key: a key next to its plural is
/// an unknown key, while alone it is an alias.
pub(super) fn not_counting<'k>(
    key: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> impl Iterator<Item = &'k str> {
    let folded = key.to_lowercase();
    known.into_iter().filter(move |known| {
        let known = known.to_lowercase();
        known.strip_suffix('s') != Some(&folded) && folded.strip_suffix('s') != Some(&known)
    })
}

/// Returns whether a value has the type of a key.
pub(in crate::format) fn may_hold(key: &str, value: &Node) -> bool {
    let tables = [
        DOCUMENT, BASICS, ADDRESS, CONTACT, PROFILE, ITEM, BREAK, SECTION, HIGHLIGHT, KEYWORD,
        META, COPYRIGHT, LETTER,
    ];
    let shapes = tables.into_iter().flatten().filter(|own| own.name == key).map(|own| own.shape);
    let mut of_fields = SectionKind::ALL.into_iter().flat_map(fields).chain(position_fields());
    let is_section = SectionKind::ALL.iter().any(|kind| kind.is_top_level() && kind.name() == key);
    let field = of_fields.find(|field| field.key == key).map(|field| field.slot.field_type());
    let (is_list, is_map) = (value.as_list().is_some(), value.as_map().is_some());
    if is_section {
        return is_list || is_map;
    }
    let by_shape = |shape| match shape {
        Shape::TextList | Shape::PlainList | Shape::Highlights | Shape::SubHighlights => is_list,
        Shape::Sections | Shape::Entries | Shape::Profiles | Shape::Contacts => is_list,
        Shape::Basics | Shape::Meta | Shape::Settings | Shape::Options => is_map,
        Shape::OptionsByTheme | Shape::Variants | Shape::Details => is_map,
        Shape::Flag | Shape::Date | Shape::Plain | Shape::Url => !is_list && !is_map,
        Shape::Text => !is_list,
        _ => true,
    };
    let by_field = |field| match field {
        FieldType::Line | FieldType::Prose => !is_list,
        FieldType::Date | FieldType::Url => !is_list && !is_map,
        FieldType::Lines | FieldType::Highlights | FieldType::Keywords | FieldType::Positions => {
            !value.is_null() && value.as_text().is_none()
        }
        FieldType::Contacts => true,
    };
    let mut shapes = shapes.peekable();
    match (shapes.peek().is_some(), field) {
        (true, _) => shapes.any(by_shape) || field.is_some_and(by_field),
        (false, Some(field)) => by_field(field),
        (false, None) => true,
    }
}

/// Returns whether a key is known anywhere, or so similar to a known one that the reader would
/// treat it as an alias or a misspelling.
pub(in crate::format) fn is_near_known(key: &str) -> bool {
    let tables =
        [BASICS, ADDRESS, CONTACT, PROFILE, ITEM, BREAK, SECTION, HIGHLIGHT, KEYWORD, LETTER];
    let own = tables.into_iter().flatten().chain([&CONTACT_KIND]).map(|key| key.name);
    let entries = SectionKind::ALL.into_iter().flat_map(fields).chain(position_fields());
    let known: Vec<&str> = own.chain(entries.map(|field| field.key)).collect();
    general_field(key).is_some() || is_other_name(key) || near_key(key, known).is_some()
}

/// Returns the names in tables of keys.
pub(super) fn names<'t>(tables: &'t [&'static [Key]]) -> impl Iterator<Item = &'static str> + 't {
    tables.iter().flat_map(|table| table.iter()).map(|key| key.name)
}

/// Returns the names of the keys that all items have.
pub(in crate::format) fn item_names() -> impl Iterator<Item = &'static str> {
    ITEM.iter().chain(BREAK).map(|key| key.name)
}

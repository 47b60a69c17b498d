use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::bold::BoldKeywords;
use super::contact::country_of;
use super::foreign::mark_foreign;
use super::writer::Writer;
use super::{Block, Closing, DocumentInfo, Entry, Inline, Section, View, Words};
use crate::characters::letters;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::locale::{DateFormat, Locale, TextLanguage, Word};
use crate::phone::PhoneFormat;
use crate::resume::{self, Copyright, Resume, SectionKind, title_of_key};
use crate::source::{Path, Segment};

/// Name that selects every section.
const ALL_SECTIONS: &str = "all";

/// Settings of the view beyond the résumé itself.
#[derive(Debug, Clone, PartialEq)]
pub struct ViewOptions {
    /// One of `long`, `short`, `numeric`, `iso`, `year`.
    pub date_format: String,
    /// Separator of the dates of a period, such as an en dash, if it differs from the locale's.
    pub date_separator: Option<String>,
    /// Whether dates of entries include the day.
    pub days: bool,
    /// Format of telephone numbers.
    pub phone_format: PhoneFormat,
    /// Two-letter code of the country given for the page.
    pub country: Option<String>,
    /// Ids or kinds of sections whose entries show their duration; `all` for every section.
    pub time_spans: Vec<String>,
    /// Whether a profile shows its URL instead of the user name.
    pub profile_urls: bool,
    /// Whether date of birth and nationality are shown.
    pub personal_details: bool,
    /// Whether the date of the last change is printed.
    pub last_modified: bool,
    /// Whether straight quotes and dashes become typographic ones.
    pub smart_punctuation: bool,
    /// Date of the document: year, month, day.
    pub date: (i16, u8, u8),
    /// Date of the build, and of a letter that has none: year, month, day.
    pub build_date: (i16, u8, u8),
    /// Virtual path of the photo, if it is shown.
    pub image: Option<String>,
    /// Virtual path of the picture of the signature.
    pub signature: Option<String>,
}

impl ViewOptions {
    /// Returns the default settings with a date: year, month, day.
    pub fn on(date: (i16, u8, u8)) -> Self {
        Self {
            date_format: DateFormat::default().name().to_owned(),
            date_separator: None,
            days: false,
            phone_format: PhoneFormat::AsTyped,
            country: None,
            time_spans: Vec::new(),
            profile_urls: false,
            personal_details: true,
            last_modified: true,
            smart_punctuation: true,
            date,
            build_date: date,
            image: None,
            signature: None,
        }
    }
}

/// Builds the view of a tailored résumé.
///
/// Keeps all data: what has no slot of its own becomes a labelled detail. Reports unknown keys of
/// `meta.words`, addresses that cannot be linked, and telephone numbers that cannot be formatted as
/// requested.
pub fn view(
    resume: &Resume,
    locale: &Locale,
    options: &ViewOptions,
    diagnostics: &mut Diagnostics,
) -> View {
    let locale = locale.clone().with_words(&resume.meta.words, diagnostics);
    unknown_sections(resume, &options.time_spans, diagnostics);
    let mut writer = Writer {
        locale: &locale,
        options,
        dates: DateFormat::from_name(&options.date_format).unwrap_or_default(),
        bold: BoldKeywords::new(&resume.meta.bold_keywords),
        home: country_of(&resume.basics.contacts, &locale)
            .or_else(|| options.country.as_deref().map(Cow::Borrowed)),
        spans: false,
        diagnostics,
    };
    let header = writer.header(&resume.basics);
    let sections = writer.sections(&resume.sections);
    let name = &header.name;
    let letter = resume.letter.as_ref().filter(|letter| Writer::is_letter(letter));
    if let (Some(empty), None) = (&resume.letter, letter) {
        writer.diagnostics.push(describe_empty(empty));
    }
    let mut view = View {
        document: writer.document(resume, name, &sections),
        words: Words {
            page_of: locale.word(Word::PageOf).to_owned(),
            digits: locale.digits(),
            list_separator: locale.word(Word::ListSeparator).to_owned(),
            part_separator: locale.word(Word::PartSeparator).to_owned(),
            label_separator: locale.word(Word::LabelSeparator).to_owned(),
            aside: aside(locale.word(Word::Aside)),
        },
        closing: writer.closing(resume, name),
        letter: letter.map(|letter| writer.letter(letter, name)),
        sections,
        header,
    };
    let declared =
        resume.meta.languages.iter().filter_map(|language| TextLanguage::of(&language.0));
    mark_foreign(&mut view, &locale.text_language(), &declared.collect::<Vec<_>>());
    view
}

fn describe_empty(letter: &resume::Letter) -> Diagnostic {
    let place = letter.place.as_ref().map(|place| format!("`{}`", place.as_str()));
    let date = letter.date.as_ref().map(|date| format!("`{date}`"));
    let values: Vec<String> = place.into_iter().chain(date).collect();
    let message = match values.as_slice() {
        [] => "the letter is empty and is not printed".to_owned(),
        values => format!("a letter with only {} is not printed", values.join(" and ")),
    };
    let problem = Diagnostic::warning("empty-letter", message).on(&letter.path);
    problem.hint("write its `body`, or leave it to a variant")
}

/// Warns of names in `time-spans` that match no section or kind.
fn unknown_sections(resume: &Resume, names: &[String], diagnostics: &mut Diagnostics) {
    for name in names {
        let is_there = resume.sections.iter().any(|section| is_named(section, name));
        let is_kind = SectionKind::ALL.iter().any(|kind| letters(kind.name()) == letters(name));
        if !is_there && !is_kind && letters(name) != ALL_SECTIONS {
            diagnostics.push(resume.unknown_section(name));
        }
    }
}

/// Splits the locale's aside phrase into the text before and after its content.
fn aside(phrase: &str) -> [String; 2] {
    let (before, after) = phrase.split_once("{text}").unwrap_or((" (", ")"));
    [before, after].map(str::to_owned)
}

impl Writer<'_> {
    fn document(&self, resume: &Resume, name: &Inline, sections: &[Section]) -> DocumentInfo {
        let one_line = |line: &Inline| line.text().replace('\n', " ");
        let author = one_line(name);
        let keywords = if resume.meta.keywords.is_empty() {
            keywords_of_skills(sections)
        } else {
            resume.meta.keywords.iter().map(|keyword| one_line(&self.line(keyword))).collect()
        };
        DocumentInfo {
            title: if author.is_empty() {
                self.locale.word(Word::Resume).to_owned()
            } else {
                author.clone()
            },
            author: Some(author).filter(|author| !author.is_empty()).into_iter().collect(),
            description: self.some_line(resume.basics.label.as_ref()).map(|label| one_line(&label)),
            keywords,
            lang: self.locale.lang(),
            region: self.locale.region(),
            dir: self.locale.dir(),
            family_first: self.locale.family_first,
            date: self.options.date,
        }
    }

    fn sections(&mut self, sections: &[resume::Section]) -> Vec<Section> {
        let mut ids = BTreeMap::new();
        let mut out = Vec::with_capacity(sections.len());
        for section in sections {
            let section = self.section(section, &mut ids);
            if !section.text.is_empty() || !section.entries.is_empty() {
                out.push(section);
            }
        }
        out
    }

    fn section(&mut self, section: &resume::Section, ids: &mut BTreeMap<String, usize>) -> Section {
        let id = section_id(section);
        self.spans = self.options.time_spans.iter().any(|name| is_named(section, name));
        let mut text = self.prose(section.text.as_ref());
        text.extend(self.extra_prose(&section.item.extra));
        let mut entries: Vec<_> =
            section.entries.get().iter().map(|entry| self.entry(entry, section.kind)).collect();
        entries.extend(section.highlights.get().iter().map(|highlight| self.bullet(highlight)));
        // Unfilled template entries would print empty lines.
        entries.retain(has_content);
        Section {
            path: section.item.path.clone(),
            id: unique(id, ids),
            kind: section.kind.name(),
            title: self.section_title(section),
            break_before: section.item.break_before,
            text,
            entries,
        }
    }

    /// Returns the title in the file, else the locale's title of the kind, else words made from the
    /// id.
    fn section_title(&self, section: &resume::Section) -> Inline {
        if let Some(title) = self.heading(section.title.as_ref()) {
            return title;
        }
        match (self.locale.section_title(section.kind), &section.item.id) {
            (Some(title), _) => self.line_of(title),
            (None, Some(id)) => self.verbatim(&title_of_key(id)),
            (None, None) => Inline::default(),
        }
    }

    fn closing(&self, resume: &Resume, name: &Inline) -> Vec<Closing> {
        let meta = &resume.meta;
        let mut closing = Vec::new();
        if let Some(date) = meta.last_modified.as_ref().filter(|_| self.options.last_modified) {
            let date = self.verbatim(&self.full_date(date));
            let body = self.phrase(Word::LastModified, &[("date", date)]);
            let body = vec![Block::Paragraph { body }];
            closing.push(Closing { path: meta.path.key("lastModified"), body });
        }
        if let Some(copyright) = &meta.copyright {
            let body = self.copyright(copyright, name);
            closing.push(Closing { path: copyright.path.clone(), body });
        }
        if let Some(consent) = &meta.consent {
            let body = match consent.as_str().trim() {
                "true" | "yes" => vec![Block::Paragraph { body: self.word(Word::Consent) }],
                "false" | "no" => Vec::new(),
                _ => self.prose(Some(consent)),
            };
            if !body.is_empty() {
                closing.push(Closing { path: meta.path.key("consent"), body });
            }
        }
        closing
    }

    fn copyright(&self, copyright: &Copyright, name: &Inline) -> Vec<Block> {
        let Copyright { years, holder, notice, .. } = copyright;
        let years = self.some_line(years.as_ref()).unwrap_or_default();
        let own_holder = self.some_line(holder.as_ref());
        let notice = self.prose(notice.as_ref());
        let mut body = Vec::new();
        // A notice without years or holder need not be about copyright: it may be a consent clause.
        if !years.is_empty() || own_holder.is_some() || notice.is_empty() {
            let holder = own_holder.unwrap_or_else(|| name.clone());
            let line = self.phrase(Word::Copyright, &[("years", years), ("holder", holder)]);
            body.push(Block::Paragraph { body: line });
        }
        body.extend(notice);
        body
    }
}

/// Returns whether an entry has anything to show.
fn has_content(entry: &Entry) -> bool {
    let Entry { path, id, break_before, .. } = entry;
    let blank = Entry {
        path: path.clone(),
        id: id.clone(),
        break_before: *break_before,
        ..Entry::default()
    };
    *entry != blank
}

/// Maximum characters of the skills that are repeated in the metadata. A string of a PDF has at most
/// 32,767 bytes.
const KEYWORDS: usize = 8_000;

fn keywords_of_skills(sections: &[Section]) -> Vec<String> {
    let skills = sections.iter().filter(|section| section.kind == SectionKind::Skills.name());
    let mut keywords = Vec::new();
    for entry in skills.flat_map(|section| &section.entries) {
        if entry.keywords.is_empty() {
            keywords.extend(entry.title.iter().map(|title| title.text.text()));
        }
        keywords.extend(entry.keywords.iter().map(|keyword| keyword.name.text()));
    }
    let mut seen = BTreeSet::new();
    let mut length = 0;
    keywords.retain(|keyword| {
        length += keyword.chars().count() + 2;
        length <= KEYWORDS && seen.insert(keyword.clone())
    });
    keywords
}

/// Returns whether a name, in any spelling, is a section's id or kind, or `all`.
fn is_named(section: &resume::Section, name: &str) -> bool {
    let names = [section_id(section).as_str(), section.kind.name(), ALL_SECTIONS].map(letters);
    names.contains(&letters(name))
}

fn section_id(section: &resume::Section) -> String {
    let by_key = || last_key(&section.item.path);
    section.item.id.clone().or_else(by_key).unwrap_or_else(|| section.kind.name().to_owned())
}

fn last_key(path: &Path) -> Option<String> {
    match path.segments().last()? {
        Segment::Key(key) => Some(key.to_string()),
        Segment::Index(_) => None,
    }
}

/// Makes an id unique by a number: `skills-2`. `ids` stores the next number of each id.
fn unique(id: String, ids: &mut BTreeMap<String, usize>) -> String {
    let Some(known) = ids.get(&id) else {
        ids.insert(id.clone(), 2);
        return id;
    };
    let mut numbers = *known..;
    let unique = numbers.by_ref().map(|n| format!("{id}-{n}")).find(|id| !ids.contains_key(id));
    let unique = unique.unwrap_or_else(|| id.clone());
    ids.insert(id, numbers.start);
    ids.insert(unique.clone(), 2);
    unique
}

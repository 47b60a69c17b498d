//! Plans a section as rows.
//!
//! A row is the unit that a theme places: optional content for the side column, such as a date, and
//! content for the text column. Themes decide where to put the two; this module decides once which
//! rows a section has, and that every slot of every entry is in one of them.

use std::borrow::Cow;

use serde::Serialize;

use super::block::Block;
use super::entry::{
    HeadForm, employer_first, has_body, has_short_head, has_type, is_bare, is_keyword_group,
    is_title, is_word,
};
use super::short::{self, Beside};
use super::text::Text;
use super::{Keep, PlanSettings, Planner, keep, length};
use crate::view::{self, DateText, Entry};

/// A titled part of the résumé.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Section<'v> {
    pub id: &'v str,
    pub kind: &'static str,
    pub title: Text,
    /// Heading level of the title.
    pub level: u8,
    pub break_before: bool,
    pub rows: Vec<Row>,
    /// Rows for a narrow column, if the theme has one in which wide words break; none for work.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub narrow_rows: Vec<Row>,
    /// Whether each keyword has a line of its own in `narrow_rows`.
    pub keyword_lines: bool,
    /// Whether it suits a narrow column: no entry has highlights, positions or, in education, a
    /// summary.
    pub narrow: bool,
    /// Whether it is short enough to be next to its title.
    pub beside: Option<Beside>,
    /// The distinct dates of its heads, for themes that reserve space for the longest.
    pub dates: Vec<String>,
}

/// The gap above a row, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
    None,
    Entry,
    /// Between the entries of a section in which one has several positions.
    Group,
    Position,
    Body,
    Paragraph,
    Line,
    Highlight,
}

/// Content to place, optionally in two columns.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Row {
    pub above: Gap,
    /// Whether the row is kept with the next.
    pub sticky: bool,
    /// Whether a page break is allowed within the row.
    pub breakable: bool,
    pub break_before: bool,
    /// Whether what follows the last highlight stays on the same page as that.
    pub keeps_end: bool,
    #[serde(flatten)]
    pub content: Content,
}

/// The content of a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Content {
    /// The head of an entry. If the theme omits it, its side content moves to the next row,
    /// provided that `more` of the entry follows.
    Head { slots: Slots, level: u8, brief: bool, more: bool },
    /// Blocks, in parts between which a page break is allowed.
    Body { parts: Vec<Vec<Block>> },
    /// A line that the theme may split in two columns; `whole` if that does not fit.
    Halves { apart: &'static str, halves: Vec<Half>, whole: Vec<Block> },
    /// A publication as a reference, with and without its date.
    Reference { slots: Slots, level: u8, dated: Vec<Block>, undated: Vec<Block> },
}

/// A line in two halves.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Half {
    pub label: Text,
    pub rest: Rest,
}

/// The second half of a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Rest {
    /// For words and facts.
    Text(Text),
    /// For lines.
    Blocks(Vec<Block>),
}

/// The head of an entry.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Slots {
    /// The main text of the head; without it there is no heading.
    pub lead: Option<Text>,
    /// How the theme styles the lead: `title`, `employer` above positions, or `position`.
    pub lead_role: &'static str,
    /// Whether it is a position within an entry.
    #[serde(skip)]
    pub nested: bool,
    pub subtitle: Option<Text>,
    pub location: Option<Text>,
    pub url: Option<Text>,
    pub date: Option<Text>,
    pub span: Option<String>,
    /// The whole text below the head if it is short enough to share a line with it.
    pub note: Option<Text>,
    /// The longest head of the section with its note, on one line, if the notes share the lines of
    /// the heads only where all do.
    pub widest: Option<Text>,
    /// Whether the entry has an employer or school.
    pub place: bool,
    /// The slot of the entry that is the lead. If the employer comes first, title and subtitle are
    /// swapped.
    #[serde(skip)]
    pub leads: &'static str,
    /// The date in words and in machine-readable form.
    #[serde(skip)]
    pub dated: Option<DateText>,
}

/// How the entries of a section are laid out, decided by their content where possible, otherwise by
/// kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// In one paragraph.
    Words,
    /// One paragraph each.
    Lines,
    /// As bullets.
    List,
    References,
    /// As one-line heads.
    Brief,
    /// As heads with bodies.
    Entries,
}

/// Entries for each one whose head may be too long where heads with an employer are brief.
const BRIEF_SHARE: usize = 4;

/// Maximum characters of a résumé that leaves room on its page: about four fifths of one.
const ROOMY_PAGE: usize = 4600;

/// Maximum characters of two entries that are kept on one page, of which short lines count as full
/// ones: about five lines.
const SHORT_PAIR: usize = 500;

/// Maximum characters of an introduction: about two lines.
const INTRODUCTION: usize = 200;

impl Row {
    pub(super) fn of(above: Gap, content: Content) -> Self {
        Self {
            above,
            sticky: false,
            breakable: true,
            break_before: false,
            keeps_end: false,
            content,
        }
    }
}

impl Planner<'_> {
    /// Returns the rows of a section; none if it is empty. `keyword_lines` applies to a narrow column.
    pub(super) fn section<'v>(
        &self,
        section: &'v view::Section,
        keyword_lines: bool,
    ) -> Section<'v> {
        let mut entries: Cow<[Entry]> = if self.settings.employer_first && is_place(section.kind) {
            section.entries.iter().map(employer_first).collect()
        } else {
            Cow::Borrowed(&section.entries[..])
        };
        if section.entries.iter().any(has_type) {
            for entry in entries.to_mut() {
                self.fold_type(entry);
            }
        }
        let mut dates = Vec::new();
        entries.iter().for_each(|entry| push_dates(entry, &mut dates));
        let title = self.rules.heading(&section.title);
        let rows = self.rows(section, &entries);
        let narrow_rows = match self.settings.narrow {
            Some(line) if section.kind != "work" => {
                let narrow = Planner { rules: self.rules.within(line), ..*self };
                let keyword_roles = self.settings.keyword_roles && !keyword_lines;
                let settings = &PlanSettings { notes: false, keyword_roles, ..*self.settings };
                Planner { settings, keyword_lines, ..narrow }.rows(section, &entries)
            }
            _ => Vec::new(),
        };
        Section {
            id: &section.id,
            kind: section.kind,
            beside: short::beside(section.kind, &title, &rows),
            title,
            level: self.section_level,
            break_before: section.break_before,
            narrow: is_narrow(section),
            rows,
            narrow_rows,
            keyword_lines,
            dates: dates.into_iter().map(|date| self.period(&date)).collect(),
        }
    }

    /// Returns the rows of a section with the given entries.
    fn rows(&self, section: &view::Section, entries: &[Entry]) -> Vec<Row> {
        let mut rows = Vec::new();
        if !section.text.is_empty() {
            let parts =
                section.text.iter().map(|block| self.blocks(std::slice::from_ref(block))).collect();
            // A short introduction stays with the first entry.
            let sticky = !entries.is_empty() && length::blocks(&section.text) <= INTRODUCTION;
            rows.push(Row { sticky, ..Row::of(Gap::None, Content::Body { parts }) });
        }
        let above = if rows.is_empty() { Gap::None } else { Gap::Entry };
        if !entries.is_empty() {
            let level = self.section_level + u8::from(!section.title.is_empty());
            self.push_entries(section.kind, entries, level, above, &mut rows);
        }
        if self.settings.keep == Keep::Sections {
            rows = keep::kept(rows, entries);
        }
        rows
    }

    fn push_entries(
        &self,
        kind: &str,
        entries: &[Entry],
        level: u8,
        above: Gap,
        rows: &mut Vec<Row>,
    ) {
        let first = rows.len();
        let gap = |i: usize, between| if i == 0 { above } else { between };
        let form = self.form(kind, entries);
        match form {
            Form::Words => {
                let body = self.joined_words(entries);
                let whole = vec![Block::Keywords { body }];
                rows.push(Row::of(above, self.words_row(entries, whole)));
            }
            Form::List => {
                let item = |entry| vec![Block::Highlights { items: vec![self.bullet(entry)] }];
                let parts = entries.iter().map(item).collect();
                rows.push(Row::of(above, Content::Body { parts }));
            }
            Form::Lines => {
                let is_labelled = entries.iter().any(has_body);
                for (i, entry) in entries.iter().enumerate() {
                    let row = Row::of(gap(i, Gap::Line), self.line_row(entry, is_labelled));
                    rows.push(Row { break_before: entry.break_before, ..row });
                }
                keep::in_pairs(&mut rows[first..]);
            }
            Form::References => {
                for (i, entry) in entries.iter().enumerate() {
                    // Of several lines each, they are further apart than one-line entries.
                    let row = Row::of(gap(i, Gap::Paragraph), self.reference_row(entry, level));
                    let breakable = length::blocks(&entry.summary) > super::entry::LONGEST_WHOLE;
                    rows.push(Row { breakable, break_before: entry.break_before, ..row });
                }
                if entries.iter().all(|entry| entry.summary.is_empty()) {
                    keep::in_pairs(&mut rows[first..]);
                }
            }
            Form::Brief | Form::Entries => {
                let most = self.settings.head;
                let place = is_place(kind);
                // Degrees without text below them are a list, but not below jobs of two lines.
                let is_alike = !place || self.brief_jobs || !self.settings.brief_jobs;
                let is_list = form == Form::Brief && is_alike;
                let is_wide = !self.rules.is_narrow();
                let is_flat = entries.iter().all(|entry| entry.positions.is_empty());
                let brief = is_list
                    || if place {
                        // Degrees look like jobs if parsers find where each begins.
                        self.brief_jobs && (kind != "education" || entries.iter().all(has_text))
                    } else {
                        // The issuer of an award or a certificate belongs to its name.
                        kind != "projects" && is_wide && is_flat
                            || entries.iter().all(|entry| has_short_head(entry, most))
                    };
                let widest = if brief && !place { self.widest(entries) } else { None };
                let is_short = |line: &Text| line.text().chars().count() <= most;
                let is_list =
                    is_list || form == Form::Entries && widest.as_ref().is_some_and(is_short);
                let widest = widest.as_ref();
                let facts_first = kind == "references";
                let heads = HeadForm { brief, widest, place, facts_first, below_employer: false };
                let has_groups = entries.iter().any(|entry| entry.positions.len() > 1);
                let gap = |i: usize| match i.checked_sub(1) {
                    None => above,
                    Some(_) if is_list && (is_wide || entries.iter().all(is_title)) => Gap::Line,
                    Some(_) if is_list => Gap::Paragraph,
                    // Equally far apart, employers are easily told from positions.
                    Some(_) if has_groups => Gap::Group,
                    Some(_) => Gap::Entry,
                };
                for (i, entry) in entries.iter().enumerate() {
                    let more = self.entry_rows(entry, level, gap(i), heads, false);
                    let is_kept = self.settings.keep == Keep::Entries;
                    rows.extend(if is_kept {
                        keep::kept(more, std::slice::from_ref(entry))
                    } else {
                        more
                    });
                }
                if is_list {
                    keep::in_pairs(&mut rows[first..]);
                }
            }
        }
        let is_pair = entries.len() == 2
            && matches!(form, Form::References | Form::Entries)
            && entries.iter().map(length::entry).sum::<usize>() <= SHORT_PAIR;
        if is_pair {
            keep::whole(&mut rows[first..]);
        }
    }

    /// Returns words in a paragraph, or on a line each in a narrow column if any has details: a
    /// line break within these would hide where a word begins.
    fn joined_words(&self, entries: &[Entry]) -> Text {
        let words = entries.iter().map(|entry| self.word(entry));
        let has_details = |entry: &Entry| !self.word_aside(entry).is_empty();
        if !self.rules.is_narrow() || !entries.iter().any(has_details) {
            return self.join(words, &self.words.list_separator).end_whole();
        }
        Text::in_lines(words)
    }

    /// Returns a paragraph of words, or a line in two halves per word if the theme supports that
    /// and all words have two parts.
    fn words_row(&self, entries: &[Entry], whole: Vec<Block>) -> Content {
        let half = |entry: &Entry| {
            let rest = self.word_aside(entry);
            let label = entry.title.as_ref().map(|title| self.rules.slot(title))?;
            (!rest.is_empty()).then_some(Half { label, rest: Rest::Text(rest) })
        };
        let halves: Option<Vec<_>> = entries.iter().map(half).collect();
        match halves.filter(|_| self.settings.apart.words) {
            Some(halves) => Content::Halves { apart: "words", halves, whole },
            None => Content::Body { parts: vec![whole] },
        }
    }

    fn form(&self, kind: &str, entries: &[Entry]) -> Form {
        let is_flat = entries.iter().all(|entry| entry.positions.is_empty());
        match kind {
            "list" if is_flat => Form::List,
            "languages" | "interests" if is_flat => {
                if entries.iter().all(is_word) {
                    Form::Words
                } else {
                    Form::List
                }
            }
            "publications" if is_flat && self.settings.citations => Form::References,
            "skills" if is_flat => {
                let is_plain_word = |entry: &Entry| is_word(entry) && entry.keywords.is_empty();
                if entries.iter().all(is_plain_word) { Form::Words } else { Form::Lines }
            }
            _ if entries.iter().all(is_keyword_group) => Form::Lines,
            _ if entries.iter().all(is_bare) => Form::Brief,
            _ => Form::Entries,
        }
    }
}

/// Returns whether a section suits a narrow column.
fn is_narrow(section: &view::Section) -> bool {
    section.entries.iter().all(|entry| {
        entry.highlights.is_empty()
            && entry.positions.is_empty()
            && (section.kind != "education" || entry.summary.is_empty())
    })
}

/// Returns whether the entries of a kind have an organization, which readers and parsers expect on
/// a line of its own.
pub(super) fn is_place(kind: &str) -> bool {
    matches!(kind, "work" | "volunteer" | "education")
}

/// Returns whether the heads of all jobs are one line, to save space: the page has little room, most
/// heads are short enough, and each has lines below it, which programs need to see where the next
/// one begins.
pub(super) fn are_brief_jobs(sections: &[view::Section], most: usize) -> bool {
    let jobs = || {
        let sections = sections.iter().filter(|it| is_place(it.kind) && it.kind != "education");
        sections.flat_map(|section| &section.entries)
    };
    let long = jobs().filter(|entry| !has_short_head(entry, most)).count();
    let entries = sections.iter().flat_map(|section| &section.entries).map(length::entry);
    let texts = sections.iter().map(|section| length::blocks(&section.text));
    let mut so_far = 0;
    let is_long = texts.chain(entries).any(|length| {
        so_far += length;
        so_far > ROOMY_PAGE
    });
    is_long && BRIEF_SHARE * long <= jobs().count() && jobs().all(has_text)
}

fn has_text(entry: &Entry) -> bool {
    !entry.summary.is_empty() || !entry.highlights.is_empty()
}

fn push_dates(entry: &Entry, dates: &mut Vec<String>) {
    if let Some(date) = &entry.date
        && !dates.contains(&date.text)
    {
        dates.push(date.text.clone());
    }
    entry.positions.iter().for_each(|position| push_dates(position, dates));
}

use super::contact::country_of;
use super::date::begins;
use super::extra::emphasised;
use super::writer::{Writer, join};
use super::{Block, Detail, Entry, Highlight, Inline, Keyword, Run, Slot};
use crate::characters::without_unprintable;
use crate::locale::Word;
use crate::markup::{Quotes, link};
use crate::resume::{
    self, Date, Localized, SectionKind, Slot as Field, Text, fields, general_key, position_fields,
};
use crate::source::Path;

/// A possible part of an entry head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Name,
    Position,
    /// Degree and field of study.
    Degree,
    Issuer,
    Venue,
    /// Level and years of experience.
    Level,
}

use Part::{Degree, Issuer, Level, Name, Position, Venue};

impl Writer<'_> {
    /// Returns an entry with all its data in slots.
    pub(super) fn entry(&mut self, entry: &resume::Entry, kind: SectionKind) -> Entry {
        EntryReader { writer: self, entry, kind, is_position: false }.read()
    }

    /// Returns a bullet of a list section as an entry.
    pub(super) fn bullet(&self, highlight: &resume::Highlight) -> Entry {
        let Highlight { path, title, body, highlights } = self.highlight(highlight);
        let text = |text| Slot { path: path.clone(), text, url: None };
        Entry {
            id: highlight.item.id.clone(),
            break_before: highlight.item.break_before,
            title: title.map(text),
            summary: body,
            highlights,
            path,
            ..Entry::default()
        }
    }

    fn highlights(&self, highlights: &[resume::Highlight]) -> Vec<Highlight> {
        let highlights = highlights.iter().map(|highlight| self.highlight(highlight));
        let has_content = |highlight: &Highlight| {
            highlight.title.is_some()
                || !highlight.body.is_empty()
                || !highlight.highlights.is_empty()
        };
        highlights.filter(has_content).collect()
    }

    fn highlight(&self, highlight: &resume::Highlight) -> Highlight {
        let mut body = without_bullet(self.prose(highlight.text.as_ref()));
        let mut highlights = self.highlights(&highlight.highlights);
        let extra = self.extra_prose(&highlight.item.extra);
        if highlights.is_empty() {
            body.extend(extra);
        } else {
            // As paragraphs, they would separate the text from its nested highlights.
            let path = &highlight.item.path;
            let as_highlight = |block| Highlight {
                path: path.clone(),
                title: None,
                body: vec![block],
                highlights: Vec::new(),
            };
            highlights.extend(extra.into_iter().map(as_highlight));
        }
        Highlight {
            path: highlight.item.path.clone(),
            title: self.some_line(highlight.title.as_ref()),
            body,
            highlights,
        }
    }

    fn keyword(&self, keyword: &resume::Keyword) -> Keyword {
        let name = self.line(&keyword.name);
        let extra = self.extra_details(&keyword.item.extra).into_iter().map(|detail| {
            let separator = self.locale.word(Word::LabelSeparator);
            super::writer::join([detail.label, self.join(detail.values)], separator)
        });
        let level = self.level(keyword.level.as_ref(), keyword.years.as_ref());
        let level = self.join_parts(level.into_iter().chain(extra));
        Keyword {
            path: keyword.item.path.clone(),
            name,
            level: Some(level).filter(|level| !level.is_empty()),
        }
    }

    /// Returns level and years as one phrase: `expert, 9 years`.
    fn level(&self, level: Option<&Text>, years: Option<&Text>) -> Option<Inline> {
        let years = years.map(|years| self.line_of(&self.locale.years(years.as_str().trim())));
        let phrase = self.join_parts(level.map(|level| self.line(level)).into_iter().chain(years));
        Some(phrase).filter(|phrase| !phrase.is_empty())
    }
}

/// Distributes the data of an entry over its slots.
struct EntryReader<'r, 'w> {
    writer: &'r mut Writer<'w>,
    entry: &'r resume::Entry,
    kind: SectionKind,
    is_position: bool,
}

impl EntryReader<'_, '_> {
    fn read(&mut self) -> Entry {
        let mut parts = self.parts();
        let (titles, subtitles) = self.head();
        let fallback = [Name, Position, Degree, Issuer, Venue, Level];
        let title = take(&mut parts, titles).or_else(|| take(&mut parts, &fallback));
        let subtitle = take(&mut parts, subtitles);

        let mut details = self.first_details();
        details.extend(parts.into_iter().map(|(part, slot)| self.part_detail(part, slot)));
        details.extend(self.last_details());
        details.extend(self.contacts());
        details.extend(self.writer.extra_details(&self.entry.item.extra));

        let entry = self.entry;
        let positions = entry.positions.iter().map(|position| {
            let (writer, kind) = (&mut *self.writer, self.kind);
            EntryReader { writer, entry: position, kind, is_position: true }.read()
        });
        let positions = positions.collect();
        let keywords = entry.keywords.get().iter().map(|keyword| self.writer.keyword(keyword));
        let keywords = keywords.filter(|keyword| !keyword.name.is_empty()).collect();
        Entry {
            path: entry.item.path.clone(),
            id: entry.item.id.clone(),
            break_before: entry.item.break_before,
            title,
            subtitle,
            location: self.slot(Field::Location, entry.location.as_ref()),
            date: self.writer.entry_date(entry, self.kind == SectionKind::Certificates, |field| {
                self.path(field)
            }),
            span: if self.writer.spans { self.writer.span(entry) } else { None },
            url: self.url(),
            summary: self.summary(),
            highlights: self.writer.highlights(entry.highlights.get()),
            positions,
            keywords,
            details,
        }
    }

    /// Returns the path of a field under its key for this kind of entry.
    fn path(&self, field: Field) -> Path {
        let own = if self.is_position { position_fields() } else { fields(self.kind) };
        let key = own.iter().find(|own| own.slot == field).map(|own| own.key);
        self.entry.item.path.key(key.unwrap_or_else(|| general_key(field)))
    }

    fn slot(&self, field: Field, text: Option<&Text>) -> Option<Slot> {
        let text = self.writer.some_line(text)?;
        Some(Slot { path: self.path(field), text, url: None })
    }

    /// Returns the parts available for the head.
    fn parts(&self) -> Vec<(Part, Slot)> {
        let entry = self.entry;
        let mut parts = Vec::new();
        let mut push = |part, slot: Option<Slot>| parts.extend(slot.map(|slot| (part, slot)));
        push(Name, self.slot(Field::Name, entry.name.as_ref()));
        let position = self.slot(Field::Position, entry.position.as_ref());
        let issuer = self.slot(Field::Issuer, entry.issuer.as_ref());
        match (position, issuer) {
            // Position and organization of a referee form one phrase.
            (Some(position), Some(issuer)) if self.kind == SectionKind::References => {
                let text = self.writer.join_parts([position.text, issuer.text]);
                push(Position, Some(Slot { text, ..position }));
            }
            (position, issuer) => {
                push(Position, position);
                push(Issuer, issuer);
            }
        }
        push(Degree, self.degree());
        push(Venue, self.slot(Field::Venue, entry.venue.as_ref()));
        let fluency = self.fluency();
        let level = fluency.as_ref().or(entry.level.as_ref());
        let level = self.writer.level(level, entry.years.as_ref());
        let field = if entry.level.is_some() { Field::Level } else { Field::Years };
        push(Level, level.map(|text| Slot { path: self.path(field), text, url: None }));
        parts
    }

    /// Returns the language level: values of a format's fixed list in the page's language, free
    /// text unchanged.
    fn fluency(&self) -> Option<Text> {
        let level = self.entry.level.as_ref().filter(|_| self.kind == SectionKind::Languages)?;
        let locale = self.writer.locale;
        if level.foreign_language().is_some() || locale.lang() == "en" {
            return None;
        }
        Word::of_fluency(level.as_str()).map(|word| Text::from(locale.word(word)))
    }

    fn degree(&self) -> Option<Slot> {
        let degree = self.slot(Field::StudyType, self.entry.study_type.as_ref());
        let area = self.slot(Field::Area, self.entry.area.as_ref());
        match (degree, area) {
            (Some(degree), Some(area)) => {
                let (degree, area) = match whole_degree(degree, area) {
                    Ok(whole) => return Some(whole),
                    Err(parts) => parts,
                };
                let places = [("degree", degree.text), ("area", area.text)];
                let is_abbreviated = places[0].1.text().ends_with('.');
                let mut text = self.writer.phrase(Word::Degree, &places);
                // The full stop of an abbreviation separates: `M. A. Geschichte`.
                if is_abbreviated && let Some(Run::Text(text)) = text.0.first_mut() {
                    *text = text.replacen("., ", ". ", 1);
                }
                Some(Slot { text, path: degree.path, url: None })
            }
            (degree, area) => degree.or(area),
        }
    }

    /// Returns the parts that may be title and subtitle, in order of preference.
    fn head(&self) -> (&'static [Part], &'static [Part]) {
        match self.kind {
            _ if self.is_position => (&[Position], &[Name]),
            SectionKind::Work | SectionKind::Volunteer => {
                if self.entry.positions.is_empty() {
                    (&[Position], &[Name])
                } else {
                    (&[Name], &[Position])
                }
            }
            SectionKind::Education => (&[Degree], &[Name]),
            SectionKind::Publications => (&[Name], &[Venue, Issuer]),
            SectionKind::Awards | SectionKind::Certificates => (&[Name], &[Issuer]),
            SectionKind::Skills | SectionKind::Languages | SectionKind::Interests => {
                (&[Name], &[Level])
            }
            SectionKind::References => (&[Name], &[Position, Issuer]),
            SectionKind::Projects => (&[Name], &[Issuer, Position]),
            SectionKind::Summary | SectionKind::Text | SectionKind::List | SectionKind::Custom => {
                (&[Name], &[Position, Issuer, Degree, Venue, Level])
            }
        }
    }

    fn detail(
        &self,
        kind: &'static str,
        word: Word,
        field: Field,
        text: Option<&Text>,
    ) -> Option<Detail> {
        let value = self.writer.some_line(text)?;
        let label = self.writer.word(word);
        Some(Detail { path: self.path(field), kind, label, values: vec![value] })
    }

    fn list(
        &self,
        kind: &'static str,
        word: Word,
        field: Field,
        texts: &Localized<Vec<Text>>,
    ) -> Option<Detail> {
        let values = texts.get().iter().map(|text| self.writer.line(text));
        let values: Vec<_> = values.filter(|value| !value.is_empty()).collect();
        let label = self.writer.word(word);
        (!values.is_empty()).then(|| Detail { path: self.path(field), kind, label, values })
    }

    /// Returns persons and kinds as details; they precede parts that did not fit in the head.
    fn first_details(&self) -> Vec<Detail> {
        let entry = self.entry;
        let relationship = (self.kind == SectionKind::References)
            .then(|| {
                let text = entry.description.as_ref();
                self.detail("relationship", Word::Relationship, Field::Description, text)
            })
            .flatten();
        let roles = if entry.roles.get().len() == 1 { Word::Role } else { Word::Roles };
        [
            self.list("authors", Word::Authors, Field::Authors, &entry.authors),
            self.detail("type", Word::Type, Field::EntryType, entry.entry_type.as_ref()),
            self.list("roles", roles, Field::Roles, &entry.roles),
            relationship,
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn last_details(&self) -> Vec<Detail> {
        let entry = self.entry;
        // Next to a period, a single date has another meaning.
        let beside = |date: &&Date| match (&entry.start, &entry.end) {
            (None, None) => false,
            (None, Some(end)) => !begins(date, end),
            (Some(_), _) => true,
        };
        let date = entry.date.as_ref().filter(beside).map(|date| {
            let date = self.writer.without_hidden_day(date);
            let value = self.writer.verbatim(&self.writer.full_date(&date));
            let label = self.writer.word(Word::Date);
            Detail { path: self.path(Field::Date), kind: "date", label, values: vec![value] }
        });
        [
            self.score(),
            self.list("courses", Word::Courses, Field::Courses, &entry.courses),
            self.pages(),
            self.doi(),
            date,
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Returns the score. Numbers such as `8.1 of 10` need a label; `First-class honours` and `3.9
    /// GPA` do not.
    fn score(&self) -> Option<Detail> {
        let detail = self.detail("score", Word::Score, Field::Score, self.entry.score.as_ref())?;
        let score = detail.values[0].text();
        let label = match score.as_str() {
            score if is_grade_point_average(score) => self.writer.word(Word::GradePointAverage),
            score if is_number(score) => detail.label,
            _ => Inline::default(),
        };
        Some(Detail { label, ..detail })
    }

    /// Returns the pages of a publication, with en dashes in ranges: `45–67`.
    fn pages(&self) -> Option<Detail> {
        let mut detail =
            self.detail("pages", Word::Pages, Field::Pages, self.entry.pages.as_ref())?;
        for run in detail.values.iter_mut().flat_map(|value| &mut value.0) {
            if let Run::Text(text) = run {
                *text = with_dashes_between_digits(text);
            }
        }
        Some(detail)
    }

    fn doi(&self) -> Option<Detail> {
        let typed = without_unprintable(self.entry.doi.as_deref()?);
        let typed = typed.trim();
        let bare = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "doi:"]
            .iter()
            .find_map(|prefix| typed.strip_prefix(prefix))
            .unwrap_or(typed)
            .trim();
        let text = self.writer.verbatim(bare);
        let target =
            bare.starts_with("10.").then(|| link::target(&format!("doi:{bare}"))).flatten();
        let value = match target {
            Some(url) => Inline(vec![Run::Link { url, body: text }]),
            None => text,
        };
        let label = self.writer.word(Word::Doi);
        (!value.is_empty()).then(|| Detail {
            path: self.path(Field::Doi),
            kind: "doi",
            label,
            values: vec![value],
        })
    }

    /// Returns a part that did not fit in the head as a labelled fact.
    fn part_detail(&self, part: Part, slot: Slot) -> Detail {
        let (kind, word) = match part {
            Name => ("name", Word::Name),
            Position => ("position", Word::Position),
            Degree => ("degree", Word::StudyType),
            Issuer if self.kind == SectionKind::Publications => ("publisher", Word::Publisher),
            Issuer => ("organization", Word::Organization),
            Venue => ("venue", Word::Venue),
            // Years alone say how long something took: `3 years`.
            Level if self.entry.level.is_none() => {
                let label = Inline::default();
                return Detail { path: slot.path, kind: "level", label, values: vec![slot.text] };
            }
            Level => ("level", Word::Level),
        };
        Detail { path: slot.path, kind, label: self.writer.word(word), values: vec![slot.text] }
    }

    fn contacts(&mut self) -> Vec<Detail> {
        let mut details = Vec::new();
        let own = country_of(&self.entry.contacts, self.writer.locale);
        let country = own.or_else(|| self.writer.home.clone());
        for contact in &self.entry.contacts {
            details.extend(self.writer.contact_detail(contact, country.as_deref()));
            details.extend(self.writer.extra_details(&contact.item.extra));
        }
        details
    }

    /// The URL is shown as text rather than as a link of the title, so that it is readable on
    /// paper.
    fn url(&mut self) -> Option<Slot> {
        let typed = &*without_unprintable(self.entry.url.as_deref()?);
        let text = self.writer.verbatim(link::shown(typed));
        let path = self.path(Field::Url);
        (!text.is_empty()).then(|| Slot { url: self.writer.target(typed, &path), path, text })
    }

    /// Returns description, summary and the text of a referee.
    ///
    /// In a job the description is about the employer and is emphasised to distinguish it from the
    /// summary. Elsewhere it comes first.
    fn summary(&self) -> Vec<Block> {
        let entry = self.entry;
        let mut blocks = match self.kind {
            SectionKind::References => Vec::new(),
            _ => self.writer.prose(entry.description.as_ref()),
        };
        if matches!(self.kind, SectionKind::Work | SectionKind::Volunteer) {
            for block in &mut blocks {
                if let Block::Paragraph { body } = block {
                    *body = emphasised(std::mem::take(body));
                }
            }
        }
        blocks.extend(self.writer.prose(entry.summary.as_ref()));
        let words = self.writer.prose(entry.reference.as_ref());
        blocks.extend(if self.kind == SectionKind::References {
            quoted(words, &self.writer.locale.quotes)
        } else {
            words
        });
        blocks
    }
}

/// Joins a degree and its field where one contains the other, or where they need no further word:
/// `Diploma of` and `Nursing`. Otherwise returns them unchanged.
fn whole_degree(degree: Slot, area: Slot) -> Result<Slot, (Slot, Slot)> {
    const LINKS: [&str; 16] = [
        "of", "in", "en", "de", "di", "em", "im", "für", "du", "des", "i", "inom", "w", "z", "în",
        "van",
    ];
    let words = |slot: &Slot| -> Vec<String> {
        slot.text.text().split_whitespace().map(str::to_owned).collect()
    };
    let (of_degree, of_area) = (words(&degree), words(&area));
    let folded =
        |words: &[String]| words.iter().map(|word| word.to_lowercase()).collect::<Vec<_>>();
    let (folded_degree, folded_area) = (folded(&of_degree), folded(&of_area));
    if folded_area.starts_with(&folded_degree) {
        return Ok(area);
    }
    // A doctor of philosophy may have studied it.
    let is_doctorate = folded_degree.first().is_some_and(|word| word == "doctor");
    if folded_degree.ends_with(&folded_area) && !is_doctorate {
        return Ok(degree);
    }
    let is_link = |word: Option<&String>| word.is_some_and(|word| LINKS.contains(&word.as_str()));
    if is_link(of_degree.last()) || is_link(of_area.first()) {
        let text = join([degree.text, area.text], " ");
        return Ok(Slot { text, ..degree });
    }
    Err((degree, area))
}

fn with_dashes_between_digits(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_digit =
        |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let dashed = chars.iter().enumerate().map(|(i, c)| match c {
        '-' if is_digit(i.checked_sub(1)) && is_digit(i.checked_add(1)) => '–',
        c => *c,
    });
    dashed.collect()
}

/// Returns whether a score is on a scale of four or five: `3.8`, `3.8/4.0`, `4 of 5`.
fn is_grade_point_average(score: &str) -> bool {
    let number = |text: &str| text.trim().replace(',', ".").parse::<f32>().ok();
    let pair = ["/", " out of ", " of "].iter().find_map(|between| score.split_once(between));
    let (points, best) = match pair {
        Some((points, best)) => (number(points), number(best)),
        None => (number(score).filter(|_| score.contains(['.', ','])), Some(5.0)),
    };
    points
        .zip(best)
        .is_some_and(|(points, best)| (4.0..=5.0).contains(&best) && (0.0..=best).contains(&points))
}

/// Returns whether a score is a number, with short words at most: `8.1 of 10`, `1,4 von 6`.
fn is_number(score: &str) -> bool {
    let is_small = |word: &str| word.chars().count() <= 3 && word.chars().all(char::is_lowercase);
    let mut words = score.split_whitespace();
    let starts = score.trim_start().starts_with(|c: char| c.is_numeric());
    words.all(|word| !word.contains(char::is_alphabetic) || starts && is_small(word))
}

/// Maximum words of a text below a referee that may say how to reach them.
const LONGEST_NOTE: usize = 5;
/// Words of such a text: `available on request`.
const ON_REQUEST: [&str; 12] = [
    "request",
    "anfrage",
    "demande",
    "solicit",
    "petición",
    "richiesta",
    "pedido",
    "verzoek",
    "aanvraag",
    "życzenie",
    "запрос",
    "begäran",
];

/// Puts quotation marks around a text by someone else unless it has them.
fn quoted(mut blocks: Vec<Block>, quotes: &Quotes) -> Vec<Block> {
    let is_quoted = |text: &str| text.starts_with(['"', '“', '„', '«', '»', '‘', '「', '”', '\'']);
    let is_note = |text: &str| {
        let text = text.to_lowercase();
        text.split_whitespace().count() <= LONGEST_NOTE
            && ON_REQUEST.iter().any(|it| text.contains(it))
    };
    let [Block::Paragraph { body: first }, rest @ ..] = &mut blocks[..] else { return blocks };
    if rest.is_empty() && is_note(&first.text()) {
        return blocks;
    }
    if is_quoted(&first.text()) || !matches!(blocks.last(), Some(Block::Paragraph { .. })) {
        return blocks;
    }
    let [open, close] = &quotes.double;
    if let Some(Block::Paragraph { body }) = blocks.first_mut() {
        body.0.insert(0, Run::Text(open.clone()));
    }
    if let Some(Block::Paragraph { body }) = blocks.last_mut() {
        body.0.push(Run::Text(close.clone()));
    }
    blocks
}

/// Removes a typed bullet, since highlights have one already.
fn without_bullet(mut blocks: Vec<Block>) -> Vec<Block> {
    match blocks.as_mut_slice() {
        [Block::List { items }] if items.len() == 1 => items.remove(0),
        _ => blocks,
    }
}

/// Removes and returns the first available part, in order of preference.
fn take(parts: &mut Vec<(Part, Slot)>, preferred: &[Part]) -> Option<Slot> {
    let found =
        preferred.iter().find_map(|wanted| parts.iter().position(|(part, _)| part == wanted));
    found.map(|at| parts.remove(at).1)
}

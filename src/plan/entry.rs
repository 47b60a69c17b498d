//! Plans an entry: its head and its body.

use std::borrow::Cow;

use super::block::Block;
use super::line_breaks::{DOT, is_wide, separator, whole};
use super::section::{Content, Gap, Half, Rest, Row, Slots};
use super::text::{Piece, Text, as_lead, chars};
use super::{Planner, length};
use crate::view::{self, DateText, Detail, Entry, Run};

/// Maximum characters of an entry's URL that is kept on one line: half a line of any main column.
const LONGEST_ADDRESS: usize = 44;
/// Maximum characters of a longer one that moves to the next line as a whole if it fits there.
const LONGEST_LINE: usize = 90;

/// Facts about studies. They precede the highlights, like all others of their entry.
const STUDIES: [&str; 2] = ["score", "courses"];

/// Maximum characters of an entry that can share a line with others.
const LONGEST_WORD: usize = 60;
/// Maximum characters of a date that is kept on one line.
const LONGEST_DATE: usize = 40;
/// Maximum characters of a summary that stays on one page with the first highlight: one line, or
/// two in a narrow column.
const SHORTEST_ALONE: usize = 110;
/// Maximum characters of a summary that is not split between pages: about six lines.
pub(super) const LONGEST_WHOLE: usize = 480;
/// Maximum approximate length of what follows the highlights and stays on the page of the last one:
/// a line.
const LONGEST_END: usize = 120;

/// Characters of a title that fit on a line with its date in any main column.
const LONG_TITLE: usize = 30;

/// Maximum characters of a description of the employer that shares a line with the summary.
const LONGEST_LEAD: usize = 70;
/// Maximum characters of a text that may share a line with the head of its entry.
const LONGEST_NOTE: usize = 90;
/// Maximum characters of keywords and facts that share a line.
const SHORTEST_LINE: usize = 80;

fn chars_of(keywords: &[view::Keyword]) -> usize {
    keywords.iter().map(|keyword| chars(&keyword.name) + 2).sum()
}

/// Returns whether an entry has only parts of a head.
pub(super) fn is_bare(entry: &Entry) -> bool {
    !has_body(entry) && entry.positions.is_empty()
}

/// Returns whether an entry consists of a title.
pub(super) fn is_title(entry: &Entry) -> bool {
    is_bare(entry)
        && entry.date.is_none()
        && [&entry.subtitle, &entry.location, &entry.url].into_iter().all(Option::is_none)
}

/// Returns whether the head without its date has at most `most` characters.
pub(super) fn has_short_head(entry: &Entry, most: usize) -> bool {
    let slots = [&entry.title, &entry.subtitle, &entry.location, &entry.url];
    let length = slots.into_iter().flatten().map(|slot| chars(&slot.text) + 2).sum::<usize>();
    length <= most && entry.positions.is_empty()
}

/// Returns whether an entry has a body, not counting positions.
pub(super) fn has_body(entry: &Entry) -> bool {
    !entry.summary.is_empty()
        || !entry.highlights.is_empty()
        || !entry.keywords.is_empty()
        || !entry.details.is_empty()
}

/// Returns whether an entry is a name and a few words: `German (native)`.
pub(super) fn is_word(entry: &Entry) -> bool {
    let Some(title) = &entry.title else { return false };
    if !entry.summary.is_empty() || !entry.highlights.is_empty() || !entry.positions.is_empty() {
        return false;
    }
    let keywords = entry.keywords.iter().map(|keyword| &keyword.name);
    let values = entry.details.iter().flat_map(|detail| &detail.values);
    let length = chars(&title.text) + keywords.chain(values).map(chars).sum::<usize>();
    !title.text.text().ends_with('.') && length <= LONGEST_WORD
}

/// Returns whether an entry is a title with keywords, without place or time.
pub(super) fn is_keyword_group(entry: &Entry) -> bool {
    !entry.keywords.is_empty()
        && entry.date.is_none()
        && entry.location.is_none()
        && entry.url.is_none()
        && entry.summary.is_empty()
        && entry.highlights.is_empty()
        && entry.positions.is_empty()
}

/// Maximum characters of an entry type that is appended to the title.
const LONGEST_TYPE: usize = 24;

/// Returns whether an entry has a type that can be appended to the title: `talk`, `article`.
pub(super) fn has_type(entry: &Entry) -> bool {
    entry.title.is_some()
        && entry.details.iter().any(|it| {
            it.kind == "type" && it.values.len() == 1 && chars(&it.values[0]) <= LONGEST_TYPE
        })
}

/// Returns an entry and its positions with the employer or school first.
pub(super) fn employer_first(entry: &Entry) -> Entry {
    let mut entry = entry.clone();
    entry.positions = entry.positions.iter().map(employer_first).collect();
    // An employer above several positions is first already.
    if entry.positions.is_empty() && entry.title.is_some() && entry.subtitle.is_some() {
        std::mem::swap(&mut entry.title, &mut entry.subtitle);
    }
    entry
}

/// How the heads of a section are laid out.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct HeadForm<'t> {
    /// Whether the parts of a head share a line.
    pub brief: bool,
    /// The longest head of the section with the text below it, if all of them may share a line.
    pub widest: Option<&'t Text>,
    /// Whether the entries have an employer or school.
    pub place: bool,
    /// Whether the entry is a position below its employer.
    pub below_employer: bool,
    /// Whether facts precede the text: a quotation would separate the contacts of a referee from
    /// the name.
    pub facts_first: bool,
}

/// Keeps the last two words of a title together if it may take two lines: a date can take its last
/// word to the second.
fn long_end_whole(title: Text) -> Text {
    if title.text().chars().count() > LONG_TITLE { title.end_whole() } else { title }
}

impl Planner<'_> {
    /// Appends the type of an entry to its title if it needs neither a label nor a line of its own.
    pub(super) fn fold_type(&self, entry: &mut Entry) {
        if !has_type(entry) {
            return;
        }
        let Some(at) = entry.details.iter().position(|it| it.kind == "type") else { return };
        let mut values = entry.details.remove(at).values;
        let (Some(title), Some(mut kind)) = (&mut entry.title, values.pop()) else { return };
        let [open, close] = &self.words.aside;
        let title = &mut title.text.0;
        title.push(Run::Text(open.clone()));
        title.append(&mut kind.0);
        title.push(Run::Text(close.clone()));
    }

    /// Returns a date or duration for a line of its own.
    pub(super) fn period(&self, text: &str) -> String {
        let text = if self.settings.ascii_dates { ascii_dashes(text) } else { Cow::Borrowed(text) };
        let is_whole = text.chars().count() <= LONGEST_DATE && self.rules.fits(&text);
        if is_whole { whole(&text) } else { text.into_owned() }
    }

    /// Returns the date of an entry with its markup.
    fn date(&self, date: &DateText) -> Text {
        match &date.marked {
            Some(marked) => self.text(marked),
            None => Text::plain(self.period(&date.text)),
        }
    }

    /// Returns the head of an entry. It leads with the title or, without one, the next best slot; a
    /// `nested` head belongs to a position.
    pub(super) fn slots(&self, entry: &Entry, nested: bool) -> Slots {
        let named = [
            ("title", &entry.title),
            ("subtitle", &entry.subtitle),
            ("location", &entry.location),
            ("url", &entry.url),
        ];
        let lead = named.iter().find_map(|(name, slot)| Some((*name, slot.as_ref()?)));
        let other = |name: &str, slot: &Option<view::Slot>| {
            slot.as_ref()
                .filter(|_| lead.is_none_or(|(lead, _)| lead != name))
                .map(|slot| self.rules.slot(slot))
        };
        Slots {
            lead: lead.map(|(_, slot)| long_end_whole(as_lead(self.rules.slot(slot)))),
            lead_role: "title",
            nested,
            subtitle: other("subtitle", &entry.subtitle),
            location: other("location", &entry.location).map(|place| self.place(place)),
            url: other("url", &entry.url).map(|url| self.address(url)),
            date: entry.date.as_ref().map(|date| self.date(date)),
            span: entry.span.as_deref().map(|span| self.period(span)),
            note: None,
            widest: None,
            place: false,
            leads: lead.map_or("", |(name, _)| name),
            dated: entry.date.clone(),
        }
    }

    /// Returns a place, which moves to the next line as a whole in a narrow column. Elsewhere it
    /// may break, so that an employer before it is not broken instead.
    fn place(&self, place: Text) -> Text {
        if self.rules.is_narrow() { self.rules.whole(place) } else { place }
    }

    /// Returns an address, which moves to the next line as a whole if it fits there. A long one
    /// does not fit in the narrow column of a theme whose heads have no room for notes.
    pub(super) fn address(&self, address: Text) -> Text {
        let text = address.text();
        if self.rules.is_narrow() && !self.rules.fits(&text) {
            return self.rules.address(address);
        }
        match text.chars().count() {
            ..=LONGEST_ADDRESS => self.rules.whole(address),
            ..=LONGEST_LINE if self.settings.notes => Text(vec![Piece::Box(address)]),
            _ => address,
        }
    }

    /// Returns the rows of an entry: head, body, then those of each position.
    pub(super) fn entry_rows(
        &self,
        entry: &Entry,
        level: u8,
        above: Gap,
        form: HeadForm,
        nested: bool,
    ) -> Vec<Row> {
        let note = self.note(entry, form.widest.is_some());
        let is_noted = note.is_some();
        let grade = if is_noted { None } else { self.grade(entry) };
        let is_left = |it: &&Detail| grade.is_none_or(|grade| !std::ptr::eq(grade, *it));
        let details: Vec<&Detail> = entry.details.iter().filter(is_left).collect();
        let note = note.or_else(|| grade.map(|grade| self.fact(grade)));
        let widest = form.widest.filter(|_| is_noted).cloned();
        let slots = self.slots(entry, nested);
        let is_employer = form.place
            && !self.settings.employer_first
            && !nested
            && !entry.positions.is_empty()
            && slots.leads == "title";
        let lead_role = match (is_employer, nested && !form.below_employer) {
            (true, _) => "employer",
            (false, true) => "position",
            (false, false) => "title",
        };
        let slots = Slots { lead_role, note, widest, place: form.place, ..slots };
        let has_lead = slots.lead.is_some();
        let apart = self.settings.apart.facts;
        let body_follows = !is_noted
            && (!entry.summary.is_empty()
                || !entry.highlights.is_empty()
                || !entry.keywords.is_empty()
                || !apart && !details.is_empty());
        let head = Content::Head { slots, level, brief: form.brief, more: body_follows };
        let mut rows = vec![Row {
            sticky: !is_noted && !is_bare(entry),
            breakable: false,
            break_before: entry.break_before,
            ..Row::of(above, head)
        }];
        if is_noted {
            return rows;
        }
        let is_study = entry.details.iter().any(|it| STUDIES.contains(&it.kind));
        let before_text = form.facts_first && has_lead && !entry.summary.is_empty();
        let facts_first = before_text || is_study && has_lead && !entry.highlights.is_empty();
        if apart && facts_first {
            let facts = self.fact_rows(&details, Gap::Line);
            rows.extend(facts.map(|row| Row { sticky: true, ..row }));
        } else if before_text && !details.is_empty() {
            let parts = vec![self.fact_blocks(details.iter().copied())];
            let facts = Row::of(Gap::Body, Content::Body { parts });
            rows.push(Row { sticky: true, breakable: false, ..facts });
        }
        if body_follows {
            let (first, last) = match (apart || before_text, facts_first) {
                (true, _) => (&[][..], &[][..]),
                (false, true) => (&details[..], &[][..]),
                (false, false) => (&[][..], &details[..]),
            };
            self.push_body(entry, first, last, &mut rows);
        }
        if apart && !facts_first {
            let gap = if has_lead || body_follows { Gap::Line } else { above };
            rows.extend(self.fact_rows(&details, gap));
        }
        let below = if has_lead { level + 1 } else { level };
        for (i, position) in entry.positions.iter().enumerate() {
            let gap = if i == 0 && !body_follows { Gap::Body } else { Gap::Position };
            let form =
                HeadForm { place: form.place, below_employer: is_employer, ..HeadForm::default() };
            rows.extend(self.entry_rows(position, below, gap, form, true));
        }
        rows
    }

    /// Returns a row for each fact, the first below `gap`.
    fn fact_rows(&self, facts: &[&Detail], gap: Gap) -> impl Iterator<Item = Row> {
        facts.iter().enumerate().map(move |(i, fact)| {
            Row::of(if i == 0 { gap } else { Gap::Highlight }, self.fact_apart(fact))
        })
    }

    /// Appends the rows below a head: the summary with the facts of `first`, the highlights, then
    /// keywords and the facts of `last`.
    fn push_body(&self, entry: &Entry, first: &[&Detail], last: &[&Detail], rows: &mut Vec<Row>) {
        let mut length = length::blocks(&entry.summary);
        let mut summary = self.summary(&entry.summary);
        let mut gap = Gap::Body;
        if summary.len() > 1 && entry.highlights.is_empty() && length <= LONGEST_WHOLE {
            let rest = summary.split_off(1);
            let parts = vec![std::mem::replace(&mut summary, rest)];
            rows.push(Row { breakable: false, ..Row::of(gap, Content::Body { parts }) });
            gap = Gap::Paragraph;
        }
        summary.extend(self.fact_blocks(first.iter().copied()));
        length += length::facts(first);
        if summary.len() == 1 && length <= SHORTEST_ALONE && !entry.highlights.is_empty() {
            let parts = vec![std::mem::take(&mut summary)];
            rows.push(Row {
                sticky: true,
                breakable: false,
                ..Row::of(Gap::Body, Content::Body { parts })
            });
            gap = Gap::Highlight;
            length = 0;
        }
        rows.push(self.body_row(entry, summary, length, last, gap));
    }

    /// Returns the row of the summary, the highlights, and what follows them.
    fn body_row(
        &self,
        entry: &Entry,
        summary: Vec<Block>,
        summary_length: usize,
        details: &[&Detail],
        gap: Gap,
    ) -> Row {
        let mut parts: Vec<Vec<Block>> = entry
            .highlights
            .iter()
            .map(|highlight| vec![Block::Highlights { items: vec![self.highlight(highlight)] }])
            .collect();
        if !summary.is_empty() || parts.is_empty() {
            parts.insert(0, summary);
        }
        let end = self.end_blocks(entry, details);
        let above_end = if parts.len() > 1 { 0 } else { summary_length };
        let last_length = entry.highlights.last().map_or(0, length::highlight);
        let end_length = length::keywords(&entry.keywords) + length::facts(details);
        let keeps_end = !end.is_empty()
            && !entry.highlights.is_empty()
            && end_length <= LONGEST_END
            && above_end + last_length + end_length <= LONGEST_WHOLE;
        let breakable = if keeps_end {
            parts.len() > 1
        } else {
            !entry.highlights.is_empty() || summary_length > LONGEST_WHOLE
        };
        if let Some(last) = parts.last_mut() {
            last.extend(end);
        }
        Row { breakable, keeps_end, ..Row::of(gap, Content::Body { parts }) }
    }

    /// Returns the keywords and facts below the highlights.
    fn end_blocks(&self, entry: &Entry, details: &[&Detail]) -> Vec<Block> {
        let mut end = Vec::new();
        if !entry.keywords.is_empty() {
            end.push(Block::Keywords { body: self.keywords(&entry.keywords).in_role("keywords") });
        }
        let mut facts = self.fact_blocks(details.iter().copied());
        // Keywords share a line, and its colour, with a few facts.
        if let ([Block::Keywords { .. }], [Block::Facts { items }]) = (&end[..], &mut facts[..])
            && chars_of(&entry.keywords)
                + items.iter().map(|it| it.text().chars().count()).sum::<usize>()
                <= SHORTEST_LINE
            && let Some(Block::Keywords { body }) = end.pop()
        {
            items.iter_mut().for_each(|it| *it = std::mem::take(it).in_role("keywords"));
            items.insert(0, body);
        }
        end.extend(facts);
        end
    }

    /// Returns the text below a head. A short description of the employer, which the view
    /// emphasises, is run into the first paragraph.
    fn summary(&self, blocks: &[view::Block]) -> Vec<Block> {
        let mut planned = self.blocks(blocks);
        let [view::Block::Paragraph { body: first }, view::Block::Paragraph { .. }, ..] = blocks
        else {
            return planned;
        };
        if !matches!(first.0[..], [Run::Emphasis(_)]) || chars(first) > LONGEST_LEAD {
            return planned;
        }
        if let Block::Paragraph { body: mut lead } = planned.remove(0)
            && let Some(Block::Paragraph { body }) = planned.first_mut()
        {
            end_sentence(&mut lead);
            lead.push(std::mem::take(body));
            *body = lead;
        }
        planned
    }

    /// Returns the text of an entry if the theme may place it on a line of the head: facts, or what
    /// is said in a few words if it may be `run_in`.
    fn note(&self, entry: &Entry, run_in: bool) -> Option<Text> {
        let is_flat = entry.highlights.is_empty() && entry.positions.is_empty();
        if !self.takes_notes(entry) || !is_flat {
            return None;
        }
        let note = match (&entry.summary[..], &entry.keywords[..], &entry.details[..]) {
            ([view::Block::Paragraph { body }], [], []) if run_in => self.text(body),
            ([], keywords @ [_, ..], []) if run_in => self.keywords(keywords).in_role("keywords"),
            ([], [], details) => match &mut self.fact_blocks(details)[..] {
                [Block::Facts { items }] => self.join(items.drain(..), &separator(DOT)),
                _ => return None,
            },
            _ => return None,
        };
        (note.text().chars().count() <= LONGEST_NOTE).then_some(note)
    }

    /// Returns the longest head with its note, on one line, if each entry has only a head and a
    /// note that may be run in.
    pub(super) fn widest(&self, entries: &[Entry]) -> Option<Text> {
        let lines: Option<Vec<Text>> =
            entries.iter().map(|entry| self.run_in_line(entry)).collect();
        lines?.into_iter().max_by_key(|line| line.text().chars().count())
    }

    fn run_in_line(&self, entry: &Entry) -> Option<Text> {
        let note = self.note(entry, true);
        if note.is_none() && !is_bare(entry) {
            return None;
        }
        let slots = [
            ("title", &entry.title),
            ("subtitle", &entry.subtitle),
            ("location", &entry.location),
            ("url", &entry.url),
        ];
        let styled = |(role, slot): (_, &Option<view::Slot>)| {
            slot.as_ref().map(|slot| self.text(&slot.text).in_role(role))
        };
        let head = self.join(slots.into_iter().filter_map(styled), &self.words.part_separator);
        Some(self.join([head].into_iter().chain(note), &separator(DOT)))
    }

    /// Returns the grade if the theme may place it on the line of the degree.
    fn grade<'e>(&self, entry: &'e Entry) -> Option<&'e Detail> {
        let grade = entry.details.iter().find(|it| it.kind == "score")?;
        let is_short = length::facts(&[grade]) <= LONGEST_NOTE;
        (self.takes_notes(entry) && is_short).then_some(grade)
    }

    fn takes_notes(&self, entry: &Entry) -> bool {
        self.settings.notes && !self.settings.apart.facts && entry.title.is_some()
    }

    /// Returns a fact in two halves if its label fits in the side column.
    fn fact_apart(&self, detail: &view::Detail) -> Content {
        let whole = vec![Block::Paragraph { body: self.fact(detail) }];
        if detail.label.is_empty() {
            return Content::Body { parts: vec![whole] };
        }
        let rest = Rest::Text(self.values(detail));
        let halves = vec![Half { label: self.text(&detail.label), rest }];
        Content::Halves { apart: "facts", halves, whole }
    }

    /// Returns a publication as a reference, with its date where the theme puts the date of an
    /// entry without a name.
    pub(super) fn reference_row(&self, entry: &Entry, level: u8) -> Content {
        let only_date = Entry { date: entry.date.clone(), ..Entry::default() };
        let slots = self.slots(&only_date, false);
        // In a sentence, it is not styled as a date in a column.
        let date = slots.date.clone();
        let with = |date| {
            let mut body = self.reference(entry, date);
            // A short summary belongs to the reference, where a paragraph would look like another
            // one.
            let summary = match &entry.summary[..] {
                [view::Block::Paragraph { body: note }] if !body.is_empty() => {
                    body.0.push(Piece::Break);
                    body.push(self.text(note));
                    &[]
                }
                blocks => blocks,
            };
            let mut blocks = vec![Block::Reference { body }];
            blocks.extend(self.blocks(summary));
            if !entry.highlights.is_empty() {
                let items = entry.highlights.iter().map(|it| self.highlight(it)).collect();
                blocks.push(Block::Highlights { items });
            }
            if !entry.keywords.is_empty() {
                blocks.push(Block::Keywords {
                    body: self.keywords(&entry.keywords).in_role("keywords"),
                });
            }
            blocks
        };
        Content::Reference { dated: with(date), undated: with(None), slots, level }
    }
}

/// Ends text with a full stop and a blank, unless it ends a sentence already.
pub(super) fn end_sentence(text: &mut Text) {
    let plain = text.text();
    let end = match plain.chars().next_back() {
        Some(c) if is_wide(c) && text.is_ended() => "",
        Some(c) if is_wide(c) => "。",
        _ if text.is_ended() => " ",
        Some('\u{900}'..='\u{97f}') => "। ",
        _ => ". ",
    };
    text.push_str(end);
}

/// Replaces dashes between words by hyphens. At an end, a hyphen would suggest a broken word or a
/// minus.
pub(super) fn ascii_dashes(date: &str) -> Cow<'_, str> {
    if !date.contains('–') {
        return Cow::Borrowed(date);
    }
    let mut out = String::with_capacity(date.len());
    let mut chars = date.chars().peekable();
    while let Some(c) = chars.next() {
        let is_before_word =
            chars.peek().is_some_and(|next| next.is_whitespace() || next.is_alphanumeric());
        out.push(if c == '–' && is_before_word && !out.is_empty() { '-' } else { c });
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_in_the_full_stop_of_its_script() {
        let ended = |text: &str| {
            let mut text = Text::plain(text);
            end_sentence(&mut text);
            text.text()
        };
        assert_eq!(ended("Forge"), "Forge. ");
        assert_eq!(ended("Forge!"), "Forge! ");
        assert_eq!(ended("船の鍛冶屋"), "船の鍛冶屋。");
        assert_eq!(ended("कारखाना"), "कारखाना। ");
    }
}

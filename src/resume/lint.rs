//! Finds likely mistakes in valid data, reported by `recto check`.

use super::placeholder::is_placeholder;
use super::walk::{Role, Visitor, key_of, visit_resume};
use super::{Contact, ContactKind, Date, Entry, Letter, Resume, Section, SectionKind, Slot, Text};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::markup::{self, link};
use crate::source::Path;

/// Years into the future after which a date is unlikely.
const FARTHEST: i16 = 15;

/// Reports invalid e-mail addresses, quotes around names, empty sections, placeholders, unclosed
/// markup and future dates.
pub fn lint(resume: &Resume, today: (i16, u8, u8), diagnostics: &mut Diagnostics) {
    let mut lint = Lint { today, diagnostics };
    let at = &resume.basics.path;
    lint.quotes(resume.basics.name.as_ref(), &at.key("name"));
    lint.quotes(resume.basics.label.as_ref(), &at.key("label"));
    resume.basics.contacts.iter().for_each(|contact| lint.contact(contact));
    if let Some(birth) = resume.basics.birth.as_ref().filter(|birth| lint.is_after(birth, 0)) {
        let message = format!("the date of birth `{birth}` is in the future");
        lint.report_far_date(message, &at.key("birth"));
    }
    if let Some(letter) = &resume.letter {
        lint.letter(letter, resume.meta.variants.is_empty());
    }
    for section in &resume.sections {
        lint.empty(section);
        for entry in section.entries.iter().flatten() {
            lint.entry(entry, section.kind);
        }
    }
    let mut resume = resume.clone();
    visit_resume(&mut resume, &mut Placeholders(diagnostics));
    visit_resume(&mut resume, &mut Markup(diagnostics));
}

struct Lint<'d> {
    today: (i16, u8, u8),
    diagnostics: &'d mut Diagnostics,
}

impl Lint<'_> {
    fn contact(&mut self, contact: &Contact) {
        let Some(value) = &contact.value else { return };
        let is_email = link::is_email(value.trim()) || is_placeholder(value);
        if contact.kind == ContactKind::Email && !is_email {
            let message = format!("`{value}` is not an e-mail address");
            let problem = Diagnostic::warning("invalid-email", message).on(&contact.item.path);
            self.diagnostics.push(problem.hint("write only the address, as `name@example.com`"));
        }
    }

    /// Reports a letter without text, except one that a variant may complete. One with at most a
    /// place and a date is reported where it is left out.
    fn letter(&mut self, letter: &Letter, is_complete: bool) {
        let Letter { recipient, subject, salutation, body, closing, .. } = letter;
        let others = [subject, salutation, closing];
        let has_others = !recipient.is_empty() || others.iter().any(|text| text.is_some());
        if body.is_none() && has_others && is_complete {
            let problem = Diagnostic::warning("empty-letter", "the letter has no text");
            let problem = problem.on(&letter.path);
            self.diagnostics.push(problem.hint("write its `body`, or leave it to a variant"));
        }
    }

    fn entry(&mut self, entry: &Entry, kind: SectionKind) {
        let at = &entry.item.path;
        if matches!(kind, SectionKind::Work | SectionKind::Volunteer | SectionKind::Education) {
            for slot in [Slot::Name, Slot::Position] {
                let text = if slot == Slot::Name { &entry.name } else { &entry.position };
                self.quotes(text.as_ref(), &at.key(key_of(slot, kind)));
            }
        }
        if let Some(start) = entry.start.as_ref().filter(|start| self.is_after(start, 1)) {
            let message = format!("the start `{start}` is in the future");
            self.report_far_date(message, &at.key(key_of(Slot::Start, kind)));
        } else {
            for (slot, date) in [(Slot::End, &entry.end), (Slot::Date, &entry.date)] {
                if let Some(date) = date.as_ref().filter(|date| self.is_after(date, FARTHEST)) {
                    let message = format!("`{date}` is more than {FARTHEST} years away");
                    self.report_far_date(message, &at.key(key_of(slot, kind)));
                }
            }
        }
        entry.positions.iter().for_each(|position| self.entry(position, kind));
    }

    /// Reports a title without content.
    fn empty(&mut self, section: &Section) {
        let has_text = section.text.iter().flat_map(Text::iter).any(|text| !text.trim().is_empty());
        let has_entries = section.entries.iter().any(|entries| !entries.is_empty());
        let has_bullets = section.highlights.iter().any(|bullets| !bullets.is_empty());
        let has_facts = section.item.extra.iter().any(|fact| !fact.is_flag());
        let is_empty = !has_text && !has_entries && !has_bullets && !has_facts;
        let Some(title) = section.title.as_ref().filter(|_| is_empty) else { return };
        let message = format!("the section `{}` is empty, and is not printed", title.get());
        let problem = Diagnostic::warning("empty-section", message).on(&section.item.path);
        self.diagnostics.push(problem.hint("write its `entries` or `text`, or remove it"));
    }

    /// Returns whether a date is more than `years` years in the future.
    fn is_after(&self, date: &Date, years: i16) -> bool {
        let (year, month, _) = self.today;
        date.parts().is_some_and(|(other, other_month, _)| {
            (other, other_month.unwrap_or(1)) > (year.saturating_add(years), month)
        })
    }

    fn report_far_date(&mut self, message: String, path: &Path) {
        let problem = Diagnostic::warning("far-date", message).on(path);
        self.diagnostics.push(problem.hint("check the year, and the order of day and month"));
    }

    /// Reports quotes around a whole name. They usually come from a word processor that replaced
    /// the straight quotes of the file's syntax.
    fn quotes(&mut self, text: Option<&Text>, path: &Path) {
        let Some(quoted) = text.into_iter().flat_map(Text::iter).find(|text| is_quoted(text))
        else {
            return;
        };
        let message = format!("the quotes around `{quoted}` are part of the text, and are printed");
        let problem = Diagnostic::warning("printed-quotes", message).on(path);
        self.diagnostics.push(problem.hint("remove them; to print quotes, type `\"`"));
    }
}

/// Returns whether a text is quoted as a whole.
fn is_quoted(text: &str) -> bool {
    const PAIRS: [(char, char); 6] =
        [('“', '”'), ('„', '“'), ('„', '”'), ('‘', '’'), ('«', '»'), ('"', '"')];
    let text = text.trim();
    PAIRS.iter().any(|(open, close)| {
        let inner = text.strip_prefix(*open).and_then(|rest| rest.strip_suffix(*close));
        inner.is_some_and(|inner| !inner.contains([*open, *close]))
    })
}

/// Finds placeholders, which are printed unchanged.
struct Placeholders<'d>(&'d mut Diagnostics);

impl Placeholders<'_> {
    fn report(&mut self, path: &Path, text: &str) {
        let message = format!("`{text}` is a placeholder, and is printed");
        let problem = Diagnostic::warning("placeholder", message).on(path);
        self.0.push(problem.hint("write your own text, or remove it"));
    }
}

impl Visitor for Placeholders<'_> {
    fn text(&mut self, path: &Path, _: Role, text: &mut Text) {
        if let Some(text) = text.iter().find(|text| is_placeholder(text)) {
            self.report(path, text);
        }
    }

    fn whole(&mut self, path: &Path, _: Role, text: &mut Option<String>) {
        if let Some(text) = text.as_ref().filter(|text| is_placeholder(text)) {
            self.report(path, text);
        }
    }
}

/// Finds unclosed markup, which is printed unchanged.
struct Markup<'d>(&'d mut Diagnostics);

/// Delimiters that close themselves, with their closing form.
const SIGNS: [(&str, &str); 3] =
    [("**", "`**bold**`"), ("`", "`` `code` ``"), ("](", "`[text](https://example.com)`")];

impl Visitor for Markup<'_> {
    fn text(&mut self, path: &Path, _: Role, text: &mut Text) {
        for text in text.iter() {
            // Escaped characters are printed on purpose.
            if text.contains(['\\']) || !SIGNS.iter().any(|(sign, _)| text.contains(sign)) {
                continue;
            }
            let shown = shown(text);
            if let Some(address) = address_of(&shown) {
                let message =
                    format!("`{address}` is not a web address, so its link is printed as text");
                let problem = Diagnostic::warning("not-a-link", message).on(path);
                self.0.push(problem.hint("write all of it, as in `[text](https://example.com)`"));
                continue;
            }
            if let Some((sign, closed)) = SIGNS.iter().find(|(sign, _)| shown.contains(sign)) {
                let message = format!("`{sign}` is never closed, so it is printed");
                let problem = Diagnostic::warning("unclosed-markup", message).on(path);
                let hint = format!("close it, as in {closed}, or put `\\` before it");
                self.0.push(problem.hint(hint));
            }
        }
    }
}

/// Returns the address of the first link that is printed as text.
fn address_of(shown: &str) -> Option<&str> {
    let (_, address) = shown.split_once("](")?;
    let (address, _) = address.split_once(')')?;
    let is_address = !address.is_empty() && !address.contains(char::is_whitespace);
    is_address.then_some(address)
}

/// Returns a text as rendered, without code.
fn shown(text: &str) -> String {
    fn push(body: &markup::Inline, out: &mut String) {
        for run in &body.0 {
            match run {
                markup::Run::Text(text) => out.push_str(text),
                markup::Run::Code(_) => out.push(' '),
                markup::Run::Break => out.push('\n'),
                markup::Run::Strong(body)
                | markup::Run::Emphasis(body)
                | markup::Run::Link { body, .. }
                | markup::Run::Foreign { body, .. } => push(body, out),
            }
        }
    }
    fn push_blocks(blocks: &[markup::Block], out: &mut String) {
        for block in blocks {
            match block {
                markup::Block::Paragraph { body } => push(body, out),
                markup::Block::List { items } | markup::Block::Enumeration { items } => {
                    items.iter().for_each(|item| push_blocks(item, out));
                }
            }
            out.push('\n');
        }
    }
    let mut out = String::new();
    push_blocks(&markup::blocks(text), &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resume::{Extra, ExtraValue, Item};

    #[test]
    fn a_section_with_printed_facts_is_not_empty() {
        for (keys, is_reported) in [(&[][..], true), (&["rows"], false), (&["icon"], true)] {
            let fact = |key: &&str| Extra {
                path: Path::ROOT,
                key: (*key).to_owned(),
                label: None,
                value: ExtraValue::Text("a".into()),
            };
            let item = Item { extra: keys.iter().map(fact).collect(), ..Item::default() };
            let section = Section { item, title: Some("Table".into()), ..Section::default() };
            let resume = Resume { sections: vec![section], ..Resume::default() };
            let mut found = Diagnostics::default();
            lint(&resume, (2026, 1, 31), &mut found);
            assert_eq!(found.iter().any(|it| it.code == "empty-section"), is_reported, "{keys:?}");
        }
    }

    #[test]
    fn text_counts_as_quoted_only_if_one_pair_encloses_it() {
        for text in ["“Jo”", "„Jo“", "\"Jo\"", " «Jo» "] {
            assert!(is_quoted(text), "{text}");
        }
        for text in ["Jo", "“Jo” Doe", "“A” and “B”", "Jo's", "\"", "the ‘Jo’"] {
            assert!(!is_quoted(text), "{text}");
        }
    }
}

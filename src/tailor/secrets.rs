//! Redacted texts, and where they occur.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use index::{Index, Match, merge};
use links::{Link, links};
use normal::NormalizedText;

use crate::characters::without_unprintable;
use crate::markup::{self, Block, Inline, Quotes, Run};

pub(super) use builder::SecretsBuilder;

mod address;
mod builder;
mod day;
mod index;
mod links;
mod lookalikes;
mod name;
mod normal;
mod number;

/// Replaces redacted text.
const MARK: &str = "[…]";

/// Texts that must not occur anywhere.
///
/// They are found however they are written: texts are compared in a normal form, numbers by the
/// digits they dial, days by their date, names by their parts.
#[derive(Debug, Clone, Default)]
pub struct Secrets(Option<Arc<Index>>);

impl PartialEq for Secrets {
    fn eq(&self, other: &Self) -> bool {
        let parts = |it: &Self| {
            it.0.as_ref().map(|it| (it.words.clone(), it.digits.clone(), it.days.clone()))
        };
        parts(self) == parts(other)
    }
}

impl Secrets {
    /// Returns whether there are no secrets.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Returns whether a text without markup contains a secret.
    pub fn are_in(&self, text: &str) -> bool {
        self.find(text, &[]).iter().any(|found| found.is_sure)
    }

    /// Returns whether marked-up text contains an ambiguous occurrence of a secret.
    pub(super) fn may_be_in(&self, text: &str) -> bool {
        self.find(text, &links(text)).iter().any(|found| !found.is_sure)
    }

    /// Returns a text with every secret replaced by signs of the same length in bytes; `None` if it
    /// contains none.
    pub fn mask(&self, text: &str) -> Option<String> {
        let index = self.0.as_ref()?;
        let found = index.find(&NormalizedText::of_source(text), text);
        if found.is_empty() {
            return None;
        }
        let mut masked = String::with_capacity(text.len());
        let mut at = 0;
        for Match { place, .. } in found {
            masked.push_str(&text[at..place.start]);
            masked.extend(text[place.clone()].chars().map(|c| match (c, c.len_utf8()) {
                ('\r' | '\n', _) => c,
                (_, 1) => '*',
                (_, 2) => '¤',
                (_, 3) => '•',
                _ => '\u{1f512}',
            }));
            at = place.end;
        }
        masked.push_str(&text[at..]);
        Some(masked)
    }

    /// Returns whether a secret occurs in rendered text: in the whole, in a part with a look of its own, or
    /// in the target of a link.
    pub fn are_in_inline(&self, text: &Inline) -> bool {
        self.are_in(&text.text()) || self.are_in_a_run(text)
    }

    fn are_in_a_run(&self, text: &Inline) -> bool {
        text.0.iter().any(|run| match run {
            Run::Text(text) | Run::Code(text) => self.are_in(text),
            Run::Link { url, body } => self.are_in(url) || self.are_in_a_run(body),
            Run::Strong(body) | Run::Emphasis(body) | Run::Foreign { body, .. } => {
                self.are_in_a_run(body)
            }
            Run::Break => false,
        })
    }

    /// Returns marked-up text with every secret replaced; `None` if it contains none.
    pub(super) fn black_out(&self, text: &str) -> Option<String> {
        let black = self.black_out_marked(text);
        let left = black.as_deref().unwrap_or(text);
        let Some(reading) = self.rendered_text_with_secret(left) else { return black };
        let plain = self.black_out_marked(&markup::escape(&reading));
        let is_clean = |plain: &String| self.rendered_text_with_secret(plain).is_none();
        Some(plain.filter(is_clean).unwrap_or_else(|| MARK.to_owned()))
    }

    /// Returns a text as rendered if a secret occurs in it there.
    ///
    /// Nested brackets may form other links than they seem to, and dashes are set across their ends.
    fn rendered_text_with_secret(&self, text: &str) -> Option<String> {
        // A character that is removed may stand between a backslash and a bracket or between hyphens, and
        // a link in code shows its text as well.
        let admitted = without_unprintable(text);
        if !admitted.contains(['[', '*', '`', '<']) && !admitted.contains("--") {
            return None;
        }
        let uncoded = admitted.replace('`', "");
        let forms = BTreeSet::from([&*admitted, text, &uncoded]);
        forms.into_iter().find_map(|form| {
            let mut paragraphs = Vec::new();
            push_paragraphs(markup::blocks(form), &mut paragraphs);
            self.joined_text_with_secret(vec![markup::inline(form)])
                .or_else(|| self.joined_text_with_secret(paragraphs))
        })
    }

    /// Returns the text of paragraphs if a secret occurs in it, before or after dashes are set.
    fn joined_text_with_secret(&self, mut paragraphs: Vec<Inline>) -> Option<String> {
        let typed: Vec<String> = paragraphs.iter().map(Inline::text).collect();
        let typed = typed.join("\n\n");
        let contains_secret =
            |paragraphs: &[Inline]| paragraphs.iter().any(|it| self.are_in_inline(it));
        if !self.are_in(&typed) && !contains_secret(&paragraphs) {
            let [double, single] = ["\"", "'"].map(|sign| [sign, sign].map(str::to_owned));
            let quotes = Quotes { double, single };
            paragraphs.iter_mut().for_each(|it| markup::set_quotes_and_dashes(it, &quotes));
            if !contains_secret(&paragraphs) {
                return None;
            }
        }
        Some(typed)
    }

    fn black_out_marked(&self, text: &str) -> Option<String> {
        let unlinked = self.unlink(text);
        let clean = unlinked.as_deref().unwrap_or(text);
        let links = links(clean);
        let mut found = self.find(clean, &links);
        if !links.is_empty() {
            // Text that only resembles a link is printed unchanged.
            found.extend(self.find(clean, &[]));
            found = merge(found);
        }
        let mut edits: Vec<(Range<usize>, &str)> = Vec::new();
        for Match { place, .. } in found.iter().filter(|found| found.is_sure) {
            let place = with_stars(clean, place.clone());
            // A following parenthesis must not become a link target.
            let mark = if clean[place.end..].starts_with('(') { "\\[…]" } else { MARK };
            edits.extend(gaps(clean, &place).into_iter().flatten().map(|at| (at..at, " ")));
            edits.push((place, mark));
        }
        // Brackets of a link that the replacement cuts in two.
        let mut brackets = Vec::new();
        for link in &links {
            let cuts = |part: &Range<usize>| {
                let next = edits.partition_point(|(place, _)| place.end <= part.start);
                edits.get(next).is_some_and(|(place, _)| {
                    place.start < part.end && !(place.start <= link.open && link.end <= place.end)
                })
            };
            let parts = [link.open..link.open + 1, link.middle..link.end];
            if parts.iter().any(cuts) {
                brackets.extend(parts.map(|part| (part, "")));
            }
        }
        edits.extend(brackets);
        if edits.is_empty() {
            return unlinked;
        }
        edits.sort_by_key(|(place, _)| (place.start, std::cmp::Reverse(place.end)));
        let mut black = String::with_capacity(clean.len());
        let mut at = 0;
        for (place, mark) in edits {
            if place.start >= at {
                black.push_str(&clean[at..place.start]);
                black.push_str(mark);
            }
            at = at.max(place.end);
        }
        black.push_str(&clean[at..]);
        (black != text).then_some(black)
    }

    /// Removes link targets that contain a secret: `[here](https://…)` becomes `here`.
    fn unlink(&self, text: &str) -> Option<String> {
        let mut cuts: Vec<Range<usize>> = links(text)
            .into_iter()
            .filter(|link| self.are_in(&text[link.target.clone()]))
            .flat_map(|link| [link.open..link.open + 1, link.middle..link.end])
            .collect();
        if cuts.is_empty() {
            return None;
        }
        cuts.sort_unstable_by_key(|cut| (cut.start, cut.end));
        let mut clean = String::with_capacity(text.len());
        let mut at = 0;
        for cut in cuts {
            clean.push_str(&text[at.min(cut.start)..cut.start]);
            at = at.max(cut.end);
        }
        clean.push_str(&text[at..]);
        Some(clean)
    }

    /// Returns all occurrences in order, without overlap.
    fn find(&self, text: &str, links: &[Link]) -> Vec<Match> {
        let Some(index) = &self.0 else { return Vec::new() };
        index.find(&NormalizedText::with_links(text, links), text)
    }
}

fn push_paragraphs(blocks: Vec<Block>, paragraphs: &mut Vec<Inline>) {
    for block in blocks {
        match block {
            Block::Paragraph { body } => paragraphs.push(body),
            Block::List { items } | Block::Enumeration { items } => {
                items.into_iter().for_each(|item| push_paragraphs(item, paragraphs));
            }
        }
    }
}

/// Extends a range in marked-up text by asterisks that would become unbalanced.
fn with_stars(text: &str, place: Range<usize>) -> Range<usize> {
    let mut runs = 0;
    let mut last = ' ';
    for c in text[place.clone()].chars() {
        runs += usize::from(c == '*' && last != '*');
        last = c;
    }
    if runs % 2 == 0 {
        return place;
    }
    let before = text[..place.start].trim_end_matches('*').len();
    if before < place.start {
        return before..place.end;
    }
    let after = text[place.end..].len() - text[place.end..].trim_start_matches('*').len();
    place.start..place.end + after
}

/// Returns where a blank must separate the asterisks beside a replacement from a letter: between a
/// bracket and a letter they would be printed.
fn gaps(text: &str, place: &Range<usize>) -> [Option<usize>; 2] {
    let before = text[..place.start].trim_end_matches('*');
    let after = text[place.end..].trim_start_matches('*');
    let is_before = before.len() < place.start && before.ends_with(char::is_alphanumeric);
    let end = text.len() - after.len();
    let is_after = end > place.end && after.starts_with(char::is_alphanumeric);
    [is_before.then_some(before.len()), is_after.then_some(end)]
}

#[cfg(test)]
mod tests;

//! Searches a text for all secrets at once.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use unicode_script::{Script, UnicodeScript};

use super::day::Day;
use super::normal::{NormalizedText, is_unspaced};
use super::number::Numbers;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word {
    /// Text in normal form.
    pub(super) text: String,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Text,
    /// An address; not bounded by digits either: `x.example2` differs.
    Address,
    /// May occur within a longer word.
    Joined,
    /// Part of a name. If it is capitalised, its lower-case form may be another word.
    Name {
        has_capitals: bool,
    },
    /// Too short to be distinguished from other words.
    Short,
}

/// An occurrence of a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) place: Range<usize>,
    /// Whether the occurrence is unambiguous.
    pub(super) is_sure: bool,
}

/// The search structure.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) words: Vec<Word>,
    pub(super) automaton: Option<AhoCorasick>,
    pub(super) numbers: Numbers,
    pub(super) days: Vec<Day>,
    /// The digits that `numbers` was built from.
    pub(super) digits: Vec<String>,
}

/// Returns an automaton that finds all texts at once.
pub(super) fn automaton(texts: &[impl AsRef<str>]) -> Option<AhoCorasick> {
    if texts.is_empty() {
        return None;
    }
    let mut builder = AhoCorasick::builder();
    builder.kind(Some(AhoCorasickKind::ContiguousNFA)).match_kind(MatchKind::Standard);
    builder.build(texts.iter().map(|text| text.as_ref().as_bytes())).ok()
}

impl Index {
    pub(super) fn new(words: Vec<Word>, digits: Vec<String>, days: Vec<Day>) -> Self {
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        let automaton = automaton(&texts);
        Self { automaton, numbers: Numbers::new(&digits), words, days, digits }
    }

    /// Returns all occurrences in order, without overlap.
    pub(super) fn find(&self, normal: &NormalizedText, original: &str) -> Vec<Match> {
        let mut found = Vec::new();
        self.words_in(normal, original, &mut |_, it| found.push(it));
        let mut sure = |part: Range<usize>| {
            found.push(Match { place: normal.place(&part), is_sure: true });
        };
        self.numbers.find(&normal.text, &mut sure);
        self.days.iter().for_each(|day| day.find(&normal.text, &mut sure));
        merge(found)
    }

    /// Passes each occurrence of a word of the index to `show`.
    pub(super) fn words_in(
        &self,
        normal: &NormalizedText,
        original: &str,
        show: &mut impl FnMut(usize, Match),
    ) {
        let Some(automaton) = &self.automaton else { return };
        for found in automaton.find_overlapping_iter(&normal.text) {
            let word = found.pattern().as_usize();
            let kind = self.words[word].kind;
            let part = found.start()..found.end();
            let place = normal.place(&part);
            let is_apart = || {
                let (text, part) = between_marks(&normal.text, &part, original, &place);
                is_bounded(text, &part, kind)
            };
            if kind != Kind::Joined && !is_apart() {
                continue;
            }
            let is_sure = match kind {
                Kind::Short => false,
                Kind::Name { has_capitals: true } => !is_small_word(original, &place),
                _ => true,
            };
            show(word, Match { place, is_sure });
        }
    }
}

/// Prefixes that are written together with the following word, and their maximum number.
fn prefixes(script: Script) -> &'static str {
    match script {
        Script::Hebrew => "ובהכלמש",
        Script::Arabic => "وفبكلاس",
        _ => "",
    }
}

const MOST_PREFIXES: usize = 4;

/// Returns the text around a range up to markup directly beside it, and the range within it: in
/// `**Anvil**s` the name is a word of its own.
fn between_marks<'t>(
    text: &'t str,
    part: &Range<usize>,
    original: &str,
    place: &Range<usize>,
) -> (&'t str, Range<usize>) {
    const MARKS: [char; 4] = ['*', '`', '[', ']'];
    let start = if original[..place.start].ends_with(MARKS) { part.start } else { 0 };
    let end = if original[place.end..].starts_with(MARKS) { part.end } else { text.len() };
    (&text[start..end], part.start - start..part.end - start)
}

/// Returns whether a range ends at word boundaries on both sides, by the rules of its script.
fn is_bounded(text: &str, part: &Range<usize>, kind: Kind) -> bool {
    let inside = &text[part.clone()];
    let (Some(first), Some(last)) = (inside.chars().next(), inside.chars().next_back()) else {
        return false;
    };
    let before = text[..part.start].chars().next_back();
    let after = text[part.end..].chars().next();
    let is_name = matches!(kind, Kind::Name { .. } | Kind::Short);
    let joins = |a: char, b: char| {
        a.is_alphanumeric()
            && b.is_alphanumeric()
            && !is_unspaced(a)
            && !is_unspaced(b)
            && !(is_name && a.is_ascii_digit() != b.is_ascii_digit())
    };
    let starts = before.is_none_or(|before| !joins(before, first)) || {
        let letters = prefixes(first.script());
        let mut before = text[..part.start].chars().rev();
        let joined = before.by_ref().take(MOST_PREFIXES + 1).take_while(|c| c.is_alphanumeric());
        let joined: Vec<char> = joined.collect();
        joined.len() <= MOST_PREFIXES && joined.iter().all(|c| letters.contains(*c))
    };
    // Korean particles follow a noun without a space.
    let continues_word = |after: char| {
        joins(last, after)
            && !(kind != Kind::Short
                && last.script() == Script::Hangul
                && after.script() == Script::Hangul)
    };
    starts && !after.is_some_and(continues_word)
}

/// Returns whether a range is a lower-case word and not part of an address.
fn is_small_word(text: &str, place: &Range<usize>) -> bool {
    let word = &text[place.clone()];
    let is_part = |near: Option<char>, beyond: Option<char>| match near {
        Some('@' | '/' | '_' | '-' | '#' | '=' | '%' | '&') => true,
        Some('.' | ':') => beyond.is_some_and(char::is_alphanumeric),
        Some(c) => c.is_alphanumeric(),
        None => false,
    };
    let mut before = text[..place.start].chars().rev();
    let mut after = text[place.end..].chars();
    word.contains(char::is_lowercase)
        && !word.contains(char::is_uppercase)
        && !is_part(before.next(), before.next())
        && !is_part(after.next(), after.next())
}

/// Merges overlapping occurrences; an unambiguous one absorbs ambiguous ones.
pub(super) fn merge(mut found: Vec<Match>) -> Vec<Match> {
    found.sort_by_key(|it| (it.place.start, std::cmp::Reverse(it.place.end)));
    let mut merged: Vec<Match> = Vec::new();
    for next in found {
        match merged.last_mut() {
            Some(last) if next.place.start < last.place.end => {
                last.place.end = last.place.end.max(next.place.end);
                last.is_sure |= next.is_sure;
            }
            _ => merged.push(next),
        }
    }
    merged
}

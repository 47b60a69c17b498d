//! Redacted texts, and where they occur.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use unicode_script::{Script, UnicodeScript};

use day::Day;
use links::{Link, links};
use name::Part;
use normal::{Normal, is_unspaced};
use number::Numbers;

use crate::characters::admit;
use crate::locale::Locale;
use crate::markup::{self, Block, Inline, Quotes, Run};
use crate::resume::Date;

mod day;
mod links;
mod name;
mod normal;
mod number;

/// Replaces redacted text.
const MARK: &str = "[…]";

/// Maximum total length of all secrets, in bytes; a résumé has fewer.
const MOST_LETTERS: usize = 1 << 20;

/// Texts that must not occur anywhere.
///
/// They are found however they are written: texts are compared in a normal form, numbers by the
/// digits they dial, days by their date, names by their parts.
#[derive(Debug, Clone, Default)]
pub struct Secrets(Option<Arc<Index>>);

/// Secrets under collection.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    words: BTreeSet<Word>,
    numbers: BTreeSet<String>,
    days: Vec<Day>,
    /// Words that are not searched for, in normal form.
    kept: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Word {
    /// Text in normal form.
    text: String,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
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

/// Occurs if there are more secrets than can be searched for.
#[derive(Debug)]
pub(super) struct TooManySecrets;

/// An occurrence of a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Match {
    place: Range<usize>,
    /// Whether the occurrence is unambiguous.
    is_sure: bool,
}

/// The search structure.
#[derive(Debug)]
struct Index {
    words: Vec<Word>,
    automaton: Option<AhoCorasick>,
    numbers: Numbers,
    days: Vec<Day>,
    /// The digits that `numbers` was built from.
    digits: Vec<String>,
}

impl PartialEq for Secrets {
    fn eq(&self, other: &Self) -> bool {
        let parts = |it: &Self| {
            it.0.as_ref().map(|it| (it.words.clone(), it.digits.clone(), it.days.clone()))
        };
        parts(self) == parts(other)
    }
}

/// Returns an automaton that finds all texts at once.
fn automaton(texts: &[impl AsRef<str>]) -> Option<AhoCorasick> {
    if texts.is_empty() {
        return None;
    }
    let mut builder = AhoCorasick::builder();
    builder.kind(Some(AhoCorasickKind::ContiguousNFA)).match_kind(MatchKind::Standard);
    builder.build(texts.iter().map(|text| text.as_ref().as_bytes())).ok()
}

/// Returns the forms of an e-mail address that are meant for people only: `ada at mill dot example`.
fn spelled_out(user: &str, host: &str) -> Vec<String> {
    let ats = [
        "(at)", " (at) ", "[at]", " [at] ", " at ", "{at}", " {at} ", "<at>", "_at_", "-at-", "@",
        " @ ", "(@)", " (@) ", "[@]", " (a) ",
    ];
    let dots = [
        ".",
        " . ",
        "(dot)",
        " (dot) ",
        "[dot]",
        " [dot] ",
        " dot ",
        "{dot}",
        " {dot} ",
        "<dot>",
        "_dot_",
        "-dot-",
        "[.]",
        "(.)",
        " punkt ",
        "(punkt)",
        " (punkt) ",
        " punto ",
        " point ",
    ];
    let form = |at: &str, dot: &str| format!("{user}{at}{host}").replace('.', dot);
    ats.iter().flat_map(|at| dots.iter().map(move |dot| form(at, dot))).collect()
}

/// Maximum number of words of a text that is searched for with other signs between them.
const MOST_JOINED: usize = 6;

/// Returns the forms of a text of a few words that addresses of the web and careless writing have:
/// `12+larch+row`, `12 larchrow`.
fn joined_words(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    if !(2..=MOST_JOINED).contains(&words.len()) {
        return Vec::new();
    }
    let mut forms: Vec<String> =
        ["+", "_", "-", ".", ""].iter().map(|sign| words.join(sign)).collect();
    // The number of a house is before its street or behind it.
    let has_digit = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    if has_digit(words[0]) {
        forms.push([&words[1..], &words[..1]].concat().join(" "));
    }
    if let [rest @ .., last] = words.as_slice()
        && has_digit(last)
    {
        forms.push([&[*last], rest].concat().join(" "));
    }
    for gap in 1..words.len() {
        forms.push(format!("{}{}", words[..gap].join(" "), words[gap..].join(" ")));
    }
    forms
}

impl Gathered {
    /// Adds marked-up text.
    pub(super) fn add(&mut self, text: &str) {
        let bare = bare_address(text.trim());
        let normal = Normal::with_links(bare, &links(bare)).text;
        if number::is_number(&normal) {
            return self.add_number(bare, &[]);
        }
        let is_address = !normal.contains(' ') && normal.contains(['@', '.', '/']);
        let is_few_digits =
            normal.len() < number::FEWEST_DIGITS && normal.chars().all(|c| c.is_ascii_digit());
        let kind = match () {
            () if is_few_digits || name::is_short(&normal) => Kind::Short,
            () if is_address => Kind::Address,
            () => Kind::Text,
        };
        if let (Kind::Address, Some((user, host))) = (kind, normal.split_once('@')) {
            for spelled in spelled_out(user, host) {
                self.push(Normal::new(&spelled).text, Kind::Address);
            }
        }
        if kind == Kind::Text {
            for joined in joined_words(&normal) {
                self.push(joined, Kind::Text);
            }
        }
        self.push(normal, kind);
    }

    /// Adds a text that is searched for even if it is short.
    pub(super) fn add_word(&mut self, text: &str) {
        self.push(Normal::new(text.trim()).text, Kind::Text);
    }

    /// Adds a telephone number of one of the countries, given by two-letter codes.
    pub(super) fn add_number(&mut self, text: &str, countries: &[String]) {
        for digits in number::significant(text, countries) {
            if digits.len() < number::FEWEST_DIGITS {
                self.push(digits, Kind::Short);
            } else {
                self.numbers.insert(digits);
            }
        }
        let normal = Normal::new(text).text;
        if !number::is_number(&normal) {
            self.push(normal, Kind::Text);
        }
    }

    /// Adds a day, or the day that a text names in the words of a locale.
    pub(super) fn add_date(&mut self, date: &Date, locales: &[Locale]) {
        match (Day::new(date, locales), date) {
            (Some(day), _) => self.days.push(day),
            // A year alone does not identify anything.
            (None, Date::Year(year)) => self.push(year.to_string(), Kind::Short),
            (None, _) => {}
        }
        if let Date::Free(text) = date {
            self.add(text);
        }
    }

    /// Adds a person's name.
    pub(super) fn add_name(&mut self, name: &str) {
        let has_capitals = name.contains(char::is_uppercase);
        for (text, part) in name::parts(name) {
            let kind = match part {
                Part::Whole => Kind::Name { has_capitals: false },
                Part::Joined => Kind::Joined,
                Part::Single => Kind::Name { has_capitals },
                Part::Short => Kind::Short,
            };
            self.push(text, kind);
        }
    }

    /// Exempts a word that would be searched for as part of a name or as a short text.
    pub(super) fn keep(&mut self, word: &str) {
        self.kept.insert(Normal::new(word).text);
    }

    fn push(&mut self, text: String, kind: Kind) {
        // A text without letters and digits, such as the mark, identifies no one.
        if text.contains(char::is_alphanumeric) {
            self.words.insert(Word { text, kind });
        }
    }

    /// Returns the secrets, except those contained in a text that stays visible.
    ///
    /// Returns an error if there are too many.
    pub(super) fn seal(mut self, shown: &[&str]) -> Result<Secrets, TooManySecrets> {
        let asked: BTreeSet<_> = self
            .words
            .iter()
            .filter(|it| it.kind == Kind::Text)
            .map(|it| it.text.clone())
            .collect();
        let kept = &self.kept;
        self.words.retain(|word| match word.kind {
            Kind::Name { .. } | Kind::Short => {
                !kept.contains(&word.text) && !asked.contains(&word.text)
            }
            _ => true,
        });
        let letters: usize = self.words.iter().map(|word| word.text.len()).sum();
        if letters > MOST_LETTERS {
            return Err(TooManySecrets);
        }
        let (days, digits) = (self.days, self.numbers.into_iter().collect::<Vec<_>>());
        let mut words: Vec<Word> = self.words.into_iter().collect();
        if !shown.is_empty() {
            let index = Index::new(words, Vec::new(), Vec::new());
            let mut is_shown = vec![false; index.words.len()];
            for text in shown {
                index.words_in(&Normal::new(text), text, &mut |word, _| is_shown[word] = true);
            }
            let left = index.words.into_iter().zip(is_shown).filter(|(_, shown)| !shown);
            words = left.map(|(word, _)| word).collect();
        }
        if words.is_empty() && days.is_empty() && digits.is_empty() {
            return Ok(Secrets::default());
        }
        Ok(Secrets(Some(Arc::new(Index::new(words, digits, days)))))
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
        let found = index.find(&Normal::of_source(text), text);
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
        if !text.contains(['[', '*', '`', '<']) && !text.contains("--") {
            return None;
        }
        // A character that is removed may stand between a backslash and a bracket, and a link in code
        // shows its text as well.
        let admitted = admit(text);
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
        index.find(&Normal::with_links(text, links), text)
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

/// Merges overlapping occurrences; an unambiguous one absorbs ambiguous ones.
fn merge(mut found: Vec<Match>) -> Vec<Match> {
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

impl Index {
    fn new(words: Vec<Word>, digits: Vec<String>, days: Vec<Day>) -> Self {
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        let automaton = automaton(&texts);
        Self { automaton, numbers: Numbers::new(&digits), words, days, digits }
    }

    /// Returns all occurrences in order, without overlap.
    fn find(&self, normal: &Normal, original: &str) -> Vec<Match> {
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
    fn words_in(&self, normal: &Normal, original: &str, show: &mut impl FnMut(usize, Match)) {
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

/// Removes optional parts of an address, such as the scheme.
fn bare_address(text: &str) -> &str {
    let schemes = ["https://", "http://", "mailto:", "tel:"];
    let scheme = schemes.iter().find(|scheme| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let bare = &text[scheme.map_or(0, |scheme| scheme.len())..];
    let bare = if scheme.is_some() || !bare.contains(char::is_whitespace) {
        bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/')
    } else {
        bare
    };
    if bare.is_empty() { text } else { bare }
}

#[cfg(test)]
mod tests;

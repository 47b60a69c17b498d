//! Collects secrets and the forms in which they may occur.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Secrets;
use super::address;
use super::day::Day;
use super::index::{Index, Kind, Word};
use super::links::links;
use super::lookalikes::in_cyrillic;
use super::name::{self, Part};
use super::normal::NormalizedText;
use super::number;
use crate::locale::Locale;
use crate::resume::Date;

/// Maximum total length of all secrets, in bytes; a résumé has fewer.
pub(super) const MOST_LETTERS: usize = 1 << 20;

/// Secrets under collection.
#[derive(Debug, Default)]
pub(in crate::tailor) struct SecretsBuilder {
    words: BTreeSet<Word>,
    numbers: BTreeSet<String>,
    days: Vec<Day>,
    /// Words that are not searched for, in normal form.
    kept: BTreeSet<String>,
}

/// Occurs if there are more secrets than can be searched for.
#[derive(Debug)]
pub(in crate::tailor) struct TooManySecrets;

impl SecretsBuilder {
    /// Adds marked-up text.
    pub(in crate::tailor) fn add(&mut self, text: &str) {
        let bare = bare_address(text.trim());
        let normal = NormalizedText::with_links(bare, &links(bare)).text;
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
                self.push(NormalizedText::new(&spelled).text, Kind::Address);
            }
        }
        if kind == Kind::Text {
            for joined in joined_words(&normal) {
                self.push(joined, Kind::Text);
            }
            let address = address::forms(bare);
            let others = address.whole.into_iter().filter(|form| *form != normal);
            others.for_each(|form| self.push(form, Kind::Text));
            address.street.into_iter().for_each(|street| self.push(street, Kind::Short));
        }
        self.push(normal, kind);
    }

    /// Adds a text that is searched for even if it is short.
    pub(in crate::tailor) fn add_word(&mut self, text: &str) {
        self.push(NormalizedText::new(text.trim()).text, Kind::Text);
    }

    /// Adds a telephone number of one of the countries, given by two-letter codes.
    pub(in crate::tailor) fn add_number(&mut self, text: &str, countries: &[String]) {
        for digits in number::significant(text, countries) {
            if digits.len() < number::FEWEST_DIGITS {
                self.push(digits, Kind::Short);
            } else {
                self.numbers.insert(digits);
            }
        }
        let normal = NormalizedText::new(text).text;
        if !number::is_number(&normal) {
            self.push(normal, Kind::Text);
        }
    }

    /// Adds a day, or the day that a text names in the words of a locale.
    pub(in crate::tailor) fn add_date(&mut self, date: &Date, locales: &[Locale]) {
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
    pub(in crate::tailor) fn add_name(&mut self, name: &str) {
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
    pub(in crate::tailor) fn keep(&mut self, word: &str) {
        self.kept.insert(NormalizedText::new(word).text);
    }

    fn push(&mut self, text: String, kind: Kind) {
        // A text without letters and digits, such as the mark, identifies no one.
        if text.contains(char::is_alphanumeric) {
            if let Some(text) = in_cyrillic(&text).filter(|_| kind != Kind::Short) {
                self.words.insert(Word { text, kind });
            }
            self.words.insert(Word { text, kind });
        }
    }

    /// Returns the secrets, except those contained in a text that stays visible.
    ///
    /// Returns an error if there are too many.
    pub(in crate::tailor) fn build(mut self, shown: &[&str]) -> Result<Secrets, TooManySecrets> {
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
                index.words_in(&NormalizedText::new(text), text, &mut |word, _| {
                    is_shown[word] = true
                });
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

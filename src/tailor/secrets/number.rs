//! Finds telephone numbers in a text by the digits they dial.

use std::collections::BTreeSet;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::index::automaton;
use crate::phone::{Phone, dialled_as_typed};

/// Minimum digits of a number that can be recognised.
pub(super) const FEWEST_DIGITS: usize = 6;
/// Minimum digits of a local number for two numbers to be compared by their end.
const LOCAL: usize = 7;
/// Maximum digits of a calling code.
const CALLING_CODE: usize = 3;
/// Maximum digits dialled before a number: `00` and a calling code, or `0`.
const MOST_BEFORE: usize = 5;
/// Maximum signs between two digits of one number.
const MOST_SIGNS: usize = 4;

/// Returns the significant digits of a number, without calling code and national prefix, for each
/// country it may belong to.
pub(super) fn significant(text: &str, countries: &[String]) -> Vec<String> {
    let text = text.trim();
    let text = text
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("tel:"))
        .map_or(text, |_| &text[4..]);
    let homes = countries.iter().map(|country| Some(country.as_str())).chain([None]);
    let mut found: Vec<String> = homes
        .filter_map(|country| Some(Phone::read(text, country).ok()?.significant().to_owned()))
        .collect();
    if let Some(typed) = dialled_as_typed(text) {
        match typed.strip_prefix('+') {
            // The calling code is unknown, so compares only the digits after the longest one.
            Some(digits) if found.is_empty() => {
                let known = digits.len().saturating_sub(CALLING_CODE);
                let known = known.max(LOCAL.min(digits.len()));
                found.push(digits[digits.len() - known..].to_owned());
            }
            Some(_) => {}
            // The remaining digits may be given as letters.
            None if typed.len() < FEWEST_DIGITS && !found.is_empty() => {}
            None => found.push(typed.trim_start_matches('0').to_owned()),
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Returns whether the whole text is a telephone number, in the form of
/// [`NormalizedText`](super::normal::NormalizedText).
pub(super) fn is_number(text: &str) -> bool {
    let text = text.strip_prefix("tel:").unwrap_or(text);
    text.chars().filter(char::is_ascii_digit).count() >= FEWEST_DIGITS
        && text.chars().all(|c| c.is_ascii_digit() || is_sign(c))
        // `2011-2013` is a period, and `2011-05-06` a day.
        && !(text.len() == 9 && text.split('-').all(|part| part.len() == 4))
        && !text.split('-').map(str::len).eq([4, 2, 2])
}

fn is_sign(c: char) -> bool {
    c.is_whitespace() || matches!(c, '+' | '-' | '.' | '/' | '(' | ')' | '_' | '~')
}

/// A set of numbers to search for.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    known: Option<AhoCorasick>,
    /// Number of patterns that are complete; the others are local numbers.
    whole: usize,
}

/// The digits of a text, in runs that may each be one number.
struct Digits {
    /// Digits, with a blank between runs.
    digits: String,
    /// Offset of each digit in the text.
    places: Vec<usize>,
    runs: Vec<Range<usize>>,
}

impl Numbers {
    pub(super) fn new(known: &[String]) -> Self {
        let ends = |digits: &String| {
            let starts = 1..=digits.len().saturating_sub(LOCAL);
            starts.map(|start| digits[start..].to_owned()).collect::<Vec<_>>()
        };
        let tails: BTreeSet<String> = known.iter().flat_map(ends).collect();
        let all: Vec<&str> = known.iter().chain(&tails).map(String::as_str).collect();
        Self { known: automaton(&all), whole: known.len() }
    }

    /// Passes the range of each number in a text of normal form to `show`.
    pub(super) fn find(&self, text: &str, show: &mut impl FnMut(Range<usize>)) {
        let Some(known) = &self.known else { return };
        let digits = Digits::new(text);
        let bytes = digits.digits.as_bytes();
        let follows = |at: usize| {
            bytes.get(at).is_some_and(u8::is_ascii_digit)
                && digits.places[at] == digits.places[at - 1] + 1
        };
        for found in known.find_overlapping_iter(&digits.digits) {
            if follows(found.end()) {
                continue;
            }
            let run = digits.runs.partition_point(|run| run.end <= found.start());
            let start = digits.runs[run].start;
            let group = (start..=found.start()).rev().find(|at| *at == start || !follows(*at));
            let group = group.unwrap_or(found.start());
            if found.pattern().as_usize() >= self.whole {
                // A separate number, or the end of a longer one.
                if group == found.start() {
                    show(digits.place(group, found.end(), text));
                }
            } else if found.start() - group <= MOST_BEFORE {
                let near = found.start() - start <= MOST_BEFORE + 1;
                show(digits.place(if near { start } else { group }, found.end(), text));
            }
        }
    }
}

impl Digits {
    fn new(text: &str) -> Self {
        let mut found = Self { digits: String::new(), places: Vec::new(), runs: Vec::new() };
        let mut signs = usize::MAX;
        for (at, c) in text.char_indices() {
            if !c.is_ascii_digit() {
                signs = if is_sign(c) { signs.saturating_add(1) } else { usize::MAX };
                continue;
            }
            let at_start = signs > MOST_SIGNS;
            if at_start && !found.digits.is_empty() {
                found.digits.push(' ');
                found.places.push(at);
            }
            let place = found.digits.len();
            match found.runs.last_mut() {
                Some(run) if !at_start => run.end = place + 1,
                _ => found.runs.push(place..place + 1),
            }
            found.digits.push(c);
            found.places.push(at);
            signs = 0;
        }
        found
    }

    /// Returns the range of digits, including the sign that a number begins with.
    fn place(&self, start: usize, end: usize, text: &str) -> Range<usize> {
        let first = text[..self.places[start]].trim_end_matches(['+', '(']).len();
        first..self.places[end - 1] + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tailor::secrets::normal::NormalizedText;

    #[test]
    fn phone_numbers_are_matched_by_the_dialled_number() {
        for (secret, country, text, found) in [
            ("020 7946 0958", Some("GB"), "on +44 20 7946 0958 now", Some("+44 20 7946 0958")),
            ("+44 20 7946 0958", None, "020 7946 0958", Some("020 7946 0958")),
            (
                "020 7946 0958 ext. 12",
                Some("GB"),
                "+44 (0)20 7946 0958",
                Some("+44 (0)20 7946 0958"),
            ),
            ("020 7946 0958", None, "0044 20 79460958", Some("0044 20 79460958")),
            ("+1 555 010 0199", None, "call (555) 010-0199", Some("(555) 010-0199")),
            ("+1 555 010 0199", None, "call 010-0199", Some("010-0199")),
            ("+1 555 010 0199", None, "call 010 0198", None),
            ("+1 555 010 0199", None, "room 1 010-0199", Some("010-0199")),
            ("+1 555 010 0199", None, "call 990100199", None),
            ("+1 555 010 0199", None, "the 15550100 of 199 tests", None),
            ("555 0100", None, "5550 1001", None),
            ("555 0100", None, "in 2009 we had 555 0100 visits", Some("555 0100")),
            ("030 123456", Some("DE"), "tel:+49-30-123456", Some("+49-30-123456")),
            ("030 123456", Some("DE"), "+49/30/123456, 2011", Some("+49/30/123456")),
            ("1-800-FLOWERS", Some("US"), "+1 800 356 9377", Some("+1 800 356 9377")),
            ("٠٢٠ ٧٩٤٦ ٠٩٥٨", Some("GB"), "+44 20 7946 0958", Some("+44 20 7946 0958")),
        ] {
            let countries: Vec<String> = country.into_iter().map(str::to_owned).collect();
            let numbers = Numbers::new(&significant(secret, &countries));
            let text = NormalizedText::new(text).text;
            let mut places = Vec::new();
            numbers.find(&text, &mut |place| places.push(text[place].to_owned()));
            assert_eq!(places.first().map(String::as_str), found, "{secret} in {text}");
        }
    }
}

//! Line breaks in words that are wider than a narrow column.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::line_breaks::{SEAM, is_host, is_wide, push_whole};

/// Maximum share of a line that a word may take by its estimated width.
const FULL: f64 = 0.96;
/// Allows a line break that shows a hyphen.
const SOFT_HYPHEN: char = '\u{ad}';

/// Returns the approximate width of text in ems, a little more than in most fonts.
pub(crate) fn width(text: &str) -> f64 {
    text.chars().map(width_of).sum()
}

fn width_of(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'f' | 't' | 'r' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '’'
        | '|' | '!' | '/' | '(' | ')' | '[' | ']' | '-' => 0.36,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '&' | '—' => 0.86,
        c if is_wide(c) => 1.0,
        c if is_mark(c) => 0.0,
        c if c.is_uppercase() => 0.64,
        _ => 0.54,
    }
}

/// Returns whether a word may break between two characters, after the text before.
type IsEnd = fn(&str, char, char) -> bool;

/// Where a word breaks, in the order in which that is tried.
const IN_WORDS: [IsEnd; 4] = [parts_after_slash, parts_at_sign, parts_at_hyphen, parts_at_capital];
/// Likewise an address, in which a hyphen next to a break could be taken for hyphenation or a
/// minus.
const IN_ADDRESSES: [IsEnd; 4] =
    [parts_after_slash, parts_before_host, parts_at_sign, parts_at_capital];

/// Appends a word that is wider than a line of a width in ems. It breaks after slashes, then before
/// the host of an e-mail address and other signs, then before a capital after a lowercase letter,
/// then with a hyphen between syllables of its language, then anywhere.
pub(super) fn push_narrow(word: &str, line: f64, lang: Option<hypher::Lang>, out: &mut String) {
    if is_address(word) {
        return push_address(word, line, out);
    }
    push_broken(word, line, &IN_WORDS, lang, out);
}

/// Appends an address or a part of one that is wider than a line, which breaks like a word, but not
/// at a hyphen.
pub(super) fn push_address(address: &str, line: f64, out: &mut String) {
    push_broken(address, line, &IN_ADDRESSES, None, out);
}

/// Splits an address after its slashes.
pub(super) fn after_slashes(address: &str) -> Vec<&str> {
    parted(address, parts_after_slash)
}

fn is_address(word: &str) -> bool {
    let has_host = |(host, _): (&str, &str)| host.contains('.');
    is_host(word) || word.split_once('/').is_some_and(has_host)
}

fn push_broken(
    word: &str,
    line: f64,
    ends: &[IsEnd],
    lang: Option<hypher::Lang>,
    out: &mut String,
) {
    let mut pieces = Vec::new();
    push_parts(word, line, ends, &mut pieces);
    let mut is_first = true;
    for piece in pieces {
        let syllables = lang.filter(|_| !fits(piece, line));
        let hyphenated = syllables.and_then(|lang| hyphenated(piece, line, lang));
        let parts = match hyphenated {
            Some(parts) => parts,
            None => {
                let mut parts = Vec::new();
                push_pieces(piece, line, &mut parts);
                parts.into_iter().map(|part| (SEAM, part)).collect()
            }
        };
        for (i, (sign, part)) in parts.into_iter().enumerate() {
            if !std::mem::take(&mut is_first) {
                out.push(if i == 0 { SEAM } else { sign });
            }
            push_whole(part, out);
        }
    }
}

/// Splits a word between syllables into parts that fit on a line with a hyphen, each with the break
/// before it; `None` if a part is not a word or a syllable is too wide.
fn hyphenated(word: &str, line: f64, lang: hypher::Lang) -> Option<Vec<(char, &str)>> {
    let letters = word.trim_end_matches([',', ';', '.', ':', ')']);
    if !letters.chars().all(char::is_alphabetic) {
        return None;
    }
    let mut ends = Vec::new();
    let mut end = 0;
    for syllable in hypher::hyphenate(letters, lang) {
        end += syllable.len();
        ends.push(end);
    }
    // Punctuation belongs to the last syllable.
    *ends.last_mut()? = word.len();
    let mut parts = Vec::new();
    let mut start = 0;
    while start < word.len() {
        let fits_with_hyphen = |end: usize| {
            let hyphen = if end < word.len() { width_of('-') } else { 0.0 };
            width(&word[start..end]) + hyphen <= FULL * line
        };
        let end =
            ends.iter().copied().filter(|end| *end > start && fits_with_hyphen(*end)).max()?;
        parts.push((SOFT_HYPHEN, &word[start..end]));
        start = end;
    }
    Some(parts)
}

/// Appends the parts of a word, each of which breaks at the next of `ends` if it is wider than a
/// line.
fn push_parts<'w>(word: &'w str, line: f64, ends: &[IsEnd], pieces: &mut Vec<&'w str>) {
    let Some((is_end, others)) = ends.split_first() else {
        return pieces.push(word);
    };
    for part in parted(word, *is_end) {
        if fits(part, line) { pieces.push(part) } else { push_parts(part, line, others, pieces) }
    }
}

/// Returns whether a word fits on a line of a width in ems.
pub(super) fn fits(word: &str, line: f64) -> bool {
    width(word) <= FULL * line
}

/// Splits a word where `is_end` returns true for the text before and the characters on either side.
fn parted(word: &str, is_end: IsEnd) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in word.char_indices() {
        if last.is_some_and(|last| is_end(&word[..at], last, c)) {
            pieces.push(&word[start..at]);
            start = at;
        }
        last = Some(c);
    }
    pieces.push(&word[start..]);
    pieces
}

fn parts_after_slash(before: &str, last: char, next: char) -> bool {
    last == '/' && next != '/' && !before.ends_with("://")
}

/// E-mail addresses are read as a user and a host.
fn parts_before_host(_: &str, _: char, next: char) -> bool {
    next == '@'
}

fn parts_at_sign(before: &str, last: char, next: char) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric() && !is_mark(c);
    match (last, next) {
        ('/', _) => parts_after_slash(before, last, next),
        (last, '/' | ',' | ';' | ':' | ')' | ']' | '’' | '\'' | '”') if !is_sign(last) => false,
        (last, next) => is_sign(next) && next != '-' && last.is_alphanumeric(),
    }
}

/// No line ends with a hyphen: extractors would join the word to the next line.
fn parts_at_hyphen(_: &str, last: char, next: char) -> bool {
    next == '-' && last.is_alphanumeric()
}

fn parts_at_capital(_: &str, last: char, next: char) -> bool {
    last.is_lowercase() && next.is_uppercase()
}

/// Appends a piece, in parts of equal width if it is wider than a line.
fn push_pieces<'w>(piece: &'w str, line: f64, pieces: &mut Vec<&'w str>) {
    let mut rest = piece;
    while !fits(rest, line) {
        let parts = (width(rest) / (FULL * line)).ceil();
        let most = width(rest) / parts;
        let mut end = 0;
        let mut taken = 0.0;
        for (at, c) in rest.char_indices() {
            taken += width_of(c);
            let is_first = at == 0;
            if !is_first && taken > most + 1e-9 && !is_mark(c) {
                break;
            }
            end = at + c.len_utf8();
        }
        if end == rest.len() {
            break;
        }
        let (part, others) = rest.split_at(apart_from_hyphens(rest, end));
        pieces.push(part);
        rest = others;
    }
    pieces.push(rest);
}

/// Returns the last place up to `end` where a word may break without a hyphen next to it.
fn apart_from_hyphens(word: &str, end: usize) -> usize {
    let is_apart = |at: usize| {
        !word[..at].ends_with('-')
            && !word[at..].starts_with('-')
            && !word[at..].starts_with(is_mark)
    };
    let ends = word[..end].char_indices().map(|(at, c)| at + c.len_utf8());
    ends.rev().find(|at| is_apart(*at)).unwrap_or(end)
}

fn is_mark(c: char) -> bool {
    c.general_category_group() == GeneralCategoryGroup::Mark
}

#[cfg(test)]
mod tests {
    use super::super::line_breaks::{JOINT, LineBreakRules, unmarked};
    use super::*;

    /// Shows the joints as `~`, the seams as `|`, in a column of 12 ems.
    fn marked(text: &str) -> String {
        LineBreakRules::of("en").within(12.0).mark(text).replace(JOINT, "~").replace(SEAM, "|")
    }

    #[test]
    fn a_word_that_fits_the_column_is_not_broken() {
        for word in
            ["Telecommunications", "responsibilities", "Geodateninfrastruktur", "illiteracy"]
        {
            assert_eq!(marked(word), word);
        }
        assert_eq!(marked("day-to-day"), "day~-~to~-~day");
    }

    #[test]
    fn a_wide_word_breaks_after_slashes_and_before_other_punctuation() {
        assert_eq!(marked("observability/instrumentation"), "observability~/|instrumentation");
        assert_eq!(marked("river-levels.readings.example"), "river~-~levels|.readings|.example");
        assert_eq!(marked("Hochwasserschutz-Beauftragte"), "Hochwasserschutz|-~Beauftragte");
    }

    #[test]
    fn an_address_breaks_after_slashes_before_its_host_is_split() {
        assert_eq!(
            marked("gauge.tide.example/readings/north"),
            "gauge.tide.example~/|readings~/|north"
        );
    }

    #[test]
    fn a_part_of_an_address_that_is_wider_than_a_line_breaks_apart_from_its_hyphens() {
        let marked = marked("survey.example/certified-hydrographer-of-rivers-and-canals");
        let (host, path) = marked.split_once("~/|").expect("there is a slash");
        assert_eq!(host, "survey.example");
        assert!(path.contains('|') && !path.contains("|-") && !path.contains("-|"), "{path}");
    }

    #[test]
    fn a_wide_word_without_punctuation_breaks_before_capitals() {
        assert_eq!(marked("TidalHarmonicPredictionService"), "Tidal|Harmonic|Prediction|Service");
    }

    #[test]
    fn a_wide_word_breaks_with_a_hyphen_between_syllables() {
        let marked = |lang: &str, word: &str| {
            let marked = LineBreakRules::of(lang).within(12.0).mark(word);
            marked.replace(JOINT, "~").replace(SEAM, "|").replace(SOFT_HYPHEN, "=")
        };
        let word = "Versicherungsvertriebsrichtlinie,";
        assert_eq!(marked("de", word), "Versicherungsvertriebs=richtlinie,");
        assert_eq!(marked("en", &"9".repeat(30)).matches('|').count(), 1);
    }

    #[test]
    fn a_wide_word_of_equal_letters_breaks_into_parts_of_similar_length() {
        let parts: Vec<_> =
            marked(&"o".repeat(50)).split('|').map(|part| part.chars().count()).collect();
        assert_eq!(parts, [16, 17, 17]);
    }

    #[test]
    fn an_email_address_breaks_before_its_host() {
        assert_eq!(marked("j.underwood-hale@geos.example"), "j.underwood~-~hale|@geos.example");
    }

    #[test]
    fn an_address_does_not_break_within_its_scheme() {
        let marked = marked("https://survey.example.org/reports");
        assert_eq!(marked, "https:~/~/~survey|.example|.org~/|reports");
    }

    #[test]
    fn break_marks_in_narrow_columns_do_not_change_the_text() {
        for text in ["a/b/c".repeat(9), "é̈".repeat(40), "文字".repeat(20), "--//..".repeat(9)]
        {
            let marked = LineBreakRules::of("en").within(10.0).mark(&text);
            assert_eq!(unmarked(&marked), text);
        }
    }
}

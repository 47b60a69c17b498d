//! Line breaks in words that are wider than a narrow column.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::line_breaks::{SEAM, is_wide, push_whole};

/// Maximum share of a line that a word may take by its estimated width.
const FULL: f64 = 0.96;

/// Returns the approximate width of text in ems, a little more than in most fonts.
pub(super) fn width(text: &str) -> f64 {
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

/// Appends a word that is wider than a line of a width in ems. It breaks after slashes, then before
/// other signs, then before a capital after a lowercase letter, then anywhere.
pub(super) fn push_narrow(word: &str, line: f64, out: &mut String) {
    let mut pieces = Vec::new();
    for part in parted(word, parts_after_slash) {
        if fits(part, line) {
            pieces.push(part);
            continue;
        }
        for piece in parted(part, parts_at_sign) {
            if fits(piece, line) {
                pieces.push(piece);
                continue;
            }
            for piece in parted(piece, parts_at_capital) {
                push_pieces(piece, line, &mut pieces);
            }
        }
    }
    for (i, piece) in pieces.into_iter().enumerate() {
        if i > 0 {
            out.push(SEAM);
        }
        push_whole(piece, out);
    }
}

/// Returns whether a word fits on a line of a width in ems.
pub(super) fn fits(word: &str, line: f64) -> bool {
    width(word) <= FULL * line
}

/// Splits a word where `is_end` returns true for the text before and the characters on either side.
fn parted(word: &str, is_end: fn(&str, char, char) -> bool) -> Vec<&str> {
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

/// No line ends with a hyphen: extractors would join the word to the next line.
fn parts_at_sign(before: &str, last: char, next: char) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric() && !is_mark(c);
    match (last, next) {
        ('/', _) => parts_after_slash(before, last, next),
        (last, '/' | ',' | ';' | ':' | ')' | ']' | '’' | '\'' | '”') if !is_sign(last) => false,
        (last, next) => is_sign(next) && last.is_alphanumeric(),
    }
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
        let (part, others) = rest.split_at(end);
        pieces.push(part);
        rest = others;
    }
    pieces.push(rest);
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
        assert_eq!(marked("river-levels.readings.example"), "river|-~levels|.readings|.example");
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
    fn a_wide_word_without_punctuation_breaks_before_capitals() {
        assert_eq!(marked("TidalHarmonicPredictionService"), "Tidal|Harmonic|Prediction|Service");
    }

    #[test]
    fn a_wide_word_of_equal_letters_breaks_into_parts_of_similar_length() {
        let parts: Vec<_> =
            marked(&"o".repeat(50)).split('|').map(|part| part.chars().count()).collect();
        assert_eq!(parts, [16, 17, 17]);
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

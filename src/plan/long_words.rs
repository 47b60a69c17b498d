//! Line breaks in long words and addresses, in columns of any width.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::line_breaks::{JOINT, SEAM, may_part, push_whole};

/// Maximum characters of a part of a URL that is kept on one line.
const LONGEST_PIECE: usize = 24;
/// Maximum characters of a word without signs that is not broken.
const LONGEST_WORD: usize = 40;

/// Allows breaks in a long word: in URLs after `/` and before `.` and `@`, in other words after
/// signs, and anywhere in what is otherwise too long. Never after a hyphen or a dot of a URL, which
/// would look like hyphenation or the end of a sentence.
pub(super) fn push_long(word: &str, out: &mut String) {
    let is_address = word.contains('/') || word.contains('@') || word.starts_with("www.");
    if is_address {
        for (i, piece) in address_pieces(word).into_iter().enumerate() {
            if i > 0 {
                out.push(SEAM);
                push_piece(piece, out);
            } else if piece.chars().count() <= LONGEST_WORD {
                push_whole(piece, out);
            } else {
                push_piece(piece, out);
            }
        }
    } else {
        push_piece(word, out);
    }
}

/// Splits a URL into pieces, each with its leading dots and signs and its trailing slashes.
fn address_pieces(address: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let scheme = address.find("://").map_or(0, |at| at + "://".len());
    let host = address[scheme..].find('/').map_or(address.len(), |at| scheme + at);
    // A host name or e-mail address is one piece unless it is very long.
    let is_one = address[..host].chars().count() <= LONGEST_WORD;
    let first = if is_one { host } else { scheme };
    let mut start = 0;
    let mut has_body = is_one;
    let mut slashed = false;
    for (at, c) in address.char_indices().skip_while(|(at, _)| *at < first) {
        let ends = match c {
            '/' => false,
            '.' | '@' => has_body,
            _ => slashed,
        };
        if ends && at > start {
            pieces.push(&address[start..at]);
            start = at;
            has_body = false;
        }
        slashed = c == '/';
        has_body |= !matches!(c, '.' | '@');
    }
    pieces.push(&address[start..]);
    pieces
}

/// Appends a piece unbroken, or with break opportunities before signs and after a number of
/// letters.
fn push_piece(piece: &str, out: &mut String) {
    let length = piece.chars().count();
    if length <= LONGEST_PIECE {
        return push_whole(piece, out);
    }
    let has_sign = piece.chars().any(|c| !c.is_alphanumeric());
    if length <= LONGEST_WORD && !has_sign {
        return out.push_str(piece);
    }
    let mut letters = 0;
    let mut last: Option<char> = None;
    for c in piece.chars() {
        let is_letter =
            c.is_alphanumeric() || c.general_category_group() == GeneralCategoryGroup::Mark;
        let after_letter = last.is_some_and(char::is_alphanumeric);
        if letters >= LONGEST_PIECE || (!is_letter && after_letter && c != '/' && c != '-') {
            out.push(SEAM);
            letters = 0;
        } else if last.is_some_and(|last| may_part(last, c)) && last != Some('-') {
            out.push(JOINT);
        }
        letters = if is_letter { letters + 1 } else { 0 };
        out.push(c);
        last = Some(c);
    }
}

#[cfg(test)]
mod tests {
    use super::super::line_breaks::LineBreakRules;
    use super::*;

    /// Shows the joints as `~`, the seams as `|`.
    fn marked(text: &str) -> String {
        LineBreakRules::of("en").mark(text).replace(JOINT, "~").replace(SEAM, "|")
    }

    #[test]
    fn short_web_addresses_are_not_broken() {
        assert_eq!(marked("ida@north-sea.example"), "ida@north~-~sea.example");
        assert_eq!(marked("www.example.org"), "www.~example.org");
        assert_eq!(marked("https://example.org"), "https:~/~/~example.org");
    }

    #[test]
    fn long_addresses_break_after_slashes() {
        let long = "https://registry.example.org/projects/tidal-measurements/reports";
        assert_eq!(
            marked(long),
            "https:~/~/~registry.example.org~/|projects~/|tidal~-~measurements~/|reports"
        );
    }

    #[test]
    fn email_addresses_break_only_if_they_are_very_long() {
        assert_eq!(
            marked("ida.brandt.of.bergen@north-sea.example"),
            "ida.brandt.of.bergen@north~-~sea.example"
        );
        let long = format!("ida.brandt.of.bergen@{}.example", "sea".repeat(8));
        assert_eq!(marked(&long), format!("ida|.brandt|.of|.bergen|@{}|.example", "sea".repeat(8)));
    }

    #[test]
    fn excessively_long_words_are_broken() {
        let long = "x".repeat(60);
        let pieces: Vec<_> = marked(&long).split('|').map(str::len).collect();
        assert_eq!(pieces, [24, 24, 12]);
        let word = "Rindfleischetikettierungsüberwachung";
        assert_eq!(marked(word), word);
    }
}

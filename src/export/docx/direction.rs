//! Splits text by direction, since a run in a Word document has only one.

/// Returns whether a character is strongly right-to-left; `None` for signs, blanks and digits.
fn strong(c: char) -> Option<bool> {
    let is_rtl = matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}' | '\u{200f}');
    // Arabic digits are used in right-to-left text but run from left to right.
    match c {
        '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => None,
        '\u{200e}' => Some(false),
        _ if is_rtl => Some(true),
        c if c.is_alphabetic() => Some(false),
        _ => None,
    }
}

/// Returns whether text contains right-to-left characters.
pub(super) fn has_rtl(text: &str) -> bool {
    text.chars().any(|c| strong(c) == Some(true))
}

/// Splits text into parts; `true` marks those that run from right to left.
///
/// Neutral characters take the direction of both neighbours or, if these differ, of the paragraph.
/// Digits after Latin letters run from left to right.
pub(super) fn parts(text: &str, paragraph_is_rtl: bool) -> Vec<(bool, &str)> {
    if !paragraph_is_rtl && !has_rtl(text) {
        return vec![(false, text)];
    }
    let mut parts: Vec<(bool, usize)> = Vec::new();
    let mut before = paragraph_is_rtl;
    let mut push = |direction: bool, at: usize| {
        if parts.last().is_none_or(|(last, _)| *last != direction) {
            parts.push((direction, at));
        }
    };
    // Start of neutral characters whose direction depends on what follows.
    let mut open: Option<usize> = None;
    for (at, c) in text.char_indices() {
        let is_figure_of_latin = c.is_ascii_digit() && !before;
        match strong(c).or(is_figure_of_latin.then_some(false)) {
            Some(direction) => {
                if let Some(start) = open.take() {
                    push(if direction == before { direction } else { paragraph_is_rtl }, start);
                }
                push(direction, at);
                before = direction;
            }
            None => {
                open.get_or_insert(at);
            }
        }
    }
    if let Some(start) = open {
        let direction = if before == paragraph_is_rtl { before } else { paragraph_is_rtl };
        push(direction, start);
    }
    let ends = parts.iter().skip(1).map(|(_, at)| *at).chain([text.len()]);
    parts.iter().zip(ends).map(|((direction, at), end)| (*direction, &text[*at..end])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_one_direction_is_one_run() {
        assert_eq!(parts("Kernel 6.1 (Linux)", false), [(false, "Kernel 6.1 (Linux)")]);
        assert_eq!(parts("مهندس نظم، 2019", true), [(true, "مهندس نظم، 2019")]);
        assert_eq!(parts("", true), []);
    }

    #[test]
    fn punctuation_between_directions_has_the_paragraph_direction() {
        assert_eq!(
            parts("لغة Rust، ثم C", true),
            [(true, "لغة "), (false, "Rust"), (true, "، ثم "), (false, "C")]
        );
        assert_eq!(
            parts("see שלום, then", false),
            [(false, "see "), (true, "שלום"), (false, ", then")]
        );
        assert_eq!(parts("(Linux 6.1)", true), [(true, "("), (false, "Linux 6.1"), (true, ")")]);
    }

    #[test]
    fn digits_after_letters_belong_to_the_word() {
        assert_eq!(
            parts("معالج x86 قديم", true),
            [(true, "معالج "), (false, "x86"), (true, " قديم")]
        );
    }

    #[test]
    fn the_runs_of_a_text_add_up_to_the_text() {
        for text in ["אב12cd34", "- ا -", "a א b ב", "12 34"] {
            for rtl in [false, true] {
                let joined: String = parts(text, rtl).into_iter().map(|(_, part)| part).collect();
                assert_eq!(joined, text);
            }
        }
    }
}

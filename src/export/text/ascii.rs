//! Replaces letters and signs by their ASCII equivalents.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Letters and signs that do not decompose into ASCII and a combining mark.
const SIGNS: [(char, &str); 62] = [
    ('‘', "'"),
    ('’', "'"),
    ('‚', "'"),
    ('‹', "'"),
    ('›', "'"),
    ('′', "'"),
    ('“', "\""),
    ('”', "\""),
    ('„', "\""),
    ('«', "\""),
    ('»', "\""),
    ('″', "\""),
    ('–', "-"),
    ('‐', "-"),
    ('‑', "-"),
    ('−', "-"),
    ('—', "--"),
    ('…', "..."),
    ('•', "*"),
    ('·', "|"),
    ('×', "x"),
    ('÷', "/"),
    ('→', "->"),
    ('←', "<-"),
    ('⇒', "=>"),
    ('≤', "<="),
    ('≥', ">="),
    ('≠', "!="),
    ('≈', "~"),
    ('±', "+/-"),
    ('°', " deg"),
    ('€', "EUR"),
    ('£', "GBP"),
    ('¥', "JPY"),
    ('©', "(c)"),
    ('®', "(R)"),
    ('™', "(TM)"),
    ('№', "No."),
    ('§', "section "),
    ('µ', "u"),
    ('μ', "u"),
    ('Ω', "Ohm"),
    ('⁄', "/"),
    ('ß', "ss"),
    ('ẞ', "SS"),
    ('æ', "ae"),
    ('Æ', "AE"),
    ('œ', "oe"),
    ('Œ', "OE"),
    ('ø', "o"),
    ('Ø', "O"),
    ('ł', "l"),
    ('Ł', "L"),
    ('đ', "d"),
    ('Đ', "D"),
    ('ð', "d"),
    ('Ð', "D"),
    ('þ', "th"),
    ('Þ', "Th"),
    ('ı', "i"),
    ('ħ', "h"),
    ('ŋ', "n"),
];

/// Replacements used in German and the Nordic languages.
const GERMAN: [(char, &str); 6] =
    [('ä', "ae"), ('ö', "oe"), ('ü', "ue"), ('Ä', "Ae"), ('Ö', "Oe"), ('Ü', "Ue")];
const NORDIC: [(char, &str); 4] = [('å', "aa"), ('Å', "Aa"), ('ø', "oe"), ('Ø', "Oe")];

/// Replaces letters and signs by their ASCII equivalents in a language; keeps those without one.
pub(super) fn to_ascii(text: &str, lang: &str) -> String {
    let own: &[(char, &str)] = match lang {
        "de" => &GERMAN,
        "da" | "nb" | "nn" | "no" => &NORDIC,
        _ => &[],
    };
    let normalizer = DecomposingNormalizerBorrowed::new_nfkd();
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else if let Some((_, by)) = own.iter().chain(&SIGNS).find(|(sign, _)| *sign == c) {
            out.push_str(by);
        } else {
            let parts = normalizer.normalize(c.encode_utf8(&mut [0; 4])).into_owned();
            let is_mark = |c: &char| matches!(c, '\u{300}'..='\u{36f}');
            let plain: String = parts.chars().filter(|c| !is_mark(c)).collect();
            if c.is_whitespace() {
                out.push(' ');
            } else if plain.is_ascii() {
                out.push_str(&plain);
            } else {
                out.push(c);
            }
        }
    }
    out
}

/// Returns the distinct non-ASCII characters of a text.
pub fn without_ascii(text: &str) -> Vec<char> {
    let mut found: Vec<char> = text.chars().filter(|c| !c.is_ascii()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lose_their_accents_and_symbols_become_ascii() {
        assert_eq!(
            to_ascii("Łódź – “Zoë’s café” … 5 µs, 3 × 2", "en"),
            "Lodz - \"Zoe's cafe\" ... 5 us, 3 x 2"
        );
    }

    #[test]
    fn transliteration_depends_on_the_language() {
        assert_eq!(to_ascii("Größe, Müller", "de"), "Groesse, Mueller");
        assert_eq!(to_ascii("Ærø, Århus", "da"), "AEroe, Aarhus");
        assert_eq!(to_ascii("Zürich", "en"), "Zurich");
    }

    #[test]
    fn characters_without_an_ascii_form_are_kept_and_reported() {
        let text = to_ascii("李 and Σ", "en");
        assert_eq!(text, "李 and Σ");
        assert_eq!(without_ascii(&text), ['Σ', '李']);
    }
}

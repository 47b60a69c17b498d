//! The normal form in which texts are compared.
//!
//! Percent codes are decoded; markup, link targets and invisible characters are removed. The rest
//! is in Unicode compatibility form, case-folded, without accents of alphabetic scripts, with ASCII
//! digits, straight quotes, plain hyphens and single spaces. Letters that look like Latin ones are
//! replaced by these.

use std::ops::Range;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

use super::links::Link;
use super::lookalikes::{looks_like, replace_lookalikes};

const COMPOSED: ComposingNormalizerBorrowed = ComposingNormalizerBorrowed::new_nfkc();
pub(super) const DECOMPOSED: DecomposingNormalizerBorrowed =
    DecomposingNormalizerBorrowed::new_nfkd();

/// Maximum depth of nested percent-encoding that is decoded.
const DECODINGS: usize = 3;

/// A text in normal form that maps back to the original.
#[derive(Debug, Default)]
pub(super) struct NormalizedText {
    pub(super) text: String,
    /// For each byte of the text, its range in the original.
    places: Vec<(u32, u32)>,
}

impl NormalizedText {
    /// Returns the normal form of marked-up text.
    pub(super) fn new(original: &str) -> Self {
        Self::with_links(original, &[])
    }

    /// Returns the normal form of marked-up text, with only the labels of `links`.
    pub(super) fn with_links(original: &str, links: &[Link]) -> Self {
        Self::of(drop_links(letters(original), links))
    }

    fn of(letters: Vec<Letter>) -> Self {
        // Escapes may contain markup, and may encode invisible characters.
        let letters = decode(without_markup_and_invisible(letters));
        let mut letters = without_tags(without_markup_and_invisible(letters));
        replace_lookalikes(&mut letters);
        let mut normal = Self::default();
        let mut shown = String::new();
        let mut starts = Vec::new();
        for (c, range) in &letters {
            starts.push((shown.len(), range.clone()));
            shown.push(*c);
        }
        let mut at = 0;
        for cluster in shown.graphemes(true) {
            let from = starts.partition_point(|(start, _)| *start < at);
            at += cluster.len();
            let to = starts.partition_point(|(start, _)| *start < at);
            let place = starts[from].1.start..starts[to - 1].1.end;
            fold(cluster, |c| normal.push(c, &place));
        }
        if normal.text.ends_with(' ') {
            normal.text.pop();
            normal.places.pop();
        }
        normal
    }

    /// Returns the normal form of source text with escapes such as `\u0041`.
    pub(super) fn of_source(original: &str) -> Self {
        Self::of(unescape(letters(original)))
    }

    fn push(&mut self, c: char, place: &Range<usize>) {
        let c = match c {
            '‘' | '’' | 'ʼ' | '‛' | '′' | '`' | '´' | '＇' => '\'',
            '“' | '”' | '„' | '″' | '«' | '»' => '"',
            '−' | '⁃' => '-',
            ',' | ';' | '，' | '、' | '،' | '・' | '·' | '•' => ' ',
            c if c.is_whitespace() => ' ',
            c if c.general_category() == GeneralCategory::DashPunctuation => '-',
            c => c,
        };
        if c == ' ' && (self.text.is_empty() || self.text.ends_with(' ')) {
            return;
        }
        // Scripts without spaces between words are sometimes written with them.
        if is_unspaced(c)
            && let Some(before) = self.text.strip_suffix(' ')
            && before.ends_with(is_unspaced)
        {
            self.text.pop();
            self.places.pop();
        }
        self.text.push(c);
        let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.places
            .extend(std::iter::repeat_n((offset(place.start), offset(place.end)), c.len_utf8()));
    }

    /// Returns the range of the original for a range of the normal form.
    pub(super) fn place(&self, part: &Range<usize>) -> Range<usize> {
        match (self.places.get(part.start), self.places.get(part.end.wrapping_sub(1))) {
            (Some((start, _)), Some((_, end))) if part.start < part.end => {
                *start as usize..*end as usize
            }
            _ => 0..0,
        }
    }
}

/// A letter with its place in the original.
pub(super) type Letter = (char, Range<usize>);

fn letters(text: &str) -> Vec<Letter> {
    text.char_indices().map(|(at, c)| (c, at..at + c.len_utf8())).collect()
}

/// Keeps only the labels of links.
fn drop_links(mut letters: Vec<Letter>, links: &[Link]) -> Vec<Letter> {
    if links.is_empty() {
        return letters;
    }
    let mut hidden: Vec<Range<usize>> =
        links.iter().flat_map(|link| [link.open..link.open + 1, link.middle..link.end]).collect();
    hidden.sort_unstable_by_key(|range| (range.start, range.end));
    let mut next = 0;
    letters.retain(|(_, place)| {
        while hidden.get(next).is_some_and(|range| range.end <= place.start) {
            next += 1;
        }
        !hidden.get(next).is_some_and(|range| range.contains(&place.start))
    });
    letters
}

/// Decodes `\u0041` and `\x41`; other escapes become word boundaries.
fn unescape(letters: Vec<Letter>) -> Vec<Letter> {
    let mut unescaped = Vec::with_capacity(letters.len());
    let mut at = 0;
    while let Some((c, place)) = letters.get(at) {
        let next = letters.get(at + 1).map(|(c, _)| *c).filter(|_| *c == '\\');
        let digits = match next {
            Some('u') => 4,
            Some('U') => 8,
            Some('x') => 2,
            _ => 0,
        };
        let code = letters.get(at + 2..at + 2 + digits).unwrap_or_default();
        let code =
            code.iter().try_fold(0, |code, (c, _)| Some(code * 16 + u64::from(c.to_digit(16)?)));
        let decoded = code.and_then(|code| char::from_u32(u32::try_from(code).ok()?));
        match (next, decoded) {
            (Some(_), Some(decoded)) if digits > 0 && letters.len() >= at + 2 + digits => {
                let end = letters[at + 1 + digits].1.end;
                unescaped.push((decoded, place.start..end));
                at += 2 + digits;
            }
            (Some('n' | 't' | 'r'), _) => {
                unescaped.push((' ', place.start..letters[at + 1].1.end));
                at += 2;
            }
            _ => {
                unescaped.push((*c, place.clone()));
                at += 1;
            }
        }
    }
    unescaped
}

/// Decodes percent codes such as `%40`.
fn decode(mut letters: Vec<Letter>) -> Vec<Letter> {
    for _ in 0..DECODINGS {
        let byte = |at: usize| {
            let digit = |at: usize| letters.get(at).and_then(|(c, _)| c.to_digit(16));
            let code = letters.get(at).is_some_and(|(c, _)| *c == '%');
            code.then(|| Some((digit(at + 1)? * 16 + digit(at + 2)?) as u8)).flatten()
        };
        if !(0..letters.len()).any(|at| byte(at).is_some()) {
            break;
        }
        let mut decoded = Vec::with_capacity(letters.len());
        let mut at = 0;
        while at < letters.len() {
            let mut bytes = Vec::new();
            while let Some(byte) = byte(at + 3 * bytes.len()) {
                bytes.push(byte);
            }
            if bytes.is_empty() {
                decoded.push(letters[at].clone());
                at += 1;
                continue;
            }
            let mut take = |c: char, codes: usize| {
                let place = letters[at].1.start..letters[at + 3 * codes - 1].1.end;
                decoded.push((c, place));
                at += 3 * codes;
            };
            for chunk in bytes.utf8_chunks() {
                chunk.valid().chars().for_each(|c| take(c, c.len_utf8()));
                if !chunk.invalid().is_empty() {
                    take(char::REPLACEMENT_CHARACTER, chunk.invalid().len());
                }
            }
        }
        letters = decoded;
    }
    letters
}

/// Removes markup and invisible characters.
fn without_markup_and_invisible(mut letters: Vec<Letter>) -> Vec<Letter> {
    letters.retain(|(c, _)| {
        !matches!(c,
            '*' | '`' | '\\' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}'
            | '\u{640}' | '\u{e0100}'..='\u{e01ef}')
            && c.general_category() != GeneralCategory::Format
            && (c.is_whitespace() || !c.is_control())
    });
    letters
}

/// Maximum letters and digits of a tag within an e-mail address.
const LONGEST_TAG: usize = 64;
/// Maximum digits of a tag; more may be a telephone number.
const MOST_TAG_DIGITS: usize = 5;

/// Removes tags from e-mail addresses: `ada+jobs@mill.example` belongs to `ada@mill.example`.
fn without_tags(letters: Vec<Letter>) -> Vec<Letter> {
    let is_tag = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    let mut shown = Vec::with_capacity(letters.len());
    for letter in letters {
        if letter.0 == '@' {
            let tag = shown.iter().rev().map(|(c, _): &Letter| *c).take_while(|c| is_tag(*c));
            let tag: Vec<char> = tag.take(LONGEST_TAG).collect();
            let plus = shown.len().checked_sub(tag.len() + 1);
            let digits = tag.iter().filter(|c| c.is_numeric()).count();
            if let Some(plus) = plus.filter(|_| digits <= MOST_TAG_DIGITS && !tag.is_empty())
                && shown[plus].0 == '+'
                && plus.checked_sub(1).is_some_and(|at| is_tag(shown[at].0))
            {
                shown.truncate(plus);
            }
        }
        shown.push(letter);
    }
    shown
}

/// Passes the folded letters of a grapheme to `show`.
fn fold(cluster: &str, mut show: impl FnMut(char)) {
    if let [byte] = cluster.as_bytes() {
        show(char::from(byte.to_ascii_lowercase()));
        return;
    }
    let folded: String = DECOMPOSED
        .normalize_iter(cluster.chars())
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .flat_map(|c| alike(c).chars().chain(alike(c).is_empty().then_some(c)))
        .collect();
    let mut base = '\0';
    let bare = DECOMPOSED.normalize_iter(folded.chars()).filter(|c| {
        if c.general_category() != GeneralCategory::NonspacingMark {
            base = *c;
            return true;
        }
        !is_bare_without_marks(base)
    });
    let letters = COMPOSED.normalize_iter(bare).map(european_digit);
    letters.map(|c| looks_like(c).unwrap_or(c)).for_each(&mut show);
}

/// Returns the letter commonly typed instead of `c`; empty if there is none.
pub(super) fn alike(c: char) -> &'static str {
    match c {
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ı' => "i",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        // Persian forms of Arabic letters.
        'ی' | 'ى' => "ي",
        'ک' => "ك",
        _ => "",
    }
}

/// Returns whether the letter is commonly typed without its accents or vowel points.
fn is_bare_without_marks(base: char) -> bool {
    matches!(
        base.script(),
        Script::Latin
            | Script::Greek
            | Script::Cyrillic
            | Script::Hebrew
            | Script::Arabic
            | Script::Common
            | Script::Inherited
    )
}

fn european_digit(c: char) -> char {
    if c.is_ascii() || c.general_category() != GeneralCategory::DecimalNumber {
        return c;
    }
    // The ten digits of a script are consecutive.
    let is_digit = |n: u32| {
        char::from_u32(n).is_some_and(|c| c.general_category() == GeneralCategory::DecimalNumber)
    };
    let before = (1..10).take_while(|n| is_digit((c as u32).wrapping_sub(*n))).count() as u32;
    char::from_digit(before, 10).unwrap_or(c)
}

/// Returns whether a letter belongs to a script written without spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    !c.is_ascii()
        && matches!(
            c.script(),
            Script::Han
                | Script::Hiragana
                | Script::Katakana
                | Script::Bopomofo
                | Script::Thai
                | Script::Lao
                | Script::Khmer
                | Script::Myanmar
                | Script::Tibetan
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(text: &str) -> String {
        NormalizedText::new(text).text
    }

    #[test]
    fn similar_characters_are_equal() {
        for (one, other) in [
            ("Jane  **Doe**", "jane doe"),
            ("ＪＡＮＥ", "jane"),
            ("Jos\u{e9}", "Jose\u{301}"),
            ("José", "jose"),
            ("Straße", "STRASSE"),
            ("ja\u{ad}ne\u{200b}", "jane"),
            ("e\u{200b}\u{301}", "é"),
            ("zeb%40secret.example", "zeb@secret.example"),
            ("zeb%2540secret", "zeb@secret"),
            ("zeb+cv.2@secret", "zeb@secret"),
            ("%E7%8E%8B明", "王明"),
            ("٠١٢ ०१२", "012 012"),
            ("𝟘𝟙𝟚", "012"),
            ("O’Neil – 5‑6", "o'neil - 5-6"),
            ("王 小\n明", "王小明"),
            ("김 철수", "김 철수"),
            ("ﾔﾏﾀﾞ", "ヤマダ"),
            ("א\u{5b7}ב", "אב"),
            ("ᾈ", "αι"),
            ("Jаnе", "jane"),
            ("Маria", "maria"),
            ("ΝINA", "nina"),
            ("Роре", "pope"),
            ("НИНА", "Нина"),
            ("Νίκος", "ΝΙΚΟΣ"),
            ("ΟΔΟΣ", "οδοσ"),
        ] {
            assert_eq!(normal(one), normal(other), "{one:?} and {other:?}");
        }
        assert_ne!(normal("이"), normal("인"));
        assert_ne!(normal("कि"), normal("क"));
        assert_eq!(normal("100 %"), "100 %");
    }

    #[test]
    fn every_normalized_character_maps_to_its_source_position() {
        let text = "a %C3%A9*b* e\u{301}王";
        let normal = NormalizedText::new(text);
        assert_eq!(normal.text, "a eb e王");
        let place = |part: Range<usize>| &text[normal.place(&part)];
        assert_eq!(place(2..3), "%C3%A9");
        assert_eq!(place(2..4), "%C3%A9*b");
        assert_eq!(place(5..6), "e\u{301}");
        assert_eq!(place(6..9), "王");
    }
}

//! Controls line breaks with zero-width characters.
//!
//! Text extractors treat a hyphen at the end of a line as hyphenation, and readers do not expect a
//! unit on another line than its number. [`JOINT`] prevents a break between two characters,
//! [`SEAM`] allows one. Both are removed from the finished pages so that they are not copied.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::{long_words, narrow};
use crate::locale::function_words;

/// Prevents a line break.
pub const JOINT: char = '\u{2060}';
/// Allows a line break.
pub const SEAM: char = '\u{200b}';
/// End of a separator. A separator at the end of a line is removed from the finished pages.
pub const END_OF_SEPARATOR: &str = "\u{200b}\u{200b}";
/// Sign between facts on a line.
pub const DOT: &str = "·";

/// Returns a separator between two items on a line, which must not begin with it.
pub fn separator(sign: &str) -> String {
    format!(" {JOINT}{sign}{END_OF_SEPARATOR} ")
}

/// Maximum characters of a word with hyphens or a name with initials that is kept on one line.
pub const LONGEST_WHOLE: usize = 30;
/// Maximum characters of a Korean word that is kept on one line.
const LONGEST_KOREAN: usize = 20;

/// Maximum characters of a number and what it counts that are kept on one line.
const LONGEST_COUNT: usize = 16;
/// Minimum letters of a word that a number counts.
const SHORTEST_NOUN: usize = 3;
/// Maximum letters of a word that connects two numbers.
const LONGEST_PREPOSITION: usize = 3;
/// Signs at the end of a clause.
const CLAUSE_ENDS: [char; 8] = ['.', ',', ';', ':', '!', '?', ')', '”'];

/// Abbreviations before a name, or between the parts of one.
const ABBREVIATIONS: [&str; 6] = ["Co.", "Dr.", "Mr.", "Mrs.", "Ms.", "Prof."];

/// Line-breaking conventions of a language.
#[derive(Debug, Clone, Copy)]
pub struct LineBreakRules {
    /// One-letter words that must not end a line.
    clinging: &'static str,
    /// Words that a number does not count, separated by blanks.
    function_words: &'static str,
    /// Whether lines break between words only.
    korean: bool,
    /// Width of a line in ems, if words may be wider; otherwise infinite.
    line: f64,
    /// Language of the syllables at which words wider than a line break.
    syllables: Option<hypher::Lang>,
}

impl LineBreakRules {
    /// Returns the conventions of a language code.
    pub fn of(lang: &str) -> Self {
        let clinging = match lang {
            "cs" => "aikosuvz",
            "en" => "i",
            "pl" => "aiouwz",
            "ru" => "авикосуя",
            "sk" => "aikosuvz",
            "uk" => "авезийіоуяє",
            _ => "",
        };
        let function_words = function_words(lang);
        let code = lang.as_bytes().first_chunk().copied();
        Self {
            clinging,
            function_words,
            korean: lang == "ko",
            line: f64::INFINITY,
            syllables: code.and_then(hypher::Lang::from_iso),
        }
    }

    /// Returns the conventions for lines of a width in ems.
    #[must_use]
    pub fn within(self, line: f64) -> Self {
        Self { line, ..self }
    }

    /// Returns the conventions for lines that are narrower by a number of ems.
    #[must_use]
    pub(super) fn narrowed(self, by: f64) -> Self {
        Self { line: self.line - by, ..self }
    }

    /// Returns whether lines have a known width.
    pub(super) fn is_narrow(self) -> bool {
        self.line.is_finite()
    }

    /// Returns whether text fits on one line, by estimate.
    pub(super) fn fits(self, text: &str) -> bool {
        self.line.is_infinite() || narrow::fits(text, self.line)
    }

    /// Returns a part of an address with the breaks that it needs on lines of this width.
    pub(super) fn broken_address(self, part: &str) -> String {
        let mut out = String::with_capacity(2 * part.len());
        narrow::push_address(part, self.line, &mut out);
        out
    }

    /// Inserts characters that prevent or allow line breaks.
    pub fn mark(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 8);
        let mut words = text.split(' ').peekable();
        // Number of blanks within the current count, and whether it has ended.
        let (mut tied, mut was_tied) = (0, false);
        while let Some(word) = words.next() {
            self.push_word(word, &mut out);
            let Some(&next) = words.peek() else { break };
            out.push(' ');
            if tied == 0 && !was_tied && is_number(word) && !self.is_narrow() {
                tied = self.ties(word, words.clone());
            }
            was_tied = tied > 0;
            tied = tied.saturating_sub(1);
            if was_tied || self.holds(word, next) {
                out.push(JOINT);
            }
        }
        out
    }

    fn push_word(self, word: &str, out: &mut String) {
        if !self.fits(word) && !word.contains(is_unspaced) {
            return narrow::push_narrow(word, self.line, self.syllables, out);
        }
        // Fast path: most words consist of letters only.
        if word.len() <= LONGEST_WHOLE && word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return out.push_str(word);
        }
        let length = word.chars().count();
        let has_hangul =
            || word.chars().any(|c| matches!(c, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}'));
        if self.korean && length <= LONGEST_KOREAN && self.fits(word) && has_hangul() {
            return push_whole(word, out);
        }
        // In scripts without blanks, runs of other letters are treated as words.
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let is_unspaced_run = is_unspaced(first);
            let end = rest.find(|c| is_unspaced(c) != is_unspaced_run).unwrap_or(rest.len());
            let (part, others) = rest.split_at(end);
            rest = others;
            if is_unspaced_run {
                out.push_str(part);
            } else if part.chars().count() > LONGEST_WHOLE {
                long_words::push_long(part, out);
            } else if is_compound(part) || is_host(part) {
                push_whole(part, out);
            } else {
                out.push_str(part);
            }
        }
    }

    /// Returns the number of blanks after a word at which a line must not break, because it is a
    /// number and what it counts (`22 minutes`), or a number and another one that it is compared
    /// with (`9 in 2021`).
    fn ties<'w>(self, word: &str, following: impl Iterator<Item = &'w str>) -> usize {
        if ends_clause(word) {
            return 0;
        }
        let mut following = following.peekable();
        // A measure word: `18 个月`.
        if following.peek().is_some_and(|next| next.starts_with(is_wide)) {
            return 1;
        }
        if is_year(word) {
            return 0;
        }
        let counts = |word: &str, noun: &str| {
            let is_bare = word.chars().all(|c| c.is_ascii_digit() || ".,+–($€£".contains(c));
            let letters = noun.chars().take_while(|c| c.is_alphabetic()).count();
            let is_noun =
                letters >= SHORTEST_NOUN && !self.function_words.split(' ').any(|it| it == noun);
            is_bare && !is_year(word) && is_noun && fits_count(&[word, noun])
        };
        let Some(next) = following.next() else { return 0 };
        if counts(word, next) {
            return 1;
        }
        let Some(other) = following.next() else { return 0 };
        let is_preposition =
            next.chars().count() <= LONGEST_PREPOSITION && next.chars().all(char::is_lowercase);
        let is_pair = is_preposition && is_number(other) && fits_count(&[word, next, other]);
        // The second number may count something itself.
        let counts_itself =
            !ends_clause(other) && following.next().is_some_and(|noun| counts(other, noun));
        if is_pair && !counts_itself { 2 } else { 0 }
    }

    /// Returns whether a line break between two words is prevented.
    fn holds(self, word: &str, next: &str) -> bool {
        next.starts_with(['–', '—'])
            || next == "-"
            || word == "&"
            || ((is_initials(word) || ABBREVIATIONS.contains(&word))
                && next.starts_with(char::is_uppercase))
            || (is_dotted_letter(word) && is_dotted_letter(next))
            || (is_suspended(word) && !self.is_narrow())
            || self.clings(word)
    }

    fn clings(self, word: &str) -> bool {
        let letters = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let mut letters = letters.chars().flat_map(char::to_lowercase);
        match (letters.next(), letters.next()) {
            (Some(letter), None) => self.clinging.contains(letter),
            _ => false,
        }
    }
}

/// Returns whether a word continues with a later one: `Lasten- und Pflichtenheft`. Extractors would
/// join it to the first word of the next line.
fn is_suspended(word: &str) -> bool {
    let letters = word.strip_suffix('-').unwrap_or_default();
    letters.ends_with(char::is_alphanumeric)
}

/// Returns whether words that count something are short enough to be kept on one line.
fn fits_count(words: &[&str]) -> bool {
    let last = words.len() - 1;
    let length = |(i, word): (usize, &&str)| {
        let word = if i == last { word.trim_end_matches(CLAUSE_ENDS) } else { word };
        word.chars().count()
    };
    words.iter().enumerate().map(length).sum::<usize>() + last <= LONGEST_COUNT
}

/// Returns whether a word begins with a digit, not counting signs.
fn is_number(word: &str) -> bool {
    // Fast path: most words begin with a letter.
    !word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word
            .trim_start_matches(|c: char| !c.is_alphanumeric())
            .starts_with(|c: char| c.is_ascii_digit())
}

fn ends_clause(word: &str) -> bool {
    word.ends_with(CLAUSE_ENDS)
}

/// Returns whether a word is a year, which counts nothing.
fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
}

/// Returns text without line break opportunities.
pub fn whole(text: &str) -> String {
    let mut out = String::with_capacity(2 * text.len());
    push_whole(text, &mut out);
    out
}

/// Allows breaks in a line of an address only after commas, if its parts fit on a line of their
/// own.
pub(super) fn in_parts(text: &str, rules: LineBreakRules) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for part in text.split_inclusive([',', '،', '、', '，']) {
        let name = part.trim_start();
        out.push_str(&part[..part.len() - name.len()]);
        let name_only = unmarked(name);
        if rules.fits(&name_only) { push_whole(&name_only, &mut out) } else { out.push_str(name) }
    }
    out
}

/// Keeps numbers and units together: `9 years`.
pub fn counted(text: &str) -> String {
    let is_number = |word: &str| {
        let word = word.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end_matches('+');
        !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || ".,".contains(c))
    };
    let mut words = text.split(' ').peekable();
    let mut out = String::with_capacity(text.len() + 3);
    while let Some(word) = words.next() {
        out.push_str(word);
        if words.peek().is_some() {
            out.push(' ');
            if is_number(word) {
                out.push(JOINT);
            }
        }
    }
    out
}

/// Removes the control characters.
pub fn unmarked(text: &str) -> String {
    text.chars().filter(|c| !is_mark(*c)).collect()
}

/// Returns whether a character is one of the control characters.
pub fn is_mark(c: char) -> bool {
    matches!(c, JOINT | SEAM)
}

/// Returns whether a word is a compound: `day-to-day`, `TCP/IP`, `C++`.
fn is_compound(word: &str) -> bool {
    let is_word_character = |c: char| !matches!(c, '/' | '-');
    let mut last = None;
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let between = |next: &char| last.is_some_and(is_word_character) && is_word_character(*next);
        if matches!(c, '/' | '+' | '-') && chars.peek().is_some_and(between) {
            return true;
        }
        last = Some(c);
    }
    false
}

/// Returns whether a word is an e-mail address or begins with a host name.
pub(super) fn is_host(word: &str) -> bool {
    word.contains('@') || word.starts_with("www.") || word.contains("://")
}

/// Returns whether a word consists of initials: `J.`, `J.R.`.
fn is_initials(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '“', '„', '‘', '«']);
    let mut chars = word.chars();
    let mut any = false;
    while let Some(letter) = chars.next() {
        if !letter.is_uppercase() || chars.next() != Some('.') {
            return false;
        }
        any = true;
    }
    any
}

/// Returns whether a word is one letter and a dot, as in `e. V.`.
fn is_dotted_letter(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    let mut chars = word.trim_end_matches(',').chars();
    let letter = chars.next().is_some_and(char::is_alphabetic);
    letter && chars.next() == Some('.') && chars.next().is_none()
}

/// Returns whether a script has no blanks between words, so that lines may break within.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
        || is_wide(c)
}

/// Returns whether a letter is double-width: Chinese, Japanese, Korean.
pub fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}')
}

pub(super) fn push_whole(text: &str, out: &mut String) {
    let start = out.len();
    let mut last = None;
    for c in text.chars() {
        // Typst has its own rules for URLs.
        let begins_address = || out[start..].ends_with("www.") || out[start..].ends_with("://");
        if last.is_some_and(|last| {
            may_part(last, c) || (matches!(last, '.' | '/') && begins_address())
        }) {
            out.push(JOINT);
        }
        out.push(c);
        last = Some(c);
    }
}

/// Returns whether a line could break between two characters.
pub(super) fn may_part(last: char, next: char) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() && !is_wide(c);
    // After these, a line breaks only at a blank.
    let is_tied = |c: char| matches!(c, '.' | ',' | ':' | ';' | '@' | '_' | '\'' | '’');
    let follows = is_mark(next)
        || matches!(next, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
        || next.general_category_group() == GeneralCategoryGroup::Mark;
    let is_word = |c: char| is_letter(c) || is_tied(c);
    !follows
        && !matches!(last, '\u{200c}' | '\u{200d}')
        && !is_mark(last)
        && (!is_word(last) || !is_word(next))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows joints as `~` and seams as `|`.
    fn shown(text: &str) -> String {
        text.replace(JOINT, "~").replace(SEAM, "|")
    }

    fn marked(text: &str) -> String {
        shown(&LineBreakRules::of("en").mark(text))
    }

    #[test]
    fn parts_of_a_name_stay_together() {
        for (text, expected) in [
            ("GmbH & Co. KG", "GmbH & ~Co. ~KG"),
            ("(RWVG a. G.)", "(RWVG a. ~G.)"),
            ("Verein e. V., Bonn", "Verein e. ~V., Bonn"),
            ("Prof. Weber", "Prof. ~Weber"),
            ("Lasten- und Pflichtenheft", "Lasten- ~und Pflichtenheft"),
        ] {
            let marked = LineBreakRules::of("de").mark(text).replace(JOINT, "~");
            assert_eq!(marked, expected);
        }
    }

    #[test]
    fn short_compounds_are_not_broken() {
        assert_eq!(marked("a 12-week day-to-day plan"), "a 12~-~week day~-~to~-~day plan");
        assert_eq!(marked("TCP/IP and C++, well-"), "TCP~/~IP and C~+~+~, well-");
    }

    #[test]
    fn initials_stay_with_the_name_and_dashes_do_not_start_a_line() {
        assert_eq!(marked("by J. R. Okafor"), "by J. ~R. ~Okafor");
        assert_eq!(marked("(J.R. Okafor) of St. Pauls"), "(J.R. ~Okafor) of St. Pauls");
        assert_eq!(marked("tea — or coffee – black"), "tea ~— or coffee ~– black");
        assert_eq!(marked("451 - Networks"), "451 ~- Networks");
    }

    #[test]
    fn a_short_number_stays_with_what_it_counts() {
        assert_eq!(marked("within 30 days of 22 minutes."), "within 30 ~days of 22 ~minutes.");
        assert_eq!(marked("11 to 13 nurses, (40 seconds)"), "11 to 13 ~nurses, (40 ~seconds)");
        assert_eq!(marked("3,800 lines, 60 contributors"), "3,800 ~lines, 60 ~contributors");
        assert_eq!(marked("14 Grundwassermessstellen"), "14 Grundwassermessstellen");
        assert_eq!(marked("4.6 to 3.8 over a year"), "4.6 ~to ~3.8 over a year");
        assert_eq!(marked("for 3 men"), "for 3 ~men");
        assert_eq!(
            marked("In 2023 the 30. Day 9, and 6% less"),
            "In 2023 the 30. Day 9, and 6% less"
        );
        assert_eq!(shown(&LineBreakRules::of("de").mark("in 22 Minuten")), "in 22 ~Minuten");
        assert_eq!(marked("自 2021 年以来 18 个月"), "自 2021 ~年以来 18 ~个月");
        let narrow = LineBreakRules::of("en").within(12.0);
        assert_eq!(shown(&narrow.mark("within 30 days")), "within 30 days");
    }

    #[test]
    fn two_short_numbers_stay_together() {
        assert_eq!(marked("from 9 in 2021 to 2 in 2023."), "from 9 ~in ~2021 to 2 ~in ~2023.");
        assert_eq!(marked("from 48\u{a0}s to 11\u{a0}s."), "from 48\u{a0}s ~to ~11\u{a0}s.");
        assert_eq!(marked("24% to 19% in all"), "24% ~to ~19% in all");
        // A run of numbers is not kept on one line.
        assert_eq!(marked("1 to 2 to 3 to 4"), "1 ~to ~2 to 3 ~to ~4");
        assert_eq!(marked("12,000 to 250,000"), "12,000 to 250,000");
    }

    #[test]
    fn a_line_does_not_end_with_the_word_for_oneself() {
        assert_eq!(marked("team. I build"), "team. I ~build");
    }

    #[test]
    fn one_letter_words_do_not_end_a_line_in_polish_and_czech() {
        assert_eq!(
            shown(&LineBreakRules::of("pl").mark("praca w domu i „z biura")),
            "praca w ~domu i ~„z ~biura"
        );
        assert_eq!(shown(&LineBreakRules::of("cs").mark("V Praze")), "V ~Praze");
        assert_eq!(marked("a plan"), "a plan");
    }

    #[test]
    fn korean_lines_break_between_words() {
        assert_eq!(shown(&LineBreakRules::of("ko").mark("서울 대학교")), "서~울 대~학~교");
    }

    #[test]
    fn chinese_lines_do_not_break_within_latin_words() {
        assert_eq!(marked("用NVMe/TCP传输数据"), "用NVMe~/~TCP传输数据");
    }

    #[test]
    fn a_number_stays_on_the_line_of_its_noun() {
        assert_eq!(shown(&counted("expert, 9 years")), "expert, 9 ~years");
        assert_eq!(shown(&counted("1,200+ hours a year")), "1,200+ ~hours a year");
    }

    #[test]
    fn a_line_of_an_address_breaks_after_commas() {
        let parts = |text| shown(&in_parts(text, LineBreakRules::of("en").within(12.0)));
        assert_eq!(parts("88 Harrison Street, Unit 1402"), "88~ ~Harrison~ ~Street, Unit~ ~1402");
        let long = "Commission for Lights and Fairways, Quay";
        assert_eq!(parts(long), "Commission for Lights and Fairways, Quay");
    }

    #[test]
    fn unbreakable_text_has_no_break_opportunity() {
        assert_eq!(shown(&whole("Aug 2011 – May 2015")), "Aug~ ~2011~ ~–~ ~May~ ~2015");
    }

    #[test]
    fn break_marks_do_not_change_the_text() {
        for text in [
            "J. R. – day-to-day",
            "https://example.org/very/long/address/indeed",
            "서울 대학교",
            "",
        ] {
            assert_eq!(unmarked(&LineBreakRules::of("ko").mark(text)), text);
        }
    }
}

//! Detects text in another script than the page's, with its language and direction.
//!
//! Screen readers then switch voices, fonts use the right letter shapes, and `C++` and telephone
//! numbers keep their order on right-to-left pages.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};

use super::walk::each_inline;
use super::{Inline, Run, View};
use crate::locale::TextLanguage;

/// Fewest letters that make a word of another language: `µ` alone does not.
const FEWEST_LETTERS: usize = 2;

/// Marks text in another script than the page's. Its language is guessed: one of those `declared`
/// in the file, or the most common one in that script.
pub(super) fn mark_foreign(view: &mut View, page: &TextLanguage, declared: &[TextLanguage]) {
    let marker = Marker { page, declared };
    if page.dir == "rtl" {
        for contact in &mut view.header.contacts {
            // Numbers and URLs run from left to right in every script.
            if contact.kind != "location" && contact.kind != "other" {
                contact.lines.iter_mut().for_each(|line| marker.turn(line));
            }
        }
    }
    each_inline(view, &mut |inline| marker.inline(inline, page));
}

struct Marker<'a> {
    page: &'a TextLanguage,
    declared: &'a [TextLanguage],
}

/// A part of a text in another script.
struct Part {
    range: Range<usize>,
    /// `None` for a number.
    script: Option<Script>,
    letters: usize,
    /// Whether it contains kana.
    kana: bool,
}

impl Marker<'_> {
    fn inline(&self, inline: &mut Inline, own: &TextLanguage) {
        let text = inline.text();
        if is_familiar(&text, own) {
            return;
        }
        if let Some(text_language) = self.of_whole(inline, &text, own) {
            let body = std::mem::take(inline);
            *inline = Inline(vec![foreign(&text_language, own, body)]);
            return;
        }
        let mut runs = Vec::with_capacity(inline.0.len());
        for mut run in std::mem::take(&mut inline.0) {
            match &mut run {
                Run::Text(text) => {
                    self.text(text, own, &mut runs);
                    continue;
                }
                Run::Strong(body) | Run::Emphasis(body) | Run::Link { body, .. } => {
                    self.inline(body, own);
                }
                Run::Foreign { lang, region, dir, body } => {
                    let tag = format!("{lang}-{}", region.as_deref().unwrap_or_default());
                    let inner = TextLanguage::of(tag.trim_end_matches('-'));
                    let inner = inner.unwrap_or_else(|| own.clone());
                    self.inline(body, &inner.running(dir.unwrap_or(own.dir)));
                }
                Run::Code(_) if own.dir == "rtl" => {
                    let body = Inline(vec![run]);
                    run = foreign(&own.running("ltr"), own, body);
                }
                Run::Code(_) | Run::Break => {}
            }
            runs.push(run);
        }
        inline.0 = runs;
    }

    /// Marks a line without letters of the page's script as left-to-right.
    fn turn(&self, line: &mut Inline) {
        let text = line.text();
        if !text.is_empty() && !text.chars().any(|c| self.page.is_written_in(c.script())) {
            let english = TextLanguage::of_script(Script::Latin);
            let text_language = english.filter(|_| text.contains(char::is_alphabetic));
            let text_language = text_language.unwrap_or_else(|| self.page.running("ltr"));
            let body = std::mem::take(line);
            line.0.push(foreign(&text_language, self.page, body));
        }
    }

    /// Returns the language of a text of which every letter is in another script.
    fn of_whole(&self, inline: &Inline, text: &str, own: &TextLanguage) -> Option<TextLanguage> {
        let is_marked = |run: &Run| matches!(run, Run::Foreign { .. });
        if inline.0.iter().any(is_marked) || text.chars().any(|c| own.is_written_in(c.script())) {
            return None;
        }
        match parts(text, own).as_slice() {
            [part] if part.script.is_some() => self.text_language(part, text, own),
            _ => None,
        }
    }

    fn text(&self, text: &str, own: &TextLanguage, runs: &mut Vec<Run>) {
        let mut end = 0;
        for part in parts(text, own) {
            let Some(text_language) = self.text_language(&part, text, own) else { continue };
            let range = if text_language.dir == own.dir || text_language.dir == "rtl" {
                part.range
            } else {
                widen(text, part.range, end)
            };
            if range.start > end {
                runs.push(Run::Text(text[end..range.start].to_owned()));
            }
            runs.push(foreign(&text_language, own, Inline::plain(&text[range.clone()])));
            end = range.end;
        }
        if end < text.len() {
            runs.push(Run::Text(text[end..].to_owned()));
        }
    }

    /// Returns the language of a part; `None` if the part is too short to tell.
    fn text_language(&self, part: &Part, text: &str, own: &TextLanguage) -> Option<TextLanguage> {
        let Some(script) = part.script else {
            return Some(own.running("ltr"));
        };
        let writes = |text_language: &&TextLanguage| {
            let letters = text[part.range.clone()].chars().map(|c| c.script());
            letters
                .filter(|script| is_letters(*script))
                .all(|script| text_language.is_written_in(script))
        };
        let script = if part.kana { Script::Hiragana } else { script };
        let guess = || TextLanguage::of_script(script);
        let text_language = self.declared.iter().find(writes).cloned().or_else(guess)?;
        match (part.letters >= FEWEST_LETTERS, text_language.dir == own.dir) {
            (true, _) => Some(text_language),
            (false, true) => None,
            (false, false) => Some(own.running(text_language.dir)),
        }
    }
}

fn foreign(text_language: &TextLanguage, own: &TextLanguage, body: Inline) -> Run {
    Run::Foreign {
        lang: text_language.lang.clone(),
        region: text_language.region.clone(),
        dir: (text_language.dir != own.dir).then_some(text_language.dir),
        body,
    }
}

/// Returns whether a text has only Latin letters and the page's language uses them. A fast path.
fn is_familiar(text: &str, own: &TextLanguage) -> bool {
    let is_latin =
        |c: char| matches!(c, ..'\u{370}' | '\u{1e00}'..='\u{1eff}' | '\u{2000}'..='\u{20cf}');
    own.is_written_in(Script::Latin) && text.chars().all(is_latin)
}

fn is_letters(script: Script) -> bool {
    !matches!(script, Script::Common | Script::Inherited | Script::Unknown)
}

fn is_japanese(script: Script) -> bool {
    matches!(script, Script::Han | Script::Hiragana | Script::Katakana)
}

/// Finds the parts in another script, including the spaces and signs between their words and, in
/// right-to-left text, numbers that would be reordered.
fn parts(text: &str, own: &TextLanguage) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    // Whether the last part can still be extended: only neutral characters have followed it.
    let mut is_open = false;
    let mut skip = 0;
    for (at, c) in text.char_indices() {
        if at < skip {
            continue;
        }
        let script = c.script();
        let end = at + c.len_utf8();
        // Marks belong to the preceding letter, as does the Japanese long vowel.
        if script == Script::Inherited || c == 'ー' {
            if let Some(last) = parts.last_mut().filter(|part| part.range.end == at) {
                last.range.end = end;
            }
            continue;
        }
        if !is_letters(script) {
            let number = if own.dir == "rtl" { number_at(text, at) } else { 0 };
            if number > 0 {
                skip = at + number;
                parts.push(Part { range: at..skip, script: None, letters: 0, kana: false });
                is_open = false;
            } else if matches!(c, '،' | '؛' | '؟' | '、' | '。') {
                is_open = false;
            }
            continue;
        }
        if own.is_written_in(script) {
            is_open = false;
            continue;
        }
        let kana = matches!(script, Script::Hiragana | Script::Katakana);
        let continues_part = |part: &&mut Part| {
            let same = |other| other == script || is_japanese(other) && is_japanese(script);
            is_open && part.script.is_some_and(same)
        };
        match parts.last_mut().filter(continues_part) {
            Some(part) => {
                part.range.end = end;
                part.letters += 1;
                part.kana |= kana;
            }
            None => {
                parts.push(Part { range: at..end, script: Some(script), letters: 1, kana });
                is_open = true;
            }
        }
    }
    parts
}

/// Returns the length of a telephone number or numeric date at a position, else 0. The
/// bidirectional algorithm keeps other numbers intact.
fn number_at(text: &str, at: usize) -> usize {
    let before = text[..at].chars().next_back();
    let rest = &text[at..];
    let international = rest.starts_with('+');
    if !international && !rest.starts_with(|c: char| c.is_ascii_digit())
        || before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | '/'))
    {
        return 0;
    }
    let signs: &[char] = if international { &['-', '.', '/', ' ', '(', ')', '+'] } else { &['-'] };
    let end = rest.find(|c: char| !c.is_ascii_digit() && !signs.contains(&c)).unwrap_or(rest.len());
    let number = rest[..end].trim_end_matches(|c: char| !c.is_ascii_digit());
    let groups: Vec<_> = number.split('-').collect();
    let is_date = groups.len() == 2 && groups[0].len() == 4 && groups[1].len() <= 2;
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let found = if international { digits >= 3 } else { is_date || groups.len() >= 3 };
    if found { number.len() } else { 0 }
}

/// Extends a left-to-right part by the digits and signs that belong to it: `C++`, `.NET`, `3D`,
/// `Python 3.11`, `SQL (Postgres)`.
fn widen(text: &str, part: Range<usize>, from: usize) -> Range<usize> {
    let Range { mut start, mut end } = part;
    let head = &text[from..start];
    let figures = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    start -= figures;
    let head = &text[from..start];
    if let Some(rest) = head.strip_suffix(['.', '@', '#'])
        && figures == 0
        && !rest.ends_with(|c: char| c.is_ascii_digit() || c == '.')
    {
        start -= 1;
    }
    loop {
        let rest = &text[end..];
        let mut chars = rest.chars();
        let (next, after) = (chars.next(), chars.next());
        let open = text[start..end].matches('(').count() > text[start..end].matches(')').count();
        let taken = match (next, after) {
            (Some('+' | '#'), _) => 1,
            (Some(')'), _) if open => 1,
            (Some(c), _) if c.is_ascii_digit() => 1,
            (Some(' ' | '.' | '-' | '/' | ':' | ',' | '_'), Some(c)) if c.is_ascii_digit() => 2,
            _ => break,
        };
        end += taken;
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows the marked parts of a text: `<en>` for a language, `<en ltr>` with a direction.
    fn marked(page: &str, text: &str) -> String {
        let page = TextLanguage::of(page).expect("a tag");
        let mut inline = Inline::plain(text);
        Marker { page: &page, declared: &[] }.inline(&mut inline, &page);
        show(&inline)
    }

    fn show(inline: &Inline) -> String {
        let show = |run: &Run| match run {
            Run::Text(text) => text.clone(),
            Run::Foreign { lang, region, dir, body } => {
                let region = region.as_ref().map(|region| format!("-{region}"));
                let dir = dir.map(|dir| format!(" {dir}"));
                let (region, dir) = (region.unwrap_or_default(), dir.unwrap_or_default());
                format!("<{lang}{region}{dir}|{}>", show(body))
            }
            run => format!("{run:?}"),
        };
        inline.0.iter().map(show).collect()
    }

    #[test]
    fn words_in_another_script_are_marked_with_its_language() {
        for (page, text, expected) in [
            ("en", "Li Wei (李伟), Σωκράτης", "Li Wei (<zh-CN|李伟>), <el|Σωκράτης>"),
            ("en", "a talk at 日本のRustの会", "a talk at <ja|日本の>Rust<ja|の会>"),
            ("en", "40 µs at 3 kΩ, déjà vu – “so”", "40 µs at 3 kΩ, déjà vu – “so”"),
            (
                "ja",
                "Rust と C で書いた GitHub Actions 2本",
                "<en|Rust> と C で書いた <en|GitHub Actions> 2本",
            ),
            ("ja", "日本語とカタカナ", "日本語とカタカナ"),
            ("zh-TW", "東京のこと", "東京<ja|のこと>"),
            ("ru", "Код на Rust.", "Код на <en|Rust>."),
            ("ru", "Head of Storage, Acme Inc.", "<en|Head of Storage, Acme Inc.>"),
            ("en", "Москва, 2011", "<ru|Москва, 2011>"),
            ("en", "named Москва 2011", "named <ru|Москва> 2011"),
        ] {
            assert_eq!(marked(page, text), expected);
        }
    }

    #[test]
    fn text_in_the_opposite_direction_keeps_its_punctuation_and_digits() {
        for (page, text, expected) in [
            ("ar", "بلغة C++ و Rust.", "بلغة <ar ltr|C++> و <en ltr|Rust>."),
            (
                "he",
                "כתבה ב-C# וב-.NET, גם ב-3D",
                "כתבה ב-<he ltr|C#> וב-<en ltr|.NET>, גם ב-<he ltr|3D>",
            ),
            (
                "ar",
                "Rust، Python 3.11، ثم SQL (Postgres).",
                "<en ltr|Rust>، <en ltr|Python 3.11>، ثم <en ltr|SQL (Postgres)>.",
            ),
            ("ar", "اتصل: +971 50 123 4567.", "اتصل: <ar ltr|+971 50 123 4567>."),
            ("ar", "في 2011-08-04 و2007-2011", "في <ar ltr|2011-08-04> و2007-2011"),
            ("he", "Acme Storage Ltd.", "<en ltr|Acme Storage Ltd.>"),
            ("ar", "2007–2011", "2007–2011"),
            ("en", "Layla (ليلى)", "Layla (<ar rtl|ليلى>)"),
        ] {
            assert_eq!(marked(page, text), expected);
        }
    }
}

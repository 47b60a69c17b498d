//! Wraps lines at a number of columns.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::ascii::to_ascii;

/// Minimum columns between the two halves of a line.
const BETWEEN: usize = 2;

/// Returns the columns of a text; an East Asian character takes two.
pub(super) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Wrapped text under construction.
#[derive(Debug)]
pub(super) struct Lines<'l> {
    out: String,
    width: usize,
    /// Language for ASCII replacements; `None` keeps all characters.
    ascii: Option<&'l str>,
    /// Bullet markers for the next line.
    marks: String,
}

impl<'l> Lines<'l> {
    /// Creates an empty text; `usize::MAX` columns disable wrapping.
    pub(super) fn new(width: usize, ascii: Option<&'l str>) -> Self {
        Self { out: String::new(), width, ascii, marks: String::new() }
    }

    /// Returns whether wrapping is disabled.
    pub(super) fn are_endless(&self) -> bool {
        self.width == usize::MAX
    }

    /// Ensures at least `lines` blank lines before the next text, but none at the start.
    pub(super) fn gap(&mut self, lines: usize) {
        if self.out.is_empty() || !self.marks.is_empty() {
            return;
        }
        let text = self.out.trim_end_matches('\n').len();
        let there = self.out.len() - text;
        for _ in there..=lines {
            self.out.push('\n');
        }
    }

    /// Stores a marker for the next line.
    pub(super) fn mark(&mut self, mark: &str) {
        self.marks.push_str(mark);
    }

    /// Writes stored markers that no text followed.
    pub(super) fn unmark(&mut self, indent: usize) {
        if !self.marks.is_empty() {
            let indent = (indent + BETWEEN).saturating_sub(width(&self.marks));
            let marks = std::mem::take(&mut self.marks);
            self.push_line(indent, marks.trim_end());
        }
    }

    /// Writes a paragraph; `indent` applies to its first line, `hang` to the others.
    ///
    /// Returns the columns of its longest line.
    pub(super) fn push(&mut self, text: &str, indent: usize, hang: usize) -> usize {
        let text = self.admitted(text);
        let mut widest = 0;
        let mut first = true;
        for part in text.split('\n') {
            let mut rest = part.trim();
            while !rest.is_empty() {
                let at = if first { indent } else { hang };
                let end = self.line_end(rest, self.width.saturating_sub(at));
                let (line, others) = rest.split_at(end);
                let line = line.trim_end();
                widest = widest.max(width(line));
                let marks = std::mem::take(&mut self.marks);
                let at = if first { at.saturating_sub(width(&marks)) } else { at };
                self.push_line(at, &format!("{marks}{line}"));
                rest = others.trim_start();
                first = false;
            }
        }
        widest
    }

    /// Returns whether two texts fit on one line.
    pub(super) fn has_room_for_pair(&self, left: &str, right: &str) -> bool {
        let (left, right) = (self.admitted(left), self.admitted(right));
        let between = if left.is_empty() || right.is_empty() { 0 } else { BETWEEN };
        let is_line = !left.contains('\n') && !right.contains('\n');
        is_line && width(&left) + between + width(&right) <= self.width
    }

    /// Writes two texts on one line, the second at its end.
    ///
    /// Returns `false` and writes nothing if they do not fit.
    pub(super) fn push_pair(&mut self, left: &str, right: &str) -> bool {
        if !self.has_room_for_pair(left, right) {
            return false;
        }
        let (left, right) = (self.admitted(left), self.admitted(right));
        if left.is_empty() || right.is_empty() {
            let text = format!("{left}{right}");
            if !text.is_empty() {
                self.push(&text, 0, 0);
            }
        } else {
            let blanks = " ".repeat(self.width - width(&left) - width(&right));
            self.push_line(0, &format!("{left}{blanks}{right}"));
        }
        true
    }

    fn admitted<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.ascii {
            Some(lang) => Cow::Owned(to_ascii(text, lang)),
            None => Cow::Borrowed(text),
        }
    }

    fn push_line(&mut self, indent: usize, line: &str) {
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// Returns the end of the first line: the last blank within the width, or a boundary between
    /// two characters of a script without blanks. Text without either is not broken.
    fn line_end(&self, text: &str, room: usize) -> usize {
        let mut columns = 0;
        let mut last_end = None;
        let mut before: Option<char> = None;
        for (at, c) in text.char_indices() {
            if c == ' ' || before.is_some_and(|before| may_end(before, c)) {
                match last_end {
                    Some(end) if columns > room => return end,
                    _ if columns > room => return at,
                    _ => last_end = Some(at),
                }
            }
            columns += UnicodeWidthChar::width(c).unwrap_or(0);
            before = Some(c);
        }
        match last_end {
            Some(end) if columns > room => end,
            _ => text.len(),
        }
    }

    /// Returns the text with a final line break.
    pub(super) fn finish(self) -> String {
        let text = self.out.trim_end_matches('\n');
        if text.is_empty() { String::new() } else { format!("{text}\n") }
    }
}

/// Signs that must not begin a line, and signs that must not end one, in scripts without blanks.
const CLOSING: &str =
    "、。，．・：；？！）］｝」』】〕〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ’”%,.:;?!)]}";
const OPENING: &str = "（［｛「『【〔〈《‘“([{";

/// Returns whether a line may break between two characters without a blank.
fn may_end(before: char, after: char) -> bool {
    // Korean separates words with blanks.
    let is_unspaced = |c: char| {
        UnicodeWidthChar::width(c) == Some(2)
            && !matches!(c, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}')
    };
    before != ' '
        && (is_unspaced(before) || is_unspaced(after))
        && !CLOSING.contains(after)
        && !OPENING.contains(before)
        && UnicodeWidthChar::width(after) != Some(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> String {
        let mut lines = Lines::new(width, None);
        lines.push(text, 0, 2);
        lines.finish()
    }

    #[test]
    fn lines_break_at_spaces_and_long_words_are_never_broken() {
        assert_eq!(wrapped("one two three", 8), "one two\n  three\n");
        assert_eq!(
            wrapped("one example.org/a/long/path two", 8),
            "one\n  example.org/a/long/path\n  two\n"
        );
    }

    #[test]
    fn east_asian_characters_are_two_columns_wide_and_allow_line_breaks() {
        assert_eq!(wrapped("港湾の測量を担当。", 8), "港湾の測\n  量を担\n  当。\n");
        assert_eq!(wrapped("서울 항만 조사", 9), "서울 항만\n  조사\n");
    }

    #[test]
    fn a_date_is_right_aligned_if_the_line_has_room() {
        let mut lines = Lines::new(20, None);
        assert!(lines.push_pair("Surveyor", "2019"));
        assert!(!lines.push_pair("Harbour surveyor", "2019"));
        assert!(lines.push_pair("測量士", "2019"));
        assert_eq!(lines.finish(), "Surveyor        2019\n測量士          2019\n");
    }
}

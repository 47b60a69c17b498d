//! Converts RenderCV's texts: Markdown line by line, mixed with Typst code.

use super::typst;
use crate::format::commonmark::{from_commonmark, to_python_markdown};

/// The meaning of a line end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    /// A space, as in ordinary Markdown.
    Flow,
    /// A line break, as in the summary of an entry.
    Break,
}

/// Converts a text to the markup of this program.
pub(super) fn read(text: &str, lines: Lines) -> String {
    let text = typst::rewrite(text).text;
    let adopted: Vec<String> = text.lines().map(from_commonmark).map(with_breaks).collect();
    let mut out = String::new();
    for (number, line) in adopted.iter().enumerate() {
        out.push_str(line);
        let Some(next) = adopted.get(number + 1) else { break };
        let breaks = lines == Lines::Break
            && !line.trim().is_empty()
            && !next.trim().is_empty()
            && !begins_item(next);
        out.push_str(if breaks { "\\\n" } else { "\n" });
    }
    out
}

/// Inserts line breaks for Typst's `linebreak`.
fn with_breaks(line: String) -> String {
    if !line.contains(typst::BREAK) {
        return line;
    }
    let parts = line.split(typst::BREAK).map(str::trim).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\\\n")
}

/// Converts the markup of this program.
///
/// Unsupported markup is written as it looks, so reading it back may yield a different result.
pub(super) fn write(text: &str, lines: Lines) -> String {
    let all: Vec<&str> = text.lines().collect();
    let mut out = String::new();
    for (number, line) in all.iter().enumerate() {
        let unbroken = line.strip_suffix('\\').filter(|rest| !rest.ends_with('\\'));
        out.push_str(&to_python_markdown(unbroken.unwrap_or(line)));
        let Some(next) = all.get(number + 1) else { break };
        let flows = lines == Lines::Break
            && unbroken.is_none()
            && !line.ends_with("  ")
            && !line.trim().is_empty()
            && !next.trim().is_empty()
            && !begins_item(next);
        out.push(if flows { ' ' } else { '\n' });
    }
    out
}

fn begins_item(line: &str) -> bool {
    ["- ", "* ", "+ "].iter().any(|marker| line.trim_start().starts_with(marker))
}

/// Splits a highlight at ` - `, which begins nested bullets.
///
/// Within brackets, code or emphasis, and between numbers, it is a dash.
pub(super) fn split_nested(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, dash) in text.match_indices(" - ") {
        if at < start {
            continue;
        }
        let (before, after) = (&text[start..at], &text[at + dash.len()..]);
        let between_numbers = before.ends_with(|c: char| c.is_ascii_digit())
            && after.starts_with(|c: char| c.is_ascii_digit());
        if before.trim().is_empty()
            || after.trim().is_empty()
            || between_numbers
            || !is_balanced(before)
        {
            continue;
        }
        parts.push(before);
        start = at + dash.len();
    }
    parts.push(&text[start..]);
    parts
}

fn is_balanced(text: &str) -> bool {
    let count = |c| text.matches(c).count();
    let strong = text.matches("**").count();
    count('(') == count(')')
        && count('[') == count(']')
        && strong.is_multiple_of(2)
        && (count('*') - 2 * strong).is_multiple_of(2)
        && count('`') % 2 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_markup_does_not_span_lines() {
        assert_eq!(read("_a_ *b\nc* d", Lines::Flow), "*a* *b\nc* d");
        assert_eq!(read("a\nb\n\nc\n- d", Lines::Break), "a\\\nb\n\nc\n- d");
        assert_eq!(read("a #linebreak() _b_#linebreak()", Lines::Flow), "a\\\n*b*");
    }

    #[test]
    fn written_markup_is_read_as_the_same_text() {
        for text in
            ["a\\\nb\n\nc\n- d", "snake_case and \\*a\\*", "_x_ __y__ <b>z</b>", "**a** [b](c)"]
        {
            assert_eq!(read(&write(text, Lines::Break), Lines::Break), text);
        }
        assert_eq!(write("_x_ <b>", Lines::Flow), r"\_x\_ <b\>");
        assert_eq!(write("a\nb", Lines::Break), "a b");
    }

    #[test]
    fn a_dash_between_spaces_starts_a_nested_highlight() {
        assert_eq!(split_nested("Cut costs - Servers - Disks"), ["Cut costs", "Servers", "Disks"]);
        assert_eq!(
            split_nested("In 2019 - 2021 (London - Paris)"),
            ["In 2019 - 2021 (London - Paris)"]
        );
        assert_eq!(split_nested("**A - B** - C"), ["**A - B**", "C"]);
        assert_eq!(split_nested(" - x"), [" - x"]);
    }
}

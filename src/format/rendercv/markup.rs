//! RenderCV's texts: Markdown line by line, with Typst code in between.

use crate::format::commonmark::{adopt, to_python_markdown};

/// What the end of a line means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    /// A space, as in any prose.
    Flow,
    /// A line break: in the summary of an entry.
    Break,
}

/// Rewrites a text as the markup of the model.
pub(super) fn read(text: &str, lines: Lines) -> String {
    let adopted: Vec<String> = text.lines().map(adopt).collect();
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

/// Writes the markup of the model.
///
/// What RenderCV has no markup for is written as it looks, so that reading it again may differ.
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

/// Splits a highlight at ` - `, which begins a bullet under it.
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

/// Finds Typst code, which RenderCV runs and others print as typed.
pub(super) fn typst_code(text: &str) -> Option<&str> {
    formula(text).or_else(|| command(text))
}

fn formula(text: &str) -> Option<&str> {
    let start = text.find("$$")?;
    let end = start + 2 + text[start + 2..].find("$$")?;
    Some(&text[start..end + 2])
}

/// Finds `#name(…)` or `#name[…]`; a bare `#name` may be a word.
fn command(text: &str) -> Option<&str> {
    text.match_indices('#').find_map(|(start, _)| {
        let name = text[start + 1..].find(|c: char| !(c.is_alphanumeric() || "-_.".contains(c)))?;
        let end = start + 1 + name;
        let closing = match text[end..].chars().next()? {
            '(' => ')',
            '[' => ']',
            _ => return None,
        };
        let is_name = text[start + 1..].starts_with(|c: char| c.is_ascii_alphabetic());
        let length = text[end..].find(closing)?;
        is_name.then(|| &text[start..=end + length])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_read_for_itself() {
        assert_eq!(read("_a_ *b\nc* d", Lines::Flow), "*a* *b\nc* d");
        assert_eq!(read("a\nb\n\nc\n- d", Lines::Break), "a\\\nb\n\nc\n- d");
    }

    #[test]
    fn what_is_written_reads_as_the_same() {
        for text in
            ["a\\\nb\n\nc\n- d", "snake_case and \\*a\\*", "_x_ __y__ <b>z</b>", "**a** [b](c)"]
        {
            assert_eq!(read(&write(text, Lines::Break), Lines::Break), text);
        }
        assert_eq!(write("_x_ <b>", Lines::Flow), r"\_x\_ <b\>");
        assert_eq!(write("a\nb", Lines::Break), "a b");
    }

    #[test]
    fn a_dash_between_spaces_begins_a_nested_highlight() {
        assert_eq!(split_nested("Cut costs - Servers - Disks"), ["Cut costs", "Servers", "Disks"]);
        assert_eq!(
            split_nested("In 2019 - 2021 (London - Paris)"),
            ["In 2019 - 2021 (London - Paris)"]
        );
        assert_eq!(split_nested("**A - B** - C"), ["**A - B**", "C"]);
        assert_eq!(split_nested(" - x"), [" - x"]);
    }

    #[test]
    fn typst_code_is_told_from_words() {
        assert_eq!(typst_code("a #strong[b] c"), Some("#strong[b]"));
        assert_eq!(typst_code("x #h(1fr) y"), Some("#h(1fr)"));
        assert_eq!(typst_code("$$x^2$$"), Some("$$x^2$$"));
        assert_eq!(typst_code("#1 in the C# (and #opensource) world, $5 to $10"), None);
    }
}

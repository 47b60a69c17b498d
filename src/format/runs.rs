//! Converts styled runs of XML and HTML to the markup of this program.

use crate::markup::escape;

/// A run of text in one style.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub(super) style: Style,
    /// Text with its original white space.
    pub(super) text: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Style {
    Plain,
    Strong,
    Emphasis,
    Code,
    Url,
    Link(String),
}

/// Writes runs as one paragraph with collapsed white space.
pub(super) fn markdown(runs: &[Run]) -> Option<String> {
    let mut out = String::new();
    for (index, run) in runs.iter().enumerate() {
        if run.text.starts_with(is_space) {
            space(&mut out);
        }
        let text = collapse(&run.text);
        let next = if run.text.ends_with(is_space) { None } else { first_char(&runs[index + 1..]) };
        match &run.style {
            Style::Link(href) => out.push_str(&link(&text, href)),
            _ if text.is_empty() => {}
            Style::Plain => out.push_str(&escape(&text)),
            Style::Strong => push_delimited(&mut out, "**", &text, next),
            Style::Code => push_code(&mut out, &text),
            Style::Emphasis => push_delimited(&mut out, "*", &text, next),
            Style::Url if is_url(&text) => out.push_str(&format!("<{text}>")),
            Style::Url => out.push_str(&escape(&text)),
        }
        if run.text.ends_with(is_space) {
            space(&mut out);
        }
    }
    let text = out.trim_matches(is_space);
    (!text.is_empty()).then(|| text.to_owned())
}

fn first_char(runs: &[Run]) -> Option<char> {
    let run = runs.iter().find(|run| !run.text.is_empty())?;
    match run.style {
        Style::Plain => run.text.chars().next().filter(|c| !is_space(*c)),
        Style::Strong | Style::Emphasis => Some('*'),
        Style::Code => Some('`'),
        Style::Url => Some('<'),
        Style::Link(_) => Some('['),
    }
}

fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn push_code(out: &mut String, text: &str) {
    if text.contains('`') {
        out.push_str(&escape(text));
    } else {
        out.push_str(&format!("`{text}`"));
    }
}

/// Writes text with delimiters if they would be parsed as such, else without.
fn push_delimited(out: &mut String, delimiter: &str, text: &str, next: Option<char>) {
    let before = out.chars().next_back();
    let opens = flanks(before, text.chars().next());
    let closes = flanks(next, text.chars().next_back());
    if opens && closes && before != Some('*') && next != Some('*') {
        out.push_str(&format!("{delimiter}{}{delimiter}", escape(text)));
    } else {
        out.push_str(&escape(text));
    }
}

/// Returns whether a delimiter between two characters is flanking, as in CommonMark.
fn flanks(outer: Option<char>, inner: Option<char>) -> bool {
    let is_word = |c: char| !c.is_whitespace() && !is_punctuation(c);
    inner.is_some_and(|inner| is_word(inner) || !outer.is_some_and(is_word))
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || (!c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace())
}

fn link(text: &str, href: &str) -> String {
    if text.is_empty() {
        return if is_url(href) { format!("<{href}>") } else { escape(href) };
    }
    let href = collapse(href).replace('<', "%3C").replace('>', "%3E");
    let needs_brackets = href.contains([' ', '(', ')', '\\', '*', '[', ']', '`']);
    let target = if needs_brackets { format!("<{href}>") } else { href };
    format!("[{}]({target})", escape(text))
}

/// Returns whether text can be an autolink.
fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        && !rest.is_empty()
        && !rest.contains(|c: char| c.is_whitespace() || c.is_control() || c == '<' || c == '>')
}

/// Collapses and trims XML white space.
pub(super) fn collapse(text: &str) -> String {
    text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Returns whether a character is XML white space, which excludes non-breaking spaces.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(is_space)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(style: Style, text: &str) -> Run {
        Run { style, text: text.to_owned() }
    }

    fn plain(text: &str) -> Run {
        run(Style::Plain, text)
    }

    #[test]
    fn white_space_is_collapsed_across_elements() {
        let runs = [plain("\n  A "), run(Style::Strong, " B\n C "), plain("  D.\n")];
        assert_eq!(markdown(&runs).as_deref(), Some("A **B C** D."));
        assert_eq!(markdown(&[plain(" \n ")]), None);
    }

    #[test]
    fn no_break_spaces_are_kept() {
        assert_eq!(markdown(&[plain("a\u{a0}\u{a0}b")]).as_deref(), Some("a\u{a0}\u{a0}b"));
    }

    #[test]
    fn text_is_never_read_as_markup() {
        assert_eq!(
            markdown(&[plain("a*b* [c](d) `e` \\")]).as_deref(),
            Some(r"a\*b\* \[c\](d) \`e\` \\")
        );
    }

    #[test]
    fn delimiters_without_effect_are_omitted() {
        let runs = [plain("x"), run(Style::Strong, "(y)"), plain("z")];
        assert_eq!(markdown(&runs).as_deref(), Some("x(y)z"));
        let runs = [run(Style::Strong, "a"), run(Style::Emphasis, "b")];
        assert_eq!(markdown(&runs).as_deref(), Some("a*b*"));
        let runs = [plain("x"), run(Style::Strong, "y"), plain("z")];
        assert_eq!(markdown(&runs).as_deref(), Some("x**y**z"));
    }

    #[test]
    fn urls_become_autolinks_where_possible() {
        assert_eq!(
            markdown(&[run(Style::Url, " http://example.org/~a ")]).as_deref(),
            Some("<http://example.org/~a>")
        );
        assert_eq!(
            markdown(&[run(Style::Url, "www.example.org")]).as_deref(),
            Some("www.example.org")
        );
    }

    #[test]
    fn a_link_keeps_its_target() {
        let link = |href: &str, text| markdown(&[run(Style::Link(href.to_owned()), text)]);
        assert_eq!(
            link("http://example.org/", "here").as_deref(),
            Some("[here](http://example.org/)")
        );
        assert_eq!(link("http://e.org/a_(b)", "x").as_deref(), Some("[x](<http://e.org/a_(b)>)"));
        assert_eq!(link("http://example.org/", " ").as_deref(), Some("<http://example.org/>"));
    }
}

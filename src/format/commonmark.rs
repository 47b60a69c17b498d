//! Converts between CommonMark, which other tools use, and the markup of this program, a safe
//! subset.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, OffsetIter, Parser, Tag, TagEnd};

pub(super) use crate::markup::escape;
use crate::resume::{DEEPEST, Highlight, Item, Text};
use crate::source::Path;

/// Characters that a backslash escapes in the markup of this program.
const ESCAPED: [char; 5] = ['*', '[', ']', '\\', '`'];

/// A set of edits, applied together.
struct Edits<'t> {
    text: &'t str,
    edits: Vec<(Range<usize>, String)>,
}

impl<'t> Edits<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, edits: Vec::new() }
    }

    fn replace(&mut self, range: Range<usize>, by: impl Into<String>) {
        self.edits.push((range, by.into()));
    }

    fn insert(&mut self, at: usize, what: &str) {
        self.replace(at..at, what);
    }

    /// Replaces the delimiters at both ends of a range.
    fn delimiters(&mut self, range: &Range<usize>, by: &str) {
        self.replace(range.start..range.start + by.len(), by);
        self.replace(range.end - by.len()..range.end, by);
    }

    /// Escapes the delimiters at both ends of a range.
    fn escape_delimiters(&mut self, range: &Range<usize>, width: usize) {
        for at in (range.start..range.start + width).chain(range.end - width..range.end) {
            self.insert(at, "\\");
        }
    }

    fn apply(mut self) -> String {
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(self.text.len());
        let mut at = 0;
        for (range, by) in self.edits {
            if range.start < at {
                continue;
            }
            out.push_str(&self.text[at..range.start]);
            out.push_str(&by);
            at = range.end;
        }
        out.push_str(&self.text[at..]);
        out
    }
}

/// Converts CommonMark to the markup of this program, with the same appearance.
///
/// Underscores, escapes, entities and list markers are replaced by equivalents; unsupported markup
/// (headings, images, HTML) is kept and printed as typed.
pub(super) fn from_commonmark(text: &str) -> String {
    if is_too_deep(text) {
        return text.to_owned();
    }
    let mut edits = Edits::new(text);
    // End of the last text; a backslash after it is an escape.
    let mut seen = 0;
    let mut in_code = false;
    let mut titled_links = Vec::new();
    for (event, range) in Parser::new(text).into_offset_iter() {
        let source = &text[range.clone()];
        match event {
            Event::Start(Tag::Emphasis) if source.starts_with('_') => {
                edits.delimiters(&range, "*");
            }
            Event::Start(Tag::Strong) if source.starts_with("__") => {
                if !is_name_in_code(text, &range) {
                    edits.delimiters(&range, "**");
                }
            }
            Event::Start(Tag::Item) => {
                let item = source.trim_start();
                adopt_marker(item, range.end - item.len(), &mut edits);
            }
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, .. }) => {
                titled_links.push((!title.is_empty()).then(|| dest_url.into_string()));
            }
            Event::Start(Tag::Link { .. }) => titled_links.push(None),
            Event::End(TagEnd::Link) => {
                if let Some(Some(url)) = titled_links.pop()
                    && text[seen..].starts_with("](")
                {
                    edits.replace(seen..range.end, format!("]({url})"));
                }
                seen = range.end;
            }
            Event::End(TagEnd::Emphasis | TagEnd::Strong) => seen = range.end,
            Event::Text(content) if !in_code => {
                if range.start > seen && text[..range.start].ends_with('\\') {
                    adopt_escape(text, range.start, &mut edits);
                }
                if *content != *source {
                    edits.replace(range.clone(), escape(&content));
                }
                seen = range.end;
            }
            Event::Start(_) | Event::End(_) => {}
            _ => seen = range.end,
        }
    }
    edits.apply()
}

/// Maximum number of list and quotation markers at the start of a line; lines with more are
/// literal.
const MOST_MARKERS: usize = 32;

/// Returns whether a line begins with too many markers.
fn is_too_deep(text: &str) -> bool {
    let is_marker = |c: char| c.is_ascii_digit() || " \t*+->.)".contains(c);
    text.lines().any(|line| {
        let markers = &line[..line.find(|c| !is_marker(c)).unwrap_or(line.len())];
        markers.split_ascii_whitespace().nth(MOST_MARKERS).is_some()
            || markers.matches('>').nth(MOST_MARKERS).is_some()
    })
}

/// Returns whether strong text is part of a name such as `__init__.py`.
fn is_name_in_code(text: &str, range: &Range<usize>) -> bool {
    let inner = &text[range.start + 2..range.end - 2];
    let mut after = text[range.end..].chars();
    let is_name = inner.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_name
        && match after.next() {
            Some('(') => true,
            Some('.') => after.next().is_some_and(char::is_alphanumeric),
            _ => false,
        }
}

/// Replaces a list marker by one that this program supports.
fn adopt_marker(item: &str, at: usize, edits: &mut Edits) {
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    if item.starts_with('+') {
        edits.replace(at..at + 1, "-");
    } else if digits > 0 && item[digits..].starts_with(')') {
        edits.replace(at + digits..at + digits + 1, ".");
    }
}

/// Removes the backslash before `at` if it is not needed.
fn adopt_escape(text: &str, at: usize, edits: &mut Edits) {
    let Some(escaped) = text[at..].chars().next() else { return };
    if ESCAPED.contains(&escaped) {
        return;
    }
    edits.replace(at - 1..at, "");
    // In `1\. May` the backslash prevents a list.
    let line = text[..at - 1].rsplit('\n').next().unwrap_or_default().trim_start();
    let begins_list = match escaped {
        '-' => line.is_empty(),
        '.' => !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit()),
        _ => false,
    };
    if begins_list && text[at + 1..].starts_with(' ') {
        edits.replace(at + 1..at + 2, "\u{a0}");
    }
}

/// Converts the markup of this program to CommonMark with the same appearance.
pub(super) fn to_commonmark(text: &str) -> String {
    let mut edits = Edits::new(text);
    let mut seen = 0;
    let mut in_code = false;
    for (event, range) in Parser::new(text).into_offset_iter() {
        let source = &text[range.clone()];
        match event {
            Event::Start(Tag::Emphasis) if source.starts_with('_') => {
                edits.escape_delimiters(&range, 1);
            }
            Event::Start(Tag::Strong) if source.starts_with("__") => {
                edits.escape_delimiters(&range, 2);
            }
            Event::Start(Tag::Item) => {
                let item = source.trim_start();
                escape_marker(item, range.end - item.len(), &mut edits);
            }
            Event::Start(Tag::Heading { .. }) if source.starts_with('#') => {
                edits.insert(range.start, "\\");
            }
            Event::Start(Tag::Heading { .. }) => {
                let line = source.trim_end().rfind('\n').map_or(0, |at| at + 1);
                let indent = source[line..].len() - source[line..].trim_start().len();
                edits.insert(range.start + line + indent, "\\");
            }
            Event::Start(Tag::BlockQuote(_)) => {
                for (at, _) in source.match_indices('>') {
                    let line = source[..at].rsplit('\n').next().unwrap_or_default();
                    if line.trim().is_empty() {
                        edits.insert(range.start + at, "\\");
                    }
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                in_code = true;
                for (at, line) in lines(source) {
                    let indent = line.len() - line.trim_start().len();
                    edits.replace(range.start + at..range.start + at + indent, "");
                }
                let before = text[..range.start].trim_end_matches([' ', '\t']).len();
                edits.replace(before..range.start, "");
            }
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::HtmlBlock) => edits.insert(range.start, "\\"),
            Event::Start(Tag::Image { .. }) => {
                edits.insert(range.start, "\\");
                edits.insert(range.start + 1, "\\");
            }
            Event::Start(Tag::Link { link_type: LinkType::Inline, ref title, .. })
                if !title.is_empty() =>
            {
                edits.insert(range.start, "\\");
            }
            Event::InlineHtml(_) => {
                edits.insert(range.start, "\\");
                seen = range.end;
            }
            Event::Rule => {
                edits.insert(range.start, "\\");
                seen = range.end;
            }
            Event::Text(content) if !in_code => {
                if range.start > seen
                    && text[..range.start].ends_with('\\')
                    && !text[range.start..].starts_with(ESCAPED)
                {
                    edits.insert(range.start, "\\");
                }
                if *content != *source {
                    edits.insert(range.start, "\\");
                }
                seen = range.end;
            }
            Event::Start(_) | Event::End(_) | Event::Html(_) => {}
            _ => seen = range.end,
        }
    }
    edits.apply()
}

/// Converts one line of markup for Python-Markdown without block syntax.
///
/// Python-Markdown supports underscores and HTML, and can escape the end of a tag but not its
/// start.
pub(super) fn to_python_markdown(line: &str) -> String {
    let mut edits = Edits::new(line);
    for (event, range) in Parser::new(line).into_offset_iter() {
        let source = &line[range.clone()];
        match event {
            Event::Start(Tag::Emphasis) if source.starts_with('_') => {
                edits.escape_delimiters(&range, 1);
            }
            Event::Start(Tag::Strong) if source.starts_with("__") => {
                edits.escape_delimiters(&range, 2);
            }
            Event::InlineHtml(_) | Event::Html(_) => {
                if let Some(end) = source.find('>') {
                    edits.insert(range.start + end, "\\");
                }
            }
            _ => {}
        }
    }
    edits.apply()
}

/// Escapes a marker that does not begin a list here.
fn escape_marker(item: &str, at: usize, edits: &mut Edits) {
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    if item.starts_with('+') {
        edits.insert(at, "\\");
    } else if digits > 0 && item[digits..].starts_with(')') {
        edits.insert(at + digits, "\\");
    }
}

/// Returns the lines of a text with their offsets.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// Returns a line without its markup.
pub(super) fn plain(line: &str) -> String {
    let mut out = String::new();
    for event in Parser::new(&to_commonmark(line)) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                out.push_str(&text);
            }
            Event::SoftBreak => out.push(' '),
            Event::HardBreak | Event::Start(Tag::Item) => out.push('\n'),
            Event::End(TagEnd::Paragraph) => out.push('\n'),
            _ => {}
        }
    }
    out.trim().to_owned()
}

/// Converts a list to highlights.
pub(super) fn highlights(list: Vec<Bullet>, at: &Path) -> Vec<Highlight> {
    let highlight = |bullet: Bullet| Highlight {
        item: Item::at(at),
        text: Some(Text::from(bullet.text)).filter(|text| !text.as_str().is_empty()),
        highlights: highlights(bullet.bullets, at),
        ..Highlight::default()
    };
    list.into_iter().map(highlight).collect()
}

/// A list item with nested items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bullet {
    pub(super) text: String,
    pub(super) bullets: Vec<Bullet>,
}

impl Bullet {
    /// Returns whether the item or a nested one is empty.
    fn has_empty_item(&self) -> bool {
        self.text.is_empty() || self.bullets.iter().any(Self::has_empty_item)
    }
}

/// Splits off the bullet list at the end of a text.
pub(super) fn split_list(text: &str) -> (Option<String>, Vec<Bullet>) {
    if is_too_deep(text) {
        return (Some(text.to_owned()), Vec::new());
    }
    let mut events = Parser::new(text).into_offset_iter();
    let (mut depth, mut deepest) = (0, 0);
    let mut last = None;
    for (event, range) in events.by_ref() {
        deepest = deepest.max(depth);
        match event {
            Event::Start(tag) => {
                if depth == 0 {
                    last = Some((matches!(tag, Tag::List(None)), range));
                }
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            _ if depth == 0 => last = Some((false, range)),
            _ => {}
        }
    }
    // A list and an item take two nesting levels.
    let whole = || (Some(text.to_owned()), Vec::new());
    let Some((true, range)) = last.filter(|_| deepest <= 2 * DEEPEST) else { return whole() };
    let mut events = Parser::new(text).into_offset_iter();
    let is_list = |event: &Event| matches!(event, Event::Start(Tag::List(None)));
    for (event, at) in events.by_ref() {
        if at == range && is_list(&event) {
            break;
        }
    }
    let bullets = read_list(text, &mut events);
    // A marker without content is text.
    if bullets.is_empty() || bullets.iter().any(Bullet::has_empty_item) {
        return whole();
    }
    let before = text[..range.start].trim_end();
    ((!before.is_empty()).then(|| before.to_owned()), bullets)
}

/// Reads the items of a list after its start event.
fn read_list(text: &str, events: &mut OffsetIter) -> Vec<Bullet> {
    let mut bullets = Vec::new();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::Item) => bullets.push(read_item(text, range, events)),
            Event::End(TagEnd::List(_)) => break,
            _ => {}
        }
    }
    bullets
}

fn read_item(text: &str, range: Range<usize>, events: &mut OffsetIter) -> Bullet {
    let mut inner = None;
    let mut has_text_after_list = false;
    let mut depth = 0;
    while let Some((event, at)) = events.next() {
        match event {
            Event::Start(Tag::List(None)) if depth == 0 && inner.is_none() => {
                inner = Some((at.start, read_list(text, events)));
            }
            Event::End(TagEnd::Item) if depth == 0 => break,
            Event::Start(_) => {
                depth += 1;
                has_text_after_list |= inner.is_some();
            }
            Event::End(_) => depth -= 1,
            _ => has_text_after_list |= inner.is_some(),
        }
    }
    // A list between paragraphs stays in the prose.
    let (end, bullets) = match inner {
        Some((start, bullets)) if !has_text_after_list => (start, bullets),
        _ => (range.end, Vec::new()),
    };
    let item = text[range.start..end].trim_start();
    let start = end - item.len();
    let content = item[1..].trim_start_matches([' ', '\t']);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let indent = start - line_start + (item.len() - content.len());
    Bullet { text: dedent(content.trim_end(), indent), bullets }
}

/// Removes up to `indent` blanks from the start of every line but the first.
fn dedent(text: &str, indent: usize) -> String {
    let dedented = text.lines().enumerate().map(|(number, line)| {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        if number == 0 { line } else { &line[blanks.min(indent)..] }
    });
    dedented.collect::<Vec<_>>().join("\n")
}

/// Joins a text and a bullet list.
pub(super) fn join_list(text: Option<&str>, bullets: &[Bullet]) -> String {
    let mut out = text.unwrap_or_default().trim_end().to_owned();
    if !out.is_empty() && !bullets.is_empty() {
        out.push_str("\n\n");
    }
    write_list(bullets, 0, &mut out);
    out.trim_end().to_owned()
}

fn write_list(bullets: &[Bullet], depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    for bullet in bullets {
        for (number, line) in bullet.text.lines().enumerate() {
            let lead = if number == 0 { "- " } else { "  " };
            if line.is_empty() {
                out.push('\n');
            } else {
                out.push_str(&format!("{indent}{lead}{line}\n"));
            }
        }
        write_list(&bullet.bullets, depth + 1, out);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn underscore_emphasis_becomes_asterisk_emphasis() {
        assert_eq!(
            from_commonmark("an _old_ and __bold__ snake_case_name"),
            "an *old* and **bold** snake_case_name"
        );
        assert_eq!(from_commonmark("___both___"), "***both***");
        assert_eq!(
            from_commonmark("`_code_` and <https://a.example/_b_>"),
            "`_code_` and <https://a.example/_b_>"
        );
    }

    #[test]
    fn identifiers_with_underscores_are_unchanged() {
        assert_eq!(
            from_commonmark("wrote __init__.py and __main__()"),
            "wrote __init__.py and __main__()"
        );
    }

    #[test]
    fn escapes_and_entities_are_resolved() {
        assert_eq!(from_commonmark(r"a\_b \# c \* d \\ e"), r"a_b # c \* d \\ e");
        assert_eq!(from_commonmark("R&amp;D &#42;x&#42;"), r"R&D \*x\*");
        assert_eq!(from_commonmark(r"1\. May"), "1.\u{a0}May");
    }

    #[test]
    fn list_markers_are_normalized() {
        assert_eq!(from_commonmark("+ a\n+ b"), "- a\n- b");
        assert_eq!(from_commonmark("1) a\n2) b"), "1. a\n2. b");
    }

    #[test]
    fn link_titles_are_removed() {
        assert_eq!(
            from_commonmark(r#"see [_it_](https://a.example "A title")."#),
            "see [*it*](https://a.example)."
        );
    }

    #[test]
    fn text_that_is_markup_only_in_commonmark_is_escaped() {
        assert_eq!(to_commonmark("# 1 _in_ <b>R&amp;D</b>"), r"\# 1 \_in\_ \<b>R\&amp;D\</b>");
        assert_eq!(to_commonmark("+ a\n\n> b"), "\\+ a\n\n\\> b");
        assert_eq!(to_commonmark("- a *b*\n  - c"), "- a *b*\n  - c");
    }

    #[test]
    fn plain_text_omits_markup_but_keeps_the_words() {
        assert_eq!(
            plain(r"a *b* **c** `d` [e](f) \*g\* _h_ <i> 1. j"),
            "a b c d e *g* _h_ <i> 1. j"
        );
        assert_eq!(plain("C++ & R&amp;D # 1"), "C++ & R&amp;D # 1");
    }

    fn bullet(text: &str, bullets: Vec<Bullet>) -> Bullet {
        Bullet { text: text.to_owned(), bullets }
    }

    #[test]
    fn a_trailing_list_is_split_from_its_text() {
        let text = "Built things.\n\n- One\n  and a half\n  - Deep\n- Two";
        let (before, bullets) = split_list(text);
        assert_eq!(before.as_deref(), Some("Built things."));
        let deep = vec![bullet("Deep", vec![])];
        assert_eq!(bullets, [bullet("One\nand a half", deep), bullet("Two", vec![])]);
        assert_eq!(join_list(before.as_deref(), &bullets), text);
    }

    #[test]
    fn an_indented_trailing_list_is_split_from_its_text() {
        let (before, bullets) = split_list("Gear\n  - Rope\n  - Boat");
        assert_eq!(before.as_deref(), Some("Gear"));
        assert_eq!(bullets, [bullet("Rope", vec![]), bullet("Boat", vec![])]);
    }

    #[test]
    fn a_list_followed_by_text_is_not_split() {
        let text = "- One\n- Two\n\nAnd so on.";
        assert_eq!(split_list(text), (Some(text.to_owned()), vec![]));
        assert_eq!(split_list("- a\n-"), (Some("- a\n-".to_owned()), vec![]));
        let (before, bullets) = split_list("- One\n  - Deep\n\n  More\n- Two");
        assert_eq!(before, None);
        assert_eq!(bullets, [bullet("One\n- Deep\n\nMore", vec![]), bullet("Two", vec![])]);
    }

    #[test]
    fn excessively_nested_lists_remain_text() {
        for marker in ["* ", "- ", "1. ", "> ", ">"] {
            let text = format!("Gear\n\n{}x", marker.repeat(20_000));
            assert_eq!(from_commonmark(&text), text);
            assert_eq!(split_list(&text), (Some(text.clone()), vec![]));
        }
        let steps =
            |n: usize| (0..n).map(|i| format!("{}- a\n", "  ".repeat(i))).collect::<String>();
        assert_eq!(split_list(&steps(DEEPEST)).0, None);
        assert_eq!(split_list(&steps(30)).0, Some(steps(30)));
    }

    proptest! {
        #[test]
        fn arbitrary_text_does_not_panic(text in r"([-+*_#>&;.)(\[\]!<\\`~ab1 \n]|\PC){0,40}") {
            let _ = from_commonmark(&text);
            let (before, bullets) = split_list(&text);
            let _ = join_list(before.as_deref(), &bullets);
            let _ = to_commonmark(&text);
        }
    }
}

//! Converts HTML documents, as written by browser-based editors, to the markup of this program.

use crate::format::runs::{Run, Style, markdown};
use crate::source::named_character;

/// Block elements.
const BLOCKS: [&str; 20] = [
    "p",
    "div",
    "section",
    "article",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "table",
    "tbody",
    "thead",
    "tr",
    "hr",
    "dl",
    "dt",
    "dd",
];

/// Inline elements without an equivalent; their text is kept.
const TRANSPARENT_ELEMENTS: [&str; 19] = [
    "span", "u", "s", "strike", "del", "ins", "mark", "small", "sub", "sup", "font", "td", "th",
    "label", "abbr", "time", "img", "big", "center",
];

/// Converts HTML text: elements become markup, character references become characters.
pub(in crate::format) fn document(text: &str) -> String {
    let mut writer = Writer::default();
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|offset| at + offset) {
        let Some(tag) = Tag::at(text, start) else {
            writer.text(&text[at..=start]);
            at = start + 1;
            continue;
        };
        writer.text(&text[at..start]);
        at = tag.end;
        writer.tag(&tag);
    }
    writer.text(&text[at..]);
    writer.end_paragraph();
    writer.out
}

/// Returns whether a text contains any element supported by [`document`].
pub(in crate::format) fn is_html(text: &str) -> bool {
    text.match_indices('<').any(|(start, _)| Tag::at(text, start).is_some())
}

/// Decodes character references.
pub(in crate::format) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '#').map(|n| n + 1);
        let name = end.filter(|end| rest[*end..].starts_with(';')).map(|end| &rest[1..end]);
        match name.and_then(character) {
            Some(c) => {
                out.push(c);
                rest = &rest[name.map_or(0, str::len) + 2..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => number.parse().ok(),
        };
        return code.and_then(char::from_u32).filter(|c| !c.is_control());
    }
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => named_character(name),
    }
}

/// Maximum length of a comment in bytes.
const LONGEST_COMMENT: usize = 65_536;

/// An HTML tag.
struct Tag<'t> {
    name: String,
    is_end: bool,
    attributes: &'t str,
    end: usize,
}

impl<'t> Tag<'t> {
    fn at(text: &'t str, start: usize) -> Option<Self> {
        if text[start..].starts_with("<!--") {
            let near = text.as_bytes()[start..].windows(3).take(LONGEST_COMMENT);
            let end = start + near.into_iter().position(|bytes| bytes == b"-->")? + 3;
            return Some(Self { name: String::new(), is_end: true, attributes: "", end });
        }
        let length = super::tag_length(&text[start..])?;
        let inner = text[start + 1..start + length].trim_end_matches('/').trim_end();
        let (is_end, inner) = inner.strip_prefix('/').map_or((false, inner), |rest| (true, rest));
        let (name, attributes) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        let name = name.to_ascii_lowercase();
        let own =
            ["ul", "ol", "li", "br", "a", "strong", "b", "em", "i", "code", "script", "style"];
        let is_known = [BLOCKS.as_slice(), TRANSPARENT_ELEMENTS.as_slice(), own.as_slice()]
            .iter()
            .any(|names| names.contains(&name.as_str()));
        is_known.then_some(Self { name, is_end, attributes, end: start + length + 1 })
    }

    /// Returns the target of a link.
    fn target(&self) -> Option<String> {
        let (_, rest) = self.attributes.split_once("href=")?;
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let target = match quote {
            Some(quote) => rest[1..].split(quote).next()?,
            None => rest.split_whitespace().next()?,
        };
        let target = decode(target.trim());
        (!target.is_empty()).then_some(target)
    }
}

/// An open list.
struct List {
    is_numbered: bool,
    items: usize,
    /// Columns before its markers.
    indent: usize,
    /// Width of the current marker in columns.
    width: usize,
}

/// Maximum nesting depth of lists; deeper ones are merged into the enclosing list.
const DEEPEST: usize = 6;

#[derive(Default)]
struct Writer {
    out: String,
    /// Lines of the current paragraph.
    lines: Vec<Vec<Run>>,
    strong: usize,
    emphasis: usize,
    code: usize,
    heading: usize,
    /// Number of open elements whose content is not text.
    skipped_depth: usize,
    links: Vec<Option<String>>,
    lists: Vec<List>,
    /// Number of lists beyond the maximum depth.
    further: usize,
    /// Whether the current item is still empty.
    is_new_item: bool,
    /// Whether no blank line precedes the next block.
    is_tight: bool,
}

impl Writer {
    fn text(&mut self, raw: &str) {
        if self.skipped_depth > 0 || raw.is_empty() {
            return;
        }
        let style = match self.links.last() {
            Some(Some(target)) => Style::Link(target.clone()),
            _ if self.code > 0 => Style::Code,
            _ if self.strong + self.heading > 0 => Style::Strong,
            _ if self.emphasis > 0 => Style::Emphasis,
            _ => Style::Plain,
        };
        let text = decode(raw);
        if self.lines.is_empty() {
            self.lines.push(Vec::new());
        }
        let Some(line) = self.lines.last_mut() else { return };
        match line.last_mut() {
            Some(run) if run.style == style => run.text.push_str(&text),
            _ => line.push(Run { style, text }),
        }
    }

    fn tag(&mut self, tag: &Tag) {
        let step = |depth: &mut usize| {
            *depth = if tag.is_end { depth.saturating_sub(1) } else { *depth + 1 };
        };
        match tag.name.as_str() {
            "script" | "style" => step(&mut self.skipped_depth),
            "strong" | "b" => step(&mut self.strong),
            "em" | "i" => step(&mut self.emphasis),
            "code" => step(&mut self.code),
            "a" if tag.is_end => drop(self.links.pop()),
            "a" => self.links.push(tag.target()),
            "br" => self.lines.push(Vec::new()),
            "ul" | "ol" => self.list(tag),
            "li" => {
                self.end_paragraph();
                self.is_new_item = !tag.is_end;
                if !tag.is_end && self.lists.is_empty() {
                    self.open_list(false);
                }
                // Some editors use `ol` for all lists and give the kind in this attribute.
                if let Some(list) = self.lists.last_mut()
                    && tag.attributes.contains("data-list=\"bullet\"")
                {
                    list.is_numbered = false;
                }
            }
            "td" | "th" if tag.is_end => self.text(" "),
            name if BLOCKS.contains(&name) => {
                self.end_paragraph();
                if name.len() == 2 && name.starts_with('h') && name != "hr" {
                    step(&mut self.heading);
                }
            }
            _ => {}
        }
    }

    fn list(&mut self, tag: &Tag) {
        self.end_paragraph();
        if !tag.is_end {
            self.open_list(tag.name == "ol");
        } else if self.further > 0 {
            self.further -= 1;
        } else {
            self.lists.pop();
            self.is_new_item = false;
        }
    }

    fn open_list(&mut self, is_numbered: bool) {
        if self.lists.len() == DEEPEST {
            self.further += 1;
            return;
        }
        let indent = self.lists.last().map_or(0, |outer| outer.indent + outer.width);
        self.lists.push(List { is_numbered, items: 0, indent, width: 0 });
    }

    fn end_paragraph(&mut self) {
        let lines: Vec<String> =
            std::mem::take(&mut self.lines).iter().filter_map(|runs| markdown(runs)).collect();
        if lines.is_empty() {
            return;
        }
        let is_item = std::mem::take(&mut self.is_new_item);
        let (indent, marker) = match self.lists.last_mut() {
            Some(list) if is_item || list.items == 0 => {
                list.items += 1;
                let marker =
                    if list.is_numbered { format!("{}. ", list.items) } else { "- ".to_owned() };
                list.width = marker.len();
                (list.indent, marker)
            }
            Some(list) => (list.indent + list.width, String::new()),
            None => (0, String::new()),
        };
        // Items are on adjacent lines, paragraphs are separated by a blank line.
        let is_tight = !marker.is_empty() && self.is_tight;
        if !self.out.is_empty() {
            self.out.push_str(if is_tight { "\n" } else { "\n\n" });
        }
        let margin = " ".repeat(indent + marker.len());
        self.out.push_str(&" ".repeat(indent));
        self.out.push_str(&marker);
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                // Typed bullets form a list, whose items need no line breaks.
                let is_typed = line.starts_with("- ");
                self.out.push_str(if is_typed { "\n" } else { "\\\n" });
                self.out.push_str(&margin);
            }
            self.out.push_str(line);
        }
        self.is_tight = !self.lists.is_empty();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_paragraphs_and_lists_become_markup() {
        for (html, markup) in [
            ("<p>One.</p><p></p><p>Two.</p>", "One.\n\nTwo."),
            ("<p>One<br>two</p>", "One\\\ntwo"),
            ("<ul><li><p>a</p></li><li><p>b</p></li></ul><p></p>", "- a\n- b"),
            ("<p>See:</p><ol><li>a</li><li>b</li></ol><p>End.</p>", "See:\n\n1. a\n2. b\n\nEnd."),
            (
                "<ul><li><p>a</p><ul><li>b</li><li>c</li></ul></li><li>d</li></ul>",
                "- a\n  - b\n  - c\n- d",
            ),
            ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n  b"),
            ("<h3>Team</h3><p>We.</p>", "**Team**\n\nWe."),
            ("plain & simple", "plain & simple"),
            ("<li>a</li><li>b</li>", "- a\n- b"),
            ("See:<br />- a<br />- b<br />c", "See:\n- a\n- b\\\nc"),
            ("<ol><li data-list=\"bullet\">a</li></ol>", "- a"),
        ] {
            assert_eq!(document(html), markup, "{html}");
        }
    }

    #[test]
    fn inline_styles_are_kept_and_other_elements_reduced_to_their_text() {
        for (html, markup) in [
            ("<p>A <strong>b </strong>c <em>d</em></p>", "A **b** c *d*"),
            (
                "<a target=\"_blank\" href=\"https://a.example/?b=1&amp;c\">x</a>",
                "[x](https://a.example/?b=1&c)",
            ),
            ("<a>x</a> <u>y</u> <code>z</code>", "x y `z`"),
            ("<span style=\"color: red\">red</span>", "red"),
            ("<b>a</b><b>b</b>", "**ab**"),
            ("Vec<T> and a < b", "Vec<T> and a < b"),
            ("2 * 3 [x]", "2 \\* 3 \\[x\\]"),
            ("a<!-- no -->b<style>p {}</style>", "ab"),
        ] {
            assert_eq!(document(html), markup, "{html}");
        }
    }

    #[test]
    fn character_references_are_decoded() {
        assert_eq!(decode("R&amp;D &#39;a&#x27; &nbsp;&eacute; &lt;p&gt;"), "R&D 'a' \u{a0}é <p>");
        assert_eq!(decode("AT&T &unknown; & &#0; &"), "AT&T &unknown; & &#0; &");
    }

    #[test]
    fn unbalanced_elements_are_accepted() {
        assert_eq!(document("<ul><li>a</ul></li></ul><b>b"), "- a\n\n**b**");
        assert_eq!(document("</b></ul></a>x<"), "x<");
        assert!(document(&"<ul><li>a".repeat(500)).len() < 100_000);
    }
}

//! Converts HTML in texts of other tools to the markup of this program.
//!
//! This module handles single elements in otherwise literal text, as HackMyResume does;
//! [`document`] handles text that is HTML as a whole.

mod document;

pub(super) use document::{decode, document, is_html};

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::source::{Kind, Node, Value};

/// Supported elements and the replacements of their tags.
const ELEMENTS: [(&str, &str, &str); 30] = [
    ("em", "*", "*"),
    ("i", "*", "*"),
    ("strong", "**", "**"),
    ("b", "**", "**"),
    ("code", "`", "`"),
    ("p", "\n\n", "\n\n"),
    ("ul", "\n\n", "\n\n"),
    ("li", "\n- ", ""),
    ("ol", "\n\n", "\n\n"),
    ("div", "\n\n", "\n\n"),
    ("section", "\n\n", "\n\n"),
    ("blockquote", "\n\n", "\n\n"),
    ("h1", "\n\n**", "**\n\n"),
    ("h2", "\n\n**", "**\n\n"),
    ("h3", "\n\n**", "**\n\n"),
    ("h4", "\n\n**", "**\n\n"),
    ("a", "[", "]"),
    ("span", "", ""),
    ("font", "", ""),
    ("u", "", ""),
    ("s", "", ""),
    ("del", "", ""),
    ("ins", "", ""),
    ("mark", "", ""),
    ("small", "", ""),
    ("big", "", ""),
    ("sub", "", ""),
    ("sup", "", ""),
    ("center", "", ""),
    ("abbr", "", ""),
];

/// Removes HTML comments, which are not meant to be printed.
fn without_comments(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        let Some((_, after)) = after.split_once("-->") else { break };
        out.push_str(before);
        rest = after;
    }
    if rest.len() == text.len() {
        return Cow::Borrowed(text);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Replaces HTML in all texts of a tree.
pub(super) fn replace_in(node: &mut Node) {
    match &mut node.value {
        Value::Scalar(scalar) if scalar.kind == Kind::Text && scalar.text.contains('<') => {
            scalar.text = to_markup(&scalar.text);
        }
        Value::Null | Value::Scalar(_) => {}
        Value::List(nodes) => nodes.iter_mut().for_each(replace_in),
        Value::Map(members) => members.iter_mut().for_each(|m| replace_in(&mut m.value)),
    }
}

/// A tag in a text.
struct Tag<'t> {
    start: usize,
    end: usize,
    name: &'t str,
    is_end: bool,
    /// Target of a link.
    target: Option<&'t str>,
    /// Replacement; `None` to print the tag as typed.
    by: Option<String>,
}

/// Replaces elements by markup; unmatched tags are printed as typed.
pub(super) fn to_markup(text: &str) -> String {
    let text = &*without_comments(text);
    let mut tags = tags(text);
    let mut open: Vec<usize> = Vec::new();
    // Number of open elements by name, to avoid futile searches.
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for at in 0..tags.len() {
        if tags[at].name == "br" {
            tags[at].by = Some("\\\n".to_owned());
        } else if tags[at].name == "img" {
            tags[at].by = Some(String::new());
        } else if !tags[at].is_end {
            open.push(at);
            *names.entry(tags[at].name).or_default() += 1;
        } else if names.get(tags[at].name).is_some_and(|count| *count > 0)
            && let Some(depth) = open.iter().rposition(|o| tags[*o].name == tags[at].name)
        {
            let start = open[depth];
            for closed in open.drain(depth..) {
                names.entry(tags[closed].name).and_modify(|count| *count -= 1);
            }
            let inner = &text[tags[start].end..tags[at].start];
            let (before, after) = replacements(&tags[start], inner);
            tags[start].by = Some(before);
            tags[at].by = Some(after);
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for tag in tags {
        if let Some(by) = tag.by {
            out.push_str(&text[at..tag.start]);
            out.push_str(&by);
            at = tag.end;
        }
    }
    out.push_str(&text[at..]);
    out.trim_matches('\n').to_owned()
}

fn replacements(tag: &Tag, inner: &str) -> (String, String) {
    let element = ELEMENTS.iter().find(|(name, ..)| *name == tag.name);
    let (_, before, after) = element.copied().unwrap_or_default();
    let is_inline = !before.contains('\n');
    // Delimiters next to a blank have no effect.
    if is_inline && (inner.is_empty() || inner.trim() != inner) {
        return Default::default();
    }
    match tag.target {
        Some(target) => (before.to_owned(), format!("{after}({target})")),
        None if tag.name == "a" => Default::default(),
        None => (before.to_owned(), after.to_owned()),
    }
}

/// Maximum length of a tag in bytes; attributes may contain long URLs.
const LONGEST_TAG: usize = 4096;

/// Returns the number of bytes before the end of a tag.
fn tag_length(text: &str) -> Option<usize> {
    text.bytes().take(LONGEST_TAG).position(|byte| byte == b'>')
}

/// Finds the tags of known elements outside code.
fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut in_code = false;
    let mut seen = 0;
    let mut next_end = 0;
    for (start, _) in text.match_indices('<') {
        // Scans each byte only once.
        in_code ^= text[seen..start].matches('`').count() % 2 == 1;
        seen = start;
        let is_free = !text[..start].ends_with('\\') && !in_code;
        if next_end <= start {
            next_end = text[start..].find('>').map_or(text.len(), |length| start + length);
        }
        let length = next_end - start;
        if !is_free || next_end == text.len() || length > LONGEST_TAG {
            continue;
        }
        let inner = text[start + 1..start + length].trim_end_matches('/').trim_end();
        let (is_end, inner) = inner.strip_prefix('/').map_or((false, inner), |rest| (true, rest));
        let (name, attributes) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        let known = ELEMENTS.iter().map(|(name, ..)| *name).chain(["br"]);
        // Text about `img` elements rarely contains a quoted source.
        let has_file = ["src=\"", "src='"].iter().any(|file| attributes.contains(file));
        let is_picture = name.eq_ignore_ascii_case("img") && has_file;
        let known = known.chain(is_picture.then_some("img"));
        let Some(name) = known.into_iter().find(|known| known.eq_ignore_ascii_case(name)) else {
            continue;
        };
        let target = attributes.split_once("href=").and_then(|(_, rest)| {
            let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            rest[1..].split(quote).next()
        });
        found.push(Tag { start, end: start + length + 1, name, is_end, target, by: None });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::to_markup;

    #[test]
    fn html_elements_become_markup() {
        for (html, markup) in [
            ("a <em>b</em> <strong>c</strong> <B>d</B>", "a *b* **c** **d**"),
            ("<p>One.</p><p>Two.</p>", "One.\n\n\n\nTwo."),
            ("one<br>two<br/>three", "one\\\ntwo\\\nthree"),
            (
                "see <a class=\"x\" href=\"https://a.example\">this</a>",
                "see [this](https://a.example)",
            ),
            ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
            ("<code>x</code>", "`x`"),
            ("<div>a</div><div>b</div>", "a\n\n\n\nb"),
            ("<span style='color:red'>H<sub>2</sub>O</span>", "H2O"),
            ("a <img src='x.png'> b<!-- c --> d", "a  b d"),
        ] {
            assert_eq!(to_markup(html), markup, "{html}");
        }
    }

    #[test]
    fn text_that_is_not_html_is_unchanged() {
        for text in [
            "a < b > c",
            "Wrote <em> and <strong> tags",
            "`<p></p>` in code",
            "\\<em>x\\</em>",
            "<brackets>x</brackets>",
            "Used <T> and Vec<String>, <img> and <video>",
            "Let no <script>alert(1)</script> and no <img src=x onerror=a> run",
            "<!-- never closed",
            "<",
            "</em>",
        ] {
            assert_eq!(to_markup(text), text);
        }
        assert_eq!(to_markup("<a>x</a> <em> y </em>"), "x  y ");
    }
}

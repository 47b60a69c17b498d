//! Converts markup to `emphasis`, `citation`, `url` and `link`.

use crate::markup;
use crate::markup::link;
use crate::markup::{Block, Inline, Run};
use crate::source::{Member, Node, Value};

use crate::format::members::{Members, plain};

/// Writes one line.
pub(super) fn inline(text: &str) -> Node {
    runs(&markup::inline(text))
}

/// Writes all paragraphs; list items become paragraphs that begin with a dash.
pub(super) fn paragraphs(text: &str) -> Vec<Node> {
    let mut out = Vec::new();
    push_blocks(&markup::blocks(text), "", &mut out);
    out
}

fn push_blocks(blocks: &[Block], mark: &str, out: &mut Vec<Node>) {
    let mut mark = mark.to_owned();
    for block in blocks {
        match block {
            Block::Paragraph { body } => out.push(marked(&std::mem::take(&mut mark), body)),
            Block::List { items } => {
                for item in items {
                    push_blocks(item, "- ", out);
                }
            }
            Block::Enumeration { items } => {
                for (index, item) in items.iter().enumerate() {
                    push_blocks(item, &format!("{}. ", index + 1), out);
                }
            }
        }
    }
}

fn marked(mark: &str, body: &Inline) -> Node {
    let mut element = Members::default();
    if !mark.is_empty() {
        element.put("#text", plain(mark));
    }
    push_runs(body, &mut element);
    element.bare("#text")
}

fn runs(body: &Inline) -> Node {
    let mut element = Members::default();
    push_runs(body, &mut element);
    element.bare("#text")
}

fn push_runs(body: &Inline, element: &mut Members) {
    for run in &body.0 {
        match run {
            Run::Text(text) | Run::Code(text) => element.put("#text", plain(text)),
            Run::Break => element.put("#text", plain("\n")),
            // These elements may contain only text.
            Run::Strong(body) if has_link(body) => push_runs(body, element),
            Run::Emphasis(body) if has_link(body) => push_runs(body, element),
            Run::Strong(body) => element.put("emphasis", plain(&body.text())),
            Run::Emphasis(body) => element.put("citation", plain(&body.text())),
            Run::Link { url, body } if *url == body.text() => element.put("url", plain(url)),
            Run::Link { url, body } if link::shown(url) == body.text() => {
                element.put("url", plain(url));
            }
            Run::Link { url, body } => {
                let mut link = Members::default();
                link.put("@href", plain(url));
                link.put("#text", plain(&body.text()));
                element.put("link", link.map());
            }
            Run::Foreign { body, .. } => push_runs(body, element),
        }
    }
}

/// Elements with text content, and their allowed child elements.
const ALLOWED: [(&str, &[&str]); 16] = [
    ("level", &[]),
    ("jobtitle", &[]),
    ("major", &[]),
    ("minor", &[]),
    ("annotation", &[]),
    ("title", &[]),
    ("author", &[]),
    ("pageNums", &[]),
    ("score", &[]),
    ("possible", &[]),
    ("result", &[]),
    ("keyword", &[]),
    ("city", &[]),
    ("artTitle", &["link"]),
    ("bookTitle", &["link"]),
    ("publisher", &["link", "url"]),
];

/// Converts disallowed child elements to text; links keep their URL.
pub(super) fn allowed(name: &str, node: &mut Node) {
    let Value::Map(members) = &mut node.value else { return };
    let allowed = ALLOWED.iter().find(|(own, _)| *own == name).map(|(_, allowed)| *allowed);
    let mut has_paragraph = false;
    for member in members {
        let is_own = member.key.starts_with(['@', '#']);
        match allowed {
            Some(allowed) if !is_own && !allowed.contains(&member.key.as_str()) => {
                let mut text = text_of(&member.value);
                if member.key == "para" && std::mem::replace(&mut has_paragraph, true) {
                    text.insert(0, ' ');
                }
                *member = Member::new("#text", plain(&text));
            }
            _ => self::allowed(&member.key, &mut member.value),
        }
    }
}

fn text_of(node: &Node) -> String {
    let text = |node: &Node| node.as_text().unwrap_or_default().to_owned();
    let Some(members) = node.as_map() else { return text(node) };
    let parts = members.iter().filter(|member| !member.key.starts_with('@'));
    let mut out: String = parts.map(|member| text_of(&member.value)).collect();
    if let Some(href) = node.get("@href") {
        out.push_str(&format!(" ({})", text(href)));
    }
    out
}

fn has_link(body: &Inline) -> bool {
    body.0.iter().any(|run| match run {
        Run::Link { .. } => true,
        Run::Strong(body) | Run::Emphasis(body) | Run::Foreign { body, .. } => has_link(body),
        Run::Text(_) | Run::Code(_) | Run::Break => false,
    })
}

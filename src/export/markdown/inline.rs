//! Writes marked-up text as CommonMark.

use crate::plan::{Piece, Text};

/// A line under construction.
#[derive(Debug, Default)]
pub(super) struct Inline {
    out: String,
}

/// Returns text on one line.
pub(super) fn without_breaks(text: &Text) -> String {
    Inline::default().text(text).finish().replace("\\\n", " ")
}

/// Escapes plain text.
pub(super) fn escape(text: &str) -> String {
    let mut inline = Inline::default();
    inline.plain(text);
    inline.finish()
}

/// The delimiters of emphasis.
#[derive(Clone, Copy)]
struct Mark {
    sign: &'static str,
    tag: &'static str,
}

const STRONG: Mark = Mark { sign: "**", tag: "strong" };
const EMPHASIS: Mark = Mark { sign: "*", tag: "em" };

impl Inline {
    pub(super) fn text(mut self, text: &Text) -> Self {
        self.push(text);
        self
    }

    pub(super) fn strong(mut self, text: &Text) -> Self {
        self.marked(STRONG, text, true);
        self
    }

    pub(super) fn link(mut self, url: &str, text: &Text) -> Self {
        self.push_link(url, text);
        self
    }

    pub(super) fn finish(self) -> String {
        self.out.trim().to_owned()
    }

    fn push(&mut self, text: &Text) {
        let pieces = &text.0;
        for (i, piece) in pieces.iter().enumerate() {
            let is_followed = pieces.get(i + 1).is_some();
            match piece {
                Piece::Plain(text) => self.plain(text),
                Piece::Strong(body) | Piece::Role("label" | "self", body) => {
                    self.marked(STRONG, body, !is_followed || is_parted(&pieces[i + 1]));
                }
                Piece::Emphasis(body) | Piece::Italic(body) => {
                    self.marked(EMPHASIS, body, !is_followed || is_parted(&pieces[i + 1]));
                }
                Piece::Code(text) => self.code(text),
                Piece::Link { url, body } => self.push_link(url, body),
                Piece::Break => {
                    let end = self.out.trim_end().len();
                    self.out.truncate(end);
                    self.out.push_str("\\\n");
                }
                Piece::Foreign { body, .. }
                | Piece::Box(body)
                | Piece::Fitted(body)
                | Piece::Role(_, body) => {
                    self.push(body);
                }
            }
        }
    }

    /// Writes emphasised text, with asterisks if they parse as emphasis in this place, else with a
    /// tag.
    fn marked(&mut self, mark: Mark, body: &Text, ends_well: bool) {
        let mut inner = Self::default();
        inner.push(body);
        let inner = inner.out;
        if inner.trim().is_empty() {
            return self.out.push_str(&inner);
        }
        let is_sign = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
        let before = self.out.chars().next_back();
        let (first, last) = (inner.chars().next(), inner.chars().next_back());
        let is_tight = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        let opens = before.is_none_or(|before| {
            before.is_whitespace()
                || (before != '*' && is_sign(before))
                || !first.is_some_and(is_sign)
        }) && before != Some('*');
        let closes = ends_well || !last.is_some_and(is_sign);
        let is_plain = !inner.contains('*') && !inner.contains('\n');
        if is_tight(first) && is_tight(last) && opens && closes && is_plain {
            self.out.push_str(&format!("{0}{inner}{0}", mark.sign));
        } else {
            self.out.push_str(&format!("<{0}>{inner}</{0}>", mark.tag));
        }
    }

    fn code(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        // Template syntax cannot be escaped in code spans, and adjacent code spans would merge.
        if text.contains("{{") || text.contains("{%") || self.out.ends_with('`') {
            let mut code = String::new();
            for c in text.chars() {
                match c {
                    '&' | '<' | '>' | '{' | '}' | '`' | '*' | '_' | '[' | ']' | '\\' | '|'
                    | '~' | '$' => {
                        code.push_str(&format!("&#{};", u32::from(c)));
                    }
                    c => code.push(c),
                }
            }
            return self.out.push_str(&format!("<code>{code}</code>"));
        }
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        let is_padded = text.starts_with('`')
            || text.ends_with('`')
            || (text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty());
        let pad = if is_padded { " " } else { "" };
        self.out.push_str(&format!("{fence}{pad}{text}{pad}{fence}"));
    }

    fn push_link(&mut self, url: &str, body: &Text) {
        let mut inner = Self::default();
        inner.push(body);
        let mut target = String::with_capacity(url.len());
        for c in url.chars() {
            match c {
                '&' => target.push_str("&amp;"),
                ' ' | '<' | '>' | '"' | '\\' | '(' | ')' | '{' | '}' | '|' | '`' => {
                    target.push_str(&format!("%{:02X}", u32::from(c)));
                }
                c if c.is_control() => {}
                c => target.push(c),
            }
        }
        self.out.push_str(&format!("[{}]({target})", inner.out.trim().replace("\\\n", " ")));
    }

    /// Writes plain text, escaped for its position.
    fn plain(&mut self, text: &str) {
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let line = self.out.rsplit('\n').next().unwrap_or_default();
            let is_first = line.trim().is_empty();
            let next = chars.peek().copied();
            let escapes = match c {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' => true,
                // Template syntax of static site generators.
                '{' | '%' => self.out.ends_with('{'),
                // A heading, a list item or a setext underline.
                '#' => is_first && next.is_none_or(|next| next == '#' || next.is_whitespace()),
                '+' | '-' => is_first && next.is_none_or(|next| next == c || next.is_whitespace()),
                '=' => is_first,
                '.' | ')' => {
                    !is_first
                        && next.is_none_or(char::is_whitespace)
                        && line.trim().chars().all(|c| c.is_ascii_digit())
                }
                _ => false,
            };
            if escapes {
                self.out.push('\\');
            }
            match c {
                '\n' => self.out.push(' '),
                c => self.out.push(c),
            }
        }
    }
}

/// Returns whether emphasis can be closed directly before a piece.
fn is_parted(piece: &Piece) -> bool {
    match piece {
        Piece::Plain(text) => {
            text.starts_with(|c: char| c.is_whitespace() || (!c.is_alphanumeric() && c != '*'))
        }
        Piece::Break => true,
        _ => false,
    }
}

//! Parses text as typed into inline runs and blocks: a safe subset of Markdown.
//!
//! | Markup | Read as |
//! |---|---|
//! | blank line | end of a paragraph |
//! | `- ` or `* ` at the start of a line | a list |
//! | `1. ` at the start of a line, then `2. ` or `1. ` again | an enumeration |
//! | `*a*`, `**a**` | emphasis, strong; the rules of CommonMark |
//! | `` `a` `` | code |
//! | `[a](address)` | a link, if the address has a scheme on the list, or is a domain or e-mail address |
//! | `<https://…>`, `<a@b.org>` | a link that shows its address |
//! | `http://`, `https://`, `ftp://`, `mailto:`, `www.` at the start of a word | likewise |
//! | two spaces or a backslash at the end of a line | a line break |
//! | `\` before `*`, `[`, `]`, `\` or a backtick | that character |
//!
//! Everything else prints as typed: `_`, `#`, `>`, `---`, HTML, entities, tables, link titles,
//! images, a numbered list that starts at 2. White space collapses; non-breaking spaces do not.
//!
//! No Markdown library is used, because its unwanted syntax would have to be escaped first, which
//! is only possible after parsing: a backslash in code escapes nothing, and an indented line is code
//! only between blank lines. A test compares emphasis and code with pulldown-cmark.

mod ast;
mod block;
mod inline;
pub mod link;
mod typography;

pub use ast::{Block, Inline, Run};
pub use typography::{Quotes, set_quotes_and_dashes};

/// Parses one line: strong, emphasis, code, links.
pub fn inline(text: &str) -> Inline {
    inline::parse(text)
}

/// Parses paragraphs and lists.
pub fn blocks(text: &str) -> Vec<Block> {
    block::parse(text)
}

/// Escapes plain text so that [`inline`] parses it back unchanged, except that URLs become links
/// and lose angle brackets.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let escapes = match c {
            '*' | '[' | ']' | '`' => true,
            // A backslash is special only before these and at the end of a line.
            '\\' => rest.peek().is_none_or(|next| "*[]`\\\r\n".contains(*next)),
            _ => false,
        };
        if escapes {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Returns whether a character, including punctuation, belongs to a script without spaces between
/// words.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x2E80..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F
        | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests;

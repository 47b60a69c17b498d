//! Rewrites the parser's errors for authors of résumés.

use std::ops::Range;

use roxmltree::{Error, TextPos};

use super::super::explanation::Explanation;
use super::outline::Outline;
use super::prolog::{Prolog, Refusal};
use crate::diagnostic::{Diagnostic, SourceId, Span, did_you_mean};
use crate::source::limits::too_many;
use crate::source::lines::{line_from, line_number};

/// Describes why the entities of a text are not expanded.
pub(super) fn refusal(id: SourceId, text: &str, refusal: &Refusal) -> Box<Diagnostic> {
    let (at, code, message, hint) = match *refusal {
        Refusal::Unclosed(at) => {
            (at, "xml-syntax", "this declaration is never closed", "close it with `>`")
        }
        Refusal::Bomb(at) => (
            at,
            "too-large",
            "from here on, the entities make more than 16 MiB of text",
            "check for entities that expand each other",
        ),
        Refusal::TooMany(at) => (
            at,
            "too-large",
            "this declares more than 1000 entities",
            "write the characters themselves; names such as `&eacute;` need no declaration",
        ),
    };
    let end = text[at..].find([' ', ';', '\n']).map_or(text.len(), |length| at + length + 1);
    Box::new(Diagnostic::error(code, message).at(Span::new(id, at..end)).hint(hint))
}

/// Describes a tag with too many attributes.
pub(super) fn too_many_attributes(span: Span) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error("too-large", "there are too many attributes or namespaces here")
            .at(span)
            .hint("an element may have 256 attributes and 32 namespaces"),
    )
}

/// Converts a position of the parser to a byte offset.
pub(super) fn offset(text: &str, pos: TextPos) -> usize {
    let line = text.split_inclusive('\n').take(pos.row.saturating_sub(1) as usize);
    let start: usize = line.map(str::len).sum();
    let column = pos.col.saturating_sub(1) as usize;
    text[start..].char_indices().nth(column).map_or(text.len(), |(at, _)| start + at)
}

/// Describes a syntax error.
pub(super) fn syntax(
    id: SourceId,
    text: &str,
    at: usize,
    error: &Error,
    prolog: &Prolog,
    outline: &Outline,
) -> Box<Diagnostic> {
    if matches!(error, Error::NodesLimitReached) {
        return Box::new(too_many(Span::new(id, prolog.range.clone())));
    }
    let fault = Fault { text, at, prolog, outline };
    let Explanation { range, message, hint } = fault.explain(error);
    let code = match error {
        Error::DuplicatedAttribute(..) | Error::DuplicatedNamespace(..) => "duplicate-key",
        Error::UnknownEntityReference(..) => "unknown-entity",
        Error::EntityReferenceLoop(_) => "too-large",
        _ => "xml-syntax",
    };
    Box::new(Diagnostic::error(code, message).at(Span::new(id, range)).hint(hint))
}

/// The position of a syntax error.
struct Fault<'a> {
    text: &'a str,
    at: usize,
    prolog: &'a Prolog<'a>,
    outline: &'a Outline,
}

impl Fault<'_> {
    fn explain(&self, error: &Error) -> Explanation {
        match error {
            Error::UnexpectedCloseTag(..) if self.outline.mismatch.is_some() => self.mismatch(),
            Error::UnclosedRootNode | Error::UnexpectedEndOfStream
                if self.outline.unclosed.is_some() =>
            {
                self.unclosed()
            }
            Error::NoRootNode
                if self.text.trim_end().ends_with('>') || !self.text.contains('<') =>
            {
                self.no_root()
            }
            Error::UnexpectedEndOfStream | Error::UnclosedRootNode | Error::NoRootNode => {
                let last = self.text.rfind('<').unwrap_or(self.text.len());
                Explanation::new(
                    last..self.text.trim_end().len().max(last),
                    "the file ends within this",
                    "complete it; the end of the file may be missing",
                )
            }
            Error::UnknownEntityReference(name, _) => self.unknown_entity(name),
            Error::MalformedEntityReference(_) if self.text[self.at..].starts_with("&#") => {
                Explanation::new(
                    self.word(),
                    "this number is not a character",
                    "write the character itself",
                )
            }
            Error::MalformedEntityReference(_) => Explanation::new(
                self.character(),
                "`&` must be followed by the name of a character",
                "write `&amp;` if `&` itself is meant",
            ),
            Error::EntityReferenceLoop(_) => Explanation::new(
                self.word(),
                "the entities refer to each other in a cycle",
                "write the text itself",
            ),
            Error::InvalidName(_) if self.text[self.at..].starts_with('/') => Explanation::new(
                self.at.saturating_sub(1)..self.word().end,
                "this end tag has no start tag",
                "remove it, or write the start tag it belongs to",
            ),
            Error::InvalidName(_) if self.text[..self.at].ends_with('<') => Explanation::new(
                self.at - 1..self.at,
                "`<` must be followed by a tag",
                "write `&lt;` if `<` itself is meant",
            ),
            Error::InvalidName(_) => {
                Explanation::new(self.word(), "invalid name", "names start with a letter")
            }
            Error::InvalidString(end, _) => self.unfinished(end),
            Error::InvalidChar(b'"' | b'\'', b'<', _) | Error::InvalidAttributeValue(_) => {
                Explanation::new(
                    self.character(),
                    "the value of an attribute cannot contain `<`",
                    "close its quotes before, or write `&lt;`",
                )
            }
            Error::InvalidChar(b'=', ..) => {
                let name = self.word_before();
                let message = format!("the attribute `{}` has no value", &self.text[name.clone()]);
                Explanation::new(name, message, "write `name=\"value\"`")
            }
            Error::InvalidChar(expected, ..) => Explanation::new(
                self.character(),
                format!("missing `{}`", char::from(*expected)),
                "complete the tag",
            ),
            Error::InvalidChar2("a quote", ..) => {
                let rest = &self.text[self.at..];
                let end = rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len());
                let value = rest[..end].trim_end_matches(['/', '?']);
                Explanation::new(
                    self.at..self.at + value.len(),
                    "the value of an attribute must be quoted",
                    format!("write `\"{value}\"`"),
                )
            }
            Error::InvalidChar2("a whitespace", ..) => Explanation::new(
                self.character(),
                "missing space",
                "separate attributes with spaces",
            ),
            Error::InvalidChar2(expected, ..) => Explanation::new(
                self.character(),
                format!("missing {expected}"),
                "separate attributes with spaces, and put their values in `\"`",
            ),
            Error::DuplicatedAttribute(name, _) | Error::DuplicatedNamespace(name, _) => {
                Explanation::new(self.word(), format!("duplicate attribute `{name}`"), "remove one")
            }
            Error::UnknownNamespace(prefix, _) => Explanation::new(
                self.word(),
                format!("the prefix `{prefix}` is not declared"),
                format!("leave it out, or declare it: `xmlns:{prefix}=\"…\"` on the root element"),
            ),
            Error::UnexpectedDeclaration(_) => Explanation::new(
                self.line(),
                "`<?xml …?>` must be at the very start of the file",
                "delete everything before it, even a space or an empty line",
            ),
            Error::NonXmlChar(c, _) => Explanation::new(
                self.character(),
                format!("the character U+{:04X} is not allowed in XML", u32::from(*c)),
                "remove it",
            ),
            Error::InvalidComment(_) => Explanation::new(
                self.line(),
                "a comment cannot contain `--`",
                "replace it within the comment by a dash or `==`",
            ),
            Error::InvalidCharacterData(_) => {
                Explanation::new(self.at..self.at, "text cannot contain `]]>`", "write `]]&gt;`")
            }
            Error::UnknownToken(_) => self.unknown_token(),
            Error::UnexpectedCloseTag(_, actual, _) => Explanation::new(
                self.word(),
                format!("`</{actual}>` has no start tag"),
                "remove it, or write the start tag it belongs to",
            ),
            Error::UnexpectedEntityCloseTag(_) => Explanation::new(
                self.word(),
                "an entity closes an element that it does not open",
                "keep both tags of an element in one place",
            ),
            error => {
                let what = error.to_string();
                let what = what.split(" at ").next().unwrap_or_default();
                Explanation::new(
                    self.word(),
                    format!("this is not valid XML ({what})"),
                    "check the tag around it",
                )
            }
        }
    }

    fn character(&self) -> Range<usize> {
        let length = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        self.at..self.at + length
    }

    /// Returns the range from the error to the end of its word, tag or reference.
    fn word(&self) -> Range<usize> {
        let rest = &self.text[self.at..];
        let ends = |c: char| c.is_whitespace() || matches!(c, '>' | ';' | '=' | '"' | '\'');
        let end = match rest.find(ends) {
            Some(end) if rest[end..].starts_with([';', '>']) => end + 1,
            Some(end) => end,
            None => rest.len(),
        };
        self.at..self.at + end
    }

    fn word_before(&self) -> Range<usize> {
        let before = self.text[..self.at].trim_end();
        let start = before.rfind(|c: char| c.is_whitespace() || c == '<').map_or(0, |at| at + 1);
        start.min(before.len())..before.len()
    }

    fn line(&self) -> Range<usize> {
        line_from(self.text, self.at)
    }

    fn mismatch(&self) -> Explanation {
        let Some((start, end)) = self.outline.mismatch.clone() else { return self.no_root() };
        let name = tag_name(&self.text[start.clone()]);
        let line = line_number(self.text, start.start);
        let message =
            format!("`{}` cannot close the `<{name}>` of line {line}", &self.text[end.clone()]);
        let hint =
            format!("close that first: `</{name}>`; an element without content is `<{name}/>`");
        Explanation::new(end, message, hint)
    }

    fn unclosed(&self) -> Explanation {
        let Some(range) = self.outline.unclosed.clone() else { return self.no_root() };
        let name = tag_name(&self.text[range.clone()]);
        Explanation::new(
            range,
            format!("`<{name}>` is never closed"),
            format!("close it with `</{name}>`; an element without content is `<{name}/>`"),
        )
    }

    fn no_root(&self) -> Explanation {
        if self.text.trim().is_empty() {
            let hint = "`recto new` writes a résumé to start from";
            return Explanation::new(0..0, "the file is empty", hint);
        }
        let start = self.text.len() - self.text.trim_start().len();
        Explanation::new(
            line_from(self.text, start),
            "this file contains no element",
            "put everything into one element",
        )
    }

    fn unknown_entity(&self, name: &str) -> Explanation {
        if self.prolog.external.contains(name) {
            return Explanation::new(
                self.word(),
                format!("the entity `&{name};` is kept in another file, which recto does not read"),
                "write its text here",
            );
        }
        // The case of the first letter distinguishes entities such as `&Auml;` and `&auml;`.
        let initial = |known: &&str| known.chars().next() == name.chars().next();
        let names: (Vec<_>, Vec<_>) = self.prolog.names().partition(initial);
        let hint = match did_you_mean(name, names.0.into_iter().chain(names.1)) {
            Some(near) => format!("did you mean `&{near};`?"),
            None => "write the character itself, or `&amp;` if `&` is meant".to_owned(),
        };
        Explanation::new(self.word(), format!("unknown entity `&{name};`"), hint)
    }

    fn unfinished(&self, end: &str) -> Explanation {
        let (open, what) = match end {
            "-->" => ("<!--", "comment"),
            "]]>" => ("<![CDATA[", "text"),
            "?>" => ("<?", "instruction"),
            _ => {
                return Explanation::new(
                    self.character(),
                    format!("missing `{end}`"),
                    "write the declaration as `<?xml version=\"1.0\"?>`",
                );
            }
        };
        let start = self.text[..self.at].rfind(open).unwrap_or(self.at);
        Explanation::new(
            start..(start + open.len()).min(self.text.len()),
            format!("this {what} is never closed"),
            format!("close it with `{end}`"),
        )
    }

    fn unknown_token(&self) -> Explanation {
        let before = self.text[..self.at].trim();
        if before.is_empty() {
            return Explanation::new(
                self.line(),
                "this is not XML",
                "end the file's name in `.yaml`, `.json` or `.toml` if that is its format",
            );
        }
        let after_root = !self.text[self.at..].starts_with("<!");
        if after_root {
            Explanation::new(
                self.line(),
                "the root element has ended before this",
                "put everything into one element",
            )
        } else {
            Explanation::new(
                self.word(),
                "a declaration is not allowed here",
                "write `&lt;` if `<` itself is meant",
            )
        }
    }
}

/// Returns the name in a start tag.
fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches('<');
    let end =
        name.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(name.len());
    &name[..end]
}

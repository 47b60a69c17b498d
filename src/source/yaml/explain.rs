//! Rewrites the parser's errors for authors of résumés.

use std::ops::Range;

use granit_parser::{ErrorKind, Event, ScanError, StructureStyle};

use super::super::explanation::Explanation;
use super::{Stream, Token};
use crate::diagnostic::{Diagnostic, SourceId, Span, did_you_mean, listed};
use crate::source::limits::too_deep;
use crate::source::lines::{line_at, line_from, line_number, line_start};

/// Describes a syntax error.
pub(super) fn syntax(id: SourceId, text: &str, stream: &Stream, error: &ScanError) -> Diagnostic {
    let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    let fault = Fault { text, stream, at };
    if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        return too_deep(Span::new(id, fault.character()));
    }
    let Explanation { range, message, hint } =
        fault.merge_conflict().unwrap_or_else(|| fault.explain(error.kind()));
    Diagnostic::error("yaml-syntax", message).at(Span::new(id, range)).hint(hint)
}

/// Describes an alias without an anchor, which is often text that begins with an asterisk.
pub(super) fn unknown_alias(text: &str, name: &str, span: Span, anchors: &[String]) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(
        "unknown-alias",
        format!("the alias `*{name}` refers to no anchor above"),
    )
    .at(span);
    if anchors.iter().any(|anchor| anchor == name) {
        diagnostic = diagnostic.hint("an anchor must precede its aliases: move it up");
    } else if let Some(near) = did_you_mean(name, anchors.iter().map(String::as_str)) {
        diagnostic = diagnostic.hint(format!("did you mean `*{near}`?"));
    }
    let value = rest_of_value(text, span.range().start);
    diagnostic.hint(format!("{} if `*` is part of it", quote_it(value)))
}

/// Maximum number of further anchors in a message.
const MOST_LISTED: usize = 4;

/// Describes unused anchors, at the position of the first.
pub(super) fn unused_anchors(text: &str, anchors: &[(&str, Span)]) -> Diagnostic {
    let (first, span) = anchors[0];
    let value = rest_of_value(text, span.range().start).trim_end_matches([']', '}', ',']);
    let reported = Diagnostic::warning(
        "unused-anchor",
        format!("the anchor `{first}` is never used, and is not part of the text"),
    )
    .at(span)
    .hint(format!("{} if `&` is part of it", quote_it(value)));
    let others = &anchors[1..];
    if others.is_empty() {
        return reported;
    }
    let named = others
        .iter()
        .map(|(name, span)| format!("`{name}` on line {}", line_number(text, span.range().start)));
    reported.hint(format!("also unused: {}", listed(named, MOST_LISTED)))
}

/// Describes text that begins with an asterisk.
pub(super) fn asterisk(text: &str, span: Span) -> Diagnostic {
    let value = rest_of_value(text, span.range().start);
    Diagnostic::warning("unquoted-asterisk", "`*` starts an alias in YAML; read as text here")
        .at(Span { end: span.start + 1, ..span })
        .hint(quote_it(value).trim_end_matches(',').to_owned())
}

/// The position of a syntax error, and the tokens before it.
struct Fault<'a, 't> {
    text: &'t str,
    stream: &'a Stream<'t>,
    at: usize,
}

impl Fault<'_, '_> {
    fn explain(&self, kind: &ErrorKind) -> Explanation {
        use ErrorKind as E;
        if let E::MappingValueNotAllowed
        | E::InvalidColonPlacement
        | E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::InvalidFlowScalarIndent
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofFlowSequence
        | E::UnexpectedEofImplicitFlowMapping = kind
            && let Some(bracket) = self.open_bracket()
        {
            return self.in_brackets(bracket, kind);
        }
        match kind {
            E::UnclosedFlowCollection { .. } => self.unclosed_bracket(self.at),
            E::MappingValueNotAllowed | E::InvalidColonPlacement => self.stray_colon(),
            E::SimpleKeyExpected | E::InvalidSimpleKey => self.no_key(),
            E::MismatchedFlowCollectionEnd { open, close } => Explanation::new(
                self.character(),
                format!("`{close}` cannot close `{open}`"),
                format!("write `{}`", closing(*open)),
            ),
            E::MisplacedFlowCollectionEnd => Explanation::new(
                self.character(),
                format!("unmatched `{}`", self.shown()),
                "remove it, or quote the whole value if it is part of it",
            ),
            E::UnclosedQuotedScalar
            | E::InvalidQuotedScalarIndent
            | E::DocumentIndicatorInQuotedScalar => self.unclosed_quote(),
            E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
                self.after_quote()
            }
            E::UnknownQuotedScalarEscape
            | E::InvalidQuotedScalarHexEscape
            | E::InvalidLowSurrogateHexEscape
            | E::InvalidLowSurrogate
            | E::MissingLowSurrogate
            | E::UnpairedLowSurrogate
            | E::InvalidUnicodeEscape => self.bad_escape(),
            E::TabInBlockIndentation
            | E::TabNotAllowed
            | E::TabInIndentation
            | E::TabInPlainScalar
            | E::TabAtBlockScalarStart => self.tab(),
            E::ExpectedBlockMappingKey => self.no_entry("key"),
            E::ExpectedBlockSequenceEntry => self.no_entry("item"),
            E::ExpectedDocumentStart if self.stream.tokens.is_empty() => {
                let at = self.text[..self.at].rfind("\n%").map_or(0, |at| at + 1);
                Explanation::new(
                    line_from(self.text, at),
                    "a line that starts with `%` instructs the parser",
                    "remove it, or quote it if it is text",
                )
            }
            E::ExpectedDocumentStart if self.is_outdented() => self.misaligned(),
            E::ExpectedDocumentStart | E::InvalidDocumentEnd => Explanation::new(
                line_from(self.text, self.at),
                "unexpected text after the end of the data",
                "indent it like what it belongs to, or remove it",
            ),
            E::UnexpectedCharacter { character } if character.is_control() => Explanation::new(
                self.character(),
                format!("the character U+{:04X} is not allowed here", u32::from(*character)),
                "remove it",
            ),
            E::BlockSequenceEntryNotAllowed => Explanation::new(
                self.character(),
                "a list cannot start on the line of its key",
                format!("start each item on a new line, or {}", self.quote_value("-")),
            ),
            E::BlockEntryInFlowCollection => Explanation::new(
                self.character(),
                "`- ` is not allowed within brackets",
                "separate the items by commas, without dashes",
            ),
            E::InvalidBlockScalarHeader => Explanation::new(
                line_from(self.text, self.at),
                format!("text follows `{}` on its line", self.shown()),
                format!("put the text on the lines below; or {}", self.quote_value(&self.shown())),
            ),
            E::MissingAnchorOrAliasName => {
                let at = self.text[..self.at].trim_end_matches([' ', '\t']).len();
                let sign = self.text[..at.max(self.at)].rfind(['*', '&']).unwrap_or(self.at);
                let sign =
                    if self.text[self.at..].starts_with(['*', '&']) { self.at } else { sign };
                Self { at: sign, ..*self }.cannot_start()
            }
            E::UndeclaredTagHandle
            | E::MissingTagUri
            | E::InvalidTagTerminator
            | E::UnclosedVerbatimTag
            | E::InvalidTagEscape
            | E::InvalidTagUtf8
            | E::InvalidTagUtf8LeadingByte
            | E::InvalidTagUtf8TrailingByte
            | E::ExpectedTagBang
            | E::InvalidGlobalTagCharacter => Explanation::new(
                line_from(self.text, self.at),
                "`!` starts a tag, and this one means nothing",
                self.quote_value("!"),
            ),
            E::CommentNotSeparated => Explanation::new(
                self.character(),
                "missing space before this `#`",
                "put a space before it if it starts a comment, or quote the whole value",
            ),
            E::CommentInterceptedScalar => Explanation::new(
                self.character(),
                "a comment interrupts a text of several lines",
                "put the comment above the text, or quote the text",
            ),
            E::BomInsideDocument => Explanation::new(
                self.character(),
                "byte order mark within the text",
                "delete the invisible character",
            ),
            E::FlowMappingValueAdjacentCollection | E::InvalidMappingValueWhitespace => {
                Explanation::new(
                    self.character(),
                    "missing space after `:`",
                    "put a space after it",
                )
            }
            _ if self.text[self.at..].starts_with(CANNOT_START) => self.cannot_start(),
            kind => Explanation::new(
                self.character(),
                format!("this is not valid YAML ({kind})"),
                "quote the value if this is part of it",
            ),
        }
    }

    /// Returns the range of the character at the error; empty at the end of a line.
    fn character(&self) -> Range<usize> {
        let length =
            self.text[self.at..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
        self.at..self.at + length
    }

    fn shown(&self) -> String {
        self.text[self.character()].to_owned()
    }

    fn same_line(&self, a: usize, b: usize) -> bool {
        !self.text[a.min(b)..a.max(b)].contains('\n')
    }

    fn indentation(&self, offset: usize) -> usize {
        line_at(self.text, offset).start - line_start(self.text, offset)
    }

    fn quote_value(&self, sign: &str) -> String {
        format!("{} if `{sign}` is part of it", quote_it(rest_of_value(self.text, self.at)))
    }

    fn last(&self) -> Option<&Token<'_>> {
        self.stream.tokens.last()
    }

    /// Returns the innermost open bracket.
    fn open_bracket(&self) -> Option<usize> {
        let mut open = Vec::new();
        for token in &self.stream.tokens {
            match token.event {
                Event::MappingStart(style, ..) | Event::SequenceStart(style, ..) => {
                    open.push((style, token.range.start));
                }
                Event::MappingEnd | Event::SequenceEnd => {
                    open.pop();
                }
                _ => {}
            }
        }
        open.into_iter()
            .rev()
            .find(|(style, start)| {
                *style == StructureStyle::Flow && self.text[*start..].starts_with(['[', '{'])
            })
            .map(|(_, start)| start)
    }

    /// Returns whether the line is indented less than the whole data.
    fn is_outdented(&self) -> bool {
        let block = |token: &&Token| {
            matches!(
                token.event,
                Event::MappingStart(StructureStyle::Block, ..)
                    | Event::SequenceStart(StructureStyle::Block, ..)
            )
        };
        let root = self.stream.tokens.first().filter(block);
        root.is_some_and(|root| self.indentation(root.range.start) > self.indentation(self.at))
    }

    /// Returns the start of the brackets that were just closed.
    fn closed_bracket(&self) -> Option<usize> {
        let last = self.last()?;
        if !self.text[last.range.clone()].starts_with([']', '}']) || last.range.is_empty() {
            return None;
        }
        let mut depth = 0;
        for token in self.stream.tokens.iter().rev() {
            match token.event {
                Event::MappingEnd | Event::SequenceEnd => depth += 1,
                Event::MappingStart(..) | Event::SequenceStart(..) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(token.range.start);
            }
        }
        None
    }

    fn merge_conflict(&self) -> Option<Explanation> {
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            if line.starts_with("<<<<<<< ") {
                return Some(Explanation::new(
                    line_from(self.text, start),
                    "a merge conflict is not resolved",
                    "keep one of its two sides, and delete the lines of `<`, `=` and `>`",
                ));
            }
            start += line.len();
        }
        None
    }

    fn in_brackets(&self, bracket: usize, kind: &ErrorKind) -> Explanation {
        use ErrorKind as E;
        if self.text[self.at..].starts_with(',') {
            return Explanation::new(
                self.character(),
                "missing value before this comma",
                "remove it",
            );
        }
        let end = matches!(
            kind,
            E::UnexpectedEofFlowMapping
                | E::UnexpectedEofFlowSequence
                | E::UnexpectedEofImplicitFlowMapping
        );
        // A line indented no deeper than that of the bracket begins something new.
        let left = !self.same_line(bracket, self.at)
            && self.indentation(self.at) <= self.indentation(bracket)
            && !self.text[line_at(self.text, self.at)].starts_with([']', '}']);
        if end || left {
            return self.unclosed_bracket(bracket);
        }
        let open = &self.text[bracket..=bracket];
        Explanation::new(
            self.character(),
            format!("missing `,` or `{}`", closing(open.chars().next().unwrap_or('['))),
            format!(
                "separate the items after `{open}` with commas, or quote the whole value if `{open}` is part of it"
            ),
        )
    }

    fn unclosed_bracket(&self, bracket: usize) -> Explanation {
        let open = self.text[bracket..].chars().next().unwrap_or('[');
        Explanation::new(
            bracket..bracket + open.len_utf8(),
            format!("this `{open}` is never closed"),
            format!(
                "close it with `{}`, or quote the whole value if `{open}` is part of it",
                closing(open)
            ),
        )
    }

    /// Describes a colon that was parsed as the end of a key.
    fn stray_colon(&self) -> Explanation {
        let colon = self.character();
        let value = self.last().filter(|token| matches!(token.event, Event::Scalar(..)));
        let Some(value) = value.map(|token| token.range.clone()) else {
            return Explanation::new(
                colon,
                "missing key before this `:`",
                "write `key: value`, or quote the text the colon is part of",
            );
        };
        if self.same_line(value.start, self.at) {
            let hint = format!(
                "{} if the colon is part of it",
                quote_it(rest_of_value(self.text, value.start))
            );
            return Explanation::new(colon, "an unquoted value cannot contain `: `", hint);
        }
        let first = line_from(self.text, value.start);
        if let Some(explanation) = self.no_space(first) {
            return explanation;
        }
        if value.start == line_at(self.text, value.start).start {
            return Self { at: value.start, ..*self }.no_key();
        }
        let key = line_at(self.text, self.at).start..self.at;
        let name = self.text[key.clone()].trim_start_matches("- ").to_owned();
        let hint = format!(
            "indent `{name}` exactly like its sibling keys, or quote the text if the colon is part of it"
        );
        let line = line_number(self.text, value.start);
        Explanation::new(
            key,
            format!("this line continues the text of line {line}: `{name}` is not a key"),
            hint,
        )
    }

    /// Describes a line that should be `key: value`.
    fn no_key(&self) -> Explanation {
        let line = line_at(self.text, self.at);
        self.no_space(line.clone()).unwrap_or_else(|| {
            Explanation::new(
                line.clone(),
                format!("`{}` has no key", excerpt(&self.text[line])),
                "write `key: value`; or, if it continues the text above, indent it deeper than that text's key",
            )
        })
    }

    /// Describes a line such as `name:Jane` or `-Jane`.
    fn no_space(&self, line: Range<usize>) -> Option<Explanation> {
        if let Some(item) = self.text[line.clone()].strip_prefix('-')
            && item.starts_with(char::is_alphabetic)
        {
            return Some(Explanation::new(
                line.start..line.start + 1,
                "missing space after this `-`",
                format!("write `- {}`", excerpt(item)),
            ));
        }
        let (key, value) = self.text[line.clone()].split_once(':')?;
        let shown = key.trim_start_matches("- ");
        // A URL such as `https://…` has no key before its colon.
        if value.is_empty() || value.starts_with([' ', '\t', '/']) || shown.contains(' ') {
            return None;
        }
        let colon = line.start + key.len();
        Some(Explanation::new(
            colon..colon + 1,
            format!("missing space after the `:` of `{}`", excerpt(shown)),
            format!("write `{}: {}`", excerpt(shown), excerpt(value)),
        ))
    }

    /// Describes text that is neither a key of the mapping nor an item of the list.
    fn no_entry(&self, expected: &str) -> Explanation {
        if let Some(last) = self.last()
            && self.same_line(last.range.end, self.at)
        {
            if let Some(open) = self.closed_bracket() {
                let value = quote_it(rest_of_value(self.text, open));
                return Explanation::new(
                    line_from(self.text, self.at),
                    "text follows the closing bracket",
                    format!("{value} if the brackets are part of it"),
                );
            }
            if let Event::Alias(_) | Event::UnresolvedAlias(_) = last.event {
                return Self { at: last.range.start, ..*self }.cannot_start();
            }
        }
        if self.text[self.at..].starts_with(CANNOT_START) {
            return self.cannot_start();
        }
        let line = line_at(self.text, self.at);
        if let Some(explanation) = self.no_space(line.clone()) {
            return explanation;
        }
        let word = self.text[line.clone()].split([' ', ':']).next().unwrap_or_default();
        let range = line.start..line.start + word.len();
        if word == "-" {
            Explanation::new(
                range,
                "expected a key, found a list item",
                "indent it under the key whose list it belongs to",
            )
        } else if expected == "item" {
            Explanation::new(
                range,
                format!("expected a list item, found `{}`", excerpt(word)),
                "start the line with `- `, or indent it like what it belongs to",
            )
        } else {
            self.misaligned()
        }
    }

    fn misaligned(&self) -> Explanation {
        let line = line_at(self.text, self.at);
        let word = self.text[line.clone()].split([' ', ':']).next().unwrap_or_default();
        Explanation::new(
            line.start..line.start + word.len(),
            format!("the indentation of `{}` does not match any line above", excerpt(word)),
            "indent it like the keys of its level",
        )
    }

    /// Returns the start of the current quoted text.
    fn opening_quote(&self) -> usize {
        if self.text[self.at..].starts_with(['"', '\'']) {
            return self.at;
        }
        let from = self.last().map_or(0, |token| token.range.end).min(self.at);
        self.text[from..self.at].find(['"', '\'']).map_or(self.at, |at| from + at)
    }

    fn unclosed_quote(&self) -> Explanation {
        let open = self.opening_quote();
        Explanation::new(
            open..open + 1,
            "this quotation mark is never closed",
            self.close_quote(open),
        )
    }

    fn close_quote(&self, open: usize) -> &'static str {
        if self.text[open..].starts_with('"') {
            "close it on the same line, or indent the lines that continue the text"
        } else {
            "close it on the same line; if it is an apostrophe, put the whole value in `\"`"
        }
    }

    fn after_quote(&self) -> Explanation {
        let open = self.opening_quote();
        if !self.same_line(open, self.at) {
            let line = line_number(self.text, self.at);
            return Explanation::new(
                open..open + 1,
                format!("this quotation mark is not closed before line {line}"),
                self.close_quote(open),
            );
        }
        if let Some(bracket) = self.open_bracket()
            && self.text[self.at..].starts_with(['"', '\'', '[', '{'])
        {
            return self.in_brackets(bracket, &ErrorKind::ExpectedFlowSequenceSeparator);
        }
        let hint = if self.text[open..].starts_with('"') {
            "write `\\\"` for a quotation mark within `\"`; or put the whole value in single quotes"
        } else {
            "write `''` for an apostrophe within single quotes; or put the whole value in `\"`"
        };
        Explanation::new(
            line_from(self.text, self.at),
            "text follows the closing quotation mark",
            hint,
        )
    }

    fn bad_escape(&self) -> Explanation {
        let open = self.opening_quote();
        let mut chars = self.text[open..].char_indices().skip(1);
        let mut range = open..open + 1;
        while let Some((at, c)) = chars.next() {
            if c == '"' {
                break;
            }
            if c != '\\' {
                continue;
            }
            let Some((_, sign)) = chars.next() else { break };
            let digits = match sign {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ if "0abt\tnvfre \"/\\N_LP\r\n".contains(sign) => continue,
                _ => 0,
            };
            let escape = at + 1 + sign.len_utf8();
            let hex: String = self.text[open + escape..]
                .chars()
                .take(digits)
                .take_while(char::is_ascii_hexdigit)
                .collect();
            range = open + at..open + escape + hex.len();
            let value = u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32);
            if digits == 0 || hex.len() < digits || value.is_none() {
                break;
            }
        }
        let escape = excerpt(&self.text[range.clone()]).to_owned();
        let hint = if escape.starts_with(['\\']) && escape.contains(['u', 'U', 'x']) {
            "write the character itself"
        } else {
            "write `\\\\` for a backslash, or put the value in single quotes"
        };
        Explanation::new(range, format!("unknown escape `{escape}`"), hint)
    }

    fn tab(&self) -> Explanation {
        // If the tab is in continued text, the parser reports the start of that text.
        let mut start = line_start(self.text, self.at);
        let mut range = self.character();
        for line in self.text[start..].split_inclusive('\n') {
            let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
            if let Some(tab) = line[..indentation].find('\t') {
                range = start + tab..start + indentation;
                break;
            }
            start += line.len();
        }
        Explanation::new(range, "a tab cannot indent", "indent with spaces: two for each level")
    }

    fn cannot_start(&self) -> Explanation {
        let sign = self.shown();
        let sign = if sign == "`" { "a backtick".to_owned() } else { format!("`{sign}`") };
        Explanation::new(
            self.character(),
            format!("an unquoted value cannot start with {sign}"),
            format!("{} if {sign} is part of it", quote_it(rest_of_value(self.text, self.at))),
        )
    }
}

/// Characters with a special meaning at the start of a value.
const CANNOT_START: [char; 11] = ['@', '`', '%', ',', '*', '&', '?', '|', '>', '}', ']'];

fn closing(open: char) -> char {
    if open == '{' { '}' } else { ']' }
}

/// Returns the value at an offset, up to a comment or the end of its line.
fn rest_of_value(text: &str, start: usize) -> &str {
    let line = text[start..].lines().next().unwrap_or_default();
    let mut value = line.split(" #").next().unwrap_or(line).trim_end();
    // Brackets that were opened before the value end after it.
    for (open, close) in [('{', '}'), ('[', ']'), ('{', '}')] {
        while value.ends_with(close) && value.matches(close).count() > value.matches(open).count() {
            value = value[..value.len() - 1].trim_end();
        }
    }
    value
}

/// Suggests quoting a value, with an example if it is short.
fn quote_it(value: &str) -> String {
    if value.chars().count() > 50 || value.is_empty() {
        "quote the value".to_owned()
    } else if value.contains(['"', '\\']) {
        format!("quote the value, `'{}'`,", value.replace('\'', "''"))
    } else {
        format!("quote the value, `\"{value}\"`,")
    }
}

/// Returns the first words of a text.
fn excerpt(text: &str) -> &str {
    let text = text.trim();
    match text.char_indices().nth(40) {
        Some((end, _)) => text[..end].rsplit_once(' ').map_or(&text[..end], |(words, _)| words),
        None => text,
    }
}

//! Parses JSON with comments and trailing commas.
//!
//! Existing parsers do not combine spans, numbers as typed and error recovery.

use std::collections::BTreeMap;
use std::ops::Range;

use super::limits::{Budget, MOST_MISTAKES, too_deep, too_many};
use super::lines::{line_from, line_number};
use super::{Kind, Limits, Loss, Member, Node, Scalar, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, SourceId, Span, did_you_mean};

pub(super) fn parse(id: SourceId, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    let at = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let mut parser = Parser { id, text, at, budget: Budget::new(), reported: 0, diagnostics };
    match parser.document() {
        Ok(root) => Some(root),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    }
}

/// An error from which parsing cannot recover.
type Parsed<T> = Result<T, Box<Diagnostic>>;

struct Parser<'a> {
    id: SourceId,
    text: &'a str,
    at: usize,
    budget: Budget,
    reported: usize,
    diagnostics: &'a mut Diagnostics,
}

/// A list or an object.
#[derive(Clone, Copy)]
struct Bracket {
    open: char,
    close: char,
    start: usize,
}

impl Parser<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.id, range)
    }

    fn error(&self, range: Range<usize>, message: impl Into<String>, hint: &str) -> Diagnostic {
        Diagnostic::error("json-syntax", message).at(self.span(range)).hint(hint)
    }

    fn stop<T>(&self, range: Range<usize>, message: impl Into<String>, hint: &str) -> Parsed<T> {
        Err(Box::new(self.error(range, message, hint)))
    }

    fn report(&mut self, range: Range<usize>, message: impl Into<String>, hint: &str) {
        self.push(|parser| parser.error(range, message, hint));
    }

    fn push(&mut self, diagnostic: impl FnOnce(&Self) -> Diagnostic) {
        if self.reported < MOST_MISTAKES {
            let diagnostic = diagnostic(self);
            self.diagnostics.push(diagnostic);
        }
        self.reported += 1;
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn character(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    fn document(&mut self) -> Parsed<Node> {
        self.skip()?;
        if self.peek().is_none() {
            return Ok(Node { value: Value::Null, span: self.span(self.at..self.at) });
        }
        if self.is_unlike_json() {
            return self.stop(
                line_from(self.text, self.at),
                "this is not JSON",
                "end the file's name in `.yaml`, `.toml` or `.xml` if that is its format",
            );
        }
        let root = self.value(0)?;
        self.skip()?;
        if self.peek().is_some() {
            self.report(
                self.character(),
                "unexpected text after the end of the data",
                "put everything into one `{ … }`; check that no bracket closes too early",
            );
        }
        Ok(root)
    }

    /// Returns whether the text begins unlike any JSON, even invalid JSON.
    fn is_unlike_json(&self) -> bool {
        let rest = self.rest();
        let word = &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())];
        let literal = matches!(word, "true" | "false" | "null") || is_number(word);
        rest.starts_with('<') || !word.is_empty() && !literal
    }

    /// Skips white space and comments.
    fn skip(&mut self) -> Parsed<()> {
        loop {
            self.at = self.text.len() - self.rest().trim_start().len();
            let comment = if self.rest().starts_with("//") {
                self.rest().find(['\n', '\r'])
            } else if self.rest().starts_with("/*") {
                match self.rest()[2..].find("*/") {
                    Some(end) => Some(end + 4),
                    None => {
                        return self.stop(
                            self.at..self.at + 2,
                            "this comment is never closed",
                            "close it with `*/`",
                        );
                    }
                }
            } else if self.rest().starts_with('#') {
                self.report(
                    self.character(),
                    "`#` does not start a comment in JSON",
                    "start comments with `//`",
                );
                self.rest().find(['\n', '\r'])
            } else {
                return Ok(());
            };
            self.at = comment.map_or(self.text.len(), |length| self.at + length);
        }
    }

    fn value(&mut self, depth: usize) -> Parsed<Node> {
        let start = self.at;
        if !self.budget.take_node() {
            return Err(Box::new(too_many(self.span(self.character()))));
        }
        let value = match self.peek() {
            Some(open @ ('[' | '{')) => {
                if depth >= Limits::DEFAULT.depth {
                    return Err(Box::new(too_deep(self.span(self.character()))));
                }
                self.at += 1;
                if open == '[' { self.list(depth)? } else { self.object(depth)? }
            }
            Some('"' | '\'') => scalar(self.string()?, Kind::Text),
            Some(c) if is_word(c) => self.word(),
            _ => return self.unexpected("a value"),
        };
        Ok(Node { value, span: self.span(start..self.at) })
    }

    fn unexpected<T>(&self, wanted: &str) -> Parsed<T> {
        match self.peek() {
            None => self.stop(
                self.at..self.at,
                format!("expected {wanted}, found the end of the file"),
                "complete it; the end of the file may be missing",
            ),
            Some('“' | '”' | '„' | '‘' | '’' | '«' | '»') => self.stop(
                self.character(),
                "typographic quotation marks are not allowed in JSON",
                "replace them with straight ones: `\"`",
            ),
            Some(c) => self.stop(
                self.character(),
                format!("expected {wanted}, found `{c}`"),
                "remove it, or put the text it belongs to in `\"`",
            ),
        }
    }

    fn list(&mut self, depth: usize) -> Parsed<Value> {
        let bracket = Bracket { open: '[', close: ']', start: self.at - 1 };
        let mut items = Vec::new();
        while self.more(bracket)? {
            items.push(self.value(depth + 1)?);
            self.comma(bracket)?;
        }
        Ok(Value::List(items))
    }

    fn object(&mut self, depth: usize) -> Parsed<Value> {
        let bracket = Bracket { open: '{', close: '}', start: self.at - 1 };
        let mut members: Vec<Member> = Vec::new();
        // Position of each key in the text and among the members.
        let mut keys: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        while self.more(bracket)? {
            let start = self.at;
            let key = self.key()?;
            let key_span = self.span(start..self.at);
            self.skip()?;
            match self.peek() {
                Some(':') => self.at += 1,
                Some('=') => {
                    self.report(
                        self.character(),
                        "expected `:`, found `=`",
                        "write `\"key\": value`",
                    );
                    self.at += 1;
                }
                _ => {
                    return self.stop(
                        key_span.range(),
                        format!("the key `{key}` has no value"),
                        "write `\"key\": value`; lists are written in `[ … ]`",
                    );
                }
            }
            self.skip()?;
            let value = self.value(depth + 1)?;
            if let Some((first, place)) = keys.get(&key) {
                let before = &mut members[*place];
                let loss = Loss::between(&before.value, &value);
                self.push(|parser| {
                    let line = line_number(parser.text, *first);
                    let message = format!("duplicate key `{key}`");
                    let problem = Diagnostic::error("duplicate-key", message)
                        .at(key_span)
                        .hint(format!("the first is on line {line}: remove or rename one"));
                    if loss == Loss::Either { problem } else { problem.into_warning() }
                });
                // Most programs use the last value.
                if loss != Loss::Second {
                    *before = Member { key, key_span, value };
                }
            } else {
                keys.insert(key.clone(), (start, members.len()));
                members.push(Member { key, key_span, value });
            }
            self.comma(bracket)?;
        }
        Ok(Value::Map(members))
    }

    /// Returns whether another element follows; otherwise consumes the closing bracket.
    fn more(&mut self, bracket: Bracket) -> Parsed<bool> {
        loop {
            self.skip()?;
            match self.peek() {
                Some(c) if c == bracket.close => {
                    self.at += 1;
                    return Ok(false);
                }
                Some(',') => {
                    self.report(self.character(), "missing value before this comma", "remove it");
                    self.at += 1;
                }
                Some(c @ (']' | '}')) => {
                    return self.stop(
                        self.character(),
                        format!(
                            "`{c}` cannot close the `{}` of line {}",
                            bracket.open,
                            line_number(self.text, bracket.start)
                        ),
                        &format!("close that with `{}` first", bracket.close),
                    );
                }
                None => {
                    return self.stop(
                        bracket.start..bracket.start + 1,
                        format!("this `{}` is never closed", bracket.open),
                        &format!("close it with `{}`", bracket.close),
                    );
                }
                Some(_) => return Ok(true),
            }
        }
    }

    /// Consumes the comma after an element, and recovers if it is clearly missing.
    fn comma(&mut self, bracket: Bracket) -> Parsed<()> {
        let end = self.at;
        self.skip()?;
        match self.peek() {
            Some(',') => self.at += 1,
            Some(c) if matches!(c, '"' | '\'' | '{' | '[') || is_word(c) => {
                self.report(end..end, "missing comma", "separate values with commas");
            }
            Some(']' | '}') | None => {}
            Some(_) => return self.unexpected(&format!("`,` or `{}`", bracket.close)),
        }
        Ok(())
    }

    fn key(&mut self) -> Parsed<String> {
        match self.peek() {
            Some('"' | '\'') => self.string(),
            Some(c) if is_word(c) => {
                let start = self.at;
                let word = self.take_word();
                self.report(
                    start..self.at,
                    format!("the key `{word}` is not quoted"),
                    &format!("write `\"{word}\"`"),
                );
                Ok(word)
            }
            _ => self.unexpected("a key"),
        }
    }

    /// Parses a quoted string.
    fn string(&mut self) -> Parsed<String> {
        let start = self.at;
        let quote = self.peek().unwrap_or('"');
        let mut escaped = false;
        let end = self.text[start + 1..].char_indices().find_map(|(at, c)| {
            let found = match c {
                '\n' | '\r' => Some(Err(())),
                _ if escaped => None,
                _ if c == quote => Some(Ok(start + 1 + at)),
                _ => None,
            };
            escaped = c == '\\' && !escaped;
            found
        });
        let Some(Ok(end)) = end else {
            return self.stop(
                start..start + 1,
                "this quotation mark is not closed on its line",
                "close it with the same mark, and write `\\n` for a line break within a text",
            );
        };
        self.at = end + 1;
        let raw = start + 1..end;
        if quote == '\'' {
            self.report(
                start..self.at,
                "single quotes are not allowed in JSON",
                "put the text in double quotes: `\"`",
            );
            return Ok(self.text[raw].to_owned());
        }
        Ok(self.unescape(raw))
    }

    /// Decodes the escapes of a string; reports each invalid one.
    fn unescape(&mut self, raw: Range<usize>) -> String {
        let whole = self.text;
        let mut text = String::with_capacity(raw.len());
        let mut at = raw.start;
        while let Some(next) = whole[at..raw.end].find('\\') {
            text.push_str(&whole[at..at + next]);
            at += next;
            let escape = &whole[at..at + escape_length(&whole[at..raw.end])];
            match escaped_character(escape) {
                Some(c) => text.push(c),
                None => {
                    text.push_str(escape);
                    let hint = if escape.starts_with("\\u") {
                        "write the character itself"
                    } else {
                        "write `\\\\` for a backslash"
                    };
                    let range = at..at + escape.len();
                    self.report(range, format!("unknown escape `{escape}`"), hint);
                }
            }
            at += escape.len();
        }
        text.push_str(&whole[at..raw.end]);
        text
    }

    fn take_word(&mut self) -> String {
        let rest = self.rest();
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let word = rest[..end].to_owned();
        self.at += end;
        word
    }

    /// Parses a number, `true`, `false`, `null` or unquoted text.
    fn word(&mut self) -> Value {
        let start = self.at;
        let word = self.take_word();
        match word.as_str() {
            "null" => return Value::Null,
            "true" | "false" => return scalar(word, Kind::Boolean),
            number if is_number(number) => return scalar(word, Kind::Number),
            _ => {}
        }
        let range = start..self.at;
        let number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.');
        if let Some(near) = did_you_mean(&word, ["true", "false", "null"]) {
            self.push(|parser| {
                parser
                    .error(
                        range,
                        format!("invalid value `{word}`"),
                        &format!("did you mean `{near}`?"),
                    )
                    .hint("put text in double quotes")
            });
        } else if word.starts_with(number) {
            let hint = format!("put it in quotes: `\"{word}\"`");
            self.report(range, format!("`{word}` is not a valid JSON number"), &hint);
        } else {
            self.report(range, format!("`{word}` is not quoted"), "put text in double quotes");
        }
        scalar(word, Kind::Text)
    }
}

fn scalar(text: String, kind: Kind) -> Value {
    Value::Scalar(Scalar { text, kind })
}

/// Returns whether a character may be part of a number or of unquoted text.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '+' | '.' | '_' | '$' | '@')
}

/// Returns whether a text is a JSON number.
pub(super) fn is_number(text: &str) -> bool {
    fn digits(text: &str) -> Option<&str> {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        (rest.len() < text.len()).then_some(rest)
    }
    let text = text.strip_prefix('-').unwrap_or(text);
    let Some(mut rest) = text.strip_prefix('0').or_else(|| digits(text)) else { return false };
    if let Some(fraction) = rest.strip_prefix('.') {
        let Some(after) = digits(fraction) else { return false };
        rest = after;
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let Some(after) = digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)) else {
            return false;
        };
        rest = after;
    }
    rest.is_empty()
}

fn escaped_character(escape: &str) -> Option<char> {
    Some(match escape[1..].chars().next()? {
        c @ ('"' | '\\' | '/') => c,
        'b' => '\u{8}',
        'f' => '\u{C}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => {
            let units: Option<Vec<u16>> = escape
                .split_terminator("\\u")
                .skip(1)
                .map(|hex| u16::from_str_radix(hex, 16).ok().filter(|_| hex.len() == 4))
                .collect();
            let mut characters = char::decode_utf16(units?);
            let character = characters.next()?.ok()?;
            return characters.next().is_none().then_some(character);
        }
        _ => return None,
    })
}

/// Returns the length of the escape at the start of a text, or of both escapes of a surrogate pair.
fn escape_length(text: &str) -> usize {
    let unit = |text: &str| {
        text.strip_prefix("\\u")
            .map(|hex| 2 + hex.bytes().take(4).take_while(u8::is_ascii_hexdigit).count())
    };
    match unit(text) {
        Some(6) => {
            let high = u16::from_str_radix(&text[2..6], 16).unwrap_or(0);
            let paired = (0xD800..0xDC00).contains(&high) && unit(&text[6..]) == Some(6);
            if paired { 12 } else { 6 }
        }
        Some(length) => length,
        None => 1 + text[1..].chars().next().map_or(0, char::len_utf8),
    }
}

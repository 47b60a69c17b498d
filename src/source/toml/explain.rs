//! Rewrites the parser's errors for authors of résumés.

use std::ops::Range;

use toml::de::{DeTable, Error};

use crate::diagnostic::{Diagnostic, SourceId, Span};
use crate::source::limits::too_deep;
use crate::source::lines::{line_at, line_number, line_start};

/// Size in bytes above which only the first error is reported.
const ALL_MISTAKES_BYTES: usize = 1 << 20;

/// Maximum number of errors reported.
const MOST: usize = 20;

/// Describes the first error and further ones.
pub(super) fn syntax(id: SourceId, text: &str, first: &Error) -> Vec<Diagnostic> {
    let mut errors = if text.len() <= ALL_MISTAKES_BYTES {
        DeTable::parse_recoverable(text).1
    } else {
        vec![first.clone()]
    };
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    let mut diagnostics = Vec::new();
    let mut last_line = 0;
    for error in errors.into_iter().take(MOST) {
        let at = error.span().unwrap_or(0..0);
        let fault = Fault { text, at: at.start.min(text.len())..at.end.min(text.len()) };
        // One mistake often causes several errors on its line.
        let line = line_number(text, fault.at.start);
        if line == last_line {
            continue;
        }
        last_line = line;
        if error.message().contains("recurse") || error.message().contains("recursion") {
            return vec![too_deep(Span::new(id, fault.at))];
        }
        let (explanation, clear) = fault.explain(error.message());
        let code = if explanation.duplicate { "duplicate-key" } else { "toml-syntax" };
        diagnostics.push(
            Diagnostic::error(code, explanation.message)
                .at(Span::new(id, explanation.range))
                .hint(explanation.hint),
        );
        // Text after an unclosed bracket or quote is misinterpreted.
        if !clear {
            break;
        }
    }
    diagnostics
}

struct Explanation {
    range: Range<usize>,
    message: String,
    hint: String,
    duplicate: bool,
}

/// A position that the parser could not parse.
struct Fault<'a> {
    text: &'a str,
    at: Range<usize>,
}

impl Fault<'_> {
    /// Returns the explanation, and whether parsing can continue after it.
    fn explain(&self, message: &str) -> (Explanation, bool) {
        let mentions = |part: &str| message.contains(part);
        if mentions("duplicate key") || mentions("cannot extend") {
            return (self.duplicate(message), true);
        }
        if mentions("basic string") || mentions("literal string") && mentions("invalid") {
            return (self.unclosed_quote(), false);
        }
        if mentions("unclosed array")
            || mentions("unclosed inline table")
            || mentions("missing comma between")
        {
            return self.brackets();
        }
        let explanation = if mentions("unclosed table") || mentions("unclosed array of tables") {
            self.here(
                self.line(),
                "this heading has no closing `]`",
                "write `[name]` on a separate line",
            )
        } else if mentions("unexpected key or value") {
            self.after_value()
        } else if mentions("no value") || mentions("invalid unquoted key") {
            self.no_value()
        } else if mentions("keys cannot be empty") || mentions("expected key") {
            self.no_key()
        } else if mentions("must be quoted")
            || mentions("invalid boolean")
            || mentions("invalid float")
        {
            self.unquoted()
        } else if mentions("date")
            || mentions("leading zero")
            || mentions("between digits")
            || mentions("number")
        {
            self.unquoted_number(message)
        } else if mentions("escape") {
            self.escape()
        } else {
            self.here(
                self.at.clone(),
                format!("this is not valid TOML ({message})"),
                "put text in quotes: `key = \"text\"`",
            )
        };
        (explanation, true)
    }

    fn here(
        &self,
        range: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Explanation {
        Explanation { range, message: message.into(), hint: hint.into(), duplicate: false }
    }

    fn line(&self) -> Range<usize> {
        line_at(self.text, self.at.start)
    }

    /// Returns the value of the line, after its first `=`.
    fn value(&self) -> Range<usize> {
        let line = self.line();
        let Some(equals) = self.text[line.clone()].find('=') else { return line };
        let rest = &self.text[line.start + equals + 1..line.end];
        let start = line.end - rest.trim_start().len();
        start.max(line.start)..line.end
    }

    fn duplicate(&self, message: &str) -> Explanation {
        let key = self.text[self.at.clone()].to_owned();
        let mut hint = match self.first_definition() {
            Some(line) => format!("the first is on line {line}: remove or rename one"),
            None => "remove or rename one".to_owned(),
        };
        if self.text[self.line()].starts_with('[') {
            hint += &format!("; in a list, every heading is in double brackets: `[[{key}]]`");
        }
        let message = if message.contains("cannot extend") {
            format!("the key `{key}` has a value already, so it cannot be a table")
        } else {
            format!("duplicate key `{key}`")
        };
        Explanation { range: self.at.clone(), message, hint, duplicate: true }
    }

    /// Finds the line with the same key or heading, as far as the text shows.
    fn first_definition(&self) -> Option<usize> {
        let start = line_start(self.text, self.at.start);
        let line = &self.text[self.line()];
        let heading = line.starts_with('[');
        let name = |line: &str| -> String {
            let line = line.split(['=', '#']).next().unwrap_or_default();
            line.trim().trim_matches(['[', ']']).trim().to_owned()
        };
        let wanted = name(line);
        let mut found = None;
        for (number, earlier) in self.text[..start].lines().enumerate() {
            let earlier = earlier.trim();
            if heading {
                if earlier.starts_with('[') && name(earlier) == wanted {
                    return Some(number + 1);
                }
            } else if earlier.starts_with('[') {
                found = None;
            } else if earlier.contains('=') && name(earlier) == wanted {
                found.get_or_insert(number + 1);
            }
        }
        found
    }

    fn unclosed_quote(&self) -> Explanation {
        let start = line_start(self.text, self.at.start);
        let value = self.value();
        let quote = [self.text[value.clone()].find(['"', '\'']).map(|at| value.start + at)]
            .into_iter()
            .flatten()
            .next();
        // A multi-line string may have started above.
        let open = quote.filter(|at| *at < self.at.start).or_else(|| {
            self.text[..start].rfind("\"\"\"").or_else(|| self.text[..start].rfind("'''"))
        });
        let open = open.unwrap_or(self.at.start);
        let length = self.text[open..].chars().next().map_or(0, char::len_utf8);
        self.here(
            open..open + length,
            "this quotation mark is never closed",
            "close it on the same line; multi-line text is written between `\"\"\"`",
        )
    }

    fn brackets(&self) -> (Explanation, bool) {
        let mut open = Vec::new();
        let mut quote = None;
        let mut comment = false;
        for (at, c) in self.text[..self.at.start].char_indices() {
            match (c, quote) {
                ('\n', _) => (quote, comment) = (None, false),
                _ if comment => {}
                (_, Some(q)) if c == q => quote = None,
                (_, Some(_)) => {}
                ('"' | '\'', None) => quote = Some(c),
                ('#', None) => comment = true,
                ('[' | '{', None) => open.push((at, c)),
                (']' | '}', None) => {
                    open.pop();
                }
                _ => {}
            }
        }
        let Some((at, bracket)) = open.pop() else {
            let message = "missing comma";
            return (self.here(self.at.clone(), message, "separate values with commas"), false);
        };
        let close = if bracket == '{' { '}' } else { ']' };
        let line = &self.text[self.line()];
        let same_line = !self.text[at..self.at.start].contains('\n');
        // A line that sets a key cannot be part of a list.
        let new_key =
            !same_line && (bracket == '{' || line.contains('=')) && !line.starts_with(['{', '"']);
        let end = self.text[self.at.start..].trim().is_empty();
        if end || new_key {
            let explanation = self.here(
                at..at + 1,
                format!("this `{bracket}` is never closed"),
                format!("close it with `{close}`"),
            );
            return (explanation, false);
        }
        (self.here(self.at.clone(), "missing comma", "separate values with commas"), false)
    }

    fn no_value(&self) -> Explanation {
        let range = self.line();
        let line = &self.text[range.clone()];
        if line.starts_with(['{', '<']) || line.starts_with("---") {
            return self.here(
                range.start..range.start + 1,
                "this is not TOML",
                "end the file's name in `.json`, `.yaml` or `.xml` if that is its format",
            );
        }
        if let Some((key, value)) = line.split_once(':')
            && !key.contains('=')
        {
            let colon = range.start + key.len();
            let shown = if key.contains(' ') { "key" } else { key };
            return self.here(
                colon..colon + 1,
                "expected `=`, found `:`",
                format!("write `{shown} = \"{}\"`", value.trim().trim_matches('"')),
            );
        }
        let key = line.split('=').next().unwrap_or(line).trim_end();
        if line.contains('=') {
            let hint = format!("put it in quotes: {}", quoted(key));
            let range = range.start..range.start + key.len();
            return self.here(range, format!("the key `{key}` needs quotes"), hint);
        }
        self.here(range, "this line has no `=`", "write `key = \"value\"`; start comments with `#`")
    }

    fn no_key(&self) -> Explanation {
        let range = self.line();
        if self.text[range.clone()].starts_with(['{', '<']) {
            return self.no_value();
        }
        self.here(range, "missing key", "write `key = \"value\"`, and headings as `[key]`")
    }

    fn unquoted(&self) -> Explanation {
        let range = self.value();
        let value = self.text[range.clone()].split(" #").next().unwrap_or_default().trim_end();
        let range = range.start..range.start + value.len();
        match value {
            "" => self.here(
                self.at.clone(),
                "missing value after `=`",
                "write `\"\"` for an empty text, or leave the key out",
            ),
            "null" | "nil" | "none" | "None" | "~" => {
                self.here(range, format!("invalid value `{value}` in TOML"), "leave the key out")
            }
            _ => self.here(
                if self.at.is_empty() { range } else { self.at.clone() },
                "text must be quoted",
                format!(
                    "put it in quotes: {}",
                    quoted(if self.at.is_empty() { value } else { &self.text[self.at.clone()] })
                ),
            ),
        }
    }

    fn unquoted_number(&self, message: &str) -> Explanation {
        let reason = message.split(", expected").next().unwrap_or(message);
        // The parser reports a single character; the surrounding value is more helpful.
        let range = self.token();
        let value = &self.text[range.clone()];
        self.here(
            range.clone(),
            format!("`{value}` is neither a number nor a full date ({reason})"),
            format!("put it in quotes: {}", quoted(value)),
        )
    }

    /// Returns the unquoted value around the error.
    fn token(&self) -> Range<usize> {
        let ends = [' ', '\t', '\n', '\r', ',', ']', '}', '=', '[', '{', '#'];
        let start = self.text[..self.at.start].rfind(ends).map_or(0, |at| at + 1);
        let end =
            self.text[self.at.start..].find(ends).map_or(self.text.len(), |at| self.at.start + at);
        start..end.max(start)
    }

    fn after_value(&self) -> Explanation {
        let start = self.at.start;
        let line = self.text[start..].lines().next().unwrap_or_default();
        let lead = line.len() - line.trim_start().len();
        let range = start + lead..start + line.trim_end().len().max(lead);
        let hint = if line.trim_start().starts_with(',') {
            "set one key on each line, without commas between"
        } else if self.text[..start].ends_with('\'') {
            "put text that contains an apostrophe in `\"`"
        } else {
            "set one key on each line; write `\\\"` for a quotation mark within a text"
        };
        self.here(range, "unexpected text after the value", hint)
    }

    fn escape(&self) -> Explanation {
        let slash = self.text[..self.at.start].rfind('\\').unwrap_or(self.at.start);
        let length = self.text[self.at.start..].chars().next().map_or(0, char::len_utf8);
        let range = slash..self.at.end.max(self.at.start + length);
        let escape = self.text[range.clone()].to_owned();
        self.here(
            range,
            format!("unknown escape `{escape}`"),
            "write `\\\\` for a backslash, or put the text in single quotes",
        )
    }
}

/// Quotes a value for a hint, shortened if long.
fn quoted(value: &str) -> String {
    let value = value.trim().trim_matches('"');
    match value.char_indices().nth(40) {
        Some((end, _)) => format!("`\"{}…\"`", &value[..end]),
        None if value.contains(['"', '\\']) => format!("`'{value}'`"),
        None => format!("`\"{value}\"`"),
    }
}

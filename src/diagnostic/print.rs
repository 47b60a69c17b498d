use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde_json::{Value, json};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;

use super::{Diagnostic, Severity, Sources, Span};
use crate::path::Path;

/// A format of messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MessageFormat {
    /// With the source line and a caret.
    #[default]
    Human,
    /// One line each: `file:line:column: severity: message`.
    Short,
    /// One JSON object per line.
    Json,
}

impl MessageFormat {
    pub const ALL: [Self; 3] = [Self::Human, Self::Short, Self::Json];

    /// Returns the name used by `--message-format`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Short => "short",
            Self::Json => "json",
        }
    }

    /// Returns the format with a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// Formats a diagnostic, with a final line break.
///
/// Escapes characters that would affect the terminal or the direction of the line.
pub fn render(
    diagnostic: &Diagnostic,
    sources: &Sources,
    format: MessageFormat,
    color: bool,
) -> String {
    let place = diagnostic.span.map(|span| Place::of(span, sources));
    let diagnostic = &Diagnostic {
        message: shortened(&diagnostic.message),
        hints: diagnostic.hints.iter().map(|hint| shortened(hint)).collect(),
        ..diagnostic.clone()
    };
    match format {
        MessageFormat::Human => human(diagnostic, place.as_ref(), color),
        MessageFormat::Short => short(diagnostic, place.as_ref()),
        MessageFormat::Json => object(diagnostic, place.as_ref()),
    }
}

impl Severity {
    /// Returns the name: `note`, `warning` or `error`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// The first line of a span and its position in the file.
struct Place<'a> {
    file: &'a str,
    span: Span,
    /// Text of the line.
    line: &'a str,
    /// Byte offset of the line.
    start: usize,
    /// Starts at 1.
    line_number: usize,
    /// In graphemes, starting at 1.
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl<'a> Place<'a> {
    fn of(span: Span, sources: &'a Sources) -> Self {
        let text = sources.text(span.source);
        let floor = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (from, to) = (floor(span.start as usize), floor(span.end as usize));
        let position = |at: usize| {
            let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
            let number = text[..at].bytes().filter(|b| *b == b'\n').count() + 1;
            let before = &text[start..at];
            // Counting graphemes in a very long line would be slow.
            let column = match before.len() {
                0..=LONGEST_COUNTED => before.graphemes(true).count(),
                _ => before.chars().count(),
            };
            (start, number, column + 1)
        };
        let (start, line_number, column) = position(from);
        let (_, end_line, end_column) = position(to.max(from));
        let end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let line = text[start..end].trim_end_matches('\r');
        let file = sources.name(span.source);
        let above = sources.first_line(span.source) - 1;
        let (line_number, end_line) = (above + line_number, above + end_line);
        Self { file, span, line, start, line_number, column, end_line, end_column }
    }

    /// Returns the displayed part of the line, and the range of the span within it.
    fn shown(&self) -> (String, std::ops::Range<usize>) {
        let within =
            |at: u32| self.line.floor_char_boundary((at as usize).saturating_sub(self.start));
        let (from, to) = (within(self.span.start), within(self.span.end));
        let window = window(self.line, from, to.max(from));
        let to = to.clamp(from, window.end);
        let mut line = if window.start > 0 { "…".to_owned() } else { String::new() };
        line += &escape_but_tabs(&self.line[window.start..from]);
        let start = line.len();
        line += &escape_but_tabs(&self.line[from..to]);
        let end = line.len();
        line += &escape_but_tabs(&self.line[to..window.end]);
        if window.end < self.line.len() {
            line.push('…');
        }
        (line, start..end)
    }
}

/// Maximum byte offset in a line up to which columns are counted in graphemes.
const LONGEST_COUNTED: usize = 10_000;
/// Maximum length in bytes of a line that is shown completely, and of the text shown around the
/// span of a longer one.
const LONGEST_LINE: usize = 240;
const BEFORE: usize = 60;
const AFTER: usize = 120;

/// Returns the range of a line that is shown around a span.
fn window(line: &str, from: usize, to: usize) -> std::ops::Range<usize> {
    if line.len() <= LONGEST_LINE {
        return 0..line.len();
    }
    let start = line.floor_char_boundary(from.saturating_sub(BEFORE));
    let end = line.floor_char_boundary(to.min(from + AFTER).saturating_add(AFTER));
    start..end.max(from)
}

/// Maximum length of a message that is shown completely, and of the parts shown of a longer one, in
/// bytes. A message may contain a value as long as a file.
const LONGEST_MESSAGE: usize = 600;
const HEAD: usize = 300;
const TAIL: usize = 200;

/// Shortens a long message.
fn shortened(text: &str) -> String {
    if text.len() <= LONGEST_MESSAGE || text.chars().nth(LONGEST_MESSAGE).is_none() {
        return text.to_owned();
    }
    let head = text.char_indices().nth(HEAD).map_or(text.len(), |(at, _)| at);
    let tail = text.char_indices().rev().nth(TAIL).map_or(0, |(at, _)| at);
    format!("{}…{}", &text[..head], &text[tail..])
}

fn human(diagnostic: &Diagnostic, place: Option<&Place>, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let shown = place.map(|place| (place, escape(place.file), place.shown()));
    let mut group = level.primary_title(escape(&diagnostic.message)).elements(shown.as_ref().map(
        |(place, path, (line, range))| {
            Snippet::source(line.as_str())
                .path(path.as_str())
                .line_start(place.line_number)
                .annotation(AnnotationKind::Primary.span(range.clone()))
        },
    ));
    if let (None, Some(path)) = (place, &diagnostic.path)
        && *path != Path::ROOT
    {
        group = group.element(Level::NOTE.message(format!("in `{}`", escape(&path.to_string()))));
    }
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.with_name("hint").message(escape(hint)));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let message = format!("{}\n", renderer.render(&[group]));
    // The column refers to the file rather than to the displayed part.
    let Some((place, path, (line, range))) = &shown else { return without_gutter(&message) };
    let column = line[..range.start].chars().count() + 1;
    if column == place.column {
        return message;
    }
    let header = |column| format!("{path}:{}:{column}", place.line_number);
    message.replacen(&header(column), &header(place.column), 1)
}

/// Removes the separator between message and source if there is no source.
fn without_gutter(text: &str) -> String {
    let is_gutter = |line: &&str| anstream::adapter::strip_str(line).to_string().trim() == "|";
    text.split_inclusive('\n').filter(|line| !is_gutter(line)).collect()
}

fn short(diagnostic: &Diagnostic, place: Option<&Place>) -> String {
    let mut line = String::new();
    if let Some(place) = place {
        let _ = write!(line, "{}:{}:{}: ", escape(place.file), place.line_number, place.column);
    }
    let _ = write!(line, "{}: {}", diagnostic.severity.name(), escape(&diagnostic.message));
    for hint in &diagnostic.hints {
        let _ = write!(line, "; hint: {}", escape(hint));
    }
    line.push('\n');
    line
}

fn object(diagnostic: &Diagnostic, place: Option<&Place>) -> String {
    let span = place.map(|place| {
        json!({
            "file": place.file,
            "start": {
                "line": place.line_number,
                "column": place.column,
                "byte": place.span.start,
            },
            "end": {
                "line": place.end_line,
                "column": place.end_column,
                "byte": place.span.end,
            },
        })
    });
    json_line(&json!({
        "type": "message",
        "code": diagnostic.code,
        "severity": diagnostic.severity.name(),
        "path": diagnostic.path.as_ref().map(ToString::to_string),
        "span": span,
        "message": diagnostic.message,
        "hints": diagnostic.hints,
    }))
}

/// Formats a JSON value on one line that is safe to print on a terminal, with a final line break.
pub fn json_line(value: &Value) -> String {
    // Unsafe characters occur only in strings, where escaping them does not change the value.
    let mut line = String::new();
    for c in value.to_string().chars() {
        if is_harmful(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(line, "\\u{unit:04x}");
            }
        } else {
            line.push(c);
        }
    }
    line.push('\n');
    line
}

/// Escapes unsafe characters as `\u{…}`.
pub fn escape(text: &str) -> String {
    escape_where(text, is_harmful)
}

fn escape_but_tabs(text: &str) -> String {
    escape_where(text, |c| c != '\t' && is_harmful(c))
}

fn escape_where(text: &str, escapes: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if escapes(c) { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    out
}

/// Returns whether a character controls the terminal, changes the text direction or is invisible.
fn is_harmful(c: char) -> bool {
    use GeneralCategory::{Control, Format, LineSeparator, ParagraphSeparator};
    matches!(c.general_category(), Control | Format | LineSeparator | ParagraphSeparator)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources() -> (Sources, Span) {
        let mut sources = Sources::default();
        let text = "basics:\n  näme: Ada 🦀 Byron\n";
        let id = sources.add("ada.yaml", text);
        let at = text.find("näme").expect("it is there");
        (sources, Span::new(id, at..at + "näme".len()))
    }

    fn diagnostic(span: Span) -> Diagnostic {
        Diagnostic::error("unknown-key", "unknown key `näme`")
            .at(span)
            .on(&Path::ROOT.key("basics").key("näme"))
            .hint("did you mean `name`?")
    }

    #[test]
    fn a_message_points_to_its_own_text_among_more_than_65536() {
        let mut sources = Sources::default();
        for number in 0..65_700 {
            sources.add(format!("{number}.yaml"), format!("name: Person {number}\n"));
        }
        let id = sources.add("last.yaml", "name: Last\n");
        let last = Diagnostic::warning("x", "odd").at(Span::new(id, 6..10));
        let shown = render(&last, &sources, MessageFormat::Human, false);
        assert!(shown.contains("last.yaml:1:7") && shown.contains("name: Last"), "{shown}");
    }

    #[test]
    fn lines_and_columns_beyond_65536_are_exact() {
        let mut sources = Sources::default();
        let text = format!("{}{}: b\n", "a: 1\n".repeat(70_000), " ".repeat(66_000));
        let id = sources.add("long.yaml", text.as_str());
        let at = text.len() - 5;
        let found = Diagnostic::warning("x", "odd").at(Span::new(id, at..at + 1));
        let shown = render(&found, &sources, MessageFormat::Short, false);
        assert!(shown.starts_with("long.yaml:70001:66000: warning: odd"), "{shown}");
    }

    #[test]
    fn the_human_format_shows_file_line_caret_and_hint() {
        let (sources, span) = sources();
        insta::assert_snapshot!(
            render(&diagnostic(span), &sources, MessageFormat::Human, false),
            @"
        error: unknown key `näme`
         --> ada.yaml:2:3
          |
        2 |   näme: Ada 🦀 Byron
          |   ^^^^
          |
          = hint: did you mean `name`?
        "
        );
    }

    #[test]
    fn a_message_without_a_position_shows_its_hints() {
        let diagnostic = Diagnostic::warning("short-page", "page 2 is nearly empty")
            .hint("`--pages 1` closes up the pages")
            .hint("so does a smaller font");
        let render = |color| render(&diagnostic, &Sources::default(), MessageFormat::Human, color);
        insta::assert_snapshot!(render(false), @"
        warning: page 2 is nearly empty
         = hint: `--pages 1` closes up the pages
         = hint: so does a smaller font
        ");
        assert_eq!(anstream::adapter::strip_str(&render(true)).to_string(), render(false));
    }

    #[test]
    fn long_lines_and_values_are_shortened_around_the_error() {
        let mut sources = Sources::default();
        let filler = "word ".repeat(500_000);
        let text = format!("{filler}näme{filler}");
        let id = sources.add("cv.json", text.as_str());
        let span = Span::new(id, filler.len()..filler.len() + "näme".len());
        let long_diagnostic =
            Diagnostic::error("unknown-key", format!("unknown key `{filler}`")).at(span);
        for (format, most) in
            [(MessageFormat::Human, 1_200), (MessageFormat::Short, 700), (MessageFormat::Json, 900)]
        {
            let message = render(&long_diagnostic, &sources, format, false);
            assert!(message.len() < most, "{}: {message}", message.len());
            assert!(message.contains('…'), "{message}");
        }
        let human = render(&long_diagnostic, &sources, MessageFormat::Human, false);
        assert!(human.contains("cv.json:1:2500001\n"), "{human}");
        assert!(human.contains("word nämeword") && human.contains(" ^^^^\n"), "{human}");
    }

    #[test]
    fn the_short_format_is_one_line() {
        let (sources, span) = sources();
        insta::assert_snapshot!(
            render(&diagnostic(span), &sources, MessageFormat::Short, false),
            @"ada.yaml:2:3: error: unknown key `näme`; hint: did you mean `name`?"
        );
    }

    #[test]
    fn the_json_format_has_byte_offsets_and_columns() {
        let (sources, span) = sources();
        insta::assert_snapshot!(
            render(&diagnostic(span), &sources, MessageFormat::Json, false),
            @r#"{"type":"message","code":"unknown-key","severity":"error","path":"basics.näme","span":{"file":"ada.yaml","start":{"line":2,"column":3,"byte":10},"end":{"line":2,"column":7,"byte":15}},"message":"unknown key `näme`","hints":["did you mean `name`?"]}"#
        );
    }

    #[test]
    fn directional_control_characters_are_escaped() {
        assert_eq!(escape("a\u{202e}b\u{7}c\n"), "a\\u{202e}b\\u{7}c\\u{a}");
    }

    #[test]
    fn source_lines_and_json_are_safe_to_print() {
        let mut sources = Sources::default();
        let text = "a: \u{202e}\u{1b}[31mx\u{e0041}y\r\n";
        let id = sources.add("\u{200b}cv.yaml", text);
        let at = text.find('x').expect("it is there");
        let diagnostic =
            Diagnostic::error("odd", "odd `\u{2067}x`").at(Span::new(id, at..text.len()));
        insta::assert_snapshot!(render(&diagnostic, &sources, MessageFormat::Human, false), @r"
        error: odd `\u{2067}x`
         --> \u{200b}cv.yaml:1:10
          |
        1 | a: \u{202e}\u{1b}[31mx\u{e0041}y
          |                      ^^^^^^^^^^^
        ");
        let json = render(&diagnostic, &sources, MessageFormat::Json, false);
        insta::assert_snapshot!(json, @r#"{"type":"message","code":"odd","severity":"error","path":null,"span":{"file":"\u200bcv.yaml","start":{"line":1,"column":10,"byte":11},"end":{"line":2,"column":1,"byte":19}},"message":"odd `\u2067x`","hints":[]}"#);
        let value: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
        assert_eq!(value["message"], "odd `\u{2067}x`");
    }
}

//! Text ready for typesetting.

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::line_breaks::{self, JOINT, LONGEST_WHOLE, LineBreakRules, SEAM, is_wide};
use super::narrow;
use crate::view::{self, Inline, Run};

/// Maximum characters of the last two words of a line that are kept together.
const LONGEST_END: usize = 24;

/// Minimum letters on the last line of a paragraph in a script without blanks.
const SHORTEST_END: usize = 4;

/// Inline text with the control characters of [`line_breaks`]; serialised as an array of strings
/// and tagged maps.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Piece>);

/// A piece of text.
///
/// Serialised as a bare string, or as `{"kind": "strong" | "emphasis" | "italic" | "code" | "link"
/// | "break" | "foreign" | "box" | "fitted" | "role", "body": [..], …}`.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    Plain(String),
    Strong(Text),
    /// Emphasis in the data.
    Emphasis(Text),
    /// Italics by convention, as in the title of a journal.
    Italic(Text),
    Code(String),
    Link {
        url: String,
        body: Text,
    },
    Foreign {
        lang: String,
        region: Option<String>,
        dir: Option<&'static str>,
        /// Whether it needs isolation, because adjacent signs would take its direction.
        apart: bool,
        body: Text,
    },
    Break,
    /// Text without line breaks, used where control characters are not allowed.
    Box(Text),
    /// Pieces of text that are set smaller if each fits on a line then; otherwise they break.
    Fitted(Text),
    /// Text in a named role, styled by the theme.
    Role(&'static str, Text),
}

impl Text {
    /// Creates text without markup.
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![Piece::Plain(text.into())])
    }

    /// Returns whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns whether the text ends in a sign after which there is no full stop.
    pub(super) fn is_ended(&self) -> bool {
        self.text().ends_with(['.', ':', '!', '?', '…', '。', '：', '！', '？', '।'])
    }

    pub fn push_str(&mut self, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Plain(last)) => last.push_str(text),
            _ => self.0.push(Piece::Plain(text.to_owned())),
        }
    }

    pub fn push(&mut self, other: Self) {
        for piece in other.0 {
            match piece {
                Piece::Plain(text) => self.push_str(&text),
                piece => self.0.push(piece),
            }
        }
    }

    /// Returns the text in a role.
    pub fn in_role(self, role: &'static str) -> Self {
        Self(vec![Piece::Role(role, self)])
    }

    /// Returns the text without line break opportunities.
    pub fn whole(mut self) -> Self {
        // Joints would suppress Typst's spacing between wide letters and others.
        if self.text().contains(is_wide) {
            self.unmark();
            return Self(vec![Piece::Box(self)]);
        }
        self.hold(&mut true);
        self
    }

    /// Removes the control characters.
    pub(super) fn unmark(&mut self) {
        for piece in &mut self.0 {
            match piece {
                Piece::Plain(text) | Piece::Code(text) => *text = line_breaks::unmarked(text),
                piece => piece.body_mut().into_iter().for_each(Self::unmark),
            }
        }
    }

    fn hold(&mut self, is_first: &mut bool) {
        for piece in &mut self.0 {
            match piece {
                Piece::Plain(text) | Piece::Code(text) => {
                    let held = line_breaks::whole(&line_breaks::unmarked(text));
                    *text = if std::mem::take(is_first) { held } else { format!("{JOINT}{held}") };
                }
                piece => piece.body_mut().into_iter().for_each(|body| body.hold(is_first)),
            }
        }
    }

    /// Keeps a number and its unit on one line.
    pub fn counted(mut self) -> Self {
        self.rebreak(&line_breaks::counted);
        self
    }

    /// Allows breaks in a line of an address only after commas.
    pub(super) fn in_parts(mut self, rules: LineBreakRules) -> Self {
        self.rebreak(&|text| line_breaks::in_parts(text, rules));
        self
    }

    /// Keeps the last two words on one line if they are short.
    pub(super) fn end_whole(mut self) -> Self {
        self.hold_end(&mut 0);
        self
    }

    /// Holds the last two words before `after` characters, which are part of the last word. Returns
    /// whether the blank between them was found.
    fn hold_end(&mut self, after: &mut usize) -> bool {
        self.0.iter_mut().rev().any(|piece| match piece {
            Piece::Plain(text) => {
                let Some(at) = text.rfind(' ') else {
                    *after += text.chars().count();
                    return false;
                };
                let (before, last) = text.split_at(at + 1);
                let word = before.trim_end().rsplit(' ').next().unwrap_or_default();
                let is_short = word.chars().chain(last.chars()).count() + *after <= LONGEST_END;
                if is_short && *after + last.len() > 0 && !last.starts_with(JOINT) {
                    text.insert(at + 1, JOINT);
                }
                true
            }
            Piece::Code(text) => {
                *after += text.chars().count();
                text.contains(' ')
            }
            Piece::Break => true,
            piece => piece.body_mut().is_some_and(|body| body.hold_end(after)),
        })
    }

    fn last_letter(&self) -> Option<char> {
        self.0.iter().rev().find_map(|piece| match piece {
            Piece::Plain(text) | Piece::Code(text) => {
                text.chars().rev().find(|c| c.is_alphanumeric())
            }
            piece => piece.body().and_then(Self::last_letter),
        })
    }

    /// Keeps the end of a paragraph on one line, so that no short word is alone on the last: the
    /// last two words, or the last letters if they are wide, between any two of which lines may
    /// break.
    pub(super) fn without_runt(mut self) -> Self {
        if !self.last_letter().is_some_and(is_wide) {
            return self.end_whole();
        }
        if let Some(Piece::Plain(text)) = self.0.last_mut() {
            *text = with_wide_end_whole(text);
        }
        self
    }

    fn rebreak(&mut self, convert: &dyn Fn(&str) -> String) {
        for piece in &mut self.0 {
            match piece {
                Piece::Plain(text) => *text = convert(text),
                piece => piece.body_mut().into_iter().for_each(|body| body.rebreak(convert)),
            }
        }
    }

    /// Returns the length in characters; wide characters count twice.
    pub fn chars(&self) -> usize {
        columns(&self.text())
    }

    /// Joins lines with line breaks.
    pub(super) fn in_lines(lines: impl IntoIterator<Item = Self>) -> Self {
        let mut joined = Self::default();
        for (i, line) in lines.into_iter().enumerate() {
            if i > 0 {
                joined.0.push(Piece::Break);
            }
            joined.push(line);
        }
        joined
    }

    /// Returns the text without markup and control characters.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.push_text(&mut out);
        line_breaks::unmarked(&out)
    }

    fn push_text(&self, out: &mut String) {
        for piece in &self.0 {
            match piece {
                Piece::Plain(text) | Piece::Code(text) => out.push_str(text),
                Piece::Break => out.push(' '),
                piece => piece.body().into_iter().for_each(|body| body.push_text(out)),
            }
        }
    }
}

impl Piece {
    fn body(&self) -> Option<&Text> {
        match self {
            Self::Strong(body)
            | Self::Emphasis(body)
            | Self::Italic(body)
            | Self::Link { body, .. }
            | Self::Foreign { body, .. }
            | Self::Box(body)
            | Self::Fitted(body)
            | Self::Role(_, body) => Some(body),
            Self::Plain(_) | Self::Code(_) | Self::Break => None,
        }
    }

    fn body_mut(&mut self) -> Option<&mut Text> {
        match self {
            Self::Strong(body)
            | Self::Emphasis(body)
            | Self::Italic(body)
            | Self::Link { body, .. }
            | Self::Foreign { body, .. }
            | Self::Box(body)
            | Self::Fitted(body)
            | Self::Role(_, body) => Some(body),
            Self::Plain(_) | Self::Code(_) | Self::Break => None,
        }
    }
}

impl LineBreakRules {
    /// Converts inline text of the view.
    pub fn text(self, inline: &Inline) -> Text {
        let runs = &inline.0;
        let piece = |(i, run): (usize, &Run)| match run {
            Run::Text(text) => Piece::Plain(self.mark(text)),
            Run::Strong(body) => Piece::Strong(self.text(body)),
            Run::Emphasis(body) => Piece::Emphasis(self.text(body)),
            Run::Code(text) if text.chars().count() <= LONGEST_WHOLE && self.fits_code(text) => {
                Piece::Code(line_breaks::whole(text))
            }
            Run::Code(text) => Piece::Code(self.mark(text)),
            Run::Link { url, body } => Piece::Link { url: url.clone(), body: self.text(body) },
            Run::Foreign { lang, region, dir, body } => {
                let before = i.checked_sub(1).and_then(|i| runs.get(i));
                Piece::Foreign {
                    lang: lang.clone(),
                    region: region.clone(),
                    dir: *dir,
                    apart: dir.is_some()
                        && is_apart(before, runs.get(i + 1))
                        && chars(body) <= LONGEST_WHOLE,
                    body: self.text(body),
                }
            }
            Run::Break => Piece::Break,
        };
        Text(runs.iter().enumerate().map(piece).collect())
    }

    /// Returns whether code fits on one line: its letters are wider than others.
    fn fits_code(self, code: &str) -> bool {
        self.fits(&"n".repeat(code.chars().count() * 5 / 4))
    }

    /// Prevents line breaks in text that fits on one line.
    pub fn whole(self, text: Text) -> Text {
        if self.fits(&text.text()) { text.whole() } else { text }
    }

    /// Allows breaks in an address after its slashes, and within a part only if that is wider than
    /// a line in a smaller size, too.
    pub(super) fn address(self, address: Text) -> Text {
        let pieces = address.0.into_iter().map(|piece| match piece {
            Piece::Plain(text) => self.address_in_parts(&line_breaks::unmarked(&text)),
            mut piece => {
                if let Some(body) = piece.body_mut() {
                    *body = self.address(std::mem::take(body));
                }
                piece
            }
        });
        Text(pieces.collect())
    }

    fn address_in_parts(self, address: &str) -> Piece {
        let parts = narrow::after_slashes(address);
        let marked = |part| {
            if self.fits(part) { line_breaks::whole(part) } else { self.broken_address(part) }
        };
        let marked_parts: Vec<String> = parts.iter().map(|part| marked(part)).collect();
        if parts.iter().all(|part| self.fits(part)) {
            return Piece::Plain(marked_parts.join(SEAM.encode_utf8(&mut [0; 4])));
        }
        let pieces = marked_parts
            .into_iter()
            .enumerate()
            .map(|(i, part)| Piece::Plain(if i == 0 { part } else { format!("{SEAM}{part}") }));
        Piece::Fitted(Text(pieces.collect()))
    }

    /// Converts inline text for a heading. Uses boxes instead of control characters, which would
    /// appear in outlines.
    pub fn heading(self, inline: &Inline) -> Text {
        in_boxes(self.text(inline))
    }

    /// Converts the text of a slot, as a link if it has a target.
    pub fn slot(self, slot: &view::Slot) -> Text {
        linked(self.text(&slot.text), slot.url.as_deref())
    }
}

/// Returns text as a link if there is a target.
pub(super) fn linked(body: Text, url: Option<&str>) -> Text {
    match url {
        Some(url) => Text(vec![Piece::Link { url: url.to_owned(), body }]),
        None => body,
    }
}

/// Returns a lead, which may be followed by text in another style. A wide bracket at its end is in
/// a box with what it contains: Typst only removes the blank half of a bracket within a style and
/// at the end of a box.
pub(super) fn as_lead(text: Text) -> Text {
    let mut lead = in_boxes(text);
    if let Some(Piece::Plain(last)) = lead.0.last_mut()
        && last.ends_with('）')
        && let Some(start) = last.rfind('（')
        && last[start..].chars().count() <= LONGEST_WHOLE
    {
        let aside = last.split_off(start);
        lead.0.retain(|piece| *piece != Piece::Plain(String::new()));
        lead.0.push(Piece::Box(Text::plain(aside)));
    }
    lead
}

fn with_wide_end_whole(text: &str) -> String {
    let mut letters = text.char_indices().rev().filter(|(_, c)| c.is_alphanumeric());
    if !letters.clone().next().is_some_and(|(_, last)| is_wide(last)) {
        return text.to_owned();
    }
    let Some((start, _)) = letters.nth(SHORTEST_END - 1) else { return text.to_owned() };
    let mut out = text[..start].to_owned();
    let mut last = None;
    for c in text[start..].chars() {
        // Between wide letters and others a joint would remove the space.
        let is_between = |last| last == ' ' || is_wide(last) && is_wide(c);
        if last.is_some_and(is_between) && c.is_alphanumeric() {
            out.push(JOINT);
        }
        out.push(c);
        last = Some(c);
    }
    out
}

/// Replaces the control characters by boxes.
pub(super) fn in_boxes(text: Text) -> Text {
    let pieces = text.0.into_iter().flat_map(|piece| match piece {
        Piece::Plain(text) => boxes(&text),
        Piece::Code(text) => boxes(&text).into_iter().map(as_code).collect(),
        mut piece => {
            if let Some(body) = piece.body_mut() {
                *body = in_boxes(std::mem::take(body));
            }
            vec![piece]
        }
    });
    Text(pieces.collect())
}

/// Returns plain text and the text of boxes as code.
fn as_code(piece: Piece) -> Piece {
    match piece {
        Piece::Plain(text) => Piece::Code(text),
        Piece::Box(body) => Piece::Box(Text(body.0.into_iter().map(as_code).collect())),
        piece => piece,
    }
}

/// Splits a string into pieces, with a box for each part that contains or ends at a control
/// character.
fn boxes(text: &str) -> Vec<Piece> {
    let mut out = Text::default();
    let mut part = String::new();
    let mut after_seam = false;
    let mut flush = |part: &mut String, at_seam: bool| {
        let plain = line_breaks::unmarked(part);
        let in_box = plain.len() != part.len() || at_seam;
        if plain.is_empty() || !in_box {
            out.push_str(&plain);
        } else {
            out.0.push(Piece::Box(Text::plain(plain)));
        }
        part.clear();
    };
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == SEAM {
            flush(&mut part, true);
            after_seam = true;
            continue;
        }
        let is_gap = c == ' ' && chars.peek() != Some(&JOINT) && !part.ends_with(JOINT);
        if is_gap {
            flush(&mut part, std::mem::take(&mut after_seam));
            part.push(c);
            flush(&mut part, false);
        } else {
            part.push(c);
        }
    }
    flush(&mut part, after_seam);
    out.0
}

/// Returns whether text in the other direction has no adjacent letters, so that a box causes no
/// additional break opportunity.
fn is_apart(before: Option<&Run>, after: Option<&Run>) -> bool {
    let hyphens = ['-', '־'];
    let ends =
        |text: &str| text.strip_suffix(hyphens).unwrap_or(text).ends_with(char::is_alphanumeric);
    let starts =
        |text: &str| text.strip_prefix(hyphens).unwrap_or(text).starts_with(char::is_alphanumeric);
    !matches!(before, Some(Run::Text(text)) if ends(text))
        && !matches!(after, Some(Run::Text(text)) if starts(text))
}

/// Returns the length of inline text in characters; wide characters count twice.
pub(super) fn chars(inline: &Inline) -> usize {
    columns(&inline.text())
}

fn columns(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

impl Serialize for Piece {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let kind = match self {
            Self::Plain(text) => return serializer.serialize_str(text),
            Self::Strong(_) => "strong",
            Self::Emphasis(_) => "emphasis",
            Self::Italic(_) => "italic",
            Self::Code(_) => "code",
            Self::Link { .. } => "link",
            Self::Foreign { .. } => "foreign",
            Self::Break => "break",
            Self::Box(_) => "box",
            Self::Fitted(_) => "fitted",
            Self::Role(..) => "role",
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", kind)?;
        match self {
            Self::Code(text) => map.serialize_entry("text", text)?,
            Self::Link { url, .. } => map.serialize_entry("url", url)?,
            Self::Role(role, _) => map.serialize_entry("role", role)?,
            Self::Foreign { lang, region, dir, apart, .. } => {
                map.serialize_entry("lang", lang)?;
                map.serialize_entry("region", region)?;
                map.serialize_entry("dir", dir)?;
                map.serialize_entry("apart", apart)?;
            }
            _ => {}
        }
        if let Some(body) = self.body() {
            map.serialize_entry("body", body)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_of_a_wide_paragraph_has_several_letters() {
        let end = |text: &str| with_wide_end_whole(text).replace(JOINT, "~");
        assert_eq!(end("编写的核查表被采用。"), "编写的核查表~被~采~用。");
        // A joint next to a figure would remove the space.
        assert_eq!(end("降至2023年的 2 起。"), "降至2023年~的 ~2 ~起。");
        assert_eq!(end("北"), "北");
        assert_eq!(end("北方的 ICU"), "北方的 ICU");
        assert_eq!(end("The last line"), "The last line");
    }
}

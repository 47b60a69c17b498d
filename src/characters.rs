//! Removes characters that are invisible and cause problems elsewhere.
//!
//! | Characters | On the page |
//! |---|---|
//! | control characters | removed; a tab becomes a space |
//! | directional overrides, embeddings and isolates: U+202A–202E, U+2066–2069, U+206A–206F | removed |
//! | zero-width characters: U+200B, U+2060–2064, U+FEFF, U+FFF9–FFFB, tags U+E0000–E007F | removed; U+200B is kept in scripts without spaces, tags in a flag |
//! | joiners: U+200C, U+200D | removed, except in scripts with joined letters and in emoji |
//! | soft hyphen: U+00AD | removed |
//! | private-use characters | the bullet, arrow or tick that Word's symbol fonts have there; else removed |
//! | line and paragraph separators: U+2028, U+2029, U+0085, U+000B, U+000C | a line break, a new paragraph |
//! | other spaces, directional marks (U+200E, U+200F, U+061C), variation selectors | kept |

use std::borrow::Cow;
use std::collections::BTreeSet;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::source::{Node, Path, Value};

/// Returns the letters and digits of a name in lower case, for comparing names.
pub fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The reason why a character is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Control,
    Direction,
    Width,
    Joiner,
    SoftHyphen,
    PrivateUse,
}

impl Kind {
    const ALL: [Self; 6] = [
        Self::Control,
        Self::Direction,
        Self::Width,
        Self::Joiner,
        Self::SoftHyphen,
        Self::PrivateUse,
    ];

    fn title(self) -> &'static str {
        match self {
            Self::Control => "control characters",
            Self::Direction => "characters that change the direction of text",
            Self::Width => "zero-width characters",
            Self::Joiner => "joiners between letters that do not join",
            Self::SoftHyphen => "soft hyphens",
            Self::PrivateUse => "private-use characters",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Control => "delete them: they print nothing",
            Self::Direction => "delete them: the direction follows from the letters",
            Self::Width | Self::Joiner => {
                "delete them: a program that reads the PDF would not find the word that contains them"
            }
            Self::SoftHyphen => "delete them: a program that reads the PDF would split the word",
            Self::PrivateUse => {
                "replace them with ordinary characters: what they look like depends on one font"
            }
        }
    }
}

/// What happens to a character that is not kept.
enum Change {
    Removed(Kind),
    Replaced(&'static str),
}

/// Maximum number of further places listed in a warning.
const MOST_PLACES: usize = 8;

/// Two spaces at the end of a line are a line break in markup.
const LINE: &str = "  \n";
const PARAGRAPH: &str = "  \n\n";

/// Characters of Symbol and Wingdings at the code points where Word puts them.
const SYMBOLS: [(char, &str); 14] = [
    ('\u{f020}', " "),
    ('\u{f02d}', "–"),
    ('\u{f06c}', "●"),
    ('\u{f06e}', "■"),
    ('\u{f06f}', "□"),
    ('\u{f0a7}', "▪"),
    ('\u{f0a8}', "□"),
    ('\u{f0b7}', "•"),
    ('\u{f0d8}', "➢"),
    ('\u{f0e0}', "→"),
    ('\u{f0e8}', "➔"),
    ('\u{f0f0}', "→"),
    ('\u{f0fc}', "✓"),
    ('\u{f0fe}', "✓"),
];

/// Returns the character that a private-use character of Word looks like.
pub fn symbol(c: char) -> Option<&'static str> {
    SYMBOLS.iter().find(|(symbol, _)| *symbol == c).map(|(_, shown)| *shown)
}

/// Returns a text without characters that must not be printed.
pub fn without_unprintable(text: &str) -> Cow<'_, str> {
    if !is_suspect(text) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    each_change(text, |c, change| match change {
        None => kept.push(c),
        Some(Change::Replaced(by)) => kept.push_str(by),
        Some(Change::Removed(_)) => {}
    });
    Cow::Owned(kept)
}

/// Removes characters that must not be printed from all texts of a tree.
pub fn remove_unprintable(node: &mut Node) {
    let admit_text = |text: &mut String| {
        if let Cow::Owned(kept) = without_unprintable(text) {
            *text = kept;
        }
    };
    match &mut node.value {
        Value::Null => {}
        Value::Scalar(scalar) => admit_text(&mut scalar.text),
        Value::List(items) => items.iter_mut().for_each(remove_unprintable),
        Value::Map(members) => {
            for member in members {
                admit_text(&mut member.key);
                remove_unprintable(&mut member.value);
            }
        }
    }
}

/// Returns whether a text is visible; combining marks alone and fillers are not.
pub fn has_shape(text: &str) -> bool {
    text.chars().any(|c| {
        use GeneralCategory::{Control, EnclosingMark, Format, NonspacingMark};
        let is_filler = matches!(c, '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}');
        let category = c.general_category();
        !c.is_whitespace()
            && !is_filler
            && !matches!(category, Control | Format | NonspacingMark | EnclosingMark)
    })
}

/// Warns of characters in a tree that are not printed: one warning per kind, with the places.
pub fn warn_of_removed(root: &Node, diagnostics: &mut Diagnostics) {
    if !holds_suspect(root) {
        return;
    }
    let mut found = Vec::new();
    seek(root, &Path::ROOT, &mut found);
    for kind in Kind::ALL {
        let mut places = found.iter().filter(|found| found.kind == kind);
        let Some(first) = places.next() else { continue };
        let mut codes = first.characters.clone();
        let mut others = Vec::new();
        for place in places {
            codes.extend(&place.characters);
            others.push(&place.path);
        }
        let codes: Vec<_> = codes.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        let title = kind.title();
        let message = format!("omitted {title} ({})", codes.join(", "));
        let diagnostic = Diagnostic::warning("left-out-character", message)
            .on(&first.path)
            .at(first.span)
            .hint(kind.hint());
        diagnostics.push(diagnostic.also_in(others, MOST_PLACES));
    }
}

/// Characters of one kind in one text.
struct Found {
    kind: Kind,
    path: Path,
    span: Span,
    characters: BTreeSet<char>,
}

fn holds_suspect(node: &Node) -> bool {
    match &node.value {
        Value::Null => false,
        Value::Scalar(scalar) => is_suspect(&scalar.text),
        Value::List(items) => items.iter().any(holds_suspect),
        Value::Map(members) => {
            members.iter().any(|member| is_suspect(&member.key) || holds_suspect(&member.value))
        }
    }
}

fn seek(node: &Node, path: &Path, found: &mut Vec<Found>) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(scalar) => seek_in(&scalar.text, path, node.span, found),
        Value::List(items) => {
            for (i, item) in items.iter().enumerate() {
                seek(item, &path.index(i), found);
            }
        }
        Value::Map(members) => {
            for member in members {
                let path = path.key(&member.key);
                seek_in(&member.key, &path, member.key_span, found);
                seek(&member.value, &path, found);
            }
        }
    }
}

fn seek_in(text: &str, path: &Path, span: Span, found: &mut Vec<Found>) {
    if !is_suspect(text) {
        return;
    }
    let first = found.len();
    each_change(text, |c, change| {
        let Some(Change::Removed(kind)) = change else { return };
        match found[first..].iter_mut().find(|found| found.kind == kind) {
            Some(found) => drop(found.characters.insert(c)),
            None => {
                let characters = BTreeSet::from([c]);
                found.push(Found { kind, path: path.clone(), span, characters });
            }
        }
    });
}

/// Returns whether a text may contain a character that is not kept. A fast check.
fn is_suspect(text: &str) -> bool {
    text.chars().any(|c| change(None, c, None).is_some())
}

fn each_change(text: &str, mut report: impl FnMut(char, Option<Change>)) {
    let mut previous = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let change = change(previous, c, rest.peek().copied());
        if change.is_none() {
            previous = Some(c);
        }
        report(c, change);
    }
}

/// Classifies a character by its neighbours; `None` keeps it. Without neighbours it over-matches.
fn change(previous: Option<char>, c: char, next: Option<char>) -> Option<Change> {
    let beside = |test: fn(char) -> bool| previous.is_some_and(test) || next.is_some_and(test);
    let kind = match c {
        '\t' | '\n' | '\r' | ' '..='~' => return None,
        '\u{b}' | '\u{85}' | '\u{2028}' => return Some(Change::Replaced(LINE)),
        '\u{c}' | '\u{2029}' => return Some(Change::Replaced(PARAGRAPH)),
        '\u{ad}' => Kind::SoftHyphen,
        '\u{200b}' if beside(is_unspaced) => return None,
        '\u{200c}' | '\u{200d}' if beside(is_joining) => return None,
        '\u{200c}' | '\u{200d}' => Kind::Joiner,
        '\u{e0020}'..='\u{e007f}' if previous.is_some_and(is_in_flag) => return None,
        '\u{200b}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Kind::Width,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => Kind::Direction,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => match symbol(c) {
            Some(shown) => return Some(Change::Replaced(shown)),
            None => Kind::PrivateUse,
        },
        c if c.is_control() => Kind::Control,
        _ => return None,
    };
    Some(Change::Removed(kind))
}

/// Returns whether a character belongs to a script with joined letters, or to an emoji.
fn is_joining(c: char) -> bool {
    matches!(u32::from(c),
        // Arabic to Myanmar; Khmer and Mongolian; other Indic scripts; Arabic presentation forms;
        // emoji.
        0x600..=0x109F | 0x1700..=0x1CFF | 0xA800..=0xAAFF | 0xABC0..=0xABFF | 0xFB50..=0xFDFF
        | 0xFE70..=0xFEFE | 0x10A00..=0x11FFF | 0x1E900..=0x1E95F
        | 0x2190..=0x2BFF | 0xFE0F | 0x1F000..=0x1FAFF)
}

/// Returns whether a character belongs to a script that separates words by U+200B.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        // Thai, Lao, Tibetan, Myanmar; Khmer; New Tai Lue to Tai Tham; Javanese to Tai Viet.
        0xE00..=0x109F | 0x1780..=0x17FF | 0x1980..=0x1AAF | 0xA980..=0xAADF)
}

/// Returns whether a character may precede a tag character: a black flag or another tag.
fn is_in_flag(c: char) -> bool {
    matches!(c, '\u{1f3f4}' | '\u{e0020}'..='\u{e007e}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmful_invisible_characters_are_removed() {
        for text in [
            "A\u{0}d\u{7}a\u{1b}\u{7f}\u{9b}",
            "A\u{202e}d\u{202c}a\u{2066}\u{2069}",
            "A\u{200b}d\u{feff}a\u{2060}\u{e0041}",
            "A\u{200d}d\u{200c}a",
            "A\u{ad}d\u{ad}a",
        ] {
            assert_eq!(without_unprintable(text), "Ada", "{text:?}");
        }
    }

    #[test]
    fn characters_needed_by_a_script_are_kept() {
        for text in [
            "Zoë\u{a0}Müller\u{202f}–\u{2009}Ünal\t\r\n",
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "👩\u{200d}💻 ❤\u{fe0f}\u{200d}🔥",
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            "สวัสดี\u{200b}ครับ",
            "\u{200f}שלום\u{200e}",
            "葛\u{e0100}",
        ] {
            assert_eq!(without_unprintable(text), text);
            assert!(matches!(without_unprintable("Zoë"), Cow::Borrowed(_)));
        }
    }

    #[test]
    fn unicode_separators_become_line_and_paragraph_breaks() {
        use crate::markup;
        use crate::markup::{Block, Run};
        let line = markup::inline(&without_unprintable("one\u{2028}two\u{2029}three"));
        assert_eq!(line.0.iter().filter(|run| **run == Run::Break).count(), 2);
        let blocks = markup::blocks(&without_unprintable("one\u{b}two\u{2029}three"));
        let [Block::Paragraph { body }, Block::Paragraph { .. }] = blocks.as_slice() else {
            panic!("{blocks:?}");
        };
        assert_eq!(body.text(), "one\ntwo");
    }

    #[test]
    fn each_kind_of_character_is_reported_once_with_its_paths() {
        let root = Node::map([
            ("a", Node::from("soft\u{ad}ware\u{7}")),
            ("b", Node::list([Node::from("hard\u{ad}ware"), Node::from("\u{202e}evil\u{2067}")])),
        ]);
        let mut diagnostics = Diagnostics::default();
        warn_of_removed(&root, &mut diagnostics);
        let messages: Vec<_> = diagnostics
            .iter()
            .map(|d| {
                let path = d.path.as_ref().map(ToString::to_string).unwrap_or_default();
                format!("{path}: {}; {}", d.message, d.hints.join("; "))
            })
            .collect();
        insta::assert_snapshot!(messages.join("\n"), @"
        a: omitted control characters (U+0007); delete them: they print nothing
        b[1]: omitted characters that change the direction of text (U+202E, U+2067); delete them: the direction follows from the letters
        a: omitted soft hyphens (U+00AD); delete them: a program that reads the PDF would split the word; also in `b[0]`
        ");
    }
}

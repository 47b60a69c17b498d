//! Tests common to all parsers and writers.

use super::lines::line_number;
use super::*;
use crate::diagnostic::{Severity, Sources, Span};

mod hostile;
mod json;
mod mistakes;
mod round_trip;
mod toml;
mod xml;
mod yaml;

/// Parses a text.
fn parsed(syntax: Syntax, text: &str) -> (Option<Node>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let id = Sources::default().add("test", text);
    let node = parse(syntax, id, text, &mut diagnostics);
    (node, diagnostics)
}

/// Parses a valid text.
fn tree(syntax: Syntax, text: &str) -> Node {
    let (node, diagnostics) = parsed(syntax, text);
    assert!(diagnostics.is_empty(), "{text}\n{}", reported_messages(text, &diagnostics));
    node.expect("a tree where there are no mistakes")
}

/// Formats messages as `line:column–line:column severity[code] message` with their hints.
fn reported_messages(text: &str, diagnostics: &Diagnostics) -> String {
    let position = |offset: usize| {
        let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
        let line = line_number(text, offset);
        format!("{line}:{}", text[start..offset].chars().count() + 1)
    };
    let mut out = String::new();
    for d in diagnostics.iter() {
        let place = d.span.map_or_else(String::new, |span| {
            format!("{}–{} ", position(span.range().start), position(span.range().end))
        });
        let severity = if d.severity == Severity::Error { "error" } else { "warning" };
        out += &format!("{place}{severity}[{}] {}\n", d.code, d.message);
        for hint in &d.hints {
            out += &format!("    {hint}\n");
        }
    }
    out
}

fn messages_for(syntax: Syntax, text: &str) -> String {
    reported_messages(text, &parsed(syntax, text).1)
}

/// Writes a tree with the source text of each span: `kind "text" ⟨source⟩`.
fn outline(text: &str, node: &Node) -> String {
    fn write(out: &mut String, text: &str, node: &Node, depth: usize) {
        let source = |span: Span| text[span.range()].replace('\n', "⏎");
        let indent = "  ".repeat(depth);
        let place = source(node.span);
        match &node.value {
            Value::Null => *out += &format!("null ⟨{place}⟩\n"),
            Value::Scalar(s) => *out += &format!("{:?} {:?} ⟨{place}⟩\n", s.kind, s.text),
            Value::List(items) => {
                *out += &format!("list ⟨{place}⟩\n");
                for item in items {
                    *out += &format!("{indent}- ");
                    write(out, text, item, depth + 1);
                }
            }
            Value::Map(members) => {
                *out += &format!("map ⟨{place}⟩\n");
                for member in members {
                    let key = source(member.key_span);
                    *out += &format!("{indent}{} ⟨{key}⟩: ", member.key);
                    write(out, text, &member.value, depth + 1);
                }
            }
        }
    }
    let mut out = String::new();
    write(&mut out, text, node, 0);
    out
}

/// Returns the text at a path.
fn at<'a>(node: &'a Node, path: &str) -> &'a Scalar {
    let path = Path::parse(path).expect("a valid path");
    let mut node = node;
    for segment in path.segments() {
        node = match segment {
            Segment::Key(key) => node.get(key).expect("a member of that name"),
            Segment::Index(index) => &node.as_list().expect("a list")[*index],
        };
    }
    match &node.value {
        Value::Scalar(scalar) => scalar,
        _ => panic!("{path} is {}", node.describe()),
    }
}

#[test]
fn the_extension_determines_the_syntax() {
    for (name, syntax) in [
        ("cv.yaml", Syntax::Yaml),
        ("cv.YML", Syntax::Yaml),
        ("cv.json", Syntax::Json),
        ("cv.jsonc", Syntax::Json),
        ("cv.toml", Syntax::Toml),
        ("a.toml/cv.xml", Syntax::Xml),
    ] {
        assert_eq!(syntax_of(Some(name), "{"), syntax, "{name}");
    }
}

#[test]
fn without_an_extension_the_content_determines_the_syntax() {
    for (text, syntax) in [
        ("", Syntax::Yaml),
        ("name: x", Syntax::Yaml),
        ("# a = b\nname: x", Syntax::Yaml),
        ("- [a]\n", Syntax::Yaml),
        ("url: https://a.example/?b=c", Syntax::Yaml),
        ("a b = c", Syntax::Yaml),
        ("---\na: 1", Syntax::Yaml),
        ("{\"a\": 1}", Syntax::Json),
        ("\n  [1, 2]", Syntax::Json),
        ("[\"a\"]", Syntax::Json),
        ("[", Syntax::Json),
        ("// note\n{}", Syntax::Json),
        ("\u{FEFF}{}", Syntax::Json),
        ("name = \"x\"", Syntax::Toml),
        ("# note\n\n[basics]\nname = \"x\"", Syntax::Toml),
        ("[[work]]\nname = \"x\"", Syntax::Toml),
        ("basics.name = 1", Syntax::Toml),
        ("\"a b\" = 1", Syntax::Toml),
        ("<resume/>", Syntax::Xml),
        (" \n<?xml version='1.0'?>", Syntax::Xml),
    ] {
        assert_eq!(syntax_of(None, text), syntax, "{text}");
        assert_eq!(syntax_of(Some("cv.txt"), text), syntax, "{text}");
    }
}

#[test]
fn an_empty_file_is_valid_and_empty() {
    for text in ["", "\n", "  \n"] {
        assert!(tree(Syntax::Yaml, text).is_null());
        assert!(tree(Syntax::Json, text).is_null());
        assert_eq!(tree(Syntax::Toml, text).as_map().map(<[_]>::len), Some(0));
    }
    assert!(tree(Syntax::Yaml, "# note\n").is_null());
    assert!(tree(Syntax::Json, "// note").is_null());
}

#[test]
fn a_byte_order_mark_does_not_move_the_spans() {
    for (syntax, text) in [
        (Syntax::Yaml, "\u{FEFF}a: xyz"),
        (Syntax::Json, "\u{FEFF}{\"a\": \"xyz\"}"),
        (Syntax::Toml, "\u{FEFF}a = \"xyz\""),
        (Syntax::Xml, "\u{FEFF}<a>xyz</a>"),
    ] {
        let node = tree(syntax, text);
        assert!(outline(text, &node).contains("xyz"), "{}", outline(text, &node));
        let member = &node.as_map().expect("a map")[0];
        assert!(text[member.key_span.range()].contains('a'));
    }
}

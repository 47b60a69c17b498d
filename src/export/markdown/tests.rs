//! Reads the Markdown back with an independent parser.

use pulldown_cmark::{Event, Parser, Tag};

use super::inline::escape;
use super::*;
use crate::plan::Piece;

/// Returns the text of the rendered Markdown and its element names.
fn read(markdown: &str) -> (String, Vec<String>) {
    let (mut text, mut tags) = (String::new(), Vec::new());
    for event in Parser::new(markdown) {
        match event {
            Event::Text(it) | Event::Code(it) => text.push_str(&it),
            Event::InlineHtml(it) | Event::Html(it) => tags.push(it.to_string()),
            Event::HardBreak | Event::SoftBreak => text.push('\n'),
            Event::Start(Tag::Paragraph) => {}
            Event::Start(tag) => {
                let name = format!("{tag:?}");
                let end = name.find(|c: char| !c.is_alphanumeric()).unwrap_or(name.len());
                tags.push(name[..end].to_owned());
            }
            _ => {}
        }
    }
    (text, tags)
}

#[test]
fn every_punctuation_character_is_escaped_where_necessary() {
    let signs = "\\`*_{}[]()#+-.!<>&|~^$@:;'\"/=?%,";
    let mut texts: Vec<String> = vec![
        "1. one",
        "2) two",
        "12. x",
        "- dash",
        "+ plus",
        "* star",
        "# head",
        "## head ##",
        "> quote",
        "===",
        "---",
        "***",
        "~~~",
        "```",
        "    code",
        "[a]: b",
        "[a](b)",
        "![a](b)",
        "<b>x</b>",
        "<!-- c -->",
        "&amp;",
        "&#65;",
        "a\\",
        "__init__.py",
        "*a*",
        "**a**",
        "| a | b |",
        "{{ x }}",
        "{% y %}",
        "</script>",
        "]]>",
        "=cmd()",
        "a_b_c",
        "5 * 3 * 2",
    ]
    .into_iter()
    .map(str::to_owned)
    .collect();
    for a in signs.chars() {
        texts.push(a.to_string());
        texts.push(format!("{a}x{a}"));
        for b in signs.chars() {
            texts.push(format!("{a}{b} x {b}{a}"));
        }
    }
    for text in texts {
        let (found, tags) = read(&escape(&text));
        assert_eq!(found, text.trim(), "{text} is written {}", escape(&text));
        assert!(tags.is_empty(), "{text} becomes {tags:?}");
    }
}

#[test]
fn emphasis_is_valid_next_to_any_character() {
    let plain = Text::plain;
    let around = ["", "a", "a ", " a", "1", "(", ")", ".", "*", "_", "\"", "’", "社", "—"];
    for before in around {
        for inner in ["b", "\"b\"", "(b)", "b c", "*", "_", "社", "“b”", "b.", "[b]", "`"] {
            for after in around {
                for (mark, tag) in [("strong", "Strong"), ("em", "Emphasis")] {
                    let body = plain(inner);
                    let marked =
                        if mark == "strong" { Piece::Strong(body) } else { Piece::Emphasis(body) };
                    let mut text = plain(before);
                    text.0.push(marked);
                    text.0.extend(plain(after).0);
                    let written = line(&text);
                    let (found, tags) = read(&written);
                    assert_eq!(found, format!("{before}{inner}{after}").trim(), "{written}");
                    let is_marked =
                        tags == [tag] || tags == [format!("<{mark}>"), format!("</{mark}>")];
                    assert!(is_marked, "{written} is read as {tags:?}");
                }
            }
        }
    }
}

#[test]
fn adjacent_and_nested_markup_is_valid() {
    let plain = Text::plain;
    let pieces = [
        (Piece::Plain("b, ".to_owned()), vec![]),
        (Piece::Strong(plain("b")), vec!["strong"]),
        (Piece::Emphasis(plain("(b)")), vec!["em"]),
        (Piece::Strong(Text(vec![Piece::Emphasis(plain("b"))])), vec!["strong", "em"]),
        (Piece::Emphasis(Text(vec![Piece::Code("b".to_owned())])), vec!["em"]),
        (Piece::Code("b*".to_owned()), vec![]),
        (link(plain("b")), vec!["link"]),
        (link(Text(vec![Piece::Strong(plain("b"))])), vec!["link", "strong"]),
        (Piece::Strong(Text(vec![link(plain("b"))])), vec!["strong", "link"]),
    ];
    for first in &pieces {
        for second in &pieces {
            for third in &pieces {
                let all = [first, second, third];
                let text = Text(all.map(|it| it.0.clone()).to_vec());
                let written = line(&text);
                let (found, tags) = read(&written);
                assert_eq!(found.trim(), text.text().trim(), "{written}");
                let is_begun = |tag: &&String| !tag.starts_with("</") && *tag != "<code>";
                let tags: Vec<_> = tags.iter().filter(is_begun).map(|tag| element(tag)).collect();
                assert_eq!(tags, all.map(|it| it.1.clone()).concat(), "{written}");
            }
        }
    }
}

fn link(body: Text) -> Piece {
    Piece::Link { url: "https://b.example".to_owned(), body }
}

/// Returns the element that a CommonMark or HTML tag denotes.
fn element(tag: &str) -> &str {
    match tag {
        "Strong" | "<strong>" => "strong",
        "Emphasis" | "<em>" => "em",
        "Link" => "link",
        other => other,
    }
}

#[test]
fn code_spans_keep_their_content() {
    for code in ["a", "`", "``", "a`b", " a ", "{{ x }}", "{% y %} `<b>`", "a|b"] {
        let text = Text(vec![Piece::Code(code.to_owned())]);
        assert_eq!(read(&line(&text)).0.trim(), code.trim(), "{}", line(&text));
    }
}

#[test]
fn adjacent_lists_stay_separate_and_nested_lists_are_indented() {
    let item = |text: &str| vec![vec![text.to_owned()]];
    let two = || list(vec![item("a"), item("b")], |_| "- ".to_owned());
    let both = joined(vec![two(), two()], true).join("\n");
    let lists = Parser::new(&both).filter(|it| matches!(it, Event::Start(Tag::List(_)))).count();
    assert_eq!(lists, 2, "{both}");
    let nested = list(vec![vec![vec!["a".to_owned()], two()]], |number| format!("{number}. "));
    assert_eq!(nested, ["1. a", "   - a", "   - b"]);
}

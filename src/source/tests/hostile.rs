//! Hostile texts: none may cause a panic, a hang or excessive memory use.

use proptest::prelude::*;

use super::*;
use crate::diagnostic::{MessageFormat, render};

const ALL: [Syntax; 4] = [Syntax::Yaml, Syntax::Json, Syntax::Toml, Syntax::Xml];

/// Checks invariants for any text.
fn check(syntax: Syntax, text: &str) {
    fn spans(node: &Node, found: &mut Vec<Span>) {
        found.push(node.span);
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| spans(item, found)),
            Value::Map(members) => {
                for member in members {
                    found.push(member.key_span);
                    spans(&member.value, found);
                }
            }
            _ => {}
        }
    }
    let mut sources = Sources::default();
    let id = sources.add("test", text);
    let mut diagnostics = Diagnostics::default();
    let node = parse(syntax, id, text, &mut diagnostics);
    assert!(node.is_some() || diagnostics.has_errors(), "nothing came of it, and nothing was said");
    let mut found = Vec::new();
    if let Some(node) = &node {
        spans(node, &mut found);
    }
    for diagnostic in diagnostics.iter() {
        found.extend(diagnostic.span);
        assert!(!diagnostic.hints.is_empty(), "no remedy: {}", diagnostic.message);
        for message in diagnostic.hints.iter().chain([&diagnostic.message]) {
            assert!(!message.starts_with(char::is_uppercase), "{message}");
            assert!(!message.ends_with('.'), "{message}");
        }
        render(diagnostic, &sources, MessageFormat::Human, false);
    }
    for span in found {
        assert!(text.get(span.range()).is_some(), "the span {:?} covers no text", span.range());
    }
}

fn fragments(parts: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![3 => prop::sample::select(parts).prop_map(str::to_owned), 1 => ".{0,3}"],
        0..24,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn arbitrary_text_does_not_break_a_parser(text in ".{0,80}") {
        ALL.into_iter().for_each(|syntax| check(syntax, &text));
    }

    #[test]
    fn arbitrary_bytes_do_not_break_a_parser(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        if let Some(text) = decode_text("test", 1, bytes, &mut Diagnostics::default()) {
            ALL.into_iter().for_each(|syntax| check(syntax, &text));
        }
    }

    #[test]
    fn arbitrary_yaml_does_not_break_the_parser(text in fragments(&[
        "a", "b: ", ": ", "\n", "\n  ", "\n- ", "- ", "? ", "[", "]", "{", "}", ", ", "&a ", "*a",
        "<<: ", "!!str ", "!x ", "|\n", ">-\n", "\"", "'", "\\", "#", " #", "%", "@", "`", "~",
        "\t", "\r\n", "---\n", "...\n", "null", "é", "\u{2028}", "\u{7}", "\\u12", "\\x",
    ])) {
        check(Syntax::Yaml, &text);
    }

    #[test]
    fn arbitrary_json_does_not_break_the_parser(text in fragments(&[
        "{", "}", "[", "]", ",", ":", "\"a\"", "\"", "'", "\\", "\\u", "\\uD83D", "1", "-", ".5",
        "e9", "true", "null", "nul", "//", "/*", "*/", "#", "\n", "\t", "=", "é", "“",
    ])) {
        check(Syntax::Json, &text);
    }

    #[test]
    fn arbitrary_toml_does_not_break_the_parser(text in fragments(&[
        "a", " = ", ".", "[", "]", "[[", "]]", "\n", "{", "}", ",", "\"", "\"\"\"", "'", "'''",
        "\\", "1", "_", "-", ":", "2020-01-01", "true", "#", "\r\n", "\r", "é", "inf", "0x",
    ])) {
        check(Syntax::Toml, &text);
    }

    #[test]
    fn arbitrary_xml_does_not_break_the_parser(text in fragments(&[
        "<a>", "</a>", "<b ", "/>", ">", "<", "x=\"1\"", "xmlns=\"u\"", " xmlns:p='v'", "p:c='2'",
        "&amp;", "&eacute;", "&e;", "&", ";", "&#65;", "<!--", "-->", "<![CDATA[", "]]>", "<?p ",
        "?>", "<!DOCTYPE a [", "<!ENTITY e \"", "<!ENTITY % q 'z'>", "\">", "]>", "\n", "é", "'",
        "<?xml version='1.0'?>", "\r",
    ])) {
        check(Syntax::Xml, &text);
    }

    #[test]
    fn arbitrary_entities_do_not_break_the_xml_parser(
        values in prop::collection::vec(prop::sample::select(&[
            "&a;", "&b;&b;", "x", "<i>", "</i>", "<i>&a;</i>", "\r\n", "é", "&eacute;", "&#38;",
            "<i k='&b;'/>", "<!--", "]]>", "<![CDATA[y]]>", "%p;", "&lt;",
        ][..]), 0..8),
        body in fragments(&["&a;", "&b;", "t", "<e>", "</e>", "<e k='&a;'/>", "\r", "é"]),
    ) {
        let half = values.len() / 2;
        let (a, b) = (values[..half].concat(), values[half..].concat());
        let text = format!(
            "<!DOCTYPE r [<!ENTITY a \"{a}\">\n<!ENTITY b \"{b}\"> <!-- ]> -->]>\n<r>{body}</r>"
        );
        check(Syntax::Xml, &text);
    }
}

/// Runs a function on a stack as small as that of a worker thread.
fn on_a_small_stack(run: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(run)
        .expect("a thread")
        .join()
        .expect("no panic");
}

#[test]
fn ten_thousand_levels_are_rejected_in_every_syntax() {
    on_a_small_stack(|| {
        let deep = 10_000;
        let nested = |open: &str, close: &str| open.repeat(deep) + &close.repeat(deep);
        let blocks: String = (0..1000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
        for (syntax, text) in [
            (Syntax::Yaml, nested("[", "]")),
            (Syntax::Yaml, nested("{a: ", "}")),
            (Syntax::Yaml, "- ".repeat(deep)),
            (Syntax::Yaml, "? ".repeat(deep)),
            (Syntax::Yaml, blocks),
            (Syntax::Json, nested("[", "]")),
            (Syntax::Json, nested("{\"a\":", "}")),
            (Syntax::Json, "[".repeat(deep)),
            (Syntax::Toml, format!("a = {}", nested("[", "]"))),
            (Syntax::Toml, format!("a = {}", nested("{a=", "}"))),
            (Syntax::Xml, nested("<a>", "</a>")),
            (Syntax::Xml, "<a>".repeat(deep)),
        ] {
            let message = messages_for(syntax, &text);
            assert!(message.contains("too-deep"), "{message}");
        }
    });
}

#[test]
fn dotted_keys_in_braces_count_towards_the_depth() {
    on_a_small_stack(|| {
        let keys = vec!["a"; 79].join(".");
        let text = format!("{} = 1{}", vec![keys.as_str(); 79].join(" = {"), "}".repeat(78));
        let message = messages_for(Syntax::Toml, &text);
        assert!(message.contains("too-deep"), "{message}");
        let twice = format!("b = {{ {text} }}\nb = {{ {text} }}");
        assert!(messages_for(Syntax::Toml, &twice).contains("duplicate key"));
    });
}

#[test]
fn one_hundred_levels_are_accepted() {
    let nested = |open: &str, close: &str| open.repeat(100) + "1" + &close.repeat(100);
    tree(Syntax::Yaml, &nested("[", "]"));
    tree(Syntax::Json, &nested("[", "]"));
    tree(Syntax::Xml, &nested("<a>", "</a>"));
}

#[test]
fn exponential_yaml_aliases_are_rejected() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for n in 1..40 {
        let before = format!("*a{}", n - 1);
        text += &format!("a{n}: &a{n} [{}]\n", [before.as_str(); 9].join(", "));
    }
    let message = messages_for(Syntax::Yaml, &text);
    assert!(message.contains("more than 200000 values"), "{message}");
    // A long text repeated often: few nodes but many bytes.
    let text = format!("a: &a {}\nb: [{}]", "x".repeat(1 << 20), vec!["*a"; 1000].join(", "));
    assert!(messages_for(Syntax::Yaml, &text).contains("expand each other"));
    // Merged and then overridden: nothing remains, but it takes time.
    let merges: String = (0..60_000).map(|_| "- {<<: *a, x: 2}\n").collect();
    let text = format!("- &a {{x: 1, y: [1, 2, 3]}}\n{merges}");
    assert!(messages_for(Syntax::Yaml, &text).contains("more than 200000 values"));
}

#[test]
fn a_recursive_alias_is_an_error() {
    for text in ["&a [*a]", "&a {b: *a}", "a: &a {b: [{c: *a}]}", "a: &a {<<: *a}"] {
        let message = messages_for(Syntax::Yaml, text);
        assert!(message.contains("is within the value"), "{message}");
    }
}

#[test]
fn exponential_xml_entities_are_rejected() {
    let mut doctype = String::from("<!ENTITY e0 \"lol\">");
    for n in 1..20 {
        let before = format!("&e{};", n - 1);
        doctype += &format!("<!ENTITY e{n} \"{}\">", before.repeat(10));
    }
    let bomb = |body: &str| format!("<!DOCTYPE a [{doctype}]><a>{body}</a>");
    for body in ["&e19;", "<b c='&e19;'/>", &"&e2;".repeat(200_000)] {
        let message = messages_for(Syntax::Xml, &bomb(body));
        assert!(message.contains("too-large"), "{message}");
    }
    // A long entity repeated often.
    let long = "x".repeat(1 << 20);
    let text = format!("<!DOCTYPE a [<!ENTITY e \"{long}\">]><a>{}</a>", "&e;".repeat(1000));
    assert!(messages_for(Syntax::Xml, &text).contains("too-large"));
    let many: String = (0..5000).map(|n| format!("<!ENTITY e{n} \"\">")).collect();
    assert!(messages_for(Syntax::Xml, &format!("<!DOCTYPE a [{many}]><a/>")).contains("too-large"));
}

#[test]
fn repetitive_input_is_parsed_quickly() {
    let many = 300_000;
    let attributes: String = (0..many).map(|n| format!(" a{n}=''")).collect();
    let spaces: String = (0..many).map(|n| format!("<a xmlns:n{n}=''/>")).collect();
    for (syntax, text) in [
        (Syntax::Yaml, "- a\n".repeat(many)),
        (Syntax::Yaml, "#\n".repeat(many) + "a: 1"),
        (Syntax::Json, format!("[{}]", "0,".repeat(many))),
        (Syntax::Json, ",".repeat(many)),
        (Syntax::Json, format!("[{}", ",".repeat(many))),
        (Syntax::Toml, format!("a = [{}]", "0,".repeat(many))),
        (Syntax::Toml, "=\n".repeat(many)),
        (Syntax::Xml, format!("<a>{}</a>", "<b/>".repeat(many))),
        (Syntax::Xml, format!("<a{attributes}/>")),
        (Syntax::Xml, format!("<r>{spaces}</r>")),
        (Syntax::Xml, format!("<a>{}</a>", "&eacute;".repeat(many))),
    ] {
        check(syntax, &text);
    }
    // Duplicate detection must not compare all pairs of keys.
    let keys: String = (0..100_000).map(|n| format!("k{n}: 1\n")).collect();
    check(Syntax::Yaml, &keys);
}

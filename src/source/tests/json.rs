use super::*;

fn json(text: &str) -> Node {
    tree(Syntax::Json, text)
}

#[test]
fn values_keep_their_text_and_kind() {
    let node = json(
        r#"{"a": 1.10, "b": -0.5E+3, "c": true, "d": "1", "e": null, "f": 12345678901234567890}"#,
    );
    for (key, text, kind) in [
        ("a", "1.10", Kind::Number),
        ("b", "-0.5E+3", Kind::Number),
        ("c", "true", Kind::Boolean),
        ("d", "1", Kind::Text),
        ("f", "12345678901234567890", Kind::Number),
    ] {
        assert_eq!(*at(&node, key), Scalar { text: text.to_owned(), kind });
    }
    assert!(node.get("e").is_some_and(Node::is_null));
}

#[test]
fn escapes_are_decoded() {
    let node = json(r#"["\"\\\/\b\f\n\r\t\u00e9\ud83c\udfb5é🎵"]"#);
    assert_eq!(at(&node, "[0]").text, "\"\\/\u{8}\u{c}\n\r\té🎵é🎵");
}

#[test]
fn comments_trailing_commas_and_tabs_are_accepted() {
    let node =
        json("// note\n{\n\t\"a\": [1, 2,], /* x\n */\r\n\t\"b\": {\"c\": \"x\ty\",},\n} // end");
    assert_eq!(at(&node, "a[1]").text, "2");
    assert_eq!(at(&node, "b.c").text, "x\ty");
}

#[test]
fn spans_cover_the_source_text() {
    let text = "{ \"é\" : [ \"ü\" , 1 ],\n\"b\": {\"c\": null} }\n";
    insta::assert_snapshot!(outline(text, &json(text)), @r#"
    map ⟨{ "é" : [ "ü" , 1 ],⏎"b": {"c": null} }⟩
    é ⟨"é"⟩: list ⟨[ "ü" , 1 ]⟩
      - Text "ü" ⟨"ü"⟩
      - Number "1" ⟨1⟩
    b ⟨"b"⟩: map ⟨{"c": null}⟩
      c ⟨"c"⟩: null ⟨null⟩
    "#);
}

#[test]
fn valid_parts_are_read_despite_errors() {
    let (node, diagnostics) =
        parsed(Syntax::Json, "{a: 'x' \"b\": yes, \"c\": 007,, \"d\": \"\\q\"}");
    assert_eq!(diagnostics.iter().count(), 7);
    let node = node.expect("a tree");
    assert_eq!(at(&node, "a").text, "x");
    assert_eq!(at(&node, "b").text, "yes");
    assert_eq!(at(&node, "c").text, "007");
}

#[test]
fn a_duplicate_key_is_a_warning_if_nothing_is_lost() {
    use crate::diagnostic::Severity::{Error, Warning};
    for (text, severity, kept) in [
        (r#"{"a": [], "a": []}"#, Warning, "[]"),
        (r#"{"a": "x", "a": ""}"#, Warning, "\"x\""),
        (r#"{"a": null, "a": "x"}"#, Warning, "\"x\""),
        (r#"{"a": {"b": [1]}, "a": {"b": [1]}}"#, Warning, "1"),
        (r#"{"a": "x", "a": "y"}"#, Error, "y"),
    ] {
        for syntax in [Syntax::Json, Syntax::Yaml] {
            let mut sources = Sources::default();
            let id = sources.add("test", text);
            let mut reported = Diagnostics::default();
            let root = crate::source::parse(syntax, id, text, &mut reported).expect("a tree");
            let reported: Vec<_> = reported.iter().map(|it| (it.code, it.severity)).collect();
            assert_eq!(reported, [("duplicate-key", severity)], "{text}");
            // For duplicate keys in YAML the first value is kept.
            if severity == Warning || syntax == Syntax::Json {
                assert!(crate::source::write_json(&root).contains(kept), "{text}");
            }
        }
    }
}

use super::*;

fn yaml(text: &str) -> Node {
    tree(Syntax::Yaml, text)
}

#[test]
fn plain_scalars_keep_their_text() {
    let texts = [
        "01234",
        "+15551234567",
        "no",
        "1.10",
        "2020",
        "2020-01-05",
        "0x1F",
        "12:30",
        "true",
        "https://a.example/#b",
        "C#",
        "a, b",
        ".5",
        "-x",
        "it's",
        "a:b",
    ];
    for text in texts {
        let node = yaml(&format!("k: {text}"));
        assert_eq!(*at(&node, "k"), Scalar { text: text.to_owned(), kind: Kind::Plain });
    }
}

#[test]
fn quoted_and_block_scalars_are_text() {
    let node = yaml("a: \"1\\u00e9\"\nb: 'it''s'\nc: |\n  x\n   y\nd: >-\n  x\n  y\ne: \"null\"\n");
    for (key, text) in [("a", "1é"), ("b", "it's"), ("c", "x\n y\n"), ("d", "x y"), ("e", "null")]
    {
        assert_eq!(*at(&node, key), Scalar { text: text.to_owned(), kind: Kind::Text });
    }
}

#[test]
fn empty_values_are_null() {
    for text in ["k:", "k: ~", "k: null", "k: Null", "k: NULL", "k: # note", "k: !!null ~"] {
        assert!(yaml(text).get("k").is_some_and(Node::is_null), "{text}");
    }
    for text in ["k: nUll", "k: none", "k: '~'", "k: !!str ~", "k: !!str"] {
        assert!(yaml(text).get("k").is_some_and(|node| !node.is_null()), "{text}");
    }
}

#[test]
fn keys_keep_their_text() {
    let node = yaml("2020: a\n'no': b\nnull: c\n~: d\n? e f\n: g\n\"h\": i\na:b: j\n");
    let keys: Vec<_> = node.as_map().expect("a map").iter().map(|m| m.key.as_str()).collect();
    assert_eq!(keys, ["2020", "no", "null", "~", "e f", "h", "a:b"]);
}

#[test]
fn spans_cover_the_source_text() {
    let text =
        "a: 1\nb:\n  - |\n    é\n    y\n\n  - {x: ~, y: [\"q\"]}\n  -\n# note\nc:\n  d: e # f\n\n";
    insta::assert_snapshot!(outline(text, &yaml(text)), @r#"
    map ⟨a: 1⏎b:⏎  - |⏎    é⏎    y⏎⏎  - {x: ~, y: ["q"]}⏎  -⏎# note⏎c:⏎  d: e⟩
    a ⟨a⟩: Plain "1" ⟨1⟩
    b ⟨b⟩: list ⟨- |⏎    é⏎    y⏎⏎  - {x: ~, y: ["q"]}⏎  -⟩
      - Text "é\ny\n" ⟨é⏎    y⟩
      - map ⟨{x: ~, y: ["q"]}⟩
        x ⟨x⟩: null ⟨~⟩
        y ⟨y⟩: list ⟨["q"]⟩
          - Text "q" ⟨"q"⟩
      - null ⟨⟩
    c ⟨c⟩: map ⟨d: e⟩
      d ⟨d⟩: Plain "e" ⟨e⟩
    "#);
}

#[test]
fn aliases_have_the_text_and_spans_of_their_anchors() {
    let text = "base: &b {x: [1]}\ncopy: *b\nname: &n Ines\n*n : 1\nlist: [*n, *b]\nlate: &n Ada\nlast: *n\n";
    insta::assert_snapshot!(outline(text, &yaml(text)), @r#"
    map ⟨base: &b {x: [1]}⏎copy: *b⏎name: &n Ines⏎*n : 1⏎list: [*n, *b]⏎late: &n Ada⏎last: *n⟩
    base ⟨base⟩: map ⟨{x: [1]}⟩
      x ⟨x⟩: list ⟨[1]⟩
        - Plain "1" ⟨1⟩
    copy ⟨copy⟩: map ⟨{x: [1]}⟩
      x ⟨x⟩: list ⟨[1]⟩
        - Plain "1" ⟨1⟩
    name ⟨name⟩: Plain "Ines" ⟨Ines⟩
    Ines ⟨*n⟩: Plain "1" ⟨1⟩
    list ⟨list⟩: list ⟨[*n, *b]⟩
      - Plain "Ines" ⟨Ines⟩
      - map ⟨{x: [1]}⟩
        x ⟨x⟩: list ⟨[1]⟩
          - Plain "1" ⟨1⟩
    late ⟨late⟩: Plain "Ada" ⟨Ada⟩
    last ⟨last⟩: Plain "Ada" ⟨Ada⟩
    "#);
}

#[test]
fn own_members_override_merged_ones() {
    let text = "\
a: &a {x: 1, y: 2}
b: &b {y: 3, z: 4}
c:
  y: own
  <<: *a
  w: 0
d: {<<: [*b, *a], v: 5}
e:
  \"<<\": text
";
    insta::assert_snapshot!(outline(text, &yaml(text)), @r#"
    map ⟨a: &a {x: 1, y: 2}⏎b: &b {y: 3, z: 4}⏎c:⏎  y: own⏎  <<: *a⏎  w: 0⏎d: {<<: [*b, *a], v: 5}⏎e:⏎  "<<": text⟩
    a ⟨a⟩: map ⟨{x: 1, y: 2}⟩
      x ⟨x⟩: Plain "1" ⟨1⟩
      y ⟨y⟩: Plain "2" ⟨2⟩
    b ⟨b⟩: map ⟨{y: 3, z: 4}⟩
      y ⟨y⟩: Plain "3" ⟨3⟩
      z ⟨z⟩: Plain "4" ⟨4⟩
    c ⟨c⟩: map ⟨y: own⏎  <<: *a⏎  w: 0⟩
      y ⟨y⟩: Plain "own" ⟨own⟩
      x ⟨x⟩: Plain "1" ⟨1⟩
      w ⟨w⟩: Plain "0" ⟨0⟩
    d ⟨d⟩: map ⟨{<<: [*b, *a], v: 5}⟩
      y ⟨y⟩: Plain "3" ⟨3⟩
      z ⟨z⟩: Plain "4" ⟨4⟩
      x ⟨x⟩: Plain "1" ⟨1⟩
      v ⟨v⟩: Plain "5" ⟨5⟩
    e ⟨e⟩: map ⟨"<<": text⟩
      << ⟨"<<"⟩: Plain "text" ⟨text⟩
    "#);
}

#[test]
fn known_tags_determine_the_type() {
    let text = "a: !!str 1\nb: !!int \"1\"\nc: ! x\nd: !<tag:yaml.org,2002:str> ~\ne: !!map {f: !!seq []}\ng: !!timestamp 2020-01-01\n";
    let node = yaml(text);
    let kinds = ["a", "b", "c", "d", "g"].map(|key| at(&node, key).kind);
    assert_eq!(kinds, [Kind::Text, Kind::Plain, Kind::Text, Kind::Text, Kind::Plain]);
    assert_eq!(at(&node, "d").text, "~");
}

#[test]
fn line_endings_are_normalized() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["a: |", "  x", "  y", "b: u", "  v", "c: 1", ""].join(end);
        let node = yaml(&text);
        assert_eq!(at(&node, "a").text, "x\ny\n");
        assert_eq!(at(&node, "b").text, "u v");
        let span = node.get("c").expect("c").span;
        assert_eq!(&text[span.range()], "1");
    }
}

#[test]
fn markers_around_a_single_document_are_accepted() {
    for text in ["---\na: 1\n", "---\na: 1\n---\n---\n", "a: 1\n...\n", "%YAML 1.2\n---\na: 1\n"] {
        assert_eq!(at(&yaml(text), "a").text, "1");
    }
}

#[test]
fn an_invalid_member_does_not_affect_the_others() {
    let (node, diagnostics) = parsed(Syntax::Yaml, "a: 1\na: 2\n[b]: 3\nc: *d\ne: 4\n");
    assert_eq!(diagnostics.iter().count(), 3);
    let node = node.expect("a tree");
    assert_eq!(at(&node, "a").text, "1");
    assert_eq!(at(&node, "e").text, "4");
}

#[test]
fn a_key_with_an_unknown_tag_keeps_its_member() {
    let (node, diagnostics) = parsed(Syntax::Yaml, "!x \"a\": 1\n");
    assert!(!diagnostics.has_errors() && !diagnostics.is_empty());
    assert_eq!(at(&node.expect("a tree"), "a").text, "1");
}

#[test]
fn json_is_parsed_as_yaml() {
    let node = yaml("{\n\t\"a\": [1, \"x\\ty\",\n\t\ttrue]}");
    assert_eq!(at(&node, "a[1]").text, "x\ty");
}

#[test]
fn many_comments_are_accepted() {
    let text = format!("a:\n{}  - b\n{}c: 1\n", "  # note\n".repeat(500), "# note\n".repeat(500));
    assert_eq!(at(&yaml(&text), "a[0]").text, "b");
}

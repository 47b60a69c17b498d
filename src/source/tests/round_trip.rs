//! Tests that written trees are parsed as the same trees.

use proptest::prelude::*;

use super::*;

/// A tree without its spans.
#[derive(Debug, Clone, PartialEq)]
enum Bare {
    Null,
    Scalar(String, Kind),
    List(Vec<Bare>),
    Map(Vec<(String, Bare)>),
}

fn bare(node: &Node, kind: fn(&Scalar) -> Kind) -> Bare {
    match &node.value {
        Value::Null => Bare::Null,
        Value::Scalar(scalar) => Bare::Scalar(scalar.text.clone(), kind(scalar)),
        Value::List(items) => Bare::List(items.iter().map(|item| bare(item, kind)).collect()),
        Value::Map(members) => {
            Bare::Map(members.iter().map(|m| (m.key.clone(), bare(&m.value, kind))).collect())
        }
    }
}

/// Generates realistic and unusual text.
fn text() -> impl Strategy<Value = String> {
    let parts: &[&str] = &[
        "a",
        "Led 12 people",
        " ",
        "  ",
        ":",
        ": ",
        " #",
        "#",
        "-",
        "- ",
        "?",
        "\n",
        "\n\n",
        "\n ",
        "\t",
        "\r",
        "\"",
        "'",
        "\\",
        "*",
        "&",
        "!",
        "|",
        ">",
        "%",
        "@",
        "`",
        "[",
        "]",
        "{",
        "}",
        ",",
        "<",
        "null",
        "~",
        "yes",
        "No",
        "true",
        "1",
        "01234",
        "1.10",
        "2020-01",
        "+1 555",
        "0x1F",
        ".5",
        ".inf",
        "1e3",
        "12:30",
        "1_000",
        "é",
        "🎵",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\u{1}",
        "---",
        "...",
        "<<",
        "=",
        "\"\"\"",
        "'''",
        "]]>",
        "&amp;",
        "a long line of words that goes on and on until it is folded at some space or other",
    ];
    prop_oneof![
        2 => prop::collection::vec(prop::sample::select(parts.to_vec()), 0..6)
            .prop_map(|parts| parts.concat()),
        1 => ".{0,20}",
        1 => "[a-z ]{60,160}",
    ]
}

fn leaf() -> impl Strategy<Value = Node> {
    let numbers = ["0", "-1", "1.10", "2e5", "5551234"];
    prop_oneof![
        6 => text().prop_map(Node::from),
        1 => prop::sample::select(numbers.to_vec()).prop_map(|n| Node::scalar(n, Kind::Number)),
        1 => any::<bool>().prop_map(|b| Node::scalar(b.to_string(), Kind::Boolean)),
        1 => Just(Value::Null.into()),
    ]
}

fn data(leaf: impl Strategy<Value = Node> + 'static) -> impl Strategy<Value = Node> {
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Node::list),
            prop::collection::btree_map(text(), inner, 0..5).prop_map(Node::map),
        ]
    })
}

fn without_nulls(node: &Node) -> Node {
    match &node.value {
        Value::List(items) => {
            Node::list(items.iter().filter(|item| !item.is_null()).map(without_nulls))
        }
        Value::Map(members) => Node::map(
            members
                .iter()
                .filter(|member| !member.value.is_null())
                .map(|member| (member.key.clone(), without_nulls(&member.value))),
        ),
        _ => node.clone(),
    }
}

fn xml_tree() -> impl Strategy<Value = Node> {
    let name = || prop::sample::select(vec!["a", "b", "título", "x-y.z"]);
    // XML cannot represent these characters, not even escaped.
    let clean = || {
        text()
            .prop_map(|text| text.replace(['\u{1}', '\u{FFFE}', '\u{FFFF}'], ""))
            .prop_filter("a character XML can hold", |text| {
                !text.chars().any(|c| c < ' ' && !matches!(c, '\n' | '\t' | '\r'))
            })
    };
    let attributes = move || prop::collection::btree_map(name(), clean(), 0..3);
    let empty = attributes().prop_map(|attributes| (attributes, Vec::new()));
    let element = empty.prop_recursive(4, 30, 4, move |inner| {
        let child = prop_oneof![
            (name(), inner).prop_map(|(name, (attributes, content))| {
                (name.to_owned(), element_node(attributes, content))
            }),
            clean().prop_map(|text| ("#text".to_owned(), Node::from(text))),
        ];
        (attributes(), prop::collection::vec(child, 0..4))
    });
    (name(), element).prop_map(|(name, (attributes, content))| {
        Node::map([(name, element_node(attributes, content))])
    })
}

fn element_node(
    attributes: std::collections::BTreeMap<&'static str, String>,
    content: Vec<(String, Node)>,
) -> Node {
    let attributes = attributes.into_iter().map(|(name, text)| (format!("@{name}"), text.into()));
    // Adjacent texts are merged.
    let mut members: Vec<(String, Node)> = attributes.collect();
    for (key, node) in content {
        match members.last_mut() {
            Some((last, Node { value: Value::Scalar(before), .. }))
                if key == "#text" && *last == key =>
            {
                before.text += node.as_text().unwrap_or_default();
            }
            _ => members.push((key, node)),
        }
    }
    members.retain(|(key, node)| key != "#text" || node.as_text() != Some(""));
    Node::map(members)
}

/// Removes the indentation that the writer adds to elements without text.
fn without_indentation(node: &Node) -> Node {
    let Some(members) = node.as_map() else { return node.clone() };
    let blank =
        |m: &&Member| m.key == "#text" && m.value.as_text().is_some_and(|t| t.trim().is_empty());
    let text = members.iter().any(|m| m.key == "#text" && !blank(&m));
    Node::map(
        members
            .iter()
            .filter(|m| text || !blank(m))
            .map(|m| (m.key.clone(), without_indentation(&m.value))),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn yaml(node in data(leaf())) {
        let written = write_yaml(&node);
        let read = tree(Syntax::Yaml, &written);
        let any = |_: &Scalar| Kind::Plain;
        prop_assert_eq!(bare(&read, any), bare(&node, any), "{}", written);
    }

    #[test]
    fn json(node in data(leaf())) {
        let written = write_json(&node);
        let read = tree(Syntax::Json, &written);
        prop_assert_eq!(bare(&read, |s| s.kind), bare(&node, |s| s.kind), "{}", written);
        prop_assert!(serde_json::from_str::<serde_json::Value>(&written).is_ok());
    }

    #[test]
    fn toml(members in prop::collection::btree_map(text(), data(leaf()), 0..5)) {
        let node = without_nulls(&Node::map(members));
        let written = write_toml(&node).expect("a map without twins");
        let read = tree(Syntax::Toml, &written);
        prop_assert_eq!(bare(&read, |s| s.kind), bare(&node, |s| s.kind), "{}", written);
    }

    #[test]
    fn xml(node in xml_tree()) {
        let written = write_xml(&node);
        let read = without_indentation(&tree(Syntax::Xml, &written));
        let node = without_indentation(&node);
        prop_assert_eq!(bare(&read, |s| s.kind), bare(&node, |s| s.kind), "{}", written);
    }

    #[test]
    fn text_stays_text_in_yaml_for_every_reader(text in text()) {
        let written = write_yaml(&Node::map([("k", Node::from(text.as_str()))]));
        let read = tree(Syntax::Yaml, &written);
        prop_assert_eq!(at(&read, "k").text.as_str(), text.as_str());
        let ambiguous = ["null", "~", "", "yes", "No", "true", "1", "01234", "1.10", "2020-01",
            "0x1F", ".5", ".inf", "1e3", "12:30", "1_000", "-1", "+1 555"];
        if ambiguous.contains(&text.as_str()) {
            prop_assert_eq!(at(&read, "k").kind, Kind::Text, "{}", written);
        }
    }

    #[test]
    fn plain_yaml_scalars_stay_plain(text in "[a-z0-9+.][a-z0-9+.:/-]{0,11}") {
        prop_assume!(!text.starts_with("..."));
        let source = format!("k: {text}");
        let (node, diagnostics) = parsed(Syntax::Yaml, &source);
        prop_assume!(diagnostics.is_empty());
        let node = node.expect("a tree");
        prop_assert_eq!(
            bare(&tree(Syntax::Yaml, &write_yaml(&node)), |s| s.kind),
            bare(&node, |s| s.kind)
        );
    }

    #[test]
    fn written_xml_is_always_well_formed(node in data(leaf())) {
        tree(Syntax::Xml, &write_xml(&node));
    }

    #[test]
    fn json_of_other_writers_is_read(text in "[ -~é🎵\n\t\u{7f}]{0,30}", number in any::<f64>()) {
        let value = serde_json::json!({ "a": [text, number, true, null], "b": {} });
        for written in [value.to_string(), serde_json::to_string_pretty(&value).expect("JSON")] {
            let node = tree(Syntax::Json, &written);
            prop_assert_eq!(at(&node, "a[0]").text.as_str(), text.as_str());
        }
    }

    #[test]
    fn all_valid_json_is_accepted(text in "[\\[\\]{}:,\"a1.e+\\-\\\\ntu/ ]{0,12}") {
        if serde_json::from_str::<serde_json::Value>(&text).is_ok() {
            let messages = messages_for(Syntax::Json, &text);
            prop_assert!(messages.is_empty() || messages.contains("duplicate-key"), "{}", messages);
        }
    }
}

/// Quotes make it text in YAML 1.1 and 1.2.
#[test]
fn text_that_looks_like_something_else_is_quoted_in_yaml() {
    let texts = [
        "no",
        "NO",
        "Yes",
        "on",
        "y",
        "true",
        "1.10",
        "01234",
        "0o17",
        "0x1F",
        "1e3",
        "1_000",
        "-1",
        ".5",
        ".inf",
        ".NaN",
        "2020",
        "2020-01",
        "2020-01-31",
        "12:30:00",
        "190:20",
        "~",
        "null",
        "",
        "=",
        "<<",
        "- a",
        "a: b",
        "a #b",
        "*a",
        "&a",
        "!a",
        "@a",
        "%a",
        "`a",
        "[a]",
        "{a}",
        "? a",
    ];
    for text in texts {
        let written = write_yaml(&Node::map([("key", Node::from(text))]));
        assert_eq!(written, format!("key: \"{text}\"\n"));
        let read = tree(Syntax::Yaml, &written);
        assert_eq!((at(&read, "key").text.as_str(), at(&read, "key").kind), (text, Kind::Text));
    }
}

#[test]
fn dates_are_unquoted_where_possible() {
    let node = Node::map([
        ("year", Node::scalar("2020", Kind::Date)),
        ("month", Node::scalar("2020-01", Kind::Date)),
        ("day", Node::scalar("2020-01-31", Kind::Date)),
        ("none", Value::Null.into()),
    ]);
    insta::assert_snapshot!(write_yaml(&node), @"
    year: 2020
    month: 2020-01
    day: 2020-01-31
    none: null
    ");
    insta::assert_snapshot!(write_json(&node), @r#"
    {
      "year": "2020",
      "month": "2020-01",
      "day": "2020-01-31",
      "none": null
    }
    "#);
    insta::assert_snapshot!(write_toml(&node).expect("a map"), @r#"
    year = "2020"
    month = "2020-01"
    day = 2020-01-31
    "#);
}

/// A tree with typical content of a résumé.
fn resume() -> Node {
    let yaml = r#"
basics:
  name: Ines Okafor
  phone: "+1 555 0100"
  location: {city: Zürich, postalCode: "08001"}
  profiles: []
  summary: |
    Builds bridges.

    - and tunnels
work:
  - name: "No"
    startDate: 2019-04
    endDate: present
    keywords: [C#, "yes", "a: b"]
    highlights:
      - Led the replacement of four hundred bearings under traffic, on time and below the cost that had been planned
      - "Said: \"done\""
      - title: Nested
        highlights: [one, two]
  - name: Other
    years: 3
meta:
  theme: register
  draft: true
"#;
    tree(Syntax::Yaml, yaml)
}

#[test]
fn a_resume_is_written_in_a_readable_layout() {
    insta::assert_snapshot!(write_yaml(&resume()), @r#"
    basics:
      name: Ines Okafor
      phone: "+1 555 0100"
      location:
        city: Zürich
        postalCode: "08001"
      profiles: []
      summary: |
        Builds bridges.

        - and tunnels
    work:
      - name: "No"
        startDate: 2019-04
        endDate: present
        keywords:
          - C#
          - "yes"
          - "a: b"
        highlights:
          - >-
            Led the replacement of four hundred bearings under traffic, on time and
            below the cost that had been planned
          - 'Said: "done"'
          - title: Nested
            highlights:
              - one
              - two
      - name: Other
        years: 3
    meta:
      theme: register
      draft: true
    "#);
    insta::assert_snapshot!(write_json(&resume()), @r#"
    {
      "basics": {
        "name": "Ines Okafor",
        "phone": "+1 555 0100",
        "location": {
          "city": "Zürich",
          "postalCode": "08001"
        },
        "profiles": [],
        "summary": "Builds bridges.\n\n- and tunnels\n"
      },
      "work": [
        {
          "name": "No",
          "startDate": "2019-04",
          "endDate": "present",
          "keywords": [
            "C#",
            "yes",
            "a: b"
          ],
          "highlights": [
            "Led the replacement of four hundred bearings under traffic, on time and below the cost that had been planned",
            "Said: \"done\"",
            {
              "title": "Nested",
              "highlights": [
                "one",
                "two"
              ]
            }
          ]
        },
        {
          "name": "Other",
          "years": 3
        }
      ],
      "meta": {
        "theme": "register",
        "draft": true
      }
    }
    "#);
    insta::assert_snapshot!(write_toml(&resume()).expect("a map"), @r#"
    [basics]
    name = "Ines Okafor"
    phone = "+1 555 0100"
    location = { city = "Zürich", postalCode = "08001" }
    profiles = []
    summary = """
    Builds bridges.

    - and tunnels
    """

    [[work]]
    name = "No"
    startDate = "2019-04"
    endDate = "present"
    keywords = ["C#", "yes", "a: b"]
    highlights = [
      "Led the replacement of four hundred bearings under traffic, on time and below the cost that had been planned",
      'Said: "done"',
      { title = "Nested", highlights = ["one", "two"] },
    ]

    [[work]]
    name = "Other"
    years = 3

    [meta]
    theme = "register"
    draft = true
    "#);
}

#[test]
fn xml_is_indented_except_within_mixed_content() {
    let source = "<r a='1 &lt; 2'><b/><b><c>x <i>y</i> &amp; z</c></b></r>";
    insta::assert_snapshot!(write_xml(&tree(Syntax::Xml, source)), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <r a="1 &lt; 2">
      <b/>
      <b>
        <c>x <i>y</i> &amp; z</c>
      </b>
    </r>
    "#);
}

#[test]
fn toml_reports_what_it_cannot_represent() {
    assert!(write_toml(&Node::list([])).is_err_and(|e| e.contains("a list")));
    let twins = Node::map([("a", Node::map([("b", Node::from("1")), ("b", Node::from("2"))]))]);
    assert!(write_toml(&twins).is_err_and(|e| e.contains("`a.b`")));
    let inline = Node::map([("a", Node::list([twins, Node::from("x")]))]);
    assert!(write_toml(&inline).is_err_and(|e| e.contains("`a[0].a.b`")));
}

use super::*;

fn toml(text: &str) -> Node {
    tree(Syntax::Toml, text)
}

#[test]
fn values_keep_their_text_and_kind() {
    let node = toml(
        "a = 1.10\nb = 0x1F\nc = 1_000\nd = true\ne = 2020-01-05\nf = 12:30:00\ng = \"1\"\nh = inf\ni = 1979-05-27 07:32:00Z\n",
    );
    for (key, text, kind) in [
        ("a", "1.10", Kind::Number),
        ("b", "0x1F", Kind::Number),
        ("c", "1_000", Kind::Number),
        ("d", "true", Kind::Boolean),
        ("e", "2020-01-05", Kind::Date),
        ("f", "12:30:00", Kind::Date),
        ("g", "1", Kind::Text),
        ("h", "inf", Kind::Number),
        ("i", "1979-05-27 07:32:00Z", Kind::Date),
    ] {
        assert_eq!(*at(&node, key), Scalar { text: text.to_owned(), kind });
    }
}

#[test]
fn multiline_strings_and_escapes_are_decoded() {
    let node = toml("a = \"\"\"\nx\\\n  y\n\"\"\"\nb = 'C:\\path'\nc = \"\\u00e9\\t\"\n");
    assert_eq!(at(&node, "a").text, "xy\n");
    assert_eq!(at(&node, "b").text, "C:\\path");
    assert_eq!(at(&node, "c").text, "é\t");
}

#[test]
fn spans_cover_the_source_text() {
    let text = "n.first = \"Zoë\"\nlist = [1, {a.b = 2}]\n[[work]]\nname = 'x'\n[[work]]\n[work.place]\ncity = \"y\"\n";
    insta::assert_snapshot!(outline(text, &toml(text)), @r#"
    map ⟨n.first = "Zoë"⏎list = [1, {a.b = 2}]⏎[[work]]⏎name = 'x'⏎[[work]]⏎[work.place]⏎city = "y"⏎⟩
    n ⟨n⟩: map ⟨n⟩
      first ⟨first⟩: Text "Zoë" ⟨"Zoë"⟩
    list ⟨list⟩: list ⟨[1, {a.b = 2}]⟩
      - Number "1" ⟨1⟩
      - map ⟨{a.b = 2}⟩
        a ⟨a⟩: map ⟨a⟩
          b ⟨b⟩: Number "2" ⟨2⟩
    work ⟨work⟩: list ⟨[[work]]⟩
      - map ⟨[[work]]⟩
        name ⟨name⟩: Text "x" ⟨'x'⟩
      - map ⟨[[work]]⟩
        place ⟨place⟩: map ⟨[work.place]⟩
          city ⟨city⟩: Text "y" ⟨"y"⟩
    "#);
}

#[test]
fn members_are_ordered_by_their_first_mention() {
    let order = |text: &str| -> Vec<String> {
        toml(text).as_map().expect("a map").iter().map(|m| m.key.clone()).collect()
    };
    assert_eq!(order("[z]\n[a]\n[m]\n"), ["z", "a", "m"]);
    assert_eq!(order("[z.inner]\n[a]\n[z]\nx = 1\n"), ["z", "a"]);
    assert_eq!(order("[[z]]\n[a]\n[[z]]\n"), ["z", "a"]);
    assert_eq!(order("z.x = 1\na = 1\nz.y = 2\n"), ["z", "a"]);
    let node = toml("[z.late]\n[a]\n[z]\nfirst = 1\n");
    let inner: Vec<_> =
        node.get("z").and_then(Node::as_map).expect("z").iter().map(|m| &m.key).collect();
    assert_eq!(inner, ["late", "first"]);
}

use super::*;

fn xml(text: &str) -> Node {
    tree(Syntax::Xml, text)
}

#[test]
fn elements_attributes_and_text_keep_document_order() {
    let text = "<?xml version='1.0'?>\n<!-- a -->\n<cv id='1' n=\"a &amp; b\">\n  <job>x <b>y</b> z</job><job/>\n</cv>\n<?pi?>";
    insta::assert_snapshot!(outline(text, &xml(text)), @r#"
    map ⟨<cv id='1' n="a &amp; b">⏎  <job>x <b>y</b> z</job><job/>⏎</cv>⟩
    cv ⟨cv⟩: map ⟨<cv id='1' n="a &amp; b">⏎  <job>x <b>y</b> z</job><job/>⏎</cv>⟩
      @id ⟨id⟩: Text "1" ⟨1⟩
      @n ⟨n⟩: Text "a & b" ⟨a &amp; b⟩
      #text ⟨⏎  ⟩: Text "\n  " ⟨⏎  ⟩
      job ⟨job⟩: map ⟨<job>x <b>y</b> z</job>⟩
        #text ⟨x ⟩: Text "x " ⟨x ⟩
        b ⟨b⟩: map ⟨<b>y</b>⟩
          #text ⟨y⟩: Text "y" ⟨y⟩
        #text ⟨ z⟩: Text " z" ⟨ z⟩
      job ⟨job⟩: map ⟨<job/>⟩
      #text ⟨⏎⟩: Text "\n" ⟨⏎⟩
    "#);
}

#[test]
fn namespaces_are_removed_from_names() {
    for text in [
        "<r xmlns='http://a.example/'><a x='1'/></r>",
        "<p:r xmlns:p='http://a.example/'><p:a p:x='1'/></p:r>",
        "<r><a x='1'/></r>",
    ] {
        assert_eq!(at(&xml(text), "r.a.@x").text, "1");
    }
}

#[test]
fn comments_and_instructions_do_not_break_text() {
    let text = "<a>x<!-- y -->z<?p?>w<![CDATA[<&>]]>!</a>";
    let node = xml(text);
    assert_eq!(at(&node, "a.#text").text, "xzw<&>!");
    assert_eq!(node.get("a").and_then(Node::as_map).map(<[_]>::len), Some(1));
}

#[test]
fn html_entities_need_no_declaration() {
    let node = xml("<a b='&uuml;'>&Eacute;tude &ndash; &copy;&nbsp;&lt;&#233;&#x1F3B5;</a>");
    assert_eq!(at(&node, "a.#text").text, "Étude – ©\u{A0}<é🎵");
    assert_eq!(at(&node, "a.@b").text, "ü");
}

#[test]
fn a_document_type_does_not_move_spans() {
    let body = "<r k='&ouml;'>&Eacute;a <b>&szlig;</b> &mine;</r>";
    let plain = body.replace("&mine;", "x");
    let expected = outline(&plain, &xml(&plain)).replace("&mine;", "x");
    for doctype in [
        "<!DOCTYPE r>",
        "<!DOCTYPE r SYSTEM \"../dtd/r.dtd\">",
        "<?xml version='1.0'?>\n<!DOCTYPE r PUBLIC \"-//X//DTD R//EN\"\n  \"http://x.example/r.dtd\">\n",
        "<!DOCTYPE r [\n<!ELEMENT r ANY>\n<!ATTLIST r k CDATA \"a>b\">\n<!-- ]> --><?p ]>?>\n]>\n",
    ] {
        let text = format!("{doctype}{plain}");
        assert_eq!(outline(&text, &xml(&text)), expected, "{doctype}");
    }
    let doctype =
        "<!DOCTYPE r [<!ENTITY % l SYSTEM \"l.ent\"> %l;\n<!ENTITY mine 'x'><!ENTITY mine 'y'>]>";
    let text = format!("{doctype}{body}");
    assert_eq!(outline(&text, &xml(&text)).replace("&mine;", "x"), expected);
}

#[test]
fn a_declared_entity_overrides_a_predefined_one() {
    let node = xml(
        "<!DOCTYPE a [<!ENTITY eacute \"E\"><!ENTITY who '<b>Zo&euml;</b>'>]><a>&eacute;&who;</a>",
    );
    assert_eq!(at(&node, "a.#text").text, "E");
    assert_eq!(at(&node, "a.b.#text").text, "Zoë");
}

#[test]
fn the_text_of_an_entity_replaces_the_reference() {
    let text = "<!DOCTYPE a [<!ENTITY who '<b c=\"d\">x</b>'>]>\n<a><p>&who; y</p></a>";
    let node = xml(text);
    let path = |path: &str| node.span_of(&Path::parse(path).expect("a path")).range();
    assert_eq!(&text[path("a.p.b.#text")], "<p>&who; y</p>");
    assert_eq!(&text[path("a.p.b.@c")], "<p>&who; y</p>");
}

#[test]
fn an_entity_may_close_an_element_opened_by_another() {
    let text =
        "<!DOCTYPE r [<!ENTITY close '<k/>y</i>'><!ENTITY open '<i>x'>]><r>&open;&close;</r>";
    let node = xml(text);
    assert_eq!(at(&node, "r.i.#text").text, "x");
    let span = node.span_of(&Path::parse("r.i").expect("a path"));
    assert_eq!(&text[span.range()], "<r>&open;&close;</r>");
}

#[test]
fn an_index_selects_among_elements_of_the_same_name() {
    let text = "<r><a>1</a><b/><a>2</a>\n<a x='3'/></r>";
    let node = xml(text);
    let path = |path: &str| Path::parse(path).expect("a path");
    assert_eq!(&text[node.span_of(&path("r.a[2].@x")).range()], "3");
    assert_eq!(&text[node.span_of(&path("r.a[1].#text")).range()], "2");
    assert_eq!(node.key_span_of(&path("r.a[1]")).map(|span| span.range()), Some(16..17));
}

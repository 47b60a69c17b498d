use super::merging::{line, tree};
use super::*;

const FILE: &str = "\
basics: {name: Ada, label: Analyst}
work: [{name: Acme, summary: Old}]
meta:
  theme: register
  variants:
    short:
      pages: 1
      max: {work: 3, highlights: 2}
      exclude: references
      label: Engineer
    kernel:
      extends: short
      tags: [kernel, storage]
      since: {work: 2015}
      redact: photo, contact
      max: {highlights: 4}
      sort: {work: -endDate}
      lang: fr
      output: out/{name}-{variant}.pdf
      theme: plain
      options: {accent: '#000'}
      data:
        work[0].summary: New
        basics: {summary: Hello}
";

#[test]
fn a_variant_inherits_from_its_parent() {
    let root = tree(FILE);
    let kernel = find_variant(&root, "kernel").unwrap();
    let Selection { tags, since, max, exclude, redact, sort, language, .. } = &kernel.selection;
    assert_eq!(tags.as_ref().unwrap().to_string(), "kernel,storage");
    assert_eq!(since.iter().map(Cutoff::to_string).collect::<Vec<_>>(), ["work=2015"]);
    assert_eq!(max.iter().map(Limit::to_string).collect::<Vec<_>>(), ["highlights=4", "work=3"]);
    assert_eq!(exclude.iter().map(Pattern::to_string).collect::<Vec<_>>(), ["references"]);
    assert_eq!(redact.iter().map(Pattern::to_string).collect::<Vec<_>>(), ["photo", "contact"]);
    assert_eq!(sort[0].value, "-endDate");
    assert_eq!(language.as_deref(), Some("fr"));
    assert_eq!(kernel.output.as_deref(), Some("out/{name}-{variant}.pdf"));
    assert_eq!(variant_names(&root), ["short", "kernel"]);
}

#[test]
fn a_variant_can_set_any_value_of_the_tree() {
    let mut root = tree(FILE);
    let mut diagnostics = Diagnostics::default();
    find_variant(&root, "kernel").unwrap().apply(&mut root, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(
        line(root.get("basics").unwrap()),
        r#"{ "name": "Ada", "label": "Engineer", "summary": "Hello" }"#
    );
    assert_eq!(line(root.get("work").unwrap()), r#"[ { "name": "Acme", "summary": "New" } ]"#);
    let meta = root.get("meta").unwrap();
    assert_eq!(meta.get("theme").unwrap().as_text(), Some("plain"));
    assert_eq!(meta.get("pages").unwrap().as_text(), Some("1"));
    assert_eq!(meta.get("locale").unwrap().as_text(), Some("fr"));
    assert_eq!(line(meta.get("options").unwrap()), r##"{ "accent": "#000" }"##);
}

#[test]
fn all_errors_of_variants_are_reported_at_once() {
    let root = tree(
        "\
meta:
  variants:
    a: {extends: b}
    b: {extends: c}
    c: {extends: a, tagz: kernel}
    d: {extends: e, tags: 'kernel,', since: soon, max: {work: many}, redact: ''}
    f: text
    g: {sections: {work: 1}, data: [1], colour: red, exclude: [[x]]}
",
    );
    let mut diagnostics = Diagnostics::default();
    check_variants(&root, &mut diagnostics);
    assert!(diagnostics.iter().all(|d| d.span.is_some() && !d.hints.is_empty()));
    let messages: Vec<_> = diagnostics
        .iter()
        .map(|d| {
            format!(
                "{} {}: {}",
                d.code,
                d.path.as_ref().map_or(String::new(), Path::to_string),
                d.message
            )
        })
        .collect();
    insta::assert_snapshot!(messages.join("\n"), @r"
    variant-cycle : variant `a` extends itself: a → b → c → a
    unknown-key meta.variants.c.tagz: unknown key `tagz` in a variant
    tag-expression meta.variants.d.tags: missing tag in `kernel,`
    cutoff meta.variants.d.since: invalid date `soon`
    limit meta.variants.d.max: invalid limit `work=many`
    pattern meta.variants.d.redact: `` is not a path that can be omitted
    unknown-variant : unknown variant `e` to extend
    variant meta.variants.f: a variant cannot be text
    wrong-type meta.variants.g.sections: a mapping does not belong here
    wrong-type meta.variants.g.data: a list does not belong here
    unknown-key meta.variants.g.colour: unknown key `colour` in a variant
    wrong-type meta.variants.g.exclude: a list does not belong here
    ");
}

#[test]
fn the_schema_describes_the_keys_that_are_read() {
    let text: String = crate::format::keys::VARIANT
        .iter()
        .map(|key| format!("      {}: null\n", key.name))
        .collect();
    let mut diagnostics = Diagnostics::default();
    check_variants(&tree(&format!("meta:\n  variants:\n    a:\n{text}")), &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

#[test]
fn an_unknown_variant_is_rejected_with_a_suggestion() {
    let root = tree(FILE);
    let error = find_variant(&root, "kernle").unwrap_err();
    assert_eq!(error.message, "unknown variant `kernle`");
    assert_eq!(error.hints, ["did you mean `kernel`?"]);
    let error = find_variant(&tree("basics: {}"), "x").unwrap_err();
    assert_eq!(error.hints, ["define one: `meta: {variants: {short: {pages: 1}}}`"]);
}

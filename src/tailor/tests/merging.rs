use super::*;
use crate::diagnostic::Sources;
use crate::source::{self, Node, Syntax, write_json};
use crate::tailor::merge::{merge, set};

pub(super) fn tree(text: &str) -> Node {
    let mut diagnostics = Diagnostics::default();
    let mut sources = Sources::default();
    let id = sources.add("a.yaml", text);
    source::parse(Syntax::Yaml, id, text, &mut diagnostics).unwrap()
}

/// Writes a tree on one line.
pub(super) fn line(node: &Node) -> String {
    let json = write_json(node);
    json.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

fn reported_messages(diagnostics: &Diagnostics) -> Vec<String> {
    diagnostics
        .iter()
        .map(|d| format!("{}: {} ({})", d.code, d.message, d.hints.join("; ")))
        .collect()
}

fn merged(base: &str, over: &str) -> (String, Vec<String>) {
    let mut base = tree(base);
    let mut diagnostics = Diagnostics::default();
    merge(&mut base, tree(over), &mut diagnostics);
    (line(&base), reported_messages(&diagnostics))
}

#[test]
fn mappings_are_merged_by_key_and_null_removes_the_value() {
    let (tree, reported_messages) = merged(
        "basics: {name: Ada, label: Analyst, summary: Old}\nwork: []",
        "basics: {label: Engineer, summary: null, email: a@b.example}\nawards: null",
    );
    assert_eq!(
        tree,
        r#"{ "basics": { "name": "Ada", "label": "Engineer", "email": "a@b.example" }, "work": [] }"#
    );
    assert!(reported_messages.is_empty());
}

#[test]
fn entries_are_matched_by_id_or_unique_heading() {
    let base = "work:\n- {id: a, name: Acme, position: Dev}\n- {name: Bolt, position: Dev}\n\
                education: [{institution: MIT, area: X}]\nskills: [{name: Go, keywords: [a, b]}]";
    let (tree, reported_messages) = merged(
        base,
        "work: [{id: a, position: Lead}, {name: Bolt, summary: Ran it}]\n\
         education: [{institution: MIT, area: Y}]\nskills: [{name: Go, keywords: [c]}]",
    );
    assert_eq!(
        tree,
        r#"{ "work": [ { "id": "a", "name": "Acme", "position": "Lead" }, { "name": "Bolt", "position": "Dev", "summary": "Ran it" } ], "education": [ { "institution": "MIT", "area": "Y" } ], "skills": [ { "name": "Go", "keywords": [ "c" ] } ] }"#
    );
    assert!(reported_messages.is_empty());
}

#[test]
fn entries_with_equal_names_are_distinguished_or_left_unchanged() {
    let base = "work: [{name: Acme, position: Dev}, {name: Acme, position: Lead}]";
    let (tree, messages) = merged(base, "work: [{name: Acme, position: Lead, summary: Led}]");
    assert_eq!(
        tree,
        r#"{ "work": [ { "name": "Acme", "position": "Dev" }, { "name": "Acme", "position": "Lead", "summary": "Led" } ] }"#
    );
    assert!(messages.is_empty());
    let (_, messages) = merged(base, "work: [{name: Acme, summary: Which?}]");
    assert_eq!(
        messages,
        [
            "overlay-ambiguous: several entries of `work` have the name `Acme`; ignored (give `work[0]` and `work[1]` an `id` each, or add its position or dates)"
        ]
    );
}

#[test]
fn unmatched_entries_are_reported_and_ignored() {
    let base = "work: [{id: acme, name: Acme}]";
    let (tree, messages) =
        merged(base, "work: [{id: acne, summary: X}, {name: Acme Ltd, summary: X}, {summary: X}]");
    assert_eq!(tree, r#"{ "work": [ { "id": "acme", "name": "Acme" } ] }"#);
    assert_eq!(
        messages,
        [
            "overlay-unmatched: nothing in `work` has the id `acne`; ignored (did you mean `acme`?; add `new: true` to it to insert a new entry)",
            "overlay-unmatched: nothing in `work` has the name `Acme Ltd`; ignored (add `new: true` to it to insert a new entry)",
            "overlay-entry: cannot tell which entry of `work` is meant (add the `id` or the name of the entry, or `new: true` to add one)",
        ]
    );
}

#[test]
fn overlays_can_prepend_append_and_remove_entries() {
    let (tree, messages) = merged(
        "work: [{name: A}, {name: B}]",
        "work: [{name: Z, new: first}, {name: C, new: true}, {name: A, remove: true}]\n\
         projects: [{name: P, new: true}]",
    );
    assert_eq!(
        tree,
        r#"{ "work": [ { "name": "Z" }, { "name": "B" }, { "name": "C" } ], "projects": [ { "name": "P" } ] }"#
    );
    assert!(messages.is_empty());
    let (_, messages) = merged("work: [{name: A}]", "work: [{name: B, new: maybe}]");
    assert_eq!(
        messages,
        [
            "overlay-entry: `new` cannot be `maybe` (write `new: true` to put the entry at the end, `new: first` at the start)"
        ]
    );
}

fn with(path: &str, value: &str) -> (String, Vec<String>) {
    let mut base = tree("basics: {name: Ada}\nwork: [{name: A}, {id: b, name: B}]");
    let mut diagnostics = Diagnostics::default();
    set(&mut base, &Path::parse(path).unwrap(), tree(value), &mut diagnostics);
    (line(&base), reported_messages(&diagnostics))
}

#[test]
fn values_are_set_by_path_with_index_or_id() {
    for (path, value, expected) in [
        (
            "basics.label",
            "Poet",
            r#"{ "basics": { "name": "Ada", "label": "Poet" }, "work": [ { "name": "A" }, { "id": "b", "name": "B" } ] }"#,
        ),
        (
            "work[0].name",
            "C",
            r#"{ "basics": { "name": "Ada" }, "work": [ { "name": "C" }, { "id": "b", "name": "B" } ] }"#,
        ),
        (
            "work.b.name",
            "C",
            r#"{ "basics": { "name": "Ada" }, "work": [ { "name": "A" }, { "id": "b", "name": "C" } ] }"#,
        ),
        (
            "work[0]",
            "null",
            r#"{ "basics": { "name": "Ada" }, "work": [ { "id": "b", "name": "B" } ] }"#,
        ),
        ("basics", "null", r#"{ "work": [ { "name": "A" }, { "id": "b", "name": "B" } ] }"#),
        (
            "meta.options.accent",
            "red",
            r#"{ "basics": { "name": "Ada" }, "work": [ { "name": "A" }, { "id": "b", "name": "B" } ], "meta": { "options": { "accent": "red" } } }"#,
        ),
    ] {
        assert_eq!(with(path, value), (expected.to_owned(), Vec::new()), "{path}");
    }
}

#[test]
fn an_invalid_path_is_an_error_with_a_hint() {
    for (path, expected) in [
        (
            "work[7].name",
            "data-path: unknown entry `work[7]` (entries are counted from 0; the last of 2 is `work[1]`)",
        ),
        ("work.c.name", "data-path: nothing in `work` has the id `c` (did you mean `b`?)"),
        (
            "basics.name.first",
            "data-path: `basics.name` is text: nothing is in it (set `basics.name` itself, or name another path)",
        ),
        (
            "basics[0]",
            "data-path: `basics` is a mapping: nothing is in it (set `basics` itself, or name another path)",
        ),
    ] {
        assert_eq!(with(path, "x").1, [expected], "{path}");
    }
}

//! Helpers for tests of all formats.

use std::path::Path as FilePath;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use serde_json::Value as Json;

use crate::diagnostic::{Diagnostics, MessageFormat, Sources, Span, render};
use crate::markup;
use crate::markup::Block;
use crate::resume::Resume;
use crate::source::{Kind, Member, Node, Scalar, Syntax, Value, parse, write_yaml};

use super::{Dialect, ReadOptions, read, write};

/// Returns a configuration with few, deterministic cases.
pub(super) fn deterministic_config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(2026),
        max_shrink_iters: 500,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Reads YAML in a format.
pub(super) fn read_yaml(dialect: Dialect, text: &str) -> (Vec<Resume>, Diagnostics, Sources) {
    let mut sources = Sources::default();
    let id = sources.add("cv.yaml", text);
    let mut diagnostics = Diagnostics::default();
    let resumes = parse(Syntax::Yaml, id, text, &mut diagnostics)
        .map(|root| read(dialect, &root, ReadOptions::default(), &mut diagnostics))
        .unwrap_or_default();
    (resumes, diagnostics, sources)
}

/// Reads YAML in a format and writes it in native format.
pub(super) fn native_form(dialect: Dialect, text: &str) -> String {
    let (resumes, diagnostics, sources) = read_yaml(dialect, text);
    assert!(!diagnostics.has_errors(), "{}", messages(&diagnostics, &sources));
    let node = write(Dialect::Native, &resumes[0], &mut Diagnostics::default());
    write_yaml(&node.expect("ours is written"))
}

/// Reads YAML in a format, writes it and reads it back.
///
/// Returns the messages, and the lines in which the native forms differ.
pub(super) fn round_trip(dialect: Dialect, text: &str) -> (String, String) {
    let (resumes, ..) = read_yaml(dialect, text);
    let mut losses = Diagnostics::default();
    let node = write(dialect, &resumes[0], &mut losses).expect("the dialect is written");
    let before = native_form(dialect, text);
    let after = native_form(dialect, &write_yaml(&node));
    let removed = before.lines().filter(|line| !after.lines().any(|other| other == *line));
    let new = after.lines().filter(|line| !before.lines().any(|other| other == *line));
    let difference: Vec<String> =
        removed.map(|line| format!("-{line}")).chain(new.map(|line| format!("+{line}"))).collect();
    (messages(&losses, &Sources::default()), difference.join("\n"))
}

/// Formats messages with positions and hints.
pub(super) fn messages(diagnostics: &Diagnostics, sources: &Sources) -> String {
    diagnostics.iter().map(|d| render(d, sources, MessageFormat::Short, false)).collect()
}

/// Returns violations of JSON Resume's published schema.
pub(super) fn problems_of_json_resume(json: &Json, formats: bool) -> Vec<String> {
    let schema = include_str!("../../tests/fixtures/jsonresume/schema.json");
    let schema: Json = serde_json::from_str(schema).expect("the schema");
    let validator =
        jsonschema::options().should_validate_formats(formats).build(&schema).expect("a schema");
    validator.iter_errors(json).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Returns all files of the LinkedIn export by name.
pub(super) fn linkedin_files() -> Vec<(String, String)> {
    let folder = FilePath::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/linkedin");
    let mut files = Vec::new();
    for part in ["", "Jobs"] {
        for file in std::fs::read_dir(folder.join(part)).expect("the fixture") {
            let path = file.expect("a file").path();
            if path.is_file() {
                let name = path.strip_prefix(&folder).expect("it is in it");
                let text = std::fs::read_to_string(&path).expect("text");
                files.push((name.to_string_lossy().into_owned(), text));
            }
        }
    }
    files.sort();
    files
}

/// Returns the printed letters and digits of a text, without markup.
pub(super) fn letters(text: &str) -> String {
    fn printed(blocks: &[Block], out: &mut String) {
        for block in blocks {
            match block {
                Block::Paragraph { body } => out.push_str(&body.text()),
                Block::List { items } | Block::Enumeration { items } => {
                    items.iter().for_each(|item| printed(item, out));
                }
            }
        }
    }
    let mut out = String::new();
    printed(&markup::blocks(text), &mut out);
    out.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Generates trees with keys of a format and others, in arbitrary places.
pub(super) fn tree(dialect: Dialect) -> impl Strategy<Value = Node> {
    let (fixture, roots): (_, &[&str]) = match dialect {
        Dialect::RenderCv => (
            include_str!("../../tests/fixtures/rendercv.yaml"),
            &["cv", "design", "locale", "settings"],
        ),
        _ => (
            include_str!("../../tests/fixtures/yamlresume.yaml"),
            &["content", "layouts", "locale"],
        ),
    };
    let mut keys = Vec::new();
    let id = Sources::default().add("fixture.yaml", fixture);
    let root = parse(Syntax::Yaml, id, fixture, &mut Diagnostics::default());
    collect_keys(&root.expect("a fixture"), &mut keys);
    let texts = select(vec![
        "",
        " ",
        "2020",
        "2020-13",
        "present",
        "*",
        "- a - b",
        "_a_",
        "true",
        "#f(",
        "$$",
        "[](",
        "1. a",
        "\u{a0}",
        "é",
        "0",
        "a4",
        "latex",
        "Sep 1, 2016",
        "1cm",
        "-1em",
        "rgb(1,2,3)",
    ]);
    let text = prop_oneof![texts.prop_map(str::to_owned), "\\PC{0,6}"];
    let detached = |value| Node { value, span: Span::detached() };
    let leaf = prop_oneof![
        6 => (text, any::<bool>()).prop_map(move |(text, quoted)| {
            let kind = if quoted { Kind::Text } else { Kind::Plain };
            detached(Value::Scalar(Scalar { text, kind }))
        }),
        1 => Just(detached(Value::Null)),
    ];
    let key = prop_oneof![9 => select(keys), 1 => "[a-z_]{0,5}"];
    let inner = leaf.prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(move |nodes| detached(Value::List(nodes))),
            vec((key.clone(), inner), 0..6).prop_map(mapping),
        ]
    });
    let members = roots.iter().map(|root| (Just((*root).to_owned()), inner.clone()));
    members.collect::<Vec<_>>().prop_map(mapping)
}

/// Creates a map with unique keys, as parsers do.
fn mapping(members: Vec<(String, Node)>) -> Node {
    let mut unique: Vec<Member> = Vec::new();
    for (key, value) in members {
        if unique.iter().all(|member| member.key != key) {
            unique.push(Member { key, key_span: Span::detached(), value });
        }
    }
    Node { value: Value::Map(unique), span: Span::detached() }
}

fn collect_keys(node: &Node, keys: &mut Vec<String>) {
    for inner in node.as_list().unwrap_or_default() {
        collect_keys(inner, keys);
    }
    for member in node.as_map().unwrap_or_default() {
        if !keys.contains(&member.key) {
            keys.push(member.key.clone());
        }
        collect_keys(&member.value, keys);
    }
}

/// Removes descriptions that repeat the summary, as reading does.
pub(super) fn without_repetitions(mut value: Json) -> Json {
    match &mut value {
        Json::Object(members) => {
            // Only text in one language is compared.
            let is_repeated = |it: &Json| it.is_string() && Some(it) == members.get("summary");
            if members.get("description").is_some_and(is_repeated) {
                members.remove("description");
            }
            members.values_mut().for_each(|it| *it = without_repetitions(it.take()));
        }
        Json::Array(items) => {
            items.iter_mut().for_each(|it| *it = without_repetitions(it.take()));
        }
        _ => {}
    }
    value
}

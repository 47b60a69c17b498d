use proptest::prelude::*;

use super::{read, write};
use crate::diagnostic::{Diagnostics, Sources};
use crate::format::ReadOptions;
use crate::format::losses::Losses;
use crate::format::native;
use crate::format::roundtrip::unreported_losses;
use crate::format::testing::deterministic_config;
use crate::resume::Resume;
use crate::resume::arbitrary::resume;
use crate::source::{Node, Syntax, parse, write_json, write_yaml};

fn fixture(name: &str) -> String {
    let path = format!("{}/tests/fixtures/fresh/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn tree(json: &str) -> Node {
    let mut sources = Sources::default();
    let id = sources.add("resume.json", json);
    let mut diagnostics = Diagnostics::default();
    let root = parse(Syntax::Json, id, json, &mut diagnostics).expect("a tree");
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    root
}

fn try_read(json: &str, private: bool) -> (Option<Resume>, String) {
    let mut diagnostics = Diagnostics::default();
    let resume = read(&tree(json), ReadOptions { private }, &mut diagnostics);
    let lines = diagnostics.iter().map(|d| {
        let path = d.path.as_ref().map(ToString::to_string).unwrap_or_default();
        let hints: String = d.hints.iter().map(|hint| format!("  {hint}\n")).collect();
        format!("[{}] {path}: {}\n{hints}", d.code, d.message)
    });
    (resume, lines.collect())
}

fn native_form(json: &str, private: bool) -> (String, String) {
    let (resume, messages) = try_read(json, private);
    (write_yaml(&native::write(&resume.expect("a résumé"))), messages)
}

fn written(resume: &Resume) -> serde_json::Value {
    let root = write(resume, &mut Losses::new("FRESH"));
    serde_json::from_str(&write_json(&root)).expect("JSON")
}

/// The message about a category.
const NO_CLASS: &str = "[ignored-key] info.KEY: `KEY` is not printed: it is a category\n  \
                        `label` is printed below the name\n";

#[test]
fn every_field_has_the_expected_native_form() {
    let (yaml, messages) = native_form(&fixture("every-field.json"), true);
    assert_eq!(messages, NO_CLASS.replace("KEY", "class"));
    insta::assert_snapshot!(yaml);
}

#[test]
fn reading_and_writing_preserve_the_file() {
    let json = fixture("every-field.json");
    let (resume, _) = try_read(&json, true);
    let mut before: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let mut after = written(&resume.expect("a résumé"));
    // The writer sets its own version of FRESH.
    before["meta"]["format"] = after["meta"]["format"].take();
    after["meta"]["format"] = before["meta"]["format"].clone();
    assert_eq!(after, before);
}

#[test]
fn a_file_survives_a_round_trip_through_native_form() {
    let json = fixture("every-field.json");
    let (resume, _) = try_read(&json, true);
    let before = written(&resume.expect("a résumé"));
    let (yaml, _) = native_form(&json, true);
    let mut sources = Sources::default();
    let id = sources.add("resume.yaml", yaml.as_str());
    let mut diagnostics = Diagnostics::default();
    let root = parse(Syntax::Yaml, id, &yaml, &mut diagnostics).expect("a tree");
    let again = native::read(&root, &mut diagnostics).expect("a résumé");
    assert!(!diagnostics.has_errors(), "{diagnostics:#?}");
    assert_eq!(written(&again), before);
}

#[test]
fn private_data_are_omitted_and_reported() {
    let json = r#"{
        "name": "Ada",
        "employment": {"history": [
            {"employer": "Open", "start": "2020"},
            {"employer": "Secret", "start": "2019", "private": true}
        ]},
        "contact": {"other": [{"label": "Home", "category": "phone", "value": "1", "private": "true"}]},
        "affiliation": {"private": true, "history": [{"organization": "Lodge"}]},
        "reading": [{"title": "Ignored", "ignore": true}]
    }"#;
    let (yaml, messages) = native_form(json, false);
    assert!(
        !yaml.contains("Secret") && !yaml.contains("Lodge") && !yaml.contains("Home"),
        "{yaml}"
    );
    insta::assert_snapshot!(messages, @"
    [private] employment.history[1]: omitted `employment.history[1]`: it is private
      `--private` includes it
    [private] contact.other[0]: omitted `contact.other[0]`: it is private
      `--private` includes it
    [private] affiliation: omitted `affiliation`: it is private
      `--private` includes it
    ");
    let (yaml, messages) = native_form(json, true);
    assert!(yaml.contains("Secret") && yaml.contains("Lodge") && yaml.contains("Home"), "{yaml}");
    assert!(!yaml.contains("Ignored"), "{yaml}");
    assert_eq!(messages, "");
}

#[test]
fn names_of_older_files_are_read() {
    let (yaml, messages) = native_form(
        r#"{
            "name": "Ada",
            "info": {"characterClass": "Engineer"},
            "service": {"history": [{"flavor": "volunteer", "organization": "Depot", "current": true}]},
            "reading": [{"title": "A book", "type": "book", "author": "B. Cee"}],
            "contact": {"other": [{"flavor": "phone", "value": "1"}]},
            "testimonials": 0
        }"#,
        false,
    );
    assert_eq!(messages, NO_CLASS.replace("KEY", "characterClass"));
    insta::assert_snapshot!(yaml, @r#"
    basics:
      name: Ada
      phone: "1"
      class: Engineer
    volunteer:
      - organization: Depot
        type: volunteer
    sections:
      - kind: custom
        title: Reading
        entries:
          - name: A book
            type: book
            authors:
              - B. Cee
    "#);
}

#[test]
fn errors_use_the_names_of_the_file() {
    let (_, messages) = try_read(
        r#"{
            "name": ["Ada"],
            "info": "none",
            "employment": {"history": [
                {"employer": "A", "start": "2020-13", "end": "current", "sumary": "x"},
                7
            ]},
            "skills": {"sets": [{"name": "S", "skills": {"a": 1}}], "list": "C"},
            "hobby": ["stamps"],
            "social": {"network": "GitHub"}
        }"#,
        false,
    );
    insta::assert_snapshot!(messages, @"
    [wrong-type] name: `name` must be text, not a list
      write it as one text; in YAML, `|` starts one of several lines
    [wrong-type] info: `info` must be a mapping, not text
      a mapping consists of keys and values: `name: …`
    [invalid-date] employment.history[0].start: invalid date `2020-13`: invalid month 13; it is read as `2020`
      months go from `01` to `12`, and come before the day: `2024-05-31`
    [unknown-key] employment.history[0].sumary: FRESH has no `sumary` here; it is printed under its own name
      did you mean `summary`?
    [wrong-type] skills.list: `list` must be a list of entries, not text
      write each entry as a mapping: `- name: …`
    [wrong-type] skills.sets[0].skills: `skills` must be text, not a mapping
      write it as one text; in YAML, `|` starts one of several lines
    [unknown-key] hobby: FRESH has no `hobby`; it is printed as a section
    [wrong-type] social: `social` must be a list, not a mapping
      write it as a list: put `[ ]` around it
    ");
    assert_eq!(try_read("[1]", false).0, None);
    assert_eq!(try_read("{}", false).0, None);
}

#[test]
fn skills_of_sets_match_the_skill_list_by_name_or_id() {
    let (yaml, _) = native_form(
        r#"{
            "name": "Ada",
            "skills": {
                "sets": [{"name": "Languages", "skills": ["C", "2", "Ada"]}],
                "list": [
                    {"name": "C", "level": "expert", "years": 9},
                    {"name": "Rust", "id": "2", "years": "4"},
                    {"name": "Ada", "summary": "Named after me."}
                ]
            }
        }"#,
        false,
    );
    insta::assert_snapshot!(yaml, @r#"
    basics:
      name: Ada
    skills:
      - name: Languages
        keywords:
          - name: C
            level: expert
            years: "9"
          - name: Rust
            years: "4"
          - Ada
      - name: Ada
        summary: Named after me.
    "#);
}

fn read_all(root: &Node, diagnostics: &mut Diagnostics) -> Option<Resume> {
    read(root, ReadOptions { private: true }, diagnostics)
}

proptest! {
    #![proptest_config(deterministic_config(128))]

    #[test]
    fn all_losses_are_reported(resume in resume()) {
        let lost = unreported_losses(&resume, write, read_all, str::to_owned);
        prop_assert!(lost.is_empty(), "{lost:#?}");
    }
}

#[test]
fn dates_in_words_and_figures_are_read() {
    let (yaml, messages) = native_form(
        r#"{"name": "Ada", "employment": {"history": [
            {"employer": "B", "start": "03/2020", "end": "heute"},
            {"employer": "C", "start": "seit 2019", "end": "N/A"},
            {"employer": "D", "start": "3. Mai 2018", "end": "2019-00-00"}
        ]}}"#,
        false,
    );
    for date in ["2020-03\n", "2019\n", "2018-05-03\n", "endDate: 2019\n", "endDate: present\n"] {
        assert!(yaml.contains(date), "{date} in {yaml}");
    }
    assert!(messages.contains("`N/A` is not a date"), "{messages}");
}

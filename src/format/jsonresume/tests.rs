use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value as Json;

use super::{has_bullet, read, write};
use crate::diagnostic::{Diagnostics, Sources};
use crate::format::losses::Losses;
use crate::format::roundtrip::unreported_losses;
use crate::format::testing::{
    deterministic_config, problems_of_json_resume as problems, without_repetitions,
};
use crate::resume::arbitrary::resume;
use crate::resume::{Date, Entry, Localized, Resume, Section, SectionKind};
use crate::source::{Node, Syntax, parse, write_json, write_yaml};

fn fixture(name: &str) -> String {
    let path = format!("{}/tests/fixtures/jsonresume/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn tree(json: &str) -> Node {
    let mut sources = Sources::default();
    let id = sources.add("resume.json", json);
    parse(Syntax::Json, id, json, &mut Diagnostics::default()).expect("a tree")
}

fn resume_of(json: &str) -> (Resume, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let resume = read(&tree(json), &mut diagnostics).0.expect("a résumé");
    (resume, diagnostics)
}

fn written(resume: &Resume) -> Json {
    let root = write(resume, &mut Losses::new("JSON Resume"));
    serde_json::from_str(&write_json(&root)).expect("JSON")
}

fn messages(diagnostics: &Diagnostics) -> String {
    let lines = diagnostics.iter().map(|d| {
        let path = d.path.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("[{}] {path}: {}\n  {}\n", d.code, d.message, d.hints.join("\n  "))
    });
    lines.collect()
}

/// Returns all non-empty values by their path.
///
/// Treats all addresses of the schema alike.
fn values(json: &Json) -> BTreeMap<String, Json> {
    let mut values = BTreeMap::new();
    collect(json, String::new(), &mut values);
    values.remove("/$schema");
    values
}

fn collect(json: &Json, at: String, values: &mut BTreeMap<String, Json>) {
    match json {
        Json::Null => {}
        Json::String(text) if text.trim().is_empty() => {}
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, format!("{at}/{index}"), values);
            }
        }
        Json::Object(members) => {
            for (key, value) in members {
                collect(value, format!("{at}/{key}"), values);
            }
        }
        other => {
            values.insert(at, other.clone());
        }
    }
}

#[test]
fn reading_and_writing_preserve_a_valid_file() {
    for name in ["complete.json", "extended.json"] {
        let json = fixture(name);
        let (resume, diagnostics) = resume_of(&json);
        assert!(!diagnostics.has_errors(), "{}", messages(&diagnostics));
        let before: Json = serde_json::from_str(&json).expect("JSON");
        assert_eq!(problems(&before, true), Vec::<String>::new());
        let after = written(&resume);
        assert_eq!(problems(&after, true), Vec::<String>::new());
        assert_eq!(values(&after), values(&before), "{name}");
    }
}

#[test]
fn a_valid_file_survives_a_round_trip_through_native_form() {
    let json = fixture("extended.json");
    let (resume, _) = resume_of(&json);
    let native = crate::format::native::write(&resume);
    let yaml = write_yaml(&native);
    let mut sources = Sources::default();
    let id = sources.add("resume.yaml", yaml.as_str());
    let mut diagnostics = Diagnostics::default();
    let root = parse(Syntax::Yaml, id, &yaml, &mut diagnostics).expect("a tree");
    let again = read(&root, &mut diagnostics).0.expect("a résumé");
    let before: Json = serde_json::from_str(&json).expect("JSON");
    assert_eq!(values(&written(&again)), values(&before), "{yaml}");
}

#[test]
fn every_field_has_the_expected_native_form() {
    let (resume, _) = resume_of(&fixture("extended.json"));
    insta::assert_snapshot!(write_yaml(&crate::format::native::write(&resume)));
}

#[test]
fn deviating_files_are_read() {
    let (resume, diagnostics) = resume_of(&fixture("wild.jsonc"));
    assert!(!diagnostics.has_errors(), "{}", messages(&diagnostics));
    insta::assert_snapshot!(format!(
        "{}\n{}",
        messages(&diagnostics),
        write_yaml(&crate::format::native::write(&resume))
    ));
}

/// Requires the examples of the schema's package to be unpacked.
#[test]
fn reading_and_writing_preserve_the_examples_of_the_schema() {
    let Some(folder) = std::option_env!("RECTO_JSONRESUME_EXAMPLES") else { return };
    let files = std::fs::read_dir(folder).expect("a folder");
    for file in files.map(|file| file.expect("a file").path()) {
        let json = std::fs::read_to_string(&file).expect("a file");
        let before: Json = serde_json::from_str(&json).expect("JSON");
        if before.get("basics").is_none() {
            continue;
        }
        let after = written(&resume_of(&json).0);
        assert_eq!(problems(&after, true), Vec::<String>::new(), "{file:?}");
        assert_eq!(values(&after), values(&before), "{file:?}");
    }
}

#[test]
fn a_section_whose_id_is_a_key_of_another_tool_is_written_under_a_printed_key() {
    let (resume, _) = resume_of(
        r#"{"basics": {"name": "A"}, "sections": [{"id": "x-2", "title": "X", "text": "Y"}]}"#,
    );
    let json = written(&resume);
    assert_eq!(json["section-x-2"], "Y", "{json:#}");
}

/// Converts JSON; returns the result and the data that were lost without a message.
fn carried(json: &str) -> (Json, Vec<String>) {
    let (resume, _) = resume_of(json);
    let lost = unreported_losses(&resume, write, |root, found| read(root, found).0, str::to_owned);
    (written(&resume), lost)
}

#[test]
fn of_an_end_in_words_only_the_year_is_written() {
    for (end, year, losses) in [
        (Some("Spring 2011"), Some("2011"), "a date in words: only its year is written (1)\n"),
        (Some("after school"), None, "a date in words: left out (1)\n"),
        (None, None, "an end that is left open: left out (1)\n"),
    ] {
        let mut found = Losses::new("JSON Resume");
        let end_date = end.map(|end| Date::Free(end.to_owned()));
        let entry = Entry { start: Some(Date::Year(2002)), end: end_date, ..Entry::default() };
        let entries = Localized::One(vec![entry]);
        let section = Section { kind: SectionKind::Work, entries, ..Section::default() };
        let root = write(&Resume { sections: vec![section], ..Resume::default() }, &mut found);
        let json: Json = serde_json::from_str(&write_json(&root)).expect("JSON");
        assert_eq!(json["work"][0]["endDate"].as_str(), year, "{end:?}");
        assert_eq!(found.listed(), losses, "{end:?}");
    }
}

#[test]
fn omitted_languages_in_nested_details_are_reported() {
    for detail in [
        r#"{"en": "Yes", "fr": "Oui"}"#,
        r#"[{"far": {"en": "Yes", "fr": "Oui"}}, "Sure"]"#,
        r#"{"near": [{"far": {"en": "Yes", "fr": "Oui"}}]}"#,
    ] {
        for place in ["{\"city\": \"Ulm\"}", "{\"city\": \"Ulm\"}, {\"city\": \"Bonn\"}"] {
            let location = format!(
                "[{place}, {{\"city\": \"Ghent\", \"details\": {{\"Moving\": {detail}}}}}]"
            );
            let meta = r#"{"languages": ["en", "fr"]}"#;
            let (_, lost) = carried(&format!(
                r#"{{"meta": {meta}, "basics": {{"name": "A", "location": {location}}}}}"#
            ));
            assert_eq!(lost, Vec::<String>::new(), "{location}");
        }
    }
}

#[test]
fn variants_are_written_in_the_first_language_too() {
    let variant = r#"{"label": {"en": "Pilot", "fr": "Pilote"}, "max": {"work": 1}}"#;
    let (json, lost) = carried(&format!(
        r#"{{"basics": {{"name": "A", "label": {{"en": "Cook", "fr": "Chef"}}}}, "meta": {{"languages": ["fr", "en"], "variants": {{"short": {variant}}}}}}}"#
    ));
    assert_eq!(json["basics"]["label"], "Chef");
    assert_eq!(
        json["meta"]["variants"]["short"],
        serde_json::json!({"label": "Pilote", "max": {"work": 1}})
    );
    assert_eq!(lost, Vec::<String>::new());
}

#[test]
fn a_second_summary_does_not_replace_the_first() {
    let (json, lost) = carried(
        r#"{"sections": [{"kind": "summary", "id": "a", "text": "One."},
            {"kind": "summary", "id": "summary", "text": "Two."}]}"#,
    );
    assert_eq!(lost, Vec::<String>::new());
    let (again, lost) = carried(&json.to_string());
    assert_eq!(lost, Vec::<String>::new());
    assert_eq!(again, json);
}

proptest! {
    #![proptest_config(deterministic_config(128))]

    #[test]
    fn written_json_resume_is_always_valid(resume in resume()) {
        let json = written(&resume);
        prop_assert_eq!(problems(&json, false), Vec::<String>::new());
    }

    #[test]
    fn all_losses_are_reported(resume in resume()) {
        let lost = unreported_losses(&resume, write, |root, found| read(root, found).0, str::to_owned);
        prop_assert!(lost.is_empty(), "{lost:#?}");
    }

    #[test]
    fn written_files_survive_a_round_trip_through_native_form(resume in resume()) {
        let once = write(&resume, &mut Losses::new("JSON Resume"));
        // Typed bullets become lists.
        prop_assume!(!has_bullet(&write_json(&once)));
        let again = read(&once, &mut Diagnostics::default()).0.expect("a résumé");
        let native = crate::format::native::write(&again);
        let again = read(&native, &mut Diagnostics::default()).0.expect("a résumé");
        let twice = write(&again, &mut Losses::new("JSON Resume"));
        let json = |node| serde_json::from_str::<Json>(&write_json(node)).expect("JSON");
        prop_assert_eq!(json(&twice), without_repetitions(json(&once)));
    }

    #[test]
    fn reading_arbitrary_trees_does_not_panic(json in any_json()) {
        let mut diagnostics = Diagnostics::default();
        let _ = read(&tree(&json.to_string()), &mut diagnostics);
    }
}

/// Generates arbitrary JSON, in part with known keys.
fn any_json() -> impl Strategy<Value = Json> {
    let keys = [
        "basics",
        "work",
        "name",
        "highlights",
        "x-ferrocv",
        "audience",
        "endDate",
        "meta",
        "sections",
        "languages",
        "summary",
        "location",
        "profiles",
        "zzz",
    ];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i32>().prop_map(Json::from),
        "\\PC{0,8}".prop_map(Json::from),
        Just(Json::from("Current")),
    ];
    leaf.prop_recursive(5, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::vec((prop::sample::select(keys.to_vec()), inner), 0..5).prop_map(
                |members| {
                    Json::Object(
                        members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
                    )
                }
            ),
        ]
    })
}

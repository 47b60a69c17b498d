//! The JSON Schema of the native format, generated from the reader's tables.
//!
//! It accepts whatever the reader accepts. Every key has a description and many have examples,
//! which editors show. Unknown keys are allowed unless the schema is closed.

use serde_json::{Map, Value, json};

use crate::format::keys::{self, Key, Shape};
use crate::resume::{AddressFormat, Field, FieldType, SectionKind, Slot, fields, position_fields};
use crate::theme::{DEFAULT, OptionKind, OptionSpec, Theme};

mod closed;

/// How strict a schema is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// Rejects what the reader rejects.
    Open,
    /// Also rejects what the reader warns of: unknown keys, impossible dates, unknown names.
    Closed,
}

/// Returns the schema (draft 2020-12).
pub fn schema(strictness: Strictness) -> Value {
    let mut schema = open();
    if strictness == Strictness::Closed {
        closed::close(&mut schema);
    }
    schema
}

fn open() -> Value {
    let mut properties = object_properties(&[keys::DOCUMENT]);
    for kind in SectionKind::ALL.into_iter().filter(|kind| kind.is_top_level()) {
        let entries = json!({ "$ref": definition(kind), "description": describe(kind) });
        properties.insert(kind.name().to_owned(), entries);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Résumé",
        "description": "A résumé for recto: JSON Resume 1.0 with additions.",
        "type": "object",
        "properties": properties,
        "$defs": definitions(),
    })
}

fn definitions() -> Value {
    let mut defs = Map::new();
    let mut define = |name: &str, schema: Value| {
        defs.insert(name.to_owned(), schema);
    };
    define("scalar", json!({ "type": ["string", "number", "boolean", "null"] }));
    define("text", any_of(&[reference("scalar"), by_language(&reference("scalar"))]));
    define("texts", list_or_by_language(&reference("text")));
    define(
        "date",
        json!({
            "type": ["string", "number", "null"],
            "examples": ["2024", "2024-05", "2024-05-31"],
        }),
    );
    define(
        "flag",
        json!({ "enum": [true, false, null, "true", "false", "yes", "no", "on", "off", ""] }),
    );
    define("settings", json!({ "type": ["object", "null"] }));
    let register = Theme::embedded(DEFAULT);
    let shared = register.iter().flat_map(|theme| theme.options.iter().filter(|spec| spec.common));
    define("options", options(shared, true));
    for theme in Theme::names().into_iter().filter_map(Theme::embedded) {
        let free = theme.options.iter().filter(|spec| !spec.fixed);
        define(&format!("{}-options", theme.name), options(free, false));
    }

    define("basics", object(&[keys::BASICS]));
    define("meta", object(&[keys::META]));
    define("variant", object(&[keys::VARIANT]));
    define("letter", object(&[keys::LETTER]));
    define(
        "copyright",
        any_of(&[
            object(&[keys::COPYRIGHT]),
            reference("scalar"),
            by_language(&reference("scalar")),
        ]),
    );
    define(
        "location",
        any_of(&[reference("text"), object(&[keys::ADDRESS, keys::CONTACT, keys::ITEM])]),
    );
    define("locations", one_or_list(&reference("location")));
    define("profile", object(&[keys::PROFILE, keys::ITEM]));
    for kind in ["email", "phone", "url"] {
        let labelled = labelled_contact(kind);
        define(kind, any_of(&[reference("scalar"), labelled]));
        define(&format!("{kind}s"), one_or_list(&reference(kind)));
    }
    let mut contact = object_properties(&[keys::CONTACT, keys::PROFILE, keys::ADDRESS, keys::ITEM]);
    contact.insert("kind".to_owned(), key_schema(&keys::CONTACT_KIND));
    define("contact", json!({ "type": ["object", "null"], "properties": contact }));

    let highlight = object(&[keys::HIGHLIGHT, keys::ITEM, keys::BREAK]);
    define("highlight", any_of(&[reference("text"), highlight]));
    define("highlights", list_or_by_language(&reference("highlight")));
    let keyword = object(&[keys::KEYWORD, keys::ITEM]);
    define("keyword", any_of(&[reference("text"), keyword]));
    define("keywords", list_or_by_language(&reference("keyword")));

    let position = entry(position_fields());
    define("position", any_of(&[reference("text"), position]));
    for kind in SectionKind::ALL.into_iter().filter(|kind| !fields(*kind).is_empty()) {
        let one = entry(fields(kind));
        let one = if may_be_plain_text(kind) { any_of(&[reference("text"), one]) } else { one };
        define(&format!("{}-entry", kind.name()), one);
        let list = list_or_by_language(&reference(&format!("{}-entry", kind.name())));
        define(&format!("{}-entries", kind.name()), list);
    }
    define("section", section());
    Value::Object(defs)
}

/// Describes theme options. Those that are `shared` may have a wider range in some themes.
fn options<'o>(specs: impl Iterator<Item = &'o OptionSpec>, shared: bool) -> Value {
    let mut properties = Map::new();
    for spec in specs {
        let mut schema = option_schema(spec, shared);
        annotate(&mut schema, &spec.doc, Some(&spec.default.to_string()));
        properties.insert(spec.name.clone(), schema);
    }
    json!({ "type": ["object", "null"], "properties": properties })
}

/// Describes an option by its type; also allows any text, which the theme validates.
fn option_schema(spec: &OptionSpec, shared: bool) -> Value {
    let elsewhere = spec.elsewhere.as_ref().filter(|_| shared);
    let wanted = match elsewhere.unwrap_or(&spec.kind) {
        OptionKind::Choice(values) => json!({ "enum": values }),
        OptionKind::Boolean { auto: true } => json!({ "enum": ["auto", true, false] }),
        OptionKind::Boolean { auto: false } => json!({ "type": "boolean" }),
        OptionKind::Color(_) => json!({ "type": "string", "format": "color" }),
        OptionKind::Number { min, max } | OptionKind::Integer { min, max } if !shared => {
            json!({ "type": "number", "minimum": min, "maximum": max })
        }
        OptionKind::Number { .. } | OptionKind::Integer { .. } => json!({ "type": "number" }),
        OptionKind::Length { .. } => {
            json!({ "type": "string", "pattern": "^[0-9.]+ *(pt|mm|cm|in|em)$" })
        }
        OptionKind::Font | OptionKind::Text => json!({ "type": "string" }),
    };
    any_of(&[wanted, reference("scalar")])
}

/// Describes options by theme; a user's theme may have other options.
fn themes() -> Value {
    let properties: Map<_, _> = Theme::names()
        .into_iter()
        .filter_map(Theme::embedded)
        .map(|theme| {
            let mut schema = reference(&format!("{}-options", theme.name));
            annotate(&mut schema, &theme.description, None);
            (theme.name, schema)
        })
        .collect();
    json!({
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": reference("settings"),
    })
}

/// Returns whether entries of a kind may be plain text.
fn may_be_plain_text(kind: SectionKind) -> bool {
    use SectionKind::{Education, References, Volunteer, Work};
    !matches!(kind, Work | Volunteer | Education | References)
}

/// Describes a section, whose entries depend on its kind.
fn section() -> Value {
    let kinds = SectionKind::ALL.into_iter().filter(|kind| !fields(*kind).is_empty());
    let mut rules: Vec<Value> = kinds
        .map(|kind| {
            let entries = json!({ "$ref": definition(kind) });
            json!({
                "if": { "required": ["kind"], "properties": { "kind": { "const": kind.name() } } },
                "then": { "properties": { "entries": entries } },
            })
        })
        .collect();
    rules.push(json!({
        "if": { "required": ["kind"], "properties": { "kind": { "const": "list" } } },
        "then": { "properties": { "entries": reference("highlights") } },
    }));
    let properties = object_properties(&[keys::ITEM, keys::SECTION, keys::BREAK]);
    json!({ "type": ["object", "null"], "properties": properties, "allOf": rules })
}

fn entry(fields: &[Field]) -> Value {
    let mut properties = Map::new();
    for field in fields {
        let mut schema = match field.slot.field_type() {
            FieldType::Line | FieldType::Prose => reference("text"),
            FieldType::Date => reference("date"),
            FieldType::Url => reference("scalar"),
            FieldType::Lines => reference("texts"),
            FieldType::Highlights => reference("highlights"),
            FieldType::Keywords => reference("keywords"),
            FieldType::Positions => list(&reference("position")),
            FieldType::Contacts => match field.slot {
                Slot::Email => reference("emails"),
                Slot::Phone => reference("phones"),
                _ => list(&reference("contact")),
            },
        };
        annotate(&mut schema, field.doc, example(field));
        properties.insert(field.key.to_owned(), schema);
    }
    properties.extend(object_properties(&[keys::ITEM, keys::BREAK]));
    json!({ "type": ["object", "null"], "properties": properties })
}

fn example(field: &Field) -> Option<&'static str> {
    Some(match field.slot {
        Slot::Level if field.key == "fluency" => "C1",
        Slot::Position => "Charge nurse",
        Slot::StudyType => "BSc",
        Slot::Area => "Mathematics",
        Slot::Location => "Leeds, England",
        Slot::Url => "https://example.org",
        Slot::Start => "2019-09",
        Slot::End => "present",
        Slot::Date => "2022-06-14",
        Slot::Level => "expert",
        Slot::Years => "9",
        Slot::Score => "3.8/4.0",
        Slot::EntryType => "article",
        Slot::Pages => "12–31",
        Slot::Doi => "10.5555/12345678",
        _ => return None,
    })
}

fn describe(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Summary => "a few sentences at the top",
        SectionKind::Text => "prose",
        SectionKind::List => "plain bullets",
        SectionKind::Work => "employment, latest first",
        SectionKind::Volunteer => "voluntary work",
        SectionKind::Education => "schools and degrees",
        SectionKind::Awards => "prizes and honours",
        SectionKind::Certificates => "certificates and licences",
        SectionKind::Publications => "articles, books, talks",
        SectionKind::Skills => "skills, in groups",
        SectionKind::Languages => "languages spoken",
        SectionKind::Interests => "interests outside work",
        SectionKind::References => "referees, or the text of a reference",
        SectionKind::Projects => "projects, in work or outside it",
        SectionKind::Custom => "entries with any of the fields",
    }
}

fn object(tables: &[&[Key]]) -> Value {
    json!({ "type": ["object", "null"], "properties": object_properties(tables) })
}

fn object_properties(tables: &[&[Key]]) -> Map<String, Value> {
    let keys = tables.iter().flat_map(|table| table.iter());
    keys.map(|key| (key.name.to_owned(), key_schema(key))).collect()
}

fn key_schema(key: &Key) -> Value {
    let mut schema = match key.shape {
        Shape::Text => reference("text"),
        Shape::TextLines => any_of(&[reference("text"), list(&reference("text"))]),
        Shape::TextList => list(&reference("text")),
        Shape::Plain | Shape::Url => reference("scalar"),
        Shape::PlainList => list(&reference("scalar")),
        Shape::PlainOrList | Shape::Languages => one_or_list(&reference("scalar")),
        Shape::Date => reference("date"),
        Shape::Flag => reference("flag"),
        Shape::Emails => reference("emails"),
        Shape::Phones => reference("phones"),
        Shape::Urls => reference("urls"),
        Shape::Contacts => list(&reference("contact")),
        Shape::Locations => reference("locations"),
        Shape::Profiles => list(&reference("profile")),
        Shape::Highlights => reference("highlights"),
        Shape::SubHighlights => list(&reference("highlight")),
        Shape::Sections => list(&reference("section")),
        Shape::Entries => json!({ "type": ["array", "object", "null"] }),
        Shape::Kind => names(SectionKind::ALL.map(SectionKind::name)),
        Shape::ContactKind => names(keys::CONTACT_KINDS.map(|(_, name, _)| name)),
        Shape::AddressFormat => names(AddressFormat::ALL.map(|(_, name)| name)),
        Shape::Settings => reference("settings"),
        Shape::Options => reference("options"),
        Shape::OptionsByTheme => themes(),
        Shape::Texts => {
            json!({ "type": ["object", "null"], "additionalProperties": reference("text") })
        }
        Shape::Details => json!({ "type": ["object", "null"] }),
        Shape::Variants => {
            json!({ "type": ["object", "null"], "additionalProperties": reference("variant") })
        }
        Shape::Any => json!({}),
        Shape::Basics => reference("basics"),
        Shape::Meta => reference("meta"),
        Shape::Letter => reference("letter"),
        Shape::Copyright => reference("copyright"),
    };
    annotate(&mut schema, key.doc, key.example);
    schema
}

fn annotate(schema: &mut Value, doc: &str, example: Option<&str>) {
    schema["description"] = doc.into();
    if let Some(example) = example {
        schema["examples"] = json!([example]);
    }
}

/// Describes a contact with further data; its value may also be under its own key.
fn labelled_contact(kind: &str) -> Value {
    let mut properties = object_properties(&[keys::CONTACT, keys::ITEM]);
    properties.entry(kind).or_insert_with(|| reference("scalar"));
    json!({ "type": ["object", "null"], "properties": properties })
}

fn names<const N: usize>(names: [&str; N]) -> Value {
    let mut names: Vec<Value> = names.into_iter().map(Value::from).collect();
    names.push(Value::Null);
    json!({ "enum": names })
}

fn definition(kind: SectionKind) -> String {
    format!("#/$defs/{}-entries", kind.name())
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn any_of(schemas: &[Value]) -> Value {
    json!({ "anyOf": schemas })
}

fn list(items: &Value) -> Value {
    json!({ "type": ["array", "null"], "items": items })
}

fn one_or_list(item: &Value) -> Value {
    any_of(&[item.clone(), list(item)])
}

/// Describes a value per language.
fn by_language(value: &Value) -> Value {
    json!({
        "type": "object",
        "minProperties": 1,
        "propertyNames": { "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$" },
        "additionalProperties": value,
    })
}

fn list_or_by_language(items: &Value) -> Value {
    any_of(&[list(items), by_language(&list(items))])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::diagnostic::{Diagnostics, Sources};
    use crate::format::{self, Dialect};
    use crate::resume::arbitrary::resume;
    use crate::source::{self, Kind, Node, Syntax, Value as NodeValue};

    fn json_of(node: &Node) -> Value {
        match &node.value {
            NodeValue::Null => Value::Null,
            NodeValue::Scalar(scalar) if scalar.kind == Kind::Boolean => {
                Value::Bool(scalar.text == "true")
            }
            NodeValue::Scalar(scalar) => Value::from(scalar.text.as_str()),
            NodeValue::List(nodes) => nodes.iter().map(json_of).collect(),
            NodeValue::Map(members) => {
                members.iter().map(|m| (m.key.clone(), json_of(&m.value))).collect()
            }
        }
    }

    fn errors(instance: &Value) -> Vec<String> {
        errors_by(Strictness::Open, instance)
    }

    fn errors_by(strictness: Strictness, instance: &Value) -> Vec<String> {
        let validator = jsonschema::validator_for(&schema(strictness)).expect("a schema");
        validator.iter_errors(instance).map(|e| format!("{}: {e}", e.instance_path())).collect()
    }

    #[test]
    fn the_schema_is_valid() {
        for strictness in [Strictness::Open, Strictness::Closed] {
            assert!(jsonschema::meta::is_valid(&schema(strictness)));
        }
    }

    #[test]
    fn every_key_has_a_description() {
        fn missing(at: &str, schema: &Value, found: &mut Vec<String>) {
            if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
                for (key, property) in properties {
                    let in_rule = at.contains("allOf");
                    if !in_rule && property.get("description").is_none() {
                        found.push(format!("{at}.{key}"));
                    }
                }
            }
            match schema {
                Value::Object(members) => {
                    members.iter().for_each(|(k, v)| missing(&format!("{at}.{k}"), v, found));
                }
                Value::Array(items) => items.iter().for_each(|item| missing(at, item, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        missing("", &schema(Strictness::Closed), &mut found);
        // Alternative key of a contact's value, besides `value`.
        found.retain(|path| !path.ends_with(".email") && !path.ends_with(".phone"));
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn every_option_of_every_theme_is_described() {
        let schema = schema(Strictness::Open);
        for theme in Theme::names().into_iter().filter_map(Theme::embedded) {
            for spec in theme.options.iter().filter(|spec| !spec.fixed) {
                let of_theme = format!("/$defs/{}-options/properties/{}", theme.name, spec.name);
                assert!(schema.pointer(&of_theme).is_some(), "{of_theme}");
                let of_all = format!("/$defs/options/properties/{}", spec.name);
                assert_eq!(schema.pointer(&of_all).is_some(), spec.common, "{of_all}");
            }
        }
    }

    #[test]
    fn the_schema_rejects_files_that_the_reader_rejects() {
        for wrong in [
            json!([]),
            json!({ "work": {"entries": []} }),
            json!({ "work": ["Baker"] }),
            json!({ "basics": { "name": ["Ada"] } }),
            json!({ "skills": [{ "name": "C", "keywords": "a, b" }] }),
            json!({ "sections": [{ "kind": "wrok" }] }),
            json!({ "sections": [{ "kind": "work", "entries": ["Baker"] }] }),
            json!({ "basics": { "contacts": [{ "kind": "smoke" }] } }),
        ] {
            assert!(!errors(&wrong).is_empty(), "{wrong}");
        }
    }

    fn json_of_text(syntax: Syntax, text: &str) -> Value {
        let mut sources = Sources::default();
        let id = sources.add("cv", text);
        let mut diagnostics = Diagnostics::default();
        json_of(&source::parse(syntax, id, text, &mut diagnostics).expect("a tree"))
    }

    /// Returns all files of a project folder by name.
    fn files(folder: &str) -> Vec<(String, String)> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .expect("the folder is there")
            .map(|entry| entry.expect("it can be read").path())
            .filter(|path| path.extension().is_some_and(|e| e == "json" || e == "yaml"))
            .map(|path| {
                let text = std::fs::read_to_string(&path).expect("it can be read");
                (path.display().to_string(), text)
            })
            .collect();
        files.sort();
        assert!(!files.is_empty());
        files
    }

    #[test]
    fn the_schema_accepts_valid_json_resume_files() {
        let own = [
            include_str!("../tests/fixtures/jsonresume/complete.json"),
            include_str!("../tests/fixtures/jsonresume/odd.json"),
        ];
        let published = files("tests/fixtures/jsonresume/published");
        for text in own.into_iter().chain(published.iter().map(|(_, text)| text.as_str())) {
            assert_eq!(errors(&json_of_text(Syntax::Json, text)), Vec::<String>::new());
        }
    }

    #[test]
    fn the_samples_are_valid() {
        for (name, text) in files("data/samples").into_iter().chain(files("data/starter")) {
            let syntax = source::syntax_of(Some(&name), &text);
            let instance = json_of_text(syntax, &text);
            for strictness in [Strictness::Open, Strictness::Closed] {
                assert_eq!(errors_by(strictness, &instance), Vec::<String>::new(), "{name}");
            }
        }
    }

    #[test]
    fn the_closed_schema_rejects_misspelled_keys_and_invalid_values() {
        for wrong in [
            json!({ "wrok": [] }),
            json!({ "basics": { "nmae": "Ada" } }),
            json!({ "work": [{ "name": "Mill", "startDate": "2020-13" }] }),
            json!({ "work": [{ "name": "Mill", "startDate": "2020-04-31" }] }),
            json!({ "work": [{ "name": "Mill", "startDate": "2020-00" }] }),
            json!({ "work": [{ "positions": [{ "positon": "Miller" }] }] }),
            json!({ "work": [{ "highlights": [{ "txet": "Ground it" }] }] }),
            json!({ "sections": [{ "kind": "work", "titel": "Mills" }] }),
            json!({ "meta": { "theme": "plian" } }),
            json!({ "meta": { "paper": "a44" } }),
            json!({ "meta": { "locale": "xx" } }),
            json!({ "meta": { "dateFormat": "tiny" } }),
            json!({ "meta": { "options": { "accent": 3 } } }),
            json!({ "meta": { "options": { "font-size": "ten" } } }),
            json!({ "meta": { "variants": { "short": { "pagse": 1 } } } }),
        ] {
            assert!(!errors_by(Strictness::Closed, &wrong).is_empty(), "{wrong}");
        }
    }

    #[test]
    fn the_closed_schema_accepts_all_supported_values() {
        for right in [
            json!({ "_draft": 1, "basics": { "_note": "none" } }),
            json!({ "work": [{ "startDate": 2020, "endDate": "present" }] }),
            json!({ "work": [{ "startDate": "2020-2", "endDate": "2020-02-29T10:00" }] }),
            json!({ "work": [{ "startDate": "Spring 2020", "endDate": null }] }),
            json!({ "meta": { "theme": "./mine", "paper": "letter", "locale": "fr-CA" } }),
            json!({ "meta": { "languages": ["en", "fr"] }, "basics": { "label": {"fr": "Juge"} } }),
            json!({ "meta": { "words": { "present": "today" }, "themes": { "mine": {"a": 1} } } }),
            json!({ "skills": [{ "name": "C", "level": "quite good" }] }),
            json!({ "sections": [{ "kind": "custom", "entries": [{ "details": { "Any": "thing" } }] }] }),
        ] {
            assert_eq!(errors_by(Strictness::Closed, &right), Vec::<String>::new(), "{right}");
        }
    }

    #[test]
    fn unquoted_yaml_numbers_and_nulls_are_accepted() {
        let typed = json!({
            "basics": { "phone": 15550100, "location": { "postalCode": 1234 } },
            "work": [{ "startDate": 2019, "endDate": null }],
        });
        assert_eq!(errors(&typed), Vec::<String>::new());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn written_files_are_valid_against_the_schema(mut resume in resume()) {
            // Generated variants have arbitrary content.
            resume.meta.variants.clear();
            let node = format::write(Dialect::Native, &resume, &mut Diagnostics::default());
            let instance = json_of(&node.expect("a tree"));
            prop_assert_eq!(errors(&instance), Vec::<String>::new(), "{:#}", instance);
        }
    }
}

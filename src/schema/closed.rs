//! The closed schema, which also rejects what the reader warns of, so that editors mark it.

use serde_json::{Map, Value, json};

use crate::locale::{DateFormat, Locale, Word, name_in_english};
use crate::theme::{Theme, paper_names};

/// A valid month and day; 29 February is valid in any year.
const DAY: &str = "(0?[13578]|1[02])-(0?[1-9]|[12][0-9]|3[01])\
                   |(0?[469]|11)-(0?[1-9]|[12][0-9]|30)\
                   |0?2-(0?[1-9]|[12][0-9])";

/// Closes a schema: rejects unknown keys, impossible dates and unknown names.
pub(super) fn close(schema: &mut Value) {
    close_objects(schema);
    let Some(defs) = schema.get_mut("$defs").and_then(Value::as_object_mut) else { return };
    for (name, options) in defs.iter_mut() {
        if name == "options" || name.ends_with("-options") {
            keep_specific_values(options);
        }
    }
    replace(defs, "date", &date());
    for (def, keys) in [
        ("meta", &["theme", "paper", "locale", "dateFormat"][..]),
        ("variant", &["theme", "paper", "lang", "dateFormat"][..]),
    ] {
        for key in keys {
            replace_property(defs, def, key, &named(key));
        }
    }
    replace_property(defs, "keyword", "level", &offered(&Word::LEVELS));
    replace_property(defs, "skills-entry", "level", &offered(&Word::LEVELS));
    replace_property(defs, "languages-entry", "fluency", &offered(&FLUENCIES));
}

/// Suggested words for language levels, which are free text.
const FLUENCIES: [Word; 7] = [
    Word::FluencyElementary,
    Word::FluencyLimited,
    Word::FluencyProfessional,
    Word::FluencyFull,
    Word::FluencyBilingual,
    Word::FluencyFluent,
    Word::FluencyNative,
];

/// Rejects unlisted keys in all objects, except those that begin with `_`, which are comments.
fn close_objects(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            let lists_keys = members.contains_key("properties");
            if lists_keys && !members.contains_key("additionalProperties") {
                members.insert("additionalProperties".to_owned(), false.into());
                members.insert("patternProperties".to_owned(), json!({ "^_": {} }));
            }
            for (key, inner) in members.iter_mut() {
                match (key.as_str(), inner) {
                    // Subschemas for some keys of an object whose keys are listed elsewhere.
                    ("allOf", _) => {}
                    ("properties" | "$defs", Value::Object(named)) => {
                        named.values_mut().for_each(close_objects);
                    }
                    (_, inner) => close_objects(inner),
                }
            }
        }
        Value::Array(schemas) => schemas.iter_mut().for_each(close_objects),
        _ => {}
    }
}

/// Keeps only the specific values of each option, without arbitrary text.
fn keep_specific_values(options: &mut Value) {
    let Some(properties) = options.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    for option in properties.values_mut() {
        let Some(wanted) = option.pointer("/anyOf/0").cloned() else { continue };
        with(option, &wanted);
    }
}

/// Replaces a schema but keeps its description and examples.
fn with(schema: &mut Value, new: &Value) {
    let mut members: Map<String, Value> = new.as_object().cloned().unwrap_or_default();
    for kept in ["description", "examples"] {
        if let Some(value) = schema.get(kept) {
            members.insert(kept.to_owned(), value.clone());
        }
    }
    *schema = Value::Object(members);
}

fn replace(defs: &mut Map<String, Value>, name: &str, new: &Value) {
    defs.entry(name).and_modify(|schema| with(schema, new));
}

/// Replaces a property of a definition, in all of its alternatives.
fn replace_property(defs: &mut Map<String, Value>, name: &str, key: &str, new: &Value) {
    let Some(schema) = defs.get_mut(name) else { return };
    let forms = match schema.get_mut("anyOf") {
        Some(Value::Array(forms)) => forms.iter_mut().collect(),
        _ => vec![schema],
    };
    for form in forms {
        let pointer = format!("/properties/{key}");
        if let Some(property) = form.pointer_mut(&pointer) {
            with(property, new);
        }
    }
}

/// Describes a year, a month, a day, or free text that does not look like a date.
fn date() -> Value {
    let pattern = format!("^([0-9]{{4}}-(({DAY})([T ].*)?|0?[1-9]|1[0-2])|(?![0-9]{{4}}-).*)$");
    json!({
        "anyOf": [
            { "type": "integer", "minimum": 1, "maximum": 9999 },
            { "type": "string", "pattern": pattern },
            { "type": "null" },
        ],
    })
}

/// Describes a key with a fixed set of values.
fn named(key: &str) -> Value {
    match key {
        "theme" => {
            let themes: Vec<_> = Theme::names().into_iter().filter_map(Theme::embedded).collect();
            let names = themes.iter().map(|theme| (theme.name.as_str(), theme.description.clone()));
            // A user's theme is given by the path of its folder.
            with_pattern(listed(names), "/")
        }
        "paper" => {
            listed(paper_names().chain(["letter"]).map(|name| (name, "paper size".to_owned())))
        }
        "dateFormat" => listed(DateFormat::ALL.map(|format| (format.name(), example(format)))),
        _ => {
            let tags = Locale::tags();
            let names = tags.iter().map(|tag| (*tag, name_in_english(tag).unwrap_or_default()));
            let mut languages: Vec<_> =
                tags.iter().filter_map(|tag| tag.split('-').next()).collect();
            languages.dedup();
            // A supported language with any region.
            let pattern = format!("^({})(-[A-Za-z0-9]{{2,8}})*$", languages.join("|"));
            with_pattern(listed(names), &pattern)
        }
    }
}

fn example(format: DateFormat) -> String {
    let date = crate::resume::Date::parse("2024-05-31").expect("a date");
    Locale::default().date(&date, format)
}

fn with_pattern(names: Value, pattern: &str) -> Value {
    json!({ "anyOf": [names, { "type": "string", "pattern": pattern }, { "type": "null" }] })
}

/// Describes a choice of names with descriptions, which editors show.
fn listed<'n>(names: impl IntoIterator<Item = (&'n str, String)>) -> Value {
    let (names, descriptions): (Vec<&str>, Vec<String>) = names.into_iter().unzip();
    json!({ "enum": names, "enumDescriptions": descriptions })
}

/// Describes text with suggested words.
fn offered(words: &[Word]) -> Value {
    let english = Locale::default();
    let words = words.iter().map(|word| english.word(*word));
    json!({ "anyOf": [{ "enum": words.collect::<Vec<_>>() }, { "$ref": "#/$defs/text" }] })
}

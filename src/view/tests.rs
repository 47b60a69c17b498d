use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::diagnostic::{Diagnostics, Span};
use crate::format::{self, Dialect, ReadOptions};
use crate::locale::Locale;
use crate::resume::Resume;
use crate::resume::arbitrary::resume;
use crate::source::{Kind, Member, Node, Scalar, Value};
use crate::tailor::{Selection, tailor};

mod contacts;
mod entries;
mod periods;

fn options() -> ViewOptions {
    ViewOptions::on((2026, 11, 22))
}

fn node(value: &serde_json::Value) -> Node {
    use serde_json::Value as Json;
    let scalar = |text: String, kind| Value::Scalar(Scalar { text, kind });
    let value = match value {
        Json::Null => Value::Null,
        Json::Bool(value) => scalar(value.to_string(), Kind::Boolean),
        Json::Number(number) => scalar(number.to_string(), Kind::Number),
        Json::String(text) => scalar(text.clone(), Kind::Text),
        Json::Array(values) => Value::List(values.iter().map(node).collect()),
        Json::Object(members) => {
            let member = |(key, value): (&String, _)| Member {
                key: key.clone(),
                key_span: Span::detached(),
                value: node(value),
            };
            Value::Map(members.iter().map(member).collect())
        }
    };
    Node { value, span: Span::detached() }
}

/// Reads, tailors and views a résumé; also returns the messages.
fn view_of(json: &str, locale: &str, options: &ViewOptions) -> (View, Vec<String>) {
    let json = serde_json::from_str(json).expect("JSON");
    let mut diagnostics = Diagnostics::default();
    let resumes =
        format::read(Dialect::Native, &node(&json), ReadOptions::default(), &mut diagnostics);
    let resume = resumes.into_iter().next().expect("a résumé");
    let resume = tailor(resume, &Selection::default(), &mut diagnostics).resume;
    let locale = Locale::find(locale).expect("a locale");
    let view = view(&resume, &locale, options, &mut diagnostics);
    (view, diagnostics.into_iter().map(|d| format!("{}: {}", d.code, d.message)).collect())
}

fn quiet_view(json: &str) -> View {
    let (view, messages) = view_of(json, "en-US", &options());
    assert_eq!(messages, Vec::<String>::new());
    view
}

/// Writes each slot of an entry on a line.
fn outline(entry: &Entry) -> String {
    let mut lines = Vec::new();
    let slot = |name: &str, slot: &Option<Slot>, lines: &mut Vec<String>| {
        if let Some(Slot { path, text, url }) = slot {
            let url = url.as_ref().map(|url| format!(" → {url}")).unwrap_or_default();
            lines.push(format!("{name}: {}{url} ({path})", text.text()));
        }
    };
    slot("title", &entry.title, &mut lines);
    slot("subtitle", &entry.subtitle, &mut lines);
    slot("location", &entry.location, &mut lines);
    slot("url", &entry.url, &mut lines);
    lines.extend(entry.date.iter().map(|date| format!("date: {} ({})", date.text, date.path)));
    lines.extend(entry.summary.iter().map(|block| match block {
        Block::Paragraph { body } => {
            format!("summary: {}", serde_json::to_string(body).expect("JSON"))
        }
        other => format!("summary: {other:?}"),
    }));
    for Keyword { name, level, .. } in &entry.keywords {
        let level = level.as_ref().map(|level| format!(" ({})", level.text())).unwrap_or_default();
        lines.push(format!("keyword: {}{level}", name.text()));
    }
    for Detail { path, kind, label, values } in &entry.details {
        let values: Vec<_> = values.iter().map(Inline::text).collect();
        lines.push(format!("{kind}: [{}] {} ({path})", label.text(), values.join(" | ")));
    }
    for position in &entry.positions {
        lines.extend(outline(position).lines().map(|line| format!("  {line}")));
    }
    lines.join("\n")
}

/// Collects the keys of a value and of all within it; what holds more of its own kind is entered once.
fn collect_keys(value: &serde_json::Value, at: &str, keys: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(members) => {
            for (key, value) in members {
                let path = format!("{at}.{key}");
                keys.insert(path.trim_start_matches('.').to_owned());
                let is_again = at.split('.').any(|above| above == key);
                collect_keys(value, if is_again { at } else { &path }, keys);
            }
        }
        serde_json::Value::Array(values) => {
            values.iter().for_each(|value| collect_keys(value, at, keys));
        }
        _ => {}
    }
}

/// Writes a view's slots in a line each, and those that are texts in several parts as themes get them.
fn outline_of(view: &View) -> String {
    fn json(value: &impl serde::Serialize) -> String {
        serde_json::to_string(value).expect("JSON")
    }
    let header = &view.header;
    let mut text = format!("document: {}\nname: {}\n", json(&view.document), header.name.text());
    text += &format!("label: {}\nimage: {}\n", json(&header.label), json(&header.image));
    text += &format!("details: {}\n", json(&header.details));
    for contact in &header.contacts {
        let lines: Vec<_> = contact.lines.iter().map(Inline::text).collect();
        let url = contact.url.as_ref().map(|url| format!(" → {url}")).unwrap_or_default();
        text += &format!("{}: {}{url} ({})\n", contact.kind, lines.join(" | "), contact.path);
    }
    for section in &view.sections {
        text += &format!("\n# {} ({}, {})\n", section.title.text(), section.kind, section.path);
        text += &section.text.iter().map(|block| json(block) + "\n").collect::<String>();
        for entry in &section.entries {
            text += &format!("{}\n", outline(entry));
            for entry in std::iter::once(entry).chain(&entry.positions) {
                let highlights = entry.highlights.iter();
                text += &highlights.map(|it| format!("- {}\n", json(it))).collect::<String>();
            }
        }
    }
    text + &format!("\nletter: {}\nclosing: {}\n", json(&view.letter), json(&view.closing))
}

fn entry_outline(section: &str, entry: &str) -> String {
    let view =
        quiet_view(&format!(r#"{{"basics": {{"name": "Ada Roe"}}, "{section}": [{entry}]}}"#));
    outline(&view.sections[0].entries[0])
}

#[test]
fn every_field_is_represented_in_the_view() {
    let (view, messages) = view_of(
        include_str!("everything.json"),
        "en-US",
        &ViewOptions {
            image: Some("/photo.jpg".into()),
            signature: Some("/signature.png".into()),
            ..options()
        },
    );
    insta::assert_snapshot!(outline_of(&view));
    let mut keys = BTreeSet::new();
    collect_keys(&serde_json::to_value(&view).expect("JSON"), "", &mut keys);
    let keys: String = keys.iter().map(|key| format!("{key}\n")).collect();
    insta::assert_snapshot!("keys_that_themes_go_by", keys);
    insta::assert_snapshot!(messages.join("\n"), @"");
}

#[test]
fn unknown_data_is_printed_under_a_label_derived_from_its_key() {
    let (view, messages) = view_of(
        r#"{"basics": {"name": "Ada Roe"}, "work": [{"name": "Acme", "teamSize": 12,
            "stack_used": ["Rust", {"runtime": "tokio", "years": [1, 2]}]}]}"#,
        "en-US",
        &options(),
    );
    insta::assert_snapshot!(outline(&view.sections[0].entries[0]), @"
    title: Acme (work[0].name)
    other: [Team size] 12 (work[0].teamSize)
    other: [Stack used] Rust | Runtime: tokio; Years: 1, 2 (work[0].stack_used)
    ");
    assert_eq!(messages.len(), 1);
}

#[test]
fn website_settings_and_blank_template_entries_are_not_shown() {
    let (view, _) = view_of(
        r#"{"basics": {"name": "Ada Roe"},
            "work": [{"name": "Acme", "isCurrent": true, "order": 2, "logo": "a.png"}],
            "skills": [{"name": "", "level": "", "keywords": [""]}],
            "languages": [{"language": "", "fluency": ""}, {"language": "French"}],
            "interests": [{"name": " ", "keywords": []}]}"#,
        "en-US",
        &options(),
    );
    let ids: Vec<_> = view.sections.iter().map(|section| section.id.as_str()).collect();
    assert_eq!(ids, ["work", "languages"]);
    assert_eq!(view.sections[1].entries.len(), 1);
    insta::assert_snapshot!(outline(&view.sections[0].entries[0]), @"title: Acme (work[0].name)");
}

#[test]
fn personal_details_are_omitted_under_any_name() {
    let json = r#"{"basics": {"name": "Ada Roe", "birthday": "1990-01-02", "sex": "f",
        "marital_status": "single", "placeOfBirth": "Ulm", "shoeSize": "38"}}"#;
    let options = ViewOptions { personal_details: false, ..options() };
    let (view, _) = view_of(json, "en-US", &options);
    let labels: Vec<_> = view.header.details.iter().map(|detail| detail.label.text()).collect();
    assert_eq!(labels, ["Shoe size"]);
}

#[test]
fn a_town_equal_to_its_region_or_country_is_printed_once() {
    let lines = |location: &str| {
        let json = format!(r#"{{"basics": {{"name": "Ada Roe", "location": {location}}}}}"#);
        let contact = quiet_view(&json).header.contacts.remove(0);
        contact.lines.iter().map(Inline::text).collect::<Vec<_>>().join(" | ")
    };
    assert_eq!(
        lines(
            r#"{"postalCode": "28195", "city": "Bremen", "region": "bremen", "countryCode": "DE"}"#
        ),
        "28195 Bremen | Germany"
    );
    assert_eq!(lines(r#"{"city": "Singapore", "countryCode": "SG"}"#), "Singapore");
    assert_eq!(lines(r#"{"city": "北京", "region": "北京", "countryCode": "CN"}"#), "China | 北京");
}

#[test]
fn empty_words_omit_the_salutation_and_closing_of_a_letter() {
    let letter = |words: &str| {
        let json = format!(
            r#"{{"basics": {{"name": "Ada Roe"}}, "letter": {{"body": "I apply."}},
                "meta": {{"words": {{{words}}}}}}}"#
        );
        let letter = quiet_view(&json).letter.expect("a letter");
        [letter.salutation, letter.closing].map(|line| line.map(|line| line.text()))
    };
    assert_eq!(letter("")[0].as_deref(), Some("Dear Hiring Manager,"));
    assert_eq!(letter(r#""salutation": "", "closing": """#), [None, None]);
}

#[test]
fn a_british_letter_to_a_person_ends_sincerely() {
    let closing = |letter: &str, words: &str, locale: &str| {
        let json = format!(
            r#"{{"basics": {{"name": "Ada Roe"}}, "meta": {{"words": {{{words}}}}}, "letter": {{{letter}}}}}"#
        );
        let view = view_of(&json, locale, &options()).0;
        let closing = view.letter.and_then(|letter| letter.closing).expect("a closing");
        closing.text()
    };
    let plain = r#""body": "I apply.""#;
    let nobody = r#""body": "I apply.", "salutation": "Dear Madam,""#;
    let person = r#""body": "I apply.", "salutation": "Dear Ms Okafor,""#;
    let person_in_body = r#""body": "Dear Ms Okafor,\n\nI apply.""#;
    let closing_in_body = r#""body": "Dear Ms Okafor,\n\nI apply.\n\nBest wishes,\nAda Roe""#;
    for (letter, words, locale, expected) in [
        (plain, "", "en-GB", "Yours faithfully,"),
        (nobody, "", "en-GB", "Yours faithfully,"),
        (person, "", "en-GB", "Yours sincerely,"),
        (person, r#""closing": "Yours,""#, "en-GB", "Yours,"),
        (person, "", "de", "Mit freundlichen Grüßen"),
        (person_in_body, "", "en-GB", "Yours sincerely,"),
        (closing_in_body, "", "en-GB", "Best wishes,"),
    ] {
        assert_eq!(closing(letter, words, locale), expected, "{letter} {words} {locale}");
    }
}

#[test]
fn keywords_in_the_metadata_have_a_maximum_length() {
    let keywords: Vec<_> = (0..3000).map(|i| format!("\"keyword {i}\"")).collect();
    let json = format!(r#"{{"skills": [{{"name": "A", "keywords": [{}]}}]}}"#, keywords.join(","));
    let (view, _) = view_of(&json, "en-US", &options());
    let length = view.document.keywords.join(", ").len();
    assert!((7_000..8_001).contains(&length), "{length}");
}

#[test]
fn a_letter_with_only_a_place_and_a_date_is_not_printed() {
    let json =
        r#"{"basics": {"name": "Ada Roe"}, "letter": {"place": "Bristol", "date": "2025-06-12"}}"#;
    let (view, codes) = view_of(json, "en-US", &options());
    assert_eq!(view.letter, None);
    assert_eq!(
        codes,
        ["empty-letter: a letter with only `Bristol` and `2025-06-12` is not printed"]
    );
}

#[test]
fn bold_keywords_are_whole_words_in_prose() {
    let view = quiet_view(
        r#"{"basics": {"name": "Go Roe", "summary": "Go, C and C++; Node.js, Node. going Go-like **Go**"},
            "meta": {"boldKeywords": ["Go", "C", "Node"]}}"#,
    );
    let Block::Paragraph { body } = &view.sections[0].text[0] else { panic!() };
    let json = serde_json::to_string(body).expect("JSON");
    let strong = |word: &str| format!(r#"{{"kind":"strong","body":["{word}"]}}"#);
    let expected = format!(
        r#"[{},", ",{}," and C++; Node.js, ",{},". going ",{},"-like ",{}]"#,
        strong("Go"),
        strong("C"),
        strong("Node"),
        strong("Go"),
        strong("Go"),
    );
    assert_eq!(json, expected);
    assert_eq!(view.header.name.text(), "Go Roe");
}

#[test]
fn bold_keywords_are_bold_in_every_text_of_an_entry() {
    let view = quiet_view(
        r#"{"basics": {"name": "Ada Roe", "label": "Ada at work"},
            "publications": [{"name": "On Ada", "publisher": "J. Ada", "authors": ["B. Bo", "Ada"]}],
            "skills": [{"name": "Ada", "keywords": ["Ada 95"]}],
            "sections": [{"id": "ada", "title": "Of Ada", "entries": [{"summary": "By Ada."}]}],
            "meta": {"boldKeywords": ["Ada"]}}"#,
    );
    let json = serde_json::to_string(&view).expect("JSON");
    let strong = r#"{"kind":"strong","body":["Ada"]}"#;
    assert_eq!(json.matches(strong).count(), 7);
    // The theme makes headings bold already.
    assert_eq!(serde_json::to_string(&view.header.name).expect("JSON"), r#"["Ada Roe"]"#);
    assert_eq!(serde_json::to_string(&view.sections[2].title).expect("JSON"), r#"["Of Ada"]"#);
}

#[test]
fn the_document_title_is_the_name_without_markup() {
    let view = quiet_view(
        r#"{"basics": {"name": "Ada *Roe*", "label": "Smith"},
            "skills": [{"name": "Forging", "keywords": ["Steel", "Bronze"]}, {"name": "Steel"}]}"#,
    );
    assert_eq!(view.document.title, "Ada Roe");
    assert_eq!(view.document.author, ["Ada Roe"]);
    assert_eq!(view.document.description.as_deref(), Some("Smith"));
    assert_eq!(view.document.keywords, ["Steel", "Bronze"]);
    assert_eq!(
        view_of(r#"{"basics": {"label": "Smith"}}"#, "en-US", &options()).0.document.title,
        "Résumé"
    );
}

#[test]
fn copyright_and_consent_close_the_page() {
    let closing = |meta: &str| -> Vec<String> {
        let view =
            quiet_view(&format!(r#"{{"basics": {{"name": "Ada Roe"}}, "meta": {{{meta}}}}}"#));
        let blocks = view.closing.iter().flat_map(|closing| &closing.body);
        blocks
            .map(|block| match block {
                Block::Paragraph { body } => body.text(),
                other => format!("{other:?}"),
            })
            .collect()
    };
    assert_eq!(closing(r#""lastModified": "2012-04""#), ["Last modified April 2012"]);
    assert_eq!(
        closing(r#""copyright": {"years": "2003, 2005", "notice": "All rights reserved."}"#),
        ["Copyright © 2003, 2005 Ada Roe", "All rights reserved."]
    );
    assert_eq!(closing(r#""copyright": {"notice": "I consent."}"#), ["I consent."]);
}

#[test]
fn quotes_are_unchanged_without_smart_punctuation() {
    let options = ViewOptions { smart_punctuation: false, ..options() };
    let (view, _) =
        view_of(r#"{"basics": {"name": "Ada \"Iron\" Roe -- smith"}}"#, "en-US", &options);
    assert_eq!(view.header.name.text(), r#"Ada "Iron" Roe -- smith"#);
}

#[test]
fn section_ids_are_unique() {
    let view = quiet_view(
        r#"{"basics": {"name": "Ada Roe"}, "work": [{"name": "A"}],
            "sections": [{"kind": "work", "entries": [{"name": "B"}]}, {"text": "x"}, {"text": "y"}]}"#,
    );
    let ids: Vec<_> = view.sections.iter().map(|section| section.id.as_str()).collect();
    assert_eq!(ids, ["work", "work-2", "text", "text-2"]);
}

/// Replaces each printed text by a unique word.
fn mark(node: &mut Node, key: &str, words: &mut Vec<String>) {
    // Ids, tags and other data that are not printed themselves.
    let hidden = [
        "$schema",
        "meta",
        "id",
        "tags",
        "kind",
        "format",
        "breakBefore",
        "image",
        "signature",
        "countryCode",
    ];
    // Keys of other tools begin with `x-`.
    if hidden.contains(&key) || key.starts_with("x-") {
        return;
    }
    match &mut node.value {
        Value::Null => {}
        Value::Scalar(scalar) => {
            let word = format!("w{}x", words.len());
            *scalar = Scalar { text: word.clone(), kind: Kind::Text };
            words.push(word);
        }
        Value::List(nodes) => nodes.iter_mut().for_each(|node| mark(node, key, words)),
        Value::Map(members) => {
            // Contacts whose text differs from their value.
            let contacts = ["email", "phone", "fax", "url", "location", "profiles", "contacts"];
            let shows_text = contacts.contains(&key) && members.iter().any(|m| m.key == "text");
            for member in members {
                if !shows_text || ["text", "label", "network"].contains(&member.key.as_str()) {
                    mark(&mut member.value, &member.key, words);
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn every_value_is_in_the_view_or_reported(resume in resume()) {
        let mut diagnostics = Diagnostics::default();
        let mut resume = tailor(resume, &Selection::default(), &mut diagnostics).resume;
        let languages = resume.meta.languages;
        resume.meta = crate::resume::Meta { languages, ..crate::resume::Meta::default() };
        let mut tree = format::write(Dialect::Native, &resume, &mut diagnostics).expect("a tree");
        let mut words = Vec::new();
        mark(&mut tree, "", &mut words);
        let mut diagnostics = Diagnostics::default();
        let marked = format::read(Dialect::Native, &tree, ReadOptions::default(), &mut diagnostics).remove(0);
        let mut said = Diagnostics::default();
        let view = view(&marked, &Locale::default(), &options(), &mut said);
        let page = serde_json::to_string(&view).expect("JSON");
        let said: String = said.into_iter().map(|d| d.message).collect();
        for word in words {
            prop_assert!(page.contains(&word) || said.contains(&word), "{word}\n{tree:?}\n{page}");
        }
    }

    #[test]
    fn any_resume_can_be_viewed(resume in resume()) {
        let mut diagnostics = Diagnostics::default();
        view(&resume, &Locale::default(), &options(), &mut diagnostics);
    }
}

#[test]
fn an_empty_resume_has_an_empty_view() {
    let view =
        view(&Resume::default(), &Locale::default(), &options(), &mut Diagnostics::default());
    assert!(view.sections.is_empty() && view.header.contacts.is_empty() && view.closing.is_empty());
}

#[test]
fn ornaments_are_removed_unless_the_text_would_be_empty() {
    let named = |name: &str| quiet_view(&format!(r#"{{"basics": {{"name": "{name}"}}}}"#));
    for name in ["🦀 Ada Roe", "Ada 🦀 Roe", "Ada Roe 👩\u{200d}🦀", "Ada🦀 Roe", "Ada Roe, 🦀"]
    {
        let view = without_ornaments(&named(name), &['🦀', '👩']);
        assert_eq!(view.header.name.text(), "Ada Roe", "{name}");
    }
    let alone = quiet_view(r#"{"basics": {"name": "Ada 🦀", "label": "🦀"}}"#);
    let view = without_ornaments(&alone, &['🦀']);
    let label = view.header.label.expect("a label").text();
    assert_eq!((view.header.name.text().as_str(), label.as_str()), ("Ada", "🦀"));
}

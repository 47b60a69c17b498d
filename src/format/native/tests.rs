use super::write;
use crate::diagnostic::{Diagnostics, MessageFormat, Sources, render};
use crate::resume::{
    ContactKind, Date, Extra, ExtraValue, Language, Localized, Resume, SectionKind, Text, validate,
};
use crate::source::{self, Kind, Node, Path, Scalar, Syntax, Value};

mod messages;
mod properties;

/// Reads and validates a text; also returns the messages, one per line.
fn try_read(syntax: Syntax, text: &str) -> (Option<Resume>, String) {
    let mut sources = Sources::default();
    let id = sources.add("cv", text);
    let mut diagnostics = Diagnostics::default();
    let root = source::parse(syntax, id, text, &mut diagnostics).expect("a tree");
    let (resume, root) = crate::format::jsonresume::read(&root, &mut diagnostics);
    if let Some(resume) = &resume {
        validate(resume, &root, &mut diagnostics);
    }
    let messages =
        diagnostics.iter().map(|d| render(d, &sources, MessageFormat::Short, false)).collect();
    (resume, messages)
}

/// Reads valid YAML.
fn yaml(text: &str) -> Resume {
    let (resume, messages) = try_read(Syntax::Yaml, text);
    assert_eq!(messages, "");
    resume.expect("a résumé")
}

/// Returns the messages about a YAML text.
fn messages(text: &str) -> String {
    try_read(Syntax::Yaml, text).1
}

fn one(text: &str) -> Option<Text> {
    Some(Text::from(text))
}

/// Minimal `basics` for tests of other keys.
const NAMED: &str = "basics: {name: Ada}\n";

fn json_of(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Scalar(scalar) => scalar.text.as_str().into(),
        Value::List(nodes) => nodes.iter().map(json_of).collect(),
        Value::Map(members) => {
            members.iter().map(|member| (member.key.clone(), json_of(&member.value))).collect()
        }
    }
}

const COMPLETE: &str = include_str!("../../../tests/fixtures/jsonresume/complete.json");
const ODD: &str = include_str!("../../../tests/fixtures/jsonresume/odd.json");

#[test]
fn a_json_resume_is_read_without_messages_and_written_completely() {
    let (resume, messages) = try_read(Syntax::Json, COMPLETE);
    assert_eq!(messages, "");
    let written = json_of(&write(&resume.expect("a résumé")));
    let mut wanted: serde_json::Value = serde_json::from_str(COMPLETE).expect("JSON");
    wanted.as_object_mut().expect("a map").remove("$schema");
    assert_eq!(written, wanted);
}

#[test]
fn the_samples_are_read_without_messages() {
    yaml(include_str!("../../../data/starter/resume.yaml"));
    yaml(include_str!("../../../data/samples/graduate.yaml"));
    yaml(include_str!("../../../data/samples/kernel-engineer.yaml"));
    yaml(include_str!("../../../data/samples/nurse.yaml"));
}

#[test]
fn unquoted_yaml_keeps_its_text() {
    let resume = yaml(
        "basics:
  name: No
  phone: +15551234567
  location: {postalCode: 01234, city: 1.10}
skills:
  - {name: On, level: 007, keywords: [yes, 1e3, 0x1F, 2020-01-01, ~]}
",
    );
    assert_eq!(resume.basics.name, one("No"));
    assert_eq!(resume.basics.contacts[0].value.as_deref(), Some("+15551234567"));
    let address = resume.basics.contacts[1].address.as_ref().expect("an address");
    assert_eq!(address.postal_code.as_deref(), Some("01234"));
    assert_eq!(address.city, one("1.10"));
    let skill = &resume.sections[0].entries.get()[0];
    assert_eq!((&skill.name, &skill.level), (&one("On"), &one("007")));
    let keywords: Vec<_> = skill.keywords.get().iter().map(|k| k.name.as_str()).collect();
    assert_eq!(keywords, ["yes", "1e3", "0x1F", "2020-01-01"]);
}

#[test]
fn an_old_name_next_to_the_new_one_becomes_an_extra_field() {
    let (resume, _) =
        try_read(Syntax::Yaml, "basics: {name: A}\nwork: [{name: Mill, company: Mill Ltd}]\n");
    let work = &resume.expect("a résumé").sections[0].entries.get()[0].clone();
    assert_eq!(work.name, one("Mill"));
    assert_eq!(work.item.extra[0].key, "company");
}

#[test]
fn sections_keep_file_order_after_the_summary() {
    let resume = yaml(
        "education: [{institution: School}]
sections:
  - {title: Talks, entries: [{name: One}]}
  - {kind: text, text: Words}
skills: [{name: C}]
volunteer: []
work: [{name: Mill}]
basics: {name: Ada, summary: Mills.}
",
    );
    let ids: Vec<_> = resume.sections.iter().filter_map(|s| s.item.id.as_deref()).collect();
    assert_eq!(ids, ["summary", "education", "talks", "text", "skills", "work"]);
    let paths: Vec<_> = resume.sections.iter().map(|s| s.item.path.to_string()).collect();
    assert_eq!(
        paths,
        ["basics.summary", "education", "sections[0]", "sections[1]", "skills", "work"]
    );
    assert_eq!(resume.sections[2].entries.get()[0].item.path.to_string(), "sections[0].entries[0]");
}

#[test]
fn the_content_determines_the_kind_of_a_section() {
    let resume = yaml(&format!(
        "{NAMED}sections:
  - {{title: Prose, text: Words}}
  - {{title: Bullets, entries: [one, two]}}
  - {{title: Entries, entries: [{{name: one}}, two]}}
  - {{kind: custom, title: Said, entries: [one]}}
"
    ));
    let kinds: Vec<_> = resume.sections.iter().map(|s| s.kind).collect();
    use SectionKind::{Custom, List, Text};
    assert_eq!(kinds, [Text, List, Custom, Custom]);
    assert_eq!(resume.sections[1].highlights.get()[1].text, one("two"));
    assert_eq!(resume.sections[2].entries.get()[1].summary, one("two"));
    assert_eq!(resume.sections[3].entries.get()[0].summary, one("one"));
}

#[test]
fn ids_derived_from_titles_are_unique() {
    let resume = yaml(&format!(
        "{NAMED}sections:
  - {{title: Ça va & co., text: a}}
  - {{title: \"ça VA, co\", text: b}}
  - {{id: text, text: c}}
  - {{text: d}}
  - {{kind: skills, title: Languages, entries: [C]}}
languages: [French]
"
    ));
    let ids: Vec<_> = resume.sections.iter().filter_map(|s| s.item.id.as_deref()).collect();
    assert_eq!(ids, ["ça-va-co", "ça-va-co-2", "text", "text-2", "languages-2", "languages"]);
}

#[test]
fn texts_and_lists_of_text_may_be_given_in_each_declared_language() {
    let resume = yaml(
        "meta: {languages: [en, pt-BR]}
basics:
  name: Ada
  label: {en: Miller, pt-br: Moleira}
work:
  - name: Mill
    endDate: present
    highlights: {en: [one, two], pt-BR: [um]}
    keywords: [{en: flour, pt-BR: farinha}]
interests:
  en: [Kites]
  pt-BR: [Pipas]
",
    );
    let (en, pt) = (Language("en".into()), Language("pt-BR".into()));
    let each = |a: &str, b: &str| {
        Localized::Each(vec![(en.clone(), a.to_owned()), (pt.clone(), b.to_owned())])
    };
    assert_eq!(resume.basics.label, Some(each("Miller", "Moleira")));
    let work = &resume.sections[0].entries.get()[0];
    assert_eq!(work.keywords.get()[0].name, each("flour", "farinha"));
    let Localized::Each(highlights) = &work.highlights else { panic!("{work:?}") };
    assert_eq!(highlights[0].1.len(), 2);
    assert_eq!(highlights[1].1[0].item.path.to_string(), "work[0].highlights.pt-BR[0]");
    assert_eq!(resume.sections[1].entries.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn a_missing_end_date_in_work_means_present() {
    let resume = yaml(&format!(
        "{NAMED}work:
  - {{name: a, startDate: 2020}}
  - {{name: b, startDate: 2020, endDate: \"\"}}
  - {{name: c, startDate: 2020, endDate: Present}}
  - {{name: d, startDate: 2020, endDate: open}}
  - {{name: e}}
  - {{name: f, positions: [{{title: g, startDate: 2020}}]}}
volunteer:
  - {{organization: h, startDate: 2020}}
"
    ));
    let ends: Vec<_> = resume.sections[0].entries.get().iter().map(|e| e.end.clone()).collect();
    let present = Some(Date::Present);
    assert_eq!(ends, [present.clone(), present.clone(), present.clone(), None, None, None]);
    let position = &resume.sections[0].entries.get()[5].positions[0];
    assert_eq!((&position.position, &position.end), (&one("g"), &present));
    assert_eq!(position.item.path.to_string(), "work[5].positions[0]");
    assert_eq!(resume.sections[1].entries.get()[0].end, None);
}

#[test]
fn typed_dates_keep_their_precision() {
    let (resume, messages) = try_read(
        Syntax::Yaml,
        "basics: {name: Ada}
education:
  - {institution: a, startDate: 2001, endDate: 2002-3}
  - {institution: b, startDate: 2003-04-05, endDate: Spring 2005}
  - {institution: c, startDate: present, endDate: now}
  - {institution: d, startDate: 2003, endDate: 2003-02-29}
",
    );
    insta::assert_snapshot!(messages, @"
    cv:5:33: error: `startDate` cannot be `present`; hint: write a year, a month or a day: `2024`, `2024-05` or `2024-05-31`
    cv:5:51: warning: `now` is read as `present`; hint: write `present`, or omit `endDate` if the work is ongoing
    cv:6:48: warning: invalid date `2003-02-29`: that month has no day 29; it is read as `2003-02`; hint: leave the day out if it does not matter: `2024-05`
    ");
    let resume = resume.expect("a résumé");
    let dates: Vec<_> = resume.sections[0]
        .entries
        .get()
        .iter()
        .flat_map(|entry| [entry.start.clone(), entry.end.clone()])
        .flatten()
        .map(|date| date.to_string())
        .collect();
    assert_eq!(
        dates,
        ["2001", "2002-03", "2003-04-05", "Spring 2005", "present", "2003", "2003-02"]
    );
}

#[test]
fn contacts_keep_the_order_of_the_file() {
    let resume = yaml(
        "basics:
  name: Ada
  phone: [\"1\", {label: Work, phone: \"2\", tags: office}]
  location:
    - {address: \"1 Mill Lane\\nBarn\", city: Ely, country: England, format: european, label: Home}
    - London
  url: {url: https://ada.example.org/cv, text: ada.example.org}
  contacts:
    - {label: Matrix, value: \"@ada:example.org\", url: https://matrix.example.org}
    - {kind: email, value: ada@example.org}
  profiles:
    - {network: GitHub, username: ada}
",
    );
    let contacts = &resume.basics.contacts;
    let kinds: Vec<_> = contacts.iter().map(|contact| contact.kind).collect();
    use ContactKind::{Email, Location, Other, Phone, Profile, Url};
    assert_eq!(kinds, [Phone, Phone, Location, Location, Url, Other, Email, Profile]);
    assert_eq!(contacts[1].label, one("Work"));
    assert_eq!(contacts[1].value.as_deref(), Some("2"));
    assert_eq!(contacts[1].item.tags, ["office"]);
    assert_eq!(contacts[1].item.path.to_string(), "basics.phone[1]");
    let address = contacts[2].address.as_ref().expect("an address");
    assert_eq!(address.lines, [Text::from("1 Mill Lane"), Text::from("Barn")]);
    assert_eq!(contacts[3].text, one("London"));
    assert_eq!(contacts[4].value.as_deref(), Some("https://ada.example.org/cv"));
    assert_eq!(contacts[4].text, one("ada.example.org"));
    assert_eq!(contacts[5].url.as_deref(), Some("https://matrix.example.org"));
    assert_eq!(contacts[7].label, one("GitHub"));
}

#[test]
fn highlights_and_keywords_may_be_mappings() {
    let resume = yaml(&format!(
        "{NAMED}work:
  - name: Mill
    endDate: present
    highlights:
      - plain
      - title: New wheel
        id: wheel
        tags: [craft, \"a + b, c|d\"]
        breakBefore: yes
        highlights: [oak, {{text: elm, highlights: [slow]}}]
      - ~
    keywords: [flour, {{name: C, level: expert, years: 9}}]
"
    ));
    let work = &resume.sections[0].entries.get()[0];
    let highlights = work.highlights.get();
    assert_eq!(highlights.len(), 2);
    assert_eq!(highlights[1].title, one("New wheel"));
    assert_eq!(highlights[1].item.tags, ["craft", "a+b", "c", "d"]);
    assert!(highlights[1].item.break_before);
    assert_eq!(highlights[1].highlights[1].highlights[0].text, one("slow"));
    assert_eq!(
        highlights[1].highlights[1].highlights[0].item.path.to_string(),
        "work[0].highlights[1].highlights[1].highlights[0]"
    );
    let keyword = &work.keywords.get()[1];
    assert_eq!((&keyword.level, &keyword.years), (&one("expert"), &one("9")));
}

#[test]
fn an_entry_may_have_the_fields_of_any_section() {
    let resume = yaml(&format!(
        "{NAMED}work: [{{name: Mill, date: 2020, issuer: Guild}}, {{organization: Inn}}]
skills: [C, {{name: D, url: https://d.example.org}}]
"
    ));
    let work = &resume.sections[0].entries.get()[0];
    assert_eq!((&work.date, &work.issuer), (&Some(Date::Year(2020)), &one("Guild")));
    assert_eq!(resume.sections[0].entries.get()[1].name, one("Inn"));
    let skills = resume.sections[1].entries.get();
    assert_eq!(skills[0].name, one("C"));
    assert_eq!(skills[1].url.as_deref(), Some("https://d.example.org"));
}

#[test]
fn an_unknown_field_is_read_completely_as_a_detail() {
    let (resume, _) = try_read(
        Syntax::Yaml,
        "basics: {name: Ada}\nwork: [{name: Mill, staff: {millers: [Jo, ~, Bo], cats: 3}, empty: }]\n",
    );
    let work = &resume.expect("a résumé").sections[0].entries.get()[0].clone();
    let text = |text: &str| ExtraValue::Text(text.into());
    assert_eq!(work.item.extra.len(), 1);
    assert_eq!(
        work.item.extra[0].value,
        ExtraValue::Map(vec![
            ("millers".into(), ExtraValue::List(vec![text("Jo"), text("Bo")])),
            ("cats".into(), ExtraValue::Bare(Scalar { text: "3".into(), kind: Kind::Plain })),
        ])
    );
}

#[test]
fn details_are_facts_with_custom_labels() {
    let resume = yaml(
        "basics: {name: Ada, details: {Driving licence: B}}
work: [{name: Mill, details: {Stones: [French, Derby], nmae: x}}]
",
    );
    let extra = &resume.basics.extra[0];
    assert_eq!(extra.label, one("Driving licence"));
    assert_eq!(extra.path.to_string(), "basics.details.Driving licence");
    let work = &resume.sections[0].entries.get()[0];
    let labels: Vec<_> = work.item.extra.iter().map(|extra| extra.key.as_str()).collect();
    assert_eq!(labels, ["Stones", "nmae"]);
}

#[test]
fn extra_fields_with_ambiguous_keys_are_written_as_details() {
    let mut resume = yaml(&format!("{NAMED}work: [{{name: Mill, endDate: 2020}}]\n"));
    let extra = |key: &str, text: &str| Extra {
        path: Path::ROOT,
        key: key.to_owned(),
        label: None,
        value: ExtraValue::Text(text.into()),
    };
    resume.basics.extra =
        vec![extra("mottos", "a"), extra("nmae", "b"), extra("mottos", "c"), extra("cats", "d")];
    let wanted = serde_json::json!({
        "name": "Ada",
        "details": { "Mottos": ["a", "c"], "Nmae": "b" },
        "cats": "d",
    });
    assert_eq!(json_of(&write(&resume))["basics"], wanted);
}

#[test]
fn all_fields_of_meta_are_read() {
    let resume = yaml(&format!(
        "{NAMED}work: [{{name: Mill}}]
meta:
  theme: register
  locale: en-GB
  paper: a4
  pages: 1-2
  dateFormat: short
  options: {{accent: \"#123456\", size: 10.50, fonts: [A, B], header: {{align: left}}}}
  themes: {{other: {{columns: 2}}}}
  sections: [summary, work]
  titles: {{work: Employment}}
  sort: {{work: -endDate}}
  boldKeywords: [oak]
  variants: {{short: {{tags: [craft]}}}}
  copyright: 2003, 2005–2012
  lastModified: 2024-05-31T10:00:00Z
  keywords: [mills]
  words: {{present: to date}}
  canonical: https://example.org
  version: 1.0
  layout: {{some: tool's}}
"
    ));
    let meta = resume.meta;
    let options: Vec<_> = meta.options.iter().map(|o| (&*o.key, &*o.value)).collect();
    let wanted =
        [("accent", "#123456"), ("size", "10.50"), ("fonts", "A, B"), ("header.align", "left")];
    assert_eq!(options, wanted);
    assert_eq!(meta.options[3].path.to_string(), "meta.options.header.align");
    assert_eq!(meta.themes[0].1[0].key, "columns");
    assert_eq!(meta.sections, Some(vec!["summary".to_owned(), "work".to_owned()]));
    assert_eq!(meta.sort[0].value, "-endDate");
    assert_eq!(meta.copyright.expect("a copyright").years, one("2003, 2005–2012"));
    assert_eq!(meta.last_modified, Some(Date::Day(2024, 5, 31)));
    assert_eq!(meta.words[0].value, "to date");
    assert_eq!(meta.version.as_deref(), Some("1.0"));
    assert_eq!(meta.extra[0].0, "layout");
}

#[test]
fn all_fields_of_a_letter_are_read() {
    let resume = yaml(&format!(
        "{NAMED}letter:
  recipient: |
    Guild of Millers
    Ely
  date: today
  salutation: Dear Guild,
  body: |
    One.

    Two.
  closing: Yours,
  enclosures: [One map]
"
    ));
    let letter = resume.letter.expect("a letter");
    assert_eq!(letter.recipient, [Text::from("Guild of Millers"), Text::from("Ely")]);
    assert_eq!(letter.date, None);
    assert_eq!(letter.body, one("One.\n\nTwo."));
    assert_eq!(letter.enclosures, [Text::from("One map")]);
}

#[test]
fn section_order_is_written_to_meta_if_keys_cannot_express_it() {
    let text = format!(
        "{NAMED}work: [{{name: a}}]
sections: [{{kind: text, text: b}}, {{kind: work, title: Odd jobs, entries: [{{name: c}}]}}]
skills: [d]
"
    );
    let mut resume = yaml(&text);
    assert_eq!(json_of(&write(&resume))["meta"], serde_json::Value::Null);
    resume.sections.swap(2, 3);
    let order = &json_of(&write(&resume))["meta"]["sections"];
    assert_eq!(*order, serde_json::json!(["work", "text", "skills", "odd-jobs"]));
}

#[test]
fn an_entry_with_only_an_unknown_key_survives_a_round_trip() {
    for kind in ["awards", "languages", "skills", "references", "projects"] {
        let named = if kind == "awards" { "title" } else { "name" };
        let named = if kind == "languages" { "language" } else { named };
        let (resume, _) =
            try_read(Syntax::Yaml, &format!("{NAMED}{kind}: [{{{named}: '', zorb: A}}]"));
        let written = write(&resume.expect("a résumé"));
        let (again, _) = try_read(Syntax::Yaml, &source::write_yaml(&written));
        let again = again.expect("a résumé");
        let entry = &again.sections[0].entries.get()[0];
        assert_eq!((&entry.name, &entry.summary), (&None, &None), "{kind}");
        assert_eq!(entry.item.extra.len(), 1, "{kind}");
        assert_eq!(json_of(&write(&again)), json_of(&written), "{kind}");
    }
}

use crate::diagnostic::{Diagnostics, Sources};
use crate::format::testing::{messages, native_form, read_yaml};
use crate::format::{Detection, Dialect};
use crate::source::{Syntax, parse};

const LIST: &str = include_str!("../../../tests/fixtures/al-folio/list.yml");
const CV: &str = include_str!("../../../tests/fixtures/al-folio/cv.yml");

fn detect(yaml: &str) -> Detection {
    let id = Sources::default().add("cv.yml", yaml);
    let root = parse(Syntax::Yaml, id, yaml, &mut Diagnostics::default()).expect("a tree");
    Dialect::detect(&root, Some(Syntax::Yaml))
}

fn reported_messages(yaml: &str) -> String {
    let (_, diagnostics, sources) = read_yaml(Dialect::AlFolio, yaml);
    messages(&diagnostics, &sources)
}

#[test]
fn both_forms_are_detected_by_their_content() {
    for yaml in [LIST, CV] {
        let found = detect(yaml);
        assert_eq!((found.dialect, found.ambiguity()), (Dialect::AlFolio, None));
    }
    // Without keys of JSON Resume, the file is in RenderCV format.
    let plain = "cv: {name: A, sections: {Experience: [{company: B, position: C}]}}";
    assert_eq!(detect(plain).dialect, Dialect::RenderCv);
    let designed = "cv: {name: A, summary: B, sections: {}}\ndesign: {theme: classic}";
    assert_eq!(detect(designed).dialect, Dialect::RenderCv);
}

#[test]
fn the_list_of_sections_is_converted_to_native_form() {
    insta::assert_snapshot!(native_form(Dialect::AlFolio, LIST));
    insta::assert_snapshot!(reported_messages(LIST), @"
    cv.yaml:49:11: warning: the colon makes this text a mapping; `Funding: …` is read as text; hint: quote the whole text
    cv.yaml:87:7: warning: the colon makes this text a mapping; `Choir: …` is read as text; hint: quote the whole text
    cv.yaml:94:7: warning: al-folio has no `mood` here; it is printed under its own name
    ");
}

#[test]
fn the_newer_form_is_converted_to_native_form() {
    insta::assert_snapshot!(native_form(Dialect::AlFolio, CV));
    insta::assert_snapshot!(reported_messages(CV), @"cv.yaml:27:13: warning: the colon makes this text a mapping; `Result: …` is read as text; hint: quote the whole text");
}

#[test]
fn sections_are_read_by_their_content_rather_than_their_type() {
    let form = native_form(
        Dialect::AlFolio,
        "- {title: Summary, type: list, contents: Counts ice.}\n\
         - {title: Languages, type: map, contents: [{name: Ume Sami, value: some}]}\n\
         - {title: Teaching, type: time_table, contents: [Snow school, {title: Tutor, year: 2019-20}]}\n\
         - {title: Empty, type: list, contents: []}\n\
         - {title: Press, contents: [{title: On air, institution: Radio Nord, year: soon}]}",
    );
    insta::assert_snapshot!(form, @"
    sections:
      - kind: summary
        title: Summary
        text: Counts ice.
      - kind: custom
        title: Press
        entries:
          - name: On air
            organization: Radio Nord
            date: soon
    languages:
      - language: Ume Sami
        fluency: some
    work:
      - name: Snow school
      - position: Tutor
        startDate: 2019
        endDate: 2020
    meta:
      sections:
        - summary
        - languages
        - work
        - press
      titles:
        languages: Languages
        work: Teaching
    ");
}

#[test]
fn other_files_are_rejected() {
    assert!(reported_messages("name: A").contains("not al-folio's"));
}

#[test]
fn languages_on_one_line_are_separated() {
    let form = native_form(
        Dialect::AlFolio,
        "- {title: General Information, type: map, contents: [{name: Name, value: A},\n\
         {name: Languages, value: \"Norwegian (native, written), English: fluent and Sami\"}]}",
    );
    let language_lines: Vec<_> =
        form.lines().filter(|line| line.contains("languag") || line.contains("flu")).collect();
    insta::assert_snapshot!(language_lines.join("\n"), @"
    languages:
      - language: Norwegian
        fluency: native, written
      - language: English
        fluency: fluent
      - language: Sami
    ");
}

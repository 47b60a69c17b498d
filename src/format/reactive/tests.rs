use crate::diagnostic::{Diagnostics, Sources};
use crate::format::testing::messages;
use crate::format::{Detection, Dialect, ReadOptions, read, write};
use crate::resume::Resume;
use crate::source::{Syntax, parse, write_yaml};

const V5: &str = include_str!("../../../tests/fixtures/reactive-resume/v5.json");
const V4: &str = include_str!("../../../tests/fixtures/reactive-resume/v4.json");
const V3: &str = include_str!("../../../tests/fixtures/reactive-resume/v3.json");

/// Reads an export; also returns the messages.
fn read_json(json: &str, private: bool) -> (Detection, Vec<Resume>, String) {
    let mut sources = Sources::default();
    let id = sources.add("cv.json", json);
    let mut diagnostics = Diagnostics::default();
    let root = parse(Syntax::Json, id, json, &mut diagnostics).expect("a tree");
    let found = Dialect::detect(&root, Some(Syntax::Json));
    let resumes = read(Dialect::Reactive, &root, ReadOptions { private }, &mut diagnostics);
    (found, resumes, messages(&diagnostics, &sources))
}

fn native_form(json: &str, private: bool) -> String {
    let (_, resumes, _) = read_json(json, private);
    let node = write(Dialect::Native, &resumes[0], &mut Diagnostics::default());
    write_yaml(&node.expect("ours is written"))
}

/// Reads an export with one section.
fn with_section(section: &str) -> (String, String) {
    let json =
        format!(r#"{{"basics": {{"name": "A", "customFields": []}}, "sections": {{{section}}}}}"#);
    (native_form(&json, false), read_json(&json, false).2)
}

#[test]
fn every_version_is_detected_by_its_content() {
    for json in [V3, V4, V5] {
        let (found, ..) = read_json(json, false);
        assert_eq!(found.dialect, Dialect::Reactive);
        assert_eq!(found.ambiguity(), None);
    }
    let wrapped = format!(r#"{{"id": "x", "title": "T", "data": {V4}}}"#);
    let (found, resumes, _) = read_json(&wrapped, false);
    assert_eq!(found.dialect, Dialect::Reactive);
    assert_eq!(resumes[0].basics.name.as_ref().map(|name| name.as_str()), Some("Teo Marín"));
    assert_eq!(resumes[0].basics.path.to_string(), "data.basics");
}

#[test]
fn every_field_of_version_5_is_converted_to_native_form() {
    insta::assert_snapshot!(native_form(V5, true));
    insta::assert_snapshot!(read_json(V5, true).2, @"
    cv.json:143:17: warning: `azurill` is a theme of Reactive Resume; using the nearest, `panel`; hint: `-t` chooses another, and `recto themes` lists them
    cv.json:145:7: warning: no equivalent for `layout.sidebarWidth`, `design.colors.background`, `typography.heading.fontFamily` of `metadata`; hint: `recto themes NAME` lists the options of a theme
    cv.json:39:65: warning: the labels of links are not printed, but the links are: `sections.experience.items[0].website.label`; hint: pages show the address
    cv.json:71:11: warning: numeric levels are not printed next to levels in words: `sections.skills.items[0].level`; hint: remove the words to print the numbers
    cv.json:165:14: warning: notes for the editor are not printed: `metadata.notes`; hint: Reactive Resume does not print them either
    ");
}

#[test]
fn every_field_of_version_4_is_converted_to_native_form() {
    insta::assert_snapshot!(native_form(V4, true));
    insta::assert_snapshot!(read_json(V4, true).2, @"
    cv.json:57:17: warning: `rhyhorn` is a theme of Reactive Resume; using the nearest, `register`; hint: `-t` chooses another, and `recto themes` lists them
    cv.json:60:14: warning: no equivalent for `css.value`, `typography.font.family` of `metadata`; hint: `recto themes NAME` lists the options of a theme
    cv.json:31:92: warning: numeric levels are not printed next to levels in words: `sections.languages.items[0].level`; hint: remove the words to print the numbers
    ");
}

#[test]
fn every_field_of_version_3_is_converted_to_native_form() {
    insta::assert_snapshot!(native_form(V3, true));
    insta::assert_snapshot!(read_json(V3, true).2, @"
    cv.json:34:17: warning: `kakuna` is a theme of Reactive Resume; using the nearest, `register`; hint: `-t` chooses another, and `recto themes` lists them
    cv.json:20:71: warning: numeric levels are not printed next to levels in words: `sections.skills.items[0].levelNum`; hint: remove the words to print the numbers
    ");
}

#[test]
fn hidden_items_are_omitted_and_reported() {
    let form = native_form(V5, false);
    for hidden in ["Secret Shoal", "martal_private", "Sea Rescue", "Not on the page"] {
        assert!(!form.contains(hidden), "{hidden}");
    }
    let reported = read_json(V5, false).2;
    let lines: Vec<_> = reported.lines().filter(|line| line.contains("omitted")).collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    cv.json:30:9: warning: hidden items are omitted: `sections.profiles.items[1]`, `sections.experience.items[1]` and `sections.volunteer`; hint: `--private` includes them
    cv.json:137:5: warning: sections that are not in the layout are omitted: `customSections[3]`; hint: `--private` includes them
    ");
}

#[test]
fn sections_follow_the_order_of_the_layout() {
    let (_, resumes, _) = read_json(V4, false);
    let ids: Vec<_> = resumes[0].sections.iter().filter_map(|s| s.item.id.as_deref()).collect();
    assert_eq!(
        ids.join(" "),
        "summary work education projects volunteer talks skills interests awards publications languages"
    );
}

#[test]
fn periods_in_words_are_read_and_other_text_is_printed() {
    let item = |date: &str| {
        let items = format!(r#""experience": {{"items": [{{"company": "B", "date": "{date}"}}]}}"#);
        let (form, reported) = with_section(&items);
        assert_eq!(reported, "", "{date}");
        let lines = form.lines().filter(|line| line.contains("ate:"));
        lines.map(str::trim).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(item("2020 - Present"), "startDate: 2020 endDate: present");
    assert_eq!(item("August 2012 to May 2016"), "startDate: 2012-08 endDate: 2016-05");
    assert_eq!(item("a while ago"), "date: a while ago");
    assert_eq!(item(""), "");
}

#[test]
fn a_numeric_level_is_printed_only_without_a_level_in_words() {
    let (form, reported) = with_section(
        r#""skills": {"items": [
            {"name": "A", "level": 4, "description": "Good"}, {"name": "B", "level": 3},
            {"name": "C", "level": 0}, {"name": "D", "level": 8}, {"name": "E", "levelNum": 2}]}"#,
    );
    let levels: Vec<_> =
        form.lines().filter_map(|line| line.trim().strip_prefix("level: ")).collect();
    assert_eq!(levels, ["Good", "3/5", "8/10", "2/5"]);
    assert!(reported.contains("`sections.skills.items[0].level`"), "{reported}");
}

#[test]
fn unknown_data_are_printed_and_reported() {
    let (form, reported) = with_section(
        r#""experience": {"items": [{"company": "B", "salary": "3 shillings"}], "mood": "calm"},
           "skills": [{"name": "Loose"}]"#,
    );
    insta::assert_snapshot!(form, @"
    basics:
      name: A
    sections:
      - kind: work
        entries:
          - name: B
            salary: 3 shillings
        mood: calm
    skills:
      - name: Loose
    ");
    insta::assert_snapshot!(reported, @"
    cv.json:1:102: warning: Reactive Resume has no `salary` here; it is printed under its own name; hint: also in `sections.experience.mood`
    ");
}

#[test]
fn a_letter_without_salutation_and_closing_is_only_body() {
    let letter = |content: &str| {
        let json = format!(
            r#"{{"basics": {{"name": "A. Bee", "customFields": []}}, "sections": {{}},
                "customSections": [{{"id": "l", "type": "cover-letter",
                "items": [{{"recipient": "", "content": "{content}"}}]}}]}}"#
        );
        let (_, resumes, _) = read_json(&json, false);
        let letter = resumes[0].letter.clone().expect("a letter");
        let text = |text: Option<crate::resume::Text>| {
            text.map(|text| text.as_str().to_owned()).unwrap_or_default()
        };
        [text(letter.salutation), text(letter.body), text(letter.closing)].join("|")
    };
    assert_eq!(letter("<p>Hire me.</p>"), "|Hire me.|");
    assert_eq!(letter("<p>Hi,</p><p>Hire me.</p><p>Yours,<br>A. Bee</p>"), "Hi,|Hire me.|Yours,");
    assert_eq!(
        letter("<p>Hi,</p><p>Hire me.</p><p>Yours,</p><p>A. Bee</p>"),
        "Hi,|Hire me.|Yours,"
    );
}

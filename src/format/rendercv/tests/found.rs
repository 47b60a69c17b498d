//! Tests files of all versions of RenderCV as found in practice.

use insta::assert_snapshot;

use super::reported_messages;
use crate::format::Dialect;
use crate::format::testing::{native_form, read_yaml};
use crate::resume::{Contact, Date, Entry, Resume};

fn resume(text: &str) -> Resume {
    read_yaml(Dialect::RenderCv, text).0.remove(0)
}

fn entry(fields: &str) -> Entry {
    let text =
        format!("cv: {{name: A, sections: {{Posts: [{{company: B, position: C, {fields}}}]}}}}");
    resume(&text).sections[0].entries.get()[0].clone()
}

#[test]
fn a_start_date_without_an_end_date_is_an_open_period() {
    for fields in [
        "start_date: 2019-03, end_date: null",
        "end_date: ~, start_date: 2019-03",
        "start_date: 2019-03, end_date: \"\"",
        "start_date: 2019-03, date: null, end_date: present",
        "start_date: 2019-03",
    ] {
        let entry = entry(fields);
        assert_eq!(entry.start, Some(Date::Month(2019, 3)), "{fields}");
        assert_eq!(entry.end, Some(Date::Present), "{fields}");
    }
    assert_eq!(entry("start_date: null, end_date: null").end, None);
    assert_eq!(entry("end_date: 2019").date, Some(Date::Year(2019)));
}

#[test]
fn markdown_in_a_date_becomes_markup() {
    let free = |date: &str| entry(&format!("date: '{date}'")).date;
    for (date, markup) in [
        ("[v2](https://b.example/v2)", "[v2](https://b.example/v2)"),
        ("_to appear_", "*to appear*"),
        ("**2019**, __2021__", "**2019**, **2021**"),
        ("#link(\"https://b.example\")[site]", "[site](https://b.example)"),
        ("Fall 2020", "Fall 2020"),
    ] {
        assert_eq!(free(date), Some(Date::Free(markup.to_owned())), "{date}");
    }
    assert_eq!(free("2019-03"), Some(Date::Month(2019, 3)));
}

fn account(network: &str, username: &str) -> Contact {
    let text = format!(
        "cv: {{name: A, social_networks: [{{network: {network}, username: '{username}'}}]}}"
    );
    resume(&text).basics.contacts[0].clone()
}

#[test]
fn an_address_typed_as_username_is_read_as_the_address() {
    for (network, typed, name, url) in [
        ("GitHub", "github.com/mo", "mo", "https://github.com/mo"),
        ("LinkedIn", "https://www.linkedin.com/in/mo/", "mo", "https://www.linkedin.com/in/mo/"),
        ("ORCID", "http://orcid.org/0000-0001", "0000-0001", "http://orcid.org/0000-0001"),
        ("YouTube", "www.youtube.com/@mo", "mo", "https://www.youtube.com/@mo"),
        ("Mastodon", "https://a.example/@mo", "@mo@a.example", "https://a.example/@mo"),
        ("GitLab", "git.b.example/mo", "mo", "https://git.b.example/mo"),
        ("GitHub", "mo", "mo", "https://github.com/mo"),
        ("Instagram", "@mo", "@mo", "https://instagram.com/mo"),
        ("github", "mo", "mo", "https://github.com/mo"),
        ("Orcid", "0000-0001", "0000-0001", "https://orcid.org/0000-0001"),
    ] {
        let contact = account(network, typed);
        assert_eq!(contact.value.as_deref(), Some(name), "{network} {typed}");
        assert_eq!(contact.url.as_deref(), Some(url), "{network} {typed}");
    }
}

#[test]
fn the_language_is_detected_by_month_names() {
    let file =
        |locale: &str| format!("cv: {{name: A, sections: {{B: [c]}}}}\nlocale_catalog: {locale}");
    let of = |locale: &str| resume(&file(locale)).meta.locale;
    let polish = "{present: teraz, abbreviations_for_months: [sty., lut., mar., kwi., maj, cze., lip., sie., wrz., paź., lis., gru.]}";
    assert_eq!(of(polish).as_deref(), Some("pl"));
    let italian = "{full_names_of_months: [Gennaio, Febbraio, Marzo, Aprile, Maggio, Giugno, Luglio, Agosto, Settembre, Ottobre, Novembre, Dicembre]}";
    assert_eq!(of(italian).as_deref(), Some("it"));
    let unknown = "{month_abbreviations: [a, b, c, d, e, f, g, h, i, j, k, l]}";
    assert_eq!(of(unknown), None);
    assert_eq!(of("{present: heute}"), None);
    assert_eq!(
        of(
            "{month_names: [January, February, March, April, May, June, July, August, September, October, November, December]}"
        ),
        None
    );
    assert_eq!(reported_messages(&file(polish)), "");
    assert_snapshot!(native_form(Dialect::RenderCv, &file(polish)), @"
    basics:
      name: A
    sections:
      - kind: text
        title: B
        text: c
    meta:
      locale: pl
      words:
        present: teraz
        monthAbbreviations: >-
          sty., lut., mar., kwi., maj, cze., lip., sie., wrz., paź., lis., gru.
    ");
}

#[test]
fn default_settings_of_a_new_file_are_not_reported() {
    let text = "
cv: {name: A, sections: {Trabajo: [{company: B, position: C, start_date: 2019-03}]}}
design:
  theme: opal
  colors: {footer: 'rgb(100,140,135)', top_note: 'rgb(128, 128, 128)'}
  page: {show_top_note: true}
  typography: {font_family: {body: Lato, name: Lato}}
  sections: {show_time_spans_in: [experience]}
  entries: {short_second_row: true, side_space: 0.2 cm}
  templates: {education_entry: {degree_column: '**DEGREE**'}}
";
    assert_snapshot!(reported_messages(text), @"cv.yaml:4:10: warning: `opal` is a theme of RenderCV; using the nearest, `accent`; hint: `-t` chooses another, and `recto themes` lists them");
    let chosen = text
        .replace("rgb(100,140,135)", "silver")
        .replace("[experience]", "[Trabajo, Estudios]")
        .replace("body: Lato", "body: Fontin");
    assert_snapshot!(reported_messages(&chosen), @"
    cv.yaml:4:10: warning: `opal` is a theme of RenderCV; using the nearest, `accent`; hint: `-t` chooses another, and `recto themes` lists them
    cv.yaml:7:30: warning: no equivalent for `typography.font_family.body` of `design`; hint: `recto themes NAME` lists the options of a theme
    cv.yaml:8:34: warning: unknown section `Estudios`; hint: the sections are `Trabajo`
    ");
    let form = native_form(Dialect::RenderCv, text);
    assert!(!form.contains("muted-color") && !form.contains("time-spans"), "{form}");
    assert!(native_form(Dialect::RenderCv, &chosen).contains("time-spans: Trabajo\n"));
}

#[test]
fn the_phone_format_of_the_file_is_read() {
    let format = |settings: &str| {
        let text = format!("cv: {{name: A, sections: {{B: [c]}}}}\n{settings}");
        assert_eq!(reported_messages(&text), "");
        let options = resume(&text).meta.options;
        options.into_iter().find(|option| option.key == "phone-format").map(|option| option.value)
    };
    let in_design = |name: &str| {
        format(&format!("design: {{header: {{connections: {{phone_number_format: {name}}}}}}}"))
    };
    assert_eq!(in_design("national").as_deref(), Some("national"));
    assert_eq!(in_design("international").as_deref(), Some("international"));
    assert_eq!(in_design("E164").as_deref(), Some("international"));
    let in_locale = format("locale: {language: en, phone_number_format: national}");
    assert_eq!(in_locale.as_deref(), Some("national"));
}

#[test]
fn files_from_before_1_0_are_read_by_their_section_keys() {
    let text = "
cv:
  name: Mo Lind
  label: Baker
  summary: Bakes _rye_.
  awards: [{name: Loaf of the year, details: 2019}]
  custom_sections:
    - title: Ovens
      entry_type: NormalEntry
      entries: [{name: Brick oven, date: 2018, url: https://b.example}]
  section_order: [Work Experience, Education, Ovens]
  education: [{institution: D, area: Bread, study_type: BA, start_date: 2010-09-01, end_date: 2013-07-01, gpa: 3.9}]
  work_experience: [{company: B, position: C, start_date: 2019-03-01, end_date: present, highlights: [Baked]}]
design:
  theme: classic
  font: SourceSans3
  options: {primary_color: 'rgb(0,79,144)', show_timespan_in: [Work Experience], text_alignment: left-aligned}
";
    assert_snapshot!(reported_messages(text), @"cv.yaml:6:3: warning: `Awards` is not printed: `section_order` does not name it; hint: add `Awards` to `section_order`");
    assert_snapshot!(native_form(Dialect::RenderCv, text), @r##"
    basics:
      name: Mo Lind
      label: Baker
    sections:
      - kind: summary
        title: Summary
        text: Bakes *rye*.
      - kind: work
        title: Work Experience
        entries:
          - name: B
            position: C
            startDate: 2019-03-01
            endDate: present
            highlights:
              - Baked
      - kind: education
        title: Education
        entries:
          - institution: D
            area: Bread
            studyType: BA
            startDate: 2010-09-01
            endDate: 2013-07-01
            score: "3.9"
      - kind: custom
        title: Ovens
        entries:
          - name: Brick oven
            url: https://b.example
            date: 2018
    meta:
      theme: accent
      options:
        font: Source Sans 3
        heading-font: Source Sans 3
        accent: "#004f90"
        time-spans: Work Experience
        justify: false
        days: false
      rendercv:
        design:
          theme: classic
    "##);
}

#[test]
fn sections_of_old_files_without_an_order_keep_file_order() {
    let titles = |text: &str| -> Vec<String> {
        let sections = resume(text).sections;
        sections.iter().filter_map(|s| s.title.as_ref()).map(|t| t.as_str().to_owned()).collect()
    };
    let text = "
cv:
  name: A
  test_scores: [{name: Rye, details: 9/10}]
  personal_projects: [{name: P}]
  summary: S
";
    assert_eq!(titles(text), ["Summary", "Test Scores", "Personal Projects"]);
    // Newer files with this error are handled alike.
    assert_eq!(titles("cv: {name: A, skills: [{label: B, details: c}]}"), ["Skills"]);
}

#[test]
fn simple_typst_code_becomes_markup() {
    let text = r#"
cv:
  name: A
  sections:
    Tools:
      - name: B
        summary: 'First#linebreak()second'
        highlights:
          - 'Wrote #link("https://b.example/t")[the *tool*] and #strong[its #emph[docs]]'
          - '#text(fill: red)[Late] #h(1fr) #underline[but done]'
          - '#image("a.png") of $$x^2$$'
"#;
    assert_snapshot!(reported_messages(text), @"
    cv.yaml:10:13: warning: the Typst function `#text` has no equivalent; it is printed as text; hint: Markdown has `**strong**` and `*emphasis*`
    cv.yaml:11:13: warning: `$$x^2$$` is a formula for RenderCV; it is printed as typed; hint: write it in words, or in Markdown: `**strong**`, `*emphasis*`, `[a link](https://…)`
    ");
    assert_snapshot!(native_form(Dialect::RenderCv, text), @r#"
    basics:
      name: A
    sections:
      - kind: custom
        title: Tools
        entries:
          - name: B
            summary: |-
              First\
              second
            highlights:
              - Wrote [the *tool*](https://b.example/t) and **its *docs***
              - Late   but done
              - '#image("a.png") of $$x^2$$'
    "#);
}

#[test]
fn dates_in_words_are_parsed() {
    let (start, end) = (Some(Date::Month(2019, 3)), Some(Date::Month(2020, 9)));
    for fields in [
        "start_date: March 2019, end_date: Sept. 2020",
        "start_date: 03/2019, end_date: 09/2020",
        "start_date: March 2019 - Sep 2020",
        "date: Mar 2019 – Sep 2020",
    ] {
        let entry = entry(fields);
        assert_eq!(
            (entry.start, entry.end, entry.date),
            (start.clone(), end.clone(), None),
            "{fields}"
        );
    }
    for word in ["Present", "current", "now", "heute"] {
        let entry = entry(&format!("start_date: 2019-03, end_date: {word}"));
        assert_eq!(entry.end, Some(Date::Present), "{word}");
    }
    assert_eq!(entry("date: Spring 2020").date, Some(Date::Free("Spring 2020".to_owned())));
    assert_eq!(entry("date: 2019-2021").end, Some(Date::Year(2021)));
}

#[test]
fn common_deviating_forms_are_read() {
    let text = "
cv:
  name: A
  social_networks: {GitHub: mo, LinkedIn: https://linkedin.com/in/mo}
  sections:
    skills: {Languages: 'Rust, Go', Tools: [Git, Make]}
    about: Bakes rye.
    talk: {name: On rye, date: 2020}
    publications:
      - {title: Rye, authors: [{name: Mo Lind}, B. Bo]}
";
    assert_snapshot!(reported_messages(text), @"
    cv.yaml:4:20: warning: expected a list of accounts, found a mapping; its keys are read as networks: `cv.social_networks`; hint: write a list: `- {network: …, username: …}`
    cv.yaml:6:13: warning: expected a list of entries, found a mapping; its keys are read as labels: `cv.sections.skills`; hint: write a list: `- {label: …, details: …}`
    cv.yaml:7:12: warning: an entry outside a list: `cv.sections.about` and `cv.sections.talk`; hint: write it as a list: put `[ ]` around it
    ");
    assert_snapshot!(native_form(Dialect::RenderCv, text), @"
    basics:
      name: A
      profiles:
        - network: GitHub
          username: mo
          url: https://github.com/mo
        - network: LinkedIn
          username: mo
          url: https://linkedin.com/in/mo
    sections:
      - kind: skills
        title: Skills
        entries:
          - name: Languages
            keywords:
              - Rust
              - Go
          - name: Tools
            keywords:
              - Git
              - Make
      - kind: summary
        title: About
        text: Bakes rye.
      - kind: custom
        title: Talk
        entries:
          - name: On rye
            date: 2020
      - kind: publications
        title: Publications
        entries:
          - name: Rye
            authors:
              - Mo Lind
              - B. Bo
    ");
}

#[test]
fn typed_bullets_and_comments_are_not_text() {
    let file = "cv:
  name: A
  sections:
    work:
      - company: B
        position: C
        _draft: not yet
        summary: \"Did:\\n• one\\n• two\"
        highlights: [• three, ○ four]
_note: mine
";
    assert_eq!(reported_messages(file), "");
    let native = native_form(Dialect::RenderCv, file);
    assert!(native.contains("- one\n") && native.contains("- three\n"), "{native}");
    assert!(!native.contains(['•', '○']) && !native.contains("not yet"), "{native}");
}

#[test]
fn warnings_of_one_kind_are_combined() {
    let file = "cv:
  name: A
  sections:
    work:
      - {company: B, position: C, start_date: 2019, end_date: soon}
      - {company: D, position: E, start_date: 2019, end_date: later}
      - {company: F, position: G, start_date: 2019, end_date: 2020-2021}
";
    assert_snapshot!(reported_messages(file), @"cv.yaml:5:63: warning: `soon` is not a date; it is printed unchanged; hint: write a year, a month or a day: `2024`, `2024-05` or `2024-05-31`; hint: also in `cv.sections.work[1].end_date` and `cv.sections.work[2].end_date`");
}

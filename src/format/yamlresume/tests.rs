use insta::assert_snapshot;
use proptest::prelude::*;

use super::super::losses::Losses;
use super::super::roundtrip::unreported_losses;
use super::super::testing::{
    deterministic_config, messages, native_form, read_yaml, round_trip, tree,
};
use super::{read, write};
use crate::diagnostic::Diagnostics;
use crate::format::Dialect;
use crate::resume::Text;
use crate::resume::arbitrary::resume;

const FIXTURE: &str = include_str!("../../../tests/fixtures/yamlresume.yaml");

#[test]
fn every_field_is_converted_to_native_form() {
    assert_snapshot!("native_form", native_form(Dialect::YamlResume, FIXTURE));
}

#[test]
fn data_without_an_equivalent_are_reported_with_their_line() {
    let (_, diagnostics, sources) = read_yaml(Dialect::YamlResume, FIXTURE);
    assert_snapshot!("messages", messages(&diagnostics, &sources));
}

#[test]
fn the_fixture_survives_a_round_trip() {
    let (losses, difference) = round_trip(Dialect::YamlResume, FIXTURE);
    assert_snapshot!(losses, @"");
    assert_snapshot!(difference, @"");
}

proptest! {
    #![proptest_config(deterministic_config(128))]

    #[test]
    fn all_losses_are_reported(resume in resume()) {
        let lost = unreported_losses(&resume, write, read, str::to_owned);
        prop_assert!(lost.is_empty(), "{lost:#?}");
    }
}

fn reported_messages(text: &str) -> String {
    let (_, diagnostics, sources) = read_yaml(Dialect::YamlResume, text);
    messages(&diagnostics, &sources)
}

#[test]
fn misspellings_are_reported_with_yamlresumes_names() {
    let text = "
content:
  basics:
    name: A
    headlin: B
  location:
    citty: C
  education:
    - institution: D
      degre: Bachelor
      area: E
      startDate: Sep 31, 2016
      endDate: 2016-13
  work:
    - nme: F
      position: G
  skills:
    - name: H
      level: Expertt
  langauges: []
  awards: I
layout:
  - engine: latex
layouts:
  - engine: latx
    template: jakke
    page:
      papersize: a4
    sections:
      aliases:
        wrok: J
      order:
        - educaton
locale:
  language: enn
";
    assert_snapshot!(reported_messages(text), @"
    cv.yaml:5:5: error: unknown key `headlin`; hint: did you mean `headline`?
    cv.yaml:7:5: error: unknown key `citty`; hint: did you mean `city`?
    cv.yaml:10:7: error: unknown key `degre`; hint: did you mean `degree`?
    cv.yaml:12:18: warning: invalid date `Sep 31, 2016`: that month has no day 31; it is read as `2016-09`; hint: leave the day out if it does not matter: `2024-05` or `May 2024`
    cv.yaml:13:16: warning: invalid date `2016-13`: invalid month 13; it is read as `2016`; hint: months go from `01` to `12`, and come before the day: `2024-05-31`
    cv.yaml:15:7: error: unknown key `nme`; hint: did you mean `name`?
    cv.yaml:19:14: warning: unknown level `Expertt` of YAMLResume; printed as it is; hint: did you mean `Expert`?
    cv.yaml:20:3: error: unknown key `langauges`; hint: did you mean `languages`?
    cv.yaml:21:11: error: `awards` must be a list, not text; hint: write it as a list: put `[ ]` around it
    cv.yaml:22:1: warning: ignored `layout`: this file also has `layouts`; hint: `layout` is the old name of `layouts`, up to version 0.7
    cv.yaml:25:13: error: unknown engine `latx`; hint: did you mean `latex`?
    cv.yaml:26:15: error: unknown template `jakke`; hint: did you mean `jake`?
    cv.yaml:28:7: error: unknown key `papersize`; hint: did you mean `paperSize`?
    cv.yaml:31:9: error: unknown section `wrok`; hint: did you mean `work`?
    cv.yaml:35:13: error: unknown language `enn`; hint: did you mean `en`?
    cv.yaml:33:11: error: unknown section `educaton`; hint: did you mean `education`?
    ");
}

#[test]
fn wrong_types_are_reported() {
    let text = "
content:
  basics: A
  location: [B]
  work:
    - C
  skills:
    name: D
layouts: latex
locale: de
";
    assert_snapshot!(reported_messages(text), @"
    cv.yaml:3:11: error: `basics` must be a mapping, not text; hint: a mapping consists of keys and values: `name: …`
    cv.yaml:4:13: error: `location` must be a mapping, not a list; hint: a mapping consists of keys and values: write `name: …` without `- ` or `[ ]`
    cv.yaml:6:7: error: `work[0]` must be an entry (a mapping), not text; hint: write it with its key: `name: …`
    cv.yaml:8:5: error: `skills` must be a list, not a mapping; hint: write it as a list: put `[ ]` around it
    cv.yaml:9:10: error: `layouts` must be a list, not text; hint: write it as a list: put `[ ]` around it
    ");
}

#[test]
fn a_file_without_content_is_rejected() {
    assert_snapshot!(reported_messages("layouts:\n  - engine: html\n"), @"cv.yaml:1:1: error: `content` is empty; hint: YAMLResume files contain `content: {basics: …, education: …, work: …}`");
}

#[test]
fn data_that_yamlresume_omits_are_printed() {
    let text = "
content:
  basics:
    name: A
    pronouns: they
  work:
    - name: B
      position: C
      startDate: 2020
      highlights: [D, E]
      location: F
      team: [G, H]
  patents:
    - I
    - name: J
      summary: K
  motto: L
";
    let (_, diagnostics, sources) = read_yaml(Dialect::YamlResume, text);
    assert_snapshot!(messages(&diagnostics, &sources), @r"
    cv.yaml:5:5: warning: unknown key `pronouns`; it is printed under its own name; hint: YAMLResume has no such key, and leaves it out; hint: also in `content.work[0].team`
    cv.yaml:13:3: warning: unknown key `patents`; it is printed as a section; hint: YAMLResume has no such section, and leaves it out; hint: also in `content.motto`
    ");
    assert_snapshot!(native_form(Dialect::YamlResume, text), @r"
    basics:
      name: A
      details:
        Pronouns: they
    work:
      - name: B
        position: C
        location: F
        startDate: 2020
        endDate: present
        highlights:
          - D
          - E
        team:
          - G
          - H
    sections:
      - kind: custom
        title: Patents
        entries:
          - I
          - name: J
            summary: K
      - kind: text
        title: Motto
        text: L
    ");
}

#[test]
fn sections_follow_yamlresumes_order() {
    let text = "
content:
  skills: [{name: A, level: Expert}]
  work: [{name: B, position: C, startDate: 2020}]
  education: [{institution: D, area: E, degree: Master}]
  basics: {name: F, summary: G}
";
    let (resumes, ..) = read_yaml(Dialect::YamlResume, text);
    let order = resumes[0].meta.sections.as_deref().unwrap_or_default();
    assert_eq!(order, ["summary", "education", "work", "skills"]);
}

proptest! {
    #![proptest_config(deterministic_config(128))]

    #[test]
    fn reading_arbitrary_trees_does_not_panic(tree in tree(Dialect::YamlResume)) {
        let mut diagnostics = Diagnostics::default();
        if let Some(resume) = read(&tree, &mut diagnostics) {
            write(&resume, &mut Losses::new("YAMLResume"));
        }
    }
}

/// A file of version 0.7: a single layout that also sets the language.
const OLD: &str = "
content:
  basics: {name: Ida Falk, headline: Töpferin}
  education: [{institution: Werkschule, area: Keramik, degree: Bachelor}]
  languages: [{language: German, fluency: Native or Bilingual Proficiency}]
layout:
  template: moderncv-classic
  margins: {top: 2cm, left: 1.8cm}
  typography: {fontSize: 11pt, fontSpec: {numbers: Undefined}}
  latex: {fontspec: {numbers: Auto}}
  page: {showPageNumbers: true}
  locale: {language: de}
  sections: {aliases: {education: Lehrzeit}, order: [languages, education]}
";

#[test]
fn the_single_layout_of_an_old_file_sets_language_and_theme() {
    assert_snapshot!(native_form(Dialect::YamlResume, OLD), @"
    basics:
      name: Ida Falk
      label: Töpferin
    education:
      - institution: Werkschule
        area: Keramik
        studyType: Bachelor
    languages:
      - language: Deutsch
        fluency: Muttersprache oder zweisprachig
    meta:
      theme: register
      locale: de
      options:
        margin-top: 2cm
        margin-left: 1.8cm
        font-size: 11pt
        page-numbers: true
      sections:
        - languages
        - education
      titles:
        education: Lehrzeit
      yamlresume:
        layout:
          template: moderncv-classic
          advanced:
            fontspec:
              numbers: Undefined
    ");
    assert_snapshot!(reported_messages(OLD), @"cv.yaml:7:13: warning: `moderncv-classic` is a theme of YAMLResume; using the nearest, `register`; hint: `-t` chooses another, and `recto themes` lists them");
}

#[test]
fn an_old_layout_is_read_unless_new_layouts_exist() {
    let of = |layout: &str| {
        let text = format!("content: {{basics: {{name: A}}}}\n{layout}");
        let (resumes, ..) = read_yaml(Dialect::YamlResume, &text);
        let meta = &resumes[0].meta;
        (meta.locale.clone(), meta.theme.clone(), reported_messages(&text))
    };
    let (locale, theme, reported_messages) = of("layout: {locale: {language: fr}}");
    assert_eq!((locale.as_deref(), theme, reported_messages.as_str()), (Some("fr"), None, ""));
    let (_, theme, reported_messages) = of("layout: {template: {id: jake}}");
    assert_eq!(theme.as_deref(), Some("plain"));
    assert!(reported_messages.contains("`jake` is a theme of YAMLResume"), "{reported_messages}");
    let (locale, theme, reported_messages) =
        of("layout: {locale: {language: es}}\nlayouts: [{engine: latex, template: jake}]");
    assert_eq!((locale.as_deref(), theme.as_deref()), (None, Some("plain")));
    assert!(reported_messages.contains("ignored `layout`"), "{reported_messages}");
    assert_eq!(of("layouts: {engine: latex, template: jake}").1.as_deref(), Some("plain"));
}

/// Returns the YAMLResume file for a native one, what it loses, and the native form read back.
fn written(text: &str) -> (String, String, String) {
    let (resumes, ..) = read_yaml(Dialect::Native, text);
    let mut losses = Losses::new("YAMLResume");
    let root = write(&resumes[0], &mut losses);
    let yaml = crate::source::write_yaml(&root);
    let again = native_form(Dialect::YamlResume, &yaml);
    (yaml, losses.listed(), again)
}

#[test]
fn values_outside_fixed_lists_are_written_as_the_nearest_and_read_back() {
    let (yaml, losses, again) = written(
        "
basics:
  name: Ines Duarte
  phone: 020.7946.0958
  url: ines.example
  location: {city: Praha, countryCode: CZ}
  profiles:
    - {network: X, username: ines}
    - {network: Mastodon, username: '@ines@tide.example', url: https://tide.example/@ines}
education:
  - {institution: Tide School, area: Boat building, studyType: MSc (not completed)}
  - {institution: Harbour High School, studyType: Leaving exam}
skills:
  - {name: Rope, level: working knowledge, keywords: ['splicing, whipping and long seizings', net]}
languages:
  - {language: Persian, fluency: C1}
  - {language: Esperanto, fluency: fluent}
publications:
  - {name: On knots, venue: Tide Review}
references:
  - {name: Ola Berg, position: Harbour master, organization: Port of Moss}
",
    );
    assert_snapshot!(yaml, @r#"
    content:
      basics:
        name: Ines Duarte
        phone: "020-7946-0958"
        url: https://ines.example
      location:
        city: Praha
        country: Czech Republic
      profiles:
        - network: Twitter
          networkText: X
          username: ines
      otherProfiles:
        - network: Mastodon
          username: "@ines@tide.example"
          url: https://tide.example/@ines
      education:
        - institution: Tide School
          area: Boat building, MSc (not completed)
          degree: Master
          degreeText: MSc (not completed)
        - institution: Harbour High School
          area: Leaving exam
          degree: High School
          degreeText: Leaving exam
      languages:
        - language: Farsi
          fluency: Full Professional Proficiency
          keywords:
            - C1
          languageText: Persian
          fluencyText: C1
      otherLanguages:
        - language: Esperanto
          fluency: Full Professional Proficiency
          fluencyText: fluent
      skills:
        - name: Rope
          level: Intermediate
          keywords:
            - splicing
            - whipping and long seizings
            - net
          levelText: working knowledge
      publications:
        - name: On knots
          publisher: Tide Review
          venue: Tide Review
      references:
        - name: Ola Berg
          summary: Harbour master, Port of Moss
          position: Harbour master
          organization: Port of Moss
    layouts:
      - engine: latex
        sections:
          order:
            - education
            - skills
            - languages
            - publications
            - references
    "#);
    assert_snapshot!(losses, @"
    such signs in a telephone number: it is written with spaces and hyphens (1)
    a web address without `https://`: `https://` is added (1)
    the code of a country: its name is written (1)
    a network in other words than its own: the most similar one is written, yours under a separate key (1)
    networks outside its list: under a separate key (1)
    a degree in other words than its own: the most similar one is written, yours under a separate key (2)
    a fluency in other words than its own: the most similar one is written, yours under a separate key (2)
    a level in other words than its own: the most similar one is written, yours under a separate key (1)
    a keyword of more than 32 characters: it is split at its commas (1)
    fields of other dialects: under a separate key (3)
    an entry without `publisher`: a similar field is repeated there (1)
    an entry with a short `summary` or none: its other fields are repeated there (1)
    ");
    assert_snapshot!(again, @r#"
    basics:
      name: Ines Duarte
      phone: "020-7946-0958"
      url: https://ines.example
      location:
        city: Praha
        country: Czech Republic
      profiles:
        - network: X
          username: ines
        - network: Mastodon
          username: "@ines@tide.example"
          url: https://tide.example/@ines
    education:
      - institution: Tide School
        area: Boat building
        studyType: MSc (not completed)
      - institution: Harbour High School
        studyType: Leaving exam
    languages:
      - language: Persian
        fluency: C1
      - language: Esperanto
        fluency: fluent
    skills:
      - name: Rope
        level: working knowledge
        keywords:
          - splicing
          - whipping and long seizings
          - net
    publications:
      - name: On knots
        venue: Tide Review
    references:
      - name: Ola Berg
        position: Harbour master
        organization: Port of Moss
    meta:
      sections:
        - education
        - skills
        - languages
        - publications
        - references
      yamlresume:
        layout:
          engine: latex
    "#);
}

#[test]
fn what_the_schema_rejects_is_reported() {
    let text = "
basics: {name: A, email: a@b, location: {countryCode: NO}}
work: [{name: Bay Works, summary: Short.}]
education: [{institution: Cove School, area: Nets, studyType: Odd}]
skills: [{name: Rope}]
languages: [{language: Danish, fluency: when I must}]
interests: [{name: Sea, keywords: [a keyword that is much too long to be accepted]}]
";
    assert_snapshot!(written(text).1, @"
    `name` in `basics` with less than 2 characters: rejected by the schema (1)
    such a `email` in `basics`: rejected by the schema (1)
    the code of a country: its name is written (1)
    `location` without `city`: rejected by the schema (1)
    a degree that is not in its list: rejected by the schema (1)
    `work` without `position`: rejected by the schema (1)
    `work` without `startDate`: rejected by the schema (1)
    `summary` in `work` with less than 16 characters: rejected by the schema (1)
    a fluency that is not in its list: rejected by the schema (1)
    `skills` without `level`: rejected by the schema (1)
    `keywords` in `interests` with more than 32 characters: rejected by the schema (1)
    ");
}

#[test]
fn a_summary_is_read_in_sections_that_do_not_have_one() {
    let text = "
content:
  basics: {name: Runa}
  interests: [{summary: Walks}, {name: Tea, summary: Green}]
  languages: [{language: Danish, summary: At home}]
";
    let (resumes, _, _) = read_yaml(Dialect::YamlResume, text);
    let sections = resumes[0].sections.iter().flat_map(|section| section.entries.get());
    let summaries: Vec<_> = sections.map(|it| it.summary.as_ref().map(Text::as_str)).collect();
    assert_eq!(summaries, [Some("Walks"), Some("Green"), Some("At home")]);
}

#[test]
fn the_language_is_read_in_every_place_and_spelling() {
    let of = |settings: &str| {
        let text = format!(
            "content: {{basics: {{name: Ann}}, languages: [{{language: German, fluency: Native or \
             Bilingual Proficiency}}]}}\n{settings}"
        );
        let (resumes, diagnostics, _) = read_yaml(Dialect::YamlResume, &text);
        assert!(!diagnostics.has_errors(), "{settings}: {diagnostics:?}");
        let name = resumes[0].sections[0].entries.get()[0].name.clone();
        (resumes[0].meta.locale.clone(), name.map(|name| name.as_str().to_owned()))
    };
    let is = |tag: &str, name: &str| (Some(tag.to_owned()), Some(name.to_owned()));
    assert_eq!(of("locale: {language: es}"), is("es", "Alemán"));
    assert_eq!(of("locale: de"), is("de", "Deutsch"));
    assert_eq!(of("layout: {locale: {language: fr}}"), is("fr", "Allemand"));
    assert_eq!(of("layout: {locale: nl}"), is("nl", "Duits"));
    assert_eq!(of("layouts: [{engine: latex, locale: {language: id}}]"), is("id", "Jerman"));
    assert_eq!(of("locale: {language: zh-Hans}"), is("zh-Hans", "德语"));
    assert_eq!(of("locale: {language: German}"), is("de", "Deutsch"));
    assert_eq!(of("locale: {language: pl}"), is("pl", "German"));
    let both = "locale: {language: es}\nlayouts: [{engine: latex, locale: {language: id}}]";
    assert_eq!(of(both), is("es", "Alemán"));
}

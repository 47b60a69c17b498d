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
use crate::source::write_yaml;

mod found;

const FIXTURE: &str = include_str!("../../../tests/fixtures/rendercv.yaml");

#[test]
fn every_field_is_converted_to_native_form() {
    let native = native_form(Dialect::RenderCv, FIXTURE);
    let (basics, sections) = native.split_once("\nsections:\n").expect("both are there");
    assert_snapshot!("native_basics", basics);
    assert_snapshot!("native_sections", sections);
}

#[test]
fn data_without_an_equivalent_are_reported_with_their_line() {
    let (_, diagnostics, sources) = read_yaml(Dialect::RenderCv, FIXTURE);
    assert_snapshot!("messages", messages(&diagnostics, &sources));
}

#[test]
fn the_fixture_survives_a_round_trip() {
    let (losses, difference) = round_trip(Dialect::RenderCv, FIXTURE);
    assert_snapshot!(losses, @"warning: RenderCV does not support a hyphen between blanks: it is written as ` – `");
    assert_snapshot!(difference, @r#"
    -          - Cut data gaps by **63 %** (2019 - 2022)
    +          - Cut data gaps by **63 %** (2019 – 2022)
    +            SCORE
    +            KEYWORDS
    +            URL, TEAM_SIZE
    +        one_line_entry:
    +          main_column: "**LABEL:** DETAILS (LEVEL)"
    "#);
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
    let (_, diagnostics, sources) = read_yaml(Dialect::RenderCv, text);
    messages(&diagnostics, &sources)
}

#[test]
fn misspellings_are_reported_with_rendercvs_names() {
    let text = "
cv:
  name: A
  hedline: B
  social_networks:
    - network: Githubb
      usrname: a
  sections:
    experience:
      - company: C
        positon: D
        start_date: 2024-13
        end_date: 2020-02-30
        highlights:
          - Cost: down
          - [nested]
    skills: Python
    honors:
      - titel: E
desing:
  theme: classic
design:
  theme: classic
  page:
    top_margn: 1cm
  colours:
    body: red
locale:
  language: germann
  presnt: jetzt
settings:
  bold_keyword: [x]
";
    assert_snapshot!(reported_messages(text), @r#"
    cv.yaml:4:3: error: unknown key `hedline`; hint: did you mean `headline`?
    cv.yaml:6:16: warning: unknown network `Githubb` in RenderCV; hint: did you mean `GitHub`?
    cv.yaml:7:7: error: unknown key `usrname`; hint: did you mean `username`?
    cv.yaml:11:9: error: unknown key `positon`; hint: did you mean `position`?
    cv.yaml:12:21: warning: invalid date `2024-13`: invalid month 13; it is read as `2024`; hint: months go from `01` to `12`, and come before the day: `2024-05-31`
    cv.yaml:13:19: warning: invalid date `2020-02-30`: that month has no day 30; it is read as `2020-02`; hint: leave the day out if it does not matter: `2024-05`
    cv.yaml:15:13: error: this highlight must be text, not a mapping; hint: put it in quotes: `"Cost: …"`
    cv.yaml:16:13: error: `highlights[1]` must be text, not a list; hint: write it as one text; in YAML, `|` starts one of several lines
    cv.yaml:19:9: error: the entries of this section match no type of entry; hint: `titel`: did you mean `title`?
    cv.yaml:20:1: error: unknown key `desing`; hint: did you mean `design`?
    cv.yaml:25:5: error: unknown key `top_margn`; hint: did you mean `top_margin`?
    cv.yaml:27:5: error: unknown key `colours`; hint: did you mean `colors`?
    cv.yaml:29:13: error: unknown language `germann`; hint: did you mean `german`?
    cv.yaml:30:3: error: unknown key `presnt`; hint: did you mean `present`?
    cv.yaml:32:3: error: unknown key `bold_keyword`; hint: did you mean `bold_keywords`?
    cv.yaml:17:13: warning: an entry outside a list: `cv.sections.skills`; hint: write it as a list: put `[ ]` around it
    "#);
}

#[test]
fn wrong_types_are_reported() {
    let text = "
cv:
  name: [A]
  email: {a: b}
  sections:
    - experience
design: classic
locale: [german]
settings: none
";
    assert_snapshot!(reported_messages(text), @"
    cv.yaml:3:9: error: `name` must be text, not a list; hint: write it as one text; in YAML, `|` starts one of several lines
    cv.yaml:4:10: error: `email` must be text, not a mapping; hint: write it as one text; in YAML, `|` starts one of several lines
    cv.yaml:6:5: error: `sections` must be a mapping of titles to lists of entries, not a list; hint: a mapping consists of keys and values: `name: …`
    cv.yaml:7:9: error: `design` must be a mapping, not text; hint: a mapping consists of keys and values: `name: …`
    cv.yaml:8:9: error: `locale` must be a mapping, not a list; hint: a mapping consists of keys and values: write `name: …` without `- ` or `[ ]`
    cv.yaml:9:11: error: `settings` must be a mapping, not text; hint: a mapping consists of keys and values: `name: …`
    ");
}

#[test]
fn a_file_without_cv_is_rejected() {
    assert_snapshot!(reported_messages("design:\n  theme: ink\n"), @"
    cv.yaml:2:10: warning: `ink` is a theme of RenderCV; using the nearest, `ivy`; hint: `-t` chooses another, and `recto themes` lists them
    cv.yaml:1:1: error: `cv` is empty; hint: RenderCV files contain `cv: {name: …, sections: …}`
    ");
}

#[test]
fn unsupported_typst_code_is_printed_as_typed_and_reported() {
    let text = "
cv:
  name: A
  sections:
    Talks:
      - \"On $$x^2$$ and #strong[y]\"
      - \"The #1 #opensource talk\"
";
    assert_snapshot!(reported_messages(text), @"cv.yaml:6:9: warning: `$$x^2$$` is a formula for RenderCV; it is printed as typed; hint: write it in words, or in Markdown: `**strong**`, `*emphasis*`, `[a link](https://…)`");
}

#[test]
fn entries_that_match_no_type_are_kept() {
    let text = "
cv:
  name: A
  sections:
    Odd:
      - colour: blue
        shape: [round, flat]
    Mixed:
      - company: B
        position: C
      - Just a line
      - bullet: And a bullet
";
    let (_, diagnostics, sources) = read_yaml(Dialect::RenderCv, text);
    assert_snapshot!(messages(&diagnostics, &sources), @r"
    cv.yaml:6:9: warning: the entries of this section match no type of entry; hint: an entry has `company` and `position`, `institution` and `area`, `name`, `title` and `authors`, `label` and `details`, `bullet`, `number` or `reversed_number`, or is text
    cv.yaml:6:9: warning: `colour` is printed; RenderCV prints it only if a template names it; hint: remove it if it should not be printed; hint: also in `cv.sections.Odd[0].shape`
    ");
    assert_snapshot!(native_form(Dialect::RenderCv, text), @r"
    basics:
      name: A
    sections:
      - kind: custom
        title: Odd
        entries:
          - colour: blue
            shape:
              - round
              - flat
      - kind: work
        title: Mixed
        entries:
          - name: B
            position: C
          - summary: Just a line
          - summary: And a bullet
    ");
}

#[test]
fn names_of_versions_before_2_3_are_recognised() {
    let text = "
cv:
  name: A
  sections:
    Education:
      - institution: B
        area: C
        end_date: 2020
design:
  theme: moderncv
  page:
    show_page_numbering: true
  colors:
    text: black
  text:
    font_size: 10pt
    leading: 0.6em
    date_and_location_column_alignment: right
  header:
    use_icons_for_connections: false
    use_urls_as_placeholders_for_connections: true
  entries:
    show_time_spans_in: [Education, Experience]
locale:
  language: tr
rendercv_settings:
  date: 2025-01-31
  bold_keywords: [D]
";
    let (_, diagnostics, sources) = read_yaml(Dialect::RenderCv, text);
    assert_snapshot!(messages(&diagnostics, &sources), @"cv.yaml:10:10: warning: `moderncv` is a theme of RenderCV; using the nearest, `register`; hint: `-t` chooses another, and `recto themes` lists them");
    assert_snapshot!(native_form(Dialect::RenderCv, text), @r##"
    basics:
      name: A
    sections:
      - kind: education
        title: Education
        entries:
          - institution: B
            area: C
            date: 2020
    meta:
      theme: register
      locale: tr
      options:
        page-numbers: true
        text-color: "#000000"
        font-size: 10pt
        line-height: 1.26
        icons: false
        profile-urls: true
        time-spans: Education
      boldKeywords:
        - D
      lastModified: 2025-01-31
      rendercv:
        design:
          theme: moderncv
          typography:
            date_and_location_column_alignment: right
    "##);
}

#[test]
fn unchanged_starter_keys_are_not_reported() {
    let text = "
cv:
  name: A
  sort_entries: none
  sections:
    Talks:
      - bullet: B
locale:
  language: en
  phone_number_format: national
  page_numbering_template: NAME - Page PAGE_NUMBER of TOTAL_PAGES
  month: month
  to: –
  abbreviations_for_months: [Jan, Feb, Mar, Apr, May, June, July, Aug, Sept, Oct, Nov, Dec]
rendercv_settings:
  sort_entries: none
";
    assert_snapshot!(reported_messages(text), @"");
    let chosen = text.replace("none", "reverse-chronological").replace("month: month", "month: mo");
    assert_snapshot!(reported_messages(&chosen), @"
    cv.yaml:4:17: warning: unsupported order `reverse-chronological`: entries stay in the order of the file; hint: `--sort work=-endDate` puts the latest of a section first
    cv.yaml:12:3: warning: no equivalent for `month` of `locale`; hint: the words and dates are those of the language
    cv.yaml:16:17: warning: unsupported order `reverse-chronological`: entries stay in the order of the file; hint: `--sort work=-endDate` puts the latest of a section first
    ");
}

#[test]
fn a_hidden_date_is_kept_only_for_writing_the_file_again() {
    let text = "
cv: {name: A, sections: {Talks: [B]}}
design: {page: {show_top_note: false}}
settings: {current_date: 2024-11-05}
";
    assert_snapshot!(native_form(Dialect::RenderCv, text), @"
    basics:
      name: A
    sections:
      - kind: text
        title: Talks
        text: B
    meta:
      rendercv:
        settings:
          current_date: 2024-11-05
    ");
}

#[test]
fn unquoted_text_that_starts_with_asterisks_is_read_as_text() {
    let text = "
cv:
  name: A
  sections:
    Talks:
      - **Rivers** and *towns*
      - *Snow*
";
    let (resumes, diagnostics, sources) = read_yaml(Dialect::RenderCv, text);
    assert_eq!(messages(&diagnostics, &sources), "");
    let text = resumes[0].sections[0].text.as_ref().map(Text::as_str);
    assert_eq!(text, Some("**Rivers** and *towns*\n\n*Snow*"));
}

proptest! {
    #![proptest_config(deterministic_config(128))]

    #[test]
    fn reading_arbitrary_trees_does_not_panic(tree in tree(Dialect::RenderCv)) {
        let mut diagnostics = Diagnostics::default();
        if let Some(resume) = read(&tree, &mut diagnostics) {
            write(&resume, &mut Losses::new("RenderCV"));
        }
    }
}

#[test]
fn what_rendercv_requires_is_added() {
    let text = "
basics:
  name: A
  phone: (415) 555-2671
  location: {city: Fresno, countryCode: US}
meta:
  options: {line-height: 1.3}
";
    let (resumes, ..) = read_yaml(Dialect::Native, text);
    let written = write(&resumes[0], &mut Losses::new("RenderCV"));
    assert_snapshot!(write_yaml(&written), @r#"
    cv:
      name: A
      phone: "+1 415-555-2671"
      location: Fresno, US
    design:
      theme: classic
      typography:
        line_spacing: 0.64em
    "#);
}

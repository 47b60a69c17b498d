//! Tests alternative forms of lists, groups and sections.

use super::*;

#[test]
fn lists_are_read_in_all_common_forms() {
    insta::assert_snapshot!(section(
        "work:
  name: Slate
  highlights: |
    Laid floors.
    Fixed roofs.
  keywords: slate, clay (red, white)
  location: {city: Leeds, country: UK}
  positions: {position: Tiler, startDate: 2019}
education:
  - {institution: School, area: [Tiling, Art], courses: 'Algebra; Drawing'}
projects: [{name: Roof, summary: [Tore it off, Laid it new]}, {name: Barn, description: [Old, Red]}]
"
    ), @"
    work:
      - name: Slate
        positions:
          - position: Tiler
            startDate: 2019
            endDate: present
        location: Leeds, UK
        highlights:
          - Laid floors.
          - Fixed roofs.
        keywords:
          - slate
          - clay (red, white)
    education:
      - institution: School
        area: Tiling, Art
        courses:
          - Algebra
          - Drawing
    projects:
      - name: Roof
        highlights:
          - Tore it off
          - Laid it new
      - name: Barn
        highlights:
          - Old
          - Red
    ");
}

#[test]
fn mappings_of_group_names_are_read_as_entries() {
    insta::assert_snapshot!(section(
        "skills:
  Tools: [Trowel, Saw]
  Materials: 'Slate, Clay'
  drawing_programs: {Pencil: expert, CAD: basic}
  Driving: advanced
languages: {English: native, Welsh: B2}
certificates: {First aid: 2021}
"
    ), @"
    skills:
      - name: Tools
        keywords:
          - Trowel
          - Saw
      - name: Materials
        keywords:
          - Slate
          - Clay
      - name: Drawing programs
        keywords:
          - name: Pencil
            level: expert
          - name: CAD
            level: basic
      - name: Driving
        level: advanced
    languages:
      - language: English
        fluency: native
      - language: Welsh
        fluency: B2
    certificates:
      - name: First aid
        date: 2021
    ");
    insta::assert_snapshot!(section(
        "skills: [Tools: [Trowel], Saw: expert]
languages: [English: native]
interests: [Sport: [Rowing, Chess]]
"
    ), @"
    skills:
      - name: Tools
        keywords:
          - Trowel
      - name: Saw
        level: expert
    languages:
      - language: English
        fluency: native
    interests:
      - name: Sport
        keywords:
          - Rowing
          - Chess
    ");
    insta::assert_snapshot!(reported_messages("skills: {Tools: [Saw]}\nwork: {name: Slate}"), @"
    cv:2:9: warning: `skills` is a mapping; each of its keys is read as an entry; hint: write a list: `- name: …`
    cv:3:7: warning: `work` is a mapping; it is read as a list of one entry; hint: start each entry with `- `, or put `[ ]` around it
    ");
}

#[test]
fn nested_values_of_a_keyword_are_kept() {
    let nested = section("work: [{name: A, keywords: {Tools: [1, [2], {Saw: [3]}]}}]");
    assert!(nested.contains("Tools: 1, 2, Saw: 3"), "{nested}");
}

#[test]
fn entries_are_found_beside_settings_of_a_section() {
    insta::assert_snapshot!(section(
        "skills:
  heading: What I can do
  columns: 2
  groups: {Tools: [Trowel, Saw], Driving: advanced}
work:
  layout: timeline
  entries: [{company: Slate, position: Mason}]
education: {style: compact, education: [{school: Larch College}]}
awards: {title: Prizes, tags: [short], items: [{title: Best roof, year: 2020}]}
languages: {showLevel: true, order: 3, English: native, Welsh: B2}
volunteer: {organization: Aid, position: Cook, highlights: [Fed many]}
"
    ), @"
    sections:
      - id: skills
        kind: skills
        title: What I can do
        entries:
          - name: Tools
            keywords:
              - Trowel
              - Saw
          - name: Driving
            level: advanced
      - id: awards
        kind: awards
        title: Prizes
        entries:
          - title: Best roof
            date: 2020
        tags:
          - short
    work:
      - name: Slate
        position: Mason
    education:
      - institution: Larch College
    languages:
      - language: English
        fluency: native
      - language: Welsh
        fluency: B2
    volunteer:
      - organization: Aid
        position: Cook
        highlights:
          - Fed many
    meta:
      sections:
        - skills
        - work
        - education
        - awards
        - languages
        - volunteer
    ");
    insta::assert_snapshot!(
        reported_messages("skills: {columns: 2, layout: grid, heading: Craft, items: [Saw]}"),
        @"
    cv:2:9: warning: `skills` is a mapping; it is read as a section of `sections`; hint: write it under `sections`: `- {kind: skills, title: …, entries: […]}`
    cv:2:10: warning: unknown keys `columns` and `layout`; they are not printed; hint: a setting of another tool; recto's are in `meta`
    "
    );
    // A group with a name is an entry.
    insta::assert_snapshot!(section("skills: {name: Tools, keywords: [Saw], level: expert}"), @"
    skills:
      - name: Tools
        level: expert
        keywords:
          - Saw
    ");
}

#[test]
fn text_with_a_colon_is_read_completely() {
    insta::assert_snapshot!(section(
        "work:
  - name: Slate
    highlights:
      - Duties:
      - Cut waste: by a third
      - Taught:
          - Apprentices
          - Masters
  - Clay Works:
    position: Helper
sections: [{title: Talks, entries: [On slate:, On clay]}]
volunteer: [Aid:]
education: [{institution: School, courses: [Optics: advanced, Maths]}]
"
    ), @r#"
    work:
      - name: Slate
        highlights:
          - "Duties:"
          - "Cut waste: by a third"
          - text: "Taught:"
            highlights:
              - Apprentices
              - Masters
      - name: Clay Works
        position: Helper
    sections:
      - kind: list
        title: Talks
        entries:
          - "On slate:"
          - On clay
    volunteer:
      - organization: "Aid:"
    education:
      - institution: School
        courses:
          - "Optics: advanced"
          - Maths
    "#);
    insta::assert_snapshot!(reported_messages("work: [{name: Slate, highlights: [Id: x, Cut waste: by half]}]"), @"cv:2:35: warning: `Id: x` is read as text, but its colon makes a mapping; hint: put quotes around the text; hint: also in `work[0].highlights[1]`");
}

#[test]
fn authors_may_be_mappings() {
    let text = "publications:
  - {name: On slate, authors: [{name: O. Reed}, {firstName: Bo, lastName: Ng, orcid: '1'}, C. Day]}
  - {name: On clay, author: O. Reed and C. Day}
  - {name: On sand, authors: 'Reed, O., Ng, B. & Day, C.'}
  - {name: On loam, authors: ['O. Reed, B. Ng', 'Reed, Ona', 'Reed; Ng']}
";
    insta::assert_snapshot!(section(text), @"
    publications:
      - name: On slate
        authors:
          - O. Reed
          - Bo Ng
          - C. Day
      - name: On clay
        authors:
          - O. Reed
          - C. Day
      - name: On sand
        authors:
          - Reed, O.
          - Ng, B.
          - Day, C.
      - name: On loam
        authors:
          - O. Reed, B. Ng
          - Reed, Ona
          - Reed; Ng
    ");
    insta::assert_snapshot!(reported_messages(text), @"
    cv:3:79: warning: `orcid` of a name is not printed; hint: write the whole as one text
    cv:4:21: warning: `author` is read as `authors`; hint: `recto convert` writes the file with recto's own names
    ");
}

#[test]
fn misplaced_top_level_keys_are_moved() {
    let (native, reported_messages) = read(
        "name: Ona
email: ona@reed.example
summary: Lays floors.
theme: plain
language: German
education: [{institution: School}]
",
    );
    insta::assert_snapshot!(native, @"
    basics:
      name: Ona
      email: ona@reed.example
      summary: Lays floors.
    education:
      - institution: School
    meta:
      theme: plain
      locale: de
    ");
    insta::assert_snapshot!(reported_messages, @"cv:1:1: warning: other names: `name` (use `basics.name`), `email` (use `basics.email`), `summary` (use `basics.summary`), `theme` (use `meta.theme`) and `language` (use `meta.locale`); hint: `recto convert` writes the file with recto's own names");
}

#[test]
fn multiline_unknown_text_in_basics_becomes_a_section() {
    insta::assert_snapshot!(read(
        "basics: {name: Ona, motto: Short, philosophy: \"One line.\\nAnother line.\"}"
    ).0, @"
    basics:
      name: Ona
      motto: Short
    sections:
      - kind: text
        title: Philosophy
        text: |-
          One line.
          Another line.
    ");
}

#[test]
fn booleans_are_rejected_as_text_and_dashes_are_read_as_empty() {
    for (text, place) in [
        ("work: [{name: A, highlights: true}]", "2:30"),
        ("work: [{name: A, highlights: [true]}]", "2:31"),
        ("work: [{name: A, summary: false}]", "2:27"),
        ("skills: true", "2:9"),
        ("skills: [{name: A, keywords: false}]", "2:30"),
        ("education: [{institution: A, courses: true}]", "2:39"),
    ] {
        let reported_messages = reported_messages(text);
        assert!(
            reported_messages.starts_with(&format!("cv:{place}: error: ")),
            "{text}: {reported_messages}"
        );
        assert!(reported_messages.contains("not true or false"), "{reported_messages}");
    }
    assert_eq!(reported_messages("work: [{name: A, highlights: ['true']}]"), "");
    let (native, reported_messages) = read(
        "basics: {name: Ona, summary: \"- \\n\"}\nwork: [{name: A, summary: –, highlights: ['•', B, '-']}]",
    );
    assert_eq!(
        native, "basics:\n  name: Ona\nwork:\n  - name: A\n    highlights:\n      - B\n",
        "{reported_messages}"
    );
}

#[test]
fn levels_of_signs_and_ticks_are_kept() {
    let text = "skills: [{name: A, level: ●●●○○}, {name: B, level: '****'}]\ncertificates: [{name: C, issuer: ✓}]";
    let (native, _) = read(text);
    for value in ["●●●○○", "****", "✓"] {
        assert!(native.contains(value), "{native}");
    }
    let (native, _) = read("work: [{name: A, summary: ●●●○○, highlights: [●●○]}]");
    assert!(native.contains("●●●○○") && native.contains("●●○"), "{native}");
    for highlight in ["● ● ● ○ ○", "●●●○○ Rust"] {
        let (native, _) = read(&format!("work: [{{name: A, highlights: ['{highlight}']}}]"));
        assert!(native.contains(highlight), "{native}");
    }
    let (native, _) = read("basics: {name: A, summary: \"•\\n•\\n•\"}");
    assert!(!native.contains('•'), "{native}");
}

#[test]
fn the_sign_of_a_number_is_not_a_bullet() {
    let highlights = |text: &str| read(&format!("work: [{{name: A, highlights: ['{text}']}}]")).0;
    assert!(highlights("– 30 % de coûts").contains("– 30 %"));
    assert!(highlights("− 5 kelvins").contains("− 5"));
    assert!(highlights("– 30 clients").contains("- 30 clients"));
    let (native, _) =
        read("work: [{name: A, summary: \"– Led ten\\n– 30 % lower costs\\n– Hired\"}]");
    assert!(native.contains("- 30 % lower costs"), "{native}");
    for signed in
        ["-5 °C", "+20 % sales", "+ 20 % sales", "»Sold« cars", "-omics research", "» quote «"]
    {
        assert!(highlights(signed).contains(signed), "{signed}");
    }
}

#[test]
fn further_signs_are_typed_bullets() {
    for (typed, text) in
        [("・売上・利益", "売上・利益"), ("→ b", "b"), ("» c", "c"), ("‧ e", "e"), ("+ a", "a")]
    {
        let native = section(&format!("work: [{{name: A, highlights: ['{typed}', f]}}]"));
        assert!(native.contains(&format!("- {text}\n")), "{typed}: {native}");
    }
}

#[test]
fn an_only_author_is_split_at_whole_names_and_otherwise_kept() {
    for (author, written) in [
        ("O. Reed, B. Ng", "- O. Reed\n      - B. Ng"),
        ("Ministry of Health and Social Affairs", "- Ministry of Health and Social Affairs"),
        (",", "- \",\""),
    ] {
        let native = section(&format!("publications: [{{name: A, authors: ['{author}']}}]"));
        assert!(native.contains(written), "{native}");
    }
}

#[test]
fn volume_and_issue_follow_the_name_of_the_journal() {
    for (keys, found) in [
        ("venue: Coastal Survey, volume: 31, issue: 2", "venue: Coastal Survey 31(2)"),
        ("publisher: Coastal Survey, Vol.: 31", "publisher: Coastal Survey 31"),
        ("venue: Coastal Survey 31, volume: 31", "venue: Coastal Survey 31\n"),
        ("venue: Coastal Survey, issue: 2", "Issue: 2"),
    ] {
        let native = section(&format!("publications: [{{name: Silt, {keys}}}]"));
        assert!(native.contains(found), "{keys}: {native}");
    }
}

#[test]
fn indented_bullets_are_nested() {
    insta::assert_snapshot!(section(
        "work:
  - name: A
    summary: \"• Sold\\n\\t• cars\\n• Next\"
    highlights: |
      - Sold
        - cars
          and vans
        - bikes
      - Next
"
    ), @"
    work:
      - name: A
        summary: |-
          - Sold
            - cars
          - Next
        highlights:
          - text: Sold
            highlights:
              - cars and vans
              - bikes
          - Next
    ");
}

#[test]
fn a_list_of_paragraphs_is_the_text_of_a_letter() {
    let (native, reported) = read("letter: {body: [One., Two.]}");
    assert!(native.contains("One.\n\n") && native.contains("Two."), "{native}");
    assert!(reported.contains("its items are read as paragraphs"), "{reported}");
}

#[test]
fn an_invalid_end_is_reported_as_missing() {
    insta::assert_snapshot!(
        reported_messages("work: [{name: A, startDate: 2019, endDate: N/A}, {name: B, startDate: soon, endDate: none}]"),
        @"
    cv:2:44: warning: `N/A` is not a date; only the start of the period is printed; hint: write its end, or `present`; hint: also in `work[1].endDate`
    cv:2:71: warning: `soon` is not a date; it is printed unchanged; hint: write a year, a month or a day: `2024`, `2024-05` or `2024-05-31`
    "
    );
}

#[test]
fn addresses_with_names_are_details() {
    let (native, reported) = read(
        "projects: [{name: A, url: [{name: Demo, url: demo.example}, 'https://a.example', {href: b.example}]}]",
    );
    assert_eq!(
        native,
        "projects:\n  - name: A\n    url: https://a.example\n    details:\n      \
         Demo: demo.example\n      Web:\n        - b.example\n",
        "{reported}"
    );
    assert!(
        reported_messages("projects: [{name: A, url: {name: Demo}}]")
            .contains("`url` must be text")
    );
}

#[test]
fn a_highlight_that_is_a_key_with_a_list_is_read_as_text_and_reported() {
    let text = "work: [{name: A, highlights: [{Led a team: [Hired, Taught]}]}]";
    insta::assert_snapshot!(section(text), @"
    work:
      - name: A
        highlights:
          - text: \"Led a team:\"
            highlights:
              - Hired
              - Taught
    ");
    insta::assert_snapshot!(reported_messages(text), @"cv:2:32: warning: `Led a team:` is read as text with a list below it, but its colon makes a mapping; hint: write `text: …` and `highlights: […]`, or put quotes around the text");
}

#[test]
fn a_misspelled_only_key_of_an_entry_is_not_read_as_its_name() {
    insta::assert_snapshot!(reported_messages("work: [{pozition: X}]"), @"cv:2:9: error: unknown key `pozition`; hint: did you mean `position`?");
    insta::assert_snapshot!(reported_messages("education: [{institutoin: X}]"), @"cv:2:14: error: unknown key `institutoin`; hint: did you mean `institution`?");
    assert!(section("work: [{Positron Works: Laid tiles}]").contains("name: Positron Works"));
}

#[test]
fn pasted_mail_addresses_and_word_bullets_are_cleaned() {
    insta::assert_snapshot!(read(
        "basics: {name: Ona, email: ' <o@a.example>', phone: 'tel:+44 20 7946 0958'}
work: [{name: A, highlights: [\"\\uF0B7 Laid tiles\", \"\\uF0A7 Cut slate\"], summary: \"Mends:\\n\\uF0D8 roofs\\n\\uF0D8 walls\"}]
"
    ).0, @r#"
    basics:
      name: Ona
      email: o@a.example
      phone: "+44 20 7946 0958"
    work:
      - name: A
        summary: |-
          Mends:

          - roofs
          - walls
        highlights:
          - Laid tiles
          - Cut slate
    "#);
}

#[test]
fn blank_entries_and_comments_are_skipped_and_group_names_kept() {
    let (native, reported_messages) =
        read("basics: {name: Ona}\neducation: ['', {institution: U}, ~]\n$comment: x\n");
    assert_eq!(
        native, "basics:\n  name: Ona\neducation:\n  - institution: U\n",
        "{reported_messages}"
    );
    insta::assert_snapshot!(section("skills: {Tools: 'Trowel, Saw', Soft skills: [Patience]}"), @"
    skills:
      - name: Tools
        keywords:
          - Trowel
          - Saw
      - name: Soft skills
        keywords:
          - Patience
    ");
}

#[test]
fn a_mapping_of_section_titles_is_read_as_a_list_of_sections() {
    insta::assert_snapshot!(section(
        "sections:
  Talks: [On valves, On pumps]
  skills: [{name: Iron}]
  about_me: I file.
"
    ), @"
    sections:
      - kind: list
        title: Talks
        entries:
          - On valves
          - On pumps
      - kind: text
        title: About me
        text: I file.
    skills:
      - name: Iron
    meta:
      sections:
        - talks
        - skills
        - about-me
    ");
    insta::assert_snapshot!(section("sections: [{Talks: [On valves]}]"), @"
    sections:
      - kind: list
        title: Talks
        entries:
          - On valves
    ");
    insta::assert_snapshot!(section("talks: {title: Talks, items: [On valves]}"), @"
    sections:
      - kind: list
        title: Talks
        entries:
          - On valves
    ");
}

#[test]
fn positions_may_be_called_jobs_or_roles() {
    for key in ["jobs", "roles"] {
        let text = format!("work: [{{name: a, {key}: [{{title: b, from: 2019, to: 2020}}]}}]");
        assert_eq!(
            section(&text),
            "work:\n  - name: a\n    positions:\n      - position: b\n        startDate: 2019\n        \
             endDate: 2020\n",
        );
    }
}

#[test]
fn roles_in_several_languages_are_not_positions() {
    let text = "work: [{name: a, roles: [{en: Author, fr: Auteur}]}]\nmeta: {languages: [en, fr]}";
    let section = section(text);
    assert!(section.contains("roles:") && !section.contains("positions:"), "{section}");
}

#[test]
fn a_letter_given_as_text_is_split_into_its_parts() {
    insta::assert_snapshot!(section(
        "coverLetter: \"Dear Ms Reed,\\n\\nI file.\\n\\nYours truly,\\nOna\"\n"
    ), @"
    letter:
      salutation: Dear Ms Reed,
      body: I file.
      closing: Yours truly,
    ");
    insta::assert_snapshot!(reported_messages("letter: I file."), @"cv:2:9: warning: `letter` is text; it is read as its `body`; hint: write `letter: {body: …}`");
}

#[test]
fn settings_of_other_tools_are_not_printed() {
    assert_eq!(section("design: {theme: classic, colors: {links: red}}\nversion: 1.0"), "");
    insta::assert_snapshot!(reported_messages("design: {theme: classic}"), @"cv:2:1: warning: unknown key `design`; it is not printed; hint: it looks like a setting of another tool; recto's are in `meta`");
    assert!(section("design: [Posters, Type]").contains("Posters"));
}

#[test]
fn a_list_beside_flags_is_the_section() {
    let text = "basics: {name: Ada}\neducation:\n  enabled: true\n  items: [{institution: Cove}]\n";
    let form = crate::format::testing::native_form(crate::format::Dialect::Native, text);
    assert!(form.contains("education:\n  - institution: Cove\n"), "{form}");
}

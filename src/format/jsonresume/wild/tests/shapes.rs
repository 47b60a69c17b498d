//! Tests alternative forms of lists, groups and contacts.

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
    insta::assert_snapshot!(reported_messages("skills: {Tools: [Saw]}\nwork: {name: Slate}"), @"cv:2:9: warning: `skills` is a mapping; each of its keys is read as an entry; hint: write a list: `- name: …`; hint: also in `work`");
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
fn contacts_are_read_in_all_common_forms() {
    let (native, reported_messages) = read(
        "basics:
  firstName: Ona
  lastName: Reed
  email: a@reed.example; b@reed.example
  phone: 020 7946 0958 / 020 7946 0959
  mobile: 07700 900123
  website: https://reed.example
  city: Leeds
  zip: LS1
  github: onareed
  linkedin: https://www.linkedin.com/in/ona-reed/
",
    );
    insta::assert_snapshot!(native, @r#"
    basics:
      name: Ona Reed
      email:
        - a@reed.example
        - b@reed.example
      phone:
        - "020 7946 0958"
        - "020 7946 0959"
        - label: Mobile
          value: "07700 900123"
      url: https://reed.example
      location:
        postalCode: LS1
        city: Leeds
      profiles:
        - network: GitHub
          username: onareed
        - network: LinkedIn
          username: ona-reed
          url: https://www.linkedin.com/in/ona-reed/
    "#);
    insta::assert_snapshot!(reported_messages, @"cv:2:3: warning: other names: `firstName` (use `name`), `lastName` (use `name`), `website` (use `url`), `city` (use `location.city`), `zip` (use `location.postalCode`), `github` (use `profiles`) and `linkedin` (use `profiles`); hint: `recto convert` writes the file with recto's own names");
}

#[test]
fn profiles_are_read_in_all_common_forms() {
    insta::assert_snapshot!(read(
        "basics:
  name: Ona
  profiles:
    - {network: GitHub, username: 'https://github.com/onareed'}
    - https://gitlab.com/onareed
    - {name: Mastodon, user: '@ona@reed.example'}
    - {network: ORCID, username: ORCID, url: 'https://orcid.org/0000-0001'}
"
    ).0, @r#"
    basics:
      name: Ona
      profiles:
        - network: GitHub
          username: onareed
          url: https://github.com/onareed
        - network: GitLab
          url: https://gitlab.com/onareed
        - network: Mastodon
          username: "@ona@reed.example"
        - network: ORCID
          username: ORCID
          url: https://orcid.org/0000-0001
    "#);
    insta::assert_snapshot!(
        read("basics: {name: Ona, socials: {GitHub: ona, Xing: {username: o}, Blog: 'https://o.example'}}").0,
        @"
    basics:
      name: Ona
      profiles:
        - network: GitHub
          username: ona
        - network: Xing
          username: o
        - network: Blog
          url: https://o.example
    "
    );
}

#[test]
fn authors_may_be_mappings() {
    let text = "publications:
  - {name: On slate, authors: [{name: O. Reed}, {firstName: Bo, lastName: Ng, orcid: '1'}, C. Day]}
  - {name: On clay, author: O. Reed and C. Day}
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
fn a_username_is_read_as_an_address_only_if_it_contains_a_host() {
    for user in ["./", "ona./reed", ".ona/reed", "v1.0/reed", "ona/reed.b", "a,b.example/x"] {
        let (read, _) = read(&format!("basics: {{name: Ona, profiles: [{{username: '{user}'}}]}}"));
        assert!(read.contains(&format!("username: {user}")), "{read}");
    }
    let (read, _) = read("basics: {name: Ona, profiles: [{username: code.example/ona}]}");
    assert!(read.contains("url: https://code.example/ona"), "{read}");
}

#[test]
fn contacts_grouped_under_one_key_are_read() {
    for contacts in ["basics: {name: Ona, contacts: ", "name: Ona\nwork: [{name: W}]\ncontact: "] {
        let end = if contacts.starts_with("basics") { "}" } else { "" };
        let text = "{email: o@a.example, phone: '+44 20 7946 0958', linkedin: ona, fax: }";
        let (native, reported_messages) = read(&format!("{contacts}{text}{end}"));
        let basics = native.split("\nwork:").next().unwrap_or_default();
        assert_eq!(
            basics.trim_end(),
            "basics:\n  name: Ona\n  email: o@a.example\n  phone: \"+44 20 7946 0958\"\n  profiles:\n    \
             - network: LinkedIn\n      username: ona",
            "{reported_messages}"
        );
        assert_eq!(reported_messages.lines().count(), 1, "{reported_messages}");
    }
    let (native, _) = read("basics: {name: Ona, contacts: {kind: phone, value: '112'}}");
    assert!(native.contains("phone: \"112\""), "{native}");
    let (native, _) =
        read("basics: {name: Ona, email: a@b.example, contacts: {email: c@d.example}}");
    assert!(native.contains("- a@b.example") && native.contains("- c@d.example"), "{native}");
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
fn repeated_parts_of_a_location_are_printed_once() {
    for (location, expected) in [
        ("{city: Toronto, state: ON, region: Ontario}", "Toronto, ON"),
        ("{city: Sydney, region: 'NSW, New South Wales'}", "Sydney, NSW"),
        ("{city: Wien, region: wien, country: Austria}", "Wien, Austria"),
        ("{city: New York, region: NY}", "New York, NY"),
    ] {
        let native = section(&format!("work: [{{name: A, location: {location}}}]"));
        assert!(native.contains(&format!("location: {expected}\n")), "{native}");
    }
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
fn an_address_line_that_includes_the_town_does_not_repeat_it() {
    let of = |parts: &str| read(&format!("basics: {{name: Ona, location: {{{parts}}}}}")).0;
    let whole = "address: '1 Mill Lane, Leeds LS1 4AP', city: Leeds, postalCode: LS1 4AP";
    assert!(!of(whole).contains("city"), "{}", of(whole));
    let street = "address: 1 Leeds Road, city: Leeds, postalCode: LS1 4AP";
    assert!(of(street).contains("city: Leeds"), "{}", of(street));
}

#[test]
fn a_second_phone_and_an_unfilled_profile_are_accepted_without_warning() {
    let (native, reported_messages) = read(
        "basics: {name: Ona, phone: 020 7946 0958, phone2: 020 7946 0959, profiles: [{network: GitHub, username: ''}]}",
    );
    assert!(native.contains("020 7946 0959") && !native.contains("GitHub"), "{native}");
    assert_eq!(reported_messages, "");
}

#[test]
fn a_list_beside_flags_is_the_section() {
    let text = "basics: {name: Ada}\neducation:\n  enabled: true\n  items: [{institution: Cove}]\n";
    let form = crate::format::testing::native_form(crate::format::Dialect::Native, text);
    assert!(form.contains("education:\n  - institution: Cove\n"), "{form}");
}

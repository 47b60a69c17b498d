//! Tests aliases of keys.

use super::*;

#[test]
fn names_of_other_tools_are_read_and_reported_once() {
    let (native, reported_messages) = read(
        "personalInfo: {fullName: Ona Reed, headline: Tiler, mobile: 555 010 0100, photo: a.png}
experience:
  - {company: Slate, title: Tiler, from: 2019, to: 2021, bullets: [Laid floors]}
  - {employer: Clay, job_title: Helper, start_date: 2017-05, end-date: 2018, tasks: [Mixed]}
education: [{school: Trade School, degree: Diploma, major: Tiling, graduation_year: 2016}]
certifications: [{title: Safety, authority: Guild, issued: 2020}]
projects: [{title: Mosaic, role: Lead, tech: [Glass]}]
lang: de
",
    );
    insta::assert_snapshot!(native, @r#"
    basics:
      name: Ona Reed
      label: Tiler
      image: a.png
      phone: "555 010 0100"
    work:
      - name: Slate
        position: Tiler
        startDate: 2019
        endDate: 2021
        highlights:
          - Laid floors
      - name: Clay
        position: Helper
        startDate: 2017-05
        endDate: 2018
        highlights:
          - Mixed
    education:
      - institution: Trade School
        area: Tiling
        studyType: Diploma
        endDate: 2016
    certificates:
      - name: Safety
        date: 2020
        issuer: Guild
    projects:
      - name: Mosaic
        keywords:
          - Glass
        roles:
          - Lead
    meta:
      locale: de
    "#);
    insta::assert_snapshot!(reported_messages, @"cv:1:1: warning: other names: `personalInfo` (use `basics`), `experience` (use `work`), `certifications` (use `certificates`), `lang` (use `meta.locale`), `fullName` (use `name`), `headline` (use `label`), `mobile` (use `phone`), `photo` (use `image`), `company` (use `name`), `title` (use `position`), `from` (use `startDate`), `to` (use `endDate`) and 15 more; hint: also in 1 other place; `recto convert` updates all");
}

#[test]
fn an_old_name_with_the_same_value_as_the_new_one_is_not_reported() {
    let (native, reported_messages) = read(
        "basics: {name: Ona, image: a.png, picture: a.png, url: 'https://ona.example', website: ona.example/}
work: [{name: Slate, company: slate, highlights: [Laid], bullets: [Laid], title: ''}]
volunteer: [{organization: Aid, name: Aid}]
",
    );
    insta::assert_snapshot!(native, @"
    basics:
      name: Ona
      image: a.png
      url: https://ona.example
    work:
      - name: Slate
        highlights:
          - Laid
    volunteer:
      - organization: Aid
    ");
    assert_eq!(reported_messages, "");
}

#[test]
fn an_old_name_with_a_different_value_is_printed() {
    insta::assert_snapshot!(section("work: [{name: Slate, company: Slate Ltd}]"), @"
    work:
      - name: Slate
        details:
          Company: Slate Ltd
    ");
}

#[test]
fn keys_that_start_with_an_underscore_are_ignored() {
    let (native, reported_messages) = read_as(
        Syntax::Json,
        r#"{"basics": {"name": "Ona", "_phone": "1"}, "_work": [], "education": [
            {"institution": "School", "_score": "1", "courses": [], "_courses": ["A"]}]}"#,
    );
    insta::assert_snapshot!(native, @"
    basics:
      name: Ona
    education:
      - institution: School
    ");
    assert_eq!(reported_messages, "");
}

#[test]
fn common_words_are_not_misspellings() {
    let words = [
        "stars", "photo", "notes", "stack", "team", "status", "order", "label", "level", "stage",
        "role", "roles", "tools", "issues", "title", "dates", "data", "page", "pages", "tag",
        "text", "time", "place", "places", "state", "size", "scope", "source", "store", "score",
        "names", "area", "areas", "user", "users", "type", "types", "years", "email", "mail",
        "link", "links", "logo", "icon", "image", "images", "award", "grade", "course", "client",
        "clients", "summary", "about", "details", "detail", "info", "tech", "field", "fields",
        "sector", "start", "end", "from", "until", "date", "location", "country", "city", "note",
        "host", "fund", "rank", "room", "code", "mode", "node", "focus", "skill", "skills",
    ];
    for word in words {
        let member = format!("{{{word}: x}}");
        for place in ["work", "education", "projects", "skills", "awards", "publications"] {
            let text = format!("{place}: [{member}]");
            let reported_messages = reported_messages(&text);
            assert!(!reported_messages.contains("error"), "{text}: {reported_messages}");
        }
        let (_, reported_messages) = read(&format!("basics: {{name: Ona, {word}: x}}"));
        assert!(!reported_messages.contains("error"), "{word}: {reported_messages}");
    }
}

#[test]
fn a_misspelling_is_an_error_only_with_a_value_of_the_right_type() {
    insta::assert_snapshot!(reported_messages(
        "wrok: [{name: A}]
work:
  - {nmae: A, postion: B, hihglights: [C], keywrods: 'D, E', sumary: [F]}
"
    ), @"
    cv:2:1: error: unknown key `wrok`; hint: did you mean `work`?
    cv:4:6: error: unknown key `nmae`; hint: did you mean `name`?
    cv:4:15: error: unknown key `postion`; hint: did you mean `position`?
    cv:4:27: error: unknown key `hihglights`; hint: did you mean `highlights`?
    cv:4:44: warning: unknown key `keywrods`; it is printed under its own name; hint: the known ones are `name`, `position`, `positions`, `location`, `description`, `url`, `startDate`, `endDate`, `summary`, `highlights`, `keywords`, `id`, `tags`, `details`, `breakBefore`; hint: `details: {Keywrods: …}` prints it without this warning; hint: also in `work[0].sumary`
    ");
}

#[test]
fn unknown_keys_in_json_resume_are_only_warnings() {
    let (native, reported_messages) = read_as(
        Syntax::Json,
        r#"{"basics": {"name": "Ona", "emial": "ona@reed.example"}, "wrok": [{"nmae": "Slate"}],
            "education": [{"institution": "School", "endDate": "2019-13"}]}"#,
    );
    insta::assert_snapshot!(native, @r#"
    basics:
      name: Ona
      details:
        Emial: ona@reed.example
    sections:
      - kind: list
        title: Wrok
        entries:
          - "nmae: Slate"
    education:
      - institution: School
        endDate: 2019
    "#);
    insta::assert_snapshot!(reported_messages, @"
    cv:1:28: warning: unknown key `emial`; it is printed under its own name; hint: did you mean `email`?; hint: `details: {Emial: …}` prints it without this warning
    cv:1:58: warning: unknown key `wrok`; it is printed as a section; hint: add sections under `sections: [{title: …, entries: […]}]`
    cv:1:68: warning: `nmae: Slate` is read as text, but its colon makes a mapping; hint: put quotes around the text
    cv:2:64: warning: invalid date `2019-13`: invalid month 13; it is read as `2019`; hint: months go from `01` to `12`, and come before the day: `2024-05-31`
    ");
    // A file with a native key is read as native.
    let (_, reported_messages) = read_as(
        Syntax::Json,
        r#"{"basics": {"name": "Ona", "emial": "x"}, "meta": {"locale": "de"}}"#,
    );
    assert!(reported_messages.contains("error: unknown key `emial`"), "{reported_messages}");
}

#[test]
fn unfilled_template_entries_are_ignored_without_warning() {
    let blanks = "work: [{name: '', position: '', startDate: '', highlights: ['']}]
skills: [{name: '', level: '', keywords: ['']}]
languages: [{language: '', fluency: ''}]
publications: [{name: '', releaseDate: '', authors: []}]
interests: [{name: '', keywords: ['']}]
";
    assert_eq!(reported_messages(blanks), "");
}

#[test]
fn website_settings_are_kept_and_reported_but_not_printed() {
    insta::assert_snapshot!(reported_messages(
        "work: [{name: Slate, isFeatured: true, icon: fa-hammer}]
projects: [{name: Roof, sortOrder: 3, visible: false, remote: yes}]
"
    ), @"
    cv:2:22: warning: unknown key `isFeatured`; it is not printed; hint: it looks like a setting of a website, not like content; hint: `details: {Is featured: …}` prints it; hint: also in `work[0].icon`, `projects[0].sortOrder` and `projects[0].visible`
    cv:3:55: warning: unknown key `remote`; it is printed under its own name; hint: the known ones are `name`, `description`, `highlights`, `keywords`, `startDate`, `endDate`, `url`, `roles`, `entity`, `type`, `location`, `summary`, `id`, `tags`, `details`, `breakBefore`; hint: `details: {Remote: …}` prints it without this warning
    ");
}

#[test]
fn warnings_of_one_kind_are_combined_with_their_places() {
    insta::assert_snapshot!(reported_messages(
        "work: [{name: a, unit: x}, {name: b, unit: y}, {name: c, crew: z}]
education: [{institution: d, dean: e}, {institution: f, dean: g}, {institution: h, dean: i}]
"
    ), @"cv:2:18: warning: unknown key `unit`; it is printed under its own name; hint: the known ones are `name`, `position`, `positions`, `location`, `description`, `url`, `startDate`, `endDate`, `summary`, `highlights`, `keywords`, `id`, `tags`, `details`, `breakBefore`; hint: `details: {Unit: …}` prints it without this warning; hint: also in `work[1].unit`, `work[2].crew`, `education[0].dean`, `education[1].dean` and 1 more");
}

#[test]
fn personal_details_are_read_from_a_mapping() {
    for text in [
        "basics: {name: Ona, personal: {birthDate: 1990-01-02, age: 36}}",
        "basics: {name: Ona}\npersonal: {birthDate: 1990-01-02, age: 36}",
    ] {
        let (native, _) = read(text);
        assert!(native.contains("birth: 1990-01-02\n"), "{native}");
    }
}

#[test]
fn sections_within_basics_are_moved_to_the_top_level() {
    let (native, reported_messages) =
        read("basics:\n  name: Ona\n  work: [{name: a}]\n  skills: [Iron]");
    assert!(native.contains("\nwork:\n") && native.contains("\nskills:\n"), "{native}");
    insta::assert_snapshot!(reported_messages, @"cv:3:3: warning: other names: `basics.work` (use `work`) and `basics.skills` (use `skills`); hint: `recto convert` writes the file with recto's own names");
}

#[test]
fn a_name_and_contacts_may_be_mappings() {
    let (native, reported_messages) = read(
        "basics: {name: {first: Ona, last: Reed}, email: {work: a@b.example, home: c@d.example}}",
    );
    assert!(native.contains("name: Ona Reed\n"), "{native}");
    assert!(native.contains("label: Work\n"), "{native}");
    assert_eq!(reported_messages, "");
}

#[test]
fn keys_of_variants_and_options_are_rejected_directly_in_meta() {
    insta::assert_snapshot!(reported_messages("meta: {redact: [contact], accent: red, since: 2015}"), @"
    cv:2:8: error: `redact` has no effect in `meta`; hint: write it in a variant, `variants: {short: {redact: …}}`, or as a flag
    cv:2:27: warning: `accent` has no effect in `meta`; hint: write `options: {accent: …}`
    cv:2:40: warning: `since` has no effect in `meta`; hint: write it in a variant, `variants: {short: {since: …}}`, or as a flag
    ");
    assert!(section("options: {accent: red}").contains("meta:\n  options:\n"));
}

#[test]
fn an_expiry_alone_is_not_the_date_of_a_certificate() {
    let native =
        section("certificates: [{name: a, expires: 2027}, {name: b, date: 2020, expires: 2027}]");
    assert!(native.contains("Expires: 2027") && native.contains("endDate: 2027"), "{native}");
}

#[test]
fn networks_and_sections_are_known_by_longer_names() {
    insta::assert_snapshot!(read(
        "basics: {name: Ona, linkedin_url: 'https://linkedin.com/in/ona', githubUsername: onareed}
customSections: [{title: Clubs, items: [Rowing]}]
training: [{course: First aid, date: 2010}]
"
    ).0, @"
    basics:
      name: Ona
      profiles:
        - network: LinkedIn
          username: ona
          url: https://linkedin.com/in/ona
        - network: GitHub
          username: onareed
    sections:
      - kind: list
        title: Clubs
        entries:
          - Rowing
      - kind: custom
        title: Training
        entries:
          - name: First aid
            date: 2010
    ");
}

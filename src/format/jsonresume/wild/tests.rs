use crate::diagnostic::{Diagnostics, MessageFormat, Sources, render};
use crate::resume::validate;
use crate::source::{Syntax, parse, write_yaml};

/// Returns the native form of a YAML text, and what is told of it, one message a line.
fn read(yaml: &str) -> (String, String) {
    read_as(Syntax::Yaml, yaml)
}

fn read_as(syntax: Syntax, text: &str) -> (String, String) {
    let mut sources = Sources::default();
    let id = sources.add("cv", text);
    let mut told = Diagnostics::default();
    let root = parse(syntax, id, text, &mut told).expect("a tree");
    let resume = super::super::read(&root, &mut told).expect("a résumé");
    validate(&resume, &root, &mut told);
    let told = told.iter().map(|d| render(d, &sources, MessageFormat::Short, false)).collect();
    (write_yaml(&crate::format::native::write(&resume)), told)
}

/// Returns the native form of a section of an otherwise empty résumé.
fn section(yaml: &str) -> String {
    let (native, _) = read(&format!("basics: {{name: Ona}}\n{yaml}"));
    native.strip_prefix("basics:\n  name: Ona\n").unwrap_or(&native).to_owned()
}

/// Returns what is told of a section of an otherwise empty résumé.
fn told(yaml: &str) -> String {
    read(&format!("basics: {{name: Ona}}\n{yaml}")).1
}

#[test]
fn names_of_other_tools_are_read_and_told_once() {
    let (native, told) = read(
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
    insta::assert_snapshot!(told, @"cv:1:1: warning: other names: `personalInfo` (use `basics`), `experience` (use `work`), `certifications` (use `certificates`), `lang` (use `meta.locale`), `fullName` (use `name`), `headline` (use `label`), `mobile` (use `phone`), `photo` (use `image`), `company` (use `name`), `title` (use `position`), `from` (use `startDate`), `to` (use `endDate`), …; hint: also in 1 other place; `recto convert` updates all");
}

#[test]
fn an_old_name_that_says_the_same_as_the_new_one_is_silent() {
    let (native, told) = read(
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
    assert_eq!(told, "");
}

#[test]
fn an_old_name_that_says_something_else_stays_on_the_page() {
    insta::assert_snapshot!(section("work: [{name: Slate, company: Slate Ltd}]"), @"
    work:
      - name: Slate
        details:
          company: Slate Ltd
    ");
}

#[test]
fn a_key_that_begins_with_a_low_line_is_commented_out() {
    let (native, told) = read_as(
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
    assert_eq!(told, "");
}

#[test]
fn words_of_the_trade_are_no_slips_of_the_pen() {
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
            let told = told(&text);
            assert!(!told.contains("error"), "{text}: {told}");
        }
        let (_, told) = read(&format!("basics: {{name: Ona, {word}: x}}"));
        assert!(!told.contains("error"), "{word}: {told}");
    }
}

#[test]
fn a_slip_of_the_pen_is_an_error_only_where_it_holds_what_was_meant() {
    insta::assert_snapshot!(told(
        "wrok: [{name: A}]
work:
  - {nmae: A, postion: B, hihglights: [C], keywrods: 'D, E', sumary: [F]}
"
    ), @"
    cv:2:1: error: unknown key `wrok`; hint: did you mean `work`?
    cv:4:6: error: unknown key `nmae`; hint: did you mean `name`?
    cv:4:15: error: unknown key `postion`; hint: did you mean `position`?
    cv:4:27: error: unknown key `hihglights`; hint: did you mean `highlights`?
    cv:4:44: warning: unknown key `keywrods`; it is printed under its own name; hint: known here are `name`, `position`, `positions`, `location`, `description`, `url`, `startDate`, `endDate`, `summary`, `highlights`, `keywords`, `id`, `tags`, `details`, `breakBefore`; hint: `details: {keywrods: …}` prints it without this warning; hint: also in 1 other place: `work[0].sumary`
    ");
}

#[test]
fn in_json_resume_no_key_is_an_error() {
    let (native, told) = read_as(
        Syntax::Json,
        r#"{"basics": {"name": "Ona", "emial": "ona@reed.example"}, "wrok": [{"nmae": "Slate"}],
            "education": [{"institution": "School", "endDate": "2019-13"}]}"#,
    );
    insta::assert_snapshot!(native, @r#"
    basics:
      name: Ona
      details:
        emial: ona@reed.example
    sections:
      - kind: list
        title: Wrok
        entries:
          - "nmae: Slate"
    education:
      - institution: School
        endDate: 2019
    "#);
    insta::assert_snapshot!(told, @"
    cv:1:28: warning: unknown key `emial`; it is printed under its own name; hint: did you mean `email`?; hint: `details: {emial: …}` prints it without this warning
    cv:1:58: warning: unknown key `wrok`; it is printed as a section; hint: put further sections into `sections: [{title: …, entries: […]}]`
    cv:1:68: warning: `nmae: Slate` is read as text, but its colon makes a mapping; hint: put quotes around the text
    cv:2:64: warning: invalid date `2019-13`: there is no month 13; it is read as `2019`; hint: months go from `01` to `12`, and come before the day: `2024-05-31`
    ");
    // What has a key of ours is ours.
    let (_, told) = read_as(
        Syntax::Json,
        r#"{"basics": {"name": "Ona", "emial": "x"}, "meta": {"locale": "de"}}"#,
    );
    assert!(told.contains("error: unknown key `emial`"), "{told}");
}

#[test]
fn dates_and_periods_in_words_are_read() {
    insta::assert_snapshot!(section(
        "work:
  - {name: a, startDate: August 2021, endDate: Dez. 2024}
  - {name: b, startDate: 03/2020, endDate: septembre 2021}
  - {name: c, startDate: 2015 - 2017}
  - {name: d, date: 'Mar 2019 – heute'}
  - {name: e, startDate: Spring 2018, endDate: Q3 2019}
  - {name: f, startDate: '2018-19'}
  - {name: g, startDate: {year: 2011, month: 4}, endDate: current}
  - {name: h, startDate: styczeń 2012, endDate: 15.03.2013}
education: [{institution: i, year: 2009-2011}]
publications: [{name: j, releaseDate: May 2020}]
"
    ), @"
    work:
      - name: a
        startDate: 2021-08
        endDate: 2024-12
      - name: b
        startDate: 2020-03
        endDate: 2021-09
      - name: c
        startDate: 2015
        endDate: 2017
      - name: d
        startDate: 2019-03
        endDate: present
      - name: e
        startDate: Spring 2018
        endDate: Q3 2019
      - name: f
        startDate: 2018
        endDate: 2019
      - name: g
        startDate: 2011-04
        endDate: present
      - name: h
        startDate: 2012-01
        endDate: 2013-03-15
    education:
      - institution: i
        startDate: 2009
        endDate: 2011
    publications:
      - name: j
        releaseDate: 2020-05
    ");
}

#[test]
fn dates_that_are_none_are_told_once_and_do_not_go_on() {
    let text = "work: [{name: a, startDate: Tuesday}, {name: b, startDate: 03/04/2020}]";
    insta::assert_snapshot!(section(text), @"
    work:
      - name: a
        startDate: Tuesday
        endDate: open
      - name: b
        startDate: 03/04/2020
        endDate: open
    ");
    insta::assert_snapshot!(told(text), @"cv:2:29: warning: `Tuesday` is not a date; it is printed as it stands; hint: write a year, a month or a day: `2024`, `2024-05` or `2024-05-31`; hint: also in 1 other place: `work[1].startDate`");
    insta::assert_snapshot!(told("work: [{name: a, startDate: 2019-02-30, endDate: 2018}]"), @"
    cv:2:29: warning: invalid date `2019-02-30`: that month has no day 30; it is read as `2019-02`; hint: leave the day out if it does not matter: `2024-05`
    cv:2:50: warning: it ends (`2018`) before it starts (`2019-02`); hint: exchange the two dates, or correct one of them
    ");
    assert_eq!(told("work: [{name: a, startDate: Winter 2019, endDate: Early 2021}]"), "");
}

#[test]
fn lists_are_read_in_the_shapes_people_give_them() {
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
fn groups_by_their_names_are_read() {
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
    insta::assert_snapshot!(told("skills: {Tools: [Saw]}\nwork: {name: Slate}"), @"cv:2:9: warning: `skills` is a mapping; each of its keys is read as an entry; hint: write a list: `- name: …`; hint: also in 1 other place: `work`");
}

#[test]
fn a_colon_in_text_loses_none_of_it() {
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
    insta::assert_snapshot!(told("work: [{name: Slate, highlights: [Id: x, Cut waste: by half]}]"), @"cv:2:35: warning: `Id: x` is read as text, but its colon makes a mapping; hint: put quotes around the text; hint: also in 1 other place: `work[0].highlights[1]`");
}

#[test]
fn the_blanks_of_a_template_are_worth_no_word() {
    let blanks = "work: [{name: '', position: '', startDate: '', highlights: ['']}]
skills: [{name: '', level: '', keywords: ['']}]
languages: [{language: '', fluency: ''}]
publications: [{name: '', releaseDate: '', authors: []}]
interests: [{name: '', keywords: ['']}]
";
    assert_eq!(told(blanks), "");
}

#[test]
fn settings_of_web_sites_are_kept_and_told_but_are_no_text() {
    insta::assert_snapshot!(told(
        "work: [{name: Slate, isFeatured: true, icon: fa-hammer}]
projects: [{name: Roof, sortOrder: 3, visible: false, remote: yes}]
"
    ), @"
    cv:2:22: warning: unknown key `isFeatured`; it is not printed; hint: it looks like a setting for a web site, not like text; hint: `details: {isFeatured: …}` prints it; hint: also in 3 other places: `work[0].icon`, `projects[0].sortOrder`, `projects[0].visible`
    cv:3:55: warning: unknown key `remote`; it is printed under its own name; hint: known here are `name`, `description`, `highlights`, `keywords`, `startDate`, `endDate`, `url`, `roles`, `entity`, `type`, `location`, `summary`, `id`, `tags`, `details`, `breakBefore`; hint: `details: {remote: …}` prints it without this warning
    ");
}

#[test]
fn html_and_entities_become_markup_and_characters() {
    insta::assert_snapshot!(read(
        "basics: {name: O&#39;Ona, summary: 'R&amp;D.<br>Second, <b>bold</b> &lt;b&gt; <a href=\"https://a.example\">site</a>'}
work: [{name: Slate &amp; Co, highlights: ['<em>Laid</em> floors', 'a < b'], summary: <p>One</p><ul><li>Two</li></ul>}]
"
    ).0, @r#"
    basics:
      name: O'Ona
      summary: |-
        R&D.\
        Second, **bold** <b> [site](https://a.example)
    work:
      - name: Slate & Co
        summary: |-
          One

          - Two
        highlights:
          - "*Laid* floors"
          - a < b
    "#);
}

#[test]
fn typed_bullets_become_lists() {
    insta::assert_snapshot!(read(
        "basics: {name: Ona, summary: \"I lay:\\n● floors\\n● roofs\"}
work:
  - name: Slate
    summary: \"Mending\\n– roofs\\n– walls\\nand more\"
    highlights: ['• Laid floors', '▪ Cut slate', '– Taught', 'from A – to B']
"
    ).0, @"
    basics:
      name: Ona
      summary: |-
        I lay:

        - floors
        - roofs
    work:
      - name: Slate
        summary: |-
          Mending

          - roofs
          - walls

          and more
        highlights:
          - Laid floors
          - Cut slate
          - Taught
          - from A – to B
    ");
}

#[test]
fn contacts_are_read_in_the_shapes_people_give_them() {
    let (native, told) = read(
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
    insta::assert_snapshot!(told, @"cv:2:3: warning: other names: `firstName` (use `name`), `lastName` (use `name`), `website` (use `url`), `city` (use `location.city`), `zip` (use `location.postalCode`), `github` (use `profiles`), `linkedin` (use `profiles`); hint: `recto convert` writes the names that are used here");
}

#[test]
fn profiles_are_read_in_the_shapes_people_give_them() {
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
    insta::assert_snapshot!(told(text), @"
    cv:3:79: warning: `orcid` of a name is not printed; hint: write the whole as one text
    cv:4:21: warning: `author` is read as `authors`; hint: `recto convert` writes the names that are used here
    ");
}

#[test]
fn what_stands_beside_the_sections_is_put_where_it_belongs() {
    let (native, told) = read(
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
    insta::assert_snapshot!(told, @"cv:1:1: warning: other names: `name` (use `basics.name`), `email` (use `basics.email`), `summary` (use `basics.summary`), `theme` (use `meta.theme`), `language` (use `meta.locale`); hint: `recto convert` writes the names that are used here");
}

#[test]
fn a_long_fact_about_a_person_is_a_section() {
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
fn warnings_of_one_kind_are_one_with_their_places() {
    insta::assert_snapshot!(told(
        "work: [{name: a, unit: x}, {name: b, unit: y}, {name: c, crew: z}]
education: [{institution: d, dean: e}, {institution: f, dean: g}, {institution: h, dean: i}]
"
    ), @"cv:2:18: warning: unknown key `unit`; it is printed under its own name; hint: known here are `name`, `position`, `positions`, `location`, `description`, `url`, `startDate`, `endDate`, `summary`, `highlights`, `keywords`, `id`, `tags`, `details`, `breakBefore`; hint: `details: {unit: …}` prints it without this warning; hint: also in 5 other places: `work[1].unit`, `work[2].crew`, `education[0].dean`, `education[1].dean`, …");
}

#[test]
fn a_username_is_an_address_only_with_a_host_in_it() {
    for user in ["./", "ona./reed", ".ona/reed", "v1.0/reed", "ona/reed.b", "a,b.example/x"] {
        let (read, _) = read(&format!("basics: {{name: Ona, profiles: [{{username: '{user}'}}]}}"));
        assert!(read.contains(&format!("username: {user}")), "{read}");
    }
    let (read, _) = read("basics: {name: Ona, profiles: [{username: code.example/ona}]}");
    assert!(read.contains("url: https://code.example/ona"), "{read}");
}

//! Tests messages about files.

use super::*;

#[test]
fn a_misplaced_key_is_reported_with_its_place() {
    let (_, messages) =
        try_read(Syntax::Yaml, "basics: {name: Ada}\nsummary: I mend clocks.\ntheme: plain\n");
    insta::assert_snapshot!(messages, @"cv:2:1: warning: other names: `summary` (use `basics.summary`) and `theme` (use `meta.theme`); hint: `recto convert` writes the file with recto's own names");
}

#[test]
fn json_resume_files_with_unknown_keys_build_with_warnings() {
    let (resume, messages) = try_read(Syntax::Json, ODD);
    insta::assert_snapshot!(messages, @"
    cv:3:60: warning: unknown key `remote`; it is not printed; hint: it looks like a setting of a website, not like content; hint: `details: {Remote: …}` prints it
    cv:5:3: warning: other names: `certifications` (use `certificates`) and `twitterHandle` (use `profiles`); hint: `recto convert` writes the file with recto's own names
    cv:5:63: warning: unknown key `valid`; it is printed under its own name; hint: the known ones are `name`, `date`, `startDate`, `endDate`, `url`, `issuer`, `summary`, `highlights`, `id`, `tags`, `details`, `breakBefore`; hint: `details: {Valid: …}` prints it without this warning
    cv:6:3: warning: unknown key `motto`; it is printed as a section; hint: add sections under `sections: [{title: …, entries: […]}]`
    cv:7:3: warning: `x-tool` is not printed; hint: keys that begin with `x-` belong to other tools
    ");
    let resume = resume.expect("a résumé");
    let ids: Vec<_> = resume.sections.iter().map(|s| s.item.id.as_deref()).collect();
    assert_eq!(ids, [Some("work"), Some("certificates"), Some("motto")]);
    assert_eq!(resume.sections[1].entries.get()[0].issuer, one("Depot"));
    assert_eq!(resume.sections[1].entries.get()[0].item.extra[0].key, "valid");
    assert_eq!(resume.sections[2].kind, SectionKind::Text);
    assert_eq!(resume.sections[2].text, one("Measure twice."));
    assert_eq!(resume.meta.extra[0].0, "pdfRenderOptions");
}

#[test]
fn all_problems_are_reported_in_one_run_with_position_and_hint() {
    let reported_messages = messages(
        "basics:
  nmae: Ada
  email: [a@example.org, [b]]
  contacts: [{kind: smoke, value: x}]
wrok:
  - name: Mill
work:
  - name: [Mill]
    startdate: 2020
    endDate: 2020-13
    highlights: One thing
    position: {en: Miller}
    keywords: [{level: expert}]
    nmae: x
    motto: Grind
  - just text
education:
  entries: []
sections:
  - kind: skils
  - kind: text
    entries: [a]
  - Hobbies
meta:
  theem: register
  pages: 2-1
letter:
  date: 2024-02-30
",
    );
    insta::assert_snapshot!(reported_messages, @"
    cv:2:3: error: unknown key `nmae`; hint: did you mean `name`?
    cv:3:26: error: `email[1]` must be text or a mapping, not a list
    cv:4:21: error: unknown kind of contact `smoke`; hint: the known ones are `location`, `email`, `phone`, `fax`, `url`, `profile`, `other`
    cv:5:1: error: unknown key `wrok`; hint: did you mean `work`?
    cv:8:11: warning: `name` is a list; it is read as one text; hint: write it as one text
    cv:9:5: warning: `startdate` is read as `startDate`; hint: `recto convert` writes the file with recto's own names
    cv:10:14: warning: invalid date `2020-13`: invalid month 13; it is read as `2020`; hint: months go from `01` to `12`, and come before the day: `2024-05-31`
    cv:11:17: warning: `highlights` is text; it is read as a list; hint: start each bullet with `- `, or put `[ ]` around it
    cv:12:16: error: `en` is not one of `meta.languages`; hint: declare it: `meta.languages: [en]`
    cv:13:16: error: this keyword has no `name`; hint: a keyword is text, or `{name: …, level: …, years: …}`
    cv:14:5: error: unknown key `nmae`; hint: did you mean `name`?
    cv:15:5: warning: unknown key `motto`; it is printed under its own name; hint: the known ones are `name`, `position`, `positions`, `location`, `description`, `url`, `startDate`, `endDate`, `summary`, `highlights`, `keywords`, `id`, `tags`, `details`, `breakBefore`; hint: `details: {Motto: …}` prints it without this warning
    cv:16:5: warning: an entry of `work` is text; it is read as its `name`; hint: write it with its key: `name: …`
    cv:18:3: warning: `education` is a mapping; it is read as a section of `sections`; hint: write it under `sections`: `- {kind: education, title: …, entries: […]}`
    cv:20:11: error: unknown kind of section `skils`; hint: did you mean `skills`?
    cv:22:5: error: a section of kind `text` has no entries; hint: write its text under `text`, or omit the kind
    cv:23:5: error: `sections[2]` must be a section (a mapping), not text; hint: name its parts: `{title: …, text: …}`
    cv:25:3: error: unknown key `theem`; hint: did you mean `theme`?
    cv:26:10: error: `2-1` is not a number of pages; hint: write a number, `2`, a range, `1-2`, or `as-designed`
    cv:28:9: warning: invalid date `2024-02-30`: that month has no day 30; it is read as `2024-02`; hint: leave the day out if it does not matter: `2024-05`
    cv:2:3: warning: `basics.name` is missing; hint: write it under `basics`: `name: …`
    ");
}

#[test]
fn a_file_without_a_résumé_is_rejected() {
    let reported_messages = |syntax, text| {
        let (resume, messages) = try_read(syntax, text);
        assert_eq!(resume, None);
        messages
    };
    insta::assert_snapshot!(reported_messages(Syntax::Json, "[1, 2]"), @"cv:1:1: error: this file contains a list, but a résumé is a mapping; hint: `recto new` writes a résumé to start from");
    insta::assert_snapshot!(reported_messages(Syntax::Json, "\"Ada\""), @"cv:1:1: error: this file contains text, but a résumé is a mapping; hint: `recto new` writes a résumé to start from");
    insta::assert_snapshot!(reported_messages(Syntax::Json, "{}"), @"cv:1:1: error: the file is empty; hint: `recto new` writes a résumé to start from");
    insta::assert_snapshot!(reported_messages(Syntax::Json, r#"{"name": "left-pad", "version": "1.0.0", "scripts": {}}"#), @"cv:1:1: error: this is not a résumé: it has `name`, `version`, `scripts`; hint: it looks like a file of npm, which is not read");
    insta::assert_snapshot!(reported_messages(Syntax::Yaml, "cv:\n  name: Ada\n"), @"cv:1:1: error: this is not a résumé: it has `cv`; hint: a résumé has `basics`, `work`, `education` and so on; `recto new` writes one to start from");
    insta::assert_snapshot!(reported_messages(Syntax::Yaml, "Dear diary"), @"cv:1:1: error: this file contains text, but a résumé is a mapping; hint: `recto new` writes a résumé to start from");
}

#[test]
fn a_single_misspelled_section_is_reported_with_a_suggestion() {
    insta::assert_snapshot!(messages("wrok:\n  - name: Mill\n"), @"
    cv:1:1: error: unknown key `wrok`; hint: did you mean `work`?
    cv:1:1: warning: `basics.name` is missing; hint: write it under `basics`: `name: …`
    ");
}

#[test]
fn names_from_before_json_resume_1_are_read_with_a_warning() {
    let (resume, messages) = try_read(
        Syntax::Yaml,
        "bio: {name: Ada, picture: ada.jpg, website: https://ada.example.org}
work: [{company: Mill, website: https://mill.example.org, startDate: 2020, endDate: 2021}]
education: [{institution: School, gpa: 3.9}]
hobbies: [{name: Kites}]
",
    );
    insta::assert_snapshot!(messages, @"cv:1:1: warning: other names: `bio` (use `basics`), `hobbies` (use `interests`), `picture` (use `image`), `website` (use `url`), `company` (use `name`) and `gpa` (use `score`); hint: also in 1 other place; `recto convert` updates all");
    let resume = resume.expect("a résumé");
    assert_eq!(resume.basics.image.as_deref(), Some("ada.jpg"));
    assert_eq!(resume.sections[0].entries.get()[0].name, one("Mill"));
    assert_eq!(resume.sections[1].entries.get()[0].score, one("3.9"));
    assert_eq!(resume.sections[2].kind, SectionKind::Interests);
}

#[test]
fn undeclared_and_unused_languages_are_reported() {
    insta::assert_snapshot!(messages(
        "meta: {languages: [en, fr]}
basics:
  name: {en: Ada}
  label: {en: Miller, de: Müllerin}
  phone: {en: 1, fr: 2}
"), @"
    cv:4:23: error: `de` is not one of `meta.languages`; hint: declare it: `meta.languages: [en, fr, de]`
    cv:5:10: error: `phone` must be text, not a mapping; hint: this text is the same in every language: write it once
    ");
}

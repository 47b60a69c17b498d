//! Tests validation of native files.

use super::{Dialect, ReadOptions, read};
use crate::diagnostic::{Diagnostics, MessageFormat, Sources, render};
use crate::resume::validate;
use crate::source::{self, Syntax};

/// Returns the messages of validation for a YAML text, one per line; adds a name.
fn messages(text: &str) -> String {
    let text = format!("basics: {{name: Ada}}\n{text}");
    let mut sources = Sources::default();
    let id = sources.add("cv", text.clone());
    let mut diagnostics = Diagnostics::default();
    let root = source::parse(Syntax::Yaml, id, &text, &mut diagnostics).expect("a tree");
    let resumes = read(Dialect::Native, &root, ReadOptions::default(), &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    validate(&resumes[0], &root, &mut diagnostics);
    diagnostics.iter().map(|d| render(d, &sources, MessageFormat::Short, false)).collect()
}

#[test]
fn a_period_that_ends_before_it_starts_is_reported() {
    insta::assert_snapshot!(messages(
            "work:
  - {name: a, startDate: 2020-05, endDate: 2020}
  - {name: b, startDate: 2020, endDate: 2020-01}
  - {name: c, startDate: 2020-05-02, endDate: 2020-05}
  - {name: d, startDate: 2020-05, endDate: present}
  - {name: e, startDate: 2020, endDate: 2019}
  - {name: f, startDate: 2020-05, endDate: 2020-04-30}
  - name: g
    positions:
      - {position: h, startDate: 2020-05-02, endDate: 2020-05-01}
"
        ), @"
        cv:7:41: warning: the end `2019` is before the start `2020`; hint: swap the two dates, or correct one of them
        cv:8:44: warning: the end `2020-04-30` is before the start `2020-05`; hint: swap the two dates, or correct one of them
        cv:11:55: warning: the end `2020-05-01` is before the start `2020-05-02`; hint: swap the two dates, or correct one of them
        ");
}

#[test]
fn ids_are_unique() {
    insta::assert_snapshot!(messages(
            "work:
  - {name: a, id: x, endDate: 2020, highlights: [{text: b, id: x}]}
  - {name: c, id: y, endDate: 2020}
sections:
  - {id: work, text: d}
  - {id: y, text: e}
"
        ), @"
        cv:6:10: warning: duplicate id `work`: `work` has it too; hint: give each a unique `id`
        cv:3:64: warning: duplicate id `x`: `work[0]` has it too; hint: give each a unique `id`
        ");
}

#[test]
fn translations_of_a_highlight_may_share_an_id() {
    assert_eq!(
        messages(
            "meta: {languages: [en, fr]}
work:
  - name: a
    endDate: 2020
    highlights: {en: [{text: b, id: x}], fr: [{text: c, id: x}]}
"
        ),
        ""
    );
}

#[test]
fn unknown_sections_and_fields_in_meta_are_reported() {
    insta::assert_snapshot!(messages(
            "sections: [{title: Odd jobs, text: a}]
meta:
  sections: [summary, work, odd-job, work, knitting, hobbies]
  titles: {volunteer: Given time, referances: Ask them}
  sort: {work: -enddate, education: startDate, odd-jobs: -date, skills: +rank}
"
        ), @"
        cv:4:38: error: the section `work` is named twice, first as `meta.sections[1]`; hint: a section is shown once: remove one of the two
        cv:4:29: error: unknown section `odd-job`; hint: did you mean `odd-jobs`?
        cv:4:44: error: unknown section `knitting`; hint: the sections of this file are `odd-jobs`
        cv:5:47: error: unknown section `referances`; hint: did you mean `references`?
        cv:6:16: error: the entries of `work` have no `enddate` to sort by; hint: did you mean `endDate`?
        cv:6:73: error: the entries of `skills` have no `rank` to sort by; hint: name a field, with `-` before it for the latest first: `-endDate`
        ");
}

//! Tests dates in words, HTML and typed bullets.

use super::*;

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
  - {name: k, startDate: 2008 r., endDate: until Dec 2020}
  - {name: l, years: 2010-2012}
  - {name: m, years: 3}
  - {name: n, years: 3, startDate: 2010, endDate: nykyhetki}
education: [{institution: i, year: 2009-2011}]
publications: [{name: j, releaseDate: May 2020}]
"
    ), @r#"
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
      - name: k
        startDate: 2008
        endDate: 2020-12
      - name: l
        startDate: 2010
        endDate: 2012
      - name: m
        years: "3"
      - name: "n"
        startDate: 2010
        endDate: present
        years: "3"
    education:
      - institution: i
        startDate: 2009
        endDate: 2011
    publications:
      - name: j
        releaseDate: 2020-05
    "#);
}

#[test]
fn periods_may_be_mappings_and_lists() {
    insta::assert_snapshot!(section(
        "work:
  - {name: A, period: {start: 2019, end: present}}
  - {name: B, dates: [2015-03, 2018]}
  - {name: C, date: {from: {year: 2011, month: 4}, to: 'Dec 2014'}}
  - {name: D, period: {start: 2010, end: null}}
  - {name: E, years: [2011, 2012]}
"
    ), @"
    work:
      - name: A
        startDate: 2019
        endDate: present
      - name: B
        startDate: 2015-03
        endDate: 2018
      - name: C
        startDate: 2011-04
        endDate: 2014-12
      - name: D
        startDate: 2010
        endDate: present
      - name: E
        startDate: 2011
        endDate: 2012
    ");
}

#[test]
fn invalid_dates_are_reported_once_and_are_not_open() {
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
    insta::assert_snapshot!(reported_messages(text), @"cv:2:29: warning: `Tuesday` is not a date; it is printed unchanged; hint: write a year, a month or a day: `2024`, `2024-05` or `2024-05-31`; hint: also in `work[1].startDate`");
    insta::assert_snapshot!(reported_messages("work: [{name: a, startDate: 2019-02-30, endDate: 2018}]"), @"
    cv:2:29: warning: invalid date `2019-02-30`: that month has no day 30; it is read as `2019-02`; hint: leave the day out if it does not matter: `2024-05`
    cv:2:50: warning: the end `2018` is before the start `2019-02`; hint: swap the two dates, or correct one of them
    ");
    assert_eq!(
        reported_messages("work: [{name: a, startDate: Winter 2019, endDate: Early 2021}]"),
        ""
    );
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
fn a_single_tag_is_text_unless_it_is_an_empty_one() {
    let work = |summary: &str| section(&format!("work: [{{name: Mill, summary: '{summary}'}}]"));
    for tag in ["<A>", "<b>", "<p>"] {
        assert!(work(tag).contains(&format!("summary: {tag}")), "{tag}: {}", work(tag));
    }
    for empty in ["<br>", "<BR/>", "<p></p>", "<b></b>"] {
        assert!(!work(empty).contains("summary"), "{empty}: {}", work(empty));
    }
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
fn placeholder_and_open_dates_are_read_by_their_meaning() {
    insta::assert_snapshot!(section(
        "work:
  - {name: a, startDate: from March 2020}
  - {name: b, startDate: 2018, endDate: N/A}
  - {name: c, startDate: 2018, endDate: 2021-00-00}
  - {name: d, startDate: 2018, endDate: '0000-00-00'}
projects:
  - {name: e, date: ongoing}
  - {name: f, date: '-'}
  - {name: g, date: 3 de mayo de 2020}
"
    ), @"
    work:
      - name: a
        startDate: 2020-03
        endDate: present
      - name: b
        date: 2018
      - name: c
        startDate: 2018
        endDate: 2021
      - name: d
        date: 2018
    projects:
      - name: e
        endDate: present
      - name: f
      - name: g
        date: 2020-05-03
    ");
}

#[test]
fn typed_bullets_in_descriptions_become_lists() {
    insta::assert_snapshot!(section(
        "projects: [{name: a, description: \"Did:\\n• one\\n• two\"}]
work: [{name: b, description: Same., summary: Same.}]
"
    ), @"
    projects:
      - name: a
        description: |-
          Did:

          - one
          - two
    work:
      - name: b
        summary: Same.
    ");
}

//! Tests theme options and warnings about unreadable pages.

use crate::conformance::violations;
use crate::program::{Folder, themes};

const SMALL: &str = "basics: {name: Ada Example}\nwork: [{name: Works, position: Analyst}]\n";

/// Text of several full lines.
fn long() -> String {
    let sentence =
        "She measured tides for the harbour board and wrote down what the sea did there. ";
    format!("basics:\n  name: Ada Example\n  summary: {}\n", sentence.repeat(16))
}

#[test]
fn illegible_options_are_reported_where_they_are_set() {
    let folder = Folder::new();
    let meta = "meta: {options: {accent: '#ff8800', small-size: 7pt}}\n";
    folder.write("cv.yaml", format!("{SMALL}{meta}"));
    let messages = folder.recto("build cv.yaml --message-format short").succeeds().stderr;
    insta::assert_snapshot!(messages, @"
    cv.yaml:3:26: warning: text in `accent` #ff8800 on white paper has a contrast of 2.4:1, but 4.5:1 is needed; hint: use #b56000 or darker
    cv.yaml:3:49: warning: `small-size` is 7pt: text below 8.5pt is hard to read; hint: `small-size=8.5pt` is the smallest readable size
    wrote cv.pdf (1 page)
    ");
    // The last value is used.
    let messages =
        folder.recto("build cv.yaml -q --set accent=#884400 --set small-size=9pt").succeeds();
    assert_eq!(messages.stderr, "");
}

#[test]
fn too_long_lines_are_reported_only_if_caused_by_options() {
    let folder = Folder::new();
    folder.write("cv.yaml", long());
    let wide = "--set margin-left=8mm --set margin-right=8mm --set text-width=190mm";
    for theme in ["plain", "compact", "ivy", "academic"] {
        let messages =
            folder.recto(&format!("build cv.yaml -q -t {theme} {wide}")).succeeds().stderr;
        assert!(messages.contains("for `--set text-width=190mm`"), "{theme}: {messages}");
    }
    for theme in themes() {
        for paper in ["a4", "us-letter"] {
            let args = format!("build cv.yaml -q -t {theme} --set paper={paper}");
            assert_eq!(folder.recto(&args).succeeds().stderr, "", "{args}");
        }
    }
}

#[test]
fn options_of_other_themes_are_errors_as_flags_and_warnings_in_files() {
    let folder = Folder::new();
    let meta = "meta: {options: {title-align: center, title-rule: beside}}\n";
    folder.write("cv.yaml", format!("{SMALL}{meta}"));
    assert_eq!(folder.recto("build cv.yaml -q -t ivy").succeeds().stderr, "");
    let messages =
        folder.recto("build cv.yaml -t register --message-format short").succeeds().stderr;
    insta::assert_snapshot!(messages, @"
    cv.yaml:3:31: warning: theme `register` has no option `title-align`; hint: other themes have this option; `recto themes register` lists what this one has
    cv.yaml:3:51: warning: invalid value `beside` for option `title-rule` in theme `register`; hint: expected one of `none`, `above`
    wrote cv.pdf (1 page)
    ");
    let messages =
        folder.recto("build cv.yaml -t register --set title-align=center").fails_with(2).stderr;
    assert!(messages.contains("error: theme `register` has no option `title-align`"), "{messages}");
    let listed = folder.recto("themes register").succeeds().text();
    assert!(listed.contains("title-rule = none") && !listed.contains("title-align ="), "{listed}");
    assert!(listed.contains("fixed by its design: photo-side, title-align"), "{listed}");
}

#[test]
fn em_values_are_checked_against_the_range_in_points() {
    let folder = Folder::new();
    folder.write("cv.yaml", SMALL);
    folder.recto("build cv.yaml --set name-size=3em").succeeds();
    let messages = folder.recto("build cv.yaml --set name-size=30em").fails_with(2).stderr;
    assert!(messages.contains("from 8pt to 60pt"), "{messages}");
}

#[test]
fn durations_are_shown_in_every_theme_and_conform() {
    let folder = Folder::new();
    folder.write(
        "cv.yaml",
        "basics: {name: Ada Roe, profiles: [{network: GitHub, username: adaroe}]}
work:
  - {name: Forge, position: Smith, startDate: 2015-03, endDate: 2017-05, summary: Made anvils.}
  - name: Foundry
    positions:
      - {position: Founder, startDate: 2010-01, endDate: 2012-04, highlights: [Cast bells.]}
      - {position: Apprentice, startDate: 2007-01, endDate: 2009-12, highlights: [Learned to.]}
",
    );
    for theme in themes() {
        let wanted = "--set time-spans=work --set profile-urls=true";
        let run = folder.recto(&format!("build cv.yaml -t {theme} {wanted} -o cv.pdf -q"));
        assert_eq!(run.succeeds().stderr, "", "{theme}");
        let pdf = folder.read("cv.pdf");
        assert_eq!(violations(&pdf), [""; 0], "{theme}");
        let text = pdf_extract::extract_text_from_mem(&pdf).expect("text");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for messages in ["2 years, 3 months", "5 years, 4 months", "3 years", "github.com/adaroe"] {
            assert!(text.contains(messages), "{theme}: {messages}: {text}");
        }
    }
}

#[test]
fn a_redesigned_theme_is_replaced_by_its_successor_with_its_options() {
    let folder = Folder::new();
    let meta = "meta: {theme: sidebar, themes: {sidebar: {sidebar-side: end}}}\n";
    folder.write("cv.yaml", format!("{SMALL}{meta}"));
    let messages =
        folder.recto("build cv.yaml -o old.pdf --message-format short").succeeds().stderr;
    insta::assert_snapshot!(messages, @"
    cv.yaml:3:15: warning: theme `sidebar` was redesigned and is now `panel`; hint: write `panel`
    wrote old.pdf (1 page)
    ");
    let meta = "meta: {theme: panel, themes: {panel: {panel-side: end}}}\n";
    folder.write("cv.yaml", format!("{SMALL}{meta}"));
    folder.recto("build cv.yaml -o new.pdf -q").succeeds();
    assert_eq!(folder.read("old.pdf"), folder.read("new.pdf"));
    for (old, new) in [("formal", "ivy"), ("margin", "duo"), ("sidebar", "panel")] {
        let messages = folder.recto(&format!("build cv.yaml -t {old}")).succeeds().stderr;
        assert!(
            messages.contains(&format!("theme `{old}` was redesigned and is now `{new}`")),
            "{messages}"
        );
    }
}

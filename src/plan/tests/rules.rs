//! Tests single planning rules and their limits.

use super::super::{Beside, Gap, Keep, PlanSettings, SplitLines, line_breaks, plan};
use super::{see, see_in, shown};
use crate::locale::Locale;

fn lines(yaml: &str) -> Vec<String> {
    shown(yaml, &PlanSettings::default()).lines().map(str::to_owned).collect()
}

/// Returns text with a number of characters.
fn long(characters: usize) -> String {
    let mut text = "silt ".repeat(characters / 5 + 1);
    text.truncate(characters);
    text
}

#[test]
fn a_label_that_ends_in_punctuation_has_no_colon() {
    let yaml = "work: [{position: Smith, highlights: [{title: 'Nails', text: Made.}, {title: 'Why?', text: For ships.}]}]";
    let shown = lines(yaml).join("\n");
    assert!(shown.contains("label{Nails}: Made."), "{shown}");
    assert!(shown.contains("label{Why?} For ships."), "{shown}");
}

#[test]
fn languages_with_summaries_are_set_as_a_list() {
    let yaml = "languages: [{language: German}, {language: Dutch, summary: Spoken at sea.}]";
    insta::assert_snapshot!(lines(yaml).join("\n"), @"None: body • German // • label{Dutch}: Spoken at sea.");
}

#[test]
fn sentences_and_long_names_are_not_set_inline() {
    let of = |name: &str| lines(&format!("interests: [{{name: '{name}'}}, {{name: Tides}}]"));
    assert_eq!(of("Maps"), ["None: body Maps, Tides"]);
    assert_eq!(of("I draw maps."), ["None: body • I draw maps. // • Tides"]);
    assert_eq!(of(&long(60)).join("\n").matches('•').count(), 0);
    assert_eq!(of(&long(61)).join("\n").matches('•').count(), 2);
}

#[test]
fn skills_without_keywords_share_one_line() {
    insta::assert_snapshot!(lines("skills: [{name: Rust, level: expert}, {name: Git}]").join("\n"), @"None: body Rust (expert), Git");
}

#[test]
fn entries_with_only_a_head_are_brief_and_kept_in_pairs() {
    let yaml = "certificates: [{name: A, issuer: X}, {name: B, issuer: Y}, {name: C, issuer: Z}, {name: D, issuer: W}]";
    insta::assert_snapshot!(lines(yaml).join("\n"), @"
    None + whole: head2 brief A | X | - | - | -
    Line whole: head2 brief B | Y | - | - | -
    Line + whole: head2 brief C | Z | - | - | -
    Line whole: head2 brief D | W | - | - | -
    ");
}

#[test]
fn sections_are_kept_on_a_page_up_to_a_length() {
    let of = |length: usize| {
        let text = long(length);
        let yaml = format!(
            "work: [{{position: A, summary: '{text}'}}, {{position: B, summary: '{text}'}}]"
        );
        let settings = PlanSettings { keep: Keep::Sections, ..PlanSettings::default() };
        shown(&yaml, &settings).lines().filter(|line| line.contains(" +")).count()
    };
    assert_eq!(of(300), 3);
    // Heads are kept with their body in any case.
    assert_eq!(of(1200), 2);
}

#[test]
fn a_short_introduction_is_kept_with_the_first_entry() {
    let of = |length: usize| {
        let text = long(length);
        let yaml = format!("sections: [{{title: Talks, text: '{text}', entries: [{{name: A}}]}}]");
        lines(&yaml)[0].starts_with("None +")
    };
    assert!(of(190) && !of(230));
}

#[test]
fn a_long_fact_has_its_own_line() {
    let of = |length: usize| {
        let yaml = format!(
            "education: [{{institution: A, score: '5', thesis: '{}', minor: Maps}}]",
            long(length)
        );
        lines(&yaml).last().map_or(0, |line| line.matches(" ¶ ").count())
    };
    assert_eq!(of(20), 0);
    assert_eq!(of(90), 1);
}

#[test]
fn dates_are_listed_once_for_a_date_column() {
    let yaml = "work: [{position: A, startDate: 2019, endDate: 2020}, {position: B, startDate: 2019, endDate: 2020}, {position: C, startDate: 2021, endDate: 2022}]";
    let view = see(yaml);
    let plan = plan(&view, &PlanSettings::default());
    let dates: Vec<_> =
        plan.sections[0].dates.iter().map(|date| line_breaks::unmarked(date)).collect();
    assert_eq!(dates, ["2019–2020", "2021–2022"]);
}

#[test]
fn short_sections_other_than_work_and_education_may_be_beside_their_title() {
    let beside = |yaml: &str, settings: &PlanSettings| {
        let view = see(&format!("{yaml}\ninterests: [{{name: Chess}}]"));
        plan(&view, settings).sections.iter().map(|it| it.beside).collect::<Vec<_>>()
    };
    let of = |yaml: &str| beside(yaml, &PlanSettings::default())[0];
    let skills = |count: usize, length: usize| {
        let group = format!("{{name: Code, keywords: ['{}']}}", long(length));
        format!("skills: [{}]", vec![group; count].join(", "))
    };
    assert_eq!(of("languages: [{language: German}]"), Some(Beside::Words));
    assert_eq!(of(&skills(3, 20)), Some(Beside::Lines));
    assert_eq!(of(&skills(4, 20)), None);
    assert_eq!(of(&skills(2, 70)), Some(Beside::Lines));
    assert_eq!(of(&skills(2, 90)), None);
    assert_eq!(of("awards: [{title: Gauge, date: 2019}]"), Some(Beside::Lines));
    assert_eq!(of("awards: [{title: Gauge, highlights: [A]}]"), None);
    let award = |length| of(&format!("awards: [{{title: '{}', awarder: A}}]", long(length)));
    assert_eq!((award(160), award(300)), (Some(Beside::Lines), None));
    assert_eq!(of("education: [{area: Rivers}]"), None);
    assert_eq!(of("volunteer: [{position: Cook}]"), None);
    // Not alone between titles above their sections.
    assert_eq!(of("basics: {summary: I cook.}\nwork: [{position: Cook}]"), None);
    let pans = "basics: {summary: I cook.}\nskills: [{name: Pans, keywords: [Iron]}]";
    assert_eq!(of(pans), Some(Beside::Lines));
    let apart = SplitLines { lines: true, ..SplitLines::default() };
    assert_eq!(beside(pans, &PlanSettings { apart, ..PlanSettings::default() })[0], None);
}

#[test]
fn keywords_of_all_sections_look_alike_in_a_narrow_column() {
    let rated = "{title: Code, kind: skills, entries: [{keywords: [{name: C, level: expert}]}]}";
    let plain = |keywords: &str| {
        format!("{{title: Tools, kind: skills, entries: [{{name: Saw, keywords: [{keywords}]}}]}}")
    };
    let lines = |keywords: &str| {
        let view = see(&format!("sections: [{rated}, {}]", plain(keywords)));
        let settings = PlanSettings { narrow: Some(40.0), ..PlanSettings::default() };
        plan(&view, &settings).sections.iter().map(|it| it.keyword_lines).collect::<Vec<_>>()
    };
    assert_eq!(lines("File"), [true, true]);
    assert_eq!(lines("File, Awl, Adze, Plane, Lathe, Clamp"), [false, false]);
}

#[test]
fn only_sections_without_highlights_fit_a_narrow_column() {
    let yaml = "
skills: [{name: Code, keywords: [Rust]}]
education: [{institution: A}]
work: [{position: B, highlights: [C]}]
";
    let view = see(yaml);
    let plan = plan(&view, &PlanSettings::default());
    let narrow: Vec<_> = plan.sections.iter().map(|it| (it.kind, it.narrow)).collect();
    let is_narrow = |kind| narrow.iter().find(|it| it.0 == kind).is_some_and(|it| it.1);
    assert!(is_narrow("skills") && is_narrow("education") && !is_narrow("work"), "{narrow:?}");
}

#[test]
fn inline_words_without_details_are_not_split_into_columns() {
    let yaml = "languages: [{language: German, fluency: native}, {language: Dutch}]";
    let settings = PlanSettings {
        apart: SplitLines { words: true, ..SplitLines::default() },
        ..PlanSettings::default()
    };
    insta::assert_snapshot!(shown(yaml, &settings), @"None: body German (native), Dutch");
}

#[test]
fn positions_are_grouped_under_their_employer() {
    let yaml = "
work:
  - name: Anvil
    positions:
      - {position: Smith, startDate: 2020, endDate: 2022, highlights: [Made nails.]}
      - {position: Striker, startDate: 2018, endDate: 2020}
";
    insta::assert_snapshot!(lines(yaml).join("\n"), @"
    None + whole: head2 Anvil | - | - | - | -
    Body + whole: head3 Smith | - | - | - | 2020–2022
    Body: body • Made nails.
    Position whole: head3 Striker | - | - | - | 2018–2020
    ");
}

#[test]
fn details_of_a_keyword_stay_on_its_line() {
    let view = see("skills: [{name: Code, keywords: [{name: Rust, level: 9 years}, C++]}]");
    let plan = plan(&view, &PlanSettings::default());
    let row = serde_json::to_string(&plan.sections[0].rows[0]).expect("it has text keys");
    assert!(row.contains(&format!("9{0} {0}years", line_breaks::JOINT)), "{row}");
}

#[test]
fn keywords_below_highlights_are_kept_with_a_short_last_highlight() {
    let of = |highlights: &[String]| {
        let list = highlights.join("', '");
        let yaml = format!(
            "projects: [{{name: Tide tables, keywords: [silt, sand], highlights: ['{list}']}}]"
        );
        let view = see(&yaml);
        let plan = plan(&view, &PlanSettings::default());
        let row = plan.sections[0].rows.last().expect("there is a row");
        (row.keeps_end, row.breakable)
    };
    assert_eq!(of(&[long(60)]), (true, false));
    assert_eq!(of(&[long(60), long(60)]), (true, true));
    assert_eq!(of(&[long(60), long(600)]), (false, true));
    let yaml = format!("projects: [{{name: Tide tables, highlights: ['{}']}}]", long(60));
    let view = see(&yaml);
    assert!(!plan(&view, &PlanSettings::default()).sections[0].rows[1].keeps_end);
}

#[test]
fn grade_and_courses_precede_the_highlights() {
    let of = |courses: &str, settings: &PlanSettings| {
        let yaml = format!(
            "education: [{{institution: Fjord School, studyType: BSc, score: '3.5', courses: [{courses}], \
             summary: Two years., keywords: [silt], highlights: [Mapped a fjord]}}]"
        );
        shown(&yaml, settings)
    };
    insta::assert_snapshot!(of("Tides, Maps", &PlanSettings::default()), @"
    None + whole: head2 BSc | Fjord School | - | - | -
    Body: body Two years. ¶ detail{GPA:} 3.5 · detail{Courses:} Tides, Maps // • Mapped a fjord ¶ keywords{silt}
    ");
    let notes = PlanSettings { notes: true, ..PlanSettings::default() };
    insta::assert_snapshot!(of("Tides, Maps", &notes), @"
    None + whole: head2 BSc | Fjord School | - | - | - (detail{GPA:} 3.5)
    Body: body Two years. ¶ detail{Courses:} Tides, Maps // • Mapped a fjord ¶ keywords{silt}
    ");
    let apart = SplitLines { facts: true, ..SplitLines::default() };
    insta::assert_snapshot!(of("Tides, Maps", &PlanSettings { apart, ..notes }), @"
    None + whole: head2 BSc | Fjord School | - | - | -
    Line +: facts GPA or detail{GPA:} 3.5
    Highlight +: facts Courses or detail{Courses:} Tides, Maps
    Body + whole: body Two years.
    Highlight whole: body • Mapped a fjord ¶ keywords{silt}
    ");
}

#[test]
fn texts_below_the_heads_of_a_section_are_run_in_only_if_all_are() {
    let notes = PlanSettings { notes: true, head: 60, ..PlanSettings::default() };
    let run_in = |last: String| {
        let yaml = format!(
            "awards: [{{title: Golden Buoy, summary: For a lock.}}, {{title: Silver Buoy, summary: '{last}'}}]"
        );
        shown(&yaml, &notes).matches(" (").count()
    };
    assert_eq!(run_in(long(90)), 2);
    assert_eq!(run_in(long(91)), 0);
}

#[test]
fn a_long_address_moves_to_the_next_line_as_a_whole() {
    let of = |parts: usize| {
        let path = "/lights".repeat(parts);
        let yaml = format!("publications: [{{name: Silt, url: 'https://survey.example{path}'}}]");
        let view = see(&yaml);
        let settings = PlanSettings { citations: true, notes: true, ..PlanSettings::default() };
        let plan = plan(&view, &settings);
        let rows = serde_json::to_string(&plan.sections[0].rows).expect("rows are data");
        (rows.contains(r#""kind":"box""#), rows.contains(line_breaks::SEAM))
    };
    // Without breaks, with breaks in a box, and with breaks.
    assert_eq!(of(2), (false, false));
    assert_eq!(of(8), (true, true));
    assert_eq!(of(16), (false, true));
}

#[test]
fn rows_for_a_narrow_column_have_breaks_in_wide_words() {
    let yaml = "
skills: [{name: Hydrography, keywords: [Harmonic, tide-tables/currents-of-Tyne]}]
work: [{position: Smith, highlights: [Nails]}]
";
    let view = see(yaml);
    let planned = plan(&view, &PlanSettings { narrow: Some(12.0), ..PlanSettings::default() });
    let [skills, work] = &planned.sections[..] else { panic!("two sections") };
    assert!(work.narrow_rows.is_empty());
    let text = serde_json::to_string(&skills.narrow_rows).expect("rows are data");
    let seams = |text: &str| text.matches(line_breaks::SEAM).count();
    assert_eq!(seams(&text), 1, "{text}");
    assert_eq!(seams(&serde_json::to_string(&skills.rows).expect("rows are data")), 0);
    let without = plan(&view, &PlanSettings::default());
    assert!(without.sections.iter().all(|section| section.narrow_rows.is_empty()));
}

#[test]
fn a_short_last_word_stays_on_the_line_of_its_keyword() {
    let yaml = "skills: [{name: Nursing, keywords: [Arterial lines, Ultrasound-guided IV]}]";
    let view = see(yaml);
    let plan = plan(&view, &PlanSettings::default());
    let text = serde_json::to_string(&plan.sections[0].rows).expect("rows are data");
    assert!(text.contains(&format!("guided{0} {0}IV", line_breaks::JOINT)), "{text}");
}

#[test]
fn a_short_text_below_a_head_is_its_note() {
    let notes = PlanSettings { notes: true, head: 60, ..PlanSettings::default() };
    let yaml = "
education:
  - {institution: Port University, studyType: BSc, area: Geodesy, score: '3.8', endDate: 2014}
  - {institution: Port College, studyType: HND, area: Tides, summary: Two years., endDate: 2010}
awards:
  - {title: Golden Buoy, awarder: Pilots, date: 2019, summary: For a lock.}
  - {title: Silver Buoy, awarder: Pilots, date: 2018, summary: For a ship.}
references:
  - {name: Ines Valdoro, reference: She measures twice.}
";
    insta::assert_snapshot!(shown(yaml, &notes), @"
    None + whole: head2 BSc in Geodesy | Port University | - | - | 2014 (detail{GPA:} 3.8)
    Entry + whole: head2 HND in Tides | Port College | - | - | 2010
    Body whole: body Two years.
    None + whole: head2 brief Golden Buoy | Pilots | - | - | 2019 (For a lock.)
    Line whole: head2 brief Silver Buoy | Pilots | - | - | 2018 (For a ship.)
    None whole: head2 brief Ines Valdoro | - | - | - | - (“She measures twice.”)
    ");
}

#[test]
fn a_text_of_two_paragraphs_may_break_between_them() {
    let yaml = "
projects:
  - name: Tide tables
    summary: |
      First the north.

      Then the south.
";
    insta::assert_snapshot!(shown(yaml, &PlanSettings::default()), @"
    None + whole: head2 Tide tables | - | - | - | -
    Body whole: body First the north.
    Paragraph whole: body Then the south.
    ");
}

/// Shows the first row of the narrow column, 16 ems wide, with joints as `~`.
fn narrow_row(yaml: &str, settings: &PlanSettings) -> String {
    let view = see(yaml);
    let plan = plan(&view, &PlanSettings { narrow: Some(16.0), ..*settings });
    let row = serde_json::to_string(&plan.sections[0].narrow_rows[0]).expect("rows are data");
    row.replace(line_breaks::JOINT, "~")
}

/// Settings for groups of keywords below their titles.
fn groups() -> PlanSettings {
    let apart = SplitLines { lines: true, ..SplitLines::default() };
    PlanSettings { apart, ..PlanSettings::default() }
}

#[test]
fn keywords_of_a_section_are_a_run_or_a_list_in_a_narrow_column() {
    let lines = |keywords: &str, settings: &PlanSettings| {
        let groups = format!(
            "{{name: Field, keywords: [{keywords}]}}, {{name: Others, keywords: [Silt, Sand]}}"
        );
        let row = narrow_row(&format!("skills: [{groups}]"), settings).replace('~', "");
        let (_, row) = row.split_once(r#""rest""#).expect("there are two halves");
        row.split_once(r#""whole""#).map_or(0, |(rest, _)| 1 + rest.matches(r#""break""#).count())
    };
    assert_eq!(lines("Maps, Harmonic analysis, Rust, Go", &groups()), 1);
    assert_eq!(lines("Maps, {name: Rust, level: expert}", &groups()), 1);
    assert_eq!(lines("Maps, {name: Rust, level: expert}, {name: Go, level: basic}", &groups()), 3);
    let long = "Maps, Analysis of tides and of currents, {name: Go, level: basic}";
    assert_eq!(lines(long, &groups()), 3);
    let framed = PlanSettings { keyword_roles: true, ..groups() };
    assert_eq!(lines(long, &framed), 3);
    assert_eq!(lines("Maps, {name: Rust, level: expert}", &framed), 1);
}

#[test]
fn a_keyword_on_a_line_of_its_own_is_not_broken_if_it_fits() {
    let yaml = "skills: [{name: Field, keywords: [Hydrogeology lab, {name: Core logging, level: 2 years}]}]";
    let row = narrow_row(yaml, &groups());
    let expected = r#"Hydrogeology~ ~lab",{"kind":"break"},"Core~ ~logging~ "#;
    assert!(row.contains(expected), "{row}");
}

#[test]
fn the_level_of_a_group_is_beside_its_label_or_before_its_keywords() {
    let yaml = "skills: [{name: Systems, level: Master, keywords: [Rust, Go]}]";
    let row = narrow_row(yaml, &groups());
    let (label, rest) = row.split_once(r#""rest""#).expect("there are two halves");
    let (rest, _) = rest.split_once(r#""whole""#).expect("there is the line without a split");
    assert!(label.contains("(Master)") && !rest.contains("Master"), "{row}");
    let view = see(yaml);
    let plan = plan(&view, &groups());
    let row = serde_json::to_string(&plan.sections[0].rows[0]).expect("rows are data");
    let (label, rest) = row.split_once(r#""rest""#).expect("there are two halves");
    assert!(!label.contains("Master"), "{row}");
    let expected = r#"[{"kind":"role","role":"level","body":["Master"]},": Rust, Go"]"#;
    assert!(rest.replace(line_breaks::JOINT, "").contains(expected), "{row}");
    let above = PlanSettings { labels_above: true, ..groups() };
    let row = super::super::plan(&view, &above).sections.remove(0).rows.remove(0);
    let row = serde_json::to_string(&row).expect("rows are data");
    let (label, rest) = row.split_once("\"rest\":").expect("the line is split");
    assert!(label.contains("Master") && !rest.contains("level"), "{row}");
}

#[test]
fn groups_without_keywords_look_like_the_others_of_their_section() {
    let yaml = "skills: [{name: Systems, keywords: [Rust]}, {name: Welding, level: good}]";
    assert_eq!(lines(yaml)[1], "Line: body label{Welding} (good)");
    let row = serde_json::to_string(&plan(&see(yaml), &groups()).sections[0].rows[1]);
    let row = row.expect("rows are data").replace(line_breaks::JOINT, "");
    assert!(
        row.contains(r#""label":["Welding"],"rest":[{"kind":"paragraph","body":["good"]}]"#),
        "{row}"
    );
}

#[test]
fn short_nested_highlights_may_continue_the_line_of_theirs() {
    let settings = PlanSettings { nested_in_line: true, ..PlanSettings::default() };
    let of = |text: &str, nested: &str| {
        let work =
            format!("work: [{{name: A, highlights: [{{text: {text}, highlights: [{nested}]}}]}}]");
        let rows = shown(&work, &settings);
        let (_, bullets) = rows.split_once("• ").expect("there are highlights");
        bullets.to_owned()
    };
    assert_eq!(of("Rescue", "on water, at night"), "Rescue: on water, at night");
    assert_eq!(of("'Rescue:'", "on water, at night"), "Rescue: on water, at night");
    assert_eq!(of("Rescue", "'on lakes, rivers', at night"), "Rescue: on lakes, rivers; at night");
    assert_eq!(of("Rescue", "on water, 'Issuer: DGUV'"), "Rescue: on water; Issuer: DGUV");
    // Sentences, long texts and several levels are lists.
    assert_eq!(of("Rescued.", "on water, at night"), "Rescued.");
    assert_eq!(of("Rescue", "On water., At night."), "Rescue");
    assert_eq!(of("Rescue", "on water, At night."), "Rescue: on water, At night.");
    let long = |length| format!("'{}'", long(length));
    assert_eq!(of("Rescue", &long(190)), "Rescue");
    assert!(of("Rescue", &format!("{0}, {0}", long(85))).starts_with("Rescue: "));
    assert_eq!(of("Rescue", &format!("{0}, {0}", long(100))), "Rescue");
    // A text does not become a line by growing.
    let twice = "'Trained on lifts, ladders and rafts, on both sides of the river, in each season, with one dog'";
    assert_eq!(
        of(twice, "in winter").contains(": in winter"),
        of(twice, "in winter, at night").contains(": in winter")
    );
    assert_eq!(of("Rescued. Twice", "on water, at night"), "Rescued. Twice");
    assert_eq!(of("'He said: go'", "on water, at night"), "He said: go");
    assert_eq!(of("'He said “go.”'", "on water, at night"), "He said “go.”");
    assert_eq!(of("'救援：'", "水上, 夜间"), "救援：水上, 夜间");
    assert_eq!(of("Rescue", "{text: on water, highlights: [at night]}"), "Rescue");
    let list = "volunteer: [{position: A}]\nreferences: []\nsections: [{title: Licences, highlights: [{text: Boats, highlights: [sail, motor]}]}]";
    assert!(shown(list, &settings).ends_with("• Boats: sail, motor"));
}

#[test]
fn the_last_two_words_of_a_paragraph_stay_together() {
    let shown = |text: &str| {
        let view = see(&format!("basics: {{summary: '{text}'}}"));
        let plan = plan(&view, &PlanSettings::default());
        let rows = serde_json::to_string(&plan.sections[0].rows).expect("rows are data");
        rows.replace(line_breaks::JOINT, "~")
    };
    assert!(shown("Fitted pipes and valves.").contains("and ~valves."));
    let bold = shown("Fitted pipes with **Go**.");
    assert!(bold.contains(r#"with ~","#) || bold.contains("with ~\""), "{bold}");
    assert!(
        shown("Fitted an intercommunication installation")
            .contains("intercommunication installation")
    );
}

#[test]
fn keywords_with_commas_are_separated_by_semicolons() {
    let of = |keywords: &str| {
        lines(&format!("skills: [{{name: Code, keywords: [{keywords}]}}]")).join("")
    };
    assert!(of("Rust, C").ends_with("Rust, C"));
    assert!(of("'XFS, ext4', Rust").ends_with("XFS, ext4; Rust"));
    let groups = "skills: [{name: A, keywords: ['XFS, ext4']}, {name: B, keywords: [Rust, C]}]";
    assert!(lines(groups).join("").ends_with("Rust; C"));
    assert!(of("'Shell (sh, bash)', Rust").ends_with("Shell (sh, bash), Rust"));
    assert!(of("'10,000 lines', Rust").ends_with("10,000 lines, Rust"));
}

#[test]
fn a_description_of_the_employer_is_a_sentence_before_the_summary() {
    let of = |description: &str| {
        let job = format!(
            "{{name: Anvil, description: '{description}', position: Smith, summary: Made nails.}}"
        );
        lines(&format!("work: [{job}]")).pop().unwrap_or_default()
    };
    assert!(
        of("Forge for ships").ends_with("Forge for ships. Made nails."),
        "{}",
        of("Forge for ships")
    );
    assert!(of("Who forges?").ends_with("Who forges? Made nails."));
}

#[test]
fn a_relation_and_the_contacts_of_a_referee_need_no_label() {
    let yaml = "references: [{name: Ines, relationship: my manager, phone: 206-555-0121, email: i@b.example}]";
    let shown = lines(yaml).join("\n");
    assert!(shown.ends_with("my manager · 206-555-0121 · i@b.example"), "{shown}");
    let quoted = yaml.replace("phone: 206-555-0121", "reference: She measures twice.");
    let rows = lines(&quoted);
    assert!(rows[1].ends_with("my manager · i@b.example"), "{rows:?}");
    assert!(rows[2].contains("She measures twice."), "{rows:?}");
}

#[test]
fn two_short_entries_stay_on_one_page() {
    let award = |title: &str, summary: &str| format!("{{title: {title}, summary: '{summary}'}}");
    let is_kept = |summary: &str| {
        let rows =
            lines(&format!("awards: [{}, {}]", award("Gauge", summary), award("Float", summary)));
        rows[..rows.len() - 1].iter().all(|row| row.contains(" + ") || row.contains(" +:"))
    };
    assert!(is_kept(&"For the smallest error. ".repeat(3)));
    assert!(!is_kept(&"For the smallest error. ".repeat(8)));
}

#[test]
fn employers_are_equally_far_apart_if_one_has_several_positions() {
    let positions = "positions: [{position: Smith, summary: S}, {position: Striker, summary: T}]";
    let job = |name: &str| format!("{{name: {name}, position: Smith, summary: S}}");
    let jobs =
        format!("work: [{}, {{name: B, {positions}}}, {}, {}]", job("A"), job("C"), job("D"));
    let gaps: Vec<_> = lines(&jobs)
        .iter()
        .filter(|row| row.contains("head2"))
        .filter_map(|row| Some(row.split([' ', ':']).next()?.to_owned()))
        .collect();
    assert_eq!(gaps, ["None", "Group", "Group", "Group"]);
}

#[test]
fn contacts_in_a_narrow_column_break_where_they_do_not_fit() {
    let yaml = "basics: {name: A, phone: +44 1632 960 001, location: {address: '88 Harrison Street, Unit 1402'}, \
                url: 'https://a.example/in/hannah-oyelaran-whitworth'}";
    let view = see(yaml);
    let plan = plan(&view, &PlanSettings { narrow: Some(14.0), ..PlanSettings::default() });
    let lines: Vec<_> = plan.header.contacts.iter().flat_map(|it| &it.lines).collect();
    let lines = serde_json::to_string(&lines).expect("text is data");
    let lines = lines.replace(line_breaks::JOINT, "~");
    assert!(lines.contains("88~ ~Harrison~ ~Street, Unit~ ~1402"), "{lines}");
    assert!(lines.contains("960~ ~001"), "{lines}");
    assert!(lines.contains(r#""kind":"fitted""#), "{lines}");
}

#[test]
fn a_place_is_not_broken_in_a_narrow_column() {
    let yaml =
        "education: [{institution: A, studyType: BSc, location: 'Raymond, Ohio', startDate: 2019}]";
    let row = narrow_row(yaml, &PlanSettings::default());
    assert!(row.contains("Raymond,~ ~Ohio"), "{row}");
}

#[test]
fn an_address_in_a_narrow_column_is_in_parts_that_end_with_a_slash() {
    let row = |url: &str| {
        narrow_row(
            &format!("certificates: [{{name: A, url: 'https://{url}'}}]"),
            &PlanSettings::default(),
        )
    };
    let short = row("survey.example/certificates/of/hydrography");
    assert!(!short.contains("fitted"), "{short}");
    let long = row("survey.example/certificates/certified-hydrographer-of-rivers-and-canals");
    let (_, parts) = long.split_once(r#""kind":"fitted","body":["#).expect("it is fitted");
    let (parts, _) = parts.split_once(']').expect("there is an end");
    let parts: Vec<_> = parts.split(line_breaks::SEAM).collect();
    assert!(parts.len() > 3 && parts[1].ends_with(r#"/",""#), "{parts:?}");
    assert!(parts.iter().all(|part| !part.starts_with('-')), "{parts:?}");
}

#[test]
fn heads_of_several_lines_in_a_narrow_column_are_further_apart() {
    let gap = |entries: &str| {
        let view = see(&format!("certificates: [{entries}]"));
        let plan = plan(&view, &PlanSettings { narrow: Some(16.0), ..PlanSettings::default() });
        let section = &plan.sections[0];
        (section.rows[1].above, section.narrow_rows[1].above)
    };
    let entries =
        "{name: Pilot, issuer: Port, date: 2020}, {name: Diver, issuer: Port, date: 2021}";
    assert_eq!(gap(entries), (Gap::Line, Gap::Paragraph));
    assert_eq!(gap("{name: Pilot}, {name: Diver}"), (Gap::Line, Gap::Line));
}

#[test]
fn a_reference_in_chinese_has_chinese_marks() {
    let locale = Locale::find("zh-Hans").expect("a locale");
    let yaml = "publications: [{authors: [柏玛丽, 韩洁], name: 短时培训, publisher: 护理实践 31(2), releaseDate: 2023}]";
    let view = see_in(&locale, yaml);
    let plan = plan(&view, &PlanSettings { citations: true, ..PlanSettings::default() });
    let row = super::row(&plan.sections[0].rows[0]);
    assert!(row.ends_with("柏玛丽、韩洁。短时培训。《护理实践》 31(2)，2023"), "{row}");
}

#[test]
fn a_wide_bracket_before_another_style_is_in_a_box() {
    let locale = Locale::find("zh-Hans").expect("a locale");
    let view = see_in(&locale, "certificates: [{name: 主管护师（中级）, issuer: 卫生健康委员会}]");
    let plan = plan(&view, &PlanSettings::default());
    let row = serde_json::to_string(&plan.sections[0].rows[0]).expect("rows are data");
    let expected = r#""lead":["主管护师",{"kind":"box","body":["（中级）"]}]"#;
    assert!(row.contains(expected), "{row}");
}

#[test]
fn a_level_in_wide_brackets_is_in_a_box() {
    let locale = Locale::find("zh-Hans").expect("a locale");
    let view = see_in(
        &locale,
        "skills: [{name: 护理, keywords: [{name: 主动脉内球囊反搏的临床应用, level: 8 年}, Pyxis]}]",
    );
    let plan = plan(&view, &PlanSettings::default());
    let row = serde_json::to_string(&plan.sections[0].rows[0]).expect("rows are data");
    let expected = r#"{"kind":"box","body":[{"kind":"role","role":"level","body":["（8 年）"]}]}"#;
    assert!(row.contains(expected), "{row}");
}

//! Tests the rows of plans.

use super::{Block, Content, Keep, Piece, Plan, PlanSettings, Row, SplitLines, Text, plan};
use crate::diagnostic::{Diagnostics, Sources};
use crate::format::{self, Dialect, ReadOptions};
use crate::locale::Locale;
use crate::source::{self, Syntax};
use crate::view::{View, ViewOptions, view};

mod properties;
mod rules;

fn see(yaml: &str) -> View {
    see_in(&Locale::default(), yaml)
}

fn see_in(locale: &Locale, yaml: &str) -> View {
    let mut diagnostics = Diagnostics::default();
    let id = Sources::default().add("cv.yaml", yaml);
    let root = source::parse(Syntax::Yaml, id, yaml, &mut diagnostics).expect("it is YAML");
    let resume =
        format::read(Dialect::Native, &root, ReadOptions::default(), &mut diagnostics).remove(0);
    view(&resume, locale, &ViewOptions::on((2026, 1, 31)), &mut diagnostics)
}

/// Shows each row on a line: its content and what keeps it with others.
fn shown(yaml: &str, settings: &PlanSettings) -> String {
    let view = see(yaml);
    let Plan { sections, .. } = plan(&view, settings);
    let rows = sections.iter().flat_map(|section| &section.rows).map(row);
    rows.collect::<Vec<_>>().join("\n")
}

fn row(row: &Row) -> String {
    let content = match &row.content {
        Content::Head { slots, level, brief, .. } => {
            let parts = [&slots.lead, &slots.subtitle, &slots.location, &slots.url];
            let parts = parts.map(|part| part.as_ref().map_or("-".to_owned(), Text::text));
            let brief = if *brief { " brief" } else { "" };
            let date = slots.date.as_ref().map_or("-".to_owned(), Text::text);
            let note =
                slots.note.as_ref().map_or(String::new(), |note| format!(" ({})", text(note)));
            format!("head{level}{brief} {} | {date}{note}", parts.join(" | "))
        }
        Content::Body { parts } => {
            let parts: Vec<_> = parts.iter().map(|part| blocks(part)).collect();
            format!("body {}", parts.join(" // "))
        }
        Content::Halves { apart, halves, whole } => {
            let labels: Vec<_> = halves.iter().map(|half| half.label.text()).collect();
            format!("{apart} {} or {}", labels.join("; "), blocks(whole))
        }
        Content::Reference { dated, .. } => format!("reference {}", blocks(dated)),
    };
    let sticky = if row.sticky { " +" } else { "" };
    let breakable = if row.breakable { "" } else { " whole" };
    format!("{:?}{sticky}{breakable}: {content}", row.above)
}

fn blocks(blocks: &[Block]) -> String {
    let block = |block: &Block| match block {
        Block::Paragraph { body } | Block::Keywords { body } | Block::Reference { body } => {
            text(body)
        }
        Block::Facts { items } => items.iter().map(text).collect::<Vec<_>>().join(" · "),
        Block::List { items } | Block::Enumeration { items } => items
            .iter()
            .map(|item| format!("- {}", self::blocks(item)))
            .collect::<Vec<_>>()
            .join(" "),
        Block::Highlights { items } => items
            .iter()
            .map(|item| format!("• {}", self::blocks(&item.body)))
            .collect::<Vec<_>>()
            .join(" "),
    };
    blocks.iter().map(block).collect::<Vec<_>>().join(" ¶ ")
}

/// Shows roles as `role{…}`.
fn text(text: &Text) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Role(role, body) => format!("{role}{{{}}}", self::text(body)),
        Piece::Italic(body) => format!("/{}/", self::text(body)),
        piece => Text(vec![piece.clone()]).text(),
    };
    text.0.iter().map(piece).collect()
}

const WORK: &str = "
work:
  - name: Tern Marine
    position: Hydrographer
    location: Bergen
    startDate: 2019
    endDate: 2024
    summary: Surveys of fjords.
    highlights: [Mapped a fjord, Taught a crew]
    keywords: [sonar, tides]
";

#[test]
fn an_entry_is_planned_as_head_lead_body_and_highlights() {
    insta::assert_snapshot!(shown(WORK, &PlanSettings::default()), @"
    None + whole: head2 Hydrographer | Tern Marine | Bergen | - | 2019–2024
    Body + whole: body Surveys of fjords.
    Highlight: body • Mapped a fjord // • Taught a crew ¶ keywords{sonar, tides}
    ");
}

#[test]
fn the_employer_comes_first_on_request() {
    let settings = PlanSettings { employer_first: true, ..PlanSettings::default() };
    insta::assert_snapshot!(shown(WORK, &settings).lines().next().unwrap_or_default(), @"None + whole: head2 Tern Marine | Hydrographer | Bergen | - | 2019–2024");
}

#[test]
fn unbreakable_entries_have_one_row_per_part() {
    let settings = PlanSettings { keep: Keep::Entries, ..PlanSettings::default() };
    insta::assert_snapshot!(shown(WORK, &settings), @"
    None + whole: head2 Hydrographer | Tern Marine | Bergen | - | 2019–2024
    Body + whole: body Surveys of fjords.
    Highlight +: body • Mapped a fjord
    Highlight: body • Taught a crew ¶ keywords{sonar, tides}
    ");
}

#[test]
fn languages_are_set_inline_or_in_two_columns() {
    let yaml = "languages: [{language: German, fluency: native}, {language: Dutch, fluency: good}]";
    insta::assert_snapshot!(shown(yaml, &PlanSettings::default()), @"None: body German (native), Dutch (good)");
    let apart = SplitLines { words: true, ..SplitLines::default() };
    insta::assert_snapshot!(shown(yaml, &PlanSettings { apart, ..PlanSettings::default() }), @"None: words German; Dutch or German (native), Dutch (good)");
}

#[test]
fn skills_are_lines_without_widows_and_orphans() {
    let yaml = "skills: [{name: Code, keywords: [Rust, C]}, {name: Tools, keywords: [git]}, {name: Teams, keywords: [two]}]";
    insta::assert_snapshot!(shown(yaml, &PlanSettings::default()), @"
    None +: body label{Code}: Rust, C
    Line +: body label{Tools}: git
    Line: body label{Teams}: two
    ");
}

#[test]
fn short_facts_share_lines() {
    let yaml = "
education:
  - institution: Harbour School
    studyType: BSc
    score: '5.6'
    courses: [Tides, Maps]
    thesis: On silt
";
    insta::assert_snapshot!(shown(yaml, &PlanSettings::default()), @"
    None + whole: head2 BSc | Harbour School | - | - | -
    Body whole: body detail{Grade:} 5.6 · detail{Courses:} Tides, Maps · detail{Thesis:} On silt
    ");
    let apart = SplitLines { facts: true, ..SplitLines::default() };
    insta::assert_snapshot!(shown(yaml, &PlanSettings { apart, ..PlanSettings::default() }), @"
    None + whole: head2 BSc | Harbour School | - | - | -
    Line: facts Grade or detail{Grade:} 5.6
    Highlight: facts Courses or detail{Courses:} Tides, Maps
    Highlight: facts Thesis or detail{Thesis:} On silt
    ");
}

#[test]
fn types_have_no_label_and_long_facts_follow_short_ones_inline() {
    let yaml = "
projects:
  - name: Tide table
    type: application
    roles: [Maintainer]
    boats: [The first of the long names, the second of the long names, the third]
";
    insta::assert_snapshot!(shown(yaml, &PlanSettings::default()), @"
    None + whole: head2 Tide table (application) | - | - | - | -
    Body whole: body detail{Role:} Maintainer · detail{Boats:} The first of the long names, the second of the long names, the third
    ");
}

#[test]
fn a_publication_is_a_reference_with_the_person_highlighted() {
    let yaml = "
basics: {name: Ida Brandt}
publications:
  - name: Silt in northern harbours
    authors: [I. Brandt, O. Lund]
    publisher: Tidewater Press
    venue: Coastal Survey 31(2)
    type: article
    doi: 10.1234/silt
    pages: 112–131
    releaseDate: 2021
";
    insta::assert_snapshot!(shown(yaml, &PlanSettings { citations: true, ..PlanSettings::default() }), @"None whole: reference self{I. Brandt}, O. Lund. Silt in northern harbours (article). /Coastal Survey/ 31(2), 112–131, Tidewater Press, 2021. doi:10.1234/silt");
}

#[test]
fn a_note_of_one_paragraph_is_part_of_the_reference() {
    let yaml = "
publications:
  - {name: Silt, publisher: Tidewater Press, releaseDate: 2021, summary: Found it.}
  - {name: Sand, publisher: Tidewater Press, releaseDate: 2022, summary: \"Found it.\\n\\nTwice.\"}
";
    insta::assert_snapshot!(shown(yaml, &PlanSettings { citations: true, ..PlanSettings::default() }), @r"
    None + whole: reference Silt. /Tidewater Press/, 2021 Found it.
    Paragraph whole: reference Sand. /Tidewater Press/, 2022 ¶ Found it. ¶ Twice.
    ");
}

#[test]
fn dates_have_ascii_hyphens_on_request_of_the_theme() {
    let settings = PlanSettings { ascii_dates: true, ..PlanSettings::default() };
    insta::assert_snapshot!(shown(WORK, &settings).lines().next().unwrap_or_default(), @"None + whole: head2 Hydrographer | Tern Marine | Bergen | - | 2019-2024");
}

#[test]
fn heading_levels_are_not_skipped_without_title_or_name() {
    let view = see("sections: [{title: '', entries: [{name: A, summary: B}]}]");
    let levels: Vec<_> = plan(&view, &PlanSettings::default())
        .sections
        .iter()
        .map(|section| section.level)
        .collect();
    assert_eq!(levels, [1]);
}

#[test]
fn headings_contain_no_invisible_break_marks() {
    let view = see("work: [{position: Full-time nurse, name: A, summary: B}]");
    let plan = plan(&view, &PlanSettings::default());
    let rows = serde_json::to_string(&plan.sections[0].rows[0]).expect("it has text keys");
    assert!(!rows.contains(super::line_breaks::JOINT), "{rows}");
}

#[test]
fn only_long_words_in_headings_and_code_may_break() {
    let view = see(&format!(
        "work: [{{position: {0}, name: A, highlights: ['Ran `{0}`', 'Ran `x y`']}}]",
        "silt".repeat(12)
    ));
    let plan = plan(&view, &PlanSettings::default());
    let rows = serde_json::to_string(&plan.sections[0].rows).expect("it has text keys");
    let boxed = format!(r#"{{"kind":"box","body":["{}"]}}"#, "silt".repeat(6));
    assert!(rows.contains(&format!("{boxed},{boxed}")), "{rows}");
    let parted = format!("{0}{1}{0}", "silt".repeat(6), super::line_breaks::SEAM);
    assert!(rows.contains(&parted), "{rows}");
    assert!(rows.contains(&super::line_breaks::whole("x y")), "{rows}");
}

#[test]
fn every_value_is_planned_once() {
    let view = see(include_str!("../../tests/fixtures/every-kind.yaml"));
    let all = SplitLines { words: true, lines: true, facts: true };
    for settings in [
        PlanSettings::default(),
        PlanSettings {
            apart: all,
            citations: true,
            employer_first: true,
            ..PlanSettings::default()
        },
    ] {
        let sections = plan(&view, &settings).sections;
        let rows = sections.iter().flat_map(|section| &section.rows);
        let planned = serde_json::to_string(&rows.collect::<Vec<_>>()).expect("it has text keys");
        let planned = super::line_breaks::unmarked(&planned);
        for entry in view.sections.iter().flat_map(|section| &section.entries) {
            let slots = [&entry.title, &entry.subtitle, &entry.location].into_iter().flatten();
            let values = entry.details.iter().flat_map(|detail| &detail.values);
            let keywords = entry.keywords.iter().map(|keyword| &keyword.name);
            for inline in slots.map(|slot| &slot.text).chain(values).chain(keywords) {
                for word in inline.text().split_whitespace().filter(|word| !word.contains('"')) {
                    assert!(planned.contains(word), "{word} is not in the plan");
                }
            }
        }
    }
}

#[test]
fn the_type_follows_the_title_and_keywords_share_a_line_with_few_facts() {
    let yaml = "projects:\n  - {name: Bellows, type: open source, roles: [Author], keywords: [iron, air], highlights: [Blew.]}\n";
    let shown = shown(yaml, &PlanSettings::default());
    assert!(shown.contains("Bellows (open source)"), "{shown}");
    assert!(!shown.contains("Type"), "{shown}");
    let line = shown.lines().find(|line| line.contains("iron")).expect("keywords");
    // In the colour of keywords.
    assert!(line.contains("keywords{detail{Role:} Author}"), "{shown}");
}

#[test]
fn employer_descriptions_precede_the_summary_and_courses_follow_the_score() {
    let yaml = "work:\n  - {name: Anvil, position: Smith, description: Forge, summary: Makes nails., highlights: [Made one.]}\n\
        education:\n  - {institution: School, score: 1.3, courses: [Iron, Air, Fire]}\n";
    let shown = shown(yaml, &PlanSettings::default());
    assert!(shown.contains("Forge. Makes nails."), "{shown}");
    let line = shown.lines().find(|line| line.contains("1.3")).expect("a score");
    assert!(line.contains("Iron, Air, Fire"), "{shown}");
}

#[test]
fn a_short_head_takes_one_line_and_one_that_names_an_employer_on_request() {
    let yaml = "projects: [{name: Tide table, entity: Port Board, highlights: [Printed]}]
work: [{name: Port Board, position: Surveyor, highlights: [Measured]}]";
    // Where the page has room, all heads have two lines.
    let full = |yaml: &str| format!("basics: {{summary: '{}'}}\n{yaml}", "silt ".repeat(1000));
    let heads_of = |yaml: &str, head, brief_jobs| {
        let settings = PlanSettings { head, brief_jobs, ..PlanSettings::default() };
        let rows = shown(yaml, &settings);
        let heads = rows.lines().filter(|line| line.contains("head"));
        heads.map(|line| line.contains("brief")).collect::<Vec<_>>()
    };
    let heads = |head, brief_jobs| heads_of(&full(yaml), head, brief_jobs);
    assert_eq!(heads_of(yaml, 64, true), [true, false]);
    assert_eq!(heads(64, false), [true, false]);
    assert_eq!(heads(64, true), [true, true]);
    assert_eq!(heads(10, true), [false, false]);
    let settings = PlanSettings { head: 64, brief_jobs: true, ..PlanSettings::default() };
    let brief = |yaml: &str| shown(&full(yaml), &settings).matches("brief").count();
    // Without lines below them, jobs are not told apart.
    let jobs = "work: [{name: Port Board, position: Surveyor}, {name: Quay, position: Pilot, highlights: [Led]}]";
    let degrees = "education: [{institution: Port University, studyType: BSc}]";
    assert_eq!(brief(jobs), 0);
    assert_eq!(brief(degrees), 1);
    // Degrees are not denser than jobs.
    assert_eq!(brief(&format!("{jobs}\n{degrees}")), 0);
    let told = jobs.replace("Surveyor", "Surveyor, highlights: [Saw]");
    assert_eq!(brief(&format!("{told}\n{degrees}")), 3);
    let taught = degrees.replace("BSc", "BSc, summary: Tides.");
    assert_eq!(brief(&format!("{told}\n{taught}")), 3);
    let one_taught = taught.replace("}]", "}, {institution: Quay College, studyType: MSc}]");
    assert_eq!(brief(&format!("{told}\n{one_taught}")), 2);
}

#[test]
fn an_employer_above_positions_and_their_titles_are_styled_as_in_other_entries() {
    let positions = "positions: [{position: Master, highlights: [Led]}, {position: Mate}]";
    let yaml = format!(
        "work: [{{name: Quay, {positions}}}, {{name: Tern, position: Pilot}}]
sections: [{{title: Army, entries: [{{name: Engineers, {positions}}}]}}]"
    );
    let roles = |settings: &PlanSettings| {
        let view = see(&yaml);
        let sections = plan(&view, settings).sections;
        let rows = sections.iter().flat_map(|section| &section.rows);
        let roles = rows.filter_map(|row| match &row.content {
            Content::Head { slots, .. } => Some(slots.lead_role),
            _ => None,
        });
        roles.collect::<Vec<_>>().join(" ")
    };
    let settings = PlanSettings::default();
    assert_eq!(roles(&settings), "employer title title title title position position");
    let settings = PlanSettings { employer_first: true, ..settings };
    assert_eq!(roles(&settings), "title position position title title position position");
}

#[test]
fn an_employer_with_a_position_and_further_ones_stays_first() {
    let yaml = "work: [{name: Quay, position: Crew, positions: [{position: Mate}]}]";
    let settings = PlanSettings { employer_first: true, ..PlanSettings::default() };
    let shown = shown(yaml, &settings);
    assert!(shown.contains("Quay | Crew"), "{shown}");
}

#[test]
fn short_closing_lines_share_a_line() {
    let long =
        "I agree to the processing of my personal data for the purposes of this application.";
    let view = see(&format!(
        "
basics: {{name: Ada Roe}}
meta:
  copyright: {{years: 2003, notice: \"Copy freely.\\n\\nSell never\"}}
  consent: {long}
"
    ));
    let Plan { closing, .. } = plan(&view, &PlanSettings::default());
    let copyright = "Copyright © 2003 Ada Roe · Copy freely. Sell never";
    assert_eq!(blocks(&closing), format!("{copyright} ¶ {long}"));
}

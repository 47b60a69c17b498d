//! Every plan contains each datum exactly once.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::{
    Block, Content, Item, Keep, LineBreakRules, PlanSettings, Row, Slots, SplitLines, Text, plan,
};
use super::super::{line_breaks, section::Rest};
use super::see;

/// Kinds of sections with the keys of their entries; keys that end in `s` hold lists.
const KINDS: [(&str, &[&str]); 10] = [
    ("work", &["position", "name", "location", "summary", "highlights", "keywords", "startDate"]),
    ("volunteer", &["position", "organization", "summary", "highlights"]),
    ("education", &["institution", "area", "studyType", "score", "courses", "location"]),
    ("projects", &["name", "entity", "type", "description", "highlights", "keywords", "roles"]),
    ("publications", &["name", "publisher", "summary", "authors", "type", "releaseDate"]),
    ("awards", &["title", "awarder", "summary"]),
    ("skills", &["name", "level", "keywords"]),
    ("languages", &["language", "fluency", "summary"]),
    ("interests", &["name", "keywords"]),
    ("references", &["name", "reference"]),
];

/// Converts a number to letters.
fn word(n: usize) -> String {
    let letters =
        n.to_string().bytes().map(|digit| char::from(b'h' + (digit - b'0'))).collect::<String>();
    format!("Q{letters}x")
}

/// Returns a résumé whose entries have some of the keys of a kind, and all its words.
fn résumé(kind: usize, entries: &[(u8, u8)]) -> (String, Vec<String>) {
    let (kind, keys) = KINDS[kind];
    let mut words = Vec::new();
    let entry = |(mask, length): &(u8, u8)| {
        let mut entry = serde_json::Map::new();
        for (i, key) in keys.iter().enumerate() {
            // The first key, the name, is required.
            if i > 0 && mask & (1 << i) == 0 {
                continue;
            }
            let mut take = |count: usize| -> String {
                let taken: Vec<_> = (0..count).map(|i| word(words.len() + i)).collect();
                words.extend(taken.iter().cloned());
                taken.join(" ")
            };
            let count = 1 + usize::from(*length) % 7;
            let value = match *key {
                "startDate" | "releaseDate" => json!("2020"),
                "highlights" if length % 2 == 1 => {
                    json!([{ "text": take(2), "highlights": [take(1), take(count)] }])
                }
                "highlights" | "keywords" | "courses" | "roles" | "authors" => {
                    Value::from((0..count).map(|_| take(2)).collect::<Vec<_>>())
                }
                "summary" | "description" | "reference" => json!(take(8 * count)),
                _ => json!(take(count)),
            };
            entry.insert((*key).to_owned(), value);
        }
        Value::Object(entry)
    };
    let entries: Vec<Value> = entries.iter().map(entry).collect();
    (json!({ kind: entries }).to_string(), words)
}

fn of_blocks(blocks: &[Block], out: &mut Vec<Text>) {
    for block in blocks {
        match block {
            Block::Paragraph { body } | Block::Keywords { body } | Block::Reference { body } => {
                out.push(body.clone());
            }
            Block::Facts { items } => out.extend(items.iter().cloned()),
            Block::List { items } | Block::Enumeration { items } => {
                items.iter().for_each(|item| of_blocks(item, out));
            }
            Block::Highlights { items } => items.iter().for_each(|item| of_item(item, out)),
        }
    }
}

fn of_item(item: &Item, out: &mut Vec<Text>) {
    of_blocks(&item.body, out);
    item.highlights.iter().for_each(|item| of_item(item, out));
}

fn of_slots(slots: &Slots, out: &mut Vec<Text>) {
    let slots =
        [&slots.lead, &slots.subtitle, &slots.location, &slots.url, &slots.date, &slots.note];
    out.extend(slots.into_iter().flatten().cloned());
}

/// Returns the texts of a row for a theme that splits lines in two columns, or does not.
fn texts(row: &Row, in_two: bool, out: &mut Vec<Text>) {
    match &row.content {
        Content::Head { slots, .. } => of_slots(slots, out),
        Content::Body { parts } => parts.iter().for_each(|part| of_blocks(part, out)),
        Content::Halves { halves, .. } if in_two => {
            for half in halves {
                out.push(half.label.clone());
                match &half.rest {
                    Rest::Text(text) => out.push(text.clone()),
                    Rest::Blocks(blocks) => of_blocks(blocks, out),
                }
            }
        }
        Content::Halves { whole, .. } => of_blocks(whole, out),
        Content::Reference { dated, undated, .. } => {
            of_blocks(if in_two { undated } else { dated }, out);
        }
    }
}

fn settings() -> impl Strategy<Value = PlanSettings> {
    let keep = prop_oneof![Just(Keep::Paragraphs), Just(Keep::Entries), Just(Keep::Sections)];
    (any::<[bool; 10]>(), keep).prop_map(|(on, keep)| PlanSettings {
        apart: SplitLines { words: on[0], lines: on[1], facts: on[2] },
        ascii_dates: on[3],
        keyword_roles: on[4],
        employer_first: on[5],
        citations: on[6],
        notes: on[7],
        brief_jobs: on[8],
        nested_in_line: on[9],
        head: 60,
        keep,
        ..PlanSettings::default()
    })
}

proptest! {
    #[test]
    fn each_word_is_planned_once(
        kind in 0..KINDS.len(),
        entries in prop::collection::vec(any::<(u8, u8)>(), 1..5),
        settings in settings(),
        in_two: bool,
    ) {
        let (résumé, words) = résumé(kind, &entries);
        let view = see(&résumé);
        let plan = plan(&view, &settings);
        let mut planned = Vec::new();
        let rows = plan.sections.iter().flat_map(|section| &section.rows);
        rows.for_each(|row| texts(row, in_two, &mut planned));
        let planned: Vec<String> = planned.iter().map(Text::text).collect();
        let planned = planned.join(" ");
        let planned: Vec<&str> = planned.split(|c: char| !c.is_alphanumeric()).collect();
        for word in words {
            let times = planned.iter().filter(|planned| **planned == word).count();
            prop_assert_eq!(times, 1, "{} in {:?} of {}", word, planned, résumé);
        }
    }

    #[test]
    fn the_last_row_of_a_section_is_not_sticky(
        kind in 0..KINDS.len(),
        entries in prop::collection::vec(any::<(u8, u8)>(), 1..5),
        settings in settings(),
    ) {
        let (résumé, _) = résumé(kind, &entries);
        let view = see(&résumé);
        for section in plan(&view, &settings).sections {
            prop_assert!(section.rows.last().is_some_and(|row| !row.sticky), "{}", résumé);
        }
    }

    #[test]
    fn unbreakable_text_has_no_break_opportunities_for_any_input(text in r"[a-zA-Z0-9 ./:+\-–äß—]{0,40}") {
        let whole = line_breaks::whole(&text);
        prop_assert_eq!(line_breaks::unmarked(&whole), text);
        let signs: Vec<char> = whole.chars().collect();
        for pair in signs.windows(2) {
            // Blanks and all other signs must have a joint next to them.
            let may_end = |c: char| c == ' ' || "-–—/+".contains(c);
            let is_held = pair.contains(&line_breaks::JOINT);
            prop_assert!(is_held || !pair.iter().any(|c| may_end(*c)), "{:?}", whole);
        }
    }

    #[test]
    fn marking_adds_only_break_marks(text in r"[\w ./:+@\-–(),]{0,80}", lang in "(en|pl|cs|ko|ru|zh)") {
        prop_assert_eq!(line_breaks::unmarked(&LineBreakRules::of(&lang).mark(&text)), text);
    }
}

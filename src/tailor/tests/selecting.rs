use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::diagnostic::Sources;
use crate::format::{self, Dialect, ReadOptions};
use crate::resume::{Contact, Highlight, Item};
use crate::source::{self, Syntax};

/// Reads an invented master file.
pub(super) fn master() -> Resume {
    read(include_str!("master.yaml"))
}

pub(super) fn read(text: &str) -> Resume {
    let mut diagnostics = Diagnostics::default();
    let mut sources = Sources::default();
    let id = sources.add("master.yaml", text);
    let root = source::parse(Syntax::Yaml, id, text, &mut diagnostics).unwrap();
    let resume =
        format::read(Dialect::Native, &root, ReadOptions::default(), &mut diagnostics).remove(0);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    resume
}

pub(super) fn cut(resume: &Resume, selection: &Selection) -> (Tailored, Vec<String>) {
    let mut diagnostics = Diagnostics::default();
    let tailored = tailor(resume.clone(), selection, &mut diagnostics);
    (tailored, diagnostics.into_iter().map(|d| d.message).collect())
}

/// Passes every part to `visit`.
fn visit<'a>(resume: &'a Resume, visit: &mut dyn FnMut(&'a Item)) {
    fn contacts<'a>(contacts: &'a [Contact], visit: &mut dyn FnMut(&'a Item)) {
        contacts.iter().for_each(|contact| visit(&contact.item));
    }
    fn highlights<'a>(list: &'a [Highlight], visit: &mut dyn FnMut(&'a Item)) {
        for highlight in list {
            visit(&highlight.item);
            highlights(&highlight.highlights, visit);
        }
    }
    fn entries<'a>(list: &'a [Entry], visit: &mut dyn FnMut(&'a Item)) {
        for entry in list {
            visit(&entry.item);
            contacts(&entry.contacts, visit);
            entries(&entry.positions, visit);
            highlights(entry.highlights.get(), visit);
            entry.keywords.get().iter().for_each(|keyword| visit(&keyword.item));
        }
    }
    contacts(&resume.basics.contacts, visit);
    for section in &resume.sections {
        visit(&section.item);
        entries(section.entries.get(), visit);
        highlights(section.highlights.get(), visit);
    }
}

pub(super) fn parts(resume: &Resume) -> BTreeSet<String> {
    let mut parts = BTreeSet::new();
    visit(resume, &mut |item| {
        parts.insert(item.path.to_string());
    });
    parts
}

fn by_tags(expression: &str) -> Selection {
    Selection { tags: Some(TagExpression::parse(expression).unwrap()), ..Selection::default() }
}

/// Returns the parts of the test résumé that a selection omits.
fn omitted_paths(selection: &Selection) -> Vec<String> {
    let whole = parts(&master());
    let (tailored, warnings) = cut(&master(), selection);
    assert_eq!(warnings, Vec::<String>::new());
    whole.difference(&parts(&tailored.resume)).cloned().collect()
}

const LEAD: [&str; 4] =
    ["work[0]", "work[0].highlights[0]", "work[0].highlights[1]", "work[0].highlights[2]"];
const MIGRATION: [&str; 3] = [
    "work[1].highlights[0]",
    "work[1].highlights[0].highlights[0]",
    "work[1].highlights[0].highlights[1]",
];
const TALKS: [&str; 2] = ["sections[0]", "sections[0].entries[0]"];
const SYSTEMS: [&str; 3] = ["skills[0]", "skills[0].keywords[0]", "skills[0].keywords[1]"];
const PEOPLE: [&str; 2] = ["skills[1]", "skills[1].keywords[0]"];

#[test]
fn every_tag_expression_selects_the_expected_items() {
    let table: [(&str, Vec<&[&str]>); 10] = [
        (
            "kernel",
            vec![
                &["work[0].highlights[1]"],
                &["work[1].positions[1]", "work[1].highlights[0].highlights[0]"],
                &PEOPLE,
            ],
        ),
        (
            "kernel,storage,!lead",
            vec![&LEAD, &["work[1].positions[1]", "work[1].highlights[0].highlights[0]"], &PEOPLE],
        ),
        (
            "lead",
            vec![
                &["work[0].highlights[1]", "work[0].highlights[2]"],
                &["work[1].positions[0]", "work[1].positions[1]"],
                &MIGRATION,
                &SYSTEMS,
                &TALKS,
                &["basics.profiles[0]"],
            ],
        ),
        (
            "kernel,lead",
            vec![&[
                "work[0].highlights[1]",
                "work[1].positions[1]",
                "work[1].highlights[0].highlights[0]",
            ]],
        ),
        (
            "Kernel , STORAGE",
            vec![&["work[1].positions[1]", "work[1].highlights[0].highlights[0]"], &PEOPLE],
        ),
        (
            "kernel+storage",
            vec![
                &["work[0].highlights[2]"],
                &["work[1].positions[0]", "work[1].positions[1]"],
                &["work[1].highlights[0].highlights[0]", "skills[0].keywords[0]"],
                &PEOPLE,
                &TALKS,
                &["basics.profiles[0]"],
            ],
        ),
        (
            "kernel+storage,lead",
            vec![
                &["work[0].highlights[2]"],
                &["work[1].positions[0]", "work[1].positions[1]"],
                &["work[1].highlights[0].highlights[0]", "skills[0].keywords[0]"],
                &TALKS,
                &["basics.profiles[0]"],
            ],
        ),
        ("!draft", vec![&["work[0].highlights[2]"]]),
        (
            "lead,kernel,storage,!draft",
            vec![&[
                "work[0].highlights[2]",
                "work[1].positions[1]",
                "work[1].highlights[0].highlights[0]",
            ]],
        ),
        (
            "support",
            vec![
                &LEAD,
                &["work[1].positions[0]", "work[1].highlights[0].highlights[1]"],
                &SYSTEMS,
                &PEOPLE,
                &TALKS,
                &["basics.profiles[0]", "skills"],
            ],
        ),
    ];
    for (expression, lists) in table {
        let mut expected: Vec<String> =
            lists.into_iter().flatten().map(|path| (*path).to_owned()).collect();
        expected.sort();
        assert_eq!(omitted_paths(&by_tags(expression)), expected, "{expression}");
    }
}

#[test]
fn an_unknown_tag_is_reported_with_a_suggestion() {
    let mut diagnostics = Diagnostics::default();
    tailor(master(), &by_tags("kernle,!drafts"), &mut diagnostics);
    let reported: Vec<_> =
        diagnostics.iter().map(|d| (d.message.as_str(), d.hints.join("; "))).collect();
    assert_eq!(
        reported,
        [
            ("no entry has the tag `kernle`", "did you mean `kernel`?".to_owned()),
            ("no entry has the tag `drafts`", "did you mean `draft`?".to_owned()),
        ]
    );
}

fn since(cutoffs: &[&str]) -> Selection {
    let since = cutoffs.iter().map(|text| Cutoff::parse(text).unwrap()).collect();
    Selection { since, ..Selection::default() }
}

#[test]
fn entries_ended_before_the_cutoff_are_omitted_and_undated_ones_kept() {
    let education = ["education", "education[0]"];
    let shop = ["work[2]"];
    let table: [(&[&str], Vec<&[&str]>); 6] = [
        (&["2011"], vec![]),
        (&["2011-12"], vec![]),
        (&["2012"], vec![&shop]),
        (&["2016"], vec![&education, &shop, &["work[1].positions[1]"]]),
        (&["work=2016"], vec![&shop, &["work[1].positions[1]"]]),
        (
            &["2020", "education=2000", "talks=2030"],
            vec![
                &TALKS,
                &shop,
                &["work[1]", "work[1].positions[0]", "work[1].positions[1]"],
                &MIGRATION,
            ],
        ),
    ];
    for (cutoffs, lists) in table {
        let mut expected: Vec<String> =
            lists.into_iter().flatten().map(|path| (*path).to_owned()).collect();
        expected.sort();
        assert_eq!(omitted_paths(&since(cutoffs)), expected, "{cutoffs:?}");
    }
}

#[test]
fn an_end_in_words_ends_with_its_last_year() {
    let with_end = |end: &str| {
        let entry = entry("a", Some(Date::Year(1990)), Some(Date::Free(end.to_owned())));
        Resume { sections: vec![section(SectionKind::Work, vec![entry])], ..Resume::default() }
    };
    let collapse =
        Selection { collapse_before: vec![Cutoff::parse("2015").unwrap()], ..Selection::default() };
    for (end, is_old) in [
        ("Spring 2011", true),
        ("Q3 2008", true),
        ("ca. 1997", true),
        ("2025 (expected)", false),
        ("Winter 2014/2015", false),
        ("Winter 2014/15", false),
        ("about 1500 hours", false),
        ("autumn", false),
        ("", false),
    ] {
        let mut resume = with_end(end);
        let (tailored, _) = cut(&resume, &since(&["2015"]));
        assert_eq!(names(&tailored.resume).is_empty(), is_old, "{end}");
        for entry in resume.sections[0].entries.iter_mut().flatten() {
            entry.summary = Some("text".into());
        }
        let (tailored, _) = cut(&resume, &collapse);
        assert_eq!(tailored.resume.sections[0].entries.get()[0].summary.is_none(), is_old, "{end}");
    }
}

#[test]
fn limits_keep_the_first_after_sorting() {
    let limits = |texts: &[&str]| {
        let max = texts.iter().map(|text| Limit::parse(text).unwrap()).collect();
        Selection { max, ..Selection::default() }
    };
    assert_eq!(omitted_paths(&limits(&["work=2"])), ["work[2]"]);
    assert_eq!(omitted_paths(&limits(&["experience=2"])), ["work[2]"]);
    assert_eq!(omitted_paths(&limits(&["work=0"])).len(), 1 + 3 + 3 + 2 + 3);
    assert_eq!(
        omitted_paths(&limits(&["highlights=1"])),
        ["work[0].highlights[1]", "work[0].highlights[2]", "work[1].highlights[0].highlights[1]",]
    );
    assert_eq!(
        omitted_paths(&limits(&["highlights=1", "work.highlights=2"])),
        ["work[0].highlights[2]"]
    );
    assert_eq!(
        omitted_paths(&limits(&["keywords=1", "positions=1"])),
        ["skills[0].keywords[1]", "work[1].positions[1]",]
    );
    let sorted =
        Selection { sort: vec![parse_sort("experience=endDate").unwrap()], ..limits(&["work=1"]) };
    let (tailored, _) = cut(&master(), &sorted);
    assert!(parts(&tailored.resume).contains("work[2]"));
    assert!(!parts(&tailored.resume).contains("work[0]"));
}

#[test]
fn old_entries_are_collapsed_to_their_heads() {
    let selection =
        Selection { collapse_before: vec![Cutoff::parse("2012").unwrap()], ..Selection::default() };
    let (tailored, _) = cut(&master(), &selection);
    let work = &tailored.resume.sections[1];
    let shop = &work.entries.get()[2];
    assert_eq!(shop.name, Some("Corner Shop".into()));
    assert_eq!(shop.end, Some(Date::Year(2011)));
    assert_eq!(shop.summary, None);
    let explanation: Vec<_> = tailored
        .explanation
        .iter()
        .map(|left| format!("{} {}: {}", left.path, left.heading, left.rule))
        .collect();
    assert_eq!(
        explanation,
        ["work[2] Clerk, Corner Shop: collapse-before 2012: only its head is kept"]
    );
}

#[test]
fn patterns_match_sections_fields_and_indices() {
    let excluded = |patterns: &[&str]| {
        let exclude = patterns.iter().map(|text| Pattern::parse(text).unwrap()).collect();
        let (tailored, warnings) = cut(&master(), &Selection { exclude, ..Selection::default() });
        assert_eq!(warnings, Vec::<String>::new(), "{patterns:?}");
        let reported = tailored.explanation.iter().map(|left| left.path.to_string());
        (reported.collect::<Vec<_>>(), tailored.resume)
    };
    let paths = |patterns: &[&str]| excluded(patterns).0;
    assert_eq!(paths(&["references"]), ["references"]);
    assert_eq!(paths(&["work[0]"]), ["work[0]"]);
    assert_eq!(paths(&["talks"]), ["sections[0]"]);
    assert_eq!(paths(&["referees", "experience[2]"]), ["work[2]", "references"]);
    assert_eq!(paths(&["jobs.summary"]), ["work[2].summary"]);
    assert_eq!(paths(&["summary"]), ["basics.summary"]);
    assert_eq!(
        paths(&["keywords.level"]),
        ["skills[0].keywords[0].level", "skills[0].keywords[1].level",]
    );
    assert_eq!(paths(&["work.summary"]), ["work[2].summary"]);
    assert_eq!(paths(&["work[1].highlights"]), ["work[1].highlights[0]"]);
    assert_eq!(paths(&["work[0].highlights[2]", "work[2]"]), ["work[0].highlights[2]", "work[2]"]);
    assert_eq!(
        paths(&["courses", "education.area"]),
        ["education[0].area", "education[0].courses"]
    );
    assert_eq!(paths(&["location.address"]), ["basics.location.address"]);
    assert_eq!(paths(&["photo", "phone"]), ["basics.image", "basics.phone", "references[0].phone"]);
    assert_eq!(paths(&["basics.phone"]), ["basics.phone"]);
    let (reported, resume) = excluded(&["contact"]);
    assert_eq!(reported.len(), 5);
    assert!(resume.basics.contacts.is_empty());
    assert_eq!(paths(&["work.*.level?"]), Vec::<String>::new());
}

#[test]
fn a_pattern_that_cannot_match_is_reported() {
    let exclude = vec![Pattern::parse("keyword.levle").unwrap()];
    let (_, warnings) = cut(&master(), &Selection { exclude, ..Selection::default() });
    assert_eq!(warnings, ["nothing to exclude: `keyword.levle` matches nothing in the résumé"]);
    for text in ["", ".", "[2]", "work[1][2]", "work[x]"] {
        assert!(Pattern::parse(text).is_err(), "{text}");
    }
}

#[test]
fn sections_are_selected_in_order_and_omissions_explained() {
    let sections = Some(vec!["skillset".to_owned(), "talks".to_owned()]);
    let (tailored, _) = cut(&master(), &Selection { sections, ..Selection::default() });
    let ids: Vec<_> =
        tailored.resume.sections.iter().filter_map(|s| s.item.id.as_deref()).collect();
    assert_eq!(ids, ["skills", "talks"]);
    let left: Vec<_> = tailored.explanation.iter().map(|left| left.path.to_string()).collect();
    assert_eq!(left, ["basics.summary", "work", "education", "references"]);
    let (_, warnings) =
        cut(&master(), &Selection { sections: Some(vec!["skils".into()]), ..Selection::default() });
    assert_eq!(warnings, ["unknown section `skils`"]);
}

#[test]
fn flags_override_the_variant_but_exclusions_are_combined() {
    let selection = |tags: &str, max: &[&str], redact: &str| Selection {
        max: max.iter().map(|text| Limit::parse(text).unwrap()).collect(),
        redact: vec![Pattern::parse(redact).unwrap()],
        ..by_tags(tags)
    };
    let flag = selection("kernel", &["work=2"], "photo");
    let variant = selection("lead", &["work=5", "highlights=3"], "contact");
    let both = flag.clone().over(variant);
    assert_eq!(both.tags, flag.tags);
    assert_eq!(
        both.max.iter().map(Limit::to_string).collect::<Vec<_>>(),
        ["work=2", "highlights=3"]
    );
    assert_eq!(both.redact.len(), 2);
}

#[test]
fn tags_are_listed_with_the_paths_that_have_them() {
    let list: Vec<String> = list_tags(&master())
        .into_iter()
        .map(|known| {
            let parts: Vec<_> =
                known.parts.iter().map(|part| format!("{} ({})", part.path, part.tag)).collect();
            format!("{}: {}", known.tag, parts.join(" "))
        })
        .collect();
    insta::assert_snapshot!(list.join("\n"), @r"
    draft: work[0].highlights[2] (draft)
    kernel: basics.profiles[0] (kernel) work[0].highlights[1] (kernel+storage) work[0].highlights[2] (kernel) work[1].positions[0] (kernel) work[1].highlights[0].highlights[1] (kernel) skills[0].keywords[0] (kernel) skills[0].keywords[1] (kernel) sections[0] (kernel)
    lead: work[0] (lead) skills[1].keywords[0] (lead)
    storage: work[0].highlights[1] (kernel+storage) work[1].highlights[0].highlights[1] (storage) skills[0].keywords[1] (storage)
    support: work[1].positions[1] (support) work[1].highlights[0].highlights[0] (support)
    ");
}

/// Short tags from a small alphabet, so that some coincide.
fn expression() -> impl Strategy<Value = String> {
    let term = prop::collection::vec("!?[a-e]{1,2}", 1..3).prop_map(|tags| tags.join("+"));
    prop::collection::vec(term, 1..4).prop_map(|terms| terms.join(","))
}

/// Numbers the parts of a résumé and assigns tags in turn, leaving some untagged.
fn tag_all(resume: &mut Resume, tags: &[Vec<String>]) {
    fn highlights(list: &mut [Highlight], next: &mut dyn FnMut(&mut Item)) {
        for highlight in list {
            next(&mut highlight.item);
            highlights(&mut highlight.highlights, next);
        }
    }
    fn entries(list: &mut [Entry], next: &mut dyn FnMut(&mut Item)) {
        for entry in list {
            next(&mut entry.item);
            entry.contacts.iter_mut().for_each(|contact| next(&mut contact.item));
            entries(&mut entry.positions, next);
            entry.highlights.iter_mut().for_each(|list| highlights(list, next));
            entry.keywords.iter_mut().flatten().for_each(|keyword| next(&mut keyword.item));
        }
    }
    let mut turn = tags.iter().cycle();
    let mut number = 0..;
    let mut next = |item: &mut Item| {
        item.tags = turn.next().cloned().unwrap_or_default();
        item.path = Path::ROOT.key("part").index(number.next().unwrap());
    };
    resume.meta.sections = None;
    resume.basics.contacts.iter_mut().for_each(|contact| next(&mut contact.item));
    for section in &mut resume.sections {
        next(&mut section.item);
        section.entries.iter_mut().for_each(|list| entries(list, &mut next));
        section.highlights.iter_mut().for_each(|list| highlights(list, &mut next));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn filtering_is_idempotent(
        mut resume in resume(),
        tags in prop::collection::vec(prop::collection::vec("[a-e]{1,2}(\\+[a-e])?", 0..3), 1..9),
        expression in expression(),
        year in 1990..2030_i16,
        count in 0..4_usize,
    ) {
        tag_all(&mut resume, &tags);
        let cutoffs = Selection {
            since: vec![Cutoff { section: None, date: Date::Year(year) }],
            collapse_before: vec![Cutoff { section: None, date: Date::Year(year + 5) }],
            max: vec![
                Limit { section: None, list: Some(List::Highlights), count },
                Limit { section: Some("work".into()), list: None, count },
            ],
            ..Selection::default()
        };
        // Apart, since a limit may remove what a part was kept for.
        for selection in [by_tags(&expression), cutoffs] {
            let (once, _) = cut(&resume, &selection);
            let (twice, _) = cut(&once.resume, &selection);
            prop_assert_eq!(&once.resume, &twice.resume);
            prop_assert!(twice.explanation.is_empty(), "{:?}", twice.explanation);
        }
    }

    #[test]
    fn untagged_items_are_always_kept(
        mut resume in resume(),
        tags in prop::collection::vec(prop::collection::vec("[a-e]{1,2}", 0..2), 1..9),
        expression in expression(),
    ) {
        tag_all(&mut resume, &tags);
        let mut tagged = BTreeSet::new();
        visit(&resume, &mut |item| {
            if !item.tags.is_empty() {
                tagged.insert(item.path.to_string());
            }
        });
        let (tailored, _) = cut(&resume, &by_tags(&expression));
        for left in tailored.explanation.iter() {
            let emptied = left.rule == "no entries remain";
            prop_assert!(emptied || tagged.contains(&left.path.to_string()), "{:?}", left);
        }
    }
}

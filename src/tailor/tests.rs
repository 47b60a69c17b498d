use proptest::prelude::*;

use super::*;
use crate::resume::arbitrary::resume;
use crate::resume::{Date, Entry, Language, Localized, Section, SectionKind, Setting, Text};
use crate::source::Path;

fn entry(name: &str, start: Option<Date>, end: Option<Date>) -> Entry {
    Entry { name: Some(name.into()), start, end, ..Entry::default() }
}

fn section(kind: SectionKind, entries: Vec<Entry>) -> Section {
    let mut section = Section { kind, entries: Localized::One(entries), ..Section::default() };
    section.item.id = Some(kind.name().into());
    section
}

fn setting(key: &str, value: &str) -> Setting {
    Setting { path: Path::ROOT, key: key.into(), value: value.into() }
}

fn names(resume: &Resume) -> Vec<&str> {
    let entries = resume.sections.iter().flat_map(|section| section.entries.get());
    entries.filter_map(|entry| Some(entry.name.as_ref()?.as_str())).collect()
}

fn each(values: &[(&str, &str)]) -> Text {
    let values = values.iter().map(|(tag, text)| (Language((*tag).into()), (*text).into()));
    Localized::Each(values.collect())
}

fn in_language(resume: &Resume, language: Option<&str>) -> (Resume, Vec<String>) {
    let mut diagnostics = Diagnostics::default();
    let selection = Selection { language: language.map(str::to_owned), ..Selection::default() };
    let resume = tailor(resume.clone(), &selection, &mut diagnostics).resume;
    (resume, diagnostics.into_iter().map(|d| d.message).collect())
}

#[test]
fn sections_are_ordered_as_requested_and_others_omitted() {
    let kinds = [SectionKind::Work, SectionKind::Skills, SectionKind::Education];
    let sections = kinds.map(|kind| section(kind, vec![entry(kind.name(), None, None)])).into();
    let mut resume = Resume { sections, ..Resume::default() };
    resume.meta.sections = Some(vec!["education".into(), "awards".into(), "work".into()]);
    resume.meta.titles = vec![("work".into(), "Engineering".into())];
    let (resume, _) = in_language(&resume, None);
    assert_eq!(names(&resume), ["education", "work"]);
    assert_eq!(resume.sections[1].title, Some("Engineering".into()));
}

#[test]
fn entries_are_sorted_by_date_with_ongoing_ones_first() {
    let year = |year| Some(Date::Year(year));
    let entries = vec![
        entry("2001", year(2000), year(2001)),
        entry("undated", None, None),
        entry("august 2001", year(1999), Some(Date::Month(2001, 8))),
        entry("open", year(1990), None),
        entry("present", year(1991), Some(Date::Present)),
        entry("spring 2003", year(2002), Some(Date::Free("spring 2003".into()))),
        entry("2001 again", year(2000), year(2001)),
    ];
    let mut resume =
        Resume { sections: vec![section(SectionKind::Work, entries)], ..Resume::default() };
    resume.meta.sort = vec![setting("work", "-endDate")];
    let (sorted, _) = in_language(&resume, None);
    let latest_first =
        ["open", "present", "spring 2003", "2001", "2001 again", "august 2001", "undated"];
    assert_eq!(names(&sorted), latest_first);
    resume.meta.sort = vec![setting("work", "name")];
    let (sorted, _) = in_language(&resume, None);
    assert_eq!(names(&sorted)[..2], ["2001", "2001 again"]);
    resume.meta.sort = vec![setting("work", "startDate")];
    let (sorted, _) = in_language(&resume, None);
    assert_eq!(names(&sorted)[..2], ["open", "present"]);
    assert_eq!(names(&sorted)[6], "undated");
}

#[test]
fn an_employer_is_sorted_by_its_positions() {
    let mut employer = entry("employer", None, None);
    employer.positions = vec![entry("a", Some(Date::Year(2000)), Some(Date::Year(2005)))];
    let entries = vec![entry("2003", Some(Date::Year(2003)), Some(Date::Year(2003))), employer];
    let mut resume =
        Resume { sections: vec![section(SectionKind::Work, entries)], ..Resume::default() };
    resume.meta.sort = vec![setting("work", "-endDate")];
    assert_eq!(names(&in_language(&resume, None).0), ["employer", "2003"]);
}

#[test]
fn texts_are_in_the_requested_language_or_the_nearest() {
    let mut resume = Resume::default();
    resume.meta.languages = ["en", "fr", "pt-BR"].map(|tag| Language(tag.into())).into();
    resume.basics.label = Some(each(&[("en", "Engineer"), ("fr", "Ingénieure")]));
    resume.basics.pronouns = Some(each(&[("fr", "elle"), ("pt-BR", "ela")]));
    let label = |resume: &Resume| resume.basics.label.as_ref().map(|t| t.as_str().to_owned());
    let pronouns = |resume: &Resume| resume.basics.pronouns.as_ref().map(|t| t.as_str().to_owned());
    for (wanted, expected_label, expected_pronouns) in [
        (None, "Engineer", "elle"),
        (Some("en-GB"), "Engineer", "elle"),
        (Some("FR"), "Ingénieure", "elle"),
        (Some("pt"), "Engineer", "ela"),
    ] {
        let (resume, messages) = in_language(&resume, wanted);
        assert_eq!(label(&resume).as_deref(), Some(expected_label), "{wanted:?}");
        assert_eq!(pronouns(&resume).as_deref(), Some(expected_pronouns), "{wanted:?}");
        assert!(messages.is_empty());
    }
    let (_, messages) = in_language(&resume, Some("de"));
    assert_eq!(messages, ["no text in this file is in `de`"]);
    resume.meta.locale = Some("fr-CH".into());
    assert_eq!(label(&in_language(&resume, None).0).as_deref(), Some("Ingénieure"));
}

proptest! {
    #[test]
    fn after_tailoring_every_text_has_one_language(resume in resume()) {
        let (tailored, _) = in_language(&resume, Some("fr"));
        let shown = format!("{tailored:?}");
        prop_assert!(!shown.contains("), (Language("));
        let again = in_language(&tailored, Some("fr")).0;
        prop_assert_eq!(again, tailored);
    }
}

mod merging;
mod page_language;
mod redacting;
mod selecting;
mod varying;

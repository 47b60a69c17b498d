//! Tests heads and bodies of entries.

use super::*;

#[test]
fn a_job_is_titled_by_position_then_employer() {
    insta::assert_snapshot!(entry_outline("work", r#"{"name": "Acme", "position": "Engineer",
        "description": "Maker of *anvils*", "location": "Tucson", "url": "https://www.acme.example/",
        "startDate": "2011-08", "endDate": "2012", "summary": "Made anvils."}"#), @r#"
    title: Engineer (work[0].position)
    subtitle: Acme (work[0].name)
    location: Tucson (work[0].location)
    url: www.acme.example → https://www.acme.example/ (work[0].url)
    date: Aug 2011–2012 (work[0].startDate)
    summary: [{"kind":"emphasis","body":["Maker of ",{"kind":"emphasis","body":["anvils"]}]}]
    summary: ["Made anvils."]
    "#);
    insta::assert_snapshot!(entry_outline("work", r#"{"name": "Acme"}"#), @"title: Acme (work[0].name)");
}

#[test]
fn several_positions_are_grouped_under_their_employer() {
    insta::assert_snapshot!(entry_outline("work", r#"{"name": "Acme", "location": "Tucson", "positions": [
        {"position": "Lead", "startDate": "2011-08"},
        {"position": "Engineer", "startDate": "2009", "endDate": "2011-08", "url": "acme.example"}]}"#), @"
    title: Acme (work[0].name)
    location: Tucson (work[0].location)
      title: Lead (work[0].positions[0].position)
      date: Aug 2011–Present (work[0].positions[0].startDate)
      title: Engineer (work[0].positions[1].position)
      url: acme.example → https://acme.example (work[0].positions[1].url)
      date: 2009–Aug 2011 (work[0].positions[1].startDate)
    ");
}

#[test]
fn the_full_stop_of_an_abbreviated_degree_separates_it_from_its_field() {
    let titled = |degree: &str| {
        let json = format!(r#"{{"education": [{{"studyType": "{degree}", "area": "Physik"}}]}}"#);
        let (view, _) = view_of(&json, "de", &options());
        view.sections[0].entries[0].title.as_ref().map(|title| title.text.text())
    };
    assert_eq!(titled("M. A.").as_deref(), Some("M. A. Physik"));
    assert_eq!(titled("Diplom").as_deref(), Some("Diplom, Physik"));
}

#[test]
fn a_degree_and_its_field_say_each_thing_once() {
    for (degree, area, title) in [
        ("MBA", "MBA", "MBA"),
        ("BSc (Hons)", "in Chemistry", "BSc (Hons) in Chemistry"),
        ("Diploma of", "Nursing", "Diploma of Nursing"),
        ("Bachelor of Arts", "Bachelor of Arts in History", "Bachelor of Arts in History"),
        ("MSc in Physics", "Physics", "MSc in Physics"),
        ("Master", "Mastering", "Master in Mastering"),
        ("Doctor of Philosophy", "Philosophy", "Doctor of Philosophy in Philosophy"),
        ("Certificate in C", "C++", "Certificate in C in C++"),
    ] {
        let fields = format!(r#"{{"studyType": "{degree}", "area": "{area}"}}"#);
        let shown = entry_outline("education", &fields);
        assert!(shown.starts_with(&format!("title: {title} (")), "{shown}");
    }
}

#[test]
fn years_without_a_level_need_no_label() {
    let shown = |years: &str| entry_outline("work", &format!(r#"{{"name": "Mill", {years}}}"#));
    assert!(shown(r#""years": "3""#).contains("[] 3 years ("));
    assert!(shown(r#""level": "expert", "years": "3""#).contains("[Level] expert"));
}

#[test]
fn a_degree_is_joined_with_its_field() {
    insta::assert_snapshot!(entry_outline("education", r#"{"institution": "ETH", "studyType": "BSc",
        "area": "Physics", "score": "5.6", "courses": ["Optics", "Fields"], "endDate": "2010"}"#), @"
    title: BSc in Physics (education[0].studyType)
    subtitle: ETH (education[0].institution)
    date: 2010 (education[0].endDate)
    score: [Grade] 5.6 (education[0].score)
    courses: [Courses] Optics | Fields (education[0].courses)
    ");
    insta::assert_snapshot!(entry_outline("education", r#"{"institution": "ETH", "area": "Physics",
        "score": "First-class honours"}"#), @"
    title: Physics (education[0].area)
    subtitle: ETH (education[0].institution)
    score: [] First-class honours (education[0].score)
    ");
    insta::assert_snapshot!(entry_outline("education", r#"{"institution": "ETH"}"#), @"title: ETH (education[0].institution)");
}

#[test]
fn a_publication_names_authors_first() {
    insta::assert_snapshot!(entry_outline("publications", r#"{"name": "On Anvils", "authors": ["Ada Roe", "B. Poe"],
        "type": "article", "venue": "Metal Letters", "publisher": "Forge Press", "releaseDate": "2010-05-04",
        "pages": "1--9, 12-3", "doi": "https://doi.org/10.1000/182", "url": "http://example.org/anvils"}"#), @"
    title: On Anvils (publications[0].name)
    subtitle: Metal Letters (publications[0].venue)
    url: example.org/anvils → http://example.org/anvils (publications[0].url)
    date: May 2010 (publications[0].releaseDate)
    authors: [Authors] Ada Roe | B. Poe (publications[0].authors)
    type: [Type] article (publications[0].type)
    publisher: [Publisher] Forge Press (publications[0].publisher)
    pages: [Pages] 1–9, 12–3 (publications[0].pages)
    doi: [DOI] 10.1000/182 (publications[0].doi)
    ");
}

#[test]
fn skills_and_languages_have_their_level_as_subtitle() {
    insta::assert_snapshot!(entry_outline("skills", r#"{"name": "Forging", "level": "Master", "years": 9,
        "keywords": ["Steel", {"name": "Bronze", "level": "fair", "years": "1"}]}"#), @"
    title: Forging (skills[0].name)
    subtitle: Master, 9 years (skills[0].level)
    keyword: Steel
    keyword: Bronze (fair, 1 year)
    ");
    insta::assert_snapshot!(entry_outline("languages", r#"{"language": "German", "fluency": "native"}"#), @"
    title: German (languages[0].language)
    subtitle: native (languages[0].fluency)
    ");
}

#[test]
fn listed_fluency_levels_are_translated_to_the_language_of_the_page() {
    let shown = |fluency: &str, locale: &str| {
        let json = format!(r#"{{"languages": [{{"language": "X", "fluency": "{fluency}"}}]}}"#);
        let (view, _) = view_of(&json, locale, &options());
        view.sections[0].entries[0].subtitle.as_ref().map(|level| level.text.text())
    };
    for (fluency, locale, expected) in [
        ("Native or bilingual proficiency", "de", "Muttersprache oder zweisprachig"),
        ("Native or Bilingual", "fr", "langue maternelle ou bilingue"),
        ("Minimum Professional Proficiency", "pl", "zaawansowany"),
        ("Native", "de", "Muttersprache"),
        ("mother tongue", "es", "lengua materna"),
        ("Intermediate", "fr", "niveau intermédiaire"),
        ("Advanced", "it", "livello avanzato"),
        ("Basic", "nl", "basiskennis"),
        ("Conversational", "de", "Conversational"),
        ("Fluent", "ja", "流暢"),
        ("Fluent", "en-GB", "Fluent"),
        ("Fluent in speech", "de", "Fluent in speech"),
        ("B2", "de", "B2"),
    ] {
        assert_eq!(shown(fluency, locale).as_deref(), Some(expected), "{fluency}, {locale}");
    }
    let skill = r#"{"skills": [{"name": "X", "level": "Fluent"}]}"#;
    let (view, _) = view_of(skill, "de", &options());
    assert_eq!(
        view.sections[0].entries[0].subtitle.as_ref().expect("a level").text.text(),
        "Fluent"
    );
}

#[test]
fn references_show_their_contact_details() {
    insta::assert_snapshot!(entry_outline("references", r#"{"name": "B. Poe", "position": "Head smith",
        "organization": "Acme", "relationship": "my superior", "email": "b@acme.example", "phone": "+1 (0)555 01 02",
        "reference": "\"She can.\""}"#), @r#"
    title: B. Poe (references[0].name)
    subtitle: Head smith, Acme (references[0].position)
    summary: ["“She can.”"]
    relationship: [Relationship] my superior (references[0].relationship)
    email: [] b@acme.example (references[0].email)
    phone: [] +1 (0)555 01 02 (references[0].phone)
    "#);
}

#[test]
fn numeric_scores_have_a_label_in_any_wording() {
    for (score, label) in [
        ("8.1 of 10", "Grade"),
        ("1,4 von 6", "Grade"),
        ("2:1", "Grade"),
        ("85%", "Grade"),
        ("17/20", "Grade"),
        ("4", "Grade"),
        ("5.6", "Grade"),
        ("3.8", "GPA"),
        ("3.8/4.0", "GPA"),
        ("4 out of 5", "GPA"),
        ("3.9 GPA", ""),
        ("First", ""),
    ] {
        let yaml = format!(
            r#"{{"basics": {{"name": "Ada"}}, "education": [{{"institution": "Forge", "score": "{score}"}}]}}"#
        );
        let view = quiet_view(&yaml);
        let detail = &view.sections[0].entries[0].details[0];
        assert_eq!(detail.label.text(), label, "{score}");
    }
}

#[test]
fn reference_texts_are_in_quotation_marks() {
    let said = |words: &str| {
        let json = format!(
            r#"{{"basics": {{"name": "Ada"}}, "references": [{{"name": "Bo", "reference": "{words}"}}]}}"#
        );
        let view = quiet_view(&json);
        let Block::Paragraph { body } = &view.sections[0].entries[0].summary[0] else {
            panic!("a paragraph")
        };
        body.text()
    };
    assert_eq!(said("She can."), "“She can.”");
    assert_eq!(said("“She can.”"), "“She can.”");
    assert_eq!(said("Available on request."), "Available on request.");
}

#[test]
fn a_list_section_has_an_entry_for_each_bullet() {
    let view = quiet_view(
        r#"{"basics": {"name": "Ada Roe"}, "sections": [{"id": "hobbies", "kind": "list",
            "entries": ["Chess", {"title": "Sailing", "text": "since 2001", "highlights": ["Cape Horn"]}]}]}"#,
    );
    let section = &view.sections[0];
    assert_eq!(section.title.text(), "Hobbies");
    insta::assert_snapshot!(section.entries.iter().map(outline).collect::<Vec<_>>().join("\n"), @r#"
    summary: ["Chess"]
    title: Sailing (sections[0].entries[1])
    summary: ["since 2001"]
    "#);
    assert_eq!(section.entries[1].highlights.len(), 1);
}

#[test]
fn the_typed_bullet_of_a_highlight_is_removed() {
    let view = quiet_view(
        r#"{"basics": {"name": "Ada Roe"}, "projects": [{"name": "A", "highlights": ["- One *bullet*"]}]}"#,
    );
    let body = &view.sections[0].entries[0].highlights[0].body;
    assert!(matches!(body.as_slice(), [Block::Paragraph { body }] if body.text() == "One bullet"));
}

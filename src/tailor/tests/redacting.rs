use super::selecting::{cut, master};
use super::*;
use crate::resume::{Contact, ContactKind};
use crate::tailor::texts::{Found, visit_resume};

fn redact(patterns: &[&str]) -> (Tailored, Vec<String>) {
    let redact = patterns.iter().map(|text| Pattern::parse(text).unwrap()).collect();
    cut(&master(), &Selection { redact, ..Selection::default() })
}

/// Returns every text of a résumé.
fn texts(mut resume: Resume) -> Vec<String> {
    let mut texts = Vec::new();
    visit_resume(&mut resume, &mut |_, _, found| match found {
        Found::Text(text) => texts.push(text.clone()),
        Found::Whole(text) => texts.extend(text.clone()),
    });
    texts
}

#[test]
fn contact_is_nowhere_not_even_in_a_sentence_or_a_link() {
    let (tailored, warnings) = redact(&["contact"]);
    let all = texts(tailored.resume.clone()).join("\n");
    for secret in ["robin@", "0018", "vale.example", "Larch Row", "LR7", "robinvale"] {
        assert!(!all.contains(secret), "{secret} in {all}");
    }
    let section = &tailored.resume.sections[0];
    assert_eq!(section.text, Some("Builds storage that survives. Ask at […] or […].".into()),);
    let shop = &tailored.resume.sections[1].entries.get()[2];
    assert_eq!(shop.summary, Some("Kept the till; see my site.".into()));
    assert_eq!(warnings, ["redacted text stood here too: blacked out"; 2]);
}

#[test]
fn a_town_stays_where_something_else_is_said_of_it() {
    let (tailored, _) = redact(&["contact"]);
    let education = &tailored.resume.sections[2].entries.get()[0];
    assert_eq!(education.name, Some("Larchford Polytechnic".into()));
}

#[test]
fn what_is_told_of_a_redaction_does_not_tell_it() {
    let (tailored, _) = redact(&["contact", "references", "photo"]);
    for left in tailored.left_out.iter() {
        assert_eq!(left.heading, "", "{left:?}");
    }
    assert_eq!(tailored.resume.basics.image, None);
    assert!(!texts(tailored.resume).join("\n").contains("Dana"));
}

#[test]
fn the_name_on_the_page_is_no_secret() {
    let (tailored, _) = redact(&["profiles"]);
    assert_eq!(tailored.resume.basics.name, Some("Robin Vale".into()));
    let (tailored, _) = redact(&["name"]);
    assert!(!texts(tailored.resume).join("\n").contains("Robin"));
}

#[test]
fn an_employer_is_blacked_out_in_what_others_say_of_it() {
    let text = "work: [{name: Northern Disks, summary: Joined NORTHERN  DISKS early}]\n\
                projects: [{name: Tool, description: Made at **Northern** Disks.}]";
    let resume = super::selecting::read(text);
    let selection =
        Selection { redact: vec![Pattern::parse("work.name").unwrap()], ..Selection::default() };
    let (tailored, warnings) = cut(&resume, &selection);
    assert_eq!(texts(tailored.resume), ["Joined […] early", "Tool", "Made at **[…]."]);
    assert_eq!(warnings.len(), 2);
}

#[test]
fn redaction_is_the_same_twice() {
    let redact = vec![Pattern::parse("contact").unwrap(), Pattern::parse("references").unwrap()];
    let selection = Selection { redact, ..Selection::default() };
    let (once, _) = cut(&master(), &selection);
    let (twice, _) = cut(&once.resume, &selection);
    assert_eq!(once.resume, twice.resume);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_redacted_text_is_left_in_no_text_whatever_stands_around_it(
        mut resume in resume(),
        at in 0..40_usize,
        form in 0..4_usize,
    ) {
        let forms = [
            " jane@redacted.example ", "[write](mailto:jane@redacted.example)",
            " JANE@**redacted**.example, ", " +1 (555) 010-0199 ",
        ];
        let value = |kind, value: &str| Contact {
            kind,
            value: Some(value.to_owned()),
            ..Contact::default()
        };
        visit_resume(&mut resume, &mut |_, _, found| {
            if let Found::Text(text) = found {
                let at = text.char_indices().nth(at).map_or(text.len(), |(at, _)| at);
                text.insert_str(at, forms[form]);
            }
        });
        resume.basics.name = Some("Jane Doe".into());
        resume.basics.contacts = vec![
            value(ContactKind::Email, "jane@redacted.example"),
            value(ContactKind::Phone, "+1 555 010 0199"),
        ];
        let redact = vec![Pattern::parse("contact").unwrap()];
        let (tailored, _) = cut(&resume, &Selection { redact, ..Selection::default() });
        for text in texts(tailored.resume) {
            let text = text.replace('*', "").to_lowercase();
            prop_assert!(!text.contains("redacted.example") && !text.contains("010-0199"), "{}", text);
        }
    }
}

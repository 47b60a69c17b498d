use super::selecting::{cut, master};
use super::*;
use crate::resume::{Contact, ContactKind};
use crate::tailor::texts::{Found, each_text};

fn redact(patterns: &[&str]) -> (Tailored, Vec<String>) {
    let redact = patterns.iter().map(|text| Pattern::parse(text).unwrap()).collect();
    cut(&master(), &Selection { redact, ..Selection::default() })
}

/// Returns every text of a résumé.
fn texts(mut resume: Resume) -> Vec<String> {
    let mut texts = Vec::new();
    each_text(&mut resume, |_, _, found| match found {
        Found::Text(text) => texts.push(text.clone()),
        Found::Whole(text) => texts.extend(text.clone()),
    });
    texts
}

#[test]
fn redacted_contacts_do_not_occur_in_sentences_or_links() {
    let (tailored, warnings) = redact(&["contact"]);
    let all = texts(tailored.resume.clone()).join("\n");
    for secret in ["robin@", "0018", "vale.example", "Larch Row", "LR7", "robinvale"] {
        assert!(!all.contains(secret), "{secret} in {all}");
    }
    let section = &tailored.resume.sections[0];
    assert_eq!(section.text, Some("Builds storage that survives. Ask at […] or […].".into()),);
    let shop = &tailored.resume.sections[1].entries.get()[2];
    assert_eq!(shop.summary, Some("Kept the till; see my site.".into()));
    assert_eq!(warnings, ["redacted value also found here; replaced by `[…]`"]);
}

#[test]
fn a_redacted_town_is_kept_within_other_names() {
    let (tailored, _) = redact(&["contact"]);
    let education = &tailored.resume.sections[2].entries.get()[0];
    assert_eq!(education.name, Some("Larchford Polytechnic".into()));
}

#[test]
fn messages_about_redaction_do_not_reveal_it() {
    let (tailored, _) = redact(&["contact", "references", "photo"]);
    for left in tailored.explanation.iter() {
        assert_eq!(left.heading, "", "{left:?}");
    }
    assert_eq!(tailored.resume.basics.image, None);
    assert!(!texts(tailored.resume).join("\n").contains("Dana"));
}

#[test]
fn the_name_is_kept_unless_redacted_itself() {
    let (tailored, _) = redact(&["profiles"]);
    assert_eq!(tailored.resume.basics.name, Some("Robin Vale".into()));
    let (tailored, _) = redact(&["name"]);
    assert!(!texts(tailored.resume).join("\n").contains("Robin"));
}

#[test]
fn a_redacted_employer_is_replaced_in_other_texts() {
    let text = "work: [{name: Northern Disks, summary: Joined NORTHERN  DISKS early}]\n\
                projects: [{name: Tool, description: Made at **Northern** Disks.}]";
    let resume = super::selecting::read(text);
    let selection =
        Selection { redact: vec![Pattern::parse("work.name").unwrap()], ..Selection::default() };
    let (tailored, warnings) = cut(&resume, &selection);
    assert_eq!(texts(tailored.resume), ["Joined […] early", "Tool", "Made at […]."]);
    assert_eq!(warnings.len(), 1);
}

#[test]
fn ids_and_words_of_a_redacted_name_are_replaced() {
    let text = "basics: {name: Zeb Marlow}\n\
                sections: [{title: Zeb's mill, entries: [a]}, {title: B, entries: [b]}]\n\
                meta: {words: {present: Zeb's time}}";
    let selection =
        Selection { redact: vec![Pattern::parse("name").unwrap()], ..Selection::default() };
    let (tailored, _) = cut(&super::selecting::read(text), &selection);
    let ids: Vec<_> = tailored.resume.sections.iter().map(|it| it.item.id.as_deref()).collect();
    assert_eq!(ids, [Some("section-1"), Some("b")]);
    assert!(!tailored.resume.meta.words.iter().any(|word| word.value.contains("Zeb")));
}

/// A résumé that repeats the personal data in different notations.
const DISGUISED: &str = "\
    meta: {languages: [en, zh-Hans], locale: en-GB}\n\
    basics:\n  name: {en: Mira Oduya, zh-Hans: 欧杜亚}\n  birth: 1984-05-06\n\
    \x20 phone: 020 7946 0958 ext. 12\n  email: mira@secret.example\n\
    \x20 location: {address: 3 Quay Lane, city: Ulm, countryCode: GB}\n\
    \x20 summary: {en: 'On +44 20 7946 0958. Born 6 May 1984.', zh-Hans: 欧杜亚在北京}\n\
    work: [{name: Kiln, summary: '[m](mailto:mira%40secret.example), 欧杜亚', startDate: May 2010}]\n";

#[test]
fn a_name_is_redacted_in_all_languages_of_the_file() {
    let resume = super::selecting::read(DISGUISED);
    let redact: Vec<_> = ["name", "birth", "contact"].map(|it| Pattern::parse(it).unwrap()).into();
    for (language, summary) in [("en", "On […]. Born […]."), ("zh-Hans", "[…]在北京")] {
        let language = Some(language.to_owned());
        let selection = Selection { redact: redact.clone(), language, ..Selection::default() };
        let (tailored, _) = cut(&resume, &selection);
        let mut all = texts(tailored.resume);
        all.retain(|text| text != "May 2010");
        assert_eq!(all, [summary, "Kiln", "m, […]"]);
    }
}

#[test]
fn basics_and_parts_of_addresses_can_be_redacted_by_pattern() {
    let resume = super::selecting::read(DISGUISED);
    let left = |pattern: &str| {
        let redact = vec![Pattern::parse(pattern).unwrap()];
        let (tailored, messages) = cut(&resume, &Selection { redact, ..Selection::default() });
        let basics = &tailored.resume.basics;
        let place = basics.contacts.iter().find_map(|it| it.address.as_ref());
        let place = place.map(|it| (it.lines.len(), it.city.is_some()));
        let sections = tailored.resume.sections.len();
        ((basics.name.is_some(), basics.contacts.len(), place, sections), messages)
    };
    assert_eq!(left("basics").0, (false, 0, None, 1));
    for pattern in ["contact", "contacts", "basics.contact"] {
        assert_eq!(left(pattern).0, (true, 0, None, 2), "{pattern}");
    }
    assert_eq!(left("basics.address").0, (true, 3, Some((0, true)), 2));
    assert_eq!(left("basics.city").0, (true, 3, Some((1, false)), 2));
    assert_eq!(left("email[0]").0.1, 2);
    for pattern in ["Email", "phones", "email[1]", "photo", "basics.photo", "work[3]", "wrok"] {
        let (_, messages) = left(pattern);
        let message = format!("nothing to redact: `{pattern}` matches nothing in the résumé");
        assert_eq!(messages.first(), Some(&message), "{messages:?}");
        assert!(!left(&format!("{pattern}?")).1.contains(&message));
    }
}

#[test]
fn overlapping_patterns_are_not_reported_as_unmatched() {
    let patterns = ["contact", "email", "work", "work[0].summary"];
    let patterns: Vec<_> = patterns.iter().map(|text| Pattern::parse(text).unwrap()).collect();
    let selection =
        Selection { redact: patterns.clone(), exclude: patterns, ..Selection::default() };
    let (_, messages) = cut(&super::selecting::read(DISGUISED), &selection);
    assert!(!messages.iter().any(|it| it.contains("names nothing")), "{messages:?}");
}

#[test]
fn possible_parts_of_the_name_are_reported_with_their_places() {
    let text =
        "basics: {name: Li Wu}\nwork: [{name: Volta, summary: Li-ion cells, description: Wu}]";
    let resume = super::selecting::read(text);
    let cut_with = |redact_words: &[&str], keep_words: &[&str]| {
        let words = |words: &[&str]| words.iter().map(|it| (*it).to_owned()).collect();
        let selection = Selection {
            redact: vec![Pattern::parse("name").unwrap()],
            redact_words: words(redact_words),
            keep_words: words(keep_words),
            ..Selection::default()
        };
        let mut diagnostics = Diagnostics::default();
        let tailored = tailor(resume.clone(), &selection, &mut diagnostics);
        let messages =
            diagnostics.iter().map(|it| format!("{} {}", it.code, it.path.as_ref().unwrap()));
        (texts(tailored.resume), messages.collect::<Vec<_>>())
    };
    assert_eq!(
        cut_with(&[], &[]).1,
        ["redacted-or-not work[0].description", "redacted-or-not work[0].summary"]
    );
    assert_eq!(
        cut_with(&["Wu"], &["Li"]),
        (
            vec!["Volta".into(), "[…]".into(), "Li-ion cells".into()],
            vec!["redacted-elsewhere work[0].description".into()]
        )
    );
}

#[test]
fn redaction_is_idempotent() {
    let redact = vec![Pattern::parse("contact").unwrap(), Pattern::parse("references").unwrap()];
    let selection = Selection { redact, ..Selection::default() };
    let (once, _) = cut(&master(), &selection);
    let (twice, _) = cut(&once.resume, &selection);
    assert_eq!(once.resume, twice.resume);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn redacted_text_is_removed_from_every_text_in_any_context(
        mut resume in resume(),
        at in 0..40_usize,
        form in 0..21_usize,
    ) {
        let forms = [
            " jane@redacted.example ", "[write](mailto:jane@redacted.example)",
            " JANE@**redacted**.example, ", " +1 (555) 010-0199 ",
            " jane%40redacted.example ", "[a](mailto:jane%2540redacted.example)",
            " ｊａｎｅ＠ｒｅｄａｃｔｅｄ．example ", " ja\u{ad}ne@redacted\u{200b}.example ",
            " jane@red`acted`.example ", " [jane@](https://ok.example)redacted.example ",
            " (555) 010-0199 ", " 001 555 010 0199 ", " 555.010.0199 ", " ٥٥٥ ٠١٠ ٠١٩٩ ",
            " 5550100199 ", " tel:+1-555-010-0199 ", " 555 **010** 0199 ", " +1/555/0100199 ",
            " 010-0199 ", " ５５５-０１０-０１９９ ",
            "[x](y [jane@](https://ok.example)redacted.example )",
        ];
        let value = |kind, value: &str| Contact {
            kind,
            value: Some(value.to_owned()),
            ..Contact::default()
        };
        each_text(&mut resume, |_, _, found| {
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
        let secrets = &tailored.secrets;
        for text in texts(tailored.resume) {
            prop_assert!(!secrets.are_in(&text), "{}", text);
            let bare = text.replace(['*', '`', '\u{ad}', '\u{200b}'], "").to_lowercase();
            let digits: String = bare.chars().filter(char::is_ascii_digit).collect();
            prop_assert!(!bare.contains("redacted.example"), "{}", text);
            prop_assert!(!digits.contains("0100199"), "{}", text);
        }
    }
}

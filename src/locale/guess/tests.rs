use super::{language_of, name_in_english};
use crate::locale::is_same_writing;

/// Short texts preceded by their language; `-` for unsupported languages.
const TEXTS: &str = include_str!("texts.txt");

fn texts() -> impl Iterator<Item = (&'static str, &'static str)> {
    TEXTS.lines().filter_map(|line| line.split_once(' '))
}

#[test]
fn detected_languages_are_correct_and_most_sentences_are_detected() {
    let (mut spoke, mut all, mut wrong) = (0, 0, Vec::new());
    for (tag, text) in texts() {
        let found = language_of(text);
        let is_right = |found| tag != "-" && is_same_writing(found, tag);
        if found.is_some_and(|found| !is_right(found)) {
            wrong.push((tag, found, text));
        }
        if tag != "-" {
            all += 1;
            spoke += usize::from(found.is_some());
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(all > 190 && 2 * spoke > all, "{spoke} of {all}");
}

#[test]
fn several_sentences_are_detected_reliably() {
    let mut by_tag: Vec<(&str, String)> = Vec::new();
    for (tag, text) in texts().filter(|(tag, _)| *tag != "-") {
        match by_tag.iter_mut().find(|(own, _)| *own == tag) {
            Some((_, texts)) => texts.push_str(text),
            None => by_tag.push((tag, text.to_owned())),
        }
    }
    for (tag, text) in by_tag {
        let found = language_of(&text);
        assert!(found.is_some_and(|found| is_same_writing(found, tag)), "{tag}: {found:?}");
    }
}

#[test]
fn urls_and_code_are_not_counted() {
    let code = "`der` `die` `das` https://der.example/die/das und_ist_in@der.example";
    assert_eq!(language_of(code), None);
    assert_eq!(language_of(""), None);
}

#[test]
fn languages_have_their_english_names() {
    assert_eq!(name_in_english("pt-BR").as_deref(), Some("Portuguese"));
    assert_eq!(name_in_english("nn").as_deref(), Some("Nynorsk"));
    assert_eq!(name_in_english("zh-Hant-TW").as_deref(), Some("Chinese"));
    assert_eq!(name_in_english("tlh"), None);
}

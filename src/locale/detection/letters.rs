//! Detects languages by letters that none of the similar languages has.

use icu_normalizer::ComposingNormalizer;
use unicode_script::{Script, UnicodeScript};

/// Letters of Vietnamese with two marks.
const VIETNAMESE: &str = "ấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự";

/// Languages in Latin letters, the letters that identify them, and letters of similar languages.
const LATIN: &[(&str, &str, &str)] = &[
    ("vi", VIETNAMESE, "ṣöüäčšž"),
    // Sorbian has `ě` and `ř`, Kashubian `ã`, Silesian `ŏ`.
    ("pl", "ąęśżźł", "ěřčšžãëôòùŏōėųįū"),
    ("cs", "ěřů", "ľĺŕôäłńśź"),
    ("hu", "őű", "õåæø"),
    ("ro", "țșţ", "ñçğıəúéá"),
    ("tr", "ğı", "əñāēīōūțţáéíóúäê"),
];

/// Function words and endings of Russian.
const RUSSIAN: (&[&str], &[&str]) = (
    &[
        "и",
        "в",
        "на",
        "с",
        "по",
        "для",
        "из",
        "от",
        "к",
        "за",
        "не",
        "как",
        "при",
        "со",
        "или",
        "я",
        "опыт",
        "работы",
        "лет",
    ],
    &[
        "ость",
        "ости",
        "ение",
        "ения",
        "ению",
        "ный",
        "ная",
        "ное",
        "ные",
        "ного",
        "ных",
        "ной",
        "ным",
        "ский",
        "ская",
        "ского",
        "ских",
        "ской",
        "тель",
        "теля",
        "чик",
        "щик",
        "ница",
        "овал",
        "овала",
        "ировал",
        "ывать",
        "ание",
        "ания",
        "ании",
    ],
);

const PERSIAN: &[&str] = &[
    "در",
    "از",
    "به",
    "با",
    "برای",
    "که",
    "این",
    "است",
    "های",
    "دانشگاه",
    "کارشناسی",
    "توسعه",
    "پروژه",
    "برنامه",
    "سابقه",
    "تجربه",
    "مهندسی",
    "طراحی",
    "بود",
    "شد",
    "کردم",
    "هستم",
];

/// Words of Hindi: those that no similar language has, and others.
const HINDI: (&[&str], &[&str]) = (
    &["है", "हैं", "और", "लिए", "किया", "गया", "था", "थे", "थी", "हूँ", "हूं"],
    &["में", "का", "की", "के", "को", "से", "ने", "पर", "साथ", "एक"],
);

/// Words of Marathi, Nepali, Bhojpuri, Maithili and Sanskrit.
const NEAR_HINDI: &[&str] = &[
    "आहे",
    "आणि",
    "मध्ये",
    "छ",
    "छन्",
    "हरू",
    "लागि",
    "गर्ने",
    "भएको",
    "बाट",
    "लाई",
    "र",
    "मा",
    "अउर",
    "बा",
    "बानी",
    "अछि",
    "अस्ति",
    "च",
];

/// Returns the tag of a language identified by its letters; `None` if it is uncertain.
pub(super) fn by_letters(text: &str) -> Option<&'static str> {
    if text.chars().all(|c| c.is_ascii() || !c.is_alphabetic()) {
        return None;
    }
    let text = ComposingNormalizer::new_nfc().normalize(text);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_mostly = |script: Script| {
        2 * text.chars().filter(|c| c.is_alphabetic() && c.script() == script).count() > letters
    };
    if letters < 8 {
        None
    } else if is_mostly(Script::Cyrillic) {
        cyrillic(&text)
    } else if is_mostly(Script::Arabic) {
        is_persian(&text).then_some("fa")
    } else if text.chars().any(|c| c.script() == Script::Devanagari) {
        is_hindi(&text).then_some("hi")
    } else {
        latin(&text)
    }
}

/// Distinguishes Russian and Ukrainian from each other and from all others.
fn cyrillic(text: &str) -> Option<&'static str> {
    const SHARED: &str = "абвгдежзийклмнопрстуфхцчшщьюя";
    let lower = text.to_lowercase();
    let own: Vec<char> = lower.chars().filter(|c| c.script() == Script::Cyrillic).collect();
    let has = |letters: &str| own.iter().any(|c| letters.contains(*c));
    let is_foreign = |c: &char| !SHARED.contains(*c) && !"ыэёъіїєґ".contains(*c);
    if own.iter().any(is_foreign) {
        return None;
    }
    // Belarusian has no `и`.
    match (has("іїєґ"), has("ыэёъ")) {
        (true, false) => has("и").then_some("uk"),
        (false, true) if has("ыэ") && has("и") => {
            let is_ending = |word: &str| {
                RUSSIAN.1.iter().any(|end| word.len() > end.len() && word.ends_with(end))
            };
            let is_russian = |word: &&str| RUSSIAN.0.contains(word) || is_ending(word);
            words(&lower).any(|word| is_russian(&word)).then_some("ru")
        }
        _ => None,
    }
}

/// Returns whether a text in Arabic letters is Persian rather than Urdu, Kurdish or another
/// language.
fn is_persian(text: &str) -> bool {
    const LETTERS: &str = "ءآأؤئابتثجحخدذرزسشصضطظعغفقلمنهوپچژگکی";
    let own = || text.chars().filter(|c| c.is_alphabetic() && c.script() == Script::Arabic);
    own().all(|c| LETTERS.contains(c))
        && own().any(|c| "پچژگکی".contains(c))
        && text.split(|c: char| !c.is_alphabetic()).any(|word| PERSIAN.contains(&word))
}

/// Returns whether a text in Devanagari is Hindi rather than a similar language.
fn is_hindi(text: &str) -> bool {
    let words: Vec<&str> = text.split(|c: char| !is_of_word(c)).collect();
    let has = |known: &&&str| words.contains(known);
    let (own, shared) = (HINDI.0.iter().filter(has).count(), HINDI.1.iter().filter(has).count());
    own > 0 && own + shared > 1 && !text.contains('ळ') && NEAR_HINDI.iter().find(has).is_none()
}

/// Returns whether a character belongs to a word in Devanagari.
fn is_of_word(c: char) -> bool {
    c.script() == Script::Devanagari && !matches!(c, '।' | '॥')
}

/// Returns the language of which several common words have its letters.
///
/// Words with a capital letter are not counted, because names keep their letters in other languages.
fn latin(text: &str) -> Option<&'static str> {
    let all: Vec<&str> = words(text).collect();
    let common: Vec<&str> = all
        .iter()
        .copied()
        .filter(|word| word.chars().next().is_some_and(char::is_lowercase))
        .collect();
    let mut found = LATIN.iter().filter(|(_, letters, foreign)| {
        let mut own: Vec<&str> =
            common.iter().copied().filter(|word| word.contains(|c| letters.contains(c))).collect();
        let share = own.len();
        own.sort_unstable();
        own.dedup();
        own.len() > 1
            && 5 * share >= all.len()
            && !common.iter().any(|word| word.contains(|c| foreign.contains(c)))
    });
    let first = found.next()?;
    found.next().is_none().then_some(first.0)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

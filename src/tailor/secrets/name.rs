//! A person's name and its parts.

use unicode_script::{Script, UnicodeScript};

use super::normal::{NormalizedText, is_unspaced};

/// Words that occur in many names and many other texts.
const COMMON: [&str; 62] = [
    "af", "al", "am", "ap", "av", "ben", "bin", "bint", "bt", "da", "dal", "dalla", "das", "de",
    "degli", "dei", "del", "della", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "et",
    "i", "ibn", "la", "las", "le", "les", "los", "mac", "mc", "of", "op", "saint", "san", "st",
    "ten", "ter", "the", "til", "van", "vom", "von", "y", "zu", "zum", "zur", "und", "dr", "prof",
    "mr", "mrs", "ms", "jr", "sr", "phd",
];

/// Minimum letters of a joined name; shorter ones occur within other words.
const ENOUGH_JOINED: usize = 6;

/// How a part of a name is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The full name in one of its notations.
    Whole,
    /// The full name as one word, possibly within a longer one.
    Joined,
    /// A single name; in lower case it may be an ordinary word.
    Single,
    /// Too short to be distinguished from other words.
    Short,
}

/// Returns the parts of a name to search for, in normal form.
pub(super) fn parts(name: &str) -> Vec<(String, Part)> {
    let mut found = written(name);
    // Transliteration, as used on keyboards without these letters.
    let plain = name.chars().fold(String::new(), |mut plain, c| {
        match c {
            'ä' | 'æ' => plain.push_str("ae"),
            'ö' | 'ø' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'å' => plain.push_str("aa"),
            'Ä' | 'Æ' => plain.push_str("Ae"),
            'Ö' | 'Ø' => plain.push_str("Oe"),
            'Ü' => plain.push_str("Ue"),
            'Å' => plain.push_str("Aa"),
            c => plain.push(c),
        }
        plain
    });
    if plain != name {
        found.extend(written(&plain));
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn written(name: &str) -> Vec<(String, Part)> {
    let whole = NormalizedText::new(name).text;
    let words: Vec<&str> = whole.split(' ').filter(|word| has_letters(word)).collect();
    let mut found = Vec::new();
    if let [_, .., last] = words.as_slice() {
        let first = &words[..words.len() - 1];
        let turned: Vec<&str> = [*last].into_iter().chain(first.iter().copied()).collect();
        for words in [&words, &turned] {
            for sign in [" ", ".", "_", "-"] {
                found.push((words.join(sign), Part::Whole));
            }
            let letters: Vec<String> =
                words.concat().chars().map(|letter| letter.to_string()).collect();
            found.push((letters.join(" "), Part::Whole));
            let joined = words.concat();
            let enough = joined.chars().count() >= ENOUGH_JOINED;
            found.push((joined, if enough { Part::Joined } else { Part::Whole }));
        }
        for word in &words {
            single(word, &mut found);
            if word.contains('-') {
                word.split('-').for_each(|part| single(part, &mut found));
            }
        }
    } else if let [only] = words.as_slice() {
        found.push(((*only).to_owned(), if is_short(only) { Part::Short } else { Part::Whole }));
        for part in unspaced_parts(only) {
            single(&part, &mut found);
        }
    }
    found
}

/// Adds a name and the forms that it has without its apostrophe.
fn single(word: &str, found: &mut Vec<(String, Part)>) {
    one(word, found);
    if word.contains('\'') {
        ["", "-", " "].iter().for_each(|sign| one(&word.replace('\'', sign), found));
    }
}

fn has_letters(word: &str) -> bool {
    word.contains(char::is_alphanumeric)
}

fn one(word: &str, found: &mut Vec<(String, Part)>) {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    if !word.is_empty() && !COMMON.contains(&word) {
        found.push((word.to_owned(), if is_short(word) { Part::Short } else { Part::Single }));
    }
}

/// Returns family name and given name of a name written without a space.
fn unspaced_parts(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let is_east_asian = |c: &char| {
        matches!(c.script(), Script::Han | Script::Hangul | Script::Hiragana | Script::Katakana)
    };
    if !letters.iter().all(is_east_asian) {
        return Vec::new();
    }
    // Family names have one or two letters.
    let cuts: &[usize] = match letters.len() {
        2 => &[1],
        3 => &[1, 2],
        4 => &[2],
        _ => &[],
    };
    let parts = cuts.iter().flat_map(|cut| [&letters[..*cut], &letters[*cut..]]);
    parts.map(|part| part.iter().collect()).collect()
}

/// Returns whether a text is too short to be distinguished from other words of its script.
pub(super) fn is_short(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    let dense = text.chars().any(|c| is_unspaced(c) || c.script() == Script::Hangul);
    letters.count() < if dense { 2 } else { 3 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, part: Part) -> Vec<String> {
        parts(name).into_iter().filter(|(_, it)| *it == part).map(|(text, _)| text).collect()
    }

    #[test]
    fn names_are_matched_by_their_parts() {
        assert_eq!(of("Jean-Luc van der Meer", Part::Single), ["jean", "jean-luc", "luc", "meer"]);
        assert_eq!(of("Li Wu", Part::Short), ["li", "wu"]);
        assert!(of("Li Wu", Part::Whole).contains(&"wu li".to_owned()));
        assert!(of("Seán O'Neil", Part::Single).contains(&"oneil".to_owned()));
        assert!(of("Jane Doe", Part::Whole).contains(&"j a n e d o e".to_owned()));
        assert!(of("Jane Doe", Part::Joined).contains(&"doejane".to_owned()));
        assert!(of("Jörg Müller", Part::Single).contains(&"mueller".to_owned()));
        assert_eq!(of("王小明", Part::Whole), ["王小明"]);
        assert_eq!(of("王小明", Part::Single), ["小明", "王小"]);
        assert_eq!(of("王伟", Part::Short), ["伟", "王"]);
        assert_eq!(of("Prince", Part::Whole), ["prince"]);
    }
}

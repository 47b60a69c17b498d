//! Replaces letters that look like Latin ones.

use unicode_script::{Script, UnicodeScript};
use unicode_security::confusable_detection::skeleton;

use super::normal::{DECOMPOSED, Letter, alike};

/// Replaces letters that look like Latin ones in words that mix scripts, by their shape.
///
/// Words of one script are compared by the shape of their lower-case letters, see [`looks_like`], so
/// that upper and lower case stay equal.
pub(super) fn replace_lookalikes(letters: &mut [Letter]) {
    let mut rest = letters;
    while !rest.is_empty() {
        let start = rest.iter().take_while(|(c, _)| !c.is_alphabetic()).count();
        let word = rest[start..].iter().take_while(|(c, _)| c.is_alphabetic()).count();
        let (before, after) = std::mem::take(&mut rest).split_at_mut(start + word);
        replace_in_word(&mut before[start..]);
        rest = after;
    }
}

fn replace_in_word(word: &mut [Letter]) {
    let is_latin = |c: char| c.is_ascii() || c.script() == Script::Latin;
    let is_mixed =
        word.iter().any(|(c, _)| is_latin(*c)) && word.iter().any(|(c, _)| !is_latin(*c));
    for (c, _) in word.iter_mut().filter(|_| is_mixed) {
        if let Some(latin) = looks_like(bare(*c)) {
            *c = latin;
        }
    }
}

/// Returns whether letters of the script may look like Latin ones and are written one by one.
fn is_similar_script(c: char) -> bool {
    matches!(
        c.script(),
        Script::Latin
            | Script::Greek
            | Script::Cyrillic
            | Script::Armenian
            | Script::Cherokee
            | Script::Coptic
            | Script::Lisu
    )
}

/// Returns a letter without its accents.
fn bare(c: char) -> char {
    DECOMPOSED.normalize_iter(std::iter::once(c)).next().unwrap_or(c)
}

/// Returns the Latin letter that a letter without accents looks like.
pub(super) fn looks_like(c: char) -> Option<char> {
    if c.is_ascii() || !is_similar_script(c) || !alike(c).is_empty() {
        return None;
    }
    let mut buffer = [0; 4];
    let mut shape = skeleton(c.encode_utf8(&mut buffer));
    match (shape.next(), shape.next()) {
        // `l` stands for every vertical line; capital letters look like `I`.
        (Some('l'), None) if c.is_uppercase() => Some('I'),
        (Some(latin), None) if latin.is_ascii_alphabetic() => Some(latin),
        _ => None,
    }
}

/// Latin letters whose capitals have a counterpart in Cyrillic, and the lower-case form of it.
const CYRILLIC: [(char, char); 13] = [
    (' ', ' '),
    ('a', 'a'),
    ('b', 'в'),
    ('c', 'c'),
    ('e', 'e'),
    ('h', 'н'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'o'),
    ('p', 'p'),
    ('t', 'т'),
    ('x', 'x'),
    ('y', 'y'),
];

/// Returns the normal form of a word of Latin letters that is typed in Cyrillic capitals; `None` if
/// a letter has no counterpart, or if the form is the same.
pub(super) fn in_cyrillic(word: &str) -> Option<String> {
    let of = |c: char| CYRILLIC.iter().find(|(latin, _)| *latin == c).map(|(_, other)| *other);
    let typed: Option<String> = word.chars().map(of).collect();
    typed.filter(|typed| typed != word)
}

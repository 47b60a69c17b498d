//! Finds a street address in other notations: `12 Anvil Ln`, `Hauptstr. 5`, `Anvil Lane`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use unicode_script::{Script, UnicodeScript};

/// Words for a street in one language, with their abbreviations, in normal form without full stops.
///
/// In the first list they follow the name of the street, in the second they precede it.
const AFTER: &[&[&str]] = &[
    &["street", "st", "str"],
    &["road", "rd"],
    &["avenue", "ave", "av"],
    &["lane", "ln"],
    &["drive", "dr", "drv"],
    &["court", "ct"],
    &["place", "pl"],
    &["boulevard", "blvd", "boul"],
    &["square", "sq"],
    &["terrace", "ter", "terr"],
    &["crescent", "cres", "cr"],
    &["close", "cl"],
    &["gardens", "gdns"],
    &["highway", "hwy"],
    &["parkway", "pkwy"],
    &["circle", "cir"],
    &["trail", "trl"],
    &["way", "wy"],
    &["row"],
    &["mews"],
    &["grove", "gr"],
    &["hill"],
    &["walk"],
    &["alley", "aly"],
    &["strasse", "str"],
    &["weg"],
    &["gasse", "g"],
    &["platz", "pl"],
    &["allee"],
    &["straat", "str"],
    &["laan"],
    &["plein"],
    &["gatan", "g"],
    &["vagen", "v"],
    &["gate", "gt"],
    &["veien", "vei", "vn"],
    &["vej", "v"],
    &["katu", "k"],
    &["tie"],
    &["utca", "u"],
    &["ut", "u"],
    &["sokagi", "sok", "sk"],
    &["caddesi", "cad", "cd"],
];

const BEFORE: &[&[&str]] = &[
    &["rue", "r"],
    &["avenue", "av", "ave"],
    &["boulevard", "bd", "blvd", "boul"],
    &["place", "pl"],
    &["chemin", "ch", "che"],
    &["allee", "all"],
    &["impasse", "imp"],
    &["route", "rte"],
    &["calle", "c", "c/", "cl"],
    &["avenida", "av", "avda", "avd"],
    &["plaza", "pza", "pl"],
    &["paseo", "pso"],
    &["carrer", "c", "c/"],
    &["rua", "r"],
    &["travessa", "tv", "trav"],
    &["praca", "pc", "pca"],
    &["via", "v"],
    &["viale", "v.le", "vle"],
    &["piazza", "p.za", "p.zza", "pza"],
    &["corso", "c.so", "cso"],
    &["ulica", "ul"],
    &["aleja", "al"],
    &["plac", "pl"],
    &["strada", "str"],
    &["bulevardul", "bd", "bdul", "b-dul"],
    &["jalan", "jl", "jln"],
];

/// Words in Cyrillic that precede or follow the name of the street; they are normalised before use.
const CYRILLIC: &[&[&str]] = &[
    &["улица", "ул"],
    &["проспект", "пр", "просп", "пр-т", "пр-кт"],
    &["переулок", "пер"],
    &["площадь", "пл"],
    &["бульвар", "бул", "б-р", "бульв"],
    &["шоссе", "ш"],
    &["вулиця", "вул"],
    &["провулок", "пров"],
];

/// Words before the number of a house, in Latin and in Cyrillic letters.
const HOUSE: [&[&str]; 2] =
    [&["nr", "no", "n", "n°", "num"], &["д", "дом", "буд", "будинок", "бр", "no"]];

/// The words for a street by each of their forms.
struct Words {
    after: BTreeMap<String, Vec<String>>,
    before: BTreeMap<String, Vec<String>>,
    either: BTreeMap<String, Vec<String>>,
    /// The words before the number of a house, without full stops.
    house: [Vec<String>; 2],
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    after: by_form(AFTER),
    before: by_form(BEFORE),
    either: by_form(CYRILLIC),
    house: HOUSE.map(|words| words.iter().map(|word| normal(word)).collect()),
});

/// Returns all forms of a word, in normal form, by each of them.
fn by_form(lists: &[&[&str]]) -> BTreeMap<String, Vec<String>> {
    let mut words: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for names in lists {
        // A single letter is an abbreviation only with its full stop.
        let forms: Vec<String> = names
            .iter()
            .map(|name| normal(name))
            .flat_map(|name| {
                let is_letter = name.chars().count() == 1;
                let stopped = format!("{name}.");
                (!is_letter).then_some(name).into_iter().chain([stopped])
            })
            .collect();
        for form in &forms {
            words.entry(form.clone()).or_default().extend(forms.iter().cloned());
        }
    }
    words
}

/// Maximum number of words of an address; a longer text is prose.
const LONGEST: usize = 48;

/// The forms of an address in which it may occur.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Forms {
    /// The street with the number of the house.
    pub(super) whole: Vec<String>,
    /// The street alone, which may also refer to something else.
    pub(super) street: Vec<String>,
}

/// Returns other forms of a street address, in normal form; empty if the text is none.
pub(super) fn forms(text: &str) -> Forms {
    let parts: Vec<Vec<String>> =
        text.split([',', '，', '、', '،', ';', '\n', '|', '•', '·']).map(words).collect();
    let mut forms = Forms::default();
    if parts.iter().map(Vec::len).sum::<usize>() > LONGEST {
        return forms;
    }
    // The number of the house may be in a part of its own: `Calle Mayor, 4`.
    let pairs = parts.windows(2).map(<[_]>::concat);
    for part in parts.iter().cloned().chain(pairs) {
        forms.add(&part.iter().map(String::as_str).collect::<Vec<_>>());
    }
    for list in [&mut forms.whole, &mut forms.street] {
        list.sort_unstable();
        list.dedup();
    }
    forms
}

/// Returns the words of a text in normal form; the number of a house is a word of its own.
fn words(text: &str) -> Vec<String> {
    let normal = normal(text);
    let words = normal.split(' ').map(|word| word.trim_matches('"'));
    let apart = words.flat_map(|word| match word.find(|c: char| c.is_ascii_digit()) {
        Some(at) if is_house(&word[..at]) => [&word[..at], &word[at..]],
        _ => ["", word],
    });
    apart.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn bare(word: &str) -> &str {
    word.trim_end_matches('.')
}

fn is_house(word: &str) -> bool {
    WORDS.house.iter().flatten().any(|house| house == bare(word))
}

impl Forms {
    /// Adds the forms of each street with a number of a house in a list of words.
    fn add(&mut self, words: &[&str]) {
        for (at, number) in words.iter().enumerate().filter(|(_, word)| is_number(word)) {
            // The number is before the street or behind it.
            let after = words[at + 1..].split(|word| is_number(word)).next().unwrap_or_default();
            let before = words[..at].rsplit(|word| is_number(word)).next().unwrap_or_default();
            for street in streets(after, true).into_iter().chain(streets(before, false)) {
                self.whole.push(format!("{number} {street}"));
                self.whole.push(format!("{street} {number}"));
                let houses = &WORDS.house[usize::from(is_cyrillic(&street))];
                self.whole.extend(houses.iter().flat_map(|house| {
                    [" ", ". ", "."].map(|sign| format!("{street} {house}{sign}{number}"))
                }));
                self.street.push(street);
            }
        }
    }
}

fn is_cyrillic(text: &str) -> bool {
    text.chars().any(|c| c.script() == Script::Cyrillic)
}

fn is_number(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && word.len() <= digits + 4 && digits < 6
}

/// Returns the forms of the street that begins or ends a list of words.
fn streets(words: &[&str], begins: bool) -> Vec<String> {
    // `ul. Polna nr 5`
    let words = match words {
        [rest @ .., last] if is_house(last) => rest,
        words => words,
    };
    let mut found = BTreeSet::new();
    // `Anvil Lane`: the word for a street ends it, or `ул. Ленина`: it begins it.
    for (at, word) in words.iter().enumerate() {
        let (own, name) = (words[..at].join(" "), words[at + 1..].join(" "));
        let ends_street = !own.is_empty() && (begins || name.is_empty());
        let begins_street = !name.is_empty() && (!begins || at == 0);
        if ends_street {
            let streets = WORDS.after.get(*word).into_iter().flatten();
            found.extend(streets.map(|street| format!("{own} {street}")));
        }
        if begins_street {
            let streets = WORDS.before.get(*word).into_iter().flatten();
            found.extend(streets.map(|street| format!("{street} {name}")));
        }
        let names = [ends_street.then_some(own), begins_street.then_some(name)];
        for name in names.into_iter().flatten() {
            found.extend(WORDS.either.get(*word).into_iter().flatten().flat_map(|street| {
                [
                    format!("{name} {street}"),
                    format!("{street} {name}"),
                    format!("{street} \"{name}\""),
                ]
            }));
        }
    }
    if found.is_empty() {
        found.extend(joined_street(words, begins).unwrap_or_default());
    }
    found.into_iter().collect()
}

/// Returns the forms of a street whose word for a street is part of its name: `Hauptstraße`.
fn joined_street(words: &[&str], begins: bool) -> Option<Vec<String>> {
    let last = if begins { words.first() } else { words.last() }?;
    let joins = [
        "strasse", "straat", "gatan", "vagen", "veien", "gasse", "platz", "laan", "katu", "weg",
        "vej",
    ];
    let stem = |ending: &str| last.strip_suffix(ending).filter(|stem| stem.len() > 2);
    let (stem, ending) =
        joins.iter().find_map(|ending| Some((stem(ending)?, *ending))).or_else(|| {
            Some((bare(last).strip_suffix("str").and_then(|it| last.get(..it.len()))?, "strasse"))
        })?;
    let short = match ending {
        "strasse" | "straat" => "str",
        "platz" => "pl",
        "gatan" | "gasse" => "g",
        "vagen" | "vej" | "veien" => "v",
        _ => return Some(vec![format!("{stem}{ending}")]),
    };
    Some(vec![format!("{stem}{ending}"), format!("{stem}{short}"), format!("{stem}{short}.")])
}

/// Returns a word in the form of [`NormalizedText`](super::normal::NormalizedText).
fn normal(word: &str) -> String {
    super::normal::NormalizedText::new(word).text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_street_address_is_found_in_other_notations() {
        for (address, other) in [
            ("12 Anvil Lane", "12 Anvil Ln"),
            ("12 Anvil Ln.", "12 Anvil Lane"),
            ("Flat 3, 12 Anvil Lane, Millbrook", "12 Anvil Lane"),
            ("221b St James Street", "221b St James St."),
            ("Hauptstraße 5", "Hauptstr. 5"),
            ("Hauptstr. 5", "Hauptstraße 5"),
            ("8 rue de la Paix", "8, r. de la Paix"),
            ("Calle Mayor 4", "C/ Mayor, 4"),
            ("ul. Polna nr 5", "ulica Polna 5"),
            ("улица Ленина 5", "ул. Ленина 5"),
        ] {
            let found = forms(address).whole;
            assert!(found.contains(&normal(other)), "{address}: {other} in {found:?}");
        }
    }

    #[test]
    fn a_street_alone_is_ambiguous() {
        assert!(forms("12 Anvil Lane").street.contains(&"anvil lane".to_owned()));
        assert!(forms("Hauptstraße 5").street.contains(&"hauptstr.".to_owned()));
        for other in ["PO Box 12", "Floor 3", "Building 4", "Anvil Lane", "Jane Doe", "2 Wells"] {
            assert_eq!(forms(other), Forms::default(), "{other}");
        }
    }
}

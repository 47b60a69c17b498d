//! Finds a street address in other notations: `12 Anvil Ln`, `Hauptstr. 5`, `Anvil Lane`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

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

/// Words before the number of a house.
const HOUSE: [&str; 6] = ["nr", "no", "n", "num", "д", "буд"];

/// The words for a street by each of their forms.
struct Words {
    after: BTreeMap<String, Vec<String>>,
    before: BTreeMap<String, Vec<String>>,
    either: BTreeMap<String, Vec<String>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    after: by_form(AFTER),
    before: by_form(BEFORE),
    either: by_form(CYRILLIC),
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

/// Maximum number of words of an address in one line.
const LONGEST: usize = 16;

/// Maximum number of words of a street with its name.
const MOST_WORDS: usize = 6;

/// The forms of an address in which it may occur.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Forms {
    /// The street with the number of the house.
    pub(super) whole: Vec<String>,
    /// The street alone, which may also refer to something else.
    pub(super) street: Vec<String>,
}

/// Returns other forms of a street address; empty if the text, in normal form, is none.
pub(super) fn forms(text: &str) -> Forms {
    let mut forms = Forms::default();
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    if words.len() > LONGEST {
        return forms;
    }
    for (at, number) in words.iter().enumerate().filter(|(_, word)| is_number(word)) {
        // The number is before the street or behind it.
        let after = words[at + 1..].split(|word| is_number(word)).next().unwrap_or_default();
        let before = words[..at].rsplit(|word| is_number(word)).next().unwrap_or_default();
        for street in [street(after, true), street(before, false)].into_iter().flatten() {
            for street in street {
                forms.whole.push(format!("{number} {street}"));
                forms.whole.push(format!("{street} {number}"));
                forms.street.push(street);
            }
        }
    }
    for list in [&mut forms.whole, &mut forms.street] {
        list.sort_unstable();
        list.dedup();
    }
    forms.whole.retain(|form| form != text);
    forms
}

fn is_number(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && word.len() <= digits + 4 && digits < 6
}

/// Returns the forms of the street that begins or ends a list of words.
fn street(words: &[&str], begins: bool) -> Option<Vec<String>> {
    let bare = |word: &str| word.trim_end_matches('.').to_owned();
    let after = |word: &str| WORDS.after.get(word).or_else(|| WORDS.either.get(word));
    let before = |word: &str| WORDS.before.get(word).or_else(|| WORDS.either.get(word));
    // `ul. Polna nr 5`
    let words = match words {
        [rest @ .., last] if HOUSE.contains(&&*bare(last)) => rest,
        words => words,
    };
    let length = words.len().min(MOST_WORDS);
    let near = if begins { &words[..length] } else { &words[words.len() - length..] };
    // `Anvil Lane`: the word for a street ends it.
    for (at, word) in near.iter().enumerate().skip(1) {
        if let Some(names) = after(word).filter(|_| begins || at + 1 == near.len()) {
            let own = near[..at].join(" ");
            return Some(names.iter().map(|name| format!("{own} {name}")).collect());
        }
    }
    // `rue de la Paix`: it begins it.
    for (at, word) in near.iter().enumerate() {
        let name = &near[at + 1..];
        if let Some(names) = before(word).filter(|_| !name.is_empty() && (!begins || at == 0)) {
            let name = name.join(" ");
            return Some(names.iter().map(|street| format!("{street} {name}")).collect());
        }
    }
    // `Hauptstraße`: it is part of the word.
    let last = if begins { near.first() } else { near.last() }?;
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

    fn of(text: &str) -> Forms {
        forms(&normal(text))
    }

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
            let found = of(address).whole;
            assert!(found.contains(&normal(other)), "{address}: {other} in {found:?}");
        }
    }

    #[test]
    fn a_street_alone_is_ambiguous() {
        assert!(of("12 Anvil Lane").street.contains(&"anvil lane".to_owned()));
        assert!(of("Hauptstraße 5").street.contains(&"hauptstr.".to_owned()));
        for other in ["PO Box 12", "Floor 3", "Building 4", "Anvil Lane", "Jane Doe", "2 Wells"] {
            assert_eq!(of(other), Forms::default(), "{other}");
        }
    }
}

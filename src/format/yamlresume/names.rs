//! Names of languages and countries, given in English and shown in the language of the file.

/// The category of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Language,
    Country,
}

/// English names of languages, and their names in further languages and in themselves.
///
/// The names are from the Unicode Common Locale Data Repository (Unicode-3.0), with other common
/// ones.
const OTHER_NAMES: &str = include_str!("languages.tsv");

/// YAMLResume's names of countries that differ from those of the Unicode Common Locale Data
/// Repository, by their two-letter codes.
const COUNTRIES: [(&str, &str); 42] = [
    ("AX", "Aland Islands"),
    ("AG", "Antigua And Barbuda"),
    ("BQ", "Bonaire, Sint Eustatius and Saba"),
    ("BA", "Bosnia and Herzegovina"),
    ("CG", "Congo"),
    ("CI", "Cote D'Ivoire (Ivory Coast)"),
    ("CZ", "Czech Republic"),
    ("CD", "Democratic Republic of the Congo"),
    ("TL", "East Timor"),
    ("FJ", "Fiji Islands"),
    ("TF", "French Southern Territories"),
    ("GM", "Gambia The"),
    ("GG", "Guernsey and Alderney"),
    ("HM", "Heard Island and McDonald Islands"),
    ("HK", "Hong Kong"),
    ("MO", "Macau"),
    ("IM", "Man (Isle of)"),
    ("MM", "Myanmar"),
    ("PS", "Palestinian Territory Occupied"),
    ("PG", "Papua new Guinea"),
    ("PN", "Pitcairn Island"),
    ("RE", "Reunion"),
    ("SH", "Saint Helena"),
    ("KN", "Saint Kitts And Nevis"),
    ("LC", "Saint Lucia"),
    ("PM", "Saint Pierre and Miquelon"),
    ("VC", "Saint Vincent And The Grenadines"),
    ("BL", "Saint-Barthelemy"),
    ("MF", "Saint-Martin (French part)"),
    ("ST", "Sao Tome and Principe"),
    ("SX", "Sint Maarten (Dutch part)"),
    ("GS", "South Georgia"),
    ("SJ", "Svalbard And Jan Mayen Islands"),
    ("SZ", "Swaziland"),
    ("BS", "The Bahamas"),
    ("TT", "Trinidad And Tobago"),
    ("TC", "Turks And Caicos Islands"),
    ("UM", "United States Minor Outlying Islands"),
    ("VA", "Vatican City State (Holy See)"),
    ("VG", "Virgin Islands (British)"),
    ("VI", "Virgin Islands (US)"),
    ("WF", "Wallis And Futuna Islands"),
];

/// One name per line: category, English name, and the name in each of [`LANGUAGES`].
///
/// The names are from the Unicode Common Locale Data Repository (Unicode-3.0).
const TABLE: &str = include_str!("names.tsv");

const LANGUAGES: [&str; 11] =
    ["de", "fr", "es", "pt-br", "nl", "no", "id", "ja", "zh-hans", "zh-hant-hk", "zh-hant-tw"];

impl Named {
    /// Returns the translation of an English name.
    pub(super) fn word(self, english: &str, language: &str) -> Option<&'static str> {
        let at = column(language)?;
        let mut rows = self.rows();
        rows.find_map(|row| row[0].eq_ignore_ascii_case(english).then(|| row[at]))
    }

    /// Returns YAMLResume's name for one in English, in the language of the file or in another.
    pub(super) fn english(self, word: &str, language: &str) -> Option<&'static str> {
        let at = column(language);
        let is = |name: &str| same(name, word);
        let own = || self.rows().find_map(|row| is(row[0]).then(|| row[0]));
        let translated = || self.rows().find_map(|row| is(row[at?]).then(|| row[0]));
        let foreign =
            || self.rows().find_map(|row| row.iter().any(|name| is(name)).then(|| row[0]));
        own().or_else(translated).or_else(foreign).or_else(|| match self {
            Self::Language => language_of(word),
            Self::Country => None,
        })
    }

    /// Returns the English name and its translations.
    fn rows(self) -> impl Iterator<Item = Vec<&'static str>> {
        let own = match self {
            Self::Language => "language\t",
            Self::Country => "country\t",
        };
        TABLE.lines().filter_map(move |line| Some(line.strip_prefix(own)?.split('\t').collect()))
    }
}

/// Returns whether names are equal, apart from case and the sign for "and".
fn same(name: &str, other: &str) -> bool {
    let simple = |name: &str| name.trim().to_lowercase().replace('&', "and");
    simple(name) == simple(other)
}

/// Returns YAMLResume's name of a language by one of its other names, or by its tag.
fn language_of(word: &str) -> Option<&'static str> {
    let is_tag = word.len() < 4;
    let by_tag = crate::locale::name_in_english(word).filter(|_| is_tag);
    let by_name = |word: &str| {
        OTHER_NAMES.lines().find_map(|line| {
            let mut names = line.split('\t');
            let english = names.next()?;
            (same(english, word) || names.any(|name| same(name, word))).then_some(english)
        })
    };
    by_name(word).or_else(|| by_name(&by_tag?))
}

/// Returns YAMLResume's name of a country by its two-letter code.
pub(super) fn country_of_code(code: &str) -> Option<&'static str> {
    let code = code.to_ascii_uppercase();
    let differing = COUNTRIES.iter().find(|(own, _)| *own == code).map(|(_, name)| *name);
    differing.or_else(|| {
        let name = crate::locale::Locale::default().country(&code)?;
        Named::Country.rows().find_map(|row| same(row[0], &name).then(|| row[0]))
    })
}

fn column(language: &str) -> Option<usize> {
    LANGUAGES.iter().position(|own| *own == language).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_translated_to_and_from_the_language_of_the_file() {
        assert_eq!(Named::Language.word("German", "fr"), Some("Allemand"));
        assert_eq!(Named::Country.word("United States", "ja"), Some("アメリカ合衆国"));
        assert_eq!(Named::Language.word("German", "en"), None);
        assert_eq!(Named::Language.word("Klingon", "fr"), None);
        assert_eq!(Named::Country.english("Danmark", "no"), Some("Denmark"));
    }

    #[test]
    fn languages_are_known_by_their_names_in_any_language_and_by_their_tag() {
        for (word, name) in [
            ("english", "English"),
            ("Deutsch", "German"),
            ("Persian", "Farsi"),
            ("Słowacki", "Slovak"),
            ("الإنجليزية", "English"),
            ("普通话", "Mandarin"),
            ("de", "German"),
            ("Norwegian Bokmål", "Norwegian"),
        ] {
            assert_eq!(Named::Language.english(word, "en"), Some(name), "{word}");
        }
        assert_eq!(Named::Language.english("Klingon", "en"), None);
    }

    /// Returns the two-letter code of one of YAMLResume's countries.
    fn code_of_country(name: &str) -> Option<String> {
        let differing = COUNTRIES.iter().find(|(_, own)| *own == name).map(|(code, _)| *code);
        let english = crate::locale::Locale::default();
        differing.map(str::to_owned).or_else(|| english.country_code(name))
    }

    #[test]
    fn every_country_of_the_list_has_a_code() {
        for row in Named::Country.rows() {
            let code = code_of_country(row[0]);
            let back = code.as_deref().and_then(country_of_code);
            assert_eq!(back, Some(row[0]), "{code:?}");
        }
        assert_eq!(country_of_code("cz"), Some("Czech Republic"));
    }

    #[test]
    fn every_name_is_translated_into_every_language() {
        for named in [Named::Language, Named::Country] {
            for row in named.rows() {
                assert_eq!(row.len(), 1 + LANGUAGES.len(), "{row:?}");
                assert!(row.iter().all(|name| !name.trim().is_empty()), "{row:?}");
            }
        }
    }
}

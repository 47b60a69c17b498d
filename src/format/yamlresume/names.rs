//! Names of languages and countries, given in English and shown in the language of the file.

/// The category of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Language,
    Country,
}

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

    /// Returns the English name of a translated one.
    pub(super) fn english(self, word: &str, language: &str) -> Option<&'static str> {
        let at = column(language)?;
        let mut rows = self.rows();
        rows.find_map(|row| (row[at] == word).then(|| row[0]))
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
    fn every_name_is_translated_into_every_language() {
        for named in [Named::Language, Named::Country] {
            for row in named.rows() {
                assert_eq!(row.len(), 1 + LANGUAGES.len(), "{row:?}");
                assert!(row.iter().all(|name| !name.trim().is_empty()), "{row:?}");
            }
        }
    }
}

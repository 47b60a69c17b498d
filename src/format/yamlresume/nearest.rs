//! Finds the most similar of YAMLResume's fixed options for other words.

use unicode_script::{Script, UnicodeScript};

use super::words::Options;
use known::{DEGREES, FLUENCIES, LEVELS, NETWORKS, NOT_COMPLETED, SCHOOLS};

mod known;

/// An option of YAMLResume for a value in other words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Nearest {
    pub(super) option: &'static str,
    /// Whether the value says something else than the option, so that its words belong beside it.
    pub(super) is_vague: bool,
}

impl Options {
    /// Returns the most similar option for a value in other words.
    pub(super) fn nearest(self, word: &str) -> Option<Nearest> {
        let table = match self {
            Self::Degree => DEGREES,
            Self::Fluency => FLUENCIES,
            Self::Level => LEVELS,
            Self::Network => NETWORKS,
        };
        let text = words_of(word);
        let has = |known: &[&str]| known.iter().any(|known| contains(&text, known));
        table.iter().find_map(|(option, same, others)| {
            let is_same = has(same);
            (is_same || has(others)).then(|| Nearest {
                option,
                is_vague: !is_same
                    || self == Self::Degree && has(NOT_COMPLETED)
                    || self == Self::Fluency && word.contains([',', '，', '、', '（', '(']),
            })
        })
    }
}

/// Returns the degree of a school, given by its name; `None` if it gives several degrees.
pub(super) fn degree_of_school(name: &str) -> Option<&'static str> {
    let text = words_of(name);
    let found = SCHOOLS.iter().find(|(_, names)| names.iter().any(|name| contains(&text, name)));
    found.map(|(degree, _)| *degree)
}

/// Returns the words in lower case without full stops, each between spaces.
fn words_of(text: &str) -> String {
    let lower = text.to_lowercase().replace('.', " ");
    let is_word = |c: char| c.is_alphanumeric() || c == '-' || is_mark(c);
    let words = lower.split(|c| !is_word(c)).filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |all, word| all + word + " ")
}

fn is_mark(c: char) -> bool {
    c.script() == Script::Inherited || matches!(c.script(), Script::Devanagari | Script::Arabic)
}

/// Returns whether a text contains a word, or a beginning of a word if it ends in `*`.
fn contains(text: &str, known: &str) -> bool {
    let is_without_spaces =
        |c: char| matches!(c.script(), Script::Han | Script::Katakana | Script::Hangul);
    let beginning = known.trim_end_matches('*');
    if known.chars().any(is_without_spaces) {
        return text.contains(beginning);
    }
    if let Some(whole) = known.strip_prefix('=') {
        return text.trim() == whole;
    }
    match known.strip_suffix('*') {
        Some(beginning) => text.contains(&format!(" {beginning}")),
        None => text.contains(&format!(" {known} ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_map_to_the_most_similar_option_in_many_languages() {
        let of = |word| Options::Degree.nearest(word).map(|found| found.option);
        for (word, option) in [
            ("BSc (Hons)", "Bachelor"),
            ("B. Sc.", "Bachelor"),
            ("Laurea", "Bachelor"),
            ("Laurea magistrale", "Master"),
            ("Licence", "Bachelor"),
            ("Magister", "Master"),
            ("Máster universitario", "Master"),
            ("Ph.D.", "Doctor"),
            ("Doctor of Medicine", "Doctor"),
            ("工学学士", "Bachelor"),
            ("بكالوريوس", "Bachelor"),
            ("кандидат наук", "Doctor"),
            ("Abitur", "High School"),
            ("Lehre", "Diploma"),
            ("Certificate of Higher Education", "Diploma"),
            ("Associate of Arts", "Associate"),
        ] {
            assert_eq!(of(word), Some(option), "{word}");
        }
        assert_eq!(of("Exchange year"), None);
        assert_eq!(of("License"), None);
    }

    #[test]
    fn a_degree_that_was_not_completed_is_not_the_degree() {
        let is_vague = |word| Options::Degree.nearest(word).map(|found| found.is_vague);
        assert_eq!(is_vague("MSc"), Some(false));
        for word in ["MSc (not completed)", "Master, ohne Abschluss", "工程硕士（肄业）", "Lehre"]
        {
            assert_eq!(is_vague(word), Some(true), "{word}");
        }
    }

    #[test]
    fn fluency_and_level_map_to_the_most_similar_option() {
        let fluency = |word| Options::Fluency.nearest(word).map(|found| found.option);
        assert_eq!(fluency("C1"), Some("Full Professional Proficiency"));
        assert_eq!(fluency("sehr gut"), Some("Full Professional Proficiency"));
        assert_eq!(fluency("Langue maternelle"), Some("Native or Bilingual Proficiency"));
        assert_eq!(fluency("родной"), Some("Native or Bilingual Proficiency"));
        assert_eq!(fluency("流利"), Some("Full Professional Proficiency"));
        assert_eq!(fluency("when I must"), None);
        let level = |word| Options::Level.nearest(word).map(|found| found.option);
        assert_eq!(level("working knowledge"), Some("Intermediate"));
        assert_eq!(level("Expertin"), Some("Expert"));
        assert_eq!(level("so-so"), None);
        assert_eq!(Options::Network.nearest("X").map(|found| found.option), Some("Twitter"));
        assert_eq!(Options::Network.nearest("Xing"), None);
    }
}

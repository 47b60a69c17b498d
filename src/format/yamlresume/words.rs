//! The fixed options of YAMLResume, which it shows in the language of the résumé.

use crate::locale::{Locale, Word};
use crate::resume::{SectionKind, Slot};

use super::keys::LOCALES;

/// Returns the locale of a YAMLResume language; `None` for English, the language of options in
/// files, and for unsupported languages.
pub(super) fn locale_of(language: &str) -> Option<Locale> {
    let (_, tag) = LOCALES.iter().find(|(name, _)| *name == language && *name != "en")?;
    Locale::find(tag)
}

/// A fixed set of options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Options {
    Degree,
    Fluency,
    Level,
    Network,
}

impl Options {
    /// Returns the options as written in files, which are also the English words.
    pub(super) fn names(self) -> &'static [&'static str] {
        match self {
            Self::Degree => &[
                "Middle School",
                "High School",
                "Diploma",
                "Associate",
                "Bachelor",
                "Master",
                "Doctor",
            ],
            Self::Fluency => &[
                "Elementary Proficiency",
                "Limited Working Proficiency",
                "Minimum Professional Proficiency",
                "Full Professional Proficiency",
                "Native or Bilingual Proficiency",
            ],
            Self::Level => &["Novice", "Beginner", "Intermediate", "Advanced", "Expert", "Master"],
            Self::Network => &[
                "Behance",
                "Discord",
                "Dribbble",
                "Facebook",
                "GitHub",
                "Gitlab",
                "Instagram",
                "Line",
                "LinkedIn",
                "Medium",
                "Pinterest",
                "Reddit",
                "Snapchat",
                "Stack Overflow",
                "Telegram",
                "TikTok",
                "Twitch",
                "Twitter",
                "Vimeo",
                "Weibo",
                "WeChat",
                "WhatsApp",
                "YouTube",
                "Zhihu",
            ],
        }
    }

    /// Returns an option in words, in English without a locale.
    pub(super) fn word(self, name: &str, locale: Option<&Locale>) -> String {
        let at = self.names().iter().position(|own| *own == name);
        let word = at.and_then(|at| Some(locale?.word(*self.words().get(at)?)));
        word.unwrap_or(name).to_owned()
    }

    /// Returns the options of a field of an entry; `None` if its value is free text.
    pub(super) fn of_slot(kind: SectionKind, slot: Slot) -> Option<Self> {
        match (kind, slot) {
            (SectionKind::Education, Slot::StudyType) => Some(Self::Degree),
            (SectionKind::Languages, Slot::Level) => Some(Self::Fluency),
            (SectionKind::Skills, Slot::Level) => Some(Self::Level),
            _ => None,
        }
    }

    /// Returns the option that a word denotes, in English or in a locale.
    pub(super) fn of_word(self, word: &str, locale: Option<&Locale>) -> Option<&'static str> {
        let typed = word.trim().to_lowercase();
        let is_typed = |word: &str| word.to_lowercase() == typed;
        let names = self.names();
        let in_english = || names.iter().position(|name| is_typed(name));
        let in_words = || {
            self.words()
                .iter()
                .position(|word| locale.is_some_and(|locale| is_typed(locale.word(*word))))
        };
        let fluencies = [
            (Word::FluencyFluent, "Full Professional Proficiency"),
            (Word::FluencyNative, "Native or Bilingual Proficiency"),
        ];
        let of_fluency = || {
            let known = fluencies.iter().filter(|_| self == Self::Fluency);
            let mut known =
                known.filter(|(word, _)| locale.is_some_and(|it| is_typed(it.word(*word))));
            known.next().map(|(_, name)| *name)
        };
        in_english().or_else(in_words).map(|at| names[at]).or_else(of_fluency)
    }

    /// Returns the locale words of the options in order; empty for networks, which are not
    /// translated.
    fn words(self) -> &'static [Word] {
        match self {
            Self::Degree => &[
                Word::DegreeMiddleSchool,
                Word::DegreeHighSchool,
                Word::DegreeDiploma,
                Word::DegreeAssociate,
                Word::DegreeBachelor,
                Word::DegreeMaster,
                Word::DegreeDoctor,
            ],
            Self::Fluency => &[
                Word::FluencyElementary,
                Word::FluencyLimited,
                Word::FluencyProfessional,
                Word::FluencyFull,
                Word::FluencyBilingual,
            ],
            Self::Level => &Word::LEVELS,
            Self::Network => &[],
        }
    }

    /// Returns the name of such an option for messages.
    pub(super) fn what(self) -> &'static str {
        match self {
            Self::Degree => "degree",
            Self::Fluency => "fluency",
            Self::Level => "level",
            Self::Network => "network",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn option_words_survive_a_round_trip_in_every_language() {
        for (language, _) in LOCALES {
            let locale = locale_of(language);
            assert_eq!(locale.is_some(), language != "en", "{language}");
            for options in [Options::Degree, Options::Fluency, Options::Level] {
                assert_eq!(options.words().len(), options.names().len());
                for name in options.names() {
                    let word = options.word(name, locale.as_ref());
                    let back = options.of_word(&word, locale.as_ref());
                    assert_eq!(back, Some(*name), "{language}: {word}");
                }
            }
        }
        assert_eq!(Options::Degree.word("Bachelor", locale_of("pt-br").as_ref()), "Bacharelado");
    }
}

//! The words of YAMLResume's options, which it shows in the language of the résumé.

/// A set of words of which one is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Options {
    Degree,
    Fluency,
    Level,
    Network,
}

impl Options {
    /// Returns the options as a file names them.
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
            Self::Level => {
                &["Novice", "Beginner", "Intermediate", "Advanced", "Expert", "Master"]
            }
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

    /// Says in words what is meant, in the language of the résumé.
    ///
    /// English names are English words; other languages have theirs with the locales.
    pub(super) fn word(self, name: &str, _language: &str) -> String {
        name.to_owned()
    }

    /// Returns the option that a word stands for.
    pub(super) fn of_word(self, word: &str) -> Option<&'static str> {
        self.names().iter().copied().find(|name| name.eq_ignore_ascii_case(word.trim()))
    }

    /// Returns the option nearest to a word that is none.
    pub(super) fn nearest(self, word: &str) -> Option<&'static str> {
        let word = word.to_lowercase();
        let words: Vec<&str> =
            word.split(|c: char| !(c.is_alphanumeric() || c == '.')).filter(|w| !w.is_empty()).collect();
        let table: &[(&str, &[&str])] = match self {
            Self::Degree => &[
                ("Doctor", &["phd", "ph.d.", "ph.d", "doctorate", "doctor", "dphil"]),
                ("Master", &["master", "masters", "msc", "m.sc.", "ma", "m.a.", "ms", "meng", "mba"]),
                ("Bachelor", &["bachelor", "bachelors", "bsc", "b.sc.", "ba", "b.a.", "bs", "beng"]),
                ("Associate", &["associate", "as", "aa"]),
                ("Diploma", &["diploma", "diplom"]),
            ],
            Self::Fluency => &[
                ("Native or Bilingual Proficiency", &["native", "bilingual", "mother", "c2"]),
                ("Full Professional Proficiency", &["fluent", "fluently", "c1"]),
                ("Minimum Professional Proficiency", &["professional", "b2", "advanced"]),
                ("Limited Working Proficiency", &["limited", "conversational", "intermediate", "b1"]),
                ("Elementary Proficiency", &["elementary", "basic", "beginner", "a1", "a2"]),
            ],
            Self::Level => &[
                ("Master", &["guru"]),
                ("Expert", &["expert", "senior"]),
                ("Advanced", &["advanced", "proficient"]),
                ("Intermediate", &["intermediate", "medium"]),
                ("Beginner", &["beginner", "basic", "junior"]),
            ],
            Self::Network => &[("Twitter", &["x"])],
        };
        table
            .iter()
            .find(|(_, known)| words.iter().any(|word| known.contains(word)))
            .map(|(option, _)| *option)
    }

    /// What one of them is called in messages.
    pub(super) fn what(self) -> &'static str {
        match self {
            Self::Degree => "degree",
            Self::Fluency => "fluency",
            Self::Level => "level",
            Self::Network => "network",
        }
    }
}

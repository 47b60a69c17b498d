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
    /// Returns the options as a file names them, which are the English words too.
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

    /// Says in words what is meant, in the language of the résumé.
    pub(super) fn word(self, name: &str, language: &str) -> String {
        let at = self.names().iter().position(|own| *own == name);
        let word = at.and_then(|at| self.words(language)?.get(at).copied());
        word.unwrap_or(name).to_owned()
    }

    /// Returns the option that a word stands for, in English or in a language.
    pub(super) fn of_word(self, word: &str, language: &str) -> Option<&'static str> {
        let word = word.trim().to_lowercase();
        let find = |words: &[&str]| words.iter().position(|own| own.to_lowercase() == word);
        let names = self.names();
        find(names).or_else(|| find(self.words(language)?)).map(|at| names[at])
    }

    /// Returns the words of a language, in the order of the options; `None` where it has none.
    fn words(self, language: &str) -> Option<&'static [&'static str]> {
        let language = WORDS.iter().find(|words| words.language == language)?;
        match self {
            Self::Degree => Some(&language.degrees),
            Self::Fluency => Some(&language.fluencies),
            Self::Level => Some(&language.levels),
            Self::Network => None,
        }
    }

    /// Returns the option nearest to a word that is none.
    pub(super) fn nearest(self, word: &str) -> Option<&'static str> {
        let word = word.to_lowercase();
        let words: Vec<&str> = word
            .split(|c: char| !(c.is_alphanumeric() || c == '.'))
            .filter(|w| !w.is_empty())
            .collect();
        let table: &[(&str, &[&str])] = match self {
            Self::Degree => &[
                ("Doctor", &["phd", "ph.d.", "ph.d", "doctorate", "doctor", "dphil"]),
                (
                    "Master",
                    &["master", "masters", "msc", "m.sc.", "ma", "m.a.", "ms", "meng", "mba"],
                ),
                (
                    "Bachelor",
                    &["bachelor", "bachelors", "bsc", "b.sc.", "ba", "b.a.", "bs", "beng"],
                ),
                ("Associate", &["associate", "as", "aa"]),
                ("Diploma", &["diploma", "diplom"]),
            ],
            Self::Fluency => &[
                ("Native or Bilingual Proficiency", &["native", "bilingual", "mother", "c2"]),
                ("Full Professional Proficiency", &["fluent", "fluently", "c1"]),
                ("Minimum Professional Proficiency", &["professional", "b2", "advanced"]),
                (
                    "Limited Working Proficiency",
                    &["limited", "conversational", "intermediate", "b1"],
                ),
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

/// The words of a language, in the order of the options.
struct Words {
    language: &'static str,
    degrees: [&'static str; 7],
    fluencies: [&'static str; 5],
    levels: [&'static str; 6],
}

const WORDS: [Words; 11] = [
    Words {
        language: "de",
        degrees: [
            "Mittelschule",
            "Oberschule",
            "Diplom",
            "Associate",
            "Bachelor",
            "Master",
            "Doktor",
        ],
        fluencies: [
            "Grundkenntnisse",
            "Gute Kenntnisse",
            "Fließend",
            "Verhandlungssicher",
            "Muttersprache oder zweisprachig",
        ],
        levels: ["Einsteiger", "Anfänger", "Mittelstufe", "Fortgeschritten", "Experte", "Meister"],
    },
    Words {
        language: "fr",
        degrees: ["Collège", "Lycée", "Diplôme", "Associate", "Licence", "Master", "Doctorat"],
        fluencies: [
            "Notions",
            "Niveau professionnel limité",
            "Niveau professionnel",
            "Niveau professionnel complet",
            "Langue maternelle ou bilingue",
        ],
        levels: ["Novice", "Débutant", "Intermédiaire", "Avancé", "Expert", "Maître"],
    },
    Words {
        language: "es",
        degrees: [
            "Educación secundaria",
            "Bachillerato",
            "Diplomatura",
            "Grado asociado",
            "Grado",
            "Máster",
            "Doctorado",
        ],
        fluencies: [
            "Nivel básico",
            "Nivel profesional limitado",
            "Nivel profesional",
            "Nivel profesional completo",
            "Nativo o bilingüe",
        ],
        levels: ["Novato", "Principiante", "Intermedio", "Avanzado", "Experto", "Maestro"],
    },
    Words {
        language: "pt-br",
        degrees: [
            "Ensino fundamental",
            "Ensino médio",
            "Diploma",
            "Tecnólogo",
            "Bacharelado",
            "Mestrado",
            "Doutorado",
        ],
        fluencies: [
            "Nível básico",
            "Nível profissional limitado",
            "Nível profissional",
            "Nível profissional pleno",
            "Nativo ou bilíngue",
        ],
        levels: ["Novato", "Iniciante", "Intermediário", "Avançado", "Especialista", "Mestre"],
    },
    Words {
        language: "nl",
        degrees: [
            "Onderbouw",
            "Middelbare school",
            "Diploma",
            "Associate degree",
            "Bachelor",
            "Master",
            "Doctor",
        ],
        fluencies: [
            "Basiskennis",
            "Beperkte werkvaardigheid",
            "Professionele werkvaardigheid",
            "Volledige professionele vaardigheid",
            "Moedertaal of tweetalig",
        ],
        levels: ["Nieuweling", "Beginner", "Gemiddeld", "Gevorderd", "Expert", "Meester"],
    },
    Words {
        language: "no",
        degrees: [
            "Ungdomsskole",
            "Videregående skole",
            "Diplom",
            "Høyskolekandidat",
            "Bachelor",
            "Master",
            "Doktorgrad",
        ],
        fluencies: [
            "Grunnleggende ferdigheter",
            "Begrensede yrkesferdigheter",
            "Profesjonelt nivå",
            "Fullt profesjonelt nivå",
            "Morsmål eller tospråklig",
        ],
        levels: ["Fersk", "Nybegynner", "Middels", "Avansert", "Ekspert", "Mester"],
    },
    Words {
        language: "id",
        degrees: ["SMP", "SMA", "Diploma", "Ahli Madya", "Sarjana", "Magister", "Doktor"],
        fluencies: [
            "Kemampuan dasar",
            "Kemampuan kerja terbatas",
            "Kemampuan profesional",
            "Kemampuan profesional penuh",
            "Penutur asli atau dwibahasa",
        ],
        levels: ["Baru mulai", "Pemula", "Menengah", "Mahir", "Ahli", "Master"],
    },
    Words {
        language: "ja",
        degrees: ["中学校", "高等学校", "ディプロマ", "準学士", "学士", "修士", "博士"],
        fluencies: [
            "初級",
            "限定的な業務レベル",
            "業務レベル",
            "ビジネスレベル",
            "母語またはバイリンガル",
        ],
        levels: ["入門", "初級", "中級", "上級", "エキスパート", "マスター"],
    },
    Words {
        language: "zh-hans",
        degrees: ["初中", "高中", "文凭", "副学士", "学士", "硕士", "博士"],
        fluencies: ["初级水平", "有限的工作水平", "专业工作水平", "完全专业水平", "母语或双语水平"],
        levels: ["新手", "初级", "中级", "高级", "专家", "大师"],
    },
    Words {
        language: "zh-hant-hk",
        degrees: ["初中", "高中", "文憑", "副學士", "學士", "碩士", "博士"],
        fluencies: ["初級程度", "有限的工作程度", "專業工作程度", "完全專業程度", "母語或雙語程度"],
        levels: ["新手", "初級", "中級", "高級", "專家", "大師"],
    },
    Words {
        language: "zh-hant-tw",
        degrees: ["國中", "高中", "文憑", "副學士", "學士", "碩士", "博士"],
        fluencies: ["初級程度", "有限的工作程度", "專業工作程度", "完全專業程度", "母語或雙語程度"],
        levels: ["新手", "初級", "中級", "高級", "專家", "大師"],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::yamlresume::keys::LOCALES;

    #[test]
    fn every_language_has_words_that_come_back() {
        for (language, _) in LOCALES {
            for options in [Options::Degree, Options::Fluency, Options::Level] {
                assert_eq!(options.words(language).is_some(), language != "en", "{language}");
                for name in options.names() {
                    let word = options.word(name, language);
                    assert_eq!(options.of_word(&word, language), Some(*name), "{language}: {word}");
                }
            }
        }
    }

    #[test]
    fn other_words_mean_the_nearest_option() {
        assert_eq!(Options::Degree.nearest("BSc (Hons)"), Some("Bachelor"));
        assert_eq!(Options::Degree.nearest("Doctor of Medicine"), Some("Doctor"));
        assert_eq!(Options::Fluency.nearest("Fluent"), Some("Full Professional Proficiency"));
        assert_eq!(Options::Level.nearest("so-so"), None);
    }
}

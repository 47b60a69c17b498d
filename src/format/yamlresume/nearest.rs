//! Finds the most similar of YAMLResume's fixed options for other words.
//!
//! The tables hold words of the languages that recto supports, in lower case and without full
//! stops. The first option with a matching word is the most similar one.

use unicode_script::{Script, UnicodeScript};

use super::words::Options;

/// An option of YAMLResume for a value in other words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Nearest {
    pub(super) option: &'static str,
    /// Whether the value says something else than the option, so that its words belong beside it.
    pub(super) is_vague: bool,
}

/// An option, words that say the same, and words that say something else but are nearest to it.
///
/// A trailing `*` matches any ending, a leading `=` only a whole value.
type Row = (&'static str, &'static [&'static str], &'static [&'static str]);

const DEGREES: &[Row] = &[
    (
        "Doctor",
        &[
            "phd",
            "ph d",
            "doctor*",
            "dphil",
            "dr",
            "drs",
            "md",
            "m d",
            "edd",
            "dsc",
            "jd",
            "doktor*",
            "dottorat*",
            "doutorad*",
            "докт*",
            "кандидат наук",
            "д-р",
            "博士",
            "박사",
            "دكتور*",
            "دکتر*",
            "דוקטור*",
            "διδακτορικ*",
            "tohtori*",
            "tiến sĩ",
        ],
        &[],
    ),
    (
        "Master",
        &[
            "master*",
            "msc",
            "m sc",
            "ma",
            "m a",
            "ms",
            "m s",
            "meng",
            "m eng",
            "mba",
            "msn",
            "mph",
            "mphil",
            "mphys",
            "mchem",
            "mres",
            "msci",
            "mfa",
            "med",
            "llm",
            "mtech",
            "m tech",
            "máster*",
            "maîtrise",
            "mestrad*",
            "magist*",
            "maestr*",
            "laurea magistrale",
            "maister*",
            "магистр*",
            "магістр*",
            "ماجستير",
            "کارشناسی ارشد",
            "מוסמך",
            "תואר שני",
            "μεταπτυχιακ*",
            "yüksek lisans",
            "thạc sĩ",
            "硕士",
            "碩士",
            "修士",
            "석사",
        ],
        &["dipl-*", "dipl *", "diplom*inform*", "diplom*ing*", "specialist*", "специалист*"],
    ),
    (
        "Bachelor",
        &[
            "bachelor*",
            "bsc",
            "b sc",
            "ba",
            "b a",
            "bs",
            "b s",
            "beng",
            "b eng",
            "bsn",
            "bfa",
            "bba",
            "btech",
            "b tech",
            "=be",
            "llb",
            "licence",
            "licenciat*",
            "licencjat*",
            "bacharel*",
            "graduação",
            "grado",
            "laurea*",
            "kandidat*",
            "bakalár*",
            "bakalář*",
            "бакалав*",
            "بكالوريوس",
            "کارشناسی",
            "תואר ראשון",
            "בוגר",
            "πτυχίο",
            "lisans",
            "cử nhân",
            "sarjana",
            "स्नातक",
            "学士",
            "學士",
            "학사",
        ],
        &["ingenier*", "inżynier*", "studia inżynierskie"],
    ),
    (
        "Associate",
        &[
            "associate*",
            "=as",
            "a s",
            "aa",
            "a a",
            "aas",
            "foundation degree",
            "短期大学士",
            "전문학사",
        ],
        &["dut", "bts"],
    ),
    (
        "High School",
        &[
            "high school",
            "secondary school",
            "lycée",
            "baccalauréat*",
            "bac",
            "abitur",
            "matura*",
            "bachillerato",
            "liceo",
            "maturità",
            "ensino médio",
            "ensino medio",
            "a level*",
            "a-level*",
            "gymnasium",
            "gymnasi*",
            "szkoła średnia",
            "среднее образование",
            "高中",
            "高校",
            "고등학교",
            "ثانوي*",
        ],
        &["ged", "fachabitur", "fachhochschulreife"],
    ),
    (
        "Diploma",
        &[
            "diploma*",
            "diplom*",
            "diplôme*",
            "dyplom*",
            "диплом*",
            "دبلوم*",
            "دیپلم",
            "דיפלומה",
            "δίπλωμα",
            "文凭",
            "專科",
            "专科",
        ],
        &[
            "certificat*",
            "zertifikat*",
            "certyfikat*",
            "ausbildung*",
            "lehre",
            "gesell*",
            "meister*",
            "staatlich *",
            "apprentice*",
            "técnic*",
            "técnico",
            "tecnic*",
            "curso *",
            "cap",
            "brevet*",
            "course*",
            "field course",
            "bootcamp*",
            "licensed *",
            "nvq",
            "hnd",
            "hnc",
            "专业",
            "専門士",
            "technik*",
            "technikum",
            "yrkes*",
            "mbo",
            "maturitní*",
            "сертификат*",
            "شهادة*",
            "资格",
        ],
    ),
    ("Middle School", &["middle school", "collège", "gimnazjum", "初中", "中学校"], &[]),
];

const FLUENCIES: &[Row] = &[
    (
        "Native or Bilingual Proficiency",
        &[
            "native*",
            "bilingual*",
            "mother tongue",
            "mother",
            "first language",
            "muttersprach*",
            "langue maternelle",
            "maternelle",
            "bilingue*",
            "materna",
            "nativ*",
            "madrelingua",
            "moedertaal",
            "modersmål*",
            "morsmål*",
            "äidinkieli",
            "mateřs*",
            "ojczyst*",
            "anyanyelv*",
            "matern*",
            "ana dil*",
            "bahasa ibu",
            "tiếng mẹ đẻ",
            "родн*",
            "рідн*",
            "носитель*",
            "μητρική*",
            "שפת אם",
            "اللغة الأم",
            "لغة الأم",
            "الأم",
            "زبان مادری",
            "मातृभाषा",
            "母语",
            "母語",
            "모국어",
            "ネイティブ",
        ],
        &["c2"],
    ),
    (
        "Full Professional Proficiency",
        &[
            "fluent*",
            "full professional",
            "fließend*",
            "verhandlungssicher*",
            "courant*",
            "couramment",
            "fluid*",
            "fluente*",
            "fluyente",
            "vloeiend*",
            "flytande",
            "flydende",
            "flytende",
            "sujuva*",
            "plynn*",
            "biegł*",
            "biegle",
            "folyékony*",
            "fluent",
            "akıcı*",
            "fasih",
            "lancar",
            "trôi chảy",
            "свободн*",
            "вільн*",
            "άριστ*",
            "שוטף*",
            "بطلاقة",
            "طلاقة",
            "روان",
            "धाराप्रवाह",
            "流利",
            "流暢",
            "流畅",
            "유창*",
        ],
        &[
            "c1",
            "excellent",
            "très bon*",
            "sehr gut*",
            "جيدة جدا",
            "جيدة جدًا",
            "muy bueno",
            "ótimo",
        ],
    ),
    (
        "Minimum Professional Proficiency",
        &[
            "professional*",
            "proficient",
            "working proficiency",
            "business*",
            "berufl*",
            "professionnel*",
        ],
        &[
            "b2",
            "advanced",
            "avançad*",
            "avanzad*",
            "avancé*",
            "fortgeschritten*",
            "zaawansowan*",
            "upper intermediate",
            "toeic",
            "ielts",
            "toefl",
            "六级",
            "cet-6",
            "n1",
            "n2",
            "gut",
            "good",
            "bon*",
            "bueno*",
            "جيدة",
            "جيد",
            "良好",
            "upper-intermediate",
        ],
    ),
    (
        "Limited Working Proficiency",
        &["limited*", "limited working"],
        &[
            "b1",
            "conversation*",
            "intermedi*",
            "medium",
            "mittel*",
            "moyen*",
            "średni*",
            "komunikatyw*",
            "spoken at home",
            "in der familie",
            "en famille",
            "en familia",
            "em casa",
            "w domu",
            "家庭",
            "日常会話",
            "日常会话",
            "四级",
            "cet-4",
            "n3",
            "средн*",
            "середн*",
            "متوسط*",
            "고급",
            "중급",
            "fair",
        ],
    ),
    (
        "Elementary Proficiency",
        &["elementary*", "élémentaire*"],
        &[
            "a1",
            "a2",
            "basic*",
            "beginner*",
            "basis*",
            "básic*",
            "notions",
            "base",
            "grund*",
            "anfänger*",
            "podstaw*",
            "school *",
            "scolaire",
            "начальн*",
            "початк*",
            "базов*",
            "مبتدئ*",
            "enough to *",
            "some",
            "a little",
            "n4",
            "n5",
            "初级",
            "初級",
            "초급",
        ],
    ),
];

const LEVELS: &[Row] = &[
    ("Master", &["master*", "guru"], &["精通", "专家级"]),
    (
        "Expert",
        &[
            "expert*",
            "experto",
            "experta",
            "ekspert*",
            "especialista*",
            "esperto",
            "esperta",
            "asiantuntija",
            "эксперт*",
            "експерт*",
            "خبير*",
            "专家",
            "專家",
            "専門",
            "전문가",
        ],
        &["senior", "excellent", "biegł*", "biegle"],
    ),
    (
        "Advanced",
        &[
            "advanced",
            "avancé*",
            "avanzad*",
            "avançad*",
            "fortgeschritten*",
            "zaawansowan*",
            "gevorderd*",
            "avanser*",
            "продвинут*",
            "متقدم*",
            "上级",
            "上級",
            "고급",
        ],
        &[
            "proficient",
            "highly skilled",
            "highly",
            "strong",
            "fluent",
            "熟练",
            "熟練",
            "keen",
            "skilled",
            "very good",
            "sehr gut*",
            "très bon*",
        ],
    ),
    (
        "Intermediate",
        &[
            "intermedi*",
            "medium",
            "nivel medio",
            "medio",
            "mittel*",
            "średni*",
            "средн*",
            "середн*",
            "متوسط*",
            "中级",
            "中級",
            "중급",
        ],
        &[
            "working knowledge",
            "working",
            "pratique courante",
            "fair",
            "kenntnisse",
            "能够使用",
            "実務可",
            "competent",
            "some experience",
            "familiar",
            "solid",
            "good",
            "gut",
            "gute*",
            "dobr*",
            "bon*",
            "bueno*",
        ],
    ),
    (
        "Beginner",
        &[
            "beginner*",
            "anfänger*",
            "débutant*",
            "principiante*",
            "iniciante*",
            "podstaw*",
            "начальн*",
            "مبتدئ*",
            "初级",
            "初級",
            "초급",
        ],
        &["basic*", "junior", "learning", "notions", "básic*", "grund*", "elementary"],
    ),
    ("Novice", &["novice"], &["some", "a little"]),
];

const NETWORKS: &[Row] = &[
    ("Twitter", &["x", "twitter x", "x twitter"], &[]),
    ("Gitlab", &["gitlab com"], &[]),
    ("Stack Overflow", &["stackoverflow", "stack-overflow"], &[]),
];

/// Words for a degree that was not completed.
const NOT_COMPLETED: &[&str] = &[
    "not completed",
    "incomplete",
    "unfinished",
    "no degree",
    "without degree",
    "in progress",
    "ongoing",
    "expected",
    "candidate",
    "withdrew",
    "ohne abschluss",
    "abgebrochen",
    "laufend",
    "non terminé*",
    "inachevé*",
    "en cours",
    "incomplet*",
    "inconclus*",
    "sin terminar",
    "inacabad*",
    "en curso",
    "em andamento",
    "cursando",
    "nieukończon*",
    "w trakcie",
    "незаконч*",
    "неокончен*",
    "незаверш*",
    "لم يكتمل",
    "中退",
    "在学",
    "肄业",
    "肄業",
    "在读",
    "在讀",
    "중퇴",
];

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
    const SCHOOLS: &[(&str, &[&str])] = &[
        (
            "High School",
            &[
                "high school",
                "secondary school",
                "lycée",
                "gymnasium",
                "liceum",
                "liceo",
                "lycee",
                "gymnázium",
                "gimnazija",
                "ліцей",
                "лицей",
                "高等学校",
                "高中",
                "고등학교",
            ],
        ),
        ("Middle School", &["middle school", "collège", "中学校", "初中", "중학교"]),
    ];
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

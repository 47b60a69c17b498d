macro_rules! words {
    ($($name:ident = $key:literal,)*) => {
        /// A word or phrase that pages use besides the résumé's text.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Word {
            $($name,)*
        }

        impl Word {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Returns the key in locale files and in `meta.words`.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }
        }
    };
}

words! {
    Resume = "resume",
    Present = "present",
    PageOf = "pageOf",
    ListSeparator = "listSeparator",
    PartSeparator = "partSeparator",
    LabelSeparator = "labelSeparator",
    Aside = "aside",
    LastModified = "lastModified",
    Copyright = "copyright",
    Photo = "photo",
    Signature = "signature",
    Degree = "degree",
    Name = "name",
    Position = "position",
    Organization = "organization",
    StudyType = "studyType",
    Area = "area",
    Type = "type",
    Role = "role",
    Roles = "roles",
    Level = "level",
    Score = "score",
    GradePointAverage = "gradePointAverage",
    Courses = "courses",
    Authors = "authors",
    Venue = "venue",
    Publisher = "publisher",
    Pages = "pages",
    Doi = "doi",
    Date = "date",
    Relationship = "relationship",
    Born = "born",
    Nationality = "nationality",
    Pronouns = "pronouns",
    Mobile = "mobile",
    Home = "home",
    Work = "work",
    Fax = "fax",
    Pager = "pager",
    PlaceAndDate = "placeAndDate",
    Enclosures = "enclosures",
    Postscript = "postscript",
    Salutation = "salutation",
    Closing = "closing",
    ClosingToPerson = "closingToPerson",
    Consent = "consent",
    DegreeMiddleSchool = "degreeMiddleSchool",
    DegreeHighSchool = "degreeHighSchool",
    DegreeDiploma = "degreeDiploma",
    DegreeAssociate = "degreeAssociate",
    DegreeBachelor = "degreeBachelor",
    DegreeMaster = "degreeMaster",
    DegreeDoctor = "degreeDoctor",
    FluencyElementary = "fluencyElementary",
    FluencyLimited = "fluencyLimited",
    FluencyProfessional = "fluencyProfessional",
    FluencyFull = "fluencyFull",
    FluencyBilingual = "fluencyBilingual",
    FluencyFluent = "fluencyFluent",
    FluencyNative = "fluencyNative",
    LevelNovice = "levelNovice",
    LevelBeginner = "levelBeginner",
    LevelIntermediate = "levelIntermediate",
    LevelAdvanced = "levelAdvanced",
    LevelExpert = "levelExpert",
    LevelMaster = "levelMaster",
}

impl Word {
    /// Skill levels, lowest first.
    pub const LEVELS: [Self; 6] = [
        Self::LevelNovice,
        Self::LevelBeginner,
        Self::LevelIntermediate,
        Self::LevelAdvanced,
        Self::LevelExpert,
        Self::LevelMaster,
    ];

    /// Returns whether a language may lack the word: Unicode or another word replaces it.
    pub(super) fn is_optional(self) -> bool {
        self == Self::ListSeparator || self.general().is_some()
    }

    /// Returns the word that replaces a special one.
    pub(super) fn general(self) -> Option<Self> {
        match self {
            Self::ClosingToPerson => Some(Self::Closing),
            Self::GradePointAverage => Some(Self::Score),
            Self::Role => Some(Self::Roles),
            _ => None,
        }
    }

    /// Returns the word with a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|word| word.key() == key)
    }

    /// Returns the word for a language level in English: LinkedIn's five levels, also used by
    /// YAMLResume, those named in JSON Resume, and common words. `None` for other text.
    pub fn of_fluency(value: &str) -> Option<Self> {
        let value = value.trim().to_lowercase();
        Some(match value.strip_suffix(" proficiency").unwrap_or(&value) {
            "elementary" | "beginner" | "basic" => Self::FluencyElementary,
            "limited working" => Self::FluencyLimited,
            "professional working" | "minimum professional" => Self::FluencyProfessional,
            "full professional" => Self::FluencyFull,
            "native or bilingual" | "bilingual" => Self::FluencyBilingual,
            "fluent" => Self::FluencyFluent,
            "native" | "native speaker" | "mother tongue" => Self::FluencyNative,
            "intermediate" => Self::LevelIntermediate,
            "advanced" => Self::LevelAdvanced,
            _ => return None,
        })
    }
}

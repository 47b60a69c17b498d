macro_rules! words {
    ($($name:ident = $key:literal,)*) => {
        /// A word or phrase that a page may need, beside the résumé's own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Word {
            $($name,)*
        }

        impl Word {
            /// Every word.
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
    Roles = "roles",
    Level = "level",
    Score = "score",
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
    Phone = "phone",
    Mobile = "mobile",
    Home = "home",
    Work = "work",
    Fax = "fax",
    Pager = "pager",
    Email = "email",
    PlaceAndDate = "placeAndDate",
    Enclosures = "enclosures",
    Postscript = "postscript",
    Salutation = "salutation",
    Closing = "closing",
    Consent = "consent",
}

impl Word {
    /// Returns the word of that key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|word| word.key() == key)
    }
}

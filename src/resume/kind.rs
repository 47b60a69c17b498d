/// The kind of a section, which determines the fields of its entries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum SectionKind {
    /// The summary of `basics`.
    Summary,
    Text,
    /// Plain bullets.
    List,
    Work,
    Volunteer,
    Education,
    Awards,
    Certificates,
    Publications,
    Skills,
    Languages,
    Interests,
    References,
    Projects,
    /// Entries with any of the fields.
    #[default]
    Custom,
}

impl SectionKind {
    /// All kinds, in the order of JSON Resume, followed by additional ones.
    pub const ALL: [Self; 15] = [
        Self::Summary,
        Self::Work,
        Self::Volunteer,
        Self::Education,
        Self::Awards,
        Self::Certificates,
        Self::Publications,
        Self::Skills,
        Self::Languages,
        Self::Interests,
        Self::References,
        Self::Projects,
        Self::Text,
        Self::List,
        Self::Custom,
    ];

    /// Returns the name in files; for sections of JSON Resume, their key.
    pub fn name(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Text => "text",
            Self::List => "list",
            Self::Work => "work",
            Self::Volunteer => "volunteer",
            Self::Education => "education",
            Self::Awards => "awards",
            Self::Certificates => "certificates",
            Self::Publications => "publications",
            Self::Skills => "skills",
            Self::Languages => "languages",
            Self::Interests => "interests",
            Self::References => "references",
            Self::Projects => "projects",
            Self::Custom => "custom",
        }
    }

    /// Returns the kind with a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Returns whether the kind is a top-level key of the native format.
    pub fn is_top_level(self) -> bool {
        !matches!(self, Self::Summary | Self::Text | Self::List | Self::Custom)
    }
}

/// What a section holds, and so which fields its entries have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum SectionKind {
    /// The summary of `basics`.
    Summary,
    /// Prose.
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
    /// Every kind, in the order in which JSON Resume lists them, our own last.
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

    /// Returns the name used in files, which for JSON Resume's sections is their key.
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

    /// Returns the kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Tells whether the kind is a top-level key of the native dialect.
    pub fn is_top_level(self) -> bool {
        !matches!(self, Self::Summary | Self::Text | Self::List | Self::Custom)
    }
}

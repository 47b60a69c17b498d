//! Names used in RenderCV 2.x.

/// Top-level keys. The last two are the names of `settings` and `locale` in 2.0 to 2.2.
pub(super) const DOCUMENT: [&str; 6] =
    ["cv", "design", "locale", "settings", "rendercv_settings", "locale_catalog"];

pub(super) const CV: [&str; 10] = [
    "name",
    "headline",
    "location",
    "email",
    "photo",
    "phone",
    "website",
    "social_networks",
    "custom_connections",
    "sections",
];

pub(super) const SOCIAL_NETWORK: [&str; 2] = ["network", "username"];
pub(super) const CUSTOM_CONNECTION: [&str; 3] = ["fontawesome_icon", "placeholder", "url"];

/// Supported networks, with the URL prefix of a user name.
pub(super) const NETWORKS: [(&str, &str); 17] = [
    ("LinkedIn", "https://linkedin.com/in/"),
    ("GitHub", "https://github.com/"),
    ("GitLab", "https://gitlab.com/"),
    ("IMDB", "https://imdb.com/name/"),
    ("Instagram", "https://instagram.com/"),
    ("ORCID", "https://orcid.org/"),
    ("Mastodon", ""),
    ("StackOverflow", "https://stackoverflow.com/users/"),
    ("ResearchGate", "https://researchgate.net/profile/"),
    ("YouTube", "https://youtube.com/@"),
    ("Google Scholar", "https://scholar.google.com/citations?user="),
    ("Telegram", "https://t.me/"),
    ("WhatsApp", "https://wa.me/"),
    ("Leetcode", "https://leetcode.com/u/"),
    ("X", "https://x.com/"),
    ("Bluesky", "https://bsky.app/profile/"),
    ("Reddit", "https://reddit.com/user/"),
];

/// Font Awesome icons of other networks, for custom connections.
pub(super) const BRAND_ICONS: [(&str, &str); 20] = [
    ("kaggle", "Kaggle"),
    ("xing", "Xing"),
    ("facebook", "Facebook"),
    ("github", "GitHub"),
    ("gitlab", "GitLab"),
    ("linkedin", "LinkedIn"),
    ("medium", "Medium"),
    ("dev", "DEV"),
    ("behance", "Behance"),
    ("dribbble", "Dribbble"),
    ("mastodon", "Mastodon"),
    ("bluesky", "Bluesky"),
    ("x-twitter", "X"),
    ("twitter", "Twitter"),
    ("discord", "Discord"),
    ("skype", "Skype"),
    ("bitbucket", "Bitbucket"),
    ("codepen", "CodePen"),
    ("hugging-face", "Hugging Face"),
    ("signal-messenger", "Signal"),
];

/// Font Awesome icons of a URL.
pub(super) const WEB_ICONS: [&str; 4] = ["link", "globe", "house", "earth-americas"];

/// Themes and the most similar themes of this program.
pub(super) const THEMES: [(&str, &str); 9] = [
    ("classic", "accent"),
    ("ember", "accent"),
    ("engineeringclassic", "accent"),
    ("engineeringresumes", "compact"),
    ("harvard", "ivy"),
    ("ink", "ivy"),
    ("moderncv", "register"),
    ("opal", "accent"),
    ("sb2nov", "compact"),
];

pub(super) const DEFAULT_THEME: &str = "classic";

/// The replacement for custom themes.
pub(super) const NEAREST_TO_CUSTOM: &str = "register";

/// Languages and their tags.
pub(super) const LANGUAGES: [(&str, &str); 22] = [
    ("english", "en"),
    ("arabic", "ar"),
    ("danish", "da"),
    ("dutch", "nl"),
    ("french", "fr"),
    ("german", "de"),
    ("hebrew", "he"),
    ("hindi", "hi"),
    ("hungarian", "hu"),
    ("indonesian", "id"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("mandarin_chinese", "zh"),
    ("norwegian_bokmål", "nb"),
    ("norwegian_nynorsk", "nn"),
    ("persian", "fa"),
    ("portuguese", "pt"),
    ("russian", "ru"),
    ("spanish", "es"),
    ("turkish", "tr"),
    ("vietnamese", "vi"),
];

pub(super) const LOCALE: [&str; 10] = [
    "language",
    "last_updated",
    "month",
    "months",
    "year",
    "years",
    "present",
    "phrases",
    "month_names",
    "month_abbreviations",
];

/// Former names of locale words.
pub(super) const RENAMED_LOCALE: [(&str, &str); 2] =
    [("abbreviations_for_months", "month_abbreviations"), ("full_names_of_months", "month_names")];

pub(super) const SETTINGS: [&str; 4] =
    ["current_date", "bold_keywords", "pdf_title", "render_command"];

/// Groups of settings in `design`.
pub(super) const GROUPS: [&str; 9] = [
    "page",
    "colors",
    "typography",
    "links",
    "header",
    "section_titles",
    "sections",
    "entries",
    "templates",
];

/// Former names, in 2.0 to 2.2 and earlier, of settings with an equivalent option.
pub(super) const RENAMED_DESIGN: [(&str, &str); 62] = [
    ("page.show_page_numbering", "page.show_footer"),
    ("page.show_last_updated_date", "page.show_top_note"),
    ("colors.text", "colors.body"),
    ("colors.last_updated_date_and_page_numbering", "colors.footer"),
    ("text.font_family", "typography.font_family"),
    ("text.font_size", "typography.font_size.body"),
    ("text.leading", "typography.line_spacing"),
    ("text.alignment", "typography.alignment"),
    ("text.date_and_location_column_alignment", "typography.date_and_location_column_alignment"),
    ("header.name_font_family", "typography.font_family.name"),
    ("header.name_font_size", "typography.font_size.name"),
    ("header.name_bold", "typography.bold.name"),
    ("header.small_caps_for_name", "typography.small_caps.name"),
    ("header.connections_font_family", "typography.font_family.connections"),
    ("header.use_icons_for_connections", "header.connections.show_icons"),
    ("header.make_connections_links", "header.connections.hyperlink"),
    ("header.separator_between_connections", "header.connections.separator"),
    ("header.horizontal_space_between_connections", "header.connections.space_between_connections"),
    (
        "header.use_urls_as_placeholders_for_connections",
        "header.connections.display_urls_instead_of_usernames",
    ),
    ("header.vertical_space_between_name_and_connections", "header.space_below_name"),
    (
        "header.vertical_space_between_connections_and_first_section",
        "header.space_below_connections",
    ),
    ("section_titles.font_family", "typography.font_family.section_titles"),
    ("section_titles.font_size", "typography.font_size.section_titles"),
    ("section_titles.bold", "typography.bold.section_titles"),
    ("section_titles.small_caps", "typography.small_caps.section_titles"),
    ("section_titles.line_type", "section_titles.type"),
    ("section_titles.vertical_space_above", "section_titles.space_above"),
    ("section_titles.vertical_space_below", "section_titles.space_below"),
    ("links.use_external_link_icon", "links.show_external_link_icon"),
    ("entries.show_time_spans_in", "sections.show_time_spans_in"),
    ("entries.allow_page_break_in_entries", "entries.allow_page_break"),
    ("entries.allow_page_break_in_sections", "sections.allow_page_break"),
    ("entries.vertical_space_between_entries", "sections.space_between_regular_entries"),
    ("entries.left_and_right_margin", "entries.side_space"),
    ("entries.horizontal_space_between_columns", "entries.space_between_columns"),
    ("highlights.bullet", "entries.highlights.bullet"),
    ("highlights.nested_bullet", "entries.highlights.nested_bullet"),
    ("highlights.left_margin", "entries.highlights.space_left"),
    ("highlights.top_margin", "entries.highlights.space_above"),
    ("highlights.vertical_space_between_highlights", "entries.highlights.space_between_items"),
    (
        "highlights.horizontal_space_between_bullet_and_highlight",
        "entries.highlights.space_between_bullet_and_text",
    ),
    ("highlights.summary_left_margin", "entries.summary.space_left"),
    ("entry_types.education_entry.degree_column_width", "entries.degree_width"),
    ("show_timespan_in", "sections.show_time_spans_in"),
    ("font", "typography.font_family"),
    ("font_size", "typography.font_size.body"),
    ("header_font_size", "typography.font_size.name"),
    ("text_alignment", "typography.alignment"),
    ("page_size", "page.size"),
    ("color", "colors.section_titles"),
    ("primary_color", "colors.section_titles"),
    ("use_icons_for_connections", "header.connections.show_icons"),
    ("seperator_between_connections", "header.connections.separator"),
    ("show_last_updated_date", "page.show_top_note"),
    ("date_and_location_width", "entries.date_and_location_width"),
    ("margins.entry_area.date_and_location_width", "entries.date_and_location_width"),
    ("margins.entry_area.education_degree_width", "entries.degree_width"),
    ("margins.entry_area.left_and_right", "entries.side_space"),
    ("margins.page.top", "page.top_margin"),
    ("margins.page.bottom", "page.bottom_margin"),
    ("margins.page.left", "page.left_margin"),
    ("margins.page.right", "page.right_margin"),
];

/// Groups of older versions, whose unknown keys are not treated as misspelled.
pub(super) const OLD_GROUPS: [&str; 4] = ["text", "highlights", "entry_types", "margins"];

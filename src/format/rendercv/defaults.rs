//! Defaults that RenderCV writes into new files or that its themes set; they are not reported,
//! since nobody chose them.

use crate::format::presentation::Leaf;
use crate::source::{Node, Value};

/// Settings that request the default behaviour of this program.
const ALREADY_SO: [(&str, &str); 13] = [
    ("page.show_top_note", "false"),
    ("links.underline", "false"),
    ("links.show_external_link_icon", "false"),
    ("typography.small_caps.headline", "false"),
    ("typography.small_caps.connections", "false"),
    ("typography.bold.headline", "false"),
    ("typography.bold.connections", "false"),
    ("header.connections.hyperlink", "true"),
    ("sections.allow_page_break", "true"),
    ("sections.show_time_spans_in", ""),
    ("templates.footer", "*NAME -- PAGE_NUMBER/TOTAL_PAGES*"),
    ("templates.time_span", ""),
    ("templates.one_line_entry.main_column", "**LABEL:** DETAILS"),
];

/// Greys of footers and top notes in all themes, which are too light for printing.
const GREYS: &[&str] = &[
    "rgb(128, 128, 128)",
    "gray",
    "grey",
    "rgb(120, 100, 140)",
    "rgb(140, 125, 118)",
    "rgb(100, 140, 135)",
];

/// Headings of the date and location column.
const COLUMNS: &[&str] = &["LOCATION\nDATE", "*LOCATION*\n*DATE*", "DATE"];

/// First rows of entries in versions 2.0 to 2.2.
const FIRST_ROWS: &[&str] = &[
    "**INSTITUTION**, AREA -- LOCATION",
    "**INSTITUTION**, AREA",
    "**INSTITUTION**, DEGREE in AREA -- LOCATION",
    "**INSTITUTION**\n*DEGREE in AREA*",
    "**POSITION**, COMPANY -- LOCATION",
    "**POSITION**\n*COMPANY*",
    "**COMPANY**, POSITION",
    "**NAME** -- **LOCATION**",
    "**NAME**",
    "**TITLE**",
];

/// Second rows of entries in these versions.
const SECOND_ROWS: &[&str] =
    &["SUMMARY\nHIGHLIGHTS", "AUTHORS\nURL (JOURNAL)", "AUTHORS\nURL", "AUTHORS\nJOURNAL"];

/// Settings without an equivalent, with their default values in all versions.
const USUAL_DESIGN: [(&str, &[&str]); 66] = [
    ("colors.footer", GREYS),
    ("colors.top_note", GREYS),
    ("colors.links", &["rgb(0, 79, 144)", "#004f90", "rgb(0, 0, 0)", "black"]),
    ("page.show_top_note", &["true"]),
    ("typography.date_and_location_column_alignment", &["right", "left"]),
    ("links.show_external_link_icon", &["true"]),
    ("header.photo_space_left", &["0.4cm", "0cm"]),
    ("header.photo_space_right", &["0.4cm", "0.3cm"]),
    ("header.connections.space_between_connections", &["0.5cm", "0.4cm"]),
    ("header.connections.separator", &["$|$"]),
    ("header.connections.display_urls_instead_of_usernames", &["false"]),
    ("section_titles.type", &["with-partial-line", "with-parial-line", "with-full-line"]),
    ("section_titles.line_thickness", &["0.15cm"]),
    ("entries.date_and_location_width", &["4.15cm", "4.1cm", "4.5cm", "3.6cm"]),
    ("entries.side_space", &["0.2cm", "0cm", "0.1cm", "0.15cm"]),
    ("entries.space_between_columns", &["0.1cm", "0.2cm", "0.3cm", "0.15cm", "0.4cm"]),
    ("entries.short_second_row", &["true", "false"]),
    ("entries.degree_width", &["1cm"]),
    ("entries.summary.space_left", &["0cm"]),
    ("templates.top_note", &["*LAST_UPDATED CURRENT_DATE*"]),
    ("templates.time_span", &["HOW_MANY_YEARS YEARS HOW_MANY_MONTHS MONTHS"]),
    (
        "templates.education_entry.main_column",
        &[
            "**INSTITUTION**, AREA\nSUMMARY\nHIGHLIGHTS",
            "**INSTITUTION**, DEGREE_WITH_AREA -- LOCATION\nSUMMARY\nHIGHLIGHTS",
            "**INSTITUTION**, DEGREE in AREA -- LOCATION\nSUMMARY\nHIGHLIGHTS",
            "**INSTITUTION** -- LOCATION\n*DEGREE_WITH_AREA*\nSUMMARY\nHIGHLIGHTS",
            "**INSTITUTION** -- LOCATION\nDEGREE_WITH_AREA\nSUMMARY\nHIGHLIGHTS",
            "**INSTITUTION**\n*DEGREE* *in* *AREA*\nSUMMARY\nHIGHLIGHTS",
        ],
    ),
    ("templates.education_entry.degree_column", &["**DEGREE**"]),
    ("templates.education_entry.date_and_location_column", COLUMNS),
    (
        "templates.normal_entry.main_column",
        &[
            "**NAME**\nSUMMARY\nHIGHLIGHTS",
            "**NAME** -- **LOCATION**\nSUMMARY\nHIGHLIGHTS",
            "**NAME** -- LOCATION\nSUMMARY\nHIGHLIGHTS",
        ],
    ),
    ("templates.normal_entry.date_and_location_column", COLUMNS),
    ("templates.experience_entry.date_and_location_column", COLUMNS),
    (
        "templates.publication_entry.main_column",
        &["**TITLE**\nSUMMARY\nAUTHORS\nURL (JOURNAL)", "**TITLE**\nAUTHORS\nURL (JOURNAL)"],
    ),
    ("templates.publication_entry.date_and_location_column", COLUMNS),
    // Versions 2.0 to 2.2.
    ("entry_types.one_line_entry.template", &["**LABEL:** DETAILS"]),
    ("entry_types.education_entry.main_column_first_row_template", FIRST_ROWS),
    ("entry_types.education_entry.main_column_second_row_template", SECOND_ROWS),
    ("entry_types.education_entry.degree_column_template", &["**DEGREE**"]),
    ("entry_types.education_entry.date_and_location_column_template", COLUMNS),
    ("entry_types.normal_entry.main_column_first_row_template", FIRST_ROWS),
    ("entry_types.normal_entry.main_column_second_row_template", SECOND_ROWS),
    ("entry_types.normal_entry.date_and_location_column_template", COLUMNS),
    ("entry_types.experience_entry.main_column_first_row_template", FIRST_ROWS),
    ("entry_types.experience_entry.main_column_second_row_template", SECOND_ROWS),
    ("entry_types.experience_entry.date_and_location_column_template", COLUMNS),
    ("entry_types.publication_entry.main_column_first_row_template", FIRST_ROWS),
    ("entry_types.publication_entry.main_column_second_row_template", SECOND_ROWS),
    ("entry_types.publication_entry.main_column_second_row_without_journal_template", SECOND_ROWS),
    ("entry_types.publication_entry.main_column_second_row_without_url_template", SECOND_ROWS),
    ("entry_types.publication_entry.date_and_location_column_template", COLUMNS),
    // Versions before 2.0.
    ("page_numbering_style", &["NAME - Page PAGE_NUMBER of TOTAL_PAGES"]),
    ("last_updated_date_style", &["Last updated in TODAY"]),
    ("disable_last_updated_date", &["true", "false"]),
    ("disable_external_link_icons", &["true", "false"]),
    ("show_only_years", &["false"]),
    ("show_timespan_in_experience_entries", &["true"]),
    ("disable_page_numbers", &["false"]),
    ("content_scale", &["0.75"]),
    ("date_width", &["3.8cm"]),
    ("margins.entry_area.bullet_width", &["0.6cm"]),
    ("margins.entry_area.left", &["0.2cm"]),
    ("margins.entry_area.right", &["0.2cm"]),
    ("margins.entry_area.vertical_between", &["0.2cm", "0.1cm", "0.12cm"]),
    ("margins.header.bottom", &["0.3cm", "0.2cm", "5pt"]),
    ("margins.header.horizontal_between_connections", &["0.5cm", "10pt"]),
    ("margins.header.vertical_between_name_and_connections", &["0.3cm", "0.2cm", "5pt"]),
    ("margins.highlights_area.left", &["0.4cm", "0.6cm", "0cm"]),
    ("margins.highlights_area.top", &["0.10cm", "0.12cm"]),
    ("margins.highlights_area.vertical_between_bullet_points", &["0.10cm", "0.07cm"]),
    ("margins.section_title.bottom", &["0.2cm", "0.13cm"]),
    ("margins.section_title.top", &["0.3cm", "0.2cm", "0.13cm"]),
];

const SHORT_MONTHS: &str = "Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec";
const LONG_MONTHS: &str = "January February March April May June July August September October \
                           November December";

/// Default words of a new file in English, in all versions.
const USUAL_WORDS: [(&str, &str); 17] = [
    ("last_updated", "Last updated in"),
    ("month", "month"),
    ("months", "months"),
    ("year", "year"),
    ("years", "years"),
    ("present", "present"),
    ("month_abbreviations", SHORT_MONTHS),
    ("month_names", LONG_MONTHS),
    ("to", "–"),
    ("date_template", "MONTH_ABBREVIATION YEAR"),
    ("last_updated_date_template", "Last updated in TODAY"),
    ("page_numbering_template", "NAME - Page PAGE_NUMBER of TOTAL_PAGES"),
    ("date_style", "MONTH_ABBREVIATION YEAR"),
    ("last_updated_date_style", "Last updated in TODAY"),
    ("page_numbering_style", "NAME - Page PAGE_NUMBER of TOTAL_PAGES"),
    ("phrases", "DEGREE in AREA"),
    ("phrases.degree_with_area", "DEGREE in AREA"),
];

/// Default output settings of a new file, which have no effect here.
const RENDER_COMMAND: [(&str, &str); 11] = [
    ("output_folder", "rendercv_output"),
    ("typst_path", "OUTPUT_FOLDER/NAME_IN_SNAKE_CASE_CV.typ"),
    ("pdf_path", "OUTPUT_FOLDER/NAME_IN_SNAKE_CASE_CV.pdf"),
    ("markdown_path", "OUTPUT_FOLDER/NAME_IN_SNAKE_CASE_CV.md"),
    ("html_path", "OUTPUT_FOLDER/NAME_IN_SNAKE_CASE_CV.html"),
    ("png_path", "OUTPUT_FOLDER/NAME_IN_SNAKE_CASE_CV.png"),
    ("dont_generate_markdown", "false"),
    ("dont_generate_html", "false"),
    ("dont_generate_typst", "false"),
    ("dont_generate_pdf", "false"),
    ("dont_generate_png", "false"),
];

/// Returns the names of the known `design` settings of all versions.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let so = ALREADY_SO.iter().map(|(name, _)| *name);
    so.chain(USUAL_DESIGN.iter().map(|(name, _)| *name))
}

/// Returns whether a setting requests the default behaviour.
pub(super) fn is_already_so(leaf: &Leaf) -> bool {
    let value = match &leaf.member.value.value {
        Value::List(nodes) if nodes.is_empty() => "",
        Value::List(_) | Value::Map(_) => return false,
        _ => leaf.text(),
    };
    ALREADY_SO.iter().any(|(name, so)| *name == leaf.name && value.eq_ignore_ascii_case(so))
}

/// The fonts of each theme, in all versions.
const FONTS: [(&str, &[&str]); 9] = [
    ("classic", &["Source Sans 3"]),
    ("ember", &["Ubuntu", "Gentium Book Plus"]),
    ("engineeringclassic", &["Raleway", "Noto Sans"]),
    ("engineeringresumes", &["XCharter", "Charter"]),
    ("harvard", &["XCharter"]),
    ("ink", &["EB Garamond"]),
    ("moderncv", &["Fontin", "XCharter", "Latin Modern Serif"]),
    ("opal", &["Lato"]),
    ("sb2nov", &["New Computer Modern", "Latin Modern Serif"]),
];

/// Returns whether a `design` setting has a default value of new files or of the theme.
pub(super) fn is_default(leaf: &Leaf, theme: Option<&str>) -> bool {
    let actual = normalized_text(leaf.text());
    if leaf.name.starts_with("typography.font_family") {
        let fonts = FONTS.iter().find(|(name, _)| Some(*name) == theme);
        return fonts
            .is_some_and(|(_, fonts)| fonts.iter().any(|font| normalized_text(font) == actual));
    }
    // Before 2.0 every file had these margins, which make lines too long.
    if leaf.typed.trim_start_matches("options.").starts_with("margins.page.") {
        return ["2cm", "1.35cm", "1.24cm"].contains(&actual.as_str());
    }
    let usual = USUAL_DESIGN.iter().find(|(name, _)| *name == leaf.name);
    usual.is_some_and(|(_, values)| values.iter().any(|usual| normalized_text(usual) == actual))
}

/// Returns whether a section is named by default among those with durations.
pub(super) fn is_default_section(name: &str) -> bool {
    ["experience", "work experience", "work_experience"].contains(&name.to_lowercase().as_str())
}

fn normalized_text(text: &str) -> String {
    text.split_whitespace().collect::<String>().to_lowercase()
}

/// Returns whether a word has its default value.
pub(super) fn is_default_word(leaf: &Leaf) -> bool {
    let actual = match &leaf.member.value.value {
        Value::List(nodes) => nodes.iter().filter_map(Node::as_text).collect::<Vec<_>>().join(" "),
        Value::Map(members) => members.iter().filter_map(|member| member.value.as_text()).collect(),
        _ => leaf.text().to_owned(),
    };
    USUAL_WORDS.iter().any(|(name, usual)| *name == leaf.name && *usual == actual)
}

/// Returns whether a `render_command` setting has its default value.
pub(super) fn is_default_command(key: &str, node: &Node) -> bool {
    let text = node.as_text().unwrap_or_default();
    // Until 2.6 the folder was part of every path.
    let text = text.replace("rendercv_output/", "OUTPUT_FOLDER/");
    let usual = RENDER_COMMAND.iter().find(|(name, _)| *name == key);
    node.is_null() || usual.is_some_and(|(_, usual)| text.eq_ignore_ascii_case(usual))
}

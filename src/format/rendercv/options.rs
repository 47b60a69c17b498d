//! Settings of `design` and the corresponding options, in one table for both directions.
//!
//! Colours are handled separately, because their options depend on each other.

use crate::format::presentation::{FONT_SIZE, MARGIN};
use crate::format::settings::{Conversion, Pair, Scale};

use Conversion::{By, Choice, Flag, Length, TextLength};

/// Cap height in ems, from which line spacing is measured.
pub(super) const CAPITAL: f64 = 0.66;

/// Line height in ems ↔ space between lines.
const LINE_HEIGHT: Conversion = By(
    |text, scale| {
        let height = CAPITAL + scale.length(text)? / scale.size;
        (1.1..=1.8).contains(&height).then(|| rounded(height))
    },
    Some(|value, _| Some(format!("{}em", rounded(value.parse::<f64>().ok()? - CAPITAL)))),
);

/// Lines in addition to one ↔ space between the descent of a line and the next one.
const SPACE: Conversion = By(
    |text, scale| Some(gap(scale.length(text)? - scale.leading, scale, 0.0)),
    Some(|value, scale| Some(space(value.parse::<f64>().ok()? * unit(scale) + scale.leading))),
);

/// The same for entries, whose option has a minimum.
const ENTRY_SPACE: Conversion = By(
    |text, scale| Some(gap(scale.length(text)? - scale.leading, scale, 0.2)),
    Some(|value, scale| Some(space(value.parse::<f64>().ok()? * unit(scale) + scale.leading))),
);

/// Lines ↔ space in addition to the line spacing.
const MORE_SPACE: Conversion = By(
    |text, scale| Some(gap(scale.length(text)?, scale, 0.0)),
    Some(|value, scale| Some(space(value.parse::<f64>().ok()? * unit(scale)))),
);

/// Whether a template begins with the employer.
const LEADS: Conversion = By(
    |text, _| {
        let first = text.trim_start_matches(['*', ' ']);
        let is_one = ["COMPANY", "POSITION"].iter().any(|name| first.starts_with(name));
        is_one.then(|| first.starts_with("COMPANY").to_string())
    },
    None,
);

const WEIGHT: Conversion = Choice(&[("true", "bold"), ("false", "regular")]);
const CASE: Conversion = Choice(&[("true", "small-caps"), ("false", "normal")]);
const BULLET: Conversion = Choice(&[
    ("•", "•"),
    ("●", "●"),
    ("◦", "◦"),
    ("○", "◦"),
    ("-", "–"),
    ("—", "–"),
    ("◆", "◆"),
    ("★", "◆"),
    ("■", "■"),
]);

const RULES: Conversion = Choice(&[
    ("with_partial_line", "beside"),
    ("with_full_line", "below"),
    ("without_line", "none"),
    ("moderncv", "above"),
    ("centered_without_line", "none"),
    ("centered_with_partial_line", "beside"),
    ("centered_with_centered_partial_line", "beside"),
    ("centered_with_full_line", "below"),
]);

const TITLES: Conversion = Choice(&[
    ("with_partial_line", "start"),
    ("with_full_line", "start"),
    ("without_line", "start"),
    ("centered_without_line", "center"),
    ("centered_with_partial_line", "center"),
    ("centered_with_centered_partial_line", "center"),
    ("centered_with_full_line", "center"),
]);

const fn pair(theirs: &'static str, ours: &'static str, conversion: Conversion) -> Pair {
    Pair { theirs, ours, conversion }
}

/// Setting, option, and conversion.
pub(super) const PAIRS: &[Pair] = &[
    pair(
        "page.size",
        "paper",
        Choice(&[
            ("a4", "a4"),
            ("a5", "a5"),
            ("us-letter", "us-letter"),
            ("us-executive", "us-executive"),
            ("a4paper", "a4"),
            ("a5paper", "a5"),
            ("letterpaper", "us-letter"),
        ]),
    ),
    pair("page.top_margin", "margin-top", Length(MARGIN)),
    pair("page.bottom_margin", "margin-bottom", Length(MARGIN)),
    pair("page.left_margin", "margin-left", Length(MARGIN)),
    pair("page.right_margin", "margin-right", Length(MARGIN)),
    pair("page.show_footer", "page-numbers", Flag),
    // Before 2.0.
    pair("disable_page_numbering", "page-numbers", Choice(&[("true", "false"), ("false", "true")])),
    pair("typography.font_size.body", "font-size", Length(FONT_SIZE)),
    pair("typography.line_spacing", "line-height", LINE_HEIGHT),
    pair(
        "typography.alignment",
        "justify",
        Choice(&[
            ("left", "false"),
            ("justified", "true"),
            ("justified-with-no-hyphenation", "true"),
            ("left-aligned", "false"),
        ]),
    ),
    pair("typography.font_size.name", "name-size", TextLength(8.0..=60.0)),
    pair("typography.font_size.headline", "headline-size", TextLength(7.0..=30.0)),
    pair("typography.font_size.connections", "small-size", TextLength(6.0..=16.0)),
    pair("typography.font_size.section_titles", "title-size", TextLength(7.0..=30.0)),
    pair("typography.bold.name", "name-weight", WEIGHT),
    pair("typography.bold.headline", "headline-style", Choice(&[("true", "semibold")])),
    pair("typography.bold.section_titles", "title-weight", WEIGHT),
    pair("typography.small_caps.name", "name-case", CASE),
    pair("typography.small_caps.headline", "headline-style", Choice(&[("true", "small-caps")])),
    pair("typography.small_caps.section_titles", "title-case", CASE),
    pair(
        "header.alignment",
        "header-align",
        Choice(&[("left", "start"), ("center", "center"), ("right", "end")]),
    ),
    pair("header.photo_width", "photo-width", TextLength(30.0..=170.0)),
    pair("header.photo_position", "photo-side", Choice(&[("left", "start"), ("right", "end")])),
    pair("header.space_below_name", "name-gap", SPACE),
    pair("header.space_below_headline", "contact-gap", SPACE),
    pair("header.space_below_connections", "header-gap", SPACE),
    pair(
        "header.connections.phone_number_format",
        "phone-format",
        Choice(&[
            ("national", "national"),
            ("international", "international"),
            ("E164", "international"),
        ]),
    ),
    pair("header.connections.show_icons", "icons", Flag),
    pair("header.connections.display_urls_instead_of_usernames", "profile-urls", Flag),
    pair(
        "header.connections.separator",
        "contact-separator",
        Choice(&[
            ("·", "·"),
            ("|", "|"),
            ("•", "•"),
            ("–", "–"),
            ("", "space"),
            ("-", "–"),
            ("—", "–"),
        ]),
    ),
    pair("section_titles.type", "title-align", TITLES),
    pair("section_titles.type", "title-rule", RULES),
    pair("section_titles.line_thickness", "rule", TextLength(0.2..=6.0)),
    pair("section_titles.space_above", "section-gap", SPACE),
    pair("section_titles.space_below", "title-gap", SPACE),
    pair(
        "entries.allow_page_break",
        "keep-together",
        Choice(&[("true", "lines"), ("false", "entries")]),
    ),
    pair("sections.allow_page_break", "keep-together", Choice(&[("false", "sections")])),
    pair("sections.space_between_regular_entries", "entry-gap", ENTRY_SPACE),
    pair("sections.space_between_text_based_entries", "line-gap", MORE_SPACE),
    pair("entries.summary.space_above", "body-gap", MORE_SPACE),
    pair("entries.highlights.space_above", "body-gap", MORE_SPACE),
    pair("entries.highlights.space_between_items", "highlight-gap", MORE_SPACE),
    pair("entries.highlights.space_between_bullet_and_text", "bullet-gap", TextLength(1.0..=20.0)),
    pair("entries.highlights.space_left", "list-indent", TextLength(0.0..=40.0)),
    pair("entries.highlights.bullet", "bullet", BULLET),
    pair("entries.highlights.nested_bullet", "nested-bullet", BULLET),
    pair(
        "templates.single_date",
        "date-format",
        Choice(&[
            ("MONTH_ABBREVIATION YEAR", "short"),
            ("MONTH_NAME YEAR", "long"),
            ("MONTH_IN_TWO_DIGITS/YEAR", "numeric"),
            ("YEAR-MONTH_IN_TWO_DIGITS", "iso"),
            ("YEAR", "year"),
        ]),
    ),
    pair(
        "templates.date_range",
        "date-separator",
        Choice(&[
            ("START_DATE – END_DATE", "spaced-dash"),
            ("START_DATE–END_DATE", "dash"),
            ("START_DATE -- END_DATE", "spaced-dash"),
            ("START_DATE - END_DATE", "spaced-dash"),
            ("START_DATE--END_DATE", "dash"),
            ("START_DATE-END_DATE", "dash"),
        ]),
    ),
    pair("templates.experience_entry.main_column", "employer-first", LEADS),
];

/// Returns the line height in points.
fn unit(scale: &Scale) -> f64 {
    CAPITAL * scale.size + scale.leading
}

/// Converts points to a gap in lines.
fn gap(points: f64, scale: &Scale, least: f64) -> String {
    rounded((points / unit(scale)).clamp(0.0, 2.0).max(least))
}

fn space(points: f64) -> String {
    format!("{}pt", rounded(points))
}

fn rounded(number: f64) -> String {
    format!("{}", (number * 100.0).round() / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Theme;

    #[test]
    fn every_pair_maps_to_an_option_that_accepts_its_values() {
        let theme = Theme::embedded(crate::theme::DEFAULT).expect("the default theme");
        let scale = Scale::default();
        for Pair { theirs, ours, conversion } in PAIRS.iter().filter(|pair| pair.ours != "paper") {
            let spec = theme.options.iter().find(|spec| spec.name == *ours).expect(ours);
            let spec = spec.in_other_themes().unwrap_or_else(|| spec.clone());
            let values: Vec<String> = match conversion {
                Choice(values) => values.iter().map(|(_, ours)| (*ours).to_owned()).collect(),
                Length(range) | TextLength(range) => {
                    // The range in points, rounded inwards.
                    vec![
                        format!("{}pt", range.start().ceil()),
                        format!("{}pt", range.end().floor()),
                    ]
                }
                Flag => vec!["true".to_owned(), "false".to_owned()],
                Conversion::Font => vec!["Inter".to_owned()],
                By(read, _) => ["0cm", "0.1cm", "1cm", "0.6em", "**COMPANY**", "POSITION"]
                    .iter()
                    .filter_map(|text| read(text, &scale))
                    .collect(),
            };
            assert!(!values.is_empty(), "{theirs}");
            for value in values {
                assert!(spec.parse(&value).is_ok(), "{theirs}: {ours}={value}");
            }
        }
    }

    #[test]
    fn spacing_is_converted_to_baselines_beyond_the_line_spacing_and_back() {
        let scale = Scale { size: 10.0, leading: 6.0 };
        let (By(read, Some(write)), By(more, _)) = (SPACE, MORE_SPACE) else { panic!() };
        assert_eq!(read("18.6pt", &scale).as_deref(), Some("1"));
        assert_eq!(read("6pt", &scale).as_deref(), Some("0"));
        assert_eq!(read("wide", &scale), None);
        assert_eq!(more("1.26em", &scale).as_deref(), Some("1"));
        assert_eq!(write("1", &scale).as_deref(), Some("18.6pt"));
    }
}

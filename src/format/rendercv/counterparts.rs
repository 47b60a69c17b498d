//! Settings of `design` that have a counterpart which is near, but not the same: an option is set,
//! and what the file says is kept for the way back.

use crate::format::presentation::{Leaf, points};

use super::design::CAPITAL;

/// How an option is made of a setting.
enum Way {
    /// A size; an em is the size of the text in both.
    Length,
    /// Space between one baseline's descent and the next line: in baselines, beyond one.
    Space,
    /// Space that comes to that of lines: in baselines.
    MoreSpace,
    /// Whether a template begins with the employer.
    Leads,
    /// A value for each of theirs.
    Choice(&'static [(&'static str, &'static str)]),
}

use Way::{Choice, Leads, Length, MoreSpace, Space};

const WEIGHT: Way = Choice(&[("true", "bold"), ("false", "regular")]);
const CASE: Way = Choice(&[("true", "small-caps"), ("false", "normal")]);
const BULLET: Way = Choice(&[
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

const RULES: Way = Choice(&[
    ("with_partial_line", "beside"),
    ("with_full_line", "below"),
    ("without_line", "none"),
    ("moderncv", "above"),
    ("centered_without_line", "none"),
    ("centered_with_partial_line", "beside"),
    ("centered_with_centered_partial_line", "beside"),
    ("centered_with_full_line", "below"),
]);

const TITLES: Way = Choice(&[
    ("with_partial_line", "start"),
    ("with_full_line", "start"),
    ("without_line", "start"),
    ("centered_without_line", "center"),
    ("centered_with_partial_line", "center"),
    ("centered_with_centered_partial_line", "center"),
    ("centered_with_full_line", "center"),
]);

/// Setting, option, and the way from one to the other.
const COUNTERPARTS: [(&str, &str, Way); 36] = [
    (
        "typography.alignment",
        "justify",
        Choice(&[
            ("left", "false"),
            ("justified", "true"),
            ("justified-with-no-hyphenation", "true"),
        ]),
    ),
    ("typography.font_size.name", "name-size", Length),
    ("typography.font_size.headline", "headline-size", Length),
    ("typography.font_size.connections", "small-size", Length),
    ("typography.font_size.section_titles", "title-size", Length),
    ("typography.bold.name", "name-weight", WEIGHT),
    ("typography.bold.headline", "headline-style", Choice(&[("true", "semibold")])),
    ("typography.bold.section_titles", "title-weight", WEIGHT),
    ("typography.small_caps.name", "name-case", CASE),
    ("typography.small_caps.headline", "headline-style", Choice(&[("true", "small-caps")])),
    ("typography.small_caps.section_titles", "title-case", CASE),
    (
        "header.alignment",
        "header-align",
        Choice(&[("left", "start"), ("center", "center"), ("right", "end")]),
    ),
    ("header.photo_width", "photo-width", Length),
    ("header.photo_position", "photo-side", Choice(&[("left", "start"), ("right", "end")])),
    ("header.space_below_name", "name-gap", Space),
    ("header.space_below_headline", "contact-gap", Space),
    ("header.space_below_connections", "header-gap", Space),
    (
        "header.connections.separator",
        "contact-separator",
        Choice(&[
            ("", "·"),
            ("·", "·"),
            ("|", "|"),
            ("•", "•"),
            ("-", "–"),
            ("–", "–"),
            ("—", "–"),
        ]),
    ),
    ("section_titles.type", "title-align", TITLES),
    ("section_titles.type", "title-rule", RULES),
    ("section_titles.line_thickness", "rule", Length),
    ("section_titles.space_above", "section-gap", Space),
    ("section_titles.space_below", "title-gap", Space),
    (
        "entries.allow_page_break",
        "keep-together",
        Choice(&[("true", "lines"), ("false", "entries")]),
    ),
    ("sections.allow_page_break", "keep-together", Choice(&[("false", "sections")])),
    ("sections.space_between_regular_entries", "entry-gap", Space),
    ("sections.space_between_text_based_entries", "line-gap", MoreSpace),
    ("entries.summary.space_above", "body-gap", MoreSpace),
    ("entries.highlights.space_above", "body-gap", MoreSpace),
    ("entries.highlights.space_between_items", "highlight-gap", MoreSpace),
    ("entries.highlights.space_between_bullet_and_text", "bullet-gap", Length),
    ("entries.highlights.space_left", "list-indent", Length),
    ("entries.highlights.bullet", "bullet", BULLET),
    ("entries.highlights.nested_bullet", "nested-bullet", BULLET),
    (
        "templates.date_range",
        "date-separator",
        Choice(&[
            ("START_DATE – END_DATE", "spaced-dash"),
            ("START_DATE -- END_DATE", "spaced-dash"),
            ("START_DATE - END_DATE", "spaced-dash"),
            ("START_DATE–END_DATE", "dash"),
            ("START_DATE--END_DATE", "dash"),
            ("START_DATE-END_DATE", "dash"),
        ]),
    ),
    ("templates.experience_entry.main_column", "employer-first", Leads),
];

/// The text of a file, by which its spaces are measured.
pub(super) struct Scale {
    /// Size of the text, in points.
    pub(super) size: f64,
    /// Space between lines, in points.
    pub(super) leading: f64,
    /// Whether titles have a bar.
    has_bar: bool,
}

impl Scale {
    pub(super) fn of(leaves: &[Leaf]) -> Self {
        let find = |name: &str| leaves.iter().find(|leaf| leaf.name == name).map(Leaf::text);
        let size = find("typography.font_size.body").and_then(points).unwrap_or(10.0);
        let leading = find("typography.line_spacing").and_then(|text| length(text, size));
        let has_bar = find(BAR.0) == Some(BAR.1);
        Self { size, leading: leading.unwrap_or(0.6 * size), has_bar }
    }

    /// Distance of baselines.
    fn unit(&self) -> f64 {
        CAPITAL * self.size + self.leading
    }
}

/// Returns a length in points, where an em is so many.
fn length(text: &str, em: f64) -> Option<f64> {
    match text.strip_suffix("em") {
        Some(ems) => ems.trim().parse::<f64>().ok().map(|ems| ems * em),
        None => points(text),
    }
}

/// The setting whose bar is as thick as lines are, and no line across the page.
const BAR: (&str, &str) = ("section_titles.type", "moderncv");

/// Returns the options that are near to what a setting asks for, and their values; none where there
/// is no counterpart.
pub(super) fn counterparts(leaf: &Leaf, scale: &Scale) -> Vec<(&'static str, String)> {
    if scale.has_bar && leaf.name == "section_titles.line_thickness" {
        return Vec::new();
    }
    let of_setting = COUNTERPARTS.iter().filter(|(name, ..)| *name == leaf.name);
    of_setting
        .filter_map(|(_, option, way)| Some((*option, value(leaf.text(), option, way, scale)?)))
        .collect()
}

fn value(text: &str, option: &str, way: &Way, scale: &Scale) -> Option<String> {
    let in_baselines = |points: f64| {
        let gap = (points / scale.unit()).clamp(0.0, 2.0).max(least(option));
        format!("{}", (gap * 100.0).round() / 100.0)
    };
    match way {
        Length => {
            let points = length(text, scale.size)?;
            let is_within = range(option).contains(&points);
            is_within.then(|| text.split_whitespace().collect())
        }
        Space => Some(in_baselines(length(text, scale.size)? - scale.leading)),
        MoreSpace => Some(in_baselines(length(text, scale.size)?)),
        Leads => {
            let first = text.trim_start_matches(['*', ' ']);
            let is_one = ["COMPANY", "POSITION"].iter().any(|name| first.starts_with(name));
            is_one.then(|| first.starts_with("COMPANY").to_string())
        }
        Choice(values) => {
            let text = text.to_lowercase();
            let found = values.iter().find(|(theirs, _)| theirs.to_lowercase() == text);
            found.map(|(_, ours)| (*ours).to_owned())
        }
    }
}

/// Returns the least value of a gap.
fn least(option: &str) -> f64 {
    if option == "entry-gap" { 0.2 } else { 0.0 }
}

/// Returns how long an option may be in every theme, in points.
fn range(option: &str) -> std::ops::RangeInclusive<f64> {
    match option {
        "name-size" => 8.0..=60.0,
        "small-size" => 6.0..=16.0,
        "photo-width" => 30.0..=170.0,
        "rule" => 0.2..=6.0,
        "bullet-gap" => 1.0..=20.0,
        "list-indent" => 0.0..=40.0,
        _ => 7.0..=30.0,
    }
}

/// Tells whether what an option says is said by one of the settings kept for the way back.
pub(super) fn is_kept(option: &str, has: impl Fn(&str) -> bool) -> bool {
    COUNTERPARTS.iter().any(|(name, own, _)| *own == option && has(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{OptionKind, Theme};

    #[test]
    fn every_counterpart_is_an_option_that_takes_the_value() {
        let theme = Theme::embedded(crate::theme::DEFAULT).expect("the default theme");
        let scale = Scale { size: 10.0, leading: 6.0, has_bar: false };
        for (name, option, way) in &COUNTERPARTS {
            let spec = theme.options.iter().find(|spec| spec.name == *option).expect(option);
            let spec = spec.in_other_themes().unwrap_or_else(|| spec.clone());
            let values: Vec<_> = match way {
                Choice(values) => values.iter().map(|(_, ours)| (*ours).to_owned()).collect(),
                Length => {
                    let range = range(option);
                    assert!(matches!(spec.kind, OptionKind::Length { .. }), "{name}");
                    vec![format!("{}pt", range.start()), format!("{}pt", range.end())]
                }
                Space | MoreSpace => ["0cm", "0.1cm", "1cm", "9in"]
                    .iter()
                    .map(|text| value(text, option, way, &scale).expect("a length"))
                    .collect(),
                Leads => vec!["true".to_owned(), "false".to_owned()],
            };
            for value in values {
                assert!(spec.parse(&value).is_ok(), "{name}: {option}={value}");
            }
        }
    }

    #[test]
    fn space_becomes_baselines_beyond_the_space_between_lines() {
        let scale = Scale { size: 10.0, leading: 6.0, has_bar: false };
        let gap = |text, way| value(text, "section-gap", way, &scale);
        assert_eq!(gap("18.6pt", &Space).as_deref(), Some("1"));
        assert_eq!(gap("6pt", &Space).as_deref(), Some("0"));
        assert_eq!(gap("1.26em", &MoreSpace).as_deref(), Some("1"));
        assert_eq!(gap("wide", &Space), None);
    }
}

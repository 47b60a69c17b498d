//! Separators of list items.
//!
//! Lists here are not sentences: keywords, languages, authors. Hence they do not end with "and",
//! and Unicode's separator between the first two of several items is used, from the pattern for
//! "and". In the embedded locales:
//!
//! | Pattern | Between the first two of four |
//! |---|---|
//! | and | `, ` in 27, `、` in the four of Chinese and Japanese; Persian has a directional mark after its comma, Arabic has no comma but "and" before each item |
//! | unit, long and short | `, ` in 24; a space in Russian, Turkish, Korean, Japanese and two of Chinese, nothing in the third; Persian as above, Arabic has comma and "and" |
//! | unit, narrow | `, ` in 11; a space in 17, nothing in Chinese and Japanese |
//!
//! The locale files of Arabic and Persian override the separator.

use icu_list::ListFormatter;
use icu_list::options::{ListFormatterOptions, ListLength};
use icu_locale::Locale as IcuLocale;

/// Returns the separator between items; `None` without data.
pub(super) fn separator(icu: &IcuLocale) -> Option<String> {
    let length = ListFormatterOptions::default().with_length(ListLength::Wide);
    let list = ListFormatter::try_new_and(icu.into(), length).ok()?;
    let text = list.format(["A", "B", "C", "D"].iter()).to_string();
    let (_, rest) = text.split_once('A')?;
    rest.split_once('B').map(|(separator, _)| separator.to_owned())
}

/// Returns quantities that form a single one: `2 years, 3 months`.
pub(super) fn of_units(icu: &IcuLocale, items: &[String]) -> Option<String> {
    let length = ListFormatterOptions::default().with_length(ListLength::Wide);
    let list = ListFormatter::try_new_unit(icu.into(), length).ok()?;
    Some(list.format(items.iter()).to_string())
}

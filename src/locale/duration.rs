//! Durations in words, based on Unicode CLDR.

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_experimental::dimension::units::categorized_formatter::CategorizedFormatter;
use icu_experimental::dimension::units::options::Width;
use icu_experimental::measure::category::{CategorizedMeasureUnit, Duration};
use icu_locale::Locale as IcuLocale;

use super::{Locale, list};

/// Creates a unit of time.
type Unit = fn() -> CategorizedMeasureUnit<Duration>;

impl Locale {
    /// Returns a number of years in words: `9 years`; other text is not changed.
    ///
    /// A number is, for example, `9`, `2.5` or `2,5`; a plus sign means at least: `9+`.
    pub fn years(&self, years: &str) -> String {
        let in_words = match years.strip_suffix('+') {
            Some(number) => number.parse().ok().and_then(|number| self.open_years(number)),
            None => parse(years).and_then(|number| self.count(Duration::year, &number)),
        };
        in_words.unwrap_or_else(|| years.to_owned())
    }

    /// Returns a duration in words: `2 years, 3 months`; `None` if it is zero.
    pub fn span(&self, years: u32, months: u32) -> Option<String> {
        let units: [(u32, Unit); 2] = [(years, Duration::year), (months, Duration::month)];
        let counted = units.into_iter().filter(|(number, _)| *number > 0);
        let counted = counted.map(|(number, unit)| self.count(unit, &number.into()));
        let counted: Vec<_> = counted.collect::<Option<_>>()?;
        let span = self.close_up(list::of_units(&self.icu, &counted)?);
        Some(span).filter(|span| !span.is_empty())
    }

    fn open_years(&self, number: u32) -> Option<String> {
        // One and two may be words without a digit, which do not combine with a plus sign.
        let more = Decimal::from(number.max(3));
        let words = self.count(Duration::year, &more)?;
        let formatter = DecimalFormatter::try_new((&self.icu).into(), Default::default()).ok()?;
        let digits = |number: &Decimal| formatter.format(number).to_string();
        Some(words.replacen(&digits(&more), &format!("{}+", digits(&number.into())), 1))
    }

    /// Returns a number with its unit. Falls back to the language of the embedded words if CLDR has
    /// no data for the locale.
    fn count(&self, unit: Unit, number: &Decimal) -> Option<String> {
        let words = count_in(&self.icu, unit, number)?;
        let known = words != count_in(&IcuLocale::UNKNOWN, unit, number)?;
        let words = if known { words } else { count_in(&self.source.parse().ok()?, unit, number)? };
        Some(self.close_up(words))
    }

    /// Removes spaces if dates of the locale have none (`2011年8月`).
    fn close_up(&self, words: String) -> String {
        let spaced = !matches!(self.icu.id.language.as_str(), "ja" | "zh");
        if spaced { words } else { words.replace(' ', "") }
    }
}

fn count_in(icu: &IcuLocale, unit: Unit, number: &Decimal) -> Option<String> {
    let formatter = CategorizedFormatter::try_new_outlier(icu.into(), unit(), Width::Long.into());
    Some(formatter.ok()?.format_fixed_decimal(number).to_string())
}

/// Parses a number with a decimal point or comma.
fn parse(number: &str) -> Option<Decimal> {
    let mut parts = number.splitn(2, ['.', ',']);
    let is_number = parts.all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    number.replace(',', ".").parse().ok().filter(|_| is_number)
}

//! Spans of time in words, all of them from Unicode's data.

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_experimental::dimension::units::categorized_formatter::CategorizedFormatter;
use icu_experimental::dimension::units::options::Width;
use icu_experimental::measure::category::{CategorizedMeasureUnit, Duration};
use icu_locale::Locale as IcuLocale;

use super::{Locale, list};

/// A unit of time, made anew for each use.
type Unit = fn() -> CategorizedMeasureUnit<Duration>;

impl Locale {
    /// Returns a number of years in words: `9 years`; what is no number stays as it is.
    ///
    /// A number is such as `9`, `2.5` or `2,5`; an open one has a plus sign: `9+`.
    pub fn years(&self, years: &str) -> String {
        let in_words = match years.strip_suffix('+') {
            Some(number) => number.parse().ok().and_then(|number| self.open_years(number)),
            None => parse(years).and_then(|number| self.count(Duration::year, &number)),
        };
        in_words.unwrap_or_else(|| years.to_owned())
    }

    /// Returns a span of time in words: `2 years, 3 months`.
    ///
    /// `None` where there is nothing to tell of.
    pub fn span(&self, years: u32, months: u32) -> Option<String> {
        let units: [(u32, Unit); 2] = [(years, Duration::year), (months, Duration::month)];
        let counted = units.into_iter().filter(|(number, _)| *number > 0);
        let counted = counted.map(|(number, unit)| self.count(unit, &number.into()));
        let counted: Vec<_> = counted.collect::<Option<_>>()?;
        let span = self.close_up(list::of_units(&self.icu, &counted)?);
        Some(span).filter(|span| !span.is_empty())
    }

    fn open_years(&self, number: u32) -> Option<String> {
        // One and two may be words without a number, and an open number is more than that.
        let more = Decimal::from(number.max(3));
        let words = self.count(Duration::year, &more)?;
        let formatter = DecimalFormatter::try_new((&self.icu).into(), Default::default()).ok()?;
        let digits = |number: &Decimal| formatter.format(number).to_string();
        Some(words.replacen(&digits(&more), &format!("{}+", digits(&number.into())), 1))
    }

    /// Returns a number of a unit; in the language of the embedded words where Unicode has no words
    /// of the locale's own.
    fn count(&self, unit: Unit, number: &Decimal) -> Option<String> {
        let words = count_in(&self.icu, unit, number)?;
        let known = words != count_in(&IcuLocale::UNKNOWN, unit, number)?;
        let words = if known { words } else { count_in(&self.source.parse().ok()?, unit, number)? };
        Some(self.close_up(words))
    }

    /// Leaves out spaces where dates have none (`2011年8月`), though this part of the data has them.
    fn close_up(&self, words: String) -> String {
        let spaced = !matches!(self.icu.id.language.as_str(), "ja" | "zh");
        if spaced { words } else { words.replace(' ', "") }
    }
}

fn count_in(icu: &IcuLocale, unit: Unit, number: &Decimal) -> Option<String> {
    let formatter = CategorizedFormatter::try_new_outlier(icu.into(), unit(), Width::Long.into());
    Some(formatter.ok()?.format_fixed_decimal(number).to_string())
}

/// Reads a number as people type it, with either sign before its decimals.
fn parse(number: &str) -> Option<Decimal> {
    let mut parts = number.splitn(2, ['.', ',']);
    let is_number = parts.all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    number.replace(',', ".").parse().ok().filter(|_| is_number)
}

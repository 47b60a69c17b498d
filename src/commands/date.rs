use jiff::civil::Date as Day;
use jiff::{Timestamp, Zoned};

use super::{Failure, Report};
use crate::resume::Date;

/// Decides the date of a document: `--date`, `SOURCE_DATE_EPOCH`, `meta.lastModified`, today.
///
/// Returns an error, reported, if the flag or the variable holds no date.
#[expect(clippy::disallowed_methods, reason = "a command may ask the environment")]
pub(super) fn document_date(
    flag: Option<&str>,
    last_modified: Option<&Date>,
    report: &mut Report,
) -> Result<(i16, u8, u8), Failure> {
    if let Some(text) = flag {
        let day: Day = match (text.len(), text.parse()) {
            (10, Ok(day)) => day,
            _ => {
                return Err(report
                    .usage(format!("`--date` cannot be `{text}`"), "write it as `2026-01-31`"));
            }
        };
        return Ok(parts(day));
    }
    if let Some(text) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|text| !text.is_empty()) {
        let text = text.to_string_lossy();
        let instant = text.parse().ok().and_then(|second| Timestamp::from_second(second).ok());
        let Some(instant) = instant else {
            return Err(report.usage(
                format!("`SOURCE_DATE_EPOCH` cannot be `{text}`"),
                "it is a number of seconds since 1970, or not set",
            ));
        };
        return Ok(parts(instant.to_zoned(jiff::tz::TimeZone::UTC).date()));
    }
    if let Some((year, month, day)) = last_modified.and_then(Date::parts) {
        return Ok((year, month.unwrap_or(1), day.unwrap_or(1)));
    }
    Ok(parts(Zoned::now().date()))
}

fn parts(day: Day) -> (i16, u8, u8) {
    (day.year(), day.month().unsigned_abs(), day.day().unsigned_abs())
}

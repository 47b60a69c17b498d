use std::time::Instant;

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};

use super::{Failure, Report};
use crate::press::Day;

/// Returns the date of a document from `--date`, else from `SOURCE_DATE_EPOCH`.
///
/// Reports and returns an error if the value is not a date.
#[expect(clippy::disallowed_methods, reason = "a command may ask the environment")]
pub(super) fn document_date(
    flag: Option<&str>,
    report: &mut Report,
) -> Result<Option<Day>, Failure> {
    if let Some(text) = flag {
        let day: Date = match (text.len(), text.parse()) {
            (10, Ok(day)) => day,
            _ => {
                return Err(
                    report.usage(format!("invalid `--date`: `{text}`"), "write it as `2026-01-31`")
                );
            }
        };
        return Ok(Some(parts(day)));
    }
    let Some(text) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let text = text.to_string_lossy();
    let instant = text.parse().ok().and_then(|second| Timestamp::from_second(second).ok());
    let Some(instant) = instant else {
        return Err(report.usage(
            format!("invalid `SOURCE_DATE_EPOCH`: `{text}`"),
            "set it to a number of seconds since 1970, or unset it",
        ));
    };
    Ok(Some(parts(instant.to_zoned(jiff::tz::TimeZone::UTC).date())))
}

/// Returns the milliseconds since an instant returned by [`now`].
pub(super) fn milliseconds_since(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// Reads the clock, to measure durations.
#[expect(clippy::disallowed_methods, reason = "a command may look at the clock")]
pub(super) fn now() -> Instant {
    Instant::now()
}

/// Returns the current date in local time.
pub(super) fn today() -> Day {
    parts(Zoned::now().date())
}

/// Returns the current local time: `21:04:09`.
pub(super) fn time_of_day() -> String {
    Zoned::now().strftime("%H:%M:%S").to_string()
}

fn parts(day: Date) -> Day {
    (day.year(), day.month().unsigned_abs(), day.day().unsigned_abs())
}

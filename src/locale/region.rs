use icu_experimental::displaynames::multi::RegionDisplayNames;
use icu_experimental::displaynames::{DisplayNamesOptions, Style};
use icu_locale::Locale as IcuLocale;
use icu_locale::subtags::Region;

use crate::resume::AddressFormat;

/// Where paper is cut to Letter (Unicode CLDR).
const LETTER: &[&str] =
    &["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"];

/// Where an address goes from the largest part to the smallest, in the languages of these places.
const DESCENDING: &[&str] = &["CN", "HK", "JP", "KR", "MO", "TW"];

/// Where the code follows the city.
const STANDARD: &[&str] = &[
    "AE", "AU", "BD", "BR", "CA", "CO", "CR", "EG", "GB", "HK", "ID", "IE", "IL", "IN", "IR", "KE",
    "LK", "LV", "NG", "NP", "NZ", "PE", "PK", "PR", "RU", "SA", "SG", "TH", "UA", "US", "VE", "VN",
    "ZA",
];

/// Where the code comes before the city, and the region on a line of its own.
const EUROPEAN: &[&str] = &[
    "AR", "AT", "BE", "BG", "CH", "CL", "CN", "CZ", "DE", "DK", "DO", "EE", "ES", "FI", "FR", "GR",
    "GT", "HR", "HU", "IS", "JP", "KR", "LI", "LT", "LU", "MA", "MX", "MY", "NL", "NO", "PH", "PL",
    "PT", "RO", "RS", "SE", "SI", "SK", "TN", "TR", "TW", "UY",
];

/// Codes that stand for no country: a place that is not known, and two made up for tests.
const NO_COUNTRY: &[&str] = &["XA", "XB", "ZZ"];

/// Places whose long name says whose they are, as none does in an address.
const SHORT: &[&str] = &["HK", "MO"];

/// Returns the name of a country by its two-letter code.
pub(super) fn name(code: &str, icu: &IcuLocale) -> Option<String> {
    let region = code.parse::<Region>().ok().filter(|region| region.is_alphabetic())?;
    if NO_COUNTRY.contains(&region.as_str()) {
        return None;
    }
    let mut options = DisplayNamesOptions::default();
    options.style = SHORT.contains(&region.as_str()).then_some(Style::Short);
    let names = RegionDisplayNames::try_new(icu.into(), options).ok()?;
    names.of(region).map(str::to_owned)
}

pub(super) fn uses_letter(region: &str) -> bool {
    LETTER.contains(&region)
}

pub(super) fn is_descending(country: &str) -> bool {
    DESCENDING.contains(&country)
}

/// Returns the order of an address's parts in a country, for who writes it in another country's
/// language where the two differ; `None` where we do not know it.
pub(super) fn address_format(country: &str) -> Option<AddressFormat> {
    if country == "IT" {
        Some(AddressFormat::Italian)
    } else if STANDARD.contains(&country) {
        Some(AddressFormat::Standard)
    } else if EUROPEAN.contains(&country) {
        Some(AddressFormat::European)
    } else {
        None
    }
}

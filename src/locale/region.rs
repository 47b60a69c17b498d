use crate::resume::AddressFormat;

/// Where paper is cut to Letter (Unicode CLDR).
const LETTER: &[&str] =
    &["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"];

/// Where the code follows the city.
const STANDARD: &[&str] = &[
    "AE", "AU", "BD", "CA", "CO", "EG", "GB", "HK", "IE", "IN", "JP", "KE", "KR", "LK", "NG", "NP",
    "NZ", "PH", "PK", "PR", "SA", "SG", "TH", "TW", "US", "ZA",
];

/// Where the code comes before the city, and the region on a line of its own.
const EUROPEAN: &[&str] = &[
    "AR", "AT", "BE", "BG", "BR", "CH", "CL", "CN", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR",
    "HR", "HU", "IL", "IR", "IS", "LI", "LT", "LU", "LV", "MA", "MX", "MY", "NL", "NO", "PE", "PL",
    "PT", "RO", "RS", "RU", "SE", "SI", "SK", "TN", "TR", "UA", "UY", "VE", "VN",
];

pub(super) fn uses_letter(region: &str) -> bool {
    LETTER.contains(&region)
}

/// Returns the order of an address's parts in a country; `None` where we do not know it.
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

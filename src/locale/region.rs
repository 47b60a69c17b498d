use icu_experimental::displaynames::multi::RegionDisplayNames;
use icu_experimental::displaynames::{DisplayNamesOptions, Style};
use icu_locale::Locale as IcuLocale;
use icu_locale::subtags::Region;

use crate::resume::AddressFormat;

/// Regions that use Letter paper (Unicode CLDR).
const LETTER: &[&str] =
    &["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"];

/// Countries where employers are advised not to request photo, date of birth and nationality, and
/// applicants to omit them; with the relevant law. Elsewhere they are common, or advice differs.
const WITHOUT_PERSONAL_DATA: &[(&[&str], &str)] = &[
    // EEOC: no photographs may be requested, and questions that reveal age or origin may be used as
    // evidence.
    (
        &["AS", "GU", "MP", "PR", "US", "VI"],
        "Civil Rights Act, Age Discrimination in Employment Act",
    ),
    // Provincial commissions give the same advice for application forms.
    (&["CA"], "Canadian Human Rights Act"),
    (&["GB"], "Equality Act 2010"),
    (&["IE"], "Employment Equality Acts"),
    (&["AU"], "Age Discrimination Act, Racial Discrimination Act"),
    // Section 23 is about forms and questions.
    (&["NZ"], "Human Rights Act 1993"),
];

/// Regions whose languages write addresses from the largest to the smallest part.
const DESCENDING: &[&str] = &["CN", "HK", "JP", "KR", "MO", "TW"];

/// The order of address parts by country, from the Universal Postal Union and Google's address
/// data. Countries that match their language's order are omitted. East Asian countries are listed
/// for addresses in Latin letters.
pub(super) const FORMATS: &[(AddressFormat, &[&str])] = &[
    (
        AddressFormat::Standard,
        &[
            "AE", "AS", "BB", "BS", "CN", "CO", "CR", "GU", "HK", "HN", "ID", "IQ", "JP", "KN",
            "KR", "MO", "MP", "NI", "PR", "SO", "TH", "TW", "US", "VE", "VI", "VN",
        ],
    ),
    (
        AddressFormat::European,
        &[
            "AD", "AL", "AR", "AT", "AX", "AZ", "BA", "BE", "BG", "BL", "BY", "CH", "CL", "CV",
            "CY", "CZ", "DE", "DK", "DO", "DZ", "EC", "EE", "EH", "ET", "FI", "FO", "FR", "GE",
            "GF", "GL", "GP", "GR", "GT", "GW", "HR", "HT", "IS", "KG", "KW", "LA", "LI", "LR",
            "LT", "LU", "MA", "MC", "MD", "ME", "MF", "MG", "MK", "MQ", "MU", "MX", "MY", "MZ",
            "NC", "NE", "NL", "NO", "OM", "PF", "PH", "PL", "PM", "PT", "PY", "RE", "RO", "RS",
            "SE", "SI", "SJ", "SK", "SN", "SV", "TJ", "TM", "TN", "TZ", "UY", "UZ", "WF", "XK",
            "YT", "ZM",
        ],
    ),
    (AddressFormat::Italian, &["ES", "IT", "SM", "VA"]),
    (AddressFormat::Turkish, &["TR"]),
    (
        AddressFormat::British,
        &[
            "AF", "AI", "EG", "FK", "GB", "GG", "GI", "GS", "IE", "IM", "IO", "JE", "KE", "LK",
            "LV", "NA", "PN", "RU", "SD", "SH", "SZ", "TC", "UA", "VG", "ZA",
        ],
    ),
    (AddressFormat::Australian, &["AU", "CA", "CC", "CX", "FM", "MH", "NF", "PW"]),
    (AddressFormat::Brazilian, &["BR"]),
    (
        AddressFormat::Indian,
        &[
            "BD", "BH", "BM", "BN", "BT", "IL", "IN", "JO", "KH", "LB", "LS", "MM", "MT", "MV",
            "NG", "NP", "NZ", "PE", "PK", "SA", "SG", "VC",
        ],
    ),
    // On envelopes the postal code is below, for machine reading; elsewhere it comes first.
    (AddressFormat::Hungarian, &["HU"]),
    (AddressFormat::Persian, &["IR"]),
];

/// Region codes that are not countries: unknown regions and pseudo-locales.
const NO_COUNTRY: &[&str] = &["XA", "XB", "ZZ"];

/// Regions whose long name includes the country, unlike in addresses.
const SHORT: &[&str] = &["HK", "MO"];

/// Returns the name of a country by its two-letter code.
pub(super) fn name(code: &str, icu: &IcuLocale) -> Option<String> {
    let region = country(code)?;
    let style = SHORT.contains(&region.as_str()).then_some(Style::Short);
    names(icu, style)?.of(region).map(str::to_owned)
}

/// Returns the two-letter code of a country by its lower-case name in a language.
pub(super) fn code(name: &str, icu: &IcuLocale) -> Option<String> {
    let long = names(icu, None)?;
    let short = names(icu, Some(Style::Short));
    let letters = || b'A'..=b'Z';
    let codes = letters().flat_map(|first| letters().map(move |second| [first, second]));
    // Compared without copies: an address usually ends with a city, so that all names are compared.
    let is_name = |known: &str| known.chars().flat_map(char::to_lowercase).eq(name.chars());
    let is_called = |region| {
        // Most pairs of letters have neither name.
        long.of(region).is_some_and(|known| {
            is_name(known) || short.as_ref().and_then(|short| short.of(region)).is_some_and(is_name)
        })
    };
    let mut countries = codes.filter_map(|code| country(str::from_utf8(&code).ok()?));
    countries.find(|region| is_called(*region)).map(|region| region.to_string())
}

fn country(code: &str) -> Option<Region> {
    let region = code.parse::<Region>().ok().filter(|region| region.is_alphabetic())?;
    (!NO_COUNTRY.contains(&region.as_str())).then_some(region)
}

fn names(icu: &IcuLocale, style: Option<Style>) -> Option<RegionDisplayNames> {
    let mut options = DisplayNamesOptions::default();
    options.style = style;
    RegionDisplayNames::try_new(icu.into(), options).ok()
}

pub(super) fn personal_data_unwanted(country: &str) -> Option<&'static str> {
    let mut rows = WITHOUT_PERSONAL_DATA.iter();
    rows.find(|(countries, _)| countries.contains(&country)).map(|(_, law)| *law)
}

pub(super) fn uses_us_letter(region: &str) -> bool {
    LETTER.contains(&region)
}

pub(super) fn is_descending(country: &str) -> bool {
    DESCENDING.contains(&country)
}

/// Returns the order of address parts in a country, for Latin letters if it differs by script;
/// `None` if unknown.
pub(super) fn address_format(country: &str) -> Option<AddressFormat> {
    FORMATS.iter().find(|(_, countries)| countries.contains(&country)).map(|(format, _)| *format)
}

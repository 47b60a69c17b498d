use icu_experimental::displaynames::multi::RegionDisplayNames;
use icu_experimental::displaynames::{DisplayNamesOptions, Style};
use icu_locale::Locale as IcuLocale;
use icu_locale::subtags::Region;

use crate::resume::AddressFormat;

/// Where paper is cut to Letter (Unicode CLDR).
const LETTER: &[&str] =
    &["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"];

/// Where employers are told not to ask for photo, date of birth and nationality before they choose, and
/// applicants to leave them out; with the law that both go back to. Elsewhere they are usual, or advice
/// differs.
const WITHOUT_PERSONAL_DATA: &[(&[&str], &str)] = &[
    // The commission on equal employment: no photograph may be asked for, and questions that reveal
    // age or origin are held against who asks them.
    (
        &["AS", "GU", "MP", "PR", "US", "VI"],
        "Civil Rights Act, Age Discrimination in Employment Act",
    ),
    // The provinces' commissions say the same of forms for applications.
    (&["CA"], "Canadian Human Rights Act"),
    (&["GB"], "Equality Act 2010"),
    (&["IE"], "Employment Equality Acts"),
    (&["AU"], "Age Discrimination Act, Racial Discrimination Act"),
    // Its section 23 is of forms and questions.
    (&["NZ"], "Human Rights Act 1993"),
];

/// Where an address goes from the largest part to the smallest, in the languages of these places.
const DESCENDING: &[&str] = &["CN", "HK", "JP", "KR", "MO", "TW"];

/// How the parts of an address are ordered: as the Universal Postal Union and Google's data for
/// addresses have it, a country that no one writes differently left to its language. East Asian places
/// are here for who writes them in Latin letters.
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
    // On envelopes, machines want the code below; everywhere else it leads.
    (AddressFormat::Hungarian, &["HU"]),
    (AddressFormat::Persian, &["IR"]),
];

/// Codes that stand for no country: a place that is not known, and two made up for tests.
const NO_COUNTRY: &[&str] = &["XA", "XB", "ZZ"];

/// Places whose long name says whose they are, as none does in an address.
const SHORT: &[&str] = &["HK", "MO"];

/// Returns the name of a country by its two-letter code.
pub(super) fn name(code: &str, icu: &IcuLocale) -> Option<String> {
    let region = country(code)?;
    let style = SHORT.contains(&region.as_str()).then_some(Style::Short);
    names(icu, style)?.of(region).map(str::to_owned)
}

/// Returns the two-letter code of a country by its name in a language, in lower case.
pub(super) fn code(name: &str, icu: &IcuLocale) -> Option<String> {
    let names = [None, Some(Style::Short)].map(|style| names(icu, style));
    let letters = || 'A'..='Z';
    let codes = letters().flat_map(|first| letters().map(move |second| format!("{first}{second}")));
    let is_called = |region| {
        let mut known = names.iter().flatten().filter_map(|names| names.of(region));
        known.any(|known| known.to_lowercase() == name)
    };
    let mut countries = codes.filter_map(|code| country(&code));
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

pub(super) fn uses_letter(region: &str) -> bool {
    LETTER.contains(&region)
}

pub(super) fn is_descending(country: &str) -> bool {
    DESCENDING.contains(&country)
}

/// Returns the order of an address's parts in a country, in Latin letters where it has another one in
/// its own; `None` where we do not know it.
pub(super) fn address_format(country: &str) -> Option<AddressFormat> {
    FORMATS.iter().find(|(_, countries)| countries.contains(&country)).map(|(format, _)| *format)
}

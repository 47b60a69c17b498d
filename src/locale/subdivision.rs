//! Codes and names of the subdivisions of countries: `CA`, `California`.

/// Codes and names by country (ISO 3166-2), for countries whose codes are used in addresses.
///
/// Several names are separated by `|`.
const SUBDIVISIONS: &[(&str, &[(&str, &str)])] = &[
    (
        "US",
        &[
            ("AL", "Alabama"),
            ("AK", "Alaska"),
            ("AZ", "Arizona"),
            ("AR", "Arkansas"),
            ("CA", "California"),
            ("CO", "Colorado"),
            ("CT", "Connecticut"),
            ("DC", "District of Columbia"),
            ("DE", "Delaware"),
            ("FL", "Florida"),
            ("GA", "Georgia"),
            ("HI", "Hawaii"),
            ("IA", "Iowa"),
            ("ID", "Idaho"),
            ("IL", "Illinois"),
            ("IN", "Indiana"),
            ("KS", "Kansas"),
            ("KY", "Kentucky"),
            ("LA", "Louisiana"),
            ("MA", "Massachusetts"),
            ("MD", "Maryland"),
            ("ME", "Maine"),
            ("MI", "Michigan"),
            ("MN", "Minnesota"),
            ("MO", "Missouri"),
            ("MS", "Mississippi"),
            ("MT", "Montana"),
            ("NC", "North Carolina"),
            ("ND", "North Dakota"),
            ("NE", "Nebraska"),
            ("NH", "New Hampshire"),
            ("NJ", "New Jersey"),
            ("NM", "New Mexico"),
            ("NV", "Nevada"),
            ("NY", "New York|New York State"),
            ("OH", "Ohio"),
            ("OK", "Oklahoma"),
            ("OR", "Oregon"),
            ("PA", "Pennsylvania"),
            ("PR", "Puerto Rico"),
            ("RI", "Rhode Island"),
            ("SC", "South Carolina"),
            ("SD", "South Dakota"),
            ("TN", "Tennessee"),
            ("TX", "Texas"),
            ("UT", "Utah"),
            ("VA", "Virginia"),
            ("VT", "Vermont"),
            ("WA", "Washington|Washington State"),
            ("WI", "Wisconsin"),
            ("WV", "West Virginia"),
            ("WY", "Wyoming"),
        ],
    ),
    (
        "CA",
        &[
            ("AB", "Alberta"),
            ("BC", "British Columbia|Colombie-Britannique"),
            ("MB", "Manitoba"),
            ("NB", "New Brunswick|Nouveau-Brunswick"),
            ("NL", "Newfoundland and Labrador|Terre-Neuve-et-Labrador"),
            ("NS", "Nova Scotia|Nouvelle-Écosse"),
            ("NT", "Northwest Territories|Territoires du Nord-Ouest"),
            ("NU", "Nunavut"),
            ("ON", "Ontario"),
            ("PE", "Prince Edward Island|Île-du-Prince-Édouard"),
            ("QC", "Quebec|Québec"),
            ("SK", "Saskatchewan"),
            ("YT", "Yukon"),
        ],
    ),
    (
        "AU",
        &[
            ("ACT", "Australian Capital Territory"),
            ("NSW", "New South Wales"),
            ("NT", "Northern Territory"),
            ("QLD", "Queensland"),
            ("SA", "South Australia"),
            ("TAS", "Tasmania"),
            ("VIC", "Victoria"),
            ("WA", "Western Australia"),
        ],
    ),
    (
        "BR",
        &[
            ("AC", "Acre"),
            ("AL", "Alagoas"),
            ("AM", "Amazonas"),
            ("AP", "Amapá"),
            ("BA", "Bahia"),
            ("CE", "Ceará"),
            ("DF", "Distrito Federal"),
            ("ES", "Espírito Santo"),
            ("GO", "Goiás"),
            ("MA", "Maranhão"),
            ("MG", "Minas Gerais"),
            ("MS", "Mato Grosso do Sul"),
            ("MT", "Mato Grosso"),
            ("PA", "Pará"),
            ("PB", "Paraíba"),
            ("PE", "Pernambuco"),
            ("PI", "Piauí"),
            ("PR", "Paraná"),
            ("RJ", "Rio de Janeiro"),
            ("RN", "Rio Grande do Norte"),
            ("RO", "Rondônia"),
            ("RR", "Roraima"),
            ("RS", "Rio Grande do Sul"),
            ("SC", "Santa Catarina"),
            ("SE", "Sergipe"),
            ("SP", "São Paulo"),
            ("TO", "Tocantins"),
        ],
    ),
    (
        "CH",
        &[
            ("AG", "Aargau|Argovie|Argovia"),
            ("AI", "Appenzell Innerrhoden"),
            ("AR", "Appenzell Ausserrhoden"),
            ("BE", "Bern|Berne"),
            ("BL", "Basel-Landschaft|Basel-Land|Bâle-Campagne"),
            ("BS", "Basel-Stadt|Bâle-Ville"),
            ("FR", "Freiburg|Fribourg|Friburgo"),
            ("GE", "Genf|Genève|Geneva|Ginevra"),
            ("GL", "Glarus|Glaris"),
            ("GR", "Graubünden|Grisons|Grigioni"),
            ("JU", "Jura"),
            ("LU", "Luzern|Lucerne"),
            ("NE", "Neuenburg|Neuchâtel"),
            ("NW", "Nidwalden|Nidwald"),
            ("OW", "Obwalden|Obwald"),
            ("SG", "St. Gallen|Sankt Gallen|Saint-Gall"),
            ("SH", "Schaffhausen|Schaffhouse"),
            ("SO", "Solothurn|Soleure"),
            ("SZ", "Schwyz"),
            ("TG", "Thurgau|Thurgovie"),
            ("TI", "Tessin|Ticino"),
            ("UR", "Uri"),
            ("VD", "Waadt|Vaud"),
            ("VS", "Wallis|Valais"),
            ("ZG", "Zug|Zoug"),
            ("ZH", "Zürich|Zurich"),
        ],
    ),
    (
        "IN",
        &[
            ("AP", "Andhra Pradesh"),
            ("AS", "Assam"),
            ("BR", "Bihar"),
            ("DL", "Delhi|New Delhi"),
            ("GA", "Goa"),
            ("GJ", "Gujarat"),
            ("HP", "Himachal Pradesh"),
            ("HR", "Haryana"),
            ("JH", "Jharkhand"),
            ("KA", "Karnataka"),
            ("KL", "Kerala"),
            ("MH", "Maharashtra"),
            ("MP", "Madhya Pradesh"),
            ("OD", "Odisha|Orissa"),
            ("PB", "Punjab"),
            ("RJ", "Rajasthan"),
            ("TN", "Tamil Nadu"),
            ("TS", "Telangana"),
            ("UK", "Uttarakhand"),
            ("UP", "Uttar Pradesh"),
            ("WB", "West Bengal"),
        ],
    ),
];

/// Returns whether one of two texts is the code of a subdivision, and the other its name.
///
/// Several subdivisions may share a code; only the name distinguishes them.
pub fn is_code_and_name(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    let is_code_of = |code: &str, name: &str| {
        let name = name.to_lowercase();
        let all = SUBDIVISIONS.iter().flat_map(|(_, parts)| parts.iter());
        let mut named = all.filter(|(own, _)| own.eq_ignore_ascii_case(code));
        named.any(|(_, names)| names.split('|').any(|own| own.to_lowercase() == name))
    };
    is_code_of(one, other) || is_code_of(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subdivision_codes_match_only_their_own_names() {
        for (one, other) in [
            ("CA", "California"),
            ("ontario", "ON"),
            ("NSW", "New South Wales"),
            ("SP", "São Paulo"),
            ("ZH", "Zürich"),
            ("WA", "Western Australia"),
            ("WA", "Washington"),
        ] {
            assert!(is_code_and_name(one, other), "{one} {other}");
        }
        for (one, other) in [("CA", "Canada"), ("CA", "CA"), ("", ""), ("Ontario", "Ontario")] {
            assert!(!is_code_and_name(one, other), "{one} {other}");
        }
    }
}

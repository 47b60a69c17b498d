//! Names of the months, as exports and older files have them.

/// Names in the languages that are met, with their abbreviations.
const MONTHS: [&str; 12] = [
    "january januar janvier gennaio enero janeiro januari jan janv ene gen",
    "february februar février fevrier febbraio febrero fevereiro februari feb févr fevr fev",
    "march märz maerz mars marzo março marco maart maret mar mrz mär mrt",
    "april avril aprile abril apr avr abr",
    "may mai maggio mayo maio mei mag",
    "june juni juin giugno junio junho jun giu",
    "july juli juillet luglio julio julho jul juil lug",
    "august août aout agosto augustus agustus aug ago agt agu ags",
    "september septembre settembre septiembre setiembre setembro sept sep set",
    "october oktober octobre ottobre octubre outubro oct okt ott out",
    "november novembre noviembre novembro nopember nov nop",
    "december dezember décembre decembre dicembre diciembre dezembro desember dec dez déc dic des",
];

/// Returns the number of a month, from 1, of its name or of the number itself.
pub(super) fn month_number(name: &str) -> Option<usize> {
    let name = name.trim_end_matches('.').to_lowercase();
    if let Ok(number) = name.parse::<usize>() {
        return (1..=12).contains(&number).then_some(number);
    }
    MONTHS.iter().position(|names| names.split(' ').any(|own| own == name)).map(|index| index + 1)
}

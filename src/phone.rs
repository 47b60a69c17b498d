//! Parses and formats telephone numbers by the rules of their countries.
//!
//! The rules are those of libphonenumber; they are in `data/phones/regions.txt`, which is parsed on
//! first use.

use rules::Region;

mod rules;

/// A telephone number of a country, with an optional suffix.
#[derive(Debug, Clone)]
pub struct Phone {
    /// Rules of the calling code.
    rules: &'static Region,
    /// Digits without calling code and national prefix.
    digits: String,
    /// Text after the number: ` ext. 9`.
    rest: String,
    /// Zero of the script in which the number was typed.
    zero: char,
    /// Whether letters represent digits.
    has_letters: bool,
}

/// The reason why a number cannot be formatted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// Occurs if there is neither a calling code nor a country.
    Country,
    /// Occurs if no country has the calling code.
    CallingCode,
    /// Occurs if the number is not valid in its country.
    Number,
    /// Occurs if letters represent digits; the number can be dialled.
    Letters,
}

/// A format of telephone numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PhoneFormat {
    #[default]
    AsTyped,
    /// National notation; numbers of other countries use the international one.
    National,
    International,
}

impl PhoneFormat {
    /// Returns a format by its name: `as-typed`, `national` or `international`.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "as-typed" => Self::AsTyped,
            "national" => Self::National,
            "international" => Self::International,
            _ => return None,
        })
    }
}

/// Maximum digits of an extension; more are another number.
const MAX_EXTENSION: usize = 7;

/// Minimum and maximum digits of a number.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=17;

/// The zeros of scripts in which numbers are commonly typed.
const ZEROS: [char; 12] = ['0', '٠', '۰', '०', '০', '੦', '૦', '௦', '౦', '๐', '០', '０'];

impl Phone {
    /// Parses a number; without a calling code it belongs to the country, given by its two-letter
    /// code.
    ///
    /// Returns an error with the reason if it is invalid.
    pub fn read(text: &str, country: Option<&str>) -> Result<Self, Unknown> {
        let typed = Typed::new(text);
        let region = country.and_then(rules::region);
        let found = typed.number(region);
        let (found, has_letters) = match found {
            Err(problem) => match typed.spelled() {
                Some(spelled) => (spelled.number(region).map_err(|_| problem)?, true),
                None => return Err(problem),
            },
            Ok(found) => (found, false),
        };
        let (rules, digits) = found;
        let rest = typed.rest.to_owned();
        Ok(Self { rules, digits, rest, zero: typed.zero, has_letters })
    }

    /// Returns the number for dialling from any country: `+442079460958`.
    pub fn dialled(&self) -> String {
        format!("+{}{}", self.rules.code, self.digits)
    }

    /// Returns the digits without calling code and national prefix.
    pub fn significant(&self) -> &str {
        &self.digits
    }

    /// Returns whether the number belongs to a country, given by its two-letter code.
    pub fn belongs_to_country(&self, country: &str) -> bool {
        rules::region(country).is_some_and(|region| region.code == self.rules.code)
    }

    /// Returns the number in national notation, including the suffix.
    ///
    /// Returns an error if letters represent digits.
    pub fn national(&self) -> Result<String, Unknown> {
        self.write(self.rules.national(&self.digits))
    }

    /// Returns the number in international notation, including the suffix.
    ///
    /// Returns an error if letters represent digits.
    pub fn international(&self) -> Result<String, Unknown> {
        self.write(format!("+{} {}", self.rules.code, self.rules.international(&self.digits)))
    }

    /// Converts a number to the script in which it was typed, and appends the suffix.
    fn write(&self, number: String) -> Result<String, Unknown> {
        if self.has_letters {
            return Err(Unknown::Letters);
        }
        let as_typed = |c: char| match c.to_digit(10) {
            Some(digit) => char::from_u32(self.zero as u32 + digit).unwrap_or(c),
            None => c,
        };
        let number: String = number.chars().map(as_typed).collect();
        Ok(number + &self.rest)
    }
}

/// Returns the digits to dial for a number of unknown format: digits with a leading plus, without
/// suffix and without the national zero in `+44 (0)20`.
pub fn dialled_as_typed(text: &str) -> Option<String> {
    let typed = Typed::new(text);
    let plus = if typed.is_international { "+" } else { "" };
    let digits = typed.without_home_zero.as_ref().unwrap_or(&typed.digits);
    LENGTHS.contains(&digits.len()).then(|| format!("{plus}{digits}"))
}

/// Returns the number of digits after the calling code and the national zero: 7 in `+49 30 12345`.
pub fn national_length(text: &str) -> usize {
    let typed = Typed::new(text);
    let abroad = if typed.is_international {
        Some(typed.digits.as_str())
    } else {
        typed.digits.strip_prefix("00")
    };
    let after_code = |digits: &str| Some(digits.len() - calling_code(digits)?.code.len());
    let length = abroad.and_then(after_code).unwrap_or(typed.digits.len());
    typed.digits[typed.digits.len() - length..].trim_start_matches('0').len()
}

/// A tokenised text.
struct Typed<'t> {
    text: &'t str,
    is_international: bool,
    /// All digits of the number in ASCII.
    digits: String,
    /// The digits without `(0)`, if an international number contains it.
    without_home_zero: Option<String>,
    zero: char,
    rest: &'t str,
}

impl<'t> Typed<'t> {
    fn new(text: &'t str) -> Self {
        let text = text.trim();
        let is_end = |c: char| c.is_alphabetic() || matches!(c, '#' | ';' | '*');
        let number = &text[..text.find(is_end).unwrap_or(text.len())];
        let end = number.char_indices().rfind(|(_, c)| digit(*c).is_some());
        let (number, rest) = text.split_at(end.map_or(0, |(at, c)| at + c.len_utf8()));
        let in_ascii = |text: &str| -> String {
            let digits = text.chars().filter_map(digit);
            digits.filter_map(|(digit, _)| char::from_digit(digit, 10)).collect()
        };
        let is_international = number.trim_start_matches(['(', ' ']).starts_with(['+', '＋']);
        let without = Some(number.replacen("(0)", "", 1));
        let without = without.filter(|without| is_international && without.len() < number.len());
        Self {
            text,
            is_international,
            digits: in_ascii(number),
            without_home_zero: without.map(|number| in_ascii(&number)),
            zero: number.chars().find_map(digit).map_or('0', |(_, zero)| zero),
            rest,
        }
    }

    /// Returns the country rules and the significant digits.
    fn number(
        &self,
        country: Option<&'static Region>,
    ) -> Result<(&'static Region, String), Unknown> {
        let further = self.rest.chars().filter(|c| digit(*c).is_some()).count();
        if further > MAX_EXTENSION || !LENGTHS.contains(&self.digits.len()) {
            return Err(Unknown::Number);
        }
        if self.is_international {
            let found = international(&self.digits);
            return match &self.without_home_zero {
                Some(digits) if found.is_err() => international(digits),
                _ => found,
            };
        }
        let abroad = match country {
            Some(country) => country.after_prefix_abroad(&self.digits),
            None => self.digits.strip_prefix("00"),
        };
        if let Some(Ok(found)) = abroad.map(international) {
            return Ok(found);
        }
        let country = country.ok_or(Unknown::Country)?;
        if let Some(digits) = country.significant(&self.digits) {
            return Ok((country.main(), digits));
        }
        // The plus is sometimes omitted.
        let digits = self.digits.strip_prefix(country.code).and_then(|digits| {
            let main = country.main();
            Some((main, main.significant(digits)?))
        });
        digits.ok_or(Unknown::Number)
    }

    /// Returns the number that letters on telephone keys represent: `1-800-FLOWERS`.
    fn spelled(&self) -> Option<Typed<'static>> {
        let keys = |c: char| match c {
            'A'..='C' => '2',
            'D'..='F' => '3',
            'G'..='I' => '4',
            'J'..='L' => '5',
            'M'..='O' => '6',
            'P'..='S' => '7',
            'T'..='V' => '8',
            'W'..='Z' => '9',
            c => c,
        };
        // Lower-case letters are words: `ext. 9`.
        let is_spelled =
            |c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || " +-.()".contains(c);
        let letters = self.text.chars().filter(char::is_ascii_uppercase).count();
        if letters < 3 || !self.text.chars().all(is_spelled) {
            return None;
        }
        let Typed { is_international, digits, .. } =
            Typed::new(&self.text.chars().map(keys).collect::<String>());
        let (without_home_zero, zero) = (None, '0');
        Some(Typed { text: "", is_international, digits, without_home_zero, zero, rest: "" })
    }
}

/// Returns the country rules of digits that begin with a calling code.
fn international(digits: &str) -> Result<(&'static Region, String), Unknown> {
    let main = calling_code(digits).ok_or(Unknown::CallingCode)?;
    let national = &digits[main.code.len()..];
    let significant = main.significant(national).ok_or(Unknown::Number)?;
    Ok((main, significant))
}

/// Returns the rules of the calling code with which digits begin.
fn calling_code(digits: &str) -> Option<&'static Region> {
    (1..=3).find_map(|length| rules::main(digits.get(..length)?))
}

/// Returns the value of a digit and the zero of its script.
fn digit(c: char) -> Option<(u32, char)> {
    ZEROS.into_iter().find_map(|zero| {
        let digit = (c as u32).checked_sub(zero as u32)?;
        (digit < 10).then_some((digit, zero))
    })
}

#[cfg(test)]
mod tests;

use super::{Inline, Run, link};

/// The quotation marks of a language, and the space inside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotes {
    pub double: [String; 2],
    pub single: [String; 2],
}

impl Quotes {
    /// Returns the space inside the marks, if any.
    fn space(&self) -> Option<&str> {
        let inside = self.double[0].trim_start_matches(|c: char| !c.is_whitespace());
        Some(inside).filter(|space| !space.is_empty())
    }
}

const APOSTROPHE: &str = "’";
const NO_BREAK_SPACE: &str = "\u{a0}";
const THIN_SPACE: &str = "\u{202f}";

/// Unit symbols that follow a number after a space. A false match only removes a line break
/// opportunity.
const UNITS: &[&str] = &[
    "%", "A", "B", "CHF", "CNY", "EB", "EUR", "F", "GB", "GBP", "GHz", "GJ", "GPa", "GW", "GWh",
    "Gb", "Gbit", "Gbps", "GiB", "Hz", "INR", "J", "JPY", "K", "KB", "KiB", "L", "M", "MB", "MHz",
    "MJ", "MPa", "MV", "MW", "MWh", "Mbit", "Mbps", "MiB", "N", "PB", "PLN", "Pa", "PiB", "SEK",
    "TB", "TWh", "Tbit", "TiB", "USD", "V", "W", "Wh", "bar", "bit", "bps", "cm", "dB", "dBm",
    "eV", "fps", "g", "h", "ha", "hPa", "k", "kB", "kHz", "kJ", "kPa", "kV", "kW", "kWh", "kbit",
    "kbps", "kg", "km", "kn", "l", "m", "mA", "mL", "mV", "mW", "mg", "min", "ml", "mm", "ms",
    "nm", "ns", "ppm", "pt", "px", "rpm", "s", "t", "€", "£",
];
/// First characters of further units.
const UNIT_SIGNS: &str = "‰µμΩ°$€£¥₹";

/// Signs that French precedes with a space.
const SPACED_SIGNS: &[char] = &[':', ';', '!', '?', '»'];

/// Maximum depth of nested quotations; keeps parsing linear.
const DEEPEST: usize = 16;

/// Converts quotes, apostrophes, dashes and ellipses in a paragraph to typographic ones.
///
/// - `"` and `'` become the locale's quotation marks, or an apostrophe, depending on adjacent
///   characters across the runs of the paragraph.
/// - After a digit and outside quotations they are feet and inches and are kept: `5'10"`, a 24"
///   rack.
/// - `--` becomes an en dash, `---` an em dash, `...` an ellipsis. Four hyphens, an arrow (`-->`)
///   and command options (`--release`) are kept.
/// - A space between a number and its unit, or between groups of digits, becomes non-breaking: `30
///   ms`, `11 000`.
/// - In languages with a space inside quotation marks, a typed space before other signs becomes the
///   same space, or a thin one before `;`, `!` and `?` (`vrai ; faux`).
///
/// Code, visible URLs and characters that are typographic already are not changed.
pub fn set_quotes_and_dashes(inline: &mut Inline, quotes: &Quotes) {
    let mut chars = Vec::new();
    collect(inline, &mut chars);
    let sign = |c: char| quotes.space().is_some() && (SPACED_SIGNS.contains(&c) || c == '«');
    let spaced = chars.windows(2).any(|c| match [c[0].char, c[1].char] {
        [before, ' '] => before.is_ascii_digit() || sign(before),
        [' ', after] => sign(after),
        _ => false,
    });
    if spaced || chars.iter().any(|c| c.may_change && matches!(c.char, '"' | '\'' | '-' | '.')) {
        let changes = Reader::new(&chars, quotes).read();
        rewrite(inline, &mut changes.into_iter());
    }
}

/// A character of a paragraph.
#[derive(Clone, Copy)]
struct Char {
    char: char,
    may_change: bool,
}

/// Replacement of a character; `None` to keep it.
type Change<'a> = Option<&'a str>;

fn collect(inline: &Inline, chars: &mut Vec<Char>) {
    for run in &inline.0 {
        match run {
            Run::Text(text) => push(text, true, chars),
            Run::Code(text) => push(text, false, chars),
            Run::Break => push("\n", false, chars),
            Run::Link { url, body } if shows_itself(url, body) => push(&body.text(), false, chars),
            Run::Strong(body)
            | Run::Emphasis(body)
            | Run::Link { body, .. }
            | Run::Foreign { body, .. } => collect(body, chars),
        }
    }
}

fn push(text: &str, may_change: bool, chars: &mut Vec<Char>) {
    chars.extend(text.chars().map(|char| Char { char, may_change }));
}

/// Applies the changes in the order of [`collect`].
fn rewrite<'a>(inline: &mut Inline, changes: &mut impl Iterator<Item = Change<'a>>) {
    for run in &mut inline.0 {
        match run {
            Run::Text(text) => {
                let mut changed = String::with_capacity(text.len());
                for c in text.chars() {
                    match changes.next().flatten() {
                        Some(change) => changed.push_str(change),
                        None => changed.push(c),
                    }
                }
                *text = changed;
            }
            Run::Code(text) => skip(text, changes),
            Run::Break => skip("\n", changes),
            Run::Link { url, body } if shows_itself(url, body) => skip(&body.text(), changes),
            Run::Strong(body)
            | Run::Emphasis(body)
            | Run::Link { body, .. }
            | Run::Foreign { body, .. } => rewrite(body, changes),
        }
    }
}

fn skip<'a>(text: &str, changes: &mut impl Iterator<Item = Change<'a>>) {
    for _ in text.chars() {
        changes.next();
    }
}

fn shows_itself(url: &str, body: &Inline) -> bool {
    match body.0.as_slice() {
        [Run::Text(text)] => link::target(text).as_deref() == Some(url),
        _ => false,
    }
}

/// Scans a paragraph and tracks open quotations.
struct Reader<'a> {
    chars: &'a [Char],
    quotes: &'a Quotes,
    /// Per character: how many single quotes from there on could close a quotation.
    closers_ahead: Vec<usize>,
    /// Unclosed opening quotes.
    open: Vec<char>,
    /// Whether the previous quote opened a quotation.
    after_opening: bool,
}

impl<'a> Reader<'a> {
    fn new(chars: &'a [Char], quotes: &'a Quotes) -> Self {
        let mut reader = Self {
            chars,
            quotes,
            closers_ahead: Vec::new(),
            open: Vec::new(),
            after_opening: false,
        };
        let mut ahead = vec![0; chars.len() + 1];
        for at in (0..chars.len()).rev() {
            let closes = reader.is_typed(at, '\'')
                && !reader.follows_opening(at)
                && !reader.next(at).is_some_and(char::is_alphanumeric);
            ahead[at] = ahead[at + 1] + usize::from(closes);
        }
        reader.closers_ahead = ahead;
        reader
    }

    fn read(mut self) -> Vec<Change<'a>> {
        let mut changes: Vec<Change<'a>> = Vec::with_capacity(self.chars.len());
        while changes.len() < self.chars.len() {
            let at = changes.len();
            let Char { char, may_change } = self.chars[at];
            let mut opening = false;
            match char {
                '"' if may_change => changes.push(self.double(at, &mut opening)),
                '\'' if may_change => changes.push(self.single(at, &mut opening)),
                ' ' if may_change
                    && self.follows_digit(at)
                    && (self.is_before_unit(at) || self.parts_digits(at)) =>
                {
                    changes.push(Some(NO_BREAK_SPACE));
                }
                ' ' if may_change && self.is_beside_sign(at) => {
                    changes.push(self.space_beside_sign(at))
                }
                '-' | '.' if may_change => {
                    let length = self.chars[at..]
                        .iter()
                        .take_while(|c| c.char == char && c.may_change)
                        .count();
                    let change = if char == '-' {
                        self.dash(at, length)
                    } else {
                        (length == 3).then_some("…")
                    };
                    changes.push(change);
                    // The replacement of the first character covers the others.
                    changes.resize(at + length, change.map(|_| ""));
                }
                _ => changes.push(None),
            }
            self.after_opening = opening;
        }
        changes
    }

    fn double(&mut self, at: usize, opening: &mut bool) -> Change<'a> {
        let [open, close] = &self.quotes.double;
        if self.can_open(at) {
            *opening = true;
            self.open('"');
            return Some(open);
        }
        // Within a word, as gershayim in Hebrew abbreviations.
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if is_word(self.previous(at)) && is_word(self.next(at)) {
            return None;
        }
        // Inches inside a quotation, if another quote closes it.
        let inches =
            self.follows_digit(at) && self.next_double(at).is_some_and(|next| !self.opens(next));
        (!inches && self.close('"')).then_some(close.as_str())
    }

    fn single(&mut self, at: usize, opening: &mut bool) -> Change<'a> {
        let [open, close] = &self.quotes.single;
        let next_is_word = self.next(at).is_some_and(char::is_alphanumeric);
        let previous_is_word = self.previous(at).is_some_and(char::is_alphanumeric);
        if previous_is_word && next_is_word {
            let feet = self.follows_digit(at) && self.next(at).is_some_and(|c| c.is_ascii_digit());
            return (!feet).then_some(APOSTROPHE);
        }
        if self.can_open(at) {
            if self.closers_ahead[at + 1] == 0 || self.is_decade(at) || self.is_and(at) {
                return Some(APOSTROPHE);
            }
            *opening = true;
            self.open('\'');
            return Some(open);
        }
        if self.close('\'') {
            return Some(close);
        }
        let feet = self.follows_digit(at);
        (!feet && self.previous(at).is_some_and(|c| !c.is_whitespace())).then_some(APOSTROPHE)
    }

    fn dash(&self, at: usize, length: usize) -> Change<'a> {
        let previous = self.previous(at);
        let next = self.chars.get(at + length).map(|c| c.char);
        let arrow = next == Some('>') || matches!(previous, Some('<' | '!'));
        let starts_word = previous.is_none_or(|c| c.is_whitespace() || "([{\"'`".contains(c));
        let option = starts_word && next.is_some_and(char::is_alphanumeric);
        match length {
            2 if !arrow && !option => Some("–"),
            3 if !arrow => Some("—"),
            _ => None,
        }
    }

    fn open(&mut self, mark: char) {
        if self.open.len() == DEEPEST {
            self.open.remove(0);
        }
        self.open.push(mark);
    }

    /// Closes the innermost quotation with this quote, and all quotations inside it.
    fn close(&mut self, mark: char) -> bool {
        let found = self.open.iter().rposition(|open| *open == mark);
        if let Some(found) = found {
            self.open.truncate(found);
        }
        found.is_some()
    }

    fn can_open(&self, at: usize) -> bool {
        self.next(at).is_some_and(|c| !c.is_whitespace())
            && (self.follows_opening(at) || self.after_opening)
    }

    /// Returns whether a later quote looks like an opening one.
    fn opens(&self, at: usize) -> bool {
        self.follows_opening(at) && self.next(at).is_some_and(|c| !c.is_whitespace())
    }

    fn follows_opening(&self, at: usize) -> bool {
        self.previous(at).is_none_or(|c| c.is_whitespace() || "([{<-–—/“‘„‚«‹¿¡".contains(c))
    }

    fn follows_digit(&self, at: usize) -> bool {
        self.previous(at).is_some_and(|c| c.is_ascii_digit())
    }

    fn is_before_unit(&self, at: usize) -> bool {
        let word = self.chars[at + 1..].iter().map(|c| c.char);
        let word = word.take_while(|c| c.is_alphanumeric() || "%‰°$€£¥₹".contains(*c));
        // The longest unit has fewer letters.
        let word: String = word.take(6).collect();
        let unit = word.trim_end_matches(['²', '³']);
        UNITS.contains(&unit) || unit.starts_with(|c| UNIT_SIGNS.contains(c))
    }

    /// `11 000`: up to three digits before the space, three after it.
    fn parts_digits(&self, at: usize) -> bool {
        let digits = |chars: &mut dyn Iterator<Item = &Char>| {
            chars.take(4).take_while(|c| c.char.is_ascii_digit()).count()
        };
        digits(&mut self.chars[..at].iter().rev()) <= 3
            && digits(&mut self.chars[at + 1..].iter()) == 3
    }

    /// `vrai ; faux`, `« vrai »`, but not emoticons or URLs.
    fn is_beside_sign(&self, at: usize) -> bool {
        let after = self.chars[at + 1..].iter().map(|c| c.char);
        let after_signs = after.clone().find(|c| !SPACED_SIGNS.contains(c));
        self.previous(at) == Some('«')
            || (after.take(1).any(|c| SPACED_SIGNS.contains(&c))
                && after_signs.is_none_or(|c| c.is_whitespace() || ".,)…".contains(c)))
    }

    /// Returns the space beside a sign: that inside quotation marks, but a thin one before `;`, `!` and
    /// `?`, as printers in France have it.
    fn space_beside_sign(&self, at: usize) -> Option<&'a str> {
        match self.next(at) {
            Some(';' | '!' | '?') => Some(THIN_SPACE),
            _ => self.quotes.space(),
        }
    }

    /// `'90s`
    fn is_decade(&self, at: usize) -> bool {
        let digit = |at: usize| self.chars.get(at).is_some_and(|c| c.char.is_ascii_digit());
        digit(at + 1) && digit(at + 2) && !digit(at + 3)
    }

    /// `rock 'n' roll`
    fn is_and(&self, at: usize) -> bool {
        self.chars.get(at + 1).is_some_and(|c| c.char.eq_ignore_ascii_case(&'n'))
            && self.is_typed(at + 2, '\'')
    }

    fn next_double(&self, at: usize) -> Option<usize> {
        (at + 1..self.chars.len()).find(|at| self.is_typed(*at, '"'))
    }

    fn is_typed(&self, at: usize, mark: char) -> bool {
        self.chars.get(at).is_some_and(|c| c.char == mark && c.may_change)
    }

    fn previous(&self, at: usize) -> Option<char> {
        Some(self.chars[at.checked_sub(1)?].char)
    }

    fn next(&self, at: usize) -> Option<char> {
        Some(self.chars.get(at + 1)?.char)
    }
}

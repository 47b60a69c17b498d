use std::sync::{LazyLock, OnceLock};

use regex_lite::{Captures, Regex};

const FILE: &str = include_str!("../../data/phones/regions.txt");

static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| read(FILE));

/// The telephone number rules of a region.
#[derive(Debug, Default)]
pub(super) struct Region {
    id: &'static str,
    /// Calling code.
    pub(super) code: &'static str,
    /// Whether its formats apply to all regions with its calling code.
    is_main: bool,
    /// Prefix of international calls.
    prefix_abroad: Pattern,
    /// National prefix.
    prefix: Pattern,
    /// Replacement of the national prefix; usually empty.
    becomes: &'static str,
    general: Pattern,
    /// Numbers without a format.
    without_format: Pattern,
    /// The rest of the file, starting with the formats, which is parsed on demand.
    below: &'static str,
    formats: OnceLock<Vec<Format>>,
}

#[derive(Debug)]
struct Format {
    at_home: bool,
    abroad: bool,
    groups: Pattern,
    written: &'static str,
    /// Format of the first group in national notation.
    first: &'static str,
    begins: Pattern,
}

/// A pattern that is compiled on demand.
#[derive(Debug, Default)]
struct Pattern {
    text: &'static str,
    whole: OnceLock<Option<Regex>>,
    start: OnceLock<Option<Regex>>,
}

/// Returns a region by its two-letter code.
pub(super) fn region(id: &str) -> Option<&'static Region> {
    REGIONS.iter().find(|region| region.id.eq_ignore_ascii_case(id.trim()))
}

/// Returns the region whose formats apply to a calling code.
pub(super) fn main(code: &str) -> Option<&'static Region> {
    REGIONS.iter().find(|region| region.is_main && region.code == code)
}

fn read(file: &'static str) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    let mut rest = file;
    while let Some((line, below)) = rest.split_once('\n') {
        rest = below;
        if line.starts_with(['#', '\t']) {
            continue;
        }
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_default();
        regions.push(Region {
            id: next(),
            code: next(),
            is_main: !next().is_empty(),
            prefix_abroad: Pattern::new(next()),
            prefix: Pattern::new(next()),
            becomes: next(),
            general: Pattern::new(next()),
            without_format: Pattern::new(next()),
            below,
            formats: OnceLock::new(),
        });
    }
    regions
}

fn read_formats(below: &'static str) -> Vec<Format> {
    let read = |line: &'static str| {
        let mut columns = line.split('\t').skip(1);
        let mut next = || columns.next().unwrap_or_default();
        let used = next();
        Format {
            at_home: used != "abroad",
            abroad: used != "national",
            groups: Pattern::new(next()),
            written: next(),
            first: next(),
            begins: Pattern::new(next()),
        }
    };
    below.lines().take_while(|line| line.starts_with('\t')).map(read).collect()
}

impl Region {
    fn formats(&self) -> &[Format] {
        self.formats.get_or_init(|| read_formats(self.below))
    }

    /// Returns the region whose formats apply to its calling code.
    pub(super) fn main(&'static self) -> &'static Self {
        main(self.code).unwrap_or(self)
    }

    /// Returns the digits after the international prefix; `None` without the prefix.
    pub(super) fn after_prefix_abroad<'d>(&self, digits: &'d str) -> Option<&'d str> {
        let end = self.prefix_abroad.start()?.find(digits)?.end();
        Some(&digits[end..])
    }

    /// Returns the digits without national prefix; `None` if no number of the calling code matches.
    pub(super) fn significant(&self, digits: &str) -> Option<String> {
        let without = self.without_prefix(digits);
        let candidates = without.into_iter().chain([digits.to_owned()]);
        candidates.into_iter().find(|digits| self.has(digits))
    }

    /// Returns whether numbers of its calling code match.
    fn has(&self, digits: &str) -> bool {
        let is_like = |pattern: &Pattern| pattern.whole().is_some_and(|it| it.is_match(digits));
        let mut regions = REGIONS.iter().filter(|region| region.code == self.code);
        if !regions.clone().any(|region| is_like(&region.general)) {
            return false;
        }
        // General patterns check little more than the length; formats also check the first digits.
        let formats = main(self.code).map_or(&[][..], Self::formats);
        formats.is_empty()
            || formats.iter().any(|format| format.groups(digits).is_some())
            || regions.any(|region| is_like(&region.without_format))
    }

    fn without_prefix(&self, digits: &str) -> Option<String> {
        let found = self.prefix.start()?.captures(digits)?;
        let group = |n| found.get(n).map_or("", |group| group.as_str());
        let rest = &digits[group(0).len()..];
        let has_last = found.len() > 1 && found.get(found.len() - 1).is_some();
        let becomes = if has_last { self.becomes } else { "" };
        Some(expand(becomes, group) + rest).filter(|digits| !digits.is_empty())
    }

    /// Returns digits in national notation.
    pub(super) fn national(&self, digits: &str) -> String {
        let format = self.formats().iter().filter(|format| format.at_home);
        format
            .into_iter()
            .find_map(|format| format.write(digits, true))
            .unwrap_or(digits.to_owned())
    }

    /// Returns digits in international notation, without calling code.
    pub(super) fn international(&self, digits: &str) -> String {
        let format = self.formats().iter().filter(|format| format.abroad);
        format
            .into_iter()
            .find_map(|format| format.write(digits, false))
            .unwrap_or(digits.to_owned())
    }
}

impl Format {
    /// Returns the groups of digits; `None` if the format does not match.
    fn groups<'d>(&self, digits: &'d str) -> Option<Captures<'d>> {
        if !self.begins.text.is_empty() && !self.begins.start()?.is_match(digits) {
            return None;
        }
        self.groups.whole()?.captures(digits)
    }

    fn write(&self, digits: &str, at_home: bool) -> Option<String> {
        let groups = self.groups(digits)?;
        let group = |n| groups.get(n).map_or("", |group| group.as_str());
        let Some(first) = self.written.find('$').filter(|_| at_home && !self.first.is_empty())
        else {
            return Some(expand(self.written, group));
        };
        // The rule applies to the first group that occurs, which need not be group 1.
        let (before, rest) = self.written.split_at(first);
        let (name, rest) = rest.split_at(2);
        let whole = format!("{before}{}{rest}", self.first.replace("$1", name));
        Some(expand(&whole, group))
    }
}

impl Pattern {
    fn new(text: &'static str) -> Self {
        Self { text, ..Self::default() }
    }

    /// Returns the pattern for a whole text.
    fn whole(&self) -> Option<&Regex> {
        self.compiled(&self.whole, "$")
    }

    /// Returns the pattern for the start of a text.
    fn start(&self) -> Option<&Regex> {
        self.compiled(&self.start, "")
    }

    fn compiled<'p>(&self, cell: &'p OnceLock<Option<Regex>>, end: &str) -> Option<&'p Regex> {
        let compile = || {
            let text = self.text;
            (!text.is_empty()).then(|| Regex::new(&format!("^(?:{text}){end}")).ok()).flatten()
        };
        cell.get_or_init(compile).as_ref()
    }
}

/// Replaces references to groups such as `$1`.
fn expand<'g>(text: &str, group: impl Fn(usize) -> &'g str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let number = (c == '$').then(|| chars.next()?.to_digit(10)).flatten();
        match number {
            Some(number) => out.push_str(group(number as usize)),
            None => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phone_pattern_is_valid() {
        assert!(REGIONS.len() > 240, "only {} regions", REGIONS.len());
        for region in REGIONS.iter() {
            assert!(region.main().is_main, "{}", region.id);
            assert!(region.general.whole().is_some(), "{}", region.id);
            let mut patterns = vec![&region.prefix_abroad, &region.prefix, &region.without_format];
            for format in region.formats() {
                patterns.extend([&format.groups, &format.begins]);
                assert!(format.written.contains('$'), "{}: {format:?}", region.id);
            }
            for pattern in patterns.into_iter().filter(|pattern| !pattern.text.is_empty()) {
                assert!(pattern.whole().is_some() && pattern.start().is_some(), "{pattern:?}");
            }
        }
    }
}

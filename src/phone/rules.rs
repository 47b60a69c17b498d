use std::sync::{LazyLock, OnceLock};

use regex::{Captures, Regex};

const FILE: &str = include_str!("../../data/phones/regions.txt");

static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| read(FILE));

/// How numbers are read and written in a region.
#[derive(Debug, Default)]
pub(super) struct Region {
    id: &'static str,
    /// Calling code.
    pub(super) code: &'static str,
    /// Whether its formats are those of all who share its calling code.
    is_main: bool,
    /// What is dialled before a calling code.
    prefix_abroad: Pattern,
    /// What is dialled before a number at home.
    prefix: Pattern,
    /// What that becomes, where it is not simply left out.
    becomes: &'static str,
    general: Pattern,
    /// Those that no format is for.
    without_format: Pattern,
    /// The file from its formats on, which are read when they are needed.
    below: &'static str,
    formats: OnceLock<Vec<Format>>,
}

#[derive(Debug)]
struct Format {
    at_home: bool,
    abroad: bool,
    groups: Pattern,
    written: &'static str,
    /// How the first group is written at home.
    first: &'static str,
    begins: Pattern,
}

/// A pattern that is compiled when it is needed.
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

/// Returns the region whose formats are those of a calling code.
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

    /// Returns the region whose formats are those of its calling code.
    pub(super) fn main(&'static self) -> &'static Self {
        main(self.code).unwrap_or(self)
    }

    /// Returns what follows the prefix of calls abroad; `None` where that does not stand there.
    pub(super) fn after_prefix_abroad<'d>(&self, digits: &'d str) -> Option<&'d str> {
        let end = self.prefix_abroad.start()?.find(digits)?.end();
        Some(&digits[end..])
    }

    /// Returns the digits without what is dialled before them at home; `None` where no number of its
    /// calling code is like that.
    pub(super) fn significant(&self, digits: &str) -> Option<String> {
        let without = self.without_prefix(digits);
        let candidates = without.into_iter().chain([digits.to_owned()]);
        candidates.into_iter().find(|digits| self.has(digits))
    }

    /// Tells whether numbers of its calling code are like that.
    fn has(&self, digits: &str) -> bool {
        let is_like = |pattern: &Pattern| pattern.whole().is_some_and(|it| it.is_match(digits));
        let mut regions = REGIONS.iter().filter(|region| region.code == self.code);
        if !regions.clone().any(|region| is_like(&region.general)) {
            return false;
        }
        // General patterns hold little but lengths; formats know how the numbers of a length begin.
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

    /// Writes digits as at home.
    pub(super) fn national(&self, digits: &str) -> String {
        let format = self.formats().iter().filter(|format| format.at_home);
        format
            .into_iter()
            .find_map(|format| format.write(digits, true))
            .unwrap_or(digits.to_owned())
    }

    /// Writes digits as behind a calling code.
    pub(super) fn international(&self, digits: &str) -> String {
        let format = self.formats().iter().filter(|format| format.abroad);
        format
            .into_iter()
            .find_map(|format| format.write(digits, false))
            .unwrap_or(digits.to_owned())
    }
}

impl Format {
    /// Returns the groups of digits; `None` where they are not written like that.
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
        // The rule for the first group that stands there, which need not be group 1.
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

    /// Returns the pattern of a whole text.
    fn whole(&self) -> Option<&Regex> {
        self.compiled(&self.whole, "$")
    }

    /// Returns the pattern of what a text begins with.
    fn start(&self) -> Option<&Regex> {
        self.compiled(&self.start, "")
    }

    fn compiled<'p>(&self, cell: &'p OnceLock<Option<Regex>>, end: &str) -> Option<&'p Regex> {
        let compile = || {
            // The digits of all scripts would make each pattern large.
            let text = self.text.replace(r"\d", "[0-9]");
            (!text.is_empty()).then(|| Regex::new(&format!("^(?:{text}){end}")).ok()).flatten()
        };
        cell.get_or_init(compile).as_ref()
    }
}

/// Fills the places of groups: `$1`.
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
    fn every_pattern_of_the_file_can_be_read() {
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

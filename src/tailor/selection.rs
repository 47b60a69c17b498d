use std::fmt::{self, Display, Formatter};

use super::TagExpression;
use super::exclude::is_known;
use crate::diagnostic::Diagnostic;
use crate::format::native_section_name;
use crate::resume::{Date, PeriodEnd, Resume, Section, Setting};
use crate::source::{Path, Segment};

/// What a résumé shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Selection {
    /// BCP 47 tag of the wanted language; by default the first declared one.
    pub language: Option<String>,
    pub tags: Option<TagExpression>,
    /// Entries that ended earlier are omitted.
    pub since: Vec<Cutoff>,
    /// Entries that ended earlier are reduced to their heads.
    pub collapse_before: Vec<Cutoff>,
    pub max: Vec<Limit>,
    /// Ids or kinds of the sections to show, in order.
    pub sections: Option<Vec<String>>,
    /// Sort keys by section: `-endDate`.
    pub sort: Vec<Setting>,
    pub exclude: Vec<Pattern>,
    /// Like `exclude`, and the removed text must not occur elsewhere.
    pub redact: Vec<Pattern>,
    /// Additional texts that must not occur, of any length.
    pub redact_words: Vec<String>,
    /// Parts of names and short texts that are kept although they are redacted.
    pub keep_words: Vec<String>,
}

impl Selection {
    /// Combines this selection with a lower one, such as that of a variant.
    ///
    /// Values of this selection replace those of the lower one, per section where they are given
    /// per section. Exclusions are added up.
    #[must_use]
    pub fn over(self, lower: Self) -> Self {
        let replace = |upper: Vec<Cutoff>, lower| if upper.is_empty() { lower } else { upper };
        Self {
            language: self.language.or(lower.language),
            tags: self.tags.or(lower.tags),
            since: replace(self.since, lower.since),
            collapse_before: replace(self.collapse_before, lower.collapse_before),
            max: join(self.max, lower.max, |a, b| a.section == b.section && a.list == b.list),
            sections: self.sections.or(lower.sections),
            sort: join(self.sort, lower.sort, |a, b| a.key == b.key),
            exclude: join(self.exclude, lower.exclude, Pattern::eq),
            redact: join(self.redact, lower.redact, Pattern::eq),
            redact_words: join(self.redact_words, lower.redact_words, String::eq),
            keep_words: join(self.keep_words, lower.keep_words, String::eq),
        }
    }
}

impl Selection {
    /// Returns the selection with the native names of sections, such as `work` for `experience`.
    #[must_use]
    pub(super) fn with_native_names(&self, resume: &Resume) -> Self {
        let mut selection = self.clone();
        let cutoffs = selection.since.iter_mut().chain(&mut selection.collapse_before);
        let names = cutoffs
            .filter_map(|cutoff| cutoff.section.as_mut())
            .chain(selection.max.iter_mut().filter_map(|limit| limit.section.as_mut()))
            .chain(selection.sections.iter_mut().flatten())
            .chain(selection.sort.iter_mut().map(|sort| &mut sort.key));
        for name in names {
            if let Some(native) = native_section_name(resume, name) {
                native.clone_into(name);
            }
        }
        for pattern in selection.exclude.iter_mut().chain(&mut selection.redact) {
            pattern.name_section_natively(resume);
        }
        selection
    }
}

/// Appends the items of `lower` that `upper` does not override.
fn join<T>(mut upper: Vec<T>, lower: Vec<T>, same: impl Fn(&T, &T) -> bool) -> Vec<T> {
    for item in lower {
        if !upper.iter().any(|known| same(known, &item)) {
            upper.push(item);
        }
    }
    upper
}

/// A date limit for the entries of one section or of all: `2015`, `work=2015-06`.
#[derive(Debug, Clone, PartialEq)]
pub struct Cutoff {
    /// Id or kind of the section.
    pub section: Option<String>,
    pub date: Date,
}

impl Cutoff {
    /// Parses a cutoff.
    ///
    /// Returns an error if it contains no year.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let (section, date) = match text.split_once('=') {
            Some((section, date)) => (Some(section.trim().to_owned()), date),
            None => (None, text),
        };
        let named = section.as_deref().is_none_or(|section| !section.is_empty());
        match Date::parse(date) {
            Ok(date) if named && date.parts().is_some() => Ok(Self { section, date }),
            _ => Err(Diagnostic::error("cutoff", format!("invalid date `{text}`"))
                .hint("write it as `2015` or `2015-06`, or `work=2015` for one section")),
        }
    }

    /// Returns whether a date ended before the cutoff; a year or month counts as its last day.
    pub(super) fn is_after(&self, date: &Date) -> bool {
        let last = date.parts_in_words(PeriodEnd::End);
        let (Some(limit), Some((year, month, day))) = (self.date.parts(), last) else {
            return false;
        };
        let limit = (limit.0, limit.1.unwrap_or(1), limit.2.unwrap_or(1));
        (year, month.unwrap_or(12), day.unwrap_or(31)) < limit
    }

    /// Returns the cutoff of a section, else the one for all sections.
    pub(super) fn of<'a>(section: &Section, cutoffs: &'a [Self]) -> Option<&'a Self> {
        let own = |cutoff: &&Self| cutoff.section.as_deref().is_some_and(|n| section.is_named(n));
        cutoffs.iter().find(own).or_else(|| cutoffs.iter().find(|c| c.section.is_none()))
    }
}

impl Display for Cutoff {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        if let Some(section) = &self.section {
            write!(f, "{section}=")?;
        }
        write!(f, "{}", self.date)
    }
}

/// Maximum number of elements of a list: `work=4`, `highlights=5`, `work.highlights=3`.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// Id or kind of the section.
    pub section: Option<String>,
    /// The list within entries; `None` for the entries of the section.
    pub list: Option<List>,
    pub count: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    Highlights,
    Keywords,
    Positions,
    Courses,
    Roles,
}

impl List {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Highlights, "highlights"),
        (Self::Keywords, "keywords"),
        (Self::Positions, "positions"),
        (Self::Courses, "courses"),
        (Self::Roles, "roles"),
    ];

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == name).map(|(list, _)| list)
    }

    fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(list, _)| *list == self).map_or("", |(_, name)| name)
    }
}

impl Limit {
    /// Parses a limit.
    ///
    /// Returns an error if the name or the number is missing.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let error = || {
            Diagnostic::error("limit", format!("invalid limit `{text}`")).hint(
                "write it as `work=4` for a section, `highlights=5` for a list in every entry, \
                 or `work.highlights=3`",
            )
        };
        let (name, count) = text.split_once('=').ok_or_else(error)?;
        let count = count.trim().parse().map_err(|_| error())?;
        let name = name.trim();
        let (section, list) = match (List::from_name(name), name.rsplit_once('.')) {
            (Some(list), _) => (None, Some(list)),
            (None, Some((section, list))) => {
                (Some(section.trim()), Some(List::from_name(list.trim()).ok_or_else(error)?))
            }
            (None, None) => (Some(name), None),
        };
        if section.is_some_and(str::is_empty) {
            return Err(error());
        }
        Ok(Self { section: section.map(str::to_owned), list, count })
    }

    pub(super) fn applies_to(&self, section: &Section) -> bool {
        self.section.as_deref().is_none_or(|name| section.is_named(name))
    }

    /// Returns whether a more specific limit applies to this list in a section.
    pub(super) fn is_overruled(&self, limits: &[Self], section: &Section) -> bool {
        let exact = |limit: &&Self| limit.section.is_some() && limit.list == self.list;
        self.section.is_none() && limits.iter().filter(exact).any(|limit| limit.applies_to(section))
    }
}

impl Display for Limit {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        let names: Vec<_> =
            self.section.as_deref().into_iter().chain(self.list.map(List::name)).collect();
        write!(f, "{}={}", names.join("."), self.count)
    }
}

/// Selects data by the end of their path: `references`, `keywords.level`, `work[2].highlights`.
///
/// The name of a section selects that section, and `name` the person's name. Any other name matches
/// the end of every path: `keywords.level` is the level of all keywords. `basics.location` selects
/// one address, `contact` all contacts, and `photo` the picture. A name selects every element of a
/// list, and `[2]` the third in the file. A pattern must match something unless it ends in `?`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    path: Path,
    is_optional: bool,
    pub(super) steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) name: String,
    pub(super) index: Option<usize>,
}

impl Pattern {
    /// Parses a pattern.
    ///
    /// Returns an error if it is empty.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let error = || {
            Diagnostic::error("pattern", format!("`{text}` is not a path that can be omitted"))
                .hint("write it as `references`, `keywords.level` or `work[2].highlights`")
        };
        let name = text.trim();
        let (name, is_optional) = match name.strip_suffix('?') {
            Some(name) => (name, true),
            None => (name, false),
        };
        let path = Path::parse(name).ok_or_else(error)?;
        let mut steps: Vec<Step> = Vec::new();
        for segment in path.segments() {
            match segment {
                Segment::Key(name) => steps.push(Step { name: name.to_string(), index: None }),
                Segment::Index(index) => match steps.last_mut() {
                    Some(step) if step.index.is_none() => step.index = Some(*index),
                    _ => return Err(error()),
                },
            }
        }
        if steps.is_empty() {
            return Err(error());
        }
        Ok(Self { path, is_optional, steps })
    }

    /// Replaces the name that another tool has for a section, unless it is also that of a field.
    fn name_section_natively(&mut self, resume: &Resume) {
        let Some(first) = self.steps.first_mut().filter(|step| !is_known(&step.name)) else {
            return;
        };
        let Some(native) = native_section_name(resume, &first.name) else { return };
        native.clone_into(&mut first.name);
        let rest = self.path.segments().into_iter().skip(1);
        self.path = rest.fold(Path::ROOT.key(native), |path, segment| match segment {
            Segment::Key(key) => path.key(key),
            Segment::Index(index) => path.index(*index),
        });
    }

    /// Returns whether the pattern may match nothing.
    pub(super) fn is_optional(&self) -> bool {
        self.is_optional
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns whether the pattern selects single elements of a list.
    pub(super) fn is_numbered(&self) -> bool {
        self.steps.last().is_some_and(|step| step.index.is_some())
    }
}

impl Display for Pattern {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        self.path.fmt(f)
    }
}

/// Parses the order of a section: `work=-endDate`.
///
/// Returns an error if the section or the field is missing.
pub fn parse_sort(text: &str) -> Result<Setting, Diagnostic> {
    match text.split_once('=').map(|(key, value)| (key.trim(), value.trim())) {
        Some((key, value)) if !key.is_empty() && !value.is_empty() => {
            Ok(Setting { path: Path::ROOT, key: key.to_owned(), value: value.to_owned() })
        }
        _ => Err(Diagnostic::error("sort", format!("invalid sort key `{text}`")).hint(
            "write it as `work=-endDate`: a section, and a field, with `-` for latest first",
        )),
    }
}

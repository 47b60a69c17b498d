//! Removes data by the end of their path.

use std::collections::BTreeMap;

use super::Pattern;
use super::explain::{
    Explanation, contact_heading, contact_name, entry_heading, highlight_heading, keyword_heading,
    section_heading, short,
};
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::resume::{
    Basics, Contact, ContactKind, Date, Entry, Extra, Highlight, Keyword, Letter, Meta, Resume,
    Role, Section, SectionKind, SlotMut, Text, Visitor, fields, key_of, visit_contact,
    visit_copyright, visit_entry, visit_extra, visit_highlight, visit_keyword, visit_letter,
    visit_section, visit_text,
};
use crate::source::{Path, Segment};

/// The rule that is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Exclude,
    /// Removed values must not appear in messages.
    Redact,
}

impl Mode {
    fn name(self) -> &'static str {
        match self {
            Self::Exclude => "exclude",
            Self::Redact => "redact",
        }
    }
}

/// Pattern for all contacts; not a key of the data.
const CONTACT: &str = "contact";
/// Plural of [`CONTACT`], used as the name of the list.
const CONTACTS: &str = "contacts";
/// Matches only the person's name, not `work.name` and others.
const NAME: &str = "name";
/// Alias of `basics.image`.
const PHOTO: &str = "photo";

/// Removes all data that a pattern matches and passes each removed text to `visit`.
///
/// Returns for each pattern whether it matched.
pub(super) fn exclude(
    resume: &mut Resume,
    patterns: &[Pattern],
    mode: Mode,
    explanation: &mut Explanation,
    visit: &mut impl Visitor,
) -> Vec<bool> {
    if patterns.is_empty() {
        return Vec::new();
    }
    let sections = section_names(resume);
    let used = vec![false; patterns.len()];
    let index = Lookup::new(patterns);
    let id = String::new();
    let mut walk = Walk { patterns, index, sections, used, id, mode, explanation, visit };
    walk.basics(&mut resume.basics);
    resume.sections.retain_mut(|section| !walk.takes_section(section));
    resume.letter.take_if(|letter| walk.takes_letter(letter));
    walk.meta(&mut resume.meta);
    walk.used
}

/// Reports each pattern that matches nothing in the résumé, because the user expects it to hide
/// something.
pub(super) fn check(
    resume: &Resume,
    patterns: &[Pattern],
    mode: Mode,
    diagnostics: &mut Diagnostics,
) {
    let mut pending: Vec<Pattern> =
        patterns.iter().filter(|it| !it.is_optional()).cloned().collect();
    // A pattern that matches only data which another pattern removed is valid, too.
    while !pending.is_empty() {
        let log = &mut Explanation::default();
        let used = exclude(&mut resume.clone(), &pending, mode, log, &mut ());
        if !used.contains(&true) {
            break;
        }
        let mut used = used.into_iter();
        pending.retain(|_| !used.next().unwrap_or_default());
    }
    let sections = section_names(resume);
    diagnostics.extend(pending.iter().filter_map(|pattern| unmatched(pattern, mode, &sections)));
}

/// Returns the ids and kinds of all sections.
fn section_names(resume: &Resume) -> Vec<String> {
    let names = resume.sections.iter().flat_map(|section| [id_of(section), section.kind.name()]);
    names.map(str::to_owned).collect()
}

/// Finds the patterns that may match a datum.
struct Lookup<'a> {
    /// Patterns by their last step.
    by_end: BTreeMap<(&'a str, Option<usize>), Vec<usize>>,
    by_path: BTreeMap<&'a Path, usize>,
    /// Patterns that can match by more than their last step.
    others: Vec<usize>,
    has_numbers: bool,
}

impl<'a> Lookup<'a> {
    fn new(patterns: &'a [Pattern]) -> Self {
        let mut lookup = Self {
            by_end: BTreeMap::new(),
            by_path: BTreeMap::new(),
            others: Vec::new(),
            has_numbers: patterns.iter().any(Pattern::is_numbered),
        };
        for (at, pattern) in patterns.iter().enumerate() {
            lookup.by_path.entry(pattern.path()).or_insert(at);
            let Some(last) = pattern.steps.last() else { continue };
            lookup.by_end.entry((&last.name, last.index)).or_default().push(at);
            // Sections also match by id, which is not in the path; personal data also match by
            // aliases.
            if pattern.steps.len() == 1 || pattern.steps[0].name == "basics" || last.name == "*" {
                lookup.others.push(at);
            }
        }
        lookup
    }

    /// Returns the patterns that may match a path.
    fn candidates(&self, name: &str, index: Option<usize>, path: &Path) -> Vec<usize> {
        let ends = [Some((name, index)), index.map(|_| (name, None)), Some((name, Some(0)))];
        let by_end = ends.iter().flatten().filter_map(|end| self.by_end.get(end)).flatten();
        let mut found: Vec<usize> = by_end.chain(self.by_path.get(path)).copied().collect();
        found.extend(&self.others);
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn id_of(section: &Section) -> &str {
    section.item.id.as_deref().unwrap_or_default()
}

/// Walks a résumé; `at` is the path of a datum in the native format, whatever format the file has.
struct Walk<'a, V> {
    patterns: &'a [Pattern],
    index: Lookup<'a>,
    /// Ids and kinds of all sections.
    sections: Vec<String>,
    used: Vec<bool>,
    /// Id of the current section, which matches by id and by kind.
    id: String,
    mode: Mode,
    explanation: &'a mut Explanation,
    visit: &'a mut V,
}

impl<V: Visitor> Walk<'_, V> {
    /// Returns whether a pattern matches the datum, and if so records that it is omitted.
    fn takes(&mut self, at: &Path, path: &Path, heading: impl FnOnce() -> String) -> bool {
        let steps = steps(at);
        let Some((name, index)) = steps.last() else { return false };
        let mut first = None;
        for candidate in self.index.candidates(name, *index, path) {
            let pattern = &self.patterns[candidate];
            if *pattern.path() == *path
                || self.ends_with(&steps, pattern)
                || is_nickname(&steps, pattern)
            {
                self.used[candidate] = true;
                first = first.or(Some(candidate));
            }
        }
        let Some(found) = first else { return false };
        let heading = if self.mode == Mode::Redact { String::new() } else { heading() };
        let rule = format!("{} {}", self.mode.name(), self.patterns[found]);
        self.explanation.push(path, heading, rule);
        true
    }

    fn ends_with(&self, at: &[(&str, Option<usize>)], pattern: &Pattern) -> bool {
        let steps = &pattern.steps;
        let is_section = at.len() == 1 || at == [("basics", None), ("summary", None)];
        let first = |place: usize| place == 0 && at[0].0 != "basics";
        match steps.as_slice() {
            [only] if !is_section && self.sections.contains(&only.name) => return false,
            [only] if only.name == NAME && at.first() != Some(&("basics", None)) => return false,
            _ if steps.len() > at.len() => return false,
            _ => {}
        }
        let start = at.len() - steps.len();
        steps.iter().zip(&at[start..]).enumerate().all(|(i, (step, (name, index)))| {
            let alias = first(start + i) && step.name == self.id && !self.id.is_empty();
            (step.name == "*" || step.name == *name || alias)
                // A datum that may be one or several is the first of them, a section is not.
                && (step.index.is_none() || step.index == index.or((!is_section).then_some(0)))
        })
    }

    fn text(&mut self, at: &Path, path: &Path, role: Role, text: &mut Option<Text>) {
        let Some(value) = text else { return };
        if self.takes(at, path, || short(value.as_str())) {
            visit_text(path, role, text, self.visit);
            *text = None;
        }
    }

    fn plain(&mut self, at: &Path, path: &Path, text: &mut Option<String>) {
        let Some(value) = text else { return };
        if self.takes(at, path, || short(value)) {
            self.visit.whole(path, Role::Identity, text);
            *text = None;
        }
    }

    fn date(&mut self, at: &Path, path: &Path, date: &mut Option<Date>) {
        let Some(value) = date else { return };
        let mut text = value.to_string();
        if self.takes(at, path, || text.clone()) {
            // A year or month alone does not identify a date of birth.
            let is_own = matches!(value, Date::Day(..) | Date::Free(_))
                || steps(at).iter().map(|(name, _)| *name).eq(["basics", "birth"]);
            let role = if is_own { Role::Date } else { Role::Common };
            self.visit.plain(path, role, &mut text);
            *date = None;
        }
    }

    fn texts(&mut self, at: &Path, path: &Path, role: Role, texts: &mut Vec<Text>) {
        if texts.is_empty() || !self.takes(at, path, String::new) {
            return;
        }
        for text in &mut *texts {
            self.visit.text(path, role, text);
        }
        texts.clear();
    }

    fn extras(&mut self, at: &Path, extras: &mut Vec<Extra>) {
        extras.retain_mut(|extra| {
            let path = extra.path.clone();
            let taken = self.takes(&at.key(&extra.key), &path, || extra.key.clone());
            if taken {
                visit_extra(extra, self.visit);
            }
            !taken
        });
    }

    fn basics(&mut self, basics: &mut Basics) {
        let (at, path) = (Path::ROOT.key("basics"), basics.path.clone());
        let mut text = |key: &str, text: &mut Option<Text>| {
            self.text(&at.key(key), &path.key(key), Role::Identity, text);
        };
        text("name", &mut basics.name);
        text("label", &mut basics.label);
        text("pronouns", &mut basics.pronouns);
        text("nationality", &mut basics.nationality);
        self.plain(&at.key("image"), &path.key("image"), &mut basics.image);
        self.date(&at.key("birth"), &path.key("birth"), &mut basics.birth);
        self.contacts(&at, &mut basics.contacts);
        self.extras(&at, &mut basics.extra);
    }

    fn contacts(&mut self, at: &Path, contacts: &mut Vec<Contact>) {
        contacts.retain_mut(|contact| {
            let path = contact.item.path.clone();
            let at = at.key(contact_name(contact.kind));
            let indexed = indexed(&at, &path, None);
            if self.takes(&indexed, &path, || contact_heading(contact)) {
                visit_contact(contact, self.visit);
                return false;
            }
            self.text(&at.key("label"), &path.key("label"), Role::Common, &mut contact.label);
            self.text(&at.key("text"), &path.key("text"), Role::Identity, &mut contact.text);
            self.plain(&at.key("url"), &path.key("url"), &mut contact.url);
            if let Some(address) = &mut contact.address {
                let mut text = |key: &str, role, text: &mut Option<Text>| {
                    self.text(&at.key(key), &path.key(key), role, text);
                };
                text("district", Role::Common, &mut address.district);
                text("city", Role::Common, &mut address.city);
                text("region", Role::Common, &mut address.region);
                text("country", Role::Common, &mut address.country);
                let (postal, code) = (at.key("postalCode"), path.key("postalCode"));
                self.plain(&postal, &code, &mut address.postal_code);
                let (key, lines) = (at.key("address"), path.key("address"));
                let has_street = !address.lines.is_empty();
                self.texts(&key, &lines, Role::Identity, &mut address.lines);
                // With the postal code, the street would be easy to find.
                if self.mode == Mode::Redact && has_street && address.lines.is_empty() {
                    self.visit.whole(&code, Role::Identity, &mut address.postal_code);
                    address.postal_code = None;
                }
                let (key, country) = (at.key("countryCode"), path.key("countryCode"));
                self.plain(&key, &country, &mut address.country_code);
            }
            self.extras(&at, &mut contact.item.extra);
            true
        });
    }

    fn takes_section(&mut self, section: &mut Section) -> bool {
        let (kind, path) = (section.kind, section.item.path.clone());
        self.id = id_of(section).to_owned();
        let at = match kind {
            SectionKind::Summary => Path::ROOT.key("basics").key("summary"),
            _ => Path::ROOT.key(kind.name()),
        };
        let taken = self.takes(&at, &path, || section_heading(section));
        if taken {
            visit_section(section, self.visit);
        } else {
            // `awards.title` is the title of each award.
            let title = Path::ROOT.key("titles").key(kind.name());
            self.text(&title, &path.key("title"), Role::Common, &mut section.title);
            self.text(&at.key("text"), &path.key("text"), Role::Identity, &mut section.text);
            for list in section.entries.iter_mut() {
                self.entries(&at, list, kind);
            }
            for list in section.highlights.iter_mut() {
                self.highlights(&at.key("highlights"), list);
            }
            self.extras(&at, &mut section.item.extra);
        }
        self.id.clear();
        taken
    }

    fn entries(&mut self, at: &Path, entries: &mut Vec<Entry>, kind: SectionKind) {
        let mut place = 0;
        entries.retain_mut(|entry| {
            let path = entry.item.path.clone();
            let at = indexed(at, &path, Some(place));
            place += 1;
            // A section matches by its name; an entry only with an index.
            let named = at.segments().len() > 2 || self.index.has_numbers;
            if named && self.takes(&at, &path, || entry_heading(entry)) {
                visit_entry(entry, kind, self.visit);
                return false;
            }
            self.fields(&at, entry, kind);
            true
        });
    }

    fn fields(&mut self, at: &Path, entry: &mut Entry, kind: SectionKind) {
        let path = entry.item.path.clone();
        // Custom entries can have every field.
        for field in fields(SectionKind::Custom) {
            let key = key_of(field.slot, kind);
            let (at, path) = (at.key(key), path.key(key));
            match entry.slot_mut(field.slot) {
                SlotMut::Text(text) => self.text(&at, &path, Role::Identity, text),
                SlotMut::Plain(text) => self.plain(&at, &path, text),
                SlotMut::Date(date) => self.date(&at, &path, date),
                SlotMut::Texts(lists) => {
                    for texts in lists.iter_mut() {
                        self.texts(&at, &path, Role::Common, texts);
                    }
                }
                SlotMut::Highlights(lists) => {
                    lists.iter_mut().for_each(|list| self.highlights(&at, list));
                }
                SlotMut::Keywords(lists) => {
                    lists.iter_mut().for_each(|list| self.keywords(&at, list));
                }
                SlotMut::Positions(positions) => self.entries(&at, positions, kind),
                // Three slots share one list of contacts.
                SlotMut::Contacts(_) => {}
            }
        }
        self.contacts(at, &mut entry.contacts);
        self.extras(at, &mut entry.item.extra);
    }

    fn highlights(&mut self, at: &Path, highlights: &mut Vec<Highlight>) {
        let mut place = 0;
        highlights.retain_mut(|highlight| {
            let path = highlight.item.path.clone();
            let at = indexed(at, &path, Some(place));
            place += 1;
            if self.takes(&at, &path, || highlight_heading(highlight)) {
                visit_highlight(highlight, self.visit);
                return false;
            }
            let mut text = |key: &str, text: &mut Option<Text>| {
                self.text(&at.key(key), &path.key(key), Role::Identity, text);
            };
            text("title", &mut highlight.title);
            text("text", &mut highlight.text);
            self.highlights(&at.key("highlights"), &mut highlight.highlights);
            self.extras(&at, &mut highlight.item.extra);
            true
        });
    }

    fn keywords(&mut self, at: &Path, keywords: &mut Vec<Keyword>) {
        let mut place = 0;
        keywords.retain_mut(|keyword| {
            let path = keyword.item.path.clone();
            let at = indexed(at, &path, Some(place));
            place += 1;
            if self.takes(&at, &path, || keyword_heading(keyword)) {
                visit_keyword(keyword, self.visit);
                return false;
            }
            self.text(&at.key("level"), &path.key("level"), Role::Common, &mut keyword.level);
            self.text(&at.key("years"), &path.key("years"), Role::Common, &mut keyword.years);
            self.extras(&at, &mut keyword.item.extra);
            true
        });
    }

    fn takes_letter(&mut self, letter: &mut Letter) -> bool {
        let (at, path) = (Path::ROOT.key("letter"), letter.path.clone());
        if self.takes(&at, &path, String::new) {
            visit_letter(letter, self.visit);
            return true;
        }
        for (key, text) in letter.texts_mut() {
            self.text(&at.key(key), &path.key(key), Role::Identity, text);
        }
        for (key, texts) in
            [("recipient", &mut letter.recipient), ("enclosures", &mut letter.enclosures)]
        {
            self.texts(&at.key(key), &path.key(key), Role::Identity, texts);
        }
        self.date(&at.key("date"), &path.key("date"), &mut letter.date);
        self.plain(&at.key("signature"), &path.key("signature"), &mut letter.signature);
        self.extras(&at, &mut letter.extra);
        false
    }

    fn meta(&mut self, meta: &mut Meta) {
        let (at, path) = (Path::ROOT.key("meta"), meta.path.clone());
        if let Some(copyright) = &mut meta.copyright
            && self.takes(&at.key("copyright"), &path.key("copyright"), String::new)
        {
            visit_copyright(copyright, self.visit);
            meta.copyright = None;
        }
        self.texts(&at.key("keywords"), &path.key("keywords"), Role::Common, &mut meta.keywords);
        self.date(&at.key("lastModified"), &path.key("lastModified"), &mut meta.last_modified);
        self.plain(&at.key("canonical"), &path.key("canonical"), &mut meta.canonical);
    }
}

/// Appends the index of a datum in its file, else its place in the list.
fn indexed(at: &Path, path: &Path, place: Option<usize>) -> Path {
    let number = match path.segments().last() {
        Some(Segment::Index(number)) => Some(*number),
        _ => place,
    };
    number.map_or_else(|| at.clone(), |number| at.index(number))
}

/// Returns the names of a path, each with its index.
fn steps(at: &Path) -> Vec<(&str, Option<usize>)> {
    let mut steps: Vec<(&str, Option<usize>)> = Vec::new();
    for segment in at.segments() {
        match (segment, steps.last_mut()) {
            (Segment::Key(name), _) => steps.push((name, None)),
            (Segment::Index(index), Some(step)) => step.1 = Some(*index),
            (Segment::Index(_), None) => {}
        }
    }
    steps
}

/// Returns whether a pattern matches personal data by an alias.
fn is_nickname(at: &[(&str, Option<usize>)], pattern: &Pattern) -> bool {
    let [("basics", None), rest @ ..] = at else { return false };
    let mut names = pattern.steps.iter().filter(|step| step.index.is_none());
    let names: Vec<&str> = names.by_ref().map(|step| step.name.as_str()).collect();
    if names.len() != pattern.steps.len() {
        return false;
    }
    match (names.as_slice(), rest) {
        (["basics"], [_]) => true,
        ([PHOTO] | ["basics", PHOTO], [(name, _)]) => *name == "image",
        ([CONTACT | CONTACTS] | ["basics", CONTACT | CONTACTS], [(name, _)]) => {
            CONTACT_KINDS.iter().any(|kind| contact_name(*kind) == *name)
        }
        (["basics", name], [("location", _), (part, None)]) => name == part,
        _ => false,
    }
}

const CONTACT_KINDS: [ContactKind; 7] = [
    ContactKind::Location,
    ContactKind::Email,
    ContactKind::Phone,
    ContactKind::Fax,
    ContactKind::Url,
    ContactKind::Profile,
    ContactKind::Other,
];

/// Returns the names that a pattern may have in any résumé.
fn known_names() -> Vec<&'static str> {
    let kinds = SectionKind::ALL.into_iter();
    let mut names: Vec<&str> = kinds.clone().map(SectionKind::name).collect();
    names.extend(kinds.flat_map(|kind| fields(kind).iter().map(|field| field.key)));
    names.extend(CONTACT_KINDS.map(contact_name));
    names.extend(OTHER_NAMES);
    names
}

/// Returns whether a name has a meaning of its own in patterns, whatever else it may name.
pub(super) fn is_known(name: &str) -> bool {
    known_names().contains(&name)
}

/// Reports a pattern that matches nothing.
fn unmatched(pattern: &Pattern, mode: Mode, sections: &[String]) -> Option<Diagnostic> {
    let last = pattern.steps.last()?;
    let mut names = known_names();
    names.extend(sections.iter().map(String::as_str));
    let is_known = last.name == "*" || names.contains(&last.name.as_str());
    let diagnostic = Diagnostic::error(
        "unmatched-pattern",
        format!("nothing to {}: `{pattern}` matches nothing in the résumé", mode.name()),
    );
    Some(match did_you_mean(&last.name, names) {
        _ if is_known => {
            diagnostic.hint(format!("write `{pattern}?` if a résumé may lack it, or remove it"))
        }
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None => diagnostic.hint(format!(
            "{} by section, field or number: `references`, `keywords.level`, `work[2]`",
            mode.name()
        )),
    })
}

/// Valid names other than the fields of entries.
const OTHER_NAMES: [&str; 26] = [
    CONTACT,
    PHOTO,
    "basics",
    "label",
    "image",
    "pronouns",
    "birth",
    "nationality",
    "title",
    "text",
    "address",
    "city",
    "region",
    "postalCode",
    "country",
    "countryCode",
    "district",
    "letter",
    "recipient",
    "signature",
    "enclosures",
    "postscript",
    "copyright",
    "lastModified",
    "canonical",
    "id",
];

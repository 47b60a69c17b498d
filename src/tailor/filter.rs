use super::explain::Explanation;
use super::part::Part;
use super::{Cutoff, TagExpression};
use crate::resume::{Date, Entry, Highlight, Localized, PeriodEnd, Resume, Section};

/// Reason for omitting a part whose content was omitted completely.
const NO_ENTRIES_REMAIN: &str = "no entries remain";

/// Decides whether a part is omitted; returns the reason.
trait Rule {
    /// Called before and after the parts within it are omitted.
    fn part(&self, _part: &dyn Part) -> Option<String> {
        None
    }

    fn entry(&self, _section: &Section, _entry: &Entry) -> Option<String> {
        None
    }
}

struct ByTags<'a>(&'a TagExpression);

impl Rule for ByTags<'_> {
    fn part(&self, part: &dyn Part) -> Option<String> {
        let tags = &part.item().tags;
        let carried = || tags.join(", ");
        let kept = self.0.keeps(tags) || self.contains_wanted(part);
        (!kept).then(|| format!("tags {}: its tags are {}", self.0, carried()))
    }
}

impl ByTags<'_> {
    /// Returns whether a part contains one that was asked for, at any depth.
    ///
    /// A part with an excluded tag is omitted with everything in it.
    fn contains_wanted(&self, part: &dyn Part) -> bool {
        !self.0.excludes(&part.item().tags)
            && part
                .parts()
                .into_iter()
                .any(|part| self.0.wants(&part.item().tags) || self.contains_wanted(part))
    }
}

struct ByDate<'a>(&'a [Cutoff]);

impl Rule for ByDate<'_> {
    fn entry(&self, section: &Section, entry: &Entry) -> Option<String> {
        let last = last_date(entry)?;
        let cutoff = Cutoff::of(section, self.0).filter(|cutoff| cutoff.is_after(last))?;
        Some(format!("since {cutoff}: it ended {last}"))
    }
}

/// Omits every part whose tags do not match an expression, unless it contains one that does.
pub(super) fn by_tags(resume: &mut Resume, tags: &TagExpression, explanation: &mut Explanation) {
    sift(resume, &ByTags(tags), explanation);
}

/// Omits every entry and position that ended before a cutoff.
///
/// Keeps those that are open, have no date, or have a date in words without a year.
pub(super) fn by_date(resume: &mut Resume, since: &[Cutoff], explanation: &mut Explanation) {
    sift(resume, &ByDate(since), explanation);
}

/// Returns the date on which an entry ended, if known.
pub(super) fn last_date(entry: &Entry) -> Option<&Date> {
    let dated = |date: &Date| date.parts_in_words(PeriodEnd::End).is_some();
    match (&entry.end, &entry.date) {
        (Some(end), _) => Some(end).filter(|end| dated(end)),
        (None, _) if entry.start.is_some() => None,
        (None, Some(date)) => Some(date).filter(|date| dated(date)),
        (None, None) => {
            let ends: Option<Vec<_>> = entry.positions.iter().map(last_date).collect();
            ends?.into_iter().max_by_key(|date| date.parts_in_words(PeriodEnd::End))
        }
    }
}

fn sift(resume: &mut Resume, rule: &dyn Rule, explanation: &mut Explanation) {
    resume.basics.contacts.retain(|contact| is_kept(rule.part(contact), contact, explanation));
    resume.sections.retain_mut(|section| {
        is_kept(rule.part(section), section, explanation)
            && sift_section(section, rule, explanation)
    });
}

fn sift_section(section: &mut Section, rule: &dyn Rule, explanation: &mut Explanation) -> bool {
    let before = count(&section.entries) + count(&section.highlights);
    let mut entries = std::mem::take(&mut section.entries);
    for list in entries.iter_mut() {
        list.retain_mut(|entry| sift_entry(section, entry, rule, explanation));
    }
    section.entries = entries;
    sift_lists(&mut section.highlights, rule, explanation);
    let after = count(&section.entries) + count(&section.highlights);
    if before > 0 && after == 0 && section.text.is_none() {
        return is_kept(Some(NO_ENTRIES_REMAIN.to_owned()), section, explanation);
    }
    is_kept(rule.part(section), section, explanation)
}

fn sift_entry(
    section: &Section,
    entry: &mut Entry,
    rule: &dyn Rule,
    explanation: &mut Explanation,
) -> bool {
    if !is_kept(rule.part(entry).or_else(|| rule.entry(section, entry)), entry, explanation) {
        return false;
    }
    let children =
        |entry: &Entry| entry.positions.len() + count(&entry.highlights) + count(&entry.keywords);
    let before = children(entry);
    entry.positions.retain_mut(|position| sift_entry(section, position, rule, explanation));
    sift_lists(&mut entry.highlights, rule, explanation);
    for keywords in entry.keywords.iter_mut() {
        keywords.retain(|keyword| is_kept(rule.part(keyword), keyword, explanation));
    }
    entry.contacts.retain(|contact| is_kept(rule.part(contact), contact, explanation));
    if before > 0 && children(entry) == 0 && is_only_a_label(entry) {
        return is_kept(Some(NO_ENTRIES_REMAIN.to_owned()), entry, explanation);
    }
    is_kept(rule.part(entry), entry, explanation)
}

fn sift_lists(
    highlights: &mut Localized<Vec<Highlight>>,
    rule: &dyn Rule,
    explanation: &mut Explanation,
) {
    for list in highlights.iter_mut() {
        sift_highlights(list, rule, explanation);
    }
}

fn sift_highlights(list: &mut Vec<Highlight>, rule: &dyn Rule, explanation: &mut Explanation) {
    list.retain_mut(|highlight| {
        if !is_kept(rule.part(highlight), highlight, explanation) {
            return false;
        }
        let before = highlight.highlights.len();
        sift_highlights(&mut highlight.highlights, rule, explanation);
        if before > 0 && highlight.highlights.is_empty() && highlight.text.is_none() {
            return is_kept(Some(NO_ENTRIES_REMAIN.to_owned()), highlight, explanation);
        }
        is_kept(rule.part(highlight), highlight, explanation)
    });
}

/// Returns whether there is no reason to omit a part, and logs a reason.
fn is_kept(reason: Option<String>, part: &dyn Part, explanation: &mut Explanation) -> bool {
    match reason {
        Some(reason) => {
            explanation.push(&part.item().path, part.heading(), reason);
            false
        }
        None => true,
    }
}

fn count<T>(lists: &Localized<Vec<T>>) -> usize {
    lists.iter().map(Vec::len).sum()
}

/// Returns whether an entry contains only a name and a place.
fn is_only_a_label(entry: &Entry) -> bool {
    let bare = Entry {
        item: entry.item.clone(),
        name: entry.name.clone(),
        location: entry.location.clone(),
        url: entry.url.clone(),
        ..Entry::default()
    };
    entry.item.extra.is_empty() && *entry == bare
}

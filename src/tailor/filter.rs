use super::explain::{
    Explanation, contact_heading, entry_heading, highlight_heading, keyword_heading,
    section_heading,
};
use super::{Cutoff, TagExpression};
use crate::resume::{Date, Entry, Highlight, Item, Localized, Resume, Section};

/// Reason for omitting a part whose content was omitted completely.
const NO_ENTRIES_REMAIN: &str = "no entries remain";

/// Decides whether a part is omitted; returns the reason.
trait Rule {
    fn item(&self, _item: &Item) -> Option<String> {
        None
    }

    fn entry(&self, _section: &Section, _entry: &Entry) -> Option<String> {
        None
    }
}

struct ByTags<'a>(&'a TagExpression);

impl Rule for ByTags<'_> {
    fn item(&self, item: &Item) -> Option<String> {
        let carried = || item.tags.join(", ");
        (!self.0.keeps(&item.tags)).then(|| format!("tags {}: its tags are {}", self.0, carried()))
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

/// Omits every part whose tags do not match an expression.
pub(super) fn by_tags(resume: &mut Resume, tags: &TagExpression, explanation: &mut Explanation) {
    sift(resume, &ByTags(tags), explanation);
}

/// Omits every entry and position that ended before a cutoff.
///
/// Keeps those that are open, have no date, or have a date in free text.
pub(super) fn by_date(resume: &mut Resume, since: &[Cutoff], explanation: &mut Explanation) {
    sift(resume, &ByDate(since), explanation);
}

/// Returns the date on which an entry ended, if known.
pub(super) fn last_date(entry: &Entry) -> Option<&Date> {
    let dated = |date: &Date| date.parts().is_some();
    match (&entry.end, &entry.date) {
        (Some(end), _) => Some(end).filter(|end| dated(end)),
        (None, _) if entry.start.is_some() => None,
        (None, Some(date)) => Some(date).filter(|date| dated(date)),
        (None, None) => {
            let ends: Option<Vec<_>> = entry.positions.iter().map(last_date).collect();
            ends?.into_iter().max_by_key(|date| date.parts())
        }
    }
}

fn sift(resume: &mut Resume, rule: &dyn Rule, explanation: &mut Explanation) {
    resume.basics.contacts.retain(|contact| {
        let found = rule.item(&contact.item);
        is_kept_or_logged(found, explanation, |reason, log| {
            log.push(&contact.item.path, contact_heading(contact), reason);
        })
    });
    resume.sections.retain_mut(|section| {
        if let Some(reason) = rule.item(&section.item) {
            explanation.push(&section.item.path, section_heading(section), reason);
            return false;
        }
        sift_section(section, rule, explanation)
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
        explanation.push(&section.item.path, section_heading(section), NO_ENTRIES_REMAIN);
        return false;
    }
    true
}

fn sift_entry(
    section: &Section,
    entry: &mut Entry,
    rule: &dyn Rule,
    explanation: &mut Explanation,
) -> bool {
    if let Some(reason) = rule.item(&entry.item).or_else(|| rule.entry(section, entry)) {
        explanation.push(&entry.item.path, entry_heading(entry), reason);
        return false;
    }
    let children =
        |entry: &Entry| entry.positions.len() + count(&entry.highlights) + count(&entry.keywords);
    let before = children(entry);
    entry.positions.retain_mut(|position| sift_entry(section, position, rule, explanation));
    sift_lists(&mut entry.highlights, rule, explanation);
    for keywords in entry.keywords.iter_mut() {
        keywords.retain(|keyword| {
            let found = rule.item(&keyword.item);
            is_kept_or_logged(found, explanation, |reason, log| {
                log.push(&keyword.item.path, keyword_heading(keyword), reason);
            })
        });
    }
    entry.contacts.retain(|contact| {
        let found = rule.item(&contact.item);
        is_kept_or_logged(found, explanation, |reason, log| {
            log.push(&contact.item.path, contact_heading(contact), reason);
        })
    });
    if before > 0 && children(entry) == 0 && is_only_a_label(entry) {
        explanation.push(&entry.item.path, entry_heading(entry), NO_ENTRIES_REMAIN);
        return false;
    }
    true
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
        if let Some(reason) = rule.item(&highlight.item) {
            explanation.push(&highlight.item.path, highlight_heading(highlight), reason);
            return false;
        }
        let before = highlight.highlights.len();
        sift_highlights(&mut highlight.highlights, rule, explanation);
        if before > 0 && highlight.highlights.is_empty() && highlight.text.is_none() {
            explanation.push(&highlight.item.path, highlight_heading(highlight), NO_ENTRIES_REMAIN);
            return false;
        }
        true
    });
}

/// Returns `true` if there is no reason, else reports the reason.
fn is_kept_or_logged(
    reason: Option<String>,
    explanation: &mut Explanation,
    log: impl FnOnce(String, &mut Explanation),
) -> bool {
    match reason {
        Some(reason) => {
            log(reason, explanation);
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

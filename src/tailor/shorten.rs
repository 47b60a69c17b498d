use super::explain::{
    Explanation, entry_heading, highlight_heading, keyword_heading, section_heading, short,
};
use super::filter::last_date;
use super::{Cutoff, Limit, List};
use crate::resume::{Entry, Highlight, Localized, Resume, Section, Text};
use crate::source::Path;

/// Shortens lists to their limits, keeping the first elements.
pub(super) fn limit(resume: &mut Resume, limits: &[Limit], explanation: &mut Explanation) {
    for limit in limits {
        let mut cut = Cut { count: limit.count, rule: format!("max {limit}"), explanation };
        match limit.list {
            None => resume.sections.retain_mut(|section| {
                let meant = limit.applies_to(section);
                if meant && limit.count == 0 {
                    cut.log(&section.item.path, section_heading(section));
                } else if meant {
                    cut.entries(&mut section.entries);
                    section.highlights.iter_mut().for_each(|list| cut.highlights(list));
                }
                !meant || limit.count > 0
            }),
            Some(list) => {
                let meant = |section: &&mut Section| {
                    limit.applies_to(section) && !limit.is_overruled(limits, section)
                };
                for section in resume.sections.iter_mut().filter(meant) {
                    if list == List::Highlights {
                        // In list sections the bullets are the entries; only nested bullets are
                        // cut.
                        let bullets = section.highlights.iter_mut().flatten();
                        bullets.for_each(|bullet| cut.highlights(&mut bullet.highlights));
                    }
                    let entries = section.entries.iter_mut().flatten();
                    entries.for_each(|entry| cut.within(entry, list));
                }
            }
        }
    }
}

/// Reduces entries that ended before a cutoff to their heads.
pub(super) fn collapse(resume: &mut Resume, cutoffs: &[Cutoff], explanation: &mut Explanation) {
    for section in &mut resume.sections {
        let Some(cutoff) = Cutoff::of(section, cutoffs) else { continue };
        for entry in section.entries.iter_mut().flatten() {
            collapse_entry(entry, cutoff, explanation);
        }
    }
}

fn collapse_entry(entry: &mut Entry, cutoff: &Cutoff, explanation: &mut Explanation) {
    if last_date(entry).is_some_and(|last| cutoff.is_after(last)) {
        let head = head_of(entry);
        if *entry != head {
            let rule = format!("collapse-before {cutoff}: only its head is kept");
            explanation.push(&entry.item.path, entry_heading(entry), rule);
            *entry = head;
        }
        return;
    }
    for position in &mut entry.positions {
        collapse_entry(position, cutoff, explanation);
    }
}

/// Returns the fields of an entry that are printed in its head.
fn head_of(entry: &Entry) -> Entry {
    let mut item = entry.item.clone();
    item.extra.clear();
    Entry {
        item,
        name: entry.name.clone(),
        position: entry.position.clone(),
        study_type: entry.study_type.clone(),
        area: entry.area.clone(),
        issuer: entry.issuer.clone(),
        location: entry.location.clone(),
        start: entry.start.clone(),
        end: entry.end.clone(),
        date: entry.date.clone(),
        venue: entry.venue.clone(),
        positions: entry.positions.iter().map(head_of).collect(),
        ..Entry::default()
    }
}

/// Applies limits to one section.
struct Cut<'a> {
    count: usize,
    rule: String,
    explanation: &'a mut Explanation,
}

impl Cut<'_> {
    fn log(&mut self, path: &Path, heading: String) {
        self.explanation.push(path, heading, self.rule.clone());
    }

    fn list<T>(&mut self, list: &mut Vec<T>, describe: impl Fn(&T) -> (Path, String)) {
        for element in list.drain(self.count.min(list.len())..) {
            let (path, heading) = describe(&element);
            self.log(&path, heading);
        }
    }

    fn entries(&mut self, entries: &mut Localized<Vec<Entry>>) {
        for list in entries.iter_mut() {
            self.list(list, |entry| (entry.item.path.clone(), entry_heading(entry)));
        }
    }

    fn highlights(&mut self, list: &mut Vec<Highlight>) {
        self.list(list, |it| (it.item.path.clone(), highlight_heading(it)));
        for highlight in list {
            self.highlights(&mut highlight.highlights);
        }
    }

    fn texts(&mut self, lists: &mut Localized<Vec<Text>>, path: &Path) {
        for list in lists.iter_mut() {
            self.list(list, |text| (path.clone(), short(text.as_str())));
        }
    }

    fn within(&mut self, entry: &mut Entry, list: List) {
        let path = entry.item.path.clone();
        match list {
            List::Highlights => entry.highlights.iter_mut().for_each(|it| self.highlights(it)),
            List::Keywords => {
                for keywords in entry.keywords.iter_mut() {
                    self.list(keywords, |it| (it.item.path.clone(), keyword_heading(it)));
                }
            }
            List::Positions => {
                self.list(&mut entry.positions, |it| (it.item.path.clone(), entry_heading(it)));
            }
            List::Courses => self.texts(&mut entry.courses, &path.key("courses")),
            List::Roles => self.texts(&mut entry.roles, &path.key("roles")),
        }
        for position in &mut entry.positions {
            self.within(position, list);
        }
    }
}

//! Applies the order and titles in `meta` to the sections, for target formats without `meta`.

use crate::resume::{Item, Resume, Section};

use super::losses::{LossKind, Losses};

/// Orders and renames the sections as in `meta`.
pub(super) fn arrange(resume: &mut Resume, losses: &mut Losses) {
    let meta = &mut resume.meta;
    for (id, title) in std::mem::take(&mut meta.titles) {
        let section = resume.sections.iter_mut().find(|s| s.item.id.as_ref() == Some(&id));
        match section {
            Some(section) => section.title = Some(title),
            None => {
                let path = meta.path.key("titles").key(&id);
                losses.omitted("titles of sections that are not there", &path);
            }
        }
    }
    let Some(order) = meta.sections.take() else { return };
    let place = |section: &Section| {
        order.iter().position(|id| section.item.id.as_deref() == Some(id.as_str()))
    };
    let (mut shown, hidden): (Vec<_>, Vec<_>) = std::mem::take(&mut resume.sections)
        .into_iter()
        .partition(|section| place(section).is_some());
    shown.sort_by_key(|section| place(section));
    for section in &hidden {
        losses.omitted("sections that are not shown", &section.item.path);
    }
    resume.sections = shown;
}

/// Records the tags, id and unknown data of an item as losses.
pub(super) fn note_item(item: &Item, of: &str, losses: &mut Losses) {
    if item.id.is_some() {
        losses.omitted(format!("the id {of}"), &item.path.key("id"));
    }
    note_item_without_id(item, of, losses);
}

/// Records the tags and unknown data of an item as losses.
pub(super) fn note_item_without_id(item: &Item, of: &str, losses: &mut Losses) {
    if !item.tags.is_empty() {
        losses.omitted(format!("the tags {of}"), &item.path.key("tags"));
    }
    if item.break_before {
        losses.note(
            format!("the page break {of}"),
            LossKind::Omitted,
            &item.path.key("breakBefore"),
        );
    }
}

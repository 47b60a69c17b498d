use super::{Block, Contact, Detail, Entry, Highlight, Inline, View};

/// Visits every inline text of a view.
pub(super) fn each_inline(view: &mut View, visit: &mut impl FnMut(&mut Inline)) {
    let header = &mut view.header;
    visit(&mut header.name);
    header.label.iter_mut().for_each(&mut *visit);
    header.contacts.iter_mut().for_each(|contact| self::contact(contact, visit));
    details(&mut header.details, visit);
    for section in &mut view.sections {
        visit(&mut section.title);
        blocks(&mut section.text, visit);
        section.entries.iter_mut().for_each(|entry| self::entry(entry, visit));
    }
    view.closing.iter_mut().for_each(|closing| blocks(&mut closing.body, visit));
    if let Some(letter) = &mut view.letter {
        letter.recipient.iter_mut().for_each(&mut *visit);
        for line in [
            &mut letter.place_and_date,
            &mut letter.subject,
            &mut letter.salutation,
            &mut letter.closing,
            &mut letter.postscript,
        ] {
            line.iter_mut().for_each(&mut *visit);
        }
        blocks(&mut letter.body, visit);
        visit(&mut letter.name);
        visit(&mut letter.enclosures_label);
        letter.enclosures.iter_mut().for_each(visit);
    }
}

fn contact(contact: &mut Contact, visit: &mut impl FnMut(&mut Inline)) {
    contact.label.iter_mut().chain(&mut contact.lines).for_each(visit);
}

fn entry(entry: &mut Entry, visit: &mut impl FnMut(&mut Inline)) {
    let Entry { title, subtitle, location, url, .. } = &mut *entry;
    for slot in [title, subtitle, location, url].into_iter().flatten() {
        visit(&mut slot.text);
    }
    entry.date.iter_mut().flat_map(|date| &mut date.marked).for_each(&mut *visit);
    blocks(&mut entry.summary, visit);
    entry.highlights.iter_mut().for_each(|highlight| self::highlight(highlight, visit));
    entry.positions.iter_mut().for_each(|position| self::entry(position, visit));
    for keyword in &mut entry.keywords {
        visit(&mut keyword.name);
        keyword.level.iter_mut().for_each(&mut *visit);
    }
    details(&mut entry.details, visit);
}

fn highlight(highlight: &mut Highlight, visit: &mut impl FnMut(&mut Inline)) {
    highlight.title.iter_mut().for_each(&mut *visit);
    blocks(&mut highlight.body, visit);
    highlight.highlights.iter_mut().for_each(|inner| self::highlight(inner, visit));
}

fn details(details: &mut [Detail], visit: &mut impl FnMut(&mut Inline)) {
    for detail in details {
        visit(&mut detail.label);
        detail.values.iter_mut().for_each(&mut *visit);
    }
}

fn blocks(blocks: &mut [Block], visit: &mut impl FnMut(&mut Inline)) {
    for block in blocks {
        match block {
            Block::Paragraph { body } => visit(body),
            Block::List { items } | Block::Enumeration { items } => {
                items.iter_mut().for_each(|item| self::blocks(item, visit));
            }
        }
    }
}

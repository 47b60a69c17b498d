//! Removes line-breaking control characters from a plan.

use super::block::{Block, Item};
use super::section::{Content, Half, Rest, Row, Slots};
use super::{Plan, Text, line_breaks};

pub(super) fn plan(plan: &mut Plan) {
    let header = &mut plan.header;
    header.name.unmark();
    texts(&mut header.label);
    for contact in &mut header.contacts {
        contact.text.unmark();
        texts(&mut contact.lines);
    }
    texts(&mut header.details);
    for section in &mut plan.sections {
        section.title.unmark();
        section.rows.iter_mut().for_each(row);
        section.dates.iter_mut().for_each(string);
    }
    blocks(&mut plan.closing);
    if let Some(letter) = &mut plan.letter {
        texts(&mut letter.recipient);
        for line in [
            &mut letter.place_and_date,
            &mut letter.subject,
            &mut letter.salutation,
            &mut letter.closing,
            &mut letter.enclosures,
            &mut letter.postscript,
        ] {
            texts(line);
        }
        blocks(&mut letter.body);
        letter.name.unmark();
    }
}

fn row(row: &mut Row) {
    match &mut row.content {
        Content::Head { slots, .. } => self::slots(slots),
        Content::Body { parts } => parts.iter_mut().for_each(|part| blocks(part)),
        Content::Halves { halves, whole, .. } => {
            halves.iter_mut().for_each(half);
            blocks(whole);
        }
        Content::Reference { slots, dated, undated, .. } => {
            self::slots(slots);
            blocks(dated);
            blocks(undated);
        }
    }
}

fn slots(slots: &mut Slots) {
    let Slots { lead, subtitle, location, url, date, span, note, .. } = slots;
    for slot in [lead, subtitle, location, url, date, note] {
        texts(slot);
    }
    span.iter_mut().for_each(string);
}

fn half(half: &mut Half) {
    half.label.unmark();
    match &mut half.rest {
        Rest::Text(text) => text.unmark(),
        Rest::Blocks(inner) => blocks(inner),
    }
}

fn blocks(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Paragraph { body } | Block::Keywords { body } | Block::Reference { body } => {
                body.unmark();
            }
            Block::Facts { items } => texts(items),
            Block::List { items } | Block::Enumeration { items } => {
                items.iter_mut().for_each(|item| self::blocks(item));
            }
            Block::Highlights { items } => items.iter_mut().for_each(item),
        }
    }
}

fn item(item: &mut Item) {
    blocks(&mut item.body);
    item.highlights.iter_mut().for_each(self::item);
}

fn texts<'t>(texts: impl IntoIterator<Item = &'t mut Text>) {
    texts.into_iter().for_each(Text::unmark);
}

fn string(text: &mut String) {
    *text = line_breaks::unmarked(text);
}

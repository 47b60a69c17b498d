//! Writes a résumé as CommonMark that renders the same on every forge.

mod inline;

use super::Flow;
use super::unit::{Entry, Item, Unit, units};
use crate::plan::{self, Block, Header, Letter, Slots, Text};
use inline::{Inline, escape};

/// Separator between items on one line.
const DOT: &str = " · ";

/// Lines of a block, without list indentation.
type Lines = Vec<String>;

/// Writes CommonMark. A paragraph is a single line, because some forges render line breaks.
pub fn markdown(flow: &Flow) -> String {
    let plan = &flow.plan;
    let mut blocks: Vec<Lines> = Vec::new();
    header(&plan.header, &mut blocks);
    if let Some(it) = &plan.letter {
        letter(it, flow.date_first(), &mut blocks);
        if flow.has_resume() {
            blocks.push(vec!["---".to_owned()]);
        }
    }
    for section in &plan.sections {
        blocks.extend(heading(section.level, &section.title));
        for unit in units(&section.rows) {
            push_unit(&unit, &plan.words.part_separator, &mut blocks);
        }
    }
    if !plan.closing.is_empty() {
        blocks.push(vec!["---".to_owned()]);
        blocks.extend(self::blocks(&plan.closing));
    }
    let right_to_left = plan.document.dir == "rtl";
    if right_to_left {
        blocks.insert(0, vec!["<div dir=\"rtl\">".to_owned()]);
        blocks.push(vec!["</div>".to_owned()]);
    }
    let mut text = joined(blocks, true).join("\n");
    text.push('\n');
    text
}

fn header(header: &Header, blocks: &mut Vec<Lines>) {
    blocks.extend(heading(1, &header.name));
    blocks.extend(header.label.as_ref().map(|label| vec![format!("**{}**", line(label))]));
    let contacts = header.contacts.iter().map(|contact| match contact.url {
        Some(url) => Inline::default().link(url, &contact.text).finish(),
        None => line(&contact.text),
    });
    let contacts: Vec<_> = contacts.collect();
    if !contacts.is_empty() {
        blocks.push(vec![contacts.join(DOT)]);
    }
    let details: Vec<_> = header.details.iter().map(line).collect();
    if !details.is_empty() {
        blocks.push(vec![details.join(DOT)]);
    }
}

fn letter(letter: &Letter, date_first: bool, blocks: &mut Vec<Lines>) {
    let date = letter.place_and_date.as_ref().map(|date| vec![line(date)]);
    let recipient: Vec<_> = letter.recipient.iter().map(line).collect();
    let recipient = (!recipient.is_empty()).then(|| broken(recipient));
    let opening = if date_first { [date, recipient] } else { [recipient, date] };
    blocks.extend(opening.into_iter().flatten());
    blocks.extend(letter.subject.as_ref().and_then(|it| heading(letter.subject_level, it)));
    blocks.extend(letter.salutation.as_ref().map(|it| vec![line(it)]));
    blocks.extend(self::blocks(&letter.body));
    blocks.extend(letter.closing.as_ref().map(|it| vec![line(it)]));
    if !letter.name.is_empty() {
        blocks.push(vec![line(&letter.name)]);
    }
    let last = [&letter.postscript, &letter.enclosures];
    blocks.extend(last.into_iter().flatten().map(|it| vec![line(it)]));
}

fn push_unit(unit: &Unit, separator: &str, blocks: &mut Vec<Lines>) {
    match unit {
        Unit::Prose(prose) => blocks.extend(self::blocks(prose.iter().copied())),
        Unit::Items(items) => {
            let items = items.iter().map(|item| item_blocks(item, separator)).collect();
            blocks.push(list(items, |_| "- ".to_owned()));
        }
        Unit::Entry(entry) => push_entry(entry, separator, blocks),
    }
}

fn item_blocks(item: &Item, separator: &str) -> Vec<Lines> {
    let head = item.head.map(|slots| {
        let lead = slots.lead.as_ref().map(|lead| Inline::default().strong(lead).finish());
        vec![parts(lead, slots, separator)]
    });
    head.into_iter().chain(blocks(item.body.iter().copied())).collect()
}

fn push_entry(entry: &Entry, separator: &str, blocks: &mut Vec<Lines>) {
    if let Some(lead) = &entry.head.lead {
        blocks.extend(heading(entry.level, lead));
    }
    let rest = parts(None, entry.head, separator);
    if !rest.is_empty() {
        blocks.push(vec![rest]);
    }
    blocks.extend(self::blocks(entry.body.iter().copied()));
    entry.positions.iter().for_each(|position| push_entry(position, separator, blocks));
}

/// Returns the parts of an entry head on one line, after `lead` if given.
fn parts(lead: Option<String>, slots: &Slots, separator: &str) -> String {
    let rest = [&slots.subtitle, &slots.location, &slots.url].into_iter().flatten().map(line);
    let place = lead.into_iter().chain(rest).collect::<Vec<_>>().join(separator);
    let when = slots.date.as_ref().map(line).into_iter().chain(slots.span.as_deref().map(escape));
    let place = Some(place).filter(|place| !place.is_empty());
    place.into_iter().chain(when).collect::<Vec<_>>().join(DOT)
}

fn heading(level: u8, title: &Text) -> Option<Lines> {
    let text = inline::without_breaks(title);
    // Trailing `#` would be parsed as a closing sequence.
    let text = match text.strip_suffix('#') {
        Some(start) if !start.ends_with('\\') => format!("{start}\\#"),
        _ => text,
    };
    (!text.is_empty()).then(|| vec![format!("{} {text}", "#".repeat(level.clamp(1, 6).into()))])
}

fn line(text: &Text) -> String {
    Inline::default().text(text).finish()
}

/// Joins lines with hard line breaks.
fn broken(lines: Vec<String>) -> Lines {
    let last = lines.len() - 1;
    let ended = |(i, line): (usize, String)| if i < last { format!("{line}\\") } else { line };
    lines.into_iter().enumerate().map(ended).collect()
}

fn block(block: &Block) -> Lines {
    match block {
        Block::Paragraph { body } | Block::Keywords { body } | Block::Reference { body } => {
            line(body).split('\n').map(str::to_owned).collect()
        }
        Block::Facts { items } => {
            vec![items.iter().map(line).collect::<Vec<_>>().join(DOT)]
        }
        Block::List { items } => list(items.iter().map(blocks).collect(), |_| "* ".to_owned()),
        Block::Enumeration { items } => {
            list(items.iter().map(blocks).collect(), |number| format!("{number}. "))
        }
        Block::Highlights { items } => {
            list(items.iter().map(bullet).collect(), |_| "- ".to_owned())
        }
    }
}

fn blocks<'b>(blocks: impl IntoIterator<Item = &'b Block>) -> Vec<Lines> {
    let mut out = Vec::new();
    let mut rest = blocks.into_iter().peekable();
    while let Some(first) = rest.next() {
        let Block::Highlights { items } = first else {
            out.push(block(first));
            continue;
        };
        // Consecutive bullets form one list.
        let mut bullets: Vec<_> = items.iter().collect();
        while let Some(Block::Highlights { items }) =
            rest.next_if(|it| matches!(it, Block::Highlights { .. }))
        {
            bullets.extend(items);
        }
        out.push(list(bullets.into_iter().map(bullet).collect(), |_| "- ".to_owned()));
    }
    out
}

fn bullet(item: &plan::Item) -> Vec<Lines> {
    let mut out = blocks(&item.body);
    if !item.highlights.is_empty() {
        out.push(list(item.highlights.iter().map(bullet).collect(), |_| "- ".to_owned()));
    }
    out
}

/// Returns a list, with blank lines between items only if an item has several paragraphs.
fn list(items: Vec<Vec<Lines>>, mark: impl Fn(usize) -> String) -> Lines {
    let is_list = |lines: &Lines| {
        let first = lines.first().map_or("", String::as_str);
        first.starts_with("- ") || first.starts_with("* ") || first.starts_with("1. ")
    };
    let is_loose =
        items.iter().any(|blocks| blocks.iter().filter(|lines| !is_list(lines)).count() > 1);
    let mut out: Lines = Vec::new();
    for (number, blocks) in (1..).zip(items) {
        let mark = mark(number);
        if is_loose && !out.is_empty() {
            out.push(String::new());
        }
        let lines = joined(blocks, is_loose);
        if lines.is_empty() {
            out.push(mark.trim_end().to_owned());
        }
        for (i, line) in lines.into_iter().enumerate() {
            out.push(match (i, line.is_empty()) {
                (_, true) => line,
                (0, _) => format!("{mark}{line}"),
                _ => format!("{}{line}", " ".repeat(mark.len())),
            });
        }
    }
    out
}

/// Joins blocks, with a blank line between them if `is_loose`. Separates adjacent lists that would
/// be parsed as one.
fn joined(blocks: Vec<Lines>, is_loose: bool) -> Lines {
    let mut out: Lines = Vec::new();
    let mut before = String::new();
    for lines in blocks.into_iter().filter(|lines| lines.iter().any(|line| !line.is_empty())) {
        let mark: String = lines[0].chars().take_while(|c| "-*".contains(*c)).collect();
        let is_item = mark.len() == 1 && lines[0][1..].starts_with(' ');
        let mark = if is_item { mark } else { String::new() };
        if is_loose && !out.is_empty() {
            out.push(String::new());
        }
        if is_item && mark == before {
            out.extend(["<!-- -->".to_owned(), String::new()]);
        }
        before = mark;
        out.extend(lines);
    }
    out
}

#[cfg(test)]
mod tests;

use super::Block;
use super::inline;

/// Maximum nesting depth of lists; deeper ones are plain text.
const DEEPEST: usize = 8;

/// A line relative to the enclosing list item.
struct Line<'a> {
    /// Columns of leading white space.
    indent: usize,
    /// Text including trailing white space, which may be a line break.
    text: &'a str,
}

/// A list marker at the start of a line.
struct Marker<'a> {
    kind: Kind,
    /// Columns from the start of the marker to its content.
    width: usize,
    content: &'a str,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Bullet(char),
    Number(u32),
}

pub(super) fn parse(text: &str) -> Vec<Block> {
    let lines: Vec<_> = split_lines(text).map(Line::new).collect();
    read_blocks(&lines, 0)
}

fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

impl<'a> Line<'a> {
    fn new(line: &'a str) -> Self {
        let text = line.trim_start_matches([' ', '\t']);
        Self { indent: columns(&line[..line.len() - text.len()], 0), text }
    }

    fn is_blank(&self) -> bool {
        self.text.bytes().all(|b| b.is_ascii_whitespace())
    }

    fn marker(&self) -> Option<Marker<'a>> {
        let text = self.text;
        let (kind, length) = if text.starts_with(['-', '*']) {
            (Kind::Bullet(char::from(text.as_bytes()[0])), 1)
        } else {
            // CommonMark limits list numbers to nine digits.
            let digits = text.bytes().take(10).take_while(u8::is_ascii_digit).count();
            let number = text[..digits].parse().ok().filter(|_| digits < 10)?;
            text[digits..].starts_with('.').then_some((Kind::Number(number), digits + 1))?
        };
        let rest = &text[length..];
        let content = rest.trim_start_matches([' ', '\t']);
        let space = &rest[..rest.len() - content.len()];
        if space.is_empty() || content.trim_ascii().is_empty() || is_rule(text) {
            return None;
        }
        let padding = columns(space, self.indent + length);
        // With more than four columns, the space is part of the content.
        Some(Marker { kind, width: length + if padding > 4 { 1 } else { padding }, content })
    }
}

/// Returns whether a line is a thematic break in CommonMark: three or more signs of a kind.
fn is_rule(text: &str) -> bool {
    let mut marks = text.bytes().filter(|b| !b.is_ascii_whitespace());
    let first = marks.next();
    let mut count = 1;
    marks.all(|b| {
        count += 1;
        Some(b) == first
    }) && count >= 3
}

/// Measures white space in columns, with tab stops every four columns.
fn columns(space: &str, from: usize) -> usize {
    let to = space.bytes().fold(from, |at, b| if b == b'\t' { at / 4 * 4 + 4 } else { at + 1 });
    to - from
}

fn read_blocks(lines: &[Line], depth: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph = String::new();
    let end_paragraph = |paragraph: &mut String, blocks: &mut Vec<Block>| {
        let body = inline::parse(paragraph);
        paragraph.clear();
        if !body.is_empty() {
            blocks.push(Block::Paragraph { body });
        }
    };
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let marker = line.marker().filter(|marker| depth < DEEPEST && starts_list(marker.kind));
        if let Some(marker) = marker {
            end_paragraph(&mut paragraph, &mut blocks);
            let (list, length) = read_list(&lines[at..], marker.kind, depth);
            blocks.push(list);
            at += length;
            continue;
        }
        if line.is_blank() {
            end_paragraph(&mut paragraph, &mut blocks);
        } else {
            paragraph.push_str(line.text);
            paragraph.push('\n');
        }
        at += 1;
    }
    end_paragraph(&mut paragraph, &mut blocks);
    blocks
}

fn starts_list(kind: Kind) -> bool {
    matches!(kind, Kind::Bullet(_) | Kind::Number(1))
}

/// Parses the list that begins on the first line; returns it with its number of lines.
fn read_list(lines: &[Line], first: Kind, depth: usize) -> (Block, usize) {
    let mut items = Vec::new();
    let mut all_ones = true;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let next = u32::try_from(items.len() + 1).unwrap_or(u32::MAX);
        let belongs = |kind: Kind| match (first, kind) {
            (Kind::Number(_), Kind::Number(n)) => n == next || (n == 1 && all_ones),
            _ => kind == first,
        };
        let Some(marker) = line.marker().filter(|marker| belongs(marker.kind)) else { break };
        all_ones &= marker.kind == Kind::Number(1);
        let (item, length) = item_lines(&lines[at..], &marker, next + 1);
        items.push(read_blocks(&item, depth + 1));
        at += length;
    }
    let list = match first {
        Kind::Bullet(_) => Block::List { items },
        Kind::Number(_) => Block::Enumeration { items },
    };
    (list, at)
}

/// Returns the lines of the item that begins on the first line, and how many of `lines` it takes.
fn item_lines<'a>(
    lines: &[Line<'a>],
    marker: &Marker<'a>,
    next_number: u32,
) -> (Vec<Line<'a>>, usize) {
    let content = lines[0].indent + marker.width;
    let mut item = vec![Line { indent: 0, text: marker.content }];
    let mut after_blank = false;
    for line in &lines[1..] {
        if line.is_blank() {
            after_blank = true;
            item.push(Line { indent: 0, text: "" });
            continue;
        }
        if line.indent < content {
            let begins_item = line
                .marker()
                .is_some_and(|m| starts_list(m.kind) || m.kind == Kind::Number(next_number));
            // A paragraph continues without indentation (a lazy continuation).
            if after_blank || begins_item {
                break;
            }
        }
        after_blank = false;
        item.push(Line { indent: line.indent.saturating_sub(content), text: line.text });
    }
    let length = item.len();
    (item, length)
}

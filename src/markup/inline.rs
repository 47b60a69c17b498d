use std::collections::BTreeMap;

use super::{Inline, Run, is_unspaced, link};

/// Maximum depth of nested emphasis; deeper levels have no effect. Bounds the recursion of all
/// walks.
const DEEPEST: usize = 16;

/// Maximum nesting of parentheses in a link target; keeps parsing linear.
const MOST_PARENTHESES: usize = 8;

enum Piece {
    Run(Run),
    /// Asterisks that may open or close emphasis.
    Stars(Stars),
}

#[derive(Clone, Copy)]
struct Stars {
    count: usize,
    opens: bool,
    closes: bool,
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    pieces: Vec<Piece>,
    /// Indices of pieces that are opening brackets of possible links.
    brackets: Vec<usize>,
    /// Start offsets of backtick runs by length.
    ticks: BTreeMap<usize, Vec<usize>>,
    /// No bare URL begins before this offset.
    no_address_before: usize,
}

pub(super) fn parse(text: &str) -> Inline {
    let text = text.trim_matches(|c: char| c.is_ascii_whitespace());
    let mut parser = Parser {
        text,
        at: 0,
        pieces: Vec::new(),
        brackets: Vec::new(),
        ticks: tick_runs(text),
        no_address_before: 0,
    };
    parser.run();
    Inline(resolve(parser.pieces))
}

fn tick_runs(text: &str) -> BTreeMap<usize, Vec<usize>> {
    let mut runs = BTreeMap::<usize, Vec<usize>>::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let start = at + found;
        let length = run_length(&text[start..], b'`');
        runs.entry(length).or_default().push(start);
        at = start + length;
    }
    runs
}

fn run_length(text: &str, of: u8) -> usize {
    text.bytes().take_while(|b| *b == of).count()
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn before(&self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }

    fn run(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            match c {
                '\\' => self.backslash(),
                '`' => self.code(),
                '*' => self.stars(),
                // Images are not supported and print as typed.
                '[' if self.before() != Some('!') => {
                    self.brackets.push(self.pieces.len());
                    self.push_text("[");
                    self.at += 1;
                }
                ']' => self.closing_bracket(),
                '<' => self.autolink(),
                'h' | 'H' | 'f' | 'F' | 'm' | 'M' | 'w' | 'W' => self.bare_address(c),
                c if c.is_ascii_whitespace() => self.space(),
                '[' => self.take_text(1),
                _ => {
                    let stops = |c: char| "\\`*[]<hHfFmMwW".contains(c) || c.is_ascii_whitespace();
                    let length = self.rest()[c.len_utf8()..].find(stops);
                    let length = length.map_or(self.rest().len(), |n| n + c.len_utf8());
                    self.take_text(length);
                }
            }
        }
    }

    /// Takes bytes as literal text.
    fn take_text(&mut self, length: usize) {
        let text = &self.rest()[..length];
        self.push_text(text);
        self.at += length;
    }

    /// Adds a bracket as a separate piece, so that it can be referred to.
    fn push_text(&mut self, text: &str) {
        let bracket = self.brackets.last().is_some_and(|at| *at + 1 >= self.pieces.len());
        match self.pieces.last_mut() {
            Some(Piece::Run(Run::Text(last))) if !bracket => last.push_str(text),
            _ => self.pieces.push(Piece::Run(Run::Text(text.to_owned()))),
        }
    }

    fn push_run(&mut self, run: Run) {
        self.pieces.push(Piece::Run(run));
    }

    fn backslash(&mut self) {
        match self.rest().as_bytes().get(1) {
            Some(b'*' | b'[' | b']' | b'\\' | b'`') => {
                self.at += 1;
                self.take_text(1);
            }
            Some(b'\n' | b'\r') => {
                self.at += 1;
                self.skip_space();
                if let Some(Piece::Run(Run::Text(text))) = self.pieces.last_mut() {
                    text.truncate(text.trim_end_matches(' ').len());
                }
                self.push_run(Run::Break);
            }
            _ => self.take_text(1),
        }
    }

    fn skip_space(&mut self) -> &'a str {
        let rest = self.rest();
        let space = &rest[..rest.len() - rest.trim_ascii_start().len()];
        self.at += space.len();
        space
    }

    fn space(&mut self) {
        let space = self.skip_space();
        let line_end = space.find(['\n', '\r']);
        if line_end.is_some() && space.starts_with("  ") {
            self.push_run(Run::Break);
        } else {
            self.push_text(" ");
        }
    }

    fn code(&mut self) {
        let length = run_length(self.rest(), b'`');
        let from = self.at + length;
        let end = self
            .ticks
            .get(&length)
            .and_then(|starts| starts.get(starts.partition_point(|start| *start < from)).copied());
        let Some(end) = end else {
            self.take_text(length);
            return;
        };
        let code = self.text[from..end].replace("\r\n", " ").replace(['\n', '\r'], " ");
        let inner = code.strip_prefix(' ').and_then(|code| code.strip_suffix(' '));
        let code = match inner {
            Some(inner) if !code.trim_matches(' ').is_empty() => inner.to_owned(),
            _ => code,
        };
        self.at = end + length;
        self.push_run(Run::Code(code));
    }

    fn stars(&mut self) {
        let count = run_length(self.rest(), b'*');
        let before = Side::of(self.before());
        let after = Side::of(self.rest()[count..].chars().next());
        let left = after != Side::Space && (after == Side::Word || before != Side::Word);
        let right = before != Side::Space && (before == Side::Word || after != Side::Word);
        self.at += count;
        if left || right {
            self.pieces.push(Piece::Stars(Stars { count, opens: left, closes: right }));
        } else {
            self.push_text(&"*".repeat(count));
        }
    }

    fn closing_bracket(&mut self) {
        let open = self.brackets.pop();
        let destination = open.and_then(|_| destination(&self.rest()[1..]));
        let (Some(open), Some((url, length))) = (open, destination) else {
            self.take_text(1);
            return;
        };
        let body = resolve(self.pieces.split_off(open + 1));
        if body.is_empty() {
            self.take_text(1);
            return;
        }
        self.pieces.truncate(open);
        self.push_run(Run::Link { url, body: Inline(without_links(body)) });
        self.at += 1 + length;
        // Links do not nest, so enclosing brackets cannot begin one.
        self.brackets.clear();
    }

    fn autolink(&mut self) {
        let rest = &self.rest()[1..];
        let end = rest.find(|c: char| c == '<' || c == '>' || c.is_whitespace() || c.is_control());
        let address = end.filter(|end| rest[*end..].starts_with('>')).map(|end| &rest[..end]);
        let link = address.and_then(|address| Some((address, link::autolink_target(address)?)));
        match link {
            Some((address, url)) => {
                self.push_run(Run::Link { url, body: Inline::plain(address) });
                self.at += address.len() + 2;
            }
            None => self.take_text(1),
        }
    }

    fn bare_address(&mut self, first: char) {
        let starts_word = self
            .before()
            .is_none_or(|c| is_unspaced(c) || !(c.is_alphanumeric() || "/@.-+\\".contains(c)));
        if starts_word && self.at >= self.no_address_before {
            match link::bare_length(self.rest()) {
                Ok(length) => {
                    let address = &self.rest()[..length];
                    if let Some(url) = link::target(address) {
                        self.push_run(Run::Link { url, body: Inline::plain(address) });
                        self.at += length;
                        return;
                    }
                }
                Err(length) => self.no_address_before = self.at + length,
            }
        }
        self.take_text(first.len_utf8());
    }
}

/// The characters next to a run of asterisks.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Space,
    Punctuation,
    Word,
}

impl Side {
    fn of(c: Option<char>) -> Self {
        match c {
            None => Self::Space,
            Some(c) if c.is_whitespace() => Self::Space,
            // Scripts without spaces between words have none around emphasis either.
            Some(c) if is_unspaced(c) => Self::Punctuation,
            Some(c) if c.is_alphanumeric() || is_mark(c) => Self::Word,
            Some(c) if c.is_control() => Self::Word,
            Some(_) => Self::Punctuation,
        }
    }
}

/// Returns whether a character combines with the preceding one.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x0300..=0x036F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x200C..=0x200D
        | 0x20D0..=0x20FF | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F)
}

/// Parses `(address)`; returns the target and the total length.
///
/// `None` if the address must not be linked; it is then printed as typed.
fn destination(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('(')?;
    let address = inner.trim_ascii_start();
    let skipped = text.len() - address.len();
    let (address, after) = if let Some(address) = address.strip_prefix('<') {
        let end = address.find(['>', '<', '\n']).filter(|end| address[*end..].starts_with('>'))?;
        (&address[..end], skipped + end + 2)
    } else {
        let mut depth = 0;
        let end = address.find(|c: char| match c {
            '(' => {
                depth += 1;
                depth > MOST_PARENTHESES
            }
            ')' => {
                depth = depth.wrapping_sub(1);
                depth == usize::MAX
            }
            c => c.is_ascii_whitespace() || c.is_control(),
        })?;
        (&address[..end], skipped + end)
    };
    let closing = text[after..].trim_ascii_start();
    closing.starts_with(')').then_some(())?;
    let target = link::target(&address.replace(' ', "%20"))?;
    Some((target, text.len() - closing.len() + 1))
}

fn without_links(runs: Vec<Run>) -> Vec<Run> {
    let mut out = Vec::with_capacity(runs.len());
    for run in runs {
        match run {
            Run::Link { body, .. } => out.extend(body.0),
            Run::Strong(body) => out.push(Run::Strong(Inline(without_links(body.0)))),
            Run::Emphasis(body) => out.push(Run::Emphasis(Inline(without_links(body.0)))),
            other => out.push(other),
        }
    }
    merge_text(out)
}

/// Asterisks that opened emphasis and are not closed yet.
struct Opener {
    /// Index of the asterisks in the runs; text until they are matched.
    at: usize,
    left: usize,
    stars: Stars,
    /// Depth of the deepest run between it and the next opener.
    depth: usize,
}

/// Matches asterisks by the rules of CommonMark.
fn resolve(pieces: Vec<Piece>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::with_capacity(pieces.len());
    let mut openers: Vec<Opener> = Vec::new();
    // Per kind of closer: the number of lowest openers known not to match.
    let mut search_floors = [[0; 3]; 2];
    for piece in pieces {
        let stars = match piece {
            Piece::Run(run) => {
                if let Some(opener) = openers.last_mut() {
                    opener.depth = opener.depth.max(depth(&run));
                }
                runs.push(run);
                continue;
            }
            Piece::Stars(stars) => stars,
        };
        let mut left = stars.count;
        while stars.closes && left > 0 {
            let floor = &mut search_floors[usize::from(stars.opens)][stars.count % 3];
            let found = (*floor..openers.len()).rev().find(|i| pairs(openers[*i].stars, stars));
            let Some(found) = found else {
                *floor = openers.len();
                break;
            };
            let inner = openers[found..].iter().map(|opener| opener.depth).max().unwrap_or(0);
            openers.truncate(found + 1);
            let opener = &mut openers[found];
            let used = left.min(opener.left).min(2);
            left -= used;
            opener.left -= used;
            opener.depth = inner;
            if let Run::Text(text) = &mut runs[opener.at] {
                text.truncate(opener.left);
            }
            if inner < DEEPEST {
                let body = Inline(merge_text(runs.split_off(opener.at + 1)));
                runs.push(if used == 2 { Run::Strong(body) } else { Run::Emphasis(body) });
                opener.depth += 1;
            }
            if opener.left == 0 {
                let depth = opener.depth;
                openers.pop();
                if let Some(outer) = openers.last_mut() {
                    outer.depth = outer.depth.max(depth);
                }
            }
            for floor in search_floors.as_flattened_mut() {
                *floor = (*floor).min(openers.len());
            }
        }
        if left > 0 {
            if stars.opens {
                openers.push(Opener { at: runs.len(), left, stars, depth: 0 });
            }
            runs.push(Run::Text("*".repeat(left)));
        }
    }
    merge_text(runs)
}

fn pairs(opener: Stars, closer: Stars) -> bool {
    let either_is_both = (opener.opens && opener.closes) || (closer.opens && closer.closes);
    let thirds = (opener.count + closer.count).is_multiple_of(3);
    !(either_is_both && thirds)
        || (opener.count.is_multiple_of(3) && closer.count.is_multiple_of(3))
}

fn depth(run: &Run) -> usize {
    let inside = |body: &Inline| 1 + body.0.iter().map(depth).max().unwrap_or(0);
    match run {
        Run::Text(_) | Run::Code(_) | Run::Break => 0,
        Run::Strong(body) | Run::Emphasis(body) => inside(body),
        Run::Link { body, .. } | Run::Foreign { body, .. } => inside(body),
    }
}

/// Merges adjacent text and removes empty runs.
fn merge_text(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        match (run, out.last_mut()) {
            (Run::Text(text), _) if text.is_empty() => {}
            (Run::Text(text), Some(Run::Text(last))) => last.push_str(&text),
            (run, _) => out.push(run),
        }
    }
    out
}

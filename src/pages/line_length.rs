//! Measures the length of the lines of text.

use typst::layout::{Frame, FrameItem, Point, Transform};
use typst_layout::PagedDocument;

use crate::diagnostic::Diagnostic;
use crate::plan::line_breaks::is_mark;
use crate::resume::Setting;
use crate::theme::{OptionValue, Options, Theme};

/// Minimum number of lines for a representative length.
const ENOUGH: usize = 8;

/// Tolerance for the number of characters in lines of the same width.
const LOOSELY: f64 = 1.05;

/// Minimum white space between columns in ems, about twice a word space.
const GAP: f64 = 0.5;

/// Returns a warning if a setting made the lines longer than the theme's.
pub fn long_lines(
    document: &PagedDocument,
    theme: &Theme,
    options: &Options,
    settings: &[Setting],
) -> Option<Diagnostic> {
    let setting = theme.widens_lines(settings)?;
    let length = typical_length(document, options)?;
    if length <= LOOSELY * theme.measure {
        return None;
    }
    let (name, most) = (&theme.name, theme.measure);
    let message = format!(
        "a full line has {length:.0} characters; lines of more than {most:.0} are hard to read in `{name}`"
    );
    let diagnostic = Diagnostic::warning("long-lines", message);
    let remedy = "a smaller `text-width`, wider margins or a larger `font-size` shorten them";
    Some(if setting.path.segments().is_empty() {
        diagnostic.hint(format!("for `--set {}={}`: {remedy}", setting.key, setting.value))
    } else {
        diagnostic.on(&setting.path).hint(remedy)
    })
}

/// Returns the median number of characters of full lines; `None` if there are too few lines.
fn typical_length(document: &PagedDocument, options: &Options) -> Option<f64> {
    let Some(OptionValue::Number(height)) = options.get("line-height") else { return None };
    let unit = height * options.points("font-size")?;
    let mut lengths = Vec::new();
    for page in document.pages() {
        let mut words = Vec::new();
        collect(&page.frame, Transform::identity(), &mut words);
        let lines = lines(words);
        // A line is full if the text continues below it, and it is among the widest that start
        // there.
        let has_next_line = |line: &Line| {
            lines.iter().any(|next| {
                (next.start - line.start).abs() < 0.5 && (next.y - line.y - unit).abs() < 0.1 * unit
            })
        };
        let widest = |line: &Line| {
            let same = lines.iter().filter(|other| (other.start - line.start).abs() < 0.5);
            same.map(|other| other.end - other.start).fold(0.0, f64::max)
        };
        lengths.extend(
            lines
                .iter()
                .filter(|line| has_next_line(line) && line.end - line.start > 0.8 * widest(line))
                .map(|line| line.characters),
        );
    }
    lengths.sort_unstable();
    #[expect(clippy::cast_precision_loss, reason = "a line has few characters")]
    let length = |count: &usize| *count as f64;
    (lengths.len() >= ENOUGH).then(|| lengths.get(lengths.len() / 2).map(length))?
}

/// Connected text on a line, in points from the top left corner of the page.
struct Line {
    y: f64,
    start: f64,
    end: f64,
    characters: usize,
}

struct Word {
    y: f64,
    start: f64,
    end: f64,
    size: f64,
    characters: usize,
}

fn collect(frame: &Frame, transform: Transform, words: &mut Vec<Word>) {
    for (position, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let origin = Transform::translate(position.x, position.y);
                let inner = transform.pre_concat(origin).pre_concat(group.transform);
                collect(&group.frame, inner, words);
            }
            FrameItem::Text(text) if !text.text.trim().is_empty() => {
                let at = Point::new(position.x, position.y).transform(transform);
                words.push(Word {
                    y: at.y.to_pt(),
                    start: at.x.to_pt(),
                    end: (at.x + text.width()).to_pt(),
                    size: text.size.to_pt(),
                    characters: text.text.chars().filter(|c| !is_mark(*c)).count(),
                });
            }
            _ => {}
        }
    }
}

/// Joins words on the same baseline without large gaps into lines.
fn lines(mut words: Vec<Word>) -> Vec<Line> {
    let row = |word: &Word| (word.y * 10.0).round();
    words.sort_by(|a, b| row(a).total_cmp(&row(b)).then(a.start.total_cmp(&b.start)));
    let mut lines: Vec<Line> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line)
                if (word.y - line.y).abs() < 0.3 && word.start - line.end < GAP * word.size =>
            {
                line.end = line.end.max(word.end);
                line.characters += word.characters;
            }
            _ => lines.push(Line {
                y: word.y,
                start: word.start,
                end: word.end,
                characters: word.characters,
            }),
        }
    }
    lines
}

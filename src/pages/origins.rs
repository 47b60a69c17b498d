//! Maps the words of pages to the data that they come from.
//!
//! The pages contain no such information, because markers would slow down every build. Instead, the
//! texts of the view are searched for in the words of the pages. Long texts, which rarely occur
//! twice, are located first, then shorter ones near their neighbours in the data.

use std::collections::BTreeMap;
use std::ops::Range;

use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use crate::path::Path;
use crate::view::{View, ViewText, each_text};

/// A word on a page; lengths are in points from the top left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Page index, starting at 0.
    pub page: usize,
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub baseline: f64,
    /// Whether the word begins a line.
    pub starts_line: bool,
    /// The datum of the word; `None` for page numbers and the like.
    pub path: Option<Path>,
}

/// Returns the words of finished pages in the order in which they are read, without their data.
pub(super) fn bare_words(document: &PagedDocument) -> Vec<Word> {
    let mut words = Vec::new();
    for (page, finished) in document.pages().iter().enumerate() {
        let from = words.len();
        collect(&finished.frame, Transform::identity(), page, &mut words);
        mark_lines(&mut words[from..]);
    }
    words
}

/// Returns the words of finished pages in the order in which they are read.
pub fn words(document: &PagedDocument, view: &View) -> Vec<Word> {
    let mut words = bare_words(document);
    let text = Text::of(&words);
    for (place, path) in text.places(&texts(view)) {
        for word in &text.words[place] {
            words[*word].path.get_or_insert_with(|| path.clone());
        }
    }
    words
}

fn collect(frame: &Frame, transform: Transform, page: usize, words: &mut Vec<Word>) {
    for (position, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let origin = Transform::translate(position.x, position.y);
                let inner = transform.pre_concat(origin).pre_concat(group.transform);
                collect(&group.frame, inner, page, words);
            }
            FrameItem::Text(text) => push_words(text, *position, transform, page, words),
            _ => {}
        }
    }
}

/// Splits a text at blanks and adds its words.
fn push_words(
    item: &TextItem,
    position: Point,
    transform: Transform,
    page: usize,
    words: &mut Vec<Word>,
) {
    let metrics = item.font.metrics();
    let (ascender, descender) = (metrics.ascender.at(item.size), metrics.descender.at(item.size));
    let mut pen = position.x;
    let mut word: Option<(Word, Vec<Range<usize>>)> = None;
    let text_of = |(mut word, mut ranges): (Word, Vec<Range<usize>>)| {
        // The glyphs of a right-to-left word are stored from left to right, and those of a cluster
        // have the same range.
        ranges.sort_by_key(|range| range.start);
        let mut done = 0;
        for range in ranges {
            word.text.push_str(item.text.get(range.start.max(done)..range.end).unwrap_or_default());
            done = done.max(range.end);
        }
        word
    };
    for glyph in &item.glyphs {
        let start = pen;
        pen += glyph.x_advance.at(item.size);
        if item.text[glyph.range()].trim().is_empty() {
            words.extend(word.take().map(text_of));
            continue;
        }
        let from = Point::new(start, position.y - ascender).transform(transform);
        let to = Point::new(pen, position.y - descender).transform(transform);
        let baseline = Point::new(start, position.y).transform(transform).y.to_pt();
        let (word, ranges) = word.get_or_insert_with(|| {
            let word = Word {
                page,
                text: String::new(),
                left: f64::MAX,
                right: f64::MIN,
                top: f64::MAX,
                bottom: f64::MIN,
                baseline,
                starts_line: false,
                path: None,
            };
            (word, Vec::new())
        });
        ranges.push(glyph.range());
        for (x, y) in [(from.x.to_pt(), from.y.to_pt()), (to.x.to_pt(), to.y.to_pt())] {
            word.left = word.left.min(x);
            word.right = word.right.max(x);
            word.top = word.top.min(y);
            word.bottom = word.bottom.max(y);
        }
    }
    words.extend(word.take().map(text_of));
}

/// Maximum difference of baselines within a line in points.
const SAME_LINE: f64 = 0.5;

fn mark_lines(words: &mut [Word]) {
    for i in 0..words.len() {
        let continues_line = i.checked_sub(1).is_some_and(|last| {
            let (last, word) = (&words[last], &words[i]);
            let is_right = word.left >= last.left - SAME_LINE;
            // Of a right-to-left line. Further left, a column begins.
            let gap = last.left - word.right;
            let is_next_left = gap >= -SAME_LINE && gap <= word.bottom - word.top;
            (last.baseline - word.baseline).abs() <= SAME_LINE && (is_right || is_next_left)
        });
        words[i].starts_line = !continues_line;
    }
}

/// A text of the data as it is rendered.
struct PathText {
    path: Path,
    letters: Vec<char>,
    /// Whether it replaces the previous text, as a date in another format does.
    instead: bool,
}

fn texts(view: &View) -> Vec<PathText> {
    let mut texts: Vec<PathText> = Vec::new();
    each_text(view, &mut |path, text| {
        let (text, is_plain) = match text {
            ViewText::Inline(text) => (text.text(), false),
            ViewText::Plain(text) => (text.clone(), true),
            ViewText::Hidden(_) => return,
        };
        let instead = is_plain && texts.last().is_some_and(|last| last.path == *path);
        let letters: Vec<_> = folded(&text).collect();
        if !letters.is_empty() {
            texts.push(PathText { path: path.clone(), letters, instead });
        }
    });
    texts
}

/// The letters of all pages without blanks, folded for comparison.
struct Text {
    letters: Vec<char>,
    /// The index of each letter's word.
    words: Vec<usize>,
    /// The positions of each letter.
    index: BTreeMap<char, Vec<usize>>,
}

/// Minimum letters of a repeated text to be considered the same datum.
const REPEATED: usize = 6;
/// Maximum number of repetitions: one per page.
const MOST_REPEATED: usize = 200;
/// Maximum letters of a text that must match whole words.
const SHORT: usize = 12;

impl Text {
    fn of(words: &[Word]) -> Self {
        let mut text = Self { letters: Vec::new(), words: Vec::new(), index: BTreeMap::new() };
        for (i, word) in words.iter().enumerate() {
            for letter in folded(&word.text) {
                text.letters.push(letter);
                text.words.push(i);
            }
        }
        for (at, letter) in text.letters.iter().enumerate() {
            text.index.entry(*letter).or_default().push(at);
        }
        text
    }

    /// Returns the range of each text, and the text of each range.
    fn places(&self, texts: &[PathText]) -> Vec<(Range<usize>, Path)> {
        let mut found: Vec<Option<Range<usize>>> = vec![None; texts.len()];
        let mut taken = vec![false; self.letters.len()];
        let mut order: Vec<usize> = (0..texts.len()).collect();
        order.sort_by_key(|i| (texts[*i].instead, std::cmp::Reverse(texts[*i].letters.len())));
        let mut places = Vec::new();
        for i in order {
            if texts[i].instead && is_replaced_text_found(texts, &found, i) {
                continue;
            }
            let near = neighbours(&found, i);
            let mut pieces = Vec::new();
            self.find(&texts[i].letters, &near, &taken, &mut pieces);
            for place in &pieces {
                taken[place.clone()].fill(true);
                places.push((place.clone(), texts[i].path.clone()));
            }
            found[i] = pieces.into_iter().next();
        }
        // Repeated text, such as the name in a footer.
        for i in 0..texts.len() {
            let PathText { path, letters, .. } = &texts[i];
            let mut again = Vec::new();
            while letters.len() >= REPEATED && again.len() < MOST_REPEATED && found[i].is_some() {
                let known = again.len();
                self.find(letters, &[], &taken, &mut again);
                // A text found only in parts is not a repetition.
                if again.len() != known + 1 || again[known].len() != letters.len() {
                    break;
                }
                taken[again[known].clone()].fill(true);
                places.push((again[known].clone(), path.clone()));
            }
        }
        places
    }

    /// Finds the occurrence of a text nearest to some positions. A text that is split, as at a page
    /// break, is searched for in halves.
    fn find(
        &self,
        wanted: &[char],
        near: &[usize],
        taken: &[bool],
        pieces: &mut Vec<Range<usize>>,
    ) {
        let distance = |at: usize| near.iter().map(|near| near.abs_diff(at)).min().unwrap_or(at);
        let first = wanted.first().and_then(|letter| self.index.get(letter));
        let occurrences = first.map_or(&[][..], Vec::as_slice).iter().filter(|at| !taken[**at]);
        let mut nearest: Vec<usize> = occurrences.copied().collect();
        nearest.sort_by_key(|at| distance(*at));
        let best = nearest
            .into_iter()
            .map(|at| at..at + wanted.len())
            .filter(|place| self.letters.get(place.clone()) == Some(wanted))
            .filter(|place| wanted.len() > SHORT || self.is_whole(place))
            .find(|place| !taken[place.clone()].contains(&true));
        if let Some(place) = best {
            pieces.push(place);
        } else if wanted.len() > 2 * SHORT {
            let (first, second) = wanted.split_at(wanted.len() / 2);
            self.find(first, near, taken, pieces);
            let near: Vec<_> = pieces.last().map(|place| place.end).into_iter().collect();
            self.find(second, &near, taken, pieces);
        }
    }

    /// Returns whether a range consists of whole words, ignoring adjacent signs.
    fn is_whole(&self, place: &Range<usize>) -> bool {
        let is_apart = |one: usize, other: usize| {
            self.words[one] != self.words[other]
                || !self.letters[one].is_alphanumeric()
                || !self.letters[other].is_alphanumeric()
        };
        (place.start == 0 || is_apart(place.start - 1, place.start))
            && (place.end == self.letters.len() || is_apart(place.end - 1, place.end))
    }
}

/// Returns the positions of the nearest known texts before and after a text.
fn neighbours(found: &[Option<Range<usize>>], at: usize) -> Vec<usize> {
    let before = found[..at].iter().rev().flatten().next().map(|place| place.end);
    let after = found[at..].iter().flatten().next().map(|place| place.start);
    before.into_iter().chain(after).collect()
}

/// Returns whether the text that this one replaces was found.
fn is_replaced_text_found(texts: &[PathText], found: &[Option<Range<usize>>], at: usize) -> bool {
    let main = (0..at).rev().find(|i| !texts[*i].instead);
    main.is_some_and(|main| found[main].is_some())
}

/// Returns letters without blanks, case and variants of dashes and quotes.
fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    let is_seen = |c: &char| {
        !c.is_whitespace()
            && !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
    };
    let plain = |c: char| match c {
        '\u{2010}'..='\u{2015}' | '−' => '-',
        '‘' | '’' | '‚' | '‹' | '›' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        c => c,
    };
    text.chars().filter(is_seen).map(plain).flat_map(|c| {
        let sharp = c == 'ß';
        let lower = if sharp { 's'.to_lowercase() } else { c.to_lowercase() };
        lower.chain(sharp.then_some('s'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::press::{MemoryFiles, NamedFile, Outputs, Press, Request, setting};

    const RESUME: &str = "
basics: {name: Anna O’Hara, label: Weaver, email: anna@loom.example}
work:
- name: Loom & Co
  position: Weaver
  startDate: 2015-01
  endDate: 2019-06
  highlights:
  - Wove a carpet of forty metres for the town hall of Osterby
  - Wove 12 flags
- name: Threadmill
  position: Weaver
  startDate: 2012-01
  endDate: 2015-01
  highlights: [Wove 12 flags]
education:
- {institution: School of Textiles, area: Dyeing, studyType: Diploma, endDate: 2012-01}
skills:
- {name: Looms, keywords: [Jacquard, Dobby]}
languages:
- {language: Danish, fluency: native}
";

    fn words_of(resume: &str, theme: &str) -> Vec<Word> {
        let mut request = Request::new(NamedFile::new("cv.yaml", resume), (2026, 1, 31));
        request.theme = Some(theme.to_owned());
        request.settings = vec![setting("date-format", "long")];
        request.outputs = Outputs { formats: Vec::new(), ..Outputs::default() };
        let outcome = Press::new(MemoryFiles::default()).run(&request);
        let edition = outcome.editions.first().unwrap_or_else(|| panic!("{theme}"));
        words(edition.pages.as_ref().expect("pages"), &edition.view)
    }

    fn path(word: &Word) -> String {
        word.path.as_ref().map(Path::to_string).unwrap_or_default()
    }

    /// Returns each word with its path, in one theme.
    fn origins(theme: &str) -> Vec<(String, String)> {
        words_of(RESUME, theme).iter().map(|word| (word.text.clone(), path(word))).collect()
    }

    #[test]
    fn words_of_right_to_left_lines_have_correct_positions() {
        let resume = "
meta: {language: ar}
basics: {name: ليلى حداد, label: مهندسة برمجيات}
work:
- {name: شركة النور, position: مهندسة, startDate: 2019-01, highlights: [بنت نظاما للدفع]}
";
        for theme in crate::theme::Theme::names() {
            let words = words_of(resume, theme);
            let word = |text: &str| {
                let found = words.iter().find(|word| word.text == text);
                found.unwrap_or_else(|| panic!("{theme}: {text} in {words:?}"))
            };
            for (text, expected) in [
                ("حداد", "basics.name"),
                ("برمجيات", "basics.label"),
                ("النور", "work[0].name"),
                ("نظاما", "work[0].highlights[0]"),
            ] {
                assert_eq!(path(word(text)), expected, "{theme}: {text}");
            }
            let (first, second) = (word("بنت"), word("نظاما"));
            assert!(second.right <= first.left, "{theme}");
            assert!(!second.starts_line, "{theme}");
        }
    }

    #[test]
    fn each_word_of_a_page_is_traced_to_its_data_in_every_theme() {
        for theme in crate::theme::Theme::names() {
            let words = origins(theme);
            let paths = |text: &str| -> Vec<&str> {
                let is_it = |word: &str| word.trim_matches([',', '(', ')', ':', '|']) == text;
                words.iter().filter(|(word, _)| is_it(word)).map(|(_, path)| &**path).collect()
            };
            for (text, path) in [
                ("Threadmill", "work[1].name"),
                ("Osterby", "work[0].highlights[0]"),
                ("carpet", "work[0].highlights[0]"),
                ("Dobby", "skills[0].keywords[1]"),
                ("Danish", "languages[0].language"),
                ("native", "languages[0].fluency"),
                ("anna@loom.example", "basics.email"),
            ] {
                let found = paths(text);
                assert!(
                    found.iter().all(|it| path.starts_with(*it) && !it.is_empty()),
                    "{theme}: {text} is {found:?}"
                );
                assert!(!found.is_empty(), "{theme} has no {text} in {words:?}");
            }
            assert_eq!(
                paths("flags"),
                ["work[0].highlights[1]", "work[1].highlights[0]"],
                "{theme}"
            );
        }
    }

    #[test]
    fn dates_of_neighbouring_entries_are_traced_to_the_right_entry() {
        let words = origins("compact");
        let years: Vec<_> = words
            .iter()
            .filter(|(word, _)| {
                word.contains("2015") || word.contains("2019") || word.contains("2012")
            })
            .map(|(word, path)| format!("{word} {path}"))
            .collect();
        assert_eq!(
            years,
            [
                "2015–June work[0].startDate",
                "2019 work[0].startDate",
                "2012–January work[1].startDate",
                "2015 work[1].startDate",
                "2012 education[0].endDate",
            ]
        );
    }
}

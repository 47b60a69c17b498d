//! The displayed pages, and the data that their words come from.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde_json::{Value, json};
use typst_layout::PagedDocument;

use crate::diagnostic::Sources;
use crate::export;
use crate::format::Dialect;
use crate::pages::{Piece, Word, pieces, words};
use crate::path::{Path, Segment};
use crate::press::{Draft, Edition};
use crate::source::Node;
use crate::theme::Theme;
use crate::view::View;

/// A page as the browser composes it.
#[derive(Debug)]
pub(super) struct Page {
    /// Width in points.
    width: f64,
    height: f64,
    pub(super) pictures: Vec<Picture>,
}

/// A piece of a page as served to the browser.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    /// Hash of its content, used as its name.
    hash: String,
    /// Left, top, width and height in points.
    place: [f64; 4],
    svg: Arc<[u8]>,
}

/// Error-free pages and their view.
pub(super) struct RenderedPages {
    pub(super) pages: Vec<Page>,
    pub(super) theme: Theme,
    pub(super) root: Arc<Node>,
    pub(super) sources: Sources,
    pub(super) dialect: Dialect,
    fitted: Option<String>,
    margins: [Option<f64>; 4],
    document: PagedDocument,
    view: View,
    words: OnceLock<Vec<Word>>,
}

/// The position of a word in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WordPosition {
    pub(super) path: Path,
    pub(super) file: String,
    /// Line, starting at 1, like the column.
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) text: String,
}

impl RenderedPages {
    /// Renders the pieces of pages that changed since the previous build.
    pub(super) fn new(
        edition: &Edition,
        document: &PagedDocument,
        draft: &Draft,
        theme: Theme,
        sources: Sources,
        before: &[Page],
    ) -> Self {
        let drawn = before.iter().flat_map(|page| &page.pictures);
        let drawn: BTreeMap<&str, &Picture> =
            drawn.map(|picture| (&*picture.hash, picture)).collect();
        let pages = document.pages().iter().map(|page| {
            let picture = |piece: Piece| {
                let hash = format!("{:016x}", piece.hash());
                let Piece { at, frame } = piece;
                let svg = match drawn.get(&*hash) {
                    Some(same) => Arc::clone(&same.svg),
                    None => export::svg_piece(page, &frame).into_bytes().into(),
                };
                let place = [at.x, at.y, frame.width(), frame.height()].map(|it| it.to_pt());
                Picture { hash, place, svg }
            };
            let size = page.frame.size();
            let pictures = pieces(page).into_iter().map(picture).collect();
            Page { width: size.x.to_pt(), height: size.y.to_pt(), pictures }
        });
        let margin = |side: &str| edition.options.points(&format!("margin-{side}"));
        Self {
            pages: pages.collect(),
            theme,
            root: Arc::clone(&draft.root),
            sources,
            dialect: draft.dialect,
            fitted: edition.fitted.clone(),
            margins: ["top", "right", "bottom", "left"].map(margin),
            document: document.clone(),
            view: edition.view.clone(),
            words: OnceLock::new(),
        }
    }

    pub(super) fn describe(&self) -> Value {
        let thousandths = |points: &f64| (points * 1000.0).round() / 1000.0;
        let picture = |it: &Picture| {
            let [left, top, width, height] = it.place.each_ref().map(thousandths);
            json!([it.hash, left, top, width, height])
        };
        let page = |page: &Page| {
            let pictures: Vec<Value> = page.pictures.iter().map(picture).collect();
            json!({"width": page.width, "height": page.height, "pictures": pictures})
        };
        json!({
            "pages": self.pages.iter().map(page).collect::<Vec<_>>(),
            "fitted": self.fitted,
            "margins": self.margins,
            "lang": self.view.document.lang,
        })
    }

    fn words(&self) -> &[Word] {
        self.words.get_or_init(|| words(&self.document, &self.view))
    }

    /// Describes the words: page, position in tenths of a point, text, whether it begins a line,
    /// baseline.
    pub(super) fn describe_words(&self) -> Value {
        let tenths = |points: f64| (points * 10.0).round() / 10.0;
        let word = |it: &Word| {
            json!([
                it.page,
                tenths(it.left),
                tenths(it.top),
                tenths(it.right - it.left),
                tenths(it.bottom - it.top),
                it.text,
                it.starts_line,
                tenths(it.baseline),
            ])
        };
        Value::Array(self.words().iter().map(word).collect())
    }

    /// Returns the index of the word at or nearest to a position on a page.
    pub(super) fn word_at(&self, page: usize, x: f64, y: f64) -> Option<usize> {
        let beyond = |from: f64, to: f64, at: f64| (from - at).max(at - to).max(0.0);
        let distance = |word: &Word| {
            // Prefers words on the same line.
            beyond(word.left, word.right, x) + 4.0 * beyond(word.top, word.bottom, y)
        };
        let here = self.words().iter().enumerate().filter(|(_, word)| word.page == page);
        here.map(|(i, word)| (i, distance(word)))
            .filter(|(_, distance)| *distance < FARTHEST)
            .min_by(|one, other| one.1.total_cmp(&other.1))
            .map(|(i, _)| i)
    }

    /// Returns the words that show the same datum, including the given one.
    pub(super) fn same_datum(&self, word: usize) -> Vec<usize> {
        let words = self.words();
        let path = words.get(word).and_then(|word| word.path.as_ref());
        let same = |i: &usize| *i == word || path.is_some() && words[*i].path.as_ref() == path;
        (0..words.len()).filter(same).collect()
    }

    /// Finds a word in the data.
    pub(super) fn find(&self, number: usize) -> Option<WordPosition> {
        let words = self.words();
        let word = words.get(number)?;
        let path = word.path.clone()?;
        let letters = word.text.trim_matches(|c: char| !c.is_alphanumeric());
        let is_same = |other: &&Word| {
            other.path.as_ref() == Some(&path)
                && other.text.trim_matches(|c: char| !c.is_alphanumeric()) == letters
        };
        let before = words[..number].iter().filter(is_same).count();
        // Adjacent data on a line may share a path; the word may belong to the next datum.
        let mut place = None;
        for within in [Some(path.clone()), parent(&path)].into_iter().flatten() {
            let span = self.root.span_of(&within);
            if span.is_detached() {
                continue;
            }
            let text = self.sources.text(span.source);
            let inner = text.get(span.range()).unwrap_or_default();
            let mut occurrences = occurrences(inner, letters);
            let at = occurrences.nth(before).or_else(|| self::occurrences(inner, letters).next());
            if let Some(at) = at {
                place = Some((span.source, span.range().start + at));
                break;
            }
            place.get_or_insert((span.source, span.range().start));
        }
        let (source, at) = place?;
        let text = self.sources.text(source);
        let at = text.floor_char_boundary(at);
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        Some(WordPosition {
            path,
            file: self.sources.name(source).to_owned(),
            line: text[..at].matches('\n').count() + 1,
            column: text[start..at].chars().count() + 1,
            text: text[start..end].trim().to_owned(),
        })
    }
}

/// Maximum distance in points between a click and the word it selects.
const FARTHEST: f64 = 40.0;

/// Returns the offsets of a word in a text, whole words only if there are any.
fn occurrences<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    let is_whole = move |at: &usize| {
        let before = text[..*at].chars().next_back();
        let after = text[*at + word.len()..].chars().next();
        !before.into_iter().chain(after).any(char::is_alphanumeric)
    };
    let all = move || text.match_indices(word).map(|(at, _)| at).filter(|_| !word.is_empty());
    let whole: Vec<usize> = all().filter(is_whole).collect();
    let others: Vec<usize> = if whole.is_empty() { all().collect() } else { whole };
    others.into_iter()
}

fn parent(path: &Path) -> Option<Path> {
    let segments = path.segments();
    let (_, before) = segments.split_last()?;
    Some(before.iter().fold(Path::ROOT, |path, segment| match segment {
        Segment::Key(key) => path.key(key),
        Segment::Index(index) => path.index(*index),
    }))
}

/// Pictures of the current pages and of recent builds.
#[derive(Default)]
pub(super) struct Pictures(BTreeMap<String, (u64, Arc<[u8]>)>);

/// Maximum bytes of pictures sent with an event. A word changed needs less; more are requested by the
/// page, side by side.
const SENT: usize = 200_000;

/// Number of builds for which a picture is kept.
const KEPT: u64 = 4;

impl Pictures {
    pub(super) fn keep(&mut self, pages: &[Page], version: u64) {
        for picture in pages.iter().flat_map(|page| &page.pictures) {
            self.0.insert(picture.hash.clone(), (version, Arc::clone(&picture.svg)));
        }
        self.0.retain(|_, (used, _)| *used + KEPT > version);
    }

    /// Returns the pictures of pages that are not kept yet, by name, unless they are large: sent with
    /// the event, they need no request.
    pub(super) fn added(&self, pages: &[Page]) -> BTreeMap<String, String> {
        let pictures = pages.iter().flat_map(|page| &page.pictures);
        let added: BTreeMap<_, _> = pictures
            .filter(|picture| !self.0.contains_key(&picture.hash))
            .map(|it| (it.hash.clone(), String::from_utf8_lossy(&it.svg).into_owned()))
            .collect();
        if added.values().map(String::len).sum::<usize>() > SENT { BTreeMap::new() } else { added }
    }

    pub(super) fn get(&self, hash: &str) -> Option<Arc<[u8]>> {
        self.0.get(hash).map(|(_, svg)| Arc::clone(svg))
    }
}

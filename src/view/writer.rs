use std::borrow::Cow;

use super::bold::BoldKeywords;
use super::{Block, Inline, Run, ViewOptions};
use crate::characters::{has_shape, without_unprintable};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::locale::{DateFormat, Locale, TextLanguage, Word};
use crate::markup::{self, link};
use crate::resume::Text;
use crate::source::Path;

/// Converts text of the résumé to text of the view. All text on the page passes through here.
pub(super) struct Writer<'a> {
    pub(super) locale: &'a Locale,
    pub(super) options: &'a ViewOptions,
    pub(super) dates: DateFormat,
    pub(super) bold: BoldKeywords,
    /// Two-letter code of the person's country.
    pub(super) home: Option<Cow<'a, str>>,
    /// Whether the entries of the current section show their duration.
    pub(super) spans: bool,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Writer<'_> {
    /// Parses one line with inline markup and makes keywords bold.
    pub(super) fn line(&self, text: &Text) -> Inline {
        let mut line = markup::inline(&without_unprintable(text.as_str()));
        self.bold.apply(&mut line);
        self.finish(line, text)
    }

    /// Parses a name or title, whose weight the theme decides; `None` if it is missing or empty.
    pub(super) fn heading(&self, text: Option<&Text>) -> Option<Inline> {
        let text = text?;
        let line = self.finish(markup::inline(&without_unprintable(text.as_str())), text);
        has_shape(&line.text()).then_some(line)
    }

    fn finish(&self, mut line: Inline, text: &Text) -> Inline {
        self.punctuate(&mut line, text);
        self.in_its_language(line, text)
    }

    /// Parses one line; `None` if it is missing or empty.
    pub(super) fn some_line(&self, text: Option<&Text>) -> Option<Inline> {
        text.map(|text| self.line(text)).filter(|line| has_shape(&line.text()))
    }

    pub(super) fn line_of(&self, text: &str) -> Inline {
        self.line(&Text::One(text.to_owned()))
    }

    /// Parses paragraphs and lists and makes keywords bold.
    pub(super) fn prose(&self, text: Option<&Text>) -> Vec<Block> {
        let Some(text) = text else { return Vec::new() };
        let mut blocks = markup::blocks(&without_unprintable(text.as_str()));
        each_paragraph(&mut blocks, &mut |body| {
            self.bold.apply(body);
            *body = self.finish(std::mem::take(body), text);
        });
        blocks
    }

    /// Returns literal text: an address, a number, a user name.
    pub(super) fn verbatim(&self, text: &str) -> Inline {
        let words: Vec<_> =
            without_unprintable(text).split_ascii_whitespace().map(str::to_owned).collect();
        if words.is_empty() { Inline::default() } else { Inline::plain(words.join(" ")) }
    }

    pub(super) fn word(&self, word: Word) -> Inline {
        self.verbatim(self.locale.word(word))
    }

    /// Fills the placeholders of a locale phrase; removes placeholders without a value together
    /// with the preceding space.
    pub(super) fn phrase(&self, word: Word, values: &[(&str, Inline)]) -> Inline {
        let mut runs: Vec<Run> = Vec::new();
        let mut rest = self.locale.word(word);
        let push_text = |text: &str, runs: &mut Vec<Run>| match runs.last_mut() {
            _ if text.is_empty() => {}
            Some(Run::Text(last)) => last.push_str(text),
            _ => runs.push(Run::Text(text.to_owned())),
        };
        while let Some((text, (name, tail))) =
            rest.split_once('{').and_then(|(text, rest)| Some((text, rest.split_once('}')?)))
        {
            let value = values.iter().find(|(place, _)| *place == name).map(|(_, value)| value);
            let value = value.filter(|value| !value.is_empty());
            push_text(if value.is_some() { text } else { text.trim_end() }, &mut runs);
            for run in value.iter().flat_map(|value| &value.0) {
                match run {
                    Run::Text(text) => push_text(text, &mut runs),
                    run => runs.push(run.clone()),
                }
            }
            rest = tail;
        }
        push_text(rest, &mut runs);
        if let Some(Run::Text(first)) = runs.first_mut() {
            *first = first.trim_start().to_owned();
        }
        Inline(runs)
    }

    /// Joins lines with the separator of run-in lists.
    pub(super) fn join(&self, lines: impl IntoIterator<Item = Inline>) -> Inline {
        let separator = self.locale.word(Word::ListSeparator);
        join(lines, separator)
    }

    /// Joins the parts of one item, such as employer and place.
    pub(super) fn join_parts(&self, lines: impl IntoIterator<Item = Inline>) -> Inline {
        join(lines, self.locale.word(Word::PartSeparator))
    }

    /// Returns the link target of an address; warns if it cannot be linked.
    pub(super) fn target(&mut self, address: &str, path: &Path) -> Option<String> {
        let target = link::target(&without_unprintable(address));
        if target.is_none() {
            self.diagnostics.push(
                Diagnostic::warning("unlinked-address", format!("`{address}` is not linked"))
                    .on(path)
                    .hint("write it in full, such as `https://example.org/me`; it prints as typed"),
            );
        }
        target
    }

    /// Marks text that is in another language because the file has no translation.
    fn in_its_language(&self, line: Inline, text: &Text) -> Inline {
        let text_language =
            text.foreign_language().and_then(|language| TextLanguage::of(&language.0));
        match text_language {
            Some(TextLanguage { lang, region, dir, .. }) if !line.is_empty() => {
                let dir = (dir != self.locale.dir()).then_some(dir);
                Inline(vec![Run::Foreign { lang, region, dir, body: line }])
            }
            _ => line,
        }
    }

    fn punctuate(&self, line: &mut Inline, text: &Text) {
        if self.options.smart_punctuation {
            let other = text.foreign_language().and_then(|language| Locale::find(&language.0));
            let quotes = other.as_ref().map_or(&self.locale.quotes, |locale| &locale.quotes);
            markup::set_quotes_and_dashes(line, quotes);
        }
    }
}

/// Joins lines with a separator.
pub(super) fn join(lines: impl IntoIterator<Item = Inline>, separator: &str) -> Inline {
    let mut joined = Inline::default();
    for line in lines.into_iter().filter(|line| !line.is_empty()) {
        if !joined.is_empty() {
            joined.0.push(Run::Text(separator.to_owned()));
        }
        joined.0.extend(line.0);
    }
    merge_text(joined)
}

fn merge_text(inline: Inline) -> Inline {
    let mut runs: Vec<Run> = Vec::with_capacity(inline.0.len());
    for run in inline.0 {
        match (run, runs.last_mut()) {
            (Run::Text(text), Some(Run::Text(last))) => last.push_str(&text),
            (run, _) => runs.push(run),
        }
    }
    Inline(runs)
}

/// Replaces links by their text, for a place that is itself a link.
pub(super) fn without_links(inline: Inline) -> Inline {
    let runs = inline.0.into_iter().flat_map(|run| match run {
        Run::Link { body, .. } => without_links(body).0,
        Run::Strong(body) => vec![Run::Strong(without_links(body))],
        Run::Emphasis(body) => vec![Run::Emphasis(without_links(body))],
        Run::Foreign { lang, region, dir, body } => {
            vec![Run::Foreign { lang, region, dir, body: without_links(body) }]
        }
        run => vec![run],
    });
    merge_text(Inline(runs.collect()))
}

fn each_paragraph(blocks: &mut [Block], change: &mut impl FnMut(&mut Inline)) {
    for block in blocks {
        match block {
            Block::Paragraph { body } => change(body),
            Block::List { items } | Block::Enumeration { items } => {
                items.iter_mut().for_each(|item| each_paragraph(item, change));
            }
        }
    }
}

//! Parses YAML 1.2 and expands anchors, aliases and merge keys.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StructureStyle, Tag, options};

use super::limits::{Budget, MOST_MISTAKES, too_deep, too_many};
use super::lines::line_number;
use super::{Kind, Limits, Loss, Member, Node, Scalar, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, SourceId, Span};

mod asterisk;
mod explain;
mod lint;

pub(super) fn parse(id: SourceId, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    let stream = Stream::read(id, text);
    let may_be_text = stream.as_ref().map_or(true, Stream::has_unknown_alias);
    if may_be_text
        && let Some(masked) = asterisk::Masked::of(text)
        && let Ok(stream) = Stream::read(id, &masked.text)
        && stream.anchor_names.is_empty()
    {
        let mut root = build(id, text, &stream, diagnostics)?;
        masked.restore(text, &mut root, diagnostics);
        return Some(root);
    }
    match stream {
        Ok(stream) => build(id, text, &stream, diagnostics),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    }
}

/// Builds a tree from the parser's events.
fn build(id: SourceId, text: &str, stream: &Stream, diagnostics: &mut Diagnostics) -> Option<Node> {
    let null = Node { value: Value::Null, span: Span::new(id, 0..0) };
    if stream.tokens.is_empty() {
        return Some(null);
    }
    let mut builder = Builder {
        id,
        text,
        stream,
        at: 0,
        end: 0,
        anchors: BTreeMap::new(),
        used: BTreeSet::new(),
        open: Vec::new(),
        copying: false,
        budget: Budget::new(),
        reported: 0,
        diagnostics,
    };
    let root = builder.node(0);
    builder.warn_of_unused_anchors();
    if let Some(span) = stream.further.clone() {
        builder.diagnostics.push(
            Diagnostic::error("several-documents", "a second document starts here")
                .at(Span::new(id, span))
                .hint("only the first is read: keep each résumé in its own file"),
        );
    }
    match root {
        Ok(root) => Some(root),
        Err(diagnostic) => {
            builder.diagnostics.push(*diagnostic);
            None
        }
    }
}

/// The relevant events of the first document, with their ranges.
#[derive(Default)]
struct Stream<'t> {
    tokens: Vec<Token<'t>>,
    /// Anchor names by id; the last one of a name is used.
    anchor_names: Vec<String>,
    /// Start of a second document.
    further: Option<Range<usize>>,
}

struct Token<'t> {
    event: Event<'t>,
    range: Range<usize>,
    /// Range of the tag.
    tag: Option<Range<usize>>,
}

impl<'t> Stream<'t> {
    fn has_unknown_alias(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token.event, Event::UnresolvedAlias(_)))
    }

    fn read(id: SourceId, text: &'t str) -> Result<Self, Box<Diagnostic>> {
        let options = options! {
            emit_comments: false,
            emit_anchor_events: true,
            emit_unresolved_aliases: true,
            flow_nesting_limit: Limits::DEFAULT.depth,
            block_nesting_limit: Limits::DEFAULT.depth,
        };
        let mut parser = Parser::new_from_str_with_options(text, options);
        let mut stream = Self::default();
        while let Some(next) = parser.next() {
            let (event, span) = match next {
                Ok(next) => next,
                Err(error) => return Err(Box::new(explain::syntax(id, text, &stream, &error))),
            };
            let range = span.byte_range().unwrap_or(0..0);
            match event {
                Event::Anchor(_, name) => stream.anchor_names.push(name.into_owned()),
                Event::DocumentEnd => {
                    return match further(text, &mut parser) {
                        Ok(further) => Ok(Self { further, ..stream }),
                        Err(error) => Err(Box::new(explain::syntax(id, text, &stream, &error))),
                    };
                }
                event if event.is_node() => {
                    let tag = span.tag_span().and_then(|tag| tag.byte_range());
                    stream.tokens.push(Token { event, range, tag });
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    stream.tokens.push(Token { event, range, tag: None });
                }
                _ => {}
            }
            // A node has at most three events.
            if stream.tokens.len() > 3 * Limits::DEFAULT.nodes {
                let end = stream.tokens.last().map_or(0..0, |token| token.range.clone());
                return Err(Box::new(too_many(Span::new(id, end))));
            }
        }
        Ok(stream)
    }
}

/// Returns the start of a second document with content.
///
/// A trailing `---`, as after the front matter of a web page, does not begin a second document.
fn further<'t>(
    text: &str,
    parser: &mut impl Iterator<Item = granit_parser::ParseResult<'t>>,
) -> Result<Option<Range<usize>>, ScanError> {
    while let Some(next) = parser.next() {
        let (Event::DocumentStart(..), start) = next? else { continue };
        let start = start.byte_range().unwrap_or(0..0);
        let explicit = text.get(start.clone()) == Some("---");
        return Ok(match parser.next() {
            None => None,
            Some(Ok((Event::Scalar(_, ScalarStyle::Plain, 0, None), value)))
                if value.byte_range().is_none_or(|range| range.is_empty()) =>
            {
                continue;
            }
            Some(Ok((_, value))) if !explicit => value.byte_range(),
            Some(_) => Some(start),
        });
    }
    Ok(None)
}

struct Builder<'a, 't> {
    id: SourceId,
    text: &'a str,
    stream: &'a Stream<'t>,
    /// Index of the next token.
    at: usize,
    /// End of the last token, for the spans of block collections.
    end: usize,
    /// Index of the token of each anchor.
    anchors: BTreeMap<usize, usize>,
    /// Anchors with an alias.
    used: BTreeSet<usize>,
    /// Anchors whose nodes are under construction.
    open: Vec<usize>,
    /// Whether an alias is being expanded, whose problems were reported already.
    copying: bool,
    budget: Budget,
    reported: usize,
    diagnostics: &'a mut Diagnostics,
}

type Built<T> = Result<T, Box<Diagnostic>>;

impl<'t> Builder<'_, 't> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.id, range)
    }

    fn report(&mut self, diagnostic: impl FnOnce(&Self) -> Diagnostic) {
        if self.copying {
            return;
        }
        if self.reported < MOST_MISTAKES {
            let diagnostic = diagnostic(self);
            self.diagnostics.push(diagnostic);
        }
        self.reported += 1;
    }

    fn node(&mut self, depth: usize) -> Built<Node> {
        let stream = self.stream;
        let Some(token) = stream.tokens.get(self.at) else {
            return Ok(Node { value: Value::Null, span: self.span(self.end..self.end) });
        };
        if !self.budget.take_node() {
            return Err(Box::new(too_many(self.span(token.range.clone()))));
        }
        let anchor = token.event.anchor_id();
        if let Some(anchor) = anchor {
            self.anchors.insert(anchor, self.at);
            self.open.push(anchor);
        }
        self.at += 1;
        let node = match &token.event {
            Event::Scalar(text, style, _, tag) => self.scalar(token, text, *style, tag.as_deref()),
            Event::SequenceStart(style, _, tag) => {
                self.warn_of_tag(token, tag.as_deref(), "seq");
                self.list(token, *style, depth)
            }
            Event::MappingStart(style, _, tag) => {
                self.warn_of_tag(token, tag.as_deref(), "map");
                self.map(token, *style, depth)
            }
            Event::Alias(anchor) => self.alias(token, *anchor, depth),
            Event::UnresolvedAlias(name) => {
                self.report(|builder| {
                    let span = builder.span(token.range.clone());
                    explain::unknown_alias(builder.text, name, span, &stream.anchor_names)
                });
                self.end = token.range.end;
                Ok(Node { value: Value::Null, span: self.span(token.range.clone()) })
            }
            _ => Ok(Node { value: Value::Null, span: self.span(token.range.clone()) }),
        };
        if anchor.is_some() {
            self.open.pop();
        }
        node
    }

    fn scalar(
        &mut self,
        token: &Token,
        text: &str,
        style: ScalarStyle,
        tag: Option<&Tag>,
    ) -> Built<Node> {
        if self.copying && !self.budget.take_copy(text.len()) {
            return Err(Box::new(too_many(self.span(token.range.clone()))));
        }
        let span = self.span(trimmed(self.text, token.range.clone()));
        self.end = span.range().end;
        let plain = style == ScalarStyle::Plain;
        if plain && !self.copying && self.reported < MOST_MISTAKES {
            for warning in lint::plain(self.id, self.text, token.range.clone()) {
                self.report(|_| warning);
            }
        }
        let forced = tag.and_then(|tag| tag_kind(tag, self.text.get(token.tag.clone()?)));
        if tag.is_some() && forced.is_none() {
            self.warn_of_tag(token, tag, "");
        }
        let kind = forced.unwrap_or(if plain { Kind::Plain } else { Kind::Text });
        let value = if plain && kind == Kind::Plain && is_null(text) {
            Value::Null
        } else {
            Value::Scalar(Scalar { text: text.to_owned(), kind })
        };
        Ok(Node { value, span })
    }

    fn warn_of_tag(&mut self, token: &Token, tag: Option<&Tag>, expected: &str) {
        let Some(tag) = tag.filter(|tag| core_name(tag).as_deref() != Some(expected)) else {
            return;
        };
        self.report(|builder| {
            let range = token.tag.clone().unwrap_or(token.range.clone());
            Diagnostic::warning(
                "unknown-tag",
                format!("the tag `{}` means nothing here", tag.original()),
            )
            .at(builder.span(range))
            .hint("leave it out, or quote the whole value if `!` is part of it")
        });
    }

    fn list(&mut self, token: &Token, style: StructureStyle, depth: usize) -> Built<Node> {
        if depth >= Limits::DEFAULT.depth {
            return Err(Box::new(too_deep(self.span(token.range.clone()))));
        }
        let mut items = Vec::new();
        let end = loop {
            match self.stream.tokens.get(self.at) {
                Some(Token { event: Event::SequenceEnd, range, .. }) => break range.clone(),
                None => break self.end..self.end,
                Some(_) => items.push(self.node(depth + 1)?),
            }
        };
        let span = self.close(token, &end, style);
        Ok(Node { value: Value::List(items), span })
    }

    fn map(&mut self, token: &Token, style: StructureStyle, depth: usize) -> Built<Node> {
        if depth >= Limits::DEFAULT.depth {
            return Err(Box::new(too_deep(self.span(token.range.clone()))));
        }
        let mut entries = Entries::default();
        let end = loop {
            match self.stream.tokens.get(self.at) {
                Some(Token { event: Event::MappingEnd, range, .. }) => break range.clone(),
                None => break self.end..self.end,
                Some(_) => self.entry(&mut entries, depth)?,
            }
        };
        let span = self.close(token, &end, style);
        Ok(Node { value: Value::Map(entries.into_members()), span })
    }

    /// Consumes the end of a collection and returns its whole span.
    fn close(&mut self, start: &Token, end: &Range<usize>, style: StructureStyle) -> Span {
        self.at += 1;
        if style == StructureStyle::Flow {
            self.end = end.end;
        }
        self.span(start.range.start..self.end.max(start.range.start))
    }

    fn entry(&mut self, entries: &mut Entries, depth: usize) -> Built<()> {
        let merges = matches!(
            self.stream.tokens.get(self.at),
            Some(Token { event: Event::Scalar(text, ScalarStyle::Plain, _, None), .. }) if text == "<<"
        );
        let key = self.key(depth)?;
        let value = self.node(depth + 1)?;
        let Some((key, key_span)) = key else { return Ok(()) };
        if let Some((first, place)) = entries.keys.get(&key) {
            let before = match &mut entries.list[*place] {
                Entry::Own(member) => Some(&mut member.value),
                Entry::Merged(_) => None,
            };
            let loss = before.as_ref().map_or(Loss::Either, |it| Loss::between(it, &value));
            self.report(|builder| {
                let line = line_number(builder.text, first.range().start);
                let message = format!("duplicate key `{key}`");
                let problem = Diagnostic::error("duplicate-key", message).at(key_span);
                let problem = problem.hint(if merges {
                    "merge several mappings with a list: `<<: [*first, *second]`".to_owned()
                } else {
                    format!("the first is on line {line}: remove or rename one")
                });
                if loss == Loss::Either { problem } else { problem.into_warning() }
            });
            if let Some(before) = before.filter(|_| loss == Loss::First) {
                *before = value;
            }
            return Ok(());
        }
        entries.keys.insert(key.clone(), (key_span, entries.list.len()));
        if merges {
            let members = self.merged(value);
            entries.list.push(Entry::Merged(members));
        } else {
            entries.list.push(Entry::Own(Member { key, key_span, value }));
        }
        Ok(())
    }

    /// Parses a key; reports an invalid one and returns `None`.
    fn key(&mut self, depth: usize) -> Built<Option<(String, Span)>> {
        let stream = self.stream;
        let Some(token) = stream.tokens.get(self.at) else { return Ok(None) };
        // Parsing `null` as a value would lose its text.
        if let Event::Scalar(text, ScalarStyle::Plain, _, _) = &token.event
            && !token.range.is_empty()
        {
            self.node(depth + 1)?;
            return Ok(Some((text.to_string(), self.span(token.range.clone()))));
        }
        let reported = self.reported;
        let node = self.node(depth + 1)?;
        let span = self.span(trimmed(self.text, token.range.start..self.end.max(token.range.end)));
        match node.value {
            Value::Scalar(scalar) => Ok(Some((scalar.text, span))),
            _ if self.reported > reported => Ok(None),
            value => {
                let flow = matches!(token.event, Event::MappingStart(StructureStyle::Flow, ..));
                self.report(|_| {
                    let diagnostic = match value {
                        Value::Null => {
                            Diagnostic::error("key-not-text", "missing key before this `:`")
                                .hint("write `key: value`, or quote the line if it is text")
                        }
                        _ => Diagnostic::error("key-not-text", "a list or mapping cannot be a key")
                            .hint(if flow {
                                "quote the text if `{` is part of it, as in a placeholder `{{…}}`"
                            } else {
                                "write a key of one line: `key: value`"
                            }),
                    };
                    diagnostic.at(span)
                });
                Ok(None)
            }
        }
    }

    /// Warns of anchors without an alias, which are often text that begins with `&`.
    fn warn_of_unused_anchors(&mut self) {
        // A misspelled alias may have been meant.
        if self.stream.has_unknown_alias() {
            return;
        }
        let unused: Vec<usize> = self
            .anchors
            .iter()
            .filter(|(anchor, _)| !self.used.contains(anchor))
            .map(|(_, token)| *token)
            // Before a list or mapping, `&` cannot be text.
            .filter(|token| matches!(self.stream.tokens[*token].event, Event::Scalar(..)))
            .collect();
        let found: Vec<(&str, Span)> = unused
            .into_iter()
            .filter_map(|token| {
                let start = self.stream.tokens[token].range.start;
                let sign = self.text[..start].rfind('&')?;
                let name = self.text[sign..start].split_whitespace().next().unwrap_or_default();
                Some((name, self.span(sign..sign + name.len())))
            })
            .collect();
        if !found.is_empty() {
            self.report(|builder| explain::unused_anchors(builder.text, &found));
        }
    }

    fn alias(&mut self, token: &Token, anchor: usize, depth: usize) -> Built<Node> {
        let span = self.span(token.range.clone());
        let null = Node { value: Value::Null, span };
        let Some(start) = self.anchors.get(&anchor).copied() else { return Ok(null) };
        self.used.insert(anchor);
        if self.open.contains(&anchor) {
            self.report(|builder| {
                let name = &builder.text[token.range.clone()];
                let message = format!("the alias `{name}` is within the value that it refers to");
                Diagnostic::error("unknown-alias", message)
                    .at(span)
                    .hint("move the anchor to a value that does not contain the alias")
            });
            self.end = token.range.end;
            return Ok(null);
        }
        let (back, copying) = (self.at, std::mem::replace(&mut self.copying, true));
        self.at = start;
        let node = self.node(depth);
        (self.at, self.copying) = (back, copying);
        self.end = token.range.end;
        node
    }

    /// Returns the members that a merge key refers to.
    fn merged(&mut self, value: Node) -> Vec<Member> {
        let span = value.span;
        let maps = match value.value {
            Value::List(items) => items,
            _ => vec![value],
        };
        let mut members = Vec::new();
        for map in maps {
            if let Value::Map(more) = map.value {
                members.extend(more);
            } else {
                self.report(|_| {
                    let message = format!("`<<` merges mappings, but this is {}", map.describe());
                    Diagnostic::error("invalid-merge", message)
                        .at(if map.is_null() { span } else { map.span })
                        .hint("give it an alias of a mapping: `<<: *name`")
                });
            }
        }
        members
    }
}

/// The members of a map under construction.
#[derive(Default)]
struct Entries {
    list: Vec<Entry>,
    /// Span and index of each key.
    keys: BTreeMap<String, (Span, usize)>,
}

enum Entry {
    Own(Member),
    /// Members of a merge key, which the map's own override.
    Merged(Vec<Member>),
}

impl Entries {
    fn into_members(mut self) -> Vec<Member> {
        let mut members = Vec::with_capacity(self.list.len());
        for entry in self.list {
            match entry {
                Entry::Own(member) => members.push(member),
                Entry::Merged(merged) => {
                    for member in merged {
                        if !self.keys.contains_key(&member.key) {
                            self.keys.insert(member.key.clone(), (member.key_span, members.len()));
                            members.push(member);
                        }
                    }
                }
            }
        }
        members
    }
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Returns the name of a core schema tag.
fn core_name(tag: &Tag) -> Option<std::borrow::Cow<'_, str>> {
    tag.suffix_in_namespace("tag:yaml.org,2002:")
}

/// Returns the kind of a scalar with a tag; `None` if the tag is unknown.
fn tag_kind(tag: &Tag, written: Option<&str>) -> Option<Kind> {
    // The non-specific tag `!` disables type detection.
    if written == Some("!") {
        return Some(Kind::Text);
    }
    match core_name(tag)?.as_ref() {
        "str" => Some(Kind::Text),
        "null" | "bool" | "int" | "float" | "timestamp" => Some(Kind::Plain),
        _ => None,
    }
}

/// Returns the range without trailing white space, which block scalars include.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let length = text.get(range.clone()).map_or(0, |text| text.trim_end().len());
    range.start..range.start + length
}

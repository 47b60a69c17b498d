//! Scans the prolog: the document type declaration and its entities.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::entities;
use crate::source::Limits;

/// Maximum number of entity declarations; the parser searches them linearly.
const MOST_ENTITIES: usize = 1000;

/// The document type declaration of a text.
#[derive(Debug, Default)]
pub(super) struct Prolog<'t> {
    /// Range of the declaration; empty at its possible position if there is none.
    pub(super) range: Range<usize>,
    /// Declared entities and their values, including quotes.
    declared: Vec<(&'t str, &'t str)>,
    /// Names of external entities, which are never read.
    pub(super) external: BTreeSet<&'t str>,
}

/// The reason why entities are not expanded.
#[derive(Debug, PartialEq)]
pub(super) enum Refusal {
    /// Occurs if the declaration at an offset is not closed.
    Unclosed(usize),
    /// Occurs if the references up to an offset expand to too much text.
    Bomb(usize),
    /// Occurs if there are too many declarations; contains the offset of the first excess one.
    TooMany(usize),
}

impl<'t> Prolog<'t> {
    pub(super) fn read(text: &'t str) -> Result<Self, Refusal> {
        let mut cursor = Cursor { text, at: 0 };
        cursor.skip_prefix("\u{FEFF}");
        if cursor.rest().starts_with("<?xml") {
            cursor.past("?>");
        }
        let mut prolog = Self { range: cursor.at..cursor.at, ..Self::default() };
        loop {
            cursor.skip_spaces();
            if cursor.rest().starts_with("<!--") {
                cursor.past("-->");
            } else if cursor.rest().starts_with("<?") {
                cursor.past("?>");
            } else {
                break;
            }
        }
        if cursor.rest().starts_with("<!DOCTYPE") {
            let start = cursor.at;
            let closed = prolog.doctype(&mut cursor);
            if prolog.declared.len() > MOST_ENTITIES {
                return Err(Refusal::TooMany(start));
            }
            closed.ok_or(Refusal::Unclosed(start))?;
            prolog.range = start..cursor.at;
        }
        Ok(prolog)
    }

    fn doctype(&mut self, cursor: &mut Cursor<'t>) -> Option<()> {
        loop {
            match cursor.next()? {
                '>' => return Some(()),
                quote @ ('"' | '\'') => cursor.past_char(quote)?,
                '[' => self.subset(cursor)?,
                _ => {}
            }
        }
    }

    fn subset(&mut self, cursor: &mut Cursor<'t>) -> Option<()> {
        loop {
            if cursor.rest().starts_with("<!--") {
                cursor.past("-->");
            } else if cursor.rest().starts_with("<?") {
                cursor.past("?>");
            } else if cursor.skip_prefix("<!ENTITY") {
                self.entity(cursor)?;
            } else if cursor.skip_prefix("<!") {
                cursor.past_declaration()?;
            } else if cursor.next()? == ']' {
                return Some(());
            }
        }
    }

    fn entity(&mut self, cursor: &mut Cursor<'t>) -> Option<()> {
        cursor.skip_spaces();
        // Parameter entities are only used within the document type declaration.
        let general = !cursor.skip_prefix("%");
        cursor.skip_spaces();
        let name = cursor.name();
        cursor.skip_spaces();
        let start = cursor.at;
        let quote = cursor.rest().chars().next()?;
        if matches!(quote, '"' | '\'') {
            cursor.at += 1;
            cursor.past_char(quote)?;
            // The first declaration of a name is used.
            if general && !self.declared.iter().any(|(known, _)| *known == name) {
                self.declared.push((name, &cursor.text[start..cursor.at]));
            }
        } else if general {
            self.external.insert(name);
        }
        if self.declared.len() > MOST_ENTITIES {
            return None;
        }
        cursor.past_declaration()
    }

    /// Returns a replacement declaration on one line with all used entities, including those of ISO
    /// Latin 1 and HTML.
    pub(super) fn rewritten(&self, text: &str) -> Result<String, Refusal> {
        let body = &text[self.range.end..];
        let mut used = BTreeSet::new();
        let values = self.declared.iter().map(|(_, value)| *value);
        for (_, name) in references(body).chain(values.flat_map(references)) {
            used.insert(name);
        }
        let known: BTreeMap<&str, char> = used
            .iter()
            .filter(|name| !self.declared.iter().any(|(declared, _)| declared == *name))
            .filter(|name| !self.external.contains(*name))
            .filter_map(|name| Some((*name, entities::character(name)?)))
            .collect();
        self.check_expansion(body)?;
        let mut doctype = String::new();
        for (name, value) in self.declared.iter().filter(|(name, _)| used.contains(name)) {
            doctype += &format!("<!ENTITY {name} {value}>");
        }
        for (name, character) in known {
            doctype += &format!("<!ENTITY {name} \"{character}\">");
        }
        if doctype.is_empty() {
            return Ok(doctype);
        }
        Ok(format!("<!DOCTYPE r [{doctype}]>"))
    }

    /// Checks the total expansion of all references in the body.
    fn check_expansion(&self, body: &str) -> Result<(), Refusal> {
        let mut lengths = BTreeMap::new();
        let mut total: u64 = 0;
        let mut count: usize = 0;
        for (at, name) in references(body) {
            total = total.saturating_add(self.length(name, &mut lengths));
            count += 1;
            if total > Limits::DEFAULT.bytes || count > Limits::DEFAULT.nodes {
                return Err(Refusal::Bomb(self.range.end + at));
            }
        }
        Ok(())
    }

    /// Returns the expanded length of an entity in bytes.
    fn length(&self, name: &'t str, lengths: &mut BTreeMap<&'t str, u64>) -> u64 {
        if let Some(length) = lengths.get(name) {
            return *length;
        }
        let Some((name, value)) = self.declared.iter().find(|(declared, _)| *declared == name)
        else {
            return 1;
        };
        // The parser reports recursive entities.
        lengths.insert(name, 0);
        let nested = references(value)
            .map(|(_, name)| self.length(name, lengths))
            .fold(0, u64::saturating_add);
        let length = (value.len() as u64).saturating_add(nested);
        lengths.insert(name, length);
        length
    }

    /// Iterates over the values of declared entities, including quotes.
    pub(super) fn values(&self) -> impl Iterator<Item = &'t str> {
        self.declared.iter().map(|(_, value)| *value)
    }

    /// Iterates over the names of all known entities, for suggestions.
    pub(super) fn names(&self) -> impl Iterator<Item = &'t str> {
        self.declared
            .iter()
            .map(|(name, _)| *name)
            .chain(entities::names().map(|name| -> &'t str { name }))
    }
}

/// Finds references to entities other than the predefined ones.
fn references(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('&').filter_map(|(at, _)| {
        let rest = &text[at + 1..];
        let end = rest.find(|c: char| !is_name(c))?;
        let name = &rest[..end];
        let own = matches!(name, "" | "amp" | "lt" | "gt" | "quot" | "apos");
        (rest[end..].starts_with(';') && !own).then_some((at, name))
    })
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '·')
}

struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest().chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn skip_prefix(&mut self, prefix: &str) -> bool {
        let found = self.rest().starts_with(prefix);
        if found {
            self.at += prefix.len();
        }
        found
    }

    fn skip_spaces(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Consumes everything up to and including an end mark, or the whole text without one.
    fn past(&mut self, end: &str) {
        self.at = self.rest().find(end).map_or(self.text.len(), |at| self.at + at + end.len());
    }

    fn past_char(&mut self, end: char) -> Option<()> {
        self.at += self.rest().find(end)? + end.len_utf8();
        Some(())
    }

    fn past_declaration(&mut self) -> Option<()> {
        loop {
            match self.next()? {
                '>' => return Some(()),
                quote @ ('"' | '\'') => self.past_char(quote)?,
                _ => {}
            }
        }
    }

    fn name(&mut self) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }
}

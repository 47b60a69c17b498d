//! Text runs, each with one style, language and direction.

use super::direction;
use super::link;
use super::package::Relations;
use super::styles::{bold, italic, run, tag};
use super::xml::Xml;
use crate::plan::{Piece, Text};

/// Character formatting that text inherits from its place.
#[derive(Clone, Default)]
pub(super) struct Manner<'a> {
    style: Option<&'static str>,
    is_bold: bool,
    is_italic: bool,
    is_linked: bool,
    lang: Option<(&'a str, Option<&'a str>)>,
    is_rtl: bool,
}

impl<'a> Manner<'a> {
    /// Returns the default formatting of a document with the given direction.
    pub(super) fn running(is_rtl: bool) -> Self {
        Self { is_rtl, ..Self::default() }
    }

    /// Returns a copy with a character style. If there is one already, both are combined as direct
    /// formatting.
    pub(super) fn styled(&self, style: &'static str) -> Self {
        let mut manner = self.clone();
        match (self.style, style) {
            (None, _) => manner.style = Some(style),
            (_, run::STRONG | run::LABEL) => manner.is_bold = true,
            (_, run::EMPHASIS | run::DETAIL) => manner.is_italic = true,
            (Some(outer), _) => {
                manner.is_bold |= matches!(outer, run::STRONG | run::LABEL);
                manner.is_italic |= matches!(outer, run::EMPHASIS | run::DETAIL);
                manner.style = Some(style);
            }
        }
        manner
    }
}

/// Writes runs and adds their links to the relationships.
pub(super) struct Runs<'x> {
    pub(super) xml: &'x mut Xml,
    pub(super) relations: &'x mut Relations,
}

impl Runs<'_> {
    /// Writes marked-up text.
    pub(super) fn text(&mut self, text: &Text, manner: &Manner) {
        text.0.iter().for_each(|piece| self.piece(piece, manner));
    }

    /// Writes a string.
    pub(super) fn plain(&mut self, text: &str, manner: &Manner) {
        for (is_rtl, part) in direction::parts(text, manner.is_rtl) {
            self.run(manner, is_rtl, |xml| {
                for (i, line) in part.split('\n').enumerate() {
                    if i > 0 {
                        xml.empty("w:br", &[]);
                    }
                    xml.leaf("w:t", &[("xml:space", "preserve")], line);
                }
            });
        }
    }

    /// Writes a tab.
    pub(super) fn tab(&mut self, manner: &Manner) {
        self.run(manner, manner.is_rtl, |xml| xml.empty("w:tab", &[]));
    }

    /// Writes what `body` writes, as a link if `url` is a valid target.
    pub(super) fn linked(
        &mut self,
        url: Option<&str>,
        manner: &Manner,
        body: impl FnOnce(&mut Runs, &Manner),
    ) {
        // Links do not nest.
        let target = url.filter(|_| !manner.is_linked).and_then(link::target);
        let Some(target) = target else { return body(self, manner) };
        let id = self.relations.add_link(&target);
        let relations = &mut *self.relations;
        self.xml.element("w:hyperlink", &[("r:id", &id), ("w:history", "1")], |xml| {
            let manner = Manner { is_linked: true, ..manner.styled(run::LINK) };
            body(&mut Runs { xml, relations }, &manner);
        });
    }

    fn piece(&mut self, piece: &Piece, manner: &Manner) {
        match piece {
            Piece::Plain(text) => self.plain(text, manner),
            Piece::Strong(body) => self.text(body, &manner.styled(run::STRONG)),
            Piece::Emphasis(body) => self.text(body, &manner.styled(run::EMPHASIS)),
            Piece::Italic(body) => self.text(body, &Manner { is_italic: true, ..manner.clone() }),
            Piece::Code(text) => self.plain(text, &manner.styled(run::CODE)),
            Piece::Link { url, body } => {
                self.linked(Some(url), manner, |runs, manner| runs.text(body, manner));
            }
            Piece::Foreign { lang, region, dir, body, .. } => {
                let mut manner = manner.clone();
                manner.lang = Some((lang, region.as_deref()));
                manner.is_rtl = dir.map_or(manner.is_rtl, |dir| dir == "rtl");
                self.text(body, &manner);
            }
            Piece::Break => self.run(manner, manner.is_rtl, |xml| xml.empty("w:br", &[])),
            Piece::Box(body) => self.text(body, manner),
            Piece::Role(role, body) => self.text(body, &in_role(role, manner)),
        }
    }

    pub(super) fn run(&mut self, manner: &Manner, is_rtl: bool, body: impl FnOnce(&mut Xml)) {
        self.xml.element("w:r", &[], |xml| {
            let Manner { style, is_bold, is_italic, lang, .. } = manner;
            let is_bare = style.is_none() && !is_bold && !is_italic && !is_rtl;
            if !is_bare || lang.is_some() {
                xml.element("w:rPr", &[], |xml| {
                    if let Some(style) = style {
                        xml.value("w:rStyle", style);
                    }
                    if *is_bold {
                        bold(xml);
                    }
                    if *is_italic {
                        italic(xml);
                    }
                    if is_rtl {
                        xml.empty("w:rtl", &[]);
                    }
                    if let Some((lang, region)) = lang {
                        let kind = match *lang {
                            "ja" | "zh" | "ko" => "w:eastAsia",
                            _ if is_rtl => "w:bidi",
                            _ => "w:val",
                        };
                        xml.empty("w:lang", &[(kind, &tag(lang, *region))]);
                    }
                });
            }
            body(xml);
        });
    }
}

/// Returns the formatting of a role that the plan gives to text.
fn in_role<'a>(role: &str, manner: &Manner<'a>) -> Manner<'a> {
    match role {
        "label" => manner.styled(run::LABEL),
        "detail" => manner.styled(run::DETAIL),
        "self" => manner.styled(run::STRONG),
        "date" => manner.styled(run::DATE),
        "keywords" => manner.styled(run::KEYWORDS),
        _ => manner.clone(),
    }
}

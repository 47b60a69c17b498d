//! Text runs, each with one style, language and direction.

use super::direction;
use super::link;
use super::package::Relations;
use super::styles::{bold, italic, run, tag};
use super::xml::Xml;
use crate::plan::{Piece, Text};

/// Character formatting that text inherits from its place.
#[derive(Clone, Default)]
pub(super) struct CharacterFormat<'a> {
    style: Option<&'static str>,
    is_bold: bool,
    is_italic: bool,
    is_linked: bool,
    lang: Option<(&'a str, Option<&'a str>)>,
    is_rtl: bool,
}

impl<'a> CharacterFormat<'a> {
    /// Returns the default formatting of a document with the given direction.
    pub(super) fn running(is_rtl: bool) -> Self {
        Self { is_rtl, ..Self::default() }
    }

    /// Returns a copy with a character style. If there is one already, both are combined as direct
    /// formatting.
    pub(super) fn styled(&self, style: &'static str) -> Self {
        let mut format = self.clone();
        match (self.style, style) {
            (None, _) => format.style = Some(style),
            (_, run::STRONG | run::LABEL) => format.is_bold = true,
            (_, run::EMPHASIS | run::DETAIL) => format.is_italic = true,
            (Some(outer), _) => {
                format.is_bold |= matches!(outer, run::STRONG | run::LABEL);
                format.is_italic |= matches!(outer, run::EMPHASIS | run::DETAIL);
                format.style = Some(style);
            }
        }
        format
    }
}

/// Writes runs and adds their links to the relationships.
pub(super) struct Runs<'x> {
    pub(super) xml: &'x mut Xml,
    pub(super) relations: &'x mut Relations,
}

impl Runs<'_> {
    /// Writes marked-up text.
    pub(super) fn text(&mut self, text: &Text, format: &CharacterFormat) {
        text.0.iter().for_each(|piece| self.piece(piece, format));
    }

    /// Writes a string.
    pub(super) fn plain(&mut self, text: &str, format: &CharacterFormat) {
        for (is_rtl, part) in direction::parts(text, format.is_rtl) {
            self.run(format, is_rtl, |xml| {
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
    pub(super) fn tab(&mut self, format: &CharacterFormat) {
        self.run(format, format.is_rtl, |xml| xml.empty("w:tab", &[]));
    }

    /// Writes what `body` writes, as a link if `url` is a valid target.
    pub(super) fn linked(
        &mut self,
        url: Option<&str>,
        format: &CharacterFormat,
        body: impl FnOnce(&mut Runs, &CharacterFormat),
    ) {
        // Links do not nest.
        let target = url.filter(|_| !format.is_linked).and_then(link::target);
        let Some(target) = target else { return body(self, format) };
        let id = self.relations.add_link(&target);
        let relations = &mut *self.relations;
        self.xml.element("w:hyperlink", &[("r:id", &id), ("w:history", "1")], |xml| {
            let format = CharacterFormat { is_linked: true, ..format.styled(run::LINK) };
            body(&mut Runs { xml, relations }, &format);
        });
    }

    fn piece(&mut self, piece: &Piece, format: &CharacterFormat) {
        match piece {
            Piece::Plain(text) => self.plain(text, format),
            Piece::Strong(body) => self.text(body, &format.styled(run::STRONG)),
            Piece::Emphasis(body) => self.text(body, &format.styled(run::EMPHASIS)),
            Piece::Italic(body) => {
                self.text(body, &CharacterFormat { is_italic: true, ..format.clone() })
            }
            Piece::Code(text) => self.plain(text, &format.styled(run::CODE)),
            Piece::Link { url, body } => {
                self.linked(Some(url), format, |runs, format| runs.text(body, format));
            }
            Piece::Foreign { lang, region, dir, body, .. } => {
                let mut format = format.clone();
                format.lang = Some((lang, region.as_deref()));
                format.is_rtl = dir.map_or(format.is_rtl, |dir| dir == "rtl");
                self.text(body, &format);
            }
            Piece::Break => self.run(format, format.is_rtl, |xml| xml.empty("w:br", &[])),
            Piece::Box(body) | Piece::Fitted(body) => self.text(body, format),
            Piece::Role(role, body) => self.text(body, &in_role(role, format)),
        }
    }

    pub(super) fn run(
        &mut self,
        format: &CharacterFormat,
        is_rtl: bool,
        body: impl FnOnce(&mut Xml),
    ) {
        self.xml.element("w:r", &[], |xml| {
            let CharacterFormat { style, is_bold, is_italic, lang, .. } = format;
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
fn in_role<'a>(role: &str, format: &CharacterFormat<'a>) -> CharacterFormat<'a> {
    match role {
        "label" => format.styled(run::LABEL),
        "detail" => format.styled(run::DETAIL),
        "self" => format.styled(run::STRONG),
        "keywords" => format.styled(run::KEYWORDS),
        _ => format.clone(),
    }
}

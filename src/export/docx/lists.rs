//! List numbering, rendered by the program that opens the document.

use super::look::Look;
use super::names::W;
use super::styles::{LIST_DEPTH, LIST_INDENT, paragraph};
use super::xml::Xml;

/// Id of the bullet list.
pub(super) const BULLETS: &str = "1";
/// Id of the numbered list that the styles refer to.
pub(super) const NUMBERS: &str = "2";
/// First id of lists that restart at one.
const FIRST_OWN: usize = 3;
/// Number of levels that every program supports.
pub(super) const LEVELS: usize = 9;

/// Returns the id of a list that restarts at one.
pub(super) fn own_list(place: usize) -> String {
    (FIRST_OWN + place).to_string()
}

/// Returns the numbering part, with `own_lists` lists that restart at one.
pub(super) fn part(look: &Look, own_lists: usize) -> String {
    let mut xml = Xml::new();
    xml.element("w:numbering", &[("xmlns:w", W)], |xml| {
        abstract_list(xml, "0", |level| {
            let mark = if level % 2 == 0 { &look.bullet } else { &look.nested_bullet };
            ("bullet", mark.clone(), paragraph::BULLETS.get(level).copied())
        });
        abstract_list(xml, "1", |level| {
            ("decimal", format!("%{}.", level + 1), paragraph::NUMBERS.get(level).copied())
        });
        for (number, list) in [(BULLETS, "0"), (NUMBERS, "1")] {
            xml.element("w:num", &[("w:numId", number)], |xml| xml.value("w:abstractNumId", list));
        }
        for place in 0..own_lists {
            xml.element("w:num", &[("w:numId", &own_list(place))], |xml| {
                xml.value("w:abstractNumId", "1");
                for level in 0..LEVELS {
                    xml.element("w:lvlOverride", &[("w:ilvl", &level.to_string())], |xml| {
                        xml.value("w:startOverride", "1");
                    });
                }
            });
        }
    });
    xml.finish()
}

fn abstract_list(
    xml: &mut Xml,
    id: &str,
    level_of: impl Fn(usize) -> (&'static str, String, Option<&'static str>),
) {
    xml.element("w:abstractNum", &[("w:abstractNumId", id)], |xml| {
        xml.value("w:multiLevelType", "hybridMultilevel");
        for level in 0..LEVELS {
            let (format, mark, style) = level_of(level);
            xml.element("w:lvl", &[("w:ilvl", &level.to_string())], |xml| {
                xml.value("w:start", "1");
                xml.value("w:numFmt", format);
                if let Some(style) = style.filter(|_| level < LIST_DEPTH) {
                    xml.value("w:pStyle", style);
                }
                xml.value("w:lvlText", &mark);
                // Word 2007 does not support `start`.
                xml.value("w:lvlJc", "left");
                let indent = (LIST_INDENT * (level as u32 + 1)).to_string();
                let hanging = LIST_INDENT.to_string();
                xml.element("w:pPr", &[], |xml| {
                    xml.empty("w:ind", &[("w:left", &indent), ("w:hanging", &hanging)]);
                });
            });
        }
    });
}

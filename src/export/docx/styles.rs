//! Styles. All formatting is in named styles, so that changing one changes all its uses.

use super::fonts::{Families, family_attributes};
use super::look::{Case, Ink, Letters, Look};
use super::names::W;
use super::xml::Xml;
use crate::view::DocumentInfo;

/// Depth of lists with a style of their own; deeper ones use the last.
pub(super) const LIST_DEPTH: usize = 3;
/// Distance between a list marker and its text.
pub(super) const LIST_INDENT: u32 = 250;

/// Ids of paragraph styles.
pub(super) mod paragraph {
    pub(crate) const NORMAL: &str = "Normal";
    pub(crate) const TITLE: &str = "Title";
    pub(crate) const SUBTITLE: &str = "Subtitle";
    pub(crate) const CONTACT: &str = "Contact";
    pub(crate) const HEADINGS: [&str; 3] = ["Heading1", "Heading2", "Heading3"];
    pub(crate) const ENTRY_LINE: &str = "EntryLine";
    pub(crate) const BODY: &str = "BodyText";
    pub(crate) const LINE: &str = "Line";
    pub(crate) const REFERENCE: &str = "Bibliography";
    pub(crate) const SMALL: &str = "SmallPrint";
    pub(crate) const HEADER: &str = "Header";
    pub(crate) const FOOTER: &str = "Footer";
    pub(crate) const BULLETS: [&str; 3] = ["ListBullet", "ListBullet2", "ListBullet3"];
    pub(crate) const NUMBERS: [&str; 3] = ["ListNumber", "ListNumber2", "ListNumber3"];
    pub(crate) const CONTINUED: [&str; 3] = ["ListContinue", "ListContinue2", "ListContinue3"];
    pub(crate) const ADDRESS: &str = "InsideAddress";
    pub(crate) const DATE: &str = "Date";
    pub(crate) const SALUTATION: &str = "Salutation";
    pub(crate) const LETTER: &str = "LetterText";
    pub(crate) const CLOSING: &str = "Closing";
    pub(crate) const SIGNATURE: &str = "Signature";
}

/// Ids of character styles.
pub(super) mod run {
    pub(crate) const LINK: &str = "Hyperlink";
    pub(crate) const STRONG: &str = "Strong";
    pub(crate) const EMPHASIS: &str = "Emphasis";
    pub(crate) const CODE: &str = "HTMLCode";
    pub(crate) const LABEL: &str = "Label";
    pub(crate) const DETAIL: &str = "DetailLabel";
    pub(crate) const DATE: &str = "EntryDate";
    pub(crate) const AFTER_TITLE: &str = "EntryDetail";
    pub(crate) const KEYWORDS: &str = "Keywords";
}

/// Returns the styles part.
pub(super) fn part(look: &Look, families: &Families, document: &DocumentInfo) -> String {
    let mut xml = Xml::new();
    xml.element("w:styles", &[("xmlns:w", W)], |xml| {
        defaults(xml, look, families, document);
        let mut writer = Writer { xml, look, families, is_rtl: document.dir == "rtl" };
        writer.text_styles();
        writer.list_styles();
        writer.letter_styles();
        writer.run_styles();
    });
    xml.finish()
}

fn defaults(xml: &mut Xml, look: &Look, families: &Families, document: &DocumentInfo) {
    xml.element("w:docDefaults", &[], |xml| {
        xml.element("w:rPrDefault", &[], |xml| {
            xml.element("w:rPr", &[], |xml| {
                xml.empty("w:rFonts", &family_attributes(families, false));
                ink(xml, &look.text);
                size(xml, look.size);
                language(xml, document);
            });
        });
        xml.element("w:pPrDefault", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                // A minimum rather than an exact line height: substitute fonts may be taller, and
                // an exact height would clip them.
                let line = look.gaps.unit.to_string();
                let spacing = [("w:before", "0"), ("w:after", "0"), ("w:line", line.as_str())];
                xml.empty("w:spacing", &[&spacing[..], &[("w:lineRule", "atLeast")]].concat());
            });
        });
    });
}

/// Writes the document language for each kind of script.
fn language(xml: &mut Xml, document: &DocumentInfo) {
    let tag = tag(&document.lang, document.region.as_deref());
    let is_east = matches!(document.lang.as_str(), "ja" | "zh" | "ko");
    let mut attributes = vec![("w:val", tag.as_str())];
    if is_east {
        attributes.push(("w:eastAsia", &tag));
    }
    if document.dir == "rtl" {
        attributes.push(("w:bidi", &tag));
    }
    xml.empty("w:lang", &attributes);
}

/// Returns a language tag, with the region if there is one.
pub(super) fn tag(lang: &str, region: Option<&str>) -> String {
    match region {
        Some(region) => format!("{lang}-{region}"),
        None => lang.to_owned(),
    }
}

pub(super) fn ink(xml: &mut Xml, ink: &Ink) {
    let mut attributes = vec![("w:val", ink.color.as_str())];
    attributes.extend(ink.theme_color.map(|color| ("w:themeColor", color)));
    xml.empty("w:color", &attributes);
}

fn size(xml: &mut Xml, half_points: u32) {
    let size = half_points.to_string();
    xml.value("w:sz", &size);
    xml.value("w:szCs", &size);
}

/// What a paragraph style adds to the one it is based on, in schema order.
#[derive(Default)]
struct Paragraph<'a> {
    keeps_next: bool,
    rule: bool,
    /// Whether there is a tab stop at the end of the line.
    has_end: bool,
    before: Option<u32>,
    /// Left indent of the text and hanging indent of the first line.
    indent: Option<(u32, u32)>,
    align: Option<&'static str>,
    outline: Option<&'static str>,
    numbering: Option<(&'static str, &'static str)>,
    letters: Option<&'a Letters>,
    ink: Option<&'a Ink>,
    size: Option<u32>,
    is_bold: bool,
    is_italic: bool,
    is_heading: bool,
}

struct Writer<'x> {
    xml: &'x mut Xml,
    look: &'x Look,
    families: &'x Families,
    is_rtl: bool,
}

impl Writer<'_> {
    fn text_styles(&mut self) {
        use paragraph::*;
        let look = self.look;
        let gaps = &look.gaps;
        self.normal();
        let named = |letters| Paragraph {
            keeps_next: true,
            align: Some(look.header_align),
            letters: Some(letters),
            ..Paragraph::default()
        };
        self.paragraph(TITLE, "Title", NORMAL, Paragraph { is_heading: true, ..named(&look.name) });
        self.paragraph(SUBTITLE, "Subtitle", NORMAL, named(&look.headline));
        let contact = Paragraph {
            before: Some(gaps.contacts),
            align: Some(look.header_align),
            ink: Some(&look.contact),
            ..Paragraph::default()
        };
        self.paragraph(CONTACT, "Contact", NORMAL, contact);
        let section = Paragraph {
            keeps_next: true,
            rule: true,
            before: Some(gaps.section),
            align: Some(look.title_align),
            outline: Some("0"),
            letters: Some(&look.title),
            is_heading: true,
            ..Paragraph::default()
        };
        self.paragraph(HEADINGS[0], "heading 1", NORMAL, section);
        let entry = |before, outline| Paragraph {
            keeps_next: true,
            has_end: true,
            before: Some(before),
            outline: Some(outline),
            is_bold: true,
            ..Paragraph::default()
        };
        self.paragraph(HEADINGS[1], "heading 2", NORMAL, entry(gaps.entry, "1"));
        let position = Paragraph { is_italic: true, ..entry(gaps.position, "2") };
        self.paragraph(HEADINGS[2], "heading 3", NORMAL, position);
        let line = Paragraph { keeps_next: true, has_end: true, ..Paragraph::default() };
        self.paragraph(ENTRY_LINE, "Entry Line", NORMAL, line);
        let body = Paragraph {
            before: Some(gaps.body),
            align: look.is_justified.then_some("both"),
            ..Paragraph::default()
        };
        self.paragraph(BODY, "Body Text", NORMAL, body);
        let line = Paragraph { before: Some(gaps.line), ..Paragraph::default() };
        self.paragraph(LINE, "Line", BODY, line);
        let reference =
            Paragraph { indent: Some((360, 360)), before: Some(gaps.line), ..Paragraph::default() };
        self.paragraph(REFERENCE, "Bibliography", BODY, reference);
        let small = |before, align| Paragraph {
            before: Some(before),
            align,
            ink: Some(&look.muted),
            size: Some(look.small_size),
            ..Paragraph::default()
        };
        self.paragraph(SMALL, "Small Print", NORMAL, small(gaps.line, None));
        self.paragraph(HEADER, "header", NORMAL, small(0, None));
        self.paragraph(FOOTER, "footer", NORMAL, small(0, Some("center")));
    }

    fn list_styles(&mut self) {
        use paragraph::*;
        for depth in 0..LIST_DEPTH {
            let level = ["0", "1", "2"][depth];
            let number = ["", " 2", " 3"][depth];
            let indent = LIST_INDENT * (depth as u32 + 1);
            let item = |list| Paragraph {
                numbering: Some((list, level)),
                before: Some(self.look.gaps.highlight),
                indent: Some((indent, LIST_INDENT)),
                ..Paragraph::default()
            };
            let (bullets, numbers) = (item(super::lists::BULLETS), item(super::lists::NUMBERS));
            let further = Paragraph {
                before: Some(self.look.gaps.highlight),
                indent: Some((indent, 0)),
                ..Paragraph::default()
            };
            self.paragraph(BULLETS[depth], &format!("List Bullet{number}"), BODY, bullets);
            self.paragraph(NUMBERS[depth], &format!("List Number{number}"), BODY, numbers);
            self.paragraph(CONTINUED[depth], &format!("List Continue{number}"), BODY, further);
        }
    }

    fn letter_styles(&mut self) {
        use paragraph::*;
        let unit = self.look.gaps.unit;
        let part = |lines: f64| Paragraph {
            before: Some((f64::from(unit) * lines).round() as u32),
            ..Paragraph::default()
        };
        self.paragraph(ADDRESS, "Inside Address", NORMAL, part(0.0));
        self.paragraph(DATE, "Date", NORMAL, part(1.0));
        self.paragraph(SALUTATION, "Salutation", NORMAL, part(1.0));
        self.paragraph(LETTER, "Letter Text", BODY, part(0.7));
        self.paragraph(CLOSING, "Closing", NORMAL, Paragraph { keeps_next: true, ..part(1.0) });
        self.paragraph(SIGNATURE, "Signature", NORMAL, part(2.0));
    }

    fn run_styles(&mut self) {
        let Self { xml, look, .. } = self;
        xml.element(
            "w:style",
            &[("w:type", "character"), ("w:default", "1"), ("w:styleId", "DefaultParagraphFont")],
            |xml| {
                xml.value("w:name", "Default Paragraph Font");
                xml.value("w:uiPriority", "1");
                xml.empty("w:semiHidden", &[]);
            },
        );
        let mut style = |id: &str, name: &str, looks: &dyn Fn(&mut Xml)| {
            xml.element("w:style", &[("w:type", "character"), ("w:styleId", id)], |xml| {
                xml.value("w:name", name);
                xml.value("w:basedOn", "DefaultParagraphFont");
                xml.value("w:uiPriority", "20");
                xml.empty("w:qFormat", &[]);
                xml.element("w:rPr", &[], |xml| looks(xml));
            });
        };
        style(run::LINK, "Hyperlink", &|xml| {
            if look.links.is_accented {
                ink(xml, &look.accent);
            }
            if look.links.is_underlined {
                xml.value("w:u", "single");
            }
        });
        style(run::STRONG, "Strong", &bold);
        style(run::EMPHASIS, "Emphasis", &italic);
        style(run::CODE, "HTML Code", &|xml| {
            let family = super::fonts::CODE;
            xml.empty("w:rFonts", &[("w:ascii", family), ("w:hAnsi", family), ("w:cs", family)]);
        });
        style(run::LABEL, "Label", &bold);
        style(run::DETAIL, "Detail Label", &italic);
        style(run::KEYWORDS, "Keywords", &|xml| ink(xml, &look.muted));
        let after_title = |xml: &mut Xml, color: &Ink| {
            for element in ["w:b", "w:bCs", "w:i", "w:iCs"] {
                xml.value(element, "0");
            }
            ink(xml, color);
        };
        style(run::DATE, "Entry Date", &|xml| after_title(xml, &look.date));
        style(run::AFTER_TITLE, "Entry Detail", &|xml| after_title(xml, &look.text));
    }

    fn normal(&mut self) {
        let attributes = [("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")];
        let is_rtl = self.is_rtl;
        self.xml.element("w:style", &attributes, |xml| {
            xml.value("w:name", "Normal");
            xml.empty("w:qFormat", &[]);
            xml.element("w:pPr", &[], |xml| {
                xml.empty("w:widowControl", &[]);
                if is_rtl {
                    xml.empty("w:bidi", &[]);
                }
            });
        });
    }

    fn paragraph(&mut self, id: &str, name: &str, based_on: &str, looks: Paragraph) {
        let Self { look, families, .. } = *self;
        // Style names that are not built into Word.
        let is_custom = matches!(
            id,
            paragraph::CONTACT
                | paragraph::ENTRY_LINE
                | paragraph::LINE
                | paragraph::SMALL
                | paragraph::ADDRESS
                | paragraph::LETTER
        );
        let mut attributes = vec![("w:type", "paragraph"), ("w:styleId", id)];
        if is_custom {
            attributes.insert(1, ("w:customStyle", "1"));
        }
        let next = match id {
            paragraph::TITLE => Some(paragraph::SUBTITLE),
            paragraph::SUBTITLE => Some(paragraph::CONTACT),
            _ if paragraph::HEADINGS.contains(&id) || id == paragraph::ENTRY_LINE => {
                Some(paragraph::BODY)
            }
            _ => None,
        };
        self.xml.element("w:style", &attributes, |xml| {
            xml.value("w:name", name);
            xml.value("w:basedOn", based_on);
            if let Some(next) = next {
                xml.value("w:next", next);
            }
            xml.value("w:uiPriority", "10");
            xml.empty("w:qFormat", &[]);
            xml.element("w:pPr", &[], |xml| paragraph_properties(xml, look, &looks));
            xml.element("w:rPr", &[], |xml| run_properties(xml, families, &looks));
        });
    }
}

fn paragraph_properties(xml: &mut Xml, look: &Look, looks: &Paragraph) {
    if looks.keeps_next {
        xml.empty("w:keepNext", &[]);
        xml.empty("w:keepLines", &[]);
    }
    if let Some((list, level)) = looks.numbering {
        xml.element("w:numPr", &[], |xml| {
            if level != "0" {
                xml.value("w:ilvl", level);
            }
            xml.value("w:numId", list);
        });
    }
    if let Some(rule) = look.rule.as_ref().filter(|_| looks.rule) {
        let width = rule.width.to_string();
        let line = [
            ("w:val", "single"),
            ("w:sz", width.as_str()),
            ("w:space", if rule.is_above { "3" } else { "1" }),
            ("w:color", rule.color.as_str()),
        ];
        xml.element("w:pBdr", &[], |xml| {
            xml.empty(if rule.is_above { "w:top" } else { "w:bottom" }, &line);
        });
    }
    if looks.has_end {
        let end = look.width().to_string();
        xml.element("w:tabs", &[], |xml| {
            xml.empty("w:tab", &[("w:val", "right"), ("w:pos", &end)]);
        });
    }
    if let Some(before) = looks.before {
        xml.empty("w:spacing", &[("w:before", &before.to_string())]);
    }
    if let Some((indent, hanging)) = looks.indent {
        let (indent, hanging) = (indent.to_string(), hanging.to_string());
        let mut attributes = vec![("w:left", indent.as_str())];
        if hanging != "0" {
            attributes.push(("w:hanging", &hanging));
        }
        xml.empty("w:ind", &attributes);
    }
    if let Some(align) = looks.align {
        xml.value("w:jc", align);
    }
    if let Some(outline) = looks.outline {
        xml.value("w:outlineLvl", outline);
    }
}

fn run_properties(xml: &mut Xml, families: &Families, looks: &Paragraph) {
    if looks.is_heading {
        xml.empty("w:rFonts", &family_attributes(families, true));
    }
    let letters = looks.letters;
    if looks.is_bold || letters.is_some_and(|it| it.is_bold) {
        bold(xml);
    }
    if looks.is_italic || letters.is_some_and(|it| it.is_italic) {
        italic(xml);
    }
    match letters.map(|it| it.case) {
        Some(Case::Capitals) => xml.empty("w:caps", &[]),
        Some(Case::SmallCaps) => xml.empty("w:smallCaps", &[]),
        _ => {}
    }
    if let Some(color) = looks.ink.or(letters.map(|it| &it.ink)) {
        ink(xml, color);
    }
    if let Some(half_points) = looks.size.or(letters.map(|it| it.size)) {
        size(xml, half_points);
    }
}

pub(super) fn bold(xml: &mut Xml) {
    xml.empty("w:b", &[]);
    xml.empty("w:bCs", &[]);
}

pub(super) fn italic(xml: &mut Xml) {
    xml.empty("w:i", &[]);
    xml.empty("w:iCs", &[]);
}

//! Small parts: properties, settings, theme, header and footer.

use super::fonts::Families;
use super::look::Look;
use super::names::{A, R, W};
use super::styles::paragraph;
use super::xml::Xml;
use crate::plan::Plan;
use crate::view::DocumentInfo;

/// Returns the core properties. The date is the document's.
pub(super) fn core(document: &DocumentInfo) -> String {
    let names = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:dcmitype", "http://purl.org/dc/dcmitype/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let (year, month, day) = document.date;
    let date = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
    let keywords = document.keywords.join(", ");
    let mut xml = Xml::new();
    xml.element("cp:coreProperties", &names, |xml| {
        xml.leaf("dc:title", &[], &document.title);
        if let Some(description) = &document.description {
            xml.leaf("dc:subject", &[], description);
        }
        xml.leaf("dc:creator", &[], &document.author.join(", "));
        if !keywords.is_empty() {
            xml.leaf("cp:keywords", &[], &keywords);
        }
        xml.leaf(
            "dc:language",
            &[],
            &super::styles::tag(&document.lang, document.region.as_deref()),
        );
        for element in ["dcterms:created", "dcterms:modified"] {
            xml.leaf(element, &[("xsi:type", "dcterms:W3CDTF")], &date);
        }
    });
    xml.finish()
}

/// Returns the application properties.
pub(super) fn app() -> String {
    let mut xml = Xml::new();
    let names = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.element("Properties", &[("xmlns", names)], |xml| {
        xml.leaf("Application", &[], concat!("recto ", env!("CARGO_PKG_VERSION")));
    });
    xml.finish()
}

/// Returns the settings; without them Word opens the document in compatibility mode.
pub(super) fn settings(document: &DocumentInfo) -> String {
    let tag = super::styles::tag(&document.lang, document.region.as_deref());
    let mut xml = Xml::new();
    xml.element("w:settings", &[("xmlns:w", W)], |xml| {
        xml.empty("w:zoom", &[("w:percent", "100")]);
        xml.value("w:defaultTabStop", "720");
        xml.value("w:characterSpacingControl", "doNotCompress");
        xml.element("w:compat", &[], |xml| {
            let office = "http://schemas.microsoft.com/office/word";
            for (name, value) in [
                ("compatibilityMode", "15"),
                ("overrideTableStyleFontSizeAndJustification", "1"),
                ("enableOpenTypeFeatures", "1"),
                ("doNotFlipMirrorIndents", "1"),
            ] {
                xml.empty(
                    "w:compatSetting",
                    &[("w:name", name), ("w:uri", office), ("w:val", value)],
                );
            }
        });
        xml.empty("w:themeFontLang", &[("w:val", &tag)]);
        let mapping = [
            ("w:bg1", "light1"),
            ("w:t1", "dark1"),
            ("w:bg2", "light2"),
            ("w:t2", "dark2"),
            ("w:accent1", "accent1"),
            ("w:accent2", "accent2"),
            ("w:accent3", "accent3"),
            ("w:accent4", "accent4"),
            ("w:accent5", "accent5"),
            ("w:accent6", "accent6"),
            ("w:hyperlink", "hyperlink"),
            ("w:followedHyperlink", "followedHyperlink"),
        ];
        xml.empty("w:clrSchemeMapping", &mapping);
        xml.value("w:decimalSymbol", ".");
        xml.value("w:listSeparator", ",");
    });
    xml.finish()
}

/// Returns the theme: two font families and one colour, which the styles refer to.
pub(super) fn theme(look: &Look, families: &Families) -> String {
    let color = |color: &str| if color == "auto" { "000000".to_owned() } else { color.to_owned() };
    let (accent, text, muted) =
        (color(&look.accent.color), color(&look.text.color), color(&look.muted.color));
    let mut xml = Xml::new();
    xml.element("a:theme", &[("xmlns:a", A), ("name", "recto")], |xml| {
        xml.element("a:themeElements", &[], |xml| {
            xml.element("a:clrScheme", &[("name", "recto")], |xml| {
                let colors = [
                    ("a:dk1", "000000"),
                    ("a:lt1", "FFFFFF"),
                    ("a:dk2", text.as_str()),
                    ("a:lt2", "EEEEEE"),
                    ("a:accent1", accent.as_str()),
                    ("a:accent2", muted.as_str()),
                    ("a:accent3", "7F7F7F"),
                    ("a:accent4", "A5A5A5"),
                    ("a:accent5", "BFBFBF"),
                    ("a:accent6", "D8D8D8"),
                    ("a:hlink", accent.as_str()),
                    ("a:folHlink", accent.as_str()),
                ];
                for (name, value) in colors {
                    xml.element(name, &[], |xml| xml.empty("a:srgbClr", &[("val", value)]));
                }
            });
            xml.element("a:fontScheme", &[("name", "recto")], |xml| {
                let sets = [("a:majorFont", &families.heading), ("a:minorFont", &families.text)];
                for (name, set) in sets {
                    xml.element(name, &[], |xml| {
                        xml.empty("a:latin", &[("typeface", &set.latin)]);
                        xml.empty("a:ea", &[("typeface", set.east)]);
                        xml.empty("a:cs", &[("typeface", set.complex)]);
                    });
                }
            });
            xml.element("a:fmtScheme", &[("name", "recto")], format_scheme);
        });
    });
    xml.finish()
}

/// Writes three of each line, fill and effect style; the schema requires them, though none is used.
fn format_scheme(xml: &mut Xml) {
    let fill = |xml: &mut Xml| {
        xml.element("a:solidFill", &[], |xml| xml.empty("a:schemeClr", &[("val", "phClr")]));
    };
    xml.element("a:fillStyleLst", &[], |xml| (0..3).for_each(|_| fill(xml)));
    xml.element("a:lnStyleLst", &[], |xml| {
        (0..3).for_each(|_| xml.element("a:ln", &[("w", "6350")], fill));
    });
    xml.element("a:effectStyleLst", &[], |xml| {
        (0..3).for_each(|_| {
            xml.element("a:effectStyle", &[], |xml| xml.empty("a:effectLst", &[]));
        });
    });
    xml.element("a:bgFillStyleLst", &[], |xml| (0..3).for_each(|_| fill(xml)));
}

/// Returns the header of the second and later pages: the name.
pub(super) fn header(document: &DocumentInfo) -> String {
    let mut xml = Xml::new();
    xml.element("w:hdr", &[("xmlns:w", W), ("xmlns:r", R)], |xml| {
        furniture(xml, paragraph::HEADER, |xml| {
            run(xml, document.dir == "rtl" && super::direction::has_rtl(&document.title), |xml| {
                xml.leaf("w:t", &[("xml:space", "preserve")], &document.title);
            });
        });
    });
    xml.finish()
}

/// Returns the footer of the second and later pages: the page number, in the language of the
/// document. It has no total after a letter, because only Word counts the pages of a section.
pub(super) fn footer(plan: &Plan) -> String {
    let is_rtl = plan.document.dir == "rtl";
    let shown = if plan.letter.is_some() { "{page}" } else { &plan.words.page_of };
    let mut xml = Xml::new();
    xml.element("w:ftr", &[("xmlns:w", W), ("xmlns:r", R)], |xml| {
        furniture(xml, paragraph::FOOTER, |xml| {
            for piece in shown.split_inclusive('}').flat_map(|part| {
                let at = part.find('{').unwrap_or(part.len());
                [&part[..at], &part[at..]]
            }) {
                match piece {
                    "" => {}
                    "{page}" => field(xml, " PAGE ", is_rtl),
                    "{total}" => field(xml, " NUMPAGES ", is_rtl),
                    text => run(xml, is_rtl, |xml| {
                        xml.leaf("w:t", &[("xml:space", "preserve")], text);
                    }),
                }
            }
        });
    });
    xml.finish()
}

fn furniture(xml: &mut Xml, style: &str, body: impl FnOnce(&mut Xml)) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| xml.value("w:pStyle", style));
        body(xml);
    });
}

fn run(xml: &mut Xml, is_rtl: bool, body: impl FnOnce(&mut Xml)) {
    xml.element("w:r", &[], |xml| {
        if is_rtl {
            xml.element("w:rPr", &[], |xml| xml.empty("w:rtl", &[]));
        }
        body(xml);
    });
}

/// Writes a field whose value the reading program computes.
fn field(xml: &mut Xml, instruction: &str, is_rtl: bool) {
    let character = |xml: &mut Xml, kind: &str| {
        run(xml, is_rtl, |xml| xml.empty("w:fldChar", &[("w:fldCharType", kind)]));
    };
    character(xml, "begin");
    run(xml, is_rtl, |xml| {
        xml.leaf("w:instrText", &[("xml:space", "preserve")], instruction);
    });
    character(xml, "separate");
    run(xml, is_rtl, |xml| xml.leaf("w:t", &[], "1"));
    character(xml, "end");
}

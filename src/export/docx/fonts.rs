//! Font families of the document, their substitutes where they are not installed, and those for
//! scripts that they do not support.

use super::look::Look;
use super::names::{R, W};
use super::xml::{Attribute, Xml};

/// Font family of code.
pub(super) const CODE: &str = "Source Code Pro";

/// A font family, and a substitute that any office program has.
struct Substitute {
    family: &'static str,
    instead: &'static str,
    kind: &'static str,
}

/// Font families of the built-in themes and of this module.
const SUBSTITUTES: [Substitute; 22] = [
    Substitute { family: "Libertinus Serif", instead: "Cambria", kind: "roman" },
    Substitute { family: "Source Serif 4", instead: "Cambria", kind: "roman" },
    Substitute { family: "EB Garamond", instead: "Garamond", kind: "roman" },
    Substitute { family: "Vollkorn", instead: "Georgia", kind: "roman" },
    Substitute { family: "Frank Ruhl Libre", instead: "David", kind: "roman" },
    Substitute { family: "Amiri", instead: "Traditional Arabic", kind: "roman" },
    Substitute { family: "Noto Serif Devanagari", instead: "Mangal", kind: "roman" },
    Substitute { family: "Times New Roman", instead: "Liberation Serif", kind: "roman" },
    Substitute { family: "Yu Mincho", instead: "MS Mincho", kind: "roman" },
    Substitute { family: "SimSun", instead: "Noto Serif CJK SC", kind: "roman" },
    Substitute { family: "PMingLiU", instead: "Noto Serif CJK TC", kind: "roman" },
    Substitute { family: "Batang", instead: "Noto Serif CJK KR", kind: "roman" },
    Substitute { family: "Source Sans 3", instead: "Calibri", kind: "swiss" },
    Substitute { family: "Open Sans", instead: "Segoe UI", kind: "swiss" },
    Substitute { family: "Inter", instead: "Arial", kind: "swiss" },
    Substitute { family: "Calibri", instead: "Carlito", kind: "swiss" },
    Substitute { family: "Arial", instead: "Liberation Sans", kind: "swiss" },
    Substitute { family: "Yu Gothic", instead: "MS Gothic", kind: "swiss" },
    Substitute { family: "Microsoft YaHei", instead: "Noto Sans CJK SC", kind: "swiss" },
    Substitute { family: "Microsoft JhengHei", instead: "Noto Sans CJK TC", kind: "swiss" },
    Substitute { family: "Malgun Gothic", instead: "Noto Sans CJK KR", kind: "swiss" },
    Substitute { family: CODE, instead: "Consolas", kind: "modern" },
];

/// Font families of text and of headings, by kind of script.
pub(super) struct Families {
    pub(super) text: FamiliesByScript,
    pub(super) heading: FamiliesByScript,
}

/// Font families for Latin and similar scripts, for East Asian scripts and for complex scripts.
pub(super) struct FamiliesByScript {
    pub(super) latin: String,
    pub(super) east: &'static str,
    pub(super) complex: &'static str,
}

impl Families {
    /// Returns the font families for a look and a language.
    pub(super) fn of(look: &Look, lang: &str, region: Option<&str>) -> Self {
        let set = |family: &str| {
            let is_serif = kind_of(family) == "roman";
            FamiliesByScript {
                latin: family.to_owned(),
                east: east(lang, region, is_serif),
                complex: complex(lang, is_serif),
            }
        };
        Self { text: set(&look.font), heading: set(&look.heading_font) }
    }

    /// Returns the font table part.
    pub(super) fn table(&self) -> String {
        let mut names: Vec<&str> = Vec::new();
        for set in [&self.text, &self.heading] {
            names.extend([set.latin.as_str(), set.east, set.complex]);
        }
        names.push(CODE);
        let mut xml = Xml::new();
        xml.element("w:fonts", &[("xmlns:w", W), ("xmlns:r", R)], |xml| {
            for (place, name) in names.iter().enumerate() {
                if !names[..place].contains(name) {
                    describe(xml, name);
                }
            }
        });
        xml.finish()
    }
}

fn describe(xml: &mut Xml, name: &str) {
    let found_font = SUBSTITUTES.iter().find(|found_font| found_font.family == name);
    let kind = kind_of(name);
    let instead =
        found_font.map_or(if kind == "roman" { "Cambria" } else { "Calibri" }, |it| it.instead);
    xml.element("w:font", &[("w:name", name)], |xml| {
        xml.value("w:altName", instead);
        xml.value("w:charset", "00");
        xml.value("w:family", kind);
        xml.value("w:pitch", if kind == "modern" { "fixed" } else { "variable" });
    });
}

/// Returns the class of a font family: `roman` (serif), `swiss` (sans-serif) or `modern`
/// (monospaced).
fn kind_of(family: &str) -> &'static str {
    match SUBSTITUTES.iter().find(|found_font| found_font.family == family) {
        Some(found_font) => found_font.kind,
        None if family.contains("Serif") || family.contains("Roman") => "roman",
        None if family.contains("Mono") || family.contains("Code") => "modern",
        None => "swiss",
    }
}

fn east(lang: &str, region: Option<&str>, is_serif: bool) -> &'static str {
    match (lang, region) {
        ("zh", Some("TW" | "HK" | "MO")) if is_serif => "PMingLiU",
        ("zh", Some("TW" | "HK" | "MO")) => "Microsoft JhengHei",
        ("zh", _) if is_serif => "SimSun",
        ("zh", _) => "Microsoft YaHei",
        ("ko", _) if is_serif => "Batang",
        ("ko", _) => "Malgun Gothic",
        _ if is_serif => "Yu Mincho",
        _ => "Yu Gothic",
    }
}

fn complex(lang: &str, is_serif: bool) -> &'static str {
    match lang {
        "hi" | "mr" | "ne" | "sa" => "Mangal",
        "th" => "Leelawadee UI",
        _ if is_serif => "Times New Roman",
        _ => "Arial",
    }
}

/// Returns the attributes that name the font families, both through the document theme and
/// directly, for programs that ignore the theme.
pub(super) fn family_attributes(families: &Families, is_heading: bool) -> Vec<Attribute<'_>> {
    let set = if is_heading { &families.heading } else { &families.text };
    let [latin, east, complex] = if is_heading {
        ["majorHAnsi", "majorEastAsia", "majorBidi"]
    } else {
        ["minorHAnsi", "minorEastAsia", "minorBidi"]
    };
    vec![
        ("w:ascii", &set.latin),
        ("w:hAnsi", &set.latin),
        ("w:eastAsia", set.east),
        ("w:cs", set.complex),
        ("w:asciiTheme", latin),
        ("w:hAnsiTheme", latin),
        ("w:eastAsiaTheme", east),
        ("w:cstheme", complex),
    ]
}

//! Sizes, gaps, colours and fonts of a document, taken from the theme or plain.

use crate::theme::{Options, paper_size};

/// All values that the styles are made of; lengths are in twentieths of a point.
pub(super) struct Look {
    pub(super) paper: (u32, u32),
    /// Top, right, bottom, left.
    pub(super) margins: [u32; 4],
    pub(super) font: String,
    pub(super) heading_font: String,
    /// Font size in half points.
    pub(super) size: u32,
    pub(super) small_size: u32,
    pub(super) name: Letters,
    pub(super) headline: Letters,
    pub(super) title: Letters,
    pub(super) text: Ink,
    pub(super) muted: Ink,
    pub(super) accent: Ink,
    pub(super) contact: Ink,
    pub(super) date: Ink,
    pub(super) rule: Option<Rule>,
    pub(super) links: Links,
    /// Alignment of name, headline and contacts: `left`, `center` or `right`.
    pub(super) header_align: &'static str,
    pub(super) title_align: &'static str,
    pub(super) is_justified: bool,
    pub(super) gaps: Gaps,
    pub(super) bullet: String,
    pub(super) nested_bullet: String,
    pub(super) separator: String,
    pub(super) photo: Photo,
}

/// Character formatting of a paragraph style.
pub(super) struct Letters {
    /// In half points.
    pub(super) size: u32,
    pub(super) is_bold: bool,
    pub(super) is_italic: bool,
    pub(super) case: Case,
    pub(super) ink: Ink,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Normal,
    SmallCaps,
    Capitals,
}

/// A colour, and the theme colour it corresponds to.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Ink {
    /// `RRGGBB`, or `auto`.
    pub(super) color: String,
    pub(super) theme_color: Option<&'static str>,
}

/// A rule above or below section titles.
pub(super) struct Rule {
    pub(super) is_above: bool,
    /// In eighths of a point.
    pub(super) width: u32,
    pub(super) color: String,
}

#[derive(Clone, Copy)]
pub(super) struct Links {
    pub(super) is_accented: bool,
    pub(super) is_underlined: bool,
}

/// Space above paragraphs.
pub(super) struct Gaps {
    /// Line height.
    pub(super) unit: u32,
    pub(super) contacts: u32,
    pub(super) header: u32,
    pub(super) section: u32,
    pub(super) title: u32,
    pub(super) entry: u32,
    pub(super) position: u32,
    pub(super) line: u32,
    pub(super) body: u32,
    pub(super) highlight: u32,
}

/// Size and place of the photo.
pub(super) struct Photo {
    pub(super) width: u32,
    /// Height divided by width.
    pub(super) ratio: f64,
    pub(super) shape: &'static str,
    pub(super) is_at_end: bool,
}

/// Widest comfortable text column, in ems.
const WIDEST: f64 = 52.0;

impl Look {
    /// Returns the look of the theme, or a plain one if the options ask for it.
    pub(super) fn of(options: &Options) -> Self {
        let look = Self::of_theme(options);
        if options.text("docx-look") == Some("plain") { look.plain() } else { look }
    }

    fn of_theme(options: &Options) -> Self {
        let em = options.points("font-size").unwrap_or(10.5);
        let points = |name: &str, ems: f64| options.points(name).unwrap_or(ems * em);
        let line_height = options.number("line-height").unwrap_or(1.3);
        let unit = em * line_height;
        let spacing = options.number("spacing").unwrap_or(1.0);
        let gap =
            |name: &str, usual: f64| twips(options.number(name).unwrap_or(usual) * spacing * unit);
        let (width, height) =
            paper_size(options.text("paper").unwrap_or("a4")).unwrap_or((595.28, 841.89));
        let side = |name: &str| options.points(name).unwrap_or(56.0);
        let (left, right) = (side("margin-left"), side("margin-right"));
        // Themes with a sidebar have a narrower column; the whole page width would be too wide to
        // read.
        let widest = points("text-width", WIDEST).min(WIDEST * em);
        let spare = ((width - left - right - widest) / 2.0).max(0.0);
        let [text, muted, accent] = ["text-color", "muted-color", "accent"].map(|name| {
            let black = options.is_on("black-text");
            Ink::of(options, name, if name == "accent" { Some("accent1") } else { None }, black)
        });
        let ink = |part: &str| match options.text(part) {
            Some("accent") => accent.clone(),
            Some("muted") => muted.clone(),
            _ => text.clone(),
        };
        let letters = |size: &str, weight: &str, case: &str, color: &str, ems: f64| Letters {
            size: half_points(points(size, ems)),
            is_bold: matches!(options.text(weight), Some("semibold" | "bold")),
            is_italic: false,
            case: Case::of(options.text(case)),
            ink: ink(color),
        };
        let headline_style = options.text("headline-style");
        let rule = options.text("title-rule").filter(|rule| *rule != "none").map(|rule| Rule {
            is_above: rule == "above",
            width: ((options.points("rule").unwrap_or(0.5) * 8.0).round() as u32).clamp(2, 48),
            color: hex(options, "rule-color"),
        });
        let links = options.text("links").unwrap_or("plain");
        Self {
            paper: (twips(width), twips(height)),
            margins: [
                twips(side("margin-top")),
                twips(right + spare),
                twips(side("margin-bottom")),
                twips(left + spare),
            ],
            font: options.text("font").unwrap_or("Calibri").to_owned(),
            heading_font: options.text("heading-font").unwrap_or("Calibri").to_owned(),
            size: half_points(em),
            small_size: half_points(points("small-size", 0.88)),
            name: letters("name-size", "name-weight", "name-case", "name-color", 2.2),
            headline: Letters {
                is_bold: headline_style == Some("semibold"),
                is_italic: headline_style == Some("italic"),
                case: Case::of(headline_style),
                ..letters("headline-size", "", "", "headline-color", 1.15)
            },
            title: letters("title-size", "title-weight", "title-case", "title-color", 1.15),
            contact: ink("contact-color"),
            date: ink("date-color"),
            rule,
            links: Links {
                is_accented: links.contains("accent"),
                is_underlined: links.contains("underline"),
            },
            header_align: match options.text("header-align") {
                Some("center") => "center",
                Some("end") => "right",
                _ => "left",
            },
            title_align: if options.text("title-align") == Some("center") {
                "center"
            } else {
                "left"
            },
            is_justified: options.is_on("justify"),
            gaps: Gaps {
                unit: twips(unit),
                contacts: gap("contact-gap", 0.3),
                header: gap("header-gap", 0.0),
                section: gap("section-gap", 1.1),
                title: gap("title-gap", 0.4),
                entry: gap("entry-gap", 0.6),
                position: gap("entry-gap", 0.6) * 2 / 3,
                line: gap("line-gap", 0.2),
                body: gap("body-gap", 0.1),
                highlight: gap("highlight-gap", 0.15),
            },
            bullet: options.text("bullet").unwrap_or("•").to_owned(),
            nested_bullet: options.text("nested-bullet").unwrap_or("–").to_owned(),
            separator: match options.text("contact-separator") {
                // Icons, which are not in the document, separate contacts with `space`.
                Some("space") => "|",
                separator => separator.unwrap_or("·"),
            }
            .to_owned(),
            photo: Photo::of(options, em),
            text,
            muted,
            accent,
        }
    }

    /// Returns black text in one font family on the same paper.
    fn plain(self) -> Self {
        let black = || Ink { color: "auto".to_owned(), theme_color: None };
        let letters = |size, is_bold| Letters {
            size,
            is_bold,
            is_italic: false,
            case: Case::Normal,
            ink: black(),
        };
        const UNIT: u32 = 256;
        Self {
            margins: [992, 1134, 992, 1134],
            font: "Calibri".to_owned(),
            heading_font: "Calibri".to_owned(),
            size: 21,
            small_size: 18,
            name: letters(40, true),
            headline: letters(24, false),
            title: letters(25, true),
            text: black(),
            muted: black(),
            accent: black(),
            contact: black(),
            date: black(),
            rule: None,
            links: Links { is_accented: false, is_underlined: true },
            header_align: "left",
            title_align: "left",
            is_justified: false,
            gaps: Gaps {
                unit: UNIT,
                contacts: 60,
                header: 0,
                section: 230,
                title: 50,
                entry: 130,
                position: 90,
                line: 40,
                body: 30,
                highlight: 20,
            },
            bullet: "•".to_owned(),
            nested_bullet: "–".to_owned(),
            separator: "|".to_owned(),
            ..self
        }
    }

    /// Returns the text width.
    pub(super) fn width(&self) -> u32 {
        self.paper.0.saturating_sub(self.margins[1] + self.margins[3]).max(1000)
    }
}

impl Case {
    fn of(name: Option<&str>) -> Self {
        match name {
            Some("small-caps") => Self::SmallCaps,
            Some("capitals") => Self::Capitals,
            _ => Self::Normal,
        }
    }
}

impl Ink {
    fn of(options: &Options, name: &str, theme_color: Option<&'static str>, black: bool) -> Self {
        if black {
            return Self { color: "000000".to_owned(), theme_color: None };
        }
        Self { color: hex(options, name), theme_color }
    }
}

impl Photo {
    fn of(options: &Options, em: f64) -> Self {
        let (ratio, shape) = match options.text("photo-shape") {
            Some("square") => (1.0, "rect"),
            Some("rounded") => (1.0, "roundRect"),
            Some("round") => (1.0, "ellipse"),
            _ => (9.0 / 7.0, "rect"),
        };
        let width = twips(options.points("photo-width").unwrap_or(7.0 * em));
        Self { width, ratio, shape, is_at_end: options.text("photo-side") != Some("start") }
    }
}

/// Returns a colour as `RRGGBB`.
fn hex(options: &Options, name: &str) -> String {
    match options.get(name) {
        Some(crate::theme::OptionValue::Color(color)) => {
            color.trim_start_matches('#').to_uppercase()
        }
        _ => "000000".to_owned(),
    }
}

/// Converts points to twentieths of a point.
pub(super) fn twips(points: f64) -> u32 {
    (points * 20.0).round().clamp(0.0, 31_680.0) as u32
}

fn half_points(points: f64) -> u32 {
    (points * 2.0).round().clamp(2.0, 3276.0) as u32
}

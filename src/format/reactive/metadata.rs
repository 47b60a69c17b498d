//! Reads `metadata`: the design of the file.

use std::ops::RangeInclusive;

use crate::format::presentation::{
    FONT_SIZE, Leaf, MARGIN, color, foreign_theme, leaves, unplaced_settings,
};
use crate::format::settings::{self, Conversion, Pair, Read, Scale};
use crate::locale::Locale;
use crate::resume::{Meta, Resume};
use crate::source::{Node, Path};

use super::{EDITOR, Reader};

/// Templates and the most similar themes.
const TEMPLATES: [(&str, &str); 17] = [
    ("azurill", "panel"),
    ("bronzor", "duo"),
    ("castform", "panel"),
    ("celebi", "panel"),
    ("chikorita", "panel"),
    ("ditgar", "panel"),
    ("ditto", "panel"),
    ("gengar", "panel"),
    ("glalie", "panel"),
    ("kakuna", "register"),
    ("lapras", "register"),
    ("leafish", "register"),
    ("meowth", "register"),
    ("nosepass", "duo"),
    ("onyx", "register"),
    ("pikachu", "panel"),
    ("rhyhorn", "register"),
];

const fn pair(theirs: &'static str, ours: &'static str, conversion: Conversion) -> Pair {
    Pair { theirs, ours, conversion }
}

const fn by(read: fn(&str, &Scale) -> Option<String>) -> Conversion {
    Conversion::By(read, None)
}

/// Settings in all versions and the corresponding options.
const PAIRS: [Pair; 28] = [
    pair("page.format", "paper", Conversion::Choice(&[("a4", "a4"), ("letter", "us-letter")])),
    pair("page.margin", "margin-top", by(margin_in_pixels)),
    pair("page.margin", "margin-right", by(margin_in_pixels)),
    pair("page.margin", "margin-bottom", by(margin_in_pixels)),
    pair("page.margin", "margin-left", by(margin_in_pixels)),
    pair("page.marginX", "margin-right", by(margin)),
    pair("page.marginX", "margin-left", by(margin)),
    pair("page.marginY", "margin-top", by(margin)),
    pair("page.marginY", "margin-bottom", by(margin)),
    pair("page.options.pageNumbers", "page-numbers", Conversion::Flag),
    // Whether visible icons exist depends on the theme.
    pair("typography.hideIcons", "icons", Conversion::Choice(&[("true", "false")])),
    pair("page.hideIcons", "icons", Conversion::Choice(&[("true", "false")])),
    pair("typography.underlineLinks", "links", Conversion::Choice(&[("true", "underline")])),
    pair("page.hideLinkUnderline", "links", Conversion::Choice(&[("false", "underline")])),
    pair("theme.primary", "accent", by(hue)),
    pair("design.colors.primary", "accent", by(hue)),
    pair("theme.text", "text-color", by(hue)),
    pair("design.colors.text", "text-color", by(hue)),
    pair("typography.font.family", "font", Conversion::Font),
    pair("typography.family.body", "font", Conversion::Font),
    pair("typography.body.fontFamily", "font", Conversion::Font),
    pair("typography.family.heading", "heading-font", Conversion::Font),
    pair("typography.heading.fontFamily", "heading-font", Conversion::Font),
    pair("typography.font.size", "font-size", by(size_in_pixels)),
    pair("typography.size.body", "font-size", by(size_in_pixels)),
    pair("typography.body.fontSize", "font-size", by(size)),
    pair("typography.lineHeight", "line-height", by(line_height)),
    pair("typography.body.lineHeight", "line-height", by(line_height)),
];

/// Points per pixel, the unit of lengths until version 4.
const PIXEL: f64 = 0.75;

fn length(text: &str, unit: f64, range: RangeInclusive<f64>) -> Option<String> {
    let points = text.parse::<f64>().ok()? * unit;
    range.contains(&points).then(|| format!("{}pt", (points * 100.0).round() / 100.0))
}

fn margin(text: &str, _: &Scale) -> Option<String> {
    length(text, 1.0, MARGIN)
}

fn margin_in_pixels(text: &str, _: &Scale) -> Option<String> {
    length(text, PIXEL, MARGIN)
}

fn size(text: &str, _: &Scale) -> Option<String> {
    length(text, 1.0, FONT_SIZE)
}

fn size_in_pixels(text: &str, _: &Scale) -> Option<String> {
    length(text, PIXEL, FONT_SIZE)
}

fn line_height(text: &str, _: &Scale) -> Option<String> {
    let height = text.parse::<f64>().ok().filter(|height| (1.1..=1.8).contains(height))?;
    Some(height.to_string())
}

fn hue(text: &str, _: &Scale) -> Option<String> {
    color(text)
}

/// Settings that are ignored silently: defaults, and those of the editor only.
const IGNORED_SETTINGS: [(&str, &[&str]); 30] = [
    ("css.value", &[]),
    ("page.options.breakLine", &[]),
    ("page.gapX", &[]),
    ("page.gapY", &[]),
    ("page.hideSectionIcons", &[]),
    ("page.margin", &["14", "16", "18"]),
    ("page.marginX", &["14"]),
    ("page.marginY", &["12", "14"]),
    ("theme.text", &["#000000", "#000"]),
    ("theme.background", &["#ffffff", "#fff", "#FFFFFF"]),
    ("design.colors.text", &["rgba(0, 0, 0, 1)", "rgba(0,0,0,1)"]),
    ("design.colors.background", &["rgba(255, 255, 255, 1)", "rgba(255,255,255,1)"]),
    ("design.level.icon", &[]),
    ("design.level.type", &[]),
    ("typography.font.subset", &[]),
    ("typography.font.variants", &[]),
    ("typography.font.size", &[]),
    ("typography.body.fontWeights", &[]),
    ("typography.body.fontSize", &[]),
    ("typography.heading.fontWeights", &[]),
    ("typography.heading.fontSize", &[]),
    ("typography.heading.lineHeight", &[]),
    ("typography.size.heading", &[]),
    ("typography.size.body", &[]),
    ("layout.sidebarWidth", &["35"]),
    ("typography.hideIcons", &["false"]),
    ("page.hideIcons", &["false"]),
    ("typography.underlineLinks", &["false"]),
    ("page.hideLinkUnderline", &["true"]),
    ("date.format", &["MMMM DD, YYYY"]),
];

/// Returns the names of the sections in the layout: page by page, main column first.
pub(super) fn layout(metadata: &Node) -> Vec<String> {
    let Some(layout) = metadata.get("layout") else { return Vec::new() };
    let mut names = Vec::new();
    let mut column = |node: &Node| {
        for name in node.as_list().unwrap_or_default().iter().filter_map(Node::as_text) {
            if !names.iter().any(|own| own == name) {
                names.push(name.to_owned());
            }
        }
    };
    for page in layout.get("pages").unwrap_or(layout).as_list().unwrap_or_default() {
        match page.as_list() {
            Some(columns) => columns.iter().for_each(&mut column),
            None => {
                ["main", "sidebar"].iter().filter_map(|key| page.get(key)).for_each(&mut column)
            }
        }
    }
    names
}

/// Returns whether any page has sections in the second column.
fn sidebar(metadata: &Node) -> bool {
    let Some(layout) = metadata.get("layout") else { return false };
    let pages = layout.get("pages").unwrap_or(layout).as_list().unwrap_or_default();
    pages.iter().any(|page| {
        let second = page.as_list().map_or_else(|| page.get("sidebar"), |columns| columns.get(1));
        second.and_then(Node::as_list).is_some_and(|names| !names.is_empty())
    })
}

impl Reader<'_> {
    pub(super) fn metadata(&mut self, node: &Node, at: &Path, resume: &mut Resume) {
        let Some(members) = self.decoder.map(node, at, "a mapping") else { return };
        let has_sidebar = sidebar(node);
        let css = node.get("css");
        // Version 5 has `enabled`, version 4 `visible`.
        let has_css = ["enabled", "visible"]
            .iter()
            .any(|key| css.and_then(|css| css.get(key)).and_then(Node::as_text) == Some("true"));
        let mut unplaced = Vec::new();
        for leaf in leaves(members, at) {
            let meta = &mut resume.meta;
            match leaf.name.as_str() {
                "layout" | "layout.pages" | "css.enabled" | "css.visible" => {}
                "template" => self.template(&leaf, has_sidebar, meta),
                "notes" => {
                    if !leaf.text().is_empty() {
                        self.notes.add(&EDITOR, &leaf.path, leaf.member.value.span);
                    }
                }
                "css.value" if has_css => unplaced.push(leaf),
                "styleRules" | "stylesheet.rules" if is_empty(&leaf) => {}
                "theme.text" | "design.colors.text" if is_ignored(&leaf) => {}
                "locale" | "page.locale" if Self::locale(&leaf, meta) => {}
                _ if settings::read(&PAIRS, &leaf, &Scale::default(), meta) != Read::Nothing => {}
                _ if is_ignored(&leaf) => {}
                _ => unplaced.push(leaf),
            }
        }
        let unplaced: Vec<&Leaf> = unplaced.iter().collect();
        let hint = "`recto themes NAME` lists the options of a theme";
        self.decoder.report_all(unplaced_settings(at, &unplaced, hint));
    }

    fn template(&mut self, leaf: &Leaf, has_sidebar: bool, meta: &mut Meta) {
        let name = leaf.text();
        if name.is_empty() {
            return;
        }
        let known = TEMPLATES.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        let nearest = match known {
            // Without content in the sidebar, pages have one column.
            Some((_, "panel")) | None if !has_sidebar => "register",
            Some((_, nearest)) => *nearest,
            None => "register",
        };
        meta.theme = Some(nearest.to_owned());
        self.decoder.report(foreign_theme(
            "Reactive Resume",
            name,
            nearest,
            leaf.member,
            &leaf.path,
        ));
    }

    /// Reads the language of the page; returns whether it is supported.
    fn locale(leaf: &Leaf, meta: &mut Meta) -> bool {
        let is_known = Locale::find(leaf.text()).is_some();
        if is_known {
            meta.locale = Some(leaf.text().to_owned());
        }
        is_known
    }
}

fn is_empty(leaf: &Leaf) -> bool {
    leaf.member.value.as_list().is_some_and(<[Node]>::is_empty)
}

fn is_ignored(leaf: &Leaf) -> bool {
    IGNORED_SETTINGS.iter().any(|(name, values)| {
        *name == leaf.name && (values.is_empty() || values.contains(&leaf.text()))
    })
}

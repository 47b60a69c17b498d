//! Colours and fonts of `design`. The options depend on several settings together: an option
//! selects one of three colours for a part of the page.

use crate::format::presentation::{EMBEDDED_FONTS, Leaf, color, set_option};
use crate::format::settings::scalar;
use crate::resume::{Meta, Setting};
use crate::source::Node;

/// Settings for the accent colour, in order of preference.
const ACCENTS: [&str; 3] = ["colors.section_titles", "colors.name", "colors.headline"];

/// Colours of other parts.
const OTHERS: [&str; 5] =
    ["colors.body", "colors.section_titles", "colors.links", "colors.footer", "colors.top_note"];

/// Parts of the page whose option selects one of three colours.
const PARTS: [(&str, &str); 3] = [
    ("colors.name", "name-color"),
    ("colors.headline", "headline-color"),
    ("colors.connections", "contact-color"),
];

/// Returns the names of colour and font settings.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let parts = PARTS.iter().map(|(name, _)| *name);
    parts.chain(OTHERS).chain(FONTS.iter().map(|(name, ..)| *name)).chain([FAMILY])
}

/// The colours that correspond to options, as `#rrggbb`.
pub(super) struct Colors {
    body: Option<String>,
    accent: Option<String>,
    muted: Option<String>,
    links: Option<String>,
    /// The setting of the accent colour.
    accent_from: &'static str,
}

impl Colors {
    pub(super) fn of(leaves: &[Leaf]) -> Self {
        let find = |name: &str| {
            leaves.iter().find(|leaf| leaf.name == name).and_then(|leaf| color(leaf.text()))
        };
        let accent_from =
            ACCENTS.into_iter().find(|name| find(name).is_some()).unwrap_or(ACCENTS[0]);
        Self {
            body: find("colors.body"),
            accent: find(accent_from),
            muted: find("colors.footer"),
            links: find("colors.links"),
            accent_from,
        }
    }

    /// Returns which of the three colours a part of the page has.
    fn nearest(&self, color: &str) -> Option<&'static str> {
        let three = [("accent", &self.accent), ("text", &self.body), ("muted", &self.muted)];
        three.iter().find(|(_, own)| own.as_deref() == Some(color)).map(|(name, _)| *name)
    }

    /// Sets the option of a setting; returns whether there is one.
    pub(super) fn read(&self, leaf: &Leaf, meta: &mut Meta) -> bool {
        let has = |color: &Option<String>, other: &str| color.as_deref() == Some(other);
        let (key, value) = if leaf.name == "links.underline" {
            let in_accent = self.links.is_some() && self.links == self.accent;
            if leaf.is_on() != Some(true) {
                return false;
            }
            ("links", if in_accent { "accent-underline" } else { "underline" }.to_owned())
        } else {
            let Some(color) = color(leaf.text()).filter(|_| leaf.name.starts_with("colors."))
            else {
                return false;
            };
            let part = PARTS.iter().find(|(name, _)| *name == leaf.name);
            match (leaf.name.as_str(), part) {
                ("colors.body", _) => ("text-color", color),
                ("colors.footer", _) => ("muted-color", color),
                (name, _) if name == self.accent_from => ("accent", color),
                ("colors.links", _) if has(&self.accent, &color) => {
                    let mut set = meta.options.iter().filter(|option| option.key == "links");
                    let underlined = set.any(|option| option.value.ends_with("underline"));
                    ("links", if underlined { "accent-underline" } else { "accent" }.to_owned())
                }
                ("colors.links", _) if has(&self.body, &color) => ("links", "plain".to_owned()),
                ("colors.top_note", _) => return has(&self.muted, &color),
                (_, Some((_, option))) => match self.nearest(&color) {
                    Some(nearest) => (*option, nearest.to_owned()),
                    None => return false,
                },
                _ => return false,
            }
        };
        set_option(Setting { path: leaf.path.clone(), key: key.to_owned(), value }, meta);
        true
    }
}

/// Returns the settings for a colour option; `None` if there are none.
pub(super) fn write(option: &Setting, meta: &Meta) -> Option<Vec<(String, Node)>> {
    let value = option.value.as_str();
    let color = Some(value).filter(|value| value.starts_with('#'));
    let accent = || color_of("accent", meta);
    let found: Vec<(&str, Node)> = match option.key.as_str() {
        "text-color" => vec![("colors.body", scalar(color?))],
        "muted-color" => vec![("colors.footer", scalar(color?))],
        "accent" => {
            let parts = ["colors.section_titles"].into_iter().chain(PARTS.map(|(name, _)| name));
            parts.map(|part| Some((part, scalar(color?)))).collect::<Option<_>>()?
        }
        "links" => match value {
            "underline" => vec![("links.underline", scalar("true"))],
            "accent-underline" => {
                let mut found = vec![("links.underline", scalar("true"))];
                found.extend(accent().map(|color| ("colors.links", scalar(color))));
                found
            }
            "accent" => vec![("colors.links", scalar(accent()?))],
            _ => return None,
        },
        key => {
            let (part, _) = PARTS.iter().find(|(_, option)| *option == key)?;
            vec![(part, scalar(color_of(value, meta)?))]
        }
    };
    Some(found.into_iter().map(|(name, node)| (name.to_owned(), node)).collect())
}

/// Returns the colour of a part of the page, if the file sets it.
fn color_of<'m>(name: &str, meta: &'m Meta) -> Option<&'m str> {
    let option = if name == "accent" { name.to_owned() } else { format!("{name}-color") };
    meta.options.iter().find(|other| other.key == option).map(|other| other.value.as_str())
}

/// Parts of the page and their font options.
const FONTS: [(&str, &str); 5] = [
    ("typography.font_family.body", "font"),
    ("typography.font_family.headline", "font"),
    ("typography.font_family.connections", "font"),
    ("typography.font_family.section_titles", "heading-font"),
    ("typography.font_family.name", "heading-font"),
];

const FAMILY: &str = "typography.font_family";

/// Sets the option of a font setting; returns whether there is one.
///
/// `all` contains all settings of the file; the first part of each option is used.
pub(super) fn read_font(leaf: &Leaf, all: &[(String, String)], meta: &mut Meta) -> bool {
    // Until 1.14 some names were written without spaces.
    let together = |name: &str| name.split_whitespace().collect::<String>();
    let text = leaf.text();
    let embedded = EMBEDDED_FONTS.iter().find(|font| together(font) == together(text));
    let text = embedded.copied().unwrap_or(text);
    let is_embedded = embedded.is_some();
    let mut set = |key: &str| {
        let (path, key, value) = (leaf.path.clone(), key.to_owned(), text.to_owned());
        set_option(Setting { path, key, value }, meta);
    };
    if leaf.name == FAMILY {
        if is_embedded {
            ["font", "heading-font"].into_iter().for_each(&mut set);
        }
        return is_embedded;
    }
    let Some((part, option)) = FONTS.iter().find(|(own, _)| leaf.name == *own) else {
        return false;
    };
    let family_of = |part: &str| {
        let found = all.iter().find(|(name, _)| name == part);
        found.or_else(|| all.iter().find(|(name, _)| name == FAMILY)).map(|(_, text)| text.as_str())
    };
    let first = FONTS.iter().find(|(_, own)| own == option).map_or("", |(part, _)| *part);
    if first != *part {
        return family_of(first) == Some(text);
    }
    if is_embedded {
        set(option);
    }
    is_embedded
}

/// Returns the settings for a font option; `None` for other options.
pub(super) fn write_font(option: &Setting) -> Option<Vec<(String, Node)>> {
    let parts = FONTS.iter().filter(|(_, own)| *own == option.key);
    let found: Vec<_> =
        parts.map(|(part, _)| ((*part).to_owned(), scalar(&option.value))).collect();
    (!found.is_empty()).then_some(found)
}

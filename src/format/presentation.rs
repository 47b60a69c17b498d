//! Converts design settings of other tools to theme options.

use std::ops::RangeInclusive;

use crate::diagnostic::{Diagnostic, Span};
use crate::resume::{Date, Meta, Resume, Setting};
use crate::source::{Member, Node, Path, Value};

use super::losses::Losses;
use crate::format::members::Members;

/// The embedded font families; others may be missing on another machine.
pub(super) const EMBEDDED_FONTS: [&str; 11] = [
    "Amiri",
    "EB Garamond",
    "Frank Ruhl Libre",
    "Inter",
    "Libertinus Serif",
    "Noto Serif Devanagari",
    "Open Sans",
    "Source Code Pro",
    "Source Sans 3",
    "Source Serif 4",
    "Vollkorn",
];

/// Range of page margins in points: 5 mm to 60 mm.
pub(super) const MARGIN: RangeInclusive<f64> = 14.17..=170.1;
/// Range of font sizes in points.
pub(super) const FONT_SIZE: RangeInclusive<f64> = 7.0..=16.0;

/// Parses a length into points; `None` if it is relative to the font or invalid.
pub(super) fn points(text: &str) -> Option<f64> {
    let split = text.find(|c: char| c.is_ascii_alphabetic())?;
    let number: f64 = text[..split].trim().parse().ok()?;
    let unit = match text[split..].trim() {
        "pt" => 1.0,
        "mm" => 72.0 / 25.4,
        "cm" => 72.0 / 2.54,
        "in" => 72.0,
        _ => return None,
    };
    Some(number * unit)
}

/// Converts a colour to `#rrggbb`: a name, a code with or without `#`, `rgb(…)` or `hsl(…)`.
pub(super) fn color(text: &str) -> Option<String> {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    let is_code = matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let text = if is_code { format!("#{digits}") } else { text.to_lowercase() };
    let color = text.parse::<svgtypes::Color>().ok()?;
    Some(format!("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue))
}

/// Code of the warning that another tool's theme is replaced.
pub(crate) const FOREIGN_THEME: &str = "foreign-theme";

/// Warns that another tool's theme is replaced by the most similar one.
pub(super) fn foreign_theme(
    tool: &str,
    name: &str,
    nearest: &str,
    member: &Member,
    at: &Path,
) -> Diagnostic {
    Diagnostic::warning(
        FOREIGN_THEME,
        format!("`{name}` is a theme of {tool}; using the nearest, `{nearest}`"),
    )
    .on(at)
    .at(member.value.span)
    .hint("`-t` chooses another, and `recto themes` lists them")
}

/// A setting that is not a map.
pub(super) struct Leaf<'n> {
    /// Names from the outermost map on, joined by dots, as written.
    pub(super) typed: String,
    /// The same with the names of the newest version.
    pub(super) name: String,
    pub(super) path: Path,
    pub(super) member: &'n Member,
}

impl<'n> Leaf<'n> {
    pub(super) fn top(member: &'n Member, path: Path) -> Self {
        Self { typed: member.key.clone(), name: member.key.clone(), path, member }
    }

    pub(super) fn text(&self) -> &str {
        self.member.value.as_text().unwrap_or_default().trim()
    }

    pub(super) fn is_on(&self) -> Option<bool> {
        match self.text().to_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => None,
        }
    }
}

/// Returns the settings in a map, recursively.
pub(super) fn leaves<'n>(members: &'n [Member], at: &Path) -> Vec<Leaf<'n>> {
    let mut found = Vec::new();
    collect_leaves(members, "", at, &mut found);
    found
}

fn collect_leaves<'n>(members: &'n [Member], prefix: &str, at: &Path, out: &mut Vec<Leaf<'n>>) {
    for member in members {
        let name =
            if prefix.is_empty() { member.key.clone() } else { format!("{prefix}.{}", member.key) };
        let path = at.key(&member.key);
        match &member.value.value {
            Value::Null => {}
            Value::Map(inner) => collect_leaves(inner, &name, &path, out),
            _ => out.push(Leaf { typed: name.clone(), name, path, member }),
        }
    }
}

/// Maximum number of settings listed.
const MOST_NAMED: usize = 12;

/// Reports settings without an equivalent in one warning, or their groups if there are many; tools
/// write all of their settings into new files.
pub(super) fn unplaced_settings(at: &Path, leaves: &[&Leaf], hint: &str) -> Option<Diagnostic> {
    let first = leaves.first()?;
    let in_full = leaves.len() <= MOST_NAMED;
    let mut names: Vec<String> = Vec::new();
    for leaf in leaves {
        let name = leaf.typed.as_str();
        let group = name.split('.').next().unwrap_or(name);
        let name = format!("`{}`", if in_full { name } else { group });
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let names = names.join(", ");
    let message = if in_full {
        format!("no equivalent for {names} of `{at}`")
    } else {
        format!("no equivalent for {} settings of `{at}`, in {names}", leaves.len())
    };
    Some(
        Diagnostic::warning("no-counterpart", message)
            .on(&first.path)
            .at(first.member.key_span)
            .hint(hint),
    )
}

/// Sets an option; the last setting wins.
pub(super) fn set_option(option: Setting, meta: &mut Meta) {
    meta.options.retain(|other| other.key != option.key);
    meta.options.push(option);
}

/// Hides the days of dates, for tools that never show them.
pub(super) fn hide_days(resume: &mut Resume) {
    let has_day = |date: &Option<Date>| matches!(date, Some(Date::Day(..)));
    let entries = resume.sections.iter().flat_map(|section| section.entries.iter().flatten());
    let has_days = entries.flat_map(|entry| [&entry.start, &entry.end, &entry.date]).any(has_day);
    if has_days {
        let (key, value) = ("days".to_owned(), "false".to_owned());
        set_option(Setting { path: Path::ROOT, key, value }, &mut resume.meta);
    }
}

/// Keeps settings without an equivalent under a tool's name, for converting back.
pub(super) fn keep(meta: &mut Meta, tool: &str, key: &str, leaves: Vec<&Leaf>) {
    if !leaves.is_empty() {
        let leaves = leaves.iter().map(|leaf| (leaf.name.as_str(), &leaf.member.value));
        keep_node(meta, tool, key, nest(leaves.collect()));
    }
}

/// Keeps a setting without an equivalent under a tool's name, for converting back.
pub(super) fn keep_node(meta: &mut Meta, tool: &str, key: &str, node: Node) {
    let kept = meta.extra.iter().position(|(name, _)| name == tool);
    let mut members = kept.map_or_else(Members::default, |at| Members::of(meta.extra.remove(at).1));
    members.put(key, node);
    meta.extra.push((tool.to_owned(), members.map()));
}

/// Converts dotted names to nested maps.
pub(super) fn nest(leaves: Vec<(&str, &Node)>) -> Node {
    let mut members = Members::default();
    for (name, node) in &leaves {
        let Some((head, _)) = name.split_once('.') else {
            members.put(name, (*node).clone());
            continue;
        };
        if members.has(head) {
            continue;
        }
        let inner = leaves.iter().filter_map(|(name, node)| {
            let (own, rest) = name.split_once('.')?;
            (own == head).then_some((rest, *node))
        });
        members.put(head, nest(inner.collect()));
    }
    members.map()
}

/// Returns the settings kept under a tool's name, or null.
pub(super) fn take_kept(meta: &Meta, tool: &str, key: &str) -> Node {
    let kept = meta.extra.iter().find(|(name, _)| name == tool).and_then(|(_, node)| node.get(key));
    kept.cloned().unwrap_or(Node { value: Value::Null, span: Span::detached() })
}

/// Inserts a value into nested maps at a dotted name.
pub(super) fn put_in(node: &mut Node, name: &str, value: Node) {
    if node.as_map().is_none() {
        node.value = Value::Map(Vec::new());
    }
    let Value::Map(members) = &mut node.value else { return };
    let (head, rest) = name.split_once('.').map_or((name, None), |(head, rest)| (head, Some(rest)));
    let at = members.iter().position(|member| member.key == head).unwrap_or_else(|| {
        members.push(Member {
            key: head.to_owned(),
            key_span: Span::detached(),
            value: Node { value: Value::Null, span: Span::detached() },
        });
        members.len() - 1
    });
    match rest {
        Some(rest) => put_in(&mut members[at].value, rest, value),
        None => members[at].value = value,
    }
}

/// Records keys of `meta` that only the native format has.
pub(super) fn note_meta(meta: &Meta, tool: &str, losses: &mut Losses) {
    let at = |key: &str| meta.path.key(key);
    let parts = [
        ("pages", meta.pages.is_some()),
        ("sort", !meta.sort.is_empty()),
        ("variants", !meta.variants.is_empty()),
        ("copyright", meta.copyright.is_some()),
        ("consent", meta.consent.is_some()),
        ("canonical", meta.canonical.is_some()),
        ("version", meta.version.is_some()),
    ];
    for (key, is_there) in parts {
        if is_there {
            losses.omitted(format!("`{key}`"), &at(key));
        }
    }
    for (theme, _) in &meta.themes {
        losses.omitted("options of single themes", &at("themes").key(theme));
    }
    for (key, _) in meta.extra.iter().filter(|(key, _)| key != tool) {
        losses.omitted("settings of other tools", &at(key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Theme;
    use crate::world::Fonts;

    #[test]
    fn option_ranges_match_the_common_options() {
        let theme = Theme::embedded(crate::theme::DEFAULT).expect("the default theme");
        let bounds = |name: &str| {
            theme.options.iter().find(|option| option.name == name).expect("an option").bounds()
        };
        for (name, range) in [("margin-top", MARGIN), ("font-size", FONT_SIZE)] {
            let (min, max) = bounds(name);
            assert!(min.is_some_and(|min| (min - range.start()).abs() < 0.1), "{name}");
            assert!(max.is_some_and(|max| (max - range.end()).abs() < 0.1), "{name}");
        }
    }

    #[test]
    fn listed_families_match_the_embedded_fonts() {
        assert_eq!(EMBEDDED_FONTS.to_vec(), Fonts::embedded_families());
    }
}

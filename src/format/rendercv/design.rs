//! Reads `design`.

use crate::characters::letters;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::format::presentation::{
    Leaf, foreign_theme, keep, leaves, points, set_option, unplaced_settings,
};
use crate::format::settings::{self, Read, Scale};
use crate::resume::{Meta, Resume, Setting, Text};
use crate::source::{Node, Path};

use super::colors::{Colors, read_font};
use super::defaults::{is_already_so, is_default, is_default_section};
use super::keys::{DEFAULT_THEME, GROUPS, NEAREST_TO_CUSTOM, OLD_GROUPS, RENAMED_DESIGN, THEMES};
use super::options::PAIRS;
use super::{KEPT, Reader, colors, defaults};

const TIME_SPANS: &str = "time-spans";
const SHOWN_SPANS: &str = "sections.show_time_spans_in";

/// The section title type with a bar instead of a rule.
const BAR: (&str, &str) = ("section_titles.type", "moderncv");

/// Settings that others depend on.
struct Design {
    colors: Colors,
    /// All settings by name.
    texts: Vec<(String, String)>,
    scale: Scale,
}

impl Design {
    fn of(leaves: &[Leaf]) -> Self {
        let texts: Vec<_> =
            leaves.iter().map(|leaf| (leaf.name.clone(), leaf.text().to_owned())).collect();
        let find = |name: &str| texts.iter().find(|(own, _)| own == name).map(|(_, text)| text);
        let size = find("typography.font_size.body").and_then(|text| points(text)).unwrap_or(10.0);
        let scale = Scale { size, leading: 0.6 * size };
        let leading = find("typography.line_spacing").and_then(|text| scale.length(text));
        let scale = Scale { leading: leading.unwrap_or(scale.leading), ..scale };
        Self { colors: Colors::of(leaves), texts, scale }
    }

    fn is_default(&self, leaf: &Leaf) -> bool {
        let theme = self.texts.iter().find(|(name, _)| name == "theme");
        is_default(leaf, theme.map(|(_, text)| text.as_str()))
    }

    fn has(&self, (name, value): (&str, &str)) -> bool {
        self.texts.iter().any(|(own, text)| own == name && text == value)
    }
}

impl Reader<'_> {
    /// Reads `design`: settings with an equivalent become options, the others are reported and
    /// kept.
    pub(super) fn design(&mut self, node: &Node, at: &Path, meta: &mut Meta) {
        let Some(members) = self.decoder.map(node, at, "a mapping") else { return };
        let mut found = leaves(members, at);
        for leaf in &mut found {
            leaf.name = newest_name(&leaf.name);
        }
        let theme = found.iter().find(|leaf| leaf.name == "theme").map(Leaf::text);
        let is_own = theme.is_none_or(|theme| THEMES.iter().any(|(own, _)| *own == theme));
        let design = Design::of(&found);
        let (mut kept, mut unplaced) = (Vec::new(), Vec::new());
        let spans = found.iter().find(|leaf| leaf.name == SHOWN_SPANS);
        self.time_spans_at = spans.map(|leaf| leaf.member.value.span);
        for leaf in found.into_iter().filter(|leaf| !is_already_so(leaf)) {
            match setting(&leaf, &design, meta) {
                Read::Exactly => {}
                // The newest version may not support values of older ones.
                Read::Nearly if leaf.typed != leaf.name => {}
                Read::Nearly => kept.push(leaf),
                Read::Nothing if leaf.name == "theme" => {
                    self.theme(&leaf, meta);
                    kept.push(leaf);
                }
                Read::Nothing if is_own && self.misspelled_setting(&leaf) => {}
                Read::Nothing if design.is_default(&leaf) => kept.push(leaf),
                Read::Nothing => {
                    unplaced.push(kept.len());
                    kept.push(leaf);
                }
            }
        }
        let unplaced: Vec<&Leaf> = unplaced.iter().map(|index| &kept[*index]).collect();
        let hint = "`recto themes NAME` lists the options of a theme";
        self.decoder.report_all(unplaced_settings(at, &unplaced, hint));
        // Options of older versions are not valid in the newest version, which is written.
        kept.retain(|leaf| !is_own || is_known(&leaf.name));
        keep(meta, KEPT, "design", kept.iter().collect());
    }

    /// Removes missing sections from those that show durations.
    pub(super) fn missing_time_spans(&mut self, resume: &mut Resume) {
        let Resume { sections, meta, .. } = resume;
        let Some(at) = meta.options.iter().position(|option| option.key == TIME_SPANS) else {
            return;
        };
        let is_there = |name: &&str| {
            let titles = sections.iter().flat_map(|section| &section.title);
            titles.map(Text::as_str).any(|title| letters(title) == letters(name))
        };
        let (there, missing): (Vec<&str>, Vec<&str>) =
            meta.options[at].value.split(", ").partition(is_there);
        for name in missing.into_iter().filter(|name| !is_default_section(name)) {
            let titles = sections.iter().flat_map(|section| &section.title);
            let titles: Vec<_> = titles.map(|title| format!("`{}`", title.as_str())).collect();
            self.decoder.report(
                Diagnostic::warning("unknown-section", format!("unknown section `{name}`"))
                    .on(&meta.options[at].path)
                    .at_opt(self.time_spans_at)
                    .hint(format!("the sections are {}", titles.join(", "))),
            );
        }
        if there.is_empty() {
            meta.options.remove(at);
        } else {
            meta.options[at].value = there.join(", ");
        }
    }

    fn theme(&mut self, leaf: &Leaf, meta: &mut Meta) {
        let name = leaf.text();
        let own = THEMES.iter().find(|(own, _)| *own == name);
        let nearest = own.map_or(NEAREST_TO_CUSTOM, |(_, nearest)| nearest);
        meta.theme = Some(nearest.to_owned());
        // The theme of all new files.
        if name == DEFAULT_THEME {
            return;
        }
        self.decoder.report(foreign_theme("RenderCV", name, nearest, leaf.member, &leaf.path));
    }

    /// Reports a misspelled setting; returns whether it was one.
    fn misspelled_setting(&mut self, leaf: &Leaf) -> bool {
        let (group, key) = leaf.name.rsplit_once('.').unwrap_or(("", &leaf.name));
        let siblings: Vec<&str> = known_names().filter_map(|name| key_in(name, group)).collect();
        if siblings.is_empty() {
            let root = leaf.name.split('.').next().unwrap_or_default();
            let meant = did_you_mean(root, GROUPS).filter(|meant| *meant != root);
            return match meant.filter(|_| !OLD_GROUPS.contains(&root)) {
                Some(meant) => self.unknown_setting(leaf, root, meant),
                None => false,
            };
        }
        match did_you_mean(key, siblings.iter().copied()) {
            Some(meant) if !siblings.contains(&key) => self.unknown_setting(leaf, key, meant),
            _ => false,
        }
    }

    fn unknown_setting(&mut self, leaf: &Leaf, key: &str, meant: &str) -> bool {
        self.decoder.report(
            Diagnostic::error("unknown-key", format!("unknown key `{key}`"))
                .on(&leaf.path)
                .at(leaf.member.key_span)
                .hint(format!("did you mean `{meant}`?")),
        );
        true
    }
}

/// Sets the options of a setting.
fn setting(leaf: &Leaf, design: &Design, meta: &mut Meta) -> Read {
    let exactly = |is_read| if is_read { Read::Exactly } else { Read::Nothing };
    match leaf.name.as_str() {
        SHOWN_SPANS => exactly(time_spans(leaf, meta)),
        "section_titles.line_thickness" if design.has(BAR) => Read::Nothing,
        // Default greys and margins that make pages hard to read.
        "colors.footer" | "page.top_margin" | "page.bottom_margin" | "page.left_margin"
        | "page.right_margin"
            if design.is_default(leaf) =>
        {
            Read::Nothing
        }
        name if name.starts_with("colors.") || name == "links.underline" => {
            exactly(design.colors.read(leaf, meta))
        }
        name if name.starts_with("typography.font_family") => {
            exactly(read_font(leaf, &design.texts, meta))
        }
        _ => settings::read(PAIRS, leaf, &design.scale, meta),
    }
}

fn time_spans(leaf: &Leaf, meta: &mut Meta) -> bool {
    let names = leaf.member.value.as_list().unwrap_or_default();
    let names = names.iter().filter_map(Node::as_text).map(str::trim);
    let names: Vec<_> = names.filter(|name| !name.is_empty() && !name.contains(',')).collect();
    if names.is_empty() {
        return false;
    }
    let (path, key) = (leaf.path.clone(), TIME_SPANS.to_owned());
    set_option(Setting { path, key, value: names.join(", ") }, meta);
    true
}

/// Returns the current name of a setting.
fn newest_name(name: &str) -> String {
    let name = name.strip_prefix("options.").unwrap_or(name);
    let renamed = RENAMED_DESIGN.iter().find(|(old, _)| *old == name);
    renamed.map_or(name, |(_, new)| new).to_owned()
}

/// Returns the names of all current settings.
fn known_names() -> impl Iterator<Item = &'static str> {
    let pairs = PAIRS.iter().map(|pair| pair.theirs);
    let all = pairs.chain(defaults::names()).chain(colors::names());
    all.filter(|name| name.split_once('.').is_some_and(|(group, _)| GROUPS.contains(&group)))
        .chain(["theme", SHOWN_SPANS])
}

/// Returns the last part of a name within a group.
fn key_in<'n>(name: &'n str, group: &str) -> Option<&'n str> {
    let (own, key) = name.rsplit_once('.').unwrap_or(("", name));
    (own == group).then_some(key)
}

fn is_known(name: &str) -> bool {
    known_names().any(|known| known == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostics, Sources};
    use crate::source::{Syntax, parse};

    #[test]
    fn every_setting_of_the_newest_version_is_known() {
        let text = include_str!("../../../tests/fixtures/rendercv.yaml");
        let id = Sources::default().add("cv.yaml", text);
        let root = parse(Syntax::Yaml, id, text, &mut Diagnostics::default()).expect("a tree");
        let design = root.get("design").and_then(Node::as_map).expect("settings");
        let found = leaves(design, &Path::ROOT);
        assert!(found.len() > 80, "the fixture has them all");
        for leaf in found {
            assert!(is_known(&leaf.name), "{}", leaf.name);
        }
        assert!(!is_known("entry_types.one_line_entry.template"));
        assert!(!is_known("disable_page_numbering"));
    }
}

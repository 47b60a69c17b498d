//! Reads `layouts` and `locale`.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::format::presentation::{
    Leaf, foreign_theme, keep, keep_node, leaves, unplaced_settings,
};
use crate::format::settings::{self, Read, Scale};
use crate::resume::{Meta, Resume, SectionKind, Text};
use crate::source::{Member, Node, Path};

use super::keys::{ENGINES, LAYOUT, LOCALES, ORDER, PAIRS, TEMPLATES};
use super::{KEPT, Reader, tag_of};

impl Reader<'_> {
    pub(super) fn locale(&mut self, node: &Node, at: &Path, meta: &mut Meta) {
        if node.as_text().is_some() {
            self.language(node, at, meta);
            return;
        }
        let Some(members) = self.decoder.map(node, at, "a mapping") else { return };
        for member in members {
            let at = at.key(&member.key);
            if member.key != "language" {
                if !self.decoder.misspelled(member, &at, ["language"]) && !member.value.is_null() {
                    let leaf = Leaf::top(member, at.clone());
                    let hint = "YAMLResume's `locale` has only `language`";
                    let at = Path::ROOT.key("locale");
                    self.decoder.report_all(unplaced_settings(&at, &[&leaf], hint));
                }
                continue;
            }
            self.language(&member.value, &at, meta);
        }
    }

    fn language(&mut self, node: &Node, at: &Path, meta: &mut Meta) {
        let Some(name) = self.decoder.plain(node, at) else { return };
        match tag_of(&name) {
            Some(tag) => meta.locale = Some(tag),
            None => {
                let names = LOCALES.map(|(name, _)| name);
                let instead = "the words of the page are English";
                self.decoder.newer_value(&name, node, at, "language", &names, instead);
            }
        }
    }

    /// Reads the layout of the PDF; the others are kept.
    pub(super) fn layouts(&mut self, root: &Node, member: &Member, at: &Path, resume: &mut Resume) {
        let found = Layouts::of(root);
        if found.key != member.key {
            if !member.value.is_null() {
                self.decoder.report(
                    Diagnostic::warning(
                        "no-counterpart",
                        "ignored `layout`: this file also has `layouts`",
                    )
                    .on(at)
                    .at(member.key_span)
                    .hint("`layout` is the old name of `layouts`, up to version 0.7"),
                );
            }
            return;
        }
        if member.value.as_text().is_some() {
            self.decoder.wrong_type(&member.value, at, "a list");
        }
        let layouts = found.nodes;
        let Some(chosen) = chosen(layouts) else { return };
        let path = found.path(chosen);
        self.layout(&layouts[chosen], &path, resume);
        let others: Vec<Node> = layouts
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != chosen)
            .map(|(_, node)| node.clone())
            .collect();
        if others.is_empty() {
            return;
        }
        let engine = |node: &Node| node.get("engine").and_then(Node::as_text).map(str::to_owned);
        let followed = engine(&layouts[chosen]);
        // Other engines do not produce a PDF.
        if let Some(rival) = others.iter().find(|other| engine(other) == followed) {
            let engine = followed.as_deref().unwrap_or("latex");
            self.decoder.report(
                Diagnostic::warning(
                    "no-counterpart",
                    format!("several layouts for `{engine}`; using the first"),
                )
                .on(at)
                .at(rival.span)
                .hint("`-t` and `--set` choose another look"),
            );
        }
        keep_node(&mut resume.meta, KEPT, "layouts", Node::list(others));
    }

    fn layout(&mut self, node: &Node, at: &Path, resume: &mut Resume) {
        let Some(members) = self.decoder.map(node, at, "a mapping") else { return };
        let mut kept = Vec::new();
        for mut leaf in leaves(members, at) {
            leaf.name = current_name(&leaf.name);
            let is_alias = leaf.name.starts_with("sections.aliases.");
            if is_alias && self.alias(&leaf, &mut resume.meta) {
                continue;
            }
            match leaf.name.as_str() {
                "engine" => {
                    self.engine(&leaf);
                    kept.push(leaf);
                }
                "template" => {
                    self.template(&leaf, &mut resume.meta);
                    kept.push(leaf);
                }
                "locale" | "locale.language" => {
                    // Its place until version 0.7.
                    if let Some(locale) = node.get("locale")
                        && !self.has_language
                    {
                        self.locale(locale, &at.key("locale"), &mut resume.meta);
                    }
                }
                // Read after all sections.
                "sections.order" => {}
                _ if option(&leaf, &mut resume.meta) => {}
                _ if is_alias || self.misspelled_setting(&leaf) => {}
                // Some versions have two names for this setting.
                name if kept.iter().any(|other: &Leaf| other.name == name) => {}
                _ => kept.push(leaf),
            }
        }
        let unplaced: Vec<&Leaf> = kept
            .iter()
            .filter(|leaf| !matches!(leaf.name.as_str(), "engine" | "template"))
            .filter(|leaf| !is_already_so(leaf))
            .collect();
        let hint = "`recto themes NAME` lists the options of a theme";
        self.decoder.report_all(unplaced_settings(at, &unplaced, hint));
        keep(&mut resume.meta, KEPT, "layout", kept.iter().collect());
    }

    fn engine(&mut self, leaf: &Leaf) {
        if !ENGINES.contains(&leaf.text()) {
            self.decoder.unknown_value(
                leaf.text(),
                &leaf.member.value,
                &leaf.path,
                "engine",
                ENGINES,
            );
        }
    }

    fn template(&mut self, leaf: &Leaf, meta: &mut Meta) {
        let name = leaf.text();
        let Some((_, nearest)) = TEMPLATES.iter().find(|(own, _)| *own == name) else {
            let names = TEMPLATES.map(|(name, _)| name);
            let (node, instead) = (&leaf.member.value, "using `register`");
            self.decoder.newer_value(name, node, &leaf.path, "template", &names, instead);
            meta.theme = Some("register".to_owned());
            return;
        };
        meta.theme = Some((*nearest).to_owned());
        self.decoder.report(foreign_theme("YAMLResume", name, nearest, leaf.member, &leaf.path));
    }

    /// Reads an alternative section title; returns whether the section exists.
    fn alias(&mut self, leaf: &Leaf, meta: &mut Meta) -> bool {
        let Some(kind) = kind_of(&leaf.member.key) else {
            let names = ORDER.map(|(_, name, _)| name);
            let name = leaf.member.key.as_str();
            self.unknown_section(name, leaf, did_you_mean(name, names));
            return false;
        };
        if let Some(title) = self.line(&leaf.member.value, &leaf.path) {
            meta.titles.push((kind.name().to_owned(), title));
        }
        true
    }

    fn unknown_section(&mut self, name: &str, leaf: &Leaf, meant: Option<&str>) {
        let names: Vec<_> = ORDER.iter().map(|(_, name, _)| format!("`{name}`")).collect();
        self.decoder.report(
            Diagnostic::error("unknown-section", format!("unknown section `{name}`"))
                .on(&leaf.path)
                .at(leaf.member.key_span)
                .hint(match meant {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("the sections are {}", names.join(", ")),
                }),
        );
    }

    /// Reports a misspelled setting; returns whether it was one.
    fn misspelled_setting(&mut self, leaf: &Leaf) -> bool {
        if LAYOUT.contains(&leaf.name.as_str()) {
            return false;
        }
        let (group, _) = leaf.name.rsplit_once('.').unwrap_or(("", &leaf.name));
        let siblings = LAYOUT.iter().filter_map(|name| {
            let (own, key) = name.rsplit_once('.').unwrap_or(("", name));
            (own == group).then_some(key)
        });
        self.decoder.misspelled(leaf.member, &leaf.path, siblings)
    }

    /// Orders the sections as YAMLResume does.
    pub(super) fn order(&mut self, root: &Node, resume: &mut Resume) {
        let found = Layouts::of(root);
        let layouts = found.nodes;
        let chosen = chosen(layouts);
        let node = chosen
            .and_then(|index| layouts[index].get("sections"))
            .and_then(|sections| sections.get("order"))
            .filter(|order| !order.is_null());
        let mut order: Vec<SectionKind> = Vec::new();
        if let (Some(node), Some(index)) = (node, chosen) {
            let at = found.path(index).key("sections").key("order");
            for (name, node, at) in self.names(node, &at) {
                match kind_of(&name) {
                    Some(kind) if order.contains(&kind) => {}
                    Some(kind) => order.push(kind),
                    None => {
                        let names = ORDER.map(|(_, name, _)| name);
                        self.decoder.unknown_value(&name, node, &at, "section", names);
                    }
                }
            }
        }
        let rest = ORDER.iter().map(|(kind, ..)| *kind).filter(|kind| !order.contains(kind));
        let order: Vec<SectionKind> = order.iter().copied().chain(rest).collect();
        let place = |kind: SectionKind| order.iter().position(|own| *own == kind);
        let mut shown: Vec<_> = resume.sections.iter().collect();
        shown.sort_by_key(|section| place(section.kind).unwrap_or(order.len()));
        let ids = |sections: &[&crate::resume::Section]| -> Vec<String> {
            sections.iter().filter_map(|section| section.item.id.clone()).collect()
        };
        let as_shown = ids(&shown);
        if as_shown != ids(&resume.sections.iter().collect::<Vec<_>>()) {
            resume.meta.sections = Some(as_shown);
        }
        let has = |id: &String| resume.sections.iter().any(|s| s.item.id.as_ref() == Some(id));
        resume.meta.titles.retain(|(id, _)| has(id));
    }

    /// Returns the texts of a list.
    fn names<'n>(&mut self, node: &'n Node, at: &Path) -> Vec<(String, &'n Node, Path)> {
        let Some(nodes) = node.as_list() else {
            self.decoder.wrong_type(node, at, "a list of sections");
            return Vec::new();
        };
        let nodes = nodes.iter().enumerate();
        nodes
            .filter_map(|(index, node)| {
                let at = at.index(index);
                Some((self.decoder.plain(node, &at)?, node, at))
            })
            .collect()
    }
}

/// The layouts of a file: a list under `layouts`, or a mapping under `layout` until version 0.7.
struct Layouts<'n> {
    key: &'static str,
    nodes: &'n [Node],
    is_list: bool,
}

impl<'n> Layouts<'n> {
    fn of(root: &'n Node) -> Self {
        let filled = |key| root.get(key).filter(|node| !node.is_null());
        let (key, node) = match (filled("layouts"), filled("layout")) {
            (None, Some(node)) => ("layout", Some(node)),
            (node, _) => ("layouts", node),
        };
        let nodes = match node {
            Some(node) => match node.as_list() {
                Some(nodes) => nodes,
                None if node.as_map().is_some() => std::slice::from_ref(node),
                None => &[],
            },
            None => &[],
        };
        Self { key, nodes, is_list: node.is_some_and(|node| node.as_list().is_some()) }
    }

    fn path(&self, index: usize) -> Path {
        let at = Path::ROOT.key(self.key);
        if self.is_list { at.index(index) } else { at }
    }
}

/// Returns the current name of a setting, some of which were moved after version 0.7.
fn current_name(name: &str) -> String {
    if let Some(side) = name.strip_prefix("margins.") {
        return format!("page.margins.{side}");
    }
    match name {
        "template.id" => "template",
        "latex.fontspec.numbers"
        | "typography.fontspec.numbers"
        | "typography.fontSpec.numbers" => "advanced.fontspec.numbers",
        _ => name,
    }
    .to_owned()
}

/// Returns the layout for pages of a file.
pub(super) fn shown(root: &Node) -> Option<&Node> {
    let nodes = Layouts::of(root).nodes;
    chosen(nodes).map(|index| &nodes[index])
}

/// Returns the layout for pages: the first for LaTeX, else for DOCX, else the first.
fn chosen(layouts: &[Node]) -> Option<usize> {
    let of = |engine: &str| {
        layouts.iter().position(|layout| {
            layout.get("engine").and_then(Node::as_text).map(str::trim) == Some(engine)
        })
    };
    of("latex").or_else(|| of("docx")).or((!layouts.is_empty()).then_some(0))
}

/// Returns whether a setting requests the default behaviour, as those of new files do.
fn is_already_so(leaf: &Leaf) -> bool {
    match leaf.name.as_str() {
        "advanced.showUrls" => leaf.is_on() == Some(true),
        "advanced.fontspec.numbers" => {
            ["auto", "undefined"].iter().any(|own| leaf.text().eq_ignore_ascii_case(own))
        }
        _ => false,
    }
}

fn kind_of(name: &str) -> Option<SectionKind> {
    ORDER.iter().find(|(_, own, _)| *own == name).map(|(kind, ..)| *kind)
}

/// Sets the option of a setting; returns whether there is one.
fn option(leaf: &Leaf, meta: &mut Meta) -> bool {
    if leaf.name == "advanced.keywords" {
        let keywords = leaf.text().split(',').map(str::trim).filter(|word| !word.is_empty());
        meta.keywords.extend(keywords.map(Text::from));
        return true;
    }
    // The default for links.
    let is_plain = leaf.name == "typography.links.underline" && leaf.is_on() == Some(false);
    is_plain || settings::read(PAIRS, leaf, &Scale::default(), meta) != Read::Nothing
}

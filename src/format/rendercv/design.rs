//! `design`, `locale` and `settings`: how the file wants to look.

use std::str::FromStr;

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::format::presentation::{
    EMBEDDED_FONTS, Leaf, LengthRange, foreign_theme, keep, leaves, length_within, points,
    set_option, unplaced_settings,
};
use crate::resume::{Date, Meta, Setting};
use crate::source::{Member, Node, Path, Value};

use super::counterparts::{Scale, counterparts};
use super::keys::{
    ALREADY_SO, DATE_FORMATS, DESIGN, LANGUAGES, LIKE_NORMAL, LOCALE, NEAREST_TO_CUSTOM,
    OLD_GROUPS, RENAMED_DESIGN, RENDER_COMMAND, SETTINGS, THEMES, USUAL_WORDS,
};
use super::{KEPT, Reader};

/// Sets the options nearest to a setting; tells whether there are any.
fn set_near(leaf: &Leaf, scale: &Scale, meta: &mut Meta) -> bool {
    let options = counterparts(leaf, scale);
    let is_near = !options.is_empty();
    for (key, value) in options {
        // No space above a summary says nothing of that above highlights.
        let is_said = meta.options.iter().any(|setting| setting.key == key);
        if is_said && matches!(value.as_str(), "0" | "lines") {
            continue;
        }
        set_option(Setting { path: leaf.path.clone(), key: key.to_owned(), value }, meta);
    }
    is_near
}

/// Tells whether a setting asks for what is done anyway.
fn is_already_so(leaf: &Leaf) -> bool {
    let value = match &leaf.member.value.value {
        Value::List(nodes) if nodes.is_empty() => "",
        Value::List(_) | Value::Map(_) => return false,
        _ => leaf.text(),
    };
    ALREADY_SO.iter().any(|(name, so)| *name == leaf.name && value.eq_ignore_ascii_case(so))
}

/// Tells whether a word is the one that stands in every new file.
fn is_usual_word(leaf: &Leaf) -> bool {
    let said = match &leaf.member.value.value {
        Value::List(nodes) => nodes.iter().filter_map(Node::as_text).collect::<Vec<_>>().join(" "),
        Value::Map(members) => members.iter().filter_map(|member| member.value.as_text()).collect(),
        _ => leaf.text().to_owned(),
    };
    USUAL_WORDS.iter().any(|(name, usual)| *name == leaf.name && *usual == said)
}

impl Reader<'_> {
    /// Reads `design`: what has a counterpart becomes an option, the rest is named and kept.
    pub(super) fn design(&mut self, node: &Node, at: &Path, meta: &mut Meta) {
        let Some(members) = self.decoder.map(node, at, "a mapping") else { return };
        let mut found = leaves(members, at);
        let theme =
            found.iter().find(|leaf| leaf.name == "theme").map(|leaf| leaf.text().to_owned());
        let is_own =
            theme.as_deref().is_none_or(|theme| THEMES.iter().any(|(own, _)| *own == theme));
        for leaf in &mut found {
            if let Some((_, new)) = RENAMED_DESIGN.iter().find(|(old, _)| *old == leaf.name) {
                leaf.name = (*new).to_owned();
            }
        }
        let colors = Colors::of(&found);
        let fonts = Fonts::of(&found);
        let scale = Scale::of(&found);
        let (mut kept, mut near) = (Vec::new(), Vec::new());
        for leaf in found {
            if leaf.name == "theme" {
                self.theme(&leaf, meta);
                kept.push(leaf);
            } else if is_already_so(&leaf) || self.option(&leaf, &colors, &fonts, meta) {
            } else if set_near(&leaf, &scale, meta) {
                near.push(leaf);
            } else if !(is_own && self.misspelled_setting(&leaf)) {
                kept.push(leaf);
            }
        }
        let unplaced: Vec<&Leaf> = kept.iter().filter(|leaf| leaf.name != "theme").collect();
        let hint = "`recto themes NAME` lists the options of a theme";
        self.decoder.report_all(unplaced_settings(at, &unplaced, hint));
        // The newest version, which is written, does not know the options of older ones.
        kept.append(&mut near);
        kept.retain(|leaf| !is_own || is_known(&leaf.name));
        keep(meta, KEPT, "design", kept.iter().collect());
    }

    fn theme(&mut self, leaf: &Leaf, meta: &mut Meta) {
        let name = leaf.text();
        let own = THEMES.iter().find(|(own, _)| *own == name);
        let nearest = own.map_or(NEAREST_TO_CUSTOM, |(_, nearest)| nearest);
        meta.theme = Some(nearest.to_owned());
        self.decoder.report(foreign_theme("RenderCV", name, nearest, leaf.member, &leaf.path));
    }

    /// Makes an option of a setting; tells whether it has a counterpart.
    fn option(&self, leaf: &Leaf, colors: &Colors, fonts: &Fonts, meta: &mut Meta) -> bool {
        let text = leaf.text();
        let option = |key: &str, value: &str| {
            Some(Setting { path: leaf.path.clone(), key: key.to_owned(), value: value.to_owned() })
        };
        let length = |key, range| option(key, &length_within(text, range)?);
        let made = match leaf.name.as_str() {
            "page.size" => {
                let paper = match text {
                    "a4" | "a4paper" => "a4",
                    "a5" | "a5paper" => "a5",
                    "us-letter" | "letterpaper" => "us-letter",
                    "us-executive" => "us-executive",
                    _ => return false,
                };
                meta.paper = Some(paper.to_owned());
                return true;
            }
            "page.top_margin" => length("margin-top", LengthRange::MARGIN),
            "page.bottom_margin" => length("margin-bottom", LengthRange::MARGIN),
            "page.left_margin" => length("margin-left", LengthRange::MARGIN),
            "page.right_margin" => length("margin-right", LengthRange::MARGIN),
            "page.show_footer" => leaf.is_on().and_then(|on| option("page-numbers", yes_or_no(on))),
            "header.connections.show_icons" => {
                leaf.is_on().and_then(|on| option("icons", yes_or_no(on)))
            }
            "header.connections.display_urls_instead_of_usernames" => {
                leaf.is_on().and_then(|on| option("profile-urls", yes_or_no(on)))
            }
            "sections.show_time_spans_in" => {
                let names = leaf.member.value.as_list().unwrap_or_default();
                let names = names.iter().filter_map(Node::as_text).map(str::trim);
                let names: Vec<_> = names.filter(|name| !name.contains(',')).collect();
                option("time-spans", &names.join(", ")).filter(|_| !names.is_empty())
            }
            "links.underline" => {
                leaf.is_on().filter(|on| *on).and_then(|_| option("links", colors.underlined()))
            }
            "typography.font_size.body" => length("font-size", LengthRange::FONT_SIZE),
            "typography.line_spacing" => {
                line_height(text, fonts.size).and_then(|height| option("line-height", &height))
            }
            "templates.single_date" => DATE_FORMATS
                .iter()
                .find(|(template, _)| *template == text)
                .and_then(|(_, format)| option("date-format", format)),
            name if name.starts_with("colors.") => {
                let Some(color) = color(text) else { return false };
                match (colors.role(name), &name["colors.".len()..]) {
                    (Some(key), _) => option(key, &color),
                    (None, "links") if Some(&color) == colors.accent.as_ref() => {
                        let underlined = meta.options.iter().any(|setting| {
                            setting.key == "links" && setting.value.ends_with("underline")
                        });
                        option("links", if underlined { "accent-underline" } else { "accent" })
                    }
                    (None, "links") if Some(&color) == colors.body.as_ref() => {
                        option("links", "plain")
                    }
                    (None, "name") => colors.nearest(&color).and_then(|c| option("name-color", c)),
                    (None, "headline") => {
                        colors.nearest(&color).and_then(|c| option("headline-color", c))
                    }
                    (None, "connections") => {
                        colors.nearest(&color).and_then(|c| option("contact-color", c))
                    }
                    (None, "top_note") => return Some(&color) == colors.muted.as_ref(),
                    _ => None,
                }
            }
            "typography.font_family" if EMBEDDED_FONTS.contains(&text) => {
                option("font", text).into_iter().for_each(|font| set_option(font, meta));
                option("heading-font", text)
            }
            name if name.starts_with("typography.font_family.") => {
                let is_embedded = EMBEDDED_FONTS.contains(&text);
                match &name["typography.font_family.".len()..] {
                    "body" if is_embedded => option("font", text),
                    "section_titles" if is_embedded => option("heading-font", text),
                    "name" => return fonts.heading.as_deref() == Some(text),
                    "headline" | "connections" => return fonts.body.as_deref() == Some(text),
                    _ => None,
                }
            }
            _ => None,
        };
        let Some(made) = made else { return false };
        set_option(made, meta);
        true
    }

    /// Reports a setting that is a slip of the pen; tells whether it was one.
    fn misspelled_setting(&mut self, leaf: &Leaf) -> bool {
        let (group, key) = leaf.name.rsplit_once('.').unwrap_or(("", &leaf.name));
        let root = leaf.name.split('.').next().unwrap_or_default();
        let Some(known) = options_of(group) else {
            let groups = DESIGN.iter().filter_map(|(name, _)| name.split('.').next());
            let meant = did_you_mean(root, groups.filter(|name| !name.is_empty()));
            let is_old = OLD_GROUPS.contains(&root);
            return match meant.filter(|meant| *meant != root && !is_old) {
                Some(meant) => self.unknown_setting(leaf, root, meant),
                None => false,
            };
        };
        if known.contains(&key) {
            return false;
        }
        match did_you_mean(key, known.iter().copied()) {
            Some(meant) => self.unknown_setting(leaf, key, meant),
            None => false,
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

    /// Reads `locale`.
    pub(super) fn locale(&mut self, node: &Node, at: &Path, meta: &mut Meta) {
        let Some(members) = self.decoder.map(node, at, "a mapping") else { return };
        let mut unplaced = Vec::new();
        for member in members {
            let path = at.key(&member.key);
            match member.key.as_str() {
                _ if member.value.is_null() => {}
                "language" => self.language(member, &path, meta),
                "present" => {
                    if let Some(value) = self.decoder.plain(&member.value, &path) {
                        meta.words.push(Setting { path, key: "present".to_owned(), value });
                    }
                }
                key if LOCALE.contains(&key) || !self.decoder.misspelled(member, &path, LOCALE) => {
                    unplaced.push(Leaf::top(member, path));
                }
                _ => {}
            }
        }
        let unplaced: Vec<_> = unplaced.iter().collect();
        let chosen: Vec<_> = unplaced.iter().copied().filter(|leaf| !is_usual_word(leaf)).collect();
        let hint = "the words and dates are those of the language";
        self.decoder.report_all(unplaced_settings(at, &chosen, hint));
        let known = unplaced.into_iter().filter(|leaf| LOCALE.contains(&leaf.name.as_str()));
        keep(meta, KEPT, "locale", known.collect());
    }

    fn language(&mut self, member: &Member, at: &Path, meta: &mut Meta) {
        let Some(name) = self.decoder.plain(&member.value, at) else { return };
        let known = LANGUAGES.iter().find(|(own, _)| own.eq_ignore_ascii_case(&name));
        // Until 2.2 it was a tag.
        let is_tag = (2..=3).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_lowercase());
        match known {
            Some((_, tag)) => meta.locale = Some((*tag).to_owned()),
            None if is_tag => meta.locale = Some(name),
            None => {
                let names = LANGUAGES.map(|(name, _)| name);
                let instead = "the words of the page are English";
                self.decoder.newer_value(&name, &member.value, at, "language", &names, instead);
            }
        }
    }

    /// Reads `settings`.
    pub(super) fn settings(&mut self, node: &Node, at: &Path, meta: &mut Meta) {
        let Some(members) = self.decoder.map(node, at, "a mapping") else { return };
        let (mut unplaced, mut unseen) = (Vec::new(), Vec::new());
        for member in members {
            let path = at.key(&member.key);
            let node = &member.value;
            match member.key.as_str() {
                _ if node.is_null() => {}
                "current_date" | "date" if node.as_text().map(str::trim) == Some("today") => {}
                "current_date" | "date" if !self.has_top_note => {
                    unseen
                        .push(Leaf { name: "current_date".to_owned(), ..Leaf::top(member, path) });
                }
                "current_date" | "date" => {
                    meta.last_modified =
                        self.decoder.any_date(node, &path).filter(|date| *date != Date::Present);
                }
                "bold_keywords" => meta.bold_keywords = self.decoder.plain_or_list(node, &path),
                "pdf_title" if node.as_text() == Some("NAME - CV") => {}
                "sort_entries" => self.sort_entries(member, &path),
                "render_command" => self.render_command(member, &path),
                key if SETTINGS.contains(&key)
                    || !self.decoder.misspelled(member, &path, SETTINGS) =>
                {
                    unplaced.push(Leaf::top(member, path));
                }
                _ => {}
            }
        }
        let unplaced: Vec<_> = unplaced.iter().collect();
        let hint = "the title of a PDF is made of the name";
        self.decoder.report_all(unplaced_settings(at, &unplaced, hint));
        let known = unplaced.into_iter().filter(|leaf| SETTINGS.contains(&leaf.name.as_str()));
        keep(meta, KEPT, "settings", known.chain(unseen.iter()).collect());
    }

    /// Reads an order of entries, which stood in `cv` and here until 2.3.
    pub(super) fn sort_entries(&mut self, member: &Member, at: &Path) {
        let order = member.value.as_text().unwrap_or_default().trim();
        if !matches!(order, "" | "none") {
            self.decoder.report(
                Diagnostic::warning(
                    "no-counterpart",
                    format!("`{order}` is no order here: entries come as they stand in the file"),
                )
                .on(at)
                .at(member.value.span)
                .hint("`--sort work=-endDate` puts the latest of a section first"),
            );
        }
    }

    fn render_command(&mut self, member: &Member, at: &Path) {
        let has = |key: &str| {
            member
                .value
                .get(key)
                .is_some_and(|node| node.as_text().is_some_and(|t| !t.trim().is_empty()))
        };
        for key in ["design", "locale", "settings"] {
            if has(key) {
                self.decoder.report(
                    Diagnostic::warning(
                        "no-counterpart",
                        format!("`{key}` is not read from another file"),
                    )
                    .on(&at.key(key))
                    .at(member.value.get(key).map_or(member.key_span, |node| node.span))
                    .hint(format!("write it into this file, under `{key}`")),
                );
            }
        }
        let others = member.value.as_map().unwrap_or_default().iter().any(|member| {
            let text = member.value.as_text().unwrap_or_default();
            let is_usual = member.value.is_null()
                || RENDER_COMMAND
                    .iter()
                    .any(|(key, usual)| *key == member.key && text.eq_ignore_ascii_case(usual));
            !["design", "locale", "settings"].contains(&member.key.as_str()) && !is_usual
        });
        if others {
            self.decoder.report(
                Diagnostic::warning(
                    "no-counterpart",
                    "`render_command` says what RenderCV writes, and where",
                )
                .on(at)
                .at(member.key_span)
                .hint("say it on the command line: `recto build … -o FILE --format pdf,png`"),
            );
        }
    }
}

fn options_of(group: &str) -> Option<&'static [&'static str]> {
    let group = if LIKE_NORMAL.contains(&group) { "templates.normal_entry" } else { group };
    DESIGN.iter().find(|(name, _)| *name == group).map(|(_, options)| *options)
}

fn is_known(name: &str) -> bool {
    let (group, key) = name.rsplit_once('.').unwrap_or(("", name));
    options_of(group).is_some_and(|options| options.contains(&key))
}

fn yes_or_no(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

/// The colours that have a counterpart, written as `#rrggbb`.
struct Colors {
    body: Option<String>,
    accent: Option<String>,
    muted: Option<String>,
    links: Option<String>,
    /// Which setting the accent is taken from.
    accent_from: &'static str,
}

impl Colors {
    fn of(leaves: &[Leaf]) -> Self {
        let find = |name: &str| {
            leaves.iter().find(|leaf| leaf.name == name).and_then(|leaf| color(leaf.text()))
        };
        let accent_from = ["colors.section_titles", "colors.name", "colors.headline"]
            .into_iter()
            .find(|name| find(name).is_some())
            .unwrap_or("colors.section_titles");
        Self {
            body: find("colors.body"),
            accent: find(accent_from),
            muted: find("colors.footer"),
            links: find("colors.links"),
            accent_from,
        }
    }

    /// Returns which of the three colours a part of the page has, if it has one of them.
    fn nearest(&self, color: &String) -> Option<&'static str> {
        let three = [("accent", &self.accent), ("text", &self.body), ("muted", &self.muted)];
        three.iter().find(|(_, own)| own.as_ref() == Some(color)).map(|(name, _)| *name)
    }

    /// Returns how links look that are underlined.
    fn underlined(&self) -> &'static str {
        let in_accent = self.links.is_some() && self.links == self.accent;
        if in_accent { "accent-underline" } else { "underline" }
    }

    /// Returns the option that a colour becomes.
    fn role(&self, name: &str) -> Option<&'static str> {
        match name {
            "colors.body" => Some("text-color"),
            "colors.footer" => Some("muted-color"),
            name if name == self.accent_from => Some("accent"),
            _ => None,
        }
    }
}

/// The fonts that have a counterpart.
struct Fonts {
    body: Option<String>,
    heading: Option<String>,
    /// Size of the text in points.
    size: f64,
}

impl Fonts {
    fn of(leaves: &[Leaf]) -> Self {
        let find = |name: &str| {
            leaves.iter().find(|leaf| leaf.name == name).map(|leaf| leaf.text().to_owned())
        };
        let all = find("typography.font_family");
        let size = find("typography.font_size.body").and_then(|text| points(&text));
        Self {
            body: find("typography.font_family.body").or(all.clone()),
            heading: find("typography.font_family.section_titles").or(all),
            size: size.unwrap_or(10.0),
        }
    }
}

/// Reads a colour as RenderCV does: a name, a code with or without `#`, `rgb(…)` or `hsl(…)`.
fn color(text: &str) -> Option<String> {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    let is_code = matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let text = if is_code { format!("#{digits}") } else { text.to_lowercase() };
    let color = svgtypes::Color::from_str(&text).ok()?;
    Some(format!("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue))
}

/// Height of a capital letter, from which the space between lines is measured, in ems.
pub(super) const CAPITAL: f64 = 0.66;

/// Makes a distance of baselines of the space between lines.
fn line_height(spacing: &str, size: f64) -> Option<String> {
    let spacing = match spacing.strip_suffix("em") {
        Some(ems) => ems.parse().ok()?,
        None => points(spacing)? / size,
    };
    let height: f64 = CAPITAL + spacing;
    (1.1..=1.8).contains(&height).then(|| format!("{}", (height * 100.0).round() / 100.0))
}

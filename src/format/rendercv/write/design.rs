//! `design`, `locale` and `settings`.

use crate::format::carry::Fate;
use crate::format::members::Members;
use crate::format::presentation::{note_meta, put_in, take_kept};
use crate::resume::{Date, Meta, Resume, Section, SectionKind, Setting};
use crate::source::{Kind, Node};

use super::super::KEPT;
use super::super::counterparts::is_kept;
use super::super::keys::{DATE_FORMATS, LANGUAGES, NEAREST_TO_CUSTOM, THEMES};
use super::section::title_or_english;
use super::{Writer, template};

impl Writer<'_> {
    /// Writes what the file says about its looks, on top of what a file of RenderCV's said.
    pub(super) fn look(&mut self, resume: &Resume, document: &mut Members) {
        let meta = &resume.meta;
        let kept = |key| take_kept(meta, KEPT, key);
        let mut design = kept("design");
        let mut locale = kept("locale");
        let mut settings = kept("settings");
        self.theme(meta, &mut design);
        if let Some(paper) = &meta.paper {
            let setting = Setting {
                path: meta.path.key("paper"),
                key: "paper".to_owned(),
                value: paper.clone(),
            };
            self.option(&setting, meta, &mut design);
        }
        if let Some(format) = &meta.date_format {
            let setting = Setting {
                path: meta.path.key("dateFormat"),
                key: "date-format".to_owned(),
                value: format.clone(),
            };
            self.option(&setting, meta, &mut design);
        }
        for setting in &meta.options {
            match setting.key.as_str() {
                "time-spans" => time_spans(setting, &resume.sections, &mut design),
                _ => self.option(setting, meta, &mut design),
            }
        }
        self.templates(&mut design);
        if let Some(tag) = &meta.locale {
            let language = tag.split('-').next().unwrap_or(tag).to_lowercase();
            match LANGUAGES.iter().find(|(_, own)| *own == language) {
                Some((name, own)) => {
                    put_in(&mut locale, "language", Node::scalar(*name, Kind::Text));
                    if own != tag {
                        self.losses.left_out("the region of a language", &meta.path.key("locale"));
                    }
                }
                None => self.losses.left_out("this language", &meta.path.key("locale")),
            }
        }
        for word in &meta.words {
            match word.key.as_str() {
                "present" => put_in(&mut locale, "present", Node::scalar(&word.value, Kind::Text)),
                _ => self.losses.left_out("words of the language said otherwise", &word.path),
            }
        }
        // The words of another language than English do not stand alone.
        if !locale.is_null() && locale.get("language").is_none() {
            put_in(&mut locale, "language", Node::scalar("english", Kind::Text));
        }
        match &meta.last_modified {
            Some(Date::Day(..)) => {
                let mut day = Members::default();
                day.date("day", &meta.last_modified);
                let day = day.map();
                if let Some(day) = day.get("day") {
                    put_in(&mut settings, "current_date", day.clone());
                }
                if meta.last_modified_time.is_some() {
                    self.losses.left_out("the time of the day", &meta.path.key("lastModified"));
                }
            }
            Some(_) => {
                self.losses.left_out("a date without a day", &meta.path.key("lastModified"));
            }
            None => {}
        }
        if !meta.bold_keywords.is_empty() {
            let words = meta.bold_keywords.iter().map(|word| Node::scalar(word, Kind::Text));
            put_in(&mut settings, "bold_keywords", Node::list(words));
        }
        if !meta.keywords.is_empty() {
            self.losses.left_out("keywords of the PDF", &meta.path.key("keywords"));
        }
        note_meta(meta, KEPT, self.losses);
        for (key, node) in [("design", design), ("locale", locale), ("settings", settings)] {
            if !node.is_null() {
                document.put(key, node);
            }
        }
    }

    fn theme(&mut self, meta: &Meta, design: &mut Node) {
        let kept = design.get("theme").and_then(Node::as_text).map(str::to_owned);
        let nearest = |own: &str| {
            THEMES.iter().find(|(name, _)| *name == own).map_or(NEAREST_TO_CUSTOM, |(_, n)| n)
        };
        let Some(theme) = &meta.theme else { return };
        if kept.as_deref().is_some_and(|own| nearest(own) == theme) {
            return;
        }
        let own = match theme.as_str() {
            "compact" | "plain" => "engineeringresumes",
            "ivy" => "harvard",
            "register" => "moderncv",
            _ => "classic",
        };
        let instead = Fate::Instead("the nearest of its own is written");
        self.losses.note("this theme", instead, &meta.path.key("theme"));
        put_in(design, "theme", Node::scalar(own, Kind::Text));
    }

    fn option(&mut self, setting: &Setting, meta: &Meta, design: &mut Node) {
        let value = setting.value.as_str();
        let text = |value: &str| Node::scalar(value, Kind::Text);
        let flag = || match value {
            "true" | "false" => Some(Node::scalar(value, Kind::Boolean)),
            _ => None,
        };
        let is_color = value.starts_with('#');
        let is_length = |value: &str| {
            let unit = value.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            unit.len() < value.len() && ["cm", "in", "pt", "mm", "em"].contains(&unit)
        };
        let found: Option<Vec<(&str, Node)>> = match setting.key.as_str() {
            "paper" if ["a4", "a5", "us-letter", "us-executive"].contains(&value) => {
                Some(vec![("page.size", text(value))])
            }
            "margin-top" if is_length(value) => Some(vec![("page.top_margin", text(value))]),
            "margin-bottom" if is_length(value) => Some(vec![("page.bottom_margin", text(value))]),
            "margin-left" if is_length(value) => Some(vec![("page.left_margin", text(value))]),
            "margin-right" if is_length(value) => Some(vec![("page.right_margin", text(value))]),
            "page-numbers" => flag().map(|on| vec![("page.show_footer", on)]),
            "icons" => flag().map(|on| vec![("header.connections.show_icons", on)]),
            "profile-urls" => {
                flag().map(|on| vec![("header.connections.display_urls_instead_of_usernames", on)])
            }
            "text-color" if is_color => Some(vec![("colors.body", text(value))]),
            "muted-color" if is_color => Some(vec![("colors.footer", text(value))]),
            "accent" if is_color => {
                let parts = [
                    "colors.section_titles",
                    "colors.name",
                    "colors.headline",
                    "colors.connections",
                ];
                Some(parts.into_iter().map(|part| (part, text(value))).collect())
            }
            "links" => match value {
                "underline" => Some(vec![("links.underline", Node::scalar("true", Kind::Boolean))]),
                "accent-underline" => {
                    let mut found = vec![("links.underline", Node::scalar("true", Kind::Boolean))];
                    found.extend(color_of("accent", meta).map(|c| ("colors.links", text(c))));
                    Some(found)
                }
                "accent" => meta
                    .options
                    .iter()
                    .find(|other| other.key == "accent")
                    .map(|accent| vec![("colors.links", text(&accent.value))]),
                _ => None,
            },
            // No date shows its day there.
            "days" if value == "false" => Some(Vec::new()),
            "header-align" => match value {
                "start" => Some(vec![("header.alignment", text("left"))]),
                "center" => Some(vec![("header.alignment", text("center"))]),
                "end" => Some(vec![("header.alignment", text("right"))]),
                _ => None,
            },
            "justify" => match value {
                "false" => Some(vec![("typography.alignment", text("left"))]),
                _ => None,
            },
            "name-color" | "headline-color" | "contact-color" => {
                color_of(value, meta).map(|color| {
                    let part = match setting.key.as_str() {
                        "name-color" => "colors.name",
                        "headline-color" => "colors.headline",
                        _ => "colors.connections",
                    };
                    vec![(part, text(color))]
                })
            }
            "font" => Some(vec![
                ("typography.font_family.body", text(value)),
                ("typography.font_family.headline", text(value)),
                ("typography.font_family.connections", text(value)),
            ]),
            "heading-font" => Some(vec![
                ("typography.font_family.section_titles", text(value)),
                ("typography.font_family.name", text(value)),
            ]),
            "font-size" if is_length(value) => {
                Some(vec![("typography.font_size.body", text(value))])
            }
            "line-height" => value.parse::<f64>().ok().map(|height| {
                let spacing = ((height - super::super::design::CAPITAL) * 100.0).round() / 100.0;
                vec![("typography.line_spacing", text(&format!("{spacing}em")))]
            }),
            "date-format" => DATE_FORMATS
                .iter()
                .find(|(_, format)| *format == value)
                .map(|(template, _)| vec![("templates.single_date", text(template))]),
            _ => None,
        };
        match found {
            Some(settings) => {
                for (number, (name, node)) in settings.into_iter().enumerate() {
                    // What follows the first follows it only where nothing else was said.
                    if number == 0 || !has(design, name) {
                        put_in(design, name, node);
                    }
                }
            }
            None if is_kept(&setting.key, |name| has(design, name)) => {}
            None => self.losses.left_out("some options of the theme", &setting.path),
        }
    }

    /// Makes the templates print the keys that their types of entries have not.
    fn templates(&mut self, design: &mut Node) {
        for own in super::EntryType::MAPPINGS {
            let Some((name, head)) = template(own) else { continue };
            let keys = self.extra_keys.remove(name).unwrap_or_default();
            let path = format!("templates.{name}.main_column");
            let group = design.get("templates").and_then(|group| group.get(name));
            let kept = group.and_then(|group| group.get("main_column")).and_then(Node::as_text);
            let is_printable = |key: &&String| {
                key.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_')
                    && !kept.is_some_and(|kept| kept.contains(&key.to_uppercase()))
            };
            let keys: Vec<String> =
                keys.iter().filter(is_printable).map(|key| key.to_uppercase()).collect();
            if keys.is_empty() {
                continue;
            }
            let placeholders = keys.join(", ");
            let template = match (kept, own) {
                (Some(kept), _) => format!("{kept}\n{placeholders}"),
                (None, super::EntryType::OneLine) => format!("{head} ({placeholders})"),
                (None, super::EntryType::Publication) => {
                    format!("{head}, {placeholders}\nSUMMARY\nAUTHORS\nURL (JOURNAL)")
                }
                (None, _) => format!("{head}, {placeholders}\nSUMMARY\nHIGHLIGHTS"),
            };
            put_in(design, &path, Node::scalar(&template, Kind::Text));
        }
    }
}

/// Names the sections that show time spans as they are named there: by their titles, in small letters
/// with underscores.
fn time_spans(setting: &Setting, sections: &[Section], design: &mut Node) {
    let mut names: Vec<_> = setting.value.split(',').map(str::trim).collect();
    let mut titles = Vec::new();
    for section in sections {
        let title = title_or_english(section).to_lowercase().replace(' ', "_");
        let id = section.item.id.as_deref().unwrap_or(&title);
        let own = [section.kind.name(), id, &title];
        if names.iter().any(|name| *name == "all" || own.contains(name)) {
            titles.push(title.clone());
        }
    }
    names.retain(|name| *name != "all" && !titles.iter().any(|title| title == name));
    let is_kind = |name: &&str| SectionKind::from_name(name).is_some();
    titles.extend(names.into_iter().filter(|name| !is_kind(name)).map(str::to_owned));
    let titles = titles.iter().map(|title| Node::scalar(title, Kind::Text));
    put_in(design, "sections.show_time_spans_in", Node::list(titles));
}

/// Returns the colour that a part of the page takes, where the file says which one that is.
fn color_of<'m>(name: &str, meta: &'m Meta) -> Option<&'m str> {
    let option = if name == "accent" { name.to_owned() } else { format!("{name}-color") };
    meta.options.iter().find(|other| other.key == option).map(|other| other.value.as_str())
}

/// Tells whether there is a value under names joined by dots.
fn has(node: &Node, name: &str) -> bool {
    name.split('.').try_fold(node, |node, key| node.get(key)).is_some()
}

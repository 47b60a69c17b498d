//! Writes `design`, `locale` and `settings`.

use crate::format::losses::LossKind;
use crate::format::members::Members;
use crate::format::presentation::{note_meta, points, put_in, take_kept};
use crate::format::settings::{self, Scale};
use crate::resume::{Date, Meta, Resume, Section, SectionKind, Setting};
use crate::source::{Kind, Node, Value};

use super::super::keys::{DEFAULT_THEME, LANGUAGES, NEAREST_TO_CUSTOM, THEMES};
use super::super::locale::WORDS;
use super::super::options::{CAPITAL, PAIRS};
use super::super::{KEPT, colors};
use super::section::title_or_english;
use super::{Writer, template};

impl Writer<'_> {
    /// Writes the design on top of the settings kept from a RenderCV file.
    pub(super) fn design(&mut self, resume: &Resume, document: &mut Members) {
        let meta = &resume.meta;
        let kept = |key| take_kept(meta, KEPT, key);
        let mut design = kept("design");
        let mut locale = kept("locale");
        let mut settings = kept("settings");
        self.theme(meta, &mut design);
        let scale = scale(meta);
        for option in settings::options(meta) {
            match option.key.as_str() {
                "time-spans" => time_spans(&option, &resume.sections, &mut design),
                _ => self.option(&option, &scale, meta, &mut design),
            }
        }
        self.templates(&mut design);
        require_theme(&mut design);
        self.locale(meta, &mut locale);
        self.settings(meta, &mut settings);
        note_meta(meta, KEPT, self.losses);
        for (key, node) in [("design", design), ("locale", locale), ("settings", settings)] {
            if !node.is_null() {
                document.put(key, node);
            }
        }
    }

    fn locale(&mut self, meta: &Meta, locale: &mut Node) {
        if let Some(tag) = &meta.locale {
            let language = tag.split('-').next().unwrap_or(tag).to_lowercase();
            match LANGUAGES.iter().find(|(_, own)| *own == language) {
                Some((name, own)) => {
                    put_in(locale, "language", Node::scalar(*name, Kind::Text));
                    if own != tag {
                        self.losses.omitted("the region of a language", &meta.path.key("locale"));
                    }
                }
                None => self.losses.omitted("this language", &meta.path.key("locale")),
            }
        }
        for word in &meta.words {
            let text = |text: &str| Node::scalar(text.trim(), Kind::Text);
            match WORDS.iter().find(|(_, ours)| *ours == word.key) {
                Some((theirs, "present")) => put_in(locale, theirs, text(&word.value)),
                Some((theirs, _)) => {
                    put_in(locale, theirs, Node::list(word.value.split(',').map(text)));
                }
                None => self.losses.omitted("overridden words of the language", &word.path),
            }
        }
        // Words of a language other than English require the language.
        if !locale.is_null() && locale.get("language").is_none() {
            put_in(locale, "language", Node::scalar("english", Kind::Text));
        }
    }

    fn settings(&mut self, meta: &Meta, settings: &mut Node) {
        match &meta.last_modified {
            Some(Date::Day(..)) => {
                let mut day = Members::default();
                day.date("day", &meta.last_modified);
                let day = day.map();
                if let Some(day) = day.get("day") {
                    put_in(settings, "current_date", day.clone());
                }
                if meta.last_modified_time.is_some() {
                    self.losses.omitted("the time of the day", &meta.path.key("lastModified"));
                }
            }
            Some(_) => {
                self.losses.omitted("a date without a day", &meta.path.key("lastModified"));
            }
            None => {}
        }
        if !meta.bold_keywords.is_empty() {
            let words = meta.bold_keywords.iter().map(|word| Node::scalar(word, Kind::Text));
            put_in(settings, "bold_keywords", Node::list(words));
        }
        if !meta.keywords.is_empty() {
            self.losses.omitted("keywords of the PDF", &meta.path.key("keywords"));
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
        let instead = LossKind::Replaced("the most similar one is written");
        self.losses.note("this theme", instead, &meta.path.key("theme"));
        put_in(design, "theme", Node::scalar(own, Kind::Text));
    }

    fn option(&mut self, option: &Setting, scale: &Scale, meta: &Meta, design: &mut Node) {
        // RenderCV never shows days.
        if (option.key.as_str(), option.value.as_str()) == ("days", "false") {
            return;
        }
        let found = colors::write(option, meta).or_else(|| colors::write_font(option));
        let Some(found) = found else {
            if !settings::write(PAIRS, option, scale, design) {
                self.losses.omitted("some options of the theme", &option.path);
            }
            return;
        };
        for (number, (name, node)) in found.into_iter().enumerate() {
            // Further settings of an option only apply unless set already.
            if number == 0 || settings::setting(design, &name).is_none() {
                put_in(design, &name, node);
            }
        }
    }

    /// Makes the templates print additional keys of entries.
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

/// Lists the sections with durations by their titles in snake case.
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

/// Adds the default theme to a design without one, which RenderCV rejects.
fn require_theme(design: &mut Node) {
    if design.is_null() || design.get("theme").is_some() {
        return;
    }
    let mut with_theme = Node::map([("theme", Node::scalar(DEFAULT_THEME, Kind::Text))]);
    if let (Value::Map(first), Value::Map(rest)) = (&mut with_theme.value, &mut design.value) {
        first.append(rest);
    }
    *design = with_theme;
}

/// Returns font size and line spacing.
fn scale(meta: &Meta) -> Scale {
    let option = |key: &str| meta.options.iter().find(|option| option.key == key);
    let size = option("font-size").and_then(|option| points(&option.value)).unwrap_or(10.0);
    let height = option("line-height").and_then(|option| option.value.parse::<f64>().ok());
    let leading = height.map_or(0.6, |height| height - CAPITAL) * size;
    Scale { size, leading }
}

//! Design choices made on the page: theme, paper, options.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::cli::{DesignArgs, TailorArgs};
use crate::locale::Locale;
use crate::press::{Choice, Draft, Edition, FileSettings};
use crate::tailor::variant_names;
use crate::theme::{OptionKind, OptionSpec, Theme};
use crate::world::Fonts;

/// Choices that override the command line; `None` keeps its value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Design {
    theme: Option<String>,
    paper: Option<String>,
    variant: Option<String>,
    lang: Option<String>,
    pages: Option<String>,
    settings: BTreeMap<String, String>,
}

impl Design {
    /// Applies the choices to arguments. Removes options of a theme that was replaced.
    pub(super) fn apply(&self, design: &mut DesignArgs, tailor: &mut TailorArgs) {
        let set = |slot: &mut Option<String>, value: &Option<String>| {
            if value.is_some() {
                slot.clone_from(value);
            }
        };
        set(&mut design.theme, &self.theme);
        set(&mut design.paper, &self.paper);
        set(&mut design.lang, &self.lang);
        set(&mut tailor.variant, &self.variant);
        set(&mut tailor.pages, &self.pages);
        design.settings.retain(|setting| {
            let name = setting.split_once('=').map_or(&**setting, |(name, _)| name);
            !self.settings.contains_key(name.trim())
        });
        design.settings.extend(self.settings.iter().map(|(name, value)| format!("{name}={value}")));
    }

    /// Removes options that a theme does not have.
    pub(super) fn keep_options_of(&mut self, theme: &Theme) {
        let has =
            |name: &String| theme.options.iter().any(|spec| spec.name == *name && !spec.fixed);
        self.settings.retain(|name, _| has(name));
    }

    /// Returns the chosen theme.
    pub(super) fn theme(&self) -> Option<&str> {
        self.theme.as_deref()
    }

    /// Returns the choices that remain after the others were written to the file.
    pub(super) fn without_written(&self) -> Self {
        Self { variant: self.variant.clone(), ..Self::default() }
    }

    /// Returns the settings as the file stores them.
    pub(super) fn in_file(&self) -> FileSettings<'_> {
        FileSettings {
            theme: self.theme.as_deref(),
            locale: self.lang.as_deref(),
            paper: self.paper.as_deref(),
            pages: self.pages.as_deref(),
            options: &self.settings,
        }
    }
}

/// Returns equivalent command line flags.
pub(super) fn flags(design: &DesignArgs, tailor: &TailorArgs) -> String {
    let mut flags = Vec::new();
    let one = [
        ("--theme", &design.theme),
        ("--paper", &design.paper),
        ("--lang", &design.lang),
        ("--variant", &tailor.variant),
        ("--pages", &tailor.pages),
    ];
    for (flag, value) in one {
        flags.extend(value.iter().map(|value| format!("{flag} {}", quoted(value))));
    }
    flags.extend(design.settings.iter().map(|setting| format!("--set {}", quoted(setting))));
    flags.join(" ")
}

/// Quotes a word for a shell.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "=-_./:,+@%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// Describes the embedded themes; cached, since their manifests do not change.
fn themes() -> &'static [Value] {
    static THEMES: OnceLock<Vec<Value>> = OnceLock::new();
    THEMES.get_or_init(|| {
        let themes = Theme::names().into_iter().filter_map(Theme::embedded);
        themes.map(|theme| json!({"name": theme.name, "description": theme.description})).collect()
    })
}

/// Describes every control with its choices and current value.
pub(super) fn controls(
    requested: &Design,
    theme: &Theme,
    draft: &Draft,
    edition: &Edition,
    design: &DesignArgs,
    tailor: &TailorArgs,
) -> Value {
    let declared = &draft.resume.meta.languages;
    let languages: Vec<String> = match declared.len() {
        0 => Locale::tags().into_iter().map(str::to_owned).collect(),
        _ => declared.iter().map(|language| language.0.clone()).collect(),
    };
    let options: Vec<_> = theme
        .options
        .iter()
        .filter(|spec| !spec.fixed && spec.name != "paper")
        .map(|spec| control(spec, edition))
        .collect();
    let papers = theme.options.iter().find(|spec| spec.name == "paper").map(|spec| &spec.kind);
    let papers =
        if let Some(OptionKind::Choice(papers)) = papers { papers.clone() } else { vec![] };
    json!({
        "asked": requested,
        "themes": themes(),
        "theme": edition.theme,
        "description": theme.description,
        "papers": papers,
        "paper": edition.options.text("paper"),
        "variants": variant_names(&draft.root),
        "variant": edition.variant,
        "languages": languages,
        "language": edition.language,
        "pages": tailor.pages.clone().or(draft.resume.meta.pages.clone()).unwrap_or_default(),
        "options": options,
        "families": Fonts::embedded_families(),
        "flags": flags(design, tailor),
    })
}

fn control(spec: &OptionSpec, edition: &Edition) -> Value {
    let value = edition.options.get(&spec.name).unwrap_or(&spec.default);
    let (min, max) = edition.options.bounds_of(spec);
    let (kind, choices) = match &spec.kind {
        OptionKind::Length { .. } => ("length", vec![]),
        OptionKind::Color(_) => ("color", vec![]),
        OptionKind::Number { .. } => ("number", vec![]),
        OptionKind::Integer { .. } => ("integer", vec![]),
        OptionKind::Boolean { auto: true } => ("choice", vec!["auto", "true", "false"]),
        OptionKind::Boolean { auto: false } => ("boolean", vec![]),
        OptionKind::Choice(values) => ("choice", values.iter().map(String::as_str).collect()),
        OptionKind::Font => ("font", vec![]),
        OptionKind::Text => ("text", vec![]),
    };
    json!({
        "name": spec.name,
        "kind": kind,
        "choices": choices,
        "min": min,
        "max": max,
        "default": spec.default.to_string(),
        "value": value.to_string(),
        "doc": spec.doc,
        "common": spec.common,
    })
}

/// Returns an error message if several editions are requested, since only one can be shown.
pub(super) fn refuse_all(design: &DesignArgs, tailor: &TailorArgs) -> Option<&'static str> {
    let is_every = |name: &Option<String>| name.as_deref() == Some(Choice::EVERY);
    if is_every(&design.lang) {
        return Some("--lang");
    }
    is_every(&tailor.variant).then_some("--variant")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn requested() -> Design {
        serde_json::from_value(json!({
            "theme": "panel", "pages": "2", "paper": "letter",
            "settings": {"accent": "#0b5394", "panel-side": "right", "photo": "false"},
        }))
        .expect("a look")
    }

    #[test]
    fn settings_from_the_page_are_converted_to_flags() {
        let mut design =
            DesignArgs { settings: vec!["accent=red".to_owned()], ..DesignArgs::default() };
        let mut tailor = TailorArgs::default();
        requested().apply(&mut design, &mut tailor);
        insta::assert_snapshot!(flags(&design, &tailor), @"--theme panel --paper letter --pages 2 --set 'accent=#0b5394' --set panel-side=right --set photo=false");
    }
}

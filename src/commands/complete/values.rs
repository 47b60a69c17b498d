//! Candidates for argument values, with descriptions.

use std::fs;

use clap::CommandFactory;
use clap_complete::CompletionCandidate;

use super::line::Line;
use crate::cli::Cli;
use crate::format::Dialect;
use crate::locale::{self, Locale};
use crate::press::Choice;
use crate::resume::SectionKind;
use crate::tailor::{AS_DESIGNED, list_tags, variant_names};
use crate::theme::{self, OptionKind, OptionSpec, Theme};
use crate::world::Fonts;

/// A candidate with a one-line description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    text: String,
    help: String,
}

fn value(text: impl Into<String>, help: impl Into<String>) -> Value {
    Value { text: text.into(), help: help.into() }
}

/// Returns the candidates that begin with the typed text.
pub(super) fn candidates(values: Vec<Value>, current: &str) -> Vec<CompletionCandidate> {
    let begun = values.into_iter().filter(|value| value.text.starts_with(current));
    begun
        .map(|Value { text, help }| {
            CompletionCandidate::new(text).help((!help.is_empty()).then(|| help.into()))
        })
        .collect()
}

pub(super) fn themes(_: &Line, _: &str) -> Vec<Value> {
    let themes = Theme::names().into_iter().filter_map(Theme::embedded);
    themes.map(|theme| value(theme.name, theme.description)).collect()
}

/// Returns the embedded themes, and folders that are themes or contain some.
pub(super) fn themes_or_folders(line: &Line, current: &str) -> Vec<Value> {
    let mut values = themes(line, current);
    let typed = current.rfind('/').map_or("", |end| &current[..=end]);
    let folder = if typed.is_empty() { "." } else { typed };
    let mut names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_name()?.to_str()?.to_owned();
            let is_theme = path.join("theme.toml").is_file();
            let leads = !typed.is_empty() && path.is_dir() && !name.starts_with('.');
            if is_theme { Some(name) } else { leads.then(|| format!("{name}/")) }
        })
        .collect();
    names.sort_unstable();
    let prefix = if typed.is_empty() { "./" } else { typed };
    values.extend(names.into_iter().map(|name| value(format!("{prefix}{name}"), "theme folder")));
    values
}

/// Returns the theme on the command line, else the one in the résumé.
fn chosen_theme(line: &Line) -> Option<Theme> {
    let typed = line.value_of("--theme", Some("-t")).map(str::to_owned);
    let of_file = || {
        let input = line.input()?;
        let theme = input.root.get("meta")?.get("theme")?.as_text()?;
        Some(theme.to_owned())
    };
    let name = typed.or_else(of_file).unwrap_or_else(|| theme::DEFAULT.to_owned());
    Theme::embedded(&name).or_else(|| Theme::embedded(theme::DEFAULT))
}

/// Returns option names, or after `=` the values of the option.
pub(super) fn settings(line: &Line, current: &str) -> Vec<Value> {
    let Some(theme) = chosen_theme(line) else { return Vec::new() };
    let free = theme.options.iter().filter(|spec| !spec.fixed);
    match current.split_once('=') {
        None => free.map(|spec| value(format!("{}=", spec.name), &*spec.doc)).collect(),
        Some((name, _)) => {
            let spec = free.into_iter().find(|spec| spec.name == name);
            let values = spec.map(option_values).unwrap_or_default();
            values.into_iter().map(|it| value(format!("{name}={}", it.text), it.help)).collect()
        }
    }
}

fn option_values(spec: &OptionSpec) -> Vec<Value> {
    let default = spec.default.to_string();
    let names: Vec<String> = match &spec.kind {
        OptionKind::Choice(values) => values.clone(),
        OptionKind::Boolean { auto } => {
            let own = auto.then_some("auto");
            own.into_iter().chain(["true", "false"]).map(str::to_owned).collect()
        }
        OptionKind::Font => Fonts::embedded_families().into_iter().map(str::to_owned).collect(),
        _ => vec![default.clone()],
    };
    let help = |name: &String| if *name == default { "default" } else { "" };
    names.iter().map(|name| value(name, help(name))).collect()
}

pub(super) fn papers(_: &Line, _: &str) -> Vec<Value> {
    theme::paper_names().map(|name| value(name, "")).collect()
}

/// Returns the languages of the file, then all other supported languages.
pub(super) fn languages(line: &Line, current: &str) -> Vec<Value> {
    let resume = line.resume();
    let declared = resume.iter().flat_map(|resume| &resume.meta.languages);
    let mut values: Vec<_> =
        declared.map(|tag| value(tag.to_string(), "a language of the file")).collect();
    if !values.is_empty() {
        values.push(value(Choice::EVERY, "each language that the file declares"));
    }
    values.extend(locales(line, current));
    values
}

pub(super) fn locales(_: &Line, _: &str) -> Vec<Value> {
    let name = |tag: &str| locale::name_in_english(tag).unwrap_or_default();
    Locale::tags().into_iter().map(|tag| value(tag, name(tag))).collect()
}

pub(super) fn variants(line: &Line, _: &str) -> Vec<Value> {
    let Some(input) = line.input() else { return Vec::new() };
    let mut values: Vec<_> = variant_names(&input.root).iter().map(|it| value(*it, "")).collect();
    if !values.is_empty() {
        values.push(value(Choice::EVERY, "each of them in turn"));
    }
    values
}

/// Returns the tags of the résumé, appended to the terms already typed.
pub(super) fn tags(line: &Line, current: &str) -> Vec<Value> {
    let begun = current.rfind([',', '|', '+', '!']).map_or("", |end| &current[..=end]);
    let Some(resume) = line.resume() else { return Vec::new() };
    let tags = list_tags(&resume).into_iter();
    tags.map(|known| {
        let parts = known.parts.len();
        value(format!("{begun}{}", known.tag), format!("selects {parts}"))
    })
    .collect()
}

/// Returns the sections of the résumé, or all known sections without one.
pub(super) fn sections(line: &Line, _: &str) -> Vec<Value> {
    match line.resume() {
        Some(resume) => resume.sections.iter().map(|it| value(it.name(), it.kind.name())).collect(),
        None => {
            let known = SectionKind::ALL.into_iter().filter(|kind| kind.is_top_level());
            known.map(|kind| value(kind.name(), "")).collect()
        }
    }
}

pub(super) fn redactions(line: &Line, current: &str) -> Vec<Value> {
    let words = [("contact", "address, telephone, e-mail, urls and profiles"), ("photo", "")];
    let words = words.map(|(word, help)| value(word, help));
    words.into_iter().chain(sections(line, current)).collect()
}

/// Returns the sections as prefixes of settings: `work=`.
pub(super) fn section_settings(line: &Line, current: &str) -> Vec<Value> {
    let sections = sections(line, current).into_iter();
    sections.map(|section| value(format!("{}=", section.text), section.help)).collect()
}

pub(super) fn sort_orders(line: &Line, current: &str) -> Vec<Value> {
    let fields = ["-endDate", "-startDate", "endDate", "startDate", "-date", "date", "name"];
    match current.split_once('=') {
        None => section_settings(line, current),
        Some((section, _)) => {
            fields.iter().map(|field| value(format!("{section}={field}"), "")).collect()
        }
    }
}

pub(super) fn page_goals(_: &Line, _: &str) -> Vec<Value> {
    [
        ("1", "exactly one page"),
        ("2", "exactly two pages"),
        ("1-2", "one page or two"),
        (AS_DESIGNED, "as the theme has it, whatever the last page holds"),
    ]
    .map(|(goal, help)| value(goal, help))
    .into()
}

pub(super) fn standards(_: &Line, current: &str) -> Vec<Value> {
    let begun = current.rfind(',').map_or("", |end| &current[..=end]);
    let names = ["ua-1", "a-2a", "a-2b", "a-2u", "a-3a", "a-3b", "a-3u", "a-4", "1.7", "2.0"];
    let names = names.map(|name| value(format!("{begun}{name}"), ""));
    let none = begun.is_empty().then(|| value("none", "a tagged PDF of no standard"));
    names.into_iter().chain(none).collect()
}

pub(super) fn dialects_read(_: &Line, _: &str) -> Vec<Value> {
    Dialect::ALL.map(|dialect| value(dialect.name(), dialect.title())).into()
}

pub(super) fn dialects_written(_: &Line, _: &str) -> Vec<Value> {
    let written = Dialect::ALL.into_iter().filter(|dialect| dialect.is_written());
    written.map(|dialect| value(dialect.name(), dialect.title())).collect()
}

/// Returns the countries of supported languages.
pub(super) fn countries(_: &Line, _: &str) -> Vec<Value> {
    let english = Locale::find("en");
    let mut codes: Vec<String> = Locale::tags().into_iter().filter_map(locale::region_of).collect();
    codes.sort_unstable();
    codes.dedup();
    let name = |code: &str| english.as_ref().and_then(|it| it.country(code)).unwrap_or_default();
    codes.iter().map(|code| value(code, name(code))).collect()
}

/// Returns the commands that have a manual page.
pub(super) fn commands(_: &Line, _: &str) -> Vec<Value> {
    let root = Cli::command();
    let visible = root.get_subcommands().filter(|command| !command.is_hide_set());
    let about = |it: &clap::Command| it.get_about().map(ToString::to_string).unwrap_or_default();
    visible.map(|command| value(command.get_name(), about(command))).collect()
}

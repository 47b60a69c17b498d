//! Resolves theme options from the theme, the locale, the file and the request.

use super::request::setting;
use super::{Failure, Record, Request};
use crate::diagnostic::Diagnostics;
use crate::locale::Locale;
use crate::phone::PhoneFormat;
use crate::resume::{Resume, Setting};
use crate::theme::{Options, Theme, paper_name};
use crate::view::ViewOptions;

/// The options of a page, and the settings they come from.
#[derive(Debug, Clone)]
pub(super) struct ResolvedOptions {
    pub(super) options: Options,
    /// In order of precedence; the last setting of an option wins.
    pub(super) explicit: Vec<Setting>,
}

impl ResolvedOptions {
    /// Returns whether the file or the request sets an option.
    #[cfg(feature = "typeset")]
    pub(super) fn is_explicit(&self, name: &str) -> bool {
        self.explicit.iter().any(|setting| setting.key == name)
    }
}

/// Resolves the options in layers: theme, locale, `meta`, the theme's part of `meta`, print,
/// request.
///
/// Returns an error if the request has an invalid value.
pub(super) fn resolve_options(
    request: &Request,
    resume: &Resume,
    theme: &mut Theme,
    locale: &Locale,
    diagnostics: &mut Diagnostics,
    record: &mut Record,
) -> Result<ResolvedOptions, Failure> {
    let mut options = Options::defaults(&theme.options);
    let by_locale = [setting("paper", locale.paper())];
    theme.apply(&by_locale, &mut options, &mut Diagnostics::default());
    theme.space_lines(locale.line_share(), &mut options);
    let by_meta = meta_settings(resume);
    let shared = &resume.meta.options;
    let own = theme.own_settings(&resume.meta.themes);
    theme.apply_shared(&by_meta, &mut options, diagnostics);
    theme.apply_shared(shared, &mut options, diagnostics);
    theme.apply(&own, &mut options, diagnostics);
    if request.print {
        theme.apply_print(&mut options);
    }
    let mut rejected = Diagnostics::default();
    theme.apply(&request.settings, &mut options, &mut rejected);
    record.request_all(rejected)?;
    theme.tint_rules(&mut options);
    let explicit = [&by_meta[..], shared, &own, &request.settings].concat();
    theme.free_margins(&explicit, &mut options);
    diagnostics.extend(theme.illegible(&options, &explicit));
    Ok(ResolvedOptions { options, explicit })
}

/// Returns the settings of options with their own key in `meta`.
fn meta_settings(resume: &Resume) -> Vec<Setting> {
    let meta = &resume.meta;
    let named = [
        ("paper", "paper", meta.paper.as_deref().map(paper_name)),
        ("date-format", "dateFormat", meta.date_format.as_deref()),
    ];
    named
        .into_iter()
        .filter_map(|(key, field, value)| {
            Some(Setting { path: meta.path.key(field), ..setting(key, value?) })
        })
        .collect()
}

/// Returns the options that the view uses.
pub(super) fn view_options(options: &Options) -> ViewOptions {
    let date_separator = match options.text("date-separator") {
        Some("dash") => Some("–"),
        Some("spaced-dash") => Some(" – "),
        _ => None,
    };
    let phone_format = options.text("phone-format").and_then(PhoneFormat::from_name);
    ViewOptions {
        date_format: options.text("date-format").unwrap_or("short").to_owned(),
        date_separator: date_separator.map(str::to_owned),
        phone_format: phone_format.unwrap_or_default(),
        country: None,
        last_modified: options.is_on("last-modified"),
        personal_details: options.is_on_or("personal-details", true),
        days: options.is_on("days"),
        time_spans: names(options.text("time-spans").unwrap_or_default()),
        profile_urls: options.is_on("profile-urls"),
        smart_punctuation: true,
        date: (1970, 1, 1),
        build_date: (1970, 1, 1),
        image: None,
        signature: None,
    }
}

/// Splits a list of names.
fn names(list: &str) -> Vec<String> {
    let names = list.split(',').map(str::trim).filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

#[cfg(all(test, feature = "typeset"))]
mod tests;

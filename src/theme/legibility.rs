//! Warns of pages that are hard to read: low contrast, small text, long lines.

use super::{ColorUse, OptionKind, OptionValue, Options, Theme};
use crate::diagnostic::Diagnostic;
use crate::resume::Setting;

/// Minimum contrast of text in WCAG 2.
const ENOUGH: f64 = 4.5;

/// Minimum comfortable font size on paper in points.
const SMALLEST: f64 = 8.5;

const PAPER: &str = "#ffffff";

impl Theme {
    /// Warns of low contrast and small text caused by settings; the theme's own values are not
    /// checked.
    ///
    /// `settings` are those applied to `options`; the last one of a name counts.
    pub fn illegible(&self, options: &Options, settings: &[Setting]) -> Vec<Diagnostic> {
        let mut found = self.low_contrast(options, settings);
        found.extend(self.small_text(options, settings));
        found
    }

    fn low_contrast(&self, options: &Options, settings: &[Setting]) -> Vec<Diagnostic> {
        let colors = |wanted: ColorUse| {
            let specs = self.options.iter();
            specs.filter(move |spec| spec.kind == OptionKind::Color(wanted)).filter_map(|spec| {
                match options.get(&spec.name) {
                    Some(OptionValue::Color(color)) => Some((spec, color.as_str())),
                    _ => None,
                }
            })
        };
        // A background with a text colour of its own does not carry ordinary text.
        let has_own_text =
            |ground: &str| self.options.iter().any(|spec| spec.on.as_deref() == Some(ground));
        let is_black = options.is_on("black-text");
        let mut found = Vec::new();
        for (spec, color) in colors(ColorUse::Text) {
            // Themes lighten backgrounds under black text.
            if is_black && spec.on.is_some() {
                continue;
            }
            let name = spec.name.as_str();
            let color = if is_black { "#000000" } else { color };
            let grounds: Vec<_> = match &spec.on {
                Some(on) => colors(ColorUse::Ground)
                    .filter(|(ground, _)| ground.name == *on)
                    .map(|(ground, color)| (ground.name.as_str(), color))
                    .collect(),
                None => std::iter::once(("paper", PAPER))
                    .chain(
                        colors(ColorUse::Ground)
                            .filter(|(ground, _)| !has_own_text(&ground.name))
                            .map(|(ground, color)| (ground.name.as_str(), color)),
                    )
                    .collect(),
            };
            for (ground_name, ground) in grounds {
                let ratio = ratio(color, ground);
                let Some(setting) = last_setting_of(settings, &[name, ground_name]) else {
                    continue;
                };
                if ratio >= ENOUGH {
                    continue;
                }
                let on = if ground_name == "paper" {
                    "white paper".to_owned()
                } else {
                    format!("`{ground_name}` {ground}")
                };
                let remedy = if setting.key == name {
                    match readable(color, ground) {
                        (color, true) => format!("use {color} or darker"),
                        (color, false) => format!("use {color} or lighter"),
                    }
                } else if spec.on.is_some() {
                    format!("use a background with more contrast to `{name}`, or another `{name}`")
                } else {
                    format!("use a lighter background, or a darker `{name}`")
                };
                found.push(of(
                    setting,
                    "low-contrast",
                    format!(
                        "text in `{name}` {color} on {on} has a contrast of {ratio:.1}:1, but \
                         {ENOUGH}:1 is needed",
                    ),
                    remedy,
                ));
                break;
            }
        }
        found
    }

    fn small_text(&self, options: &Options, settings: &[Setting]) -> Vec<Diagnostic> {
        let sizes = self.options.iter().filter(|spec| spec.name.ends_with("-size") && !spec.fixed);
        let mut found = Vec::new();
        for spec in sizes {
            let Some(size) = options.points(&spec.name) else { continue };
            if size >= SMALLEST - 1e-6 {
                continue;
            }
            let relative = matches!(options.get(&spec.name), Some(OptionValue::Em(_)));
            let names: &[&str] =
                if relative { &[&spec.name, "font-size"] } else { &[spec.name.as_str()] };
            let Some(setting) = last_setting_of(settings, names) else { continue };
            let name = &spec.name;
            found.push(of(
                setting,
                "small-text",
                format!(
                    "`{name}` is {}pt: text below {SMALLEST}pt is hard to read",
                    (size * 100.0).round() / 100.0
                ),
                format!("`{name}={SMALLEST}pt` is the smallest readable size"),
            ));
        }
        found
    }

    /// Removes the limit of the text width if a setting gives a margin but no limit.
    ///
    /// An explicit margin wins even if lines become too long; a warning reports that.
    pub fn free_margins(&self, settings: &[Setting], options: &mut Options) {
        let is_set = |names: &[&str]| last_setting_of(settings, names).is_some();
        if !is_set(&["margin-left", "margin-right"]) || is_set(&["text-width"]) {
            return;
        }
        let spec = self.options.iter().find(|spec| spec.name == "text-width");
        if let Some(OptionKind::Length { max: Some(max), .. }) = spec.map(|spec| &spec.kind) {
            options.set("text-width", OptionValue::Pt(*max));
        }
    }

    /// Returns the last setting that can make lines longer.
    pub fn widens_lines<'s>(&self, settings: &'s [Setting]) -> Option<&'s Setting> {
        // Excludes options of side columns, heads and gaps, and the paper size, on which themes
        // keep their text width.
        let can = |name: &str| {
            let widths = ["font", "font-size", "margin-left", "margin-right", "text-width"];
            let own = self.options.iter().find(|spec| spec.name == name && !spec.common);
            let is_width = |kind: &OptionKind| {
                matches!(kind, OptionKind::Length { .. } | OptionKind::Integer { .. })
            };
            widths.contains(&name) || own.is_some_and(|spec| is_width(&spec.kind))
        };
        settings.iter().rfind(|setting| can(&setting.key))
    }
}

/// Returns the last setting of one of these options.
fn last_setting_of<'s>(settings: &'s [Setting], names: &[&str]) -> Option<&'s Setting> {
    settings.iter().rfind(|setting| names.contains(&setting.key.as_str()))
}

/// Creates a warning about a setting, with its position in the file or the name of the flag.
fn of(setting: &Setting, code: &'static str, message: String, remedy: String) -> Diagnostic {
    let diagnostic = Diagnostic::warning(code, message);
    if setting.path.segments().is_empty() {
        diagnostic.hint(format!("for `--set {}={}`: {remedy}", setting.key, setting.value))
    } else {
        diagnostic.on(&setting.path).hint(remedy)
    }
}

fn ratio(a: &str, b: &str) -> f64 {
    match (channels(a), channels(b)) {
        (Some(a), Some(b)) => contrast(a, b),
        _ => f64::INFINITY,
    }
}

/// Returns a readable colour of similar hue for a background, and whether it is darker than the
/// given one; on dark backgrounds it is lighter.
fn readable(color: &str, ground: &str) -> (String, bool) {
    let darker = darkened(color, ground);
    if ratio(&darker, ground) >= ENOUGH { (darker, true) } else { ("#ffffff".to_owned(), false) }
}

/// Returns a readable colour of similar hue for a background.
pub fn readable_on(color: &str, ground: &str) -> String {
    let (Some(rgb), Some(under)) = (channels(color), channels(ground)) else {
        return color.to_owned();
    };
    let is_light = contrast(under, [0.0; 3]) > contrast(under, [255.0; 3]);
    if is_light {
        return darkened(color, ground);
    }
    let lighter = |percent: u32| rgb.map(|c| (c + f64::from(percent) / 100.0 * (255.0 - c)).ceil());
    let enough = |rgb: &[f64; 3]| contrast(*rgb, under) >= ENOUGH;
    let [r, g, b] = (0..=100).map(lighter).find(enough).unwrap_or([255.0; 3]);
    format!("#{r:02x}{g:02x}{b:02x}", r = r as u8, g = g as u8, b = b as u8)
}

/// Returns a colour of the same hue that is dark enough for a background, or black.
fn darkened(color: &str, ground: &str) -> String {
    let (Some(rgb), Some(ground)) = (channels(color), channels(ground)) else {
        return color.to_owned();
    };
    let darker = |percent: u32| rgb.map(|c| (f64::from(percent) / 100.0 * c).floor());
    let enough = |rgb: &[f64; 3]| contrast(*rgb, ground) >= ENOUGH;
    let [r, g, b] = (0..=100).rev().map(darker).find(enough).unwrap_or([0.0; 3]);
    format!("#{r:02x}{g:02x}{b:02x}", r = r as u8, g = g as u8, b = b as u8)
}

/// Parses `#rrggbb` into three channels from 0 to 255.
pub(super) fn channels(color: &str) -> Option<[f64; 3]> {
    let channel = |at: usize| {
        let digits = color.get(at..at + 2)?;
        u8::from_str_radix(digits, 16).ok().map(f64::from)
    };
    Some([channel(1)?, channel(3)?, channel(5)?])
}

/// Returns the WCAG 2 contrast of two colours, from 1 to 21.
pub(super) fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let luminance = |rgb: [f64; 3]| {
        let linear = |c: f64| {
            let c = c / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        let [r, g, b] = rgb.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::source::Path;

    fn warnings(theme: &str, settings: &[(&str, &str)]) -> Vec<String> {
        let theme = Theme::embedded(theme).expect("a theme");
        let mut options = Options::defaults(&theme.options);
        let place = Path::ROOT.key("meta").key("options");
        let setting = |(key, value): &(&str, &str)| Setting {
            path: place.key(key),
            key: (*key).to_owned(),
            value: (*value).to_owned(),
        };
        let settings: Vec<_> = settings.iter().map(setting).collect();
        let mut diagnostics = Diagnostics::default();
        theme.apply(&settings, &mut options, &mut diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let found = theme.illegible(&options, &settings);
        found
            .iter()
            .map(|d| {
                let path = d.path.as_ref().map_or_else(String::new, ToString::to_string);
                format!("{path}: {} ({})", d.message, d.hints.join("; "))
            })
            .collect()
    }

    #[test]
    fn low_contrast_is_reported_with_a_readable_colour() {
        insta::assert_snapshot!(warnings("register", &[("accent", "#ff8800")]).join("\n"), @"meta.options.accent: text in `accent` #ff8800 on white paper has a contrast of 2.4:1, but 4.5:1 is needed (use #b56000 or darker)");
    }

    #[test]
    fn backgrounds_are_compared_with_their_text() {
        insta::assert_snapshot!(warnings("panel", &[("panel-color", "#88aabb")]).join("\n"), @"
        meta.options.panel-color: text in `panel-text-color` #ffffff on `panel-color` #88aabb has a contrast of 2.5:1, but 4.5:1 is needed (use a background with more contrast to `panel-text-color`, or another `panel-text-color`)
        meta.options.panel-color: text in `panel-muted-color` #c9d6dc on `panel-color` #88aabb has a contrast of 1.7:1, but 4.5:1 is needed (use a background with more contrast to `panel-muted-color`, or another `panel-muted-color`)
        ");
        insta::assert_snapshot!(warnings("panel", &[("panel-text-color", "#446677")]).join("\n"), @"meta.options.panel-text-color: text in `panel-text-color` #446677 on `panel-color` #1f3d4d has a contrast of 1.9:1, but 4.5:1 is needed (use #ffffff or lighter)");
        assert_eq!(
            warnings(
                "panel",
                &[
                    ("panel-color", "#f1f3f5"),
                    ("panel-text-color", "#1a1a1a"),
                    ("panel-muted-color", "#555555")
                ]
            ),
            [""; 0]
        );
    }

    #[test]
    fn the_suggested_colour_is_accepted() {
        for color in ["#ff8800", "#00ff00", "#8888ff", "#ffffff", "#777777"] {
            for ground in ["#ffffff", "#f1f3f5"] {
                let darker = darkened(color, ground);
                assert!(ratio(&darker, ground) >= ENOUGH, "{color} {darker}");
            }
        }
    }

    #[test]
    fn small_text_is_reported_also_if_derived_from_the_font_size() {
        insta::assert_snapshot!(warnings("register", &[("font-size", "9pt")]).join("\n"), @"meta.options.font-size: `small-size` is 8.28pt: text below 8.5pt is hard to read (`small-size=8.5pt` is the smallest readable size)");
        insta::assert_snapshot!(warnings("register", &[("small-size", "8pt")]).join("\n"), @"meta.options.small-size: `small-size` is 8pt: text below 8.5pt is hard to read (`small-size=8.5pt` is the smallest readable size)");
        assert_eq!(warnings("register", &[("font-size", "11pt")]), [""; 0]);
    }

    #[test]
    fn no_theme_has_unreadable_defaults() {
        for theme in Theme::names().into_iter().filter_map(Theme::embedded) {
            let options = Options::defaults(&theme.options);
            let settings: Vec<_> = options
                .iter()
                .map(|(key, value)| Setting {
                    path: Path::ROOT,
                    key: key.to_owned(),
                    value: value.to_string(),
                })
                .collect();
            assert_eq!(theme.illegible(&options, &settings), [], "{}", theme.name);
        }
    }
}

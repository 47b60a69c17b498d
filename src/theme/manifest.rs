use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;
use toml::Value;

use super::option::{ColorUse, OptionKind, OptionSpec, OptionValue};
use crate::diagnostic::{Diagnostic, Diagnostics, SourceId, Span, did_you_mean};

/// Version of the interface between themes and the program; see `templates/README.md`.
const CONTRACT: u32 = 2;

/// A manifest merged with the common options.
pub(super) struct Manifest {
    pub(super) description: String,
    pub(super) fonts: Vec<String>,
    pub(super) options: Vec<OptionSpec>,
    pub(super) fit: BTreeMap<String, (f64, f64)>,
    pub(super) measure: f64,
    pub(super) plan: PlanTable,
}

/// How a theme wants its rows to be planned.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct PlanTable {
    /// Lines that the theme splits in two columns.
    #[serde(default)]
    pub(super) apart: Vec<Line>,
    /// Whether dates use hyphens instead of dashes.
    #[serde(default)]
    pub(super) ascii_dates: bool,
    /// Whether keywords have roles.
    #[serde(default)]
    pub(super) keyword_roles: bool,
    /// Maximum characters of a head whose parts share a line.
    #[serde(default = "default_head")]
    pub(super) head: usize,
    /// Whether that applies to heads with an employer, too.
    #[serde(default)]
    pub(super) brief_jobs: bool,
    /// Whether heads take a short text below them as `note`.
    #[serde(default)]
    pub(super) notes: bool,
    /// Whether the labels of split lines are above the rest.
    #[serde(default)]
    pub(super) labels_above: bool,
    /// Option with the width of a narrow column in which wide words break.
    #[serde(default)]
    pub(super) narrow: Option<String>,
}

impl Default for PlanTable {
    fn default() -> Self {
        Self {
            apart: Vec::new(),
            ascii_dates: false,
            keyword_roles: false,
            head: default_head(),
            brief_jobs: false,
            notes: false,
            labels_above: false,
            narrow: None,
        }
    }
}

/// A kind of line that can be split in two columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Line {
    Words,
    Lines,
    Facts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CommonFile {
    options: toml::Table,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeFile {
    #[serde(rename = "name")]
    _name: String,
    description: String,
    /// Version of the interface that the theme was written for.
    #[serde(default = "first_contract")]
    contract: u32,
    #[serde(default)]
    plan: PlanTable,
    #[serde(default)]
    fonts: Vec<String>,
    #[serde(default = "default_measure")]
    measure: f64,
    #[serde(default)]
    fixed: Vec<Spanned<String>>,
    #[serde(default)]
    defaults: BTreeMap<String, Spanned<Value>>,
    #[serde(default)]
    ranges: BTreeMap<String, Spanned<Range>>,
    #[serde(default)]
    fit: BTreeMap<String, Spanned<Range>>,
    #[serde(default)]
    options: toml::Table,
}

/// Options for which `[fit]` may set limits.
const FITTED: [&str; 8] = [
    "font-size",
    "line-height",
    "spacing",
    "margin-top",
    "margin-right",
    "margin-bottom",
    "margin-left",
    "text-width",
];

/// The version of manifests without one.
fn first_contract() -> u32 {
    1
}

fn default_head() -> usize {
    64
}

/// Maximum comfortable line length in characters.
fn default_measure() -> f64 {
    90.0
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Range {
    min: Option<Value>,
    max: Option<Value>,
    /// For a choice: the values that the theme supports.
    values: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Declaration {
    r#type: String,
    default: Value,
    min: Option<Value>,
    max: Option<Value>,
    #[serde(default)]
    values: Vec<String>,
    /// For a colour: its use.
    #[serde(default)]
    of: Option<String>,
    /// For a text colour: the option of its background.
    #[serde(default)]
    on: Option<String>,
    doc: String,
}

/// Parses a theme's manifest on top of the common options.
pub(super) fn read(
    common: &[&str],
    theme: &str,
    source: Option<SourceId>,
    diagnostics: &mut Diagnostics,
) -> Option<Manifest> {
    let mut problems = Problems { source, diagnostics };
    let mut options = Vec::new();
    for text in common {
        match toml::from_str::<CommonFile>(text) {
            Ok(file) => declare(file.options, true, &mut options, &mut problems),
            Err(error) => {
                problems.add(None, error.message(), "");
                return None;
            }
        }
    }
    let file: ThemeFile = match toml::from_str(theme) {
        Ok(file) => file,
        Err(error) => {
            let message = error.message().trim().to_lowercase();
            problems.add(error.span(), message, "`recto themes new` makes a correct one");
            return None;
        }
    };
    declare(file.options, false, &mut options, &mut problems);
    for (name, range) in &file.ranges {
        limit(name, range, &mut options, &mut problems);
    }
    for name in &file.fixed {
        match options.iter_mut().find(|spec| spec.name == *name.get_ref() && spec.common) {
            Some(spec) => spec.fixed = true,
            None => problems.unknown_option(name.get_ref(), name.span(), &options),
        }
    }
    for (name, value) in &file.defaults {
        set_default(name, value, &mut options, &mut problems);
    }
    let fit = fit_limits(file.fit, &mut problems);
    problems.diagnostics.extend(contract_problem(file.contract));
    let ThemeFile { description, fonts, measure, plan, .. } = file;
    Some(Manifest { description, fonts, options, fit, measure, plan })
}

/// The problems of a manifest.
struct Problems<'d> {
    source: Option<SourceId>,
    diagnostics: &'d mut Diagnostics,
}

impl Problems<'_> {
    /// Adds an error; an empty hint is omitted.
    fn add(
        &mut self,
        range: Option<std::ops::Range<usize>>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let span = self.source.zip(range).map(|(id, range)| Span::new(id, range));
        let diagnostic = Diagnostic::error("theme-manifest", message).at_opt(span);
        let hint = hint.into();
        self.diagnostics.push(if hint.is_empty() { diagnostic } else { diagnostic.hint(hint) });
    }

    fn unknown_option(
        &mut self,
        name: &str,
        range: std::ops::Range<usize>,
        options: &[OptionSpec],
    ) {
        let near = did_you_mean(name, options.iter().map(|spec| spec.name.as_str()));
        let hint = near.map_or_else(String::new, |near| format!("did you mean `{near}`?"));
        self.add(Some(range), format!("unknown option `{name}`"), hint);
    }
}

/// Adds the options of a table; `common` are those of every theme.
fn declare(
    table: toml::Table,
    common: bool,
    options: &mut Vec<OptionSpec>,
    problems: &mut Problems,
) {
    for (name, value) in table {
        match value.try_into::<Declaration>() {
            Ok(_) if options.iter().any(|spec| spec.name == name) => problems.add(
                None,
                format!("option `{name}` is one that every theme has"),
                "change its default in `[defaults]`, its limits in `[ranges]`",
            ),
            Ok(declaration) => match spec(&name, declaration, common) {
                Ok(spec) => options.push(spec),
                Err(message) => problems.add(None, message, ""),
            },
            Err(error) => problems.add(
                None,
                format!("option `{name}`: {}", error.message().trim()),
                "an option has `type`, `default`, `doc`, and `min`, `max` or `values`",
            ),
        }
    }
}

/// Limits the values of an option to those that the theme supports.
fn limit(name: &str, range: &Spanned<Range>, options: &mut [OptionSpec], problems: &mut Problems) {
    let Some(spec) = options.iter_mut().find(|spec| spec.name == name) else {
        return problems.unknown_option(name, range.span(), options);
    };
    let as_common = spec.kind.clone();
    let (new_min, new_max) = bounds(range.get_ref());
    if let OptionKind::Length { min, max }
    | OptionKind::Number { min, max }
    | OptionKind::Integer { min, max } = &mut spec.kind
    {
        *min = new_min.or(*min);
        *max = new_max.or(*max);
    }
    if let (OptionKind::Choice(values), Some(left)) = (&mut spec.kind, &range.get_ref().values) {
        if let Some(unknown) = left.iter().find(|value| !values.contains(value)) {
            let message = format!("`{name}` has no `{unknown}`");
            return problems.add(Some(range.span()), message, spec.expected());
        }
        values.retain(|value| left.contains(value));
    }
    spec.elsewhere = Some(as_common);
}

fn set_default(
    name: &str,
    value: &Spanned<Value>,
    options: &mut [OptionSpec],
    problems: &mut Problems,
) {
    let Some(spec) = options.iter_mut().find(|spec| spec.name == name) else {
        return problems.unknown_option(name, value.span(), options);
    };
    let text = value_text(value.get_ref());
    match spec.parse(&text) {
        Ok(default) => spec.default = default,
        Err(expected) => {
            let message = format!("invalid value `{text}` for option `{name}`");
            problems.add(Some(value.span()), message, expected);
        }
    }
}

/// Returns the limits within which fitting changes options.
fn fit_limits(
    table: BTreeMap<String, Spanned<Range>>,
    problems: &mut Problems,
) -> BTreeMap<String, (f64, f64)> {
    let mut fit = BTreeMap::new();
    for (name, range) in table {
        if !FITTED.contains(&name.as_str()) {
            let message = format!("`{name}` does not change when pages are fitted");
            problems.add(Some(range.span()), message, format!("`[fit]` has {}", FITTED.join(", ")));
            continue;
        }
        let (min, max) = bounds(range.get_ref());
        // Without an explicit limit, the design's own value is the limit.
        fit.insert(name, (min.unwrap_or(f64::INFINITY), max.unwrap_or(f64::NEG_INFINITY)));
    }
    fit
}

/// Returns an error for a theme of another version of the interface.
fn contract_problem(contract: u32) -> Option<Diagnostic> {
    use std::cmp::Ordering;
    match contract.cmp(&CONTRACT) {
        Ordering::Equal => None,
        Ordering::Less => Some(
            Diagnostic::warning(
                "theme-contract",
                format!("the theme is written for contract {contract}, and this recto has contract {CONTRACT}"),
            )
            .hint("see `Changes of the contract` in templates/README.md, then write `contract = 2` in theme.toml"),
        ),
        Ordering::Greater => Some(
            Diagnostic::error(
                "theme-contract",
                format!("the theme is written for contract {contract}, and this recto has contract {CONTRACT}"),
            )
            .hint("use a newer recto"),
        ),
    }
}

fn spec(name: &str, declaration: Declaration, common: bool) -> Result<OptionSpec, String> {
    let (min, max) = (declaration.min.clone(), declaration.max.clone());
    let (min, max) = bounds(&Range { min, max, values: None });
    let kind = match declaration.r#type.as_str() {
        "length" => OptionKind::Length { min, max },
        "color" => OptionKind::Color(match declaration.of.as_deref() {
            Some("text") => ColorUse::Text,
            Some("ground") => ColorUse::Ground,
            None => ColorUse::Ornament,
            Some(other) => {
                return Err(format!(
                    "option `{name}` is a colour of `{other}`, and can be one of `text` or `ground`"
                ));
            }
        }),
        "number" => OptionKind::Number { min, max },
        "integer" => OptionKind::Integer { min, max },
        "boolean" => OptionKind::Boolean { auto: declaration.default.as_str() == Some("auto") },
        "choice" => OptionKind::Choice(declaration.values),
        "font" => OptionKind::Font,
        "text" => OptionKind::Text,
        other => return Err(format!("option `{name}` has the unknown type `{other}`")),
    };
    let placeholder = OptionValue::Boolean(false);
    let mut spec = OptionSpec {
        name: name.to_owned(),
        kind,
        default: placeholder,
        doc: declaration.doc,
        on: declaration.on,
        common,
        fixed: false,
        elsewhere: None,
    };
    let text = value_text(&declaration.default);
    spec.default = spec
        .parse(&text)
        .map_err(|expected| format!("invalid value `{text}` for option `{name}`: {expected}"))?;
    Ok(spec)
}

/// Parses bounds as numbers, in points for lengths.
fn bounds(range: &Range) -> (Option<f64>, Option<f64>) {
    let number = |value: &Option<Value>| {
        let length = OptionSpec {
            name: String::new(),
            kind: OptionKind::Length { min: None, max: None },
            default: OptionValue::Boolean(false),
            doc: String::new(),
            on: None,
            common: false,
            fixed: false,
            elsewhere: None,
        };
        match value.as_ref()? {
            Value::Integer(n) => {
                #[expect(clippy::cast_precision_loss, reason = "bounds are small")]
                let n = *n as f64;
                Some(n)
            }
            Value::Float(n) => Some(*n),
            Value::String(text) => match length.parse(text) {
                Ok(OptionValue::Pt(n) | OptionValue::Em(n)) => Some(n),
                _ => None,
            },
            _ => None,
        }
    };
    (number(&range.min), number(&range.max))
}

fn value_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMON: &str = r#"
[options.width]
type = "length"
default = "20mm"
min = "5mm"
max = "60mm"
doc = "Width"

[options.align]
type = "choice"
values = ["start", "center", "end"]
default = "start"
doc = "Position of titles"
"#;

    fn read_theme(rest: &str) -> (Option<Manifest>, Vec<String>) {
        let theme = format!("name = \"mine\"\ndescription = \"Mine\"\ncontract = 2\n{rest}");
        let mut diagnostics = Diagnostics::default();
        let manifest = read(&[COMMON], &theme, None, &mut diagnostics);
        let messages =
            diagnostics.into_iter().map(|d| format!("{} ({})", d.message, d.hints.join("; ")));
        (manifest, messages.collect())
    }

    #[test]
    fn a_theme_can_change_defaults_restrict_values_and_fix_options() {
        let (manifest, messages) = read_theme(
            "fixed = [\"width\"]\n[defaults]\nalign = \"center\"\n[ranges]\n\
             align = { values = [\"start\", \"center\"] }\n",
        );
        assert_eq!(messages, [""; 0]);
        let options = manifest.expect("a manifest").options;
        let [width, align] = &options[..] else { panic!("{options:?}") };
        assert!(width.fixed && !align.fixed);
        assert!(align.parse("center").is_ok() && align.parse("end").is_err());
        let elsewhere = align.in_other_themes().expect("it is narrower here");
        assert!(elsewhere.parse("end").is_ok());
    }

    #[test]
    fn themes_of_older_and_newer_contracts_are_reported_with_hints() {
        let messages = |contract: u32| {
            let problem = contract_problem(contract).map(|d| (d.message, d.hints.join("; ")));
            problem.map(|(message, hint)| format!("{message} ({hint})")).unwrap_or_default()
        };
        insta::assert_snapshot!(messages(1), @"the theme is written for contract 1, and this recto has contract 2 (see `Changes of the contract` in templates/README.md, then write `contract = 2` in theme.toml)");
        insta::assert_snapshot!(messages(2), @"");
        insta::assert_snapshot!(messages(3), @"the theme is written for contract 3, and this recto has contract 2 (use a newer recto)");
    }

    #[test]
    fn all_errors_of_a_manifest_are_reported_at_once() {
        let (_, messages) = read_theme(
            "fixed = [\"witdh\"]\n[defaults]\naling = \"end\"\n[ranges]\n\
             align = { values = [\"middle\"] }\n\
             [options.width]\ntype = \"number\"\ndefault = 1\ndoc = \"Again\"\n\
             [options.tint]\ntype = \"color\"\nof = \"air\"\ndefault = \"red\"\ndoc = \"Tint\"\n",
        );
        insta::assert_snapshot!(messages.join("\n"), @"
        option `width` is one that every theme has (change its default in `[defaults]`, its limits in `[ranges]`)
        option `tint` is a colour of `air`, and can be one of `text` or `ground` ()
        `align` has no `middle` (expected one of `start`, `center`, `end`)
        unknown option `witdh` (did you mean `width`?)
        unknown option `aling` (did you mean `align`?)
        ");
    }
}

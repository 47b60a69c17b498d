//! Themes: a manifest that declares options, and Typst files that render a view.
//!
//! Options shared by all themes are declared in `templates/common/options/`; a manifest can change
//! their defaults and ranges, fix their values, and add options.

use std::collections::BTreeMap;

use crate::bytes::SharedBytes;
use crate::diagnostic::{Diagnostic, Diagnostics, SourceId, did_you_mean};
use crate::plan::{Keep, PlanSettings, SplitLines};
use crate::resume::Setting;
use include_dir::{Dir, include_dir};

mod legibility;
mod manifest;
mod option;
mod paper;
mod print;
mod tint;

pub use legibility::readable_on;
pub use option::{ColorUse, OptionKind, OptionSpec, OptionValue, Options};
pub use paper::{mm, paper_name, paper_names, paper_size};

static TEMPLATES: Dir = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The folder of [`TEMPLATES`] with files shared by all themes.
const COMMON: &str = "common";

/// The files in [`COMMON`] that declare options, in the order of listings.
const OPTION_FILES: [&str; 7] = ["page", "text", "color", "space", "header", "section", "entry"];

/// The default theme.
pub const DEFAULT: &str = "compact";

/// A theme that was renamed.
struct Renamed {
    old: &'static str,
    new: &'static str,
    /// Renamed options.
    options: &'static [(&'static str, &'static str)],
}

const RENAMED: [Renamed; 3] = [
    Renamed { old: "formal", new: "ivy", options: &[] },
    Renamed { old: "margin", new: "duo", options: &[("notes", "side-width")] },
    Renamed {
        old: "sidebar",
        new: "panel",
        options: &[
            ("sidebar-sections", "panel-sections"),
            ("sidebar-side", "panel-side"),
            ("sidebar-width", "panel-width"),
            ("sidebar-color", "panel-color"),
        ],
    },
];

/// Returns the current name of a renamed theme.
pub fn renamed(old: &str) -> Option<&'static str> {
    RENAMED.iter().find(|theme| theme.old == old).map(|theme| theme.new)
}

/// A theme.
#[derive(Debug, Clone)]
pub struct Theme {
    pub name: String,
    /// One-line description.
    pub description: String,
    /// Font families that it uses.
    pub fonts: Vec<String>,
    /// The common options, then its own, in manifest order.
    pub options: Vec<OptionSpec>,
    /// Range of each option when pages are fitted: lengths in points, `text-width` in ems.
    pub fit: BTreeMap<String, (f64, f64)>,
    /// Maximum characters of a full line of text.
    pub measure: f64,
    /// How its rows are planned.
    plan: manifest::PlanTable,
    /// Content by virtual path in the Typst world.
    pub files: BTreeMap<String, SharedBytes>,
}

/// The output for which a theme is tried in isolation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trial {
    /// Compilation and PDF export.
    Pdf,
    /// Rendering at a number of pixels per inch.
    Png(u16),
    Svg,
}

impl Theme {
    /// Returns the names of the embedded themes: the default first, then alphabetically.
    pub fn names() -> Vec<&'static str> {
        let mut names: Vec<_> = TEMPLATES
            .dirs()
            .filter_map(|dir| dir.path().to_str())
            .filter(|name| *name != COMMON)
            .collect();
        names.sort_by_key(|name| (*name != DEFAULT, *name));
        names
    }

    /// Returns an embedded theme; `None` if the name is unknown.
    pub fn embedded(name: &str) -> Option<Self> {
        let folder = Self::embedded_files(name)?;
        let files =
            folder.into_iter().map(|(path, bytes)| (path, SharedBytes::embedded(bytes))).collect();
        let manifest = files_text(&files, "theme.toml")?;
        let mut diagnostics = Diagnostics::default();
        let theme = Self::new(name, files, &manifest, None, &mut diagnostics);
        debug_assert!(diagnostics.is_empty(), "{name}: {diagnostics:?}");
        theme
    }

    /// Returns the files of an embedded theme by their path within its folder.
    pub fn embedded_files(name: &str) -> Option<Vec<(String, &'static [u8])>> {
        if name == COMMON {
            return None;
        }
        let folder = TEMPLATES.get_dir(name)?;
        Some(collect_files(folder, folder.path()))
    }

    /// Returns the theme's own files that may be Typst code.
    pub fn code(&self) -> impl Iterator<Item = &str> {
        let is_own = |path: &str| path.starts_with("/theme/") && !path.ends_with(".toml");
        let own = self.files.iter().filter(move |(path, _)| is_own(path));
        own.map(|(_, bytes)| str::from_utf8(bytes).unwrap_or_default())
    }

    /// Reads a theme from the files of a user's folder, given by their path within it.
    ///
    /// Problems of the manifest are reported with spans in `source`.
    pub fn from_files(
        name: &str,
        files: BTreeMap<String, SharedBytes>,
        source: Option<SourceId>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        for needed in ["theme.toml", "theme.typ"] {
            if !files.contains_key(needed) {
                diagnostics.push(
                    Diagnostic::error("theme-file", format!("theme `{name}` has no `{needed}`"))
                        .hint(
                            "`recto themes new mine --from register` makes a theme to start from",
                        ),
                );
                return None;
            }
        }
        let Some(manifest) = files_text(&files, "theme.toml") else {
            diagnostics.push(Diagnostic::error("theme-file", "`theme.toml` is not UTF-8 text"));
            return None;
        };
        Self::new(name, files, &manifest, source, diagnostics)
    }

    fn new(
        name: &str,
        files: BTreeMap<String, SharedBytes>,
        manifest: &str,
        source: Option<SourceId>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let common = TEMPLATES.get_dir(COMMON)?;
        let shared = OPTION_FILES
            .iter()
            .map(|name| common.get_file(format!("common/options/{name}.toml"))?.contents_utf8())
            .collect::<Option<Vec<_>>>()?;
        let manifest::Manifest { description, fonts, options, fit, measure, plan } =
            manifest::read(&shared, manifest, source, diagnostics)?;
        let mut served: BTreeMap<String, SharedBytes> = collect_files(common, common.path())
            .into_iter()
            .map(|(path, bytes)| (format!("/common/{path}"), SharedBytes::embedded(bytes)))
            .collect();
        served.extend(files.into_iter().map(|(path, bytes)| (format!("/theme/{path}"), bytes)));
        let name = name.to_owned();
        Some(Self { name, description, fonts, options, fit, measure, plan, files: served })
    }

    /// Returns the settings of the plan from the theme and its options.
    pub fn plan_settings(&self, options: &Options) -> PlanSettings {
        let apart = |line| self.plan.apart.contains(&line);
        PlanSettings {
            apart: SplitLines {
                words: apart(manifest::Line::Words),
                lines: apart(manifest::Line::Lines),
                facts: apart(manifest::Line::Facts),
            },
            ascii_dates: self.plan.ascii_dates,
            keyword_roles: self.plan.keyword_roles,
            head: self.plan.head,
            brief_jobs: self.plan.brief_jobs,
            employer_first: options.is_on("employer-first"),
            citations: options.is_on("citations"),
            notes: self.plan.notes,
            keep: match options.text("keep-together") {
                Some("entries") => Keep::Entries,
                Some("sections") => Keep::Sections,
                _ => Keep::Paragraphs,
            },
            narrow: self.narrow(options),
            labels_above: self.plan.labels_above,
            nested_in_line: options.text("nested-highlights") == Some("in-line"),
        }
    }

    /// Returns the width of the theme's narrow column in ems, if wide words break in it.
    fn narrow(&self, options: &Options) -> Option<f64> {
        let width = options.points(self.plan.narrow.as_deref()?)?;
        Some(width / options.points("font-size")?)
    }

    /// Applies settings to options.
    ///
    /// An invalid value is an error; the option then keeps its value.
    pub fn apply(
        &self,
        settings: &[Setting],
        options: &mut Options,
        diagnostics: &mut Diagnostics,
    ) {
        self.apply_layer(settings, false, options, diagnostics);
    }

    /// Applies settings that are shared between themes.
    ///
    /// An option that only other themes have is a warning, so that the theme can be changed freely.
    pub fn apply_shared(
        &self,
        settings: &[Setting],
        options: &mut Options,
        diagnostics: &mut Diagnostics,
    ) {
        self.apply_layer(settings, true, options, diagnostics);
    }

    /// Returns the settings for this theme in `themes`, including those under its former name, with
    /// current option names.
    pub fn own_settings(&self, themes: &[(String, Vec<Setting>)]) -> Vec<Setting> {
        let of = |name: &str| {
            let found = themes.iter().find(|(theme, _)| theme == name);
            found.map_or(Vec::new(), |(_, settings)| settings.clone())
        };
        let former =
            RENAMED.iter().filter(|renamed| renamed.new == self.name).flat_map(|renamed| {
                of(renamed.old).into_iter().map(|mut setting| {
                    if let Some((_, new)) =
                        renamed.options.iter().find(|(old, _)| *old == setting.key)
                    {
                        setting.key = (*new).to_owned();
                    }
                    setting
                })
            });
        former.chain(of(&self.name)).collect()
    }

    /// Increases the line spacing by a factor, also for fitting.
    pub fn space_lines(&mut self, share: f64, options: &mut Options) {
        const NAME: &str = "line-height";
        let spec = self.options.iter().find(|spec| spec.name == NAME);
        let most = spec.and_then(|spec| spec.bounds().1).unwrap_or(f64::INFINITY);
        let spaced = |height: f64| (share * height).min(most);
        if let Some(OptionValue::Number(height)) = options.get(NAME) {
            options.set(NAME, OptionValue::Number(spaced(*height)));
        }
        if let Some((from, to)) = self.fit.get_mut(NAME) {
            (*from, *to) = (spaced(*from), spaced(*to));
        }
    }

    fn apply_layer(
        &self,
        settings: &[Setting],
        is_shared: bool,
        options: &mut Options,
        diagnostics: &mut Diagnostics,
    ) {
        for setting in settings {
            let found = self.options.iter().find(|spec| spec.name == setting.key);
            let Some(spec) = found.filter(|spec| !spec.fixed) else {
                diagnostics.push(match found {
                    Some(_) => self.only_elsewhere(setting, is_shared),
                    None => self.unknown(setting),
                });
                continue;
            };
            let em = options.points("font-size");
            match spec.parse_at(&setting.value, em) {
                Ok(value) => options.set(&spec.name, value),
                Err(expected) => {
                    let elsewhere = spec.in_other_themes();
                    let has_it = |other: OptionSpec| other.parse_at(&setting.value, em).is_ok();
                    let is_elsewhere = is_shared && elsewhere.is_some_and(has_it);
                    diagnostics.push(self.refused(setting, is_elsewhere, expected));
                }
            }
        }
    }

    /// Describes an invalid value.
    fn refused(&self, setting: &Setting, is_elsewhere: bool, expected: String) -> Diagnostic {
        let message = format!("invalid value `{}` for option `{}`", setting.value, setting.key);
        let diagnostic = if is_elsewhere {
            let message = format!("{message} in theme `{}`", self.name);
            Diagnostic::warning("option-elsewhere", message)
        } else {
            Diagnostic::error("option-value", message)
        };
        diagnostic.on(&setting.path).hint(expected)
    }

    /// Describes an option that is fixed in this theme.
    fn only_elsewhere(&self, setting: &Setting, is_shared: bool) -> Diagnostic {
        let message = format!("theme `{}` has no option `{}`", self.name, setting.key);
        let diagnostic = if is_shared {
            Diagnostic::warning("option-elsewhere", message)
        } else {
            Diagnostic::error("unknown-option", message)
        };
        diagnostic.on(&setting.path).hint(format!(
            "other themes have this option; {} lists what this one has",
            self.listing()
        ))
    }

    fn unknown(&self, setting: &Setting) -> Diagnostic {
        let diagnostic = Diagnostic::error(
            "unknown-option",
            format!("theme `{}` has no option `{}`", self.name, setting.key),
        )
        .on(&setting.path);
        let free = self.options.iter().filter(|spec| !spec.fixed);
        match did_you_mean(&setting.key, free.map(|spec| spec.name.as_str())) {
            Some(name) => diagnostic.hint(format!("did you mean `{name}`?")),
            None => diagnostic.hint(format!("{} lists its options", self.listing())),
        }
    }

    /// Returns the command that lists the options; a theme folder is given by path.
    fn listing(&self) -> String {
        if Self::embedded_files(&self.name).is_some() {
            format!("`recto themes {}`", self.name)
        } else {
            "`recto themes` with its folder".to_owned()
        }
    }
}

fn files_text(files: &BTreeMap<String, SharedBytes>, name: &str) -> Option<String> {
    std::str::from_utf8(files.get(name)?).ok().map(str::to_owned)
}

fn collect_files(
    folder: &'static Dir<'static>,
    root: &std::path::Path,
) -> Vec<(String, &'static [u8])> {
    let mut files: Vec<_> = folder
        .files()
        .filter_map(|file| {
            let path = file.path().strip_prefix(root).ok()?.to_str()?;
            Some((path.replace('\\', "/"), file.contents()))
        })
        .collect();
    for dir in folder.dirs() {
        files.extend(collect_files(dir, root));
    }
    files
}

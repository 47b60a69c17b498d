//! Chooses the theme of the pages.

use std::path::Path;

use super::{Draft, Failure, Press, Record, Request, Requester, ThemeFolder};
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::theme::{self, Theme};

/// A theme, and whether it is embedded.
#[derive(Debug, Clone)]
pub(super) struct ChosenTheme {
    pub(super) theme: Theme,
    pub(super) is_embedded: bool,
}

impl Press {
    /// Finds a theme by name or folder.
    ///
    /// Returns an error if it does not exist or is invalid.
    pub fn find_theme(&mut self, name: &str, record: &mut Record) -> Result<Theme, Failure> {
        self.requested_theme(name, record).map(|found| found.theme)
    }

    /// Finds the theme of the request, else of the file; reports an invalid theme in the file as a
    /// diagnostic.
    pub(super) fn choose_theme(
        &mut self,
        request: &Request,
        draft: &Draft,
        diagnostics: &mut Diagnostics,
        record: &mut Record,
    ) -> Result<ChosenTheme, Failure> {
        if let Some(name) = request.theme.as_deref() {
            return self.requested_theme(name, record);
        }
        let meta = &draft.resume.meta;
        let Some(name) = meta.theme.as_deref() else { return self.default_theme() };
        if let Some(new) = theme::renamed(name) {
            diagnostics.push(renamed(name, new).on(&meta.path.key("theme")));
            return self.embedded_theme(new).ok_or(Failure::Program);
        }
        if let Some(theme) = self.embedded_theme(name) {
            return Ok(theme);
        }
        let may_be_folder = name.contains(['/', '\\', '.']);
        if may_be_folder
            && let Some(theme) =
                self.theme_in_folder(&request.folder, name, Requester::Resume, record)?
        {
            return Ok(theme);
        }
        if name.starts_with("./") || name.starts_with("../") {
            let message = format!("unknown theme `{name}`: there is no such folder");
            let problem = Diagnostic::error("unknown-theme", message).on(&meta.path.key("theme"));
            diagnostics.push(problem.hint("write its path relative to the résumé"));
            return self.default_theme();
        }
        // A similar name is a typing error; any other name may be a theme of another tool.
        let (problem, theme) = match did_you_mean(name, Theme::names()) {
            Some(near) => {
                (unknown(name).hint(format!("did you mean `{near}`?")), self.embedded_theme(near))
            }
            None => {
                let message = format!("unknown theme `{name}`; using `{}`", theme::DEFAULT);
                let problem = Diagnostic::warning("unknown-theme", message);
                let hint = format!("`recto themes` lists the themes; a folder is `./{name}`");
                (problem.hint(hint), None)
            }
        };
        diagnostics.push(problem.on(&meta.path.key("theme")));
        theme.map_or_else(|| self.default_theme(), Ok)
    }

    fn requested_theme(&mut self, name: &str, record: &mut Record) -> Result<ChosenTheme, Failure> {
        let new = theme::renamed(name);
        if let Some(new) = new {
            record.note(std::iter::once(renamed(name, new)).collect(), None)?;
        }
        if let Some(theme) = self.embedded_theme(new.unwrap_or(name)) {
            return Ok(theme);
        }
        let found = self.theme_in_folder(Path::new("."), name, Requester::Request, record)?;
        found.ok_or_else(|| {
            let hint = match did_you_mean(name, Theme::names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the themes are {}; or pass a folder", Theme::names().join(", ")),
            };
            record.rejected(unknown(name).hint(hint))
        })
    }

    fn default_theme(&mut self) -> Result<ChosenTheme, Failure> {
        self.embedded_theme(theme::DEFAULT).ok_or(Failure::Program)
    }

    fn embedded_theme(&mut self, name: &str) -> Option<ChosenTheme> {
        let theme = match self.themes.get(name) {
            Some(known) => known.clone(),
            None => {
                let theme = Theme::embedded(name)?;
                self.themes.insert(name.to_owned(), theme.clone());
                theme
            }
        };
        Some(ChosenTheme { theme, is_embedded: true })
    }

    /// Returns `None` if the folder does not exist.
    fn theme_in_folder(
        &self,
        base: &Path,
        name: &str,
        requester: Requester,
        record: &mut Record,
    ) -> Result<Option<ChosenTheme>, Failure> {
        let folder = self.resources.theme(base, name, requester).map_err(|reason| {
            let message = format!("cannot read theme `{name}` ({reason})");
            record.input(Diagnostic::error("theme-file", message))
        })?;
        let Some(ThemeFolder { name, manifest, files, paths }) = folder else { return Ok(None) };
        paths.iter().for_each(|path| record.read(path));
        let source = files.get("theme.toml").and_then(|bytes| {
            let text = std::str::from_utf8(bytes).ok()?;
            Some(record.sources.add(manifest, text))
        });
        let mut diagnostics = Diagnostics::default();
        let theme = Theme::from_files(&name, files, source, &mut diagnostics);
        record.note(diagnostics, None)?;
        let theme = theme.ok_or(Failure::Input)?;
        Ok(Some(ChosenTheme { theme, is_embedded: false }))
    }
}

fn unknown(name: &str) -> Diagnostic {
    Diagnostic::error("unknown-theme", format!("unknown theme `{name}`"))
}

/// Warns that a theme was renamed.
fn renamed(old: &str, new: &str) -> Diagnostic {
    Diagnostic::warning("renamed-theme", format!("theme `{old}` was redesigned and is now `{new}`"))
        .hint(format!("write `{new}`"))
}

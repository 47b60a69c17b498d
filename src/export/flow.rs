use crate::plan::{Keep, Plan, PlanSettings, SplitLines, plan_without_signs};
use crate::theme::{Options, Theme};
use crate::view::View;

/// A résumé for output formats without pages.
#[derive(Debug)]
pub struct Flow<'v> {
    pub view: &'v View,
    /// Rows in the words and order of the pages. No line is split in two columns, and no text
    /// contains line-breaking control characters.
    pub plan: Plan<'v>,
    pub options: &'v Options,
    /// Pictures by virtual path, as named in the view.
    pub pictures: Vec<(&'v str, &'v [u8])>,
    /// Printed data as JSON, if it is to be embedded.
    pub data: Option<&'v str>,
}

impl<'v> Flow<'v> {
    /// Plans a view, using the content rules of the theme options.
    pub fn new(
        view: &'v View,
        theme: &Theme,
        options: &'v Options,
        pictures: Vec<(&'v str, &'v [u8])>,
    ) -> Self {
        let needs = PlanSettings {
            apart: SplitLines::default(),
            ascii_dates: false,
            keyword_roles: false,
            brief_jobs: false,
            keep: Keep::Paragraphs,
            notes: false,
            narrow: None,
            nested_in_line: false,
            ..theme.plan_settings(options)
        };
        Self { view, plan: plan_without_signs(view, &needs), options, pictures, data: None }
    }

    /// Sets the data to embed.
    #[must_use]
    pub fn with_data(mut self, data: Option<&'v str>) -> Self {
        self.data = data;
        self
    }

    /// Returns whether there is a résumé besides the letter.
    pub fn has_resume(&self) -> bool {
        !self.plan.sections.is_empty() || self.plan.letter.is_none()
    }

    /// Returns whether the date of a letter precedes the addressee in this country.
    pub fn date_first(&self) -> bool {
        self.plan.document.lang == "en"
    }

    /// Returns the bytes of a picture named in the view.
    pub fn picture(&self, file: &str) -> Option<&'v [u8]> {
        self.pictures.iter().find(|(path, _)| *path == file).map(|(_, bytes)| *bytes)
    }
}

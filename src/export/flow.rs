use crate::plan::{Apart, Keep, Needs, Plan, plan_without_signs};
use crate::theme::{Options, Theme};
use crate::view::View;

/// A résumé for forms without pages.
#[derive(Debug)]
pub struct Flow<'v> {
    pub view: &'v View,
    /// The rows in the words and the order of the pages; no line is taken in two, and no text holds a
    /// sign that tells where lines end.
    pub plan: Plan<'v>,
    pub options: &'v Options,
    /// Virtual path, as the view names it, and bytes.
    pub pictures: Vec<(&'v str, &'v [u8])>,
    /// What is printed, as JSON, where the file is to carry it.
    pub data: Option<&'v str>,
}

impl<'v> Flow<'v> {
    /// Plans a view by the content rules of a theme's options.
    pub fn new(
        view: &'v View,
        theme: &Theme,
        options: &'v Options,
        pictures: Vec<(&'v str, &'v [u8])>,
    ) -> Self {
        let needs = Needs {
            apart: Apart::default(),
            ascii_dates: false,
            keyword_roles: false,
            keep: Keep::Paragraphs,
            ..theme.needs(options)
        };
        Self { view, plan: plan_without_signs(view, &needs), options, pictures, data: None }
    }

    /// Embeds data in the file.
    #[must_use]
    pub fn with_data(mut self, data: Option<&'v str>) -> Self {
        self.data = data;
        self
    }

    /// Tells whether there is a résumé beside the letter.
    pub fn has_resume(&self) -> bool {
        !self.plan.sections.is_empty() || self.plan.letter.is_none()
    }

    /// Tells whether the date of a letter stands before the addressee, by the custom of the country.
    pub fn date_first(&self) -> bool {
        self.plan.document.lang == "en"
    }

    /// Returns the bytes of a picture that the view names.
    pub fn picture(&self, file: &str) -> Option<&'v [u8]> {
        self.pictures.iter().find(|(path, _)| *path == file).map(|(_, bytes)| *bytes)
    }
}

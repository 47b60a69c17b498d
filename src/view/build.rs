use super::View;
use crate::diagnostic::Diagnostics;
use crate::locale::Locale;
use crate::resume::Resume;

/// What the view must know beyond the résumé.
#[derive(Debug, Clone, PartialEq)]
pub struct ViewOptions {
    /// One of `long`, `short`, `numeric`, `iso`, `year`.
    pub date_format: String,
    /// Between the two dates of a period, such as an en dash.
    pub date_separator: String,
    /// Date of the document: year, month, day.
    pub date: (i16, u8, u8),
    /// Virtual path of the photo in the Typst world, where there is one to show.
    pub image: Option<String>,
    /// Virtual path of the picture of the letter's signature.
    pub signature: Option<String>,
}

/// Sets a tailored résumé in words.
pub fn view(
    _resume: &Resume,
    _locale: &Locale,
    _options: &ViewOptions,
    _diagnostics: &mut Diagnostics,
) -> View {
    unimplemented!()
}

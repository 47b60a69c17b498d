use typst_layout::PagedDocument;

use super::look::Prepared;
use super::{Failure, Report};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::fit::{self, Job};
use crate::pages::{coarse_pictures, in_reading_order, long_lines};
use crate::world::ResumeWorld;

/// Sets the pages, as many as are asked for; whatever is wrong with them is reported.
///
/// Returns an error if there is an error among it.
pub(super) fn set(
    prepared: Prepared,
    report: &mut Report,
) -> Result<(ResumeWorld, PagedDocument), Failure> {
    let Prepared { theme, own_theme, options, view, pictures, fonts, pages, print, reach, .. } =
        prepared;
    let mut world = ResumeWorld::new(theme.clone(), &options, &view, pictures.clone(), fonts);
    let mut diagnostics = Diagnostics::default();
    let job = Job { options: &options, reach: &reach, view: &view, pictures: &pictures };
    let fitted = fit::fit(&mut world, job, pages, &mut report.sources, &mut diagnostics);
    // Lines that fitting made longer are no one's setting.
    let is_fitted = fitted.as_ref().is_some_and(|fitted| fitted.report.is_some());
    let document = fitted.map(|fitted| {
        if let Some(done) = &fitted.report {
            report.done(done);
        }
        fitted.document
    });
    if let (true, Some(document)) = (print, &document) {
        diagnostics.extend(coarse_pictures(document));
    }
    let failed = |d: &Diagnostic| d.code == "typst" && d.severity == Severity::Error;
    if own_theme && diagnostics.iter().any(failed) {
        return Err(report.fault(diagnostics));
    }
    report.emit(diagnostics, None)?;
    let long = document.as_ref().filter(|_| !is_fitted);
    let long = long.and_then(|it| long_lines(it, &theme, &options, &prepared.asked));
    let mut about_lines = Diagnostics::default();
    about_lines.extend(long);
    report.emit(about_lines, Some(&prepared.root))?;
    document.map(|document| (world, in_reading_order(document))).ok_or(Failure::Input)
}

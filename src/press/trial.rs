//! Test runs of themes that are not embedded, in a separate process.

use crate::diagnostic::{Diagnostics, Sources};
use crate::export::{self, Standards};
use crate::theme::Trial;
use crate::typeset::typeset;
use crate::world::ResumeWorld;

/// Renders a job, and discards the result: the only question is whether it terminates. Errors of the
/// theme are reported by the parent when it renders the pages.
///
/// Returns `None` if the job is invalid.
pub fn run_trial(job: &[u8], trial: Trial) -> Option<()> {
    let world = ResumeWorld::from_job(job)?;
    let (mut sources, mut ignored) = (Sources::default(), Diagnostics::default());
    if let Some(document) = typeset(&world, &mut sources, &mut ignored) {
        let standards = Standards::default();
        match trial {
            Trial::Png(ppi) => drop(export::png(&document, f32::from(ppi), false)),
            Trial::Svg => drop(export::svg(&document, false)),
            Trial::Pdf => {
                drop(export::pdf(&document, &standards, &world, &mut sources, &mut ignored));
            }
        }
    }
    Some(())
}

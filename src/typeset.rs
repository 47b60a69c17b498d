//! Compiles a world into pages.

use typst::WorldExt;
use typst::diag::{Severity, SourceDiagnostic, Warned};
use typst::syntax::DiagSpan;
use typst_layout::PagedDocument;

use crate::diagnostic::{Diagnostic, Diagnostics, Sources, Span};
use crate::theme::Trial;
use crate::world::ResumeWorld;
use typst::World;

/// Compiles a world into pages.
///
/// `None` if the theme failed; the diagnostics refer to its files, which are added to `sources`.
pub fn typeset(
    world: &ResumeWorld,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<PagedDocument> {
    if let Err(problem) = world.try_out(Trial::Pdf) {
        diagnostics.push(problem);
        return None;
    }
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    for warning in &warnings {
        diagnostics.push(from_typst(warning, world, sources));
    }
    match output {
        Ok(document) => Some(document),
        Err(errors) => {
            for error in &errors {
                diagnostics.push(from_typst(error, world, sources));
            }
            None
        }
    }
}

/// Converts one of Typst's diagnostics.
pub fn from_typst(
    diagnostic: &SourceDiagnostic,
    world: &ResumeWorld,
    sources: &mut Sources,
) -> Diagnostic {
    let base = match diagnostic.severity {
        Severity::Error => Diagnostic::error("typst", diagnostic.message.as_str()),
        Severity::Warning => Diagnostic::warning("typst", diagnostic.message.as_str()),
    };
    let traced = diagnostic.trace.iter().map(|point| DiagSpan::from(point.span));
    let span = std::iter::once(diagnostic.span)
        .chain(traced)
        .find_map(|span| locate(span, world, sources));
    diagnostic
        .hints
        .iter()
        // Typst's own program has that flag.
        .filter(|hint| !hint.v.contains("--root"))
        .fold(base.at_opt(span), |diagnostic, hint| diagnostic.hint(hint.v.as_str()))
}

fn locate(span: DiagSpan, world: &ResumeWorld, sources: &mut Sources) -> Option<Span> {
    let id = span.id()?;
    let range = world.range(span)?;
    let name = id.get().vpath().get_with_slash();
    let bytes = world.file(id).ok()?;
    // Different themes have files with the same name.
    let source = sources.find_or_add(name, &String::from_utf8_lossy(&bytes));
    Some(Span::new(source, range))
}

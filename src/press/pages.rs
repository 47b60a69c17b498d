//! Typesets a prepared draft with the requested number of pages.

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst_layout::PagedDocument;

use super::fonts::{FontRequirements, choose_fonts};
use super::{Failure, Prepared, Press, Record};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::fit::{self, AdjustableOptions, FitInput};
use crate::pages::{coarse_pictures, in_reading_order, long_lines};
use crate::theme::Options;
use crate::world::{Fonts, ResumeWorld};

/// Typeset pages.
pub(super) struct Pages {
    pub(super) document: PagedDocument,
    /// Options that the pages use.
    pub(super) options: Options,
    /// How the pages were fitted; `None` if unchanged.
    pub(super) fitted: Option<String>,
}

impl Press {
    /// Typesets a prepared draft and reports all problems.
    ///
    /// Returns an error if any problem is an error.
    pub(super) fn set(
        &mut self,
        prepared: &mut Prepared,
        record: &mut Record,
    ) -> Result<Pages, Failure> {
        let fonts = self.choose_fonts(prepared, record)?;
        let keeps_trials = self.keeps_trials;
        let world = self.world_of(prepared, fonts);
        let mut diagnostics = Diagnostics::default();
        let pages = fitted(world, prepared, keeps_trials, record, &mut diagnostics);
        diagnostics.extend(pages.as_ref().and_then(|pages| too_large(&pages.document)));
        if let (true, Some(pages)) = (prepared.print, &pages) {
            diagnostics.extend(coarse_pictures(&pages.document));
        }
        let failed = |d: &Diagnostic| d.code == "typst" && d.severity == Severity::Error;
        if prepared.is_embedded && diagnostics.iter().any(failed) {
            return Err(record.program(diagnostics));
        }
        record.note(diagnostics, None)?;
        let Prepared { theme, explicit, root, .. } = prepared;
        let long = pages
            .as_ref()
            // Long lines that result from fitting are not the user's choice.
            .filter(|pages| pages.fitted.is_none())
            .and_then(|pages| long_lines(&pages.document, theme, &prepared.options, explicit));
        record.note(long.into_iter().collect(), Some(root))?;
        let pages = pages.ok_or(Failure::Input)?;
        Ok(Pages { document: in_reading_order(pages.document), ..pages })
    }

    /// Finds the fonts of a draft, and removes ornaments that no font supports.
    pub(super) fn choose_fonts(
        &mut self,
        prepared: &mut Prepared,
        record: &mut Record,
    ) -> Result<Fonts, Failure> {
        let Prepared { theme, options, explicit, view, root, .. } = &*prepared;
        let required = FontRequirements { theme, options, explicit, view, root };
        let (fonts, plainer) = choose_fonts(required, &mut self.system, &*self.resources, record)?;
        if let Some(view) = plainer {
            prepared.view = view;
        }
        Ok(fonts)
    }

    /// Returns the last world with its changed parts replaced, or a new one if theme or fonts
    /// differ.
    pub(super) fn world_of(&mut self, prepared: &Prepared, fonts: Fonts) -> &mut ResumeWorld {
        let Prepared { theme, options, view, .. } = prepared;
        let pictures = pictures(prepared);
        let world = match self.world.take().filter(|world| world.serves(theme, &fonts)) {
            Some(mut world) => {
                world.update(options, view, pictures);
                world
            }
            None => ResumeWorld::new(theme.clone(), options, view, pictures, fonts),
        };
        // Foreign themes are tried in isolation first.
        let guard = if prepared.is_embedded { None } else { self.resources.theme_guard() };
        let world = self.world.insert(world);
        world.set_guard(guard);
        world.set_data(prepared.data.as_deref());
        world
    }
}

/// Maximum number of pages.
const MOST_PAGES: usize = 200;
/// Maximum length of a page side in points: five metres.
const LONGEST_SIDE: f64 = 14_173.0;

/// Describes a document that exceeds these limits.
fn too_large(document: &PagedDocument) -> Option<Diagnostic> {
    let pages = document.pages();
    if pages.len() > MOST_PAGES {
        let message = format!("there are {} pages, more than {MOST_PAGES}", pages.len());
        return Some(
            Diagnostic::error("too-large", message).hint(
                "`--max`, `--since` and `--exclude` leave parts out; is this the right file?",
            ),
        );
    }
    let is_long = |side: Abs| side.to_pt() > LONGEST_SIDE;
    let large = pages.iter().any(|it| is_long(it.frame.width()) || is_long(it.frame.height()));
    large.then(|| {
        Diagnostic::error("too-large", "a page is more than five metres long")
            .hint("choose another size with `--paper`")
    })
}

/// Returns the pictures in the form that Typst uses.
fn pictures(prepared: &Prepared) -> Vec<(String, Bytes)> {
    let pictures = prepared.pictures.iter();
    pictures.map(|picture| (picture.virtual_path.clone(), picture.bytes.clone().into())).collect()
}

/// Typesets the pages, adjusting spacing and sizes to reach the requested number.
fn fitted(
    world: &mut ResumeWorld,
    prepared: &Prepared,
    keeps_trials: bool,
    record: &mut Record,
    diagnostics: &mut Diagnostics,
) -> Option<Pages> {
    let Prepared { theme, options, view, pinned, pages, .. } = prepared;
    let adjustable = AdjustableOptions::new(theme, pinned);
    let pictures = pictures(prepared);
    let plan = theme.plan_settings(options);
    let input = FitInput {
        options,
        adjustable: &adjustable,
        view,
        plan,
        pictures: &pictures,
        keeps_trials,
    };
    let fitted = fit::fit(world, input, *pages, &mut record.sources, diagnostics)?;
    Some(Pages { document: fitted.document, options: fitted.options, fitted: fitted.report })
}

use std::collections::BTreeSet;

use super::companions::companions;
use super::faces::{Faces, unknown_family};
use super::scripts::Writing;
use super::{Failure, Report};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::locale::{Locale, Tongue};
use crate::resume::Resume;
use crate::source::{Node, Path as DataPath};
use crate::theme::{OptionKind, OptionSpec, Options, Theme};
use crate::view::View;
use crate::world::{Fonts, MissingCharacter, missing_characters};

/// Finds a face for every family asked for and every character of the view.
pub(super) fn choose_fonts(
    resume: &Resume,
    theme: &Theme,
    options: &Options,
    view: &View,
    faces: &mut Faces,
    root: &Node,
    report: &mut Report,
) -> Result<Fonts, Failure> {
    let mut fonts = faces.fonts();
    let mut diagnostics = Diagnostics::default();
    let asked = theme.options.iter().filter(|spec| spec.kind == OptionKind::Font);
    for OptionSpec { name, .. } in asked {
        let family = options.text(name).unwrap_or_default();
        if fonts.has_family(family) {
            continue;
        }
        if faces.add_family(family) {
            fonts = faces.fonts();
        } else {
            let setting = resume.meta.options.iter().rfind(|setting| setting.key == *name);
            let diagnostic = unknown_family(family, name, faces.use_system);
            diagnostics.push(match setting {
                Some(setting) => diagnostic.on(&setting.path),
                None => diagnostic,
            });
        }
    }
    let page = page_tongue(view);
    let mut pairs = Vec::new();
    let mut missing = missing_characters(view, &fonts);
    if !missing.is_empty() {
        let characters: Vec<_> = missing.iter().flat_map(|missing| missing.text.chars()).collect();
        let serif = fonts.has_serifs(options.text("font").unwrap_or_default());
        let mut writings: Vec<_> =
            characters.iter().map(|c| Writing::of(*c, &page, &characters)).collect();
        writings.dedup();
        if let Some(writing) = writings.iter().find(|writing| **writing != Writing::Signs) {
            let asked = theme.options.iter().filter(|spec| spec.kind == OptionKind::Font);
            let families = asked.filter_map(|spec| options.text(&spec.name));
            pairs = companions(families, *writing, faces);
        }
        for writing in writings {
            faces.add_family_for(&characters, &writing.preferred(serif));
        }
        fonts = faces.fonts();
        missing = missing_characters(view, &fonts);
    }
    if !missing.is_empty() {
        let characters: Vec<_> = missing.iter().flat_map(|missing| missing.text.chars()).collect();
        faces.add_characters(&characters);
        fonts = faces.fonts();
        missing = missing_characters(view, &fonts);
    }
    diagnostics.extend(missing_by_writing(&missing, &page, faces.use_system));
    report.emit(diagnostics, Some(root))?;
    pairs.iter().for_each(|(family, companion)| fonts.pair(family, companion));
    Ok(fonts)
}

fn page_tongue(view: &View) -> Tongue {
    let (lang, region) = (&view.document.lang, view.document.region.as_deref());
    let tag = region.map(|region| format!("{lang}-{region}"));
    let tongue = Tongue::of(tag.as_deref().unwrap_or(lang));
    tongue.unwrap_or_else(|| Locale::default().tongue())
}

/// Characters of a script that are named one by one; a page of Japanese has hundreds.
const NAMED: usize = 4;

/// Names the characters that no font has: one error for each script, where they first stand.
fn missing_by_writing(
    missing: &[MissingCharacter],
    page: &Tongue,
    use_system: bool,
) -> Vec<Diagnostic> {
    let all: Vec<_> = missing.iter().flat_map(|lack| lack.text.chars()).collect();
    let mut groups: Vec<(Writing, Vec<&MissingCharacter>)> = Vec::new();
    for lack in missing {
        let writing = lack.text.chars().next().map(|c| Writing::of(c, page, &all));
        let writing = writing.unwrap_or(Writing::Signs);
        match groups.iter_mut().find(|(known, _)| *known == writing) {
            Some((_, group)) => group.push(lack),
            None => groups.push((writing, vec![lack])),
        }
    }
    let in_groups = groups.into_iter().map(|(writing, mut lacking)| {
        lacking.sort_by_key(|lack| !lack.text.contains(char::is_alphabetic));
        let named: Vec<_> = lacking
            .iter()
            .take(NAMED)
            .map(|lack| {
                let codes = lack.text.chars().map(|c| format!("U+{:04X}", u32::from(c)));
                format!("`{}` ({})", lack.text, codes.collect::<Vec<_>>().join(" "))
            })
            .collect();
        let more = match lacking.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let noun = if lacking.len() == 1 { "character" } else { "characters" };
        let message =
            format!("no font has the {}{noun} {}{more}", writing.adjective(), named.join(", "));
        let paths: BTreeSet<_> = lacking.iter().flat_map(|lack| &lack.paths).collect();
        let path = lacking.iter().find_map(|lack| lack.paths.first());
        let path = path.and_then(|path| DataPath::parse(path)).unwrap_or_default();
        let diagnostic = Diagnostic::error("missing-character", message).on(&path);
        let diagnostic = match paths.len() {
            0 | 1 => diagnostic,
            several => diagnostic.hint(format!("they stand in {several} places")),
        };
        let others = if use_system {
            "or name the folder of a font that has it with `--font-path`"
        } else {
            "name the folder of a font that has it with `--font-path`, or drop `--no-system-fonts`"
        };
        let diagnostic = if use_system { diagnostic.hint(writing.packages()) } else { diagnostic };
        diagnostic.hint(others)
    });
    in_groups.collect()
}

//! Chooses the fonts of the pages: embedded fonts first, then system fonts.

use std::collections::BTreeSet;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::{Failure, Record, Resources};
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean, listed};
use crate::locale::{Locale, TextLanguage};
use crate::resume::Setting;
use crate::source::Node;
use crate::theme::{OptionKind, Options, Theme};
use crate::view::{View, without_ornaments};
use crate::world::{Fonts, MissingCharacter, missing_characters};

mod chosen;
mod companions;
mod scripts;
mod system;

use chosen::FontChoice;
use companions::companions;
use scripts::FontScript;
pub(super) use system::SystemFonts;

/// What the fonts must support.
#[derive(Debug, Clone, Copy)]
pub(super) struct FontRequirements<'a> {
    pub(super) theme: &'a Theme,
    pub(super) options: &'a Options,
    /// The settings that the options come from.
    pub(super) explicit: &'a [Setting],
    pub(super) view: &'a View,
    pub(super) root: &'a Node,
}

/// Finds a font for every requested family and every character of the view. Returns the fonts, and
/// a view without the emoji and other ornaments that no font supports, if there are any.
///
/// Returns an error if a family does not exist, or if no font supports a character other than an
/// ornament.
pub(super) fn choose_fonts(
    required: FontRequirements,
    system: &mut SystemFonts,
    resources: &dyn Resources,
    record: &mut Record,
) -> Result<(Fonts, Option<View>), Failure> {
    let mut choice = FontChoice::new(system, resources);
    let uses_system = resources.has_system_fonts();
    let mut diagnostics = Diagnostics::default();
    for (name, family) in required.families() {
        if !choice.has_or_adds(family) {
            let setting = required.explicit.iter().rfind(|setting| setting.key == *name);
            let diagnostic = unknown_family(family, name, uses_system);
            diagnostics.push(match setting {
                // Settings of the request have no place in the file.
                Some(setting) if setting.path != crate::path::Path::ROOT => {
                    diagnostic.on(&setting.path)
                }
                Some(_) => diagnostic,
                None => diagnostic,
            });
        }
    }
    let page = page_text_language(required.view);
    let mut missing = missing_characters(required.view, choice.fonts());
    let mut pairs = Vec::new();
    if !missing.is_empty() {
        pairs = cover_characters(required, &page, &characters_of(&missing), &mut choice);
        missing = missing_characters(required.view, choice.fonts());
    }
    let ornaments = characters_of(&missing);
    let ornaments: Vec<char> = ornaments.into_iter().filter(|c| is_ornament(*c)).collect();
    let plainer = (!ornaments.is_empty()).then(|| without_ornaments(required.view, &ornaments));
    if let Some(view) = &plainer {
        let still = missing_characters(view, choice.fonts());
        missing.retain(|lack| !still.contains(lack));
        if !missing.is_empty() {
            diagnostics.push(removed_ornaments(&missing));
        }
        missing = still;
    }
    diagnostics.extend(missing_by_writing(&missing, &page, uses_system));
    choice.files().iter().for_each(|file| record.read(file));
    record.note(diagnostics, Some(required.root))?;
    Ok((choice.pair(&pairs), plainer))
}

impl<'a> FontRequirements<'a> {
    /// Returns the families named in options, each with its option.
    fn families(self) -> impl Iterator<Item = (&'a String, &'a str)> {
        let specs = self.theme.options.iter().filter(|spec| spec.kind == OptionKind::Font);
        specs.map(move |spec| (&spec.name, self.options.text(&spec.name).unwrap_or_default()))
    }
}

/// Adds system fonts for unsupported characters: first the known families of a script, then any.
///
/// Returns pairs of a family and its fallback.
fn cover_characters<'a>(
    required: FontRequirements<'a>,
    page: &TextLanguage,
    characters: &[char],
    choice: &mut FontChoice,
) -> Vec<(&'a str, &'static str)> {
    let mut pairs = Vec::new();
    let serif = choice.fonts().has_serifs(required.options.text("font").unwrap_or_default());
    let mut writings: Vec<_> =
        characters.iter().map(|c| FontScript::of(*c, page, characters)).collect();
    writings.dedup();
    if let Some(writing) = writings.iter().find(|writing| **writing != FontScript::Signs) {
        let families = required.families().map(|(_, family)| family);
        pairs = companions(families, *writing, choice);
    }
    for writing in writings {
        choice.add_family_for(characters, &writing.preferred(serif));
    }
    let characters = characters_of(&missing_characters(required.view, choice.fonts()));
    if !characters.is_empty() {
        choice.add_characters(&characters);
    }
    pairs
}

fn characters_of(missing: &[MissingCharacter]) -> Vec<char> {
    missing.iter().flat_map(|missing| missing.text.chars()).collect()
}

/// Returns whether a character is an emoji, an arrow or another sign, not a letter, digit or mark.
fn is_ornament(c: char) -> bool {
    c.general_category() == GeneralCategory::OtherSymbol
}

/// Reports the ornaments that are omitted.
fn removed_ornaments(missing: &[MissingCharacter]) -> Diagnostic {
    let is_removed = |lack: &&MissingCharacter| lack.text.chars().any(is_ornament);
    let lacking: Vec<_> = missing.iter().filter(is_removed).collect();
    let message = format!("omitted characters that no font has: {}", named(&lacking));
    let path = lacking.iter().find_map(|lack| lack.paths.first()).cloned().unwrap_or_default();
    Diagnostic::warning("missing-character", message)
        .on(&path)
        .hint("`--font-path DIR` adds a folder with a font that has them")
}

/// Lists characters with their codes, up to a maximum.
fn named(lacking: &[&MissingCharacter]) -> String {
    let named = lacking.iter().map(|lack| {
        let codes = lack.text.chars().map(|c| format!("U+{:04X}", u32::from(c)));
        format!("`{}` ({})", lack.text, codes.collect::<Vec<_>>().join(" "))
    });
    listed(named, MOST_LISTED)
}

fn page_text_language(view: &View) -> TextLanguage {
    let (lang, region) = (&view.document.lang, view.document.region.as_deref());
    let tag = region.map(|region| format!("{lang}-{region}"));
    let text_language = TextLanguage::of(tag.as_deref().unwrap_or(lang));
    text_language.unwrap_or_else(|| Locale::default().text_language())
}

/// Describes an unknown font family.
fn unknown_family(family: &str, option: &str, uses_system: bool) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-font", format!("unknown font family `{family}`"));
    let families = Fonts::embedded_families();
    if let Some(near) = did_you_mean(family, families.iter().copied()) {
        return diagnostic.hint(format!("did you mean `{near}`?"));
    }
    let hint = if uses_system {
        "`recto fonts` lists the available families; `--font-path` adds a folder"
    } else {
        "`recto fonts --no-system-fonts` lists the available families; without that flag, system fonts are used too"
    };
    diagnostic.hint(format!("option `{option}`: {hint}"))
}

/// Maximum number of characters listed per script; a Japanese page has hundreds.
const MOST_LISTED: usize = 4;

/// Reports unsupported characters: one error per script, at the first occurrence.
fn missing_by_writing(
    missing: &[MissingCharacter],
    page: &TextLanguage,
    uses_system: bool,
) -> Vec<Diagnostic> {
    let all: Vec<_> = missing.iter().flat_map(|lack| lack.text.chars()).collect();
    let mut groups: Vec<(FontScript, Vec<&MissingCharacter>)> = Vec::new();
    for lack in missing {
        let writing = lack.text.chars().next().map(|c| FontScript::of(c, page, &all));
        let writing = writing.unwrap_or(FontScript::Signs);
        match groups.iter_mut().find(|(known, _)| *known == writing) {
            Some((_, group)) => group.push(lack),
            None => groups.push((writing, vec![lack])),
        }
    }
    let in_groups = groups.into_iter().map(|(writing, mut lacking)| {
        lacking.sort_by_key(|lack| !lack.text.contains(char::is_alphabetic));
        let noun = if lacking.len() == 1 { "character" } else { "characters" };
        let message = format!("no font has the {}{noun} {}", writing.adjective(), named(&lacking));
        let paths: BTreeSet<_> = lacking.iter().flat_map(|lack| &lack.paths).collect();
        let path = lacking.iter().find_map(|lack| lack.paths.first()).cloned().unwrap_or_default();
        let diagnostic = Diagnostic::error("missing-character", message).on(&path);
        let diagnostic = match paths.len() {
            0 | 1 => diagnostic,
            several => diagnostic.hint(format!("in {several} places")),
        };
        let others = if uses_system {
            "or add a folder with a font that has it: `--font-path DIR`"
        } else {
            "add a folder with a font that has it, `--font-path DIR`, or drop `--no-system-fonts`"
        };
        let diagnostic = if uses_system { diagnostic.hint(writing.packages()) } else { diagnostic };
        diagnostic.hint(others)
    });
    in_groups.collect()
}

//! Checks whether a font has small capitals.

use ttf_parser::gsub::SubstitutionSubtable;
use ttf_parser::{Face, Tag};
use typst::comemo::Tracked;
use typst::engine::Engine;
use typst::foundations::Context;
use typst::text::Font;

use super::current_font::font_of;

const SMALL_CAPS: Tag = Tag::from_bytes(b"smcp");

/// Returns whether the font of each letter has a small capital for it.
pub(super) fn has_small_caps(
    engine: &Engine,
    context: Tracked<Context>,
    letters: &str,
) -> typst::diag::HintedStrResult<bool> {
    let styles = context.styles()?;
    let has = |letter| font_of(engine, styles, letter).is_some_and(|font| has_for(&font, letter));
    Ok(letters.chars().all(has))
}

/// Returns whether a small-capitals feature of the font covers a letter. Each title asks for the
/// same letters.
#[comemo::memoize]
fn has_for(font: &Font, letter: char) -> bool {
    let Ok(face) = Face::parse(font.data(), font.index()) else { return false };
    let (Some(glyph), Some(table)) = (face.glyph_index(letter), face.tables().gsub) else {
        return false;
    };
    let features = table.features.into_iter().filter(|feature| feature.tag == SMALL_CAPS);
    let mut lookups = features
        .flat_map(|feature| feature.lookup_indices)
        .filter_map(|index| table.lookups.get(index));
    lookups.any(|lookup| {
        lookup
            .subtables
            .into_iter::<SubstitutionSubtable>()
            .any(|subtable| subtable.coverage().contains(glyph))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Fonts;

    fn has(family: &str, letters: &str) -> bool {
        let fonts = Fonts::embedded();
        let index = fonts.book().select(&family.to_lowercase(), Default::default());
        let font = index.and_then(|index| fonts.font(index)).expect("it is embedded");
        letters.chars().all(|letter| has_for(&font, letter))
    }

    #[test]
    fn small_capitals_are_detected_by_typeface_and_letter() {
        assert!(has("EB Garamond", "abc"));
        assert!(!has("Amiri", "abc"));
        assert!(!has("EB Garamond", "中"));
    }
}

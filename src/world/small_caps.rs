//! Whether a typeface has small capitals, asked of the typeface itself.

use ttf_parser::gsub::SubstitutionSubtable;
use ttf_parser::{Face, GlyphId, Tag};
use typst::World;
use typst::engine::Engine;
use typst::foundations::StyleChain;
use typst::text::{Font, families, variant};

const SMALL_CAPITALS: Tag = Tag::from_bytes(b"smcp");

/// Tells whether the typeface that text is set in has a small capital for each of some letters.
pub(super) fn has_small_caps(engine: &Engine, styles: StyleChain, letters: &str) -> bool {
    let world = engine.world;
    let look = variant(styles);
    let chosen = families(styles).find_map(|family| world.book().select(family.as_str(), look));
    let font: Option<Font> = chosen.and_then(|index| world.font(index));
    font.is_some_and(|font| {
        let face = Face::parse(font.data(), font.index());
        face.is_ok_and(|face| letters.chars().all(|letter| has_small_cap(&face, letter)))
    })
}

fn has_small_cap(face: &Face, letter: char) -> bool {
    let (Some(glyph), Some(table)) = (face.glyph_index(letter), face.tables().gsub) else {
        return false;
    };
    let features = table.features.into_iter().filter(|feature| feature.tag == SMALL_CAPITALS);
    let mut lookups = features.flat_map(|feature| feature.lookup_indices);
    lookups.any(|index| {
        let lookup = table.lookups.get(index);
        lookup.is_some_and(|lookup| {
            lookup.subtables.into_iter::<SubstitutionSubtable>().any(|it| replaces(&it, glyph))
        })
    })
}

fn replaces(table: &SubstitutionSubtable, glyph: GlyphId) -> bool {
    match table {
        SubstitutionSubtable::Single(single) => single.coverage().contains(glyph),
        SubstitutionSubtable::Alternate(alternate) => alternate.coverage.contains(glyph),
        _ => false,
    }
}

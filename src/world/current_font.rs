//! The font of the current style.

use typst::World;
use typst::engine::Engine;
use typst::foundations::StyleChain;
use typst::text::{Font, families, variant};

/// Returns the first font that supports a character.
pub(super) fn font_of(engine: &Engine, styles: StyleChain, c: char) -> Option<Font> {
    let variant = variant(styles);
    let mut families = families(styles).filter(|it| it.covers().is_none());
    families.find_map(|family| {
        let index = engine.world.book().select(family.as_str(), variant)?;
        engine.world.font(index).filter(|font| font.info().coverage.contains(c.into()))
    })
}

//! Sets text in small capitals, if its font has them.

use ttf_parser::gsub::SubstitutionSubtable;
use ttf_parser::{Face, Tag};
use typst::diag::At;
use typst::engine::Engine;
use typst::foundations::{
    Args, Content, Func, IntoValue, NativeElement, NativeFuncData, Packed, Recipe, Selector,
    StyleChain, Transformation, Value,
};
use typst::syntax::Span;
use typst::text::{Font, FontFeatures, Smallcaps, SmallcapsElem, Tag as FeatureTag, TextElem};

use super::current_font::font_of;
use super::library::function;

const SMALL_CAPS: Tag = Tag::from_bytes(b"smcp");

/// Letters by language that show whether a font has all small capitals: fewer fonts have them for
/// Cyrillic letters and for those with a comma below or two diacritics than for basic Latin.
const TELLING_LETTERS: [(&str, &str); 7] = [
    ("bg", "ав"),
    ("mk", "ав"),
    ("ro", "șț"),
    ("ru", "ав"),
    ("sr", "ав"),
    ("uk", "ав"),
    ("vi", "ạệ"),
];

/// Languages without small capitals: those without capitals, and Greek, whose capitals would lose
/// the accents that lower-case letters keep.
const WITHOUT_SMALL_CAPS: [&str; 10] = ["ar", "fa", "he", "hi", "ja", "ko", "ur", "yi", "zh", "el"];

/// Returns `body` in small capitals, or in a weight if the font or the language has none. Outlines
/// contain its text, which they would not if it were only known where it is set.
pub(super) fn small_caps(body: Content, weight: Value, span: Span) -> Content {
    static IN_PLACE: NativeFuncData = function("in-place", true, &|engine, context, args| {
        let weight = args.expect("weight")?;
        let body: Content = args.expect("body")?;
        let body =
            body.into_packed().map_or_else(|it| it, |it: Packed<SmallcapsElem>| it.unpack().body);
        let styles = context.styles().at(args.span)?;
        let body = if has_small_caps(engine, styles) {
            let body = body.set(TextElem::smallcaps, Some(Smallcaps::Minuscules));
            if styles.get(TextElem::lang).as_str() == "de" {
                without_local_forms(body)
            } else {
                body
            }
        } else {
            body.set(TextElem::weight, weight)
        };
        Ok(body.into_value())
    });
    let args = &mut Args::new(span, [weight]);
    let transform = Transformation::Func(Func::from(&IN_PLACE).with(args));
    let selector = Selector::Elem(SmallcapsElem::ELEM, None);
    let body = SmallcapsElem::new(body).pack().spanned(span);
    body.styled(Recipe::new(Some(selector), transform, span))
}

/// Returns text without forms of letters that depend on the language. EB Garamond has a German f, of which
/// there is no small capital.
fn without_local_forms(body: Content) -> Content {
    body.set(
        TextElem::features,
        FontFeatures([(FeatureTag::from_bytes(b"locl"), 0)].into_iter().collect()),
    )
}

fn has_small_caps(engine: &Engine, styles: StyleChain) -> bool {
    let language = styles.get(TextElem::lang);
    let language = language.as_str();
    if WITHOUT_SMALL_CAPS.contains(&language) {
        return false;
    }
    let own = TELLING_LETTERS.iter().find(|(tag, _)| *tag == language);
    let mut letters = own.map_or("abc", |(_, letters)| letters).chars();
    letters.all(|letter| font_of(engine, styles, letter).is_some_and(|font| has_for(&font, letter)))
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

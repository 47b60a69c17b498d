//! Sets text in small capitals, if its font has them.

use ttf_parser::gsub::{SingleSubstitution, SubstitutionSubtable};
use ttf_parser::opentype_layout::LayoutTable;
use ttf_parser::{Face, GlyphId, Tag};
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
use super::scripts::PLAIN_SCRIPTS;

const SMALL_CAPS: Tag = Tag::from_bytes(b"smcp");
const LOCAL_FORMS: Tag = Tag::from_bytes(b"locl");

/// Languages by code and OpenType tag, with letters that show whether a font has all small capitals. Fewer
/// fonts have them for Cyrillic letters, for those with a comma below or two diacritics, and for forms that
/// only a language has, such as the German f of EB Garamond.
const TELLING_LETTERS: [(&str, &[u8; 4], &str); 10] = [
    ("az", b"AZE ", "i"),
    ("bg", b"BGR ", "ав"),
    ("de", b"DEU ", "f"),
    ("mk", b"MKD ", "ав"),
    ("ro", b"ROM ", "șț"),
    ("ru", b"RUS ", "ав"),
    ("sr", b"SRB ", "ав"),
    ("tr", b"TRK ", "i"),
    ("uk", b"UKR ", "ав"),
    ("vi", b"VIT ", "ạệ"),
];

/// Languages in which the forms of other languages are other letters: the capital of i has a dot.
const WITH_OTHER_LETTERS: [&str; 2] = ["az", "tr"];

/// The small capitals of a font for a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Capitals {
    Small,
    /// Of the forms that letters have in other languages.
    SmallOfPlainForms,
    No,
}

/// Returns `body` in small capitals, or in a weight if the font or the language has none. Outlines
/// contain its text, which they would not if it were only known where it is set.
pub(super) fn small_caps(body: Content, weight: Value, span: Span) -> Content {
    static IN_PLACE: NativeFuncData = function("in-place", true, &|engine, context, args| {
        let weight = args.expect("weight")?;
        let body: Content = args.expect("body")?;
        let body =
            body.into_packed().map_or_else(|it| it, |it: Packed<SmallcapsElem>| it.unpack().body);
        let styles = context.styles().at(args.span)?;
        let small = |body: Content| body.set(TextElem::smallcaps, Some(Smallcaps::Minuscules));
        let body = match capitals(engine, styles) {
            Capitals::Small => small(body),
            Capitals::SmallOfPlainForms => without_local_forms(small(body)),
            Capitals::No => body.set(TextElem::weight, weight),
        };
        Ok(body.into_value())
    });
    let args = &mut Args::new(span, [weight]);
    let transform = Transformation::Func(Func::from(&IN_PLACE).with(args));
    let selector = Selector::Elem(SmallcapsElem::ELEM, None);
    let body = SmallcapsElem::new(body).pack().spanned(span);
    body.styled(Recipe::new(Some(selector), transform, span))
}

/// Returns text without forms of letters that depend on the language.
fn without_local_forms(body: Content) -> Content {
    body.set(
        TextElem::features,
        FontFeatures([(FeatureTag::from_bytes(b"locl"), 0)].into_iter().collect()),
    )
}

/// Returns the small capitals of the current font for the current language.
fn capitals(engine: &Engine, styles: StyleChain) -> Capitals {
    let language = styles.get(TextElem::lang);
    let language = language.as_str();
    // The capitals of Greek would lose the accents that lower-case letters keep.
    if PLAIN_SCRIPTS.contains(&language) || language == "el" {
        return Capitals::No;
    }
    let own = TELLING_LETTERS.iter().find(|(code, ..)| *code == language);
    let (tag, letters) = own.map_or((None, "abc"), |(_, tag, letters)| (Some(**tag), letters));
    let has = |tag: Option<[u8; 4]>| {
        letters.chars().all(|letter| {
            font_of(engine, styles, letter).is_some_and(|font| has_for(&font, letter, tag))
        })
    };
    if has(tag) {
        Capitals::Small
    } else if !WITH_OTHER_LETTERS.contains(&language) && has(None) {
        Capitals::SmallOfPlainForms
    } else {
        Capitals::No
    }
}

/// Returns whether a small-capitals feature of the font covers a letter in the form of the language with an
/// OpenType tag. Each title asks for the same letters.
#[comemo::memoize]
fn has_for(font: &Font, letter: char, language: Option<[u8; 4]>) -> bool {
    let Ok(face) = Face::parse(font.data(), font.index()) else { return false };
    let (Some(glyph), Some(table)) = (face.glyph_index(letter), face.tables().gsub) else {
        return false;
    };
    let glyph = language.map_or(glyph, |tag| local_form(table, glyph, Tag::from_bytes(&tag)));
    let features = table.features.into_iter().filter(|feature| feature.tag == SMALL_CAPS);
    subtables(table, features.flat_map(|feature| feature.lookup_indices))
        .any(|subtable| subtable.coverage().contains(glyph))
}

/// Returns the form of a glyph in a language, which is mostly the same.
fn local_form(table: LayoutTable, glyph: GlyphId, language: Tag) -> GlyphId {
    let languages = table.scripts.into_iter().filter_map(|script| script.languages.find(language));
    let features = languages
        .flat_map(|language| language.feature_indices)
        .filter_map(|index| table.features.get(index))
        .filter(|feature| feature.tag == LOCAL_FORMS);
    let mut forms = subtables(table, features.flat_map(|feature| feature.lookup_indices))
        .filter_map(|subtable| match subtable {
            SubstitutionSubtable::Single(single) => replaced(single, glyph),
            _ => None,
        });
    forms.next().unwrap_or(glyph)
}

/// Returns what a substitution puts in the place of a glyph.
fn replaced(substitution: SingleSubstitution, glyph: GlyphId) -> Option<GlyphId> {
    let index = substitution.coverage().get(glyph)?;
    match substitution {
        // Modulo 65536, as the OpenType specification says.
        SingleSubstitution::Format1 { delta, .. } => {
            Some(GlyphId(glyph.0.wrapping_add_signed(delta)))
        }
        SingleSubstitution::Format2 { substitutes, .. } => substitutes.get(index),
    }
}

fn subtables<'t>(
    table: LayoutTable<'t>,
    lookups: impl Iterator<Item = u16>,
) -> impl Iterator<Item = SubstitutionSubtable<'t>> {
    lookups
        .filter_map(move |index| table.lookups.get(index))
        .flat_map(|lookup| lookup.subtables.into_iter::<SubstitutionSubtable>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Fonts;

    fn has(family: &str, letters: &str, language: Option<[u8; 4]>) -> bool {
        let fonts = Fonts::embedded();
        let index = fonts.book().select(&family.to_lowercase(), Default::default());
        let font = index.and_then(|index| fonts.font(index)).expect("it is embedded");
        letters.chars().all(|letter| has_for(&font, letter, language))
    }

    #[test]
    fn small_capitals_are_detected_by_typeface_and_letter() {
        assert!(has("EB Garamond", "abc", None));
        assert!(!has("Amiri", "abc", None));
        assert!(!has("EB Garamond", "中", None));
    }

    #[test]
    fn forms_of_letters_of_a_language_are_looked_up() {
        assert!(has("EB Garamond", "fi", None));
        assert!(!has("EB Garamond", "f", Some(*b"DEU ")));
        assert!(!has("EB Garamond", "i", Some(*b"TRK ")));
        assert!(has("EB Garamond", "ai", Some(*b"DEU ")));
    }
}

//! Converts the JSON of a plan and options to the Typst values that a theme's `render` receives.

use std::str::FromStr;

use typst::diag::{At, HintedStrResult, SourceResult, StrResult, bail};
use typst::engine::Engine;
use typst::foundations::{
    Arg, Args, Array, Content, Datetime, Dict, Element, IntoValue, NativeElement, Regex, Str,
    Styles, Value,
};
use typst::introspection::MetadataElem;
use typst::layout::{Abs, Dir, Em, Length, Paper};
use typst::model::DocumentElem;
use typst::syntax::{Span, Spanned};
use typst::text::TextElem;
use typst::visualize::{Color, Luma, ProcessColor};

use super::content::field;

/// Signs shared by Chinese, Japanese and Latin, but full-width among East Asian letters.
const OWN_LETTERS: &str = "[^—‘’“”…]";

/// Returns a view whose sections hold their rows as one opaque value. Typst's cache then hashes the
/// text of a section once rather than for every function that receives the view.
pub(super) fn view(mut view: Dict, span: Span) -> SourceResult<Dict> {
    let sections: Array = field(&view, "sections", span)?;
    let sealed = sections.into_iter().map(|section| {
        let mut section: Dict = section.cast().at(span)?;
        for rows in ["rows", "narrow-rows"] {
            if let Ok(value) = section.get(rows) {
                let sealed = MetadataElem::new(value.clone()).pack().into_value();
                section.insert(rows.into(), sealed);
            }
        }
        Ok(section.into_value())
    });
    let sealed = sealed.collect::<SourceResult<Array>>()?;
    view.insert("sections".into(), sealed.into_value());
    Ok(view)
}

/// Returns the rows that [`view`] wrapped.
pub(super) fn rows_of(sealed: &Content, span: Span) -> SourceResult<Array> {
    match sealed.to_packed::<MetadataElem>() {
        Some(rows) => rows.value.clone().cast().at(span),
        None => bail!(span, "invalid rows: they have to be those of a section of the view"),
    }
}

/// Returns the options as lengths, colours, numbers, booleans and strings; an `em` is the font
/// size. Families are followed by their fallbacks.
pub(super) fn options(raw: &Dict, companions: &Dict, lang: &str, span: Span) -> SourceResult<Dict> {
    let font_size: Dict = field(raw, "font-size", span)?;
    let em = Abs::pt(field(&font_size, "pt", span)?);
    let mut options = Dict::new();
    for (name, value) in raw.iter() {
        let value = match value {
            Value::Str(family) => match companions.get(family) {
                Ok(companion) => families(family, companion.clone(), lang).at(span)?.into_value(),
                Err(_) => value.clone(),
            },
            Value::Dict(tagged) => option(tagged, em).at(span)?,
            other => other.clone(),
        };
        options.insert(name.clone(), value);
    }
    within_text_width(&mut options, span)?;
    Ok(options)
}

/// Returns a family and its fallback. In Chinese and Japanese the fallback also provides the signs
/// shared with Latin, in full width.
fn families(family: &Str, companion: Value, lang: &str) -> StrResult<Array> {
    let mut own = family.clone().into_value();
    if matches!(lang, "zh" | "ja") {
        let mut partial = Dict::new();
        partial.insert("name".into(), own);
        partial.insert("covers".into(), Regex::new(OWN_LETTERS)?.into_value());
        own = partial.into_value();
    }
    Ok([own, companion].into_iter().collect())
}

fn option(tagged: &Dict, em: Abs) -> StrResult<Value> {
    Ok(if let Ok(points) = tagged.get("pt") {
        Length::from(Abs::pt(points.clone().cast().map_err(|_| "invalid length")?)).into_value()
    } else if let Ok(ems) = tagged.get("em") {
        let ems: f64 = ems.clone().cast().map_err(|_| "invalid length")?;
        Length::from(Em::new(ems).at(em)).into_value()
    } else {
        let color: Str = tagged.get("color")?.clone().cast().map_err(|_| "invalid colour")?;
        ink(Color::from_str(&color)?).into_value()
    })
}

/// Returns colours without hue as greys, which are printed with black ink only.
fn ink(color: Color) -> Color {
    let rgb = color.to_rgb();
    if rgb.red == rgb.green && rgb.green == rgb.blue {
        Color::Process(ProcessColor::Luma(Luma::new(rgb.red, 1.0)))
    } else {
        color
    }
}

/// Increases the margins to satisfy `text-width`, and stores the resulting width in it.
fn within_text_width(options: &mut Dict, span: Span) -> SourceResult<()> {
    let paper: Paper = field(options, "paper", span)?;
    let length = |name| field::<Length>(options, name, span).map(|length| length.abs);
    let (left, right) = (length("margin-left")?, length("margin-right")?);
    let width = paper.width() - left - right;
    let spare = ((width - length("text-width")?) / 2.0).max(Abs::zero());
    for (name, length) in [
        ("margin-left", left + spare),
        ("margin-right", right + spare),
        ("text-width", width - 2.0 * spare),
    ] {
        options.insert(name.into(), Length::from(length).into_value());
    }
    Ok(())
}

/// Sets metadata and language of a document. Hyphenation is off, because extractors treat a
/// hyphenated word as two.
pub(super) fn document(
    engine: &mut Engine,
    info: &Dict,
    body: Content,
    span: Span,
) -> SourceResult<Content> {
    let facts = ["title", "author", "description", "keywords"];
    let mut facts: Vec<Arg> = facts
        .into_iter()
        .map(|name| Ok(named(name, field(info, name, span)?, span)))
        .collect::<SourceResult<_>>()?;
    let date: Array = field(info, "date", span)?;
    facts.push(named("date", day(&date).at(span)?.into_value(), span));
    let dir: Str = field(info, "dir", span)?;
    let dir = if dir.as_str() == "rtl" { Dir::RTL } else { Dir::LTR };
    let text = vec![
        named("lang", field(info, "lang", span)?, span),
        named("region", field(info, "region", span)?, span),
        named("dir", dir.into_value(), span),
        named("hyphenate", false.into_value(), span),
    ];
    let text = set(Element::of::<TextElem>(), engine, text, span)?;
    let facts = set(Element::of::<DocumentElem>(), engine, facts, span)?;
    // Next to the body, not in its styles, so that changed metadata do not invalidate the cached
    // layout of every paragraph.
    let facts = Content::empty().styled_with_map(facts);
    Ok(Content::sequence([facts, body]).styled_with_map(text))
}

fn set(element: Element, engine: &mut Engine, named: Vec<Arg>, span: Span) -> SourceResult<Styles> {
    let args = Args { span, items: named.into() };
    Ok(element.set(engine, args)?.spanned(span).liftable())
}

pub(super) fn named(name: &'static str, value: Value, span: Span) -> Arg {
    Arg { span, name: Some(name.into()), value: Spanned::new(value, span) }
}

/// Converts year, month and day to a date.
fn day(date: &Array) -> HintedStrResult<Option<Datetime>> {
    let [year, month, day] = date.as_slice() else { return Ok(None) };
    Ok(Datetime::from_ymd(year.clone().cast()?, month.clone().cast()?, day.clone().cast()?))
}

//! Places sections and their rows below each other.

use typst::comemo::Tracked;
use typst::diag::{At, SourceResult};
use typst::engine::Engine;
use typst::foundations::{
    Arg, Args, Array, Content, Context, Dict, Element, Func, IntoValue, NativeElement,
    NativeFuncData, Recipe, Selector, Transformation, Value,
};
use typst::layout::{BlockBody, BlockElem, PagebreakElem, Ratio};
use typst::model::HeadingElem;
use typst::syntax::{Span, Spanned};

use super::content::{ContentBuilder, field};
use super::ends::body_of;
use super::input::named;
use super::library::function;

/// Places rows with `place`, which takes side, body and placement arguments.
pub(super) fn place_rows(
    engine: &mut Engine,
    context: Tracked<Context>,
    rows: &Array,
    place: &Func,
    at: Span,
) -> SourceResult<Content> {
    let mut placed = Vec::with_capacity(rows.len());
    for row in rows {
        let row: Dict = row.clone().cast().at(at)?;
        if field(&row, "break-before", at)? {
            placed.push(PagebreakElem::new().with_weak(true).pack());
        }
        let value = |name| field::<Value>(&row, name, at);
        let mut args = Args::new(at, [value("side")?, value("body")?]);
        for name in ["above", "sticky", "breakable"] {
            args.items.push(named(name, value(name)?, at));
        }
        placed.push(place.call(engine, context, args)?.display());
    }
    Ok(Content::sequence(placed))
}

/// Places a row in a single column, with the remaining arguments as those of the block.
pub(super) fn place_body(
    engine: &mut Engine,
    context: Tracked<Context>,
    args: &mut Args,
) -> SourceResult<Value> {
    let _side: Value = args.expect("side")?;
    let body: Value = args.expect("body")?;
    let mut placing = args.take();
    placing.items.insert(0, named("width", Ratio::one().into_value(), args.span));
    placing.items.push(Arg { span: args.span, name: None, value: Spanned::new(body, args.span) });
    Func::from(Element::of::<BlockElem>()).call(engine, context, placing)
}

/// Places a section under its title.
pub(super) fn section_under_title(
    engine: &mut Engine,
    context: Tracked<Context>,
    args: &mut Args,
) -> SourceResult<Content> {
    static PLACE_BODY: NativeFuncData = function("place-body", false, &place_body);
    let at = args.span;
    let design: Dict = args.expect("design")?;
    let title: Option<Content> = args.expect("title")?;
    let mut rows: Array = args.expect("rows")?;
    let place = args.named("place")?.unwrap_or_else(|| Func::from(&PLACE_BODY));
    let gaps: Dict = field(&design, "gap", at)?;
    let above_first = if title.is_some() { "title" } else { "section" };
    let above_first: Value = field(&gaps, above_first, at)?;
    let Value::Dict(first) = rows.first_mut().at(at)? else { return Ok(Content::empty()) };
    first.insert("above".into(), above_first);
    let rows = place_rows(engine, context, &rows, &place, at)?;
    let Some(title) = title else { return Ok(rows) };
    let mut args = Args::new(at, [Value::None, title.into_value()]);
    args.items.push(named("above", field(&gaps, "section", at)?, at));
    args.items.push(named("sticky", true.into_value(), at));
    let title = place.call(engine, context, args)?.display();
    Ok(Content::sequence([title, rows]))
}

/// Returns the title of a section as a heading in the style of `look`; `None` without a title.
pub(super) fn section_heading(
    builder: &mut ContentBuilder,
    section: &Dict,
    look: Func,
) -> SourceResult<Option<Content>> {
    static SHOW: NativeFuncData = function("title", false, &|engine, context, args| {
        let look: Func = args.expect("look")?;
        let heading: Content = args.expect("heading")?;
        let title = look.call(engine, context, [body_of(heading).into_value()])?.display();
        Ok(BlockElem::new().with_body(Some(BlockBody::Content(title))).pack().into_value())
    });
    let at = builder.span;
    let title: Array = field(section, "title", at)?;
    if title.is_empty() {
        return Ok(None);
    }
    let level: Value = field(section, "level", at)?;
    let title = builder.text(&title)?;
    let heading = HeadingElem::new(title).with_level(level.cast().at(at)?).pack().spanned(at);
    let show = Func::from(&SHOW).with(&mut Args::new(at, [look.into_value()]));
    let selector = Selector::Elem(HeadingElem::ELEM, None);
    Ok(Some(heading.styled(Recipe::new(Some(selector), Transformation::Func(show), at))))
}

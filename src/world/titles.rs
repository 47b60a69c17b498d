//! Styles titles of sections.

use typst::comemo::Tracked;
use typst::diag::SourceResult;
use typst::engine::Engine;
use typst::foundations::{
    Arg, Args, Content, Context, Dict, Element, Func, IntoValue, NativeElement, Smart, Str, Value,
    dict,
};
use typst::layout::{
    Abs, AlignElem, Alignment, BlockElem, BoxElem, Em, Fr, HAlignment, HElem, Length, PlaceElem,
    Ratio, Rel, Sizing, VAlignment,
};
use typst::syntax::Span;
use typst::text::{BottomEdge, Case, TextElem, TextSize, TopEdge};
use typst::visualize::{Color, LineElem, Stroke};

use super::blanks::filling_blanks;
use super::content::field;
use super::input::named;
use super::scripts::DEEP_SCRIPTS;
use super::small_caps::small_caps;

/// Letter spacing of titles unless a theme sets another.
pub(super) const TRACKING: Em = Em::new(0.04);
/// Minimum letter spacing of capitals.
const TRACKING_OF_CAPITALS: Em = Em::new(0.05);
/// Distance between a title and a rule on both sides of it.
const GAP: Em = Em::new(0.8);
/// Share of a line above its baseline.
const TOP_SHARE: f64 = 0.74;

/// Returns text in small capitals, capitals or unchanged; the first two need tracking.
pub(super) fn in_case(case: &str, tracking: Length, body: Content, at: Span) -> Content {
    match case {
        "small-caps" => small_caps(body, 600.into_value(), at).set(TextElem::tracking, tracking),
        "capitals" => {
            let tracking = if tracking.em < TRACKING_OF_CAPITALS && tracking.abs == Abs::zero() {
                TRACKING_OF_CAPITALS.into()
            } else {
                tracking
            };
            body.set(TextElem::case, Some(Case::Upper)).set(TextElem::tracking, tracking)
        }
        _ => body,
    }
}

/// Styles a section title, with the line height of the text so that it can be next to it. The
/// remaining arguments are those of `text`.
pub(super) fn title_look(engine: &mut Engine, args: &mut Args) -> SourceResult<Content> {
    let design: Dict = args.expect("design")?;
    let tracking = args.named("tracking")?.unwrap_or_else(|| TRACKING.into());
    let body: Content = args.expect("body")?;
    let options: Dict = field(&design, "options", args.span)?;
    let looks = args.take().items.into_iter().collect();
    styled_title(engine, &options, tracking, looks, body, args.span)
}

fn styled_title(
    engine: &mut Engine,
    options: &Dict,
    tracking: Length,
    looks: Vec<Arg>,
    body: Content,
    at: Span,
) -> SourceResult<Content> {
    let weight: Str = field(options, "title-weight", at)?;
    let weight = match weight.as_str() {
        "light" => 300,
        "semibold" => 600,
        "bold" => 700,
        _ => 400,
    };
    let mut settings = vec![
        named("weight", weight.into_value(), at),
        named("fill", color_of(options, "title", at)?.into_value(), at),
        named("font", field(options, "heading-font", at)?, at),
        named("size", field(options, "title-size", at)?, at),
    ];
    settings.extend(looks);
    let case: Str = field(options, "title-case", at)?;
    let body = in_case(&case, tracking, body, at);
    let args = Args { span: at, items: settings.into() };
    Ok(body.styled_with_map(Element::of::<TextElem>().set(engine, args)?))
}

fn longer(one: Length, other: Length) -> Length {
    if one.abs < other.abs { other } else { one }
}

/// Returns the colour of a part of the page: that of `text`, `accent` or `muted`.
pub(super) fn color_of(options: &Dict, part: &str, at: Span) -> SourceResult<Color> {
    let named: Str = field(options, &format!("{part}-color"), at)?;
    match named.as_str() {
        "accent" => field(options, "accent", at),
        named => field(options, &format!("{named}-color"), at),
    }
}

/// Styles a section title in the text column, with its rule above, below or beside it. `reach` is
/// the length by which the rule extends beyond the column.
pub(super) fn ruled_title(
    engine: &mut Engine,
    context: Tracked<Context>,
    args: &mut Args,
) -> SourceResult<Value> {
    let at = args.span;
    let design: Dict = args.expect("design")?;
    let gap: Length = args.named("gap")?.unwrap_or_else(|| GAP.into());
    let reach: Length = args.named("reach")?.unwrap_or_default();
    let tracking: Length = args.named("tracking")?.unwrap_or_else(|| TRACKING.into());
    let body: Content = args.expect("body")?;
    let options: Dict = field(&design, "options", at)?;
    let text = |name| field::<Str>(&options, name, at);
    let length = |name| field::<Length>(&options, name, at);
    let (rule, size, unit) =
        (text("title-rule")?, length("title-size")?, field(&design, "unit", at)?);
    let is_centred = text("title-align")?.as_str() == "center";
    let stroke = Stroke {
        paint: Smart::Custom(field::<Color>(&options, "rule-color", at)?.into()),
        thickness: Smart::Custom(length("rule")?),
        ..Stroke::default()
    };
    let language: Str = field(&design, "lang", at)?;
    let is_deep = DEEP_SCRIPTS.contains(&language.as_str());
    // A title has a gap above, and needs no more than a line of text without deep descenders.
    let leading = if is_deep {
        size * field::<f64>(&options, "line-height", at)?
    } else {
        longer(unit, size * 0.9)
    };
    let in_line = |body: Content| {
        body.set(TextElem::size, TextSize(size))
            .set(TextElem::top_edge, TopEdge::Length(leading * TOP_SHARE))
            .set(TextElem::bottom_edge, BottomEdge::Length(leading * (TOP_SHARE - 1.0)))
    };
    let space = |width: Length| HElem::new(width.into()).pack();
    let title = styled_title(engine, &options, tracking, Vec::new(), body, at)?;
    let line = match (rule.as_str(), is_centred) {
        ("beside", true) => {
            let rule = rest_of_line(stroke.clone(), true);
            in_line(Content::sequence([rule.clone(), space(gap), title, space(gap), rule]))
        }
        ("beside", false) => in_line(Content::sequence([
            title,
            space(gap * 0.5),
            rest_of_line(stroke.clone(), false),
        ])),
        _ => in_line(title),
    };
    let edge = match rule.as_str() {
        "above" => Some("top"),
        "below" => Some("bottom"),
        _ => None,
    };
    let edges = edge.map(|edge| Dict::from_iter([(edge.into(), stroke.into_value())]));
    // Keeps the rule clear of descenders.
    let clear = if is_deep && rule.as_str() == "below" {
        dict! { "bottom" => size * 0.32 }
    } else {
        Dict::new()
    };
    let start = if is_centred { Alignment::CENTER } else { Alignment::START };
    let width = Rel::new(Ratio::one(), reach);
    let line = line.set(AlignElem::alignment, start);
    let mut block = Args::new(at, [line]);
    block.items.push(named("width", width.into_value(), at));
    block.items.push(named("stroke", edges.into_value(), at));
    block.items.push(named("inset", clear.into_value(), at));
    Func::from(Element::of::<BlockElem>()).call(engine, context, block)
}

/// Draws a rule that fills the line. Before a centred title it is at half the x-height with blanks
/// below it: otherwise extractors take the title for a separate column.
fn rest_of_line(stroke: Stroke, is_centred: bool) -> Content {
    let line = LineElem::new().with_length(Rel::one()).with_stroke(stroke).pack();
    let body = if is_centred {
        let place = PlaceElem::new(line)
            .with_alignment(Smart::Custom(Alignment::Both(HAlignment::Start, VAlignment::Bottom)))
            .with_dy(Em::new(-0.5).into());
        Content::sequence([place.pack(), filling_blanks()])
    } else {
        line
    };
    BoxElem::new().with_width(Sizing::Fr(Fr::one())).with_body(Some(body)).pack()
}

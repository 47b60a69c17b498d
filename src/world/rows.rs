//! Converts rows of a plan to rows that a theme places: optional content for the side column, and
//! content for the text column.

use typst::diag::{At, SourceResult, bail};
use typst::foundations::{
    Args, Array, Content, Dict, Func, IntoValue, NativeElement, NativeFuncData, Str, Value, dict,
};
use typst::layout::{BlockElem, Length};
use typst::model::ParElem;
use typst::syntax::Span;

use super::content::{ContentBuilder, field};
use super::highlights;
use crate::plan::narrow;

/// A row as themes receive it.
struct Placed {
    body: Value,
    side: Value,
    above: Length,
    sticky: bool,
    breakable: bool,
    break_before: bool,
    /// Number of parts that the theme may place separately with `part`.
    pieces: i64,
    part: Value,
    /// Those pieces after which a page may break.
    breaks: Array,
    /// A line in two halves without a split.
    whole: Value,
}

impl Placed {
    /// Creates a breakable row without side content.
    fn new(body: impl IntoValue, above: Length) -> Self {
        Self {
            body: body.into_value(),
            side: Value::None,
            above,
            sticky: false,
            breakable: true,
            break_before: false,
            pieces: 1,
            part: Value::None,
            breaks: Array::new(),
            whole: Value::None,
        }
    }

    fn into_value(self) -> Value {
        Value::Dict(dict! {
            "body" => self.body,
            "side" => self.side,
            "above" => self.above,
            "sticky" => self.sticky,
            "breakable" => self.breakable,
            "break-before" => self.break_before,
            "starts" => false,
            "pieces" => self.pieces,
            "part" => self.part,
            "breaks" => self.breaks,
            "whole" => self.whole,
        })
    }
}

/// What a head that the theme omits leaves to the next row.
struct Left {
    side: Value,
    above: Length,
    break_before: bool,
}

/// Returns the rows; `head` builds heads, and `apart` lists the lines to split.
pub(super) fn rows(
    mut builder: ContentBuilder,
    rows: &Array,
    head: &Func,
    apart: &Dict,
    parts_function: &'static NativeFuncData,
) -> SourceResult<Array> {
    let span = builder.span;
    let mut placed = Array::new();
    let mut left: Option<Left> = None;
    let mut heads = heads_of(&mut builder, rows)?.into_iter();
    for row in rows {
        let row: Dict = row.clone().cast().at(span)?;
        let kind: Str = field(&row, "kind", span)?;
        let above: Str = field(&row, "above", span)?;
        let above = if above.as_str() == "none" { Length::zero() } else { builder.gap(&above)? };
        let sticky: bool = field(&row, "sticky", span)?;
        let mut own = Placed {
            sticky,
            breakable: field(&row, "breakable", span)?,
            break_before: field(&row, "break-before", span)?,
            ..Placed::new(Value::None, above)
        };
        let mut end = Vec::new();
        let from_head = left.take();
        match kind.as_str() {
            "head" => {
                let (side, body) = call_head(&mut builder, &row, &mut heads, head)?;
                match (body, side) {
                    (Value::None, side) if field(&row, "more", span)? => {
                        left = Some(Left { side, above, break_before: own.break_before });
                        continue;
                    }
                    (Value::None, Value::None) => continue,
                    (Value::None, side) => own.body = side,
                    (body, side) => (own.body, own.side) = (body, side),
                }
            }
            "reference" => {
                let (side, in_text) = call_head(&mut builder, &row, &mut heads, head)?;
                let blocks = if in_text == Value::None { "undated" } else { "dated" };
                let blocks: Array = field(&row, blocks, span)?;
                (own.body, own.side) = (builder.blocks(blocks.iter())?.into_value(), side);
            }
            "body" => {
                let is_beside = from_head.as_ref().is_some_and(|left| left.side != Value::None);
                end = fill_body(&mut builder, &row, &mut own, is_beside, parts_function)?;
            }
            "halves" => {
                let whole: Array = field(&row, "whole", span)?;
                let whole = builder.blocks(whole.iter())?.into_value();
                if let Some(halves) = in_halves(&mut builder, &row, apart)? {
                    let last = halves.len().saturating_sub(1);
                    for (i, (side, body)) in halves.into_iter().enumerate() {
                        let above = if i == 0 { above } else { builder.gap("highlight")? };
                        let half = Placed {
                            side,
                            sticky: sticky && i == last,
                            break_before: own.break_before && i == 0,
                            whole: if last == 0 { whole.clone() } else { Value::None },
                            ..Placed::new(body, above)
                        };
                        placed.push(half.into_value());
                    }
                    continue;
                }
                own.body = whole;
            }
            other => bail!(span, "unknown kind of row: {other}"),
        }
        if let Some(Left { side, above, break_before }) = from_head {
            own = Placed { side, above, break_before, ..own };
        }
        placed.push(own.into_value());
        let count = end.len();
        for (i, row) in end.into_iter().enumerate() {
            let row = Placed { sticky: sticky || i + 1 < count, ..row };
            placed.push(row.into_value());
        }
    }
    Ok(placed)
}

/// Builds the body of an entry into its row; returns the rows of what follows the last highlight,
/// and of that if both stay together. Page breaks in a body that `is_beside` other content are not
/// prevented, because that would be left alone.
fn fill_body(
    builder: &mut ContentBuilder,
    row: &Dict,
    own: &mut Placed,
    is_beside: bool,
    parts_function: &'static NativeFuncData,
) -> SourceResult<Vec<Placed>> {
    let span = builder.span;
    let mut parts: Array = field(row, "parts", span)?;
    let keeps_end: bool = field(row, "keeps-end", span)?;
    let last: Array = match parts.as_slice().last() {
        Some(last) => last.clone().cast().at(span)?,
        None => Array::new(),
    };
    let (highlights, below) = before_end(&last, span)?;
    let mut end = Vec::new();
    if !highlights.is_empty() && !below.is_empty() {
        let mut kept = vec![builder.blocks(below)?];
        parts.pop().at(span)?;
        if keeps_end && !parts.is_empty() {
            kept.insert(0, builder.blocks(highlights)?);
        } else {
            parts.push(highlights.iter().cloned().collect::<Array>().into_value());
            own.sticky |= keeps_end;
        }
        let above = builder.gap("highlight")?;
        let row = |body| Placed { breakable: !keeps_end, ..Placed::new(body, above) };
        end = kept.into_iter().map(row).collect();
    }
    let body = builder.parts(parts.iter())?;
    own.pieces = i64::try_from(parts.len()).unwrap_or(i64::MAX);
    if parts.len() == 1 {
        own.body = body.into_value();
        return Ok(end);
    }
    let counts = parts.iter().map(|part| count(part, span)).collect::<SourceResult<Vec<_>>>()?;
    let breaks = highlights::breaks(&counts, usize::from(end.len() > 1));
    own.breaks = breaks.into_iter().map(IntoValue::into_value).collect();
    let values = [parts.clone().into_value(), builder.design.clone().into_value()];
    let mut args = Args::new(span, values);
    let part = Func::from(parts_function).with(&mut args);
    let has_highlights = counts.iter().any(|&count| count > 0) && !is_beside;
    own.body = if has_highlights {
        highlights::unbroken(body, &part, own.pieces, &own.breaks, span).into_value()
    } else {
        body.into_value()
    };
    own.part = part.into_value();
    Ok(end)
}

/// Returns the number of highlights of a part, with nested ones.
fn count(part: &Value, span: Span) -> SourceResult<usize> {
    let blocks: Array = part.clone().cast().at(span)?;
    let mut count = 0;
    for block in blocks {
        let Ok(Value::Array(items)) = block.cast::<Dict>().at(span)?.get("items").cloned() else {
            continue;
        };
        for item in items {
            let Ok(item) = item.cast::<Dict>() else { continue };
            let Ok(Value::Array(nested)) = item.get("highlights").cloned() else { continue };
            count += 1 + nested.len();
        }
    }
    Ok(count)
}

/// Splits the blocks of a last highlight before what follows it.
fn before_end(blocks: &Array, span: Span) -> SourceResult<(&[Value], &[Value])> {
    let mut last = 0;
    for (i, block) in blocks.iter().enumerate() {
        let block: Dict = block.clone().cast().at(span)?;
        let kind: Str = field(&block, "kind", span)?;
        if kind.as_str() == "highlights" {
            last = i + 1;
        }
    }
    Ok(blocks.as_slice().split_at(last))
}

/// Calls the theme's function for a head; returns side content and head.
fn call_head(
    builder: &mut ContentBuilder,
    row: &Dict,
    heads: &mut impl Iterator<Item = Dict>,
    head: &Func,
) -> SourceResult<(Value, Value)> {
    let span = builder.span;
    let slots = heads.next().expect("each head has slots");
    let level: i64 = field(row, "level", span)?;
    let args = [slots.into_value(), level.into_value(), is_brief(row, span)?.into_value()];
    let made: Dict = head.call(builder.engine, builder.context, args)?.cast().at(span)?;
    Ok((field(&made, "side", span)?, field(&made, "body", span)?))
}

/// Returns whether a head may be one line; that of a reference may.
fn is_brief(row: &Dict, span: Span) -> SourceResult<bool> {
    row.get("brief").ok().cloned().map_or(Ok(true), Value::cast).at(span)
}

/// Returns the styled slots of all heads. The brief ones of a list name the longest of them: if one
/// does not fit on a line without its address, none is set on one. Jobs and degrees are a list if
/// there is no gap between them.
fn heads_of(builder: &mut ContentBuilder, rows: &Array) -> SourceResult<Vec<Dict>> {
    let span = builder.span;
    let mut heads = Vec::new();
    let mut listed = Vec::new();
    let mut is_list = true;
    for (i, row) in rows.iter().enumerate() {
        let row: Dict = row.clone().cast().at(span)?;
        is_list &= i == 0 || field::<Str>(&row, "above", span)?.as_str() == "line";
        let Ok(slots) = row.get("slots") else { continue };
        let slots = slots_of(builder, &slots.clone().cast().at(span)?)?;
        let is_place: bool = field(&slots, "place", span)?;
        if is_brief(&row, span)? && slots.get("subtitle").at(span)? != &Value::None {
            listed.push((heads.len(), is_place, estimated_widths(&slots)));
        }
        heads.push(slots);
    }
    listed.retain(|(_, is_place, _)| is_list || !is_place);
    if listed.len() > 1 {
        let longest_by = |width: fn(&(f64, f64)) -> f64| {
            listed.iter().max_by(|(.., one), (.., other)| width(one).total_cmp(&width(other)))
        };
        let longest = [longest_by(|(head, _)| *head), longest_by(|(head, date)| head + date)];
        let mut longest: Vec<usize> = longest.into_iter().flatten().map(|(at, ..)| *at).collect();
        longest.dedup();
        let longest: Array = longest.into_iter().map(|at| heads[at].clone().into_value()).collect();
        let last = heads.len() - 1;
        for (at, ..) in listed {
            heads[at].insert("longest".into(), longest.clone().into_value());
            heads[at].insert("list".into(), (is_list && at < last).into_value());
        }
    }
    Ok(heads)
}

/// Returns the approximate widths in ems of a head on one line without its address and its date,
/// and of its date.
fn estimated_widths(slots: &Dict) -> (f64, f64) {
    let width_of = |name| match slots.get(name) {
        Ok(Value::Content(part)) => narrow::width(&part.plain_text()),
        _ => 0.0,
    };
    (["lead", "subtitle", "location"].into_iter().map(width_of).sum(), width_of("period"))
}

/// Returns the styled slots of a head; missing ones are `none`. `period` combines `date` and
/// `span`, the duration.
fn slots_of(builder: &mut ContentBuilder, slots: &Dict) -> SourceResult<Dict> {
    let span = builder.span;
    let lead_role: Str = field(slots, "lead-role", span)?;
    let mut dressed = Dict::new();
    for (slot, role) in [
        ("lead", lead_role.as_str()),
        ("subtitle", "subtitle"),
        ("location", "location"),
        ("url", "url"),
    ] {
        let text: Option<Array> = field(slots, slot, span)?;
        let content = match text {
            Some(text) => {
                let content = builder.text(&text)?;
                let styled = builder.role(role, content)?;
                // An employer above its positions weighs as much as their titles.
                let is_employer = role == "employer";
                Value::Content(if is_employer { builder.role("title", styled)? } else { styled })
            }
            None => Value::None,
        };
        dressed.insert(slot.into(), content);
    }
    for name in ["note", "widest"] {
        let text: Option<Array> = field(slots, name, span)?;
        let content = text.map(|text| builder.text(&text)).transpose()?;
        dressed.insert(name.into(), content.into_value());
    }
    let date: Option<Array> = field(slots, "date", span)?;
    let date = match date {
        Some(date) => {
            let date = builder.date(&Value::Array(date))?;
            Some(builder.dated(date)?)
        }
        None => None,
    };
    let long: Option<Str> = field(slots, "span", span)?;
    let (long, in_parentheses) = match long {
        Some(long) => {
            let words: Dict = field(builder.design, "words", span)?;
            let aside: Array = field(&words, "aside", span)?;
            let [Value::Str(open), Value::Str(close)] = aside.as_slice() else {
                bail!(span, "an aside has a beginning and an end");
            };
            let lead = if open.as_str().starts_with(' ') { " " } else { "" };
            let text = builder
                .date(&Value::Str(format!("{}{long}{close}", open.as_str().trim_start()).into()))?;
            let content = builder.role("small", text)?;
            let aside = Content::sequence([typst::text::TextElem::packed(lead), content]);
            let alone = builder.date(&Value::Str(long))?;
            (Some(builder.role("small", alone)?), Some(aside))
        }
        None => (None, None),
    };
    let period = match (&date, in_parentheses) {
        (Some(date), Some(aside)) => Some(Content::sequence([date.clone(), aside])),
        (Some(date), None) => Some(date.clone()),
        (None, _) => long.clone(),
    };
    dressed.insert("place".into(), field::<Value>(slots, "place", span)?);
    dressed.insert("date".into(), date.into_value());
    dressed.insert("span".into(), long.into_value());
    dressed.insert("period".into(), period.into_value());
    Ok(dressed)
}

/// Returns the two halves of a row; `None` if one does not fit.
fn in_halves(
    builder: &mut ContentBuilder,
    row: &Dict,
    apart: &Dict,
) -> SourceResult<Option<Vec<(Value, Value)>>> {
    let span = builder.span;
    let name: Str = field(row, "apart", span)?;
    let Ok(place) = apart.get(&name) else { return Ok(None) };
    let place: Func = place.clone().cast().at(span)?;
    let halves: Array = field(row, "halves", span)?;
    let mut placed = Vec::with_capacity(halves.len());
    for half in halves {
        let half: Dict = half.cast().at(span)?;
        let label: Array = field(&half, "label", span)?;
        let rest: Array = field(&half, "rest", span)?;
        let label = builder.text(&label)?;
        let is_blocks = name.as_str() == "lines";
        let rest = if is_blocks { builder.blocks(rest.iter())? } else { builder.text(&rest)? };
        let result =
            place.call(builder.engine, builder.context, [label.into_value(), rest.into_value()])?;
        let Value::Dict(made) = result else { return Ok(None) };
        let body: Content = field(&made, "body", span)?;
        // Typst omits paragraphs and blocks in a paragraph.
        let is_block = is_blocks || body.is::<ParElem>() || body.is::<BlockElem>();
        let body = if is_block { body } else { ParElem::new(body).pack() };
        placed.push((field(&made, "side", span)?, body.into_value()));
    }
    Ok(Some(placed))
}

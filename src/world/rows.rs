//! Converts rows of a plan to rows that a theme places: optional content for the side column, and
//! content for the text column.

use typst::diag::{At, SourceResult, bail};
use typst::foundations::{
    Args, Array, Content, Dict, Func, IntoValue, NativeElement, NativeFuncData, Str, Value, dict,
};
use typst::layout::Length;
use typst::model::ParElem;
use typst::syntax::Span;

use super::content::{ContentBuilder, field};

/// Content that moves to the next row if the theme omits a heading.
struct Left {
    side: Value,
    above: Length,
    break_before: bool,
}

/// Returns the rows; `head` builds heads, and `apart` lists the lines to split.
pub(super) fn rows(
    mut setter: ContentBuilder,
    rows: &Array,
    head: &Func,
    apart: &Dict,
    parts_function: &'static NativeFuncData,
) -> SourceResult<Array> {
    let span = setter.span;
    let mut placed = Array::new();
    let mut left: Option<Left> = None;
    for row in rows {
        let row: Dict = row.clone().cast().at(span)?;
        let kind: Str = field(&row, "kind", span)?;
        let above: Str = field(&row, "above", span)?;
        let mut above =
            if above.as_str() == "none" { Length::zero() } else { setter.gap(&above)? };
        let mut break_before: bool = field(&row, "break-before", span)?;
        let mut side = Value::None;
        let mut pieces = Value::Int(1);
        let mut part = Value::None;
        let mut sticky_body: bool = field(&row, "sticky", span)?;
        // Rows of what follows the last highlight, and of that if both stay together.
        let mut end: Option<(Vec<Content>, Length, bool)> = None;
        let from_head = left.take();
        let body = match kind.as_str() {
            "head" => {
                let (its_side, body) = call_head(&mut setter, &row, head)?;
                if body == Value::None {
                    if field(&row, "more", span)? {
                        left = Some(Left { side: its_side, above, break_before });
                        continue;
                    }
                    if its_side == Value::None {
                        continue;
                    }
                    its_side
                } else {
                    side = its_side;
                    body
                }
            }
            "reference" => {
                let (its_side, in_text) = call_head(&mut setter, &row, head)?;
                side = its_side;
                let blocks = if in_text == Value::None { "undated" } else { "dated" };
                let blocks: Array = field(&row, blocks, span)?;
                Value::Content(setter.blocks(blocks.iter())?)
            }
            "body" => {
                let mut parts: Array = field(&row, "parts", span)?;
                let keeps_end: bool = field(&row, "keeps-end", span)?;
                let last: Array = match parts.as_slice().last() {
                    Some(last) => last.clone().cast().at(span)?,
                    None => Array::new(),
                };
                let (highlights, below) = before_end(&last, span)?;
                if !highlights.is_empty() && !below.is_empty() {
                    let mut kept = vec![setter.blocks(below)?];
                    parts.pop().at(span)?;
                    if keeps_end && !parts.is_empty() {
                        kept.insert(0, setter.blocks(highlights)?);
                    } else {
                        parts.push(highlights.iter().cloned().collect::<Array>().into_value());
                        sticky_body |= keeps_end;
                    }
                    end = Some((kept, setter.gap("highlight")?, keeps_end));
                }
                let body = setter.parts(parts.iter())?;
                pieces = Value::Int(i64::try_from(parts.len()).unwrap_or(i64::MAX));
                if parts.len() > 1 {
                    let values = [parts.into_value(), setter.design.clone().into_value()];
                    let mut args = Args::new(span, values);
                    part = Func::from(parts_function).with(&mut args).into_value();
                }
                Value::Content(body)
            }
            "halves" => {
                let halves = in_halves(&mut setter, &row, apart)?;
                if let Some(halves) = halves {
                    let last = halves.len().saturating_sub(1);
                    for (i, (side, body)) in halves.into_iter().enumerate() {
                        let sticky: bool = field(&row, "sticky", span)?;
                        placed.push(Value::Dict(dict! {
                            "body" => body,
                            "side" => side,
                            "above" => if i == 0 { above } else { setter.gap("highlight")? },
                            "sticky" => sticky && i == last,
                            "breakable" => true,
                            "break-before" => break_before && i == 0,
                            "starts" => false,
                            "pieces" => 1,
                            "part" => Value::None,
                        }));
                    }
                    continue;
                }
                let whole: Array = field(&row, "whole", span)?;
                Value::Content(setter.blocks(whole.iter())?)
            }
            other => bail!(span, "unknown kind of row: {other}"),
        };
        if let Some(from_head) = from_head {
            side = from_head.side;
            above = from_head.above;
            break_before = from_head.break_before;
        }
        let sticky: bool = field(&row, "sticky", span)?;
        let breakable: bool = field(&row, "breakable", span)?;
        placed.push(Value::Dict(dict! {
            "body" => body,
            "side" => side,
            "above" => above,
            "sticky" => sticky_body,
            "breakable" => breakable,
            "break-before" => break_before,
            "starts" => false,
            "pieces" => pieces,
            "part" => part,
        }));
        let Some((kept, above, keeps_end)) = end else { continue };
        let count = kept.len();
        for (i, body) in kept.into_iter().enumerate() {
            placed.push(Value::Dict(dict! {
                "body" => body,
                "side" => Value::None,
                "above" => above,
                "sticky" => sticky || i + 1 < count,
                "breakable" => !keeps_end,
                "break-before" => false,
                "starts" => false,
                "pieces" => 1,
                "part" => Value::None,
            }));
        }
    }
    Ok(placed)
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
fn call_head(setter: &mut ContentBuilder, row: &Dict, head: &Func) -> SourceResult<(Value, Value)> {
    let span = setter.span;
    let slots: Dict = field(row, "slots", span)?;
    let level: i64 = field(row, "level", span)?;
    let brief: bool = row.get("brief").ok().cloned().map_or(Ok(true), Value::cast).at(span)?;
    let slots = slots_of(setter, &slots)?;
    let args = [slots.into_value(), level.into_value(), brief.into_value()];
    let made: Dict = head.call(setter.engine, setter.context, args)?.cast().at(span)?;
    Ok((field(&made, "side", span)?, field(&made, "body", span)?))
}

/// Returns the styled slots of a head; missing ones are `none`. `period` combines `date` and
/// `span`, the duration.
fn slots_of(setter: &mut ContentBuilder, slots: &Dict) -> SourceResult<Dict> {
    let span = setter.span;
    let nested: bool = field(slots, "nested", span)?;
    let mut dressed = Dict::new();
    for (slot, role) in [
        ("lead", if nested { "position" } else { "title" }),
        ("subtitle", "subtitle"),
        ("location", "location"),
        ("url", "url"),
    ] {
        let text: Option<Array> = field(slots, slot, span)?;
        let content = match text {
            Some(text) => {
                let content = setter.text(&text)?;
                Value::Content(setter.role(role, content)?)
            }
            None => Value::None,
        };
        dressed.insert(slot.into(), content);
    }
    let note: Option<Array> = field(slots, "note", span)?;
    let note = note.map(|note| setter.text(&note)).transpose()?;
    dressed.insert("note".into(), note.into_value());
    let date: Option<Array> = field(slots, "date", span)?;
    let date = match date {
        Some(date) => {
            let date = setter.date(&Value::Array(date))?;
            Some(setter.dated(date)?)
        }
        None => None,
    };
    let long: Option<Str> = field(slots, "span", span)?;
    let (long, in_parentheses) = match long {
        Some(long) => {
            let words: Dict = field(setter.design, "words", span)?;
            let aside: Array = field(&words, "aside", span)?;
            let [Value::Str(open), Value::Str(close)] = aside.as_slice() else {
                bail!(span, "an aside has a beginning and an end");
            };
            let lead = if open.as_str().starts_with(' ') { " " } else { "" };
            let text = setter
                .date(&Value::Str(format!("{}{long}{close}", open.as_str().trim_start()).into()))?;
            let content = setter.role("small", text)?;
            let aside = Content::sequence([typst::text::TextElem::packed(lead), content]);
            let alone = setter.date(&Value::Str(long))?;
            (Some(setter.role("small", alone)?), Some(aside))
        }
        None => (None, None),
    };
    let period = match (&date, in_parentheses) {
        (Some(date), Some(aside)) => Some(Content::sequence([date.clone(), aside])),
        (Some(date), None) => Some(date.clone()),
        (None, _) => long.clone(),
    };
    dressed.insert("date".into(), date.into_value());
    dressed.insert("span".into(), long.into_value());
    dressed.insert("period".into(), period.into_value());
    Ok(dressed)
}

/// Returns the two halves of a row; `None` if one does not fit.
fn in_halves(
    setter: &mut ContentBuilder,
    row: &Dict,
    apart: &Dict,
) -> SourceResult<Option<Vec<(Value, Value)>>> {
    let span = setter.span;
    let name: Str = field(row, "apart", span)?;
    let Ok(place) = apart.get(&name) else { return Ok(None) };
    let place: Func = place.clone().cast().at(span)?;
    let halves: Array = field(row, "halves", span)?;
    let mut placed = Vec::with_capacity(halves.len());
    for half in halves {
        let half: Dict = half.cast().at(span)?;
        let label: Array = field(&half, "label", span)?;
        let rest: Array = field(&half, "rest", span)?;
        let label = setter.text(&label)?;
        let is_blocks = name.as_str() == "lines";
        let rest = if is_blocks { setter.blocks(rest.iter())? } else { setter.text(&rest)? };
        let result =
            place.call(setter.engine, setter.context, [label.into_value(), rest.into_value()])?;
        let Value::Dict(made) = result else { return Ok(None) };
        let body: Content = field(&made, "body", span)?;
        let body = if is_blocks { body } else { ParElem::new(body).pack() };
        placed.push((field(&made, "side", span)?, body.into_value()));
    }
    Ok(Some(placed))
}

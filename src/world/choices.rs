//! Lays out the first of several ways to set the lines of a head that fits.

use typst::diag::{At, SourceResult};
use typst::engine::Engine;
use typst::foundations::{
    Array, Content, Dict, IntoValue, NativeElement, Packed, Resolve, StyleChain, Value, dict,
};
use typst::introspection::{Locator, MetadataElem};
use typst::layout::{
    Abs, Axes, BlockElem, Em, Fragment, Frame, FrameItem, Length, Region, Regions, VElem,
};
use typst::syntax::Span;

use super::blanks::LEAST_GAP;
use super::content::field;
use super::ends::{Line, dot, join_present, lines_with_ends};
use super::widths::{do_letters_fit, fits};

/// Minimum distance between the ends of a line that fits.
const BRIDGE: Em = Em::new(1.5);
/// Gap below a head of several lines in a list, which has none between heads of one line.
const PARTING: Em = Em::new(0.4);

/// Lines that are one way to set a head.
pub(super) struct Choice {
    pub(super) lines: Vec<Line>,
    /// Index of the line that must fit.
    decisive: usize,
    /// Whether other parts of the head follow its title on one line.
    is_brief: bool,
}

impl Choice {
    /// Creates a choice whose last line must fit, the longest if the others have a date.
    pub(super) fn new(lines: Vec<Line>) -> Self {
        Self { decisive: lines.len().saturating_sub(1), lines, is_brief: false }
    }

    /// Creates a choice whose first line must fit, with the rest of the head below.
    pub(super) fn of_first(first: Line, rest: Option<Content>) -> Self {
        let rest = rest.map(|rest| (Some(rest), None));
        Self { lines: [first].into_iter().chain(rest).collect(), decisive: 0, is_brief: false }
    }

    /// Returns the choice as one in which other parts follow the title on one line.
    pub(super) fn brief(self) -> Self {
        Self { is_brief: true, ..self }
    }
}

/// What the layout of a head depends on besides its choices.
pub(super) struct Circumstances {
    pub(super) note: Option<Content>,
    pub(super) noted: Noted,
    /// The longest head of the section with its note, on one line.
    pub(super) widest: Option<Content>,
    /// The longest heads of the section, on one line each. If one does not fit, no head is brief.
    pub(super) longest: Vec<Line>,
    /// Whether another head of a list follows.
    pub(super) list: bool,
}

/// The line that a note follows.
#[derive(Clone, Copy)]
pub(super) enum Noted {
    First,
    Last,
}

/// Returns the first of `choices` that fits, or the last. The note follows a line if there is room,
/// also for `widest` and a date, otherwise it is below.
pub(super) fn first_that_fits(
    mut choices: Vec<Choice>,
    Circumstances { note, noted, widest, longest, list }: Circumstances,
    at: Span,
) -> Content {
    if let ([_], None) = (choices.as_slice(), &note) {
        return lines_with_ends(choices.pop().map_or_else(Vec::new, |choice| choice.lines));
    }
    let line = |(start, end): Line| {
        let ends = [start.into_value(), end.into_value()];
        ends.into_iter().collect::<Array>().into_value()
    };
    let choice = |Choice { lines, decisive, is_brief }: Choice| {
        let lines: Array = lines.into_iter().map(line).collect();
        Value::Dict(dict! { "lines" => lines, "decisive" => decisive as i64, "brief" => is_brief })
    };
    let longest: Array = longest.into_iter().map(line).collect();
    let choices: Array = choices.into_iter().map(choice).collect();
    let planned = MetadataElem::new(Value::Dict(dict! {
        "choices" => choices,
        "note" => note,
        "widest" => widest,
        "longest" => longest,
        "list" => list,
        "first" => matches!(noted, Noted::First),
    }));
    BlockElem::multi_layouter(Packed::new(planned).spanned(at), choose).pack().spanned(at)
}

/// Lays out the choice of [`first_that_fits`] that suits the width.
///
/// The widths of the letters rule out most choices that do not fit, or show that they do. Others
/// are laid out and rejected if they have more lines than planned.
fn choose(
    planned: &Packed<MetadataElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let at = planned.span();
    let planned: Dict = planned.value.clone().cast().at(at)?;
    let choices: Array = field(&planned, "choices", at)?;
    let note: Option<Content> = field(&planned, "note", at)?;
    let widest: Option<Content> = field(&planned, "widest", at)?;
    let longest: Array = field(&planned, "longest", at)?;
    let width = regions.base().x;
    let is_list: bool = field(&planned, "list", at)?;
    let mut may_be_brief = true;
    for line in longest {
        may_be_brief = may_be_brief && fits_on_line(engine, line_in(line, at)?, styles, width)?;
    }
    let mut trials = Vec::new();
    for choice in choices {
        let choice: Dict = choice.cast().at(at)?;
        let lines: Array = field(&choice, "lines", at)?;
        let lines: Vec<Line> =
            lines.into_iter().map(|line| line_in(line, at)).collect::<SourceResult<_>>()?;
        let decisive: usize = field(&choice, "decisive", at)?;
        let is_brief: bool = field(&choice, "brief", at)?;
        if is_brief && !may_be_brief {
            continue;
        }
        let choice = Choice { lines, decisive, is_brief };
        let has_room = match &widest {
            None => true,
            Some(widest) => {
                let end = choice.lines.first().and_then(|(_, end): &Line| end.clone());
                let gap = if end.is_some() { LEAST_GAP.into() } else { Length::zero() };
                let line = Content::sequence([widest.clone()].into_iter().chain(end));
                let room = width - gap.resolve(styles);
                fits(engine, &line, &locator, styles, room)?
            }
        };
        let noted = if field(&planned, "first", at)? { Noted::First } else { Noted::Last };
        trials.extend(with_note(choice, note.as_ref(), has_room, noted));
    }
    let count = trials.len();
    for (i, Choice { lines, decisive, .. }) in trials.into_iter().enumerate() {
        let does_fit = if i + 1 == count {
            Some(true)
        } else {
            does_fit(engine, &lines[decisive], styles, width)
        };
        if does_fit == Some(false) {
            continue;
        }
        let most = lines.len();
        let mut lines = lines_with_ends(lines);
        if is_list && most > 1 {
            lines += VElem::new(PARTING.into()).pack();
        }
        let locator = locator.relayout();
        let fragment = typst_layout::layout_fragment(engine, &lines, locator, styles, regions)?;
        if does_fit == Some(true) || line_count(fragment.iter()) <= most {
            return Ok(fragment);
        }
    }
    Ok(Fragment::frames(Vec::new()))
}

/// Returns a choice with the note on one of its lines if there is room, and with the note below, or
/// only the choice without a note.
fn with_note(choice: Choice, note: Option<&Content>, has_room: bool, noted: Noted) -> Vec<Choice> {
    let Some(note) = note else { return vec![choice] };
    let Choice { lines, decisive, is_brief } = choice;
    let mut trials = Vec::new();
    let noted = match noted {
        Noted::First => 0,
        Noted::Last => lines.len().saturating_sub(1),
    };
    let mut within = lines.clone();
    if has_room && let Some((start, _)) = within.get_mut(noted) {
        *start = join_present([start.take(), Some(note.clone())], &dot());
        trials.push(Choice { lines: within, decisive: noted, is_brief });
    }
    let below = (Some(note.clone()), None);
    trials.push(Choice { lines: lines.into_iter().chain([below]).collect(), decisive, is_brief });
    trials
}

/// Returns whether the letters of a line show that it fits, or that it does not.
fn does_fit(
    engine: &Engine,
    (start, end): &Line,
    styles: StyleChain,
    available: Abs,
) -> Option<bool> {
    let bridge = Length::from(BRIDGE).resolve(styles);
    do_letters_fit(engine, [start, end].into_iter().flatten(), styles, available - bridge)
}

/// Returns whether a line of another head fits. Its layout is the same in all heads of the section,
/// so it is cached.
fn fits_on_line(
    engine: &mut Engine,
    line: Line,
    styles: StyleChain,
    width: Abs,
) -> SourceResult<bool> {
    if let Some(does_fit) = does_fit(engine, &line, styles, width) {
        return Ok(does_fit);
    }
    let region = Region::new(Axes::new(width, Abs::inf()), Axes::splat(false));
    let line = lines_with_ends(vec![line]);
    let frame = typst_layout::layout_frame(engine, &line, Locator::root(), styles, region)?;
    Ok(line_count([&frame]) <= 1)
}

/// Returns the number of lines of text.
fn line_count<'f>(frames: impl IntoIterator<Item = &'f Frame>) -> usize {
    let mut count = 0;
    for frame in frames {
        let mut baselines = Vec::new();
        push_baselines(frame, Abs::zero(), &mut baselines);
        baselines.sort_by_key(|(y, _)| *y);
        let mut last: Option<Abs> = None;
        for (y, size) in baselines {
            if last.is_none_or(|last| y - last > 0.5 * size) {
                count += 1;
                last = Some(y);
            }
        }
    }
    count
}

/// Appends the baseline and size of each text.
fn push_baselines(frame: &Frame, above: Abs, baselines: &mut Vec<(Abs, Abs)>) {
    for (at, item) in frame.items() {
        match item {
            FrameItem::Text(text) => baselines.push((above + at.y, text.size)),
            FrameItem::Group(group) => push_baselines(&group.frame, above + at.y, baselines),
            _ => {}
        }
    }
}

fn line_in(line: Value, at: Span) -> SourceResult<Line> {
    let line: Array = line.cast().at(at)?;
    let mut ends = line.into_iter().map(|end| end.cast::<Option<Content>>().at(at));
    Ok((ends.next().transpose()?.flatten(), ends.next().transpose()?.flatten()))
}

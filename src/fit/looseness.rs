//! Interpolates between the tightest and the loosest layout that a theme allows.
//!
//! Tightening has two halves. The first stays within comfortable values: gaps of 70 %, side margins
//! of 14 mm, a font size of 9.5 pt. The second continues to the limits that the theme declares. In
//! each half the least harmful options change first: gaps, side margins, top and bottom margins,
//! line spacing, and finally the font size. The ranges overlap, because small changes of several
//! options are less visible than a large change of one.

use std::collections::BTreeMap;

use super::text_column::TextColumn;
use crate::theme::{OptionKind, OptionSpec, OptionValue, Options, Theme, mm};

/// The looseness of a layout in steps: 0 is the theme's design, negative values are tighter,
/// positive ones looser, up to the limits that the theme declares.
///
/// A step corresponds to about one line of text per page; finer steps would require more trials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Looseness(pub(super) i32);

impl Looseness {
    pub(super) const CLOSEST: Self = Self(-24);
    /// The tightest comfortable layout.
    pub(super) const MILD: Self = Self(-12);
    pub(super) const DESIGNED: Self = Self(0);
    pub(super) const MOST_OPEN: Self = Self(16);

    /// Returns the middle between this and a looser layout; this one if there is none.
    pub(super) const fn middle(self, looser: Self) -> Self {
        Self(self.0 + (looser.0 - self.0) / 2)
    }
}

/// An option, or several that change together, and the range of steps in which it changes.
struct FitOption {
    names: &'static [&'static str],
    closing: (f64, f64),
    opening: (f64, f64),
    /// The end of the first half.
    mild: MildLimit,
    /// Granularity of values, in points for lengths.
    grain: f64,
}

enum MildLimit {
    At(f64),
    /// A share of the way to the limit, for values that depend on the script.
    Share(f64),
    /// A value, or a share of a design that is less.
    AtOrShare(f64, f64),
}

pub(super) const SPACING: &str = "spacing";
const MARGINS: [&str; 2] = ["margin-left", "margin-right"];

const FIT_OPTIONS: [FitOption; 5] = [
    FitOption {
        names: &[SPACING],
        closing: (0.0, 0.8),
        opening: (0.0, 0.7),
        mild: MildLimit::At(0.7),
        grain: 0.01,
    },
    FitOption {
        names: &MARGINS,
        closing: (0.0, 0.7),
        opening: (1.0, 1.0),
        mild: MildLimit::At(mm(14.0)),
        grain: 0.25,
    },
    FitOption {
        names: &["margin-top", "margin-bottom"],
        closing: (0.1, 0.8),
        opening: (0.25, 0.9),
        mild: MildLimit::At(mm(13.0)),
        grain: 0.25,
    },
    FitOption {
        names: &["line-height"],
        closing: (0.2, 0.9),
        opening: (0.1, 0.8),
        mild: MildLimit::Share(0.75),
        grain: 0.005,
    },
    FitOption {
        names: &["font-size"],
        closing: (0.4, 1.0),
        opening: (0.4, 1.0),
        // Fonts with large letters have designs of less than 9.5 pt.
        mild: MildLimit::AtOrShare(9.5, 0.97),
        grain: 0.05,
    },
];

pub(super) const TITLES: &str = "line-titles";
pub(super) const NESTED: &str = "nested-highlights";
pub(super) const DATES: &str = "short-dates";
pub(super) const IN_LINE: &str = "in-line";

/// A tightness, and the option and its value that move something into other lines from there.
type Move = (Looseness, &'static str, &'static str);

/// The moves of the titles of sections of words, those of other short sections, nested highlights,
/// and dates of short sections that are at the side.
const MOVES: [Move; 4] = [
    (Looseness(-9), TITLES, "beside"),
    (Looseness(-13), TITLES, "beside-lines"),
    (Looseness(-15), NESTED, IN_LINE),
    (Looseness(-20), DATES, IN_LINE),
];

pub(super) const MOST_MOVES: usize = MOVES.len();

/// Sizes that follow the font size, also if they are not in ems.
const SIZES: [&str; 4] = ["name-size", "headline-size", "title-size", SMALL];
const SMALL: &str = "small-size";

/// Font size in points below which small print is not reduced.
const SMALLEST: f64 = 8.5;

/// Minimum gap between entries in lines; readers and parsers need it to separate jobs.
const APART: f64 = 0.5;

/// What a fitted layout has room for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ease {
    /// The number of moves into other lines that are undone, the last ones first.
    pub(super) moves: usize,
    /// Larger gaps.
    pub(super) spacing: Option<f64>,
}

/// How much options move into other lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Moved {
    /// Titles beside their sections.
    pub(super) titles: usize,
    /// Whether nested highlights are in the line of theirs.
    pub(super) nested: bool,
    /// Whether dates are in the line, not at the side.
    pub(super) dates: bool,
}

const SECTION_GAP: &str = "section-gap";
/// Minimum gap between sections as a share of that between entries; their titles add to it.
const SECTIONS_APART: f64 = 0.9;

/// The options that may change, with their limits.
#[derive(Debug, Clone)]
pub struct AdjustableOptions {
    ranges: BTreeMap<String, (f64, f64)>,
    /// Whether the user set the position of the text column.
    has_fixed_margins: bool,
    fixed_sizes: Vec<&'static str>,
    has_fixed_entries: bool,
    has_fixed_sections: bool,
    /// Moves that the theme has and the user did not set.
    moves: Vec<Move>,
}

impl AdjustableOptions {
    /// Takes a theme's ranges, except for options set by the user.
    pub fn new(theme: &Theme, pinned: &[String]) -> Self {
        let is_pinned = |name: &str| pinned.iter().any(|pinned| pinned == name);
        let is_free = |name: &str, value: &str| {
            let spec = theme.options.iter().find(|spec| spec.name == name && !spec.fixed);
            let has_value = |spec: &OptionSpec| match &spec.kind {
                OptionKind::Choice(values) => values.iter().any(|it| it == value),
                _ => false,
            };
            !is_pinned(name) && spec.is_some_and(has_value)
        };
        let free = theme.fit.iter().filter(|(name, _)| !is_pinned(name));
        Self {
            ranges: free.map(|(name, range)| (name.clone(), *range)).collect(),
            has_fixed_margins: MARGINS.into_iter().chain(["text-width"]).any(is_pinned),
            fixed_sizes: SIZES.into_iter().filter(|name| is_pinned(name)).collect(),
            has_fixed_entries: is_pinned("entry-gap"),
            has_fixed_sections: is_pinned(SECTION_GAP),
            moves: MOVES.into_iter().filter(|(_, name, value)| is_free(name, value)).collect(),
        }
    }

    /// Returns the options at a tightness, starting from the designed values.
    pub(super) fn options(&self, designed: &Options, looseness: Looseness) -> Options {
        self.eased(designed, looseness, &Ease::default())
    }

    /// Returns the options at a tightness, some of them less tight.
    pub(super) fn eased(&self, designed: &Options, looseness: Looseness, ease: &Ease) -> Options {
        let mut options = designed.clone();
        for lever in &FIT_OPTIONS {
            if lever.names == MARGINS {
                continue;
            }
            for name in lever.names {
                let (Some(value), Some(range)) = (designed.get(name), self.ranges.get(*name))
                else {
                    continue;
                };
                let (OptionValue::Pt(from) | OptionValue::Number(from)) = *value else { continue };
                let moved = lever.at(looseness, from, *range);
                let moved = match value {
                    OptionValue::Pt(_) => OptionValue::Pt(moved),
                    _ => OptionValue::Number(moved),
                };
                options.set(name, moved);
            }
        }
        if let Some(spacing) = ease.spacing {
            options.set(SPACING, OptionValue::Number(spacing));
        }
        if looseness < Looseness::DESIGNED {
            self.set_margins(designed, looseness, &mut options);
            self.move_into_lines(looseness, ease, &mut options);
            self.scale_sizes(designed, &mut options);
            if !self.fixed_sizes.contains(&SMALL) {
                keep_small_print(designed, &mut options);
            }
            if !self.has_fixed_entries {
                keep_entries_apart(designed, &mut options);
            }
            if !self.has_fixed_sections {
                keep_sections_apart(designed, &mut options);
            }
        }
        options
    }

    /// Makes the moves of a tightness that the design has not made.
    fn move_into_lines(&self, looseness: Looseness, ease: &Ease, options: &mut Options) {
        let tight = MOVES.iter().filter(|(from, ..)| looseness <= *from).count();
        let moves = &MOVES[..tight.saturating_sub(ease.moves)];
        for (_, name, value) in moves.iter().filter(|it| self.moves.contains(it)) {
            if degree(name, options.text(name)) < degree(name, Some(value)) {
                options.set(name, OptionValue::Text((*value).to_owned()));
            }
        }
    }

    /// Scales the sizes that are in points with the font size.
    fn scale_sizes(&self, designed: &Options, options: &mut Options) {
        let (Some(from), Some(to)) = (designed.points("font-size"), options.points("font-size"))
        else {
            return;
        };
        for name in SIZES.into_iter().filter(|name| !self.fixed_sizes.contains(name)) {
            if let Some(OptionValue::Pt(size)) = designed.get(name) {
                options.set(name, OptionValue::Pt(size * to / from));
            }
        }
    }

    /// Reduces the side margins. The column keeps its width in millimetres until its lines have the
    /// maximum number of letters.
    fn set_margins(&self, designed: &Options, looseness: Looseness, options: &mut Options) {
        let lever = FIT_OPTIONS.iter().find(|lever| lever.names == MARGINS);
        let (Some(lever), Some(column), false) =
            (lever, TextColumn::of(designed), self.has_fixed_margins)
        else {
            return;
        };
        let moved = MARGINS.map(|name| {
            let from = column.margin(name).min(TextColumn::WIDEST);
            let (min, max) = self.ranges.get(name).copied().unwrap_or((from, from));
            lever.at(looseness, from, (min, max))
        });
        let size = options.points("font-size").unwrap_or(f64::INFINITY);
        let longest = self.ranges.get("text-width").map_or(f64::INFINITY, |(_, ems)| ems * size);
        TextColumn { paper: column.paper, left: moved[0], right: moved[1] }
            .at_most(longest)
            .set(options);
    }
}

impl FitOption {
    /// Returns a value at a tightness; values outside the range are not changed.
    fn at(&self, looseness: Looseness, from: f64, (min, max): (f64, f64)) -> f64 {
        if looseness == Looseness::DESIGNED {
            return from;
        }
        let share_of = |steps: i32, all: i32| f64::from(steps) / f64::from(all);
        let (from, to, share, ramp) = if looseness > Looseness::DESIGNED {
            let share = share_of(looseness.0, Looseness::MOST_OPEN.0);
            (from, max.max(from), share, self.opening)
        } else {
            let least = min.min(from);
            let mild = match self.mild {
                MildLimit::At(value) => value.clamp(least, from),
                MildLimit::Share(share) => from + share * (least - from),
                MildLimit::AtOrShare(value, share) => value.min(share * from).clamp(least, from),
            };
            let half = Looseness::MILD.0;
            if looseness >= Looseness::MILD {
                (from, mild, share_of(looseness.0, half), self.closing)
            } else {
                let share = share_of(looseness.0 - half, Looseness::CLOSEST.0 - half);
                (mild, least, share, self.closing)
            }
        };
        let way = ((share - ramp.0) / (ramp.1 - ramp.0)).clamp(0.0, 1.0);
        if way == 0.0 || from == to {
            return from;
        }
        let rounded = ((from + (to - from) * way) / self.grain).round() * self.grain;
        rounded.clamp(from.min(to), from.max(to))
    }
}

/// Returns how far a value of an option moves into other lines.
fn degree(name: &str, value: Option<&str>) -> usize {
    let is_it = |(_, option, moved): &(_, _, &str)| *option == name && Some(*moved) == value;
    MOVES.iter().position(is_it).map_or(0, |at| at + 1)
}

/// Limits the size of small print to a readable minimum, or to its original size.
fn keep_small_print(designed: &Options, options: &mut Options) {
    let (Some(was), Some(is)) = (designed.points(SMALL), options.points(SMALL)) else { return };
    let size = options.points("font-size").unwrap_or(is);
    let least = SMALLEST.min(was).min(size.max(is));
    if is < least {
        options.set(SMALL, OptionValue::Pt(least));
    }
}

/// Limits the gap between entries to a minimum, or to its original size.
fn keep_entries_apart(designed: &Options, options: &mut Options) {
    const NAME: &str = "entry-gap";
    let (Some(gap), Some(was)) = (designed.number(NAME), designed.number(SPACING)) else {
        return;
    };
    let Some(is) = options.number(SPACING).filter(|spacing| *spacing > 0.0) else { return };
    let least = APART.min(gap * was);
    if gap * is < least {
        options.set(NAME, OptionValue::Number(least / is));
    }
}

/// Limits the gap between sections to one that looks as large as that between entries, unless the
/// design has a smaller one.
fn keep_sections_apart(designed: &Options, options: &mut Options) {
    let gaps =
        |options: &Options| Some((options.number(SECTION_GAP)?, options.number("entry-gap")?));
    let (Some((section, entry)), Some((is, entry_is))) = (gaps(designed), gaps(options)) else {
        return;
    };
    let least = SECTIONS_APART * entry_is;
    if section >= entry && is < least {
        options.set(SECTION_GAP, OptionValue::Number(least));
    }
}

/// Describes the changes: `spacing 86 %, side margins 16 mm, font size 9.8 pt`; empty if there are
/// none. `moved_lines` tells what the options move into other lines.
pub(super) fn describe(designed: &Options, fitted: &Options, moved_lines: Moved) -> String {
    let mut parts = Vec::new();
    let moved = |name: &str| {
        let number = |options: &Options| options.number(name).or_else(|| options.points(name));
        let (from, to) = (number(designed)?, number(fitted)?);
        ((from - to).abs() > 1e-9).then_some((from, to))
    };
    let millimetres = |one: f64, other: f64| {
        let (one, other) = ((one / mm(1.0)).round(), (other / mm(1.0)).round());
        if one == other { format!("{one} mm") } else { format!("{one} and {other} mm") }
    };
    if let Some((from, to)) = moved(SPACING) {
        parts.push(format!("spacing {:.0} %", 100.0 * to / from));
    }
    if let (Some(before), Some(after)) = (TextColumn::of(designed), TextColumn::of(fitted))
        && before.differ(after)
    {
        parts.push(format!("side margins {}", millimetres(after.left, after.right)));
    }
    let [above, below] = ["margin-top", "margin-bottom"].map(|name| fitted.points(name));
    if let (true, Some(above), Some(below)) =
        (moved("margin-top").or(moved("margin-bottom")).is_some(), above, below)
    {
        parts.push(format!("margins above and below {}", millimetres(above, below)));
    }
    if let Some((_, to)) = moved("line-height") {
        parts.push(format!("line height {}", two_places(to)));
    }
    if let Some((_, to)) = moved("font-size") {
        parts.push(format!("font size {} pt", two_places(to)));
    }
    if moved_lines.titles > 0 && designed.get(TITLES) != fitted.get(TITLES) {
        parts.push("titles beside short sections".to_owned());
    }
    if moved_lines.nested && designed.get(NESTED) != fitted.get(NESTED) {
        parts.push("nested highlights in line".to_owned());
    }
    if moved_lines.dates && designed.get(DATES) != fitted.get(DATES) {
        parts.push("dates of short sections in line".to_owned());
    }
    parts.join(", ")
}

fn two_places(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

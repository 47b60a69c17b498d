use std::collections::BTreeMap;

use crate::theme::{OptionValue, Options};

/// How close or how open the pages are set, in steps: 0 is the theme's own design, below it they
/// are closed, above it opened, up to the limits the theme declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Comfort(pub(super) i32);

impl Comfort {
    pub(super) const CLOSEST: Self = Self(-64);
    pub(super) const DESIGNED: Self = Self(0);
    pub(super) const MOST_OPEN: Self = Self(64);
}

/// An option that may move, from which share of the way on, until which it is at its limit.
///
/// In the order that hurts least: gaps give way first, the size of the letters last. They overlap,
/// for a little of each is seen less than all of one.
struct Lever {
    names: &'static [&'static str],
    closing: (f64, f64),
    opening: (f64, f64),
    /// Values are rounded to multiples of this, in points where they are lengths.
    grain: f64,
}

const LEVERS: [Lever; 4] = [
    Lever { names: &["spacing"], closing: (0.0, 0.55), opening: (0.0, 0.7), grain: 0.01 },
    Lever { names: &["line-height"], closing: (0.15, 0.7), opening: (0.1, 0.8), grain: 0.005 },
    Lever {
        names: &["margin-top", "margin-right", "margin-bottom", "margin-left"],
        closing: (0.3, 0.85),
        opening: (0.25, 0.9),
        grain: 0.25,
    },
    Lever { names: &["font-size"], closing: (0.5, 1.0), opening: (0.4, 1.0), grain: 0.05 },
];

/// Which options may move, and how far.
#[derive(Debug, Clone)]
pub struct Reach {
    ranges: BTreeMap<String, (f64, f64)>,
}

impl Reach {
    /// Takes a theme's ranges, without the options that are not to move since the user set them.
    pub fn new(ranges: &BTreeMap<String, (f64, f64)>, pinned: &[String]) -> Self {
        let free = |name: &&String| !pinned.contains(name);
        let ranges = ranges.iter().filter(|(name, _)| free(name));
        Self { ranges: ranges.map(|(name, range)| (name.clone(), *range)).collect() }
    }

    /// Returns the options at some comfort, starting from the values they were designed with.
    pub(super) fn options(&self, designed: &Options, comfort: Comfort) -> Options {
        let mut options = designed.clone();
        let share = f64::from(comfort.0.abs()) / f64::from(Comfort::MOST_OPEN.0);
        for lever in &LEVERS {
            for name in lever.names {
                let (Some(value), Some((min, max))) = (designed.get(name), self.ranges.get(*name))
                else {
                    continue;
                };
                let (OptionValue::Pt(from) | OptionValue::Number(from)) = *value else { continue };
                // A design outside the theme's own range stays there.
                let (to, ramp) = if comfort < Comfort::DESIGNED {
                    (min.min(from), lever.closing)
                } else {
                    (max.max(from), lever.opening)
                };
                let way = ((share - ramp.0) / (ramp.1 - ramp.0)).clamp(0.0, 1.0);
                let moved = if way == 0.0 {
                    from
                } else {
                    let rounded = ((from + (to - from) * way) / lever.grain).round() * lever.grain;
                    rounded.clamp(from.min(to), from.max(to))
                };
                options.set(
                    name,
                    match value {
                        OptionValue::Pt(_) => OptionValue::Pt(moved),
                        _ => OptionValue::Number(moved),
                    },
                );
            }
        }
        options
    }
}

/// Says what moved: `spacing 86 %, font size 9.8 pt`; empty if nothing did.
pub(super) fn describe(designed: &Options, fitted: &Options) -> String {
    let number = |options: &Options, name: &str| match options.get(name) {
        Some(OptionValue::Pt(value) | OptionValue::Number(value)) => Some(*value),
        _ => None,
    };
    let mut parts = Vec::new();
    for lever in &LEVERS {
        let moved = lever.names.iter().filter_map(|name| {
            let (from, to) = (number(designed, name)?, number(fitted, name)?);
            ((from - to).abs() > 1e-9).then_some((from, to))
        });
        let moved: Vec<(f64, f64)> = moved.collect();
        let Some((from, to)) = moved.first().copied() else { continue };
        parts.push(match lever.names {
            ["spacing"] => format!("spacing {:.0} %", 100.0 * to / from),
            ["font-size"] => format!("font size {} pt", two_places(to)),
            ["line-height"] => format!("line height {}", two_places(to)),
            _ => {
                let (before, after) = moved
                    .iter()
                    .fold((0.0, 0.0), |(before, after), (from, to)| (before + from, after + to));
                format!("margins {:.0} %", 100.0 * after / before)
            }
        });
    }
    parts.join(", ")
}

fn two_places(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

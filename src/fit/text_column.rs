use crate::theme::{OptionValue, Options, mm, paper_size};

/// The horizontal position of the text column in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TextColumn {
    /// Paper width.
    pub(super) paper: f64,
    pub(super) left: f64,
    pub(super) right: f64,
}

impl TextColumn {
    /// Widest side margin in a tightened layout; wider margins would waste space while letters
    /// shrink.
    pub(super) const WIDEST: f64 = mm(25.0);

    /// Returns the effective margins, with `text-width` applied; `None` if the paper is unknown.
    pub(super) fn of(options: &Options) -> Option<Self> {
        let (paper, _) = paper_size(options.text("paper")?)?;
        let (left, right) = (options.points("margin-left")?, options.points("margin-right")?);
        let spare = (paper - left - right - options.points("text-width")?).max(0.0) / 2.0;
        Some(Self { paper, left: left + spare, right: right + spare })
    }

    pub(super) fn width(self) -> f64 {
        self.paper - self.left - self.right
    }

    pub(super) fn margin(self, name: &str) -> f64 {
        if name == "margin-left" { self.left } else { self.right }
    }

    /// Widens the margins so that lines have at most this length, up to a maximum.
    pub(super) fn at_most(self, longest: f64) -> Self {
        let spare = (self.width() - longest).max(0.0);
        let room = |margin: f64| (Self::WIDEST - margin).max(0.0);
        let (left, right) = (room(self.left), room(self.right));
        let spare = spare.min(left + right);
        // Splits the space evenly, as far as both margins have room.
        let to_left = (spare / 2.0).clamp((spare - right).max(0.0), left);
        Self { left: self.left + to_left, right: self.right + spare - to_left, ..self }
    }

    pub(super) fn set(self, options: &mut Options) {
        options.set("margin-left", OptionValue::Pt(self.left));
        options.set("margin-right", OptionValue::Pt(self.right));
        options.set("text-width", OptionValue::Pt(self.width()));
    }

    pub(super) fn differ(self, other: Self) -> bool {
        (self.left - other.left).abs() > 1e-6 || (self.right - other.right).abs() > 1e-6
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Theme;

    fn column(left: f64, right: f64) -> TextColumn {
        TextColumn { paper: mm(210.0), left: mm(left), right: mm(right) }
    }

    #[test]
    fn a_text_width_widens_the_margins() {
        let mut options = Options::defaults(&Theme::embedded("plain").expect("a theme").options);
        options.set("font-size", OptionValue::Pt(10.0));
        options.set("margin-left", OptionValue::Pt(mm(20.0)));
        options.set("margin-right", OptionValue::Pt(mm(30.0)));
        options.set("text-width", OptionValue::Pt(mm(100.0)));
        let found = TextColumn::of(&options).expect("a paper");
        assert!((found.left - mm(50.0)).abs() < 1e-6 && (found.right - mm(60.0)).abs() < 1e-6);
        assert!((found.width() - mm(100.0)).abs() < 1e-6);
    }

    #[test]
    fn too_long_lines_widen_both_margins_up_to_the_maximum() {
        let bounded = column(13.0, 13.0).at_most(mm(170.0));
        assert!(!bounded.differ(column(20.0, 20.0)), "{bounded:?}");
        let uneven = column(14.0, 22.0).at_most(mm(160.0));
        assert!(!uneven.differ(column(25.0, 25.0)), "{uneven:?}");
        let at_most = column(13.0, 13.0).at_most(mm(100.0));
        assert!(!at_most.differ(column(25.0, 25.0)), "{at_most:?}");
        let short = column(13.0, 20.0).at_most(mm(500.0));
        assert!(!short.differ(column(13.0, 20.0)), "{short:?}");
    }
}

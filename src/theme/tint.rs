//! Adapts light rules to another accent colour.

use super::legibility::channels;
use super::print::{WHITE, hex};
use super::{OptionValue, Options, Theme};

const ACCENT: &str = "accent";
const RULES: &str = "rule-color";

/// Maximum difference between the shares of the channels of a tint.
const TOLERANCE: f64 = 0.15;

impl Theme {
    /// Gives rules that are a tint of the theme's accent the same tint of another accent.
    pub fn tint_rules(&self, options: &mut Options) {
        let own = |name: &str| {
            let spec = self.options.iter().find(|spec| spec.name == name)?;
            channels(&spec.default.to_string())
        };
        let current = |name: &str| channels(&options.get(name)?.to_string());
        let (Some(own_accent), Some(own_rules)) = (own(ACCENT), own(RULES)) else { return };
        let Some(accent) = current(ACCENT).filter(|accent| *accent != own_accent) else { return };
        if current(RULES) != Some(own_rules) {
            return;
        }
        if let Some(share) = tint_share(own_rules, own_accent) {
            let mixed = [0, 1, 2].map(|i| WHITE[i] - share * (WHITE[i] - accent[i]));
            options.set(RULES, OptionValue::Color(hex(mixed)));
        }
    }
}

/// Returns the share of a colour in a tint of it; `None` if it is none.
fn tint_share(tint: [f64; 3], color: [f64; 3]) -> Option<f64> {
    let shares = [0, 1, 2].map(|i| (WHITE[i] - tint[i]) / (WHITE[i] - color[i]).max(1.0));
    let mean = shares.iter().sum::<f64>() / 3.0;
    let is_tint = shares.iter().all(|share| (share - mean).abs() <= TOLERANCE);
    (is_tint && mean < 1.0).then_some(mean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn light_rules_follow_another_accent_and_grey_or_chosen_ones_do_not() {
        let rules = |theme: &str, settings: &[(&str, &str)]| {
            let theme = Theme::embedded(theme).expect("it is embedded");
            let mut options = Options::defaults(&theme.options);
            for (name, color) in settings {
                options.set(name, OptionValue::Color((*color).to_owned()));
            }
            theme.tint_rules(&mut options);
            options.get(RULES).expect("it has rules").to_string()
        };
        let green = (ACCENT, "#006400");
        assert_eq!(rules("duo", &[]), "#c9a3a9");
        assert_eq!(rules("duo", &[green]), "#91bc91");
        assert_eq!(rules("duo", &[green, (RULES, "#111111")]), "#111111");
        assert_eq!(rules("accent", &[green]), "#595959");
    }
}

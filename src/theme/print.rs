use super::legibility::{channels, contrast};
use super::{ColorUse, OptionKind, OptionValue, Options, Theme};

pub(super) const WHITE: [f64; 3] = [255.0; 3];

/// Maximum contrast with white of an area behind text: about 10 % black, which printers can
/// reproduce.
const TINT: f64 = 1.25;

/// Contrast with white at which a colour stays readable when printed in grey.
const HOLDS: f64 = 7.0;

/// Bleed in points: 3 mm, as print shops require.
const BLEED: f64 = 3.0 * 72.0 / 25.4;

impl Theme {
    /// Adjusts the options for printing: black text, light grey areas with bleed, other colours
    /// dark enough for greyscale, visible link targets.
    pub fn apply_print(&self, options: &mut Options) {
        for name in ["black-text", "link-targets"] {
            options.set(name, OptionValue::Boolean(true));
        }
        let mut is_white = false;
        for spec in &self.options {
            let OptionKind::Color(used_for) = spec.kind else { continue };
            let Some(OptionValue::Color(color)) = options.get(&spec.name) else { continue };
            let color = match spec.name.as_str() {
                "text-color" | "muted-color" => "#000000".to_owned(),
                _ if spec.on.is_some() => "#000000".to_owned(),
                _ if used_for == ColorUse::Ground => tint(color),
                _ => printed(color),
            };
            is_white |= used_for == ColorUse::Ground && color == "#ffffff";
            options.set(&spec.name, OptionValue::Color(color));
        }
        // Without colour at the edge of the page there is no bleed.
        if !is_white {
            options.set("bleed", OptionValue::Pt(BLEED));
        }
    }
}

/// Returns a colour, darkened as far as needed.
fn printed(color: &str) -> String {
    let Some(rgb) = channels(color) else { return color.to_owned() };
    // Scaling all channels alike keeps the hue.
    let darker = |percent: u32| rgb.map(|c| f64::from(percent) / 100.0 * c);
    let holds = |rgb: &[f64; 3]| contrast(*rgb, WHITE) >= HOLDS;
    let rgb = (0..=100).rev().map(darker).find(holds).unwrap_or([0.0; 3]);
    hex(rgb)
}

/// Returns a grey at least as light as a colour.
fn tint(color: &str) -> String {
    let Some(rgb) = channels(color) else { return color.to_owned() };
    let darkness = contrast(rgb, WHITE).min(TINT);
    let grey = |level: u32| [f64::from(level); 3];
    let as_light = |rgb: &[f64; 3]| contrast(*rgb, WHITE) <= darkness + 1e-9;
    hex((0..=255).map(grey).find(as_light).unwrap_or(WHITE))
}

pub(super) fn hex(rgb: [f64; 3]) -> String {
    let [r, g, b] = rgb.map(|c| format!("{:02x}", byte(c)));
    format!("#{r}{g}{b}")
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is 0 to 255")]
fn byte(channel: f64) -> u8 {
    // Rounding must not make it lighter again.
    (channel + 1e-6).clamp(0.0, 255.0).floor() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_colours_are_unchanged_in_print_and_light_ones_keep_their_hue() {
        assert_eq!(printed("#1f4e79"), "#1f4e79");
        assert_eq!(printed("#000000"), "#000000");
        let red = channels(&printed("#ff0000")).expect("a colour");
        assert!(
            contrast(red, WHITE) >= HOLDS && red[0] > 100.0 && red[1..] == [0.0, 0.0],
            "{red:?}"
        );
    }

    #[test]
    fn backgrounds_become_light_grey_in_print() {
        assert_eq!(tint("#f1f3f5"), "#f3f3f3");
        assert_eq!(tint("#ffffff"), "#ffffff");
        assert_eq!(tint("#1f4e79"), tint("#000000"));
    }

    #[test]
    fn every_theme_has_black_text_and_dark_colours_in_print() {
        for theme in Theme::names().into_iter().filter_map(Theme::embedded) {
            let mut options = Options::defaults(&theme.options);
            theme.apply_print(&mut options);
            assert_eq!(options.get("text-color").map(ToString::to_string), Some("#000000".into()));
            assert!(options.is_on("link-targets") && options.is_on("black-text"));
            for spec in &theme.options {
                let OptionKind::Color(used_for) = spec.kind else { continue };
                let color = options.get(&spec.name).expect("a value").to_string();
                let rgb = channels(&color).expect("a colour");
                let holds = match used_for {
                    ColorUse::Ground => contrast(rgb, WHITE) <= TINT && rgb[0] == rgb[2],
                    _ => contrast(rgb, WHITE) >= HOLDS,
                };
                assert!(holds, "{}: {} {color}", theme.name, spec.name);
            }
        }
    }
}

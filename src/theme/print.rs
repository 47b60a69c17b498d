use super::{OptionKind, OptionValue, Options, Theme};

/// Contrast with white below which a colour is a tint, for an area behind text.
const TINT: f64 = 1.5;

/// Contrast with white that a colour keeps as a grey.
const HOLDS: f64 = 7.0;

impl Theme {
    /// Sets the options for a laser printer: text is black, tints are left out, other colours are
    /// dark enough to hold as greys, and targets of links can be read.
    pub fn apply_print(&self, options: &mut Options) {
        for name in ["black-text", "link-targets"] {
            options.set(name, OptionValue::Boolean(true));
        }
        for spec in self.options.iter().filter(|spec| spec.kind == OptionKind::Color) {
            let Some(OptionValue::Color(color)) = options.get(&spec.name) else { continue };
            let color = match spec.name.as_str() {
                "text-color" | "muted-color" => "#000000".to_owned(),
                _ => printed(color),
            };
            options.set(&spec.name, OptionValue::Color(color));
        }
    }
}

/// Returns white for a tint, else the colour, darkened as far as needed.
fn printed(color: &str) -> String {
    let Some(rgb) = channels(color) else { return color.to_owned() };
    if contrast(rgb) < TINT {
        return "#ffffff".to_owned();
    }
    // Scaled alike, the channels keep their hue.
    let darker = |percent: u32| rgb.map(|c| f64::from(percent) / 100.0 * c);
    let rgb = (0..=100).rev().map(darker).find(|rgb| contrast(*rgb) >= HOLDS).unwrap_or([0.0; 3]);
    let [r, g, b] = rgb.map(|c| format!("{:02x}", byte(c)));
    format!("#{r}{g}{b}")
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is 0 to 255")]
fn byte(channel: f64) -> u8 {
    // Down, so that rounding cannot make it lighter again.
    (channel + 1e-6).clamp(0.0, 255.0).floor() as u8
}

/// Reads `#rrggbb` as three channels from 0 to 255.
fn channels(color: &str) -> Option<[f64; 3]> {
    let channel = |at: usize| {
        let digits = color.get(at..at + 2)?;
        u8::from_str_radix(digits, 16).ok().map(f64::from)
    };
    Some([channel(1)?, channel(3)?, channel(5)?])
}

/// Returns the contrast with white after WCAG 2: 1 to 21.
fn contrast(rgb: [f64; 3]) -> f64 {
    let linear = |c: f64| {
        let c = c / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let [r, g, b] = rgb.map(linear);
    1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_that_is_dark_enough_stays_and_a_lighter_one_keeps_its_hue() {
        assert_eq!(printed("#1f4e79"), "#1f4e79");
        assert_eq!(printed("#000000"), "#000000");
        let red = channels(&printed("#ff0000")).expect("a colour");
        assert!(contrast(red) >= HOLDS && red[0] > 100.0 && red[1..] == [0.0, 0.0], "{red:?}");
    }

    #[test]
    fn in_print_every_theme_has_black_text_and_colours_that_hold_or_none() {
        for theme in Theme::names().into_iter().filter_map(Theme::embedded) {
            let mut options = Options::defaults(&theme.options);
            theme.apply_print(&mut options);
            assert_eq!(options.get("text-color").map(ToString::to_string), Some("#000000".into()));
            assert!(options.is_on("link-targets") && options.is_on("black-text"));
            for (name, value) in options.iter() {
                if let OptionValue::Color(color) = value {
                    let holds = channels(color).is_some_and(|rgb| contrast(rgb) >= HOLDS);
                    assert!(holds || color == "#ffffff", "{}: {name} {color}", theme.name);
                }
            }
        }
    }
}

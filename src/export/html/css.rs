//! Translates theme options to CSS.

use crate::theme::{OptionValue, Options, readable_on};

const STYLE: &str = include_str!("style.css");

/// Page backgrounds of the light and dark colour schemes.
const LIGHT: &str = "#ffffff";
const DARK: &str = "#15171b";

/// Fallbacks for font families that are not installed.
const SERIF: &str = "Charter, 'Bitstream Charter', Georgia, 'Noto Serif', serif";
const SANS: &str =
    "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif";

/// Returns the styles, with the accent colour and font families of a theme.
pub(super) fn style(options: &Options) -> String {
    let color = |name: &str, usual: &str| match options.get(name) {
        Some(OptionValue::Color(color)) => color.clone(),
        _ => usual.to_owned(),
    };
    let (accent, muted) = (color("accent", "#1f4e79"), color("muted-color", "#595959"));
    let text = color("text-color", "#1a1a1a");
    let family = |name| families(options.text(name).unwrap_or_default());
    let variables = format!(
        ":root{{color-scheme:light dark;--ground:{LIGHT};--text:{};--muted:{};--accent:{};--family:{};--headings:{}}}\n\
         @media (prefers-color-scheme:dark){{:root{{--ground:{DARK};--text:#e6e6e3;--muted:{};--accent:{}}}}}\n\
         @page{{size:{};margin:16mm 18mm}}\n",
        readable_on(&text, LIGHT),
        readable_on(&muted, LIGHT),
        readable_on(&accent, LIGHT),
        family("font"),
        family("heading-font"),
        readable_on(&muted, DARK),
        readable_on(&accent, DARK),
        sheet(options.text("paper")),
    );
    variables + STYLE
}

/// Returns a font family and its fallbacks.
fn families(name: &str) -> String {
    let is_serif = ["Serif", "Garamond", "Times", "Georgia", "Palatino", "Baskerville", "Roman"]
        .iter()
        .any(|word| name.contains(word));
    let others = if is_serif { SERIF } else { SANS };
    // No character of a name may end the string or the style sheet.
    let is_plain = |c: char| c.is_alphanumeric() || " -_.".contains(c);
    if name.is_empty() || !name.chars().all(is_plain) {
        return others.to_owned();
    }
    format!("'{name}', {others}")
}

fn sheet(paper: Option<&str>) -> &'static str {
    match paper {
        Some("us-letter") => "letter",
        Some("us-legal") => "legal",
        Some("us-executive") => "7.25in 10.5in",
        Some("a5") => "A5",
        _ => "A4",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn font_family_names_cannot_close_the_style_element() {
        assert_eq!(families("</style>"), SANS);
        assert_eq!(families("a';} *{"), SANS);
        assert!(families("EB Garamond").starts_with("'EB Garamond', Charter"));
    }
}

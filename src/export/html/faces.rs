//! Embeds the fonts of a theme in the HTML file.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::web_font::web_font;
use crate::theme::Options;
use crate::world::{FaceFile, face_files};

/// Font variants that the styles use.
struct Wanted {
    family: &'static str,
    weight: u16,
    is_italic: bool,
}

/// Returns `@font-face` rules for the fonts of a page if they are to be embedded. System fonts are
/// not embedded.
pub(super) fn rules(options: &Options, body: &str) -> String {
    if options.text("html-fonts") != Some("embed") {
        return String::new();
    }
    // Always includes ASCII, so that small edits find their letters.
    let characters: BTreeSet<char> =
        body.chars().chain(' '..='~').filter(|c| !c.is_control()).collect();
    let has = |tags: &[&str]| tags.iter().any(|tag| body.contains(tag));
    let regular = |family| Wanted { family, weight: 400, is_italic: false };
    let bold = |family| Wanted { weight: 700, ..regular(family) };
    let mut wanted = vec![regular("font"), bold("heading-font")];
    if has(&["<strong", "<b>"]) {
        wanted.push(bold("font"));
    }
    if has(&["<em>", "<cite>"]) {
        wanted.push(Wanted { is_italic: true, ..regular("font") });
    }
    if has(&["class=\"label"]) {
        wanted.push(regular("heading-font"));
    }
    let mut rules: Vec<String> = Vec::new();
    for wanted in wanted {
        let family = options.text(wanted.family).unwrap_or_default();
        let faces = face_files(family).into_iter().filter(|it| it.is_italic == wanted.is_italic);
        let nearest = faces.min_by_key(|face| face.weight.abs_diff(wanted.weight));
        let rule = nearest.and_then(|face| rule(family, &face, &characters));
        rules.extend(rule.filter(|rule| !rules.contains(rule)));
    }
    rules.concat()
}

fn rule(family: &str, face: &FaceFile, characters: &BTreeSet<char>) -> Option<String> {
    let characters = characters.iter().copied().filter(|c| face.has(*c)).collect();
    let data = STANDARD.encode(web_font(face.bytes, &characters)?);
    let style = if face.is_italic { "italic" } else { "normal" };
    Some(format!(
        "@font-face{{font-family:'{family}';font-style:{style};font-weight:{};unicode-range:{};\
         src:url(data:font/woff;base64,{data}) format('woff')}}\n",
        face.weight,
        ranges(&characters),
    ))
}

/// Returns a `unicode-range`; other characters fall back to the next font family.
fn ranges(characters: &BTreeSet<char>) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for c in characters.iter().map(|c| u32::from(*c)) {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == c => *last = c,
            _ => ranges.push((c, c)),
        }
    }
    let name = |(first, last): &(u32, u32)| match first == last {
        true => format!("U+{first:X}"),
        false => format!("U+{first:X}-{last:X}"),
    };
    ranges.iter().map(name).collect::<Vec<_>>().join(",")
}

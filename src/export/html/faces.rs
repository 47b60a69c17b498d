//! Embeds the fonts of a theme in the HTML file.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::web_font::web_font;
use crate::theme::Options;
use crate::world::{FaceFile, Fonts, face_files};

/// Font variants that the styles use.
struct Wanted {
    family: &'static str,
    weight: u16,
    is_italic: bool,
}

/// Returns `@font-face` rules for the fonts of a page if they are to be embedded. A character that a
/// family does not support comes from another embedded family, under the name of the first. System
/// fonts are not embedded.
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
        let Some(face) = nearest(family, &wanted) else { continue };
        let own: BTreeSet<char> = characters.iter().copied().filter(|c| face.has(*c)).collect();
        let mut missing = &characters - &own;
        let mut found = vec![(face, own)];
        while let Some((face, covered)) = fallback(&missing, &wanted) {
            missing = &missing - &covered;
            found.push((face, covered));
        }
        for (face, covered) in found {
            let rule = rule(family, &face, &covered);
            rules.extend(rule.filter(|rule| !rules.contains(rule)));
        }
    }
    rules.concat()
}

/// Returns the face of an embedded family that is nearest to the wanted one.
fn nearest(family: &str, wanted: &Wanted) -> Option<FaceFile> {
    let distance =
        |face: &FaceFile| (face.is_italic != wanted.is_italic, face.weight.abs_diff(wanted.weight));
    face_files(family).into_iter().min_by_key(distance)
}

/// Returns the embedded face that supports most of the characters, and which it supports.
fn fallback(missing: &BTreeSet<char>, wanted: &Wanted) -> Option<(FaceFile, BTreeSet<char>)> {
    let faces = Fonts::embedded_families().into_iter().filter_map(|name| nearest(name, wanted));
    let covered = faces.map(|face| {
        let covered: BTreeSet<char> = missing.iter().copied().filter(|c| face.has(*c)).collect();
        (face, covered)
    });
    // The first of equals: `max_by_key` would return the last.
    covered.rev().max_by_key(|(_, covered)| covered.len()).filter(|(_, it)| !it.is_empty())
}

fn rule(family: &str, face: &FaceFile, characters: &BTreeSet<char>) -> Option<String> {
    let data = STANDARD.encode(web_font(face.bytes, characters)?);
    let style = if face.is_italic { "italic" } else { "normal" };
    Some(format!(
        "@font-face{{font-family:'{family}';font-style:{style};font-weight:{};unicode-range:{};\
         src:url(data:font/woff;base64,{data}) format('woff')}}\n",
        face.weight,
        ranges(characters),
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

//! Searches a finished PDF for redacted text.

use std::collections::BTreeSet;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Dict, MaybeRef, Object, Stream};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Rect};
use serde_json::Value;

use super::data_leaks::data_leaks;
use crate::source::pdf_text;
use crate::tailor::Secrets;

/// Returns the places of redacted text in a PDF: `page 2`, `a link`, `the metadata`.
///
/// Searches everything a PDF reader can extract: the text of glyphs, the strings of all objects and
/// attached files.
pub fn leaks(pdf: &[u8], secrets: &Secrets) -> Vec<String> {
    if secrets.is_empty() {
        return Vec::new();
    }
    let Ok(pdf) = Pdf::new(pdf.to_vec()) else { return vec!["a part that cannot be read".into()] };
    let mut places = BTreeSet::new();
    let cache = InterpreterCache::new();
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        let is_held = page_texts(page, &pdf, &cache).iter().any(|text| secrets.are_in(text));
        if is_held || holds_properties(page, secrets) {
            places.insert(format!("page {number}"));
        }
    }
    for object in pdf.objects() {
        object_leaks(&object, "text outside the pages", secrets, &mut places);
    }
    places.into_iter().collect()
}

/// Returns the text of a page with and without line breaks.
fn page_texts<'a>(page: &Page<'a>, pdf: &'a Pdf, cache: &InterpreterCache<'a>) -> [String; 2] {
    let mut reader = Reader::default();
    let bounds = Rect::new(0.0, 0.0, 1.0, 1.0);
    let settings = InterpreterSettings { render_annotations: false, ..Default::default() };
    let mut context = Context::new(Affine::IDENTITY, bounds, cache, pdf.xref(), settings);
    interpret_page(page, &mut context, &mut reader);
    let joined = reader.text.replace('\n', "");
    [reader.text, joined]
}

/// Returns whether properties of marked content, such as replacement text, contain a secret.
fn holds_properties(page: &Page, secrets: &Secrets) -> bool {
    let mut operations = page.operations();
    let mut places = BTreeSet::new();
    while let Some(instruction) = operations.next() {
        for operand in instruction.operands().filter(|it| matches!(it, Object::Dict(_))) {
            object_leaks(operand, "", secrets, &mut places);
        }
    }
    !places.is_empty()
}

/// Adds the places in an object; indirect objects are visited on their own.
fn object_leaks(object: &Object, place: &str, secrets: &Secrets, places: &mut BTreeSet<String>) {
    match object {
        Object::String(text) if secrets.are_in(&pdf_text(text)) => {
            places.insert(place.to_owned());
        }
        Object::Array(array) => {
            for item in array.raw_iter() {
                if let MaybeRef::NotRef(item) = item {
                    object_leaks(&item, place, secrets, places);
                }
            }
        }
        Object::Dict(dict) => dict_leaks(dict, place, secrets, places),
        Object::Stream(stream) => {
            dict_leaks(stream.dict(), place, secrets, places);
            stream_leaks(stream, secrets, places);
        }
        _ => {}
    }
}

/// Keys whose values are names of programs, fonts and colour spaces.
const OWN: [&[u8]; 12] = [
    b"Producer",
    b"Creator",
    b"CreationDate",
    b"ModDate",
    b"Registry",
    b"Ordering",
    b"FontFamily",
    b"CharSet",
    b"OutputCondition",
    b"OutputConditionIdentifier",
    b"RegistryName",
    b"ID",
];

fn dict_leaks(dict: &Dict, place: &str, secrets: &Secrets, places: &mut BTreeSet<String>) {
    for (key, value) in dict.entries() {
        if OWN.contains(&&*key) {
            continue;
        }
        let place = match &*key {
            b"URI" => "a link",
            b"Alt" | b"ActualText" | b"E" => "the text of a picture or a tag",
            b"Title" | b"Author" | b"Subject" | b"Keywords" => "the title, author or keywords",
            b"Contents" => "the description of a link",
            _ => place,
        };
        if let MaybeRef::NotRef(value) = value {
            object_leaks(&value, place, secrets, places);
        }
    }
}

/// Searches metadata and attached files.
fn stream_leaks(stream: &Stream, secrets: &Secrets, places: &mut BTreeSet<String>) {
    let kind = |key: &[u8]| {
        let name: Option<hayro_interpret::hayro_syntax::object::Name> = stream.dict().get(key);
        name.map(|name| name.to_vec())
    };
    let place = match (kind(b"Type").as_deref(), kind(b"Subtype").as_deref()) {
        (Some(b"Metadata"), _) | (_, Some(b"XML")) => "the metadata",
        (Some(b"EmbeddedFile"), _) => "an attached file",
        _ => return,
    };
    let Ok(bytes) = stream.decoded() else { return };
    let text = String::from_utf8_lossy(&bytes);
    let is_own = |name: &str| ["Producer", "CreatorTool"].contains(&name);
    let is_held = match roxmltree::Document::parse(text.trim_end_matches('\0')) {
        Ok(document) => document.descendants().any(|node| {
            let is_of_program = node.parent().is_some_and(|parent| {
                let name = parent.tag_name();
                // Property names of PDF/A.
                is_own(name.name()) || name.namespace().is_some_and(|it| it.contains("/pdfa/"))
            });
            let text = node.text().filter(|_| node.is_text() && !is_of_program);
            text.is_some_and(|text| secrets.are_in(text))
                || node.attributes().any(|it| !is_own(it.name()) && secrets.are_in(it.value()))
        }),
        Err(_) => match serde_json::from_str::<Value>(&text) {
            Ok(data) => data_leaks(&data, secrets),
            Err(_) => secrets.are_in(&text),
        },
    };
    if is_held {
        places.insert(place.to_owned());
    }
}

/// Collects the glyphs of a page in drawing order.
#[derive(Default)]
struct Reader {
    text: String,
    /// Baseline of the last glyph.
    line: Option<f64>,
}

impl Device<'_> for Reader {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'_>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'_>,
        _: &GlyphDrawMode,
    ) {
        let height = (transform * glyph_transform).translation().y;
        if self.line.is_some_and(|line| (line - height).abs() > 1.0) {
            self.text.push('\n');
        }
        self.line = Some(height);
        match glyph.as_unicode() {
            Some(BfString::Char(c)) => self.text.push(c),
            Some(BfString::String(text)) => self.text.push_str(&text),
            None => {}
        }
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, _: &[u8], _: Option<i32>) {
        self.text.push('\n');
    }
}

use std::collections::BTreeMap;
use std::ops::Range;

use roxmltree::{Document, Node, NodeType, ParsingOptions};

use super::{MAX_PIXELS, Picture, PictureError, embedded, raster};

/// Maximum size of an SVG file in bytes; larger ones usually embed a raster image.
const MAX_BYTES: usize = 8 << 20;
/// Maximum number of elements, including copies made by `use`.
const MAX_ELEMENTS: usize = 50_000;
/// Maximum number of filter primitives that are applied.
const MAX_FILTER_STEPS: usize = 16;
/// Maximum area of a picture with filters in its own pixels.
const MAX_FILTERED: f64 = 4_000_000.0;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Filters that process a neighbourhood for each pixel.
const SLOW: [&str; 6] = [
    "feConvolveMatrix",
    "feTurbulence",
    "feMorphology",
    "feDiffuseLighting",
    "feSpecularLighting",
    "feImage",
];

pub(super) fn read(bytes: &[u8]) -> Result<Picture, PictureError> {
    let none = || {
        PictureError::new("is not a supported picture", "use a PNG, JPEG, WebP, GIF or SVG file")
    };
    let text = std::str::from_utf8(bytes).map_err(|_| none())?;
    let text = text.trim_start_matches('\u{feff}');
    if !text.trim_start().starts_with('<') {
        return Err(none());
    }
    if text.len() > MAX_BYTES {
        return Err(PictureError::new(
            format!("is an SVG of more than {} MB", MAX_BYTES >> 20),
            "simplify it, or save it as PNG",
        ));
    }
    let limit = u32::try_from(8 * MAX_ELEMENTS).unwrap_or(u32::MAX);
    let options = ParsingOptions { allow_dtd: true, nodes_limit: limit, ..Default::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => too_many(),
        // HTML files begin like SVG files.
        _ if text.contains("<svg") => {
            PictureError::new("is a damaged SVG", "save it again, as SVG or PNG")
        }
        _ => none(),
    })?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(none());
    }
    check_size(root)?;
    let mut edits = Vec::new();
    strip(root, &mut edits)?;
    strip_around(&document, text, &mut edits);
    let bare = apply(text, edits);
    let tree = usvg::Tree::from_str(&bare, &parsing())
        .map_err(|_| PictureError::new("is a damaged SVG", "save it again, as SVG or PNG"))?;
    let area = f64::from(tree.size().width()) * f64::from(tree.size().height());
    if !tree.filters().is_empty() && area > MAX_FILTERED {
        return Err(slow_filters());
    }
    Ok(Picture { extension: "svg", bytes: bare.into_bytes() })
}

/// Does not load files or nested pictures, which were processed separately.
fn parsing() -> usvg::Options<'static> {
    usvg::Options {
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    }
}

fn too_many() -> PictureError {
    PictureError::new(
        format!("is an SVG of more than {MAX_ELEMENTS} elements"),
        "simplify it, or save it as PNG",
    )
}

fn slow_filters() -> PictureError {
    PictureError::new("has filters that take too long to draw", "take them out, or save it as PNG")
}

/// Checks the amount of work; copies count each time they are used.
fn check_size(root: Node) -> Result<(), PictureError> {
    let mut ids = BTreeMap::new();
    let mut filter_steps = BTreeMap::new();
    for node in root.descendants().filter(Node::is_element) {
        if let Some(id) = node.attribute("id") {
            ids.entry(id).or_insert(node);
        }
        if node.tag_name().name() == "filter" {
            let mut steps = node.children().filter(Node::is_element);
            if steps.clone().any(|step| SLOW.contains(&step.tag_name().name())) {
                return Err(slow_filters());
            }
            let count = steps.by_ref().count();
            filter_steps.insert(node.attribute("id").unwrap_or_default(), count);
        }
    }
    let most_steps = filter_steps.values().max().copied().unwrap_or(0);
    let mut sizes = BTreeMap::new();
    let size = size(root, &ids, &mut sizes, 0);
    if size.elements > MAX_ELEMENTS {
        return Err(too_many());
    }
    if size.filters.saturating_mul(most_steps) > MAX_FILTER_STEPS {
        return Err(slow_filters());
    }
    Ok(())
}

/// The amount of work for an element.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    elements: usize,
    filters: usize,
}

/// Maximum nesting depth of elements.
const MAX_DEPTH: usize = 256;

fn size<'a>(
    node: Node<'a, '_>,
    ids: &BTreeMap<&str, Node<'a, '_>>,
    known: &mut BTreeMap<u32, Size>,
    depth: usize,
) -> Size {
    if let Some(size) = known.get(&node.id().get()) {
        return *size;
    }
    let beyond = Size { elements: usize::MAX, filters: 0 };
    if depth > MAX_DEPTH {
        return beyond;
    }
    // Recursive uses are ignored by the renderer.
    known.insert(node.id().get(), Size::default());
    let is_filtered = node.attribute("filter").is_some()
        || node.attribute("style").is_some_and(|style| style.contains("filter"))
        || node.tag_name().name() == "style" && node.text().is_some_and(|it| it.contains("filter"));
    let mut size_of = Size { elements: 1, filters: usize::from(is_filtered) };
    let used = (node.tag_name().name() == "use").then(|| href(node)).flatten();
    let used = used.and_then(|used| ids.get(used.trim().strip_prefix('#')?).copied());
    for child in node.children().filter(Node::is_element).chain(used) {
        let inner = size(child, ids, known, depth + 1);
        size_of.elements = size_of.elements.saturating_add(inner.elements);
        size_of.filters = size_of.filters.saturating_add(inner.filters);
    }
    known.insert(node.id().get(), size_of);
    size_of
}

fn href<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attribute("href").or_else(|| node.attribute((XLINK, "href")))
}

/// Collects the parts to remove from an element, and processes nested pictures.
fn strip(root: Node, edits: &mut Vec<(Range<usize>, String)>) -> Result<(), PictureError> {
    let mut pixels = 0;
    let mut skipped = 0..0;
    for node in root.descendants() {
        if skipped.contains(&node.range().start) {
            continue;
        }
        let is_own = node.tag_name().namespace().is_none_or(|namespace| namespace == SVG);
        let is_removable = match node.node_type() {
            NodeType::Comment | NodeType::PI => true,
            NodeType::Element => {
                let name = node.tag_name().name();
                let hidden = ["title", "desc", "metadata", "script", "foreignObject"];
                !is_own || hidden.contains(&name)
            }
            _ => false,
        };
        if is_removable {
            skipped = node.range();
            edits.push((skipped.clone(), String::new()));
            continue;
        }
        for attribute in node.attributes() {
            let name = attribute.name();
            let is_drawn = match attribute.namespace() {
                None => {
                    !name.starts_with("data-")
                        && !name.starts_with("aria-")
                        && !name.starts_with("on")
                }
                Some(namespace) => namespace == XLINK && name != "title" || namespace == XML,
            };
            if !is_drawn {
                edits.push((attribute.range(), String::new()));
            }
        }
        if matches!(node.tag_name().name(), "image" | "feImage")
            && let Some(attribute) = node
                .attributes()
                .find(|it| it.name() == "href" && it.namespace().is_none_or(|it| it == XLINK))
        {
            let bytes = embedded(attribute.value()).ok_or_else(|| {
                PictureError::new(
                    "is an SVG that shows another file",
                    "embed the picture in it, or save it as PNG",
                )
            })??;
            let inner = match bytes.as_slice() {
                [0x89, ..] => raster::png(&bytes)?,
                [0xff, ..] => raster::jpeg(&bytes)?,
                [b'G', ..] => raster::gif(&bytes)?,
                [b'R', ..] => raster::webp(&bytes)?,
                _ => {
                    return Err(PictureError::new(
                        "is an SVG with another in it",
                        "save it as one SVG, or as PNG",
                    ));
                }
            };
            let size = imagesize::blob_size(&inner.bytes).map_err(|_| PictureError::damaged())?;
            pixels += size.width as u64 * size.height as u64;
            if pixels > MAX_PIXELS {
                return Err(PictureError::new(
                    "is an SVG with pictures of too many pixels",
                    "scale them down: a portrait needs 600 × 800 pixels",
                ));
            }
            edits.push((attribute.range_value(), data_uri(&inner)));
        }
    }
    Ok(())
}

/// Collects the parts to remove around the root element.
fn strip_around(document: &Document, text: &str, edits: &mut Vec<(Range<usize>, String)>) {
    for node in document.root().children().filter(|node| !node.is_element()) {
        edits.push((node.range(), String::new()));
    }
    let head = &text[..document.root_element().range().start];
    // Entities declared in the document type may be used below.
    if let (Some(start), false) = (head.find("<!DOCTYPE"), head.contains("<!ENTITY")) {
        let end = head[start..].find(['[', '>']).map(|end| start + end);
        if let Some(end) = end.filter(|end| head[*end..].starts_with('>')) {
            edits.push((start..end + 1, String::new()));
        }
    }
}

fn data_uri(picture: &Picture) -> String {
    use base64::Engine;
    let kind = if picture.extension == "jpg" { "jpeg" } else { picture.extension };
    let data = base64::engine::general_purpose::STANDARD.encode(&picture.bytes);
    format!("data:image/{kind};base64,{data}")
}

fn apply(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, by) in edits {
        if range.start < at {
            continue;
        }
        out.push_str(&text[at..range.start]);
        out.push_str(&by);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

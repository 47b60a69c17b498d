//! Writes a résumé as a Word document: a flow of styled paragraphs.
//!
//! Words and their order are the same as on the pages. The document is meant to be edited and
//! restyled, so headings, lists, links and page numbers are real ones, no text is in a table or
//! frame, and colours and fonts refer to the document theme.

mod body;
mod data;
mod direction;
mod fonts;
mod leaks;
mod link;
mod lists;
mod look;
mod names;
mod package;
mod parts;
mod picture;
mod runs;
mod styles;
mod xml;

use super::Flow;
use body::References;
use fonts::Families;
use look::Look;
use package::{Part, Relations, kind};
use picture::Media;

#[cfg(test)]
mod tests;

pub use leaks::docx_leaks;

/// Writes a Word document. The bytes depend only on the résumé and the date.
pub fn docx(flow: &Flow) -> Vec<u8> {
    let plan = &flow.plan;
    let document = plan.document;
    let look = Look::of(flow.options);
    let families = Families::of(&look, &document.lang, document.region.as_deref());

    let mut relations = Relations::default();
    relations.add(kind::STYLES, "styles.xml");
    relations.add(kind::NUMBERING, "numbering.xml");
    relations.add(kind::SETTINGS, "settings.xml");
    relations.add(kind::FONTS, "fontTable.xml");
    relations.add(kind::THEME, "theme/theme1.xml");
    let mut picture = |file: Option<&str>, name: &str| {
        let bytes = flow.pictures.iter().find(|(path, _)| Some(*path) == file)?.1;
        let media = Media::of(bytes)?;
        let target = format!("media/{name}.{}", media.extension);
        Some((relations.add(kind::IMAGE, target), media))
    };
    let signature = plan.letter.as_ref().and_then(|letter| letter.signature);
    let photo = picture(plan.header.image.map(|image| image.file.as_str()), "photo");
    let signature = picture(signature.map(|image| image.file.as_str()), "signature");
    let references = References {
        header: relations.add(kind::HEADER, "header1.xml"),
        footer: relations.add(kind::FOOTER, "footer1.xml"),
        photo,
        signature,
    };
    let body = body::write(plan, &look, &references, &mut relations);

    let data = flow.data.map(|data| data::parts(data, &mut relations));

    let word =
        |name: &str, kind: &'static str, xml: String| Part::xml(&format!("word/{name}"), kind, xml);
    let mut parts = vec![
        word("document.xml", types::DOCUMENT, body.xml),
        Part::relations("word/_rels/document.xml.rels", &relations),
        word("styles.xml", types::STYLES, styles::part(&look, &families, document)),
        word("numbering.xml", types::NUMBERING, lists::part(&look, body.own_lists)),
        word("settings.xml", types::SETTINGS, parts::settings(document)),
        word("fontTable.xml", types::FONTS, families.table()),
        word("theme/theme1.xml", types::THEME, parts::theme(&look, &families)),
        word("header1.xml", types::HEADER, parts::header(document)),
        word("footer1.xml", types::FOOTER, parts::footer(plan)),
        Part::xml("docProps/core.xml", types::CORE, parts::core(document)),
        Part::xml("docProps/app.xml", types::EXTENDED, parts::app()),
    ];
    for (name, picture) in [("photo", references.photo), ("signature", references.signature)] {
        if let Some((_, Media { extension, bytes, .. })) = picture {
            let name = format!("word/media/{name}.{extension}");
            parts.push(Part { name, content_type: None, bytes });
        }
    }
    parts.extend(data.into_iter().flatten());
    package::archive(&parts)
}

/// Content types of parts.
mod types {
    pub(super) const DOCUMENT: &str =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    pub(super) const STYLES: &str =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml";
    pub(super) const NUMBERING: &str =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml";
    pub(super) const SETTINGS: &str =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml";
    pub(super) const FONTS: &str =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml";
    pub(super) const THEME: &str = "application/vnd.openxmlformats-officedocument.theme+xml";
    pub(super) const HEADER: &str =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml";
    pub(super) const FOOTER: &str =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml";
    pub(super) const CORE: &str = "application/vnd.openxmlformats-package.core-properties+xml";
    pub(super) const EXTENDED: &str =
        "application/vnd.openxmlformats-officedocument.extended-properties+xml";
}

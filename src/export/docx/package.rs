//! Parts, their content types and relationships, and the archive that holds them.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use super::xml::Xml;

/// Relationships of a part; ids follow the order.
#[derive(Default)]
pub(super) struct Relations(Vec<Relation>);

struct Relation {
    kind: &'static str,
    target: String,
    is_external: bool,
}

/// Relationship types, without their common prefix.
pub(super) mod kind {
    pub(crate) const DOCUMENT: &str = "officeDocument";
    pub(crate) const EXTENDED: &str = "extended-properties";
    pub(crate) const STYLES: &str = "styles";
    pub(crate) const NUMBERING: &str = "numbering";
    pub(crate) const SETTINGS: &str = "settings";
    pub(crate) const FONTS: &str = "fontTable";
    pub(crate) const THEME: &str = "theme";
    pub(crate) const HEADER: &str = "header";
    pub(crate) const FOOTER: &str = "footer";
    pub(crate) const IMAGE: &str = "image";
    pub(crate) const LINK: &str = "hyperlink";
    pub(crate) const DATA: &str = "customXml";
    pub(crate) const DATA_PROPERTIES: &str = "customXmlProps";
}

/// The one relationship type with another prefix.
const CORE: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

impl Relations {
    /// Adds a relationship to another part and returns its id.
    pub(super) fn add(&mut self, kind: &'static str, target: impl Into<String>) -> String {
        self.push(Relation { kind, target: target.into(), is_external: false })
    }

    /// Adds a relationship to an external target and returns its id.
    pub(super) fn add_link(&mut self, target: &str) -> String {
        let known = |it: &Relation| it.is_external && it.target == target;
        match self.0.iter().position(known) {
            Some(place) => id(place),
            None => self.push(Relation {
                kind: kind::LINK,
                target: target.to_owned(),
                is_external: true,
            }),
        }
    }

    fn push(&mut self, relation: Relation) -> String {
        self.0.push(relation);
        id(self.0.len() - 1)
    }

    /// Returns the relationships part.
    pub(super) fn part(&self) -> String {
        let mut xml = Xml::new();
        let names = "http://schemas.openxmlformats.org/package/2006/relationships";
        xml.element("Relationships", &[("xmlns", names)], |xml| {
            for (place, Relation { kind, target, is_external }) in self.0.iter().enumerate() {
                let id = id(place);
                let kind =
                    if kind.contains('/') { (*kind).to_owned() } else { format!("{KINDS}{kind}") };
                let mut attributes =
                    vec![("Id", id.as_str()), ("Type", kind.as_str()), ("Target", target.as_str())];
                if *is_external {
                    attributes.push(("TargetMode", "External"));
                }
                xml.empty("Relationship", &attributes);
            }
        });
        xml.finish()
    }
}

fn id(place: usize) -> String {
    format!("rId{}", place + 1)
}

/// A part of the package.
pub(super) struct Part {
    /// Path within the package.
    pub(super) name: String,
    /// `None` for parts whose type follows from the extension.
    pub(super) content_type: Option<&'static str>,
    pub(super) bytes: Vec<u8>,
}

impl Part {
    /// Creates an XML part.
    pub(super) fn xml(name: &str, content_type: &'static str, xml: String) -> Self {
        Self { name: name.to_owned(), content_type: Some(content_type), bytes: xml.into_bytes() }
    }

    /// Creates the relationships part of another part.
    pub(super) fn relations(name: &str, relations: &Relations) -> Self {
        let bytes = relations.part().into_bytes();
        Self { name: name.to_owned(), content_type: None, bytes }
    }
}

/// Default content types by extension.
const EXTENSIONS: [(&str, &str); 4] = [
    ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
    ("xml", "application/xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
];

/// Returns the archive. The bytes depend only on the parts.
pub(super) fn archive(parts: &[Part]) -> Vec<u8> {
    let mut root = Relations::default();
    root.add(kind::DOCUMENT, "word/document.xml");
    root.add(CORE, "docProps/core.xml");
    root.add(kind::EXTENDED, "docProps/app.xml");
    let first = [
        ("[Content_Types].xml", content_types(parts).into_bytes()),
        ("_rels/.rels", root.part().into_bytes()),
    ];
    let first = first.iter().map(|(name, bytes)| (*name, bytes));
    let files = first.chain(parts.iter().map(|part| (part.name.as_str(), &part.bytes)));

    // The earliest ZIP date, 1980, so that the output does not depend on the clock.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name, options).expect("memory takes any file");
        writer.write_all(bytes).expect("memory takes any bytes");
    }
    writer.finish().expect("memory takes any archive").into_inner()
}

fn content_types(parts: &[Part]) -> String {
    let mut xml = Xml::new();
    let names = "http://schemas.openxmlformats.org/package/2006/content-types";
    xml.element("Types", &[("xmlns", names)], |xml| {
        for (extension, content_type) in EXTENSIONS {
            xml.empty("Default", &[("Extension", extension), ("ContentType", content_type)]);
        }
        for part in parts {
            if let Some(content_type) = part.content_type {
                let name = format!("/{}", part.name);
                xml.empty("Override", &[("PartName", &name), ("ContentType", content_type)]);
            }
        }
    });
    xml.finish()
}

//! Embeds the data of the résumé as a custom XML part, which Word keeps but does not show.

use super::package::{Part, Relations, kind};
use super::xml::Xml;
use crate::source::DATA_NAMESPACE;

const PROPERTIES: &str = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml";
const SCHEMAS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";
/// Id of the part, unique within the document.
const ID: &str = "{8E5C2A0B-6D1F-4C39-9B7E-3A54F0D7C216}";

/// Returns the parts with the data and adds their relationships to the document's.
pub(super) fn parts(data: &str, relations: &mut Relations) -> [Part; 3] {
    relations.add(kind::DATA, "../customXml/item1.xml");
    let mut xml = Xml::new();
    let attributes = [("xmlns", DATA_NAMESPACE), ("type", "application/json")];
    xml.leaf("resume", &attributes, data);
    let mut properties = Xml::new();
    properties.element("ds:datastoreItem", &[("ds:itemID", ID), ("xmlns:ds", SCHEMAS)], |xml| {
        xml.element("ds:schemaRefs", &[], |xml| {
            xml.empty("ds:schemaRef", &[("ds:uri", DATA_NAMESPACE)]);
        });
    });
    let mut own = Relations::default();
    own.add(kind::DATA_PROPERTIES, "itemProps1.xml");
    [
        Part {
            name: "customXml/item1.xml".to_owned(),
            content_type: None,
            bytes: xml.finish().into_bytes(),
        },
        Part::xml("customXml/itemProps1.xml", PROPERTIES, properties.finish()),
        Part::relations("customXml/_rels/item1.xml.rels", &own),
    ]
}

use std::collections::BTreeMap;

use super::part::Part;
use super::tags::split_tags;
use crate::resume::Resume;
use crate::source::Path;

/// A tag and all parts that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagUse {
    /// The tag in lower case.
    pub tag: String,
    /// Parts in file order.
    pub parts: Vec<TaggedPart>,
}

/// A part that has a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaggedPart {
    pub path: Path,
    /// Short description of the part.
    pub heading: String,
    /// The conjunction that contains the tag, such as `kernel+storage`, or the tag itself.
    pub tag: String,
}

/// Lists all tags of a résumé alphabetically, with the parts they select.
pub fn list_tags(resume: &Resume) -> Vec<TagUse> {
    let mut list = BTreeMap::new();
    resume.basics.contacts.iter().for_each(|contact| add(&mut list, contact));
    resume.sections.iter().for_each(|section| add(&mut list, section));
    list.into_iter().map(|(tag, parts)| TagUse { tag, parts }).collect()
}

/// Adds the tags of a part and of all parts within it.
fn add(list: &mut BTreeMap<String, Vec<TaggedPart>>, part: &dyn Part) {
    for conjunction in split_tags(&part.item().tags) {
        let whole = conjunction.join("+");
        for tag in conjunction {
            let path = part.item().path.clone();
            let tagged = TaggedPart { path, heading: part.heading(), tag: whole.clone() };
            let parts = list.entry(tag).or_default();
            if !parts.contains(&tagged) {
                parts.push(tagged);
            }
        }
    }
    part.parts().into_iter().for_each(|part| add(list, part));
}

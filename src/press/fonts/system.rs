use std::collections::BTreeMap;
use std::path::PathBuf;

use typst::foundations::Bytes;
use typst::text::{Font, FontInfo};

use crate::press::{FaceDescription, Resources};
use crate::world::valid_font;

/// System fonts. They are listed once an embedded font is insufficient, and read when chosen.
#[derive(Default)]
pub(in crate::press) struct SystemFonts {
    given: Option<Vec<Face>>,
    /// All faces, sorted by name so that the choice is deterministic.
    described: Option<Vec<FaceDescription>>,
    /// Faces chosen before, by file and index.
    faces: BTreeMap<(PathBuf, u32), Option<Face>>,
    /// Font files read before, so that a collection is read once.
    files: BTreeMap<PathBuf, Option<Bytes>>,
    /// Properties of inspected faces, by file and index.
    infos: BTreeMap<(PathBuf, u32), Option<FontInfo>>,
}

/// A loaded font face.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::press) struct Face {
    pub(super) font: Font,
    pub(super) file: PathBuf,
}

impl SystemFonts {
    /// Returns the faces that are always available.
    pub(super) fn given(&mut self, resources: &dyn Resources) -> Vec<Face> {
        if let Some(given) = &self.given {
            return given.clone();
        }
        let described = resources.given_faces();
        let given: Vec<_> =
            described.iter().filter_map(|face| self.face(face, resources)).collect();
        self.given.insert(given).clone()
    }

    /// Returns the faces of a system font family.
    pub(super) fn family(&mut self, family: &str, resources: &dyn Resources) -> Vec<Face> {
        let is_of = |face: &&FaceDescription| {
            face.families.iter().any(|name| name.eq_ignore_ascii_case(family))
        };
        let described: Vec<_> = self.described(resources).iter().filter(is_of).cloned().collect();
        described.iter().filter_map(|face| self.face(face, resources)).collect()
    }

    /// Returns the system font family that supports the most of some characters; the first by name
    /// if several do.
    pub(super) fn best_family(
        &mut self,
        characters: &[char],
        resources: &dyn Resources,
    ) -> Option<String> {
        let plain = self.described(resources).iter().filter(|face| face.is_plain);
        let plain: Vec<_> = plain.cloned().collect();
        let mut best: Option<(usize, String)> = None;
        for face in &plain {
            let Some(info) = self.info(face, resources) else { continue };
            let covered = count_covered(info, characters);
            if covered > best.as_ref().map_or(0, |(most, _)| *most) {
                best = Some((covered, info.family.clone()));
            }
            if covered == characters.len() {
                break;
            }
        }
        best.map(|(_, family)| family)
    }

    fn described(&mut self, resources: &dyn Resources) -> &[FaceDescription] {
        self.described.get_or_insert_with(|| {
            let mut faces =
                if resources.has_system_fonts() { resources.system_faces() } else { Vec::new() };
            faces.sort_by(|a, b| {
                let key = |face: &FaceDescription| {
                    (face.post_script_name.clone(), face.index, face.path.clone())
                };
                key(a).cmp(&key(b))
            });
            faces
        })
    }

    /// Loads a face, or returns it from the cache.
    fn face(&mut self, face: &FaceDescription, resources: &dyn Resources) -> Option<Face> {
        let key = (face.path.clone(), face.index);
        if let Some(known) = self.faces.get(&key) {
            return known.clone();
        }
        let read = || resources.font_file(&face.path).map(Bytes::new);
        let data = self.files.entry(face.path.clone()).or_insert_with(read).clone();
        let font = data.and_then(|data| valid_font(data, face.index));
        let read = font.map(|font| Face { font, file: face.path.clone() });
        self.faces.insert(key, read.clone());
        read
    }

    /// Reads the properties of a face without keeping its data, since system fonts may take
    /// gigabytes.
    fn info(&mut self, face: &FaceDescription, resources: &dyn Resources) -> Option<&FontInfo> {
        let key = (face.path.clone(), face.index);
        let look = || {
            let data = Bytes::new(resources.font_file(&face.path)?);
            Some(valid_font(data, face.index)?.info().clone())
        };
        self.infos.entry(key).or_insert_with(look).as_ref()
    }
}

pub(super) fn count_covered(info: &FontInfo, characters: &[char]) -> usize {
    characters.iter().filter(|c| info.coverage.contains(u32::from(**c))).count()
}

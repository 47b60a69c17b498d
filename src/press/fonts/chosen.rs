use std::path::PathBuf;

use super::system::{Face, SystemFonts, count_covered};
use crate::press::Resources;
use crate::world::Fonts;

/// The fonts of an edition: those always available, and those added for this edition.
pub(in crate::press) struct FontChoice<'a> {
    system: &'a mut SystemFonts,
    resources: &'a dyn Resources,
    faces: Vec<Face>,
    /// The embedded fonts and `faces`.
    fonts: Fonts,
}

impl<'a> FontChoice<'a> {
    pub(super) fn new(system: &'a mut SystemFonts, resources: &'a dyn Resources) -> Self {
        let faces = system.given(resources);
        let fonts = fonts_of(&faces);
        Self { system, resources, faces, fonts }
    }

    pub(super) fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// Returns the files that the fonts were read from.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        let mut files: Vec<_> = self.faces.iter().map(|face| face.file.clone()).collect();
        files.dedup();
        files
    }

    /// Returns the final fonts with the fallback of each family registered.
    pub(super) fn pair(self, pairs: &[(&str, &str)]) -> Fonts {
        let mut fonts = self.fonts;
        pairs.iter().for_each(|(family, companion)| fonts.pair(family, companion));
        fonts
    }

    /// Adds a family unless it is available already.
    ///
    /// Returns whether the family exists.
    pub(super) fn has_or_adds(&mut self, family: &str) -> bool {
        if self.fonts.has_family(family) {
            return true;
        }
        let faces = self.system.family(family, self.resources);
        let is_found = !faces.is_empty();
        self.add(faces);
        is_found
    }

    /// Adds the first of some families that supports any of the characters. It takes precedence
    /// over families with the same coverage, such as other regional forms of a typeface.
    pub(super) fn add_family_for(&mut self, characters: &[char], families: &[&str]) {
        for family in families {
            let is_of = |face: &Face| face.font.info().family.eq_ignore_ascii_case(family);
            let has_any = |face: &Face| count_covered(face.font.info(), characters) > 0;
            if self.has_or_adds(family) && self.faces.iter().any(|it| is_of(it) && has_any(it)) {
                self.faces.sort_by_key(|face| !is_of(face));
                self.fonts = fonts_of(&self.faces);
                return;
            }
        }
    }

    /// Adds the system fonts that support the most characters, until all are covered or no font
    /// supports the rest.
    pub(super) fn add_characters(&mut self, characters: &[char]) {
        let mut missing = characters.to_vec();
        while let Some(family) = self.system.best_family(&missing, self.resources) {
            let faces = self.system.family(&family, self.resources);
            self.add(faces);
            let before = missing.len();
            missing.retain(|c| !self.fonts.has_all(&[*c]));
            if missing.len() == before {
                return;
            }
        }
    }

    fn add(&mut self, faces: Vec<Face>) {
        if !faces.is_empty() {
            self.faces.extend(faces);
            self.fonts = fonts_of(&self.faces);
        }
    }
}

fn fonts_of(faces: &[Face]) -> Fonts {
    Fonts::new(faces.iter().map(|face| face.font.clone()))
}

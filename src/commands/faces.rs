use std::path::PathBuf;

use fontdb::{Database, FaceInfo, Source, Style};
use typst::foundations::Bytes;
use typst::text::Font;

use super::{Failure, Report};
use crate::cli::FontArgs;
use crate::diagnostic::Diagnostic;
use crate::world::{Face, Fonts};

/// The fonts of the machine, read only when an embedded one is not enough.
pub(super) struct Faces {
    by_path: Database,
    system: Option<Database>,
    /// Unless `--no-system-fonts`.
    pub(super) use_system: bool,
    chosen: Vec<Face>,
    /// Files the chosen faces come from.
    pub(super) files: Vec<PathBuf>,
}

impl Faces {
    /// Reads the folders of `--font-path`.
    ///
    /// Returns an error, reported, if one of them does not exist.
    pub(super) fn new(args: &FontArgs, report: &mut Report) -> Result<Self, Failure> {
        let mut by_path = Database::new();
        for folder in &args.font_paths {
            if !folder.exists() {
                return Err(report.usage(
                    format!("there is no `{}`", folder.display()),
                    "`--font-path` names a folder with font files",
                ));
            }
            by_path.load_fonts_dir(folder);
        }
        let mut faces = Self {
            by_path,
            system: None,
            use_system: !args.no_system_fonts,
            chosen: Vec::new(),
            files: Vec::new(),
        };
        let all: Vec<_> = faces.by_path.faces().map(|face| face.id).collect();
        for id in all {
            let found = faces.by_path.face(id).and_then(read);
            faces.choose(found);
        }
        Ok(faces)
    }

    /// Returns the embedded fonts and those chosen so far.
    pub(super) fn fonts(&self) -> Fonts {
        Fonts::new(self.chosen.clone())
    }

    /// Adds the faces of a family of the machine.
    ///
    /// Returns whether there is one.
    pub(super) fn add_family(&mut self, family: &str) -> bool {
        let Some(system) = self.system() else { return false };
        let faces: Vec<_> = sorted(system)
            .into_iter()
            .filter(|face| face.families.iter().any(|(name, _)| name.eq_ignore_ascii_case(family)))
            .filter_map(read)
            .collect();
        let found = !faces.is_empty();
        faces.into_iter().for_each(|face| self.choose(Some(face)));
        found
    }

    /// Adds the first of some families that has any of the characters. Of those that have the same
    /// characters, as all regional forms of one typeface have, it comes first from then on.
    pub(super) fn add_family_for(&mut self, characters: &[char], families: &[&str]) {
        for family in families {
            let is_there = || self.fonts().has_family(family);
            if (is_there() || self.add_family(family))
                && self.chosen.iter().any(|face| {
                    let font = Font::new(face.data.clone(), face.index);
                    font.is_some_and(|font| {
                        font.info().family.eq_ignore_ascii_case(family)
                            && count_covered(&font, characters) > 0
                    })
                })
            {
                self.chosen.sort_by_cached_key(|face| {
                    let font = Font::new(face.data.clone(), face.index);
                    !font.is_some_and(|font| font.info().family.eq_ignore_ascii_case(family))
                });
                return;
            }
        }
    }

    /// Adds the family of the machine that has the most of the characters, until all are covered
    /// or no font has the rest.
    pub(super) fn add_characters(&mut self, characters: &[char]) {
        let mut missing = characters.to_vec();
        while !missing.is_empty() {
            let Some(system) = self.system() else { return };
            let mut best: Option<(usize, String)> = None;
            for info in sorted(system) {
                if info.style != Style::Normal || info.weight.0 != 400 || info.monospaced {
                    continue;
                }
                let Some((face, _)) = read(info) else { continue };
                let Some(font) = Font::new(face.data, face.index) else { continue };
                let covered = count_covered(&font, &missing);
                if covered > best.as_ref().map_or(0, |(most, _)| *most) {
                    best = Some((covered, font.info().family.clone()));
                }
                if covered == missing.len() {
                    break;
                }
            }
            let Some((_, family)) = best else { return };
            if !self.add_family(&family) {
                return;
            }
            let fonts = self.fonts();
            let before = missing.len();
            missing.retain(|c| !fonts.has_all(&[*c]));
            if missing.len() == before {
                return;
            }
        }
    }

    fn choose(&mut self, found: Option<(Face, PathBuf)>) {
        if let Some((face, file)) = found {
            self.chosen.push(face);
            if !self.files.contains(&file) {
                self.files.push(file);
            }
        }
    }

    fn system(&mut self) -> Option<&Database> {
        if !self.use_system {
            return None;
        }
        Some(self.system.get_or_insert_with(|| {
            let mut database = Database::new();
            database.load_system_fonts();
            database
        }))
    }

    /// Returns the families of `--font-path` and of the machine, by alphabet.
    pub(super) fn families(&mut self) -> (Vec<String>, Vec<String>) {
        let by_path = family_names(&self.by_path);
        let system = self.system().map(family_names).unwrap_or_default();
        (by_path, system)
    }
}

fn family_names(database: &Database) -> Vec<String> {
    let mut names: Vec<_> = database
        .faces()
        .filter_map(|face| face.families.first().map(|(name, _)| name.clone()))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Orders faces by name, so that the same machine always chooses the same.
fn sorted(database: &Database) -> Vec<&FaceInfo> {
    let mut faces: Vec<_> = database.faces().collect();
    faces.sort_by(|a, b| {
        (&a.post_script_name, a.index, path(a)).cmp(&(&b.post_script_name, b.index, path(b)))
    });
    faces
}

fn path(face: &FaceInfo) -> Option<&PathBuf> {
    match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => Some(path),
        Source::Binary(_) => None,
    }
}

fn read(face: &FaceInfo) -> Option<(Face, PathBuf)> {
    let path = path(face)?;
    let data = Bytes::new(std::fs::read(path).ok()?);
    Some((Face { data, index: face.index }, path.clone()))
}

fn count_covered(font: &Font, characters: &[char]) -> usize {
    characters.iter().filter(|c| font.info().coverage.contains(u32::from(**c))).count()
}

/// Says that a family is nowhere to be found.
pub(super) fn unknown_family(family: &str, option: &str, use_system: bool) -> Diagnostic {
    let diagnostic =
        Diagnostic::error("unknown-font", format!("there is no font family `{family}`"));
    let families = Fonts::embedded_families();
    if let Some(near) = crate::diagnostic::did_you_mean(family, families.iter().copied()) {
        return diagnostic.hint(format!("did you mean `{near}`?"));
    }
    let hint = if use_system {
        "`recto fonts` lists those there are; `--font-path` adds a folder"
    } else {
        "`recto fonts` lists those there are; `--no-system-fonts` leaves out the machine's own"
    };
    diagnostic.hint(format!("option `{option}`: {hint}"))
}

//! Serialises a world, for another process to compile.

use typst::foundations::Bytes;
use typst::text::Font;
use typst_kit::files::FileStore;

use super::library;
use super::{Files, Fonts, ResumeWorld, file_id};
use crate::bytes::SharedBytes;
use crate::plan::PlanSettings;
use crate::theme::Theme;

impl ResumeWorld {
    /// Returns everything that Typst may read, as a sequence of named parts.
    pub fn job(&self) -> Vec<u8> {
        let files = self.files.loader();
        let (year, month, day) = self.date;
        let mut job = Vec::new();
        push(&mut job, "date", format!("{year} {month} {day}").as_bytes());
        push(&mut job, "view", &files.view);
        push(&mut job, "options", &files.options);
        push(&mut job, "companions", &files.companions);
        for (path, bytes) in &files.theme.files {
            push(&mut job, &format!("theme:{path}"), bytes);
        }
        for (path, bytes) in &files.pictures {
            push(&mut job, &format!("picture:{path}"), bytes);
        }
        for font in self.fonts.others() {
            push(&mut job, &format!("font:{}", font.index()), font.data());
        }
        job
    }

    /// Restores a world from the result of [`Self::job`]; `None` if it is truncated.
    pub fn from_job(mut job: &[u8]) -> Option<Self> {
        let mut theme = Theme::embedded(crate::theme::DEFAULT)?;
        theme.files.clear();
        let (mut pictures, mut fonts) = (Vec::new(), Vec::new());
        let [mut view, mut options, mut companions] = [&[][..]; 3];
        let mut date = (1970, 1, 1);
        while !job.is_empty() {
            let (name, bytes) = pull(&mut job)?;
            match name.split_once(':').unwrap_or((name, "")) {
                ("date", _) => {
                    let mut parts = std::str::from_utf8(bytes).ok()?.split(' ');
                    let mut next = || parts.next()?.parse::<i16>().ok();
                    let small = |part: i16| u8::try_from(part).ok();
                    date = (next()?, small(next()?)?, small(next()?)?);
                }
                ("view", _) => view = bytes,
                ("options", _) => options = bytes,
                ("companions", _) => companions = bytes,
                ("theme", path) => {
                    theme.files.insert(path.to_owned(), SharedBytes::from(bytes.to_vec()));
                }
                ("picture", path) => pictures.push((path.to_owned(), Bytes::new(bytes.to_vec()))),
                ("font", index) => {
                    fonts.push(Font::new(Bytes::new(bytes.to_vec()), index.parse().ok()?)?);
                }
                _ => return None,
            }
        }
        let bytes = |bytes: &[u8]| Bytes::new(bytes.to_vec());
        let names_signs = theme.code().any(library::names_signs);
        let files = Files {
            theme,
            view: bytes(view),
            options: bytes(options),
            companions: bytes(companions),
            pictures,
            // The data do not affect the pages.
            data: None,
        };
        let fonts = Fonts::new(fonts);
        Some(Self {
            fonts,
            files: FileStore::new(files),
            // A job is compiled as it is.
            settings: PlanSettings::default(),
            main: file_id("/main.typ"),
            date,
            names_signs,
            guard: None,
        })
    }
}

fn push(job: &mut Vec<u8>, name: &str, bytes: &[u8]) {
    for part in [name.as_bytes(), bytes] {
        job.extend((part.len() as u64).to_le_bytes());
        job.extend(part);
    }
}

fn pull<'j>(job: &mut &'j [u8]) -> Option<(&'j str, &'j [u8])> {
    let mut part = || {
        let (length, rest) = job.split_first_chunk::<8>()?;
        let (part, rest) =
            rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        *job = rest;
        Some(part)
    };
    Some((std::str::from_utf8(part()?).ok()?, part()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Options;
    use crate::view::ViewOptions;

    #[test]
    fn a_world_survives_a_round_trip_through_its_job() {
        let theme = Theme::embedded("plain").expect("a theme");
        let options = Options::defaults(&theme.options);
        let resume = crate::resume::Resume::default();
        let tailored = crate::tailor::tailor(resume, &Default::default(), &mut Default::default());
        let how = ViewOptions::on((2026, 1, 31));
        let view =
            crate::view::view(&tailored.resume, &Default::default(), &how, &mut Default::default());
        let pictures = vec![("/photo.png".to_owned(), Bytes::new(vec![1, 2, 3]))];
        let world = ResumeWorld::new(theme, &options, &view, pictures, Fonts::embedded());
        let job = world.job();
        assert!(ResumeWorld::from_job(&job).is_some_and(|other| other.job() == job));
        assert!(ResumeWorld::from_job(&job[..job.len() - 1]).is_none());
    }
}

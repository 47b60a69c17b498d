//! Compares pages with small greyscale pictures in `tests/pages`: the first page of a sample in
//! every theme, and one page each of other cases (a second page, a right-to-left page, a Japanese
//! page, a letter).
//!
//! `RECTO_UPDATE=1 cargo test --test suite pages` updates the pictures after an intended change, so
//! that the change is visible in review.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use crate::program::{Folder, themes};

const SAMPLE: &str = "data/samples/nurse.yaml";
/// Résumés of the pages, and a font for the Japanese one.
const FIXTURES: &str = "tests/fixtures/pages";
/// Maximum difference in grey levels that is ignored, since processors round differently.
const LEVELS: u8 = 40;
/// Maximum share of pixels that may differ; a rule across the page is four times as much.
const SHARE: f64 = 0.0005;

#[derive(Debug, Clone, PartialEq)]
struct Picture {
    width: u32,
    height: u32,
    /// One byte per pixel, row by row.
    grey: Vec<u8>,
}

impl Picture {
    fn decode(file: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(Cursor::new(file));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().expect("the file is a PNG");
        let mut bytes = vec![0; reader.output_buffer_size().expect("the picture is small")];
        let info = reader.next_frame(&mut bytes).expect("the PNG is whole");
        let grey = bytes[..info.buffer_size()].chunks_exact(info.color_type.samples());
        let grey = grey.map(|pixel| match pixel {
            [red, green, blue, ..] => {
                let sum = 299 * u32::from(*red) + 587 * u32::from(*green) + 114 * u32::from(*blue);
                u8::try_from(sum / 1000).expect("a mean is no greater than its parts")
            }
            _ => pixel[0],
        });
        Self { width: info.width, height: info.height, grey: grey.collect() }
    }

    fn encode(&self) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width, self.height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header().expect("there is room");
        writer.write_image_data(&self.grey).expect("there is room");
        writer.finish().expect("there is room");
        file
    }

    /// Returns the share of visibly different pixels, from 0 to 1.
    fn differs_from(&self, other: &Self) -> f64 {
        if (self.width, self.height) != (other.width, other.height) {
            return 1.0;
        }
        let pairs = self.grey.iter().zip(&other.grey);
        let different = pairs.filter(|(a, b)| a.abs_diff(**b) > LEVELS).count();
        different as f64 / self.grey.len() as f64
    }
}

/// A page with a reference picture.
struct Page {
    /// File name of the picture without extension.
    name: String,
    /// Path relative to the project.
    resume: &'static str,
    theme: String,
    flags: &'static str,
    /// Page number, starting at 1.
    number: usize,
}

impl Page {
    fn first(theme: String) -> Self {
        Self { name: theme.clone(), resume: SAMPLE, theme, flags: "", number: 1 }
    }

    fn draw(&self) -> Picture {
        let folder = Folder::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let args = format!(
            "build {} -t {} -o page.png --ppi 40 -q --no-system-fonts --font-path {} --date 2026-01-31 \
             --pages as-designed {}",
            root.join(self.resume).display(),
            self.theme,
            root.join(FIXTURES).display(),
            self.flags,
        );
        folder.recto(&args).succeeds();
        let pages = folder.files();
        Picture::decode(&folder.read(&pages[self.number - 1]))
    }
}

/// Pages that test something other than a theme.
fn others() -> Vec<Page> {
    let page = |name: &str, resume, theme: &str, number| {
        let (name, theme) = (name.to_owned(), theme.to_owned());
        Page { name, resume, theme, flags: "", number }
    };
    vec![
        page("second-page", "data/samples/kernel-engineer.yaml", "accent", 2),
        page("right-to-left", "data/samples/ar/graduate.yaml", "register", 1),
        page("japanese", "tests/fixtures/pages/ja.yaml", "plain", 1),
        page("letter", "tests/fixtures/pages/letter.yaml", "ivy", 1),
    ]
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the switch of a test that takes the pictures anew")]
fn pages_match_their_reference_pictures() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let seen = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let update = std::env::var_os("RECTO_UPDATE").is_some();
    let mut changed = Vec::new();
    for page in themes().into_iter().map(Page::first).chain(others()) {
        let picture = page.draw();
        let name = format!("{}.png", page.name);
        let share = fs::read(kept.join(&name))
            .map_or(1.0, |file| picture.differs_from(&Picture::decode(&file)));
        if share <= SHARE {
            continue;
        }
        let target = if update { kept.join(&name) } else { seen.join(&name) };
        fs::write(&target, picture.encode()).expect("a picture can be written");
        if !update {
            let percent = share * 100.0;
            changed.push(format!("{name}: {percent:.2} % of the page; see {}", target.display()));
        }
    }
    assert!(
        changed.is_empty(),
        "pages differ from tests/pages:\n{}\nif that is meant: RECTO_UPDATE=1 cargo test --test suite pages",
        changed.join("\n")
    );
}

#[test]
fn a_small_change_of_a_page_is_detected() {
    let page = Page::first("accent".to_owned()).draw();
    let options = [
        "--set margin-left=21mm",
        "--set spacing=0.9",
        "--set line-height=1.34",
        "--set font-size=10.4pt",
        "--set title-rule=none",
        "--set title-size=1.3em",
        "--set title-weight=semibold",
        "--set name-weight=regular",
        "--set headline-size=1.3em",
        "--set icons=false",
    ];
    for flags in options {
        let other = Page { flags, ..Page::first("accent".to_owned()) };
        let share = page.differs_from(&other.draw());
        assert!(share > SHARE, "{flags}: {share}");
    }
}

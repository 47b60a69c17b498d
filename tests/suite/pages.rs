//! What the first page of a sample looks like in every theme, as designed, beside a small picture of it in
//! `tests/pages`: in grey, for which it is the shapes that count. Where a page changes on purpose, `RECTO_UPDATE=1 cargo test pages` takes the
//! pictures anew, and they show in the change that is reviewed.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use crate::program::{Folder, themes};

const SAMPLE: &str = "nurse";
/// Another processor may round otherwise: this many levels of grey are no difference,
const LEVELS: u8 = 40;
/// nor is this share of the pixels; a rule across the page is four times as much.
const SHARE: f64 = 0.0005;

#[derive(Debug, Clone, PartialEq)]
struct Picture {
    width: u32,
    height: u32,
    /// One byte a pixel, by rows.
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

    /// Returns the share of pixels that someone would see to be different, from 0 to 1.
    fn differs_from(&self, other: &Self) -> f64 {
        if (self.width, self.height) != (other.width, other.height) {
            return 1.0;
        }
        let pairs = self.grey.iter().zip(&other.grey);
        let different = pairs.filter(|(a, b)| a.abs_diff(**b) > LEVELS).count();
        different as f64 / self.grey.len() as f64
    }
}

fn first_page(folder: &Folder, theme: &str, options: &str) -> Picture {
    let args = format!(
        "build {SAMPLE}.yaml -t {theme} --format png --ppi 40 --out-dir {theme} -q \
         --no-system-fonts --date 2026-01-31 --pages as-designed {options}"
    );
    folder.recto(&args).succeeds();
    Picture::decode(&folder.read(&format!("{theme}/{SAMPLE}-1.png")))
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the switch of a test that takes the pictures anew")]
fn every_theme_looks_as_it_did() {
    let folder = Folder::with_samples();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let seen = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let update = std::env::var_os("RECTO_UPDATE").is_some();
    let mut changed = Vec::new();
    for theme in themes() {
        let page = first_page(&folder, &theme, "");
        let name = format!("{theme}.png");
        let share = fs::read(kept.join(&name))
            .map_or(1.0, |file| page.differs_from(&Picture::decode(&file)));
        if share <= SHARE {
            continue;
        }
        let target = if update { kept.join(&name) } else { seen.join(&name) };
        fs::write(&target, page.encode()).expect("a picture can be written");
        if !update {
            let percent = share * 100.0;
            changed.push(format!("{theme}: {percent:.2} % of the page; see {}", target.display()));
        }
    }
    assert!(
        changed.is_empty(),
        "pages differ from tests/pages:\n{}\nif that is meant: RECTO_UPDATE=1 cargo test pages",
        changed.join("\n")
    );
}

#[test]
fn a_small_change_of_a_page_is_seen() {
    let folder = Folder::with_samples();
    let page = first_page(&folder, "accent", "");
    let options = [
        "margin-left=21mm",
        "spacing=0.9",
        "line-height=1.34",
        "font-size=10.4pt",
        "title-rule=none",
        "title-size=1.3em",
        "title-weight=semibold",
        "name-weight=regular",
        "headline-size=1.3em",
        "icons=false",
    ];
    for option in options {
        let other = first_page(&folder, "accent", &format!("--set {option}"));
        let share = page.differs_from(&other);
        assert!(share > SHARE, "{option}: {share}");
    }
}

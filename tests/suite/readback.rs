//! Reads the text of the PDF with an independent program.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use crate::built::samples_in;
use crate::program::{Folder, for_each_theme, samples};

/// Returns only letters and digits, since extraction and typography may change the rest.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn text_of(pdf: &[u8]) -> String {
    pdf_extract::extract_text_from_mem(pdf).expect("the PDF can be read")
}

/// The plain highlights of each sample by name.
static HIGHLIGHTS: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let read = |sample: &PathBuf| {
        let yaml = fs::read_to_string(sample).expect("the sample can be read");
        let highlights = plain_highlights(&yaml);
        assert!(highlights.len() > 3, "{sample:?} has too few plain highlights to tell");
        (sample.file_stem().expect("a name").to_string_lossy().into_owned(), highlights)
    };
    samples().iter().map(read).collect()
});

/// Returns the highlights of a sample that are one plain line, in document order.
fn plain_highlights(yaml: &str) -> Vec<String> {
    yaml.lines()
        .filter_map(|line| line.trim_start().strip_prefix("- "))
        .filter(|text| {
            text.len() > 30 && !text.contains(['*', '[', '`', '<', ':', '"', '\'', '\\'])
        })
        .map(str::to_owned)
        .collect()
}

fn every_highlight_of_every_sample_is_there_and_in_order(theme: &str) {
    for (name, pdf) in &samples_in(theme, "a4").pdfs {
        let text = letters(&text_of(pdf));
        let mut at = 0;
        for highlight in &HIGHLIGHTS[name] {
            let wanted = letters(highlight);
            // A page number may be extracted within a highlight that continues on the next page.
            let probe = &wanted[..wanted.char_indices().nth(24).map_or(wanted.len(), |c| c.0)];
            match text[at..].find(probe) {
                // These themes have sections in two columns.
                Some(_) if ["panel", "duo"].contains(&theme) => {}
                Some(found) => at += found,
                None => panic!("{name}: lost or out of order: {highlight}"),
            }
        }
    }
}

for_each_theme!(every_highlight_of_every_sample_is_there_and_in_order);

#[test]
fn characters_special_to_typst_are_printed_as_typed() {
    let folder = Folder::new();
    folder.write(
        "cv.yaml",
        "basics:\n  name: 'A #B $C$ <d> @e ~f \\\\g __init__.py'\nwork:\n- name: '#eval(\"1\") = x'\n  position: '= Heading /* c */ // d'\n  highlights: ['#include \"a.typ\"', '$ x $ and 100 % & 3 < 4']\n",
    );
    folder.recto("build cv.yaml").succeeds();
    let text = letters(&text_of(&folder.read("cv.pdf")));
    for wanted in [
        "A #B $C$ <d> @e ~f \\g __init__.py",
        "#eval(1) = x",
        "= Heading /* c */ // d",
        "#include a.typ",
        "$ x $ and 100 % & 3 < 4",
    ] {
        assert!(text.contains(&letters(wanted)), "{wanted} is lost: {text}");
    }
}

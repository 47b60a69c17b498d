//! Counts the pages of résumés of ordinary length in every theme.

use crate::program::{Folder, themes};

/// Up to 450 words each.
const ORDINARY: [&str; 4] =
    ["new-grad.json", "sample.json", "graduate.yaml", "marketing-manager.yaml"];
/// About 510 and 600 words.
const LONGER: [&str; 2] = ["career-changer.json", "senior-engineer.json"];

fn folder() -> Folder {
    let folder = Folder::with_samples();
    for (name, text) in [
        ("new-grad.json", include_str!("../fixtures/jsonresume/published/new-grad.json")),
        ("sample.json", include_str!("../fixtures/jsonresume/published/sample.json")),
        (LONGER[0], include_str!("../fixtures/jsonresume/published/career-changer.json")),
        (LONGER[1], include_str!("../fixtures/jsonresume/published/senior-engineer.json")),
    ] {
        folder.write(name, text);
    }
    folder
}

/// Returns the number of pages of each résumé.
fn pages(folder: &Folder, theme: &str, paper: &str, resumes: &[&str], options: &str) -> Vec<usize> {
    let args = format!(
        "build {} -t {theme} --paper {paper} --out-dir {theme} --no-system-fonts --date 2026-01-31 {options}",
        resumes.join(" ")
    );
    let run = folder.recto(&args);
    let counts = run.stderr.lines().filter(|line| line.starts_with("wrote "));
    let count = |line: &str| line.split_once('(')?.1.split_once(' ')?.0.parse().ok();
    counts.map(|line| count(line).expect("the number of pages is told")).collect()
}

/// Returns the pages of each theme by default and, after the slash, the minimum for the longer
/// résumés.
fn table(paper: &str) -> String {
    let folder = folder();
    let mut table = String::new();
    for theme in themes() {
        let resumes = [&ORDINARY[..], &LONGER[..]].concat();
        let by_default = pages(&folder, &theme, paper, &resumes, "");
        let (ordinary, longer) = by_default.split_at(ORDINARY.len());
        assert_eq!(ordinary, [1; ORDINARY.len()], "{theme} on {paper}");
        let least = LONGER.iter().zip(longer).map(|(name, count)| {
            let is_one = *count == 1 || pages(&folder, &theme, paper, &[name], "--pages 1") == [1];
            if is_one { "1" } else { "2" }
        });
        let least: Vec<_> = least.collect();
        let all: Vec<_> = by_default.iter().map(usize::to_string).collect();
        table += &format!("{theme:9} {} / {}\n", all.join(" "), least.join(" "));
    }
    table
}

#[test]
fn an_ordinary_résumé_fits_on_one_a4_page() {
    insta::assert_snapshot!(table("a4"), @"
    compact   1 1 1 1 1 2 / 1 1
    academic  1 1 1 1 2 2 / 1 2
    accent    1 1 1 1 2 2 / 1 1
    band      1 1 1 1 2 2 / 1 2
    duo       1 1 1 1 1 2 / 1 1
    form      1 1 1 1 2 2 / 1 2
    grid      1 1 1 1 2 2 / 1 2
    ivy       1 1 1 1 1 2 / 1 1
    panel     1 1 1 1 1 2 / 1 1
    plain     1 1 1 1 2 2 / 1 1
    register  1 1 1 1 2 2 / 1 2
    ");
}

/// Every field of three formats: 260 to 390 words in up to sixteen sections.
#[test]
fn many_short_sections_fit_on_one_page() {
    let folder = Folder::new();
    for (name, text) in [
        ("rendercv.yaml", include_str!("../fixtures/rendercv.yaml")),
        ("yamlresume.yaml", include_str!("../fixtures/yamlresume.yaml")),
        ("complete.xml", include_str!("../fixtures/xmlresume/complete.xml")),
    ] {
        folder.write(name, text);
    }
    for theme in themes() {
        for paper in ["a4", "us-letter"] {
            let resumes = ["rendercv.yaml", "yamlresume.yaml", "complete.xml"];
            assert_eq!(pages(&folder, &theme, paper, &resumes, ""), [1; 3], "{theme} on {paper}");
        }
    }
}

#[test]
fn an_ordinary_résumé_fits_on_one_us_letter_page() {
    insta::assert_snapshot!(table("us-letter"), @"
    compact   1 1 1 1 1 2 / 1 1
    academic  1 1 1 1 2 2 / 1 2
    accent    1 1 1 1 2 2 / 1 2
    band      1 1 1 1 2 2 / 1 2
    duo       1 1 1 1 1 2 / 1 1
    form      1 1 1 1 2 2 / 1 2
    grid      1 1 1 1 2 2 / 1 2
    ivy       1 1 1 1 2 2 / 1 1
    panel     1 1 1 1 1 2 / 1 1
    plain     1 1 1 1 2 2 / 1 2
    register  1 1 1 1 2 2 / 1 2
    ");
}

//! Counts the pages of résumés of ordinary length in every theme.

use crate::program::{Folder, themes};

/// Up to 450 words each; the last has about 510.
const ORDINARY: [&str; 4] =
    ["new-grad.json", "sample.json", "graduate.yaml", "marketing-manager.yaml"];
const LONGER: &str = "career-changer.json";

fn folder() -> Folder {
    let folder = Folder::with_samples();
    for (name, text) in [
        ("new-grad.json", include_str!("../fixtures/jsonresume/published/new-grad.json")),
        ("sample.json", include_str!("../fixtures/jsonresume/published/sample.json")),
        (LONGER, include_str!("../fixtures/jsonresume/published/career-changer.json")),
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
/// résumé.
fn table(paper: &str) -> String {
    let folder = folder();
    let mut table = String::new();
    let mut of_one_page = [0; ORDINARY.len()];
    for theme in themes() {
        let by_default = pages(&folder, &theme, paper, &ORDINARY, "");
        for (count, pages) in of_one_page.iter_mut().zip(&by_default) {
            *count += usize::from(*pages == 1);
        }
        let asked = pages(&folder, &theme, paper, &ORDINARY, "--pages 1");
        assert_eq!(asked, [1; ORDINARY.len()], "{theme} on {paper}");
        let longer = pages(&folder, &theme, paper, &[LONGER], "");
        let is_one = pages(&folder, &theme, paper, &[LONGER], "--pages 1") == [1];
        let all: Vec<_> = by_default.iter().chain(&longer).map(usize::to_string).collect();
        table += &format!("{theme:9} {} / {}\n", all.join(" "), if is_one { 1 } else { 2 });
    }
    assert!(of_one_page.iter().all(|themes| *themes >= 8), "{paper}: {of_one_page:?}");
    table
}

#[test]
fn an_ordinary_résumé_fits_on_one_a4_page() {
    insta::assert_snapshot!(table("a4"), @"
    compact   1 1 1 1 1 / 1
    academic  1 1 1 1 2 / 1
    accent    1 1 1 1 2 / 1
    band      1 1 1 1 2 / 1
    duo       1 1 1 1 1 / 1
    form      1 1 1 1 2 / 1
    grid      1 1 1 1 2 / 1
    ivy       1 1 1 1 1 / 1
    panel     1 1 1 1 1 / 1
    plain     1 1 1 1 2 / 1
    register  1 1 1 1 2 / 1
    ");
}

#[test]
fn an_ordinary_résumé_fits_on_one_us_letter_page() {
    insta::assert_snapshot!(table("us-letter"), @"
    compact   1 1 1 1 2 / 1
    academic  1 1 1 1 2 / 1
    accent    1 1 1 1 2 / 1
    band      1 2 1 1 2 / 2
    duo       1 1 1 1 2 / 1
    form      2 2 1 1 2 / 2
    grid      2 2 1 1 2 / 1
    ivy       1 1 1 1 2 / 1
    panel     1 1 1 1 1 / 1
    plain     1 1 1 1 2 / 1
    register  1 1 1 1 2 / 1
    ");
}

//! Checks that no line begins or ends with a separator.

use crate::program::{Folder, themes};

/// Returns an entry whose facts take more than one line in some theme.
fn resume(length: usize) -> String {
    let place = "Quayside Harbour Town and Docks of the North".get(..length).expect("it is longer");
    format!(
        "basics:
  name: Ida Brandt
  email: ida.brandt@example.org
  phone: +44 1632 960 001
  url: https://ida.example.org
  location: {{city: '{place}'}}
  profiles: [{{network: GitHub, username: idabrandt}}]
work:
- {{name: Tern Marine Surveys, location: '{place}', position: Hydrographer, url: 'https://tern.example.org/about', startDate: 2019-01, endDate: 2024-02, summary: '*{place}*'}}
education:
- {{institution: Fjord School, area: Geodesy, score: 3.5/4.0, thesis: '{place} in all its many tides', minor: Maps and charts of the coast, startDate: 2011-01}}
projects:
- {{name: Tide tables of {place}, url: 'https://tides.example.org/tables', startDate: 2020-01, endDate: 2022-05, type: application, roles: [lead, author]}}
meta: {{dateFormat: long}}
"
    )
}

#[test]
fn lines_do_not_start_or_end_with_a_separator() {
    let folder = Folder::new();
    let lengths = [4, 13, 21, 29, 38, 44];
    let names: Vec<String> = lengths.iter().map(|length| format!("of-{length}.yaml")).collect();
    for (name, length) in names.iter().zip(lengths) {
        folder.write(name, resume(length));
    }
    let mut found = Vec::new();
    for theme in themes() {
        let args = format!(
            "build {} -t {theme} --out-dir {theme} -q --no-system-fonts --date 2026-01-31 --paper us-letter",
            names.join(" ")
        );
        folder.recto(&args).succeeds();
        for name in &names {
            let pdf = folder.read(&format!("{theme}/{}", name.replace(".yaml", ".pdf")));
            let text = pdf_extract::extract_text_from_mem(&pdf).expect("the file is a PDF");
            let dangles = |line: &&str| line.starts_with(['·', '|']) || line.ends_with(['·', '|']);
            let lines = text.lines().map(str::trim).filter(dangles);
            found.extend(lines.map(|line| format!("{theme}, {name}: {line}")));
        }
    }
    assert_eq!(found, [""; 0]);
}

#[test]
fn separators_within_right_to_left_lines_are_kept() {
    let folder = Folder::new();
    folder.write(
        "cv.yaml",
        "basics: {name: نور}\nwork: [{name: شركة النور, location: عمان, position: مهندس, startDate: 2020-01}]\nmeta: {locale: ar}\n",
    );
    for theme in ["register", "duo", "plain"] {
        folder
            .recto(&format!("build cv.yaml -t {theme} -o cv.pdf -q --date 2026-01-31"))
            .succeeds();
        let text = pdf_extract::extract_text_from_mem(&folder.read("cv.pdf")).expect("a PDF");
        assert!(text.contains(['·', '|']), "{theme}: {text}");
    }
}

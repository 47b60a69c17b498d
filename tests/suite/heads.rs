//! Checks which parts of entry heads share a line.

use crate::program::Folder;

/// Returns the lines of a résumé in a theme.
fn lines(folder: &Folder, resume: &str, theme: &str) -> Vec<String> {
    folder.write("cv.yaml", resume);
    folder.recto(&format!("build cv.yaml -t {theme} -q --no-system-fonts")).succeeds();
    let text = pdf_extract::extract_text_from_mem(&folder.read("cv.pdf")).expect("text");
    // Where the font changes, there may be a blank before a comma.
    let joined = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    text.lines().map(|line| joined(line).replace(" ,", ",")).collect()
}

#[test]
fn heads_of_a_section_have_two_lines_if_one_of_them_needs_two() {
    let folder = Folder::new();
    for theme in ["register", "academic", "plain"] {
        let on_line = |place: &str| {
            let resume = format!(
                "basics: {{name: Ida Brandt}}
certificates:
  - {{name: Diver, issuer: Port Board, date: 2019-04}}
  - {{name: Master of coastal vessels, issuer: '{place}', date: 2021-04}}
awards:
  - {{title: Golden oar, awarder: Port Board, date: 2019-04}}"
            );
            let lines = lines(&folder, &resume, theme);
            ["Diver, Port Board", "Golden oar, Port Board"]
                .map(|head| lines.iter().any(|line| line.contains(head)))
        };
        assert_eq!(on_line("Port Board"), [true, true], "{theme}");
        let long =
            "Commission for Lights, Fairways and Harbours of the North and of the Western Isles";
        assert_eq!(on_line(long), [false, true], "{theme}");
    }
}

#[test]
fn a_job_that_is_too_long_for_one_line_of_compact_has_the_lines_of_a_degree() {
    let folder = Folder::new();
    let job = |name: &str| {
        format!(
            "  - {{position: Hydrographer of the coast, name: '{name}', location: Tern Sound, startDate: 2019-04, endDate: 2020-05, highlights: [Mapped.]}}\n"
        )
    };
    let long = "Commission for Lights, Fairways and Harbours of the North";
    let jobs = [long, "Port Board", "Quay", "Tern Marine"].map(job).concat();
    // Where the page has room, no head is one line.
    let summary = "Charts and soundings. ".repeat(200);
    let resume = format!(
        "basics: {{name: Ida Brandt, summary: '{summary}'}}\nmeta: {{pages: as-designed}}\nwork:\n{jobs}"
    );
    let lines = lines(&folder, &resume, "compact");
    assert!(lines.contains(&format!("{long} Tern Sound")), "{lines:#?}");
    let short = "Hydrographer of the coast · Quay · Tern Sound";
    assert!(lines.iter().any(|line| line.starts_with(short)), "{lines:#?}");
}

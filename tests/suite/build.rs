//! Tests `recto build`: names, formats, dates, streams.

use crate::program::Folder;

const SMALL: &str = "basics: {name: Ada Example}\nwork:\n- {name: Engine Works, position: Analyst, startDate: 2020-01}\n";

fn small() -> Folder {
    let folder = Folder::new();
    folder.write("cv.yaml", SMALL);
    folder
}

#[test]
fn the_pdf_is_written_next_to_the_résumé() {
    let folder = small();
    let run = folder.recto("build cv.yaml").succeeds();
    assert!(folder.read("cv.pdf").starts_with(b"%PDF-1.7"));
    assert_eq!(run.stderr, "wrote cv.pdf (1 page)\n");
    assert_eq!(folder.files(), ["cv.pdf", "cv.yaml"]);
}

#[test]
fn the_same_input_and_date_give_the_same_bytes() {
    let folder = small();
    folder.recto("build cv.yaml -o a.pdf --date 2026-01-31").succeeds();
    folder.recto("build cv.yaml -o b.pdf --date 2026-01-31").succeeds();
    assert!(folder.read("a.pdf") == folder.read("b.pdf"));
    folder.recto("build cv.yaml -o c.pdf --date 2026-02-01").succeeds();
    assert!(folder.read("a.pdf") != folder.read("c.pdf"));
}

#[test]
fn the_date_is_taken_from_flag_then_epoch_then_file() {
    let folder = Folder::new();
    folder.write("cv.yaml", format!("{SMALL}meta: {{lastModified: 2024-05-06}}\n"));
    let build = |out: &str, flag: &str, epoch: Option<&str>| {
        let mut command =
            folder.command(format!("build cv.yaml -q -o {out} {flag}").split_whitespace());
        if let Some(epoch) = epoch {
            command.env("SOURCE_DATE_EPOCH", epoch);
        }
        assert!(command.status().expect("the program starts").success());
        let pdf = String::from_utf8_lossy(&folder.read(out)).into_owned();
        let at = pdf.find("/CreationDate(D:").expect("there is a date") + "/CreationDate(D:".len();
        pdf[at..at + 8].to_owned()
    };
    assert_eq!(build("file.pdf", "", None), "20240506");
    assert_eq!(build("epoch.pdf", "", Some("86400")), "19700102");
    assert_eq!(build("flag.pdf", "--date 2025-07-08", Some("86400")), "20250708");
}

#[test]
fn a_résumé_is_built_from_standard_input_to_standard_output() {
    let folder = Folder::new();
    let run = folder.pipe("build - -o -", SMALL).succeeds();
    assert!(run.stdout.starts_with(b"%PDF-1.7"));
    assert_eq!(run.stderr, "");
    assert_eq!(folder.files(), [""; 0]);
}

#[test]
fn several_formats_share_a_base_name() {
    let folder = small();
    folder.recto("build cv.yaml --format pdf,png,svg -o out.pdf").succeeds();
    assert_eq!(folder.files(), ["cv.yaml", "out.pdf", "out.png", "out.svg"]);
    assert!(folder.read("out.png").starts_with(b"\x89PNG"));
    assert!(folder.read("out.svg").starts_with(b"<svg"));
}

#[test]
fn pictures_of_pages_are_numbered() {
    let folder = Folder::with_samples();
    folder.recto("build kernel-engineer.yaml --format png --ppi 36 --out-dir pages").succeeds();
    assert!(folder.exists("pages/kernel-engineer-1.png"));
    assert!(folder.exists("pages/kernel-engineer-2.png"));
}

#[test]
fn the_extension_of_the_output_determines_the_format() {
    let folder = small();
    folder.recto("build cv.yaml -o page.png").succeeds();
    assert!(folder.read("page.png").starts_with(b"\x89PNG"));
}

#[test]
fn several_résumés_are_built_in_one_run() {
    let folder = small();
    folder.write("other.yaml", SMALL);
    folder.recto("build cv.yaml other.yaml -o pdf-{name}.pdf").succeeds();
    assert!(folder.exists("pdf-cv.pdf") && folder.exists("pdf-other.pdf"));
    let run = folder.recto("build cv.yaml other.yaml -o out.pdf").fails_with(2);
    assert!(
        run.stderr.contains("several résumés cannot share the output `out.pdf`"),
        "{}",
        run.stderr
    );
}

#[test]
fn an_invalid_résumé_does_not_stop_the_others() {
    let folder = small();
    folder.write("bad.yaml", "basics: [1]\n");
    folder.recto("build bad.yaml cv.yaml").fails_with(1);
    assert_eq!(folder.files(), ["bad.yaml", "cv.pdf", "cv.yaml"]);
}

#[test]
fn command_line_options_override_the_file() {
    let folder = Folder::new();
    folder.write("cv.yaml", format!("{SMALL}meta: {{options: {{accent: '#ff0000'}}}}\n"));
    folder.recto("build cv.yaml -o file.pdf --date 2026-01-01").succeeds();
    folder.recto("build cv.yaml -o flag.pdf --date 2026-01-01 --set accent=#00ff00").succeeds();
    folder.write("plain.yaml", format!("{SMALL}meta: {{options: {{accent: '#00ff00'}}}}\n"));
    folder.recto("build plain.yaml -o same.pdf --date 2026-01-01").succeeds();
    assert!(folder.read("flag.pdf") == folder.read("same.pdf"));
    assert!(folder.read("flag.pdf") != folder.read("file.pdf"));
}

#[test]
fn invalid_flag_values_are_usage_errors() {
    let folder = small();
    for args in [
        "build cv.yaml -t regster",
        "build cv.yaml --set acent=#000",
        "build cv.yaml --set accent=purpleish",
        "build cv.yaml --set accent",
        "build cv.yaml --paper a3x",
        "build cv.yaml --date yesterday",
        "build cv.yaml --pdf-standard ua-9",
        "build cv.yaml --pdf-standard ua-1,a-4",
        "build cv.yaml --from latex",
        "build cv.yaml -o out.doc",
        "build cv.yaml --format doc",
        "build cv.yaml -o cv.yaml --format pdf",
        "build",
    ] {
        let run = folder.recto(args).fails_with(2);
        assert!(run.stderr.contains("error"), "{args}: {}", run.stderr);
        assert_eq!(folder.files(), ["cv.yaml"], "{args}");
    }
}

#[test]
fn warnings_change_the_exit_code_only_with_strict() {
    let folder = Folder::new();
    folder.write("cv.yaml", format!("{SMALL}meta: {{theme: elegant}}\n"));
    let run = folder.recto("build cv.yaml").succeeds();
    assert!(run.stderr.contains("unknown theme `elegant`"), "{}", run.stderr);
    folder.recto("build cv.yaml --strict").fails_with(1);
}

#[test]
fn a_character_without_a_font_is_reported_with_its_field() {
    let folder = Folder::new();
    folder.write("cv.yaml", "basics:\n  name: Ada\n  label: Egyptologist 𓀀\n");
    let run = folder.recto("build cv.yaml --no-system-fonts --message-format short").fails_with(1);
    assert_eq!(
        run.stderr.lines().next(),
        Some(
            "cv.yaml:3:10: error: no font has the Egyptian Hieroglyphs character `𓀀` (U+13000); hint: add a folder with a font that has it, `--font-path DIR`, or drop `--no-system-fonts`"
        ),
    );
    assert_eq!(folder.files(), ["cv.yaml"]);
}

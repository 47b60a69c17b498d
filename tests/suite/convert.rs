//! Tests conversion to the formats of other tools.

use serde_json::Value;

use crate::program::Folder;

/// Every writable format with a file extension.
const TARGETS: [(&str, &str); 6] = [
    ("recto", "toml"),
    ("jsonresume", "json"),
    ("rendercv", "yaml"),
    ("yamlresume", "yaml"),
    ("fresh", "json"),
    ("xmlresume", "xml"),
];

fn folder_with_fixtures() -> (Folder, Vec<&'static str>) {
    let folder = Folder::new();
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
    let files = [
        ("own.yaml", "every-kind.yaml"),
        ("json.json", "jsonresume/extended.json"),
        ("rendercv.yaml", "rendercv.yaml"),
        ("yamlresume.yaml", "yamlresume.yaml"),
        ("fresh.json", "fresh/every-field.json"),
        ("library.xml", "xmlresume/complete.xml"),
    ];
    for (name, fixture) in files {
        folder.write(name, std::fs::read(format!("{fixtures}/{fixture}")).expect("a fixture"));
    }
    (folder, files.map(|(name, _)| name).to_vec())
}

#[test]
fn conversion_between_any_two_dialects_gives_a_valid_résumé() {
    let (folder, files) = folder_with_fixtures();
    for file in files {
        for (target, extension) in TARGETS {
            let out = format!("out-{target}.{extension}");
            folder.recto(&format!("convert {file} -o {out} --to {target} --force")).succeeds();
            let run = folder.recto(&format!("check {out}"));
            assert_eq!(run.code, 0, "{file} to {target}\n{}", run.stderr);
        }
    }
}

#[test]
fn a_résumé_is_converted_from_standard_input_to_standard_output() {
    let folder = Folder::new();
    let run = folder.pipe("convert - -o - --to jsonresume", "basics: {name: Ada}\n").succeeds();
    let json: Value = serde_json::from_str(&run.text()).expect("JSON and nothing else");
    assert_eq!(json["basics"]["name"], "Ada");
    assert_eq!(run.stderr, "");
    let run = folder.pipe("convert - -o - --to xmlresume", "basics: {name: Ada}\n").succeeds();
    assert!(run.text().starts_with("<?xml"), "{}", run.text());
}

#[test]
fn losses_are_reported_with_their_place() {
    let folder = Folder::new();
    folder.write("cv.yaml", "basics: {name: Ada}\nletter: {body: Dear all}\n");
    let run = folder.recto("convert cv.yaml -o cv.xml --message-format short").succeeds();
    insta::assert_snapshot!(run.stderr, @"
    cv.yaml:2:9: warning: the XML Résumé Library does not support the cover letter: omitted
    wrote cv.xml (the XML Résumé Library)
    ");
}

#[test]
fn invalid_conversions_are_rejected_before_writing() {
    let folder = Folder::new();
    folder.write("cv.yaml", "basics: {name: Ada}\n");
    folder.write(
        "two.xml",
        "<resumes><resume><header><name><surname>A</surname></name></header></resume>\
         <resume><header><name><surname>B</surname></name></header></resume></resumes>",
    );
    let refused = [
        ("convert cv.yaml -o cv.docx", 2),
        ("convert cv.yaml -o cv.json --to xmlresume", 2),
        ("convert cv.yaml -o cv.yaml", 2),
        ("convert cv.yaml -o out.yaml --to linkedin", 2),
        ("convert cv.yaml -o out.yaml --to rendercb", 2),
        ("convert cv.yaml -o cv.yaml/out.yaml", 1),
        ("convert cv.ymal -o out.yaml", 1),
        ("convert two.xml -o -", 1),
    ];
    let reported: Vec<String> = refused
        .into_iter()
        .map(|(args, code)| {
            let run = folder.recto(&format!("{args} --message-format short")).fails_with(code);
            assert_eq!(run.text(), "", "{args}");
            format!("{args}\n{}", run.stderr)
        })
        .collect();
    insta::assert_snapshot!(reported.join("\n"), @"
    convert cv.yaml -o cv.docx
    error: cannot write a résumé as `cv.docx`; hint: end its name in `.yaml`, `.json`, `.toml` or `.xml`, or choose with `--syntax`

    convert cv.yaml -o cv.json --to xmlresume
    error: the XML Résumé Library cannot be written in anything but XML; hint: end the output's name in `.xml`

    convert cv.yaml -o cv.yaml
    error: cannot write `cv.yaml`: it is the résumé it would be made from; hint: name another output with `-o`

    convert cv.yaml -o out.yaml --to linkedin
    error: LinkedIn's export is read, but not written; hint: written are recto, jsonresume, rendercv, yamlresume, fresh, xmlresume

    convert cv.yaml -o out.yaml --to rendercb
    error: unknown format `rendercb`; hint: did you mean `rendercv`?

    convert cv.yaml -o cv.yaml/out.yaml
    error: cannot write `cv.yaml/out.yaml` (its folder is a file); hint: choose another folder

    convert cv.ymal -o out.yaml
    error: cannot read `cv.ymal` (no such file or directory); hint: did you mean `cv.yaml`?

    convert two.xml -o -
    error: this file contains 2 résumés, and standard output takes one; hint: name a file: `-o cv.yaml` writes `cv-1.yaml`, `cv-2.yaml` and so on
    ");
    assert_eq!(folder.files(), ["cv.yaml", "two.xml"]);
}

#[test]
fn each_résumé_of_a_collection_gets_a_file() {
    let folder = Folder::new();
    folder.write(
        "two.xml",
        "<resumes><resume><header><name><surname>A</surname></name></header></resume>\
         <resume><header><name><surname>B</surname></name></header></resume></resumes>",
    );
    folder.recto("convert two.xml -o cv.yaml").succeeds();
    assert_eq!(folder.files(), ["cv-1.yaml", "cv-2.yaml", "two.xml"]);
    assert_eq!(folder.read("cv-2.yaml"), b"basics:\n  name: B\n");
}

#[test]
fn converted_files_refer_to_the_schema_if_it_is_in_the_folder() {
    let folder = Folder::new();
    folder.write("cv.yaml", "basics: {name: Ada}\n");
    let files = ["out.yaml", "out.json", "out.toml"];
    let names_schema = |file: &str| {
        folder.recto(&format!("convert cv.yaml -o {file} --force")).succeeds();
        String::from_utf8(folder.read(file)).expect("text").contains("resume.schema.json")
    };
    assert_eq!(files.map(names_schema), [false; 3]);
    folder.write("resume.schema.json", folder.recto("schema").succeeds().stdout);
    assert_eq!(files.map(names_schema), [true; 3]);
    folder.recto("convert cv.yaml -o out.yaml --to rendercv --force").succeeds();
    let other = String::from_utf8(folder.read("out.yaml")).expect("text");
    assert!(!other.contains("resume.schema.json"), "{other}");
}

#[test]
fn json_resume_survives_a_round_trip() {
    let (folder, _) = folder_with_fixtures();
    folder.recto("convert json.json -o own.toml").succeeds();
    folder.recto("convert own.toml -o again.json --to jsonresume").succeeds();
    let [before, after] = ["json.json", "again.json"]
        .map(|name| -> Value { serde_json::from_slice(&folder.read(name)).expect("JSON") });
    assert_eq!(after, before);
}

#[test]
fn files_are_only_overwritten_on_request() {
    let folder = Folder::new();
    folder.write("cv.yaml", "basics: {name: Ada}\n").write("out.json", "mine");
    let run = folder.recto("convert cv.yaml -o out.json --message-format short").fails_with(1);
    assert!(run.stderr.contains("`out.json` already exists"), "{}", run.stderr);
    assert!(run.stderr.contains("--force"), "{}", run.stderr);
    assert_eq!(folder.read("out.json"), b"mine");
    folder.recto("convert cv.yaml -o out.json --force").succeeds();
    assert_ne!(folder.read("out.json"), b"mine");
}

#[test]
fn comments_are_kept_in_native_yaml_and_their_loss_reported_elsewhere() {
    let folder = Folder::new();
    folder.write("cv.yaml", "# mine\nbasics:\n  name: Ada # so called\nwork:\n- name: Anvil\n  # old\n  startDate: 2020\n");
    let run = folder.recto("convert cv.yaml -o out.yaml").succeeds();
    assert_eq!(run.stderr, "wrote out.yaml (recto's own format)\n");
    insta::assert_snapshot!(String::from_utf8(folder.read("out.yaml")).expect("text"), @"
    # mine
    basics:
      name: Ada  # so called
    work:
      - name: Anvil
        # old
        startDate: 2020
        endDate: present
    ");
    for (target, flags) in [("out.json", ""), ("out.toml", ""), ("cv2.yaml", "--to rendercv")] {
        let run = folder.recto(&format!("convert cv.yaml -o {target} {flags}")).succeeds();
        assert!(run.stderr.contains("omitted 3 comments"), "{}", run.stderr);
        let run = folder.recto(&format!("convert cv.yaml -o {target} {flags} -q --force"));
        assert!(!run.stderr.contains("omitted 3"), "{}", run.stderr);
    }
}

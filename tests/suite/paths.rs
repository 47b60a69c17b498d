//! Checks that no file is overwritten, and that a résumé cannot cause files to be written
//! elsewhere.

use std::fs;

use crate::program::{Folder, Run};

const CV: &str = "basics: {name: Ada Example}\n";

fn folder(files: &[(&str, &str)]) -> Folder {
    let folder = Folder::new();
    for (name, text) in files {
        folder.write(name, text);
    }
    folder
}

/// Returns all files of a folder with their content.
fn content(folder: &Folder) -> Vec<(String, Vec<u8>)> {
    let names = folder.files().into_iter().filter(|name| folder.path(name).is_file());
    names.map(|name| (name.clone(), folder.read(&name))).collect()
}

/// Runs a command that must fail without changing anything.
fn refused(folder: &Folder, command: &str, code: i32, message: &str) -> Run {
    let before = content(folder);
    let run = folder.recto(command);
    assert_eq!(run.code, code, "{command}: {}", run.stderr);
    assert!(run.stderr.contains(message), "{command}: {}", run.stderr);
    assert!(before == content(folder), "{command} changed something: {:?}", folder.files());
    run
}

#[test]
fn input_files_are_not_overwritten() {
    let photo = include_bytes!("../fixtures/photo.png");
    let words = "tag = \"eu\"\nname = \"Euskara\"\n";
    let folder = folder(&[
        (
            "cv.yaml",
            "basics: {name: Ada, image: cv.png}\nmeta: {locale: en-AU, options: {photo: true}}\n",
        ),
        ("more.yaml", "basics: {label: Engineer}\n"),
        ("eu.toml", words),
        ("other.yaml", CV),
    ]);
    folder.write("cv.png", photo);
    for (command, role) in [
        ("build cv.yaml --deps cv.yaml", "a résumé"),
        ("build cv.yaml -o ./cv.yaml --format pdf", "a résumé"),
        ("build cv.yaml --overlay more.yaml -o more.yaml --format pdf", "an overlay"),
        ("build other.yaml --locale eu.toml -o eu.toml --format pdf", "an overlay or a locale"),
        ("build cv.yaml --format png", "a picture"),
        ("build cv.yaml --format pdf,png", "a picture"),
        ("build cv.yaml -o x.pdf --deps cv.png", "a picture"),
        ("build other.yaml cv.yaml --format png -o {name}.png", "a picture"),
        ("themes --preview cv.png cv.yaml", "read for the résumé"),
    ] {
        refused(&folder, command, 2, role);
    }
}

#[test]
fn theme_files_and_fonts_are_not_overwritten() {
    let folder = folder(&[("cv.yaml", CV)]);
    folder.recto("themes new mine").succeeds();
    let font = include_bytes!("../../fonts/inter/Inter_400Regular.ttf");
    folder.write("fonts/face.ttf", font);
    refused(&folder, "build cv.yaml -t ./mine -o mine/theme.typ --format pdf", 2, "is read for");
    refused(&folder, "build cv.yaml --font-path fonts -o fonts/face.ttf --format pdf", 2, "a font");
}

#[test]
fn outputs_of_a_collection_do_not_overwrite_their_input() {
    let two = "<resumes><resume><header><name><firstname>A</firstname><surname>B</surname></name></header></resume>\
               <resume><header><name><firstname>C</firstname><surname>D</surname></name></header></resume></resumes>";
    let folder = folder(&[("cv-1.xml", two)]);
    refused(&folder, "convert cv-1.xml -o cv.xml", 2, "made from");
}

#[test]
fn colliding_outputs_are_rejected() {
    let variants =
        format!("{CV}meta: {{variants: {{a: {{output: o.pdf}}, b: {{output: ./o.pdf}}}}}}\n");
    let folder = folder(&[
        ("a/x.yaml", CV),
        ("b/x.yaml", CV),
        ("x.yaml", CV),
        ("x.json", "{\"basics\": {\"name\": \"Ada\"}}"),
        ("v.yaml", &variants),
        ("y.yaml", CV),
    ]);
    for command in [
        "build a/x.yaml b/x.yaml --out-dir out",
        "build y.yaml x.yaml x.json",
        "build v.yaml --variant all",
        "build x.yaml -o x.pdf --deps ./x.pdf",
        "build y.yaml x.yaml -o a/../{name}.pdf --deps y.pdf",
    ] {
        refused(&folder, command, 2, "");
        assert!(!folder.exists("out"), "{command}");
    }
}

#[test]
fn dots_in_names_are_not_extensions() {
    let folder = folder(&[("jane.doe.yaml", CV), ("jane.smith.yaml", CV)]);
    folder.recto("build jane.doe.yaml jane.smith.yaml -o o/{name} --format pdf,svg").succeeds();
    for name in ["jane.doe.pdf", "jane.doe.svg", "jane.smith.pdf", "jane.smith.svg"] {
        assert!(folder.exists(&format!("o/{name}")), "{name}");
    }
    folder.recto("build jane.doe.yaml -o x.final --format pdf").succeeds();
    assert!(folder.read("x.final").starts_with(b"%PDF"));
    folder.recto("build jane.doe.yaml -o {name}").succeeds();
    assert!(folder.read("jane.doe").starts_with(b"%PDF"));
}

#[test]
fn variants_cannot_write_outside_the_folder_of_the_resume() {
    for (yaml, command) in [
        ("meta: {variants: {x: {output: ../notes.pdf}}}", "--variant x"),
        ("meta: {variants: {x: {output: /tmp/recto-notes.pdf}}}", "--variant x"),
        ("meta: {variants: {x: {output: 'a/{variant}/../../../n.pdf'}}}", "--variant all"),
        ("meta: {variants: {x: {output: 'link/n.pdf'}}}", "--variant x"),
        ("meta: {variants: {x: {output: '{nmae}.pdf'}}}", "--variant x"),
    ] {
        let folder = folder(&[("in/cv.yaml", &format!("{CV}{yaml}\n")), ("out/keep", "")]);
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path("out"), folder.path("in/link")).expect("a link");
        let run = folder.recto(&format!("build in/cv.yaml {command}"));
        assert_eq!(run.code, 1, "{yaml}: {}", run.stderr);
        assert_eq!(folder.files(), ["in", "out"], "{yaml}");
        assert_eq!(fs::read_dir(folder.path("out")).expect("a folder").count(), 1, "{yaml}");
    }
}

#[test]
fn check_reports_an_output_outside_the_folder() {
    let folder =
        folder(&[("cv.yaml", &format!("{CV}meta: {{variants: {{x: {{output: ../n.pdf}}}}}}\n"))]);
    let run = folder.recto("check cv.yaml --variant x");
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.stderr, @r"
    error: `../n.pdf` is outside the résumé's folder
     --> cv.yaml:2:31
      |
    2 | meta: {variants: {x: {output: ../n.pdf}}}
      |                               ^^^^^^^^
      |
      = hint: choose a file below it, or use `-o`
    1 error
    ");
}

#[test]
fn names_of_variants_and_languages_do_not_create_folders() {
    for (yaml, command, output) in [
        ("meta: {variants: {'/../../x': {}}}", "--variant all", "cv--..-..-x.pdf"),
        ("meta: {locale: '../../x'}", "-o o/{lang}.pdf", "o/-..-x.pdf"),
    ] {
        let folder = folder(&[("in/cv.yaml", &format!("{CV}{yaml}\n"))]);
        folder
            .command(format!("build cv.yaml {command}").split(' '))
            .current_dir(folder.path("in"))
            .output()
            .expect("it runs");
        assert!(
            folder.exists(&format!("in/{output}")),
            "{yaml}: {:?}",
            fs::read_dir(folder.path("in")).expect("a folder").collect::<Vec<_>>()
        );
        assert_eq!(folder.files(), ["in"], "{yaml}");
    }
}

#[test]
fn unknown_placeholders_are_usage_errors() {
    let folder = folder(&[("cv.yaml", CV)]);
    refused(&folder, "build cv.yaml -o {date}.pdf", 2, "unknown placeholder `{date}`");
}

#[test]
fn missing_output_folders_are_created() {
    let folder = folder(&[("cv.yaml", CV)]);
    folder.recto("build cv.yaml -o new/folder/x.pdf --deps made/x.d").succeeds();
    assert!(folder.exists("new/folder/x.pdf"));
    assert!(folder.exists("made/x.d"));
}

#[cfg(unix)]
#[test]
fn file_names_that_are_not_unicode_keep_their_bytes() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let name = |bytes: &'static [u8]| OsStr::from_bytes(bytes);
    let folder = Folder::new();
    fs::write(folder.path(name(b"\xff.yaml")), CV).expect("a file");
    fs::write(folder.path(name(b"\xfe.yaml")), CV).expect("a file");
    let build = |args: &[&OsStr]| {
        let run = folder.command(args).output().expect("it runs");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    };
    build(&[name(b"build"), name(b"\xff.yaml"), name(b"\xfe.yaml")]);
    build(&[name(b"build"), name(b"\xff.yaml"), name(b"-o"), name(b"o-\xfd.pdf")]);
    for bytes in [&b"\xff.pdf"[..], b"\xfe.pdf", b"o-\xfd.pdf"] {
        assert!(folder.path(OsStr::from_bytes(bytes)).exists(), "{bytes:?}");
    }
}

#[test]
fn names_that_make_does_not_support_are_rejected() {
    let folder = folder(&[("a=b.yaml", CV), ("cv.yaml", CV)]);
    refused(&folder, "build a=b.yaml --deps x.d", 2, "cannot be written in a makefile");
    refused(&folder, "build cv.yaml -o 50%.pdf --deps x.d", 2, "cannot be written in a makefile");
    folder.recto("build cv.yaml -o 50%.pdf").succeeds();
}

#[test]
fn only_one_file_can_be_written_to_standard_output() {
    let folder = folder(&[("cv.yaml", CV)]);
    refused(&folder, "build cv.yaml -o - --deps -", 2, "standard output takes one file");
}

#[cfg(unix)]
#[test]
fn a_failed_write_restores_the_files_written_before() {
    use std::os::unix::fs::symlink;

    let folder = folder(&[("cv.yaml", CV), ("cv.pdf", "mine")]);
    // A device on which writing fails.
    symlink("/dev/full", folder.path("cv.svg")).expect("a link");
    let run = folder.recto("build cv.yaml --format pdf,svg");
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("cannot write `cv.svg`"), "{}", run.stderr);
    assert_eq!(folder.read("cv.pdf"), b"mine");
    assert_eq!(folder.files(), ["cv.pdf", "cv.svg", "cv.yaml"]);
}

#[test]
fn a_folder_at_the_place_of_an_output_leaves_other_outputs_unchanged() {
    let folder = folder(&[("cv.yaml", CV), ("cv.pdf", "mine"), ("cv.svg/note.txt", "mine")]);
    let run = folder.recto("build cv.yaml --format pdf,svg");
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("cannot write `cv.svg` (it is a folder)"), "{}", run.stderr);
    assert_eq!(folder.read("cv.pdf"), b"mine");
}

#[test]
fn a_read_only_file_is_not_replaced() {
    let folder = folder(&[("cv.yaml", CV), ("cv.pdf", "mine")]);
    let mut permissions = fs::metadata(folder.path("cv.pdf")).expect("a file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(folder.path("cv.pdf"), permissions).expect("it is ours");
    refused(&folder, "build cv.yaml", 1, "it is read-only");
}

#[test]
fn temporary_files_of_a_killed_run_are_removed_by_the_next() {
    let folder = folder(&[("cv.yaml", CV), (".recto-left", "half a page")]);
    let file = fs::File::options().write(true).open(folder.path(".recto-left")).expect("a file");
    let then = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
    file.set_modified(then).expect("it is ours");
    // A running process locks its file.
    folder.write(".recto-held", "a page");
    let held = fs::File::options().write(true).open(folder.path(".recto-held")).expect("a file");
    held.set_modified(then).expect("it is ours");
    held.lock().expect("nobody else has it");
    folder.recto("build cv.yaml").succeeds();
    assert!(!folder.exists(".recto-left"));
    assert!(folder.exists(".recto-held"));
}

#[test]
fn a_starter_is_not_overwritten_by_its_schema() {
    refused(&Folder::new(), "new resume.schema.json", 2, "the name of the schema");
}

#[test]
fn an_output_that_is_a_folder_receives_the_file() {
    let folder = folder(&[("cv.yaml", CV), ("there/note.txt", "mine")]);
    folder.recto("build cv.yaml -o there").succeeds();
    folder.recto("build cv.yaml -o new/").succeeds();
    assert!(folder.exists("there/cv.pdf") && folder.exists("new/cv.pdf"));
}

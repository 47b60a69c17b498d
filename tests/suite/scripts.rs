//! What Makefiles, editors and shells rely on.

use serde_json::Value;

use crate::program::Folder;

#[test]
fn json_messages_are_one_object_a_line_with_stable_members() {
    let folder = Folder::new();
    folder.write("cv.yaml", "basics:\n  nmae: Ada\nwork: nothing\n");
    let run = folder.recto("check cv.yaml --message-format json").fails_with(1);
    let lines: Vec<Value> = run
        .stderr
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}")))
        .collect();
    assert!(lines.len() >= 2, "{}", run.stderr);
    for line in &lines {
        let members: Vec<_> = line.as_object().expect("an object").keys().cloned().collect();
        assert_eq!(members, ["code", "severity", "path", "span", "message", "hints"]);
    }
}

#[test]
fn the_depfile_names_the_résumé_the_photo_and_the_theme() {
    let folder = Folder::with_samples();
    folder.recto("themes new mine --from plain").succeeds();
    folder.write("cv.yaml", "basics: {name: Ada}\nmeta: {options: {photo: true}}\n");
    folder.recto("build cv.yaml -t ./mine -o out.pdf --deps out.d").succeeds();
    let deps = String::from_utf8(folder.read("out.d")).expect("text");
    let rule = deps.lines().next().expect("a rule");
    assert!(rule.starts_with("out.pdf: cv.yaml "), "{deps}");
    assert!(rule.contains("mine/theme.typ") && rule.contains("mine/theme.toml"), "{deps}");
}

#[test]
fn new_writes_a_starter_that_builds_in_each_syntax_and_never_overwrites() {
    for name in ["cv.yaml", "cv.json", "cv.toml"] {
        let folder = Folder::new();
        folder.recto(&format!("new {name}")).succeeds();
        assert!(folder.exists("resume.schema.json"));
        let starter = String::from_utf8(folder.read(name)).expect("text");
        assert!(starter.lines().take(2).any(|line| line.contains("resume.schema.json")));
        let run = folder.recto(&format!("build {name} --strict")).succeeds();
        assert!(run.stderr.starts_with("wrote cv.pdf"), "{}", run.stderr);
        folder.recto(&format!("new {name}")).fails_with(1);
    }
}

#[test]
fn lists_are_one_item_a_line_with_its_name_first() {
    let folder = Folder::new();
    for (command, first) in [("themes", "compact"), ("fonts --no-system-fonts", "Amiri")] {
        let text = folder.recto(command).succeeds().text();
        assert!(text.starts_with(first), "{text}");
    }
}

#[test]
fn completions_and_the_manual_page_can_be_written() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(!folder.recto(&format!("completions {shell}")).succeeds().stdout.is_empty());
    }
    assert!(folder.recto("man").succeeds().text().contains(".TH recto 1"));
}

/// Needs GNU Make, which every machine that builds Rust programs for C has.
#[cfg(unix)]
#[test]
fn the_samples_makefile_sets_again_just_what_changed() {
    let folder = Folder::with_samples();
    let makefile = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples/Makefile");
    std::fs::copy(makefile, folder.path("Makefile")).expect("it can be copied");
    folder.recto("themes new mine --from register").succeeds();
    let photo = include_bytes!("../fixtures/photo.png");
    folder.write("me.png", photo);
    let translated = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples/de/graduate.yaml");
    folder.write("de/graduate.yaml", std::fs::read(translated).expect("it can be read"));
    folder.write("ada.yaml", "basics: {name: Ada, image: me.png}\n");
    let make = || {
        let output = std::process::Command::new("make")
            .args([
                "-j2",
                "THEMES=register ./mine",
                "PAPERS=a4",
                "SAMPLES=ada de/graduate",
                "FLAGS=-q",
            ])
            .arg(concat!("RECTO=", env!("CARGO_BIN_EXE_recto")))
            .current_dir(folder.path(""))
            .output()
            .expect("there is a make");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut built: Vec<_> = String::from_utf8_lossy(&output.stdout)
            .split_whitespace()
            .filter(|word| word.starts_with("out/") && word.ends_with(".pdf"))
            .map(|word| word["out/".len()..].to_owned())
            .collect();
        built.sort();
        built.dedup();
        built
    };
    // Make compares times: what is touched must be younger than what was built.
    let touch = |name: &str| {
        let later = std::fs::metadata(folder.path("out/ada.register.a4.pdf"))
            .and_then(|built| built.modified())
            .expect("it was built")
            + std::time::Duration::from_secs(2);
        let file = std::fs::File::options().append(true).open(folder.path(name)).expect("a file");
        file.set_modified(later).expect("its time can be set");
    };
    let all = [
        "ada.mine.a4.pdf",
        "ada.register.a4.pdf",
        "de/graduate.mine.a4.pdf",
        "de/graduate.register.a4.pdf",
    ];
    assert_eq!(make(), all);
    assert_eq!(make(), [""; 0]);
    touch("me.png");
    assert_eq!(make(), ["ada.mine.a4.pdf", "ada.register.a4.pdf"]);
    touch("mine/theme.typ");
    assert_eq!(make()[..1], ["ada.mine.a4.pdf"]);
}

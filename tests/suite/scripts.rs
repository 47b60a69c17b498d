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
        let run = folder.recto(&format!("build {name} --strict")).succeeds();
        assert!(run.stderr.starts_with("wrote cv.pdf"), "{}", run.stderr);
        folder.recto(&format!("new {name}")).fails_with(1);
    }
}

#[test]
fn lists_are_one_item_a_line_with_its_name_first() {
    let folder = Folder::new();
    for (command, first) in [("themes", "register"), ("fonts --no-system-fonts", "Amiri")] {
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

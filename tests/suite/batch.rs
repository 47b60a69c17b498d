//! Tests `recto build` with many résumés.

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::program::{Folder, Run};

fn person(i: usize) -> String {
    json!({"basics": {"name": format!("Person {i}")}, "work": [{"name": "Engine Works"}]})
        .to_string()
}

/// Creates a folder with a number of résumés.
fn people(count: usize) -> Folder {
    let folder = Folder::new();
    for i in 1..=count {
        folder.write(&format!("people/p{i:03}.json"), person(i));
    }
    folder
}

/// Returns the file names in a folder in alphabetical order.
fn names(folder: &Folder, within: &str) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder.path(within))
        .expect("there is such a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn last_line(run: &Run) -> &str {
    let is_summary = |line: &&str| line.contains("written") || line.contains("failed");
    run.stderr.lines().rfind(is_summary).unwrap_or_default()
}

#[test]
fn an_invalid_file_in_a_batch_is_reported_and_the_others_are_built() {
    let folder = people(100);
    folder.write("people/p042.json", "{\"basics\": {\"name\": ");
    let command = "build people --out-dir out -t plain --date 2026-01-31 --report out.csv";
    let run = folder.recto(command).fails_with(1);
    assert_eq!(last_line(&run), "99 written, 1 failed: people/p042.json");
    assert!(run.stderr.contains("people/p042.json:1:"), "{}", run.stderr);
    assert_eq!(names(&folder, "out").len(), 99);
    let table = String::from_utf8(folder.read("out.csv")).expect("text");
    let rows: Vec<_> = table.lines().collect();
    assert_eq!(rows.len(), 101);
    assert_eq!(rows[0], "n,input,status,outputs,pages,warnings,milliseconds,message");
    assert!(rows[1].starts_with("1,people/p001.json,written,out/p001.pdf,1,0,"), "{}", rows[1]);
    assert!(rows[42].starts_with("42,people/p042.json,failed,,0,"), "{}", rows[42]);
    // The same result as for a single file.
    folder.recto("build people/p077.json -t plain --date 2026-01-31 -o one.pdf").succeeds();
    assert!(folder.read("out/p077.pdf") == folder.read("one.pdf"));
}

#[test]
fn messages_of_an_input_stay_together_and_in_order() {
    let folder = people(12);
    for i in [3, 7, 8] {
        let resume = json!({"basics": {"name": "A", "wrok": "x"}, "zzz": {"a": "b"}, "meta": {"theme": "nosuch"}});
        folder.write(&format!("people/p{i:03}.json"), resume.to_string());
    }
    let run = |jobs: usize| {
        let args = format!("build people --out-dir out --message-format short --jobs {jobs}");
        folder.recto(&args).stderr
    };
    let reported = run(1);
    assert!(reported.contains("people/p003.json:1:"), "{reported}");
    assert_eq!(reported, run(4));
}

#[test]
fn colliding_outputs_are_rejected_before_anything_is_written() {
    let folder = Folder::new();
    folder.write("a/x.yaml", "basics: {name: A}\n").write("b/x.yaml", "basics: {name: B}\n");
    let lines: Vec<_> = [
        json!({"id": 1, "resume": {"basics": {"name": "A"}}}),
        json!({"id": 1, "resume": {"basics": {"name": "B"}}}),
    ]
    .iter()
    .map(Value::to_string)
    .collect();
    folder.write("same.jsonl", lines.join("\n"));
    for command in [
        "build a/x.yaml b/x.yaml --out-dir out",
        "build a b --out-dir out",
        "build */x.yaml --out-dir out",
        "build --jsonl same.jsonl --out-dir out",
        "build a b -o out/{meta.theme}.pdf",
        "build a b -o out/cv.pdf",
        "build a --out-dir out --report a/x.yaml",
        "build a -o out/x.csv --format pdf --report out/x.csv",
    ] {
        let run = folder.recto(command);
        assert!(run.code == 2 || command.contains("meta.theme"), "{command}: {}", run.stderr);
        assert!(!folder.exists("out"), "{command}");
    }
    // Different names do not collide.
    folder.recto("build a b -o out/{basics.name}-{n}.{ext} --format pdf,svg").succeeds();
    assert_eq!(names(&folder, "out"), ["A-1.pdf", "A-1.svg", "B-2.pdf", "B-2.svg"]);
}

#[test]
fn a_folder_is_built_as_the_résumés_below_it_or_as_one_export() {
    let folder = Folder::new();
    folder
        .write("in/a.yaml", "basics: {name: A}\n")
        .write("in/notes.txt", "nothing")
        .write("in/.hidden.yaml", "nothing: [\n")
        .write("in/cv.schema.json", "{}")
        .write("in/team/b.toml", "[basics]\nname = \"B\"\n")
        .write("in/linkedin/Profile.csv", "First Name,Last Name\nCleo,Sample\n");
    folder.recto("build in --out-dir out").succeeds();
    assert_eq!(names(&folder, "out"), ["a.pdf", "linkedin.pdf", "team"]);
    assert_eq!(names(&folder, "out/team"), ["b.pdf"]);
    folder.recto("build in/linkedin --out-dir alone").succeeds();
    assert_eq!(names(&folder, "alone"), ["linkedin.pdf"]);
    folder.recto("build in/**/*.toml in/[a].yaml --out-dir glob").succeeds();
    assert_eq!(names(&folder, "glob"), ["a.pdf", "b.pdf"]);
    folder.write("empty/notes.txt", "nothing");
    let run = folder.recto("build empty").fails_with(1);
    assert!(run.stderr.contains("there is no résumé in the folder `empty`"), "{}", run.stderr);
    let run = folder.recto("build in/*.xyz").fails_with(1);
    assert!(run.stderr.contains("no file matches `in/*.xyz`"), "{}", run.stderr);
}

#[test]
fn command_line_errors_are_reported_once_before_building() {
    let folder = people(3);
    for flags in
        ["-t regster", "-t plain --set acent=red", "--jobs 0", "--shard 4/3", "-o {nmae}.pdf"]
    {
        let run = folder.recto(&format!("build people {flags}")).fails_with(2);
        assert_eq!(run.stderr.matches("error").count(), 1, "{flags}: {}", run.stderr);
    }
    assert_eq!(names(&folder, "people").len(), 3);
    let run = folder.recto("build people --set acent=red").fails_with(2);
    assert_eq!(run.stderr.matches("error: ").count(), 1, "{}", run.stderr);
}

#[test]
fn the_shards_of_a_batch_cover_all_inputs() {
    let folder = people(30);
    let flags = "-t plain --date 2026-01-31";
    folder.recto(&format!("build people --out-dir whole {flags}")).succeeds();
    let mut sizes = Vec::new();
    for i in 1..=3 {
        folder.recto(&format!("build people --out-dir part{i} --shard {i}/3 {flags}")).succeeds();
        let part = names(&folder, &format!("part{i}"));
        for name in &part {
            let same =
                folder.read(&format!("part{i}/{name}")) == folder.read(&format!("whole/{name}"));
            assert!(same, "{name}");
            // Parts depend on the content, not on the name.
            fs::copy(
                folder.path(format!("part{i}/{name}")),
                folder.path(format!("whole/{name}.seen")),
            )
            .expect("copied");
        }
        sizes.push(part.len());
    }
    assert_eq!(sizes.iter().sum::<usize>(), 30, "{sizes:?}");
    assert_eq!(names(&folder, "whole").len(), 60, "each is in one part");
    assert!(sizes.iter().all(|size| *size > 0), "{sizes:?}");
}

#[test]
fn a_killed_batch_leaves_only_complete_files_and_can_be_resumed() {
    let folder = people(60);
    let args = "build people --out-dir out -t plain --date 2026-01-31 --if-changed";
    let mut child =
        folder.command(args.split(' ')).stderr(Stdio::null()).spawn().expect("the program starts");
    while fs::read_dir(folder.path("out")).map_or(0, Iterator::count) < 8 {
        thread::sleep(Duration::from_millis(2));
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    let left = names(&folder, "out");
    let whole: Vec<_> = left.iter().filter(|name| name.ends_with(".pdf")).collect();
    for name in &whole {
        let pdf = folder.read(&format!("out/{name}"));
        assert!(pdf.starts_with(b"%PDF-1.7") && pdf.trim_ascii_end().ends_with(b"%%EOF"), "{name}");
    }
    let run = folder.recto(args).succeeds();
    let unchanged = last_line(&run).split(' ').nth(2).and_then(|n| n.parse::<usize>().ok());
    // Each thread may have written an output without recording it.
    assert!(unchanged.is_some_and(|n| n + 2 >= whole.len()), "{} of {whole:?}", last_line(&run));
    folder.recto("build people --out-dir all -t plain --date 2026-01-31").succeeds();
    for name in names(&folder, "all") {
        assert!(
            folder.read(&format!("all/{name}")) == folder.read(&format!("out/{name}")),
            "{name}"
        );
    }
    let stray: Vec<_> =
        names(&folder, "out").into_iter().filter(|name| name.starts_with(".recto-")).collect();
    assert!(stray.len() <= 2, "{stray:?}");
}

#[test]
fn only_changed_inputs_are_rebuilt() {
    let folder = Folder::new();
    let photo = include_bytes!("../fixtures/photo.png");
    folder.write("in/a.yaml", "basics: {name: A}\n");
    folder.write("in/b.yaml", "basics: {name: B, image: b.png}\nmeta: {options: {photo: true}}\n");
    folder.write("in/b.png", photo);
    folder.write("in/c.yaml", "basics: {name: C}\nmeta: {theme: nosuch}\n");
    let build = |flags: &str| {
        let run = folder.recto(&format!("build in --out-dir out --if-changed {flags}")).succeeds();
        last_line(&run).to_owned()
    };
    assert_eq!(build(""), "3 written");
    // Inputs with warnings are built again, so that the warnings appear.
    assert_eq!(build(""), "1 written, 2 unchanged");
    folder.write(
        "in/b.png",
        include_bytes!("../fixtures/photo.png").iter().copied().chain(*b"x").collect::<Vec<_>>(),
    );
    assert_eq!(build(""), "2 written, 1 unchanged");
    folder.write("in/a.yaml", "basics: {name: Ada}\n");
    assert_eq!(build(""), "2 written, 1 unchanged");
    folder.write("out/a.pdf", "edited");
    assert_eq!(build(""), "2 written, 1 unchanged");
    fs::remove_file(folder.path("out/b.pdf")).expect("it is there");
    assert_eq!(build(""), "2 written, 1 unchanged");
    assert_eq!(build("--set accent=#123456"), "3 written");
    // The folder may be moved, and its record may be truncated.
    fs::rename(folder.path("out"), folder.path("moved")).expect("moved");
    let known = folder.read("moved/.recto.built");
    folder.write("moved/.recto.built", [&known[..], b"{\"output\": \"a.p"].concat());
    let run = folder.recto("build in --out-dir moved --if-changed --set accent=#123456").succeeds();
    assert_eq!(last_line(&run), "1 written, 2 unchanged");
}

#[test]
fn outputs_of_records_are_named_by_id_name_or_number() {
    let folder = Folder::new();
    let lines = [
        person(1),
        json!({"id": "a/../17", "resume": {"basics": {"name": "Ada"}}}).to_string(),
        json!({"name": "bo.yaml", "resume": "basics: {name: Bo}\n", "settings": {"format": ["png", "svg"], "ppi": 36}}).to_string(),
        json!({"resume": ["Cleo"]}).to_string(),
    ];
    let run = folder
        .write("people.jsonl", lines.join("\n"))
        .recto("build --jsonl people.jsonl --out-dir out")
        .fails_with(1);
    assert_eq!(names(&folder, "out"), ["a-..-17.pdf", "bo.png", "bo.svg", "people-1.pdf"]);
    assert_eq!(last_line(&run), "3 written, 1 failed: people.jsonl:4");
    assert!(run.stderr.contains("people.jsonl:4:"), "{}", run.stderr);
    let run = folder.pipe("build --jsonl - --out-dir piped", lines[..2].join("\n")).succeeds();
    assert_eq!(names(&folder, "piped"), ["a-..-17.pdf", "resume-1.pdf"], "{}", run.stderr);
    let run = folder.recto("build --jsonl people.jsonl").fails_with(2);
    assert!(run.stderr.contains("records need a folder"), "{}", run.stderr);
}

#[test]
fn output_does_not_depend_on_other_inputs_or_their_order() {
    let texts = [
        ("ja", "直角の骨と刃を鍛える。"),
        ("zh-Hans", "直角的骨头与刀刃。"),
        ("zh-Hant-TW", "直角的骨頭與刀刃。"),
        ("ko", "直角 骨 刃 을 만든다."),
    ];
    let folder = Folder::new();
    for (tag, text) in texts {
        let cv = format!("basics: {{name: Ada, summary: {text}}}\nmeta: {{locale: {tag}}}\n");
        folder.write(&format!("{tag}.yaml"), cv);
    }
    let build = |tags: &[&str], to: &str| {
        let inputs: Vec<_> = tags.iter().map(|tag| format!("{tag}.yaml")).collect();
        let command = format!("build {} --out-dir {to} --date 2026-01-31", inputs.join(" "));
        folder.recto(&command).succeeds();
    };
    build(&["ja", "zh-Hans", "zh-Hant-TW", "ko"], "one");
    build(&["ko", "zh-Hant-TW", "zh-Hans", "ja"], "other");
    for (tag, _) in texts {
        build(&[tag], "alone");
        let of = |to: &str| folder.read(&format!("{to}/{tag}.pdf"));
        assert!(of("one") == of("other") && of("one") == of("alone"), "{tag}");
    }
}

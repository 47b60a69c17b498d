//! Tests interfaces for Makefiles, editors and shells.

use serde_json::{Value, json};

use crate::program::Folder;

#[test]
fn json_messages_are_one_object_per_line_with_stable_members() {
    let folder = Folder::new();
    folder.write("cv.yaml", "basics:\n  nmae: Ada\nwork: nothing\n");
    let run = folder.recto("check cv.yaml --message-format json").fails_with(1);
    let lines = objects(&run.stderr);
    assert!(lines.len() >= 3, "{}", run.stderr);
    let (summary, messages) = lines.split_last().expect("some lines");
    for message in messages {
        let members: Vec<_> = message.as_object().expect("an object").keys().cloned().collect();
        assert_eq!(members, ["type", "code", "severity", "path", "span", "message", "hints"]);
    }
    assert_eq!(*summary, json!({"type": "summary", "errors": 1, "warnings": 2}));
}

/// Parses one JSON object per line.
fn objects(text: &str) -> Vec<Value> {
    let object = |line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
    text.lines().map(object).collect()
}

#[test]
fn each_written_file_is_reported_as_a_json_object() {
    let folder = Folder::new();
    let variants = "meta: {variants: {short: {}, full: {}}}";
    folder.write("cv.yaml", format!("basics: {{name: Ada}}\n{variants}\n"));
    let run = folder
        .recto("build cv.yaml --variant all --format pdf,png --lang en --message-format json")
        .succeeds();
    let mut written = objects(&run.stderr);
    assert_eq!(written.pop().expect("a summary")["type"], "summary");
    for object in &mut written {
        assert!(object["ms"].is_u64(), "{object}");
        object.as_object_mut().expect("an object").remove("ms");
    }
    let edition =
        |variant| json!({"number": null, "variant": variant, "language": "en", "theme": "compact"});
    let expected = |variant, format| {
        let path = format!("cv-{variant}.{format}");
        json!({"type": "written", "path": path, "format": format, "pages": 1, "edition": edition(variant)})
    };
    let files = [("short", "pdf"), ("short", "png"), ("full", "pdf"), ("full", "png")];
    assert_eq!(written, files.map(|(variant, format)| expected(variant, format)));
    folder.write("other.yaml", "basics: {name: Ada}\n");
    let run = folder.recto("convert other.yaml -o cv.json --message-format json").succeeds();
    let object = &objects(&run.stderr)[0];
    assert_eq!((&object["path"], &object["format"]), (&json!("cv.json"), &json!("json")));
    let run = folder.recto("build cv.yaml -q --message-format json").succeeds();
    assert_eq!(run.stderr, "");
}

#[test]
fn command_line_errors_use_the_requested_message_format() {
    let folder = Folder::new();
    for (arguments, message) in [
        ("build cv.yaml --nope", "unexpected argument `--nope` found"),
        ("biuld cv.yaml", "unrecognized subcommand `biuld`"),
        ("build", "the following required arguments were not provided: <RESUME>..."),
        ("build cv.yaml --format gif", "invalid value `gif` for `--format <FORMAT>`"),
        ("render cv.yaml", "unrecognized subcommand `render`"),
    ] {
        let run = folder.recto(&format!("{arguments} --message-format json")).fails_with(2);
        let found = objects(&run.stderr);
        assert_eq!(found.len(), 1, "{}", run.stderr);
        assert_eq!((&found[0]["type"], &found[0]["code"]), (&json!("message"), &json!("usage")));
        let reported = found[0]["message"].as_str().expect("text");
        assert!(reported.starts_with(message), "{reported}");
        assert!(found[0]["hints"].as_array().is_some_and(|hints| !hints.is_empty()), "{reported}");
        let short = folder.recto(&format!("--message-format=short {arguments}")).fails_with(2);
        assert!(short.stderr.starts_with(&format!("error: {message}")), "{}", short.stderr);
        assert_eq!(short.stderr.lines().count(), 1, "{}", short.stderr);
    }
}

#[test]
fn json_lists_are_one_object_per_line_on_standard_output() {
    let folder = Folder::new();
    folder.write("cv.yaml", "basics: {name: Ada}\nwork: [{name: Anvil, tags: [iron, kernel]}]\n");
    for (command, members) in [
        ("themes", &["type", "name", "description", "fonts"][..]),
        ("themes plain", &["type", "name", "description", "fonts", "options"]),
        ("locales", &["type", "tag", "name"]),
        ("fonts --no-system-fonts", &["type", "family", "origin"]),
        ("tags cv.yaml", &["type", "tag", "parts"]),
    ] {
        let run = folder.recto(&format!("{command} --message-format json")).succeeds();
        assert_eq!(run.stderr, "");
        let found = objects(&run.text());
        assert!(!found.is_empty());
        for object in found {
            let keys: Vec<_> = object.as_object().expect("an object").keys().cloned().collect();
            assert_eq!(keys, members, "{command}");
        }
    }
}

#[test]
fn problems_are_counted_at_the_end() {
    let folder = Folder::new();
    folder.write(
        "cv.yaml",
        "basics: {name: Ada, shoe size: 41}\nwork: [{name: A, startDate: 2020-13}]\n",
    );
    let run = folder.recto("build cv.yaml").succeeds();
    assert!(run.stderr.ends_with("wrote cv.pdf (1 page)\n2 warnings\n"), "{}", run.stderr);
    folder.write("fine.yaml", "basics: {name: Ada}\n");
    assert_eq!(folder.recto("build fine.yaml").succeeds().stderr, "wrote fine.pdf (1 page)\n");
    assert_eq!(folder.recto("check fine.yaml").succeeds().stderr, "no problems\n");
}

#[test]
fn errors_in_data_and_options_are_reported_in_one_run_in_file_order() {
    let folder = Folder::new();
    folder.write(
        "cv.yaml",
        "meta:\n  theme: plian\n  options: {size: 99pt}\nwork:\n  - {name: A, startDate: 2020-13}\n\
         basics: {name: Ada}\n",
    );
    for command in ["build", "check"] {
        let run = folder.recto(&format!("{command} cv.yaml -q --message-format short"));
        let reported = run.fails_with(1).stderr;
        let lines: Vec<_> = reported
            .lines()
            .filter_map(|line| line.split(':').nth(1)?.parse::<usize>().ok())
            .collect();
        assert_eq!(lines, [2, 3, 5], "{reported}");
    }
    folder.write(
        "late.yaml",
        "work:\n  - {name: A, colour: red}\nmeta: {options: {size: 99pt}}\nskills: {x: {nope: 1}}\n",
    );
    let reported = folder.recto("build late.yaml -q --message-format short").stderr;
    let lines: Vec<usize> =
        reported.lines().filter_map(|line| line.split(':').nth(1)?.parse::<usize>().ok()).collect();
    assert!(lines.is_sorted() && lines.contains(&3), "{reported}");
}

#[test]
fn misspelled_theme_names_are_errors_in_files_and_flags() {
    let folder = Folder::new();
    for name in ["plian", "registr", "Pannel"] {
        folder.write("cv.yaml", format!("basics: {{name: Ada}}\nmeta: {{theme: {name}}}\n"));
        let reported = folder.recto("build cv.yaml --message-format short").fails_with(1).stderr;
        let at = reported.find("error").expect("an error");
        let flag = folder.recto(&format!("build cv.yaml -t {name} --message-format short"));
        assert_eq!(reported[at..].lines().next(), flag.fails_with(2).stderr.lines().next());
    }
    folder.write("cv.yaml", "basics: {name: Ada}\nmeta: {theme: kendall-of-another-tool}\n");
    folder.recto("build cv.yaml").succeeds();
}

#[test]
fn the_depfile_lists_the_résumé_the_photo_and_the_theme() {
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
fn new_writes_a_buildable_starter_in_each_syntax_without_overwriting() {
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
    let folder = Folder::new();
    folder.recto("new jobs/").succeeds();
    folder.recto("build jobs/resume.yaml --strict").succeeds();
}

#[test]
fn new_reads_language_country_and_paper_from_flags_then_environment() {
    let starter = |flags: &str, variables: &[(&str, &str)]| {
        let folder = Folder::new();
        let mut command = folder.command(format!("new - {flags}").split_whitespace());
        let output = command.envs(variables.iter().copied()).output().expect("the program starts");
        let text = String::from_utf8(output.stdout).expect("text");
        let value = |key: &str| {
            let line = text.lines().find_map(|line| line.trim().strip_prefix(key));
            line.and_then(|value| value.split_whitespace().next()).unwrap_or("-").to_owned()
        };
        ["locale:", "paper:", "countryCode:"].map(value).join(" ")
    };
    let austria = [("LANG", "de_AT.UTF-8")];
    assert_eq!(starter("", &[]), "en - US");
    assert_eq!(starter("", &austria), "de-AT - AT");
    assert_eq!(starter("", &[("LANG", "de_AT.UTF-8"), ("LC_ALL", "C")]), "en - US");
    assert_eq!(starter("--lang fr", &austria), "fr - -");
    assert_eq!(starter("--lang en --country Germany", &austria), "en - DE");
    assert_eq!(starter("--country CA", &austria), "de - CA");
    assert_eq!(starter("--lang pl --paper letter", &austria), "pl us-letter -");
}

#[test]
fn changing_the_country_in_a_starter_changes_paper_and_dates() {
    let folder = Folder::new();
    folder.recto("new cv.yaml --country US --letter").succeeds();
    let starter = String::from_utf8(folder.read("cv.yaml")).expect("text");
    for (country, width, date) in [("US", 612.0, "March 7, 2026"), ("GB", 595.0, "7 March 2026")] {
        let here = starter.replace("countryCode: US", &format!("countryCode: {country}"));
        folder.write("here.yaml", here);
        folder.recto("build here.yaml --date 2026-03-07").succeeds();
        let pdf = folder.read("here.pdf");
        let text = pdf_extract::extract_text_from_mem(&pdf).expect("text");
        assert!(text.contains(date), "{country}: {text}");
        let document = pdf_extract::Document::load_mem(&pdf).expect("a PDF");
        let page = document.get_dictionary(document.get_pages()[&1]).expect("a page");
        let edges = page.get(b"MediaBox").and_then(|edges| edges.as_array()).expect("a box");
        assert_eq!(edges[2].as_float().map(f32::floor).ok(), Some(width), "{country}");
    }
}

#[test]
fn new_writes_the_requested_starter_and_prints_the_next_step() {
    let folder = Folder::new();
    let flags = ["--name", "Ana Çelik", "--theme", "ivy", "--lang", "en-GB", "--letter", "--full"];
    let run = folder.run(["new", "my cv.yaml"].into_iter().chain(flags)).succeeds();
    insta::assert_snapshot!(run.stderr, @"
    wrote my cv.yaml, resume.schema.json with theme ivy, locale en-GB and paper a4
    next: fill it in, then run `recto check 'my cv.yaml'` and `recto build 'my cv.yaml'`
    ");
    let text = String::from_utf8(folder.read("my cv.yaml")).expect("text");
    for part in
        ["name: Ana Çelik", "theme: ivy", "letter:", "volunteer:", "recto build 'my cv.yaml'"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    folder.run(["build", "my cv.yaml", "--strict"]).succeeds();
    for (wrong, hint) in [
        ("--theme plian", "did you mean `plain`?"),
        ("--lang xx", "recto locales"),
        ("--paper a44", "did you mean `a4`?"),
        ("--country Atlantis", "two-letter code"),
    ] {
        let error = folder.recto(&format!("new other.yaml {wrong}")).fails_with(2).stderr;
        assert!(error.contains(hint), "{error}");
    }
    assert!(!folder.exists("other.yaml"));
}

#[test]
fn check_reports_unchanged_starter_text() {
    let folder = Folder::new();
    for name in ["cv.yaml", "cv.json", "cv.toml"] {
        folder.recto(&format!("new {name}")).succeeds();
        let run = folder.recto(&format!("check {name} --message-format short")).succeeds();
        let reported = run.stderr.lines().filter(|line| line.contains("text of the starter"));
        assert_eq!(reported.count(), 4, "{}", run.stderr);
    }
    folder.write("cv.yaml", "basics: {name: Ada Roe}\n");
    let run = folder.recto("check cv.yaml").succeeds();
    assert!(!run.stderr.contains("starter"), "{}", run.stderr);
}

#[test]
fn lists_are_one_item_per_line_starting_with_the_name() {
    let folder = Folder::new();
    for (command, first) in [("themes", "compact"), ("fonts --no-system-fonts", "Amiri")] {
        let text = folder.recto(command).succeeds().text();
        assert!(text.starts_with(first), "{text}");
    }
}

#[test]
fn completion_scripts_call_the_program() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = folder.recto(&format!("completions {shell}")).succeeds().text();
        assert!(script.contains("RECTO_COMPLETE"), "{shell}: {script}");
    }
}

/// Returns the completions of the last word.
fn completed(folder: &Folder, line: &[&str]) -> Vec<String> {
    let mut command = folder.command(["--"]);
    let command = command.args(line).env("RECTO_COMPLETE", "fish");
    let output = command.output().expect("the program starts");
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines().filter_map(|line| line.split('\t').next().map(str::to_owned)).collect()
}

#[test]
fn completion_uses_the_values_on_the_command_line() {
    let folder = Folder::new();
    folder.write(
        "cv.yaml",
        "basics: {name: Ada}\nwork: [{name: Mill, tags: [grain]}]\n\
         meta: {theme: panel, languages: [en, fr], variants: {short: {pages: 1}, long: {}}}\n",
    );
    folder.write("notes.txt", "").write("mine/theme.toml", "");
    let recto = |words: &str| {
        let line: Vec<_> = std::iter::once("recto").chain(words.split(' ')).collect();
        completed(&folder, &line)
    };
    assert_eq!(recto("build cv.yaml --theme reg"), ["register"]);
    assert_eq!(recto("build cv.yaml --theme ./"), ["./mine"]);
    assert_eq!(recto("build c"), ["cv.yaml"]);
    assert_eq!(recto("build cv.yaml --set panel-si"), ["panel-side="]);
    assert_eq!(recto("build cv.yaml -t plain --set panel-si"), [""; 0]);
    assert_eq!(recto("build cv.yaml --set panel-side="), ["panel-side=start", "panel-side=end"]);
    assert_eq!(recto("build cv.yaml --variant "), ["short", "long", "all"]);
    assert_eq!(recto("build cv.yaml --tags !"), ["!grain"]);
    assert_eq!(recto("build cv.yaml --sections basics,w"), ["basics,work"]);
    assert_eq!(recto("build cv.yaml --format pdf,s"), ["pdf,svg"]);
    assert_eq!(recto("build cv.yaml --paper us-le"), ["us-letter", "us-legal"]);
    assert_eq!(recto("convert cv.yaml --to fr"), ["fresh"]);
    assert_eq!(recto("man bui"), ["build"]);
    assert_eq!(recto("build cv.yaml --lang ")[..3], ["en", "fr", "all"]);
}

#[test]
fn each_command_has_a_manual_page() {
    let folder = Folder::new();
    let program = folder.recto("man").succeeds().text();
    assert!(program.contains(".TH recto 1") && program.contains("recto\\-build"), "{program}");
    let build = folder.recto("man build").succeeds().text();
    for section in ["OPTIONS", "EXAMPLES", "EXIT STATUS", "ENVIRONMENT", "FILES", "SEE ALSO"] {
        assert!(build.contains(&format!(".SH {section}")), "{section}: {build}");
    }
    folder.recto("man themes new").succeeds();
    let error = folder.recto("man biuld").fails_with(2).stderr;
    assert!(error.contains("did you mean `build`?"), "{error}");
    folder.recto("man --out-dir man1").succeeds();
    for page in ["recto.1", "recto-build.1", "recto-themes-new.1"] {
        assert!(folder.exists(&format!("man1/{page}")), "{page}");
    }
}

#[test]
fn the_closed_schema_is_printed_on_request() {
    let folder = Folder::new();
    let [open, closed] = ["schema", "schema --closed"]
        .map(|command| folder.recto(command).succeeds().text())
        .map(|text| serde_json::from_str::<Value>(&text).expect("JSON"));
    assert_eq!(open["additionalProperties"], Value::Null);
    assert_eq!(closed["additionalProperties"], Value::Bool(false));
}

/// Requires GNU Make.
#[cfg(unix)]
#[test]
fn the_makefile_of_the_samples_rebuilds_only_changed_outputs() {
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
    // Make compares times, so a touched file must be newer than the outputs.
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

//! Complete messages about invalid input, for which nothing is written.

use std::fmt::Write;

use crate::program::{Folder, Run};

/// Name of the case, file name, content.
type Case = (&'static str, &'static str, Vec<u8>);

fn case(what: &'static str, file: &'static str, content: impl Into<Vec<u8>>) -> Case {
    (what, file, content.into())
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let unit = |u: u16| if big { u.to_be_bytes() } else { u.to_le_bytes() };
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(unit).collect()
}

/// Truncated and binary files.
fn not_text() -> Vec<Case> {
    vec![
        case("an empty file", "cv.yaml", ""),
        case("nothing but blanks", "cv.yaml", "  \n\n"),
        case("nothing but a comment", "cv.yaml", "# to do\n"),
        case("an empty JSON file", "cv.json", ""),
        case("an empty XML file", "cv.xml", ""),
        case("an empty TOML file", "cv.toml", ""),
        case("a PDF", "cv.yaml", "%PDF-1.7\n%\u{e2}\u{e3}\n1 0 obj\0"),
        case(
            "a Word document",
            "cv.yaml",
            b"PK\x03\x04\x14\0\0\0\x08\0word/document.xml".as_slice(),
        ),
        case("a picture", "cv.yaml", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice()),
        case("Latin-1", "cv.yaml", b"basics:\n  name: Andr\xe9\n".as_slice()),
        case("a NUL byte", "cv.yaml", "basics:\n  name: A\0da\n"),
        case("UTF-16 cut in half", "cv.yaml", {
            let mut bytes = utf16("basics: {name: Ada}", false);
            bytes.pop();
            bytes
        }),
        case("a list", "cv.json", "[1, 2, 3]"),
        case("a number", "cv.json", "42"),
        case("prose", "cv.yaml", "Dear Sir or Madam,\nI am writing to apply.\n"),
        case(
            "a package manifest",
            "cv.json",
            r#"{"name": "left-pad", "version": "1.3.0", "dependencies": {}}"#,
        ),
        case("two documents", "cv.yaml", "basics: {name: Ada}\n---\nbasics: {name: Bob}\n"),
    ]
}

fn syntax() -> Vec<Case> {
    vec![
        case("an unclosed quote", "cv.yaml", "basics:\n  name: \"Ada\n  label: Analyst\n"),
        case("an unclosed bracket", "cv.yaml", "skills: [{name: C}\nwork: []\n"),
        case("a tab for indentation", "cv.yaml", "basics:\n\tname: Ada\n"),
        case("a colon in plain text", "cv.yaml", "basics:\n  label: Analyst: engines\n"),
        case("text that starts with @", "cv.yaml", "basics:\n  label: @home\n"),
        case("text that starts with a backtick", "cv.yaml", "basics:\n  label: `code`\n"),
        case("text that starts with %", "cv.yaml", "basics:\n  label: %done\n"),
        case("wrong indentation", "cv.yaml", "basics:\n  name: Ada\n label: Analyst\n"),
        case("an alias to nothing", "cv.yaml", "basics:\n  name: *ada\n  label: &x Analyst\n"),
        case("a key twice", "cv.yaml", "basics:\n  name: Ada\n  name: Bob\n"),
        case("a section twice", "cv.yaml", "basics: {name: Ada}\nwork: []\nskills: []\nwork: []\n"),
        case("a list as key", "cv.yaml", "basics: {name: Ada}\n? [a, b]\n: c\n"),
        case(
            "a missing comma in JSON",
            "cv.json",
            "{\"basics\": {\"name\": \"Ada\" \"label\": \"x\"}}",
        ),
        case("an unclosed object in JSON", "cv.json", "{\"basics\": {\"name\": \"Ada\""),
        case("single quotes in JSON", "cv.json", "{'basics': {'name': 'Ada'}}"),
        case("a key twice in JSON", "cv.json", "{\"basics\": {\"name\": \"A\", \"name\": \"B\"}}"),
        case("text without quotes in TOML", "cv.toml", "[basics]\nname = Ada\n"),
        case(
            "a table twice in TOML",
            "cv.toml",
            "[basics]\nname = \"A\"\n[basics]\nlabel = \"x\"\n",
        ),
        case("an unclosed element", "cv.xml", "<resume><header><name>Ada</header></resume>"),
        case(
            "an unknown entity",
            "cv.xml",
            "<resume><header><name>&bogus;</name></header></resume>",
        ),
        case(
            "a bare ampersand",
            "cv.xml",
            "<resume><objective><para>R & D</para></objective></resume>",
        ),
        case("another XML", "cv.xml", "<html><body>Ada</body></html>"),
    ]
}

fn data() -> Vec<Case> {
    let basics = "basics: {name: Ada}\n";
    let with = |text: &str| format!("{basics}{text}").into_bytes();
    vec![
        case("a mistyped key", "cv.yaml", "basics:\n  nmae: Ada\n"),
        case("a mistyped section", "cv.yaml", with("wrok: [{name: X}]\n")),
        case("a mistyped date key", "cv.yaml", with("work: [{name: X, stratDate: 2020}]\n")),
        case("text where a list goes", "cv.yaml", with("work: nothing\n")),
        case("a list where text goes", "cv.yaml", "basics:\n  name: [Ada, Byron]\n"),
        case("a mapping where text goes", "cv.yaml", with("work: [{name: {first: A, last: B}}]\n")),
        case("text where an entry goes", "cv.yaml", with("work: [Engine Works]\n")),
        case(
            "a list deep inside",
            "cv.yaml",
            with("work:\n- name: X\n  highlights:\n  - text: [[1]]\n"),
        ),
        case("the thirteenth month", "cv.yaml", with("work: [{name: X, startDate: 2020-13}]\n")),
        case(
            "the thirtieth of February",
            "cv.yaml",
            with("work: [{name: X, startDate: 2020-02-30}]\n"),
        ),
        case(
            "an end before the start",
            "cv.yaml",
            with("work: [{name: X, startDate: 2020, endDate: 2019}]\n"),
        ),
        case(
            "an unknown kind",
            "cv.yaml",
            with("sections: [{title: T, kind: wrok, entries: []}]\n"),
        ),
        case("an id twice", "cv.yaml", with("work: [{id: a, name: X}, {id: a, name: Y}]\n")),
        case(
            "an order of unknown sections",
            "cv.yaml",
            with("work: [{name: X}]\nmeta: {sections: [wrk]}\n"),
        ),
        case("an undeclared language", "cv.yaml", "basics:\n  name: {en: Ada, fr: Ada}\n"),
        case("an option that does not exist", "cv.yaml", with("meta: {options: {acent: red}}\n")),
        case(
            "an option with a wrong value",
            "cv.yaml",
            with("meta: {options: {accent: reddish}}\n"),
        ),
        case("an option out of range", "cv.yaml", with("meta: {options: {font-size: 90pt}}\n")),
        case(
            "a font that does not exist",
            "cv.yaml",
            with("meta: {options: {font: Sorce Serif 4}}\n"),
        ),
        case(
            "a photo asked for and missing",
            "cv.yaml",
            "basics: {name: Ada, image: me.jpg}\nmeta: {options: {photo: true}}\n",
        ),
        case(
            "a photo from the web",
            "cv.yaml",
            "basics: {name: Ada, image: 'https://example.com/me.jpg'}\nmeta: {options: {photo: true}}\n",
        ),
        case(
            "a photo outside",
            "cv.yaml",
            "basics: {name: Ada, image: /etc/hostname}\nmeta: {options: {photo: true}}\n",
        ),
        case(
            "a photo that is text",
            "cv.yaml",
            "basics: {name: Ada, image: cv.yaml}\nmeta: {options: {photo: true}}\n",
        ),
        case(
            "many problems at once",
            "cv.yaml",
            "basics:\n  nmae: Ada\n  label: [x]\nwork:\n- name: X\n  startDate: 2020-13\n- name: Y\n  endDate: 2019-02-31\nskils: []\n",
        ),
        case("a direction override", "cv.yaml", "basics:\n  nam\u{202e}e: Ada\n"),
        case("an emoji no font has", "cv.yaml", "basics:\n  name: Ada 🦀\n"),
    ]
}

/// Input that exhausts resources.
fn bombs() -> Vec<Case> {
    let aliases: String = (1..30).fold("a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned(), |mut text, i| {
        let prev = i - 1;
        let _ = writeln!(text, "a{i}: &a{i} [*a{prev}, *a{prev}, *a{prev}, *a{prev}, *a{prev}, *a{prev}, *a{prev}, *a{prev}]");
        text
    });
    let entities: String = (1..20).fold("<!DOCTYPE resume [<!ENTITY e0 \"lollollollol\">".to_owned(), |mut text, i| {
        let prev = i - 1;
        let _ = write!(text, "<!ENTITY e{i} \"&e{prev};&e{prev};&e{prev};&e{prev};&e{prev};&e{prev};&e{prev};&e{prev};\">");
        text
    }) + "]><resume><objective><para>&e19;</para></objective></resume>";
    vec![
        case("a billion aliases", "cv.yaml", aliases),
        case("a billion entities", "cv.xml", entities),
        case("ten thousand brackets in YAML", "cv.yaml", "[".repeat(10_000)),
        case("ten thousand levels in block YAML", "cv.yaml", "- ".repeat(10_000)),
        case("ten thousand brackets in JSON", "cv.json", "[".repeat(10_000)),
        case("ten thousand braces in JSON", "cv.json", "{\"a\":".repeat(10_000)),
        case("ten thousand brackets in TOML", "cv.toml", format!("a = {}", "[".repeat(10_000))),
        case("ten thousand elements", "cv.xml", format!("<resume>{}", "<a>".repeat(10_000))),
        case("seventeen megabytes", "cv.yaml", vec![b'#'; 17 << 20]),
    ]
}

fn answer(folder: &Folder, file: &str) -> Run {
    let run = folder.recto(&format!("build {file} -o out.pdf --no-system-fonts"));
    assert!(run.code <= 2, "{file}: exit {}: {}", run.code, run.stderr);
    // If the meaning is clear, a page is written with a warning.
    assert!(run.code == 0 || run.stderr.contains("error"), "{}", run.stderr);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    assert_eq!(folder.exists("out.pdf"), run.code == 0, "{}", run.stderr);
    run
}

fn answers(cases: Vec<Case>) -> String {
    cases.into_iter().fold(String::new(), |mut all, (what, file, content)| {
        let folder = Folder::new();
        folder.write(file, content);
        let run = answer(&folder, file);
        // Very long lines are of no use in a snapshot.
        let message: String = run
            .stderr
            .lines()
            .map(|line| line.chars().take(200).collect::<String>().trim_end().to_owned() + "\n")
            .collect();
        let _ = write!(all, "### {what} (exit {})\n{message}\n", run.code);
        all
    })
}

#[test]
fn binary_files_are_identified() {
    insta::assert_snapshot!(answers(not_text()));
}

#[test]
fn syntax_errors_are_shown() {
    insta::assert_snapshot!(answers(syntax()));
}

#[test]
fn invalid_values_are_shown() {
    insta::assert_snapshot!(answers(data()));
}

#[test]
fn bombs_are_rejected() {
    insta::assert_snapshot!(answers(bombs()));
}

#[test]
fn byte_order_marks_carriage_returns_and_utf_16_are_accepted() {
    let text = "basics:\r\n  name: Ada Example\r\n  summary: |\r\n    One.\r\n\r\n    Two.\r\n";
    let inputs = [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        utf16(text, false),
        utf16(text, true),
        text.replace("\r\n", "\n").into_bytes(),
    ];
    let pdfs: Vec<_> = inputs
        .into_iter()
        .map(|bytes| {
            let folder = Folder::new();
            folder.write("cv.yaml", bytes);
            folder.recto("build cv.yaml --date 2026-01-31 --strict").succeeds();
            folder.read("cv.pdf")
        })
        .collect();
    assert!(pdfs.iter().all(|pdf| *pdf == pdfs[0]));
}

#[test]
fn unreadable_and_unwritable_files_are_reported() {
    let folder = Folder::new();
    folder.write("cv.yaml", "basics: {name: Ada}\n").write("dir/file", "");
    let mut all = String::new();
    for args in [
        "build nothing.yaml",
        "build cv.yml",
        "build dir",
        "build cv.yaml -o cv.yaml/out.pdf",
        "build cv.yaml -o cv.yaml",
        "build cv.yaml -o /dev/full",
        "build cv.yaml --font-path missing",
        "new cv.yaml",
        "new cv.tex",
        "themes new dir",
        "themes new mine --from registr",
        "themes regster",
    ] {
        let run = folder.recto(args);
        assert!((1..=2).contains(&run.code), "{args}: {}", run.stderr);
        let _ = write!(all, "### recto {args} (exit {})\n{}\n", run.code, run.stderr);
    }
    assert_eq!(folder.files(), ["cv.yaml", "dir"]);
    insta::assert_snapshot!(all);
}

#[test]
fn unusual_file_names_are_accepted() {
    let folder = Folder::new();
    folder.write("my résumé 🦀.yaml", "basics: {name: Ada}\n");
    folder.run(["build", "my résumé 🦀.yaml"]).succeeds();
    assert!(folder.exists("my résumé 🦀.pdf"));
}

#[cfg(unix)]
#[test]
fn a_fifo_is_read_like_a_file() {
    let folder = Folder::new();
    let fifo = folder.path("cv.yaml");
    let made = std::process::Command::new("mkfifo").arg(&fifo).status();
    assert!(made.is_ok_and(|status| status.success()));
    let writer = std::thread::spawn({
        let fifo = fifo.clone();
        move || std::fs::write(fifo, "basics: {name: Ada}\n")
    });
    folder.recto("build cv.yaml -o out.pdf").succeeds();
    writer.join().expect("the writer ends").expect("it could write");
    assert!(folder.exists("out.pdf"));
}

#[cfg(unix)]
#[test]
fn a_closed_output_pipe_does_not_panic() {
    let folder = Folder::new();
    let mut child = folder
        .command(["completions", "bash"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[cfg(unix)]
#[test]
fn symbolic_links_out_of_the_folder_are_not_followed() {
    let folder = Folder::new();
    folder.write(
        "cv/cv.yaml",
        "basics: {name: Ada, image: me.png}\nmeta: {options: {photo: true}}\n",
    );
    folder.write("secret.png", b"\x89PNG\r\n\x1a\n");
    std::os::unix::fs::symlink(folder.path("secret.png"), folder.path("cv/me.png")).expect("link");
    let run = folder.recto("build cv/cv.yaml").fails_with(1);
    assert!(run.stderr.contains("is outside the résumé's folder"), "{}", run.stderr);
}

#[test]
fn excessively_large_pictures_are_rejected() {
    let folder = Folder::new();
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend(100_000_u32.to_be_bytes());
    png.extend(100_000_u32.to_be_bytes());
    png.extend(b"\x08\x02\0\0\0\0\0\0\0\0\0\0\0IEND\0\0\0\0");
    folder.write("me.png", png);
    folder.write("cv.yaml", "basics: {name: Ada, image: me.png}\nmeta: {options: {photo: true}}\n");
    let run = folder.recto("build cv.yaml").fails_with(1);
    assert!(run.stderr.contains("100000 × 100000 pixels"), "{}", run.stderr);
}

#[test]
fn commands_of_other_tools_get_a_hint_with_the_equivalent() {
    let folder = Folder::new();
    for (typed, ours) in [
        ("init", "recto new cv.yaml"),
        ("render cv.yaml", "recto build cv.yaml"),
        ("validate cv.yaml", "recto check cv.yaml"),
        ("cv.yaml", "recto build cv.yaml"),
    ] {
        let reported = folder.recto(typed).fails_with(2).stderr;
        assert!(reported.contains(&format!("`{ours}`")), "{typed}: {reported}");
    }
    assert!(!folder.recto("frobnicate").fails_with(2).stderr.contains("tip:"));
}

#[test]
fn a_file_without_data_is_identified() {
    let folder = Folder::new();
    for name in ["cv.odt", "cv.tex", "r.bib"] {
        let missing = folder.recto(&format!("build {name}")).fails_with(1).stderr;
        assert!(
            missing.contains("cannot read") && !missing.contains(&format!("new {name}")),
            "{missing}"
        );
        folder.write(name, "PK");
        let reported = folder.recto(&format!("build {name}")).fails_with(1).stderr;
        let word = ["word processor", "source of a page", "bibliography"]
            .iter()
            .any(|word| reported.contains(word));
        assert!(word, "{reported}");
    }
}

#[test]
fn fonts_with_broken_tables_do_not_crash_the_program() {
    let font = include_bytes!("../../fonts/inter/Inter_400Regular.ttf");
    // A family of its own, so that the embedded one is not used.
    let [from, to] = ["Inter", "Inner"]
        .map(|name| name.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>());
    let mut own = font.to_vec();
    for at in 0..own.len() - from.len() {
        if own[at..].starts_with(&from) {
            own[at..at + to.len()].copy_from_slice(&to);
        }
    }
    let long = |at: usize| u32::from_be_bytes(own[at..at + 4].try_into().expect("four")) as usize;
    let tables = usize::from(u16::from_be_bytes([own[4], own[5]]));
    let folder = Folder::new();
    folder
        .write("cv.yaml", "basics: {name: Ada, summary: Hello}\nmeta: {options: {font: Inner}}\n");
    let build = "build cv.yaml -o cv.pdf --font-path fonts --no-system-fonts";
    folder.write("fonts/own.ttf", &own);
    folder.recto(build).succeeds();
    for table in 0..tables {
        let record = 12 + 16 * table;
        let tag = String::from_utf8_lossy(&own[record..record + 4]).into_owned();
        let (start, length) = (long(record + 8), long(record + 12));
        let mut broken = own.clone();
        broken[start + length.min(8)..start + length].fill(0xff);
        folder.write("fonts/own.ttf", &broken);
        let run = folder.recto(build);
        assert!((0..=1).contains(&run.code), "{tag}: {} {}", run.code, run.stderr);
        assert!(run.code == 0 || run.stderr.contains("error: "), "{tag}: {}", run.stderr);
    }
}

//! Tests redaction, hostile input and invalid pictures.

use std::fs;

use crate::program::Folder;

/// A résumé that repeats the personal data in different notations.
const DISGUISED: &str = "\
meta: {languages: [en, he], locale: en-GB}
basics:
  name: {en: Tove Arad, he: תובה ארד}
  birth: 1979-03-09
  email: tove@secret.example
  phone: 020 7946 0111 ext. 7
  location: {address: 4 Quay Lane, city: Oakby, countryCode: GB}
  summary: Call +44 (0)20 7946 0111, or [write](mailto:tove%40secret.example). Born 9th March, 1979.
work:
- {name: Kilnworks, summary: \"Asked for by ＴＯＶＥ\\u00ad ARAD; נמסר לתובה\"}
";

#[test]
fn the_output_contains_redacted_text_in_no_notation() {
    let folder = Folder::new();
    folder.write("cv.yaml", DISGUISED);
    for (args, redacted) in [
        ("--redact phone", "7946"),
        ("--redact birth", "1979"),
        ("--redact name", "ARAD"),
        ("--redact name", "תובה"),
        ("--redact email", "secret"),
        ("--redact basics", "Oakby"),
        ("--redact basics.address", "Quay"),
        ("--redact basics.city", "Oakby"),
        ("--redact-words Kilnworks", "Kiln"),
    ] {
        for lang in ["en", "he"] {
            let run =
                folder.recto(&format!("build cv.yaml -o x.pdf --lang {lang} {args}")).succeeds();
            let text = pdf_extract::extract_text_from_mem(&folder.read("x.pdf")).expect("a PDF");
            assert!(!text.contains(redacted), "{args}: {text}");
            assert!(!run.stderr.contains(redacted), "{args}: {}", run.stderr);
        }
    }
}

#[test]
fn a_pattern_without_a_match_is_an_error_in_flags_and_variants() {
    let folder = Folder::new();
    folder.write("cv.yaml", DISGUISED);
    folder.write(
        "varied.yaml",
        format!("{DISGUISED}references: []\n").replace(
            "locale: en-GB",
            "locale: en-GB, variants: {v: {redact: [emial]}, w: {exclude: [references]}}",
        ),
    );
    for (args, place) in [
        ("cv.yaml --redact Email", "`Email` matches nothing"),
        ("cv.yaml --redact phones", "did you mean `phone`?"),
        ("cv.yaml --redact photo", "write `photo?`"),
        ("cv.yaml --redact email[3]", "`email[3]` matches nothing"),
        ("cv.yaml --exclude wrok", "did you mean `work`?"),
        ("cv.yaml --exclude work[4]", "`work[4]` matches nothing"),
        ("cv.yaml --sort work=-endDat", "did you mean `endDate`?"),
        ("varied.yaml --variant v", "`emial` matches nothing"),
        ("varied.yaml --variant w", "`references` matches nothing"),
    ] {
        let run = folder.recto(&format!("build {args} -o x.pdf")).fails_with(1);
        assert!(run.stderr.contains(place), "{args}: {}", run.stderr);
        assert!(!folder.exists("x.pdf"), "{args}");
    }
    folder.recto("build cv.yaml --redact photo?,references? -o x.pdf").succeeds();
}

#[test]
fn messages_and_file_names_do_not_contain_a_redacted_name() {
    let folder = Folder::new();
    folder.write("tove-arad.yaml", DISGUISED).write("cv.yaml", DISGUISED);
    let run = folder.recto("build tove-arad.yaml --redact name").fails_with(1);
    assert!(run.stderr.contains("the file name"), "{}", run.stderr);
    assert!(!folder.exists("tove-arad.pdf"));
    folder.recto("build tove-arad.yaml --redact name -o cv.pdf").succeeds();
    let broken = DISGUISED.replace("work:\n", "wrok: [{name: Tove Arad Ltd}]\nwork:\n");
    folder.write("broken.yaml", broken);
    for format in ["human", "short", "json"] {
        let args = format!("build broken.yaml --redact name --message-format {format}");
        let run = folder.recto(&args).fails_with(1);
        assert!(!run.stderr.contains("Tove"), "{}", run.stderr);
    }
    folder.write("no.yaml", "basics:\n  name: Tove Arad: x\n");
    let run = folder.recto("build no.yaml --redact name").fails_with(1);
    assert!(!run.stderr.contains("Tove"), "{}", run.stderr);
}

fn png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 4, 4);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&[90; 48]).expect("pixels");
    writer.finish().expect("an end");
    bytes
}

#[test]
fn invalid_pictures_are_reported_with_their_position() {
    let folder = Folder::new();
    folder.write("cv.yaml", "basics:\n  name: Ada\n  image: me.png\nwork: [{name: X}]\n");
    let whole = png();
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'";
    for (content, message) in [
        (whole[..whole.len() / 2].to_vec(), "`me.png` is damaged"),
        (b"plain".to_vec(), "`me.png` is not a supported picture"),
        (format!("{svg}><g></svg>").into_bytes(), "`me.png` is a damaged SVG"),
        (format!("{svg}><image href='a.png'/></svg>").into_bytes(), "shows another file"),
    ] {
        folder.write("me.png", content);
        let run = folder.recto("build cv.yaml -o x.pdf --set photo=true").fails_with(1);
        assert!(run.stderr.contains("cv.yaml:3:"), "{}", run.stderr);
        assert!(run.stderr.contains(message), "{}", run.stderr);
        // A missing photo that nobody requested is not an error.
        let run = folder.recto("build cv.yaml -o x.pdf").succeeds();
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
    use base64::Engine;
    let data = base64::engine::general_purpose::STANDARD.encode(&whole);
    folder.write(
        "in.yaml",
        format!(
            "basics: {{name: Ada, image: 'data:image/png;base64,{data}'}}\nwork: [{{name: X}}]\n"
        ),
    );
    let run = folder.recto("build in.yaml -o x.pdf --set photo=true").succeeds();
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
}

#[test]
fn only_the_first_hundred_messages_of_a_kind_are_printed() {
    let folder = Folder::new();
    let ambiguous_lines = "  - Li-ion cells\n".repeat(400);
    let start = "basics: {name: Li Wu}\nwork:\n- name: X\n  highlights:\n";
    folder.write("cv.yaml", format!("{start}{ambiguous_lines}"));
    let run = folder.recto("check cv.yaml -t plain --redact name --message-format short");
    assert!(run.stderr.lines().count() < 110, "{}", run.stderr.lines().count());
    assert!(run.stderr.contains("and 300 more"), "{}", run.stderr);
    let counts = String::from_utf8_lossy(&run.stdout).into_owned() + &run.stderr;
    assert!(counts.contains("400 errors"), "{counts}");
}

/// Hostile themes by name.
const HOSTILE: &[(&str, &str)] = &[
    ("a program from a file", "#let render(view, options) = plugin(\"x.bin\")"),
    (
        "a program from bytes",
        "#let render(view, options) = plugin(bytes((0, 97, 115, 109, 1, 0, 0, 0)))",
    ),
    ("a program by another way", "#let render(view, options) = std.plugin(bytes((0, 97)))"),
    ("a program from a text", "#let render(view, options) = eval(\"plugin(bytes((0,)))\")"),
    ("a file of the machine", "#let render(view, options) = read(\"/etc/passwd\")"),
    ("a file beside its folder", "#let render(view, options) = read(\"../cv.yaml\")"),
    ("a package", "#import \"@preview/cetz:0.4.0\": *\n#let render(view, options) = []"),
    ("no function", "#let other(view, options) = []"),
    ("no function of that kind", "#let render = 4"),
    ("no end of a bracket", "#let render(view, options) = [\n"),
    ("a panic", "#let render(view, options) = panic(\"no\")"),
    ("itself again and again", "#let f(x) = f(x + 1)\n#let render(view, options) = f(0)"),
    ("no end", "#let render(view, options) = while true { 1 }"),
    (
        "a long way",
        "#let render(view, options) = for i in range(9999) { for j in range(9999) { for k in range(9999) { () } } }",
    ),
    (
        "a text that doubles",
        "#let render(view, options) = { let s = \"abcdefgh\"\n for i in range(60) { s = s + s }\n s.len() }",
    ),
    (
        "a list that doubles",
        "#let render(view, options) = { let s = (0,) * 999\n for i in range(60) { s = s + s }\n s.len() }",
    ),
    ("many pages", "#let render(view, options) = range(260).map(i => pagebreak() + [x]).join()"),
    (
        "a sheet of a kilometre",
        "#let render(view, options) = { set page(width: 1000000mm, height: 1000000mm)\n [x] }",
    ),
    (
        "boxes in boxes",
        "#let render(view, options) = { let x = [a]\n for i in range(2000) { x = block(x) }\n x }",
    ),
    ("a picture of nothing", "#let render(view, options) = image(bytes(\"<svg/>\"))"),
    (
        "a layout that never settles",
        "#let c = counter(\"c\")\n#let render(view, options) = context { let n = c.final().first()\n c.update(n + 1)\n [#n] }",
    ),
    ("a division by nothing", "#let render(view, options) = 1 / 0"),
    ("a table without cells", "#let render(view, options) = table(columns: 0)"),
    (
        "a font of no machine",
        "#let render(view, options) = { set text(font: \"No Such Font\")\n [x] }",
    ),
    (
        "a query of everything",
        "#let render(view, options) = context query(selector(heading)).len()",
    ),
    ("an option that is none", "#let render(view, options) = options.nothing"),
    ("a slot that is none", "#let render(view, options) = view.nothing"),
    ("nothing at all", ""),
];

#[test]
fn a_hostile_theme_is_stopped_with_a_message_and_no_process_remains() {
    let folder = Folder::new();
    folder.write("cv.yaml", "basics: {name: Ada}\nwork: [{name: X}]\n");
    folder.recto("themes new mine --from plain").succeeds();
    folder.recto("build cv.yaml -t ./mine -o x.pdf").succeeds();
    for (fault, code) in HOSTILE {
        folder.write("mine/theme.typ", code);
        let run = folder
            .recto("build cv.yaml -t ./mine -o y.pdf --theme-seconds 1 --theme-megabytes 512");
        assert!(matches!(run.code, 0 | 1), "{fault}: {} {}", run.code, run.stderr);
        assert!(run.code == 0 || run.stderr.contains("error: "), "{fault}: {}", run.stderr);
        assert!(!run.stderr.contains("thread '"), "{fault}: {}", run.stderr);
        if ["a long way", "a text that doubles", "a list that doubles"].contains(fault) {
            assert!(run.stderr.contains("--theme-seconds"), "{fault}: {}", run.stderr);
        }
        if fault.starts_with("a program") {
            assert_eq!(run.code, 1, "{fault}");
        }
        assert_eq!(processes_in(&folder), 0, "{fault}");
    }
}

#[test]
fn rendering_of_too_complex_pages_is_stopped() {
    let folder = Folder::new();
    folder.write("cv.yaml", "basics: {name: Ada}\n");
    folder.recto("themes new mine --from plain").succeeds();
    let code = "#let render(view, options) = { set page(width: 4m, height: 4m)\n\
                for i in range(300) { place(rect(width: 100%, height: 100%, \
                fill: gradient.conic(..color.map.rainbow))) } }";
    folder.write("mine/theme.typ", code.replace("4m", "400cm"));
    for format in ["png", "svg"] {
        let run = folder.recto(&format!(
            "build cv.yaml -t ./mine --format {format} --theme-seconds 1 --theme-megabytes 512"
        ));
        assert!(matches!(run.code, 0 | 1), "{format}: {} {}", run.code, run.stderr);
        assert!(run.code == 0 || run.stderr.contains("--theme-seconds"), "{}", run.stderr);
        assert_eq!(processes_in(&folder), 0, "{format}");
    }
    let run = folder.recto("build cv.yaml -t ./mine --format png --theme-seconds 1");
    assert_eq!(run.code, 1, "{}", run.stderr);
}

/// Counts the processes that run in a folder.
fn processes_in(folder: &Folder) -> usize {
    let Ok(processes) = fs::read_dir("/proc") else { return 0 };
    let own = fs::canonicalize(folder.path(".")).ok();
    let folders =
        processes.filter_map(|process| fs::read_link(process.ok()?.path().join("cwd")).ok());
    folders.filter(|cwd| Some(cwd) == own.as_ref()).count()
}

#[cfg(unix)]
#[test]
fn other_objects_in_a_theme_folder_are_ignored() {
    let folder = Folder::new();
    folder.write("cv.yaml", "basics: {name: Ada}\nwork: [{name: X}]\n");
    folder.recto("themes new mine --from plain").succeeds();
    let pipe = folder.path("mine/pipe");
    let made = std::process::Command::new("mkfifo").arg(pipe).status().expect("mkfifo");
    assert!(made.success());
    std::os::unix::fs::symlink("nowhere", folder.path("mine/.#theme.typ")).expect("a link");
    folder.recto("build cv.yaml -t ./mine -o x.pdf").succeeds();
}

#[test]
fn a_resume_can_only_use_themes_within_its_folder() {
    let folder = Folder::new();
    folder.recto("themes new mine --from plain").succeeds();
    let cv = |theme: &str| {
        format!("basics: {{name: Ada}}\nwork: [{{name: X}}]\nmeta: {{theme: {theme}}}\n")
    };
    folder.write("in/cv.yaml", cv("../mine"));
    let run = folder.recto("build in/cv.yaml -o x.pdf").fails_with(1);
    assert!(run.stderr.contains("--theme"), "{}", run.stderr);
    folder.write("in/cv.yaml", cv("/proc"));
    let run = folder.recto("build in/cv.yaml -o x.pdf").fails_with(1);
    assert!(run.stderr.contains("outside"), "{}", run.stderr);
    folder.write("cv.yaml", cv("./mine"));
    folder.recto("build cv.yaml -o x.pdf").succeeds();
    folder.recto("build in/cv.yaml -t ./mine -o x.pdf").succeeds();
}

#[test]
fn input_beyond_the_limits_is_rejected() {
    let folder = Folder::new();
    let base = "basics: {name: Ada}\n";
    let tags: Vec<String> = (0..60).map(|n| format!("x-l{n}")).collect();
    let variants: String = (0..300).map(|n| format!("    v{n}: {{}}\n")).collect();
    let mut deep = "[{text: x}]".to_owned();
    for _ in 0..20 {
        deep = format!("[{{text: y, highlights: {deep}}}]");
    }
    for (content, expected) in [
        (format!("{base}meta: {{languages: [{}]}}\n", tags.join(", ")), "more than 50 languages"),
        (format!("{base}meta:\n  variants:\n{variants}"), "more than 200 variants"),
        (format!("{base}work: [{{name: X, highlights: {deep}}}]\n"), "nested deeper than 12"),
        (
            format!("{base}work:\n{}", "- {name: X, summary: y, breakBefore: true}\n".repeat(230)),
            "more than 200",
        ),
    ] {
        folder.write("cv.yaml", content);
        let run = folder.recto("check cv.yaml -t plain").fails_with(1);
        assert!(run.stderr.contains(expected), "{expected}: {:.400}", run.stderr);
    }
}

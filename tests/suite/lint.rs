//! Tests lints of `recto check`.

use crate::program::Folder;

/// Checks a file; returns the codes and lines of the messages.
fn reported(content: &str, flags: &str) -> Vec<String> {
    let folder = Folder::new();
    folder.write("cv.yaml", content);
    let run =
        folder.recto(&format!("check cv.yaml --date 2026-01-31 --message-format json {flags}"));
    assert_eq!(run.code, 0, "{}", run.stderr);
    let messages = run.stderr.lines().map(|line| {
        let it: serde_json::Value = serde_json::from_str(line).expect("an object");
        (it["type"] == "message").then(|| {
            assert!(it["hints"].as_array().is_some_and(|hints| !hints.is_empty()), "{it}");
            format!("{} {}", it["code"].as_str().expect("a code"), it["span"]["start"]["line"])
        })
    });
    messages.flatten().collect()
}

#[test]
fn likely_mistakes_are_reported_only_by_check() {
    let content = "\
basics:
  name: “Jo Pell”
  email: jo at example
  summary: Leads a **team of five.
work:
  - name: '„Amboss“'
    position: Smith
    startDate: 2055
    highlights: [Made `nails, 'See [here](https://x.example', Fine **bold** text]
  - {name: Lathe, startDate: 2020-02, endDate: 2202-03}
";
    let expected = [
        "printed-quotes 2",
        "invalid-email 3",
        "unclosed-markup 4",
        "printed-quotes 6",
        "far-date 8",
        "unclosed-markup 9",
        "unclosed-markup 9",
        "far-date 10",
    ];
    assert_eq!(reported(content, ""), expected);
    let folder = Folder::new();
    folder.write("cv.yaml", content);
    assert_eq!(folder.recto("build cv.yaml -q").succeeds().stderr, "");
}

#[test]
fn folders_and_patterns_are_checked_like_those_of_build() {
    let folder = Folder::new();
    for name in ["b.yaml", "a/z.yaml", "a/.hidden.yaml", "notes.txt"] {
        folder.write(name, "basics: {name: Jo, email: jo at example}\n");
    }
    for (inputs, found) in
        [(".", &["./a/z.yaml", "./b.yaml"][..]), ("a", &["a/z.yaml"]), ("*.yaml", &["b.yaml"])]
    {
        let run = folder.recto(&format!("check {inputs} --message-format short")).succeeds();
        let files: Vec<_> = run.stderr.lines().filter_map(|line| line.split(':').next()).collect();
        assert_eq!(files[..found.len()], *found, "{}", run.stderr);
    }
    folder.write("empty/notes.txt", "");
    let run = folder.recto("check empty");
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("there is no résumé in the folder `empty`"), "{}", run.stderr);
}

#[test]
fn plausible_values_are_not_reported() {
    let content = "\
basics:
  name: Jo “Joe” Pell
  email: [jo@x.example, jo.pell+cv@y.example]
  summary: 'Wrote `**kwargs`, \\*\\*stars, 2 ** 3 = 8 in [C](https://x.example)'
work:
  - {name: The “Iron” Works, position: Smith, startDate: 2026-09}
  - {name: A, startDate: 2020, endDate: 2030}
certificates: [{name: “Safe” work, date: 2035}]
awards: [{title: '“Best nail”', date: 2020}]
";
    assert_eq!(reported(content, ""), ["unclosed-markup 4"; 0]);
}

#[test]
fn far_dates_are_measured_from_the_document_date() {
    let content = "basics: {name: Jo}\nwork: [{name: A, startDate: 2030-05}]\n";
    assert_eq!(reported(content, ""), ["far-date 2"]);
    let folder = Folder::new();
    folder.write("cv.yaml", content);
    let run = folder.recto("check cv.yaml --date 2029-06-01").succeeds();
    assert_eq!(run.stderr, "no problems\n");
}

//! Tests `recto build --jsonl - --to-stdout jsonl`.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::program::{Folder, Run};

/// Returns the answers without durations.
fn answers(run: &Run) -> Vec<Value> {
    let text = run.text();
    let lines = text.lines().map(|line| {
        let mut answer: Value = serde_json::from_str(line).expect("a line is JSON");
        let took = answer.as_object_mut().expect("an object").shift_remove("ms");
        assert!(took.is_some_and(|took| took.is_u64()), "{line}");
        answer
    });
    lines.collect()
}

fn person(name: &str) -> Value {
    json!({"basics": {"name": name}, "work": [{"name": "Engine Works", "position": "Analyst"}]})
}

fn stream(folder: &Folder, args: &str, lines: &[String]) -> Run {
    let command = format!("build --jsonl - --to-stdout jsonl --date 2026-01-31 {args}");
    folder.pipe(&command, lines.join("\n"))
}

#[test]
fn each_record_is_answered_with_the_same_file_as_a_single_build() {
    let folder = Folder::new();
    let lines = [
        person("Ada Example").to_string(),
        json!({"id": 7, "resume": person("Bo Sample"), "settings": {"theme": "plain"}}).to_string(),
    ];
    let run = stream(&folder, "--jobs 2", &lines).succeeds();
    let answers = answers(&run);
    let pdf = |answer: &Value| {
        let text = answer["outputs"][0]["base64"].as_str().expect("base64").to_owned();
        STANDARD.decode(text).expect("base64")
    };
    folder.write("ada.json", &lines[0]).write("bo.json", person("Bo Sample").to_string());
    folder.recto("build ada.json --date 2026-01-31").succeeds();
    folder.recto("build bo.json --date 2026-01-31 -t plain").succeeds();
    assert!(pdf(&answers[0]) == folder.read("ada.pdf"));
    assert!(pdf(&answers[1]) == folder.read("bo.pdf"));
    let mut second = answers[1].clone();
    second["outputs"][0]["base64"] = "…".into();
    second["outputs"][0]["bytes"] = 0.into();
    insta::assert_snapshot!(second, @r#"{"n":2,"id":7,"ok":true,"pages":1,"outputs":[{"base64":"…","format":"pdf","bytes":0,"pages":1,"lang":"en-US"}],"diagnostics":[]}"#);
}

#[test]
fn an_invalid_record_is_answered_with_its_errors_and_the_stream_continues() {
    let folder = Folder::new();
    let resume = person("Ada Example");
    let lines = [
        "{\"basics\": {\"name\": ".to_owned(),
        String::new(),
        "42".to_owned(),
        "[]".to_owned(),
        "\u{0}\u{1}".to_owned(),
        json!({"basics": {"name": ["A"]}}).to_string(),
        json!({"id": "a", "resume": {"basics": {"nmae": "A"}}}).to_string(),
        json!({"id": "b", "resume": null}).to_string(),
        json!({"id": "c", "resume": resume, "setings": {}}).to_string(),
        json!({"id": "d", "resume": resume, "settings": {"theme": "regster"}}).to_string(),
        json!({"id": "e", "resume": resume, "settings": {"thme": "plain"}}).to_string(),
        json!({"id": "f", "resume": resume, "settings": {"ppi": 4}}).to_string(),
        json!({"id": "g", "resume": resume, "settings": {"locale": "/etc/passwd"}}).to_string(),
        json!({"id": "h", "resume": resume, "settings": {"variant": "lead"}}).to_string(),
        json!({"id": "i", "resume": resume, "settings": {"print": "yes"}}).to_string(),
        json!({"id": "j", "resume": resume, "settings": 4}).to_string(),
        json!({"id": "k", "resume": "basics: [1]\n", "name": "k.yaml"}).to_string(),
        json!({"id": {}, "resume": resume}).to_string(),
        json!({"id": "last", "resume": resume}).to_string(),
    ];
    let run = stream(&folder, "--jobs 2", &lines).succeeds();
    let answers = answers(&run);
    let reported: Vec<_> = answers
        .iter()
        .map(|answer| {
            let problem = &answer["diagnostics"][0];
            let start = &problem["span"]["start"];
            let place = problem["span"]["file"].as_str().map_or(String::new(), |file| {
                format!("{file}:{}:{}: ", start["line"], start["column"])
            });
            let id = answer.get("id").map_or(String::new(), ToString::to_string);
            format!("{} {id} {} {place}{}", answer["n"], answer["ok"], problem["message"])
        })
        .collect();
    insta::assert_snapshot!(reported.join("\n"), @r#"
    1  false <stdin>:1:21: "expected a value, found the end of the file"
    3  false <stdin>:3:1: "this file contains text, but a résumé is a mapping"
    4  false <stdin>:4:1: "this file contains a list, but a résumé is a mapping"
    5  false <stdin>:5:1: "the character U+0001 is not allowed here"
    6  true <stdin>:6:19: "`name` is a list; it is read as one text"
    7 "a" true <stdin>:7:30: "`basics.name` is missing"
    8 "b" false <stdin>:8:20: "the file is empty"
    9 "c" false "unknown key `setings` of a record"
    10 "d" false "unknown theme `regster`"
    11 "e" false "unknown key `thme` of `settings`"
    12 "f" false "invalid value '4' for '--ppi <PPI>': 4 is not in 18..=1200"
    13 "g" false "unknown key `locale` of `settings`"
    14 "h" false "unknown variant `lead`"
    15 "i" false "`print` must be true or false, not text"
    16 "j" false "`settings` must be a mapping, not a number"
    17 "k" false k.yaml:1:9: "`basics` must be a mapping, not a list"
    18  false "`id` must be text or a number"
    19 "last" true null
    "#);
    assert_eq!(folder.files(), [""; 0]);
}

#[test]
fn invalid_lines_are_answered() {
    let folder = Folder::new();
    let good = person("Ada Example").to_string();
    let deep = format!("{{\"basics\": {}{}}}", "[".repeat(5000), "]".repeat(5000));
    let lines: [&[u8]; 11] = [
        b"{\"basics\": {\"name\": \"A\", \"name\": \"B\"}}",
        b"{\"basics\": {\"name\": \"A\xff\xfe\"}}",
        b"{\"basics\": {\"name\": \"A\"}} {\"basics\": {\"name\": \"B\"}}",
        b"{\"basics\": {\"name\": \"A",
        b"{\"id\": 6, \"resume\": {\"basics\": {\"name\": \"A\"}}, \"name\": 7}",
        b"}",
        b"null",
        deep.as_bytes(),
        b"\xef\xbb\xbf{\"basics\": {\"name\": \"A\"}}",
        b"{\"basics\": {\"name\": \"A\"}}\r",
        good.as_bytes(),
    ];
    let command = "build --jsonl - --to-stdout jsonl --date 2026-01-31 --jobs 2";
    let run = folder.pipe(command, lines.join(&b"\n"[..])).succeeds();
    let reported: Vec<_> = answers(&run)
        .iter()
        .map(|answer| {
            format!("{} {} {}", answer["n"], answer["ok"], answer["diagnostics"][0]["message"])
        })
        .collect();
    insta::assert_snapshot!(reported.join("\n"), @r#"
    1 false "duplicate key `name`"
    2 false "`<stdin>` is not UTF-8: the byte 0xFF at offset 22, line 2, is invalid"
    3 false "unexpected text after the end of the data"
    4 false "this quotation mark is not closed on its line"
    5 true null
    6 false "unmatched `}`"
    7 false "the file is empty"
    8 false "the data is nested too deeply here"
    9 true null
    10 true null
    11 true null
    "#);
    assert_eq!(folder.files(), [""; 0]);
}

#[test]
fn answers_can_be_written_in_order_of_completion() {
    let folder = Folder::new();
    let record = |i: usize| {
        let resume = if i % 5 == 3 { Value::Null } else { person(&format!("Person {i}")) };
        json!({"id": i, "resume": resume}).to_string()
    };
    let lines: Vec<_> = (1..=12).map(record).collect();
    let in_order = answers(&stream(&folder, "-t plain --jobs 2", &lines).succeeds());
    let numbers: Vec<_> = in_order.iter().map(|answer| answer["n"].as_u64()).collect();
    assert_eq!(numbers, (1..=12).map(Some).collect::<Vec<_>>());
    let mut any = answers(&stream(&folder, "-t plain --jobs 3 --unordered", &lines).succeeds());
    any.sort_by_key(|answer| answer["n"].as_u64());
    assert!(any == in_order, "an answer is another, or missing");
}

/// Number of threads, and of records per thread that may be in progress.
const JOBS: usize = 2;
const AHEAD: usize = 4;

#[test]
fn a_slow_reader_delays_the_records() {
    let folder = Folder::new();
    let command = format!("build --jsonl - --to-stdout jsonl --jobs {JOBS} --date 2026-01-31");
    let mut child = folder
        .command(command.split(' '))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let (mut stdin, stdout) = (child.stdin.take().expect("piped"), child.stdout.take());
    // Longer than a pipe and a buffer, so that a successful write means that it was read.
    let line = |i: usize| format!("{}{}\n", person(&format!("Person {i}")), " ".repeat(200_000));
    let written = AtomicUsize::new(0);
    let count = 60;
    thread::scope(|scope| {
        scope.spawn(|| {
            for i in 0..count {
                stdin.write_all(line(i).as_bytes()).expect("it reads");
                written.fetch_add(1, Ordering::SeqCst);
            }
            drop(stdin);
        });
        let answers = BufReader::new(stdout.expect("piped")).lines();
        // Answers of at least 10 KiB fit into the 64 KiB of the pipe.
        let waiting = 7;
        for (answered, answer) in answers.enumerate() {
            assert!(answer.expect("text").len() > 10_000);
            let begun = written.load(Ordering::SeqCst);
            let most = answered + 1 + waiting + AHEAD * JOBS;
            assert!(begun <= most, "{begun} records are read and {answered} answered");
        }
    });
    assert_eq!(written.into_inner(), count);
    assert!(child.wait().expect("it ends").success());
}

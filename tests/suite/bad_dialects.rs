//! Complete messages about invalid files of other tools, which use the names of the file.

use std::fmt::Write;

use crate::program::Folder;

/// Name of the case, file name, content.
type Case = (&'static str, &'static str, String);

fn case(what: &'static str, file: &'static str, content: impl Into<String>) -> Case {
    (what, file, content.into())
}

/// A complete file of each format, to be truncated and modified.
const RENDERCV: &str = "\
cv:
  name: Ada Example
  email: ada@example.org
  sections:
    experience:
      - company: Engine Works
        position: Analyst
        start_date: 2020-01
        end_date: 2022-05
        highlights:
          - Wrote the first program
design:
  theme: classic
";

const YAMLRESUME: &str = "\
content:
  basics:
    name: Ada Example
    email: ada@example.org
  education:
    - institution: Home
      area: Mathematics
      degree: Bachelor
      startDate: Sep 2010
  work:
    - name: Engine Works
      position: Analyst
      startDate: Jan 2020
      summary: |
        - Wrote the first program
layouts:
  - engine: latex
    template: jake
";

const FRESH: &str = r#"{
  "name": "Ada Example",
  "meta": {"format": "FRESH@0.6.0"},
  "contact": {"email": "ada@example.org"},
  "employment": {
    "history": [
      {"employer": "Engine Works", "position": "Analyst", "start": "2020-01"}
    ]
  }
}
"#;

const JSON_RESUME: &str = r#"{
  "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
  "basics": {"name": "Ada Example", "email": "ada@example.org"},
  "work": [
    {"name": "Engine Works", "position": "Analyst", "startDate": "2020-01"}
  ]
}
"#;

const XMLRESUME: &str = "\
<resume>
  <header><name><firstname>Ada</firstname><surname>Example</surname></name></header>
  <history>
    <job>
      <jobtitle>Analyst</jobtitle>
      <employer>Engine Works</employer>
      <period><from><date><year>2020</year></date></from><to><present/></to></period>
    </job>
  </history>
</resume>
";

/// Replaces a part of a file.
fn bent(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "there is no {from}");
    text.replacen(from, to, 1)
}

fn cut(text: &str, after: &str) -> String {
    let end = text.find(after).expect("it is there") + after.len();
    text[..end].to_owned()
}

fn rendercv() -> Vec<Case> {
    let of = |from: &str, to: &str| bent(RENDERCV, from, to);
    vec![
        case("a misspelt field", "cv.yaml", of("company:", "compnay:")),
        case("a misspelt section of the file", "cv.yaml", of("design:", "desing:")),
        case("a key RenderCV has not", "cv.yaml", of("  email:", "  shoe_size: 38\n  email:")),
        case("a key the file has not", "cv.yaml", of("design:", "colours: red\ndesign:")),
        case(
            "no sections but a list",
            "cv.yaml",
            of("  sections:\n    experience:", "  sections:"),
        ),
        case("a section of text", "cv.yaml", "cv:\n  name: A\n  sections:\n    skills: Python\n"),
        case("the thirteenth month", "cv.yaml", of("2020-01", "2020-13")),
        case("an end before the start", "cv.yaml", of("2022-05", "2012-05")),
        case("a date in words", "cv.yaml", of("2020-01", "spring 2020")),
        case("a highlight with a colon", "cv.yaml", of("- Wrote the", "- Wrote: the")),
        case("an unknown option", "cv.yaml", of("theme: classic", "page: {margin_top: 1cm}")),
        case("a misspelt option", "cv.yaml", of("theme: classic", "page: {top_margn: 1cm}")),
        case(
            "an unknown network",
            "cv.yaml",
            of("  email:", "  social_networks: [{network: Githubb, username: a}]\n  email:"),
        ),
        case(
            "entries of no type",
            "cv.yaml",
            of("company: Engine Works\n        position: Analyst\n        ", "firm: X\n        "),
        ),
        case("nothing under cv", "cv.yaml", "cv:\ndesign:\n  theme: classic\n"),
        case("cut off in a key", "cv.yaml", cut(RENDERCV, "start_d")),
        case("cut off in a quotation", "cv.yaml", "cv:\n  name: Ada\n  headline: \"Anal"),
    ]
}

fn yamlresume() -> Vec<Case> {
    let of = |from: &str, to: &str| bent(YAMLRESUME, from, to);
    vec![
        case("a misspelt field", "cv.yml", of("institution:", "institutoin:")),
        case("a misspelt section", "cv.yml", of("  education:", "  eductaion:")),
        case("a key YAMLResume has not", "cv.yml", of("area:", "minor: Logic\n      area:")),
        case("a list where text goes", "cv.yml", of("Ada Example", "[Ada, Example]")),
        case(
            "text where a list goes",
            "cv.yml",
            of("layouts:\n  - engine: latex\n    template: jake", "layouts: latex"),
        ),
        case("a degree it does not know", "cv.yml", of("Bachelor", "Bachlor")),
        case("the thirty-first of September", "cv.yml", of("Sep 2010", "Sep 31, 2010")),
        case("a date in words", "cv.yml", of("Sep 2010", "after school")),
        case("an unknown template", "cv.yml", of("jake", "jakke")),
        case("an unknown engine", "cv.yml", of("latex", "latx")),
        case(
            "an order of unknown sections",
            "cv.yml",
            of("template: jake", "sections: {order: [wrok]}"),
        ),
        case(
            "an unknown language",
            "cv.yml",
            of("layouts:", "locale: {language: klingon}\nlayouts:"),
        ),
        case("nothing under content", "cv.yml", "content:\nlayouts:\n  - engine: latex\n"),
        case("cut off in a key", "cv.yml", cut(YAMLRESUME, "startD")),
    ]
}

fn fresh() -> Vec<Case> {
    let of = |from: &str, to: &str| bent(FRESH, from, to);
    vec![
        case("a misspelt field", "cv.json", of("\"employer\"", "\"employr\"")),
        case("a misspelt section", "cv.json", of("\"employment\"", "\"emplyment\"")),
        case("a list where text goes", "cv.json", of("\"Ada Example\"", "[\"Ada\", \"Example\"]")),
        case(
            "text where a section goes",
            "cv.json",
            of("{\"email\": \"ada@example.org\"}", "\"ada@example.org\""),
        ),
        case(
            "a list of numbers for entries",
            "cv.json",
            of(
                "{\"employer\": \"Engine Works\", \"position\": \"Analyst\", \"start\": \"2020-01\"}",
                "7",
            ),
        ),
        case("the thirteenth month", "cv.json", of("2020-01", "2020-13")),
        case("a key twice", "cv.json", of("\"start\"", "\"start\": \"2019\", \"start\"")),
        case("cut off", "cv.json", cut(FRESH, "\"position\": \"Ana")),
    ]
}

fn jsonresume() -> Vec<Case> {
    let of = |from: &str, to: &str| bent(JSON_RESUME, from, to);
    vec![
        case("a misspelt field", "resume.json", of("\"startDate\"", "\"startdate\"")),
        case(
            "names from before 1.0",
            "resume.json",
            of(
                "{\"name\": \"Engine Works\"",
                "{\"website\": \"https://works.example\", \"company\": \"Engine Works\"",
            ),
        ),
        case(
            "a list where text goes",
            "resume.json",
            of("\"Ada Example\"", "[\"Ada\", \"Example\"]"),
        ),
        case(
            "an entry outside a list",
            "resume.json",
            of("[\n    {", "{\"x\":\n    {").replace("}\n  ]", "}\n  }"),
        ),
        case("the thirtieth of February", "resume.json", of("2020-01", "2020-02-30")),
        case("cut off", "resume.json", cut(JSON_RESUME, "\"position\": \"Analyst\"")),
    ]
}

fn xmlresume() -> Vec<Case> {
    let of = |from: &str, to: &str| bent(XMLRESUME, from, to);
    vec![
        case(
            "a misspelt element",
            "cv.xml",
            of("<employer>Engine Works</employer>", "<emploier>Engine Works</emploier>"),
        ),
        case("text where elements go", "cv.xml", of("<job>", "<job>Analyst at large")),
        case("a year that is none", "cv.xml", of("2020", "twenty-twenty")),
        case(
            "no header",
            "cv.xml",
            of(
                "  <header><name><firstname>Ada</firstname><surname>Example</surname></name></header>\n",
                "",
            ),
        ),
        case("cut off", "cv.xml", cut(XMLRESUME, "<jobtitle>Ana")),
    ]
}

fn linkedin() -> Vec<Case> {
    let profile = "First Name,Last Name,Headline\nAda,Example,Analyst\n";
    vec![
        case(
            "an unknown column",
            "export/Profile.csv",
            "First Name,Last Name,Shoe Size\nAda,Example,38\n",
        ),
        case("a row too long", "export/Profile.csv", format!("{profile}A,B,C,D\n")),
        case(
            "a quotation never closed",
            "export/Profile.csv",
            "First Name,Last Name\n\"Ada,Example\n",
        ),
        case(
            "no profile",
            "export/Positions.csv",
            "Company Name,Title,Started On\nEngine Works,Analyst,Sometime\n",
        ),
        case("an empty table", "export/Profile.csv", ""),
        case("one table alone", "Positions.csv", "Company Name,Title\nEngine Works,Analyst\n"),
    ]
}

/// Builds each file and joins the messages.
fn answers(cases: Vec<Case>) -> String {
    cases.into_iter().fold(String::new(), |mut all, (what, file, content)| {
        let folder = Folder::new();
        folder.write(file, content);
        let input = file.split_once('/').map_or(file, |(folder, _)| folder);
        let run = folder.recto(&format!("build {input} -o out.pdf --no-system-fonts"));
        assert!((0..=1).contains(&run.code), "{what}: exit {}: {}", run.code, run.stderr);
        assert_eq!(folder.exists("out.pdf"), run.code == 0, "{what}");
        let _ = writeln!(all, "### {what} (exit {})\n{}", run.code, run.stderr);
        all
    })
}

#[test]
fn errors_in_rendercv_files_use_rendercvs_names() {
    insta::assert_snapshot!(answers(rendercv()));
}

#[test]
fn errors_in_yamlresume_files_use_yamlresumes_names() {
    insta::assert_snapshot!(answers(yamlresume()));
}

#[test]
fn errors_in_fresh_files_use_freshs_names() {
    insta::assert_snapshot!(answers(fresh()));
}

#[test]
fn errors_in_json_resume_files_use_json_resumes_names() {
    insta::assert_snapshot!(answers(jsonresume()));
}

#[test]
fn errors_in_xml_resume_files_name_their_elements() {
    insta::assert_snapshot!(answers(xmlresume()));
}

#[test]
fn errors_in_linkedin_tables_name_file_and_column() {
    insta::assert_snapshot!(answers(linkedin()));
}

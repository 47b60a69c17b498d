use proptest::prelude::*;

use super::{is_wanted, read};
use crate::diagnostic::{Diagnostics, Sources};
use crate::format::testing::{deterministic_config, linkedin_files};
use crate::format::{Dialect, ReadOptions, native};
use crate::resume::Resume;
use crate::source::{Node, PackedFile, tables, write_yaml};

fn tree(files: &[(&str, &str)]) -> Node {
    let packed = files.iter().map(|(name, text)| PackedFile {
        name: (*name).to_owned(),
        bytes: is_wanted(name).then(|| text.as_bytes().to_vec()),
    });
    tables("export", packed.collect(), &mut Sources::default(), &mut Diagnostics::default())
}

fn try_read(files: &[(&str, &str)], private: bool) -> (Option<Resume>, String) {
    let mut diagnostics = Diagnostics::default();
    let resume = read(&tree(files), ReadOptions { private }, &mut diagnostics);
    let lines = diagnostics.iter().map(|d| {
        let path = d.path.as_ref().map(ToString::to_string).unwrap_or_default();
        let hints: String = d.hints.iter().map(|hint| format!("  {hint}\n")).collect();
        format!("[{}] {path}: {}\n{hints}", d.code, d.message)
    });
    (resume, lines.collect())
}

fn native_form(files: &[(&str, &str)], private: bool) -> (String, String) {
    let (resume, messages) = try_read(files, private);
    (write_yaml(&native::write(&resume.expect("a résumé"))), messages)
}

fn with_fixture<T>(test: impl Fn(&[(&str, &str)]) -> T) -> T {
    let files = linkedin_files();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    test(&files)
}

#[test]
fn every_column_has_the_expected_native_form() {
    let (yaml, messages) = with_fixture(|files| native_form(files, false));
    insta::assert_snapshot!(format!("{messages}\n{yaml}"));
}

#[test]
fn private_data_are_read_on_request() {
    let (yaml, messages) = with_fixture(|files| native_form(files, true));
    for text in ["Lindqvist", "4 Hidden Lane", "1985-03-03", "old@kestrel.example", "Not shown."] {
        assert!(yaml.contains(text), "{text} is not in {yaml}");
    }
    assert!(!messages.contains("[private]"), "{messages}");
}

#[test]
fn all_cells_of_a_profile_are_kept() {
    let (yaml, _) = with_fixture(|files| native_form(files, true));
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let printed = letters(&yaml);
    // Data about the account or visibility.
    let elsewhere = ["Confirmed", "Primary", "Updated On", "Status"];
    let is_date =
        |text: &str| super::date::parse(text) != crate::resume::Date::Free(text.to_owned());
    let root = with_fixture(tree);
    for file in root.as_map().unwrap_or_default() {
        for row in file.value.as_list().unwrap_or_default() {
            for cell in row.as_map().unwrap_or_default() {
                let text = cell.value.as_text().unwrap_or_default();
                let is_masked = text.contains("**");
                if elsewhere.contains(&cell.key.as_str()) || is_masked || is_date(text) {
                    continue;
                }
                // Brackets contain pairs: `[PERSONAL:https://…,SKYPE:name]`.
                let is_pairs = text.starts_with('[');
                for word in text.split(|c| ",\n[]".contains(c) || is_pairs && c == ':') {
                    assert!(printed.contains(&letters(word)), "{}: {word} is lost", file.key);
                }
            }
        }
    }
}

#[test]
fn an_export_is_detected_by_its_files() {
    let root = with_fixture(tree);
    assert_eq!(Dialect::detect(&root, None).dialect, Dialect::LinkedIn);
    assert_eq!(Dialect::detect(&root, None).ambiguity(), None);
}

#[test]
fn alternative_file_names_of_exports_are_recognised() {
    for name in [
        "Volunteer Experiences.csv",
        "volunteering.CSV",
        "Basic_LinkedInDataExport_01-02-2024/Test Scores.csv",
        "Recommendations_Received.csv",
        "Honors & Awards.csv".replace(" & ", "_").as_str(),
    ] {
        assert!(is_wanted(name), "{name}");
    }
    for name in ["Shares_123.csv", "messages.csv", "._Profile.csv", "Profile.pdf", "Positions"] {
        assert!(!is_wanted(name), "{name}");
    }
}

#[test]
fn problems_are_reported_with_file_and_column() {
    let (_, messages) = try_read(
        &[
            (
                "Positions.csv",
                "Company Name,Title,Started On,Mood,Finished On\nOrb,Seer,Sometime in 2018,calm,\n",
            ),
            ("Ships.csv", "Name\nArgo\n"),
            ("media/cv.pdf", ""),
        ],
        false,
    );
    insta::assert_snapshot!(messages, @r#"
    [free-date] "Positions.csv"[0].Started On: `Sometime in 2018` is not a date; it is printed unchanged
      LinkedIn writes `Mar 2019`; correct it there, or in what `recto convert` writes
    [unknown-column] "Positions.csv"[0].Mood: unknown column `Mood`; it is printed under its own name
    [unread-file] : `Ships.csv` and 1 more files are not read
      the others: `media/cv.pdf`
    "#);
    let (resume, messages) = try_read(&[("messages.csv", "FROM\nme\n")], false);
    assert_eq!(resume, None);
    insta::assert_snapshot!(messages, @"
    [not-a-resume] : this contains no table of a LinkedIn profile
      ask LinkedIn for a copy of your data, and give the ZIP as it is
    ");
}

proptest! {
    #![proptest_config(deterministic_config(128))]

    #[test]
    fn reading_arbitrary_tables_does_not_panic(
        name in prop::sample::select(vec!["Profile", "Positions", "Skills", "Honors", "PhoneNumbers"]),
        header in "(First Name|Title|Websites|Started On|Description|Number|x)(,(Summary|Url|Name|y)){0,3}",
        rows in prop::collection::vec("[a-c,\"\\[\\]:*•\\- é/0-9]{0,30}", 0..4),
        private in any::<bool>(),
    ) {
        let text = format!("{header}\n{}", rows.join("\n"));
        let _ = try_read(&[(&format!("{name}.csv"), &text)], private);
    }
}

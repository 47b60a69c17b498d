//! Checks the text of pages from hand-written files with common deviations.

use crate::program::Folder;

/// Returns the text of a page, and the messages, one per line.
fn text(file: &str, content: &str) -> (String, String) {
    let folder = Folder::new();
    folder.write(file, content);
    let command = format!("build {file} --format txt -o out.txt -q --message-format short");
    let run = folder.recto(&command).succeeds();
    let text = String::from_utf8(folder.read("out.txt")).expect("text");
    (text, run.stderr)
}

#[test]
fn deviating_notations_give_the_intended_text() {
    for (file, content, expected) in [
        // A region that equals the city.
        ("a.yaml", "basics: {name: A, location: {city: Köln, region: koln}}", "Köln\n"),
        (
            "a.yaml",
            "basics: {name: A, location: {city: 'Bern, Schweiz', region: Schweiz}}",
            "Bern, Schweiz\n",
        ),
        ("a.yaml", "basics: {name: A, location: {city: 上海市, region: 上海}}", "上海市\n"),
        (
            "a.yaml",
            "basics: {name: A, location: {city: 'Reno, NV', region: Nevada, countryCode: US}}",
            "Reno, NV, United States",
        ),
        (
            "a.yaml",
            "basics: {name: A, location: {city: Guelph, region: 'Ontario, ON', countryCode: CA}}",
            "Guelph, Ontario, Canada",
        ),
        (
            "a.yaml",
            "basics: {name: A, location: {city: New York, region: NY, countryCode: US}}",
            "New York, NY, United States",
        ),
        (
            "a.yaml",
            "basics: {name: A, location: {city: 'Graz, AT', country: Austria}}",
            "\nGraz, AT\n",
        ),
        // Initials already end in a full stop.
        (
            "a.yaml",
            "publications: [{name: On silt, authors: [B. Roe, 'Ito, K.']}]",
            "Ito, K. On silt",
        ),
        // A list on one line.
        ("a.yaml", "work: [{name: A, summary: '• Dug a well • Laid a pipe'}]", "- Dug a well\n"),
        ("a.yaml", "work: [{name: A, highlights: ['▸ Dug a well']}]", "- Dug a well\n"),
        // HTML elements within text.
        (
            "a.json",
            r#"{"work": [{"name": "A", "summary": "<div>Dug</div><div>H<sub>2</sub>O</div> it<!-- no -->"}]}"#,
            "H2O",
        ),
        // Dates.
        (
            "a.yaml",
            "work: [{name: A, startDate: Oct-19, endDate: \"Nov '20\"}]",
            "Oct 2019–Nov 2020",
        ),
        (
            "a.yaml",
            "work: [{name: A, startDate: 2019.10, endDate: 2020.11.30}]",
            "Oct 2019–Nov 2020",
        ),
        ("a.yaml", "work: [{name: A, startDate: 2019年10月, endDate: 현재}]", "Oct 2019–Present"),
        ("a.yaml", "work: [{name: A, startDate: 2019/10至今}]", "Oct 2019–Present"),
        ("a.yaml", "work: [{name: A, date: 2019-heute}]", "2019–Present"),
        // A link, and a section order for another tool's theme.
        (
            "a.json",
            r#"{"work": [{"name": "A", "papers": [{"name": "Silt", "url": "https://a.example/s"}]}]}"#,
            "Papers: Silt",
        ),
        ("a.json", r#"{"work": [{"name": "Alder"}], "sections": ["profile", "work"]}"#, "Alder"),
        // The length of a bar.
        (
            "a.json",
            r#"{"languages": [{"language": "Dutch", "fluency": "Fluent", "value": 90}]}"#,
            "Dutch (Fluent)",
        ),
        // A key that is not a misspelling of a similar one.
        (
            "a.json",
            r#"{"publications": [{"name": "P", "coauthors": "B. Roe"}]}"#,
            "Coauthors: B. Roe",
        ),
        // A URL path given as a user name.
        (
            "a.yaml",
            "basics: {name: A, profiles: [{network: LinkedIn, username: in/roe}]}",
            "linkedin.com/in/roe",
        ),
        (
            "a.yaml",
            "cv: {name: A, social_networks: [{network: LinkedIn, username: in/roe}]}",
            "linkedin.com/in/roe",
        ),
        // A profile that is a URL only.
        (
            "a.yaml",
            "basics: {name: A, profiles: [{url: 'https://www.linkedin.com/in/roe'}]}",
            "\nlinkedin.com/in/roe",
        ),
        // Characters of Word's symbol fonts, and of unknown fonts.
        ("a.yaml", "work: [{name: A, position: \"Cook \\uF0E0 chef \\uE123\"}]", "Cook → chef"),
    ] {
        let (text, printed_messages) = self::text(file, content);
        assert!(text.contains(expected), "{content}: {text} {printed_messages}");
        for (mark, own) in [
            ("Köln, ", "Köln"),
            ("Schweiz, Schweiz", "Schweiz"),
            ("/in/in/", "in/roe"),
            ("<", "<div>"),
        ] {
            assert!(!content.contains(own) || !text.contains(mark), "{content}: {text}");
        }
    }
}

#[test]
fn personal_details_are_omitted_under_any_name_by_country_of_the_address() {
    for key in ["dob", "birthday", "Geburtsdatum", "fecha_de_nacimiento"] {
        let at = "location: {countryCode: US}";
        let (text, printed_messages) =
            self::text("a.yaml", &format!("basics: {{name: A, {key}: 3 Feb 1990, {at}}}"));
        assert!(!text.contains("1990"), "{text}");
        assert!(printed_messages.contains("not printed: date of birth"), "{printed_messages}");
    }
    let at = "location: {countryCode: DE}";
    let (text, _) = self::text("a.yaml", &format!("basics: {{name: A, dob: 3 Feb 1990, {at}}}"));
    assert!(text.contains("1990"), "{text}");
}

#[test]
fn website_settings_are_not_printed() {
    let (text, printed_messages) = self::text(
        "a.yaml",
        "projects: [{name: Well, uuid: 7f3a, key: k1, class: wide, isActive: true}]",
    );
    assert!(!["7f3a", "k1", "wide", "true"].iter().any(|value| text.contains(value)), "{text}");
    assert!(printed_messages.contains("uuid"), "{printed_messages}");
}

#[test]
fn xml_with_names_of_another_dialect_is_rejected() {
    let folder = Folder::new();
    folder.write("a.xml", "<cv><name>Ada Roe</name><sections><item>Well</item></sections></cv>");
    let printed_messages = folder.recto("build a.xml --message-format short").fails_with(1).stderr;
    assert!(printed_messages.contains("this XML is not a résumé"), "{printed_messages}");
}

#[test]
fn check_reports_text_outside_its_column() {
    let folder = Folder::new();
    folder.write("cv.yaml", "basics: {name: Ada Roe}\n");
    folder.recto("themes new mine --from plain").succeeds();
    let printed_messages = |body: &str| {
        let theme = format!("#let render(view, options) = {{ set page(width: 15cm)\n {body} }}");
        folder.write("mine/theme.typ", theme);
        folder.recto("check cv.yaml -t ./mine --message-format short").succeeds().stderr
    };
    assert_eq!(printed_messages("[Ada Roe laid tiles in Reno.]"), "no problems\n");
    let wide = printed_messages("box(width: 2cm, text(size: 40pt, \"mmmmmmmmmmmmmmmmm\"))");
    assert!(wide.contains("overflows its column on page 1"), "{wide}");
    let over = printed_messages("[Tiles]; place(top + left, dx: 0.3cm, [Roofs])");
    assert!(over.contains("`Tiles` overflows its column"), "{over}");
    // What stands in the margin as a whole is put there.
    assert_eq!(printed_messages("[Ada]; place(top + left, dx: -1.5cm, [2019])"), "no problems\n");
}

#[test]
fn a_location_of_several_lines_stays_on_the_page() {
    let folder = Folder::new();
    let place = "Upper Quarry Lane behind the Old Mill, ".repeat(5);
    let board = "Board for Bridges, Ferries and Landing Places of the Eastern Valleys";
    let job =
        format!("{{name: '{board}', location: '{place}Reno', position: Warden, startDate: 2020}}");
    folder.write("cv.yaml", format!("basics: {{name: Ada Roe}}\nwork: [{job}]\n"));
    for theme in ["ivy", "accent", "panel"] {
        let printed_messages = folder.recto(&format!("check cv.yaml -t {theme}")).succeeds().stderr;
        assert!(!printed_messages.contains("overflows"), "{theme}: {printed_messages}");
    }
}

#[test]
fn keys_in_another_language_get_a_hint_with_the_english_keys() {
    let folder = Folder::new();
    for (content, hint) in [
        (
            "Name: Uwe\nBerufserfahrung: [{Firma: X}]\nSprachen: [Deutsch]\n",
            "`work` for `Berufserfahrung`, `languages` for `Sprachen`",
        ),
        ("nom: Zoé\nLangues: [français]\n", "`languages` for `Langues`"),
        ("nombre: Ana\nIdiomas: [vasco]\n", "`languages` for `Idiomas`"),
    ] {
        folder.write("a.yaml", content);
        let printed_messages =
            folder.recto("build a.yaml --message-format short").fails_with(1).stderr;
        assert!(
            printed_messages.contains(&format!("keys are in English: write {hint}")),
            "{printed_messages}"
        );
    }
}

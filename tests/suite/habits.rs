//! Tests customs of countries: personal details and telephone numbers.

use crate::program::{Folder, themes};

const PERSON: &str =
    "basics: {name: Ada Roe, image: me.png, birth: 1990-02-03, nationality: Ruritanian}\n";

/// Creates a folder with a résumé that has the given `meta`.
fn folder(meta: &str) -> Folder {
    let folder = Folder::new();
    folder.write("me.png", include_bytes!("../fixtures/photo.png"));
    folder.write("cv.yaml", format!("{PERSON}meta: {{{meta}}}\n"));
    folder
}

/// Builds a page; returns which personal details are on it, and the messages.
fn build(folder: &Folder, flags: &str) -> (String, String) {
    let run = folder.recto(&format!("build cv.yaml -q --message-format short {flags}")).succeeds();
    let pdf = folder.read("cv.pdf");
    let text = pdf_extract::extract_text_from_mem(&pdf).expect("text");
    let document = pdf_extract::Document::load_mem(&pdf).expect("a PDF");
    let is_picture = |object: &pdf_extract::Object| {
        let subtype = object.as_stream().and_then(|stream| stream.dict.get(b"Subtype"));
        subtype.and_then(|name| name.as_name()).is_ok_and(|name| name == b"Image")
    };
    let shown = [
        ("photo", document.objects.values().any(is_picture)),
        ("birth", text.contains("1990")),
        ("nationality", text.contains("Ruritanian")),
    ];
    let shown: Vec<_> = shown.into_iter().filter(|(_, is_on)| *is_on).map(|(it, _)| it).collect();
    (shown.join(" "), run.stderr)
}

const ALL: &str = "photo birth nationality";

#[test]
fn personal_details_unwanted_in_a_country_are_omitted_and_reported() {
    for (meta, flags) in [
        ("locale: en-GB", ""),
        ("locale: en-US", ""),
        ("locale: fr-CA", ""),
        ("languages: [en-AU, de]", ""),
        ("locale: de", "--lang en-NZ"),
        ("variants: {dublin: {lang: en-IE}}", "--variant dublin -o cv.pdf"),
    ] {
        let (shown, printed_messages) = build(&folder(meta), flags);
        assert_eq!(shown, "", "{meta} {flags}");
        assert_eq!(printed_messages.lines().count(), 2, "{printed_messages}");
    }
    insta::assert_snapshot!(build(&folder("locale: en-GB"), "").1, @"
    cv.yaml:1:32: warning: not printed: photo; employers in `GB` may not consider age or origin (Equality Act 2010); hint: `--set photo=true`, or the same in `meta.options`, shows it; `false` hides it without this warning
    cv.yaml:1:47: warning: not printed: date of birth, nationality; employers in `GB` may not consider age or origin (Equality Act 2010); hint: `--set personal-details=true`, or the same in `meta.options`, shows it; `false` hides it without this warning
    ");
}

#[test]
fn all_personal_details_are_printed_where_usual_or_without_a_country() {
    for (meta, flags) in [
        ("", ""),
        ("locale: en", ""),
        ("locale: de", ""),
        ("locale: de-DE", ""),
        ("locale: ja", ""),
        ("locale: en-GB", "--lang de"),
    ] {
        assert_eq!(build(&folder(meta), flags), (ALL.to_owned(), String::new()), "{meta} {flags}");
    }
}

#[test]
fn explicit_options_for_personal_details_apply_without_warning() {
    for (options, flags, expected) in [
        ("photo: true, personal-details: true", "", ALL),
        ("photo: false, personal-details: false", "", ""),
        ("photo: false, personal-details: true", "", "birth nationality"),
        ("photo: false", "--set photo=true --set personal-details=false", "photo"),
        ("photo: true, personal-details: true", "--lang de", ALL),
        ("photo: false, personal-details: false", "--lang de", ""),
    ] {
        let folder = folder(&format!("locale: en-GB, options: {{{options}}}"));
        let expected = (expected.to_owned(), String::new());
        assert_eq!(build(&folder, flags), expected, "{options} {flags}");
    }
    let variants = "variants: {stage: {options: {photo: true, personal-details: true}}}";
    let of_variant = folder(&format!("locale: en-GB, {variants}"));
    let expected = (ALL.to_owned(), String::new());
    assert_eq!(build(&of_variant, "--variant stage -o cv.pdf"), expected);
    let folder = folder("locale: en-GB, options: {photo: true}");
    let (shown, printed_messages) = build(&folder, "--set photo=auto --set personal-details=true");
    assert_eq!(
        (&*shown, printed_messages.lines().count()),
        ("birth nationality", 1),
        "{printed_messages}"
    );
}

#[test]
fn a_theme_without_a_photo_shows_one_only_on_request() {
    for theme in themes() {
        let expected = if theme == "plain" { "birth nationality" } else { ALL };
        let flags = format!("-t {theme}");
        assert_eq!(build(&folder("locale: de"), &flags).0, expected, "{theme}");
        assert_eq!(build(&folder("locale: de"), &format!("{flags} --set photo=true")).0, ALL);
    }
    let (_, printed_messages) =
        build(&folder("locale: en-GB"), "-t plain --set personal-details=false");
    assert_eq!(printed_messages, "");
}

#[test]
fn a_phone_number_that_cannot_be_formatted_is_reported_with_its_position() {
    let folder = Folder::new();
    let location = "location: {city: Leeds, countryCode: GB}";
    folder.write("cv.yaml", format!("basics: {{name: Ada, phone: 0113 496 09, {location}}}\n"));
    assert_eq!(folder.recto("build cv.yaml -q").succeeds().stderr, "");
    let printed_messages =
        folder.recto("build cv.yaml -q --set phone-format=national").succeeds().stderr;
    insta::assert_snapshot!(printed_messages, @"
    warning: telephone number `0113 496 09` is printed as typed: it is not a valid number in `GB`
     --> cv.yaml:1:28
      |
    1 | basics: {name: Ada, phone: 0113 496 09, location: {city: Leeds, countryCode: GB}}
      |                            ^^^^^^^^^^^
      |
      = hint: start it with its calling code, such as `+44`, or check for a missing or extra digit
    ");
}

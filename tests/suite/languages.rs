//! Tests languages and scripts: locales, multilingual files, right-to-left pages, fonts.

use std::fmt::Write;

use pdf_extract::{Dictionary, Document, Object};

use crate::conformance::violations;
use crate::program::{Folder, Run};

/// Locales whose fonts are too large to be embedded.
const BY_SYSTEM_FONTS: [&str; 2] = ["ja", "ko"];

fn locales() -> Vec<String> {
    let listed = Folder::new().recto("locales").succeeds().text();
    listed.lines().filter_map(|line| Some(line.split_whitespace().next()?.to_owned())).collect()
}

fn has_embedded_fonts(tag: &str) -> bool {
    !BY_SYSTEM_FONTS.contains(&tag) && !tag.starts_with("zh")
}

/// Returns the title of the work section in a language.
fn title_of_work(tag: &str) -> String {
    let words = Folder::new().recto(&format!("locales {tag}")).succeeds().text();
    let titles = words.split("[titles]").nth(1).expect("there are titles");
    let line = titles.lines().find(|line| line.starts_with("work = ")).expect("one of them");
    line["work = ".len()..].trim_matches('"').to_owned()
}

fn document(pdf: &[u8]) -> Document {
    Document::load_mem(pdf).expect("the PDF can be read")
}

/// Returns the titles of a document's bookmarks, which are its headings in logical order.
fn headings(pdf: &Document) -> Vec<String> {
    let follow = |from: &Dictionary, key: &[u8]| {
        let id = from.get(key).and_then(Object::as_reference).ok()?;
        pdf.get_dictionary(id).ok()
    };
    let mut titles = Vec::new();
    let root = pdf.catalog().ok().and_then(|catalog| follow(catalog, b"Outlines"));
    let mut ahead: Vec<_> = root.and_then(|root| follow(root, b"First")).into_iter().collect();
    while let Some(item) = ahead.pop() {
        titles.extend(item.get(b"Title").and_then(Object::as_str).ok().map(text_string));
        ahead.extend(follow(item, b"Next"));
        ahead.extend(follow(item, b"First"));
    }
    titles
}

fn text_string(bytes: &[u8]) -> String {
    match bytes.strip_prefix(b"\xfe\xff") {
        Some(utf16) => {
            let units: Vec<_> =
                utf16.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).expect("UTF-16")
        }
        None => {
            String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).into()
        }
    }
}

fn lang(dict: &Dictionary) -> Option<String> {
    dict.get(b"Lang").ok()?.as_str().ok().map(text_string)
}

fn document_language(pdf: &Document) -> String {
    lang(pdf.catalog().expect("a catalog")).expect("a language")
}

/// Returns the sorted languages of elements and text runs in the document.
fn languages_within(pdf: &Document) -> Vec<String> {
    let is_element = |dict: &&Dictionary| dict.has(b"S") && dict.has(b"P");
    let dicts = pdf.objects.values().filter_map(|object| object.as_dict().ok());
    let mut languages: Vec<_> = dicts.filter(is_element).filter_map(lang).collect();
    for page in pdf.page_iter() {
        let content = pdf.get_and_decode_page_content(page).expect("a page");
        let marked = content.operations.iter().filter(|operation| operation.operator == "BDC");
        languages.extend(marked.filter_map(|it| lang(it.operands.get(1)?.as_dict().ok()?)));
    }
    languages.sort();
    languages.dedup();
    languages
}

#[test]
fn every_language_conforms_with_its_titles_and_without_missing_glyphs() {
    let tags: Vec<_> = locales().into_iter().filter(|tag| has_embedded_fonts(tag)).collect();
    assert!(tags.len() > 25);
    let folder = Folder::new();
    let mut cv = format!(
        "meta: {{languages: [{}], consent: true, options: {{personal-details: true}}}}\n",
        tags.join(", ")
    );
    cv.push_str("basics: {name: Ada Roe, birth: 1990-02-03, phone: {number: +44 20 7946 0001, label: mobile}}\n");
    for (section, entry) in [
        ("work", "{name: Engine Works, position: Analyst, startDate: 2020-01, endDate: present}"),
        ("volunteer", "{organization: Club, startDate: 2011-08-04, endDate: 2012}"),
        (
            "education",
            "{institution: School, studyType: BSc, area: Sums, score: 1.0, endDate: 2009}",
        ),
        ("awards", "{title: Prize, date: 2010-05}"),
        ("certificates", "{name: Licence}"),
        ("publications", "{name: Paper, authors: [A. Roe, B. Poe], pages: 1-2}"),
        ("skills", "{name: Sums, keywords: [{name: Adding, years: 3}]}"),
        ("languages", "{language: English, fluency: Native or bilingual proficiency}"),
        ("interests", "{name: Chess}"),
        ("references", "{name: Bo Poe, reference: Good., email: bo@example.org}"),
        ("projects", "{name: Engine}"),
    ] {
        let _ = writeln!(cv, "{section}: [{entry}]");
    }
    cv.push_str("letter: {body: Hire me., place: Ely, enclosures: [Paper], postscript: Soon.}\n");
    folder.write("cv.yaml", cv);
    folder.recto("build cv.yaml --lang all --out-dir out --no-system-fonts -q").succeeds();
    for tag in tags {
        let pdf = folder.read(&format!("out/cv-{tag}.pdf"));
        assert_eq!(violations(&pdf), [""; 0], "{tag}");
        let document = document(&pdf);
        assert!(document_language(&document).eq_ignore_ascii_case(&tag), "{tag}");
        let title = title_of_work(&tag);
        assert!(headings(&document).contains(&title), "{tag}: {title}");
    }
}

#[test]
fn a_language_without_an_embedded_font_gets_a_hint_to_install_one() {
    for tag in locales().iter().filter(|tag| !has_embedded_fonts(tag)) {
        let folder = Folder::new();
        folder.write("cv.yaml", "basics: {name: Ada}\nwork: [{name: Engine Works}]\n");
        let run = folder.recto(&format!("build cv.yaml --lang {tag} --no-system-fonts"));
        assert!(run.fails_with(1).stderr.contains("no font has the "), "{tag}");
        assert_eq!(folder.files(), ["cv.yaml"]);
    }
}

const TWO_LANGUAGES: &str = "\
meta: {languages: [en, fr], locale: en-GB}
basics:
  name: Ada Roe
  label: {en: Engineer, fr: Ingénieure}
work:
- name: Engine Works
  position: {en: Analyst}
  startDate: 2020-02
  endDate: present
  highlights: {en: [Wrote “notes”., Read them.]}
";

fn two_languages() -> Folder {
    let folder = Folder::new();
    folder.write("cv.yaml", TWO_LANGUAGES);
    folder
}

#[test]
fn all_languages_are_built_into_separate_files() {
    let folder = two_languages();
    folder.recto("build cv.yaml --lang all --deps cv.d").succeeds();
    assert_eq!(folder.files(), ["cv-en.pdf", "cv-fr.pdf", "cv.d", "cv.yaml"]);
    let rules = String::from_utf8(folder.read("cv.d")).expect("text");
    assert!(rules.starts_with("cv-en.pdf cv-fr.pdf: cv.yaml"), "{rules}");
    let language = |name: &str| document_language(&document(&folder.read(name)));
    assert_eq!(language("cv-en.pdf"), "en-GB");
    assert_eq!(language("cv-fr.pdf"), "fr");

    folder.recto("build cv.yaml --lang all -o pdf/{name}.{lang}.pdf").succeeds();
    assert!(folder.exists("pdf/cv.en.pdf") && folder.exists("pdf/cv.fr.pdf"));
    folder.recto("build cv.yaml -o one-{lang}.pdf").succeeds();
    assert!(folder.exists("one-en-GB.pdf"));
    folder.recto("build cv.yaml --lang fr").succeeds();
    assert!(folder.exists("cv.pdf"));
    for args in ["build cv.yaml --lang all -o -", "build cv.yaml --lang all -o out.pdf"] {
        folder.recto(args).fails_with(2);
    }
}

#[test]
fn a_file_without_declared_languages_has_a_single_language() {
    let folder = Folder::new();
    folder.write("cv.yaml", "basics: {name: Ada}\nmeta: {locale: nl}\n");
    folder.recto("build cv.yaml --lang all").succeeds();
    assert_eq!(folder.files(), ["cv-nl.pdf", "cv.yaml"]);
}

#[test]
fn text_in_another_language_is_tagged_with_that_language() {
    let folder = two_languages();
    folder.recto("build cv.yaml --lang fr").succeeds();
    let pdf = document(&folder.read("cv.pdf"));
    assert_eq!(document_language(&pdf), "fr");
    assert!(languages_within(&pdf).contains(&"en".to_owned()));
    folder.recto("build cv.yaml --lang en").succeeds();
    let pdf = document(&folder.read("cv.pdf"));
    assert!(!languages_within(&pdf).iter().any(|tag| tag == "fr" || tag == "en"));
}

#[test]
fn text_in_another_script_is_tagged_with_its_language() {
    let folder = Folder::new();
    folder.write(
        "cv.yaml",
        "basics: {name: נועה לוי, label: מהנדסת Rust, email: noa@example.org}\nmeta: {locale: he}\n",
    );
    folder.recto("build cv.yaml --no-system-fonts").succeeds();
    let pdf = folder.read("cv.pdf");
    assert_eq!(violations(&pdf), [""; 0]);
    let pdf = document(&pdf);
    assert_eq!(document_language(&pdf), "he");
    assert!(languages_within(&pdf).contains(&"en".to_owned()));
    // Logical rather than visual order.
    assert_eq!(headings(&pdf), ["נועה לוי"]);
}

#[test]
fn right_to_left_words_are_stored_in_reading_order() {
    let folder = Folder::new();
    folder.write(
        "cv.yaml",
        "basics:\n  name: נועה לוי\n  summary: עבדה שלוש שנים ב-Acme Storage, ואז ב-2011 עברה לבנק הצפון.\nmeta: {locale: he}\n",
    );
    for theme in ["register", "compact"] {
        folder.recto(&format!("build cv.yaml -t {theme} --no-system-fonts")).succeeds();
        let text = pdf_extract::extract_text_from_mem(&folder.read("cv.pdf")).expect("text");
        // The letters of a word are stored in visual order, which all readers handle.
        let word = |word: &str| {
            let hebrew = word.chars().any(|c| ('א'..='ת').contains(&c));
            if hebrew { word.chars().rev().collect() } else { word.to_owned() }
        };
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let read: String = text.split_whitespace().map(|it| letters(&word(it))).collect();
        for wanted in ["נועה לוי", "שלוש שנים", "עברה לבנק הצפון"] {
            assert!(read.contains(&letters(wanted)), "{theme}: {wanted}: {text}");
        }
    }
}

#[test]
fn combining_marks_neither_duplicate_nor_separate_right_to_left_letters() {
    let folder = Folder::new();
    let words = ["أُنجزت", "دلّت", "محلّلات", "عشوائيًا", "بخبرة", "مِكْتَب", "برنامجًا", "معًا"];
    let text = words.join(" ");
    folder.write(
        "cv.yaml",
        format!("basics:\n  name: عمر\n  summary: {text}\nmeta: {{locale: ar}}\n"),
    );
    folder.recto("build cv.yaml -t plain --no-system-fonts").succeeds();
    let read = pdf_extract::extract_text_from_mem(&folder.read("cv.pdf")).expect("text");
    let is_letter = |c: &char| ('ء'..='ي').contains(c);
    let read: Vec<String> = read
        .split_whitespace()
        .map(|word| word.chars().rev().filter(is_letter).collect())
        .filter(|word: &String| !word.is_empty())
        .collect();
    for word in words {
        let letters: String = word.chars().filter(is_letter).collect();
        assert!(read.contains(&letters), "{word}: {read:?}");
    }
}

#[test]
fn lines_do_not_end_after_one_letter_polish_words_or_within_numbers() {
    let words = ["w Bielsku-Białej", "z Anną", "i o świcie", "za granicą", "u podnóża gór"];
    let words: Vec<_> = words.iter().cycle().take(60).copied().collect();
    let folder = Folder::new();
    folder.write(
        "cv.yaml",
        format!(
            "meta: {{locale: pl}}\n\
             basics:\n  name: Ada Roe\n  birth: 1990-09-12\n  summary: {}\n  \
               phone: {{label: Telefon na co dzień, value: +48 11 555 01 17}}\n\
             skills:\n- name: Praca\n  keywords:\n  \
               - {{name: cewniki tętnicze i Swana-Ganza, level: ekspert, years: 12}}\n  \
               - {{name: ciągła opieka nad chorym i NVMe, years: 21}}\n",
            words.join(" ")
        ),
    );
    let sizes = ["9pt", "10pt", "11pt", "12pt"];
    for (theme, size) in ["panel", "grid", "duo"].iter().flat_map(|t| sizes.map(|s| (t, s))) {
        let set = format!("--set font-size={size} --no-system-fonts");
        folder.recto(&format!("build cv.yaml -t {theme} {set}")).succeeds();
        let text = pdf_extract::extract_text_from_mem(&folder.read("cv.pdf")).expect("text");
        for line in text.lines() {
            let last = line.split_whitespace().next_back().unwrap_or_default();
            let is_word = last.chars().all(char::is_alphabetic) && last.chars().count() == 1;
            assert!(!is_word, "{theme}: {line}\n{text}");
        }
        for whole in ["+48 11 555 01 17", "12 września 1990", "12 lat", "21 lat"] {
            assert!(text.contains(whole), "{theme}: {whole}\n{text}");
        }
    }
}

#[test]
fn dates_and_page_numbers_use_the_digits_of_the_language_tag() {
    for (tag, language, date, foot) in [
        ("fa", "fa", "۲۰۱۱", "۲"),
        ("fa-u-nu-latn", "fa", "2011", "2"),
        ("ar-EG-u-nu-arab", "ar-EG", "٢٠١١", "٢"),
    ] {
        let folder = Folder::new();
        let work = "work: [{position: الف, startDate: 2011, endDate: present, breakBefore: true}]";
        folder.write(
            "cv.yaml",
            format!("basics: {{name: نوا, summary: ب}}\n{work}\nmeta: {{locale: {tag}}}\n"),
        );
        folder.recto("build cv.yaml -q --no-system-fonts").succeeds();
        let pdf = folder.read("cv.pdf");
        assert_eq!(document_language(&document(&pdf)), language, "{tag}");
        let text = pdf_extract::extract_text_from_mem(&pdf).expect("text");
        let numbers: Vec<_> =
            text.split(|c: char| !c.is_numeric()).filter(|number| !number.is_empty()).collect();
        assert_eq!(numbers, [date, foot, foot], "{tag}: {text}");
    }
}

fn transcript(runs: &[(&str, Run)]) -> String {
    runs.iter().fold(String::new(), |mut text, (what, run)| {
        let _ = write!(text, "### {what} (exit {})\n{}\n", run.code, run.stderr);
        text
    })
}

#[test]
fn errors_of_languages_are_reported() {
    let folder = two_languages();
    folder.write("unknown.yaml", "basics: {name: Ada}\nmeta: {locale: italino}\n");
    folder.write("ja.yaml", "basics: {name: 山田 花子, label: 技術者の試験}\nmeta: {locale: ja}\n");
    folder
        .write("eu.toml", "name = 'Euskara'\n[titles]\nwork = 'Lana'\n[words]\npresent = 'gaur'\n");
    folder.write("bad.toml", "tag = 'fr'\n[words]\npresnt = 'auj.'\n");
    let run = |args: &str| folder.recto(args);
    insta::assert_snapshot!(transcript(&[
        ("a half-translated file", run("check cv.yaml")),
        ("only its own language", run("check cv.yaml --lang en")),
        ("a language nothing is said in", run("check cv.yaml --lang de")),
        ("an unknown locale", run("check cv.yaml --lang germn")),
        ("by its own name", run("check cv.yaml --lang Deutsch")),
        ("an unknown locale in the file", run("check unknown.yaml")),
        ("no font", run("check ja.yaml --no-system-fonts")),
        ("own words for a language that has none", run("check unknown.yaml --locale eu.toml")),
        ("own words that are none", run("check unknown.yaml --locale bad.toml")),
        ("own words that are not there", run("check unknown.yaml --locale none.toml")),
        ("a language for own words", run("check unknown.yaml --locale german")),
        ("to standard output", run("build cv.yaml --lang all -o -")),
        ("all in one file", run("build cv.yaml --lang all -o cv.pdf")),
    ]));
}

#[test]
fn titles_are_bold_if_the_font_lacks_small_capitals() {
    let folder = Folder::new();
    folder.write("cv.yaml", "basics: {name: Ada, summary: A1}\n");
    for (tag, has_them) in
        [("en-US", true), ("tr", true), ("ro", true), ("ru", false), ("el", false), ("vi", false)]
    {
        let args =
            "build cv.yaml -t academic --set title-weight=regular --no-system-fonts -q --lang";
        folder.recto(&format!("{args} {tag}")).succeeds();
        let pdf = document(&folder.read("cv.pdf"));
        let fonts = pdf.objects.values().filter_map(|object| object.as_dict().ok());
        let mut names =
            fonts.filter_map(|font| font.get(b"FontName").and_then(Object::as_name).ok());
        let is_bold = names.any(|name| String::from_utf8_lossy(name).contains("Semibold"));
        assert_eq!(is_bold, !has_them, "{tag}");
    }
}

#[test]
fn messages_do_not_mention_where_words_were_searched() {
    let folder = Folder::new();
    folder.write(
        "cv.yaml",
        "basics: {name: Ada}\nskills: [{name: Languages, keywords: [{name: C, years: 9}]}]\n",
    );
    for tag in locales().iter().filter(|tag| has_embedded_fonts(tag)) {
        let run = folder.recto(&format!("build cv.yaml --lang {tag} -q")).succeeds();
        assert_eq!(run.stderr, "", "{tag}");
    }
}

#[test]
fn custom_words_override_those_of_the_language() {
    let folder = Folder::new();
    folder.write("cv.yaml", "basics: {name: Ada}\nwork: [{name: Engine Works}]\n");
    folder.write("fr.toml", "[titles]\nwork = 'Parcours'\n");
    folder.recto("build cv.yaml --locale fr.toml -o cv.pdf --deps cv.d").succeeds();
    let pdf = document(&folder.read("cv.pdf"));
    assert_eq!(document_language(&pdf), "fr");
    assert_eq!(headings(&pdf), ["Ada", "Parcours", "Engine Works"]);
    assert!(String::from_utf8_lossy(&folder.read("cv.d")).contains(" fr.toml"));
}

//! The flags of forms, and the files that they write.

use crate::content::parts;
use crate::program::Folder;

const MASTER: &str = "\
basics:
  name: Robin Vale
  label: Systems engineer
  email: robin.vale@secret.example
  phone: +44 20 7946 0018
  url: https://www.hidden.example/
  location: {address: 7 Larch Row, postalCode: LR7 1VA, city: Umberwick, countryCode: GB}
  summary: Builds storage. Ask robin.vale@secret.example or read [more](https://www.hidden.example/talks).
work:
- {name: Northern Disks, position: Lead engineer, startDate: 2019-04, highlights: [Led a team of nine, {text: Sold things, tags: [sales]}]}
- {name: Corner Shop, position: Clerk, startDate: 2006, endDate: 2011-05, summary: Kept the till.}
references:
- {name: Dana Frostwick, phone: +44 20 7946 0990, reference: Robin kept our disks alive.}
letter: {recipient: [Ms Osei, Harbour Ltd], subject: Your opening, body: I would like to build storage for you.}
";

#[test]
fn no_format_contains_omitted_or_redacted_data() {
    let folder = Folder::new();
    folder.write("cv.yaml", MASTER);
    let args = "build cv.yaml --format html,md,txt,docx --redact contact,references --tags !sales --since 2012";
    folder.recto(&format!("{args} --embed-data")).succeeds();
    for form in ["html", "md", "txt", "docx"] {
        let bytes = folder.read(&format!("cv.{form}"));
        let text = match form {
            "docx" => parts(&bytes).into_iter().map(|(_, text)| text).collect(),
            _ => String::from_utf8(bytes).expect("text"),
        };
        assert!(text.contains("Northern Disks"), "{form}");
        for secret in [
            "secret.example",
            "robin.vale",
            "7946",
            "hidden",
            "Larch",
            "LR7",
            "Umberwick",
            "Frostwick",
            "disks alive",
            "Sold",
            "Corner",
        ] {
            assert!(!text.contains(secret), "{form} holds {secret}");
        }
    }
}

#[test]
fn plain_text_separates_entries_of_several_lines_and_text_after_a_list() {
    let folder = Folder::new();
    let name = "A certificate whose name is so long that its issuer has a line of its own";
    folder.write(
        "cv.yaml",
        format!(
            "basics: {{name: A B}}\ncertificates: [{{name: A, date: 2020}}, {{name: B, date: 2021}}, \
             {{name: {name}, issuer: C, date: 2022}}]\nletter: {{body: \"- One\\n- Two\\n\\nEnd\"}}\n"
        ),
    );
    folder.recto("build cv.yaml -o cv.txt").succeeds();
    let text = String::from_utf8(folder.read("cv.txt")).expect("text");
    assert!(text.contains("2020\nB "), "{text}");
    assert!(text.contains("2021\n\nA certificate"), "{text}");
    assert!(text.contains("- Two\n\nEnd"), "{text}");
}

#[test]
fn a_web_page_with_embedded_data_can_be_built() {
    let folder = Folder::new();
    folder.write("cv.yaml", MASTER);
    folder.recto("build cv.yaml --format html,txt --tags !sales --embed-data").succeeds();
    folder.recto("build cv.html -o again.txt").succeeds();
    assert_eq!(folder.read("again.txt"), folder.read("cv.txt"));
    let data = folder.recto("extract cv.html -o -").succeeds().text();
    assert!(data.contains("Northern Disks") && !data.contains("Sold"), "{data}");
    folder.recto("build cv.yaml -o bare.html").succeeds();
    let run = folder.recto("build bare.html").fails_with(1);
    let message = "the web page `bare.html` contains no résumé data";
    assert!(run.stderr.contains(message), "{}", run.stderr);
}

#[test]
fn a_web_page_embeds_the_fonts_of_the_theme_on_request() {
    let folder = Folder::new();
    folder.write("cv.yaml", MASTER);
    let page = |settings: &str| {
        folder.recto(&format!("build cv.yaml -o cv.html {settings}")).succeeds();
        String::from_utf8(folder.read("cv.html")).expect("text")
    };
    let named = page("");
    for never in ["@font-face", "font-src", "data:"] {
        assert!(!named.replace("img-src data:", "").contains(never), "{never}");
    }
    let embedded = page("-t register --set html-fonts=embed");
    assert!(embedded.contains("default-src 'none'") && embedded.contains("font-src data:"));
    for family in ["Source Serif 4", "Source Sans 3"] {
        let face = format!("@font-face{{font-family:'{family}';font-style:normal;");
        assert!(embedded.contains(&face), "{family}");
    }
    assert!(embedded.contains("unicode-range:U+20-7E,"), "other letters are not the face's");
    assert!(embedded.len() < 500_000, "{}", embedded.len());
    // A letter that a family does not have comes from another.
    let greeted = MASTER.replacen("Robin Vale", "Robin Vale سلام", 1);
    assert_ne!(greeted, MASTER);
    folder.write("greeted.yaml", &greeted);
    folder.recto("build greeted.yaml -o g.html -t register --set html-fonts=embed").succeeds();
    let greeted = String::from_utf8(folder.read("g.html")).expect("text");
    let of_family = |it: &&str| it.starts_with("{font-family:'Source Serif 4';font-style:normal;");
    let rules: Vec<&str> = greeted.split("@font-face").filter(of_family).collect();
    assert!(rules.iter().any(|rule| rule.contains("unicode-range:U+20-7E,")));
    assert!(rules.iter().any(|rule| rule.contains("unicode-range:U+627,U+633,U+644-645;")));
    // A family that this program does not have is named only.
    assert!(
        !page("--set html-fonts=embed --set font=Nonesuch").contains("font-family:'Nonesuch';")
    );
}

#[test]
fn the_letter_and_the_resume_can_be_built_separately() {
    let folder = Folder::new();
    folder.write("cv.yaml", MASTER);
    for form in ["html", "md", "txt"] {
        let read = |part: &str| {
            folder.recto(&format!("build cv.yaml -o {part}.{form} --only {part}")).succeeds();
            String::from_utf8(folder.read(&format!("{part}.{form}"))).expect("text")
        };
        let (letter, resume) = (read("letter"), read("resume"));
        assert!(letter.contains("Ms Osei") && !letter.contains("Northern"), "{letter}");
        assert!(letter.contains("Robin Vale") && letter.contains("secret.example"));
        assert!(resume.contains("Northern") && !resume.contains("Ms Osei"), "{resume}");
    }
    // The number of pages asked for is that of the résumé.
    folder.recto("build cv.yaml -o letter.pdf --only letter --pages 3").succeeds();
    folder.write("none.yaml", "basics: {name: Robin Vale}\n");
    let run = folder.recto("build none.yaml --only letter").fails_with(2);
    assert!(run.stderr.contains("the file has no letter with a text"), "{}", run.stderr);
}

#[test]
fn plain_text_supports_screens_mails_and_portal_forms() {
    let folder = Folder::new();
    folder.write("cv.yaml", MASTER);
    let run = folder
        .recto("build cv.yaml --only resume --exclude references --format txt --width 48 -o -");
    insta::assert_snapshot!(run.succeeds().text(), @r"
    Robin Vale
    ==========
    Systems engineer

    robin.vale@secret.example
    +44 20 7946 0018
    www.hidden.example
    7 Larch Row, Umberwick, LR7 1VA, United Kingdom

    Profile
    -------
    Builds storage. Ask robin.vale@secret.example or
    read more (www.hidden.example/talks).

    Work experience
    ---------------
    Lead engineer, Northern Disks   Apr 2019–Present
    - Led a team of nine
    - Sold things

    Clerk, Corner Shop                 2006–May 2011
    Kept the till.
    ");
    let run = folder
        .recto("build cv.yaml --only resume --exclude references --format txt --for-forms -o -");
    insta::assert_snapshot!(run.succeeds().text(), @r"
    Name: Robin Vale
    Headline: Systems engineer
    Email: robin.vale@secret.example
    Phone: +44 20 7946 0018
    Website: www.hidden.example
    Address: 7 Larch Row, Umberwick, LR7 1VA, United Kingdom


    Profile
    -------
    Builds storage. Ask robin.vale@secret.example or read more (www.hidden.example/talks).


    Work experience
    ---------------
    Title: Lead engineer
    Employer: Northern Disks
    From: 04/2019
    To: Present
    - Led a team of nine
    - Sold things

    Title: Clerk
    Employer: Corner Shop
    From: 2006
    To: 05/2011
    Kept the till.
    ");
    folder.write(
        "two.yaml",
        "work: [{name: Ferry Ltd, location: Hull, positions: [{position: Mate, startDate: 2019}, {position: Clerk, startDate: 2012-02, endDate: 2018}]}]\n\
         certificates: [{name: Welder, issuer: Guild, date: 2012}, {name: Diver, date: 2013}]\n",
    );
    let run = folder.recto("build two.yaml --format txt --for-forms -o -");
    insta::assert_snapshot!(run.succeeds().text(), @r"
    Work experience
    ---------------
    Employer: Ferry Ltd
    Location: Hull

    Title: Mate
    Employer: Ferry Ltd
    From: 2019
    To: Present

    Title: Clerk
    Employer: Ferry Ltd
    From: 02/2012
    To: 2018


    Certificates
    ------------
    Welder, Guild, 2012
    Diver, 2013
    ");
    folder.write("zoe.yaml", "basics: {name: Zoë Łukasz, summary: '“Five” – 10 µs, 李'}\n");
    let run = folder.recto("build zoe.yaml --format txt --ascii -o -").succeeds();
    assert!(run.stderr.contains("no ASCII form of `李`"), "{}", run.stderr);
    assert!(run.text().contains("Zoe Lukasz\n") && run.text().contains("\"Five\" - 10 us, 李"));
}

#[test]
fn all_formats_are_written_in_one_run() {
    let folder = Folder::new();
    folder.write("cv.yaml", MASTER);
    folder.recto("build cv.yaml --format pdf,html,md,txt,svg,png").succeeds();
    let names = folder.files();
    assert_eq!(
        names,
        [
            "cv-1.png", "cv-1.svg", "cv-2.png", "cv-2.svg", "cv.html", "cv.md", "cv.pdf", "cv.txt",
            "cv.yaml"
        ]
    );
    folder.recto("build cv.yaml -o x.htm").succeeds();
    assert!(folder.read("x.htm").starts_with(b"<!DOCTYPE html>"));
}

#[test]
fn page_numbers_follow_the_placeholder_and_leftover_files_are_reported() {
    let folder = Folder::new();
    folder.write("cv.yaml", MASTER);
    folder.recto("build cv.yaml -o p{page}-x.png --ppi 36").succeeds();
    assert!(folder.exists("p1-x.png") && folder.exists("p2-x.png"));
    let run = folder.recto("build cv.yaml -o p{page}-x.png --ppi 36 --only resume --transparent");
    let run = run.succeeds();
    assert!(run.stderr.contains("`p2-x.png` is left over from an earlier run"), "{}", run.stderr);
    assert!(folder.exists("p2-x.png"));
    let run = folder.recto("build cv.yaml -o {page}.pdf").fails_with(2);
    assert!(run.stderr.contains("`{page}` cannot be in the name of a pdf file"), "{}", run.stderr);

    folder.recto("build cv.yaml -o cv.svg").succeeds();
    let run = folder.recto("build cv.yaml -o cv.svg --only letter").succeeds();
    assert!(run.stderr.contains("`cv-1.svg` is left over"), "{}", run.stderr);
    assert!(run.stderr.contains("`cv-2.svg` is left over"), "{}", run.stderr);
}

use proptest::prelude::*;

use super::super::read;
use super::write;
use crate::diagnostic::{Diagnostics, Sources};
use crate::format::element::Element;
use crate::format::losses::Losses;
use crate::format::native;
use crate::format::roundtrip::unreported_losses;
use crate::format::testing::{deterministic_config, letters};
use crate::resume::Resume;
use crate::resume::arbitrary::resume;
use crate::source::{Node, Path, Syntax, parse, write_xml, write_yaml};

const COMPLETE: &str = include_str!("../../../../tests/fixtures/xmlresume/complete.xml");

fn tree(syntax: Syntax, text: &str) -> Node {
    let mut sources = Sources::default();
    let id = sources.add("cv", text);
    let mut diagnostics = Diagnostics::default();
    let root = parse(syntax, id, text, &mut diagnostics).expect("a tree");
    assert!(!diagnostics.has_errors(), "{diagnostics:#?}\n{text}");
    root
}

fn of_xml(xml: &str) -> Resume {
    read(&tree(Syntax::Xml, xml), &mut Diagnostics::default()).remove(0)
}

fn of_yaml(yaml: &str) -> Resume {
    let mut diagnostics = Diagnostics::default();
    let resume = native::read(&tree(Syntax::Yaml, yaml), &mut diagnostics).expect("a résumé");
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    resume
}

fn xml_of(resume: &Resume) -> (String, String) {
    let mut losses = Losses::new("the XML Résumé Library");
    let root = write(resume, &mut losses);
    let mut diagnostics = Diagnostics::default();
    losses.report(&mut diagnostics);
    let lines = diagnostics.iter().map(|d| {
        let path = d.path.as_ref().map(ToString::to_string).unwrap_or_default();
        let hints: String = d.hints.iter().map(|hint| format!("  {hint}\n")).collect();
        format!("{path}: {}\n{hints}", d.message)
    });
    (write_xml(&root), lines.collect())
}

fn native_form(resume: &Resume) -> String {
    write_yaml(&native::write(resume))
}

#[test]
fn the_fixture_survives_writing_and_reading_as_xml() {
    let before = of_xml(COMPLETE);
    let (xml, messages) = xml_of(&before);
    insta::assert_snapshot!(messages, @r"
    resume.header.name: the XML Résumé Library does not support a name in one piece: the last word is taken for the surname
      also in `resume.referees.referee.name` and `resume.copyright`
    ");
    assert_same_lines(&native_form(&of_xml(&xml)), &native_form(&before));
}

fn assert_same_lines(after: &str, before: &str) {
    if after != before {
        let lines = |a: &str, b: &str| -> String {
            a.lines()
                .filter(|line| !b.lines().any(|other| other == *line))
                .collect::<Vec<_>>()
                .join("\n")
        };
        panic!("gone:\n{}\nnew:\n{}", lines(before, after), lines(after, before));
    }
}

#[test]
fn every_kind_of_section_is_written() {
    let resume = of_yaml(include_str!("../../../../tests/fixtures/every-kind.yaml"));
    let (xml, _) = xml_of(&resume);
    // `pairs` sees to it that nothing is lost, and to what is said of it.
    let root = tree(Syntax::Xml, &xml);
    let sections =
        Element::new("resume", &root, Path::ROOT).child("resume").expect("a root").children();
    let shown = sections.iter().map(|section| {
        let title = section.attribute("title").map(|title| format!(" {title:?}"));
        let children: Vec<_> = section.children().iter().map(|child| child.name).collect();
        format!("{}{}: {}\n", section.name, title.unwrap_or_default(), children.join(" "))
    });
    insta::assert_snapshot!(shown.collect::<String>(), @r"
    header: name address birth contact
    misc: para para para
    objective: para para
    history: job job job
    memberships: title membership membership membership
    academics: degrees
    awards: award
    awards: title award award
    pubs: pub
    skillarea: title skillset skillset
    misc: para para para para
    skillarea: title skillset skillset skillset
    misc: para para
    interests: interest interest
    referees: referee
    misc: para para para para para para
    memberships: title membership
    memberships: title membership
    memberships: title membership membership membership
    memberships: title membership membership
    ");
}

#[test]
fn markup_survives_a_round_trip_through_xml_elements() {
    let text = "A **strong** and *emphatic* [link](https://a.example/), <https://b.example/x>, \
                `code` & <tags>.\n\nTwo.\n\n- a\n- b";
    let yaml = format!(
        "basics: {{name: A B}}\nsections:\n- title: Miscellany\n  text: |-\n    {}\n",
        text.replace('\n', "\n    ")
    );
    let (xml, _) = xml_of(&of_yaml(&yaml));
    insta::assert_snapshot!(xml, @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <resume xmlns="http://xmlresume.sourceforge.net/resume/0.0">
      <header>
        <name>
          <firstname>A</firstname>
          <surname>B</surname>
        </name>
      </header>
      <misc>
        <para>A <emphasis>strong</emphasis> and <citation>emphatic</citation> <link href="https://a.example/">link</link>, <url>https://b.example/x</url>, code &amp; &lt;tags&gt;.</para>
        <para>Two.</para>
        <para>- a</para>
        <para>- b</para>
      </misc>
    </resume>
    "#);
    let again = of_xml(&xml);
    let back = again.sections[0].text.as_ref().expect("text").as_str();
    insta::assert_snapshot!(back, @"
    A **strong** and *emphatic* [link](https://a.example/), <https://b.example/x>, code & <tags>.

    Two.

    - a

    - b
    ");
}

/// Content models of elements in order: `?` at most once, `+` at least once, `*` any number.
const MODELS: [(&str, &str); 23] = [
    ("header", "name address? birth? contact?"),
    ("name", "title? firstname middlenames? surname suffix?"),
    ("birth", "date"),
    ("date", "dayOfMonth? month? year"),
    ("period", "from to"),
    ("location", "city? state|province|county? country?"),
    ("objective", "para+"),
    ("misc", "para+"),
    ("description", "para+"),
    ("note", "para+"),
    ("history", "job+"),
    ("job", "jobtitle employer location? date|period description? projects? achievements?"),
    ("academics", "degrees note?"),
    (
        "degree",
        "level annotation? major* minor* date|period? institution? location? gpa* subjects? \
         projects?",
    ),
    ("subject", "title result"),
    ("skillarea", "title skillset+"),
    ("skillset", "title? skill+"),
    ("memberships", "title membership+"),
    ("membership", "title? organization? location? date|period? description?"),
    ("interest", "title description?"),
    ("award", "title organization? date|period? description?"),
    ("referee", "name title? organization? address? contact?"),
    ("copyright", "year name? legalnotice?"),
];

/// Collects the elements with invalid content.
fn invalid(name: &str, node: &Node, out: &mut Vec<String>) {
    let members = node.as_map().unwrap_or_default();
    let children: Vec<&str> = members
        .iter()
        .map(|member| member.key.as_str())
        .filter(|key| !key.starts_with(['@', '#']))
        .collect();
    if let Some((_, model)) = MODELS.iter().find(|(own, _)| *own == name) {
        let mut rest = children.as_slice();
        let mut is_valid = true;
        for part in model.split(' ') {
            let names = part.trim_end_matches(['?', '+', '*']);
            let count =
                rest.iter().take_while(|child| names.split('|').any(|own| own == **child)).count();
            rest = &rest[count..];
            is_valid &= match &part[names.len()..] {
                "?" => count <= 1,
                "+" => count >= 1,
                "*" => true,
                _ => count == 1,
            };
        }
        if !is_valid || !rest.is_empty() {
            out.push(format!("{name}: {}", children.join(" ")));
        }
    }
    for member in members {
        invalid(&member.key, &member.value, out);
    }
}

#[test]
fn written_elements_conform_to_the_document_type() {
    let own = include_str!("../../../../tests/fixtures/every-kind.yaml");
    for resume in [of_yaml(own), of_xml(COMPLETE)] {
        let mut found = Vec::new();
        invalid("", &tree(Syntax::Xml, &xml_of(&resume).0), &mut found);
        assert!(found.is_empty(), "{found:#?}");
    }
}

proptest! {
    #![proptest_config(deterministic_config(128))]

    #[test]
    fn all_losses_are_reported(resume in resume()) {
        let read_one = |root: &Node, diagnostics: &mut Diagnostics| {
            let xml = write_xml(root);
            let resumes = read(&tree(Syntax::Xml, &xml), diagnostics);
            let expected = ["free-date", "not-printed"];
            let strange: Vec<_> =
                diagnostics.iter().filter(|d| !expected.contains(&d.code)).collect();
            assert!(strange.is_empty(), "{strange:#?}\n{xml}");
            let mut found = Vec::new();
            invalid("", &tree(Syntax::Xml, &xml), &mut found);
            assert!(found.is_empty(), "{found:#?}\n{xml}");
            resumes.into_iter().next()
        };
        let lost = unreported_losses(&resume, write, read_one, letters);
        prop_assert!(lost.is_empty(), "{lost:#?}");
    }
}

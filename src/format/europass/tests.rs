use crate::diagnostic::{Diagnostics, Sources};
use crate::format::testing::messages;
use crate::format::{Dialect, ReadOptions, read, write};
use crate::resume::Resume;
use crate::source::{Syntax, parse, write_yaml};

const PASSPORT: &str = include_str!("../../../tests/fixtures/europass/passport.xml");
const CANDIDATE: &str = include_str!("../../../tests/fixtures/europass/candidate.xml");

/// Reads a document; also returns the messages.
fn try_read(xml: &str) -> (Dialect, Vec<Resume>, String) {
    let mut sources = Sources::default();
    let id = sources.add("cv.xml", xml);
    let mut diagnostics = Diagnostics::default();
    let root = parse(Syntax::Xml, id, xml, &mut diagnostics).expect("a tree");
    let found = Dialect::detect(&root, Some(Syntax::Xml));
    assert_eq!(found.ambiguity(), None);
    let resumes = read(Dialect::Europass, &root, ReadOptions::default(), &mut diagnostics);
    (found.dialect, resumes, messages(&diagnostics, &sources))
}

fn native_form(xml: &str) -> String {
    let (dialect, resumes, _) = try_read(xml);
    assert_eq!(dialect, Dialect::Europass);
    let node = write(Dialect::Native, &resumes[0], &mut Diagnostics::default());
    write_yaml(&node.expect("ours is written"))
}

#[test]
fn the_skills_passport_is_converted_to_native_form() {
    insta::assert_snapshot!(native_form(PASSPORT));
    insta::assert_snapshot!(try_read(PASSPORT).2, @"
    cv.xml:35:8: warning: the embedded photo is not read: `SkillsPassport.LearnerInfo.Identification.Photo`; hint: save it as a picture next to a converted file: `recto convert` creates one
    cv.xml:85:83: warning: unknown elements are printed under their own names: `SkillsPassport.LearnerInfo.Skills.Computer.ProficiencyLevel.Information`; hint: all texts of the file are printed
    ");
}

#[test]
fn the_candidate_profile_is_converted_to_native_form() {
    insta::assert_snapshot!(native_form(CANDIDATE));
    insta::assert_snapshot!(try_read(CANDIDATE).2, @"cv.xml:117:6: warning: the embedded photo is not read: `Candidate.CandidateProfile.Attachment`; hint: save it as a picture next to a converted file: `recto convert` creates one");
}

#[test]
fn unknown_elements_are_printed() {
    let form = native_form(
        "<Candidate><CandidateProfile><EmploymentHistory><EmployerHistory>\
         <OrganizationName>A</OrganizationName><Perks><Perk>Bees</Perk></Perks>\
         </EmployerHistory></EmploymentHistory>\
         <Dances><Dance><Title>Hora</Title></Dance></Dances><Motto>Onward</Motto>\
         </CandidateProfile></Candidate>",
    );
    insta::assert_snapshot!(form, @"
    work:
      - name: A
        details:
          Perk: Bees
    sections:
      - kind: custom
        title: Dances
        entries:
          - name: Hora
      - kind: text
        title: Motto
        text: Onward
    ");
}

#[test]
fn other_xml_is_not_europass() {
    let (dialect, resumes, reported) = try_read("<catalogue/>");
    assert_eq!((dialect, resumes.len()), (Dialect::XmlResume, 0));
    assert!(reported.contains("not of Europass"), "{reported}");
}

use super::super::native;
use super::read;
use crate::diagnostic::{Diagnostics, MessageFormat, Severity, Sources, render};
use crate::resume::{
    AddressFormat, ContactKind, Date, Entry, ExtraValue, Resume, Section, SectionKind, Text,
    validate,
};
use crate::source::{self, Node, Syntax, Value};

const COMPLETE: &str = include_str!("../../../tests/fixtures/xmlresume/complete.xml");

/// Reads XML; also returns the messages, one per line.
fn try_read(text: &str) -> (Node, Vec<Resume>, String) {
    let mut sources = Sources::default();
    let id = sources.add("cv.xml", text);
    let mut diagnostics = Diagnostics::default();
    let root = source::parse(Syntax::Xml, id, text, &mut diagnostics).expect("a tree");
    let resumes = read(&root, &mut diagnostics);
    for resume in &resumes {
        validate(resume, &root, &mut diagnostics);
    }
    let messages =
        diagnostics.iter().map(|d| render(d, &sources, MessageFormat::Short, false)).collect();
    (root, resumes, messages)
}

/// Reads valid content of a `resume` element with a name.
fn xml(content: &str) -> Resume {
    let name = "<header><name><surname>Q</surname></name></header>";
    let (_, mut resumes, messages) = try_read(&format!("<resume>{name}{content}</resume>"));
    assert_eq!(messages, "");
    resumes.remove(0)
}

fn complete() -> Resume {
    try_read(COMPLETE).1.remove(0)
}

fn one(text: &str) -> Option<Text> {
    Some(Text::from(text))
}

fn section(resume: &Resume, id: &str) -> Section {
    let section = resume.sections.iter().find(|s| s.item.id.as_deref() == Some(id));
    section.unwrap_or_else(|| panic!("no section {id}")).clone()
}

fn entries(resume: &Resume, id: &str) -> Vec<Entry> {
    section(resume, id).entries.get().clone()
}

/// Collects the words of a tree.
fn words(node: &Node, found: &mut Vec<String>) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(scalar) => {
            let parts = scalar.text.split(|c: char| !c.is_alphanumeric());
            found.extend(parts.filter(|part| !part.is_empty()).map(str::to_owned));
        }
        Value::List(nodes) => nodes.iter().for_each(|node| words(node, found)),
        Value::Map(members) => members.iter().for_each(|member| words(&member.value, found)),
    }
}

#[test]
fn all_words_of_a_file_with_every_element_are_read() {
    let (root, resumes, messages) = try_read(COMPLETE);
    insta::assert_snapshot!(messages, @"
    cv.xml:4:4: warning: the way through a web site is not printed; hint: it may go: `docpath` was dropped from the library in 1.4
    cv.xml:17:6: warning: the date of birth is not printed, as the XML Résumé Library never prints it; hint: where it is customary, `basics.birth` prints it
    ");
    let (mut there, mut here) = (Vec::new(), Vec::new());
    words(&root, &mut there);
    words(&native::write(&resumes[0]), &mut here);
    // Locations, names of formats, and months that become numbers are not text.
    let structure = [
        "whole", "me", "Start", "start", "People", "people", "Vitae", "home", "gull", "major",
        "work", "mobile", "jabber", "July", "March", "Août", "May", "3", "4", "12",
    ];
    let lost: Vec<_> =
        there.iter().filter(|w| !here.contains(w) && !structure.contains(&w.as_str())).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn a_resume_survives_a_round_trip_through_native_form() {
    let written = native::write(&complete());
    let mut diagnostics = Diagnostics::default();
    let again = native::read(&written, &mut diagnostics).expect("a résumé");
    let errors: Vec<_> = diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert_eq!(native::write(&again), written);
}

#[test]
fn sections_keep_file_order_and_the_headings_of_the_library() {
    let resume = complete();
    let sections: Vec<_> = resume
        .sections
        .iter()
        .map(|s| (s.kind.name(), s.title.as_ref().map(Text::as_str).unwrap_or("-")))
        .collect();
    assert_eq!(
        sections,
        [
            ("summary", "Professional Objective"),
            ("work", "-"),
            ("education", "-"),
            ("skills", "Craft"),
            ("skills", "Tongues"),
            ("publications", "-"),
            ("custom", "Guilds"),
            ("interests", "-"),
            ("awards", "Medals"),
            ("custom", "Security Clearances"),
            ("references", "-"),
            ("text", "Miscellany"),
        ]
    );
}

#[test]
fn the_parts_of_a_name_are_joined_in_order() {
    assert_eq!(complete().basics.name, one("Dr Beatrix Anne Mary Quill MD"));
}

#[test]
fn contacts_have_the_labels_of_the_library() {
    let resume = complete();
    let contacts: Vec<_> = resume.basics.contacts[1..]
        .iter()
        .map(|c| {
            (c.kind, c.label.as_ref().map_or("", Text::as_str), c.value.as_deref().unwrap_or(""))
        })
        .collect();
    use ContactKind::{Email, Fax, Other, Phone, Url};
    assert_eq!(
        contacts,
        [
            (Phone, "Home", "555-0100"),
            (Phone, "Mobile", "555-0101"),
            (Phone, "boat", "555-0102"),
            (Fax, "Work", "555-0103"),
            (Other, "Pager", "555-0104"),
            (Email, "", "beatrix@example.org"),
            (Url, "", "https://quill.example.org/~bea"),
            (Other, "Jabber", "bea@jabber.example.org"),
            (Other, "semaphore", "harbour mast"),
        ]
    );
}

#[test]
fn address_parts_are_recognised_and_surplus_parts_become_lines() {
    let resume = complete();
    let address = resume.basics.contacts[0].address.clone().expect("an address");
    let lines: Vec<_> = address.lines.iter().map(Text::as_str).collect();
    assert_eq!(lines, ["Fourth", "Westmark", "9 Ferry Steps", "Boathouse"]);
    assert_eq!(address.district, one("Lowside"));
    assert_eq!(address.region, one("Norland"));
    assert_eq!(address.postal_code.as_deref(), Some("04417"));
    assert_eq!(address.format, Some(AddressFormat::European));
    let referee = &entries(&resume, "references")[0];
    let lines = &referee.contacts[0].address.as_ref().expect("an address").lines;
    assert_eq!(*lines, [Text::from("1 Mole End"), Text::from("Skerry")]);
}

#[test]
fn inline_elements_become_markup() {
    let summary = section(&complete(), "aim");
    assert_eq!(
        summary.text.as_ref().map(Text::as_str),
        Some(
            "A post as **ship's doctor**, or *any* like it.\n\n\
             See [three voyages](https://quill.example.org/voyages) and \
             <https://quill.example.org/log>."
        )
    );
    let job = &entries(&complete(), "work")[0];
    assert_eq!(job.position, one(r"Surgeon\*"));
    assert_eq!(job.name, one("MV [Grey Gull](https://gull.example.org)"));
    assert_eq!(job.summary, one("Sole medical officer.\n\nNinety aboard."));
}

#[test]
fn achievements_after_projects_get_a_heading() {
    let jobs = entries(&complete(), "work");
    let highlights = jobs[0].highlights.get();
    assert_eq!(highlights.len(), 3);
    assert_eq!(highlights[0].title, one("Sick bay:"));
    assert_eq!(highlights[0].text, one("Rebuilt **all** of it."));
    assert_eq!(highlights[1].text, one("Stores list.\n\nKept by hand."));
    assert_eq!(highlights[2].title, one("Achievements"));
    assert_eq!(highlights[2].highlights[1].text, one("Two appendices out."));
    assert_eq!(jobs[1].highlights.get()[0].text, one("Night roster."));
}

#[test]
fn an_empty_end_date_leaves_the_period_open() {
    let jobs = entries(&complete(), "work");
    assert_eq!(jobs[0].date, Some(Date::Month(2011, 3)));
    assert_eq!((&jobs[1].start, &jobs[1].end), (&Some(Date::Month(2004, 8)), &None));
    assert_eq!(jobs[2].start, Some(Date::Free("Michaelmas 2001".into())));
    assert_eq!(jobs[2].end, Some(Date::Present));
    let again = native::read(&native::write(&complete()), &mut Diagnostics::default());
    assert_eq!(entries(&again.expect("a résumé"), "work")[1].end, None);
}

#[test]
fn all_fields_of_a_degree_are_read() {
    let degrees = entries(&complete(), "education");
    let degree = &degrees[0];
    assert_eq!(degree.area, one("Medicine, Surgery"));
    assert_eq!(degree.score, one("3.7/4.0. Top tenth."));
    assert_eq!(degree.end, Some(Date::Year(2004)));
    let courses: Vec<_> = degree.courses.get().iter().map(Text::as_str).collect();
    assert_eq!(courses, ["Anatomy (A)", "Tropical fevers (B+)"]);
    assert_eq!(degree.highlights.get()[0].text, one("Thesis on scurvy."));
    let extra: Vec<_> = degree.item.extra.iter().map(|e| (e.key.as_str(), &e.value)).collect();
    let text = |text: &str| ExtraValue::Text(text.into());
    assert_eq!(
        extra,
        [
            ("majorGpa", &text("3.9")),
            ("minors", &ExtraValue::List(vec![text("Botany"), text("Knots")]))
        ]
    );
    assert_eq!(degrees[1].summary, one("Transcripts kept ashore."));
}

#[test]
fn before_version_1_3_a_subject_of_a_degree_was_its_major() {
    let resume = xml("<academics><degrees><degree><level>BA</level><subject>Law</subject>
        <institution>X</institution></degree></degrees></academics>");
    assert_eq!(entries(&resume, "education")[0].area, one("Law"));
}

#[test]
fn skills_keep_their_levels_and_skill_sets_their_titles() {
    let sets = entries(&complete(), "craft");
    assert_eq!(sets[0].name, one("Surgical"));
    let skills: Vec<_> = sets[0].keywords.get().iter().map(|k| (&k.name, &k.level)).collect();
    assert_eq!(
        skills,
        [
            (&Text::from("Suture"), &one("expert")),
            (&Text::from(r"Setting bones \[simple\]"), &one("7/10"))
        ]
    );
    assert_eq!(sets[1].name, None);
    assert_eq!(sets[1].keywords.get()[0].name, Text::from("Sailing"));
}

#[test]
fn an_author_may_refer_to_a_name_elsewhere() {
    let publications = entries(&complete(), "publications");
    let authors: Vec<_> = publications[0].authors.get().iter().map(Text::as_str).collect();
    assert_eq!(authors, ["Dr Beatrix Anne Mary Quill MD", "I. Marlin"]);
    assert_eq!(publications[0].venue, one("Annals of the Sea"));
    assert_eq!(publications[1].name, one("Log of a doctor"));
    let unknown = try_read(
        "<resume><pubs><pub><artTitle>A</artTitle><author name='x'/></pub></pubs></resume>",
    )
    .2;
    insta::assert_snapshot!(unknown, @"
    cv.xml:1:43: warning: no name in this file has the id `x`; hint: write the name itself: `<author>…</author>`
    cv.xml:1:1: warning: `basics.name` is missing; hint: write it under `resume.header`
    ");
}

#[test]
fn targets_become_tags_also_of_nested_elements() {
    let resume = complete();
    assert_eq!(section(&resume, "aim").item.tags, ["hospital", "ship"]);
    assert_eq!(resume.basics.contacts[2].item.tags, ["private+urgent"]);
    let job = &entries(&resume, "work")[0];
    assert_eq!(job.item.tags, ["ship"]);
    assert_eq!(job.highlights.get()[0].item.tags, ["long"]);
    assert_eq!(job.highlights.get()[1].item.tags, ["long+x", "long+y"]);
    assert_eq!(section(&resume, "tongues").item.tags, ["tongues"]);
}

#[test]
fn targets_of_unsupported_elements_are_reported() {
    let reported = try_read(
        "<resume><header><name><surname>Q</surname></name></header>
<misc><para targets='x'>One.</para></misc></resume>",
    );
    insta::assert_snapshot!(reported.2, @"cv.xml:2:8: warning: the targets `x` of `para` are not kept: it is always printed; hint: sections, entries, projects, skills and contacts keep theirs");
}

#[test]
fn document_metadata_is_read_into_meta() {
    let meta = complete().meta;
    assert_eq!(meta.keywords, [Text::from("medicine"), Text::from("sea")]);
    assert_eq!(meta.last_modified, Some(Date::Day(2014, 12, 3)));
    let copyright = meta.copyright.expect("a copyright");
    assert_eq!(copyright.years, one("2003, 2014"));
    assert_eq!(copyright.holder, one("Beatrix Quill"));
    assert_eq!(copyright.notice, one("Copy freely.\n\nSell never."));
    assert_eq!(meta.extra[0].0, "birth");
}

#[test]
fn a_collection_holds_several_resumes() {
    let (_, resumes, messages) = try_read(
        "<resumes><resume><header><name><surname>A</surname></name></header></resume>
         <resume><header><name><surname>B</surname></name></header></resume></resumes>",
    );
    assert_eq!(messages, "");
    let names: Vec<_> = resumes.iter().map(|r| r.basics.name.clone()).collect();
    assert_eq!(names, [one("A"), one("B")]);
    assert_eq!(resumes[1].basics.path.to_string(), "resumes.resume[1].header");
}

#[test]
fn unusual_source_text_is_kept() {
    let resume = xml("<misc><para>.</para><para/><para>$Id: cv.xml,v 1.8 $</para></misc>
        <history><job><jobtitle>Clerk.</jobtitle><employer>X</employer><projects>
        <project><para>One (two</para><para>three.)</para></project></projects></job></history>");
    assert_eq!(resume.sections[0].text, one(".\n\n$Id: cv.xml,v 1.8 $"));
    let job = &entries(&resume, "work")[0];
    assert_eq!(job.position, one("Clerk."));
    assert_eq!(job.highlights.get()[0].text, one("One (two\n\nthree.)"));
}

#[test]
fn the_text_of_unknown_elements_is_printed() {
    let (_, resumes, messages) = try_read(
        "<resume><header><name><surname>Q</surname></name><motto>Onward</motto></header>
<company>Old Firm</company>
<history><job><jobtitle>A</jobtitle><jobtitle>B</jobtitle><employer>X</employer>
<salary>3 shillings</salary><description><para>Did <b>much</b>.</para></description></job></history>
</resume>",
    );
    insta::assert_snapshot!(messages, @"
    cv.xml:1:51: warning: unknown element `motto` here; hint: its text is still printed
    cv.xml:2:2: warning: unknown element `company` here; hint: its text is still printed
    cv.xml:3:38: warning: duplicate element `jobtitle`; the second is printed as a detail
    cv.xml:4:2: warning: unknown element `salary` here; hint: its text is still printed
    cv.xml:4:53: warning: unknown element `b` here; hint: its text is still printed
    ");
    let resume = &resumes[0];
    assert_eq!(resume.basics.extra[0].value, ExtraValue::Text("Onward".into()));
    let section = &resume.sections[0];
    assert_eq!((section.kind, &section.text), (SectionKind::Text, &one("Old Firm")));
    let job = &entries(resume, "work")[0];
    let extra: Vec<_> = job.item.extra.iter().map(|extra| extra.key.as_str()).collect();
    assert_eq!(extra, ["jobtitle", "salary"]);
    assert_eq!(job.summary, one("Did much."));
}

#[test]
fn xml_that_is_not_a_resume_is_rejected() {
    insta::assert_snapshot!(try_read("<html><body/></html>").2, @"cv.xml:1:1: error: this XML is not a résumé: it has `html`; hint: XML is read where it is of the XML Résumé Library, or Europass's; a résumé can be written as YAML, JSON or TOML: `recto new` writes one");
}

#[test]
fn validation_problems_point_to_the_affected_job() {
    let job = |from, to| {
        format!(
            "<job><jobtitle>A</jobtitle><employer>X</employer><period>
<from><date><year>{from}</year></date></from><to><date><year>{to}</year></date></to></period></job>"
        )
    };
    let text = format!(
        "<resume><header><name><surname>Q</surname></name></header>\n<history>\n{}\n{}</history></resume>",
        job(2001, 2002),
        job(2004, 2003)
    );
    insta::assert_snapshot!(try_read(&text).2, @"cv.xml:5:1: warning: the end `2003` is before the start `2004`; hint: swap the two dates, or correct one of them");
}

#[test]
fn repeated_sections_have_distinct_ids() {
    let resume = xml(r#"
        <objective targets="field"><para>Count birds.</para></objective>
        <history><job><jobtitle>Ranger</jobtitle><employer>Marsh</employer></job></history>
        <objective targets="desk"><para>Count pages.</para></objective>
        <history><job><jobtitle>Clerk</jobtitle><employer>Mill</employer></job></history>
        <misc><para>One.</para></misc><misc><para>Two.</para></misc>"#);
    let ids: Vec<_> = resume.sections.iter().map(|s| s.item.id.as_deref().unwrap()).collect();
    assert_eq!(
        ids,
        ["summary", "work", "professional-objective", "work-2", "miscellany", "miscellany-2"]
    );
    assert_eq!(resume.sections[2].item.tags, ["desk"]);
    let resume = xml(r#"<objective><para>A</para></objective>
        <objective id="summary"><para>B</para></objective>"#);
    assert_eq!(resume.sections[1].item.id.as_deref(), Some("summary"));
    assert_eq!(resume.sections[0].item.id.as_deref(), Some("professional-objective"));
}

#[test]
fn xml_of_unknown_design_is_rejected() {
    let of = |text: &str| {
        let (_, resumes, messages) = try_read(text);
        assert!(resumes.is_empty(), "{text}");
        messages
    };
    insta::assert_snapshot!(
        of("<resume>\n<person><name>Ida</name></person><jobs><job>Smith</job></jobs></resume>"),
        @"cv.xml:1:2: error: this XML is not of the XML Résumé Library, which has no `person`, `jobs`; hint: XML is read where it is of the XML Résumé Library, or Europass's; a résumé can be written as YAML, JSON or TOML: `recto new` writes one");
    // A single common word is not evidence.
    insta::assert_snapshot!(
        of("<resume><contact/><interests><interest>Bees</interest></interests><education/><job/>\
            <links/><school/><more/></resume>"),
        @"cv.xml:1:2: error: this XML is not of the XML Résumé Library, which has no `contact`, `education`, `job`, `links`, `school` …; hint: XML is read where it is of the XML Résumé Library, or Europass's; a résumé can be written as YAML, JSON or TOML: `recto new` writes one");
    insta::assert_snapshot!(
        of("<resumes><resume><employee><first>Ida</first></employee></resume></resumes>"), @"cv.xml:1:11: error: this XML is not of the XML Résumé Library, which has no `employee`; hint: XML is read where it is of the XML Résumé Library, or Europass's; a résumé can be written as YAML, JSON or TOML: `recto new` writes one");
}

#[test]
fn texts_of_unknown_elements_are_separated() {
    let name = "<header><name><surname>Q</surname></name></header>";
    let (_, resumes, _) = try_read(&format!(
        "<resume>{name}<boats><boat><make>Anvil</make><year>2020</year></boat>\
         <boat>Lathe</boat></boats>\
         <misc><para>See <b>th</b>is.</para></misc></resume>"
    ));
    assert_eq!(section(&resumes[0], "boats").text, one("Anvil 2020\n\nLathe"));
    assert_eq!(section(&resumes[0], "miscellany").text, one("See this."));
}

use proptest::prelude::*;

use super::super::{read, write};
use super::{json_of, try_read};
use crate::diagnostic::{Diagnostics, Severity};
use crate::format::jsonresume::has_bullet;
use crate::format::testing::without_repetitions;
use crate::resume::arbitrary::{resume, without_places};
use crate::resume::{Resume, validate};
use crate::source::{self, Node, Syntax, Value};

/// Removes an explicit section order that equals the actual one.
fn without_order(mut resume: Resume) -> Resume {
    if let Some(order) = resume.meta.sections.take() {
        resume.sections.sort_by_key(|section| {
            order.iter().position(|id| section.item.id.as_ref() == Some(id))
        });
    }
    resume
}

proptest! {
    #[test]
    fn a_written_resume_is_read_as_the_same_resume(resume in resume()) {
        let mut diagnostics = Diagnostics::default();
        let node = write(&resume);
        let again = read(&node, &mut diagnostics);
        let errors: Vec<_> =
            diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
        prop_assert!(errors.is_empty(), "{errors:#?}");
        let again = without_order(without_places(again.expect("a résumé")));
        prop_assert_eq!(again, without_places(resume), "{:#?}", node);
    }

    #[test]
    fn a_written_resume_survives_yaml_and_json(resume in resume()) {
        for (syntax, text) in [
            (Syntax::Yaml, source::write_yaml(&write(&resume))),
            (Syntax::Json, source::write_json(&write(&resume))),
        ] {
            // Typed bullets become lists, so such texts do not survive a round trip.
            prop_assume!(!has_bullet(&text));
            let (again, messages) = try_read(syntax, &text);
            prop_assert!(again.is_some(), "{messages}\n{text}");
            let again = json_of(&write(&again.expect("a résumé")));
            let expected = without_repetitions(json_of(&write(&resume)));
            prop_assert_eq!(again, expected, "{}\n{}", messages, text);
        }
    }

    #[test]
    fn reading_arbitrary_trees_does_not_panic(node in any_node()) {
        let mut diagnostics = Diagnostics::default();
        if let Some(resume) = read(&node, &mut diagnostics) {
            validate(&resume, &node, &mut diagnostics);
            read(&write(&resume), &mut diagnostics);
        }
    }
}

/// Generates trees with known keys in arbitrary places.
fn any_node() -> impl Strategy<Value = Node> {
    let text = prop_oneof![
        Just(String::new()),
        Just("present".to_owned()),
        Just("2020-02-30".to_owned()),
        "\\PC{0,6}"
    ];
    let leaf = prop_oneof![
        1 => Just(Value::Null),
        4 => text.prop_map(|text| Node::from(text).value),
    ];
    let keys: Vec<&str> = super::super::known()
        .chain(super::super::keys::item_names())
        .chain(["en", "fr", "name", "entries", "kind", "highlights", "positions", "keywords"])
        .chain(["startDate", "endDate", "contacts", "email", "languages", "titles", "sort", "zzzz"])
        .collect();
    leaf.prop_map(Node::from).prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Node::list),
            prop::collection::vec((prop::sample::select(keys.clone()), inner), 0..6).prop_map(
                |mut members| {
                    members.sort_by_key(|member| member.0);
                    members.dedup_by_key(|member| member.0);
                    Node::map(members)
                }
            ),
        ]
    })
}

use proptest::prelude::*;

use super::{read, write};
use crate::diagnostic::Diagnostics;
use crate::resume::Resume;
use crate::resume::arbitrary::{resume, without_places};

/// Forgets an order of sections that only says what the sections' own order says.
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
    fn what_is_written_reads_as_the_same_resume(resume in resume()) {
        let mut diagnostics = Diagnostics::default();
        let node = write(&resume);
        let again = read(&node, &mut diagnostics);
        let errors: Vec<_> = diagnostics.iter().filter(|d| d.severity == crate::diagnostic::Severity::Error).collect();
        prop_assert!(errors.is_empty(), "{errors:#?}");
        let again = without_order(without_places(again.expect("a résumé")));
        prop_assert_eq!(again, without_places(resume), "{:#?}", node);
    }
}

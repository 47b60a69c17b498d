use insta::assert_snapshot;
use proptest::prelude::*;

use super::super::roundtrip::lost_in_silence;
use super::super::testing::{messages, native_form, read_yaml, there_and_back};
use super::{read, write};
use crate::format::Dialect;
use crate::resume::arbitrary::resume;

const FIXTURE: &str = include_str!("../../../tests/fixtures/rendercv.yaml");

#[test]
fn every_field_has_its_place_in_the_native_dialect() {
    assert_snapshot!("native_form", native_form(Dialect::RenderCv, FIXTURE));
}

#[test]
fn what_has_no_counterpart_is_named_with_its_line() {
    let (_, diagnostics, sources) = read_yaml(Dialect::RenderCv, FIXTURE);
    assert_snapshot!("messages", messages(&diagnostics, &sources));
}

#[test]
fn the_fixture_comes_back_as_it_was() {
    let (losses, difference) = there_and_back(Dialect::RenderCv, FIXTURE);
    assert_snapshot!(losses, @"warning: RenderCV has no place for a hyphen between blanks: it is written as ` – `");
    assert_snapshot!(difference, @r#"
    -          - Cut data gaps by **63 %** (2019 - 2022)
    +          - Cut data gaps by **63 %** (2019 – 2022)
    +            KEYWORDS
    +            URL, TEAM_SIZE
    +        one_line_entry:
    +          main_column: "**LABEL:** DETAILS (LEVEL)"
    "#);
}

proptest! {
    #[test]
    fn nothing_is_lost_in_silence(resume in resume()) {
        let mut resume = resume; super::super::carry::in_one_language(&mut resume, &mut super::super::carry::Losses::new("")); resume.sections.iter_mut().flat_map(|s| s.entries.iter_mut()).flatten().for_each(|e| e.positions.clear());
        let lost = lost_in_silence(&resume, write, read);
        prop_assert!(lost.is_empty(), "{lost:#?} of\n{}", crate::source::write_yaml(&super::super::native::write(&resume)));
    }
}

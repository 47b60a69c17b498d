use insta::assert_snapshot;
use proptest::prelude::*;

use super::super::roundtrip::lost_in_silence;
use super::super::testing::{messages, native_form, read_yaml, there_and_back};
use super::{read, write};
use crate::format::Dialect;
use crate::resume::arbitrary::resume;

const FIXTURE: &str = include_str!("../../../tests/fixtures/yamlresume.yaml");

#[test]
fn every_field_has_its_place_in_the_native_dialect() {
    assert_snapshot!("native_form", native_form(Dialect::YamlResume, FIXTURE));
}

#[test]
fn what_has_no_counterpart_is_named_with_its_line() {
    let (_, diagnostics, sources) = read_yaml(Dialect::YamlResume, FIXTURE);
    assert_snapshot!("messages", messages(&diagnostics, &sources));
}

#[test]
fn the_fixture_comes_back_as_it_was() {
    let (losses, difference) = there_and_back(Dialect::YamlResume, FIXTURE);
    assert_snapshot!(losses, @"");
    assert_snapshot!(difference, @"");
}

proptest! {
    #[test]
    fn nothing_is_lost_in_silence(resume in resume()) {
        let mut resume = resume; super::super::carry::in_one_language(&mut resume, &mut super::super::carry::Losses::new("")); resume.sections.iter_mut().flat_map(|s| s.entries.iter_mut()).flatten().for_each(|e| e.positions.clear());
        let lost = lost_in_silence(&resume, write, read);
        prop_assert!(lost.is_empty(), "{lost:#?} of\n{}", crate::source::write_yaml(&super::super::native::write(&resume)));
    }
}

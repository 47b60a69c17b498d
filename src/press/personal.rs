//! Personal data that are omitted in some countries.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::locale::personal_data_unwanted;
use crate::resume::Basics;
use crate::theme::{OptionValue, Options};

/// A country in which personal data are unwanted, and the law concerned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unwanted<'a> {
    country: &'a str,
    law: &'static str,
    options: &'a Options,
}

impl<'a> Unwanted<'a> {
    /// Returns `None` if the country has no such law.
    pub(super) fn in_country(country: Option<&'a str>, options: &'a Options) -> Option<Self> {
        let country = country?;
        Some(Self { country, law: personal_data_unwanted(country)?, options })
    }

    /// Returns whether an option that was not set explicitly is turned off by law.
    pub(super) fn leaves_out(&self, option: &str) -> bool {
        self.options.get(option) == Some(&OptionValue::Auto)
    }

    /// Describes an omitted datum.
    pub(super) fn describe(&self, what: &str, option: &str) -> Diagnostic {
        let Self { country, law, .. } = self;
        let message = format!(
            "not printed: {what}; employers in `{country}` may not consider age or origin ({law})"
        );
        Diagnostic::warning("unwanted-datum", message).hint(format!(
            "`--set {option}=true`, or the same in `meta.options`, shows it; `false` hides it without \
             this warning"
        ))
    }

    /// Reports the personal details that are omitted.
    pub(super) fn describe_details(&self, basics: &Basics, diagnostics: &mut Diagnostics) {
        const OPTION: &str = "personal-details";
        if !self.leaves_out(OPTION) {
            return;
        }
        let details = basics.personal_details();
        if let Some((_, path)) = details.first() {
            let mut names: Vec<_> = details.iter().map(|(name, _)| *name).collect();
            let mut seen = BTreeSet::new();
            names.retain(|name| seen.insert(*name));
            diagnostics.push(self.describe(&names.join(", "), OPTION).on(path));
        }
    }
}

use std::collections::{BTreeMap, BTreeSet};

use super::{Resume, Section};
use crate::diagnostic::{Diagnostic, did_you_mean};

impl Section {
    /// Returns the id, or the kind if there is none.
    pub fn name(&self) -> &str {
        self.item.id.as_deref().unwrap_or_else(|| self.kind.name())
    }

    /// Returns whether a name is the section's id or kind.
    pub fn is_named(&self, name: &str) -> bool {
        self.item.id.as_deref() == Some(name) || self.kind.name() == name
    }
}

impl Resume {
    /// Describes an unknown section name.
    pub fn unknown_section(&self, name: &str) -> Diagnostic {
        let diagnostic =
            Diagnostic::warning("unknown-section", format!("unknown section `{name}`"));
        let names: Vec<&str> = self.sections.iter().map(Section::name).collect();
        match did_you_mean(name, names.iter().copied()) {
            Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
            None if names.is_empty() => diagnostic.hint("the résumé has no sections"),
            None => {
                let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
                diagnostic.hint(format!("the sections are {}", names.join(", ")))
            }
        }
    }
}

/// Assigns every section a unique id: its own, or one derived from title or kind.
pub fn assign_ids(sections: &mut [Section]) {
    let mut taken: BTreeSet<String> =
        sections.iter().filter_map(|section| section.item.id.clone()).collect();
    let mut next: BTreeMap<String, usize> = BTreeMap::new();
    for section in sections {
        if section.item.id.is_some() {
            continue;
        }
        let slug = section.title.as_ref().map(|title| slug(title.as_str())).unwrap_or_default();
        let base = if slug.is_empty() { section.kind.name().to_owned() } else { slug };
        let next = next.entry(base.clone()).or_insert(1);
        let mut numbers = *next..;
        let id = numbers
            .by_ref()
            .map(|n| if n == 1 { base.clone() } else { format!("{base}-{n}") })
            .find(|id| !taken.contains(id))
            .unwrap_or(base);
        *next = numbers.start;
        taken.insert(id.clone());
        section.item.id = Some(id);
    }
}

/// Converts a title to an id: letters and digits in lower case, joined by `-`.
fn slug(title: &str) -> String {
    title
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

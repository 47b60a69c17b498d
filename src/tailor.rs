//! Selects the part of a résumé that a build shows, its language and its order.
//!
//! First the tree is changed ([`merge`], [`Variant`]); then it is decoded; then the résumé is
//! reduced: redaction, exclusion, tags and dates, order, limits, heads of old entries.

use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::resume::{Resume, SectionKind};

mod exclude;
mod explain;
mod filter;
mod language;
mod listing;
pub mod merge;
mod order;
mod page_goal;
mod page_language;
mod part;
mod printed;
mod redact;
mod secrets;
mod selection;
mod shorten;
mod tags;
mod texts;
mod untranslated;
mod variant;

pub use explain::{Explanation, Omission};
pub use listing::{TagUse, TaggedPart, list_tags};
pub use page_goal::{AS_DESIGNED, PageGoal, PageRange};
pub use page_language::{PageLanguage, address_country, in_country, page_language};
pub use printed::{OnPage, printed};
pub use secrets::Secrets;
pub use selection::{Cutoff, Limit, List, Pattern, Selection, parse_sort};
pub use tags::TagExpression;
pub use untranslated::untranslated;
pub use variant::{Variant, check_variants, find_variant, variant_names};

/// A résumé as one build shows it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tailored {
    pub resume: Resume,
    /// Omitted parts with reasons.
    pub explanation: Explanation,
    /// Texts that must not occur in any output.
    pub secrets: Secrets,
}

/// Returns the part of a résumé that a selection shows, with one language per text and the sections
/// in the requested order.
pub fn tailor(
    mut resume: Resume,
    selection: &Selection,
    diagnostics: &mut Diagnostics,
) -> Tailored {
    let selection = &selection.with_native_names(&resume);
    let mut explanation = Explanation::default();
    redact::check(&resume, &selection.redact, diagnostics);
    exclude::check(&resume, &selection.exclude, exclude::Mode::Exclude, diagnostics);
    unsortable(&resume, selection, diagnostics);
    take_over(&mut resume, selection);
    // Before a language is chosen, because redacted values may also occur in other languages.
    let redaction = redact::take_out(&mut resume, selection, &mut explanation);
    language::choose(&mut resume, selection.language.as_deref(), diagnostics);
    unknown_sections(&resume, selection, diagnostics);
    unknown_tags(&resume, selection, diagnostics);
    let secrets = redaction.map(|redaction| redaction.black_out(&mut resume, diagnostics));
    exclude::exclude(
        &mut resume,
        &selection.exclude,
        exclude::Mode::Exclude,
        &mut explanation,
        &mut (),
    );
    order::set_titles(&mut resume);
    order::arrange_sections(&mut resume, &mut explanation);
    if let Some(tags) = &selection.tags {
        filter::by_tags(&mut resume, tags, &mut explanation);
    }
    filter::by_date(&mut resume, &selection.since, &mut explanation);
    order::sort_entries(&mut resume);
    shorten::limit(&mut resume, &selection.max, &mut explanation);
    shorten::collapse(&mut resume, &selection.collapse_before, &mut explanation);
    Tailored { resume, explanation, secrets: secrets.unwrap_or_default() }
}

/// Returns the texts that a selection redacts, to hide them in messages about a résumé that is not
/// rendered. Reports no problems.
pub fn secrets(resume: &Resume, selection: &Selection) -> Secrets {
    let (mut resume, mut explanation) = (resume.clone(), Explanation::default());
    let selection = &selection.with_native_names(&resume);
    let redaction = redact::take_out(&mut resume, selection, &mut explanation);
    let sealed = redaction.map(|it| it.black_out(&mut resume, &mut Diagnostics::default()));
    sealed.unwrap_or_default()
}

/// Reports each sort field that a section does not have.
fn unsortable(resume: &Resume, selection: &Selection, diagnostics: &mut Diagnostics) {
    diagnostics.extend(selection.sort.iter().filter_map(|sort| resume.unsortable(sort)));
}

/// Overrides the order of the file by the selection's.
fn take_over(resume: &mut Resume, selection: &Selection) {
    let meta = &mut resume.meta;
    if let Some(sections) = &selection.sections {
        meta.sections = Some(sections.clone());
    }
    meta.sort.retain(|own| selection.sort.iter().all(|sort| sort.key != own.key));
    meta.sort.extend(selection.sort.iter().cloned());
}

/// Reports rules for unknown sections, since they would select nothing.
fn unknown_sections(resume: &Resume, selection: &Selection, diagnostics: &mut Diagnostics) {
    let cutoffs = selection.since.iter().chain(&selection.collapse_before);
    let named = cutoffs
        .filter_map(|cutoff| cutoff.section.as_deref())
        .chain(selection.max.iter().filter_map(|limit| limit.section.as_deref()))
        .chain(selection.sections.iter().flatten().map(String::as_str))
        .chain(selection.sort.iter().map(|sort| sort.key.as_str()));
    let mut reported: Vec<&str> = Vec::new();
    for name in named {
        let known = resume.sections.iter().any(|section| section.is_named(name));
        // A selection may be used for many résumés, so a known kind that is absent is valid.
        if known || SectionKind::from_name(name).is_some() || reported.contains(&name) {
            continue;
        }
        reported.push(name);
        diagnostics.push(resume.unknown_section(name).into_error());
    }
}

fn unknown_tags(resume: &Resume, selection: &Selection, diagnostics: &mut Diagnostics) {
    let Some(tags) = &selection.tags else { return };
    let known = list_tags(resume);
    let known: Vec<&str> = known.iter().map(|known| known.tag.as_str()).collect();
    for name in tags.names().filter(|name| !known.contains(name)) {
        let diagnostic = Diagnostic::error("unknown-tag", format!("no entry has the tag `{name}`"));
        diagnostics.push(match did_you_mean(name, known.iter().copied()) {
            Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
            None => diagnostic.hint("`recto tags` lists the tags of a résumé"),
        });
    }
}

#[cfg(test)]
mod tests;

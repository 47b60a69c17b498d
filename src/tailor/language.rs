use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::locale::{by_nearness, is_same_language, is_same_writing};
use crate::resume::{Language, Localized, Resume, Role, Text, Visitor, visit_resume};
use crate::source::Path;

/// Selects one language for all texts.
///
/// A text that is not available in the page's language falls back to another regional form, then to
/// the declared languages in order. It keeps its language tag; all others become
/// [`Localized::One`]. Fallbacks of single texts are reported by [`super::untranslated`]; this
/// function warns only if no text can be in the wanted language.
pub(super) fn choose(resume: &mut Resume, wanted: Option<&str>, diagnostics: &mut Diagnostics) {
    let declared = std::mem::take(&mut resume.meta.languages);
    let tags: Vec<&str> = declared.iter().map(|language| language.0.as_str()).collect();
    if let Some(tag) = wanted
        && !tags.is_empty()
        && !tags.iter().any(|declared| is_same_language(declared, tag))
    {
        let names: Vec<_> = declared.iter().map(|language| format!("`{language}`")).collect();
        diagnostics.push(
            Diagnostic::warning("unknown-language", format!("no text in this file is in `{tag}`"))
                .on(&resume.meta.path.key("languages"))
                .hint(format!("the file declares {}", names.join(", "))),
        );
    }
    let page = wanted.or(resume.meta.locale.as_deref()).or(tags.first().copied());
    let page = page.unwrap_or_default().to_owned();
    let order: Vec<&str> = by_nearness(&page, &tags).into_iter().map(|place| tags[place]).collect();
    let own: Vec<&str> = tags.iter().copied().filter(|tag| is_same_writing(tag, &page)).collect();
    visit_resume(resume, &mut Choice { order: &order, own: &own, list: None });
    resume.meta.languages = declared;
}

/// The declared languages, ranked.
struct Choice<'a> {
    /// All languages, in order of preference.
    order: &'a [&'a str],
    /// Those that count as the page's language: same language and script.
    own: &'a [&'a str],
    /// Language of the enclosing list, if it differs from the page's.
    list: Option<Language>,
}

impl Choice<'_> {
    /// Selects a value and returns its language if it differs from the page's.
    fn one<T: Default>(&self, value: &mut Localized<T>) -> Option<Language> {
        let Localized::Each(values) = value else { return None };
        let place = |tag: &&str| {
            values.iter().position(|(language, _)| language.0.eq_ignore_ascii_case(tag))
        };
        let found = self.order.iter().find_map(place).unwrap_or(0);
        let (language, chosen) = values.drain(..).nth(found)?;
        *value = Localized::One(chosen);
        let is_own = self.own.iter().any(|tag| language.0.eq_ignore_ascii_case(tag));
        (!is_own).then_some(language)
    }
}

impl Visitor for Choice<'_> {
    fn text(&mut self, _: &Path, _: Role, text: &mut Text) {
        let language = self.one(text).or_else(|| self.list.clone());
        if let (Some(language), Localized::One(value)) = (language, &mut *text) {
            *text = Localized::Each(vec![(language, std::mem::take(value))]);
        }
    }

    /// Selects a list and visits its texts, which are in the same language.
    fn each<T: Clone + Default + PartialEq>(
        &mut self,
        _: &Path,
        list: &mut Localized<Vec<T>>,
        mut visit: impl FnMut(&mut Self, &mut T),
    ) {
        let outer = self.list.clone();
        if let Some(language) = self.one(list) {
            self.list = Some(language);
        }
        list.iter_mut().flatten().for_each(|item| visit(self, item));
        self.list = outer;
    }
}

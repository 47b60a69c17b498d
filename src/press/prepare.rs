//! Collects everything needed to typeset a draft.

use std::sync::Arc;

#[cfg(feature = "typeset")]
use super::data::{BuiltView, data};
use super::design::ChosenTheme;
use super::options::{ResolvedOptions, view_options};
use super::personal::Unwanted;
#[cfg(feature = "typeset")]
use super::pictures::{self, PhotoSettings};
use super::{Day, Draft, Failure, Part, Press, Record, Request, language, options};
use crate::bytes::SharedBytes;
use crate::characters::warn_of_removed;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::format::Dialect;
use crate::locale::Locale;
use crate::resume::{Date, Resume, Setting};
use crate::source::{Node, Path};
use crate::tailor::{
    Explanation, Omission, PageGoal, Secrets, Selection, Tailored, tailor, untranslated,
};
use crate::theme::{OptionValue, Options, Theme};
use crate::view::{View, ViewOptions, leaks, show_targets, view};

/// A draft as a theme receives it.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub theme: Theme,
    /// Whether the theme is embedded.
    pub is_embedded: bool,
    pub options: Options,
    /// The settings that the options come from, in order of precedence.
    pub explicit: Vec<Setting>,
    /// Options set in the request, which fitting must not change.
    pub pinned: Vec<String>,
    /// The tree that the paths refer to.
    pub root: Arc<Node>,
    pub view: View,
    pub pictures: Vec<Picture>,
    pub pages: PageGoal,
    /// Whether the pages are to be printed on paper.
    pub print: bool,
    /// Omitted parts with reasons.
    pub explanation: Explanation,
    /// Texts that must not occur in any file.
    pub secrets: Secrets,
    /// The printed data as JSON, if they are to be embedded.
    pub data: Option<String>,
}

/// A picture in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Path under which the theme finds it, such as `/photo.jpg`.
    pub virtual_path: String,
    pub bytes: SharedBytes,
}

/// Code of the notes that tell what a selection omits.
pub const EXPLANATION: &str = "left-out";

/// Resolves theme, options, locale, pictures and fonts, and builds the view; reports all problems.
///
/// Returns an error if any problem is an error.
pub(super) fn prepare(
    press: &mut Press,
    request: &Request,
    draft: &Draft,
    record: &mut Record,
) -> Result<Prepared, Failure> {
    let mut diagnostics = Diagnostics::default();
    let ChosenTheme { mut theme, is_embedded } =
        press.choose_theme(request, draft, &mut diagnostics, record)?;
    let locale = language::page_locale(request, draft, &mut diagnostics, record)?;
    let resolved = options::resolve_options(
        request,
        &draft.resume,
        &mut theme,
        &locale,
        &mut diagnostics,
        record,
    )?;
    let Tailored { resume, explanation, secrets } =
        tailor_draft(request, draft, &locale, &mut diagnostics);
    if request.explain {
        record.note(notes(&explanation), Some(&draft.root))?;
    }
    let content = Content { request, draft, resume: &resume, locale: &locale, resolved: &resolved };
    let (view, pictures, data) = content.view(&theme, press, &mut diagnostics, record);
    if request.only == Some(Part::Letter) && view.letter.is_none() {
        return Err(
            record.request("the file has no letter with a text", "write its `body` under `letter`")
        );
    }
    if request.only == Some(Part::Letter) && request.pages.is_some() {
        diagnostics.push(
            Diagnostic::warning("letter-pages", "`--pages` does not apply to a letter alone")
                .hint("leave `--only letter` out, or shorten the letter if it is too long"),
        );
    }
    diagnostics.extend(leaks(&view, &secrets).into_iter().map(describe_leak));
    record.note(diagnostics, Some(&draft.root))?;
    Ok(Prepared {
        theme,
        is_embedded,
        options: resolved.options,
        explicit: resolved.explicit,
        pinned: request.settings.iter().map(|setting| setting.key.clone()).collect(),
        root: Arc::clone(&draft.root),
        view,
        pictures,
        pages: match request.only {
            // A requested number of pages refers to the résumé.
            Some(Part::Letter) => PageGoal::default(),
            Some(Part::Resume) | None => draft.pages,
        },
        print: request.print,
        explanation,
        secrets,
        data,
    })
}

/// Selects the shown part of the résumé, in one language.
fn tailor_draft(
    request: &Request,
    draft: &Draft,
    locale: &Locale,
    diagnostics: &mut Diagnostics,
) -> Tailored {
    let mut selection = draft.selection.clone();
    let own = request.locale.is_some().then(|| locale.tag.clone());
    selection.language = draft.language.clone().or(own).or(selection.language);
    untranslated(&draft.root, &draft.resume.meta.languages, &locale.tag, diagnostics);
    let mut found = Diagnostics::default();
    let tailored = tailor(draft.resume.clone(), &selection, &mut found);
    // Problems of a selection that has no place of its own.
    let variant = draft.variant.as_ref().filter(|_| request.selection == Selection::default());
    diagnostics.extend(found.into_iter().map(|problem| match variant {
        Some(variant) if problem.path.is_none() && problem.span.is_none() => {
            problem.on(&draft.resume.meta.path.key("variants").key(variant))
        }
        _ => problem,
    }));
    tailored
}

/// Reports problems of theme and options for a draft that is not rendered because of errors.
pub(super) fn check_design(
    press: &mut Press,
    request: &Request,
    draft: &Draft,
    record: &mut Record,
) {
    let mut diagnostics = Diagnostics::default();
    if let Ok(ChosenTheme { mut theme, .. }) =
        press.choose_theme(request, draft, &mut diagnostics, record)
        && let Ok(locale) = language::page_locale(request, draft, &mut diagnostics, record)
    {
        let _ = options::resolve_options(
            request,
            &draft.resume,
            &mut theme,
            &locale,
            &mut diagnostics,
            record,
        );
    }
    let _ = record.note(diagnostics, Some(&draft.root));
}

/// Describes the omitted parts.
fn notes(explanation: &Explanation) -> Diagnostics {
    let note = |Omission { path, heading, rule }: &Omission| {
        let heading = if heading.is_empty() { String::new() } else { format!(" {heading}") };
        Diagnostic::note(EXPLANATION, format!("omitted `{path}`{heading}; {rule}")).on(path)
    };
    explanation.iter().map(note).collect()
}

/// A tailored résumé, and the settings of its view.
struct Content<'a> {
    request: &'a Request,
    draft: &'a Draft,
    resume: &'a Resume,
    locale: &'a Locale,
    resolved: &'a ResolvedOptions,
}

impl Content<'_> {
    /// Builds the view and finds its pictures.
    fn view(
        &self,
        theme: &Theme,
        press: &Press,
        diagnostics: &mut Diagnostics,
        record: &mut Record,
    ) -> (View, Vec<Picture>, Option<String>) {
        let Self { request, draft, resume, locale, resolved } = self;
        let options = &resolved.options;
        let country = language::page_country(request, draft, locale);
        let unwanted = Unwanted::in_country(country.as_deref(), options);
        if let Some(unwanted) = unwanted {
            unwanted.describe_details(&resume.basics, diagnostics);
        }
        let [photo, signature] = self.pictures(press, unwanted, diagnostics, record);
        let mut how = view_options(options);
        how.date = document_date(request, resume);
        how.build_date = request.date.unwrap_or(request.today);
        how.image = photo.as_ref().map(|picture| picture.virtual_path.clone());
        how.signature = signature.as_ref().map(|picture| picture.virtual_path.clone());
        how.personal_details &= unwanted.is_none_or(|it| !it.leaves_out("personal-details"));
        // In JSON Resume the date is file metadata; in XML Résumé Library it is meant to be
        // printed.
        how.last_modified |= options.get("last-modified") == Some(&OptionValue::Auto)
            && draft.dialect == Dialect::XmlResume;
        how.country = country;
        warn_of_removed(&draft.raw_root, diagnostics);
        let mut view = view(resume, locale, &how, diagnostics);
        keep_only(request.only, &mut view);
        if options.is_on("link-targets") {
            show_targets(&mut view);
        }
        let pictures: Vec<_> = photo.into_iter().chain(signature).collect();
        let data = self.data(theme, &view, &pictures, &how);
        (view, pictures, data)
    }

    /// Returns the data to embed, if requested.
    #[cfg(feature = "typeset")]
    fn data(
        &self,
        theme: &Theme,
        view: &View,
        pictures: &[Picture],
        how: &ViewOptions,
    ) -> Option<String> {
        let Self { request, resume, locale, resolved, .. } = *self;
        let shown = BuiltView { request, locale, resolved, theme, view, pictures, how };
        request.outputs.embed_data.then(|| data(resume, &shown))
    }

    /// Data are embedded only with the feature `typeset`.
    #[cfg(not(feature = "typeset"))]
    fn data(&self, _: &Theme, _: &View, _: &[Picture], _: &ViewOptions) -> Option<String> {
        None
    }

    /// Finds photo and signature.
    #[cfg(feature = "typeset")]
    fn pictures(
        &self,
        press: &Press,
        unwanted: Option<Unwanted>,
        diagnostics: &mut Diagnostics,
        record: &mut Record,
    ) -> [Option<Picture>; 2] {
        let Self { request, draft, resume, resolved, .. } = self;
        let (resources, folder) = (press.resources(), &request.folder);
        let is_shown = resolved.options.is_on_or("photo", true);
        let is_explicit = resolved.is_explicit("photo");
        let settings = PhotoSettings {
            unwanted,
            is_shown,
            is_explicit: resolved.options.is_on("photo") && is_explicit,
            is_omitted: !is_shown && !is_explicit,
        };
        [
            pictures::photo(resources, folder, resume, &draft.root, settings, diagnostics, record),
            pictures::signature(resources, folder, resume, diagnostics, record),
        ]
    }

    /// Pictures are decoded only with the feature `typeset`.
    #[cfg(not(feature = "typeset"))]
    fn pictures(
        &self,
        _press: &Press,
        _unwanted: Option<Unwanted>,
        _diagnostics: &mut Diagnostics,
        _record: &mut Record,
    ) -> [Option<Picture>; 2] {
        [None, None]
    }
}

/// Removes the letter, or everything else, if only one of them is requested.
fn keep_only(part: Option<Part>, view: &mut View) {
    match part {
        Some(Part::Letter) => {
            view.sections.clear();
            view.closing.clear();
        }
        Some(Part::Resume) => view.letter = None,
        None => {}
    }
}

/// Returns the date of the document: the requested date, `meta.lastModified`, or today.
fn document_date(request: &Request, resume: &Resume) -> Day {
    let modified = resume.meta.last_modified.as_ref().and_then(Date::parts);
    let modified = modified.map(|(y, month, day)| (y, month.unwrap_or(1), day.unwrap_or(1)));
    request.date.or(modified).unwrap_or(request.today)
}

/// Describes redacted text in the view.
fn describe_leak(path: Path) -> Diagnostic {
    Diagnostic::error("redacted-elsewhere", "redacted text would appear on the page")
        .on(&path)
        .hint(format!("omit it with `--exclude {path}`, or reword it"))
}

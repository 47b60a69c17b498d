//! Draft → everything that is needed to typeset its pages.

use std::sync::Arc;

#[cfg(feature = "typeset")]
use super::data::{Shown, data};
use super::design::ChosenTheme;
use super::options::{Decided, view_options};
use super::personal::Unwanted;
#[cfg(feature = "typeset")]
use super::pictures::{self, PhotoWish};
use super::{Day, Draft, Failure, Part, Press, Record, Request, language, options};
use crate::bytes::SharedBytes;
use crate::characters::warn_of_left_out;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::format::Dialect;
use crate::locale::Locale;
use crate::resume::{Date, Resume, Setting};
use crate::source::{Node, Path};
use crate::tailor::{Explanation, LeftOut, PageGoal, Secrets, Tailored, tailor, untranslated};
use crate::theme::{OptionValue, Options, Theme};
use crate::view::{View, ViewOptions, leaks, show_targets, view};

/// A draft as a theme sees it.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub theme: Theme,
    /// Whether the theme is one of ours.
    pub is_embedded: bool,
    pub options: Options,
    /// The settings that led to them, in the order in which they count.
    pub asked: Vec<Setting>,
    /// Options that the request sets, and that therefore do not give way to fit the pages.
    pub pinned: Vec<String>,
    /// The tree that paths lead into.
    pub root: Arc<Node>,
    pub view: View,
    pub pictures: Vec<Picture>,
    pub pages: PageGoal,
    /// Whether the pages are meant for paper.
    pub print: bool,
    /// What is not shown, and why.
    pub left_out: Explanation,
    /// What must be in no file.
    pub secrets: Secrets,
    /// What is printed, as JSON, where files are to carry it.
    pub data: Option<String>,
}

/// A picture in memory, under its virtual path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Where the theme finds it, such as `/photo.jpg`.
    pub virtual_path: String,
    pub bytes: SharedBytes,
}

/// Resolves theme, options, locale, pictures and fonts of a draft, and builds its view; notes every problem.
///
/// Returns an error if there is an error among it.
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
    let decided =
        options::decide(request, &draft.resume, &mut theme, &locale, &mut diagnostics, record)?;
    let Tailored { resume, left_out, secrets } =
        tailor_draft(request, draft, &locale, &mut diagnostics);
    if request.explain {
        record.note(notes(&left_out), Some(&draft.root))?;
    }
    let content = Content { request, draft, resume: &resume, locale: &locale, decided: &decided };
    let (view, pictures, data) = content.view(&theme, press, &mut diagnostics, record);
    if request.only == Some(Part::Letter) && view.letter.is_none() {
        return Err(record.request("the file has no letter", "write it under `letter`"));
    }
    diagnostics.extend(leaks(&view, &secrets).into_iter().map(describe_leak));
    record.note(diagnostics, Some(&draft.root))?;
    Ok(Prepared {
        theme,
        is_embedded,
        options: decided.options,
        asked: decided.asked,
        pinned: request.settings.iter().map(|setting| setting.key.clone()).collect(),
        root: Arc::clone(&draft.root),
        view,
        pictures,
        pages: match request.only {
            // The number of pages asked for is that of the résumé.
            Some(Part::Letter) => PageGoal::default(),
            Some(Part::Resume) | None => draft.pages,
        },
        print: request.print,
        left_out,
        secrets,
        data,
    })
}

/// Takes the part of the résumé that is shown, in one language.
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
    tailor(draft.resume.clone(), &selection, diagnostics)
}

/// Notes what is wrong with the theme and its options, of a draft that has errors and is not set.
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
        let _ =
            options::decide(request, &draft.resume, &mut theme, &locale, &mut diagnostics, record);
    }
    let _ = record.note(diagnostics, Some(&draft.root));
}

/// Returns what is not shown and why.
fn notes(left_out: &Explanation) -> Diagnostics {
    let note = |LeftOut { path, heading, rule }: &LeftOut| {
        let heading = if heading.is_empty() { String::new() } else { format!(" {heading}") };
        Diagnostic::note("left-out", format!("omitted `{path}`{heading}; {rule}")).on(path)
    };
    left_out.iter().map(note).collect()
}

/// A tailored résumé with what decides how it is put into words.
struct Content<'a> {
    request: &'a Request,
    draft: &'a Draft,
    resume: &'a Resume,
    locale: &'a Locale,
    decided: &'a Decided,
}

impl Content<'_> {
    /// Puts the résumé into words, and finds its pictures.
    fn view(
        &self,
        theme: &Theme,
        press: &Press,
        diagnostics: &mut Diagnostics,
        record: &mut Record,
    ) -> (View, Vec<Picture>, Option<String>) {
        let Self { request, draft, resume, locale, decided } = self;
        let options = &decided.options;
        let country = language::page_country(request, draft, locale);
        let unwanted = Unwanted::in_country(country.as_deref(), options);
        if let Some(unwanted) = unwanted {
            unwanted.describe_details(&resume.basics, diagnostics);
        }
        let [photo, signature] = self.pictures(press, unwanted, diagnostics, record);
        let mut how = view_options(options);
        how.date = document_date(request, resume);
        how.image = photo.as_ref().map(|picture| picture.virtual_path.clone());
        how.signature = signature.as_ref().map(|picture| picture.virtual_path.clone());
        how.personal_details &= unwanted.is_none_or(|it| !it.leaves_out("personal-details"));
        // JSON Resume's says when the file was saved; the XML Résumé Library's is meant for the page.
        how.last_modified |= options.get("last-modified") == Some(&OptionValue::Auto)
            && draft.dialect == Dialect::XmlResume;
        how.country = country;
        warn_of_left_out(&draft.root, diagnostics);
        let mut view = view(resume, locale, &how, diagnostics);
        keep_only(request.only, &mut view);
        if options.is_on("link-targets") {
            show_targets(&mut view);
        }
        let pictures: Vec<_> = photo.into_iter().chain(signature).collect();
        let data = self.data(theme, &view, &pictures, &how);
        (view, pictures, data)
    }

    /// Returns what is printed as data, where files are to carry it.
    #[cfg(feature = "typeset")]
    fn data(
        &self,
        theme: &Theme,
        view: &View,
        pictures: &[Picture],
        how: &ViewOptions,
    ) -> Option<String> {
        let Self { request, resume, locale, decided, .. } = *self;
        let shown = Shown { request, locale, decided, theme, view, pictures, how };
        request.outputs.embed_data.then(|| data(resume, &shown))
    }

    /// Only finished files carry data.
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
        let Self { request, draft, resume, decided, .. } = self;
        let (outside, folder) = (press.outside(), &request.folder);
        let wish = PhotoWish {
            unwanted,
            is_shown: decided.options.is_on_or("photo", true),
            is_asked: decided.options.is_on("photo") && decided.is_asked("photo"),
        };
        [
            pictures::photo(outside, folder, resume, &draft.root, wish, diagnostics, record),
            pictures::signature(outside, folder, resume, diagnostics, record),
        ]
    }

    /// Pictures are decoded only where pages are set.
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

/// Leaves out the letter or what is not the letter, where one of them is wanted alone.
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

/// Decides the date of the document: of the request, `meta.lastModified`, today.
fn document_date(request: &Request, resume: &Resume) -> Day {
    let modified = resume.meta.last_modified.as_ref().and_then(Date::parts);
    let modified = modified.map(|(y, month, day)| (y, month.unwrap_or(1), day.unwrap_or(1)));
    request.date.or(modified).unwrap_or(request.today)
}

/// Describes redacted text that is elsewhere on the page.
fn describe_leak(path: Path) -> Diagnostic {
    Diagnostic::error("redacted-elsewhere", "redacted text would appear on the page")
        .on(&path)
        .hint(format!("omit it with `--exclude {path}`, or reword it"))
}

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use super::edition::Edition;
use super::input::reason;
use super::{Failure, Report, output};
use crate::cli::{LocalesArgs, LookArgs};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::locale::{self, Locale, OwnLocale, is_same_writing};

/// Lists the languages there are words for, or prints the words of one as a file.
pub(super) fn locales(args: &LocalesArgs, report: &mut Report) -> Result<(), Failure> {
    let mut text = String::new();
    match &args.tag {
        None => {
            for tag in Locale::tags() {
                let name = Locale::find(tag).map(|locale| locale.name).unwrap_or_default();
                let _ = writeln!(text, "{tag:<11} {name}");
            }
        }
        Some(wanted) => {
            let tags = Locale::tags();
            let nearest = locale::by_nearness(wanted, &tags).first().map(|place| tags[*place]);
            let nearest = nearest.filter(|tag| is_same_writing(tag, wanted));
            let source = nearest.and_then(|tag| Some((tag, Locale::source(tag)?)));
            let Some((tag, source)) = source else {
                return Err(report.usage(format!("there is no locale `{wanted}`"), hint(wanted)));
            };
            let _ = write!(text, "tag = \"{tag}\"\n{source}");
        }
    }
    output::print(&text, report)
}

fn hint(tag: &str) -> String {
    match Locale::near(tag) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`recto locales` lists those there are; `--locale FILE` adds your own".to_owned(),
    }
}

/// Finds the words of the page's language, and the user's own file they are from.
///
/// Returns an error, reported, if the language of the flag is none there are words for, or the file
/// cannot be read.
pub(super) fn page_locale(
    edition: &Edition,
    args: &LookArgs,
    diagnostics: &mut Diagnostics,
    report: &mut Report,
) -> Result<(Locale, Option<PathBuf>), Failure> {
    let tag = edition.locale();
    if let Some(file) = &args.locale {
        let own = own_locale(file, diagnostics, report)?;
        // Among all the languages of a file, one is the user's own.
        if edition.language.is_none() || is_same_writing(&own.tag, tag) {
            return Ok((own, Some(file.clone())));
        }
    }
    if let Some(locale) = Locale::find(tag) {
        return Ok((locale, None));
    }
    if args.lang.as_deref() == Some(tag) {
        return Err(report.usage(format!("there is no locale `{tag}`"), hint(tag)));
    }
    let meta = &edition.resume.meta;
    let by_locale = edition.language.is_none() && meta.locale.is_some();
    let path = meta.path.key(if by_locale { "locale" } else { "languages" });
    let message = format!("there is no locale `{tag}`: set in `{}`", locale::DEFAULT);
    diagnostics.push(Diagnostic::warning("unknown-locale", message).on(&path).hint(hint(tag)));
    Ok((Locale::default(), None))
}

/// Words that are named one by one.
const NAMED: usize = 5;

fn own_locale(
    file: &PathBuf,
    diagnostics: &mut Diagnostics,
    report: &mut Report,
) -> Result<Locale, Failure> {
    let name = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|error| {
        let message = format!("cannot read `{name}` ({})", reason(&error));
        let hint = match Locale::find(&name).or_else(|| Locale::find(Locale::near(&name)?)) {
            Some(locale) => format!("did you mean `--lang {}`?", locale.tag),
            None => "`--locale` names a file such as `recto locales fr` prints".to_owned(),
        };
        report.input(Diagnostic::error("read", message).hint(hint))
    })?;
    let source = report.sources.add(name.clone(), text.clone());
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut problems = Diagnostics::default();
    let own = OwnLocale::read(&text, &stem, source, &mut problems);
    report.emit(problems, None)?;
    let OwnLocale { locale, missing } = own.ok_or(Failure::Input)?;
    if !missing.is_empty() {
        let message = format!("`{name}` lacks {} words: they are English", missing.len());
        let first = missing[..missing.len().min(NAMED)].join(", ");
        diagnostics.push(
            Diagnostic::warning("missing-words", message)
                .hint(format!("`recto locales en-US` prints all of them: {first} …")),
        );
    }
    Ok(locale)
}

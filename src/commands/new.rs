use std::env;
use std::ffi::OsStr;
use std::path::Path;

use super::output::{self, Output, Written};
use super::{Failure, Report, describe, naming};
use crate::cli::NewArgs;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::locale::Locale;
use crate::schema::Strictness;
use crate::source::Syntax;
use crate::starter::{KnownSettings, RegionalSettings, Starter};
use crate::theme::{self, Theme};

/// Name of a starter for which only a folder is given.
const NAME: &str = "resume.yaml";

/// Name of the schema beside the file; the starter's first line names it to editors.
pub(super) const SCHEMA: &str = "resume.schema.json";

/// Writes a starter résumé in the syntax of the file's extension, and its schema next to it.
pub(super) fn new(args: &NewArgs, report: &mut Report) -> Result<(), Failure> {
    let path =
        &if naming::is_folder(&args.file) { args.file.join(NAME) } else { args.file.clone() };
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or("yaml");
    let Some(syntax) = Syntax::of_ending(ending).filter(|syntax| *syntax != Syntax::Xml) else {
        return Err(report.usage(
            format!("cannot write a starter résumé as `{}`", path.display()),
            "end its name in `.yaml`, `.json` or `.toml`",
        ));
    };
    let own_language = tag_of_environment();
    let known = KnownSettings {
        language: args.lang.as_deref(),
        own_language: own_language.as_deref(),
        country: args.country.as_deref(),
        paper: args.paper.as_deref(),
    };
    let regional = RegionalSettings::new(known).map_err(|problem| report.rejected(problem))?;
    let theme = theme_name(args.theme.as_deref(), report)?;
    let is_printed = path == Path::new("-");
    let file = if is_printed { NAME.to_owned() } else { shell_word(path) };
    let starter = Starter {
        file: &file,
        schema: SCHEMA,
        name: args.name.as_deref(),
        theme,
        locale: &regional.locale,
        paper: regional.paper,
        country: regional.country.as_deref(),
        full: args.full,
        letter: args.letter,
    };
    let text = starter.text(syntax).expect("résumés are begun in each of these syntaxes");
    if is_printed {
        return output::print(&text, report);
    }
    if path.file_name().is_some_and(|name| name == SCHEMA) {
        return Err(report.usage(
            format!("`{SCHEMA}` is the name of the schema beside the résumé"),
            "choose another name for the résumé",
        ));
    }
    if path.exists() {
        return Err(report.input(
            Diagnostic::error("exists", format!("`{}` already exists", path.display()))
                .hint("choose another name: `recto new` never overwrites a file"),
        ));
    }
    let mut outputs = vec![Output { path: path.clone(), bytes: text.into_bytes() }];
    let schema = path.with_file_name(SCHEMA);
    // An existing schema may be from a newer version.
    if !schema.exists() {
        let bytes = describe::schema_text(Strictness::Closed).into_bytes();
        outputs.push(Output { path: schema, bytes });
    }
    let written: Vec<_> = outputs.iter().map(|output| written(&output.path)).collect();
    output::write_all(outputs, report)?;
    let RegionalSettings { locale, paper, .. } = &regional;
    let is_own = args.lang.is_none() && own_language.is_some();
    let origin = if is_own { " (from the environment)" } else { "" };
    report.wrote(
        &written,
        &format!(" with theme {theme}, locale {locale}{origin} and paper {paper}"),
    );
    report
        .done(&format!("next: fill it in, then run `recto check {file}` and `recto build {file}`"));
    Ok(())
}

fn written(path: &Path) -> Written {
    let is_schema = path.file_name().is_some_and(|name| name == SCHEMA);
    Written {
        path: path.to_owned(),
        format: if is_schema { "schema" } else { "resume" },
        pages: None,
        edition: None,
        ms: 0,
        about: String::new(),
    }
}

/// Returns the language of the environment, if it is supported.
#[expect(clippy::disallowed_methods, reason = "a command may ask the environment")]
fn tag_of_environment() -> Option<String> {
    let variables = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let set = variables.iter().filter_map(|name| env::var(name).ok());
    tag_of_posix(&set.into_iter().find(|value| !value.is_empty())?)
}

/// Returns the BCP 47 tag of a POSIX locale such as `de_AT.UTF-8`.
fn tag_of_posix(name: &str) -> Option<String> {
    let tag = name.split(['.', '@']).next()?.replace('_', "-");
    let is_language = tag != "C" && tag != "POSIX";
    is_language.then(|| Locale::find(&tag)).flatten().map(|locale| locale.tag)
}

/// Returns the theme to write into the file.
fn theme_name<'a>(requested: Option<&'a str>, report: &mut Report) -> Result<&'a str, Failure> {
    let Some(name) = requested else { return Ok(theme::DEFAULT) };
    if Theme::embedded_files(name).is_some() || Path::new(name).join("theme.toml").is_file() {
        return Ok(name);
    }
    let hint = match did_you_mean(name, Theme::names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("themes: {}", Theme::names().join(", ")),
    };
    Err(report.usage(format!("unknown theme `{name}`"), hint))
}

/// Quotes a path for a shell.
fn shell_word(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,:@%".contains(c);
    let text = if text.starts_with('-') { format!("./{text}") } else { text };
    if text.chars().all(is_plain) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_locales_are_converted_to_language_tags() {
        for (name, tag) in [
            ("de_AT.UTF-8", Some("de-AT")),
            ("fr_CA@euro", Some("fr-CA")),
            ("en", Some("en")),
            ("C.UTF-8", None),
            ("POSIX", None),
            ("xx_XX", None),
        ] {
            assert_eq!(tag_of_posix(name).as_deref(), tag, "{name}");
        }
    }

    #[test]
    fn a_path_is_quoted_where_a_shell_would_split_it() {
        for (path, word) in [
            ("cv.yaml", "cv.yaml"),
            ("my cv.yaml", "'my cv.yaml'"),
            ("-x.yaml", "./-x.yaml"),
            ("o'neill.yaml", "'o'\\''neill.yaml'"),
        ] {
            assert_eq!(shell_word(Path::new(path)), word);
        }
    }
}

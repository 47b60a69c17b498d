//! Arguments → requests.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::read::{self, reason};
use super::{Failure, Report, date};
use crate::cli::{LookArgs, ReadingArgs, TailorArgs};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::locale::Locale;
use crate::press::{
    Choice, DataEdit, NamedFile, Outputs, Part, Request, paper_name, parse_setting, setting,
    too_large,
};
use crate::resume::Setting;
use crate::source::Limits;
use crate::tailor::{Cutoff, Limit, PageGoal, Pattern, Selection, TagExpression, parse_sort};

/// What the arguments ask of every input.
pub(super) struct Requests {
    /// Without a résumé.
    common: Request,
    /// Files that the flags name: overlays and the locale.
    pub(super) files: Vec<PathBuf>,
}

impl Requests {
    /// Reads the arguments and the files that they name.
    ///
    /// Returns an error, reported, if a value is wrong or a file cannot be read.
    pub(super) fn new(
        reading: &ReadingArgs,
        look: &LookArgs,
        tailor: &TailorArgs,
        report: &mut Report,
    ) -> Result<Self, Failure> {
        let reading = read::reading(reading, report)?;
        let mut rejected = Diagnostics::default();
        let selection = selection(tailor, &mut rejected);
        let pages = each(&tailor.pages, PageGoal::parse, &mut rejected).pop();
        let data = each(&tailor.data, DataEdit::parse, &mut rejected);
        let settings = settings(look, &mut rejected);
        report.all_rejected(rejected)?;
        let overlays = tailor.overlays.iter().map(|file| read::read(file, report));
        let overlays = overlays.collect::<Result<_, _>>()?;
        let locale = look.locale.as_deref().map(|file| read_locale(file, report)).transpose()?;
        let common = Request {
            reading,
            overlays,
            data,
            variant: tailor.variant.as_deref().map(Choice::parse).unwrap_or_default(),
            selection,
            pages,
            language: look.lang.as_deref().map(Choice::parse).unwrap_or_default(),
            locale,
            theme: look.theme.clone(),
            settings,
            print: look.print,
            explain: tailor.explain,
            date: date::document_date(look.date.as_deref(), report)?,
            ..Request::new(NamedFile::new("", ""), date::today())
        };
        let files = tailor.overlays.iter().chain(&look.locale).cloned().collect();
        Ok(Self { common, files })
    }

    /// Asks for every language that a file declares, unless another is asked for.
    #[must_use]
    pub(super) fn in_every_language(mut self) -> Self {
        if self.common.language == Choice::Own {
            self.common.language = Choice::Every;
        }
        self
    }

    #[must_use]
    pub(super) fn with_outputs(mut self, outputs: Outputs) -> Self {
        self.common.outputs = outputs;
        self
    }

    /// Asks for the letter alone, or the résumé alone.
    #[must_use]
    pub(super) fn with_only(mut self, only: Option<Part>) -> Self {
        self.common.only = only;
        self
    }

    /// Reads a résumé, and returns what is asked for of it.
    ///
    /// Returns an error, reported, if it cannot be read.
    pub(super) fn of_file(&self, path: &Path, report: &mut Report) -> Result<Request, Failure> {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let folder = parent.unwrap_or(Path::new(".")).to_path_buf();
        Ok(Request { resume: read::read(path, report)?, folder, ..self.common.clone() })
    }

    /// Returns what is asked for of a résumé that is part of the program.
    pub(super) fn of_sample(&self, name: &str, text: &str) -> Request {
        Request { resume: NamedFile::new(name, text), ..self.common.clone() }
    }
}

/// Reads what there is to read, and collects what is wrong with the rest.
fn each<'a, T>(
    texts: impl IntoIterator<Item = &'a String>,
    parse: impl Fn(&str) -> Result<T, Diagnostic>,
    rejected: &mut Diagnostics,
) -> Vec<T> {
    texts
        .into_iter()
        .filter_map(|text| parse(text).map_err(|problem| rejected.push(problem)).ok())
        .collect()
}

fn selection(args: &TailorArgs, rejected: &mut Diagnostics) -> Selection {
    let sections: Vec<_> = args.sections.iter().map(|name| name.trim().to_owned()).collect();
    Selection {
        language: None,
        tags: each(&args.tags, TagExpression::parse, rejected).pop(),
        since: each(&args.since, Cutoff::parse, rejected),
        collapse_before: each(&args.collapse_before, Cutoff::parse, rejected),
        max: each(&args.max, Limit::parse, rejected),
        sections: Some(sections).filter(|sections| !sections.is_empty()),
        sort: each(&args.sort, parse_sort, rejected),
        exclude: each(&args.exclude, Pattern::parse, rejected),
        redact: each(&args.redact, Pattern::parse, rejected),
        redact_words: args.redact_words.clone(),
        keep_words: args.keep_words.clone(),
    }
}

/// Reads `--set` and the flags that are options.
fn settings(args: &LookArgs, rejected: &mut Diagnostics) -> Vec<Setting> {
    let mut settings = each(&args.settings, parse_setting, rejected);
    settings.extend(args.paper.as_deref().map(|paper| setting("paper", paper_name(paper))));
    settings
}

fn read_locale(file: &Path, report: &mut Report) -> Result<NamedFile, Failure> {
    let name = file.display().to_string();
    let limit = Limits::DEFAULT.bytes;
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes));
    read.map_err(|error| {
        let message = format!("cannot read `{name}` ({})", reason(&error));
        let hint = match Locale::find(&name).or_else(|| Locale::find(Locale::near(&name)?)) {
            Some(locale) => format!("did you mean `--lang {}`?", locale.tag),
            None => "`--locale` names a file such as `recto locales fr` prints".to_owned(),
        };
        report.input(Diagnostic::error("read", message).hint(hint))
    })?;
    if bytes.len() as u64 > limit {
        return Err(report.input(too_large(&name)));
    }
    Ok(NamedFile::new(name, bytes))
}

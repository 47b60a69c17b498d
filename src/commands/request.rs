//! Converts arguments to requests.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::read::{self, reason};
use super::{Failure, Report, date};
use crate::cli::{DesignArgs, ReadingArgs, SettingsArgs, TailorArgs, TextArgs};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::export::{Standards, TextOptions};
use crate::locale::Locale;
use crate::press::{
    Choice, DataEdit, NamedFile, Outputs, Part, Press, Record, Request, parse_setting, setting,
    too_large,
};
use crate::resume::Setting;
use crate::source::Limits;
use crate::tailor::{Cutoff, Limit, PageGoal, Pattern, Selection, TagExpression, parse_sort};
use crate::theme::paper_name;

/// The requests of all inputs.
pub(super) struct Requests {
    /// Request without a résumé.
    common: Request,
    /// Files that flags name: overlays and the locale.
    pub(super) files: Vec<PathBuf>,
}

impl Requests {
    /// Reads the arguments and the files that they name.
    ///
    /// Reports and returns an error if a value is invalid or a file cannot be read.
    pub(super) fn new(
        reading: &ReadingArgs,
        design: &DesignArgs,
        tailor: &TailorArgs,
        report: &mut Report,
    ) -> Result<Self, Failure> {
        let reading = read::reading(reading, report)?;
        let mut rejected = Diagnostics::default();
        let selection = selection(tailor, &mut rejected);
        let pages = each(&tailor.pages, PageGoal::parse, &mut rejected).pop();
        let data = each(&tailor.data, DataEdit::parse, &mut rejected);
        let settings = settings(design, &mut rejected);
        report.all_rejected(rejected)?;
        let overlays = tailor.overlays.iter().map(|file| read::read_overlay(file, report));
        let overlays = overlays.collect::<Result<_, _>>()?;
        let locale = design.locale.as_deref().map(|file| read_locale(file, report)).transpose()?;
        let common = Request {
            reading,
            overlays,
            data,
            variant: tailor.variant.as_deref().map(Choice::parse).unwrap_or_default(),
            selection,
            pages,
            language: design.lang.as_deref().map(Choice::parse).unwrap_or_default(),
            locale,
            theme: design.theme.clone(),
            settings,
            print: design.print,
            explain: tailor.explain,
            date: date::document_date(design.date.as_deref(), report)?,
            ..Request::new(NamedFile::new("", ""), date::today())
        };
        let files = tailor.overlays.iter().chain(&design.locale).cloned().collect();
        Ok(Self { common, files })
    }

    /// Returns the requested language.
    pub(super) fn language(&self) -> Choice {
        self.common.language.clone()
    }

    /// Requests all declared languages unless a language is set.
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

    /// Requests only the letter or only the résumé.
    #[must_use]
    pub(super) fn with_only(mut self, only: Option<Part>) -> Self {
        self.common.only = only;
        self
    }

    /// Reads a résumé and returns its request.
    ///
    /// Reports and returns an error if it cannot be read.
    pub(super) fn of_file(&self, path: &Path, report: &mut Report) -> Result<Request, Failure> {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let folder = parent.unwrap_or(Path::new(".")).to_path_buf();
        Ok(Request { resume: read::read(path, report)?, folder, ..self.common.clone() })
    }

    /// Returns the request of a record, which may have settings of its own.
    ///
    /// Reports and returns an error if a setting is invalid.
    pub(super) fn of_record(
        &self,
        resume: NamedFile,
        folder: PathBuf,
        settings: Option<&SettingsArgs>,
        overlays: Vec<NamedFile>,
        report: &mut Report,
    ) -> Result<Request, Failure> {
        let mut request = Request { resume, folder, ..self.common.clone() };
        request.overlays.extend(overlays);
        let Some(own) = settings else { return Ok(request) };
        let reading = read::reading(&own.reading, report)?;
        let mut rejected = Diagnostics::default();
        let selection = selection(&own.tailor, &mut rejected);
        let pages = each(&own.tailor.pages, PageGoal::parse, &mut rejected).pop();
        request.data.extend(each(&own.tailor.data, DataEdit::parse, &mut rejected));
        request.settings.extend(self::settings(&own.design, &mut rejected));
        let standards = own.pdf_standard.as_deref().map(|list| {
            let problem = |message| Diagnostic::error("usage", message);
            Standards::parse(list).map_err(problem)
        });
        match standards {
            Some(Ok(standards)) => request.outputs.standards = standards,
            Some(Err(problem)) => rejected.push(problem),
            None => {}
        }
        report.all_rejected(rejected)?;
        if let Some(date) = own.design.date.as_deref() {
            request.date = date::document_date(Some(date), report)?;
        }
        request.reading.dialect = reading.dialect.or(request.reading.dialect);
        request.reading.options.private |= reading.options.private;
        request.selection = selection.over(request.selection);
        request.pages = pages.or(request.pages);
        if let Some(variant) = own.tailor.variant.as_deref() {
            request.variant = Choice::parse(variant);
        }
        if let Some(language) = own.design.lang.as_deref() {
            request.language = Choice::parse(language);
        }
        request.theme = own.design.theme.clone().or(request.theme);
        request.print |= own.design.print;
        request.explain |= own.tailor.explain;
        request.only = own.only.or(request.only);
        request.outputs.ppi = own.ppi.unwrap_or(request.outputs.ppi);
        request.outputs.transparent |= own.transparent;
        request.outputs.embed_data |= own.embed_data;
        request.outputs.text = own.text.over(request.outputs.text);
        Ok(request)
    }

    /// Checks the arguments independently of the résumés.
    ///
    /// Reports and returns an error if one of them is invalid.
    pub(super) fn check(&self, press: &mut Press, report: &mut Report) -> Result<(), Failure> {
        let mut record = Record::default();
        let checked = press.check_request(&self.common, &mut record);
        if checked.is_err() {
            report.print(&mut record);
        }
        checked
    }

    /// Returns the request of an embedded résumé.
    pub(super) fn of_sample(&self, name: &str, text: &str) -> Request {
        Request { resume: NamedFile::new(name, text), ..self.common.clone() }
    }
}

impl TextArgs {
    /// Returns the text options; unset ones are those of `defaults`.
    pub(super) fn over(&self, defaults: TextOptions) -> TextOptions {
        TextOptions {
            width: self.width.map_or(defaults.width, usize::from),
            ascii: self.ascii || defaults.ascii,
            for_forms: self.for_forms || defaults.for_forms,
        }
    }
}

/// Parses all values and collects the errors.
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

/// Reads `--set` and the flags that set options.
fn settings(args: &DesignArgs, rejected: &mut Diagnostics) -> Vec<Setting> {
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
            None => "`--locale` takes a file such as the output of `recto locales fr`".to_owned(),
        };
        report.input(Diagnostic::error("read", message).hint(hint))
    })?;
    if bytes.len() as u64 > limit {
        return Err(report.input(too_large(&name)));
    }
    Ok(NamedFile::new(name, bytes))
}

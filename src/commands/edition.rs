//! Editions of an input: as it is, or as a variant, overlays and flags would have it.

use std::path::PathBuf;
use std::rc::Rc;

use super::input::{self, Input, Parsed};
use super::{Failure, Report};
use crate::cli::TailorArgs;
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::fit::PageGoal;
use crate::format::{self, Dialect};
use crate::locale;
use crate::resume::Resume;
use crate::source::{Kind, Node, Path as DataPath, Scalar, Value};
use crate::tailor::{
    ALL_VARIANTS, Cutoff, Limit, Pattern, Selection, TagExpression, Variant, find_variant, merge,
    parse_sort, variant_names,
};

/// Stands for every language in turn.
pub(super) const ALL_LANGUAGES: &str = "all";

/// One résumé to be set.
#[derive(Clone)]
pub(super) struct Edition {
    pub(super) resume: Resume,
    /// The tree it was read from, which its paths lead into.
    pub(super) root: Rc<Node>,
    pub(super) selection: Selection,
    pub(super) pages: PageGoal,
    /// The language asked for, of the flag.
    pub(super) language: Option<String>,
    /// Of a collection, counted from 1.
    pub(super) number: Option<usize>,
    pub(super) variant: Option<String>,
    /// Where the variant wants to be written, from the résumé's folder.
    pub(super) output: Option<String>,
}

impl Edition {
    /// Returns the language and region of the page: of the flag, of the file, or that of the first
    /// language it declares.
    ///
    /// A language without a region, such as `en`, has the region in which the file says it.
    pub(super) fn locale(&self) -> &str {
        let meta = &self.resume.meta;
        let own = meta.locale.as_deref();
        match (self.language.as_deref(), own) {
            (Some(wanted), Some(own)) if is_form_of(own, wanted) => own,
            (Some(wanted), _) => wanted,
            (None, Some(own)) => own,
            (None, None) => meta.languages.first().map_or(locale::DEFAULT, |first| &first.0),
        }
    }

    /// Returns the word for the language in names of files.
    pub(super) fn language_name(&self) -> &str {
        self.language.as_deref().unwrap_or_else(|| self.locale())
    }
}

/// Tells whether a tag says more of the same: `en-GB` for `en`.
fn is_form_of(tag: &str, general: &str) -> bool {
    tag.len() > general.len()
        && tag.is_char_boundary(general.len())
        && tag[..general.len()].eq_ignore_ascii_case(general)
        && tag[general.len()..].starts_with(['-', '_'])
}

/// Returns an edition for each language that is asked for: for `all` those that the file declares,
/// and its own before them.
fn in_languages(edition: Edition) -> Vec<Edition> {
    if edition.language.as_deref() != Some(ALL_LANGUAGES) {
        return vec![edition];
    }
    let meta = &edition.resume.meta;
    let declared = meta.languages.iter().map(|language| Some(language.0.clone()));
    let mut languages: Vec<_> = declared.collect();
    let is_declared = |own: &String| {
        meta.languages.iter().any(|language| locale::is_same_writing(&language.0, own))
    };
    if languages.is_empty() || meta.locale.as_ref().is_some_and(|own| !is_declared(own)) {
        languages.insert(0, None);
    }
    let edition_in = |language| Edition { language, ..edition.clone() };
    languages.into_iter().map(edition_in).collect()
}

/// What the command line changes about every input.
pub(super) struct Edits {
    variant: Option<String>,
    language: Option<String>,
    selection: Selection,
    pages: Option<PageGoal>,
    overlays: Vec<Node>,
    data: Vec<(DataPath, Node)>,
    /// Files the overlays were read from.
    pub(super) files: Vec<PathBuf>,
    pub(super) explain: bool,
}

impl Edits {
    /// Reads the flags and the overlays.
    ///
    /// Returns an error, reported, if a value of a flag is wrong or an overlay cannot be read.
    pub(super) fn new(
        args: &TailorArgs,
        language: Option<&str>,
        report: &mut Report,
    ) -> Result<Self, Failure> {
        let mut rejected = Diagnostics::default();
        let selection = selection(args, &mut rejected);
        let pages = args.pages.as_deref().map(PageGoal::parse);
        let pages = pages.and_then(|goal| goal.map_err(|problem| rejected.push(problem)).ok());
        report.usage_all(rejected)?;
        let data = args.data.iter().map(|text| datum(text, report)).collect::<Result<_, _>>()?;
        let mut overlays = Vec::new();
        for file in &args.overlays {
            let Parsed { root, found, .. } = input::parse(file, report)?;
            report.emit(found, None)?;
            if root.as_map().is_none() && !root.is_null() {
                let message = format!("an overlay is a mapping, not {}", root.describe());
                return Err(report.input(
                    Diagnostic::error("overlay", message)
                        .at(root.span)
                        .hint("write what changes as the résumé has it: `basics: {label: …}`"),
                ));
            }
            overlays.push(root);
        }
        Ok(Self {
            variant: args.variant.clone(),
            language: language.map(str::to_owned),
            selection,
            pages,
            overlays,
            data,
            files: args.overlays.clone(),
            explain: args.explain,
        })
    }

    /// Returns what to set of an input; everything wrong with it is reported.
    ///
    /// Returns an error if there is an error among it.
    pub(super) fn editions(
        &self,
        input: &Input,
        report: &mut Report,
    ) -> Result<Vec<Edition>, Failure> {
        if self.variant.is_none() && self.overlays.is_empty() && self.data.is_empty() {
            let resumes = input.decode(report)?;
            let several = resumes.len() > 1;
            let mut editions = Vec::new();
            for (i, resume) in resumes.into_iter().enumerate() {
                let number = several.then_some(i + 1);
                let root = Rc::clone(&input.root);
                let edition = self.edition(resume, root, Variant::default(), number, report)?;
                editions.extend(in_languages(edition));
            }
            return Ok(editions);
        }
        // A file with errors shows them all as it is, before anything is changed in it.
        if input.is_broken() {
            input.decode(report)?;
        }
        let trees = native_trees(input, report)?;
        let several = trees.len() > 1;
        let mut editions = Vec::new();
        for (i, tree) in trees.iter().enumerate() {
            let number = several.then_some(i + 1);
            for variant in self.variants(tree, report)? {
                let root = Rc::new(self.edit(tree, &variant, report)?);
                for resume in input.decode_edited(&root, report)? {
                    let root = Rc::clone(&root);
                    let edition = self.edition(resume, root, variant.clone(), number, report)?;
                    editions.extend(in_languages(edition));
                }
            }
        }
        Ok(editions)
    }

    fn edition(
        &self,
        resume: Resume,
        root: Rc<Node>,
        variant: Variant,
        number: Option<usize>,
        report: &mut Report,
    ) -> Result<Edition, Failure> {
        let mut diagnostics = Diagnostics::default();
        let pages = self.pages.or_else(|| {
            let range = PageGoal::parse(resume.meta.pages.as_deref()?);
            let path = resume.meta.path.key("pages");
            range.map_err(|problem| diagnostics.push(problem.on(&path))).ok()
        });
        let pages = pages.unwrap_or_default();
        report.emit(diagnostics, Some(&root))?;
        Ok(Edition {
            selection: self.selection.clone().over(variant.selection),
            pages,
            language: self.language.clone(),
            number,
            variant: Some(variant.name).filter(|name| !name.is_empty()),
            output: variant.output,
            resume,
            root,
        })
    }

    /// Finds the variants asked for, among those that overlays bring as well.
    fn variants(&self, tree: &Node, report: &mut Report) -> Result<Vec<Variant>, Failure> {
        let Some(asked) = self.variant.as_deref() else { return Ok(vec![Variant::default()]) };
        let mut whole = tree.clone();
        for overlay in &self.overlays {
            // What matches nothing is told when it is merged for good.
            merge::merge(&mut whole, overlay.clone(), &mut Diagnostics::default());
        }
        let names = if asked == ALL_VARIANTS { variant_names(&whole) } else { vec![asked] };
        if names.is_empty() {
            return Err(report.usage(
                "there are no variants",
                "variants are made in the file, in `meta.variants`",
            ));
        }
        names
            .into_iter()
            .map(|name| {
                find_variant(&whole, name).map_err(|problem| {
                    let mut problems = Diagnostics::default();
                    problems.push(problem);
                    let _ = report.usage_all(problems);
                    Failure::Usage
                })
            })
            .collect()
    }

    /// Makes the changes in the order of precedence: variant, overlays, single values.
    fn edit(&self, tree: &Node, variant: &Variant, report: &mut Report) -> Result<Node, Failure> {
        let mut root = tree.clone();
        let mut diagnostics = Diagnostics::default();
        variant.apply(&mut root, &mut diagnostics);
        for overlay in &self.overlays {
            merge::merge(&mut root, overlay.clone(), &mut diagnostics);
        }
        report.emit(diagnostics, None)?;
        let mut rejected = Diagnostics::default();
        for (path, value) in &self.data {
            merge::set(&mut root, path, value.clone(), &mut rejected);
        }
        report.usage_all(rejected)?;
        Ok(root)
    }
}

/// Returns the tree of an input under the native dialect's names, or one for each of a collection.
fn native_trees(input: &Input, report: &mut Report) -> Result<Vec<Node>, Failure> {
    if input.dialect == Dialect::Native {
        return Ok(vec![Node::clone(&input.root)]);
    }
    let resumes = input.decode(report)?;
    let mut diagnostics = Diagnostics::default();
    let trees = resumes
        .iter()
        .filter_map(|resume| format::write(Dialect::Native, resume, &mut diagnostics))
        .collect();
    report.emit(diagnostics, None)?;
    Ok(trees)
}

fn selection(args: &TailorArgs, rejected: &mut Diagnostics) -> Selection {
    fn each<T>(
        texts: &[String],
        parse: impl Fn(&str) -> Result<T, Diagnostic>,
        rejected: &mut Diagnostics,
    ) -> Vec<T> {
        texts
            .iter()
            .filter_map(|text| parse(text).map_err(|problem| rejected.push(problem)).ok())
            .collect()
    }
    let sections: Vec<_> = args.sections.iter().map(|name| name.trim().to_owned()).collect();
    let tags: Vec<String> = args.tags.iter().cloned().collect();
    Selection {
        language: None,
        tags: each(&tags, TagExpression::parse, rejected).pop(),
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

/// Reads `--data`; its text becomes a source that messages can point into.
fn datum(text: &str, report: &mut Report) -> Result<(DataPath, Node), Failure> {
    let parsed = text.split_once('=').and_then(|(path, value)| {
        let path = DataPath::parse(path.trim()).filter(|path| *path != DataPath::ROOT)?;
        Some((path, value))
    });
    let Some((path, value)) = parsed else {
        return Err(report.usage(
            format!("`--data {text}` sets nothing"),
            "write it as `--data basics.label=Engineer`, or `work[0].summary=…`",
        ));
    };
    let id = report.sources.add("--data", text);
    let span = Span::new(id, text.len() - value.len()..text.len());
    let value = if value.is_empty() {
        Value::Null
    } else {
        Value::Scalar(Scalar { text: value.to_owned(), kind: Kind::Plain })
    };
    Ok((path, Node { value, span }))
}

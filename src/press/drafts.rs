//! Drafts of a résumé: the file with a variant, overlays and single values applied.

use std::sync::Arc;

use super::name_pattern::check_output;
use super::{Choice, Decoded, Failure, Input, NamedFile, Parsed, Record, Request};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::format::{self, Dialect};
use crate::locale;
use crate::resume::Resume;
use crate::source::{Node, Path};
use crate::starter::untouched;
use crate::tailor::{
    PageGoal, PageLanguage, Selection, Variant, find_variant, merge, page_language, variant_names,
};

/// An edition to be built: data, selection and language.
#[derive(Debug, Clone)]
pub struct Draft {
    pub resume: Resume,
    /// The tree that the paths of the data refer to.
    pub root: Arc<Node>,
    /// The same with the keys of the file.
    pub raw_root: Arc<Node>,
    /// Format of the file.
    pub dialect: Dialect,
    pub selection: Selection,
    pub pages: PageGoal,
    /// Language and region of the page, unless the request states them.
    pub page_language: PageLanguage,
    /// Requested language.
    pub language: Option<String>,
    /// Position in a collection, starting at 1.
    pub number: Option<usize>,
    pub variant: Option<String>,
    /// Output path of the variant, relative to the résumé's folder.
    pub output: Option<String>,
}

impl Draft {
    /// Returns the language and region of the page, from the request or as [`page_language`] in the
    /// file.
    ///
    /// A requested language without a region, such as `en`, gets the region given in the file.
    pub fn locale(&self) -> &str {
        let own = self.page_language.tag.as_str();
        match self.language.as_deref() {
            Some(wanted) if !is_form_of(own, wanted) => wanted,
            _ => own,
        }
    }

    /// Returns the pictures that the résumé names, printed or not.
    pub fn pictures(&self) -> impl Iterator<Item = &str> {
        let signature = self.resume.letter.as_ref().and_then(|letter| letter.signature.as_deref());
        self.resume.basics.image.as_deref().into_iter().chain(signature)
    }

    /// Returns the datum at a native path in the page's language; `None` if it is not a single
    /// text.
    pub fn datum(&self, path: &Path) -> Option<String> {
        let tree = format::write(Dialect::Native, &self.resume, &mut Diagnostics::default())?;
        let datum = tree.at(path)?;
        let in_language = datum.get(self.language_name()).or_else(|| datum.get(self.locale()));
        let first = datum.as_map().and_then(|members| members.first());
        let localized = in_language.or(first.map(|member| &member.value)).unwrap_or(datum);
        localized.as_text().map(str::to_owned)
    }

    /// Returns the language as used in file names.
    pub fn language_name(&self) -> &str {
        self.language.as_deref().unwrap_or_else(|| self.locale())
    }
}

/// Reports placeholders of `recto new` that were left unchanged.
pub fn note_starter(drafts: &[Draft], record: &mut Record) {
    for draft in drafts.iter().filter(|draft| draft.dialect == Dialect::Native) {
        // Contains only warnings.
        let _ = record.note(untouched(&draft.root), None);
    }
}

/// Returns whether a tag specialises another: `en-GB` for `en`.
fn is_form_of(tag: &str, general: &str) -> bool {
    tag.len() > general.len()
        && tag.is_char_boundary(general.len())
        && tag[..general.len()].eq_ignore_ascii_case(general)
        && tag[general.len()..].starts_with(['-', '_'])
}

/// The drafts of an input.
pub(super) struct Drafts {
    /// Drafts that could be decoded.
    pub(super) drafts: Vec<Draft>,
    /// An error if any data have errors.
    pub(super) outcome: Result<(), Failure>,
}

/// Returns the drafts of an input and reports all problems.
///
/// Returns an error if there are no drafts.
pub(super) fn drafts(
    request: &Request,
    input: &Input,
    record: &mut Record,
) -> Result<Drafts, Failure> {
    if request.theme.is_some() {
        record.ignore(format::FOREIGN_THEME);
    }
    let mut outcome = Ok(());
    let is_edited =
        request.variant != Choice::Own || !request.overlays.is_empty() || !request.data.is_empty();
    if !is_edited {
        let (Decoded { resumes, root }, decoded) = input.decode_as_far(record);
        outcome = decoded;
        let several = resumes.len() > 1;
        let mut drafts = Vec::new();
        for (i, resume) in resumes.into_iter().enumerate() {
            let number = several.then_some(i + 1);
            let roots = (Arc::clone(&root), Arc::clone(&input.root));
            let draft =
                draft(request, resume, roots, input.dialect, Variant::default(), number, record)?;
            drafts.extend(in_languages(draft, &request.language));
        }
        return Ok(Drafts { drafts, outcome });
    }
    record.redact(&variants_selection(request, &input.root));
    let edits = Edits::read(request, record)?;
    let trees = input.native_trees(record)?;
    let several = trees.len() > 1;
    let mut drafts = Vec::new();
    for (i, tree) in trees.iter().enumerate() {
        let number = several.then_some(i + 1);
        for variant in edits.variants(tree, &request.variant, record)? {
            let edited = Arc::new(edits.apply(tree, &variant, record)?);
            let (Decoded { resumes, root }, decoded) = input.decode_edited(&edited, record);
            outcome = outcome.and(decoded);
            for resume in resumes {
                let roots = (Arc::clone(&root), Arc::clone(&edited));
                let draft =
                    draft(request, resume, roots, input.dialect, variant.clone(), number, record)?;
                drafts.extend(in_languages(draft, &request.language));
            }
        }
    }
    Ok(Drafts { drafts, outcome })
}

fn draft(
    request: &Request,
    resume: Resume,
    (root, raw_root): (Arc<Node>, Arc<Node>),
    dialect: Dialect,
    variant: Variant,
    number: Option<usize>,
    record: &mut Record,
) -> Result<Draft, Failure> {
    let mut diagnostics = Diagnostics::default();
    if let Some(output) = &variant.output {
        let path = Path::ROOT.key("meta").key("variants").key(&variant.name).key("output");
        diagnostics.extend(check_output(output).err().map(|problem| problem.on(&path)));
    }
    let pages = request.pages.or_else(|| {
        let range = PageGoal::parse(resume.meta.pages.as_deref()?);
        let path = resume.meta.path.key("pages");
        range.map_err(|problem| diagnostics.push(problem.on(&path))).ok()
    });
    record.note(diagnostics, Some(&root))?;
    Ok(Draft {
        selection: request.selection.clone().over(variant.selection),
        pages: pages.unwrap_or_default(),
        page_language: page_language(&resume),
        language: request.language.name().map(str::to_owned),
        number,
        variant: Some(variant.name).filter(|name| !name.is_empty()),
        output: variant.output,
        resume,
        root,
        raw_root,
        dialect,
    })
}

/// Returns a draft for each requested language; `all` means the languages that the file declares,
/// the page's first.
fn in_languages(draft: Draft, requested: &Choice) -> Vec<Draft> {
    if *requested != Choice::Every {
        return vec![draft];
    }
    let meta = &draft.resume.meta;
    let declared = meta.languages.iter().map(|language| Some(language.0.clone()));
    let mut languages: Vec<_> = declared.collect();
    let is_declared = |own: &String| {
        meta.languages.iter().any(|language| locale::is_same_writing(&language.0, own))
    };
    if languages.is_empty() || meta.locale.as_ref().is_some_and(|own| !is_declared(own)) {
        languages.insert(0, None);
    }
    let draft_in = |language| Draft { language, ..draft.clone() };
    languages.into_iter().map(draft_in).collect()
}

/// Returns what the request and its variants redact.
fn variants_selection(request: &Request, root: &Node) -> Selection {
    let names = match request.variant.name() {
        Some(name) => vec![name],
        None if request.variant == Choice::Every => variant_names(root),
        None => Vec::new(),
    };
    let variants = names.into_iter().filter_map(|name| find_variant(root, name).ok());
    variants.fold(request.selection.clone(), |selection, variant| selection.over(variant.selection))
}

/// Changes of a request to the data.
struct Edits {
    overlays: Vec<Node>,
    data: Vec<(Path, Node)>,
}

impl Edits {
    /// Parses the overlays.
    ///
    /// Returns an error if an overlay is invalid.
    fn read(request: &Request, record: &mut Record) -> Result<Self, Failure> {
        let data = request.data.iter().map(|edit| edit.resolve(&mut record.sources)).collect();
        let overlays = request.overlays.iter().map(|file| read_overlay(file, record));
        Ok(Self { overlays: overlays.collect::<Result<_, _>>()?, data })
    }

    /// Finds the requested variants, including those defined in overlays.
    fn variants(
        &self,
        tree: &Node,
        requested: &Choice,
        record: &mut Record,
    ) -> Result<Vec<Variant>, Failure> {
        if *requested == Choice::Own {
            return Ok(vec![Variant::default()]);
        }
        let mut whole = tree.clone();
        for overlay in &self.overlays {
            // Discarded here, because the final merge reports entries that match nothing.
            merge::merge(&mut whole, overlay.clone(), &mut Diagnostics::default());
        }
        let names = match requested.name() {
            Some(name) => vec![name],
            None => variant_names(&whole),
        };
        if names.is_empty() {
            return Err(record.request(
                "the file defines no variants",
                "define one: `meta: {variants: {short: {pages: 1}}}`",
            ));
        }
        let found: Result<_, _> =
            names.into_iter().map(|name| find_variant(&whole, name)).collect();
        found.map_err(|problem| {
            let _ = record.note(std::iter::once(problem).collect(), None);
            Failure::Request
        })
    }

    /// Applies the changes in order of precedence: variant, overlays, single values.
    fn apply(&self, tree: &Node, variant: &Variant, record: &mut Record) -> Result<Node, Failure> {
        let mut root = tree.clone();
        let mut diagnostics = Diagnostics::default();
        variant.apply(&mut root, &mut diagnostics);
        for overlay in &self.overlays {
            merge::merge(&mut root, overlay.clone(), &mut diagnostics);
        }
        record.note(diagnostics, None)?;
        let mut rejected = Diagnostics::default();
        for (path, value) in &self.data {
            merge::set(&mut root, path, value.clone(), &mut rejected);
        }
        record.request_all(rejected)?;
        Ok(root)
    }
}

fn read_overlay(file: &NamedFile, record: &mut Record) -> Result<Node, Failure> {
    let Parsed { root, found, .. } = Parsed::read(file, record)?;
    record.note(found, None)?;
    if root.as_map().is_none() && !root.is_null() {
        let message = format!("an overlay must be a mapping, not {}", root.describe());
        return Err(record.input(
            Diagnostic::error("overlay", message)
                .at(root.span)
                .hint("write the changes as in the résumé: `basics: {label: …}`"),
        ));
    }
    Ok(root)
}

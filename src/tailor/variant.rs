//! Named variants, such as `meta.variants.kernel`.

use super::{Cutoff, Limit, Pattern, Selection, TagExpression, merge, parse_sort};
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::format::keys;
use crate::resume::Setting;
use crate::source::{Member, Node, Path, Value};

/// A variant including everything it inherits.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Variant {
    pub name: String,
    pub selection: Selection,
    /// Output file, relative to the résumé's folder; may contain `{name}` and `{variant}`.
    pub output: Option<String>,
    /// Changes to the tree before it is decoded, in order.
    edits: Vec<(Path, Node)>,
}

/// Name that selects every variant.
const ALL: &str = "all";

/// Maximum number of variants in a file, since each may extend every other.
const MOST_VARIANTS: usize = 200;

/// What a key of a variant does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Extends,
    Output,
    Data,
    Tags,
    Since,
    CollapseBefore,
    Max,
    Sections,
    Sort,
    Exclude,
    Redact,
    RedactWords,
    KeepWords,
    Language,
    /// Sets a place in the tree.
    Place(&'static [&'static str]),
    /// Sets a key of `meta`.
    OfMeta(&'static str),
}

/// The [`keys::VARIANT`] that are not keys of `meta`.
const USES: [(&str, Use); 17] = [
    ("extends", Use::Extends),
    ("tags", Use::Tags),
    ("since", Use::Since),
    ("collapseBefore", Use::CollapseBefore),
    ("max", Use::Max),
    ("sections", Use::Sections),
    ("sort", Use::Sort),
    ("exclude", Use::Exclude),
    ("redact", Use::Redact),
    ("redactWords", Use::RedactWords),
    ("keepWords", Use::KeepWords),
    ("lang", Use::Language),
    ("output", Use::Output),
    ("data", Use::Data),
    ("label", Use::Place(&["basics", "label"])),
    ("summary", Use::Place(&["basics", "summary"])),
    ("letter", Use::Place(&["letter"])),
];

/// Returns what a key of a variant does.
fn use_of(key: &str) -> Option<Use> {
    let own = USES.iter().find(|(own, _)| *own == key).map(|(_, own)| *own);
    let of_meta = || {
        let is_in = |keys: &[keys::Key]| keys.iter().any(|own| own.name == key);
        let name = keys::VARIANT.iter().map(|own| own.name).find(|name| *name == key)?;
        is_in(keys::META).then_some(Use::OfMeta(name))
    };
    own.or_else(of_meta)
}

/// Returns the variant names of a native tree, in order.
pub fn variant_names(root: &Node) -> Vec<&str> {
    members(root).iter().map(|member| member.key.as_str()).collect()
}

fn members(root: &Node) -> &[Member] {
    root.get("meta")
        .and_then(|meta| meta.get("variants"))
        .and_then(Node::as_map)
        .unwrap_or_default()
}

/// Checks every variant of a native tree.
pub fn check_variants(root: &Node, diagnostics: &mut Diagnostics) {
    let path = Path::ROOT.key("meta").key("variants");
    if let Some(beyond) = members(root).get(MOST_VARIANTS) {
        let message = format!("there are more than {MOST_VARIANTS} variants");
        let problem = Diagnostic::error("too-large", message).at(beyond.key_span).on(&path);
        diagnostics.push(problem.hint("remove those that are no longer needed"));
        return;
    }
    for member in members(root) {
        if member.key == ALL {
            let message = "invalid variant name `all`: it means all variants";
            diagnostics.push(
                Diagnostic::error("variant", message)
                    .at(member.key_span)
                    .on(&path.key(ALL))
                    .hint("use another name, such as `full` or `master`"),
            );
        }
        let mut variant = Variant { name: member.key.clone(), ..Variant::default() };
        variant.read(&member.value, &path.key(&member.key), diagnostics);
        let _ = lineage(root, member, diagnostics);
    }
}

/// Returns a variant of a native tree, including what it inherits. Reports no problems; see
/// [`check_variants`].
///
/// Returns an error if there is no variant of that name.
pub fn find_variant(root: &Node, name: &str) -> Result<Variant, Diagnostic> {
    let Some(member) = members(root).iter().find(|member| member.key == name) else {
        let names = variant_names(root);
        let diagnostic = Diagnostic::error("unknown-variant", format!("unknown variant `{name}`"));
        return Err(match did_you_mean(name, names.iter().copied()) {
            Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
            None if names.is_empty() => {
                diagnostic.hint("define one: `meta: {variants: {short: {pages: 1}}}`")
            }
            None => diagnostic.hint(format!("the variants are {}", names.join(", "))),
        });
    };
    let mut discarded = Diagnostics::default();
    let path = Path::ROOT.key("meta").key("variants");
    let mut whole = Variant::default();
    // Ancestors first, so that descendants override them.
    for member in lineage(root, member, &mut discarded).into_iter().rev() {
        let mut own = Variant::default();
        own.read(&member.value, &path.key(&member.key), &mut discarded);
        whole = Variant {
            name: name.to_owned(),
            selection: own.selection.over(whole.selection),
            output: own.output.or(whole.output),
            edits: whole.edits.into_iter().chain(own.edits).collect(),
        };
    }
    Ok(whole)
}

/// Returns a variant and its ancestors, the nearest first.
fn lineage<'a>(root: &'a Node, own: &'a Member, diagnostics: &mut Diagnostics) -> Vec<&'a Member> {
    let mut line = vec![own];
    let mut at = own;
    while let Some(parent) = at.value.get("extends").filter(|_| line.len() < MOST_VARIANTS) {
        let Some(name) = parent.as_text() else { break };
        let Some(next) = members(root).iter().find(|member| member.key == name) else {
            if line.len() == 1 {
                let message = format!("unknown variant `{name}` to extend");
                let diagnostic = Diagnostic::error("unknown-variant", message).at(parent.span);
                diagnostics.push(match did_you_mean(name, variant_names(root)) {
                    Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                    None => diagnostic
                        .hint(format!("the variants are {}", variant_names(root).join(", "))),
                });
            }
            break;
        };
        if line.iter().any(|known| known.key == next.key) {
            // A cycle is reported once, at its first variant in the file.
            let first =
                members(root).iter().find(|it| line.iter().any(|known| known.key == it.key));
            if next.key == own.key && first.is_some_and(|first| first.key == own.key) {
                let names: Vec<_> = line.iter().map(|member| member.key.as_str()).collect();
                diagnostics.push(
                    Diagnostic::error(
                        "variant-cycle",
                        format!(
                            "variant `{}` extends itself: {} → {name}",
                            own.key,
                            names.join(" → ")
                        ),
                    )
                    .at(parent.span)
                    .hint("remove one `extends`"),
                );
            }
            break;
        }
        line.push(next);
        at = next;
    }
    line
}

impl Variant {
    /// Applies the changes of the variant to a native tree.
    pub fn apply(&self, root: &mut Node, diagnostics: &mut Diagnostics) {
        for (path, value) in &self.edits {
            merge::set(root, path, value.clone(), diagnostics);
        }
    }

    fn read(&mut self, node: &Node, path: &Path, diagnostics: &mut Diagnostics) {
        let Some(members) = node.as_map() else {
            if !node.is_null() {
                let message = format!("a variant cannot be {}", node.describe());
                let diagnostic = Diagnostic::error("variant", message).at(node.span).on(path);
                diagnostics.push(diagnostic.hint("write `kernel: {tags: kernel}`"));
            }
            return;
        };
        for member in members {
            let path = path.key(&member.key);
            let Some(key) = use_of(&member.key) else {
                let message = format!("unknown key `{}` in a variant", member.key);
                let diagnostic =
                    Diagnostic::error("unknown-key", message).at(member.key_span).on(&path);
                diagnostics.push(
                    match did_you_mean(&member.key, keys::VARIANT.iter().map(|key| key.name)) {
                        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                        None => {
                            diagnostic.hint("other data of the résumé are changed under `data`")
                        }
                    },
                );
                continue;
            };
            if !member.value.is_null() || matches!(key, Use::Place(_) | Use::OfMeta(_)) {
                let problems = self.read_member(key, &member.value, &path);
                diagnostics.extend(problems.into_iter().map(|diagnostic| {
                    let span = diagnostic.span.unwrap_or(member.value.span);
                    diagnostic.at(span).on(&path)
                }));
            }
        }
    }

    fn read_member(&mut self, key: Use, node: &Node, path: &Path) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        let selection = &mut self.selection;
        match key {
            Use::Extends | Use::Output | Use::Language => match node.as_text() {
                Some(text) if key == Use::Output => self.output = Some(text.to_owned()),
                Some(text) if key == Use::Language => {
                    selection.language = Some(text.to_owned());
                    self.edits.push((Path::ROOT.key("meta").key("locale"), node.clone()));
                }
                Some(_) => {}
                None => problems.push(wrong(node, "text")),
            },
            Use::Tags => {
                let tags = list(node, &mut problems).join(",");
                take(
                    TagExpression::parse(&tags),
                    |tags| selection.tags = Some(tags),
                    &mut problems,
                );
            }
            Use::Sections => selection.sections = Some(list(node, &mut problems)),
            Use::RedactWords => selection.redact_words = list(node, &mut problems),
            Use::KeepWords => selection.keep_words = list(node, &mut problems),
            Use::Exclude | Use::Redact => {
                for text in list(node, &mut problems) {
                    let list = match key {
                        Use::Exclude => &mut selection.exclude,
                        _ => &mut selection.redact,
                    };
                    take(Pattern::parse(&text), |pattern| list.push(pattern), &mut problems);
                }
            }
            Use::Since | Use::CollapseBefore => {
                for text in pairs(node, &mut problems) {
                    let list = match key {
                        Use::Since => &mut selection.since,
                        _ => &mut selection.collapse_before,
                    };
                    take(Cutoff::parse(&text), |cutoff| list.push(cutoff), &mut problems);
                }
            }
            Use::Max => {
                for text in pairs(node, &mut problems) {
                    take(Limit::parse(&text), |limit| selection.max.push(limit), &mut problems);
                }
            }
            Use::Sort => {
                for text in pairs(node, &mut problems) {
                    take(
                        parse_sort(&text),
                        |sort| selection.sort.push(Setting { path: path.clone(), ..sort }),
                        &mut problems,
                    );
                }
            }
            Use::Place(keys) => {
                let place = keys.iter().fold(Path::ROOT, |path, key| path.key(key));
                self.edits.push((place, node.clone()));
            }
            Use::OfMeta(key) => {
                self.edits.push((Path::ROOT.key("meta").key(key), node.clone()));
            }
            Use::Data => self.read_data(node, &mut problems),
        }
        problems
    }

    fn read_data(&mut self, node: &Node, problems: &mut Vec<Diagnostic>) {
        let Some(members) = node.as_map() else {
            return problems.push(wrong(node, "values by path: `work[0].summary: …`"));
        };
        for member in members {
            match Path::parse(&member.key) {
                Some(path) => self.edits.push((path, member.value.clone())),
                None => {
                    let message = format!("invalid path `{}`", member.key);
                    let problem = Diagnostic::error("data-path", message).at(member.key_span);
                    problems.push(problem.hint("write it as `work[0].summary`"));
                }
            }
        }
    }
}

fn take<T>(result: Result<T, Diagnostic>, keep: impl FnOnce(T), problems: &mut Vec<Diagnostic>) {
    match result {
        Ok(value) => keep(value),
        Err(problem) => problems.push(problem),
    }
}

fn wrong(node: &Node, expected: &str) -> Diagnostic {
    let message = format!("{} does not belong here", node.describe());
    Diagnostic::error("wrong-type", message).at(node.span).hint(format!("write {expected}"))
}

/// Parses `a,b` or `[a, b]`.
fn list(node: &Node, problems: &mut Vec<Diagnostic>) -> Vec<String> {
    match &node.value {
        Value::Scalar(scalar) => {
            scalar.text.split(',').map(|text| text.trim().to_owned()).collect()
        }
        Value::List(items) => items
            .iter()
            .filter_map(|item| {
                let text = item.as_text();
                if text.is_none() {
                    problems.push(wrong(item, "text"));
                }
                text.map(|text| text.trim().to_owned())
            })
            .collect(),
        _ => {
            problems.push(wrong(node, "a list, or text with commas: `a, b`"));
            Vec::new()
        }
    }
}

/// Parses `2015`, `work=4,skills=3` or `{work: 4, skills: 3}` into the form that flags use.
fn pairs(node: &Node, problems: &mut Vec<Diagnostic>) -> Vec<String> {
    let Some(members) = node.as_map() else { return list(node, problems) };
    members
        .iter()
        .filter_map(|member| {
            let text = member.value.as_text();
            if text.is_none() {
                problems.push(wrong(&member.value, "text or a number"));
            }
            text.map(|text| format!("{}={text}", member.key))
        })
        .collect()
}

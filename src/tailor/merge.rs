//! Merges trees: overlays, the data of a variant, single values.
//!
//! Mappings are merged key by key; a `null` value removes the key. Lists of mappings are merged
//! entry by entry: entries match by `id`, or else by a unique heading (name, institution, title,
//! …), with position and dates to resolve ambiguities. `new: true` appends an entry, `new: first`
//! prepends it, and `remove: true` removes one. All other values are replaced, including lists of
//! texts.

mod entries;

use std::collections::{BTreeMap, BTreeSet};

use entries::Entries;

use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::source::{Member, Node, Path, Segment, Value};

/// Keys that identify an entry, most specific first.
const HEADINGS: [&str; 10] = [
    "name",
    "organization",
    "institution",
    "language",
    "network",
    "title",
    "position",
    "label",
    "username",
    "text",
];

/// Keys that distinguish entries with the same heading.
const DISTINCTIONS: [&str; 8] =
    ["position", "startDate", "endDate", "date", "studyType", "area", "username", "url"];

const NEW: &str = "new";
const REMOVE: &str = "remove";

/// Merges `over` into `base`; reports entries that match nothing.
pub fn merge(base: &mut Node, over: Node, diagnostics: &mut Diagnostics) {
    put(base, over, &Path::ROOT, diagnostics);
}

/// Sets the value at a path, merging it with an existing one; `null` removes it.
///
/// Creates missing mappings on the way. In a list, `work[2]` is the third entry and `work.acme` the
/// one with that id.
pub fn set(base: &mut Node, path: &Path, value: Node, diagnostics: &mut Diagnostics) {
    set_at(base, &path.segments(), &Path::ROOT, value, diagnostics);
}

fn set_at(
    at: &mut Node,
    way: &[&Segment],
    done: &Path,
    value: Node,
    diagnostics: &mut Diagnostics,
) {
    let Some((first, rest)) = way.split_first() else {
        return put(at, value, done, diagnostics);
    };
    let removes_value = rest.is_empty() && value.is_null();
    if at.is_null() {
        at.value = Value::Map(Vec::new());
    }
    match (first, &mut at.value) {
        (Segment::Key(key), Value::Map(members)) => {
            let done = done.key(key);
            match members.iter().position(|member| member.key == **key) {
                Some(found) if removes_value => drop(members.remove(found)),
                Some(found) => {
                    set_at(&mut members[found].value, rest, &done, value, diagnostics);
                }
                None if value.is_null() => {}
                None if matches!(rest.first(), Some(Segment::Index(_))) => {
                    let keys = members.iter().map(|member| member.key.as_str()).collect();
                    let hint = near(key, keys).unwrap_or_else(|| {
                        format!("write `{done}` in the file, or set it as a list")
                    });
                    let problem = Diagnostic::error("data-path", format!("`{done}` is missing"));
                    diagnostics.push(problem.at(value.span).hint(hint));
                }
                None => {
                    let span = value.span;
                    let mut new = Node { value: Value::Null, span };
                    set_at(&mut new, rest, &done, value, diagnostics);
                    members.push(Member { key: key.to_string(), key_span: span, value: new });
                }
            }
        }
        (segment, Value::List(entries)) => match entry_at(entries, segment, done) {
            Ok((found, _)) if removes_value => drop(entries.remove(found)),
            Ok((found, done)) => set_at(&mut entries[found], rest, &done, value, diagnostics),
            Err(diagnostic) => diagnostics.push(diagnostic.at(value.span)),
        },
        (Segment::Index(_), _) | (_, Value::Scalar(_) | Value::Null) => {
            let what = at.describe();
            diagnostics.push(
                Diagnostic::error("data-path", format!("`{done}` is {what}: nothing is in it"))
                    .at(value.span)
                    .hint(format!("set `{done}` itself, or name another path")),
            );
        }
    }
}

/// Finds a list entry by index or id.
fn entry_at(entries: &[Node], segment: &Segment, done: &Path) -> Result<(usize, Path), Diagnostic> {
    let error =
        |message: String, hint: String| Err(Diagnostic::error("data-path", message).hint(hint));
    match segment {
        Segment::Index(index) if *index < entries.len() => Ok((*index, done.index(*index))),
        Segment::Index(index) => error(
            format!("unknown entry `{}`", done.index(*index)),
            match entries.len() {
                0 => format!("`{done}` is empty"),
                n => {
                    format!(
                        "entries are counted from 0; the last of {n} is `{}`",
                        done.index(n - 1)
                    )
                }
            },
        ),
        Segment::Key(id) => match entries.iter().position(|entry| has_id(entry, id)) {
            Some(found) => Ok((found, done.index(found))),
            None => error(
                format!("nothing in `{done}` has the id `{id}`"),
                near(id, ids(entries)).unwrap_or_else(|| {
                    format!("give an entry `id: {id}`, or number it: `{}`", done.index(0))
                }),
            ),
        },
    }
}

fn put(base: &mut Node, over: Node, path: &Path, diagnostics: &mut Diagnostics) {
    match (&mut base.value, over.value) {
        (Value::Map(members), Value::Map(new)) => {
            put_members(members, new, path, diagnostics);
        }
        (Value::List(entries), Value::List(new))
            if new.len() > MOST_ENTRIES && is_by_entry(entries, &new) =>
        {
            let message = format!("more than {MOST_ENTRIES} entries of `{path}` are changed");
            let problem = Diagnostic::error("too-large", message).at(over.span).on(path);
            diagnostics.push(problem.hint("change the résumé itself"));
        }
        (Value::List(entries), Value::List(new)) if is_by_entry(entries, &new) => {
            let mut indexed = Entries::new(std::mem::take(entries));
            for entry in new {
                put_entry(&mut indexed, entry, path, diagnostics);
            }
            *entries = indexed.into_nodes();
        }
        (_, value) => {
            *base = Node { value, span: over.span };
            strip_orders(base);
        }
    }
}

/// Maximum number of entries of one list that an overlay may change.
const MOST_ENTRIES: usize = 1_000;

/// Merges members using an index, so that the work is linear.
fn put_members(
    members: &mut Vec<Member>,
    new: Vec<Member>,
    path: &Path,
    diagnostics: &mut Diagnostics,
) {
    let mut places = BTreeMap::new();
    for (at, member) in members.iter().enumerate() {
        places.entry(member.key.clone()).or_insert(at);
    }
    let mut removed = BTreeSet::new();
    for mut new in new {
        match places.get(&new.key) {
            Some(found) if new.value.is_null() => {
                removed.insert(*found);
                places.remove(&new.key);
            }
            Some(found) => {
                let path = path.key(&new.key);
                put(&mut members[*found].value, new.value, &path, diagnostics);
            }
            None if new.value.is_null() => {}
            None => {
                strip_orders(&mut new.value);
                places.insert(new.key.clone(), members.len());
                members.push(new);
            }
        }
    }
    let mut at = 0;
    members.retain(|_| {
        at += 1;
        !removed.contains(&(at - 1))
    });
}

/// Returns whether two lists are merged entry by entry.
fn is_by_entry(base: &[Node], new: &[Node]) -> bool {
    !new.is_empty()
        && new.iter().all(|entry| entry.as_map().is_some())
        && base.iter().any(|entry| entry.as_map().is_some())
}

fn put_entry(entries: &mut Entries, mut new: Node, path: &Path, diagnostics: &mut Diagnostics) {
    let (place, removes) = match (order(&new, NEW), order(&new, REMOVE)) {
        (Ok(place), Ok(removes)) => (place, removes),
        (Err(diagnostic), _) | (_, Err(diagnostic)) => return diagnostics.push(diagnostic),
    };
    if let Some(place) = place {
        strip_order(&mut new);
        strip_orders(&mut new);
        return if place == "first" { entries.push_first(new) } else { entries.push_last(new) };
    }
    match find(entries, &new, path) {
        Err(diagnostic) => diagnostics.push(diagnostic.at(new.span)),
        Ok(found) if removes.is_some() => entries.remove(found),
        Ok(found) => {
            let path = entries.path(found, path);
            entries.change(found, |entry| {
                if let Some(entry) = entry {
                    put(entry, new, &path, diagnostics);
                }
            });
        }
    }
}

/// Reads the `new` or `remove` key of an overlay entry.
fn order(entry: &Node, key: &str) -> Result<Option<String>, Diagnostic> {
    let Some(value) = entry.get(key) else { return Ok(None) };
    match value.as_text() {
        Some("true") => Ok(Some("last".to_owned())),
        Some("false") => Ok(None),
        Some("first" | "last") if key == NEW => Ok(value.as_text().map(str::to_owned)),
        _ => {
            let hint = if key == NEW {
                "write `new: true` to put the entry at the end, `new: first` at the start"
            } else {
                "write `remove: true` to take the entry away"
            };
            let message = format!("`{key}` cannot be {}", shown(value));
            Err(Diagnostic::error("overlay-entry", message).at(value.span).hint(hint))
        }
    }
}

fn shown(node: &Node) -> String {
    node.as_text().map_or_else(|| node.describe().to_owned(), |text| format!("`{text}`"))
}

/// Removes the keys `new` and `remove` from lists that are inserted unchanged.
fn strip_orders(node: &mut Node) {
    match &mut node.value {
        Value::List(entries) => {
            entries.iter_mut().for_each(strip_order);
            entries.iter_mut().for_each(strip_orders);
        }
        Value::Map(members) => members.iter_mut().for_each(|it| strip_orders(&mut it.value)),
        _ => {}
    }
}

fn strip_order(entry: &mut Node) {
    if let Value::Map(members) = &mut entry.value {
        members.retain(|member| member.key != NEW && member.key != REMOVE);
    }
}

/// Maximum number of names for which a similar one is searched, since each search visits all
/// entries.
const MOST_SEARCHES: usize = 20;

/// Finds the entry that an overlay entry matches.
fn find(entries: &mut Entries, new: &Node, path: &Path) -> Result<i64, Diagnostic> {
    if let Some(id) = new.get("id").and_then(Node::as_text) {
        return match entries.with_id(id) {
            Some(found) => Ok(found),
            None => Err(unmatched(entries, "id", id, path)),
        };
    }
    let heading = HEADINGS
        .into_iter()
        .find_map(|key| new.get(key).filter(|_| entries.have(key)).map(|value| (key, value)));
    let Some((key, heading)) = heading else {
        return Err(Diagnostic::error(
            "overlay-entry",
            format!("cannot tell which entry of `{path}` is meant"),
        )
        .hint("add the `id` or the name of the entry, or `new: true` to add one"));
    };
    let mut found = entries.with_heading(key, heading);
    for key in DISTINCTIONS {
        let Some(value) = new.get(key).filter(|_| found.len() > 1) else { continue };
        let value_of = |at: &i64| entries.get(*at).and_then(|entry| entry.get(key));
        let alike = |at: &i64| value_of(at).is_some_and(|own| have_same_content(own, value));
        if found.iter().any(alike) {
            found.retain(alike);
        }
    }
    let name = texts(heading).first().copied().unwrap_or_default();
    match found.as_slice() {
        [found] => Ok(*found),
        [] => Err(unmatched(entries, key, name, path)),
        [first, second, ..] => Err(Diagnostic::warning(
            "overlay-ambiguous",
            format!("several entries of `{path}` have the {key} `{name}`; ignored"),
        )
        .hint(format!(
            "give `{}` and `{}` an `id` each, or add its position or dates",
            entries.path(*first, path),
            entries.path(*second, path)
        ))),
    }
}

/// Describes an overlay entry that matches no entry by a key.
fn unmatched(entries: &mut Entries, key: &str, name: &str, path: &Path) -> Diagnostic {
    let message = format!("nothing in `{path}` has the {key} `{name}`; ignored");
    let diagnostic = Diagnostic::warning("overlay-unmatched", message);
    entries.searches += 1;
    let near = if entries.searches <= MOST_SEARCHES {
        near(name, entries.iter().filter_map(|entry| entry.get(key)).flat_map(texts).collect())
    } else {
        None
    };
    let diagnostic = match near {
        Some(hint) => diagnostic.hint(hint),
        None => diagnostic,
    };
    diagnostic.hint("add `new: true` to it to insert a new entry")
}

fn have_same_content(a: &Node, b: &Node) -> bool {
    texts(a).iter().any(|a| texts(b).iter().any(|b| a.trim() == b.trim()))
}

/// Returns a text in all its languages.
fn texts(node: &Node) -> Vec<&str> {
    match &node.value {
        Value::Scalar(scalar) => vec![&scalar.text],
        Value::Map(members) => members.iter().filter_map(|it| it.value.as_text()).collect(),
        _ => Vec::new(),
    }
}

fn has_id(entry: &Node, id: &str) -> bool {
    entry.get("id").and_then(Node::as_text) == Some(id)
}

fn ids(entries: &[Node]) -> Vec<&str> {
    entries.iter().filter_map(|entry| entry.get("id")?.as_text()).collect()
}

fn near(name: &str, known: Vec<&str>) -> Option<String> {
    did_you_mean(name, known).map(|near| format!("did you mean `{near}`?"))
}

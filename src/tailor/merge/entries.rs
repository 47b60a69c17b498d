//! A list of entries with an index by id, name and title.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{HEADINGS, texts};
use crate::source::{Node, Path};

/// A list that is merged entry by entry, with an index, so that an entry is looked up in constant time.
pub(super) struct Entries {
    /// A removed entry leaves a gap, so that the others keep their places.
    nodes: VecDeque<Option<Node>>,
    /// The place of the first node; those inserted before the original first entry are negative.
    front: i64,
    removed: BTreeSet<i64>,
    ids: BTreeMap<String, BTreeSet<i64>>,
    /// The entries by key and text.
    headings: BTreeMap<(&'static str, String), BTreeSet<i64>>,
    /// The number of entries that have a key.
    counts: BTreeMap<&'static str, usize>,
    /// How often similar names have been searched for.
    pub(super) searches: usize,
}

impl Entries {
    pub(super) fn new(nodes: Vec<Node>) -> Self {
        let mut entries = Self {
            nodes: nodes.into_iter().map(Some).collect(),
            front: 0,
            removed: BTreeSet::new(),
            ids: BTreeMap::new(),
            headings: BTreeMap::new(),
            counts: BTreeMap::new(),
            searches: 0,
        };
        for (place, _) in (0..).zip(0..entries.nodes.len()) {
            entries.register(place, true);
        }
        entries
    }

    pub(super) fn into_nodes(self) -> Vec<Node> {
        self.nodes.into_iter().flatten().collect()
    }

    /// Returns the entries that have not been removed.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().flatten()
    }

    pub(super) fn get(&self, place: i64) -> Option<&Node> {
        self.nodes.get(usize::try_from(place - self.front).ok()?)?.as_ref()
    }

    pub(super) fn push_first(&mut self, node: Node) {
        self.nodes.push_front(Some(node));
        self.front -= 1;
        self.register(self.front, true);
    }

    pub(super) fn push_last(&mut self, node: Node) {
        self.nodes.push_back(Some(node));
        let last = (self.front..).nth(self.nodes.len() - 1);
        self.register(last.unwrap_or_default(), true);
    }

    pub(super) fn remove(&mut self, place: i64) {
        self.change(place, |node| *node = None);
        self.removed.insert(place);
    }

    /// Changes an entry, and updates the index.
    pub(super) fn change(&mut self, place: i64, change: impl FnOnce(&mut Option<Node>)) {
        self.register(place, false);
        let index = usize::try_from(place - self.front).ok();
        if let Some(node) = index.and_then(|index| self.nodes.get_mut(index)) {
            change(node);
        }
        self.register(place, true);
    }

    /// Returns the path of an entry at its current index.
    pub(super) fn path(&self, place: i64, list: &Path) -> Path {
        let gaps = self.removed.range(..place).count();
        let index = usize::try_from(place - self.front).unwrap_or_default();
        list.index(index.saturating_sub(gaps))
    }

    /// Returns the first entry with an id.
    pub(super) fn with_id(&self, id: &str) -> Option<i64> {
        self.ids.get(id)?.first().copied()
    }

    /// Returns whether any entry has a key.
    pub(super) fn have(&self, key: &'static str) -> bool {
        self.counts.get(key).is_some_and(|count| *count > 0)
    }

    /// Returns the entries that have one of some texts under a key, in order.
    pub(super) fn with_heading(&self, key: &'static str, heading: &Node) -> Vec<i64> {
        let found = texts(heading)
            .into_iter()
            .filter_map(|text| self.headings.get(&(key, text.trim().to_owned())));
        let found: BTreeSet<i64> = found.flatten().copied().collect();
        found.into_iter().collect()
    }

    /// Adds an entry to the index, or removes it.
    fn register(&mut self, place: i64, is_added: bool) {
        let index = usize::try_from(place - self.front).unwrap_or_default();
        let Some(Some(node)) = self.nodes.get(index) else { return };
        let update = |places: &mut BTreeSet<i64>| {
            if is_added {
                places.insert(place);
            } else {
                places.remove(&place);
            }
        };
        if let Some(id) = node.get("id").and_then(Node::as_text) {
            update(self.ids.entry(id.to_owned()).or_default());
        }
        for key in HEADINGS {
            let Some(value) = node.get(key) else { continue };
            let count = self.counts.entry(key).or_default();
            *count = if is_added { *count + 1 } else { count.saturating_sub(1) };
            for text in texts(value) {
                update(self.headings.entry((key, text.trim().to_owned())).or_default());
            }
        }
    }
}

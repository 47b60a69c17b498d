//! A builder for maps, used by all writers: members in order, without empty ones.

use crate::resume::{Date, Extra, ExtraValue, Item, Localized, Setting, Text, title_of_key};
use crate::source::{Kind, Member, Node, Value};

use super::native::is_near_known;

/// Members of a map under construction.
#[derive(Debug, Default)]
pub(super) struct Members(Vec<Member>);

impl Members {
    /// Adds a member if there is a value.
    pub(super) fn put(&mut self, key: &str, value: impl Into<Option<Node>>) {
        if let Some(value) = value.into() {
            self.0.push(Member::new(key, value));
        }
    }

    pub(super) fn text(&mut self, key: &str, text: &Option<Text>) {
        self.put(key, text.as_ref().map(localized));
    }

    pub(super) fn plain(&mut self, key: &str, text: &Option<String>) {
        self.put(key, text.as_deref().map(plain));
    }

    pub(super) fn date(&mut self, key: &str, date: &Option<Date>) {
        self.put(key, date.as_ref().map(date_node));
    }

    /// Adds a list unless it is empty.
    pub(super) fn list<T>(&mut self, key: &str, values: &[T], node: impl Fn(&T) -> Node) {
        let nodes: Vec<Node> = values.iter().map(node).collect();
        self.put(key, (!nodes.is_empty()).then(|| Node::list(nodes)));
    }

    /// Adds a list, possibly per language, unless it is empty.
    pub(super) fn lists<T>(
        &mut self,
        key: &str,
        values: &Localized<Vec<T>>,
        node: impl Fn(&T) -> Node,
    ) {
        match values {
            Localized::One(values) => self.list(key, values, node),
            Localized::Each(each) => {
                let mut members = Self::default();
                for (language, values) in each {
                    members.put(&language.0, Node::list(values.iter().map(&node)));
                }
                self.put(key, members.map());
            }
        }
    }

    pub(super) fn id(&mut self, item: &Item) {
        self.plain("id", &item.id);
    }

    /// Adds tags and unknown data of an item.
    pub(super) fn item(&mut self, item: &Item) {
        self.list("tags", &item.tags, |tag| plain(tag));
        self.put("breakBefore", item.break_before.then(|| Node::scalar("true", Kind::Boolean)));
        self.extra(&item.extra);
    }

    /// Adds unknown data: under their own keys if these will be read as unknown again, else under
    /// `details`.
    pub(super) fn extra(&mut self, extra: &[Extra]) {
        let is_detail = |one: &Extra| {
            one.label.is_some()
                || is_near_known(&one.key)
                || extra.iter().filter(|other| other.key == one.key).nth(1).is_some()
        };
        let mut details: Vec<(String, Vec<Node>)> = Vec::new();
        for one in extra.iter().filter(|one| is_detail(one)) {
            let label = match &one.label {
                Some(label) => label.as_str().to_owned(),
                None => title_of_key(&one.key),
            };
            let value = extra_value(&one.value);
            match details.iter_mut().find(|(other, _)| *other == label) {
                Some((_, values)) => values.push(value),
                None => details.push((label, vec![value])),
            }
        }
        let mut details = Some(details);
        for one in extra {
            if !is_detail(one) {
                self.put(&one.key, extra_value(&one.value));
            } else if let Some(details) = details.take() {
                let mut members = Self::default();
                for (label, values) in details {
                    match <[Node; 1]>::try_from(values) {
                        Ok([only]) => members.put(&label, only),
                        Err(values) => members.put(&label, Node::list(values)),
                    }
                }
                self.put("details", members.map());
            }
        }
    }

    pub(super) fn settings(&mut self, key: &str, settings: &[Setting]) {
        let mut members = Self::default();
        for setting in settings {
            members.put(&setting.key, Node::scalar(&setting.value, Kind::Plain));
        }
        self.put(key, members.filled());
    }

    pub(super) fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Takes the members of a map node.
    pub(super) fn of(node: Node) -> Self {
        match node.value {
            Value::Map(members) => Self(members),
            _ => Self::default(),
        }
    }

    /// Returns whether a member exists.
    pub(super) fn has(&self, key: &str) -> bool {
        self.0.iter().any(|member| member.key == key)
    }

    /// Returns the keys and values in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.0.iter().map(|member| (member.key.as_str(), &member.value))
    }

    /// Returns the value of a member.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.0.iter().find(|member| member.key == key).map(|member| &member.value)
    }

    /// Removes a member.
    pub(super) fn take(&mut self, key: &str) -> Option<Node> {
        self.0.extract_if(.., |member| member.key == key).next().map(|member| member.value)
    }

    /// Orders the members by a list of keys; others follow in their order.
    pub(super) fn arrange(&mut self, keys: &[&str]) {
        let place =
            |member: &Member| keys.iter().position(|key| *key == member.key).unwrap_or(keys.len());
        self.0.sort_by_key(place);
    }

    /// Replaces the value of an existing member.
    pub(super) fn replace(&mut self, key: &str, value: Node) {
        if let Some(member) = self.0.iter_mut().find(|member| member.key == key) {
            member.value = value;
        }
    }

    /// Returns whether there are no members.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the number of members.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the map unless it is empty.
    pub(super) fn filled(self) -> Option<Node> {
        (!self.0.is_empty()).then(|| self.map())
    }

    pub(super) fn map(self) -> Node {
        Value::Map(self.0).into()
    }

    /// Returns the bare value if it is the only member and has this key, else the map.
    pub(super) fn bare(mut self, key: &str) -> Node {
        match self.0.as_slice() {
            [only] if only.key == key => self.0.remove(0).value,
            _ => self.map(),
        }
    }
}

/// Writes text that is not translated.
pub(super) fn plain(text: &str) -> Node {
    Node::from(text)
}

pub(super) fn localized(text: &Text) -> Node {
    match text {
        Localized::One(text) => plain(text),
        Localized::Each(each) => {
            let mut members = Members::default();
            for (language, text) in each {
                members.put(&language.0, plain(text));
            }
            members.map()
        }
    }
}

/// Writes lines as a single text if that is read back as the same lines.
pub(super) fn text_lines(lines: &[Text]) -> Option<Node> {
    let typed: Option<Vec<&str>> = lines
        .iter()
        .map(|line| match line {
            Text::One(line) if !line.contains('\n') => Some(line.as_str()),
            _ => None,
        })
        .collect();
    match (typed, lines) {
        (_, []) => None,
        (Some(lines), _) => Some(plain(&lines.join("\n"))),
        (None, lines) => Some(Node::list(lines.iter().map(localized))),
    }
}

pub(super) fn date_node(date: &Date) -> Node {
    let kind = match date {
        Date::Year(_) | Date::Month(..) | Date::Day(..) => Kind::Date,
        Date::Present | Date::Free(_) => Kind::Text,
    };
    Node::scalar(date.to_string(), kind)
}

pub(super) fn extra_value(value: &ExtraValue) -> Node {
    match value {
        ExtraValue::Text(text) => localized(text),
        ExtraValue::Bare(scalar) => Value::Scalar(scalar.clone()).into(),
        ExtraValue::List(values) => Node::list(values.iter().map(extra_value)),
        ExtraValue::Map(values) => {
            let mut members = Members::default();
            for (key, value) in values {
                members.put(key, extra_value(value));
            }
            members.map()
        }
    }
}

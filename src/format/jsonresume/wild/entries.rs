//! Normalises sections and their entries.

use super::names::Place;
use super::{
    Normalizer, Renamed, dates, drop_comments, ferrocv, is_blank, keys, list, map, member,
    publications, texts,
};
use crate::characters::letters;
use crate::locale::is_code_and_name;
use crate::resume::title_of_key;
use crate::resume::{FieldType, SectionKind, Slot, fields, general_field, position_fields};
use crate::source::{Kind, Member, Node, Path, Value};

/// Maximum length of a text under `references` that is a name or a remark.
const SHORTEST_REFERENCE: usize = 60;

/// Minimum length of a key that is treated as misspelled rather than as the name of an entry.
const SHORTEST_MISSPELLING: usize = 6;

impl Normalizer<'_> {
    /// Normalises the entries of a section.
    pub(super) fn entries(&mut self, kind: SectionKind, node: &mut Node, at: &Path) {
        self.each(node, at, |normalizer, node, at| {
            normalizer.entries_in_one_language(kind, node, at)
        });
    }

    fn entries_in_one_language(&mut self, kind: SectionKind, node: &mut Node, at: &Path) {
        let name = kind.name();
        self.unwrap_section(kind, node, at);
        // A section with a title, as in `sections`.
        if let Value::Map(members) = &mut node.value
            && let Some(entries) = members.iter_mut().find(|member| member.key == "entries")
        {
            return self.entries(kind, &mut entries.value, &at.key("entries"));
        }
        match &node.value {
            Value::Map(members) if !is_blank(node) => {
                if self.is_entry(Place::Entry(kind), members) {
                    let hint = "start each entry with `- `, or put `[ ]` around it";
                    let message =
                        format!("`{name}` is a mapping; it is read as a list of one entry");
                    self.reshaped(message, at, node.span, hint);
                    *node = list(vec![node.clone()], node.span);
                } else {
                    let message =
                        format!("`{name}` is a mapping; each of its keys is read as an entry");
                    let hint = format!("write a list: `- {}: …`", name_key(kind));
                    self.reshaped(message, at, node.span, &hint);
                    let groups = members.iter().filter(|member| !is_blank(&member.value));
                    let groups = groups.map(|member| self.group(kind, member)).collect();
                    *node = list(groups, node.span);
                }
            }
            // The reader reports a wrong type.
            Value::Scalar(_) if node.is_boolean() => return,
            Value::Scalar(scalar) if !is_blank(node) => {
                let span = node.span;
                let lines = texts::listed(&scalar.text, &[',', ';', '\n']);
                let text = |line: &String| Node::text(line, span);
                let entries: Vec<Node> = match kind {
                    SectionKind::Skills | SectionKind::Languages | SectionKind::Interests => {
                        lines.iter().map(text).collect()
                    }
                    SectionKind::References if scalar.text.len() > SHORTEST_REFERENCE => {
                        vec![map(vec![member("reference", node.clone())], span)]
                    }
                    // Reported in the message about the whole list.
                    _ => texts::listed(&scalar.text, &['\n'])
                        .into_iter()
                        .map(|line| {
                            let line = Node::text(line, span);
                            map(vec![member(name_key(kind), line)], span)
                        })
                        .collect(),
                };
                let message = format!("`{name}` is text; it is read as a list");
                let hint = format!("write a list: `- {}: …`", name_key(kind));
                self.reshaped(message, at, span, &hint);
                *node = list(entries, span);
            }
            _ => {}
        }
        let Value::List(entries) = &mut node.value else { return };
        for (index, entry) in entries.iter_mut().enumerate() {
            self.entry(kind, entry, &at.index(index));
        }
    }

    pub(super) fn entry(&mut self, kind: SectionKind, node: &mut Node, at: &Path) {
        let place = Place::Entry(kind);
        if is_blank(node) && node.as_text().is_some() {
            node.value = Value::Null;
        }
        if self.is_by_language(node) {
            return texts::clean(node);
        }
        match &mut node.value {
            Value::Map(members) => {
                drop_comments(members);
                if let [only] = members.as_slice()
                    && self.is_name(kind, only)
                {
                    let only = only.clone();
                    match (kind, &only.value.value) {
                        (SectionKind::Custom, Value::Scalar(_) | Value::Null)
                        | (_, Value::Null) => {
                            return self.text_before_colon(kind, &only, node, at);
                        }
                        _ => {
                            self.report_key_read_as_name(kind, &only, at);
                            *node = self.group(kind, &only);
                        }
                    }
                }
                if let Value::Map(members) = &mut node.value {
                    self.entry_members(place, members, at);
                }
            }
            Value::Scalar(_) => {
                texts::clean(node);
                let key = match kind {
                    SectionKind::References
                        if node.as_text().is_some_and(|text| text.len() > SHORTEST_REFERENCE) =>
                    {
                        "reference"
                    }
                    SectionKind::Work
                    | SectionKind::Volunteer
                    | SectionKind::Education
                    | SectionKind::References => name_key(kind),
                    _ => return,
                };
                let message =
                    format!("an entry of `{}` is text; it is read as its `{key}`", kind.name());
                let hint = format!("write it with its key: `{key}: …`");
                self.reshaped(message, at, node.span, &hint);
                *node = map(vec![member(key, node.clone())], node.span);
            }
            _ => {}
        }
    }

    /// Restores text that YAML parsed as a mapping because of a colon.
    fn text_before_colon(&mut self, kind: SectionKind, only: &Member, node: &mut Node, at: &Path) {
        let text = self.colon(only, at);
        *node = match kind {
            SectionKind::Work
            | SectionKind::Volunteer
            | SectionKind::Education
            | SectionKind::References => map(vec![member(name_key(kind), text)], node.span),
            _ => text,
        };
    }

    /// Reports an entry whose only key is read as its name, in sections where that is unusual.
    fn report_key_read_as_name(&mut self, kind: SectionKind, only: &Member, at: &Path) {
        use SectionKind::{Education, Projects, Publications, Volunteer, Work};
        if [Work, Volunteer, Education, Projects, Publications].contains(&kind) {
            let (key, name) = (&only.key, name_key(kind));
            let message = format!("`{key}` is read as the `{name}` of an entry");
            let hint = format!("write `- {name}: …` and the other keys below it");
            self.reshaped(message, at, only.key_span, &hint);
        }
    }

    /// Returns whether the only key of an entry is its name.
    ///
    /// In lists of groups a key such as `Tools` is a name, although elsewhere it denotes keywords.
    fn is_name(&self, kind: SectionKind, only: &Member) -> bool {
        let place = Place::Entry(kind);
        // The reader reports a misspelled field.
        let is_long = only.key.len() >= SHORTEST_MISSPELLING && kind != SectionKind::Custom;
        let is_text = only.value.as_text().is_some();
        if is_long && is_text && keys::near_key(&only.key, place.own()).is_some() {
            return false;
        }
        match kind {
            SectionKind::Skills | SectionKind::Interests | SectionKind::Languages => {
                !place.own().contains(&only.key.as_str())
                    && general_field(&only.key).is_none()
                    && place.meaning(&only.key) != Some(name_key(kind))
            }
            _ => !self.is_known(place, &only.key),
        }
    }

    pub(super) fn is_known(&self, place: Place, key: &str) -> bool {
        place.own().contains(&key) || place.meaning(key).is_some() || general_field(key).is_some()
    }

    /// Returns whether a mapping is a single entry rather than several by name.
    pub(super) fn is_entry(&self, place: Place, members: &[Member]) -> bool {
        // One of many names may equal a field by chance: `tools`, `languages`.
        let is_own = |key: &str| {
            let means_name = place.meaning(key) == Some(name_key(SectionKind::Skills));
            place.own().contains(&key) || means_name
        };
        members.iter().any(|member| match place {
            Place::Entry(SectionKind::Skills) => is_own(&member.key),
            _ => self.is_known(place, &member.key),
        })
    }

    /// Creates an entry from a member whose key is its name.
    fn group(&self, kind: SectionKind, only: &Member) -> Node {
        let span = only.value.span;
        let is_identifier =
            only.key.contains('_') || only.key.starts_with(|c: char| c.is_lowercase());
        let name = if is_identifier { title_of_key(&only.key) } else { only.key.trim().to_owned() };
        let name = Node::text(name, only.key_span);
        let name = Member { key: name_key(kind).to_owned(), key_span: only.key_span, value: name };
        let is_list = matches!(kind, SectionKind::Skills | SectionKind::Interests);
        let mut members = vec![name];
        match &only.value.value {
            Value::Map(inner) if self.is_entry(Place::Entry(kind), inner) => {
                members.extend(inner.iter().cloned());
            }
            Value::Map(inner) if is_list && !self.is_by_language(&only.value) => {
                // A skill with its level.
                let keyword = |inner: &Member| {
                    let name = Node::text(&inner.key, inner.key_span);
                    map(vec![member("name", name), member("level", inner.value.clone())], span)
                };
                members.push(member("keywords", list(inner.iter().map(keyword).collect(), span)));
            }
            Value::Scalar(scalar) => {
                let several = scalar.text.contains([',', ';', '\n']);
                let key = match kind {
                    SectionKind::Skills if !several && is_level(&scalar.text) => "level",
                    SectionKind::Skills | SectionKind::Interests => "keywords",
                    SectionKind::Languages => "fluency",
                    SectionKind::References => "reference",
                    SectionKind::Certificates | SectionKind::Awards
                        if dates::looks_like_date(&scalar.text) =>
                    {
                        "date"
                    }
                    SectionKind::Publications if dates::looks_like_date(&scalar.text) => {
                        "releaseDate"
                    }
                    _ => "summary",
                };
                members.push(member(key, only.value.clone()));
            }
            Value::List(_) if is_list => members.push(member("keywords", only.value.clone())),
            _ => members.push(member("highlights", only.value.clone())),
        }
        map(members, span)
    }

    pub(super) fn entry_members(&mut self, place: Place, members: &mut Vec<Member>, at: &Path) {
        ferrocv::convert_audiences(members, at, self.diagnostics);
        self.years_are_dates(place, members, at);
        self.rename(place, members, at);
        if let Place::Entry(kind @ (SectionKind::Skills | SectionKind::Interests)) = place {
            details_are_keywords(kind, members);
        }
        if place == Place::Entry(SectionKind::Publications) {
            publications::volume_follows_venue(members);
        }
        self.read_empty_key_as_name(place, members, at);
        self.named_positions(place, members, at);
        drop_repeated_description(members);
        lists_are_highlights(members);
        for member in members.iter_mut() {
            let at = at.key(&member.key);
            let slot = slot_of(place, &member.key);
            match slot {
                Some(slot) => self.field(slot, &mut member.value, &at),
                None => texts::clean(&mut member.value),
            }
        }
        self.dates(members, at);
        several_addresses(members);
    }

    /// Renames `years` with a year or a period, unless the entry has dates or its kind has none.
    fn years_are_dates(&mut self, place: Place, members: &mut [Member], at: &Path) {
        let has_dates = match place {
            Place::Entry(kind) => fields(kind).iter().any(|field| field.slot == Slot::Start),
            _ => true,
        };
        let is_date = |member: &Member| {
            let own = place.meaning(&member.key).unwrap_or(&member.key);
            ["date", "startDate", "endDate"].contains(&own) && !is_blank(&member.value)
        };
        if !has_dates || members.iter().any(is_date) {
            return;
        }
        let is_years = |member: &&mut Member| {
            let mut value = member.value.clone();
            dates::from_period(&mut value);
            letters(&member.key) == "years" && value.as_text().is_some_and(dates::looks_like_date)
        };
        if let Some(member) = members.iter_mut().find(is_years) {
            let own = "date".to_owned();
            let key = std::mem::replace(&mut member.key, own.clone());
            let path = at.key(&key);
            self.renamed.push(Renamed { key, own, span: member.key_span, path });
        }
    }

    /// Uses a key without a value as the name of the entry.
    fn read_empty_key_as_name(&mut self, place: Place, members: &mut [Member], at: &Path) {
        let name = match place {
            Place::Entry(kind) => name_key(kind),
            _ => "position",
        };
        let has_name = members.iter().any(|member| member.key == name);
        let is_text = |key: &str| {
            key.contains(char::is_whitespace) || key.starts_with(|c: char| c.is_uppercase())
        };
        let is_name_without_value = |member: &&mut Member| {
            member.value.is_null() && is_text(&member.key) && !self.is_known(place, &member.key)
        };
        if let Some(member) = members.iter_mut().find(is_name_without_value).filter(|_| !has_name) {
            let text = self.colon(&member.clone(), at);
            member.value = Node::text(member.key.clone(), text.span);
            name.clone_into(&mut member.key);
        }
    }

    fn field(&mut self, slot: Slot, node: &mut Node, at: &Path) {
        match slot.field_type() {
            FieldType::Line if slot == Slot::Description => {
                self.each(node, at, |normalizer, node, at| {
                    normalizer.line(node, at);
                    texts::points(node);
                });
            }
            FieldType::Line => {
                self.each(node, at, |normalizer, node, at| normalizer.line(node, at))
            }
            FieldType::Prose => {
                self.each(node, at, |normalizer, node, at| normalizer.prose(node, at))
            }
            FieldType::Date => {}
            FieldType::Url => texts::clean(node),
            FieldType::Lines => {
                self.each(node, at, |normalizer, node, at| normalizer.lines(slot, node, at));
            }
            FieldType::Highlights => {
                self.each(node, at, |normalizer, node, at| normalizer.highlights(node, at));
            }
            FieldType::Keywords => {
                self.each(node, at, |normalizer, node, at| normalizer.keywords(node, at))
            }
            FieldType::Positions => self.positions(node, at),
            FieldType::Contacts => self.contact_field(slot.contact_kind(), node, at),
        }
    }

    /// Renames a list of positions that has another name.
    fn named_positions(&mut self, place: Place, members: &mut [Member], at: &Path) {
        let takes_positions =
            matches!(place, Place::Entry(SectionKind::Work | SectionKind::Volunteer));
        if !takes_positions || members.iter().any(|member| member.key == "positions") {
            return;
        }
        let is_position =
            |node: &Node| node.as_map().is_some_and(|map| !self.looks_like_languages(map));
        let is_list_of_positions = |node: &Node| {
            node.as_list().is_some_and(|nodes| !nodes.is_empty() && nodes.iter().all(is_position))
        };
        let found = members.iter_mut().find(|member| {
            ["jobs", "roles", "titles"].contains(&member.key.to_lowercase().as_str())
                && is_list_of_positions(&member.value)
        });
        if let Some(member) = found {
            let own = "positions".to_owned();
            let (key, path) = (std::mem::replace(&mut member.key, own.clone()), at);
            let path = path.key(&key);
            self.renamed.push(Renamed { key, own, span: member.key_span, path });
        }
    }

    fn positions(&mut self, node: &mut Node, at: &Path) {
        if node.as_map().is_some() && !is_blank(node) {
            let message = "`positions` is a mapping; it is read as a list of one";
            self.reshaped(message, at, node.span, "start each position with `- `");
            *node = list(vec![node.clone()], node.span);
        }
        let Value::List(positions) = &mut node.value else { return };
        for (index, position) in positions.iter_mut().enumerate() {
            match &mut position.value {
                Value::Map(members) => {
                    drop_comments(members);
                    self.entry_members(Place::Position, members, &at.index(index));
                }
                _ => texts::clean(position),
            }
        }
    }

    /// Normalises one line: a place given as a mapping, a company with a URL, a list.
    pub(super) fn line(&mut self, node: &mut Node, at: &Path) {
        texts::clean(node);
        texts::remove_empty_template(node);
        let span = node.span;
        match &node.value {
            Value::List(nodes) if !is_blank(node) => {
                let parts: Option<Vec<&str>> = nodes.iter().map(|node| node.as_text()).collect();
                let Some(parts) = parts else { return };
                let text = parts.join(", ");
                self.reshaped(
                    format!("{} is a list; it is read as one text", named(at)),
                    at,
                    span,
                    "write it as one text",
                );
                *node = Node::text(text, span);
            }
            Value::Map(members) if !is_blank(node) && !self.looks_like_languages(members) => {
                let parts: Option<Vec<&str>> = members
                    .iter()
                    .filter(|member| !is_blank(&member.value))
                    .map(|member| member.value.as_text())
                    .collect();
                let Some(parts) = parts else { return };
                let text = without_repetitions(&parts).join(", ");
                self.reshaped(
                    format!("{} is a mapping; it is read as one text", named(at)),
                    at,
                    span,
                    "write it as one text",
                );
                *node = Node::text(text, span);
            }
            _ => {}
        }
    }

    /// Returns whether the keys of a mapping look like languages, possibly undeclared.
    fn looks_like_languages(&self, members: &[Member]) -> bool {
        members.iter().all(|member| {
            let key = member.key.as_str();
            (2..=3).contains(&key.split('-').next().unwrap_or_default().len())
                && key.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
        })
    }

    /// Normalises prose; a list becomes a Markdown list.
    pub(super) fn prose(&mut self, node: &mut Node, at: &Path) {
        texts::clean(node);
        texts::remove_empty_template(node);
        let Value::List(nodes) = &node.value else {
            texts::points(node);
            return;
        };
        let items: Option<Vec<&str>> =
            nodes.iter().filter(|node| !is_blank(node)).map(|node| node.as_text()).collect();
        let Some(items) = items.filter(|items| !items.is_empty()) else { return };
        let items: Vec<_> = items.iter().map(|item| format!("- {}", texts::point(item))).collect();
        let message = format!("{} is a list; it is read as text with a list in it", named(at));
        self.reshaped(message, at, node.span, "in YAML, `|` starts text of several lines");
        *node = Node::text(items.join("\n"), node.span);
    }
}

/// Returns the parts of a place without repetitions such as `Wien, Wien`.
fn without_repetitions<'p>(parts: &[&'p str]) -> Vec<&'p str> {
    let mut distinct_parts: Vec<&str> = Vec::new();
    for part in parts.iter().flat_map(|part| part.split(", ")) {
        let is_same = |own: &&str| own.trim().to_lowercase() == part.trim().to_lowercase();
        // A city may have the name of its region: `New York, NY`.
        let is_code = |own: &&str| is_code_and_name(own, part);
        if !distinct_parts.iter().any(is_same) && !distinct_parts.iter().skip(1).any(is_code) {
            distinct_parts.push(part);
        }
    }
    distinct_parts
}

/// Returns the end of a path for messages.
fn named(at: &Path) -> String {
    let text = at.to_string();
    format!("`{}`", text.rsplit('.').next().unwrap_or_default())
}

/// Returns the key of an entry's name.
fn name_key(kind: SectionKind) -> &'static str {
    let of = |field: &&crate::resume::Field| field.slot == Slot::Name;
    fields(kind).iter().find(of).map_or("name", |field| field.key)
}

fn slot_of(place: Place, key: &str) -> Option<Slot> {
    let own = match place {
        Place::Entry(kind) => fields(kind),
        _ => position_fields(),
    };
    let own = own.iter().find(|field| field.key == key);
    own.or_else(|| general_field(key)).map(|field| field.slot)
}

/// Returns whether text is a skill level.
fn is_level(text: &str) -> bool {
    const LEVELS: [&str; 18] = [
        "advanced",
        "basic",
        "beginner",
        "competent",
        "elementary",
        "excellent",
        "expert",
        "fair",
        "familiar",
        "fluent",
        "good",
        "intermediate",
        "master",
        "native",
        "novice",
        "professional",
        "proficient",
        "strong",
    ];
    let text = text.trim().to_lowercase();
    LEVELS.contains(&text.as_str())
        || (!text.is_empty()
            && text.chars().all(|c| c.is_ascii_digit() || "/%.+*★☆●○ ".contains(c)))
}

/// Converts `details` of a skill group, as in RenderCV, to keywords.
fn details_are_keywords(kind: SectionKind, members: &mut [Member]) {
    let keywords = fields(kind).iter().any(|field| field.slot == Slot::Keywords);
    if !keywords || members.iter().any(|member| member.key == "keywords") {
        return;
    }
    let is_list = |member: &&mut Member| {
        member.key == "details" && !matches!(member.value.value, Value::Map(_) | Value::Null)
    };
    if let Some(member) = members.iter_mut().find(is_list) {
        "keywords".clone_into(&mut member.key);
    }
}

/// Removes a description that repeats the summary.
fn drop_repeated_description(members: &mut Vec<Member>) {
    let text = |key: &str| {
        let member = members.iter().find(|member| member.key == key)?;
        member.value.as_text().map(str::trim).filter(|text| !text.is_empty())
    };
    if text("description").is_some() && text("description") == text("summary") {
        members.retain(|member| member.key != "description");
    }
}

/// Converts a list under `summary` or `description` to highlights if there are none.
fn lists_are_highlights(members: &mut [Member]) {
    if members.iter().any(|member| member.key == "highlights" && !is_blank(&member.value)) {
        return;
    }
    let is_list = |member: &&mut Member| {
        ["description", "summary"].contains(&member.key.as_str())
            && member.value.as_list().is_some_and(|nodes| !nodes.is_empty())
    };
    if let Some(member) = members.iter_mut().find(is_list) {
        "highlights".clone_into(&mut member.key);
    }
}

/// Keeps the first of several URLs without a name; the others become details.
fn several_addresses(members: &mut Vec<Member>) {
    let Some(index) = members.iter().position(|member| member.key == "url") else { return };
    let span = members[index].value.span;
    let nodes = match &members[index].value.value {
        Value::List(nodes) => nodes.iter().filter(|node| !is_blank(node)).collect(),
        Value::Map(_) => vec![&members[index].value],
        _ => return,
    };
    // What is not understood is reported later.
    let Some(mut found) = nodes.into_iter().map(named_address).collect::<Option<Vec<_>>>() else {
        return;
    };
    let main = found.iter().position(|(name, _)| name.is_none()).map(|at| found.remove(at).1);
    members[index].value = main.unwrap_or(Node { value: Value::Null, span });
    let (named, rest): (Vec<_>, Vec<_>) = found.into_iter().partition(|(name, _)| name.is_some());
    let mut details: Vec<Member> =
        named.into_iter().filter_map(|(name, node)| Some(member(&name?, node))).collect();
    if !rest.is_empty() {
        let rest = list(rest.into_iter().map(|(_, node)| node).collect(), span);
        details.push(Member { value: rest, ..member("Web", Node::scalar("", Kind::Text)) });
    }
    if !details.is_empty() {
        let details = map(details, span);
        match members.iter_mut().find(|member| member.key == "details") {
            Some(_) => members.push(Member { key: "links".to_owned(), ..member("", details) }),
            None => members.push(member("details", details)),
        }
    }
}

/// Returns a URL with its name: a text, or a mapping of both. `None` if it is neither.
fn named_address(node: &Node) -> Option<(Option<String>, Node)> {
    let Value::Map(members) = &node.value else {
        return node.as_text().map(|_| (None, node.clone()));
    };
    let (mut name, mut url) = (None, None);
    for member in members.iter().filter(|member| !is_blank(&member.value)) {
        let text = member.value.as_text()?;
        match member.key.as_str() {
            "name" | "label" | "title" | "text" | "type" if name.is_none() => {
                name = Some(text.trim().to_owned());
            }
            "url" | "href" | "link" | "address" if url.is_none() => {
                url = Some(member.value.clone());
            }
            _ => return None,
        }
    }
    Some((name, url?))
}

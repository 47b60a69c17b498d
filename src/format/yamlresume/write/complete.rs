//! Fills fields that YAMLResume requires, and puts values into fields that accept them.

use crate::format::losses::{LossKind, flat_keyword, level_of_keyword};
use crate::format::members::Members;
use crate::resume::{Entry, Keyword, SectionKind, Text};
use crate::source::{Kind, Node, Path};

use super::super::names::Named;
use super::super::nearest::{Nearest, degree_of_school};
use super::super::own_words::{other_texts, text_key};
use super::super::words::Options;
use super::entry::Own;
use super::limits::{LONGEST_AREA, LONGEST_KEYWORD, SHORTEST_SUMMARY, length, required};
use super::{Writer, native_key};
use crate::resume::Slot;

/// A value that is too long for a list of keywords.
struct TooLong;

impl Writer<'_> {
    /// Writes one of a fixed set of options, and the words of the résumé under a separate key if
    /// they differ.
    pub(super) fn option(
        &mut self,
        options: Options,
        key: &str,
        text: &Text,
        at: &Path,
        members: &mut Members,
    ) {
        let word = self.plain(text.as_str(), at);
        let exact = options
            .of_word(&word, self.locale.as_ref())
            .or_else(|| options.of_word(&word, self.own.as_ref()));
        let nearest = options.nearest(&word).or_else(|| {
            let school = members.get("institution").and_then(Node::as_text);
            let degree = school.filter(|_| options == Options::Degree).and_then(degree_of_school);
            Some(Nearest { option: degree?, is_vague: true })
        });
        let what = options.what();
        let option = exact.or(nearest.map(|found| found.option));
        let Some(option) = option else {
            let remedy = LossKind::Rejected("replace it in the written file");
            self.losses.note(format!("a {what} that is not in its list"), remedy, at);
            members.put(key, Node::scalar(&word, Kind::Text));
            return;
        };
        members.put(key, Node::scalar(option, Kind::Text));
        // What reading shows for the option.
        if options.word(option, self.locale.as_ref()).eq_ignore_ascii_case(&word) {
            return;
        }
        members.put(&text_key(key), Node::scalar(&word, Kind::Text));
        let instead = "the most similar one is written, yours under a separate key";
        self.losses.note(
            format!("a {what} in other words than its own"),
            LossKind::Replaced(instead),
            at,
        );
        if exact.is_none() && nearest.is_some_and(|found| found.is_vague) {
            self.beside(options, &word, members);
        }
    }

    /// Puts words that say something else than the option into a field for free text.
    fn beside(&mut self, options: Options, word: &str, members: &mut Members) {
        match options {
            Options::Degree => {
                let area = members.get("area").and_then(Node::as_text).unwrap_or_default();
                let both =
                    if area.is_empty() { word.to_owned() } else { format!("{area}, {word}") };
                if length(&both) <= LONGEST_AREA {
                    members.take("area");
                    members.put("area", Node::scalar(&both, Kind::Text));
                }
            }
            Options::Fluency => {
                let pieces = pieces(word);
                if pieces.iter().all(|piece| length(piece) <= LONGEST_KEYWORD) {
                    let nodes = pieces.iter().map(|piece| Node::scalar(*piece, Kind::Text));
                    members.put("keywords", Node::list(nodes));
                }
            }
            Options::Level | Options::Network => {}
        }
    }

    /// Writes a name of YAMLResume's list, and that of the résumé under a separate key if they
    /// differ; returns whether the name is in the list.
    pub(super) fn name_in_list(
        &mut self,
        named: Named,
        key: &str,
        text: &Text,
        at: &Path,
        members: &mut Members,
    ) -> bool {
        let word = self.plain(text.as_str(), at);
        let Some(english) = named.english(&word, self.language) else {
            members.put(key, Node::scalar(&word, Kind::Text));
            return false;
        };
        members.put(key, Node::scalar(english, Kind::Text));
        let shown = named.word(english, self.language).unwrap_or(english);
        if shown != word {
            members.put(&text_key(key), Node::scalar(&word, Kind::Text));
        }
        true
    }

    /// Fills required fields of an entry from its other data.
    pub(super) fn complete(&mut self, own: Own, entry: &Entry, members: &mut Members) {
        let Own { kind, keys, heading, .. } = own;
        let mut copy = |members: &mut Members, from: &str, to: &str, slot: Slot| {
            if members.has(to) {
                return;
            }
            let Some(node) = members.get(from).cloned() else { return };
            members.put(to, node);
            let what = format!("an entry without `{to}`");
            let path = entry.item.path.key(native_key(kind, slot));
            self.losses.note(what, LossKind::Replaced("a similar field is repeated there"), &path);
        };
        match kind {
            SectionKind::Publications => copy(members, "venue", "publisher", Slot::Venue),
            SectionKind::Education => copy(members, "degreeText", "area", Slot::StudyType),
            SectionKind::Skills if !members.has("name") => {
                let Some(heading) = heading else { return };
                members.put("name", Node::scalar(heading, Kind::Text));
                let title = LossKind::Replaced("the title of its section is written");
                self.losses.note("a group of skills without a name", title, &entry.item.path);
            }
            _ => {}
        }
        if required(own.key).contains(&"summary") {
            let text = members.get("summary").and_then(Node::as_text).unwrap_or_default();
            let others = other_texts(members.iter(), keys);
            let both = if text.is_empty() { others } else { format!("{text}\n\n{others}") };
            if length(text) < SHORTEST_SUMMARY && length(&both) >= SHORTEST_SUMMARY {
                members.take("summary");
                members.put("summary", Node::scalar(&both, Kind::Text));
                let path = entry.item.path.key("summary");
                let others = LossKind::Replaced("its other fields are repeated there");
                self.losses.note("an entry with a short `summary` or none", others, &path);
            }
        }
    }

    /// Writes keywords that are short enough; for skills, longer ones become skills, which are
    /// added to `separate`.
    pub(super) fn keywords(
        &mut self,
        own: Own,
        keywords: &[Keyword],
        separate: &mut Vec<Node>,
    ) -> Option<Node> {
        let mut written = Vec::new();
        for keyword in keywords {
            match self.keyword(keyword) {
                Ok(pieces) => written.extend(pieces),
                Err(TooLong) if own.kind == SectionKind::Skills => {
                    let path = &keyword.item.path;
                    let skill = LossKind::Replaced("it is a skill of its own");
                    self.losses.note("a keyword of more than 32 characters", skill, path);
                    let mut members = Members::default();
                    members.put("name", self.line(&keyword.name, path));
                    if let Some(level) = &keyword.level {
                        self.option(Options::Level, "level", level, path, &mut members);
                    }
                    super::limits::check_entry(own, &members, path, self.losses);
                    separate.push(members.map());
                }
                Err(TooLong) => written.push(flat_keyword(keyword, self.losses)),
            }
        }
        let nodes: Vec<Node> = written.iter().map(|text| Node::scalar(text, Kind::Text)).collect();
        (!nodes.is_empty()).then(|| Node::list(nodes))
    }

    /// Writes a keyword, in several pieces if it is too long; YAMLResume prints a comma between
    /// keywords.
    fn keyword(&mut self, keyword: &Keyword) -> Result<Vec<String>, TooLong> {
        let path = &keyword.item.path;
        let fits = |texts: &[&str]| texts.iter().all(|text| length(text) <= LONGEST_KEYWORD);
        let whole = flat_keyword(keyword, self.losses);
        let whole = self.plain(&whole, path);
        if fits(&[&whole]) {
            return Ok(vec![whole]);
        }
        let with_level = level_of_keyword(keyword);
        let forms = [whole, self.plain(&with_level, path), self.plain(keyword.name.as_str(), path)];
        let found = forms.iter().position(|form| fits(&[form]) || fits(&pieces(form)));
        let Some(found) = found else { return Err(TooLong) };
        let form = &forms[found];
        if *form != forms[0] {
            self.losses.omitted("the level or years of a long keyword", path);
        }
        if fits(&[form]) {
            return Ok(vec![form.clone()]);
        }
        let split = LossKind::Replaced("it is split at its commas");
        self.losses.note("a keyword of more than 32 characters", split, path);
        Ok(pieces(form).into_iter().map(str::to_owned).collect())
    }

    /// Writes an address on the web, with its scheme.
    pub(super) fn url(&mut self, typed: &str, at: &Path) -> Node {
        let is_bare = typed.contains('.') && !typed.contains([':', '@', ' ']);
        if !is_bare {
            return Node::scalar(typed, Kind::Text);
        }
        let scheme = LossKind::Replaced("`https://` is added");
        self.losses.note("a web address without `https://`", scheme, at);
        Node::scalar(format!("https://{typed}"), Kind::Text)
    }

    /// Writes a telephone number in the form that YAMLResume accepts, if there is one.
    pub(super) fn phone(&mut self, typed: &str, at: &Path) -> Node {
        let accepted = super::limits::accepted_phone(typed, self.country.as_deref());
        if accepted.as_ref().is_some_and(|accepted| accepted != typed) {
            let plain = LossKind::Replaced("it is written with spaces and hyphens");
            self.losses.note("such signs in a telephone number", plain, at);
        }
        Node::scalar(accepted.as_deref().unwrap_or(typed), Kind::Text)
    }
}

/// Splits a text at the commas outside brackets.
pub(in super::super) fn pieces(text: &str) -> Vec<&str> {
    let mut depth = 0;
    text.split(|c| {
        match c {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => depth -= 1,
            _ => {}
        }
        depth == 0 && matches!(c, ',' | '，' | '、' | '،')
    })
    .map(str::trim)
    .filter(|piece| !piece.is_empty())
    .collect()
}

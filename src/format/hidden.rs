//! Omits entries and sections that their owner has hidden.

use crate::diagnostic::Diagnostics;
use crate::source::{Member, Node, Path, Value};

use super::Dialect;
use super::notes::{HIDDEN, Notes};

/// Keys that hide what they stand in if they are true.
const HIDING: [&str; 8] =
    ["hidden", "ishidden", "hide", "private", "exclude", "excluded", "ignore", "disabled"];

/// Keys that hide what they stand in if they are false.
const SHOWING: [&str; 8] =
    ["visible", "isvisible", "show", "shown", "display", "enabled", "isenabled", "include"];

/// Parts of a file that are not about the person.
const SETTINGS: [&str; 9] = [
    "meta",
    "metadata",
    "design",
    "locale",
    "settings",
    "layout",
    "layouts",
    "rendercv_settings",
    "locale_catalog",
];

/// Parts that are never hidden as a whole.
const WHOLE: [&str; 3] = ["basics", "content", "cv"];

/// Returns the tree without hidden entries and sections, and reports them in one message; `None` if
/// nothing is hidden, or if the reader of the format has its own rules.
pub(super) fn without_hidden(
    dialect: Dialect,
    root: &Node,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    let has_own_rules =
        matches!(dialect, Dialect::Reactive | Dialect::LinkedIn) || dialect.is_xml();
    if has_own_rules || !has_hidden(root) {
        return None;
    }
    let mut root = root.clone();
    let mut notes = Notes::default();
    omit(&mut root, &Path::ROOT, dialect, &mut notes);
    diagnostics.extend(notes.into_diagnostics());
    Some(root)
}

fn has_hidden(node: &Node) -> bool {
    match &node.value {
        Value::Null | Value::Scalar(_) => false,
        Value::List(nodes) => nodes.iter().any(has_hidden),
        Value::Map(members) => {
            members.iter().any(hides) || members.iter().any(|member| has_hidden(&member.value))
        }
    }
}

fn omit(node: &mut Node, at: &Path, dialect: Dialect, notes: &mut Notes) {
    // FRESH has `private` itself.
    let is_hidden = |node: &Node| {
        node.as_map().is_some_and(|members| {
            members
                .iter()
                .any(|it| hides(it) && !(dialect == Dialect::Fresh && it.key == "private"))
        })
    };
    let is_section = |node: &Node| {
        node.as_map().is_some_and(|members| members.iter().any(|it| it.value.as_list().is_some()))
    };
    match &mut node.value {
        Value::Null | Value::Scalar(_) => {}
        Value::List(nodes) => {
            let mut index = 0;
            nodes.retain_mut(|node| {
                let at = at.index(index);
                index += 1;
                if is_hidden(node) {
                    notes.add(&HIDDEN, &at, node.span);
                    return false;
                }
                omit(node, &at, dialect, notes);
                true
            });
        }
        Value::Map(members) => members.retain_mut(|member| {
            if is_setting(member) {
                return true;
            }
            let at = at.key(&member.key);
            let is_whole = WHOLE.contains(&member.key.as_str());
            if !is_whole && is_section(&member.value) && is_hidden(&member.value) {
                notes.add(&HIDDEN, &at, member.key_span);
                return false;
            }
            omit(&mut member.value, &at, dialect, notes);
            true
        }),
    }
}

fn is_setting(member: &Member) -> bool {
    SETTINGS.contains(&member.key.as_str()) || member.key.starts_with("x-")
}

/// Returns whether a member hides the mapping that contains it.
fn hides(member: &Member) -> bool {
    let Some(value) = member.value.as_text() else { return false };
    let key: String = member.key.chars().filter(|c| c.is_alphanumeric()).collect();
    let key = key.to_lowercase();
    let is = |words: [&str; 3]| words.iter().any(|word| value.trim().eq_ignore_ascii_case(word));
    HIDING.contains(&key.as_str()) && is(["true", "yes", "on"])
        || SHOWING.contains(&key.as_str()) && is(["false", "no", "off"])
}

#[cfg(test)]
mod tests {
    use super::super::testing::{messages, native_form, read_yaml};
    use crate::format::Dialect;

    fn of(dialect: Dialect, text: &str) -> (String, String) {
        let (_, diagnostics, sources) = read_yaml(dialect, text);
        (native_form(dialect, text), messages(&diagnostics, &sources))
    }

    #[test]
    fn hidden_entries_and_sections_are_omitted_and_reported() {
        let (form, reported) = of(
            Dialect::Native,
            "
basics:
  name: Ada Roe
  profiles: [{network: GitHub, username: ada}, {network: X, username: roe, hidden: true}]
work:
  - {name: Alder, position: Digger, startDate: 2020, hidden: true}
  - {name: Birch, position: Digger, startDate: 2019, visible: true, highlights: [{text: a, hide: yes}, b]}
  - {name: Cedar, position: Digger, startDate: 2018, isVisible: false}
sections:
  - {title: Odd jobs, enabled: false, entries: [{name: Elm}]}
education: {hidden: true, entries: [{institution: School}]}
",
        );
        insta::assert_snapshot!(form, @"
    basics:
      name: Ada Roe
      profiles:
        - network: GitHub
          username: ada
    work:
      - name: Birch
        position: Digger
        startDate: 2019
        endDate: present
        highlights:
          - b
        visible: true
    ");
        insta::assert_snapshot!(reported, @"
    cv.yaml:4:48: warning: hidden items are omitted: `basics.profiles[1]`, `work[0]`, `work[1].highlights[0]`, `work[2]` and 2 more; hint: `--private` includes them
    cv.yaml:7:54: warning: unknown key `visible`; it is not printed; hint: it looks like a setting of a website, not like content; hint: `details: {Visible: …}` prints it
    ");
    }

    #[test]
    fn hidden_entries_of_other_formats_are_omitted() {
        for (dialect, text) in [
            (
                Dialect::Fresh,
                "{name: Ada, meta: {format: FRESH@1}, employment: {history: [{employer: Alder, hidden: true}, {employer: Birch}]}}",
            ),
            (
                Dialect::YamlResume,
                "content: {basics: {name: Ada}, work: [{name: Alder, show: false}, {name: Birch}]}",
            ),
            (
                Dialect::RenderCv,
                "cv: {name: Ada, sections: {work: [{company: Alder, position: a, hidden: true}, {company: Birch, position: b}]}}",
            ),
        ] {
            let (form, reported) = of(dialect, text);
            assert!(!form.contains("Alder") && form.contains("Birch"), "{form}");
            assert!(reported.contains("hidden items are omitted"), "{reported}");
        }
    }

    #[test]
    fn addresses_that_share_a_field_are_separated_in_every_format() {
        for (dialect, text) in [
            (
                Dialect::Fresh,
                "{name: Ada, meta: {format: FRESH@1}, contact: {email: 'a@x.example, b@y.example', phone: 020 7946 0958 / 020 7946 0959}}",
            ),
            (
                Dialect::YamlResume,
                "content: {basics: {name: Ada, email: a@x.example; b@y.example, phone: '020 7946 0958, 020 7946 0959'}, work: []}",
            ),
            (
                Dialect::RenderCv,
                "cv: {name: Ada, email: a@x.example | b@y.example, phone: 020 7946 0958 or 020 7946 0959, sections: {a: [b]}}",
            ),
        ] {
            let (form, _) = of(dialect, text);
            for part in
                ["- a@x.example\n", "- b@y.example\n", "020 7946 0958\"\n", "020 7946 0959\"\n"]
            {
                assert!(form.contains(part), "{part} in {form}");
            }
        }
    }
}

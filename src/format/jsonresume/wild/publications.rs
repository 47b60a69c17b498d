//! Normalises what is particular to publications.

use crate::characters::letters;
use crate::source::{Member, Node};

/// Appends volume and issue to the name of a journal: `Coastal Survey 31(2)`.
pub(super) fn volume_follows_venue(members: &mut Vec<Member>) {
    let take = |members: &mut Vec<Member>, keys: &[&str]| {
        let is_wanted = |member: &Member| {
            keys.contains(&letters(&member.key).as_str())
                && member.value.as_text().is_some_and(|text| !text.trim().is_empty())
        };
        let at = members.iter().position(is_wanted)?;
        members.remove(at).value.as_text().map(|text| text.trim().to_owned())
    };
    let journal = ["venue", "publisher"].into_iter().find_map(|key| {
        let is_named = |it: &Member| it.key == key && it.value.as_text().is_some_and(lacks_volume);
        members.iter().position(is_named)
    });
    let Some(journal) = journal.map(|at| members[at].key.clone()) else { return };
    let Some(volume) = take(members, &["volume", "vol"]) else { return };
    let issue = take(members, &["issue", "number", "no"]);
    let issue = issue.map(|issue| format!("({issue})")).unwrap_or_default();
    if let Some(journal) = members.iter_mut().find(|member| member.key == journal) {
        let name = journal.value.as_text().unwrap_or_default().trim();
        journal.value = Node::text(format!("{name} {volume}{issue}"), journal.value.span);
    }
}

/// Returns whether a text is the name of a journal without a volume.
fn lacks_volume(text: &str) -> bool {
    !text.trim().is_empty() && !text.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == ')')
}

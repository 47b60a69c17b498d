//! Normalises profiles on networks.

use super::contacts::is_address;
use super::names::{NETWORKS, Place};
use super::{Normalizer, drop_comments, is_blank, list, map, member, texts};
use crate::characters::letters;
use crate::diagnostic::Diagnostic;
use crate::source::{Member, Node, Path, Value};

impl Normalizer<'_> {
    pub(super) fn profiles(&mut self, node: &mut Node, at: &Path) {
        texts::clean(node);
        let span = node.span;
        match &node.value {
            Value::Map(members) if !is_blank(node) => {
                let is_one = members
                    .iter()
                    .any(|member| ["network", "username"].contains(&member.key.as_str()));
                let profiles = if is_one {
                    vec![node.clone()]
                } else {
                    let filled = members.iter().filter(|member| !is_blank(&member.value));
                    filled.map(profile_of).collect()
                };
                let message = "`profiles` is a mapping; it is read as a list";
                self.reshaped(message, at, span, "write a list: `- {network: …, username: …}`");
                *node = list(profiles, span);
            }
            Value::Scalar(_) if !is_blank(node) => *node = list(vec![node.clone()], span),
            _ => {}
        }
        let Value::List(nodes) = &mut node.value else { return };
        *nodes = std::mem::take(nodes).into_iter().flat_map(profiles_by_network).collect();
        for (index, node) in nodes.iter_mut().enumerate() {
            let at = at.index(index);
            self.omit_unfilled(node, &at);
            if node.as_text().is_some() && !is_blank(node) {
                *node = map(vec![member("url", node.clone())], node.span);
            }
            let Value::Map(members) = &mut node.value else { continue };
            drop_comments(members);
            self.rename(Place::Profile, members, &at);
            name_by_address(members);
        }
    }

    /// Omits a profile with a network or a label but neither a user name nor an address.
    fn omit_unfilled(&mut self, node: &mut Node, at: &Path) {
        let members = node.as_map().unwrap_or_default();
        let mut filled = members.iter().filter(|member| !is_blank(&member.value));
        let is_name = |member: &&Member| {
            ["network", "label"].contains(&member.key.as_str())
                || Place::Profile.meaning(&member.key) == Some("network")
        };
        if !filled.clone().all(|member| is_name(&member)) {
            return;
        }
        let Some(name) = filled.next().map(|member| &member.value) else { return };
        let Some(text) = name.as_text().filter(|text| !text.contains("://")) else { return };
        let what = "has neither a user name nor an address";
        let message = format!("the profile `{}` {what}; it is not printed", text.trim());
        let problem = Diagnostic::warning("empty-profile", message).on(at).at(name.span);
        self.diagnostics.push(problem.hint("write its `username` or `url`, or remove it"));
        node.value = Value::Null;
    }
}

/// Creates a profile from a member whose key is its network.
fn profile_of(only: &Member) -> Node {
    let name = network_named(&only.key).unwrap_or(&only.key);
    let mut members = vec![member("network", Node::text(name, only.key_span))];
    match &only.value.value {
        Value::Map(inner) => members.extend(inner.iter().cloned()),
        _ => members.push(member("username", only.value.clone())),
    }
    map(members, only.value.span)
}

/// Returns whether a profile is that of a user name or an address in a network.
pub(super) fn is_same_profile(profile: &Node, network: &str, user: &Node) -> bool {
    let text = |key: &str| profile.get(key).and_then(Node::as_text).map(letters);
    let user = user.as_text().map(letters).unwrap_or_default();
    let names_user = |own: String| !own.is_empty() && (own.contains(&user) || user.contains(&own));
    text("network") == Some(letters(network))
        && ["username", "url"].into_iter().filter_map(text).any(names_user)
}

/// Returns the profiles of a mapping whose keys are networks, else the node itself.
fn profiles_by_network(node: Node) -> Vec<Node> {
    let members = node.as_map().unwrap_or_default();
    let is_network = |member: &Member| network_named(&member.key).is_some();
    if members.is_empty() || !members.iter().all(is_network) {
        return vec![node];
    }
    members.iter().filter(|member| !is_blank(&member.value)).map(profile_of).collect()
}

/// Returns the network of a key such as `linkedin` or `linkedin_url`.
pub(super) fn network_named(key: &str) -> Option<&'static str> {
    const PARTS: [&str; 7] = ["", "url", "link", "profile", "handle", "username", "account"];
    let key = letters(key);
    NETWORKS.into_iter().find(|network| {
        key.strip_prefix(&letters(network)).is_some_and(|rest| PARTS.contains(&rest))
    })
}

/// If the user name of a profile is a URL, moves it to `url` and derives the user name and network.
fn name_by_address(members: &mut Vec<Member>) {
    let text = |members: &[Member], key: &str| {
        let member = members.iter().find(|member| member.key == key)?;
        member.value.as_text().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let by_address = text(members, "username").filter(|user| is_address(user));
    let was_address = by_address.is_some();
    if let Some(user) = by_address {
        let Some(index) = members.iter().position(|member| member.key == "username") else {
            return;
        };
        if text(members, "url").is_none() {
            members.retain(|member| member.key != "url");
            let Some(index) = members.iter().position(|member| member.key == "username") else {
                return;
            };
            let url = if user.contains("://") { user.clone() } else { format!("https://{user}") };
            let member = &mut members[index];
            "url".clone_into(&mut member.key);
            member.value = Node::text(url, member.value.span);
        } else {
            members.remove(index);
        }
    }
    let Some(url) = text(members, "url") else { return };
    let bare = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let (host, path) = bare.split_once('/').unwrap_or((bare, ""));
    let host = host.trim_start_matches("www.");
    let network = NETWORKS.into_iter().find(|network| {
        let name = letters(network);
        host.split('.').any(|part| part == name) || (name == "twitter" && host == "x.com")
    });
    let span = members[0].value.span;
    if let Some(network) = network.filter(|_| text(members, "network").is_none()) {
        members.retain(|member| member.key != "network");
        members.insert(0, member("network", Node::text(network, span)));
    }
    let user = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    let user = user.rsplit('/').next().unwrap_or_default().trim_start_matches('@');
    let is_known =
        was_address && text(members, "network").is_some_and(|name| network_named(&name).is_some());
    let has_name = text(members, "username").is_some() || text(members, "text").is_some();
    if is_known && !has_name && !user.is_empty() && !user.contains(['%', '=']) {
        members.retain(|member| member.key != "username");
        members.push(member("username", Node::text(user, span)));
    }
}

//! Reads `cv`: person, contacts and sections.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::format::notes::Note;
use crate::resume::{Basics, Contact, ContactKind, Extra, Resume, Text};
use crate::source::{Member, Node, Path};

use super::keys::{BRAND_ICONS, CUSTOM_CONNECTION, CV, NETWORKS, SOCIAL_NETWORK, WEB_ICONS};
use super::{Reader, network, old};

const BY_NETWORK: Note = Note {
    code: "labels",
    message: "expected a list of accounts, found a mapping; its keys are read as networks",
    hint: "write a list: `- {network: …, username: …}`",
};

impl Reader<'_> {
    /// Reads `cv`. The order of its keys is the order of contacts.
    pub(super) fn cv(&mut self, node: &Node, at: &Path, resume: &mut Resume) {
        resume.basics = Basics { path: at.clone(), ..Basics::default() };
        let members = self.decoder.map(node, at, "a mapping").unwrap_or_default();
        self.is_old = old::is_old(members);
        if self.is_old {
            resume.sections = self.old_sections(members, at);
        }
        for member in members {
            let at = at.key(&member.key);
            let node = &member.value;
            let basics = &mut resume.basics;
            match member.key.as_str() {
                "name" => basics.name = self.line(node, &at),
                // Called `label` until 2.2.
                "headline" | "label" => basics.label = self.line(node, &at),
                "photo" => basics.image = self.decoder.plain(node, &at),
                "location" => {
                    if let Some(text) = self.line(node, &at) {
                        let location = contact(&at, ContactKind::Location);
                        basics.contacts.push(Contact { text: Some(text), ..location });
                    }
                }
                "email" => self.values(ContactKind::Email, node, &at, basics),
                "phone" => self.values(ContactKind::Phone, node, &at, basics),
                "website" => self.values(ContactKind::Url, node, &at, basics),
                "social_networks" if node.as_map().is_some() => {
                    let read = self.accounts_by_network(node, &at);
                    basics.contacts.extend(read);
                }
                "social_networks" => {
                    let read = self.members(node, &at, Self::social_network);
                    basics.contacts.extend(read);
                }
                "custom_connections" => {
                    let read = self.members(node, &at, Self::custom_connection);
                    basics.contacts.extend(read);
                }
                "sections" => resume.sections = self.sections(node, &at),
                "sort_entries" => self.sort_entries(member, &at),
                key if self.is_old && old::is_of_sections(key) => {}
                _ => self.further_key(member, &at, members, basics),
            }
        }
    }

    /// Keeps an additional key, which versions before 2.3 allowed.
    fn further_key(&mut self, member: &Member, at: &Path, members: &[Member], basics: &mut Basics) {
        let absent = CV.into_iter().filter(|key| !members.iter().any(|m| m.key == *key));
        if self.decoder.misspelled(member, at, absent) {
            return;
        }
        let Some(value) = self.extra_value(&member.value) else { return };
        self.decoder.report(
            Diagnostic::warning(
                "unknown-key",
                format!("unknown key `{}`; it is printed under its own name", member.key),
            )
            .on(at)
            .at(member.key_span)
            .hint("further ways to reach you go into `custom_connections`, everything else into `sections`"),
        );
        basics.extra.push(Extra { path: at.clone(), key: member.key.clone(), label: None, value });
    }

    /// Reads one address or number, or a list of them.
    fn values(&mut self, kind: ContactKind, node: &Node, at: &Path, basics: &mut Basics) {
        let nodes: Vec<(Path, &Node)> = match node.as_list() {
            Some(nodes) => nodes.iter().enumerate().map(|(i, node)| (at.index(i), node)).collect(),
            None => vec![(at.clone(), node)],
        };
        for (at, node) in nodes {
            if let Some(value) = self.decoder.plain(node, &at) {
                let value = value.strip_prefix("tel:").map(str::to_owned).unwrap_or(value);
                basics.contacts.push(Contact { value: Some(value), ..contact(&at, kind) });
            }
        }
    }

    fn members(
        &mut self,
        node: &Node,
        at: &Path,
        read: impl Fn(&mut Self, &[Member], &Path) -> Option<Contact>,
    ) -> Vec<Contact> {
        let Some(nodes) = node.as_list() else {
            if !node.is_null() {
                self.decoder.wrong_type(node, at, "a list");
            }
            return Vec::new();
        };
        let mut contacts = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            let at = at.index(index);
            if let Some(members) = self.decoder.map(node, &at, "a mapping") {
                contacts.extend(read(self, members, &at));
            }
        }
        contacts
    }

    /// Reads user names by network.
    fn accounts_by_network(&mut self, node: &Node, at: &Path) -> Vec<Contact> {
        self.notes.add(&BY_NETWORK, at, node.span);
        let mut contacts = Vec::new();
        for member in node.as_map().unwrap_or_default() {
            let part = |key: &str, value: Node| Member {
                key: key.to_owned(),
                key_span: member.key_span,
                value,
            };
            let network = Node::text(member.key.as_str(), member.key_span);
            let parts = [part("network", network), part("username", member.value.clone())];
            contacts.extend(self.social_network(&parts, &at.key(&member.key)));
        }
        contacts
    }

    fn social_network(&mut self, members: &[Member], at: &Path) -> Option<Contact> {
        let mut profile = contact(at, ContactKind::Profile);
        for member in members {
            let at = at.key(&member.key);
            match member.key.as_str() {
                "network" => {
                    if let Some(name) = self.decoder.plain(&member.value, &at) {
                        profile.label = Some(Text::from(self.network(name, &member.value, &at)));
                    }
                }
                "username" => profile.value = self.decoder.plain(&member.value, &at),
                "url" => profile.url = self.decoder.plain(&member.value, &at),
                _ => self.no_place(member, &at, &SOCIAL_NETWORK),
            }
        }
        if profile.url.is_none()
            && let (Some(network), Some(username)) = (&profile.label, &profile.value)
        {
            let network = network.as_str();
            match network::typed_address(username) {
                Some(url) => {
                    profile.value = network::user_of(network, &url);
                    profile.url = Some(url);
                }
                None => profile.url = network::profile_url(network, username),
            }
        }
        (profile.label.is_some() || profile.value.is_some()).then_some(profile)
    }

    /// Returns the network with a name, and reports an unknown one.
    fn network(&mut self, name: String, node: &Node, at: &Path) -> String {
        let names = NETWORKS.map(|(name, _)| name);
        if let Some(known) = names.iter().find(|known| known.eq_ignore_ascii_case(&name)) {
            return (*known).to_owned();
        }
        if let Some(meant) = did_you_mean(&name, names) {
            self.decoder.report(
                Diagnostic::warning(
                    "unknown-value",
                    format!("unknown network `{name}` in RenderCV"),
                )
                .on(at)
                .at(node.span)
                .hint(format!("did you mean `{meant}`?")),
            );
        }
        name
    }

    fn custom_connection(&mut self, members: &[Member], at: &Path) -> Option<Contact> {
        let mut other = contact(at, ContactKind::Other);
        let mut icon = None;
        for member in members {
            let at = at.key(&member.key);
            match member.key.as_str() {
                "fontawesome_icon" => {
                    icon = self.decoder.plain(&member.value, &at).map(|name| (name, member, at));
                }
                "placeholder" => other.text = self.line(&member.value, &at),
                "url" => other.url = self.decoder.plain(&member.value, &at),
                _ => self.no_place(member, &at, &CUSTOM_CONNECTION),
            }
        }
        if other.text.is_none() && other.url.is_none() {
            return None;
        }
        let Some((icon, member, at)) = icon else { return Some(other) };
        if let Some((_, network)) = BRAND_ICONS.iter().find(|(name, _)| *name == icon) {
            other.kind = ContactKind::Profile;
            other.label = Some(Text::from(*network));
            let is_username = |text: &mut Text| {
                let text = text.as_str();
                !text.contains(char::is_whitespace) && !text.eq_ignore_ascii_case(network)
            };
            other.value = other.text.take_if(is_username).map(|text| text.as_str().to_owned());
        } else if WEB_ICONS.contains(&icon.as_str()) && other.url.is_some() {
            other.kind = ContactKind::Url;
            other.value = other.url.take();
        } else {
            self.decoder.report(
                Diagnostic::warning("no-counterpart", format!("the icon `{icon}` is not shown"))
                    .on(&at)
                    .at(member.value.span)
                    .hint("icons exist for e-mail, telephone, the web and well-known networks"),
            );
        }
        Some(other)
    }
}

fn contact(at: &Path, kind: ContactKind) -> Contact {
    Contact::at(at, kind)
}

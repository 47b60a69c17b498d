//! Profile networks.

use crate::characters::letters;

/// Names, icon and URL pattern of a network.
pub(super) struct Network {
    /// Names in files, in lower case and with letters and digits only.
    names: &'static [&'static str],
    /// Icon in `/common/icons/`.
    pub(super) icon: &'static str,
    /// URL of a profile with `{}` for the user; empty if it does not follow from the user name.
    address: &'static str,
}

const fn network(
    names: &'static [&'static str],
    icon: &'static str,
    address: &'static str,
) -> Network {
    Network { names, icon, address }
}

const NETWORKS: &[Network] = &[
    network(&["github"], "github", "https://github.com/{}"),
    network(&["gitlab"], "gitlab", "https://gitlab.com/{}"),
    network(&["codeberg"], "codeberg", "https://codeberg.org/{}"),
    network(&["linkedin"], "linkedin", "https://www.linkedin.com/in/{}"),
    network(&["xing"], "xing", "https://www.xing.com/profile/{}"),
    network(&["mastodon"], "mastodon", ""),
    network(&["bluesky"], "bluesky", "https://bsky.app/profile/{}"),
    network(&["x", "twitter"], "x", "https://x.com/{}"),
    network(&["orcid"], "orcid", "https://orcid.org/{}"),
    network(
        &["googlescholar", "scholar"],
        "google-scholar",
        "https://scholar.google.com/citations?user={}",
    ),
    network(&["researchgate"], "researchgate", "https://www.researchgate.net/profile/{}"),
    network(&["stackoverflow"], "stackoverflow", "https://stackoverflow.com/users/{}"),
    network(&["reddit"], "reddit", "https://www.reddit.com/user/{}"),
    network(&["telegram"], "telegram", "https://t.me/{}"),
    network(&["whatsapp"], "whatsapp", ""),
    network(&["signal"], "signal", ""),
    network(&["matrix"], "matrix", ""),
    network(&["instagram"], "instagram", "https://www.instagram.com/{}/"),
    network(&["facebook"], "facebook", "https://www.facebook.com/{}"),
    network(&["youtube"], "youtube", "https://www.youtube.com/@{}"),
    network(&["leetcode"], "leetcode", "https://leetcode.com/u/{}/"),
    network(&["kaggle"], "kaggle", "https://www.kaggle.com/{}"),
    network(&["imdb"], "imdb", "https://www.imdb.com/name/{}/"),
];

/// Returns the network with a name, ignoring case, spaces and punctuation.
pub(super) fn find(name: &str) -> Option<&'static Network> {
    let name = letters(name);
    NETWORKS.iter().find(|network| network.names.contains(&name.as_str()))
}

/// Returns whether a URL contains the name of a network.
pub(super) fn is_named_in(name: &str, address: &str) -> bool {
    let host = address.split('/').next().unwrap_or_default();
    letters(host).contains(&letters(name))
}

impl Network {
    /// Returns the URL of a user's profile; `None` if it does not follow from the user name.
    pub(super) fn profile(&self, user: &str) -> Option<String> {
        let user = user.trim();
        match self.icon {
            // `@jane@example.social`
            "mastodon" => {
                let (name, host) = user.trim_start_matches('@').split_once('@')?;
                (is_name(name) && is_name(host)).then(|| format!("https://{host}/@{name}"))
            }
            "matrix" => user.starts_with('@').then(|| format!("https://matrix.to/#/{user}")),
            // A numeric id leads to the profile; a name does not.
            "stackoverflow" if !user.bytes().all(|b| b.is_ascii_digit() || b == b'/') => None,
            _ if self.address.is_empty() => None,
            _ => {
                let name = user.trim_start_matches(['@', '/']);
                // The user name may include the last path segment: `in/jane`.
                let folder = self.address.trim_end_matches("/{}").rsplit('/').next();
                let is_folder = |(first, _): &(&str, &str)| Some(*first) == folder;
                let name = name.split_once('/').filter(is_folder).map_or(name, |(_, name)| name);
                is_name(name).then(|| self.address.replace("{}", name))
            }
        }
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "-_.~".contains(c))
}

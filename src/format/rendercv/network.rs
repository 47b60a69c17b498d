//! Profiles, given by user name or URL.

use super::keys::NETWORKS;

/// Returns the URL of a profile, as in RenderCV.
pub(super) fn profile_url(network: &str, username: &str) -> Option<String> {
    if network == "Mastodon" {
        let (name, domain) = username.strip_prefix('@')?.split_once('@')?;
        return Some(format!("https://{domain}/@{name}"));
    }
    let (_, base) = NETWORKS.iter().find(|(name, _)| *name == network)?;
    let name = username.trim_start_matches(['@', '/']);
    // `in/mo`: the user name may include the last path segment.
    let folder = base.trim_end_matches('/').rsplit_once('/').map(|(_, folder)| folder);
    let is_folder = |(first, _): &(&str, &str)| Some(*first) == folder;
    let name = name.split_once('/').filter(is_folder).map_or(name, |(_, name)| name);
    Some(format!("{base}{name}"))
}

/// Returns the URL typed as a user name; `None` for actual user names.
pub(super) fn typed_address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    if typed.contains(char::is_whitespace) {
        return None;
    }
    if typed.starts_with("https://") || typed.starts_with("http://") {
        return Some(typed.to_owned());
    }
    let (host, path) = typed.split_once('/')?;
    let is_host = host.contains('.')
        && host
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-'))
        && !host.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    (is_host && !path.is_empty()).then(|| format!("https://{typed}"))
}

/// Returns the user name in a profile URL.
pub(super) fn user_of(network: &str, address: &str) -> Option<String> {
    let bare = bare(address);
    let (host, path) = bare.split_once('/')?;
    let base = NETWORKS.iter().find(|(name, _)| *name == network).map(|(_, base)| base);
    let base = base.map(|base| base.split_once("://").map_or("", |(_, rest)| rest));
    if let Some(rest) =
        base.filter(|base| !base.is_empty()).and_then(|base| bare.strip_prefix(base))
    {
        let name = rest.split(['?', '&', '#']).next().unwrap_or_default().trim_start_matches('/');
        return Some(name.to_owned()).filter(|name| !name.is_empty());
    }
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').find(|part| !part.is_empty())?.trim_start_matches('@');
    match network {
        "Mastodon" => Some(format!("@{name}@{host}")),
        _ => Some(name.to_owned()),
    }
    .filter(|name| !name.is_empty())
}

/// Returns whether two URLs denote the same page, ignoring scheme, `www.` and a trailing slash.
pub(super) fn is_same_address(one: &str, other: &str) -> bool {
    bare(one).eq_ignore_ascii_case(bare(other))
}

fn bare(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.strip_suffix('/').unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_distinguished_from_usernames() {
        assert_eq!(
            typed_address("codeforge.example/mo").as_deref(),
            Some("https://codeforge.example/mo")
        );
        assert_eq!(typed_address("http://a.example/mo/").as_deref(), Some("http://a.example/mo/"));
        for name in ["mo", "@mo", "@mo@a.example", "mo.v2", "12345/mo-lind", "1.5/x", "a b.c/d"] {
            assert_eq!(typed_address(name), None, "{name}");
        }
    }

    #[test]
    fn the_username_is_the_part_after_the_address_of_the_network() {
        let user = |network, address| user_of(network, address).unwrap_or_default();
        assert_eq!(user("GitLab", "https://www.gitlab.com/mo/"), "mo");
        assert_eq!(
            user("Google Scholar", "https://scholar.google.com/citations?user=X1&hl=en"),
            "X1"
        );
        assert_eq!(user("YouTube", "https://www.youtube.com/@mo"), "mo");
        assert_eq!(user("YouTube", "https://youtube.com/c/mo"), "mo");
        assert_eq!(user("Mastodon", "https://a.example/@mo"), "@mo@a.example");
        assert_eq!(user("StackOverflow", "stackoverflow.com/users/12/mo"), "12/mo");
        assert_eq!(user("GitHub", "https://github.com/"), "");
    }

    #[test]
    fn the_at_sign_of_a_username_is_not_duplicated() {
        assert_eq!(profile_url("YouTube", "@mo").as_deref(), Some("https://youtube.com/@mo"));
        assert_eq!(
            profile_url("Mastodon", "@mo@a.example").as_deref(),
            Some("https://a.example/@mo")
        );
    }
}

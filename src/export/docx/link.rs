//! Link targets. Word reports a document as damaged if a single target is not a valid URI.

/// Returns a URL with all invalid characters escaped; `None` if it is not a URL.
pub(super) fn target(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let rest = rest.trim();
    let is_web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
    if !is_scheme || rest.is_empty() || url.len() > LONGEST || (is_web && !has_host(rest)) {
        return None;
    }
    let mut out = format!("{scheme}:");
    for (at, c) in rest.char_indices() {
        let is_escape = c == '%' && is_escape(&rest[at..]);
        let is_plain = c.is_alphanumeric() || "-._~:/?#@!$&'()*+,;=".contains(c);
        // A URL has at most one fragment.
        let is_second_fragment = c == '#' && rest[..at].contains('#');
        if (is_plain && !is_second_fragment) || is_escape {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    Some(out)
}

/// Longest URL that Word accepts, in characters.
const LONGEST: usize = 2048;

fn has_host(rest: &str) -> bool {
    let host = rest.strip_prefix("//").unwrap_or_default();
    let end = host.find(['/', '?', '#']).unwrap_or(host.len());
    let host = &host[..end];
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) => (name, port),
        None => (host, ""),
    };
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '@' | ':');
    !name.is_empty()
        && name.starts_with(char::is_alphanumeric)
        && name.chars().all(is_name)
        && port.chars().all(|c| c.is_ascii_digit())
}

fn is_escape(text: &str) -> bool {
    let digits = text.as_bytes().get(1..3);
    digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn valid_urls_are_unchanged() {
        for url in [
            "https://example.org/~ida?q=a+b&c=%20#top",
            "mailto:ida@example.org",
            "tel:+4712345678",
            "https://münchen.example:8080/wörter",
        ] {
            assert_eq!(target(url).as_deref(), Some(url));
        }
    }

    #[test]
    fn invalid_characters_of_a_url_are_escaped() {
        let escaped = |url| target(url).unwrap_or_default();
        assert_eq!(
            escaped("https://example.org/a b\\c[d]\"<e>"),
            "https://example.org/a%20b%5Cc%5Bd%5D%22%3Ce%3E"
        );
        assert_eq!(escaped("https://example.org/100%"), "https://example.org/100%25");
        assert_eq!(escaped("https://example.org/a#b#c"), "https://example.org/a#b%23c");
    }

    #[test]
    fn invalid_urls_are_not_targets() {
        for url in ["", "example.org", "https:", "http://", "http://[bad/", "https://a:b/", "1:2"] {
            assert_eq!(target(url), None, "{url}");
        }
    }
}

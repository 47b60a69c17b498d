//! Link targets: which are allowed, and how they are displayed.

use super::is_unspaced;

/// Schemes that may be linked. Others print as typed, since `javascript:` and `file:` could harm
/// the reader.
const SCHEMES: &[&str] = &[
    "http", "https", "mailto", "tel", "sms", "ftp", "ftps", "sftp", "ssh", "git", "xmpp", "sip",
    "sips", "geo", "matrix", "doi", "irc", "ircs", "gemini", "gopher", "urn", "webcal",
];

/// Schemes that must be followed by `//` and a host.
const WITH_HOST: &[&str] = &[
    "http", "https", "ftp", "ftps", "sftp", "ssh", "git", "irc", "ircs", "gemini", "gopher",
    "webcal",
];

/// File extensions, which are not top-level domains.
const FILES: &[&str] =
    &["html", "htm", "pdf", "png", "jpg", "jpeg", "gif", "svg", "txt", "doc", "docx", "odt"];

/// Maximum length of a linked URL in bytes; keeps parsing linear and stays below Typst's limit
/// (8000 characters, percent-encoded).
const LONGEST: usize = 2048;

/// Minimum digits of a telephone number without its country, more than those of a year.
const SHORTEST_NUMBER: usize = 5;

/// Prefixes of bare URLs in running text.
const BARE: &[&str] = &["http://", "https://", "ftp://", "mailto:", "www."];

/// Returns the link target of an address as typed.
///
/// A domain without a scheme gets `https:`, an e-mail address `mailto:`, a `doi:` its resolver.
/// `None` for schemes that are not allowed and for text that is not an address.
pub fn target(address: &str) -> Option<String> {
    let address = address.trim();
    let is_broken = |c: char| c.is_whitespace() || c.is_control();
    if address.is_empty() || address.len() > LONGEST || address.contains(is_broken) {
        return None;
    }
    if let Some(target) = target_with_scheme(address) {
        return Some(target);
    }
    if is_domain(address) {
        return Some(format!("https://{}", encode(address)));
    }
    is_email(address).then(|| format!("mailto:{}", encode(address)))
}

/// Returns a URL for display, without scheme and trailing slash.
pub fn shown(address: &str) -> &str {
    let address = address.trim();
    let bare = ["https://", "http://", "mailto:", "tel:"].iter().find_map(|scheme| {
        strip_prefix_ignoring_case(address, scheme).filter(|rest| !rest.is_empty())
    });
    let bare = bare.unwrap_or(address);
    // The subject of an e-mail is not part of its address.
    let bare = match strip_prefix_ignoring_case(address, "mailto:") {
        Some(_) => bare.split('?').next().unwrap_or(bare),
        None => bare,
    };
    bare.strip_suffix('/').filter(|rest| !rest.is_empty()).unwrap_or(bare)
}

/// Returns whether a text includes the target of its link as displayed, so that it can be read on
/// paper.
///
/// A telephone number may be written without its country and in any grouping.
pub fn is_shown(url: &str, text: &str) -> bool {
    let target = shown(url);
    if let Some(number) = strip_prefix_ignoring_case(url, "tel:") {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let dialled = digits(number.split(';').next().unwrap_or(number));
        // `+49 (0)30 12345` has a zero that is not dialled.
        let read = digits(&text.replace("(0)", ""));
        let national = read.trim_start_matches('0');
        return read.contains(&dialled)
            || national.len() >= SHORTEST_NUMBER && dialled.ends_with(national)
            || text.contains(target);
    }
    // `linkedin.com/in/ada` and `doi:10.5555/1` include their targets.
    let start = ["www.", "doi.org/"].iter().find_map(|start| target.strip_prefix(start));
    text.contains(start.unwrap_or(target))
        || is_email(target) && text.to_lowercase().contains(&target.to_lowercase())
}

/// Returns whether a text looks like an e-mail address.
pub fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && local.chars().all(|c| c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c))
            && !domain.contains(['/', '?', '#', ':'])
            && is_domain(domain)
    })
}

/// Returns the length in bytes of the bare URL at the start of a text.
///
/// Excludes trailing punctuation and unbalanced closing brackets. Without a URL, returns an error
/// with the number of bytes to skip, so that every byte is examined only once.
pub(super) fn bare_length(text: &str) -> Result<usize, usize> {
    let rest =
        BARE.iter().find_map(|prefix| strip_prefix_ignoring_case(text, prefix)).ok_or(0usize)?;
    if !rest.starts_with(char::is_alphanumeric) {
        return Err(0);
    }
    let ends =
        |c: char| c.is_whitespace() || c.is_control() || is_unspaced(c) || "<>\"`[]\\|".contains(c);
    let window = &text[..text.floor_char_boundary(LONGEST)];
    let end = window.find(ends).unwrap_or(window.len());
    if end == window.len() && end < text.len() {
        return Err(end);
    }
    let address = trim_punctuation(&text[..end]);
    if target(address).is_some() { Ok(address.len()) } else { Err(end) }
}

/// Returns the target of an autolink between `<` and `>`: a URL with a scheme, or an e-mail
/// address.
pub(super) fn autolink_target(address: &str) -> Option<String> {
    if address.len() > LONGEST {
        return None;
    }
    target_with_scheme(address)
        .or_else(|| is_email(address).then(|| format!("mailto:{}", encode(address))))
}

fn target_with_scheme(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    if !SCHEMES.contains(&scheme.as_str()) || rest.is_empty() {
        return None;
    }
    if WITH_HOST.contains(&scheme.as_str()) {
        let host = rest.strip_prefix("//")?;
        if !host.starts_with(|c: char| c.is_alphanumeric() || c == '[') {
            return None;
        }
    }
    if scheme == "doi" {
        return Some(format!("https://doi.org/{}", encode(rest.trim_start_matches('/'))));
    }
    Some(format!("{scheme}:{}", encode(rest)))
}

/// Returns whether a text is a domain such as `example.org`, optionally with port, path or query.
fn is_domain(text: &str) -> bool {
    let end = text.find(['/', '?', '#', ':']).unwrap_or(text.len());
    let (host, rest) = text.split_at(end);
    if let Some(rest) = rest.strip_prefix(':') {
        let port = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
        if port.is_empty() || !port.bytes().all(|b| b.is_ascii_digit()) {
            return false;
        }
    }
    let label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    host.rsplit_once('.').is_some_and(|(labels, top)| {
        labels.split('.').all(label)
            && label(top)
            && !FILES.contains(&top)
            && top.chars().nth(1).is_some()
            && top.chars().all(|c| c.is_alphabetic() || c == '-')
    })
}

fn trim_punctuation(address: &str) -> &str {
    let count = |wanted: char| address.chars().filter(|c| *c == wanted).count();
    let mut unopened = count(')').saturating_sub(count('('));
    address.trim_end_matches(|c: char| match c {
        ')' if unopened > 0 => {
            unopened -= 1;
            true
        }
        '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '\'' => true,
        _ => !c.is_ascii() && !c.is_alphanumeric(),
    })
}

/// Percent-encodes invalid characters of a URL. Hosts are encoded as well, because URLs in a PDF
/// are ASCII and browsers accept it.
fn encode(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

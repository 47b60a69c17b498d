//! Converts Typst code in texts, which RenderCV evaluates: code with an equivalent in Markdown is
//! rewritten, and of pure styling only the text is kept.

/// Placeholder for a line break.
pub(super) const BREAK: char = '\u{2028}';

/// A rewritten text, and what was found in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Rewritten {
    pub(super) text: String,
    /// Functions for styling or spacing that were removed.
    pub(super) dropped: Vec<String>,
}

/// A call: `#name(arguments)[body]`.
struct Call<'t> {
    name: &'t str,
    arguments: Option<&'t str>,
    body: Option<&'t str>,
    /// Length in bytes, including `#`.
    length: usize,
}

/// Functions that only style their text.
const STYLING_FUNCTIONS: [&str; 12] = [
    "box",
    "highlight",
    "lower",
    "overline",
    "smallcaps",
    "strike",
    "sub",
    "super",
    "text",
    "underline",
    "upper",
    "align",
];

/// Functions for spacing.
const SPACES: [&str; 2] = ["h", "v"];

/// Converts Typst code to equivalent Markdown.
pub(super) fn rewrite(text: &str) -> Rewritten {
    let mut out = Rewritten::default();
    let mut rest = text;
    while let Some(at) = rest.find('#') {
        let (before, from) = rest.split_at(at);
        out.text.push_str(before);
        let is_escaped = before.ends_with('\\');
        let call = Call::read(from).filter(|_| !is_escaped);
        match call.and_then(|call| Some((call.markdown(&mut out)?, call.length))) {
            Some((markdown, length)) => {
                out.text.push_str(&markdown);
                rest = &from[length..];
            }
            None => {
                out.text.push('#');
                rest = &from[1..];
            }
        }
    }
    out.text.push_str(rest);
    out
}

/// Finds remaining code: a formula or a function call.
pub(super) fn code(text: &str) -> Option<&str> {
    formula(text).or_else(|| {
        let mut marks = text.match_indices('#').filter(|(at, _)| !text[..*at].ends_with('\\'));
        marks.find_map(|(at, _)| {
            let call = Call::read(&text[at..]).map(|call| call.length);
            Some(&text[at..at + call.or_else(|| symbol(&text[at..]))?])
        })
    })
}

/// Returns the length of a symbol at the start of a text, such as `#sym.arrow.r`.
fn symbol(text: &str) -> Option<usize> {
    let name = ["#sym.", "#emoji."].into_iter().find(|name| text.starts_with(name))?;
    let rest = &text[name.len()..];
    let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.'));
    let symbol = rest[..length.unwrap_or(rest.len())].trim_end_matches('.');
    (!symbol.is_empty()).then_some(name.len() + symbol.len())
}

fn formula(text: &str) -> Option<&str> {
    let start = text.find("$$")?;
    let end = start + 2 + text[start + 2..].find("$$")?;
    Some(&text[start..end + 2])
}

impl<'t> Call<'t> {
    /// Parses a call at the start of a text; a bare `#name` may be a word.
    fn read(text: &'t str) -> Option<Self> {
        let from_name = text.strip_prefix('#')?;
        let end = from_name.find(|c: char| !(c.is_alphanumeric() || "-_.".contains(c)))?;
        let name = &from_name[..end];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let mut rest = &from_name[end..];
        let arguments = within(rest, '(', ')');
        rest = &rest[arguments.map_or(0, |inner| inner.len() + 2)..];
        let body = within(rest, '[', ']');
        rest = &rest[body.map_or(0, |inner| inner.len() + 2)..];
        let is_call = arguments.is_some() || body.is_some();
        is_call.then(|| Self { name, arguments, body, length: text.len() - rest.len() })
    }

    /// Returns equivalent Markdown; `None` if there is none.
    fn markdown(&self, out: &mut Rewritten) -> Option<String> {
        let mut body = || {
            let inner = rewrite(self.body?);
            out.dropped.extend(inner.dropped);
            Some(inner.text)
        };
        match self.name {
            "link" => {
                let url = quoted(self.arguments?)?;
                Some(match body() {
                    Some(text) => format!("[{text}]({url})"),
                    None if url.contains("://") => format!("<{url}>"),
                    None => format!("[{}]({url})", url.trim_start_matches("mailto:")),
                })
            }
            "emph" => body().map(|text| format!("*{text}*")),
            "strong" => body().map(|text| format!("**{text}**")),
            "linebreak" => Some(BREAK.to_string()),
            name if STYLING_FUNCTIONS.contains(&name) => {
                let text = body().or_else(|| quoted(self.arguments?))?;
                out.dropped.push(name.to_owned());
                Some(text)
            }
            name if SPACES.contains(&name) && self.body.is_none() => {
                out.dropped.push(name.to_owned());
                Some(" ".to_owned())
            }
            _ => None,
        }
    }
}

/// Returns the text within the bracket at the start.
fn within(text: &str, open: char, close: char) -> Option<&str> {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if at == 0 && c != open => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' if open == '(' => in_string = !in_string,
            _ if in_string => {}
            _ if c == open => depth += 1,
            _ if c == close => {
                depth -= 1;
                if depth == 0 {
                    return Some(&text[open.len_utf8()..at]);
                }
            }
            _ => {}
        }
    }
    None
}

/// Returns the first string in arguments.
fn quoted(arguments: &str) -> Option<String> {
    let mut text = String::new();
    let mut escaped = false;
    for c in arguments.trim_start().strip_prefix('"')?.chars() {
        match c {
            _ if escaped => {
                text.push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            '"' => return Some(text),
            c => text.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(typst: &str) -> String {
        rewrite(typst).text
    }

    #[test]
    fn typst_code_with_a_markdown_equivalent_is_rewritten() {
        assert_eq!(
            text(r#"See #link("https://a.example/b")[the paper]."#),
            "See [the paper](https://a.example/b)."
        );
        assert_eq!(text(r#"#link("https://a.example")"#), "<https://a.example>");
        assert_eq!(text(r#"#link("mailto:mo@a.example")"#), "[mo@a.example](mailto:mo@a.example)");
        assert_eq!(text("#emph[so] and #strong[so #emph[too]]"), "*so* and **so *too***");
        assert_eq!(text("a#linebreak()b"), "a\u{2028}b");
        assert_eq!(
            text(r#"#strong[#link("https://a.example")[x [y]]]"#),
            "**[x [y]](https://a.example)**"
        );
    }

    #[test]
    fn pure_styling_is_removed() {
        let found = rewrite("#text(fill: red, size: 9pt)[due] #h(1fr) #underline[now]");
        assert_eq!(found.text, "due   now");
        assert_eq!(found.dropped, ["text", "h", "underline"]);
    }

    #[test]
    fn other_typst_code_is_kept_and_detected() {
        for (typst, left) in [
            ("x #image(\"a.png\") y", Some("#image(\"a.png\")")),
            ("$$x^2$$", Some("$$x^2$$")),
            ("#1 in the C# (and #opensource) world, $5 to $10", None),
            ("#strong[open", None),
            (r"\#strong[b]", None),
            ("a #sym.arrow.r.", Some("#sym.arrow.r")),
            ("the #sym. of it", None),
        ] {
            assert_eq!(text(typst), typst);
            assert_eq!(code(typst), left);
        }
    }
}

use super::{Inline, Run};

/// The words of `meta.boldKeywords`, longest first.
#[derive(Debug, Clone, Default)]
pub(super) struct BoldKeywords(Vec<String>);

impl BoldKeywords {
    pub(super) fn new(keywords: &[String]) -> Self {
        let trimmed = keywords.iter().map(|keyword| keyword.trim().to_owned());
        let mut keywords: Vec<_> = trimmed.filter(|keyword| !keyword.is_empty()).collect();
        keywords.sort_by_key(|keyword| std::cmp::Reverse(keyword.len()));
        Self(keywords)
    }

    /// Makes keywords bold that occur as whole words in text that is not bold already.
    ///
    /// `C` does not match in `C++`, `C#` or `Node.C`. Case counts, since `Go` is not `go`.
    pub(super) fn apply(&self, inline: &mut Inline) {
        if self.0.is_empty() {
            return;
        }
        let mut runs = Vec::with_capacity(inline.0.len());
        for run in std::mem::take(&mut inline.0) {
            match run {
                Run::Text(text) => self.split(&text, &mut runs),
                Run::Emphasis(mut body) => {
                    self.apply(&mut body);
                    runs.push(Run::Emphasis(body));
                }
                Run::Link { url, mut body } => {
                    self.apply(&mut body);
                    runs.push(Run::Link { url, body });
                }
                run => runs.push(run),
            }
        }
        inline.0 = runs;
    }

    fn split(&self, text: &str, runs: &mut Vec<Run>) {
        let mut done = 0;
        let mut at = 0;
        while at < text.len() {
            if let Some(keyword) = self.at(text, at) {
                if done < at {
                    runs.push(Run::Text(text[done..at].to_owned()));
                }
                runs.push(Run::Strong(Inline::plain(keyword)));
                at += keyword.len();
                done = at;
            } else {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
            }
        }
        if done < text.len() {
            runs.push(Run::Text(text[done..].to_owned()));
        }
    }

    fn at(&self, text: &str, at: usize) -> Option<&str> {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || "_+#.@/".contains(c)) {
            return None;
        }
        let rest = &text[at..];
        self.0.iter().map(String::as_str).find(|keyword| {
            rest.strip_prefix(keyword).is_some_and(|after| {
                let mut after = after.chars();
                match after.next() {
                    None => true,
                    Some(c) if c.is_alphanumeric() || "_+#@".contains(c) => false,
                    // A full stop ends the word unless a letter follows, as in `Node.js`.
                    Some('.') => !after.next().is_some_and(char::is_alphanumeric),
                    Some(_) => true,
                }
            })
        })
    }
}

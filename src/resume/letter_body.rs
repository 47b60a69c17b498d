use super::{Letter, Text};

/// Maximum length of a salutation or closing, in characters.
const SHORT: usize = 60;

/// Maximum length of a closing directly above the name, such as a French one.
const LONG: usize = 120;

const COMMAS: [char; 3] = [',', '،', '，'];

const ENDS_OF_SALUTATIONS: [char; 7] = [',', ':', '!', '،', '，', '：', '！'];

impl Letter {
    /// Moves a salutation and a closing from the body to their own fields, unless these are set.
    ///
    /// A name below the closing is removed, since themes print it there.
    pub fn split_body(&mut self, name: Option<&str>, usual_closings: &[&str]) {
        let Some(body) = &self.body else { return };
        let text = body.as_str().to_owned();
        let mut lines: Vec<&str> = text.lines().collect();
        trim(&mut lines);
        if self.salutation.is_none()
            && let [first, second, ..] = lines.as_slice()
            && is_blank(second)
            && is_short(bare(first), SHORT)
            && bare(first).ends_with(ENDS_OF_SALUTATIONS)
        {
            self.salutation = Some(Text::from(bare(first)));
            lines.remove(0);
            trim(&mut lines);
        }
        let mut rest = lines.clone();
        if self.closing.is_none() {
            let closing = take_closing(&mut rest, name, usual_closings);
            if !rest.is_empty() {
                self.closing = closing.map(Text::from);
                lines = rest;
            }
        }
        self.body = Some(Text::from(lines.join("\n")));
    }
}

/// Removes the closing and the name from the end of a letter; returns the closing.
fn take_closing<'t>(
    lines: &mut Vec<&'t str>,
    name: Option<&str>,
    usual: &[&str],
) -> Option<&'t str> {
    let last = bare(lines.last()?);
    let beside = name.and_then(|name| last.strip_suffix(name)).map(str::trim_end);
    if let Some(closing) = beside.filter(|it| it.ends_with(COMMAS) && is_short(it, SHORT)) {
        lines.pop();
        trim(lines);
        return Some(closing);
    }
    let is_signed = name.is_some_and(|name| is_name(last, name));
    if is_signed {
        lines.pop();
    }
    let is_above_name = is_signed && !lines.last().is_some_and(|line| is_blank(line));
    trim(lines);
    let closing = bare(lines.last()?);
    let is_paragraph = lines.iter().rev().nth(1).is_none_or(|line| is_blank(line));
    let found = if closing.ends_with(COMMAS) {
        (is_paragraph || is_signed) && is_short(closing, SHORT)
    } else {
        let is_usual = usual.iter().any(|usual| words(usual) == words(closing));
        let is_sentence = closing.ends_with(['.', '?', '!', '…']);
        is_paragraph
            && (is_usual
                || is_above_name && is_short(closing, LONG)
                || is_signed && !is_sentence && is_short(closing, SHORT))
    };
    found.then(|| {
        lines.pop();
        trim(lines);
        closing
    })
}

/// Returns whether a line is a name or part of it.
fn is_name(line: &str, name: &str) -> bool {
    let (line, name) = (words(line), words(name));
    !line.is_empty() && line.iter().all(|word| name.contains(word))
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Returns whether a line is text of at most a number of characters, and not the item of a list.
fn is_short(line: &str, longest: usize) -> bool {
    line.chars().count() <= longest && !line.starts_with("- ")
}

/// Returns a line without the sign of a line break.
fn bare(line: &str) -> &str {
    line.trim().trim_end_matches('\\').trim_end()
}

fn is_blank(line: &str) -> bool {
    bare(line).is_empty()
}

/// Removes blank lines at both ends.
fn trim(lines: &mut Vec<&str>) {
    let start = lines.iter().take_while(|line| is_blank(line)).count();
    lines.drain(..start);
    while lines.last().is_some_and(|line| is_blank(line)) {
        lines.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn salutation_and_closing_are_taken_from_the_body() {
        for (body, salutation, rest, closing) in [
            ("I apply.", None, "I apply.", None),
            ("Dear X,\n\nI apply.\n\nYours,\nAda Roe", Some("Dear X,"), "I apply.", Some("Yours,")),
            ("Dear X:\n\nI apply.\n\nYours,\n\nAda", Some("Dear X:"), "I apply.", Some("Yours,")),
            ("Hej!\\\n\nA\n\nB\n\nHälsningar\n\nAda", Some("Hej!"), "A\n\nB", Some("Hälsningar")),
            ("I apply.\n\nBest wishes, Ada Roe", None, "I apply.", Some("Best wishes,")),
            ("I apply.\nBest wishes,\nAda Roe", None, "I apply.", Some("Best wishes,")),
            ("I apply.\n\nRegards\n", None, "I apply.", Some("Regards")),
            ("I apply.\n\nMany greetings\n", None, "I apply.\n\nMany greetings", None),
            ("I apply.\n\nCall me.\n\nAda Roe", None, "I apply.\n\nCall me.", None),
            ("Dear X,", None, "Dear X,", None),
            ("Ada Roe", None, "Ada Roe", None),
        ] {
            let mut letter = Letter { body: Some(Text::from(body)), ..Letter::default() };
            letter.split_body(Some("Ada Roe"), &["regards,"]);
            let found = [&letter.salutation, &letter.body, &letter.closing]
                .map(|text| text.as_ref().map(Text::as_str));
            assert_eq!(found, [salutation, Some(rest), closing], "{body}");
        }
        let own = || Some(Text::from(""));
        let body = Text::from("Dear X,\n\nI apply.\n\nYours,\nAda Roe");
        let mut letter = Letter {
            body: Some(body.clone()),
            salutation: own(),
            closing: own(),
            ..Letter::default()
        };
        letter.split_body(Some("Ada Roe"), &[]);
        assert_eq!(letter.body, Some(body));
    }
}

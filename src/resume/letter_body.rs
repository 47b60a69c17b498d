use super::{Letter, Text};

/// Maximum length of a salutation or closing, in characters.
const SHORT: usize = 60;

/// Maximum length of a closing directly above the name, such as a French one.
const LONG: usize = 120;

const COMMAS: [char; 3] = [',', '،', '，'];

/// Ends of a salutation, and of other lines too: `My reasons:`.
const OTHER_ENDS: [char; 4] = [':', '!', '：', '！'];

/// First words of salutations that end in one of them.
const GREETINGS: [&str; 26] = [
    "bonjour",
    "cher",
    "chère",
    "dear",
    "estimada",
    "estimado",
    "greetings",
    "guten",
    "hallo",
    "hei",
    "hej",
    "hello",
    "hi",
    "hola",
    "liebe",
    "lieber",
    "madame",
    "monsieur",
    "sehr",
    "szanowna",
    "szanowni",
    "szanowny",
    "to",
    "уважаемая",
    "уважаемые",
    "уважаемый",
];

impl Letter {
    /// Moves a salutation and a closing from the body to their own fields, unless these are set.
    ///
    /// A name below the closing is removed, since themes print it there.
    pub fn split_body(
        &mut self,
        name: Option<&str>,
        usual_salutation: &str,
        usual_closings: &[&str],
    ) {
        let Some(body) = &self.body else { return };
        let text = body.as_str().to_owned();
        let mut lines: Vec<&str> = text.lines().collect();
        trim(&mut lines);
        if self.salutation.is_none()
            && let [first, second, ..] = lines.as_slice()
            && is_blank(second)
            && is_short(bare(first), SHORT)
            && is_salutation(bare(first), usual_salutation)
        {
            self.salutation = Some(Text::from(bare(first)));
            lines.remove(0);
            trim(&mut lines);
        }
        let mut rest = lines.clone();
        if self.closing.is_none() {
            match take_closing(&mut rest, name, usual_closings) {
                Some(closing) if !rest.is_empty() => {
                    self.closing = Some(Text::from(closing));
                    lines = rest;
                }
                _ => drop_name(&mut lines, name),
            }
        }
        self.body = Some(Text::from(lines.join("\n")));
    }
}

fn is_salutation(line: &str, usual: &str) -> bool {
    let first = |text: &str| folded_words(text).into_iter().next();
    line.ends_with(COMMAS)
        || line.ends_with(OTHER_ENDS)
            && first(line)
                .is_some_and(|word| GREETINGS.contains(&&*word) || first(usual) == Some(word))
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
    let is_usual = |line: &str| usual.iter().any(|usual| folded_words(usual) == folded_words(line));
    let is_signed = name.is_some_and(|name| is_name(last, name));
    if is_signed {
        lines.pop();
    }
    let is_above_name = is_signed && !lines.last().is_some_and(|line| is_blank(line));
    trim(lines);
    let closing = bare(lines.last()?);
    // A last line of one word may be the end of a sentence: `May`.
    let is_whole = name.is_some_and(|name| last.starts_with(name.trim()));
    if is_above_name && !is_whole && !closing.ends_with(COMMAS) && !is_usual(closing) {
        return None;
    }
    let is_paragraph = lines.iter().rev().nth(1).is_none_or(|line| is_blank(line));
    let found = if closing.ends_with(COMMAS) {
        (is_paragraph || is_signed) && is_short(closing, SHORT)
    } else {
        let is_sentence = closing.ends_with(['.', '?', '!', '…']);
        is_paragraph
            && (is_usual(closing)
                || is_above_name && is_short(closing, LONG)
                || is_signed && !is_sentence && is_short(closing, SHORT))
    };
    found.then(|| {
        lines.pop();
        trim(lines);
        closing
    })
}

/// Removes the whole name from a last paragraph of its own.
fn drop_name(lines: &mut Vec<&str>, name: Option<&str>) {
    if let [_, .., before, last] = lines.as_slice()
        && is_blank(before)
        && name.is_some_and(|name| bare(last) == name.trim())
    {
        lines.pop();
        trim(lines);
    }
}

/// Returns whether a line is a name or part of it, perhaps with a degree: `Ada Roe, PhD`.
fn is_name(line: &str, name: &str) -> bool {
    let line = line.split(COMMAS).next().unwrap_or(line);
    let name: Vec<_> = name.split_whitespace().collect();
    !line.trim().is_empty() && line.split_whitespace().all(|word| name.contains(&word))
}

/// Returns the words of a text in small letters.
pub(crate) fn folded_words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Returns whether a line is text of at most a number of characters, and neither the item of a list
/// nor a postscript.
fn is_short(line: &str, longest: usize) -> bool {
    let after_number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_item = ["- ", "* ", "• "].iter().any(|mark| line.starts_with(mark))
        || after_number.len() < line.len() && after_number.starts_with(['.', ')']);
    let is_postscript = ["P.S.", "PS", "P. S."].iter().any(|mark| line.starts_with(mark));
    line.chars().count() <= longest && !is_item && !is_postscript
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
            ("My reasons:\n\nI apply.", None, "My reasons:\n\nI apply.", None),
            ("I begin\nin a place called\nRoe", None, "I begin\nin a place called\nRoe", None),
            ("I begin with\nroe.", None, "I begin with\nroe.", None),
            ("A\n\n1. Reason,\n\n2. Reason,", None, "A\n\n1. Reason,\n\n2. Reason,", None),
            ("I apply.\n\nYours,\nAda Roe, PhD", None, "I apply.", Some("Yours,")),
            ("I apply.\n\nCall me.\n\nAda Roe", None, "I apply.\n\nCall me.", None),
            ("Dear X,", None, "Dear X,", None),
            ("Ada Roe", None, "Ada Roe", None),
        ] {
            let mut letter = Letter { body: Some(Text::from(body)), ..Letter::default() };
            letter.split_body(Some("Ada Roe"), "Dear X,", &["regards,"]);
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
        letter.split_body(Some("Ada Roe"), "", &[]);
        assert_eq!(letter.body, Some(body));
    }
}

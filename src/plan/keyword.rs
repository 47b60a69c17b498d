//! Keywords in running text.

use super::Planner;
use super::line_breaks::JOINT;
use super::text::{Text, chars};
use crate::view::{Entry, Inline, Keyword, Run, Section};

/// Maximum characters of a keyword, or of the end of a longer one, that are kept on one line; more
/// would make lines too uneven.
const LONGEST_WHOLE: usize = 16;

/// Likewise in a narrow column.
const LONGEST_NARROW: usize = 12;

/// Keywords for each one with a level, or longer than a line, before all have lines of their own.
const LONG_SHARE: usize = 4;

/// Maximum characters of the last two keywords or words that are kept on one line if the last is too
/// short for a line.
const LONGEST_PAIR: usize = 24;

/// Maximum characters of a word that is too short for a line.
const SHORTEST_LINE: usize = 3;

/// Width in ems that a theme may need for a frame around a keyword.
const FRAME: f64 = 0.7;

impl Planner<'_> {
    /// Returns keywords as running text. A last keyword that is too short for a line is kept with
    /// the one before it.
    pub(super) fn keywords(&self, keywords: &[Keyword]) -> Text {
        self.joined_keywords(keywords, true)
    }

    /// Returns keywords that follow a label on its line, the first of which may break.
    pub(super) fn keywords_after_label(&self, keywords: &[Keyword]) -> Text {
        self.joined_keywords(keywords, false)
    }

    fn joined_keywords(&self, keywords: &[Keyword], is_first_whole: bool) -> Text {
        let length =
            |keyword: &Keyword| chars(&keyword.name) + keyword.level.as_ref().map_or(0, chars);
        let pair = match keywords {
            [.., before, last] => {
                length(last) <= SHORTEST_LINE && length(before) + length(last) <= LONGEST_PAIR
            }
            _ => false,
        };
        let separator = self.list_separator(self.semicolons);
        let mut line = Text::default();
        for (i, keyword) in keywords.iter().enumerate() {
            let breaks = i == 0 && !is_first_whole && keyword.level.is_none();
            let mut keyword = if breaks {
                self.in_keyword_role(self.text(&keyword.name))
            } else {
                self.keyword(keyword)
            };
            if i > 0 {
                if self.settings.keyword_roles {
                    line.push(Text::plain(separator.as_str()).in_role("keyword-separator"));
                } else {
                    line.push_str(&separator);
                }
                if pair && i + 1 == keywords.len() {
                    line.push_str(JOINT.encode_utf8(&mut [0; 4]));
                    keyword = keyword.whole();
                }
            }
            line.push(keyword);
        }
        let is_pair = keywords.last().is_some_and(|it| it.name.text().contains(' '));
        if is_pair { line.end_whole() } else { line }
    }

    /// Returns the separator of a list, whose items may contain commas.
    pub(super) fn list_separator(&self, semicolons: bool) -> String {
        let comma = &self.words.list_separator;
        if !semicolons {
            return comma.clone();
        }
        comma.replace(',', ";").replace('،', "؛").replace(['、', '，'], "；")
    }

    /// Returns whether each keyword has a line of its own in a narrow column: where many of the skills
    /// have a level or turn over, their parts are easily taken for keywords. All sections look alike.
    pub(super) fn need_lines(&self, sections: &[Section]) -> bool {
        let Some(line) = self.settings.narrow else { return false };
        let rules = self.rules.within(line);
        let rules = if self.settings.keyword_roles { rules.narrowed(FRAME) } else { rules };
        let is_long = |it: &&Keyword| it.level.is_some() || !rules.fits(&it.name.text());
        let skills = || sections.iter().filter(|section| section.kind == "skills");
        let keywords =
            || skills().flat_map(|section| &section.entries).flat_map(|entry| &entry.keywords);
        LONG_SHARE * keywords().filter(is_long).count() > keywords().count()
    }

    /// Returns each keyword on a line.
    pub(super) fn lines_of(&self, keywords: &[Keyword]) -> Text {
        Text::in_lines(keywords.iter().map(|keyword| self.keyword(keyword)))
    }

    /// Returns a keyword with its level: `Rust (expert, 8 years)`. The level is kept with its last
    /// word. In a narrow column the words of one in a frame or on a line of its own are kept together if
    /// they fit.
    pub(super) fn keyword(&self, keyword: &Keyword) -> Text {
        let is_apart = self.keyword_lines || self.settings.keyword_roles;
        let text = if self.rules.is_narrow() && is_apart {
            self.narrow_keyword(keyword)
        } else {
            self.wide_keyword(keyword)
        };
        self.in_keyword_role(text)
    }

    fn in_keyword_role(&self, text: Text) -> Text {
        if self.settings.keyword_roles { text.in_role("keyword") } else { text }
    }

    fn narrow_keyword(&self, keyword: &Keyword) -> Text {
        let rules =
            if self.settings.keyword_roles { self.rules.narrowed(FRAME) } else { self.rules };
        let mut text = rules.whole(rules.text(&keyword.name));
        if let Some(level) = &keyword.level {
            text.push(self.aside(rules.whole(rules.text(level)), Some("level")));
        }
        rules.whole(text)
    }

    fn wide_keyword(&self, keyword: &Keyword) -> Text {
        let level_length = keyword.level.as_ref().map_or(0, chars);
        let level = keyword.level.as_ref().map(|level| {
            // Scripts without blanks allow breaks anywhere, even between a number and its unit.
            let is_spaced = self.words.aside[0].starts_with(' ') || level_length > LONGEST_WHOLE;
            let level_text = self.text(level);
            if is_spaced {
                self.aside(level_text.counted(), Some("level"))
            } else {
                self.rules.whole(self.aside(level_text, Some("level")))
            }
        });
        let longest = if self.rules.is_narrow() { LONGEST_NARROW } else { LONGEST_WHOLE };
        let is_whole = chars(&keyword.name) + level_length <= longest;
        let (start, end) = if is_whole {
            (Inline::default(), keyword.name.clone())
        } else {
            before_last_word(&keyword.name)
        };
        let most = if ends_short(&end) { LONGEST_PAIR } else { longest };
        let is_short = chars(&end) + level_length <= most;
        let mut text = self.text(&start);
        let mut end = self.text(&end);
        if let Some(level) = level {
            end.push(level);
        }
        text.push(if is_short { self.rules.whole(end) } else { end });
        text
    }
}

/// Returns whether the keywords of a section are separated by semicolons, because one contains the
/// separator of lists.
pub(super) fn need_semicolons(entries: &[Entry], separator: &str) -> bool {
    let mut keywords = entries.iter().flat_map(|entry| &entry.keywords);
    keywords.any(|keyword| is_list(&keyword.name.text(), separator))
}

/// Returns whether text contains a separator outside parentheses.
pub(super) fn is_list(text: &str, separator: &str) -> bool {
    let mut depth = 0_usize;
    text.char_indices().any(|(i, c)| {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => return depth == 0 && text[i..].starts_with(separator),
        }
        false
    })
}

/// Splits inline text before its last word, or before the last two if the last is too short for a
/// line or preceded by a single letter. Only splits plain text at the end.
fn before_last_word(inline: &Inline) -> (Inline, Inline) {
    let at = match inline.0.last() {
        Some(Run::Text(text)) => last_words(text),
        _ => None,
    };
    let (Some(at), Some((Run::Text(text), before))) = (at, inline.0.split_last()) else {
        return (Inline::default(), inline.clone());
    };
    let (start, end) = text.split_at(at);
    let mut first = before.to_vec();
    if !start.is_empty() {
        first.push(Run::Text(start.to_owned()));
    }
    (Inline(first), Inline::plain(end))
}

/// Returns whether text is several words, the last of which is too short for a line.
fn ends_short(inline: &Inline) -> bool {
    inline.text().rsplit_once(' ').is_some_and(|(_, last)| last.chars().count() <= SHORTEST_LINE)
}

/// Returns the start of the last words; `None` for a single word.
fn last_words(text: &str) -> Option<usize> {
    let (before, last) = text.rsplit_once(' ')?;
    if last.is_empty() {
        return None;
    }
    let word_before = before.rsplit(' ').next().filter(|word| !word.is_empty());
    let joins = |word: &&str| {
        let mut chars = word.chars();
        let is_letter = chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none();
        is_letter || last.chars().count() <= SHORTEST_LINE
    };
    match word_before.filter(joins) {
        Some(word) => Some(before.len() - word.len()),
        None => Some(before.len() + 1),
    }
}

//! Builds the heads of entries.

use typst::diag::{At, SourceResult};
use typst::foundations::{Args, Array, Content, Dict, IntoValue, NativeElement, Str, Value, dict};
use typst::model::HeadingElem;
use typst::syntax::Span;
use typst::text::TextElem;

use super::choices::{Choice, Circumstances, Noted, first_that_fits};
use super::content::field;
use super::ends::{Line, dot, join_present};

/// Maximum characters of an employer and an address that share a line in any main column.
const SHORTEST_LINE: usize = 60;

/// The styled parts of a head, and how it is set.
struct Head {
    lead: Option<Content>,
    subtitle: Option<Content>,
    location: Option<Content>,
    url: Option<Content>,
    date: Option<Content>,
    /// The duration.
    span: Option<Content>,
    note: Option<Content>,
    /// The longest head of the section with its note, if the notes share the lines of heads only
    /// where all do.
    widest: Option<Content>,
    /// The longest heads of the section.
    longest: Vec<Self>,
    /// Whether another head of a list follows.
    list: bool,
    level: Value,
    brief: bool,
    /// Whether it names an employer or school.
    place: bool,
    employer_first: bool,
    part_separator: Content,
    at: Span,
}

impl Head {
    fn new(design: &Dict, slots: &Dict, level: Value, brief: bool, at: Span) -> SourceResult<Self> {
        let slot = |name| field::<Option<Content>>(slots, name, at);
        let options: Dict = field(design, "options", at)?;
        let words: Dict = field(design, "words", at)?;
        let part_separator: Str = field(&words, "part-separator", at)?;
        let longest = match slots.get("longest") {
            Ok(longest) => longest.clone().cast::<Array>().at(at)?,
            Err(_) => Array::new(),
        };
        let longest = longest.into_iter().map(|slots| {
            let slots: Dict = slots.cast().at(at)?;
            Self::new(design, &slots, level.clone(), brief, at)
        });
        let longest = longest.collect::<SourceResult<_>>()?;
        let is = |name| slots.get(name).is_ok_and(|value| *value == true.into_value());
        Ok(Self {
            lead: slot("lead")?,
            subtitle: slot("subtitle")?,
            location: slot("location")?,
            url: slot("url")?,
            date: slot("date")?,
            span: slot("span")?,
            note: slot("note")?,
            widest: slots.get("widest").map_or(Ok(None), |it| it.clone().cast().at(at))?,
            longest,
            list: is("list"),
            level,
            brief,
            place: is("place"),
            employer_first: field(&options, "employer-first", at)?,
            part_separator: TextElem::packed(part_separator),
            at,
        })
    }

    /// Returns the date and the duration.
    fn period(&self) -> Option<Content> {
        join_present([self.date.clone(), self.span.clone()], &dot())
    }

    /// Returns the lead as a heading.
    fn title(&self) -> SourceResult<Option<Content>> {
        let Some(lead) = &self.lead else { return Ok(None) };
        let level = self.level.clone().cast().at(self.at)?;
        Ok(Some(HeadingElem::new(lead.clone()).with_level(level).pack().spanned(self.at)))
    }

    /// Returns the head with the date at the end of the first line, and place and duration at the
    /// end of the second, or of the first without a date. A note follows what a brief head says, or
    /// else a degree.
    fn with_date_above(self) -> SourceResult<Option<Content>> {
        let Some(title) = self.title()? else { return Ok(self.period()) };
        let is_last = self.brief && !self.place || self.employer_first;
        let noted = if is_last { Noted::Last } else { Noted::First };
        let choices = self.choices(title);
        let longest = self.longest.iter().map(|head| (head.on_line(), head.period())).collect();
        Ok(Some(self.first_that_fits(choices, noted, longest)))
    }

    /// Returns the head on one line, without its address, which may be below it.
    fn on_line(&self) -> Option<Content> {
        let title = self.lead.clone().unwrap_or_default();
        self.named(&title, &[&self.subtitle, &self.location])
    }

    fn first_that_fits(self, choices: Vec<Choice>, noted: Noted, longest: Vec<Line>) -> Content {
        let Self { note, widest, list, at, .. } = self;
        first_that_fits(choices, Circumstances { note, noted, widest, longest, list }, at)
    }

    /// Returns the lines of a head with the date at the end of the first one, or several choices of
    /// which the first that fits is set: a head without an employer or a brief one has one line if
    /// it fits, from which otherwise the address moves to the next line; and a long address has a
    /// line of its own if it does not fit next to the employer.
    fn choices(&self, title: Content) -> Vec<Choice> {
        let joined = |parts| join_present(parts, &dot());
        let under = joined([self.location.clone(), self.span.clone()]);
        let named = |parts: &[&Option<Content>]| self.named(&title, parts);
        let whole = named(&[&self.subtitle, &self.location]);
        let in_one = vec![(joined([whole.clone(), self.url.clone()]), self.period())];
        let second = joined([self.subtitle.clone(), self.url.clone()]);
        let length = |it: &Content| it.plain_text().len();
        let is_long = self.url.is_some() && second.as_ref().map_or(0, length) > SHORTEST_LINE;
        let above = (Some(title.clone()), self.date.clone());
        let in_three = || {
            vec![above.clone(), (self.subtitle.clone(), under.clone()), (self.url.clone(), None)]
        };
        let in_two = vec![above.clone(), (second, under.clone())];
        let in_several = if is_long && self.subtitle.is_some() {
            vec![in_two, in_three()]
        } else {
            vec![in_two]
        };
        let in_almost_one = (self.url.is_some() && self.subtitle.is_some())
            .then(|| Choice::of_first((whole, self.period()), self.url.clone()).brief());
        let in_several = in_several.into_iter().map(Choice::new);
        match (&self.subtitle, &self.date, &self.url) {
            (None, None, url) if !(self.brief && self.place) => {
                vec![Choice::new(vec![(joined([Some(title.clone()), url.clone()]), under)])]
            }
            (None, Some(_), None) | (None, None, _) => {
                let below = (joined([self.location.clone(), self.url.clone()]), self.span.clone());
                let in_two = self.location.is_some().then(|| Choice::new(vec![above, below]));
                [Choice::new(in_one)].into_iter().chain(in_two).collect()
            }
            (None, ..) => [Choice::new(in_one)].into_iter().chain(in_several).collect(),
            (Some(_), ..) if !self.brief => in_several.collect(),
            (Some(_), ..) => {
                let in_one = Choice::new(in_one).brief();
                [in_one].into_iter().chain(in_almost_one).chain(in_several).collect()
            }
        }
    }

    /// Returns the title and other parts on one line.
    fn named(&self, title: &Content, parts: &[&Option<Content>]) -> Option<Content> {
        // Programs that look for an employer need more than a comma before it.
        let separator = if self.place { &dot() } else { &self.part_separator };
        let parts = parts.iter().map(|part| (*part).clone());
        join_present([Some(title.clone())].into_iter().chain(parts), separator)
    }

    /// Returns the head with the place at the end of the first line and the date at the end of the
    /// second. Without a second line, the date is at the end of the first.
    fn with_place_above(self) -> SourceResult<Option<Content>> {
        if self.lead.is_none() || self.brief || self.subtitle.is_none() {
            return self.with_date_above();
        }
        let period = self.period();
        let title = join_present([self.title()?, self.url.clone()], &dot());
        let lines = vec![(title, self.location.clone()), (self.subtitle.clone(), period)];
        Ok(Some(self.first_that_fits(vec![Choice::new(lines)], Noted::Last, Vec::new())))
    }

    /// Returns the head without its date, which is in a rail; one that does not fit there is
    /// `late`. A note follows what a brief head says, or else a degree.
    fn beside_rail(self, late: Option<Content>) -> SourceResult<Option<Content>> {
        let Some(title) = self.title()? else { return Ok(join_present([late, self.span], &dot())) };
        let is_second = self.employer_first && !self.brief && self.subtitle.is_some();
        let is_last = self.brief && !self.place || is_second;
        let noted = if is_last { Noted::Last } else { Noted::First };
        let choices = self.choices_beside_rail(title, late);
        let line = |head: &Self| (join_present([head.on_line(), head.span.clone()], &dot()), None);
        let longest = self.longest.iter().map(line).collect();
        Ok(Some(self.first_that_fits(choices, noted, longest)))
    }

    /// Returns the lines of a head without an end, or several choices for a brief one.
    fn choices_beside_rail(&self, title: Content, late: Option<Content>) -> Vec<Choice> {
        let joined = |parts| join_present(parts, &dot());
        let rest = |late| {
            let (subtitle, location) = (self.subtitle.clone(), self.location.clone());
            joined(vec![subtitle, location, self.url.clone(), late, self.span.clone()])
        };
        let named = self.named(&title, &[&self.subtitle]);
        if !self.brief && self.subtitle.is_some() {
            let lines = [Some(title), rest(None), late].into_iter().flatten();
            return vec![Choice::new(lines.map(|line| (Some(line), None)).collect())];
        }
        let (on_line, below) = if self.brief { (late, None) } else { (None, late) };
        let in_one = |url| {
            let (location, date) = (self.location.clone(), on_line.clone());
            (joined(vec![named.clone(), location, url, date, self.span.clone()]), None)
        };
        let whole = Choice::of_first(in_one(self.url.clone()), below);
        let mut choices = Vec::new();
        if self.subtitle.is_none() {
            choices.push(whole);
        } else {
            choices.push(whole.brief());
            if self.url.is_some() {
                choices.push(Choice::of_first(in_one(None), self.url.clone()).brief());
            }
            choices.push(Choice::of_first((Some(title), None), rest(on_line.clone())));
        }
        choices
    }
}

/// What stands at the end of the first line of a head.
#[derive(Debug, Clone, Copy)]
pub(super) enum Above {
    Date,
    Place,
}

/// Returns an entry head as a theme places it; see [`Head::with_date_above`] and
/// [`Head::with_place_above`].
pub(super) fn ends_head(above: Above, args: &mut Args) -> SourceResult<Value> {
    let [design, slots]: [Dict; 2] = [args.expect("design")?, args.expect("slots")?];
    let (level, brief) = (args.expect("level")?, args.expect("brief")?);
    let head = Head::new(&design, &slots, level, brief, args.span)?;
    let body = match above {
        Above::Date => head.with_date_above()?,
        Above::Place => head.with_place_above()?,
    };
    Ok(Value::Dict(dict! { "side" => Value::None, "body" => body }))
}

/// Returns the lines of an entry head next to a rail; see [`Head::beside_rail`].
pub(super) fn rail_lines(args: &mut Args) -> SourceResult<Value> {
    let [design, slots]: [Dict; 2] = [args.expect("design")?, args.expect("slots")?];
    let (level, brief) = (args.expect("level")?, args.expect("brief")?);
    let head = Head::new(&design, &slots, level, brief, args.span)?;
    Ok(head.beside_rail(args.expect("late")?)?.into_value())
}

#[cfg(test)]
mod tests {
    use super::super::ends::Line;
    use super::*;

    fn head(slots: [&str; 6], brief: bool) -> Head {
        let [lead, subtitle, location, url, date, span] =
            slots.map(|text| (!text.is_empty()).then(|| TextElem::packed(text)));
        Head {
            lead,
            subtitle,
            location,
            url,
            date,
            span,
            note: None,
            widest: None,
            longest: Vec::new(),
            list: false,
            level: Value::Int(3),
            brief,
            place: false,
            employer_first: false,
            part_separator: TextElem::packed(", "),
            at: Span::detached(),
        }
    }

    /// Returns each choice: its lines, with the ends after a bar.
    fn choices(slots: [&str; 6], brief: bool) -> Vec<Vec<String>> {
        let head = head(slots, brief);
        shown(&head, head.lead.clone().expect("a title"))
    }

    fn shown(head: &Head, title: Content) -> Vec<Vec<String>> {
        let text = |content: &Option<Content>| {
            content
                .as_ref()
                .map(|it| it.plain_text().to_string().replace(['\u{2060}', '\u{200b}'], ""))
                .unwrap_or_default()
        };
        let line = |(start, end): &Line| format!("{}|{}", text(start), text(end));
        let lines = |choice: &Choice| choice.lines.iter().map(line).collect();
        head.choices(title).iter().map(lines).collect()
    }

    #[test]
    fn employer_and_place_are_on_a_second_line() {
        let slots = ["Miller", "Quay", "Oban", "", "2020", "1 yr"];
        assert_eq!(choices(slots, false), [["Miller|2020", "Quay|Oban · 1 yr"]]);
        let slots = ["Miller", "Quay", "", "quay.example", "2020", ""];
        assert_eq!(choices(slots, false), [["Miller|2020", "Quay · quay.example|"]]);
    }

    #[test]
    fn a_brief_head_has_one_line_if_it_fits() {
        let slots = ["Miller", "Quay", "Oban", "", "2020", "1 yr"];
        let expected: [&[&str]; 2] =
            [&["Miller, Quay, Oban|2020 · 1 yr"], &["Miller|2020", "Quay|Oban · 1 yr"]];
        assert_eq!(choices(slots, true), expected);
    }

    #[test]
    fn a_brief_head_loses_its_address_to_the_next_line() {
        let slots = ["Miller", "Quay", "Oban", "quay.example", "2020", ""];
        let head = head(slots, true);
        let title = head.lead.clone().expect("a title");
        let expected: [&[&str]; 3] = [
            &["Miller · Quay · Oban · quay.example|2020"],
            &["Miller · Quay · Oban|2020", "quay.example|"],
            &["Miller|2020", "Quay · quay.example|Oban"],
        ];
        assert_eq!(shown(&Head { place: true, ..head }, title), expected);
        let expected: [&[&str]; 3] = [
            &["Miller, Quay, Oban · quay.example|2020"],
            &["Miller, Quay, Oban|2020", "quay.example|"],
            &["Miller|2020", "Quay · quay.example|Oban"],
        ];
        assert_eq!(choices(slots, true), expected);
    }

    #[test]
    fn an_employer_on_the_line_of_the_title_has_no_comma_before_it() {
        let head = head(["Miller", "Quay", "Oban", "", "2020", ""], true);
        let title = head.lead.clone().expect("a title");
        let placed = Head { place: true, ..head };
        assert_eq!(shown(&placed, title)[0], ["Miller · Quay · Oban|2020"]);
    }

    #[test]
    fn a_long_address_has_a_line_of_its_own_if_it_does_not_fit_next_to_the_employer() {
        let url = "survey.example/lights/and/fairways/of/the/western/districts";
        let slots = ["Miller", "Quay", "Oban", url, "2020", ""];
        let second = format!("Quay · {url}|Oban");
        let third = format!("{url}|");
        let expected = [vec!["Miller|2020", &second], vec!["Miller|2020", "Quay|Oban", &third]];
        assert_eq!(choices(slots, false), expected);
    }

    #[test]
    fn a_head_without_an_employer_has_one_line() {
        assert_eq!(
            choices(["Miller", "", "", "", "2020", "1 yr"], false),
            [["Miller|2020 · 1 yr"]]
        );
        assert_eq!(
            choices(["Miller", "", "Oban", "u.example", "", ""], false),
            [["Miller · u.example|Oban"]]
        );
    }

    #[test]
    fn a_place_that_does_not_fit_on_the_line_of_a_title_without_an_employer_is_below() {
        let expected: [&[&str]; 2] = [&["Miller, Oban|2020"], &["Miller|2020", "Oban|"]];
        assert_eq!(choices(["Miller", "", "Oban", "", "2020", ""], false), expected);
    }

    #[test]
    fn the_place_of_an_employer_follows_it_where_it_does_in_other_heads() {
        let slots = ["Quay", "", "Oban", "", "", ""];
        let placed = Head { place: true, ..head(slots, true) };
        let title = placed.lead.clone().expect("an employer");
        let expected: [&[&str]; 2] = [&["Quay · Oban|"], &["Quay|", "Oban|"]];
        assert_eq!(shown(&placed, title.clone()), expected);
        let apart = Head { place: true, ..head(slots, false) };
        assert_eq!(shown(&apart, title), [["Quay|Oban"]]);
    }
}

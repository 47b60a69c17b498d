use super::*;

fn date(start: Option<&str>, end: Option<&str>, format: &str, locale: &str) -> Option<DateText> {
    let quoted = |key: &str, date: Option<&str>| {
        date.map(|date| format!(r#", "{key}": "{date}""#)).unwrap_or_default()
    };
    let json = format!(
        r#"{{"basics": {{"name": "Ada Roe"}}, "projects": [{{"name": "Anvil"{}{}}}]}}"#,
        quoted("startDate", start),
        quoted("endDate", end),
    );
    let options = ViewOptions { date_format: format.into(), ..options() };
    view_of(&json, locale, &options).0.sections.remove(0).entries.remove(0).date
}

#[test]
fn days_are_omitted_if_disabled() {
    let json = r#"{"basics": {"name": "Ada Roe"}, "projects": [
        {"name": "Anvil", "startDate": "2011-08-01", "endDate": "2011-08-31"}]}"#;
    let options = ViewOptions { days: false, ..options() };
    let date = view_of(json, "en-US", &options).0.sections.remove(0).entries.remove(0).date;
    assert_eq!(date.map(|date| date.text).as_deref(), Some("Aug 2011"));
}

#[test]
fn free_text_dates_have_plain_text_and_markup() {
    let date = |text: &str| date(None, Some(text), "short", "en-US").expect("a date");
    let marked = date("[v2](https://roe.example/2), *in press*");
    assert_eq!(marked.text, "v2, in press");
    insta::assert_snapshot!(
        serde_json::to_string(&marked.marked).expect("JSON"),
        @r#"[{"kind":"link","body":["v2"],"url":"https://roe.example/2"},", ",{"kind":"emphasis","body":["in press"]}]"#
    );
    assert_eq!(date("Spring *2020").marked, None);
    assert_eq!(date("2020-05").marked, None);
}

/// Returns the durations of the entries of a section and of their positions.
fn spans(locale: &str, options: &ViewOptions, entries: &str) -> Vec<Option<String>> {
    fn each(entry: &Entry, found: &mut Vec<Option<String>>) {
        found.push(entry.span.clone());
        entry.positions.iter().for_each(|position| each(position, found));
    }
    let json = format!(r#"{{"basics": {{"name": "Ada Roe"}}, "work": [{entries}]}}"#);
    let mut found = Vec::new();
    for entry in &view_of(&json, locale, options).0.sections[0].entries {
        each(entry, &mut found);
    }
    found
}

fn span(start: &str, end: &str, locale: &str) -> Option<String> {
    let options = ViewOptions { time_spans: vec!["work".into()], days: true, ..options() };
    let entry = format!(r#"{{"position": "Smith", "startDate": "{start}", "endDate": "{end}"}}"#);
    spans(locale, &options, &entry).remove(0)
}

#[test]
fn durations_in_months_include_the_first_and_last_month() {
    for (start, end, expected) in [
        ("2020-01", "2020-12", "1 year"),
        ("2020-01", "2021-01", "1 year, 1 month"),
        ("2020-03", "2020-03", "1 month"),
        ("2018-11", "2020-02", "1 year, 4 months"),
        ("2011-08", "present", "15 years, 4 months"),
        ("2026-11", "present", "1 month"),
        // Days count only if both ends have one.
        ("2020-01-31", "2020-02-01", "1 month"),
        ("2020-01-01", "2020-02-29", "2 months"),
        ("2020-01-15", "2020-03-14", "2 months"),
        ("2020-01-15", "2020-03-31", "3 months"),
        ("2020-01-31", "2020-03", "3 months"),
    ] {
        assert_eq!(span(start, end, "en-US").as_deref(), Some(expected), "{start}–{end}");
    }
}

#[test]
fn durations_between_years_are_their_difference() {
    assert_eq!(span("2015", "2018", "en-US").as_deref(), Some("3 years"));
    assert_eq!(span("2015", "2018-06", "en-US").as_deref(), Some("3 years"));
    assert_eq!(span("2011", "present", "en-US").as_deref(), Some("15 years"));
    for (start, end) in [("2020", "2020"), ("2020", "2019"), ("2020-03", "2020-01")] {
        assert_eq!(span(start, end, "en-US"), None, "{start}–{end}");
    }
    assert_eq!(span("2020-03", "when it closed", "en-US"), None);
}

#[test]
fn durations_are_worded_by_the_language() {
    for (locale, expected) in [
        ("de", "2 Jahre, 3 Monate"),
        ("es", "2 años y 3 meses"),
        ("pl", "2 lata i 3 miesiące"),
        ("ru", "2 года 3 месяца"),
        ("ar", "سنتان و3 أشهر"),
        ("ar-EG", "سنتان و٣ أشهر"),
        ("fa", "۲ سال و ۳ ماه"),
        ("ja", "2年3か月"),
        ("zh-Hans", "2年3个月"),
        ("ko", "2년 3개월"),
    ] {
        assert_eq!(span("2018-01", "2020-03", locale).as_deref(), Some(expected), "{locale}");
    }
}

#[test]
fn the_duration_of_an_employer_is_the_sum_of_its_positions() {
    let options = ViewOptions { time_spans: vec!["Work".into()], ..options() };
    let of = |positions: &[(&str, &str)]| {
        let position = |(start, end): &(&str, &str)| {
            format!(r#"{{"position": "Smith", "startDate": "{start}", "endDate": "{end}"}}"#)
        };
        let positions: Vec<_> = positions.iter().map(position).collect();
        let entry = format!(r#"{{"name": "Forge", "positions": [{}]}}"#, positions.join(","));
        spans("en-US", &options, &entry).remove(0)
    };
    let together = of(&[("2015-01", "2016-12"), ("2017-01", "2019-06")]);
    assert_eq!(together.as_deref(), Some("4 years, 6 months"));
    let at_once = of(&[("2015-01", "2016-12"), ("2016-01", "2017-12")]);
    assert_eq!(at_once.as_deref(), Some("3 years"));
    let with_a_break = of(&[("2010-01", "2010-12"), ("2020-01", "2020-12")]);
    assert_eq!(with_a_break.as_deref(), Some("2 years"));
    let in_years = of(&[("2010", "2012"), ("2012-03", "2020-12")]);
    assert_eq!(in_years.as_deref(), Some("10 years"));
    assert_eq!(of(&[("2010-01", "2012-12")]), None);
    assert_eq!(of(&[("2010-01", "2012-12"), ("2013", "some day")]), None);
}

#[test]
fn durations_are_shown_only_in_the_named_sections() {
    let entry = r#"{"position": "Smith", "startDate": "2010", "endDate": "2012"}"#;
    for (names, shown) in
        [(&[][..], false), (&["education"], false), (&["work"], true), (&["all"], true)]
    {
        let time_spans = names.iter().map(|name: &&str| (*name).to_owned()).collect();
        let options = ViewOptions { time_spans, ..options() };
        assert_eq!(spans("en-US", &options, entry)[0].is_some(), shown, "{names:?}");
    }
}

#[test]
fn periods_are_formatted_by_date_format() {
    for (start, end, format, text, years) in [
        (Some("2011-08"), Some("2013-01"), "short", "Aug 2011–Jan 2013", "2011–2013"),
        (Some("2011-08"), Some("present"), "long", "August 2011–Present", "2011–Present"),
        (Some("2011-08"), None, "numeric", "08/2011–Present", "2011–Present"),
        (Some("2026-11-22"), None, "long", "November 2026–Present", "2026–Present"),
        (Some("2026-11-23"), None, "long", "November 2026", "2026"),
        (Some("2027"), Some("present"), "short", "2027", "2027"),
        (None, Some("2013"), "short", "2013", "2013"),
        (Some("2011-02"), Some("2011-08"), "year", "2011", "2011"),
        (Some("2011-08"), Some("2011-08"), "iso", "2011-08", "2011"),
        (Some("Spring 2020"), Some("2021"), "short", "Spring 2020–2021", "Spring 2020–2021"),
        (Some("around 2020"), None, "short", "around 2020", "around 2020"),
    ] {
        let date = date(start, end, format, "en-US").expect("a date");
        assert_eq!((date.text.as_str(), date.years.as_str()), (text, years));
        assert_eq!(date.start.is_some(), text.contains('–'));
        assert_eq!(date.start.is_some(), date.end.is_some());
    }
    assert_eq!(date(None, None, "short", "en-US"), None);
}

#[test]
fn a_certificate_is_dated_from_its_date_to_its_end() {
    let shown = |dates: &str| {
        let view = quiet_view(&format!(
            r#"{{"basics": {{"name": "Ada Roe"}}, "certificates": [{{"name": "Forklift", {dates}}}]}}"#
        ));
        let entry = &view.sections[0].entries[0];
        let details: Vec<_> = entry.details.iter().map(|detail| detail.kind).collect();
        (entry.date.as_ref().map_or_else(String::new, |date| date.text.clone()), details.join(" "))
    };
    let text = |date: &str, details: &str| (date.to_owned(), details.to_owned());
    let both = shown(r#""date": "2020-01", "endDate": "2025-01""#);
    assert_eq!(both, text("Jan 2020–Jan 2025", ""));
    let open = shown(r#""date": "2020-01", "endDate": "present""#);
    assert_eq!(open, text("Jan 2020–Present", ""));
    let until = shown(r#""endDate": "2027-01""#);
    assert_eq!(until, text("–Jan 2027", ""));
    // An award of a project that had ended before.
    let later = shown(r#""date": "2026-01", "endDate": "2025-01""#);
    assert_eq!(later, text("Jan 2025", "date"));
}

#[test]
fn an_unknown_section_name_is_reported() {
    let json = r#"{"basics": {"name": "Ada Roe"}, "work": [{"name": "Forge"}]}"#;
    let names = ["all", "Work", "education", "wrok"].map(str::to_owned);
    let options = ViewOptions { time_spans: names.to_vec(), ..options() };
    let (_, messages) = view_of(json, "en-US", &options);
    assert_eq!(messages, ["unknown-section: unknown section `wrok`"]);
}

//! Fuzz targets, which `cargo test` runs on the corpus: any input is read without a panic, and the
//! invariants of the result hold.

use std::ffi::OsStr;
use std::io::Cursor;

use recto::bytes::SharedBytes;
use recto::diagnostic::{Diagnostic, Diagnostics, MessageFormat, SourceId, Sources, Span, render};
use recto::format::{self, Dialect, ReadOptions};
use recto::locale::{Locale, OwnLocale};
use recto::markup;
use recto::picture;
use recto::press::{
    Choice, DataEdit, MemoryFiles, NamePattern, NamedFile, Press, Record, Request, clean_name,
    parse_setting,
};
use recto::resume::{Contact, ContactKind, Resume, validate};
use recto::source::{self, Node, PackedFile, Path, Syntax, Value};
use recto::tailor::{
    Cutoff, Limit, PageGoal, Pattern, Selection, TagExpression, parse_sort, tailor,
};
use recto::theme::{Options, Theme};
use recto::view::{ViewOptions, leaks, view};

pub(crate) fn yaml(data: &[u8]) {
    syntax(Syntax::Yaml, data);
}

pub(crate) fn json(data: &[u8]) {
    syntax(Syntax::Json, data);
}

pub(crate) fn toml(data: &[u8]) {
    syntax(Syntax::Toml, data);
}

pub(crate) fn xml(data: &[u8]) {
    syntax(Syntax::Xml, data);
}

/// Parses a text; without errors, the result is written and parsed again.
fn syntax(syntax: Syntax, data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut diagnostics = Diagnostics::default();
    let mut sources = Sources::default();
    let id = sources.add("cv", text);
    let root = source::parse(syntax, id, text, &mut diagnostics);
    check_messages(&diagnostics, &sources);
    let Some(root) = root else {
        assert!(diagnostics.has_errors(), "nothing is made of it, and nobody says why");
        return;
    };
    check_spans(&root, &sources, id);
    // XML allows several members with the same name.
    if syntax == Syntax::Xml || !diagnostics.is_empty() {
        return;
    }
    for (syntax, written) in
        [(Syntax::Yaml, source::write_yaml(&root)), (Syntax::Json, source::write_json(&root))]
    {
        let mut diagnostics = Diagnostics::default();
        let again = source::parse(syntax, id, &written, &mut diagnostics);
        let again = again.unwrap_or_else(|| panic!("{diagnostics:?}\n{written}"));
        assert!(is_same(&root, &again), "{diagnostics:?}\n{root:?}\n{again:?}\n{written}");
    }
}

/// Reads an archive or a table, depending on the first byte.
pub(crate) fn packed(data: &[u8]) {
    let Some((choice, data)) = data.split_first() else { return };
    let mut diagnostics = Diagnostics::default();
    let files = if choice % 2 == 0 {
        source::unpack("data.zip", Cursor::new(data), format::is_linkedin_table, &mut diagnostics)
    } else {
        Some(vec![PackedFile { name: "Positions.csv".into(), bytes: Some(data.to_vec()) }])
    };
    let mut sources = Sources::default();
    if let Some(files) = files {
        let root = source::tables("data", files, &mut sources, &mut diagnostics);
        read(Dialect::LinkedIn, &root, &mut diagnostics);
    }
    check_messages(&diagnostics, &sources);
}

/// Reads a text in one format and writes it in another, depending on the first two bytes.
pub(crate) fn dialect(data: &[u8]) {
    let [from, to, text @ ..] = data else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let dialect = |choice: &u8| Dialect::ALL[usize::from(*choice) % Dialect::ALL.len()];
    let (from, to) = (dialect(from), dialect(to));
    let mut sources = Sources::default();
    let id = sources.add("cv", text);
    let mut diagnostics = Diagnostics::default();
    let is_xml = matches!(from, Dialect::XmlResume | Dialect::Europass);
    let syntax = if is_xml { Syntax::Xml } else { Syntax::Yaml };
    let Some(root) = source::parse(syntax, id, text, &mut diagnostics) else { return };
    for resume in read(from, &root, &mut diagnostics) {
        if let Some(written) = format::write(to, &resume, &mut diagnostics) {
            if to == Dialect::XmlResume {
                source::write_xml(&written);
            } else {
                source::write_yaml(&written);
                let _ = source::write_toml(&written);
            }
            let mut diagnostics = Diagnostics::default();
            format::read(to, &written, ReadOptions::default(), &mut diagnostics);
        }
    }
    check_messages(&diagnostics, &sources);
}

/// Parses markup; escaped text must be parsed unchanged.
pub(crate) fn markup(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let locale = Locale::default();
    let mut line = markup::inline(text);
    markup::set_quotes_and_dashes(&mut line, &locale.quotes);
    markup::blocks(text);
    let plain = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    // URLs in angle brackets cannot be escaped.
    if plain.contains('<') {
        return;
    }
    assert_eq!(markup::inline(&markup::escape(&plain)).text(), plain);
}

/// Reads a picture; the result must be readable, too.
pub(crate) fn picture(data: &[u8]) {
    if let Ok(picture) = picture::read(data) {
        assert_eq!(picture::read(&picture.bytes).as_ref(), Ok(&picture));
    }
}

/// Parses theme manifests and locale files.
pub(crate) fn manifest(data: &[u8]) {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let text = String::from_utf8_lossy(data).into_owned();
    let id = sources.add("theme.toml", text.as_str());
    let files = [("theme.toml", data), ("theme.typ", b"".as_slice())];
    let files = files.map(|(name, bytes)| (name.to_owned(), SharedBytes::from(bytes.to_vec())));
    let theme = Theme::from_files("mine", files.into(), Some(id), &mut diagnostics);
    assert!(theme.is_some() || diagnostics.has_errors(), "no theme, and nobody says why");
    if let Some(theme) = theme {
        let options = Options::defaults(&theme.options);
        serde_json::to_vec(&options).expect("options have text keys only");
    }
    let words = OwnLocale::read(&text, "xx", id, &mut diagnostics);
    assert!(words.is_some() || diagnostics.has_errors(), "no words, and nobody says why");
    check_messages(&diagnostics, &sources);
}

/// Parses data paths, name patterns and exclusions; names of variants and languages must not
/// contain separators.
pub(crate) fn paths(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (pattern, name) = text.split_once('\n').unwrap_or((text, "a/../b"));
    if let Some(path) = Path::parse(text) {
        assert_eq!(Path::parse(&path.to_string()).as_ref(), Some(&path));
    }
    let clean = clean_name(name);
    assert!(!clean.is_empty() && !clean.contains(['/', '\\', ':']) && !clean.starts_with('.'));
    assert_eq!(clean_name(&clean), clean);
    let _ = NamePattern::parse(OsStr::new(pattern));
    let mut diagnostics = Diagnostics::default();
    let mut note = |problem: Option<Diagnostic>| diagnostics.extend(problem);
    note(Pattern::parse(text).err());
    note(TagExpression::parse(text).err());
    note(Cutoff::parse(text).err());
    note(Limit::parse(text).err());
    note(parse_sort(text).err());
    note(parse_setting(text).err());
    note(DataEdit::parse(text).err());
    note(PageGoal::parse(text).err());
    assert!(diagnostics.iter().all(|problem| !problem.hints.is_empty()), "{diagnostics:?}");
    check_messages(&diagnostics, &Sources::default());
}

/// Tailors a complete résumé by settings, one per line, followed by overlays after NUL bytes.
pub(crate) fn selection(data: &[u8]) {
    let mut input = include_bytes!("../fixtures/every-kind.yaml").to_vec();
    input.push(0);
    input.extend(data);
    whole(&input);
}

/// Redacts a text that occurs elsewhere in another notation; the first byte selects it, and line
/// breaks separate the secret from its context.
pub(crate) fn redaction(data: &[u8]) {
    let [disguise, text @ ..] = data else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let mut parts = text.splitn(3, '\n');
    let mut next = || parts.next().unwrap_or_default();
    let (secret, before, after) = (next(), next(), next());
    let spread = |sign: &str| secret.chars().map(|c| c.to_string()).collect::<Vec<_>>().join(sign);
    let coded = || secret.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
        c => c,
    };
    let (one, other) = secret.split_at(secret.floor_char_boundary(secret.len() / 2));
    let disguised = match disguise % 20 {
        0 => secret.to_owned(),
        1 => secret.to_uppercase(),
        2 => spread("\u{ad}"),
        3 => spread("*"),
        4 => spread("\u{200d}"),
        5 => coded(),
        6 => coded().replace('%', "%25"),
        7 => secret.chars().map(wide).collect(),
        8 => format!("[label](https://ok.example/{})", coded()),
        9 => format!("[{secret}](https://ok.example)"),
        10 => format!("`{secret}`"),
        11 => secret.replace(' ', "\n"),
        12 => format!("[{one}](https://ok.example){other}"),
        13 => format!("[x](y [{one}](https://ok.example){other} )"),
        14 => format!("**{one}**{other}"),
        15 => format!("{one}`{other}`"),
        16 => format!("- {secret}\n- {secret}"),
        17 => format!("*{one}*\\*{other}"),
        18 => secret.chars().flat_map(|c| [c, '\u{fe0f}']).collect(),
        _ => format!("[[{one}](https://ok.example){other}](https://other.example)"),
    };
    let mut resume = Resume::default();
    resume.basics.contacts = vec![Contact {
        kind: ContactKind::Other,
        value: Some(secret.to_owned()),
        ..Contact::default()
    }];
    let text = format!("{before} {disguised} {after}");
    resume.basics.label = Some(text.as_str().into());
    let redact = vec![Pattern::parse("contacts").expect("a path")];
    let selection = Selection { redact, ..Selection::default() };
    let tailored = tailor(resume, &selection, &mut Diagnostics::default());
    let mut diagnostics = Diagnostics::default();
    let view = view(
        &tailored.resume,
        &Locale::default(),
        &ViewOptions::on((2026, 1, 31)),
        &mut diagnostics,
    );
    assert!(leaks(&view, &tailored.secrets).is_empty(), "{:?}", tailored.resume.basics.label);
    let left = tailored.resume.basics.label.as_ref();
    let left = left.map(|label| label.as_str()).unwrap_or_default();
    assert!(!tailored.secrets.are_in(&markup::inline(left).text()), "{left:?}");
    // Simple secrets are also searched for independently.
    let is_plain = secret.len() >= 6
        && secret.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && secret.bytes().any(|byte| byte.is_ascii_alphabetic());
    let interferes = |c: char| c.is_alphanumeric() || "[]()\\%`*".contains(c);
    if is_plain && !before.contains(interferes) && !after.contains(interferes) {
        let letters = left.to_lowercase();
        let letters: String = letters.chars().filter(char::is_ascii_alphanumeric).collect();
        assert!(!letters.contains(&secret.to_lowercase()), "{left:?}");
    }
}

/// Runs the pipeline from a request to a view: a résumé, and after NUL bytes settings, one per
/// line, then overlays.
pub(crate) fn whole(data: &[u8]) {
    let mut parts = data.split(|byte| *byte == 0);
    let resume = NamedFile::new("cv", parts.next().unwrap_or_default());
    let mut request = Request::new(resume, (2026, 1, 31));
    let settings = String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    settings.lines().filter_map(|line| line.split_once('=')).for_each(|(key, value)| {
        ask(&mut request, key, value);
    });
    request.overlays = parts.map(|overlay| NamedFile::new("overlay", overlay)).collect();
    let mut press = Press::new(MemoryFiles::default());
    let mut record = Record::default();
    for draft in press.drafts(&request, &mut record).unwrap_or_default() {
        if let Ok(prepared) = press.prepare(&request, &draft, &mut record) {
            serde_json::to_vec(&prepared.view).expect("a view has text keys only");
        }
    }
    let diagnostics = record.take();
    check_messages(&diagnostics, &record.sources);
}

/// Applies a setting in the way of the flag with this name.
fn ask(request: &mut Request, key: &str, value: &str) {
    let selection = &mut request.selection;
    match key {
        "variant" => request.variant = Choice::parse(value),
        "lang" => request.language = Choice::parse(value),
        "theme" => request.theme = Some(value.to_owned()),
        "set" => request.settings.extend(parse_setting(value)),
        "data" => request.data.extend(DataEdit::parse(value)),
        "pages" => request.pages = PageGoal::parse(value).ok(),
        "print" => request.print = true,
        "explain" => request.explain = true,
        "private" => request.reading.options.private = true,
        "from" => request.reading.dialect = Dialect::from_name(value),
        "locale" => request.locale = Some(NamedFile::new("words.toml", value)),
        "tags" => selection.tags = TagExpression::parse(value).ok(),
        "since" => selection.since.extend(Cutoff::parse(value)),
        "collapse-before" => selection.collapse_before.extend(Cutoff::parse(value)),
        "max" => selection.max.extend(Limit::parse(value)),
        "sections" => selection.sections = Some(value.split(',').map(str::to_owned).collect()),
        "sort" => selection.sort.extend(parse_sort(value)),
        "exclude" => selection.exclude.extend(Pattern::parse(value)),
        "redact" => selection.redact.extend(Pattern::parse(value)),
        "redact-words" => selection.redact_words.push(value.to_owned()),
        "keep-words" => selection.keep_words.push(value.to_owned()),
        _ => {}
    }
}

fn read(dialect: Dialect, root: &Node, diagnostics: &mut Diagnostics) -> Vec<Resume> {
    let resumes = format::read(dialect, root, ReadOptions::default(), diagnostics);
    for resume in &resumes {
        validate(resume, root, diagnostics);
    }
    resumes
}

/// Checks that every message can be formatted, and is safe for terminals.
fn check_messages(diagnostics: &Diagnostics, sources: &Sources) {
    for diagnostic in diagnostics.iter() {
        for format in [MessageFormat::Human, MessageFormat::Short, MessageFormat::Json] {
            let message = render(diagnostic, sources, format, false);
            let harmless = |c: char| !c.is_control() || c == '\n';
            assert!(message.chars().all(harmless), "{message:?}");
        }
    }
}

fn check_spans(node: &Node, sources: &Sources, id: SourceId) {
    let check = |span: Span| {
        let is_there = sources.text(id).get(span.range()).is_some();
        assert!(span.is_detached() || is_there, "{span:?} is no part of the text");
    };
    check(node.span);
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| check_spans(item, sources, id)),
        Value::Map(members) => {
            for member in members {
                check(member.key_span);
                check_spans(&member.value, sources, id);
            }
        }
        Value::Null | Value::Scalar(_) => {}
    }
}

/// Returns whether two trees have the same content, ignoring the notation of scalars.
fn is_same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Null, Value::Null) => true,
        (Value::Scalar(one), Value::Scalar(other)) => one.text == other.text,
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Map(one), Value::Map(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| one.key == other.key && is_same(&one.value, &other.value))
        }
        _ => false,
    }
}

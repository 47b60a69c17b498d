//! Typst's library with additional functions that typeset a plan.
//!
//! The module `recto` provides compiled functions for code that would otherwise be interpreted for
//! every text. The library is constant, since it is part of every key of Typst's cache.

use std::sync::LazyLock;

use typst::comemo::Tracked;
use typst::diag::{At, SourceResult};
use typst::engine::Engine;
use typst::foundations::{
    Args, Array, Binding, CastInfo, Content, Context, Dict, Func, IntoValue, Module,
    NativeFuncData, NativeFuncPtr, Resolve, Scope, Smart, Str, Value, dict,
};
use typst::introspection::Locator;
use typst::layout::{Axes, Length};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};

use super::columns::{Columns, Room};
use super::contacts;
use super::content::ContentBuilder;
use super::design;
use super::ends;
use super::heads::{self, Above};
use super::input;
use super::paging::Sheet;
use super::placing;
use super::rows;
use super::scripts::{DEEP_SCRIPTS, PLAIN_SCRIPTS};
use super::small_caps;
use super::spread;
use super::titles;
use super::widths;
use crate::plan::line_breaks;

/// Typst's library with the module `recto`.
pub(super) static LIBRARY: LazyLock<LazyHash<Library>> =
    LazyLock::new(|| LazyHash::new(library(true)));

/// [`LIBRARY`] without the names that [`names_signs`] looks for.
pub(super) static PLAIN_LIBRARY: LazyLock<LazyHash<Library>> =
    LazyLock::new(|| LazyHash::new(library(false)));

/// Returns whether code may use named signs, mathematics or the module `std`.
///
/// The library is hashed once per process, and these are most of it.
pub(super) fn names_signs(code: &str) -> bool {
    ["sym", "emoji", "math", "$", "std", "eval"].iter().any(|name| code.contains(name))
}

fn library(has_signs: bool) -> Library {
    let mut library = Library::default();
    let remove = |scope: &mut Scope, name: &str| {
        if let Some(binding) = scope.get_mut(name) {
            *binding = Binding::detached(Value::None);
        }
    };
    // Themes may not run WebAssembly plugins, not even from computed bytes.
    remove(library.global.scope_mut(), "plugin");
    let mut scope = Scope::new();
    for function in [
        &VIEW,
        &OPTIONS,
        &DOCUMENT,
        &DESIGN,
        &TEXT,
        &PLAIN,
        &BLOCKS,
        &DATE,
        &ROWS,
        &PARTS,
        &SPREAD,
        &CONTACT_COLUMN,
        &SEPARATOR,
        &SMALL_CAPS,
        &JOIN_PRESENT,
        &LINE_HEAD,
        &ENDS,
        &ENDS_HEAD,
        &PLACE_ENDS_HEAD,
        &RAIL_LINES,
        &COLOR_OF,
        &IN_CASE,
        &TITLE_LOOK,
        &RULED_TITLE,
        &PLACE_ROWS,
        &PLACE_BODY,
        &SECTION_UNDER_TITLE,
        &SECTION_HEADING,
        &HEIGHT_OF,
        &FITTING,
        &BALANCED,
        &COLUMN_PAGES,
        &MEASURE,
        &FITS,
    ] {
        scope.bind(function.name.into(), Binding::detached(Func::from(function)));
    }
    for (name, languages) in
        [("deep-scripts", &DEEP_SCRIPTS[..]), ("plain-scripts", &PLAIN_SCRIPTS)]
    {
        let languages: Array = languages.iter().map(|language| language.into_value()).collect();
        scope.bind(name.into(), Binding::detached(languages));
    }
    let module = Module::new("recto", scope);
    library.global.scope_mut().bind("recto".into(), Binding::detached(module));
    // Names of signs are half of the library.
    let mut std = library.global.scope().clone();
    for signs in ["sym", "emoji"] {
        remove(&mut std, signs);
    }
    library.std = Binding::detached(Module::new("std", std));
    if !has_signs {
        for signs in ["sym", "emoji", "math"] {
            remove(library.global.scope_mut(), signs);
        }
        library.math = Module::new("math", Scope::new());
        library.std = Binding::detached(Value::None);
    }
    library
}

type Signature =
    dyn Fn(&mut Engine, Tracked<Context>, &mut Args) -> SourceResult<Value> + Send + Sync;

pub(super) const fn function(
    name: &'static str,
    contextual: bool,
    function: &'static Signature,
) -> NativeFuncData {
    NativeFuncData {
        function: NativeFuncPtr(function),
        name,
        title: name,
        docs: "",
        def_site: None,
        keywords: &[],
        contextual,
        scope: LazyLock::new(&Scope::new),
        params: LazyLock::new(&Vec::new),
        returns: LazyLock::new(&|| CastInfo::Any),
    }
}

/// `view(view)`: loads a view from its file.
static VIEW: NativeFuncData = function("view", false, &|_, _, args| {
    let view: Dict = args.expect("view")?;
    input::view(view, args.span).map(Value::Dict)
});

/// `options(raw, companions, lang)`: loads options from their file.
static OPTIONS: NativeFuncData = function("options", false, &|_, _, args| {
    let raw: Dict = args.expect("raw")?;
    let companions: Dict = args.expect("companions")?;
    let lang: Str = args.expect("lang")?;
    input::options(&raw, &companions, &lang, args.span).map(Value::Dict)
});

/// `document(info, body)`: metadata and language of the document.
static DOCUMENT: NativeFuncData = function("document", false, &|engine, _, args| {
    let info: Dict = args.expect("info")?;
    let body: Content = args.expect("body")?;
    input::document(engine, &info, body, args.span).map(Value::Content)
});

/// `design(view, options, roles: (:))`: the design of a page.
static DESIGN: NativeFuncData = function("design", false, &|_, _, args| {
    let view: Dict = args.expect("view")?;
    let options: Dict = args.expect("options")?;
    let roles: Dict = args.named("roles")?.unwrap_or_default();
    design::design(&view, options, roles, args.span).map(Value::Dict)
});

/// `text(pieces, design)`: inline text, with roles styled by the design.
static TEXT: NativeFuncData = function("text", false, &|engine, context, args| {
    let pieces: Option<Array> = args.expect("pieces")?;
    let design: Dict = args.expect("design")?;
    let mut builder = ContentBuilder { engine, context, design: &design, span: args.span };
    Ok(match pieces {
        Some(pieces) => Value::Content(builder.text(&pieces)?),
        None => Value::None,
    })
});

/// `plain(pieces)`: inline text as a string.
static PLAIN: NativeFuncData = function("plain", false, &|_, _, args| {
    let pieces: Option<Array> = args.expect("pieces")?;
    let mut text = String::new();
    push_plain(pieces.iter().flatten(), &mut text);
    Ok(line_breaks::unmarked(&text).into_value())
});

pub(super) fn push_plain<'v>(pieces: impl IntoIterator<Item = &'v Value>, out: &mut String) {
    for piece in pieces {
        match piece {
            Value::Str(text) => out.push_str(text),
            Value::Dict(piece) => match (piece.get("body"), piece.get("text")) {
                (Ok(Value::Array(body)), _) => push_plain(body, out),
                (_, Ok(Value::Str(text))) => out.push_str(text),
                _ => out.push(' '),
            },
            _ => {}
        }
    }
}

/// `blocks(blocks, design)`: paragraphs and lists.
static BLOCKS: NativeFuncData = function("blocks", false, &|engine, context, args| {
    let blocks: Array = args.expect("blocks")?;
    let design: Dict = args.expect("design")?;
    let mut builder = ContentBuilder { engine, context, design: &design, span: args.span };
    Ok(Value::Content(builder.blocks(blocks.iter())?))
});

/// `date(text, design)`: a styled date.
static DATE: NativeFuncData = function("date", false, &|engine, context, args| {
    let text: Value = args.expect("text")?;
    let design: Dict = args.expect("design")?;
    let mut builder = ContentBuilder { engine, context, design: &design, span: args.span };
    Ok(Value::Content(builder.date(&text)?))
});

/// `rows(rows, head, apart, design)`: the rows for a theme to place.
static ROWS: NativeFuncData = function("rows", false, &|engine, context, args| {
    let rows: Content = args.expect("rows")?;
    let rows = input::rows_of(&rows, args.span)?;
    let head: Func = args.expect("head")?;
    let apart: Dict = args.expect("apart")?;
    let design: Dict = args.expect("design")?;
    let builder = ContentBuilder { engine, context, design: &design, span: args.span };
    rows::rows(builder, &rows, &head, &apart, &PARTS).map(Value::Array)
});

/// `parts(parts, design, from, to)`: a range of the parts of a row.
static PARTS: NativeFuncData = function("parts", false, &|engine, context, args| {
    let parts: Array = args.expect("parts")?;
    let design: Dict = args.expect("design")?;
    let from: usize = args.expect("from")?;
    let to: usize = args.expect("to")?;
    let mut builder = ContentBuilder { engine, context, design: &design, span: args.span };
    Ok(Value::Content(builder.parts(parts.iter().skip(from).take(to.saturating_sub(from)))?))
});

/// `spread(items, separator, balanced, movable:)`: short items on shared lines.
static SPREAD: NativeFuncData = function("spread", false, &|_, _, args| {
    let items: Array = args.expect("items")?;
    let separator = args.expect("separator")?;
    let balanced: bool = args.expect("balanced")?;
    let movable: Option<Option<usize>> = args.named("movable")?;
    let (movable, span) = (movable.flatten(), args.span);
    Ok(Value::Content(spread::spread(items, separator, balanced, movable, span)))
});

/// `contact-column(items)`: contacts below each other in one size.
static CONTACT_COLUMN: NativeFuncData = function("contact-column", false, &|_, _, args| {
    let items: Array = args.expect("items")?;
    Ok(Value::Content(contacts::column(items, args.span)))
});

/// `separator(sign)`: a separator between items on a line, as a string.
static SEPARATOR: NativeFuncData = function("separator", false, &|_, _, args| {
    let sign: Str = args.expect("sign")?;
    Ok(line_breaks::separator(&sign).into_value())
});

/// `small-caps(weight: 600, body)`: text in small capitals, or in a weight if its font or language has
/// none.
static SMALL_CAPS: NativeFuncData = function("small-caps", false, &|_, _, args| {
    let weight = args.named("weight")?.unwrap_or_else(|| 600.into_value());
    let body = args.expect("body")?;
    Ok(Value::Content(small_caps::small_caps(body, weight, args.span)))
});

/// `join-present(parts, separator)`: those of the parts that are not `none`; `none` if there are
/// none.
static JOIN_PRESENT: NativeFuncData = function("join-present", false, &|_, _, args| {
    let parts: Array = args.expect("parts")?;
    let separator: Content = args.expect("separator")?;
    let parts = parts.into_iter().map(Value::cast::<Option<Content>>);
    let parts = parts.collect::<Result<Vec<_>, _>>().at(args.span)?;
    Ok(ends::join_present(parts, &separator).into_value())
});

/// `line-head(..lines)`: lines below each other, in which headings are inline; lines that are
/// `none` are skipped.
static LINE_HEAD: NativeFuncData = function("line-head", false, &|_, _, args| {
    Ok(Value::Content(ends::lines_of(args.all::<Option<Content>>()?)))
});

/// `ends(start, end)`: a line with content at both ends.
static ENDS: NativeFuncData = function("ends", false, &|_, _, args| {
    let start: Option<Content> = args.expect("start")?;
    let end: Option<Content> = args.expect("end")?;
    Ok(ends::ends(start, end).into_value())
});

/// `ends-head(design, slots, level, brief)`: an entry head with the date at the end of the first
/// line.
static ENDS_HEAD: NativeFuncData =
    function("ends-head", false, &|_, _, args| heads::ends_head(Above::Date, args));

/// `place-ends-head(design, slots, level, brief)`: an entry head with the place at the end of the
/// first line.
static PLACE_ENDS_HEAD: NativeFuncData =
    function("place-ends-head", false, &|_, _, args| heads::ends_head(Above::Place, args));

/// `rail-lines(design, slots, level, brief, late)`: an entry head without its date, with `late`, a date
/// that does not fit in the rail.
static RAIL_LINES: NativeFuncData =
    function("rail-lines", false, &|_, _, args| heads::rail_lines(args));

/// `measure(width: auto, body)`: the size of content that does not depend on its place. Requires a
/// context.
static MEASURE: NativeFuncData = function("measure", true, &|engine, context, args| {
    let width: Option<Smart<Length>> = args.named("width")?;
    let body: Content = args.expect("body")?;
    let styles = context.styles().at(args.span)?;
    let width = width.and_then(Smart::custom).map(|width| width.resolve(styles));
    let size = widths::measure(engine, &body, styles, width)?;
    Ok(Value::Dict(dict! { "width" => size.x, "height" => size.y }))
});

/// `fits(width, body)`: whether content that is set on one line and does not depend on its place is
/// at most as wide. Requires a context.
static FITS: NativeFuncData = function("fits", true, &|engine, context, args| {
    let width: Length = args.expect("width")?;
    let body: Content = args.expect("body")?;
    let styles = context.styles().at(args.span)?;
    let fits = widths::fits(engine, &body, &Locator::root(), styles, width.resolve(styles))?;
    Ok(fits.into_value())
});

/// `place-rows(rows, place)`: rows below each other.
static PLACE_ROWS: NativeFuncData = function("place-rows", false, &|engine, context, args| {
    let rows: Array = args.expect("rows")?;
    let place: Func = args.expect("place")?;
    placing::place_rows(engine, context, &rows, &place, args.span).map(Value::Content)
});

/// `place-body(side, body, ..placing)`: a row in a single column.
static PLACE_BODY: NativeFuncData = function("place-body", false, &placing::place_body);

/// `section-under-title(design, title, rows, place: place-body)`: a section under its title.
static SECTION_UNDER_TITLE: NativeFuncData =
    function("section-under-title", false, &|engine, context, args| {
        placing::section_under_title(engine, context, args).map(Value::Content)
    });

/// `section-heading(section, look)`: the title of a section as a heading.
static SECTION_HEADING: NativeFuncData =
    function("section-heading", false, &|engine, context, args| {
        let section: Dict = args.expect("section")?;
        let look: Func = args.expect("look")?;
        let design = Dict::new();
        let mut builder = ContentBuilder { engine, context, design: &design, span: args.span };
        placing::section_heading(&mut builder, &section, look).map(IntoValue::into_value)
    });

/// `color-of(options, part)`: the colour of a part of the page.
static COLOR_OF: NativeFuncData = function("color-of", false, &|_, _, args| {
    let options: Dict = args.expect("options")?;
    let part: Str = args.expect("part")?;
    Ok(titles::color_of(&options, &part, args.span)?.into_value())
});

/// `in-case(case, tracking: 0.04em, body)`: text in small capitals, capitals or unchanged.
static IN_CASE: NativeFuncData = function("in-case", false, &|_, _, args| {
    let case: Str = args.expect("case")?;
    let tracking = args.named("tracking")?.unwrap_or_else(|| titles::TRACKING.into());
    let body = args.expect("body")?;
    Ok(Value::Content(titles::in_case(&case, tracking, body, args.span)))
});

/// `title-look(design, tracking: 0.04em, ..looks, body)`: the style of a section title.
static TITLE_LOOK: NativeFuncData = function("title-look", false, &|engine, _, args| {
    titles::title_look(engine, args).map(Value::Content)
});

/// `ruled-title(design, gap: 0.8em, reach: 0pt, tracking: 0.04em, body)`: a section title with its
/// rule.
static RULED_TITLE: NativeFuncData = function("ruled-title", false, &titles::ruled_title);

/// `height-of(rows, width)`: the total height of rows at a width. Requires a context.
static HEIGHT_OF: NativeFuncData = function("height-of", true, &|engine, context, args| {
    let rows: Array = args.expect("rows")?;
    let width: Length = args.expect("width")?;
    let mut columns = columns(engine, context, args)?;
    let width = width.resolve(columns.styles);
    Ok(columns.height_of(&rows, width)?.into_value())
});

/// `fitting(rows, width, height)`: the rows that fit in a height, and the remaining ones. Requires a
/// context.
static FITTING: NativeFuncData = function("fitting", true, &|engine, context, args| {
    let rows: Array = args.expect("rows")?;
    let [width, height]: [Length; 2] = [args.expect("width")?, args.expect("height")?];
    let mut columns = columns(engine, context, args)?;
    let (width, height) = (width.resolve(columns.styles), height.resolve(columns.styles));
    let (here, there) = columns.fitting(&rows, width, height)?;
    Ok(Value::Array([here, there].into_iter().map(Value::Array).collect()))
});

/// `balanced(sections, wanted, wide, narrow, widths, start: (0pt, 0pt), least: 0pt, most: none)`: the
/// indices of the sections that go to a narrow column. Requires a context.
static BALANCED: NativeFuncData = function("balanced", true, &|engine, context, args| {
    let sections: Array = args.expect("sections")?;
    let wanted: Array = args.expect("wanted")?;
    let [wide, narrow]: [Array; 2] = [args.expect("wide")?, args.expect("narrow")?];
    let widths: Axes<Length> = args.expect("widths")?;
    let start: Option<Axes<Length>> = args.named("start")?;
    let least: Option<Length> = args.named("least")?;
    let most: Option<Option<Length>> = args.named("most")?;
    let mut columns = columns(engine, context, args)?;
    let styles = columns.styles;
    let pair = |lengths: Axes<Length>| (lengths.x.resolve(styles), lengths.y.resolve(styles));
    let room = Room {
        start: pair(start.unwrap_or_default()),
        least: least.unwrap_or_default().resolve(styles),
        most: most.flatten().map(|most| most.resolve(styles)),
    };
    columns.balanced(&sections, &wanted, (&wide, &narrow), pair(widths), room).map(Value::Array)
});

/// `column-pages(main, side, widths, full, room, height)`: the rows of two columns on each page, and
/// those below or after them at full width. Requires a context.
static COLUMN_PAGES: NativeFuncData = function("column-pages", true, &|engine, context, args| {
    let [main, side]: [Array; 2] = [args.expect("main")?, args.expect("side")?];
    let widths: Axes<Length> = args.expect("widths")?;
    let [full, room, height]: [Length; 3] =
        [args.expect("full")?, args.expect("room")?, args.expect("height")?];
    let mut columns = columns(engine, context, args)?;
    let resolved = |length: Length| length.resolve(columns.styles);
    let sheet = Sheet {
        wide: resolved(widths.x),
        narrow: resolved(widths.y),
        full: resolved(full),
        room: resolved(room),
        height: resolved(height),
    };
    let pages = columns.pages(main, side, sheet)?;
    let pair = |(main, side): (Array, Array)| {
        [main, side].into_iter().map(Value::Array).collect::<Array>().into_value()
    };
    Ok(Value::Dict(dict! {
        "columns" => pages.columns.into_iter().map(pair).collect::<Array>(),
        "rest" => pages.rest,
        "continues" => pages.continues,
    }))
});

fn columns<'a, 'e>(
    engine: &'a mut Engine<'e>,
    context: Tracked<'a, Context<'a>>,
    args: &Args,
) -> SourceResult<Columns<'a, 'e>> {
    Ok(Columns { engine, context, styles: context.styles().at(args.span)?, span: args.span })
}

//! Converts text and blocks of a plan to Typst content.

use std::str::FromStr;

use typst::comemo::Tracked;
use typst::diag::{At, SourceResult, bail};
use typst::ecow::EcoString;
use typst::engine::Engine;
use typst::foundations::{
    Array, Content, Context, Dict, Func, Label, NativeElement, Packed, Smart, Str, Value,
};
use typst::layout::{BlockBody, BlockElem, BoxElem, Dir, Em, Length, Spacing};
use typst::model::{
    Destination, EmphElem, EnumElem, EnumItem, Linebreaks, LinkElem, LinkTarget, ListElem,
    ListItem, ParElem, StrongElem, Url,
};
use typst::syntax::Span;
use typst::text::{
    Lang, LinebreakElem, RawContent, RawElem, Region, TextDir, TextElem, WritingScript,
};
use typst::visualize::Paint;

use super::{fitted, spread};

/// Separator between facts on one line.
const DOT: &str = " · ";
/// Approximate width of a bullet.
const BULLET: Em = Em::new(0.35);

/// Indent of the further lines of keywords that are divided into lines.
const TURNOVER: Em = Em::new(0.6);

/// Converts parts of a plan using a theme's design.
pub(super) struct ContentBuilder<'a, 'e> {
    pub(super) engine: &'a mut Engine<'e>,
    pub(super) context: Tracked<'a, Context<'a>>,
    pub(super) design: &'a Dict,
    pub(super) span: Span,
}

impl ContentBuilder<'_, '_> {
    /// Returns inline text as content.
    pub(super) fn text(&mut self, pieces: &Array) -> SourceResult<Content> {
        match pieces.as_slice() {
            [piece] => self.piece(piece),
            pieces => {
                let pieces = pieces.iter().map(|piece| self.piece(piece));
                Ok(Content::sequence(pieces.collect::<SourceResult<Vec<_>>>()?))
            }
        }
    }

    fn piece(&mut self, piece: &Value) -> SourceResult<Content> {
        let span = self.span;
        let piece = match piece {
            Value::Str(text) => return Ok(plain(text.clone(), span)),
            Value::Dict(piece) => piece,
            _ => bail!(span, "invalid text: it has to be one of the view's"),
        };
        let kind: Str = field(piece, "kind", span)?;
        if kind.as_str() == "break" {
            return Ok(LinebreakElem::new().pack().spanned(span));
        }
        if kind.as_str() == "code" {
            let text: EcoString = field::<Str>(piece, "text", span)?.into();
            return Ok(RawElem::new(RawContent::Text(text)).pack().spanned(span));
        }
        let body: Array = field(piece, "body", span)?;
        let body = self.text(&body)?;
        Ok(match kind.as_str() {
            "strong" => StrongElem::new(body).pack().spanned(span),
            "italic" => EmphElem::new(body).pack().spanned(span),
            "emphasis" => {
                let label = Label::new(typst::utils::PicoStr::intern("emphasis"))
                    .expect("a name is no empty string");
                EmphElem::new(body).pack().spanned(span).labelled(label)
            }
            "link" => {
                let url: Str = field(piece, "url", span)?;
                let url = Url::new(url).at(span)?;
                LinkElem::new(LinkTarget::Dest(Destination::Url(url)), body).pack().spanned(span)
            }
            "box" => boxed(body, span),
            "fitted" => fitted::fitted(body, span),
            "foreign" => self.foreign(piece, body)?,
            "role" => {
                let role: Str = field(piece, "role", span)?;
                self.role(&role, body)?
            }
            other => bail!(span, "unknown kind of text: {other}"),
        })
    }

    /// Returns text in another language. Text in the other direction is put in a box where
    /// possible, so that adjacent signs keep the direction of the line.
    fn foreign(&self, piece: &Dict, body: Content) -> SourceResult<Content> {
        let span = self.span;
        let lang: Lang = field(piece, "lang", span)?;
        let region: Option<Region> = field(piece, "region", span)?;
        let dir: Option<Str> = field(piece, "dir", span)?;
        let text = body.set(TextElem::lang, lang).set(TextElem::region, region);
        let Some(dir) = dir else { return Ok(text) };
        let dir = if dir.as_str() == "rtl" { Dir::RTL } else { Dir::LTR };
        let turned = text.set(TextElem::dir, TextDir(Smart::Custom(dir)));
        let is_apart: bool = field(piece, "apart", span)?;
        Ok(if is_apart { boxed(turned, span) } else { turned })
    }

    /// Applies a role of the design to content.
    pub(super) fn role(&mut self, name: &str, body: Content) -> SourceResult<Content> {
        let roles: Dict = field(self.design, "role", self.span)?;
        let role: Func = field(&roles, name, self.span)?;
        self.call(&role, body)
    }

    fn call(&mut self, function: &Func, body: Content) -> SourceResult<Content> {
        Ok(function.call(self.engine, self.context, [Value::Content(body)])?.display())
    }

    /// Returns a date. A dash at its end does not hang into the margin, and there is no space
    /// between Chinese characters and digits.
    pub(super) fn date(&mut self, text: &Value) -> SourceResult<Content> {
        let date = match text {
            Value::Array(pieces) => self.text(pieces)?,
            text => self.piece(text)?,
        };
        let date = date
            .set(TextElem::overhang, false)
            .set(TextElem::cjk_latin_spacing, Smart::Custom(None));
        let lang: Str = field(self.design, "lang", self.span)?;
        if !matches!(lang.as_str(), "ja" | "zh") {
            return Ok(date);
        }
        // Fonts have another dash for it between digits than before Chinese characters.
        let script = WritingScript::from_str("hani").at(self.span)?;
        Ok(date.set(TextElem::script, Smart::Custom(script)))
    }

    /// Returns a date with its style and colour.
    pub(super) fn dated(&mut self, date: Content) -> SourceResult<Content> {
        let options: Dict = field(self.design, "options", self.span)?;
        let named: Str = field(&options, "date-color", self.span)?;
        let option =
            if named.as_str() == "accent" { "accent".to_owned() } else { format!("{named}-color") };
        let color: Paint = field(&options, &option, self.span)?;
        Ok(self.role("date", date)?.set(TextElem::fill, color))
    }

    /// Returns paragraphs and lists as content.
    pub(super) fn blocks<'b>(
        &mut self,
        blocks: impl IntoIterator<Item = &'b Value>,
    ) -> SourceResult<Content> {
        let mut content = Vec::new();
        // Consecutive bullet lists.
        let mut bullets = Vec::new();
        for block in blocks {
            let block: Dict = block.clone().cast().at(self.span)?;
            let kind: Str = field(&block, "kind", self.span)?;
            if kind.as_str() == "highlights" {
                bullets.extend(self.bullets(&block)?);
                continue;
            }
            if !bullets.is_empty() {
                content.push(self.list(std::mem::take(&mut bullets)));
            }
            content.push(self.block(&kind, &block)?);
        }
        if !bullets.is_empty() {
            content.push(self.list(bullets));
        }
        Ok(if content.len() == 1 { content.remove(0) } else { Content::sequence(content) })
    }

    /// Joins the parts of a row.
    pub(super) fn parts<'b>(
        &mut self,
        parts: impl IntoIterator<Item = &'b Value>,
    ) -> SourceResult<Content> {
        let parts = parts.into_iter().map(|part| part.clone().cast::<Array>());
        let parts = parts.collect::<Result<Vec<_>, _>>().at(self.span)?;
        self.blocks(parts.iter().flat_map(|part| part.iter()))
    }

    fn block(&mut self, kind: &str, block: &Dict) -> SourceResult<Content> {
        let span = self.span;
        Ok(match kind {
            "keywords" if has_lines(block, span)? => {
                let body: Array = field(block, "body", span)?;
                let mut lines = Vec::new();
                for line in body.as_slice().split(is_break) {
                    let line = self.text(&line.iter().cloned().collect())?;
                    let line =
                        ParElem::new(line).with_linebreaks(Smart::Custom(Linebreaks::Simple));
                    lines.push(line.with_hanging_indent(TURNOVER.into()).pack().spanned(span));
                }
                Content::sequence(lines).set(ParElem::spacing, Length::zero())
            }
            "paragraph" | "keywords" | "reference" => {
                let body: Array = field(block, "body", span)?;
                let mut paragraph = ParElem::new(self.text(&body)?);
                if kind == "keywords" {
                    paragraph = paragraph.with_linebreaks(Smart::Custom(Linebreaks::Simple));
                }
                if kind == "reference" {
                    // Justified lines would have wide gaps before an address, which does not break.
                    paragraph = paragraph
                        .with_hanging_indent(self.indent_of_highlights()?)
                        .with_justify(false);
                }
                paragraph.pack().spanned(span)
            }
            "facts" => {
                let items: Array = field(block, "items", span)?;
                let mut set = Array::new();
                for item in items {
                    let item: Array = item.cast().at(span)?;
                    set.push(Value::Content(self.text(&item)?));
                }
                let line = spread::spread(set, plain(DOT.into(), span), false, None, span);
                let above = Smart::Custom(Spacing::from(self.gap("highlight")?));
                BlockElem::new()
                    .with_above(above)
                    .with_body(Some(BlockBody::Content(line)))
                    .pack()
                    .spanned(span)
            }
            "list" | "enumeration" => {
                let items: Array = field(block, "items", span)?;
                let mut set = Vec::with_capacity(items.len());
                for item in items {
                    let item: Array = item.cast().at(span)?;
                    set.push(self.blocks(item.iter())?);
                }
                if kind == "list" {
                    self.list(set)
                } else {
                    let items =
                        set.into_iter().map(|item| Packed::new(EnumItem::new(item))).collect();
                    EnumElem::new(items).pack().spanned(span)
                }
            }
            other => bail!(span, "unknown kind of block: {other}"),
        })
    }

    fn list(&self, items: Vec<Content>) -> Content {
        let items = items.into_iter().map(|item| Packed::new(ListItem::new(item))).collect();
        ListElem::new(items).pack().spanned(self.span)
    }

    /// Returns bullets. The title of a group is kept with its first bullet.
    fn bullets(&mut self, block: &Dict) -> SourceResult<Vec<Content>> {
        let items: Array = field(block, "items", self.span)?;
        let mut bullets = Vec::with_capacity(items.len());
        for item in items {
            let item: Dict = item.cast().at(self.span)?;
            let body: Array = field(&item, "body", self.span)?;
            let mut bullet = self.blocks(body.iter())?;
            let nested: Array = field(&item, "highlights", self.span)?;
            if !nested.is_empty() {
                let below = Smart::Custom(Spacing::from(self.gap("highlight")?));
                let head = BlockElem::new().with_sticky(true).with_below(below);
                let head =
                    head.with_body(Some(BlockBody::Content(bullet))).pack().spanned(self.span);
                let own = self.bullets_of(&nested)?;
                bullet = Content::sequence([head, own]);
            }
            bullets.push(bullet);
        }
        Ok(bullets)
    }

    fn bullets_of(&mut self, items: &Array) -> SourceResult<Content> {
        let mut block = Dict::new();
        block.insert("items".into(), Value::Array(items.clone()));
        let bullets = self.bullets(&block)?;
        Ok(self.list(bullets))
    }

    /// Returns the approximate distance of the text of highlights from the edge of the column.
    fn indent_of_highlights(&self) -> SourceResult<Length> {
        let options: Dict = field(self.design, "options", self.span)?;
        let length = |name| field::<Length>(&options, name, self.span);
        Ok(length("list-indent")? + Length::from(BULLET) + length("bullet-gap")?)
    }

    pub(super) fn gap(&self, name: &str) -> SourceResult<Length> {
        let gaps: Dict = field(self.design, "gap", self.span)?;
        field(&gaps, name, self.span)
    }
}

/// Returns whether keywords are divided into lines.
fn has_lines(block: &Dict, span: Span) -> SourceResult<bool> {
    let body: Array = field(block, "body", span)?;
    Ok(body.iter().any(is_break))
}

fn is_break(piece: &Value) -> bool {
    let Value::Dict(piece) = piece else { return false };
    piece.get("kind").is_ok_and(|kind| *kind == Value::Str("break".into()))
}

fn plain(text: Str, span: Span) -> Content {
    TextElem::packed(EcoString::from(text)).spanned(span)
}

fn boxed(body: Content, span: Span) -> Content {
    BoxElem::new().with_body(Some(body)).pack().spanned(span)
}

pub(super) fn field<T: typst::foundations::FromValue>(
    dict: &Dict,
    name: &str,
    span: Span,
) -> SourceResult<T> {
    dict.get(name).at(span)?.clone().cast().at(span)
}

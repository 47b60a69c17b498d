//! Writes marked-up text as HTML.

use maud::{Markup, Render, html};

use crate::plan::{Piece, Text};

/// Returns text with its markup as HTML.
pub(super) fn inline(text: &Text) -> Markup {
    let mut out = Markup::default();
    for piece in &text.0 {
        self::piece(piece).render_to(&mut out.0);
    }
    out
}

fn piece(piece: &Piece) -> Markup {
    match piece {
        Piece::Plain(text) => html! { (text) },
        Piece::Strong(body) => html! { strong { (inline(body)) } },
        Piece::Emphasis(body) => html! { em { (inline(body)) } },
        Piece::Italic(body) => html! { cite { (inline(body)) } },
        Piece::Code(text) => html! { code { (text) } },
        Piece::Link { url, body } => html! { a href=(url) { (inline(body)) } },
        Piece::Break => html! { br; },
        Piece::Foreign { lang, region, dir, body, .. } => {
            let language = match region {
                Some(region) => format!("{lang}-{region}"),
                None => lang.clone(),
            };
            match dir {
                // `bdi` keeps text in the other direction from reordering adjacent signs.
                Some(dir) => html! { bdi lang=(language) dir=(dir) { (inline(body)) } },
                None => html! { span lang=(language) { (inline(body)) } },
            }
        }
        Piece::Box(body) | Piece::Fitted(body) => inline(body),
        Piece::Role("label", body) => html! { strong class="run-in" { (inline(body)) } },
        Piece::Role("self", body) => html! { b { (inline(body)) } },
        Piece::Role(role, body) => html! { span class=(role) { (inline(body)) } },
    }
}

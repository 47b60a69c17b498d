use crate::resume::{Resume, Role, Text, Visitor, visit_resume};
use crate::source::Path;

/// A text, passed to be read, changed or removed.
pub(super) enum Found<'a> {
    /// Marked-up text.
    Text(&'a mut String),
    /// An address, a number or an identifier, which cannot be shortened.
    Whole(&'a mut Option<String>),
}

/// Passes every text, in every language, to a function.
pub(super) struct EachText<F>(pub F);

impl<F: FnMut(&Path, Role, Found)> Visitor for EachText<F> {
    fn text(&mut self, path: &Path, role: Role, text: &mut Text) {
        text.iter_mut().for_each(|text| self.0(path, role, Found::Text(text)));
    }

    fn plain(&mut self, path: &Path, role: Role, text: &mut String) {
        self.0(path, role, Found::Text(text));
    }

    fn whole(&mut self, path: &Path, role: Role, text: &mut Option<String>) {
        self.0(path, role, Found::Whole(text));
    }
}

/// Passes every text of a résumé to `visit`, with the path of its datum or of the enclosing part.
pub(super) fn each_text(resume: &mut Resume, visit: impl FnMut(&Path, Role, Found)) {
    visit_resume(resume, &mut EachText(visit));
}

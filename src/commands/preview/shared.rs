//! State shared between builds and the preview server.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use super::design::Design;
use super::rendered::{Pictures, RenderedPages, WordPosition};
use super::{editor, write};
use crate::commands::report::PreviewMessage;
use crate::commands::watch::Wake;

/// The state of a preview.
pub(super) struct Shared {
    /// Secret part of the address, which prevents access by other pages and users.
    pub(super) token: String,
    /// Files on the command line; only these may be opened and written.
    pub(super) files: Vec<PathBuf>,
    pub(super) editor: Option<String>,
    /// Wakes the thread that waits for file changes.
    pub(super) waker: Sender<Wake>,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    version: u64,
    /// Current event to send to the page.
    event: Arc<str>,
    controls: Arc<str>,
    pictures: Pictures,
    messages: Vec<PreviewMessage>,
    /// Last pages without errors.
    shown: Option<Arc<RenderedPages>>,
    design: Design,
    is_requested: bool,
}

/// The result of a build.
pub(super) struct Round {
    /// `None` if the build failed.
    pub(super) shown: Option<(RenderedPages, Value)>,
    pub(super) messages: Vec<PreviewMessage>,
    pub(super) milliseconds: u128,
}

/// The answer to the page, or an error message.
type Answer = Result<Value, String>;

impl Shared {
    pub(super) fn new(
        token: String,
        files: Vec<PathBuf>,
        editor: Option<String>,
        waker: Sender<Wake>,
    ) -> Self {
        let (state, changed) = (Mutex::default(), Condvar::new());
        Self { token, files, editor, waker, state, changed }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the requested design and marks it as seen.
    pub(super) fn design(&self) -> Design {
        let mut state = self.lock();
        state.is_requested = false;
        state.design.clone()
    }

    /// Replaces the requested design, unless there is a newer one than `taken`.
    pub(super) fn replace_design(&self, taken: &Design, design: Design) {
        let mut state = self.lock();
        if state.design == *taken {
            state.design = design;
        }
    }

    /// Returns whether the page made a new request.
    pub(super) fn is_requested(&self) -> bool {
        self.lock().is_requested
    }

    /// Returns the last pages without errors.
    pub(super) fn shown(&self) -> Option<Arc<RenderedPages>> {
        self.lock().shown.clone()
    }

    /// Publishes the result of a build.
    pub(super) fn publish(&self, round: Round) {
        let Round { shown, messages, milliseconds } = round;
        let mut state = self.lock();
        state.version += 1;
        let is_good = shown.is_some();
        let mut added = BTreeMap::new();
        if let Some((shown, controls)) = shown {
            let version = state.version;
            if state.shown.is_some() {
                added = state.pictures.added(&shown.pages);
            }
            state.pictures.keep(&shown.pages, version);
            state.controls = controls.to_string().into();
            state.shown = Some(Arc::new(shown));
        }
        let message = |it: &PreviewMessage| json!({"severity": it.severity, "text": it.text, "file": it.file, "line": it.line});
        let name = self.files.first().map(|file| file.display().to_string());
        let event = json!({
            "version": state.version,
            "good": is_good,
            "file": name,
            "editor": self.editor.is_some(),
            "milliseconds": milliseconds,
            "messages": messages.iter().map(message).collect::<Vec<_>>(),
            "document": state.shown.as_ref().map(|shown| shown.describe()),
            "look": hash(&state.controls),
            "added": added,
        });
        state.event = event.to_string().into();
        state.messages = messages;
        drop(state);
        self.changed.notify_all();
    }

    /// Waits for an event other than the version already seen; `None` on timeout.
    pub(super) fn wait_for_other(
        &self,
        seen: Option<u64>,
        most: Duration,
    ) -> Option<(u64, Arc<str>)> {
        let is_old = |state: &mut State| state.version == 0 || Some(state.version) == seen;
        let waited = self.changed.wait_timeout_while(self.lock(), most, is_old);
        let (state, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        (!timeout.timed_out()).then(|| (state.version, Arc::clone(&state.event)))
    }

    pub(super) fn controls(&self) -> Arc<str> {
        let controls = Arc::clone(&self.lock().controls);
        if controls.is_empty() { "null".into() } else { controls }
    }

    pub(super) fn picture(&self, hash: &str) -> Option<Arc<[u8]>> {
        self.lock().pictures.get(hash)
    }

    pub(super) fn words(&self) -> Value {
        let (shown, version) = {
            let state = self.lock();
            (state.shown.clone(), state.version)
        };
        let words = shown.map_or_else(|| json!([]), |shown| shown.describe_words());
        json!({"version": version, "words": words})
    }

    /// Finds the datum of a word, given by number or by position on a page.
    pub(super) fn find(&self, requested: &Value) -> Answer {
        let shown = self.shown().ok_or("no pages yet")?;
        let number = |key: &str| requested[key].as_u64().and_then(|n| usize::try_from(n).ok());
        let place = || Some((number("page")?, requested["x"].as_f64()?, requested["y"].as_f64()?));
        let word = number("word")
            .or_else(|| place().and_then(|(page, x, y)| shown.word_at(page, x, y)))
            .ok_or("there is no text")?;
        let found = shown.find(word).ok_or("this text comes from the theme, not from the data")?;
        let words = shown.same_datum(word);
        let opened = match &self.editor {
            Some(_) if requested["open"].as_bool() == Some(true) => {
                self.open_at(&found.file, found.line, found.column)
            }
            _ => Ok(()),
        };
        let WordPosition { path, file, line, column, text } = found;
        Ok(json!({
            "path": path, "file": file, "line": line, "column": column, "text": text,
            "word": word, "words": words, "error": opened.err(),
        }))
    }

    /// Opens the position of a message or a found line in the editor.
    pub(super) fn open(&self, requested: &Value) -> Answer {
        let file = requested["file"].as_str().ok_or("no file is named")?;
        let number = |key: &str| requested[key].as_u64().and_then(|n| usize::try_from(n).ok());
        self.open_at(file, number("line").unwrap_or(1), number("column").unwrap_or(1))?;
        Ok(json!({}))
    }

    fn open_at(&self, file: &str, line: usize, column: usize) -> Result<(), String> {
        let editor = self.editor.as_deref().ok_or("name an editor with `--editor`")?;
        if !self.files.iter().any(|own| own.display().to_string() == file) {
            return Err(format!("`{file}` is not one of the files of this preview"));
        }
        editor::open(editor, file, line, column)
            .map_err(|error| format!("cannot open the editor: {error}"))
    }

    /// Accepts a request of the page.
    pub(super) fn ask(&self, requested: &Value) -> Answer {
        let design: Design =
            serde_json::from_value(requested.clone()).map_err(|error| error.to_string())?;
        let mut state = self.lock();
        state.design = design;
        state.is_requested = true;
        drop(state);
        let _ = self.waker.send(Wake::Request);
        Ok(json!({}))
    }

    /// Writes the requested design into the file.
    pub(super) fn write(&self) -> Answer {
        let (shown, design) = {
            let state = self.lock();
            (state.shown.clone(), state.design.clone())
        };
        let shown = shown.ok_or("no pages yet")?;
        let file = self.files.first().ok_or("no file is named")?;
        let written = write::write(file, &design, &shown)?;
        // Stored in the file now, so no longer an override.
        let mut state = self.lock();
        if state.design == design {
            state.design = design.without_written();
            state.is_requested = true;
        }
        drop(state);
        let _ = self.waker.send(Wake::Request);
        Ok(json!({"written": written}))
    }
}

fn hash(text: &str) -> String {
    format!("{:032x}", typst::utils::hash128(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_design_requested_during_a_build_is_not_replaced() {
        let (waker, _wakes) = std::sync::mpsc::channel();
        let shared = Shared::new(String::new(), Vec::new(), None, waker);
        let design = |theme: &str| -> Design {
            serde_json::from_value(json!({"theme": theme})).expect("a design")
        };
        shared.ask(&json!({"theme": "ivy"})).expect("a design");
        let taken = shared.design();
        shared.replace_design(&taken, design("duo"));
        assert_eq!(shared.design(), design("duo"));
        let taken = shared.design();
        shared.ask(&json!({"theme": "band"})).expect("a design");
        shared.replace_design(&taken, design("grid"));
        assert_eq!(shared.design(), design("band"));
    }
}

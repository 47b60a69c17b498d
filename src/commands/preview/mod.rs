//! `recto preview`: shows the pages in a browser and updates them on changes.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Instant;

use serde_json::Value;

use super::request::Requests;
use super::watch::Wake;
use super::{Failure, Report};
use crate::cli::{DesignArgs, ReadingArgs, ShowArgs, TailorArgs};
use crate::diagnostic::Diagnostic;
use crate::press::{Outputs, Press, Record};
use rendered::{Page, RenderedPages};
use shared::{Round, Shared};

mod design;
mod editor;
mod http;
mod rendered;
mod server;
mod shared;
mod write;

/// A running preview.
pub(super) struct Preview {
    shared: Arc<Shared>,
    resume: PathBuf,
    reading: ReadingArgs,
    design: DesignArgs,
    tailor: TailorArgs,
    address: String,
    opens: bool,
}

impl Preview {
    /// Starts the server without a page to show; `waker` is notified of requests.
    ///
    /// Reports and returns an error if several editions are requested or the port is unavailable.
    pub(super) fn start(
        resume: PathBuf,
        (reading, design, tailor): (&ReadingArgs, &DesignArgs, &TailorArgs),
        show: &ShowArgs,
        waker: Sender<Wake>,
        report: &mut Report,
    ) -> Result<Self, Failure> {
        if let Some(flag) = design::refuse_all(design, tailor) {
            let message = format!("a preview shows one edition, so `{flag} all` cannot be used");
            return Err(report.usage(message, "choose one; the page offers the others"));
        }
        let files = std::iter::once(&resume).chain(&tailor.overlays).cloned().collect();
        let editor = show.editor.clone().or_else(editor_of_environment);
        let shared = Arc::new(Shared::new(token(report)?, files, editor, waker));
        let port = show.port.unwrap_or(0);
        let address = server::serve(Arc::clone(&shared), port).map_err(|error| {
            let message = format!("cannot listen on port {port} ({})", super::read::reason(&error));
            report.input(
                Diagnostic::error("port", message).hint("omit `--port` to use any free port"),
            )
        })?;
        Ok(Self {
            shared,
            resume,
            reading: reading.clone(),
            design: design.clone(),
            tailor: tailor.clone(),
            address,
            opens: show.open,
        })
    }

    /// Prints the address of the page, and opens it if requested.
    pub(super) fn announce(&self, report: &mut Report) {
        report.done(&format!("preview at {}", self.address));
        if self.opens
            && let Err(error) = open::that_detached(&self.address)
        {
            report.done(&format!("cannot open the browser: {error}"));
        }
    }

    /// Returns whether the page requests another design.
    pub(super) fn is_requested(&self) -> bool {
        self.shared.is_requested()
    }

    /// Renders and shows the pages; `started` is the start of the build.
    pub(super) fn show(&mut self, press: &mut Press, started: Instant, round: &mut Report) {
        let shown = self.set(press, round);
        let milliseconds = started.elapsed().as_millis();
        if let Some((shown, _)) = &shown {
            let count = shown.pages.len();
            let pages = if count == 1 { "1 page".to_owned() } else { format!("{count} pages") };
            round.done_in_time(&format!("showed {} ({pages})", self.resume.display()));
        }
        self.shared.publish(Round { shown, messages: round.take_preview_messages(), milliseconds });
    }

    fn set(&self, press: &mut Press, round: &mut Report) -> Option<(RenderedPages, Value)> {
        let taken = self.shared.design();
        let mut requested = taken.clone();
        // Another theme may lack the chosen options.
        let mut record = Record::default();
        if let Some(name) = requested.theme()
            && let Ok(theme) = press.find_theme(name, &mut record)
        {
            requested.keep_options_of(&theme);
            self.shared.replace_design(&taken, requested.clone());
        }
        let (mut design, mut tailor) = (self.design.clone(), self.tailor.clone());
        requested.apply(&mut design, &mut tailor);
        let outputs = Outputs { formats: Vec::new(), ..Outputs::default() };
        let requests = Requests::new(&self.reading, &design, &tailor, round).ok()?;
        let request = requests.with_outputs(outputs).of_file(&self.resume, round).ok()?;
        let mut record = Record::default();
        let drafts = press.drafts(&request, &mut record);
        round.print(&mut record);
        let draft = drafts.ok()?.into_iter().next()?;
        let edition = press.print(&request, &draft, &request.outputs, &mut record);
        round.print(&mut record);
        let edition = edition.ok()?;
        round.fitted(&edition, true);
        let document = edition.pages.as_ref()?;
        let theme_name = design.theme.as_deref().unwrap_or(&edition.theme);
        let theme = press.find_theme(theme_name, &mut Record::default()).ok()?;
        let controls = design::controls(&requested, &theme, &draft, &edition, &design, &tailor);
        let before = self.shared.shown();
        let before: &[Page] = before.as_ref().map_or(&[], |shown| &shown.pages);
        Some((
            RenderedPages::new(&edition, document, &draft, theme, record.sources, before),
            controls,
        ))
    }
}

/// Returns the editor of the environment, preferring graphical ones if there is a display.
#[expect(clippy::disallowed_methods, reason = "a command may ask the environment")]
fn editor_of_environment() -> Option<String> {
    let named = |name| std::env::var(name).ok().filter(|editor| !editor.trim().is_empty());
    named("VISUAL").or_else(|| named("EDITOR"))
}

/// Returns a random token.
fn token(report: &mut Report) -> Result<String, Failure> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        report.input(Diagnostic::error(
            "random",
            format!("the system has no random numbers ({error})"),
        ))
    })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

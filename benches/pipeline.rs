//! Measures each stage, cold and warm, for a short and a long résumé.
//!
//! `cargo bench --bench pipeline`; the `process` benchmark measures whole processes.

use std::hint::black_box;
use std::path::Path;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use recto::diagnostic::{Diagnostics, Sources};
use recto::export::{self, Standards};
use recto::fit::{AdjustableOptions, FitInput, Fitted, fit};
use recto::format::{self, Dialect, ReadOptions};
use recto::locale::Locale;
use recto::press::Outputs;
use recto::resume::Resume;
use recto::source::{self, Node, Syntax};
use recto::tailor::{PageGoal, Selection, tailor};
use recto::theme::{Options, Theme};
use recto::typeset::typeset;
use recto::view::{View, ViewOptions, view};
use recto::world::{Fonts, ResumeWorld};
use recto::{Format, MemoryFiles, NamedFile, Outcome, Press, Request};

const SAMPLES: [(&str, &str); 2] = [("short", "graduate"), ("long", "kernel-engineer")];

fn text(sample: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/samples/{sample}.yaml"));
    std::fs::read_to_string(path).expect("the sample is there")
}

fn parse(text: &str) -> Node {
    let mut sources = Sources::default();
    let id = sources.add("cv.yaml", text);
    source::parse(Syntax::Yaml, id, text, &mut Diagnostics::default()).expect("it parses")
}

fn read(root: &Node) -> Resume {
    format::read(Dialect::Native, root, ReadOptions::default(), &mut Diagnostics::default())
        .remove(0)
}

fn see(resume: &Resume) -> View {
    let tailored =
        tailor(resume.clone(), &Selection::default(), &mut Diagnostics::default()).resume;
    let options = ViewOptions::on((2026, 1, 31));
    view(&tailored, &Locale::default(), &options, &mut Diagnostics::default())
}

fn world(view: &View) -> ResumeWorld {
    let theme = Theme::embedded("register").expect("it is embedded");
    let options = Options::defaults(&theme.options);
    ResumeWorld::new(theme, &options, view, Vec::new(), Fonts::embedded())
}

fn pages(world: &ResumeWorld) -> typst_layout::PagedDocument {
    typeset(world, &mut Sources::default(), &mut Diagnostics::default()).expect("it compiles")
}

fn fitted(world: &mut ResumeWorld, view: &View, pages: &str) -> Fitted {
    let theme = Theme::embedded("register").expect("it is embedded");
    let (options, adjustable) =
        (Options::defaults(&theme.options), AdjustableOptions::new(&theme, &[]));
    let input = FitInput {
        options: &options,
        adjustable: &adjustable,
        view,
        plan: theme.plan_settings(&options),
        pictures: &[],
        keeps_trials: false,
    };
    let goal = PageGoal::parse(pages).expect("it is a number");
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    fit(world, input, goal, &mut sources, &mut diagnostics).expect("it fits")
}

/// Runs the whole pipeline.
fn print(press: &mut Press, text: &str, formats: Vec<Format>) -> Outcome {
    let request = Request {
        theme: Some("register".to_owned()),
        pages: Some(PageGoal::AsDesigned),
        outputs: Outputs { formats, ..Outputs::default() },
        ..Request::new(NamedFile::new("cv.yaml", text), (2026, 1, 31))
    };
    let outcome = press.run(&request);
    assert!(outcome.failure.is_none(), "{:?}", outcome.record.diagnostics);
    outcome
}

/// A locale with its own words, and one that uses the nearest.
fn locales(c: &mut Criterion) {
    let mut group = c.benchmark_group("locale");
    for tag in ["en-US", "zh-MO"] {
        group.bench_function(tag, |b| b.iter(|| Locale::find(black_box(tag))));
    }
}

fn stages(c: &mut Criterion) {
    for (length, sample) in SAMPLES {
        let mut group = c.benchmark_group(length);
        let text = text(sample);
        let root = parse(&text);
        let resume = read(&root);
        let view = see(&resume);
        group.bench_function("source", |b| b.iter(|| parse(black_box(&text))));
        group.bench_function("format", |b| b.iter(|| read(black_box(&root))));
        group.bench_function("view", |b| b.iter(|| see(black_box(&resume))));
        group.bench_function("world", |b| b.iter(|| world(black_box(&view))));
        group.bench_function("typeset cold", |b| {
            b.iter_batched(
                || {
                    comemo::evict(0);
                    world(&view)
                },
                |world| pages(&world),
                BatchSize::PerIteration,
            );
        });
        group.bench_function("fit cold", |b| {
            b.iter_batched(
                || {
                    comemo::evict(0);
                    world(&view)
                },
                |mut world| fitted(&mut world, &view, if length == "short" { "1" } else { "3" }),
                BatchSize::PerIteration,
            );
        });
        group.bench_function("export", |b| {
            let world = world(&view);
            let document = pages(&world);
            b.iter(|| {
                let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
                export::pdf(
                    &document,
                    &Standards::default(),
                    &world,
                    &mut sources,
                    &mut diagnostics,
                )
            });
        });
        group.bench_function("cold", |b| {
            b.iter_batched(
                || comemo::evict(0),
                |()| print(&mut Press::new(MemoryFiles::default()), &text, vec![Format::Pdf]),
                BatchSize::PerIteration,
            );
        });
        group.bench_function("warm, one word changed", |b| {
            let mut press = Press::new(MemoryFiles::default());
            print(&mut press, &text, Vec::new());
            let mut turn = 0;
            b.iter(|| {
                turn += 1;
                let changed = text.replacen("the ", &format!("the{turn} "), 1);
                let outcome = print(&mut press, &changed, Vec::new());
                comemo::evict(10);
                outcome
            });
        });
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = locales, stages
}
criterion_main!(benches);

//! Answers every input with a line of JSON.

use std::ops::ControlFlow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::super::output;
use super::super::{Failure, Report};
use super::files::BuiltFile;
use super::inputs::{Entry, Inputs};
use super::job::{Built, Outcome, Run};
use super::no_threads;
use super::workers::Workers;
use crate::press::Press;

/// Writes a line to standard output for every input.
pub(super) fn stream(
    run: &Run,
    workers: &mut Workers,
    inputs: &Inputs,
    in_order: bool,
    report: &mut Report,
) -> Result<(), Failure> {
    let form = report.collecting(None);
    let make = |press: &mut Press, entry: &Entry| run.build(press, entry, None, &form);
    let fault = |entry: &Entry| run.fault(entry, &form);
    let mut outcome = Ok(());
    let mut is_clean = true;
    let entries = inputs.entries(report)?;
    let done = workers.each(entries, in_order, make, fault, |built: Built| {
        is_clean &= built.collected.is_empty() && !matches!(built.outcome, Outcome::Failed(_));
        match output::print_now(&answer(&built)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                outcome = Err(error);
                ControlFlow::Break(())
            }
        }
    });
    done.map_err(|error| no_threads(&error, report))?;
    match outcome {
        Err(error) => output::unless_closed(&error, report),
        // Errors are part of the answers and do not fail the run.
        Ok(()) if report.is_strict() && !is_clean => Err(Failure::Input),
        Ok(()) => Ok(()),
    }
}

/// Returns an answer with a final line break.
fn answer(built: &Built) -> String {
    let mut object = Map::new();
    object.insert("n".to_owned(), built.number.into());
    if let Some(id) = &built.id {
        object.insert("id".to_owned(), id.clone());
    }
    if built.file.is_some() {
        object.insert("input".to_owned(), built.input.as_str().into());
    }
    object.insert("ok".to_owned(), (!matches!(built.outcome, Outcome::Failed(_))).into());
    object.insert("pages".to_owned(), built.pages.into());
    object.insert("ms".to_owned(), built.milliseconds.into());
    object.insert("outputs".to_owned(), built.outputs.iter().map(output).collect());
    let mut line = Value::from(object).to_string();
    line.pop();
    line.push_str(",\"diagnostics\":[");
    // Already JSON, with special characters escaped.
    let reported: Vec<_> =
        built.collected.iter().map(|collected| collected.text.trim_end()).collect();
    line.push_str(&reported.join(","));
    line.push_str("]}\n");
    line
}

fn output(made: &BuiltFile) -> Value {
    let mut object = Map::new();
    match &made.path {
        Some(path) => object.insert("path".to_owned(), path.to_string_lossy().into()),
        None => object.insert("base64".to_owned(), STANDARD.encode(&made.bytes).into()),
    };
    object.insert("format".to_owned(), made.format.name().into());
    object.insert("bytes".to_owned(), made.size.into());
    if let Some(pages) = made.pages {
        object.insert("pages".to_owned(), pages.into());
    }
    if let Some(page) = made.page {
        object.insert("page".to_owned(), page.into());
    }
    if let Some(variant) = &made.variant {
        object.insert("variant".to_owned(), json!(variant));
    }
    object.insert("lang".to_owned(), made.language.as_str().into());
    object.into()
}

#[cfg(test)]
mod tests {
    use clap::{Args, Command, FromArgMatches};

    use super::super::inputs::Origin;
    use super::super::{LocalResources, ThemeLimits, prepare};
    use super::*;
    use crate::cli::BuildArgs;

    #[test]
    fn a_panic_in_one_record_does_not_affect_the_others() {
        let command = BuildArgs::augment_args(Command::new("build"));
        let given = "build --jsonl - --to-stdout jsonl --no-system-fonts --jobs 2";
        let given = command.get_matches_from(given.split(' '));
        let args = BuildArgs::from_arg_matches(&given).expect("valid flags");
        let mut report = Report::discarding();
        let inputs = Inputs::new(&args, &mut report).expect("standard input");
        let limits = ThemeLimits::new(&args.limits);
        let resources =
            LocalResources::new(&args.fonts, limits, &mut report).expect("no font path");
        let workers = Workers::new(&resources, args.batch.jobs);
        let (run, mut workers) = prepare(&args, &inputs, workers, &mut report).expect("a run");
        let line = |number| {
            let text = format!(r#"{{"id":{number},"resume":{{"basics":{{"name":"A"}}}}}}"#);
            Entry { number, origin: Origin::Line(text.into_bytes()) }
        };
        let form = report.collecting(None);
        let make = |press: &mut Press, entry: &Entry| {
            assert_ne!(entry.number, 2, "as asked");
            run.build(press, entry, None, &form)
        };
        let fault = |entry: &Entry| run.fault(entry, &form);
        let mut answers: Vec<Value> = Vec::new();
        let done = workers.each((1..=3).map(line), true, make, fault, |built| {
            answers.push(serde_json::from_str(&answer(&built)).expect("JSON"));
            ControlFlow::Continue(())
        });
        done.expect("threads can be started");
        let reported =
            answers.iter().map(|it| (&it["n"], &it["ok"], &it["diagnostics"][0]["code"]));
        let expected = [
            (&json!(1), &json!(true), &Value::Null),
            (&json!(2), &json!(false), &json!("fault")),
            (&json!(3), &json!(true), &Value::Null),
        ];
        assert_eq!(reported.collect::<Vec<_>>(), expected);
    }
}

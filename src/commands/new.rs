use std::path::Path;

use include_dir::{Dir, include_dir};

use super::output::{self, Output};
use super::{Failure, Report, describe};
use crate::cli::NewArgs;
use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::source::{self, Syntax};

/// Name of the schema beside the file; the starter's first line names it to editors.
const SCHEMA: &str = "resume.schema.json";

static STARTER: Dir = include_dir!("$CARGO_MANIFEST_DIR/data/starter");

/// Writes a starter résumé in the syntax of the file's extension, and its schema beside it.
pub(super) fn new(args: &NewArgs, report: &mut Report) -> Result<(), Failure> {
    let yaml = STARTER
        .get_file("resume.yaml")
        .and_then(|file| file.contents_utf8())
        .expect("the starter is embedded");
    let path = &args.file;
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("yaml").to_lowercase();
    let text = match extension.as_str() {
        "yaml" | "yml" => yaml.to_owned(),
        "json" | "toml" => {
            let mut sources = Sources::default();
            let id = sources.add("starter", yaml);
            let root = source::parse(Syntax::Yaml, id, yaml, &mut Diagnostics::default())
                .expect("a test reads the starter");
            if extension == "json" {
                let body = source::write_json(&root);
                let body = body.strip_prefix('{').unwrap_or(&body);
                format!("{{\n  \"$schema\": \"{SCHEMA}\",{body}")
            } else {
                let body = source::write_toml(&root).expect("the starter has no nulls");
                format!("#:schema {SCHEMA}\n\n{body}")
            }
        }
        _ => {
            return Err(report.usage(
                format!("`{}` is no résumé recto could write", path.display()),
                "end its name in `.yaml`, `.json` or `.toml`",
            ));
        }
    };
    if path == Path::new("-") {
        return output::print(&text, report);
    }
    if path.file_name().is_some_and(|name| name == SCHEMA) {
        return Err(report.usage(
            format!("`{SCHEMA}` is the name of the schema beside the résumé"),
            "choose another name for the résumé",
        ));
    }
    if path.exists() {
        return Err(report.input(
            Diagnostic::error("exists", format!("`{}` is already there", path.display()))
                .hint("choose another name: nothing is ever overwritten"),
        ));
    }
    let mut outputs = vec![Output { path: path.clone(), bytes: text.into_bytes() }];
    let schema = path.with_file_name(SCHEMA);
    // One that is there already may be newer than this program.
    if !schema.exists() {
        let bytes = describe::schema_text().into_bytes();
        outputs.push(Output { path: schema, bytes });
    }
    let written: Vec<_> = outputs.iter().map(|o| o.path.display().to_string()).collect();
    output::write_all(outputs, report)?;
    report.done(&format!("wrote {}; now `recto build {}`", written.join(" and "), path.display()));
    Ok(())
}

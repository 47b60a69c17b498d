use std::path::Path;

use include_dir::{Dir, include_dir};

use super::output::{self, Output};
use super::{Failure, Report};
use crate::cli::NewArgs;
use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::source::{self, Syntax};

static STARTER: Dir = include_dir!("$CARGO_MANIFEST_DIR/data/starter");

/// Writes a starter résumé in the syntax of the file's extension.
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
                source::write_json(&root)
            } else {
                source::write_toml(&root).expect("the starter has no nulls")
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
    if path.exists() {
        return Err(report.input(
            Diagnostic::error("exists", format!("`{}` is already there", path.display()))
                .hint("choose another name: nothing is ever overwritten"),
        ));
    }
    output::write_all(vec![Output { path: path.clone(), bytes: text.into_bytes() }], report)?;
    report.done(&format!("wrote {0}; now `recto build {0}`", path.display()));
    Ok(())
}

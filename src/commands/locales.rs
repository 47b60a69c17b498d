use std::fmt::Write;

use serde_json::json;

use super::{Failure, Report, output};
use crate::cli::LocalesArgs;
use crate::locale::{self, Locale, is_same_writing, unknown_tag_hint};

/// Lists the supported languages, or prints the locale file of one.
pub(super) fn locales(args: &LocalesArgs, report: &mut Report) -> Result<(), Failure> {
    let mut text = String::new();
    match &args.tag {
        None if report.is_for_programs() => {
            let locales = Locale::tags().into_iter().map(|tag| {
                let name = Locale::find(tag).map(|locale| locale.name);
                json!({"type": "locale", "tag": tag, "name": name})
            });
            return output::print_objects(locales, report);
        }
        None => {
            for tag in Locale::tags() {
                let name = Locale::find(tag).map(|locale| locale.name).unwrap_or_default();
                let _ = writeln!(text, "{tag:<11} {name}");
            }
        }
        Some(wanted) => {
            let tags = Locale::tags();
            let nearest = locale::by_nearness(wanted, &tags).first().map(|place| tags[*place]);
            let nearest = nearest.filter(|tag| is_same_writing(tag, wanted));
            let source = nearest.and_then(|tag| Some((tag, Locale::source(tag)?)));
            let Some((tag, source)) = source else {
                let hint = unknown_tag_hint(wanted);
                return Err(report.usage(format!("unknown locale `{wanted}`"), hint));
            };
            let _ = write!(text, "tag = \"{tag}\"\n{source}");
        }
    }
    output::print(&text, report)
}

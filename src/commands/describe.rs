use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::local_resources::LocalResources;
use super::output::{self, Output};
use super::vet::ThemeLimits;
use super::{Failure, Report, gallery, read};
use crate::cli::{FontArgs, FontsArgs, SchemaArgs, TagsArgs, ThemesArgs, ThemesCommand};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::press::{Input, Press, Record};
use crate::schema::Strictness;
use crate::tailor::{TagUse, TaggedPart, list_tags};
use crate::theme::{OptionSpec, Theme};
use crate::world::Fonts;

/// Lists the tags of each résumé: with the tagged parts on a terminal, one per line in a pipe.
/// With several files, each tag names its file.
pub(super) fn tags(args: &TagsArgs, report: &mut Report) -> Result<(), Failure> {
    let reading = read::reading(&args.input.reading, report)?;
    let mut text = String::new();
    let mut objects = Vec::new();
    for path in &args.input.inputs {
        let file = read::read(path, report)?;
        let mut record = Record::default();
        let decoded =
            Input::read(&file, reading, &mut record).and_then(|input| input.decode(&mut record));
        report.print(&mut record);
        let name = (args.input.inputs.len() > 1).then(|| path.display().to_string());
        for resume in &decoded?.resumes {
            for known in list_tags(resume) {
                if report.is_for_programs() {
                    objects.push(tag_object(&known, name.as_deref()));
                    continue;
                }
                let is_terminal = output::stdout_is_terminal();
                text.push_str(&describe_tag(&known, name.as_deref(), is_terminal));
            }
        }
    }
    if report.is_for_programs() {
        return output::print_objects(objects, report);
    }
    output::print(&text, report)
}

fn tag_object(known: &TagUse, file: Option<&str>) -> Value {
    let part = |part: &TaggedPart| json!({"path": part.path.to_string(), "heading": part.heading, "tag": part.tag});
    let parts: Vec<_> = known.parts.iter().map(part).collect();
    let mut object = json!({"type": "tag", "tag": known.tag, "parts": parts});
    if let Some(file) = file {
        object["file"] = file.into();
    }
    object
}

fn describe_tag(known: &TagUse, file: Option<&str>, for_people: bool) -> String {
    let TagUse { tag, parts } = known;
    if !for_people {
        let paths: Vec<_> = parts.iter().map(|part| part.path.to_string()).collect();
        let file = file.map(|file| format!("\t{file}")).unwrap_or_default();
        return format!("{tag}\t{}{file}\n", paths.join(" "));
    }
    let file = file.map(|file| format!(" in {file}")).unwrap_or_default();
    let mut text = format!("{tag}{file}\n");
    for part in parts {
        let _ = write!(text, "  {:<28} {}", part.path.to_string(), part.heading);
        if part.tag != *tag {
            let _ = write!(text, " ({})", part.tag);
        }
        text.push('\n');
    }
    text
}

/// Lists the themes, describes one, copies one, or renders them all on a sheet.
pub(super) fn themes(args: &ThemesArgs, report: &mut Report) -> Result<(), Failure> {
    if let Some(out) = &args.preview {
        return gallery::preview(args, out, report);
    }
    match (&args.command, &args.name) {
        (Some(ThemesCommand::New { folder, from }), _) => copy_theme(folder, from, report),
        (None, Some(name)) => {
            let mut press = Press::new(LocalResources::new(
                &FontArgs::default(),
                ThemeLimits::default(),
                report,
            )?);
            let mut record = Record::default();
            let theme = press.find_theme(name, &mut record);
            report.print(&mut record);
            let theme = theme?;
            if report.is_for_programs() {
                return output::print_objects([theme_object(&theme, true)], report);
            }
            output::print(&describe_theme(&theme), report)
        }
        (None, None) => {
            let themes = Theme::names().into_iter().filter_map(Theme::embedded);
            if report.is_for_programs() {
                let objects = themes.map(|theme| theme_object(&theme, false));
                return output::print_objects(objects, report);
            }
            let lines = themes.fold(String::new(), |mut lines, theme| {
                let _ = writeln!(lines, "{:<10} {}", theme.name, theme.description);
                lines
            });
            output::print(&lines, report)
        }
    }
}

fn theme_object(theme: &Theme, with_options: bool) -> Value {
    let mut object = json!({
        "type": "theme",
        "name": theme.name,
        "description": theme.description,
        "fonts": theme.fonts,
    });
    if with_options {
        let option = |spec: &OptionSpec| {
            json!({
                "name": spec.name,
                "default": spec.default.to_string(),
                "expected": spec.expected(),
                "doc": spec.doc,
                "common": spec.common,
                "fixed": spec.fixed,
            })
        };
        object["options"] = theme.options.iter().map(option).collect();
    }
    object
}

fn describe_theme(theme: &Theme) -> String {
    let mut text = format!("{}: {}\n", theme.name, theme.description);
    let _ = writeln!(text, "fonts: {}", theme.fonts.join(", "));
    let fixed = theme.options.iter().filter(|spec| spec.fixed).map(|spec| spec.name.as_str());
    let fixed: Vec<_> = fixed.collect();
    if !fixed.is_empty() {
        let _ = writeln!(text, "fixed by its design: {}", fixed.join(", "));
    }
    for (heading, common) in [("its own options", false), ("options of every theme", true)] {
        let options: Vec<_> =
            theme.options.iter().filter(|spec| spec.common == common && !spec.fixed).collect();
        if options.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{heading}:");
        for spec in options {
            let OptionSpec { name, default, doc, .. } = spec;
            let _ = writeln!(text, "  {name} = {default}\n      {doc}; {}", spec.expected());
        }
    }
    text
}

fn copy_theme(folder: &Path, from: &str, report: &mut Report) -> Result<(), Failure> {
    let Some(files) = Theme::embedded_files(from) else {
        let hint = match did_you_mean(from, Theme::names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the themes are {}", Theme::names().join(", ")),
        };
        return Err(report.usage(format!("unknown theme `{from}`"), hint));
    };
    if folder.exists() {
        return Err(report.input(
            Diagnostic::error("exists", format!("`{}` already exists", folder.display()))
                .hint("choose another name: existing files are never overwritten"),
        ));
    }
    let outputs: Vec<_> = files
        .into_iter()
        .map(|(path, bytes)| Output { path: folder.join(path), bytes: bytes.to_vec() })
        .collect();
    for output in &outputs {
        let parent = output.path.parent().unwrap_or(folder);
        if let Err(error) = fs::create_dir_all(parent) {
            return Err(report.input(Diagnostic::error(
                "write",
                format!("cannot make `{}` ({})", parent.display(), read::reason(&error)),
            )));
        }
    }
    output::write_all(outputs, report)?;
    let shown = folder.display();
    report.done(&format!("wrote {shown}; now `recto build RESUME --theme ./{shown}`"));
    Ok(())
}

/// Lists the font families: embedded ones, those of `--font-path`, system fonts.
pub(super) fn fonts(args: &FontsArgs, report: &mut Report) -> Result<(), Failure> {
    let (by_path, system) =
        LocalResources::new(&args.fonts, ThemeLimits::default(), report)?.families();
    let mut lines = String::new();
    let families = Fonts::embedded_families()
        .into_iter()
        .map(|family| (family.to_owned(), "embedded"))
        .chain(by_path.into_iter().map(|family| (family, "font path")))
        .chain(system.into_iter().map(|family| (family, "system")));
    if report.is_for_programs() {
        let font = |(family, origin)| json!({"type": "font", "family": family, "origin": origin});
        return output::print_objects(families.map(font), report);
    }
    for (family, origin) in families {
        let _ = writeln!(lines, "{family}\t{origin}");
    }
    output::print(&lines, report)
}

/// Prints the JSON Schema.
pub(super) fn schema(args: &SchemaArgs, report: &mut Report) -> Result<(), Failure> {
    let strictness = if args.closed { Strictness::Closed } else { Strictness::Open };
    output::print(&schema_text(strictness), report)
}

/// Returns the text of the JSON Schema.
pub(super) fn schema_text(strictness: Strictness) -> String {
    let schema = crate::schema::schema(strictness);
    let text = serde_json::to_string_pretty(&schema).expect("a schema has text keys only");
    format!("{text}\n")
}

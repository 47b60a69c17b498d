use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use typst::foundations::Bytes;

use super::edition::Edition;
use super::faces::Faces;
use super::fonts::choose_fonts;
use super::input::{Input, reason};
use super::language::{page_country, page_locale};
use super::{Failure, Report, date, picture};
use crate::characters::warn_of_left_out;
use crate::cli::LookArgs;
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::fit::{PageGoal, Reach};
use crate::locale::{Locale, personal_data_unwanted};
use crate::phone::PhoneFormat;
use crate::resume::{Basics, Resume, Setting};
use crate::source::{Node, Path as DataPath};
use crate::tailor::{Tailored, tailor, untranslated};
use crate::theme::{self, OptionValue, Options, Theme};
use crate::view::{View, ViewOptions, has_filler_days, leaks, show_targets, view};
use crate::world::Fonts;

/// Everything a résumé needs to be typeset.
pub(super) struct Prepared {
    pub(super) theme: Theme,
    /// Whether the theme is one of ours.
    pub(super) own_theme: bool,
    pub(super) options: Options,
    /// The settings that led to them, in the order in which they count.
    pub(super) asked: Vec<Setting>,
    /// The tree that their paths lead into.
    pub(super) root: Rc<Node>,
    pub(super) view: View,
    pub(super) pictures: Vec<(String, Bytes)>,
    pub(super) fonts: Fonts,
    /// Files read on the way, beyond the résumé's own.
    pub(super) files: Vec<PathBuf>,
    pub(super) pages: PageGoal,
    /// Whether the pages are meant for paper.
    pub(super) print: bool,
    /// How far each option may go when the pages are fitted.
    pub(super) reach: Reach,
}

/// Goes the way from a résumé to a view in a theme; everything wrong on it is reported.
///
/// Returns an error if there is an error among it.
pub(super) fn prepare(
    edition: &Edition,
    input: &Input,
    args: &LookArgs,
    explain: bool,
    faces: &mut Faces,
    report: &mut Report,
) -> Result<Prepared, Failure> {
    let (resume, root) = (&edition.resume, &*edition.root);
    let settings = flag_settings(args, report)?;
    let (mut theme, mut files) = choose_theme(edition, input, args, report)?;
    let own_theme = files.is_empty();
    let mut diagnostics = Diagnostics::default();

    let mut options = Options::defaults(&theme.options);
    let (locale, own_words) = page_locale(edition, args, &mut diagnostics, report)?;
    files.extend(own_words);
    theme.apply(&locale_settings(&locale), &mut options, &mut Diagnostics::default());
    theme.space_lines(locale.line_share(), &mut options);
    let own = &theme.own_settings(&resume.meta.themes);
    for layer in [&meta_settings(resume), &resume.meta.options] {
        theme.apply_shared(layer, &mut options, &mut diagnostics);
    }
    theme.apply(own, &mut options, &mut diagnostics);
    if args.print {
        theme.apply_print(&mut options);
    }
    let mut rejected = Diagnostics::default();
    theme.apply(&settings, &mut options, &mut rejected);
    report.usage_all(rejected)?;
    // In the order in which they count; the last one of a name is the one that was taken.
    let asked: Vec<Setting> =
        [&meta_settings(resume)[..], &resume.meta.options, own, &settings].concat();
    theme.free_margins(&asked, &mut options);
    diagnostics.extend(theme.illegible(&options, &asked));
    let is_asked = |name: &str| asked.iter().any(|setting| setting.key == name);
    let photo_asked = options.is_on("photo") && is_asked("photo");
    let days_asked = is_asked("days");

    let mut selection = edition.selection.clone();
    let language = args.locale.is_some().then(|| locale.tag.clone());
    selection.language = edition.language.clone().or(language).or(selection.language);
    untranslated(root, &resume.meta.languages, &locale.tag, &mut diagnostics);
    let Tailored { resume: tailored, left_out, secrets } =
        tailor(resume.clone(), &selection, &mut diagnostics);
    if explain {
        report.explain(&left_out, root);
    }
    let date =
        date::document_date(args.date.as_deref(), tailored.meta.last_modified.as_ref(), report)?;

    let country = page_country(edition, args, &locale);
    let unwanted = country.as_deref().and_then(|code| Some((code, personal_data_unwanted(code)?)));
    let unwanted = |option| unwanted.filter(|_| options.get(option) == Some(&OptionValue::Auto));
    if let Some(by) = unwanted("personal-details") {
        let Basics { birth, nationality, path, .. } = &tailored.basics;
        let birth = birth.as_ref().map(|_| ("date of birth", "birth"));
        let nationality = nationality.as_ref().map(|_| ("nationality", "nationality"));
        for (what, key) in birth.into_iter().chain(nationality) {
            diagnostics.push(unwanted_datum(what, "personal-details", by).on(&path.key(key)));
        }
    }

    let folder = input.folder();
    let mut pictures = Vec::new();
    let mut image = None;
    if let Some(name) = tailored.basics.image.as_deref() {
        // What other dialects call it.
        let names = ["photo", "picture"].map(|name| tailored.basics.path.key(name));
        let path = names
            .into_iter()
            .find(|path| input.root.key_span_of(path).is_some())
            .unwrap_or_else(|| tailored.basics.path.key("image"));
        let read = match unwanted("photo") {
            Some(by) => {
                diagnostics.push(unwanted_datum("photo", "photo", by).on(&path));
                None
            }
            None => Some(picture::read(name, "photo", &folder)),
        };
        match read {
            Some(Ok(found)) if options.is_on_or("photo", true) => {
                image = Some(found.virtual_path.clone());
                files.push(found.file);
                pictures.push((found.virtual_path, found.bytes));
            }
            Some(Ok(_)) | None => {}
            Some(Err(diagnostic)) if photo_asked => diagnostics.push(diagnostic.on(&path)),
            Some(Err(diagnostic)) => diagnostics.push(diagnostic.into_warning().on(&path)),
        }
    }
    let mut signature = None;
    if let Some((letter, name)) =
        tailored.letter.as_ref().and_then(|letter| Some((letter, letter.signature.as_deref()?)))
    {
        match picture::read(name, "signature", &folder) {
            Ok(found) => {
                signature = Some(found.virtual_path.clone());
                files.push(found.file);
                pictures.push((found.virtual_path, found.bytes));
            }
            Err(diagnostic) => diagnostics.push(diagnostic.on(&letter.path.key("signature"))),
        }
    }

    let mut view_options = view_options(&options, date, image, signature);
    view_options.personal_details &= unwanted("personal-details").is_none();
    view_options.country = country.clone();
    view_options.days &= days_asked || !has_filler_days(resume);
    warn_of_left_out(root, &mut diagnostics);
    let mut view = view(&tailored, &locale, &view_options, &mut diagnostics);
    if options.is_on("link-targets") {
        show_targets(&mut view);
    }
    for path in leaks(&view, &secrets) {
        diagnostics.push(
            Diagnostic::error("redacted-elsewhere", "redacted text would stand on the page")
                .on(&path)
                .hint(format!("leave it out with `--exclude {path}`, or reword it")),
        );
    }
    report.emit(diagnostics, Some(root))?;

    let fonts = choose_fonts(resume, &theme, &options, &view, faces, root, report)?;
    files.extend(faces.files.iter().cloned());
    let pinned: Vec<_> = settings.into_iter().map(|setting| setting.key).collect();
    let reach = Reach::new(&theme.fit, &pinned);
    let (pages, print) = (edition.pages, args.print);
    Ok(Prepared {
        theme,
        own_theme,
        options,
        asked,
        root: edition.root.clone(),
        view,
        pictures,
        fonts,
        files,
        pages,
        print,
        reach,
    })
}

/// Describes a datum that is not printed because a country wants none of it, and no one decided that.
fn unwanted_datum(what: &str, option: &str, (country, law): (&str, &str)) -> Diagnostic {
    let message = format!(
        "the {what} is not printed: employers in `{country}` must not go by age or origin ({law})"
    );
    Diagnostic::warning("unwanted-datum", message).hint(format!(
        "`--set {option}=true`, or the same in `meta.options`, prints it; `false` leaves it out unsaid"
    ))
}

/// Reads `--set` and the flags that are options.
fn flag_settings(args: &LookArgs, report: &mut Report) -> Result<Vec<Setting>, Failure> {
    let mut settings = Vec::new();
    for text in &args.settings {
        let Some((key, value)) = text.split_once('=') else {
            return Err(report.usage(
                format!("`--set {text}` sets nothing"),
                "write it as `--set accent=#0b5394`",
            ));
        };
        settings.push(setting(key.trim(), value.trim()));
    }
    settings.extend(args.paper.as_deref().map(|paper| setting("paper", paper_name(paper))));
    Ok(settings)
}

fn setting(key: &str, value: &str) -> Setting {
    Setting { path: DataPath::ROOT, key: key.to_owned(), value: value.to_owned() }
}

/// Returns what the options say to the view.
fn view_options(
    options: &Options,
    date: (i16, u8, u8),
    image: Option<String>,
    signature: Option<String>,
) -> ViewOptions {
    let date_separator = match options.text("date-separator") {
        Some("dash") => Some("–"),
        Some("spaced-dash") => Some(" – "),
        _ => None,
    };
    let phone_format = options.text("phone-format").and_then(PhoneFormat::from_name);
    ViewOptions {
        date_format: options.text("date-format").unwrap_or("short").to_owned(),
        date_separator: date_separator.map(str::to_owned),
        phone_format: phone_format.unwrap_or_default(),
        country: None,
        personal_details: options.is_on_or("personal-details", true),
        days: options.is_on("days"),
        time_spans: names(options.text("time-spans").unwrap_or_default()),
        profile_urls: options.is_on("profile-urls"),
        smart_punctuation: true,
        date,
        image,
        signature,
    }
}

/// Takes a list of names apart.
fn names(list: &str) -> Vec<String> {
    let names = list.split(',').map(str::trim).filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

/// `letter` is what most people call it.
fn paper_name(name: &str) -> &str {
    if name.eq_ignore_ascii_case("letter") { "us-letter" } else { name }
}

/// Reads the options that have a place of their own in `meta`.
fn meta_settings(resume: &Resume) -> Vec<Setting> {
    let meta = &resume.meta;
    let named = [
        ("paper", "paper", meta.paper.as_deref().map(paper_name)),
        ("date-format", "dateFormat", meta.date_format.as_deref()),
    ];
    named
        .into_iter()
        .filter_map(|(key, field, value)| {
            Some(Setting { path: meta.path.key(field), ..setting(key, value?) })
        })
        .collect()
}

fn locale_settings(locale: &Locale) -> Vec<Setting> {
    vec![setting("paper", locale.paper())]
}

/// Finds the theme of a flag or of the file.
fn choose_theme(
    edition: &Edition,
    input: &Input,
    args: &LookArgs,
    report: &mut Report,
) -> Result<(Theme, Vec<PathBuf>), Failure> {
    if let Some(name) = args.theme.as_deref() {
        return find_theme(name, Path::new("."), report);
    }
    let meta = &edition.resume.meta;
    let Some(name) = meta.theme.as_deref() else {
        return find_theme(theme::DEFAULT, Path::new("."), report);
    };
    if let Some(new) = theme::renamed(name) {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(told_anew(name, new).on(&meta.path.key("theme")));
        report.emit(diagnostics, Some(&edition.root))?;
        return find_theme(new, Path::new("."), report);
    }
    if Theme::embedded(name).is_none() && !is_folder(name, &input.folder()) {
        let diagnostic = Diagnostic::warning(
            "unknown-theme",
            format!("there is no theme `{name}`: set in `{}`", theme::DEFAULT),
        )
        .on(&meta.path.key("theme"));
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(match did_you_mean(name, Theme::names()) {
            Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
            None => diagnostic.hint("`recto themes` lists those there are"),
        });
        report.emit(diagnostics, Some(&edition.root))?;
        return find_theme(theme::DEFAULT, Path::new("."), report);
    }
    find_theme(name, &input.folder(), report)
}

/// Warns that a theme has another name since it was redesigned.
fn told_anew(old: &str, new: &str) -> Diagnostic {
    Diagnostic::warning("renamed-theme", format!("theme `{old}` was redesigned and is now `{new}`"))
        .hint(format!("write `{new}`"))
}

fn is_folder(name: &str, base: &Path) -> bool {
    name.contains(['/', '\\', '.']) && base.join(name).is_dir()
}

/// Finds a theme by name, or by its folder.
///
/// Returns an error, reported, if there is none, or it cannot be used.
pub(super) fn find_theme(
    name: &str,
    base: &Path,
    report: &mut Report,
) -> Result<(Theme, Vec<PathBuf>), Failure> {
    let new = theme::renamed(name);
    if let Some(new) = new {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(told_anew(name, new));
        report.emit(diagnostics, None)?;
    }
    if let Some(theme) = Theme::embedded(new.unwrap_or(name)) {
        return Ok((theme, Vec::new()));
    }
    let folder = base.join(name);
    if !folder.is_dir() {
        let hint = match did_you_mean(name, Theme::names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}; or name a folder", Theme::names().join(", ")),
        };
        return Err(report.usage(format!("there is no theme `{name}`"), hint));
    }
    let (files, paths) = match read_folder(&folder) {
        Ok(found) => found,
        Err(message) => {
            return Err(report.input(Diagnostic::error(
                "theme-file",
                format!("cannot read theme `{name}` ({message})"),
            )));
        }
    };
    let source = files.get("theme.toml").and_then(|bytes| {
        let text = bytes.to_str().ok()?.to_string();
        Some(report.sources.add(folder.join("theme.toml").display().to_string(), text))
    });
    let theme_name = fs::canonicalize(&folder)
        .ok()
        .and_then(|folder| Some(folder.file_name()?.to_string_lossy().into_owned()))
        .unwrap_or_else(|| name.to_owned());
    let mut diagnostics = Diagnostics::default();
    let theme = Theme::from_files(&theme_name, files, source, &mut diagnostics);
    report.emit(diagnostics, None)?;
    theme.map(|theme| (theme, paths)).ok_or(Failure::Input)
}

/// Files of a theme folder.
const MAX_FILES: usize = 500;
/// Bytes of all of them.
const MAX_BYTES: u64 = 32 << 20;

fn read_folder(folder: &Path) -> Result<(BTreeMap<String, Bytes>, Vec<PathBuf>), String> {
    let root = fs::canonicalize(folder).map_err(|error| reason(&error))?;
    let (mut files, mut paths, mut total) = (BTreeMap::new(), Vec::new(), 0);
    let mut folders = vec![folder.to_path_buf()];
    while let Some(dir) = folders.pop() {
        let mut entries = fs::read_dir(&dir)
            .and_then(|entries| entries.collect::<Result<Vec<_>, _>>())
            .map_err(|error| reason(&error))?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            let real = fs::canonicalize(&path).map_err(|error| reason(&error))?;
            if name.starts_with('.') {
                continue;
            }
            if !real.starts_with(&root) {
                return Err(format!("`{}` leads out of the folder", path.display()));
            }
            if real.is_dir() {
                if fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_symlink()) {
                    return Err(format!("`{}` is a link to a folder", path.display()));
                }
                folders.push(path);
                continue;
            }
            total += fs::metadata(&real).map_err(|error| reason(&error))?.len();
            if files.len() >= MAX_FILES || total > MAX_BYTES {
                return Err(format!("more than {MAX_FILES} files or {} MB", MAX_BYTES >> 20));
            }
            let relative = path.strip_prefix(folder).unwrap_or(&path);
            let key = relative.to_string_lossy().replace('\\', "/");
            // Programs do not run in a theme.
            if Path::new(&key).extension().is_some_and(|extension| extension == "wasm") {
                return Err(format!("`{key}` is a program: plugins are not allowed"));
            }
            files.insert(key, Bytes::new(fs::read(&real).map_err(|error| reason(&error))?));
            paths.push(path);
        }
    }
    Ok((files, paths))
}

#[cfg(test)]
mod tests;

//! Unpacks ZIP archives, and converts tables to a tree.

use std::io::{Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{Limits, Node, Value, csv, decode_text};
use crate::diagnostic::{Diagnostic, Diagnostics, Sources, Span};

/// Maximum number of files in an archive.
const MOST_FILES: usize = 10_000;

/// A file of an archive or a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedFile {
    /// Path within the archive or folder, with `/` as the separator.
    pub name: String,
    /// `None` if the file was not requested.
    pub bytes: Option<Vec<u8>>,
}

/// Returns whether bytes begin like a ZIP archive.
pub fn is_archive(start: &[u8]) -> bool {
    // The second signature is that of an empty archive.
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06")
}

/// Lists the files of a ZIP archive, and unpacks those that are requested.
///
/// Only unpacked files count towards the limits. `None` if the archive cannot be read; the reason
/// is in `diagnostics`.
pub fn unpack(
    name: &str,
    archive: impl Read + Seek,
    wanted: impl Fn(&str) -> bool,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<PackedFile>> {
    match files(name, archive, wanted) {
        Ok(files) => Some(files),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    }
}

fn files(
    name: &str,
    archive: impl Read + Seek,
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<PackedFile>, Box<Diagnostic>> {
    let mut archive = ZipArchive::new(archive).map_err(|error| damaged(name, &error))?;
    if archive.len() > MOST_FILES {
        return Err(Box::new(
            Diagnostic::error(
                "too-large",
                format!("`{name}` contains more than {MOST_FILES} files"),
            )
            .hint("is this the right archive?"),
        ));
    }
    let mut files: Vec<PackedFile> = Vec::new();
    let mut left = Limits::DEFAULT.bytes;
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).map_err(|error| damaged(name, &error))?;
        if file.is_dir() {
            continue;
        }
        let path = file.name().map_err(|error| damaged(name, &error))?.replace('\\', "/");
        // Metadata that macOS adds to archives.
        if path.starts_with("__MACOSX/") || path.rsplit('/').next() == Some(".DS_Store") {
            continue;
        }
        let mut bytes = None;
        if wanted(&path) {
            let mut unpacked = Vec::new();
            // Reads one byte beyond the limit to detect an excess.
            let read = (&mut file).take(left + 1).read_to_end(&mut unpacked);
            read.map_err(|error| damaged(name, &ZipError::Io(error)))?;
            left = left.checked_sub(unpacked.len() as u64).ok_or_else(|| {
                let most = Limits::DEFAULT.bytes >> 20;
                Box::new(
                    Diagnostic::error(
                        "too-large",
                        format!("the files in `{name}` are larger than {most} MiB"),
                    )
                    .hint("is this the right archive?"),
                )
            })?;
            bytes = Some(unpacked);
        }
        files.push(PackedFile { name: path, bytes });
    }
    let prefix = common_folder(&files);
    for file in &mut files {
        file.name.drain(..prefix);
    }
    Ok(files)
}

/// Returns the length of the common folder of all files, including its `/`.
fn common_folder(files: &[PackedFile]) -> usize {
    let Some(first) = files.first() else { return 0 };
    let Some(end) = first.name.find('/') else { return 0 };
    let folder = &first.name[..=end];
    if files.iter().all(|file| file.name.starts_with(folder)) { folder.len() } else { 0 }
}

fn damaged(name: &str, error: &ZipError) -> Box<Diagnostic> {
    let reason = match error {
        ZipError::UnsupportedArchive(reason) => (*reason).to_owned(),
        ZipError::Io(error) => error.to_string(),
        ZipError::InvalidArchive(_) => "it is damaged or truncated".to_owned(),
        other => other.to_string(),
    };
    let reason = reason.trim_end_matches('.').to_lowercase();
    Box::new(
        Diagnostic::error("archive", format!("`{name}` cannot be unpacked ({reason})"))
            .hint("download it again, or unpack it and pass the folder"),
    )
}

/// Converts tables to a tree: a map from file names to lists of rows, which are maps from column
/// names to cell texts.
///
/// Files that were not requested have no value. The text of every table is added to `sources` as
/// `container/name`, and every cell has its span in it.
pub fn tables(
    container: &str,
    files: Vec<PackedFile>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Node {
    let mut members = Vec::new();
    for PackedFile { name, bytes } in files {
        let mut node = Node { value: Value::Null, span: Span::detached() };
        if let Some(bytes) = bytes {
            let shown = format!("{container}/{name}");
            if let Some(text) = decode_text(&shown, 1, bytes, diagnostics) {
                let id = sources.add(shown, text);
                node = csv::parse(id, sources.text(id), diagnostics);
            }
        }
        members.push(super::Member { key: name, key_span: node.span, value: node });
    }
    Node { value: Value::Map(members), span: Span::detached() }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use proptest::prelude::*;
    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).expect("a file");
            writer.write_all(bytes).expect("its bytes");
        }
        writer.finish().expect("an archive").into_inner()
    }

    fn unpacked(bytes: &[u8]) -> Result<Vec<(String, Option<usize>)>, String> {
        let mut diagnostics = Diagnostics::default();
        let wanted = |name: &str| name.ends_with(".csv");
        match unpack("export.zip", Cursor::new(bytes), wanted, &mut diagnostics) {
            Some(files) => Ok(files
                .into_iter()
                .map(|file| (file.name, file.bytes.map(|bytes| bytes.len())))
                .collect()),
            None => Err(diagnostics.iter().map(|d| d.message.clone()).collect()),
        }
    }

    #[test]
    fn only_supported_files_are_unpacked_but_all_are_listed() {
        let bytes = archive(&[
            ("Export/Profile.csv", b"a,b\n1,2\n"),
            ("Export/Articles/x.html", b"<p>"),
            ("__MACOSX/Export/._Profile.csv", b"\0"),
        ]);
        assert_eq!(
            unpacked(&bytes),
            Ok(vec![("Profile.csv".to_owned(), Some(8)), ("Articles/x.html".to_owned(), None)])
        );
    }

    #[test]
    fn folders_are_kept_in_names_if_they_differ() {
        let bytes = archive(&[("a/x.csv", b""), ("b/y.csv", b"")]);
        let names: Vec<_> = unpacked(&bytes).unwrap().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["a/x.csv", "b/y.csv"]);
    }

    #[test]
    fn a_zip_bomb_is_rejected_by_the_size_limit() {
        let zeros = vec![0; (Limits::DEFAULT.bytes + 1) as usize];
        let bomb = archive(&[("bomb.csv", &zeros)]);
        assert!(bomb.len() < 100_000);
        insta::assert_snapshot!(unpacked(&bomb).unwrap_err(), @"the files in `export.zip` are larger than 16 MiB");
        // Harmless as long as it is not unpacked.
        assert!(unpacked(&archive(&[("bomb.bin", &zeros)])).is_ok());
    }

    #[test]
    fn a_truncated_archive_is_rejected() {
        let bytes = archive(&[("x.csv", b"a,b\n")]);
        insta::assert_snapshot!(unpacked(&bytes[..bytes.len() / 2]).unwrap_err(), @"`export.zip` cannot be unpacked (it is damaged or truncated)");
    }

    #[test]
    fn tables_become_one_tree_with_spans_in_their_files() {
        let mut sources = Sources::default();
        let mut diagnostics = Diagnostics::default();
        let files = vec![
            PackedFile { name: "Skills.csv".to_owned(), bytes: Some(b"Name\nRust\n".to_vec()) },
            PackedFile { name: "photo.jpg".to_owned(), bytes: None },
        ];
        let root = tables("export.zip", files, &mut sources, &mut diagnostics);
        let rows = root.get("Skills.csv").and_then(Node::as_list).unwrap();
        let cell = rows[0].get("Name").unwrap();
        assert_eq!(cell.as_text(), Some("Rust"));
        assert_eq!(sources.name(cell.span.source), "export.zip/Skills.csv");
        assert_eq!(&sources.text(cell.span.source)[cell.span.range()], "Rust");
        assert!(root.get("photo.jpg").is_some_and(Node::is_null));
        assert!(diagnostics.is_empty());
    }

    proptest! {
        #[test]
        fn unpacking_arbitrary_bytes_does_not_panic(
            at in 0usize..200,
            byte in any::<u8>(),
            cut in 0usize..200,
        ) {
            let mut bytes = archive(&[("x.csv", b"a,b\n1,2\n"), ("y.csv", b"c\n")]);
            let at = at % bytes.len();
            bytes[at] = byte;
            bytes.truncate(bytes.len().saturating_sub(cut % 40));
            let _ = unpacked(&bytes);
        }
    }
}

//! Opens a position in the user's editor.

use std::io;
use std::process::{Command, Stdio};

/// Command line syntax for a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `code -g FILE:LINE:COLUMN`
    Goto,
    /// `zed FILE:LINE:COLUMN`
    Suffix,
    /// `emacsclient -n +LINE:COLUMN FILE`
    Plus,
    /// `vim +LINE FILE`
    PlusLine,
    /// `idea --line LINE --column COLUMN FILE`
    Flags,
}

struct Editor {
    names: &'static [&'static str],
    form: Form,
    /// Command to run instead, with the arguments that precede the position.
    run: &'static [&'static str],
    /// Whether the editor runs in the terminal.
    in_terminal: bool,
}

const fn window(names: &'static [&'static str], form: Form) -> Editor {
    Editor { names, form, run: &[], in_terminal: false }
}

const fn terminal(names: &'static [&'static str], form: Form) -> Editor {
    Editor { names, form, run: &[], in_terminal: true }
}

const EDITORS: [Editor; 7] = [
    window(&["code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"], Form::Goto),
    window(&["zed", "zeditor", "subl", "sublime_text", "lapce"], Form::Suffix),
    // Reuses a running Emacs; `-a` starts one otherwise.
    Editor {
        names: &["emacs", "emacsclient"],
        form: Form::Plus,
        run: &["emacsclient", "-n", "-a", "emacs"],
        in_terminal: false,
    },
    window(&["gvim", "mvim", "neovide", "kate", "gedit", "gnome-text-editor"], Form::PlusLine),
    window(&["idea", "pycharm", "webstorm", "clion", "rustrover"], Form::Flags),
    terminal(&["hx", "helix", "kak", "micro"], Form::Suffix),
    terminal(&["vim", "vi", "nvim", "nano", "pico", "joe", "ne", "mg"], Form::PlusLine),
];

/// Returns the command that opens a position, and whether it needs a terminal.
///
/// An unknown editor receives only the file, unless its arguments contain placeholders: `myeditor
/// --line {line} {file}`.
fn command(editor: &str, file: &str, line: usize, column: usize) -> Option<(Vec<String>, bool)> {
    let mut words: Vec<String> = editor.split_whitespace().map(str::to_owned).collect();
    if editor.contains("{file}") {
        let fill = |word: &String| {
            word.replace("{file}", file)
                .replace("{line}", &line.to_string())
                .replace("{column}", &column.to_string())
        };
        return Some((words.iter().map(fill).collect(), false));
    }
    let program = words.first()?.rsplit(['/', '\\']).next()?.to_lowercase();
    let program = program.strip_suffix(".exe").unwrap_or(&program);
    let known = EDITORS.iter().find(|known| known.names.contains(&program));
    let Some(Editor { form, run, in_terminal, .. }) = known else {
        words.push(file.to_owned());
        return Some((words, false));
    };
    let mut in_terminal = *in_terminal;
    if words.iter().any(|word| matches!(&**word, "-nw" | "-t" | "--tty")) {
        in_terminal = true;
    } else if let Some((program, before)) = run.split_first() {
        words.splice(..1, [(*program).to_owned()]);
        words.retain(|word| word != "-n" && word != "-c");
        words.extend(before.iter().map(|word| (*word).to_owned()));
    }
    match form {
        Form::Goto => words.extend(["-g".to_owned(), format!("{file}:{line}:{column}")]),
        Form::Suffix => words.push(format!("{file}:{line}:{column}")),
        Form::Plus => words.extend([format!("+{line}:{column}"), file.to_owned()]),
        Form::PlusLine => words.extend([format!("+{line}"), file.to_owned()]),
        Form::Flags => {
            let flags = ["--line", &line.to_string(), "--column", &column.to_string(), file];
            words.extend(flags.map(str::to_owned));
        }
    }
    Some((words, in_terminal))
}

/// Opens a position without waiting for the editor to end.
///
/// Returns an error if the editor cannot be started.
pub(super) fn open(editor: &str, file: &str, line: usize, column: usize) -> io::Result<()> {
    let Some((mut words, in_terminal)) = command(editor, file, line, column) else {
        return Err(io::Error::new(io::ErrorKind::NotFound, "no editor is set"));
    };
    if in_terminal {
        if cfg!(not(target_os = "linux")) {
            let message = "it needs a terminal; choose an editor with its own window";
            return Err(io::Error::new(io::ErrorKind::Unsupported, message));
        }
        words.splice(..0, ["x-terminal-emulator".to_owned(), "-e".to_owned()]);
    }
    let mut child = Command::new(&words[0])
        .args(&words[1..])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| io::Error::new(error.kind(), format!("`{}`: {error}", words[0])))?;
    std::thread::spawn(move || child.wait());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(editor: &str) -> String {
        let (words, in_terminal) = command(editor, "cv.yaml", 12, 3).expect("a command");
        format!("{}{}", words.join(" "), if in_terminal { " (in a terminal)" } else { "" })
    }

    #[test]
    fn the_line_is_passed_in_the_syntax_of_each_editor() {
        let editors = [
            "code",
            "/usr/bin/code --wait",
            "Code.exe",
            "zed",
            "emacs",
            "emacs -nw",
            "emacsclient -n",
            "vim",
            "nvim",
            "gvim",
            "hx",
            "nano",
            "subl",
            "idea",
            "ted -x",
            "ted +{line} {file}",
        ];
        let shown: Vec<_> = editors.into_iter().map(shown).collect();
        insta::assert_snapshot!(shown.join("\n"), @r"
        code -g cv.yaml:12:3
        /usr/bin/code --wait -g cv.yaml:12:3
        Code.exe -g cv.yaml:12:3
        zed cv.yaml:12:3
        emacsclient -n -a emacs +12:3 cv.yaml
        emacs -nw +12:3 cv.yaml (in a terminal)
        emacsclient -n -a emacs +12:3 cv.yaml
        vim +12 cv.yaml (in a terminal)
        nvim +12 cv.yaml (in a terminal)
        gvim +12 cv.yaml
        hx cv.yaml:12:3 (in a terminal)
        nano +12 cv.yaml (in a terminal)
        subl cv.yaml:12:3
        idea --line 12 --column 3 cv.yaml
        ted -x cv.yaml
        ted +12 cv.yaml
        ");
    }

    #[test]
    fn an_empty_editor_gives_no_command() {
        assert_eq!(command(" ", "cv.yaml", 1, 1), None);
    }
}

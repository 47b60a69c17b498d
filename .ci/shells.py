"""Completes command lines in bash, zsh and fish with the program's completion scripts, and checks the closed
schema with a YAML language server.

Usage: shells.py PROGRAM OUT NODE-MODULES
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RESUME = "basics: {name: Ada}\nwork: [{name: Loom, tags: [industry]}]\nmeta: {theme: panel, variants: {short: {pages: 1}, other: {}}}\n"

# The command line, and the expected candidates for its last word.
LINES = [
    ("recto build cv.yaml --theme reg", ["register"]),
    ("recto build cv.yaml -t plain --set keep-together=", ["entries", "lines", "sections"]),
    ("recto build cv.yaml --set panel-si", ["panel-side="]),
    ("recto build cv.yaml --variant ", ["all", "other", "short"]),
    ("recto build cv.yaml --lang sv", ["sv"]),
    ("recto build cv.yaml --paper us-le", ["us-legal", "us-letter"]),
    ("recto build cv.yaml --format pdf,do", ["pdf,docx"]),
    ("recto build cv.yaml --tags indu", ["industry"]),
    ("recto build cv.yaml --sections wo", ["work"]),
    ("recto convert cv.yaml --to rend", ["rendercv"]),
    ("recto build c", ["cv.yaml"]),
    ("recto man bui", ["build"]),
]

# Sets the variables of Bash's line editor and prints the result of the completion function.
BASH = r"""
source <(recto completions bash)
_words() { local IFS=$' \t\n'; read -ra COMP_WORDS <<< "$1"; if [[ $1 == *' ' ]]; then COMP_WORDS+=(''); fi; }
COMP_LINE=$1 COMP_POINT=${#1}
line=${1//=/ = }
if [[ $1 == *= ]]; then line=${line% }; fi
_words "$line"
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
current=${COMP_WORDS[COMP_CWORD]}
if [[ $current == = ]]; then current=; fi
compopt() { :; }
_recto_complete recto "$current" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}"
"""

# Types the line in a pseudo-terminal and requests the candidates.
ZSH = r"""
zmodload zsh/zpty
zpty shell zsh -f -i
send() { zpty -w shell "$1" }
send 'PS1=; autoload -Uz compinit; compinit -D -u; source <(recto completions zsh)'
send 'compadd () { local -a found; builtin compadd -O found "$@"; if (( $#found )); then print -rl -- FOUND=${^found}; fi; builtin compadd "$@"; }'
send 'unsetopt BEEP; setopt NO_AUTO_MENU; bindkey "^I" complete-word; print READY'
zpty -r shell out '*READY*READY*'
zpty -w -n shell "$1"$'\t'
zpty -r shell out '*FOUND=*'
print -r -- "$out"
zpty -w -n shell $'\x15exit\n'
while zpty -r shell out; do print -r -- "$out"; done
"""


def ask(shell, line, folder, env):
    if shell == "fish":
        script = f"source (recto completions fish | psub); complete -C {json.dumps(line)}"
        command = ["fish", "--no-config", "-c", script]
    elif shell == "bash":
        command = ["bash", "--norc", "-c", BASH, "bash", line]
    else:
        command = ["zsh", "-f", "-c", ZSH, "zsh", line]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=60)
    lines = done.stdout.replace("\r", "").split("\n")
    if shell == "zsh":
        return [line[len("FOUND="):] for line in lines if line.startswith("FOUND=")], done
    return [line.split("\t")[0] for line in lines if line], done


def shells(program, out):
    folder = out / "shells"
    folder.mkdir()
    (folder / "cv.yaml").write_text(RESUME, "utf-8")
    (folder / "bin").mkdir()
    (folder / "bin/recto").symlink_to(program)
    env = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "HOME": str(folder), "TERM": "dumb"}
    checks = 0
    for shell in ("bash", "zsh", "fish"):
        # Starting zsh in a terminal is slow, so only one line is tested.
        for line, expected in LINES[:1] if shell == "zsh" else LINES:
            answers, done = ask(shell, line, folder, env)
            # Bash completes only the part after the last `=`, other shells the whole word.
            head = line.rsplit(" ", 1)[1]
            head = head[: head.rfind("=") + 1]
            answers = sorted({answer.removeprefix(head) for answer in answers})
            if answers != expected:
                sys.exit(f"{shell}: `{line}` is completed to {answers}, not {expected}\n{done.stdout}{done.stderr}")
            checks += 1
    return checks


class Editor:
    """A client of a language server."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.number = 0

    def send(self, method, params, is_request=False):
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if is_request:
            self.number += 1
            message["id"] = self.number
        self.write(message)

    def write(self, message):
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def read(self):
        length = 0
        while (line := self.process.stdout.readline().strip()):
            name, value = line.split(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if length == 0:
            sys.exit("the language server ended")
        return json.loads(self.process.stdout.read(length))

    def wait_for(self, is_it):
        while True:
            message = self.read()
            if is_it(message):
                return message
            if "id" in message and "method" in message:
                # The server requests its settings from the editor.
                items = message.get("params", {}).get("items", [])
                self.write({"jsonrpc": "2.0", "id": message["id"], "result": [None for _ in items]})

    def open(self, file, text):
        uri = file.as_uri()
        file.write_text(text, "utf-8")
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.send("textDocument/didOpen", {"textDocument": document})
        found = self.wait_for(
            lambda it: it.get("method") == "textDocument/publishDiagnostics" and it["params"]["uri"] == uri
        )
        return found["params"]["diagnostics"]

    def complete(self, file, line, character):
        params = {"textDocument": {"uri": file.as_uri()}, "position": {"line": line, "character": character}}
        self.send("textDocument/completion", params, is_request=True)
        answer = self.wait_for(lambda it: it.get("id") == self.number and "method" not in it)
        return answer["result"]["items"]


# An error, its line and column (starting at 0), and a word of the message.
MISTAKES = [
    ("wrok:\n  - name: Mill\n", (0, 0), "wrok"),
    ("work:\n  - name: Mill\n    startDate: 2020-13\n", (2, 15), ""),
    ("basics: {name: Ada}\nmeta: {theme: plian}\n", (1, 14), "plain"),
    ("basics:\n  name: Ada\n  emial: a@example.org\n", (2, 2), "emial"),
    ("meta: {paper: a44}\n", (0, 14), "a4"),
]


def editor(program, out, modules):
    folder = out / "editor"
    folder.mkdir()
    subprocess.run([program, "new", "cv.yaml", "--full", "--letter", "--quiet"], cwd=folder, check=True)
    server = Editor(["node", str(modules / "yaml-language-server/bin/yaml-language-server"), "--stdio"])
    root = folder.as_uri()
    server.send("initialize", {"processId": os.getpid(), "rootUri": root, "capabilities": {}}, is_request=True)
    server.wait_for(lambda it: it.get("id") == 1 and "result" in it)
    server.send("initialized", {})
    starter = (folder / "cv.yaml").read_text("utf-8")
    head = starter.split("\n")[0] + "\n"
    marked = server.open(folder / "cv.yaml", starter)
    if marked:
        sys.exit(f"the starter has a diagnostic: {marked[0]}")
    for number, (text, place, word) in enumerate(MISTAKES):
        found = server.open(folder / f"{number}.yaml", head + text)
        places = [(it["range"]["start"]["line"] - 1, it["range"]["start"]["character"]) for it in found]
        if place not in places or not any(word in it["message"] for it in found):
            sys.exit(f"`{text}` has no diagnostic at {place}: {found}")
    server.open(folder / "names.yaml", head + "meta:\n  theme: \n")
    offered = {it["label"] for it in server.complete(folder / "names.yaml", 2, 9)}
    if not {"register", "plain", "ivy"} <= offered:
        sys.exit(f"theme candidates are missing: {sorted(offered)[:20]}")
    server.process.kill()
    server.process.wait()
    return len(MISTAKES) + 2


def main():
    program, out, modules = (Path(word).resolve() for word in sys.argv[1:4])
    start = time.monotonic()
    with tempfile.TemporaryDirectory(dir=out) as folder:
        checks = shells(program, Path(folder))
        marks = editor(program, Path(folder), modules)
    seconds = time.monotonic() - start
    print(f"shells: {checks} lines completed in bash, zsh and fish; editor: {marks} checks ({seconds:.0f} s)")


if __name__ == "__main__":
    main()

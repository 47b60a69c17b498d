"""Measures whole processes in turn: recto, and programs that set the same résumé.

    peers.py RECTO [--runs N] [--bare BARE] [--ferrocv PROGRAM] [--typst PROGRAM] [--typst-python PYTHON]
             [--rendercv PROGRAM] [--resumed PROGRAM --resumed-theme NAME]

Each pair runs A B A B …, so that both see the same machine; what is printed are medians of the user and
system time, of the ratios pair by pair, and of peak memory. A peer that is not named is left out.
BARE is `cargo build --release --example bare`. Linux only.
"""

import argparse
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "tests/fixtures/jsonresume/published/senior-engineer.json"
FONTS = sorted((ROOT / "fonts/libertinus-serif").glob("*.ttf"))


def run(command, folder):
    """Returns seconds of processor and MiB of one run."""
    with open(os.devnull, "wb") as null:
        process = subprocess.Popen([str(part) for part in command], cwd=folder, stdout=null, stderr=null)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compare(name, ours, theirs, folder, runs):
    """Prints a row of the table."""
    run(ours, folder), run(theirs, folder)
    pairs = [(run(ours, folder), run(theirs, folder)) for _ in range(runs)]
    seconds = [statistics.median(pair[i][0] for pair in pairs) for i in (0, 1)]
    memory = [statistics.median(pair[i][1] for pair in pairs) for i in (0, 1)]
    ratio = statistics.median(a[0] / b[0] for a, b in pairs)
    shown = f"1/{1 / ratio:.0f}" if ratio < 0.1 else f"{ratio:.2f}"
    row = [name, f"{seconds[0]:.3f} s", f"{seconds[1]:.3f} s", shown, f"{memory[0]:.0f} MiB", f"{memory[1]:.0f} MiB"]
    print(f"| {' | '.join(row)} |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("recto", type=lambda path: Path(path).resolve())
    parser.add_argument("--runs", type=int, default=21)
    for peer in ["bare", "ferrocv", "typst", "typst-python", "rendercv", "resumed"]:
        parser.add_argument(f"--{peer}", type=lambda path: shutil.which(path) or str(Path(path).resolve()))
    parser.add_argument("--resumed-theme", default="jsonresume-theme-even")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        shutil.copy(ROOT / "benches/plain/main.typ", folder)
        shutil.copy(SAMPLE, folder / "resume.json")

        def build(*more, pages="as-designed"):
            command = [options.recto, "build", "resume.json", "-q", "-t", "compact", "-o", "recto.pdf"]
            return command + ["--date", "2026-01-31", "--no-system-fonts", "--pages", pages, *more]

        def row(name, theirs, ours=None, runs=options.runs):
            compare(name, ours or build(), theirs, folder, runs)

        print(f"{platform.machine()}, {os.cpu_count()} processors, medians of {options.runs} paired runs\n")
        print("| recto against | recto | the other | ratio | memory | of the other |")
        print("|---|---|---|---|---|---|")
        if options.bare:
            bare = [options.bare, folder, "plain.pdf", *FONTS]
            row("a plain Typst template, compiled by a program that does nothing else", bare)
        if options.typst:
            typst = [options.typst, "compile", "--ignore-system-fonts", "--font-path", FONTS[0].parent]
            row("a plain Typst template, `typst compile`", typst + ["main.typ", "plain.pdf"])
        if options.typst_python:
            code = (
                "import typst; typst.compile('main.typ', output='plain.pdf', ignore_system_fonts=True, "
                f"font_paths=[{str(FONTS[0].parent)!r}])"
            )
            row("a plain Typst template, `typst` of Python", [options.typst_python, "-c", code])
            row("Python alone, with `typst` loaded", [options.typst_python, "-c", "import typst"])
        if options.ferrocv:
            row("ferrocv, theme `classic`", [options.ferrocv, "render", "resume.json", "--theme", "classic", "-o", "f.pdf"])
        if options.rendercv:
            subprocess.run([options.recto, "convert", "resume.json", "--to", "rendercv", "-o", "cv.yaml", "-q"], cwd=folder)
            # Version 2.3 rejects a design without a theme, and all versions a number without country code.
            blocks = re.split(r"(?m)^(?=\w)", (folder / "cv.yaml").read_text())
            lines = next(block for block in blocks if block.startswith("cv:")).splitlines(keepends=True)
            (folder / "cv.yaml").write_text("".join(line for line in lines if not line.startswith("  phone:")))
            render = [options.rendercv, "render", "cv.yaml", "-nomd", "-nohtml", "-nopng"]
            row("RenderCV, PDF only", render, runs=max(3, options.runs // 4))
        if options.resumed:
            render = [options.resumed, "render", "resume.json", "--theme", options.resumed_theme, "-o", "r.html"]
            row("resumed, a page of HTML", render)
        row("itself, fitted to two pages", build(pages="2"))


main()

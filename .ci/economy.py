"""Counts the pages of résumés in every theme: by default, and at least.

usage: economy.py RECTO [--themes A,B] [--papers a4,us-letter] [--save FILE] [--before FILE] [RESUME…]

Without résumés it uses the samples and the complete résumés among the fixtures. A cell is `pages/minimum`;
with the counts saved by an earlier run, a changed cell is `before → after`.
"""

import argparse
import json
import multiprocessing
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
RESUMES = ["data/samples/*.yaml", "tests/fixtures/jsonresume/published/*.json",
           "tests/fixtures/jsonresume/complete.json", "tests/fixtures/every-kind.yaml",
           "tests/fixtures/rendercv.yaml", "tests/fixtures/yamlresume.yaml",
           "tests/fixtures/xmlresume/complete.xml"]


def run(recto, file, theme, paper, out, *more):
    command = [recto, "build", str(file), "-t", theme, "--paper", paper, "-o", str(out),
               "--no-system-fonts", "--date", "2026-01-31", *more]
    return subprocess.run(command, capture_output=True, text=True)


def name_of(file):
    """Returns a name by which files of several folders differ."""
    return f"{file.parent.name}/{file.stem}"


def count(task):
    """Returns default pages, minimum pages and words; None if the build fails."""
    recto, file, theme, paper = task
    key = f"{name_of(file)} {theme} {paper}"
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out.pdf"
        found = re.search(r"\((\d+) pages?\)", run(recto, file, theme, paper, out).stderr)
        if not found:
            return key, None
        words = len(subprocess.run(["pdftotext", str(out), "-"], capture_output=True, text=True).stdout.split())
        pages = fewest = int(found[1])
        if pages > 1:
            asked = run(recto, file, theme, paper, out, "--pages", "1")
            if asked.returncode:
                refused = re.search(r"`--pages (\d+)` fits without", asked.stderr)
                fewest = int(refused[1]) if refused else pages
            else:
                fewest = 1
        return key, [pages, fewest, words]


def cell(key, counts, before):
    def shown(found):
        return "–" if found is None else f"{found[0]}/{found[1]}"
    now = shown(counts.get(key))
    was = shown(before.get(key)) if key in before else now
    return now if was == now else f"{was} → {now}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("recto")
    parser.add_argument("--themes")
    parser.add_argument("--papers", default="a4,us-letter")
    parser.add_argument("--save")
    parser.add_argument("--before")
    parser.add_argument("resumes", nargs="*", type=pathlib.Path)
    args = parser.parse_intermixed_args()
    files = args.resumes or [file for pattern in RESUMES for file in sorted(ROOT.glob(pattern))]
    if args.themes:
        themes = args.themes.split(",")
    else:
        listed = subprocess.run([args.recto, "themes"], check=True, capture_output=True, text=True).stdout
        themes = [line.split()[0] for line in listed.splitlines()]
    papers = args.papers.split(",")
    tasks = [(args.recto, file, theme, paper) for file in files for theme in themes for paper in papers]
    with multiprocessing.Pool(2) as pool:
        counts = dict(pool.imap_unordered(count, tasks))
    if args.save:
        pathlib.Path(args.save).write_text(json.dumps(counts, indent=1))
    before = json.loads(pathlib.Path(args.before).read_text()) if args.before else {}
    for paper in papers:
        print(f"| {paper} | words |", " | ".join(themes), "|")
        print("|" + "---|" * (len(themes) + 2))
        for file in files:
            keys = [f"{name_of(file)} {theme} {paper}" for theme in themes]
            words = max((counts[key][2] for key in keys if counts[key]), default=0)
            print(f"| {name_of(file)} | {words} |", " | ".join(cell(key, counts, before) for key in keys), "|")
        print()


if __name__ == "__main__":
    main()

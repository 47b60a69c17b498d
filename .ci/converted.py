"""Validates files that recto writes for YAMLResume with YAMLResume's own schema.

usage: converted.py RECTO OUT-FOLDER NODE-MODULES

Every sample and fixture is converted. What the schema rejects must be named in a warning, and nothing else may be; with
a level for each skill, which a résumé rarely states, most files must be accepted.
"""

import json
import pathlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCES = [
    "data/samples/*.yaml", "data/samples/*/*.yaml", "tests/fixtures/every-kind.yaml", "tests/fixtures/rendercv.yaml",
    "tests/fixtures/yamlresume.yaml", "tests/fixtures/jsonresume/published/*.json",
    "tests/fixtures/jsonresume/*.jsonc", "tests/fixtures/reactive-resume/*.json", "tests/fixtures/fresh/*.json",
    "tests/fixtures/xmlresume/*.xml", "tests/fixtures/europass/*.xml", "tests/fixtures/al-folio/*.yml",
]
# The part of all files that must be accepted once each skill has a level.
ACCEPTED = 0.4
DATE = re.compile(r"`(startDate|endDate|date|releaseDate)`")
REJECTED = re.compile(r"YAMLResume's schema rejects (.*?): ")


def convert(recto, source, out):
    """Returns the file and what a warning says that the schema rejects."""
    file = out / f"{source.relative_to(ROOT)}.yaml".replace("/", "_")
    run = subprocess.run(
        [recto, "convert", source, "-o", file, "--to", "yamlresume", "--force", "--message-format", "short"],
        capture_output=True, text=True, check=True,
    )
    return file, REJECTED.findall(run.stderr)


def is_named(path, warning):
    """Returns whether a warning names the part and the key of a rejected field."""
    part, key = path[1], [it for it in path if isinstance(it, str)][-1]
    return f"a {key} that is not in its list" in warning or f"`{part}`" in warning and f"`{key}`" in warning


def main():
    recto, out, modules = sys.argv[1], pathlib.Path(sys.argv[2]) / "converted", sys.argv[3]
    out.mkdir(exist_ok=True)
    sources = [source for pattern in SOURCES for source in sorted(ROOT.glob(pattern))]
    with ThreadPoolExecutor(2) as pool:
        files = list(pool.map(lambda source: convert(recto, source, out), sources))
    reader = subprocess.run(
        ["node", ROOT / ".ci/yamlresume.mjs", modules], check=True, capture_output=True, text=True,
        input="\n".join(str(file) for file, _ in files),
    )
    errors, accepted, with_levels = [], 0, 0
    for (file, warnings), line in zip(files, reader.stdout.splitlines(), strict=True):
        paths = json.loads(line)["paths"]
        accepted += not paths
        with_levels += all(path[1] == "skills" and path[-1] == "level" for path in paths)
        errors += [f"{file.name}: no warning for {path}" for path in paths if not any(is_named(path, it) for it in warnings)]
        # YAMLResume reads some dates in words.
        false = [it for it in warnings if not any(is_named(path, it) for path in paths) and not DATE.search(it)]
        errors += [f"{file.name}: accepted: {it}" for it in false]
    if with_levels < ACCEPTED * len(files):
        errors.append("too few files are accepted")
    for error in errors:
        print(error, file=sys.stderr)
    print(f"converted: YAMLResume accepts {accepted} of {len(files)} files, {with_levels} if each skill has a level: {len(errors)} problems")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())

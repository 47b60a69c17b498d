"""Lists the functions that a build calls, in the order in which the linker places them (`build.rs`).

    order.py RECTO

RECTO is the release program for Linux on x86-64 with its symbols:
`cargo rustc --release --bin recto -- -C strip=none`. Valgrind and binutils are needed. Writes `order.txt`, a
pattern per line that matches the name of a function whatever its hashes. A pattern may match functions that are not
called, such as other instances of a generic one, so patterns are sorted by the share of their bytes that is called,
in tenths, then by the first call.
"""

import bisect
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
PUBLISHED = HERE.parent / "tests/fixtures/jsonresume/published"
# Read and fitted in different ways.
BUILDS = [
    [PUBLISHED / "senior-engineer.json", "--theme", "compact"],
    [HERE.parent / "data/samples/nurse.yaml", "--theme", "register", "--pages", "2"],
    [HERE.parent / "data/samples/kernel-engineer.yaml", "--theme", "duo", "--paper", "us-letter"],
]


def pattern(name):
    """Returns a pattern for a symbol, without the hashes of its crates, its types and its module."""
    name = re.sub(r"\.llvm\.\d+$", "", name)
    if name.startswith("_R"):
        return re.sub(r"Cs[0-9A-Za-z]+_", "Cs*_", name) + "*"
    return re.sub(r"17h[0-9a-f]{16}E$", "17h*", name)


def functions(program):
    """Returns the start, the size and the pattern of each Rust function."""
    lines = subprocess.run(["nm", "-n", "-S", program], check=True, capture_output=True, text=True).stdout
    fields = [line.split() for line in lines.splitlines()]
    named = [it for it in fields if len(it) == 4 and it[2] in "tTwW" and it[3].startswith(("_ZN", "_R"))]
    return [(int(start, 16), int(size, 16), pattern(name)) for start, size, _, name in named]


def called(program, arguments):
    """Returns the addresses of the blocks of code that a build executes, in the order of the first time."""
    valgrind = ["valgrind", "--tool=lackey", "--trace-superblocks=yes", "--log-fd=2", program, "build"]
    with tempfile.TemporaryDirectory() as folder:
        command = [*valgrind, *arguments, "-o", Path(folder) / "cv.pdf"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            blocks = {line[3:].strip(): None for line in process.stderr if line.startswith("SB ")}
    if process.returncode != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return [int(block, 16) for block in blocks]


def main():
    program = Path(sys.argv[1]).resolve()
    known = functions(program)
    starts = [start for start, *_ in known]
    first_calls = {}
    for arguments in BUILDS:
        for address in called(program, arguments):
            i = bisect.bisect_right(starts, address) - 1
            if i >= 0 and address < starts[i] + known[i][1]:
                first_calls.setdefault(i, len(first_calls))
    total, share = Counter(), Counter()
    for i, (_, size, name) in enumerate(known):
        total[name] += size
        share[name] += size if i in first_calls else 0
    names = dict.fromkeys(known[i][2] for i in first_calls)
    names = sorted(names, key=lambda name: -(10 * share[name] // total[name]))
    (HERE / "order.txt").write_text("".join(f"{name}\n" for name in names))
    print(f"{len(first_calls)} functions of {sum(share.values()):,} bytes; {len(names)} patterns")


main()

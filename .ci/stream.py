#!/usr/bin/env python3
"""Builds records with Spark and GNU parallel through the stream, while a worker is killed.

The combined answers must equal those of a single run.

Usage: stream.py RECTO FOLDER
"""

import json
import os
import shlex
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

RECORDS = 1_000
FLAGS = "--to-stdout jsonl -t plain --date 2026-01-31 --no-system-fonts"


def main() -> None:
    recto, folder = os.path.realpath(sys.argv[1]), Path(sys.argv[2]) / "stream"
    folder.mkdir()
    records = folder / "records.jsonl"
    records.write_text("".join(json.dumps(record(i)) + "\n" for i in range(RECORDS)))
    worker = f"{shlex.quote(recto)} build --jsonl - {FLAGS} --jobs 1"

    whole = f"{shlex.quote(recto)} build --jsonl {shlex.quote(str(records))} {FLAGS} --jobs 2"
    expected = by_id(run(whole, "one run"))
    assert len(expected) == RECORDS, len(expected)
    failed = sum(not answer["ok"] for answer in expected.values())
    assert failed == RECORDS // 100, f"{failed} failed"

    shards = [run(f"{whole} --shard {i}/4", f"part {i} of 4") for i in (1, 3)]
    parts = [by_id(lines) for lines in shards]
    assert not parts[0].keys() & parts[1].keys(), "a record is in both parts"
    assert all(part.items() <= expected.items() for part in parts), "a part has other answers than the whole"

    with Killer(recto) as killer:
        answers = by_id(in_spark(records, worker))
    killer.check("Spark")
    assert answers == expected, "Spark's answers differ"

    blocks = f"parallel --pipe --keep-order --retries 3 -j 2 -N 125 {shlex.quote(worker)}"
    with Killer(recto) as killer:
        lines = run(f"{blocks} < {shlex.quote(str(records))}", "GNU parallel")
    killer.check("GNU parallel")
    assert by_id(lines) == expected, "GNU parallel's answers differ"
    print(f"stream: {RECORDS} records, built by Spark and GNU parallel with a killed worker, equal those of a single run")


def record(i: int) -> dict:
    """Returns a record; every hundredth one is invalid."""
    resume = {
        "basics": {"name": f"Person {i} Example", "label": f"Analyst {i % 7}"},
        "work": [{"name": f"Works {i % 37}", "position": "Engineer", "startDate": "2019-03"}],
    }
    return {"id": f"p{i}", "resume": None if i % 100 == 99 else resume}


def by_id(lines: list[str]) -> dict[str, dict]:
    """Returns the answers by identifier, without durations and line numbers."""
    answers = {}
    for line in lines:
        answer = json.loads(line)
        del answer["ms"], answer["n"]
        for problem in answer["diagnostics"]:
            # Line numbers are relative to a worker's input.
            problem["span"] = None
        assert answer["id"] not in answers, f"{answer['id']} was answered twice"
        answers[answer["id"]] = answer
    return answers


def run(command: str, what: str) -> list[str]:
    start = time.monotonic()
    done = subprocess.run(command, shell=True, stdout=subprocess.PIPE, text=True, check=True)
    lines = done.stdout.splitlines()
    print(f"stream: {what}: {len(lines)} answers in {time.monotonic() - start:.1f} s")
    return lines


def in_spark(records: Path, worker: str) -> list[str]:
    from pyspark.sql import SparkSession

    start = time.monotonic()
    os.environ["PYSPARK_PYTHON"] = sys.executable
    # Two threads, and up to four attempts per task.
    builder = SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false")
    # Avoids a lookup of the machine's own name, which may fail.
    builder = builder.config("spark.driver.bindAddress", "127.0.0.1")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    spark = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    lines = spark.sparkContext.textFile(str(records), minPartitions=8)
    out = records.parent / "spark"
    lines.pipe(worker, checkCode=True).saveAsTextFile(str(out))
    spark.stop()
    parts = sorted(out.glob("part-*"))
    answers = [line for part in parts for line in part.read_text().splitlines()]
    print(f"stream: Spark: {len(answers)} answers in {time.monotonic() - start:.1f} s")
    return answers


class Killer:
    """Kills a worker of this process after it has written some answers."""

    def __init__(self, program: str):
        self.program = program
        self.killed = False
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.watch)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        self.thread.join()

    def watch(self) -> None:
        while not self.killed and not self.stopped.wait(0.05):
            for pid in descendants(os.getpid()):
                if self.is_busy(pid):
                    os.kill(pid, signal.SIGKILL)
                    self.killed = True
                    return

    def is_busy(self, pid: int) -> bool:
        """Returns whether it is a worker that has written some answers."""
        try:
            if os.readlink(f"/proc/{pid}/exe") != self.program:
                return False
            counts = dict(line.split(": ") for line in Path(f"/proc/{pid}/io").read_text().splitlines())
            return int(counts["wchar"]) > 200_000
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            return False

    def check(self, engine: str) -> None:
        assert self.killed, f"no worker of {engine} was killed, so nothing was tested"


def descendants(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found, rest = [], [root]
    while rest:
        own = children.get(rest.pop(), [])
        found += own
        rest += own
    return found


if __name__ == "__main__":
    main()

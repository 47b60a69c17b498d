"""Runs checks two at a time, since most of them keep one core busy.

usage: side_by_side.py < CHECKS

Each line of standard input is `name: command`, run by bash with an empty folder of its own in `$out`. What a
check prints comes whole and in the order of the lines, with the time that it took. After the first failure no
further check starts, those that run are ended, and what the failed one printed comes last.
"""

import concurrent.futures
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time

AT_ONCE = 2


class Check:
    """A check that waits, runs or has ended."""

    def __init__(self, line, folder):
        self.name, _, self.command = (part.strip() for part in line.partition(":"))
        self.out = os.path.join(folder, self.name)
        self.printed = tempfile.TemporaryFile()
        self.process, self.seconds = None, 0.0

    def run(self, is_over, lock):
        """Returns the exit status, or None if the check was not to run any more."""
        with lock:
            if is_over.is_set():
                return None
            os.mkdir(self.out)
            # A session of its own, so that it can be ended with all that it started.
            self.process = subprocess.Popen(
                ["bash", "-euo", "pipefail", "-c", self.command], stdin=subprocess.DEVNULL,
                stdout=self.printed, stderr=subprocess.STDOUT, start_new_session=True,
                env={**os.environ, "out": self.out})
        start = time.monotonic()
        status = self.process.wait()
        self.seconds = time.monotonic() - start
        return status

    def end(self):
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)

    def show(self):
        print(f"== {self.name} ({self.seconds:.0f} s)", flush=True)
        self.printed.seek(0)
        sys.stdout.buffer.write(self.printed.read())
        sys.stdout.flush()


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        run([Check(line, folder) for line in sys.stdin if line.strip()])


def run(checks):
    is_over, lock = threading.Event(), threading.Lock()
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        running = {pool.submit(check.run, is_over, lock): check for check in checks}
        statuses, shown = {}, 0
        try:
            for future in concurrent.futures.as_completed(running):
                check = running[future]
                statuses[check] = future.result()
                if statuses[check]:
                    check.show()
                    sys.exit(f"{check.name} failed: exit status {statuses[check]}")
                while shown < len(checks) and checks[shown] in statuses:
                    checks[shown].show()
                    shown += 1
        finally:
            with lock:
                is_over.set()
            for check in checks:
                check.end()


if __name__ == "__main__":
    main()

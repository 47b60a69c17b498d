"""Runs checks two at a time, since most of them use only one core.

usage: side_by_side.py < CHECKS

Each line of standard input is `name: command`, which is run by bash with an empty folder in `$out`. The output of
a check is printed as a whole, in the order of the lines, with its duration. After the first failure no further check
is started, running ones are ended, and the output of the failed one is printed last.
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
    """A check that is waiting, running or finished."""

    def __init__(self, line, folder):
        self.name, _, self.command = (part.strip() for part in line.partition(":"))
        self.out = os.path.join(folder, self.name)
        self.printed = tempfile.TemporaryFile()
        self.process, self.seconds = None, 0.0

    def run(self, is_over, lock):
        """Returns the exit status, or None if the check was not started."""
        with lock:
            if is_over.is_set():
                return None
            os.mkdir(self.out)
            # A separate session, so that all its processes can be ended.
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

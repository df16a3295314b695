"""A real sprintd in a folder of its own: started, looked at through /proc, ended, and its log read.

Neighbours: chaos.py and soak.py. The process ends with the `with` block at the latest.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time

import world
from wire import Ended, ask_once, request

REPORTS = re.compile(r"(Address|Leak|Thread|Memory|UndefinedBehavior)Sanitizer|runtime error:|terminate called|Assertion")


def find_reports(log):
    return [line.strip() for line in log.splitlines() if REPORTS.search(line)]


def write(path, data):
    """At once or not at all, as a deployment does it."""
    beside = f"{path}.{os.getpid()}-{time.monotonic_ns()}.new"
    with open(beside, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())
    os.replace(beside, path)


class Daemon:
    def __init__(self, program):
        self.program = program

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="sprintd-chaos-")
        for name in ("packs", "state"):
            os.mkdir(self.file(name))
        self.restore()
        environment = {
            **os.environ,
            "UBSAN_OPTIONS": "print_stacktrace=1",
            "TSAN_OPTIONS": "second_deadlock_stack=1",
        }
        with open(self.file("log"), "wb") as log:
            self.process = subprocess.Popen(
                [self.program, "--config", self.file("sprintd.yaml")], stdout=log, stderr=log, env=environment
            )
        try:
            self._wait_until_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def file(self, name):
        return os.path.join(self.folder, name)

    @property
    def socket(self):
        return self.file("s")

    def restore(self):
        """Files as they were at the start."""
        write(self.file("packs/team.yaml"), world.pack(0))
        write(self.file("organisation.yaml"), world.organisation(0))
        write(self.file("sprintd.yaml"), world.CONFIGURATION.format(socket=self.socket))

    def _wait_until_ready(self):
        for _ in range(600):
            try:
                if ask_once(self.socket, request("GET", "/readyz")).status == 200:
                    return
            except Ended:
                pass
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"the daemon did not start:\n{self.log()}")

    def log(self):
        with open(self.file("log"), encoding="utf-8", errors="replace") as file:
            return file.read()

    def stop(self, seconds=60):
        """The exit code after SIGTERM; None when it did not end in time."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def log_fault(self):
        """What `sprintctl log verify`, beside the program, says of the log of decisions; None when all is well."""
        verify = os.path.join(os.path.dirname(self.program), "sprintctl")
        said = subprocess.run([verify, "log", "verify", self.file("state/decisions.db")], capture_output=True, text=True)
        return None if said.returncode == 0 else f"log verify: {said.returncode} {said.stdout} {said.stderr}"

    def memory(self):
        """Resident KiB."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1))

    def count(self, what):
        """Entries of "fd" or "task"."""
        return len(os.listdir(f"/proc/{self.process.pid}/{what}"))

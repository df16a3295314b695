"""Runs sprintd under what its unit forbids, as far as a process can forbid it to another without systemd.

    confined.py UNIT SPRINTD REPOSITORY

That is: the filter of system calls, the families of addresses, memory that is both writable and executable, capabilities and
new privileges. Here a forbidden call ends the daemon, where systemd answers EPERM: so nothing that is forbidden is even
tried. The daemon then does what it does: takes a passed socket, answers, loads anew, writes its state and log, stops.
Mount namespaces (ProtectSystem=, PrivateTmp=, ...) and addresses (IPAddressDeny=) are not tried.
"""

import ctypes
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

try:
    import seccomp
except ImportError:
    print("[skipped] python3-seccomp is not installed")
    sys.exit(0)

PR_SET_NO_NEW_PRIVS, PR_CAPBSET_DROP = 38, 24
LAST_CAPABILITY = 63
PROT_WRITE, PROT_EXEC = 2, 4


def settings(unit, key):
    """The values of a key that may stand several times, in order."""
    lines = (line.strip() for line in open(unit, encoding="utf-8"))
    return [line.split("=", 1)[1] for line in lines if line.startswith(key + "=")]


def expand(name):
    """A set of system calls as systemd knows it, without the sets in it."""
    if not name.startswith("@"):
        return {name}
    text = subprocess.run(["systemd-analyze", "--no-pager", "syscall-filter", name], check=True, capture_output=True, text=True)
    calls = set()
    for line in text.stdout.splitlines()[1:]:
        word = line.strip()
        if word and not word.startswith("#"):
            calls |= expand(word)
    return calls


def allowed_calls(unit):
    allowed = set()
    for value in settings(unit, "SystemCallFilter"):
        forbids = value.startswith("~")
        calls = set().union(*(expand(word) for word in value.removeprefix("~").split()))
        allowed = allowed - calls if forbids else allowed | calls
    # What systemd always adds, to be able to start the program at all.
    return allowed | expand("@default") | {"execve"}


def filter_of(unit):
    calls = seccomp.SyscallFilter(defaction=seccomp.KILL_PROCESS)
    by_argument = {"socket", "mmap", "mprotect", "pkey_mprotect"}
    for name in sorted(allowed_calls(unit) - by_argument):
        try:
            calls.add_rule(seccomp.ALLOW, name)
        except (RuntimeError, ValueError):
            pass  # of another machine
    if os.geteuid() == 0:
        # SQLite gives files that root makes to the owner of their database; the unit's user is not root.
        calls.add_rule(seccomp.ALLOW, "fchown")
    for family in settings(unit, "RestrictAddressFamilies")[0].split():
        calls.add_rule(seccomp.ALLOW, "socket", seccomp.Arg(0, seccomp.EQ, getattr(socket, family)))
    # MemoryDenyWriteExecute=: nothing writable and executable is mapped, and nothing becomes executable.
    calls.add_rule(seccomp.ALLOW, "mmap", seccomp.Arg(2, seccomp.MASKED_EQ, PROT_WRITE, 0))
    calls.add_rule(seccomp.ALLOW, "mmap", seccomp.Arg(2, seccomp.MASKED_EQ, PROT_EXEC, 0))
    calls.add_rule(seccomp.ALLOW, "mprotect", seccomp.Arg(2, seccomp.MASKED_EQ, PROT_EXEC, 0))
    return calls


class Client(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=20)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(20)
        self.sock.connect(self.path)


def ask(path, method, target, body=None):
    client = Client(path)
    client.request(method, target, body=body, headers={"Content-Type": "application/json"})
    reply = client.getresponse()
    text = reply.read().decode()
    client.close()
    return reply.status, text


def hear(notify, beginning):
    """Waits for what the daemon tells, past pings and the like."""
    while not notify.recv(4096).startswith(beginning):
        pass


def expect(what, got, wanted):
    if got != wanted:
        sys.exit(f"{what}: {got!r} instead of {wanted!r}")


def main():
    unit, program, repository = sys.argv[1:]
    calls = filter_of(unit)
    libc = ctypes.CDLL(None, use_errno=True)
    with tempfile.TemporaryDirectory(prefix="sprintd-confined-") as folder:
        os.mkdir(f"{folder}/state")
        with open(f"{folder}/sprintd.yaml", "w", encoding="utf-8") as config:
            config.write(f"packs: {repository}/etc/packs/engineering-leadership.yaml\n"
                         f"organisation: {repository}/examples/organisation.yaml\n"
                         f"log: {{level: debug, file: {folder}/log/sprintd.log}}\n"
                         f"callers: [{{user: {os.getuid()}, may: [decide_for_others, write_backlogs, reload]}}]\n")
        path = f"{folder}/s.sock"
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(path)
        listening.listen(64)
        notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        notify.bind(f"{folder}/notify")
        notify.settimeout(30)

        def confine():
            os.dup2(listening.fileno(), 3)
            os.set_inheritable(3, True)  # also where it was 3 already
            os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1", NOTIFY_SOCKET=f"{folder}/notify",
                              WATCHDOG_USEC="100000", STATE_DIRECTORY=f"{folder}/state")
            for capability in range(LAST_CAPABILITY + 1):
                libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
            libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
            calls.load()
            os.execv(program, [program, "--config", f"{folder}/sprintd.yaml"])

        child = os.fork()
        if child == 0:
            try:
                confine()
            finally:
                os._exit(99)
        try:
            hear(notify, b"READY=1")
            with open(f"{repository}/examples/sprint-42.json", "rb") as board:
                expect("PUT", ask(path, "PUT", "/v1/backlogs/board", board.read())[0], 201)
            question = json.dumps({"person": "ada", "action": "pull", "item": "TD-12", "backlog_id": "board"})
            for _ in range(20):
                expect("decision", ask(path, "POST", "/v1/decisions", question)[0], 200)
            expect("audit", ask(path, "POST", "/v1/audits", '{"backlog_id":"board"}')[0], 200)
            expect("reload", ask(path, "POST", "/v1/packs:reload", "")[0], 200)
            hear(notify, b"RELOADING=1")
            hear(notify, b"READY=1")
            os.rename(f"{folder}/log/sprintd.log", f"{folder}/log/sprintd.log.1")
            os.kill(child, signal.SIGHUP)
            hear(notify, b"RELOADING=1")
            hear(notify, b"READY=1")
            expect("log", os.path.exists(f"{folder}/log/sprintd.log"), True)
            expect("state", os.path.exists(f"{folder}/state/last-good.json"), True)
        finally:
            os.kill(child, signal.SIGTERM)  # a child that ended is not waited for yet, so the number is still its own
            for _ in range(200):
                ended, status = os.waitpid(child, os.WNOHANG)
                if ended:
                    break
                time.sleep(0.1)
            else:
                os.kill(child, signal.SIGKILL)
                ended, status = os.waitpid(child, 0)
            if os.WIFSIGNALED(status):
                print(f"sprintd was ended by signal {os.WTERMSIG(status)}"
                      f"{': it made a call that its unit forbids' if os.WTERMSIG(status) == signal.SIGSYS else ''}")
        expect("exit", status, 0)
    print("sprintd does its work under the filters of its unit")


main()

#!/usr/bin/env python3
"""Some minutes of a real sprintd among adversaries, while a witness asks what has a known answer. `./dev chaos` runs it.

In Python, because adversaries need no speed but variety, in few lines, and nothing of the daemon's own code. Adversaries
and witness are processes of their own, of the standard library alone. Every run ends by itself. The choices come
from the seed; what they meet does not, so a seed does not repeat a run to the byte.
"""

import argparse
import collections
import multiprocessing
import random
import statistics
import sys
import threading
import time

import acts
import running
import witness
import world
from wire import Ended, Wire, ask_once, request

PROCESSES = 2
THREADS = 8
MOST_FAULTS = 20


def be_adversary(path, seed, until, counts, faults):
    chooser = random.Random(seed)
    while time.monotonic() < until and len(faults) < MOST_FAULTS:
        act = chooser.choice(acts.CLIENT_ACTS)
        try:
            act(chooser, path)
            counts[act.__name__] += 1
        except Ended as ended:
            counts[f"{act.__name__}, cut off"] += 1
            if "timed out" in str(ended):
                faults.append(f"{act.__name__}: no answer in time")
        except acts.Wrong as wrong:
            faults.append(f"{act.__name__}: {wrong}")
        except OSError as error:  # reset, broken pipe: the end of this connection
            counts[f"{act.__name__}, {type(error).__name__}"] += 1


def be_adversaries(path, seed, until, report):
    counts, faults = collections.Counter(), []
    threads = [
        threading.Thread(target=be_adversary, args=(path, f"{seed}/{number}", until, counts, faults))
        for number in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report.put(("counts", counts))
    report.put(("faults", faults))


def be_witness(path, until, report):
    seen = witness.watch(path, until)
    report.put(("times", seen["times"]))
    report.put(("faults", [f"witness: {fault}" for fault in seen["faults"]]))


def be_operator(daemon, seed, until, counts):
    chooser = random.Random(f"{seed}/operator")
    while time.monotonic() < until and daemon.process.poll() is None:
        act = chooser.choice(acts.OPERATOR_ACTS)
        act(chooser, daemon)
        counts[act.__name__] += 1
        time.sleep(chooser.random() / 5)


def collect(report, children, deadline, times, counts, faults):
    """Two reports of each child, or a fault for those that do not end."""
    for _ in range(2 * len(children)):
        try:
            kind, value = report.get(timeout=max(1.0, deadline - time.monotonic()))
        except Exception:  # queue.Empty, which multiprocessing does not name
            faults.append("an adversary or the witness did not end")
            break
        if kind == "times":
            times.extend(value)
        elif kind == "counts":
            counts.update(value)
        else:
            faults.extend(value)
    for child in children:
        child.join(5)
        if child.is_alive():
            child.kill()


def check_end(daemon, faults):
    """When all is over, the files are loaded as they were, and everything that was used is given back."""
    daemon.restore()
    answer = ask_once(daemon.socket, request("POST", "/v1/packs:reload"), 60)
    if answer.status != 200:
        faults.append(f"files in order do not load: {answer.body[:300]!r}")
    ready = ask_once(daemon.socket, request("GET", "/readyz")).body
    if b'"stale":false' not in ready:
        faults.append(f"not ready in the end: {ready!r}")
    for _ in range(100):
        if daemon.count("fd") <= daemon.descriptors:
            return
        time.sleep(0.1)
    faults.append(f"{daemon.count('fd')} descriptors are open, and before it were {daemon.descriptors}")


def run(daemon, seconds, seed):
    faults, times, counts = [], [], collections.Counter()
    daemon.descriptors = daemon.count("fd") + 1
    with Wire(daemon.socket) as wire:
        for name, body in (("witness", world.WITNESS), ("large", world.LARGE)):
            if wire.ask(world.put(name, body)).status != 201:
                return ["a backlog cannot be put"], times, counts
    report = multiprocessing.Queue()
    until = time.monotonic() + seconds
    children = [multiprocessing.Process(target=be_witness, args=(daemon.socket, until, report))]
    for number in range(PROCESSES):
        children.append(
            multiprocessing.Process(target=be_adversaries, args=(daemon.socket, f"{seed}/{number}", until, report))
        )
    for child in children:
        child.start()
    be_operator(daemon, seed, until, counts)
    collect(report, children, until + 120, times, counts, faults)
    if daemon.process.poll() is not None:
        return [f"the daemon ended with {daemon.process.returncode}", *faults], times, counts
    check_end(daemon, faults)
    code = daemon.stop()
    if code != 0:
        faults.append(f"after SIGTERM the exit code is {code}")
    if fault := daemon.log_fault():
        faults.append(fault)
    if not times:
        faults.append("the witness got no answer")
    return faults, times, counts


def milliseconds(seconds):
    return f"{seconds * 1000:.1f} ms"


def print_figures(name, seconds, seed, times, counts, faults):
    for act, count in sorted(counts.items()):
        print(f"{count:9,}  {act}")
    times = sorted(times) or [0.0]
    late = times[int(len(times) * 0.99)]
    verdict = "exit code 0, no report" if not faults else f"{len(faults)} faults"
    print("\nfor docs/reliability.md:")
    print(
        f"| {name} | {seconds:g} s, seed {seed} | {sum(counts.values()):,} | {len(times):,} | "
        f"{milliseconds(statistics.median(times))} | {milliseconds(late)} | {milliseconds(times[-1])} | {verdict} |"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="sprintd, of any preset")
    parser.add_argument("--name", default="sprintd", help="of the build, for the figures")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with running.Daemon(options.program) as daemon:
        try:
            faults, times, counts = run(daemon, options.seconds, options.seed)
        except (Ended, OSError) as error:
            faults, times, counts = [f"the daemon is gone: {error}"], [], collections.Counter()
        log = daemon.log()
        faults += running.find_reports(log)[:MOST_FAULTS]
    print_figures(options.name, options.seconds, options.seed, times, counts, faults)
    for fault in faults:
        print(f"fault: {fault}")
    if faults:
        print(log[-20_000:], file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

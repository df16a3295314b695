#!/usr/bin/env python3
"""Some minutes of steady mixed work for a release build of sprintd, and whether its memory stays flat. `./dev soak` runs it.

Resident memory, descriptors and threads are read from /proc each second. Flat: the median of the last quarter of the
run is at most 5 % and 4 MiB above the median of the second quarter (the first is for warming up). In Python for
the reasons of chaos.py.
"""

import argparse
import multiprocessing
import random
import statistics
import sys
import time

import running
import world
from wire import Ended, Wire, request

PROCESSES = 3
CONNECTIONS = 8
LEAST_SECONDS = 60  # a shorter run warms up all the time, and is not judged
FRACTION, KIB = 0.05, 4096


def quarters(samples):
    size = len(samples) // 4
    return [samples[size * number : size * (number + 1)] for number in range(4)]


def growth_fault(memory, descriptors):
    """What grew, from the second to the last quarter; None when nothing did."""
    _, early, _, late = quarters(memory)
    before, after = statistics.median(early), statistics.median(late)
    if after > before * (1 + FRACTION) + KIB:
        return f"memory grew from {before:,.0f} to {after:,.0f} KiB"
    _, early, _, late = quarters(descriptors)
    if statistics.median(late) > statistics.median(early) + 2:
        return f"descriptors grew from {statistics.median(early):g} to {statistics.median(late):g}"
    return None


def next_request(chooser):
    """The request, and the statuses that are right for it."""
    name = f"b{chooser.randrange(8)}"
    item = f"A-{chooser.randrange(20)}"
    kind = chooser.randrange(100)
    if kind < 70:
        person = chooser.choice(["ada", "bob"])
        return world.decision(person=person, action="pull", item=item, backlog_id=name), (200,)
    if kind < 80:
        return world.audit(backlog_id=name), (200,)
    if kind < 86:
        return world.put(name, chooser.choice([world.SMALL, world.MIDDLE])), (200,)
    if kind < 90:
        return request("GET", f"/v1/backlogs/{name}"), (200,)
    if kind < 93:
        document = {**world.backlog(2), "organisation": {"time_zone": f"No/Zone{chooser.randrange(10**12)}"}}
        return world.audit(backlog=document), (422,)
    if kind < 96:
        return world.decision(person=f"p{chooser.randrange(10**12)}", action="pull", item=item, backlog_id=name), (422,)
    if kind < 98:
        return world.put(name, b'{"schema":"sprintd.backlog/v1","items":[{"id":"A","point":3}]}'), (422,)
    paths = ["/v1/packs", "/v1/rules", "/readyz", "/metrics", "/v1/backlogs", "/v1/decisions?limit=20&person=ada"]
    return request("GET", chooser.choice(paths)), (200,)


def be_client(path, seed, until, report):
    """Asks over some connections in turn, each of which is opened anew at times."""
    chooser = random.Random(seed)
    wires = [None] * CONNECTIONS
    asked, faults = 0, []
    while time.monotonic() < until and len(faults) < 10:
        place = chooser.randrange(CONNECTIONS)
        try:
            if wires[place] is None or chooser.randrange(500) == 0:
                if wires[place] is not None:
                    wires[place].socket.close()
                wires[place] = Wire(path)
            data, statuses = next_request(chooser)
            answer = wires[place].ask(data)
            asked += 1
            if answer.status not in statuses:
                faults.append(f"status {answer.status} and not {statuses}: {answer.body[:300]!r}")
        except Ended as ended:
            wires[place] = None
            # Between two requests the daemon ends a connection that was idle for too long.
            if "closed" not in str(ended):
                faults.append(str(ended))
    report.put((asked, faults))


def sample(daemon, until):
    """The operator's part besides: other packs every five seconds, through the watch of files."""
    samples = []
    while time.monotonic() < until:
        samples.append((daemon.memory(), daemon.count("fd"), daemon.count("task")))
        if len(samples) % 5 == 0:
            running.write(daemon.file("packs/team.yaml"), world.pack(len(samples)))
        time.sleep(max(0.0, min(1.0, until - time.monotonic())))
    return samples


def run(daemon, seconds, seed):
    with Wire(daemon.socket) as wire:
        for number in range(8):
            wire.ask(world.put(f"b{number}", world.SMALL))
    report = multiprocessing.Queue()
    until = time.monotonic() + seconds
    children = [
        multiprocessing.Process(target=be_client, args=(daemon.socket, f"{seed}/{number}", until, report))
        for number in range(PROCESSES)
    ]
    for child in children:
        child.start()
    samples = sample(daemon, until)
    asked, faults = 0, []
    for _ in children:
        try:
            more, wrong = report.get(timeout=60)
            asked, faults = asked + more, faults + wrong
        except Exception:  # queue.Empty, which multiprocessing does not name
            faults.append("a client did not end")
    for child in children:
        child.join(5)
        if child.is_alive():
            child.kill()
    code = daemon.stop()
    if code != 0:
        faults.append(f"after SIGTERM the exit code is {code}")
    if fault := daemon.log_fault():
        faults.append(fault)
    return asked, samples, faults


def print_table(samples):
    print("quarter  memory KiB: least     median       most  descriptors  threads")
    for number, quarter in enumerate(quarters(samples), 1):
        memory, descriptors, threads = zip(*quarter)
        print(
            f"{number:7}  {min(memory):17,} {statistics.median(memory):10,.0f} {max(memory):10,}"
            f"  {statistics.median(descriptors):11g}  {max(threads):7}"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="sprintd of the release build")
    parser.add_argument("--seconds", type=float, default=1200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with running.Daemon(options.program) as daemon:
        asked, samples, faults = run(daemon, options.seconds, options.seed)
        log = daemon.log()
        faults += running.find_reports(log)
    memory, descriptors, _ = zip(*samples)
    if options.seconds >= LEAST_SECONDS and (fault := growth_fault(memory, descriptors)):
        faults.append(fault)
    if asked == 0:
        faults.append("nothing was asked")
    if len(samples) >= 4:
        print_table(samples)
        _, early, _, late = (statistics.median(quarter) / 1024 for quarter in quarters(memory))
        print("\nfor docs/reliability.md:")
        print(
            f"| {options.seconds:g} s, seed {options.seed} | {asked:,} | {early:.1f} MiB | {late:.1f} MiB | "
            f"{max(memory) / 1024:.1f} MiB | {max(descriptors)} | {'flat' if not faults else f'{len(faults)} faults'} |"
        )
    for fault in faults:
        print(f"fault: {fault}")
    if faults:
        print(log[-20_000:], file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

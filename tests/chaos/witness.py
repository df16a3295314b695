"""Somebody who asks what has a known answer, all the time, and takes the time that each answer needs.

Neighbours: chaos.py runs it as a process of its own beside the adversaries, so that their work does not delay its
clock; world.py has the questions. Asks over one connection, and every tenth time over a new one.
"""

import time

import world
from wire import Ended, Wire

MOST_SECONDS = 10.0  # for one answer, under sanitizers on a busy machine


def fault_of(answer, header, value, seconds):
    """What is wrong with an answer; None when nothing is."""
    if answer.status != 200:
        return f"status {answer.status}: {answer.body[:300]!r}"
    if answer.headers.get(header) != value:
        return f"{header} is {answer.headers.get(header)} and not {value}"
    if not answer.headers.get("sprintd-set", "").startswith("sha256:"):
        return "no set is named"
    if seconds > MOST_SECONDS:
        return f"the answer took {seconds:.1f} s"
    return None


def watch(path, until, pause=0.01):
    """{"times": [...], "faults": [...]}"""
    times, faults = [], []
    wire = None
    number = 0
    while time.monotonic() < until and len(faults) < 20:
        data, header, value = world.QUESTIONS[number % len(world.QUESTIONS)]
        number += 1
        if wire is not None and number % 10 == 0:
            wire.socket.close()
            wire = None
        begin = time.monotonic()
        try:
            if wire is None:
                wire = Wire(path, MOST_SECONDS)
            answer = wire.ask(data)
        except Ended as ended:
            faults.append(f"question {number}: no answer: {ended}")
            if wire is not None:
                wire.socket.close()
            wire = None
            continue
        seconds = time.monotonic() - begin
        times.append(seconds)
        if fault := fault_of(answer, header, value, seconds):
            faults.append(f"question {number}: {fault}")
        time.sleep(pause)
    if wire is not None:
        wire.socket.close()
    return {"times": times, "faults": faults}

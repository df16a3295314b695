"""What adversaries do to a daemon, one function each: act(random, path) with the path of the socket.

Neighbours: chaos.py chooses among them, wire.py sends. An act may fail in any way that ends its own connection; what it
must never see is told by raising Wrong. Each is bounded in time by the limits of world.CONFIGURATION.
"""

import os
import signal
import time

import world
from running import write
from wire import Ended, Wire, request


class Wrong(Exception):
    """The daemon did what it must not."""


def expect(answer, *statuses):
    if answer.status not in statuses:
        raise Wrong(f"status {answer.status} and not one of {statuses}: {answer.body[:300]!r}")


def any_request(random):
    """A whole and correct one."""
    name = random.choice(["a", "b", "c", "d"])
    item = f"A-{random.randrange(30)}"
    return random.choice(
        [
            lambda: world.put(name, world.SMALL),
            lambda: world.decision(person="ada", action="pull", item=item, backlog_id=name),
            lambda: world.audit(backlog_id=name),
            lambda: request("POST", "/v1/audits?width=60", world.encoded({"backlog_id": name}), ["Accept: text/plain"]),
            lambda: request("GET", "/v1/rules"),
            lambda: request("GET", "/v1/packs"),
            lambda: request("GET", "/healthz"),
            lambda: request("HEAD", "/readyz"),
        ]
    )()


# The status of any_request(): refused is what names a backlog or an item that is not kept now.
POSSIBLE = (200, 201, 404, 422)


def killed_in_the_middle(random, path):
    data = any_request(random)
    with Wire(path) as wire:
        wire.send(data[: random.randrange(len(data) + 1)])


def killed_before_the_answer(random, path):
    with Wire(path) as wire:
        wire.send(world.audit(backlog=world.backlog(random.choice([1, 300, 3000]))))


def half_request(random, path):
    data = any_request(random)
    with Wire(path) as wire:
        wire.send(data[: random.randrange(1, len(data))])
        time.sleep(random.random())
        if random.random() < 0.5:
            wire.finish_sending()
        got = wire.read_to_end()
        # A part of a request can be a whole one: a body that is cut is not.
        if got and not got.startswith(b"HTTP/1.1 "):
            raise Wrong(f"half a request got {got[:100]!r}")


def byte_by_byte(random, path):
    data = world.decision(person="ada", action="pull", item="A-1", backlog_id="none")
    with Wire(path) as wire:
        for byte in data:
            if not wire.send(bytes([byte])):
                return
        expect(wire.read(), 404, 408)


def large_header(random, path):
    fields = random.choice(
        [
            ["X: " + "x" * 65536],
            [f"X-{number}: y" for number in range(101)],
            [f"X-{number}: {'y' * 600}" for number in range(99)],
        ]
    )
    with Wire(path) as wire:
        wire.send(request("GET", random.choice(["/healthz", "/" + "x" * 65536]), b"", fields))
        expect(wire.read(), 431)


def endless_chunks(random, path):
    line = random.choice([b"1;a=" + b"b" * 300_000, b"0\r\nX: " + b"y" * 300_000, b"0\r\n" + b"X: y\r\n" * 200 + b"\r\n"])
    with Wire(path) as wire:
        wire.send(b"POST /v1/audits HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + line)
        expect(wire.read(), 431)


def pipelined_garbage(random, path):
    good = random.randrange(1, 10)
    with Wire(path) as wire:
        wire.send(request("GET", "/healthz") * good + random.randbytes(random.randrange(1, 5000)))
        wire.finish_sending()
        for _ in range(good):
            expect(wire.read(), 200)
        wire.read_to_end()


def changed_bytes(random, path):
    data = bytearray(any_request(random) + any_request(random))
    for _ in range(random.randrange(1, 8)):
        data[random.randrange(len(data))] = random.randrange(256)
    with Wire(path) as wire:
        wire.send(bytes(data))
        wire.finish_sending()
        got = wire.read_to_end()
        if b"HTTP/1.1 500" in got:
            raise Wrong(f"a fault inside: {got[:300]!r} for {bytes(data)[:2000]!r}")


def huge_body(random, path):
    """Too large, said or sent; or as large as may be, and nonsense."""
    kind = random.randrange(4)
    with Wire(path) as wire:
        if kind == 0:
            wire.send(b"POST /v1/audits HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n")
            return expect(wire.read(), 413)
        if kind == 1:
            wire.send(request("POST", "/v1/audits", b"x" * 5_000_000))
            return expect(wire.read(), 413)
        if kind == 2:
            wire.send(request("POST", "/v1/decisions", b"[" * 3_000_000))
            return expect(wire.read(), 400, 408)
        body = bytearray(world.MIDDLE)
        del body[random.randrange(len(body)) :]
        wire.send(world.put("cut", bytes(body)))
        return expect(wire.read(), 400, 408, 422)


def slow_reader(random, path):
    with Wire(path, 6) as wire:
        wire.socket.settimeout(1)
        wire.send(request("GET", "/v1/backlogs/large") * random.randrange(1, 20))
        time.sleep(random.random() * 4)
        if random.random() < 0.3:
            wire.read_to_end()


def keep_and_forget(random, path):
    name = random.choice(["a", "b", "c", "d"] + [f"x{number}" for number in range(20)])
    with Wire(path) as wire:
        for _ in range(random.randrange(1, 6)):
            data = random.choice(
                [
                    world.put(name, world.SMALL),
                    world.put(name, world.MIDDLE),
                    world.put(name, b'{"schema":"sprintd.backlog/v1","items":[{"id":"A","point":3},{"id":"A"}]}'),
                    world.put(name, b"schema: sprintd.backlog/v1\nitems: [{id: A-1}]\n", "application/yaml"),
                    request("DELETE", f"/v1/backlogs/{name}"),
                    request("GET", f"/v1/backlogs/{name}"),
                ]
            )
            expect(wire.ask(data), 200, 201, 204, 404, 408, 422, 503)


def questions(random, path):
    with Wire(path) as wire:
        for _ in range(random.randrange(1, 20)):
            data = any_request(random)
            wire.send(data)
            if data.startswith(b"HEAD"):
                wire.finish_sending()
                wire.read_to_end()
                return
            expect(wire.read(), *POSSIBLE, 503)


def odd_zones(random, path):
    zone = random.choice(["Pacific/Chatham", "Asia/Kolkata", f"No/Zone{random.randrange(10**9)}", "//", "Europe"])
    document = {
        **world.backlog(2),
        "organisation": {"time_zone": zone, "people": [{"id": "eve"}], "teams": [{"id": "core", "members": ["eve"]}]},
    }
    with Wire(path) as wire:
        expect(wire.ask(world.audit(backlog=document)), 200, 422)


def many_connections(random, path):
    wires = []
    try:
        for _ in range(random.randrange(10, 60)):
            wires.append(Wire(path))
        for wire in random.sample(wires, len(wires) // 2):
            wire.send(request("GET", "/healthz"))
    finally:
        for wire in wires:
            wire.socket.close()


def reload(_random, path):
    with Wire(path, 60) as wire:
        expect(wire.ask(request("POST", "/v1/packs:reload")), 200, 422)


def looks(random, path):
    targets = ["/metrics", "/readyz", "/v1/backlogs", "/v1/decisions", "/v1/decisions?limit=1000&answer=refused"]
    with Wire(path, 60) as wire:
        for target in random.sample(targets, 3):
            expect(wire.ask(request("GET", target)), 200)


def stale_change(random, path):
    """Over what somebody else may have changed."""
    name = f"c{random.randrange(3)}"
    with Wire(path) as wire:
        tag = wire.ask(request("GET", f"/v1/backlogs/{name}")).headers.get("etag", '"none"')
        headers = [f"If-Match: {tag}", "Content-Type: application/json"]
        expect(wire.ask(request("PUT", f"/v1/backlogs/{name}", world.SMALL, headers)), 200, 412)


CLIENT_ACTS = [
    killed_in_the_middle,
    killed_before_the_answer,
    half_request,
    byte_by_byte,
    large_header,
    endless_chunks,
    pipelined_garbage,
    changed_bytes,
    huge_body,
    slow_reader,
    keep_and_forget,
    questions,
    odd_zones,
    many_connections,
    reload,
    looks,
    stale_change,
]


# What the operator does to files and process: act(random, daemon).


def good_files(random, daemon):
    write(daemon.file("packs/team.yaml"), world.pack(random.randrange(1000)))
    write(daemon.file("organisation.yaml"), world.organisation(random.randrange(1000)))


def broken_pack(random, daemon):
    write(daemon.file("packs/team.yaml"), random.choice(world.BROKEN))


def broken_in_place(random, daemon):
    """Written in pieces, so that half of it can be read."""
    text = world.pack(random.randrange(1000)).encode()
    cut = random.randrange(len(text))
    with open(daemon.file("packs/team.yaml"), "wb") as file:
        file.write(text[:cut])
        file.flush()
        time.sleep(random.random() / 50)
        file.write(text[cut:])


def broken_organisation(random, daemon):
    write(daemon.file("organisation.yaml"), random.choice([b"people: 3\n", b"people: [{id: ada}, {id: ada}]\n", b"["]))


def broken_configuration(random, daemon):
    write(daemon.file("sprintd.yaml"), random.choice([b"sockt: x\n", b"packs: [none]\n", b"limits: {connections: 0}\n"]))


def lost_pack(_random, daemon):
    try:
        os.unlink(daemon.file("packs/team.yaml"))
    except FileNotFoundError:
        pass


def restored(_random, daemon):
    daemon.restore()


def hangup_storm(random, daemon):
    for _ in range(random.randrange(1, 300)):
        os.kill(daemon.process.pid, signal.SIGHUP)


OPERATOR_ACTS = [
    good_files,
    broken_pack,
    broken_in_place,
    broken_organisation,
    broken_configuration,
    lost_pack,
    restored,
    hangup_storm,
]

__all__ = ["CLIENT_ACTS", "OPERATOR_ACTS", "Ended", "Wrong"]

"""The packs, organisation and backlogs of a run, in good and in broken forms, and questions whose answers are known.

Neighbours: running.py writes the files, acts.py breaks and mends them, witness.py asks. Constant data.
"""

import json

from wire import request

CONFIGURATION = """socket: {socket}
packs: [packs]
organisation: organisation.yaml
state: state
reload: {{quiet_milliseconds: 10, poll_seconds: 1}}
limits: {{body_bytes: 4194304, connections: 200, backlogs: 16,
         requests: 300, requests_per_caller: 300,  # all of them are one user
         idle_seconds: 5, request_seconds: 3, stop_seconds: 20}}
decision_log: {{queue: 100000, keep_bytes: 30000000}}
log: {{format: json}}
"""


def pack(variant):
    """Good packs differ in what nobody is asked about. In braces, so that no part of one is another good one."""
    return json.dumps(
        {
            "sprintd": 1,
            "pack": "team",
            "version": f"1.0.{variant}",
            "authority": [
                {
                    "id": "pull",
                    "action": "pull",
                    "allow": 'person.id == "ada"',
                    "message": f"${{person.name}} may not pull ${{item.id}}, says number {variant}",
                }
            ],
            "rules": [
                {"id": "estimated", "for": "item", "require": "has(item.points)", "message": "${item.id} has no points"},
                {"id": "small", "for": "item", "require": f"item.points <= {8 + variant % 5}", "severity": "note"},
            ],
        },
        indent=1,
    )


def organisation(variant):
    more = "".join(f"  - {{id: guest-{number}}}\n" for number in range(variant % 4))
    return f"""time_zone: Europe/Berlin
people:
  - {{id: ada, name: Ada}}
  - {{id: bob, name: Bob}}
{more}teams:
  - {{id: core, members: [ada, bob], tech_leads: [ada]}}
"""


BROKEN = [
    b"",
    b"sprintd: 1\npack: team\nauthority:\n  - id: pu",
    b"sprintd: 1\npack: team\nruls: []\n",
    b"a: [",
    b"[" * 200_000,
    b"\xff\xfe\x00",
    b"sprintd: 1\npack: team\nrules: [{id: r, for: item, require: item.point > 1}]\n",
    b"&a [*a, *a]\n",
]


def backlog(items, prefix="A", sprint="s"):
    return {
        "schema": "sprintd.backlog/v1",
        "sprint": {"id": sprint, "team": "core", "starts": "2026-03-02", "ends": "2026-03-13"},
        "items": [
            {"id": f"{prefix}-{n}", "title": f"The item of number {n}", "kind": "bug", "points": n % 13, "sprint": sprint}
            for n in range(items)
        ],
    }


def encoded(document):
    return json.dumps(document, separators=(",", ":")).encode()


WITNESS = encoded({**backlog(3, "W"), "items": [{"id": "W-1", "points": 3}, {"id": "W-2"}]})
SMALL = encoded(backlog(20))
MIDDLE = encoded(backlog(1000))
LARGE = encoded(backlog(20_000))  # as an answer, more than a socket holds


def put(name, body, kind="application/json"):
    return request("PUT", f"/v1/backlogs/{name}", body, [f"Content-Type: {kind}"])


def decision(**question):
    return request("POST", "/v1/decisions", encoded(question))


def audit(**question):
    return request("POST", "/v1/audits", encoded(question))


# What the witness asks, and a header and its value that are right under every good pack.
QUESTIONS = [
    (decision(person="ada", action="pull", item="W-1", backlog_id="witness"), "sprintd-allowed", "true"),
    (decision(person="bob", action="pull", item="W-1", backlog_id="witness"), "sprintd-allowed", "false"),
    (decision(person="ada", action="pull", item="W-2", backlog_id="witness"), "sprintd-allowed", "true"),
    (audit(backlog_id="witness", as_of="2026-03-03"), "sprintd-worst", "error"),
]

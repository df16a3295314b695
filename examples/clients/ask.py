#!/usr/bin/env python3
"""Asks sprintd one decision and one audit about the kept backlog `board`: ask.py [SOCKET]"""
import http.client, json, os, socket, sys

class Daemon(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(30)
        self.sock.connect(path)

    def ask(self, call, question):
        self.request("POST", call, json.dumps(question))
        reply = self.getresponse()
        answer = json.load(reply)
        return answer if reply.status == 200 else sys.exit(f"{answer['code']}: {answer['detail']}")

runtime = os.environ.get("XDG_RUNTIME_DIR") if os.geteuid() != 0 else None
path = sys.argv[1] if len(sys.argv) > 1 else f"{runtime or '/run/sprintd'}/sprintd.sock"
about = {"backlog_id": "board", "as_of": "2026-03-02"}
try:
    daemon = Daemon("localhost")
    decision = daemon.ask("/v1/decisions", {"person": "emil", "action": "pull", "item": "TD-12", **about})
    audit = daemon.ask("/v1/audits", about)
except OSError as fault:
    sys.exit(f"no daemon at {path}: {fault.strerror or fault}")
print("\n  ".join([f"May Emil pull TD-12? {decision['answer']}"] + [why["message"] for why in decision["reasons"]]))
print("\n  ".join(["The sprint:"] + [f"{found['severity']}: {found['message']}" for found in audit["findings"]]))

"""HTTP/1.1 over the daemon's socket, byte by byte: a client that may also misbehave.

Neighbours: acts.py and witness.py ask with it. One object is one connection, for one thread.
"""

import socket
from dataclasses import dataclass


class Ended(Exception):
    """The connection ended, or nothing came in time, before the answer was whole."""


@dataclass
class Answer:
    status: int
    headers: dict  # names in lower case
    body: bytes


def request(method, target, body=b"", headers=()):
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost", *headers]
    if body or method in ("POST", "PUT"):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Wire:
    def __init__(self, path, seconds=30.0):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self.socket.connect(path)  # waits while the daemon's queue is full
        except OSError as error:
            self.socket.close()
            raise Ended(f"cannot connect: {error}") from None
        self.socket.settimeout(seconds)
        self.bytes = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        """False when the peer is gone; what it said before can still be read."""
        try:
            self.socket.sendall(data)
            return True
        except OSError:
            return False

    def finish_sending(self):
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def _fill(self):
        try:
            got = self.socket.recv(1 << 16)
        except OSError as error:
            raise Ended(str(error)) from None
        if not got:
            raise Ended("the daemon closed the connection")
        self.bytes += got

    def read(self):
        while (end := self.bytes.find(b"\r\n\r\n")) < 0:
            self._fill()
        head = self.bytes[:end].decode("ascii").split("\r\n")
        self.bytes = self.bytes[end + 4 :]
        headers = {}
        for line in head[1:]:
            name, _, value = line.partition(": ")
            headers[name.lower()] = value
        length = int(headers.get("content-length", "0"))
        while len(self.bytes) < length:
            self._fill()
        body, self.bytes = self.bytes[:length], self.bytes[length:]
        return Answer(int(head[0].split(" ")[1]), headers, body)

    def ask(self, data):
        self.send(data)
        return self.read()

    def read_to_end(self, most=1 << 22):
        """What comes until the daemon closes, nothing comes any more, or it is enough."""
        got = self.bytes
        self.bytes = b""
        try:
            while len(got) < most and (more := self.socket.recv(1 << 16)):
                got += more
        except OSError:
            pass
        return got


def ask_once(path, data, seconds=30.0):
    with Wire(path, seconds) as wire:
        return wire.ask(data)

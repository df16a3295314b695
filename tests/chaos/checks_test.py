"""What chaos.py and soak.py judge by can fail: the judge of memory, the reader of logs, the witness."""

import os
import random
import socket
import tempfile
import threading
import time
import unittest

import running
import soak
import witness
import world
from wire import Answer, Ended, Wire, request

MIB = 1024


def serve_once(path, answers):
    """A daemon that says what it is told, one text for each connection."""
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(path)
    listening.listen()

    def serve():
        for answer in answers:
            connection, _ = listening.accept()
            connection.recv(1 << 16)
            connection.sendall(answer)
            connection.close()
        listening.close()

    thread = threading.Thread(target=serve)
    thread.start()
    return thread


class Checks(unittest.TestCase):
    def test_memory_that_grows_is_not_flat(self):
        steady = [100 * MIB + random.Random(1).randrange(MIB) for _ in range(100)]
        still = [20] * 100
        self.assertIsNone(soak.growth_fault(steady, still))
        warming = [min(100, 10 + second) * MIB for second in range(400)]
        self.assertIsNone(soak.growth_fault(warming[50:350] + warming[300:], [20] * 400))
        leaking = [(100 + second) * MIB for second in range(100)]
        self.assertIn("memory grew", soak.growth_fault(leaking, still))
        self.assertIn("descriptors grew", soak.growth_fault(steady, list(range(100))))

    def test_reports_of_sanitizers_are_found(self):
        for line in (
            "==1==ERROR: AddressSanitizer: heap-use-after-free",
            "WARNING: ThreadSanitizer: data race (pid=1)",
            "==1==ERROR: LeakSanitizer: detected memory leaks",
            "session.cc:1:2: runtime error: signed integer overflow",
            "terminate called after throwing an instance of 'std::bad_alloc'",
        ):
            self.assertEqual(running.find_reports(f"ready\n{line}\nstopped\n"), [line])
        self.assertEqual(running.find_reports('{"event":"reload failed","diagnostics":"error[E0302]"}\n'), [])

    def test_the_witness_tells_what_is_wrong(self):
        good = Answer(200, {"sprintd-allowed": "true", "sprintd-set": "sha256:1"}, b"")
        self.assertIsNone(witness.fault_of(good, "sprintd-allowed", "true", 0.1))
        self.assertIn("and not false", witness.fault_of(good, "sprintd-allowed", "false", 0.1))
        self.assertIn("took", witness.fault_of(good, "sprintd-allowed", "true", 11))
        self.assertIn("status 500", witness.fault_of(Answer(500, {}, b""), "sprintd-allowed", "true", 0.1))
        self.assertIn("no set", witness.fault_of(Answer(200, {"a": "b"}, b""), "a", "b", 0.1))

    def test_the_witness_misses_no_lost_answer(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "s")
            cut = b"HTTP/1.1 200 OK\r\nSprintd-Allowed: true\r\nContent-Length: 9\r\n\r\nabc"
            thread = serve_once(path, [cut] * 20)
            seen = witness.watch(path, time.monotonic() + 20, pause=0)
            thread.join()
        self.assertEqual(len(seen["faults"]), 20)
        self.assertIn("no answer", seen["faults"][0])

    def test_an_answer_is_read_whole(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "s")
            thread = serve_once(path, [b"HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"])
            with Wire(path, 5) as wire:
                wire.send(request("GET", "/"))
                self.assertEqual(wire.read().status, 204)
                self.assertEqual(wire.read().body, b"hi")
                self.assertRaises(Ended, wire.read)
            thread.join()

    def test_no_part_of_a_good_pack_is_another(self):
        self.assertTrue(world.pack(3).startswith("{") and world.pack(3).endswith("}"))


if __name__ == "__main__":
    unittest.main()

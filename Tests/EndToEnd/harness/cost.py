"""What one request costs: instructions, page faults and system calls. No times.

Everything lies in memory (/dev/shm), where the kernel keeps and maps a program in the same pieces
each time, and addresses are not drawn. The rest that changes from run to run, an id or a moment
whose digits differ, makes a figure larger: so of several runs the least counts.
"""

import ctypes
import json
import os
import pathlib
import re
import shutil
import socket
import tempfile

from .direct import Direct

MEMORY = "/dev/shm"
RUNS = 5
ANSWERED = re.compile(rb"(Status:|HTTP/1\.1) 200 ")
NO_RANDOM_ADDRESSES = 0x0040000  # personality(2), kept across exec


def payload():
    """About 8 KB of the members that a push has, always the same."""
    commits = [
        {
            "id": f"{number:040x}", "message": f"Change number {number}", "distinct": True,
            "author": {"name": "A. Person", "email": "a.person@example.org"},
            "added": [f"src/file-{number}.txt"], "removed": [],
        }
        for number in range(40)
    ]
    repository = {"full_name": "acme/site"}
    text = {"ref": "refs/heads/main", "repository": repository, "commits": commits}
    return json.dumps(text, separators=(",", ":")).encode()


class Cost:
    """Measures one program, in a folder of its own and on a spool that is in use.

    `way` is "cgi", where the request stands in the environment and the body on standard input, or
    "http", where a socket carries all of it, as a unit with Accept=yes hands it over.
    """

    def __init__(self, program):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="cost-", dir=MEMORY))
        self.program = self.folder / "webhook-cgi"
        shutil.copy(program, self.program)
        self.direct = Direct(self.folder / "config", self.folder / "spool")
        for number in range(256):
            (self.direct.spool.path / f"deliveries/{number:02x}").mkdir(parents=True)
        (self.folder / "body").write_bytes(payload())
        self.requests = 0
        self.personality = ctypes.CDLL(None).personality(NO_RANDOM_ADDRESSES)
        self.one("cgi")  # makes the spool's folders and the journal's file

    def close(self):
        ctypes.CDLL(None).personality(self.personality)
        shutil.rmtree(self.folder)

    def measure(self, way):
        return {
            "instructions": least(lambda: self.counted(lambda tool: self.one(way, tool))),
            "faults": least(lambda: self.one(way).ru_minflt),
            "calls": least(lambda: self.called(lambda tool: self.one(way, tool))),
        }

    def counted(self, run):
        """Instructions, the largest of all processes that `run` starts under callgrind."""
        logs = self.folder / "logs"
        logs.mkdir()
        run((
            "/usr/bin/valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", "--vgdb=no",
            f"--log-file={logs}/%p"))
        counts = [re.search(r"Collected : (\d+)", log.read_text()) for log in logs.iterdir()]
        shutil.rmtree(logs)
        return max(int(count[1]) for count in counts)

    def called(self, run):
        """System calls of all processes that `run` starts under strace."""
        table = self.folder / "calls"
        run(("/usr/bin/strace", "-f", "-c", "-o", str(table)))
        # The last line: percent, seconds, microseconds a call, calls, perhaps errors, "total".
        return int(table.read_text().splitlines()[-1].split()[3])

    def request(self):
        self.requests += 1
        return self.direct.request(payload(), delivery=f"cost-{self.requests:06d}")

    def one(self, way, tool=()):
        """One request in a process of its own; what it used."""
        request = self.request()
        ours, theirs = socket.socketpair()
        with theirs, open(self.folder / "body", "rb") as body:
            if way == "cgi":
                environment, given = self.direct.environment(request), body
            else:
                put(request, ours)
                environment, given = self.environment(), theirs
            process = spawn(
                [*tool, self.program], environment, {0: given.fileno(), 1: theirs.fileno()})
        expect_good(ours)
        return finish(process)

    def environment(self):
        return {"WEBHOOK_CONFIG": str(self.direct.config)}


def least(figure):
    return min(figure() for _ in range(RUNS))


def spawn(command, environment, descriptors):
    actions = [(os.POSIX_SPAWN_DUP2, ours, theirs) for theirs, ours in descriptors.items()]
    return os.posix_spawn(command[0], command, environment, file_actions=actions)


def finish(process):
    _, status, usage = os.wait4(process, 0)
    assert status == 0, f"the receiver ended with {status}"
    return usage


def put(request, connection):
    """Sends all of it, and its end.

    Else the receiver would wait for us to close, in some runs and not in others.
    """
    connection.sendall(request.head(length=len(request.body)) + request.body)
    connection.shutdown(socket.SHUT_WR)


def expect_good(connection):
    """Reads the answer to its end."""
    answer = b""
    with connection:
        while piece := connection.recv(65536):
            answer += piece
    assert ANSWERED.match(answer), answer

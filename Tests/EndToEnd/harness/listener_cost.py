"""What one request costs a listener and the process that it forks."""

import functools
import os
import pathlib
import signal
import socket

from .cost import expect_good, finish, least, put, spawn
from .waiting import until

# The socket is descriptor 3; the process that the variable names is the one that is executed.
HAND_OVER = ("/bin/sh", "-c", 'LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"', "sh")
STRACE = "/usr/bin/strace"
MANY = 6


class ListenerCost:
    """Uses the program, the spool and the tools of a `Cost`.

    Page faults and calls are those of the listener and its children, as it collected them: the
    difference between many requests and one, for each more. They hold what the listener does for a
    request: accept, fork, collect. A forked process inherits callgrind's counter, so what the child
    counted is taken above the count of a listener that saw no request.
    """

    def __init__(self, cost):
        self.cost = cost

    def measure(self):
        return {
            "instructions": least(lambda: self.counted(1)) - least(lambda: self.counted(0)),
            "faults": per_request(lambda count: self.serve(count).ru_minflt),
            "calls": per_request(self.called),
        }

    def counted(self, count):
        return self.cost.counted(lambda tool: self.serve(count, tool))

    def called(self, count):
        return self.cost.called(lambda tool: self.serve(count, tool))

    def serve(self, count, tool=()):
        """So many requests to one listener, each after the process of the last was collected."""
        path = str(self.cost.folder / "socket")
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path)
            listening.listen()
            process, listener = self.start(listening, tool)
        for _ in range(count):
            self.send(path)
            until(lambda: not children(listener()), "the request's process was collected")
        until(lambda: is_ready(listener()), "the listener is ready")
        os.kill(listener(), signal.SIGTERM)
        os.unlink(path)
        return finish(process)

    def start(self, listening, tool):
        """The process that is ours, and how to find the listener.

        strace forks what it runs, and LISTEN_PID must name the listener itself.
        """
        is_forked = tool[:1] == (STRACE,)
        words = [*tool, *HAND_OVER] if is_forked else [*HAND_OVER, *tool]
        command = [*words, self.cost.program, "--listen"]
        process = spawn(command, self.cost.environment(), {3: listening.fileno()})
        return process, functools.partial(only_child, process) if is_forked else lambda: process

    def send(self, path):
        request = self.cost.request()
        with socket.socket(socket.AF_UNIX) as ours:
            ours.connect(path)
            put(request, ours)
            expect_good(ours)


def per_request(figure):
    """What each request more costs, rounded up."""
    more = least(lambda: figure(MANY)) - least(lambda: figure(1))
    return -(-more // (MANY - 1))


def is_ready(listener):
    """Whether it has taken over its signals: before, SIGTERM would end it at once."""
    links = pathlib.Path(f"/proc/{listener}/fd").iterdir()
    try:
        return any("signalfd" in os.readlink(link) for link in links)
    except FileNotFoundError:  # closed since it was listed
        return False


def children(process):
    return pathlib.Path(f"/proc/{process}/task/{process}/children").read_text().split()


def only_child(process):
    return int(children(process)[0])

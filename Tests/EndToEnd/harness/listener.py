"""The receiver as a listener, on a socket that the test holds open, as systemd does."""

import os
import pathlib
import select
import signal
import socket
import subprocess
import threading

from . import sender
from .direct import Direct
from .waiting import until

HAND_OVER = 'exec 3<&"$0"; export LISTEN_PID=$$ LISTEN_FDS=1; exec "$@"'


class Activation:
    """Starts a listener whenever a connection waits and none runs, however the last one ended."""

    def __init__(self, direct, *arguments, before=()):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=4096)
        self.way = sender.Way("listener", self.socket.getsockname()[1])
        self.command = [
            "bash", "-c", HAND_OVER, str(self.socket.fileno()), *before,
            direct.programs / "webhook-cgi", "--listen", "--config", str(direct.config), *arguments,
        ]
        self.log = pathlib.Path(f"{direct.folder}/listener.log")
        self.process = None
        self.statuses = []
        self.connections = []
        self.is_closing = False
        self.thread = threading.Thread(target=self.keep_starting)
        self.thread.start()

    def keep_starting(self):
        while not self.is_closing:
            if not select.select([self.socket], [], [], 0.05)[0]:
                continue
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(
                    self.command, pass_fds=[self.socket.fileno()], stdin=subprocess.DEVNULL,
                    stdout=log, stderr=log,
                )
            self.statuses.append(self.process.wait())

    @property
    def said(self):
        return self.log.read_text()

    def children(self):
        """The processes of requests, also of listeners that were killed."""
        return [one for one in processes() if one != self.process.pid and self.holds_log(one)]

    def holds_log(self, process):
        try:
            return os.path.samefile(f"/proc/{process}/fd/2", self.log)
        except OSError:
            return False

    def kill(self):
        """Ends the listener, and no process of a request, with SIGKILL."""
        if self.process and self.process.poll() is None:
            self.process.kill()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Waits for the requests that are being served; those of a test's own end here."""
        self.is_closing = True
        for connection in self.connections:
            connection.close()
        if self.process:
            self.process.terminate()
        self.thread.join()
        self.socket.close()


def processes():
    """The numbers of all processes of the receiver's program."""
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*/comm"):
        try:
            if path.read_text() == "webhook-cgi\n":
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


class Listened(Direct):
    """A configuration and a spool whose requests all go to one listener."""

    def __init__(self, *arguments, **config):
        super().__init__(*arguments, **config)
        self.listener = None

    def take_programs(self):
        super().take_programs()
        self.listen()

    def listen(self, *arguments):
        self.listener = Activation(self, *arguments)

    def send(self, request):
        """The answer to a request; None when its process was killed."""
        try:
            return self.listener.way.send(request)
        except OSError:
            return None
        except sender.http.client.HTTPException:
            return None

    def close(self):
        self.listener.close()


class Connected:
    """A connection to a listener, and the process that serves it."""

    def __init__(self, listener):
        self.listener = listener
        self.process = until(self.connect, "a process serves the connection")

    def connect(self):
        """None when the listener was killed with this connection in its hand."""
        self.connection = self.listener.way.connect()
        self.listener.connections.append(self.connection)
        port = self.connection.getsockname()[1]
        found = until(lambda: self.find(port) or self.is_hung_up(), "it is served or hung up on")
        return None if found is True else found

    def is_hung_up(self):
        return bool(select.select([self.connection], [], [], 0)[0])

    def find(self, port):
        """An open handle on the process: its number alone may soon be another's."""
        inode = self.inode(port)
        for process in self.listener.children() if inode else ():
            try:
                handle = os.pidfd_open(process)
            except OSError:
                continue
            if self.holds(process, inode):
                self.number = process
                return handle
            os.close(handle)
        return None

    @staticmethod
    def holds(process, inode):
        folder = pathlib.Path(f"/proc/{process}/fd")
        try:
            return any(os.readlink(path) == f"socket:[{inode}]" for path in folder.iterdir())
        except OSError:
            return False

    @staticmethod
    def inode(port):
        """Of the socket at the other end of our connection (proc_net_tcp of the kernel)."""
        for line in pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]:
            fields = line.split()
            if int(fields[2].split(":")[1], 16) == port and fields[9] != "0":
                return fields[9]
        return None

    def feed(self, data):
        try:
            self.connection.sendall(data)
        except ConnectionError:
            pass

    def is_over(self):
        return bool(select.select([self.process], [], [], 0)[0])

    def signal(self, number):
        try:
            signal.pidfd_send_signal(self.process, number)
        except ProcessLookupError:
            pass

    def read(self):
        """All that comes, up to the end."""
        answer = b""
        try:
            while piece := self.connection.recv(65536):
                answer += piece
        except ConnectionError:
            pass
        self.connection.close()
        os.close(self.process)
        return answer

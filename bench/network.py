"""Addresses on this machine: free ports, and waiting until a server accepts."""

import pathlib
import socket
import time


def free_ports(count):
    """Ports with no listener now; all held until the last was found, so none comes twice."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def free_port():
    return free_ports(1)[0]


def accepts(address):
    """Whether a server listens on a port, or on the path of a unix socket."""
    is_path = isinstance(address, pathlib.Path)
    family = socket.AF_UNIX if is_path else socket.AF_INET
    with socket.socket(family) as probe:
        return probe.connect_ex(str(address) if is_path else ("127.0.0.1", address)) == 0


def await_server(address, process, log, limit=30.0):
    end = time.monotonic() + limit
    while not accepts(address):
        if process.poll() is not None or time.monotonic() > end:
            text = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            raise SystemExit(f"bench: {log.stem} did not start: {text}")
        time.sleep(0.01)

"""Hands a listening unix socket to a program as systemd does: launch.py SOCKET PROGRAM..."""

import os
import socket
import sys

BACKLOG = 4096  # systemd's own is as large as the kernel's limit, which is this


def main():
    path, *command = sys.argv[1:]
    if os.path.exists(path):
        os.unlink(path)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(path)
    listening.listen(BACKLOG)
    os.dup2(listening.fileno(), 3)
    os.set_inheritable(3, True)
    os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
    os.execv(command[0], command)


if __name__ == "__main__":
    main()

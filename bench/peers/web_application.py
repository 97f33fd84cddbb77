"""A web application with a database: `app.py` under uvicorn, and PostgreSQL."""

import os
import pathlib
import shutil
import signal
import subprocess

from contenders import Peer
from delivery import SECRET
from network import await_server

TABLE = """
CREATE TABLE events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  received timestamptz NOT NULL DEFAULT now(),
  delivery text NOT NULL UNIQUE, event text NOT NULL, repository text NOT NULL,
  payload jsonb NOT NULL
)
"""


class WebApplication(Peer):
    """Two workers, and a throw-away database cluster on a socket in our folder alone."""

    def __init__(self, work):
        super().__init__("fastapi-postgresql", work)
        self.socket = self.folder / "app.sock"
        self.top = self.upstream(f"unix:{self.socket}")
        self.data = self.folder / "data"
        self.programs = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))
        self.database = None

    def location(self):
        return self.pass_to()

    def start(self):
        self.start_database()
        address = f"postgresql://bench@/postgres?host={self.folder}"
        self.launch(
            self.socket, self.folder / "python/bin/uvicorn", "app:app", "--uds", self.socket,
            "--workers", "2", "--loop", "uvloop", "--http", "httptools", "--no-access-log",
            cwd=self.folder,
            env={**os.environ, "DATABASE": address, "WEBHOOK_SECRET": SECRET.decode()})
        self.roots.append(self.database.pid)

    def start_database(self):
        """PostgreSQL's defaults: fsync and synchronous_commit are on."""
        options = ("-D", self.data, "-A", "trust", "-U", "bench", "-E", "UTF8", "--locale=C")
        check(self.programs / "initdb", *options)
        # The table is made before there is a server, so there is nothing to wait for.
        check(
            self.programs / "postgres", "--single", "-j", "-D", self.data, "postgres",
            input=TABLE.encode() + b"\n")
        self.database = self.run(
            self.programs / "postgres", "-D", self.data, "-k", self.folder,
            "-c", "listen_addresses=")
        socket = self.folder / ".s.PGSQL.5432"
        await_server(socket, self.database, self.work / f"{self.name}.log")

    def stop(self):
        super().stop()
        if self.database:
            self.database.send_signal(signal.SIGINT)  # a fast shutdown
            self.database.wait(60)
        shutil.rmtree(self.data, ignore_errors=True)


def check(*command, input=b""):
    done = subprocess.run(
        command, input=input, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0:
        raise SystemExit(f"bench: {command[0]} failed: {done.stdout.decode(errors='replace')}")

"""Both programs started directly, on a spool of the test's own: no web server, no systemd."""

import json
import os
import pathlib
import secrets
import shutil
import subprocess

from . import sender
from .machine import DIST
from .spool import Spool


def parse_cgi(output):
    """The answer a CGI program printed; None when it died before its first byte."""
    if not output:
        return None
    head, _, body = output.partition(b"\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
    return sender.Answer(int(headers.pop("Status").split()[0]), headers, body)


def parse_http(output):
    """The answer on a connection; None when it was closed before the first byte."""
    if not output:
        return None
    head, _, body = output.partition(b"\r\n\r\n")
    status, *fields = head.decode().split("\r\n")
    return sender.Answer(
        int(status.split()[1]), dict(line.split(": ", 1) for line in fields), body)


class Direct:
    """A configuration, a folder of routes and a spool, and the programs that use them.

    `user` runs the programs as somebody else than the test; what they need must be readable.
    """

    def __init__(self, folder, spool, user=None, **config):
        self.folder = pathlib.Path(folder)
        self.spool = Spool(spool)
        self.secret = secrets.token_urlsafe(24)
        self.user = user
        self.programs = DIST
        # What the runner is started by, as a limit of its own.
        self.before = ()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.spool.path.mkdir(parents=True, exist_ok=True)
        secret = self.folder / "github.secret"
        secret.write_text(self.secret)
        secret.chmod(0o644)
        (self.folder / "routes.d").mkdir(exist_ok=True)
        github = {
            "path": sender.GITHUB_PATH, "scheme": "github", "secret": {"file": str(secret)},
        }
        self.config = self.folder / "config.json"
        self.config.write_text(json.dumps(
            {"spool": str(spool), "keep_free": 0, **config, "sources": {"github": github}}
        ))

    def write_routes(self, *routes):
        (self.folder / "routes.d/test.json").write_text(json.dumps({"routes": list(routes)}))

    def write_program(self, name, text):
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
        return str(path)

    def take_programs(self):
        """Copies the programs to where every user may read them."""
        self.programs = self.folder
        for name in ("webhook-cgi", "spool-runner"):
            shutil.copy(DIST / name, self.folder / f"{name}.new")
            (self.folder / f"{name}.new").rename(self.folder / name)

    def request(self, payload, event="push", delivery=None):
        return sender.github(self.secret, payload, event=event, delivery=delivery)

    def environment(self, request):
        """What a web server sets for a request."""
        variables = {
            "GATEWAY_INTERFACE": "CGI/1.1", "REQUEST_METHOD": "POST", "PATH_INFO": request.path,
            "CONTENT_LENGTH": str(len(request.body)), "REMOTE_ADDR": "192.0.2.7",
            "WEBHOOK_CONFIG": str(self.config),
        }
        for name, value in request.headers.items():
            plain = name.upper().replace("-", "_")
            variables[plain if plain == "CONTENT_TYPE" else f"HTTP_{plain}"] = value
        return variables

    def start_receiver(self, request):
        return subprocess.Popen(
            [self.programs / "webhook-cgi"], env=self.environment(request), user=self.user,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )

    def send(self, request):
        """The answer to a request; None when its receiver was killed."""
        output, _ = self.start_receiver(request).communicate(request.body)
        return parse_cgi(output)

    def runner_command(self, *arguments):
        program = [*self.before, self.programs / "spool-runner", "--config", str(self.config)]
        return [*program, "run", *arguments]

    def start_runner(self, *arguments, **options):
        return subprocess.Popen(
            self.runner_command(*arguments), env={"PATH": os.environ["PATH"]}, user=self.user,
            stdin=subprocess.DEVNULL, **options,
        )

    def run(self, *arguments, limit=120):
        """One pass of the runner: its exit status and what it said."""
        done = subprocess.run(
            self.runner_command(*arguments), env={"PATH": os.environ["PATH"]}, user=self.user,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            timeout=limit, check=False,
        )
        return done.returncode, done.stdout

"""The system under test: installed from a clone, configured, started. Only inside the testbed."""

import json
import os
import pathlib
import secrets
import shutil
import subprocess

from .spool import Spool
from .waiting import until

CHECKOUT = pathlib.Path(__file__).resolve().parents[3]
DIST = pathlib.Path(os.environ.get("DIST", CHECKOUT / "dist"))
CLONE = pathlib.Path("/root/private/webhook-spool")
CONFIG = pathlib.Path("/etc/webhook-spool/config.json")
ROUTES = pathlib.Path("/etc/webhook-spool/routes.d")
UNITS = pathlib.Path("/usr/local/lib/systemd/system")
SHARE = pathlib.Path("/usr/local/share/webhook-spool")
OURS = ("webhook-cgi", "webhook-fcgi", "webhook-addresses", "spool-runner")


def run(*command, check=True, **options):
    """Runs a command and returns what it printed, errors included."""
    done = subprocess.run(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=options.pop("timeout", 60),
        check=False,
        **options,
    )
    if check and done.returncode != 0:
        raise AssertionError(f"{command} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def systemctl(*arguments, check=True):
    return run("systemctl", *arguments, check=check)


def property_of(unit, name):
    return systemctl("show", "--value", "-p", name, unit).strip()


def journal(*arguments):
    run("journalctl", "--sync")
    return run("journalctl", "--no-pager", "-q", "-o", "cat", *arguments, check=False)


def as_user(user, *command, check=True):
    """Runs a command as a user with its groups, and with a strict umask."""
    return run(
        "setpriv", "--reuid", user, "--regid", user, "--init-groups", "--",
        "/bin/sh", "-c", 'umask 077 && exec "$@"', "sh", *command, check=check,
    )


def make(target, *variables, check=True):
    """Runs a target in the clone as root would: umask 077, nothing from our environment."""
    return run(
        "make", "--no-print-directory", "-f", "deploy/install.mk", target, *variables,
        cwd=CLONE, umask=0o077, check=check,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
    )


class Machine:
    """Both programs installed, users made, secrets in place."""

    def __init__(self):
        self.spool = Spool("/var/spool/webhook")
        self.secrets = {
            name: secrets.token_urlsafe(24) for name in ("github", "gitea", "image", "credential")
        }

    def install(self):
        """As an administrator does it: below a folder nobody else may enter."""
        shutil.copytree(
            CHECKOUT, CLONE, symlinks=True,
            ignore=shutil.ignore_patterns(".git", ".build", "dist", "__pycache__"),
        )
        (CLONE / "dist").mkdir()
        for program in ("webhook-cgi", "spool-runner"):
            shutil.copy2(DIST / program, CLONE / "dist" / program)
        run("chmod", "-R", "go=", CLONE.parent)
        make("install")
        run("systemd-sysusers")
        self.tidy()
        systemctl("daemon-reload")

    def tidy(self):
        """Owners and modes as documented, of what is there now."""
        run("systemd-tmpfiles", "--create", "/usr/local/lib/tmpfiles.d/webhook-spool.conf")

    def configure(self, **changes):
        """Writes config.json by rename, as the documents tell operators to do."""
        for name, secret in self.secrets.items():
            path = CONFIG.parent / f"{name}.secret"
            path.write_text(secret + "\n")
        folder = CONFIG.parent / "credentials/receiver"
        (folder / "partner").write_text(self.secrets["credential"] + "\n")
        self.write_config({**self.config(), **changes})

    def config(self):
        def secret(name):
            return {"file": f"/etc/webhook-spool/{name}.secret"}

        return {
            "spool": str(self.spool.path),
            "receiver_user": "webhook-cgi",
            "deadline": "3s",
            "trusted_proxies": ["unix"],
            "sources": {
                "github": {
                    "path": "/api/v1/webhooks/github", "scheme": "github",
                    "secret": secret("github"),
                },
                "gitea": {
                    "path": "/api/v1/webhooks/gitea", "scheme": "gitea", "secret": secret("gitea"),
                },
                "partner": {
                    "path": "/api/v1/webhooks/partner", "scheme": "github",
                    "secret": {"credential": "webhook_partner"},
                },
            },
        }

    def write_config(self, config):
        text = config if isinstance(config, str) else json.dumps(config)
        fresh = CONFIG.with_suffix(".new")
        fresh.write_text(text)
        fresh.chmod(0o640)
        shutil.chown(fresh, "root", "webhook")
        fresh.rename(CONFIG)
        self.tidy()

    def write_routes(self, *routes):
        (ROUTES / "test.json").write_text(json.dumps({"routes": list(routes)}))
        self.tidy()

    def program(self, name, text):
        """An executable script for a route to run."""
        path = pathlib.Path("/usr/local/bin") / name
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
        return str(path)

    def start_runner(self):
        systemctl("start", "spool-runner.path", "spool-runner.timer")

    def stop_runner(self):
        """Nothing takes from the spool any more."""
        systemctl("stop", "spool-runner.path", "spool-runner.timer", "spool-runner.service")

    def idle(self):
        return property_of("spool-runner.service", "ActiveState") in ("inactive", "failed")

    def quiet(self):
        """The runner stopped, the spool empty: what each test begins with."""
        self.stop_runner()
        until(self.idle, "the runner stopped", limit=70)
        self.spool.empty()


def receivers():
    """Processes that serve a request: all but the listener itself."""
    listener = property_of("webhook-cgi.service", "MainPID")
    return [one for one in run("pgrep", "-x", "webhook-cgi", check=False).split()
            if one != listener]


class StartCounter:
    """Counts the starts of the runner's unit while it is in force."""

    FOLDER = pathlib.Path("/run/systemd/system/spool-runner.service.d")
    NOTES = pathlib.Path("/run/runner-starts")

    def __enter__(self):
        self.NOTES.write_text("")
        self.FOLDER.mkdir(parents=True, exist_ok=True)
        (self.FOLDER / "count.conf").write_text(
            f"[Service]\nExecStartPre=+/bin/sh -c 'date +%%s.%%N >>{self.NOTES}'\n"
        )
        systemctl("daemon-reload")
        return self

    def __exit__(self, *_):
        (self.FOLDER / "count.conf").unlink()
        systemctl("daemon-reload")

    def times(self):
        return [float(line) for line in self.NOTES.read_text().split()]

"""Every configuration that the documents show, as it stands there, in an installed system."""

import json
import pathlib
import shutil
import subprocess

import pytest

from harness import sender
from harness.examples import examples, of_kind
from harness.machine import CHECKOUT, CONFIG, ROUTES, as_user, run
from harness.spool import read
from harness.waiting import until

CONFIGS = of_kind("config")
ROUTE_FILES = of_kind("routes")
CHECKS = {
    "webhook-cgi": ["/usr/local/bin/webhook-cgi", "--check"],
    "spool-runner": ["/usr/local/bin/spool-runner", "check"],
}
ACCOUNTS = {"webhook-cgi": "webhook-cgi", "spool-runner": "webhook-runner"}
HANDED = pathlib.Path("/var/tmp/handed")
PUSH = json.loads((CHECKOUT / "examples/demo/push.json").read_text())
PUSH["repository"]["full_name"] = "acme/site"
LIST = "192.0.2.0/24\n127.0.0.0/8\n"


def named(example):
    return example.name


class Installed:
    """The machine with an example in place of its own configuration; remembers what it added."""

    def __init__(self, machine):
        self.machine = machine
        self.added = []
        for path in ROUTES.iterdir():
            path.unlink()

    def add(self, path, text, account, mode=0o400):
        path = pathlib.Path(path)
        if not path.exists():
            self.added.append(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        shutil.chown(path, account)
        path.chmod(mode)

    def configure(self, example):
        """The text with the secrets and lists that it names; returns the secrets by file."""
        secrets = {}
        for place in example.files():
            secrets[place] = self.machine.secrets["github"]
            self.add(place, secrets[place] + "\n", "webhook-cgi")
        for place in example.files("addresses"):
            self.add(place, LIST, "root", 0o644)
        self.machine.write_config(example.text)
        return secrets

    def route(self, example):
        """The text, with the secrets that it names and programs that tell what they were given."""
        for place in example.files():
            self.add(place, "secret\n", "webhook-runner")
        for place in example.programs():
            self.add(place, f'#!/bin/sh\nprintf %s "$1" >{HANDED}\n', "root", 0o755)
        (ROUTES / "example.json").write_text(example.text)
        self.machine.tidy()

    def remove(self):
        for path in [*self.added, *ROUTES.iterdir(), HANDED]:
            path.unlink(missing_ok=True)
        self.machine.configure()
        self.machine.write_routes()


@pytest.fixture
def installed(quiet):
    installed = Installed(quiet)
    yield installed
    quiet.stop_runner()
    installed.remove()


def faults(program, user):
    before = [] if user == "root" else [
        "setpriv", "--reuid", user, "--regid", user, "--init-groups", "--"]
    done = subprocess.run(
        [*before, *CHECKS[program], "--json"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, timeout=30, check=False,
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode == 78) == any(one["weight"] == "fault" for one in found), done
    return [one for one in found if one["weight"] == "fault"]


def expect_good():
    """Neither program finds a fault, asked by root or by its own account."""
    for program, account in ACCOUNTS.items():
        for user in ("root", account):
            assert faults(program, user) == [], f"{program} as {user}"


def expect_delivered(installed, way, path, secret, source):
    """A delivery passes under the source's name, verified, and no second time."""
    request = sender.github(secret, PUSH)
    request = sender.Request(path, request.headers, request.body)
    answer = way.send(request)
    assert answer.status == 200, answer.body
    run("setpriv", "--reuid", "webhook-runner", "--regid", "webhook-runner", "--init-groups", "--",
        "/usr/local/bin/spool-runner", "run", "--linger", "0s")
    (event,) = installed.machine.spool.of_delivery(request.headers["X-GitHub-Delivery"])
    assert event.parts[-4] == "events"
    event = read(event)
    assert event["id"] == answer.json["event_id"]
    assert (event["source"], event["verified"]) == (source, True)
    assert way.send(request).status == 409


def test_every_example_is_of_a_known_kind():
    """So a new one in the documents is run by a test, or is listed here."""
    # INTERNALS shows the files of the spool, which no operator writes.
    unknown = [example for example in examples()
               if example.kind is None and example.page != "docs/INTERNALS.md"]
    assert [list(example.value) for example in unknown] == [["$schema"], ["json.schemas"]]
    # These are run by test_recipes.
    assert {example.page for example in of_kind("sources")} == {"docs/SOURCES.md"}
    assert {example.page for example in CONFIGS} >= {
        "README.md", "docs/CONFIGURATION.md", "docs/man/webhook-spool.5",
        "deploy/config.example.json", "examples/receivers/config.json"}
    assert {example.page for example in ROUTE_FILES} >= {
        "README.md", "docs/CONFIGURATION.md", "docs/man/webhook-spool.5"}


@pytest.mark.parametrize("example", CONFIGS, ids=named)
def test_an_example_of_a_configuration_is_good_and_a_delivery_passes(installed, fcgi_way, example):
    installed.configure(example)
    expect_good()
    for name, source in example.value["sources"].items():
        if source["scheme"] == "github" and "push" in source.get("events", ["push"]):
            way = fcgi_way.from_client("127.0.0.2")
            expect_delivered(
                installed, way, source["path"], installed.machine.secrets["github"], name)


@pytest.mark.parametrize("example", ROUTE_FILES, ids=named)
def test_an_example_of_routes_is_good_beside_its_pages_configuration(installed, example):
    (config,) = [one for one in CONFIGS if one.page == example.page]
    installed.configure(config)
    installed.route(example)
    expect_good()


@pytest.mark.parametrize("example", of_kind("keys of a source"), ids=named)
def test_an_example_of_a_sources_keys_is_good(installed, example):
    source = {"path": "/hooks/example", "scheme": "github",
              "secret": {"file": "/etc/webhook-spool/example.secret"}}
    if "hmac" in example.value:
        source["scheme"] = "hmac"
    for place in [*example.files(), source["secret"]["file"]]:
        installed.add(place, "secret\n", "webhook-cgi")
    config = {"sources": {"example": {**source, **example.value}}}
    installed.machine.write_config(config)
    expect_good()


def test_the_readme_works_from_its_configuration_to_its_program(installed, nginx_way):
    """With the steps that make install prints: nothing is set that the page does not show."""
    (config,) = [one for one in CONFIGS if one.page == "README.md"]
    (routes,) = [one for one in ROUTE_FILES if one.page == "README.md"]
    assert "receiver_user" not in config.value
    (CONFIG.parent / "github.secret").unlink()
    said = (CHECKOUT / "deploy/install.mk").read_text()
    (line,) = [one for one in said.splitlines() if "github.secret" in one]
    command = line.strip(" '\\").replace("$(confdir)", str(CONFIG.parent))
    run("/bin/sh", "-euc", command)
    installed.machine.write_config(config.text)
    installed.route(routes)
    expect_good()
    secret = (CONFIG.parent / "github.secret").read_text().strip()
    installed.machine.start_runner()
    payload = sender.push()
    answer = nginx_way.send(sender.github(secret, payload))
    assert answer.status == 200, answer.body
    event_id = answer.json["event_id"]
    until(lambda: installed.machine.spool.state_of(event_id, "deploy") == "done", "it ran")
    assert HANDED.read_text() == payload["after"]
    (event,) = installed.machine.spool.events()
    assert (read(event)["id"], read(event)["verified"]) == (event_id, True)


def test_a_file_put_into_incoming_as_the_readme_says_runs_a_route(installed):
    (config,) = [one for one in CONFIGS if one.page == "README.md"]
    installed.configure(config)
    installed.add(HANDED.with_name("note"), f'#!/bin/sh\ncat >{HANDED}\n', "root", 0o755)
    step = {"name": "note", "run": ["/var/tmp/note"]}
    installed.machine.write_routes({"name": "all", "match": {}, "steps": [step]})
    readme = (CHECKOUT / "README.md").read_text()
    assert '`{"event": "push", "payload": {...}}`' in readme
    path = installed.machine.spool.path / "incoming/by-hand.json"
    as_user("webhook-runner", "/bin/sh", "-c", 'printf %s "$1" >"$2"', "sh",
            '{"event": "push", "payload": {}}', path)
    run("touch", "-d", "1 hour ago", path)
    run("setpriv", "--reuid", "webhook-runner", "--regid", "webhook-runner", "--init-groups", "--",
        "/usr/local/bin/spool-runner", "run", "--linger", "0s")
    event = json.loads(HANDED.read_text())
    assert (event["source"], event["event"], event["verified"]) == ("manual", "push", False)

"""The schemas for editors and the programs that read the files come to one verdict."""

import concurrent.futures
import copy
import json
import os
import pathlib
import queue
import subprocess

import jsonschema
import pytest

from harness.examples import of_kind
from harness.machine import CHECKOUT, DIST

SECRET = {"env": "NOBODY_SETS_THIS"}

CONFIG = {
    "$schema": "file:///usr/local/share/webhook-spool/config.schema.json",
    "spool": "/var/spool/webhook",
    "keep_free": "64MB",
    "deadline": "30s",
    "receiver_user": "root",
    "trusted_proxies": ["unix", "127.0.0.1", "10.0.0.0/8", "fd00::/8"],
    "retention": {"done": "7d", "journal": "1h"},
    "sources": {
        "github": {
            "path": "/hooks/github", "scheme": "github", "secret": [SECRET, {"credential": "old"}],
            "events": ["push"], "actions": "opened", "repositories": ["acme/*"], "max_body": "1M",
            "rate": {"requests": 10, "per": "1s", "burst": 20}, "user_agents": ["GitHub-Hookshot/"],
            "addresses": ["unix", "192.0.2.0/24"],
            "replay": "body", "answers": {"accepted": 202, "duplicate": 200}, "images": False,
            "drop": True,
        },
        "described": {
            "path": "/hooks/described", "scheme": "hmac", "secret": SECRET,
            "hmac": {
                "header": "X-Signature", "prefix": "v1=", "separator": ",", "algorithm": "sha512",
                "encoding": "base64", "key": "base64", "signed": "{field:t}.{header:X-Id}.{body}",
                "time": {"field": "t", "tolerance": "1m", "unit": "ms"},
            },
            "event_from": {"header": "X-Event"}, "delivery_from": {"payload": ["data", "my.id"]},
        },
        "token": {
            "path": "/hooks/token", "scheme": "token", "secret": SECRET,
            "token": {"header": "X-Token", "prefix": "Token "},
            "repository_from": {"payload": "data.repository"},
        },
        "basic": {
            "path": "/hooks/basic", "scheme": "basic", "secret": SECRET,
            "basic": {"user": "sender"}, "action_from": {"payload": "action"},
        },
        "path": {"path": "/hooks/{secret}/x", "scheme": "path", "secret": SECRET},
        "open": {"path": "/hooks/open", "scheme": "none"},
    },
}

ROUTES = {
    "$schema": "file:///usr/local/share/webhook-spool/routes.schema.json",
    "secrets": {"chat": SECRET},
    "routes": [
        {
            "name": "deploy",
            "match": {
                "source": "github", "payload.ref": ["refs/heads/*", {"not": "x"}, None, 3],
                "payload.size": {"gt": 1, "lt": 9.5}, "headers.X-Event": {"exists": True},
                "any": [{"verified": True}, {"payload.labels": {"has": {"name": "bug"}}}],
                "not": {"payload.labels": {"has": {"not": {"name": ["wip", "x"]}}}},
                "[\"payload\", \"my.name\"]": "x",
            },
            "one_at_a_time": "{{repository}} {{payload.ref?}}",
            "retry": {"retries": 5, "base": "1s", "factor": 1.5, "max": "10m"},
            "steps": [
                {
                    "name": "pull", "run": ["/bin/true", "{{payload.after}}", "plain"],
                    "timeout": "10m", "cwd": "/tmp", "env": {"TOKEN": "{{secret.chat}}"},
                    "dash": True, "output_limit": 512,
                }
            ],
        }
    ],
}

# What is put into every place of both files.
VALUES = [
    None, True, 0, 1, -1, 7, 1.5, 1 << 51, "", " ", "x", "X", "a/b", "/", "//", "/x/", "/a b", "..",
    "/{secret}", "/a/{secret}", "/{secret}/{secret}", "/{x}", "1", "1s", "1ms", "07d", "3 s", "-1s",
    "90m", "200d", "1B", "2G", "25MB", "1.5M", "unix", "10.1.1", "300.1.1.1", "::1/64", "10.0.0.0/40",
    "github", "hmac", "token", "path", "none", "gitlub", "sha256", "sha3", "hex", "text", "off",
    "ms", "{body}", "{body}{body}", "{header:X-T}{body}", "{field:t}{body}", "{header:}{body}", "{",
    "X-T", "Authorization", "X T", "a.b", "a..b", "payload.a", "payload", "headers.x", "headers.x.y",
    "{{", "{{payload.x}}", "{{nobody}}", "{{}}", "{{secret.chat}}", "{{secret.none}}", "user:x",
    [], [None], [""], ["x"], ["x", "y"], [[]], [{}], ["/bin/true"], ["/bin/true", "{{payload.a}}"],
    ["/bin/{{payload.a}}"], ["true"], {}, {"x": 1}, {"X": "x"}, {"file": "relative"},
    {"env": "1X"}, {"env": "A", "file": "/a"}, {"header": "X-T"}, {"field": "t"},
    {"header": "X-T", "field": "t"}, {"payload": "a"}, {"header": "X", "payload": "a"},
    {"exists": 1}, {"gt": "1"}, {"has": {"name": 1}}, {"has": {"exists": 1}}, {"not": []},
    {"nobody": 1}, {"payload.a": 1}, {"any": []}, {"payload.a": {}}, {"": 1}, {"payload.": 1},
]

# Of how many values each place gets one; with 1 the test takes minutes.
SHARE = 6


def schema(name):
    value = json.loads((CHECKOUT / f"docs/schema/{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(value)
    return jsonschema.Draft202012Validator(value)


def variants(value):
    """(path, what is there, the whole) where something is replaced, left out or added.

    Every place gets some of the values, and every value comes to many places.
    """

    def nodes(value, path):
        yield path, value
        members = value.items() if isinstance(value, dict) else (
            enumerate(value) if isinstance(value, list) else ())
        for name, member in members:
            yield from nodes(member, (*path, name))

    def changed(path, change):
        whole = copy.deepcopy(value)
        place = whole
        for name in path[:-1]:
            place = place[name]
        change(place, path[-1])
        return whole

    for number, (path, node) in enumerate(nodes(value, ())):
        if isinstance(node, dict):
            yield (*path, "zzz"), 1, changed((*path, "zzz"), lambda at, key: at.__setitem__(key, 1))
        if not path:
            continue
        yield path, "nothing", changed(path, lambda at, key: at.pop(key))
        for other in VALUES[number % SHARE :: SHARE]:
            yield path, other, changed(path, lambda at, key, it=other: at.__setitem__(key, it))


def is_string(value):
    return isinstance(value, str)


# What the programs refuse and a schema cannot say: where it may be so, and one example.
INEXPRESSIBLE = {
    "which accounts there are": (
        lambda path, value: path[-1] == "receiver_user",
        ("config", ("receiver_user",), "no-such-account"),
    ),
    "how long a time is that is written as text": (
        lambda path, value: is_string(value) and path[-1] in ("deadline", "tolerance", "timeout", "per"),
        ("config", ("deadline",), "2h"),
    ),
    "how large a size is that is written as text": (
        lambda path, value: is_string(value) and path[-1] in ("max_body", "output_limit"),
        ("routes", ("routes", 0, "steps", 0, "output_limit"), "1G"),
    ),
    "which numbers make an address": (
        lambda path, value: "trusted_proxies" in path or "addresses" in path,
        ("config", ("trusted_proxies",), "300.1.1.1"),
    ),
    "that two sources have two paths": (
        lambda path, value: path[-1] == "path",
        ("config", ("sources", "open", "path"), "/hooks/github"),
    ),
    "that the text that is signed holds the time": (
        lambda path, value: "hmac" in path and path[-1] in ("signed", "time", "field", "header"),
        ("config", ("sources", "described", "hmac", "signed"), "{body}"),
    ),
    "that a token's own header is kept with no event": (
        lambda path, value: path[:2] == ("sources", "token"),
        ("config", ("sources", "token", "repository_from"), {"header": "x-token"}),
    ),
    "where a template's path begins": (
        lambda path, value: "{{" in json.dumps(value),
        ("routes", ("routes", 0, "one_at_a_time"), "{{nobody}}"),
    ),
    "that a secret is among the file's own": (
        lambda path, value: path[0] == "secrets",
        ("routes", ("secrets",), {}),
    ),
    "that a file of addresses is there": (
        lambda path, value: "addresses" in path,
        ("config", ("sources", "github", "addresses"), {"file": "/nobody/has/this"}),
    ),
    "that a program is there": (
        lambda path, value: "run" in path,
        ("routes", ("routes", 0, "steps", 0, "run"), ["/nobody/has/this"]),
    ),
    "that a path written as an array is one": (
        lambda path, value: any(is_string(part) and part.startswith("[") for part in path),
        ("routes", ("routes", 0, "match"), {"[1]": "x"}),
    ),
}


class Folder:
    """A configuration with its routes, in which nothing is wrong but what a test writes."""

    FILES = {"config": "config.json", "routes": "routes.d/test.json"}
    PROGRAMS = {"config": "webhook-cgi", "routes": "spool-runner"}

    def __init__(self, path):
        self.path = path
        (path / "spool").mkdir()
        (path / "routes.d").mkdir()
        self.good = {"config": {**CONFIG, "spool": str(path / "spool")}, "routes": ROUTES}
        for kind, value in self.good.items():
            self.write(kind, value)

    def write(self, kind, value):
        text = value if is_string(value) else json.dumps(value)
        (self.path / self.FILES[kind]).write_text(text)

    def faults(self, kind, value, program=None):
        """What a program's check finds wrong in this file."""
        self.write(kind, value)
        program = program or self.PROGRAMS[kind]
        words = (
            ["--check"] if program == "webhook-cgi"
            else ["check", "--routes", self.path / "routes.d"]
        )
        done = subprocess.run(
            [DIST / program, *words, "--json", "--config", self.path / "config.json"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=20, check=False,
        )
        found = [json.loads(line) for line in done.stdout.splitlines()]
        assert (done.returncode == 78) == any(one["weight"] == "fault" for one in found)
        place = str(self.path / self.FILES[kind])
        # Who may read the file is no question for a schema.
        return [
            one for one in found if one["weight"] == "fault" and one["place"] == place
            and " may not " not in one["message"]
        ]

    def disagreement(self, kind, validator, path, value, whole):
        """What is said where the two verdicts differ for no known reason, else nothing."""
        refused = self.faults(kind, whole)
        if bool(refused) != validator.is_valid(whole):
            return None
        if refused and any(holds(path, value) for holds, _ in INEXPRESSIBLE.values()):
            return None
        return f"{kind}: {path} = {json.dumps(value)}: {refused or 'only the schema refuses it'}"


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


def test_both_find_the_examples_good(folder):
    assert folder.faults("config", folder.good["config"], "webhook-cgi") == []
    assert folder.faults("config", folder.good["config"], "spool-runner") == []
    assert folder.faults("routes", folder.good["routes"]) == []
    for kind in ("config", "routes"):
        schema(kind).validate(folder.good[kind])


@pytest.mark.parametrize("example", of_kind("config", "routes"), ids=lambda one: one.name)
def test_the_examples_of_the_documents_are_good_to_the_schemas(example):
    schema(example.kind).validate(example.value)


@pytest.mark.parametrize("kind", ["config", "routes"])
def test_both_come_to_one_verdict_on_every_change_of_a_file(tmp_path, kind):
    validator = schema(kind)
    folders = queue.SimpleQueue()
    for number in range(2 * os.cpu_count()):
        (tmp_path / str(number)).mkdir()
        folders.put(Folder(tmp_path / str(number)))

    def judged(variant):
        folder = folders.get()
        try:
            path, value, whole = variant
            if kind == "config" and path != ("spool",) and "spool" in whole:
                whole["spool"] = folder.good["config"]["spool"]
            return folder.disagreement(kind, validator, path, value, whole)
        finally:
            folders.put(folder)

    base = {"config": CONFIG, "routes": ROUTES}[kind]
    with concurrent.futures.ThreadPoolExecutor(2 * os.cpu_count()) as pool:
        said = [one for one in pool.map(judged, variants(base)) if one]
    assert said == []


@pytest.mark.parametrize("reason", INEXPRESSIBLE)
def test_what_a_schema_cannot_say_the_programs_do(folder, reason):
    _, (kind, path, value) = INEXPRESSIBLE[reason]
    whole = copy.deepcopy(folder.good[kind])
    place = whole
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    assert folder.faults(kind, whole) != []
    assert schema(kind).is_valid(whole), "the schema can say it now"


@pytest.mark.parametrize("text", ["", "{", "[]", "nonsense", '{"spool": "/a", "spool": "/b"}'])
def test_what_is_no_object_or_has_a_key_twice_is_refused(folder, text):
    for program in ("webhook-cgi", "spool-runner"):
        assert len(folder.faults("config", text, program)) == 1


def test_the_schemas_are_installed(machine):
    for name in ("config", "routes"):
        path = pathlib.Path(f"/usr/local/share/webhook-spool/{name}.schema.json")
        assert path.read_text() == (CHECKOUT / f"docs/schema/{name}.schema.json").read_text()

"""The recipes of docs/SOURCES.md: its sources as they stand there, its commands run by a shell."""

import base64
import dataclasses
import json
import pathlib
import re
import secrets
import subprocess

import pytest

from harness.machine import CHECKOUT, CONFIG, run
from harness.web import FCGI_PORT


@dataclasses.dataclass
class Recipe:
    title: str
    source: str
    command: str

    @property
    def files(self):
        return [pathlib.Path(name) for name in re.findall(r'"file": "([^"]+)"', self.source)]

    @property
    def wants_key(self):
        """Whether the secret is base 64, as most senders with `whsec_` make it."""
        return '"standard-webhooks"' in self.source


def fenced(section, language):
    return re.findall(rf"^```{language}\n(.*?)^```", section, re.DOTALL | re.MULTILINE)


def recipes():
    sections = re.split(r"^## ", (CHECKOUT / "docs/SOURCES.md").read_text(), flags=re.MULTILINE)
    return [
        Recipe(section.split("\n", 1)[0], *fenced(section, "json5"), *fenced(section, "sh"))
        for section in sections
        if fenced(section, "json5")
    ]


RECIPES = recipes()


def new_secret(path, is_key):
    if is_key or "whsec" in path.name:
        return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    return secrets.token_hex(24)


@pytest.fixture(scope="module")
def page(machine):
    """The machine with every source of the page, and a secret for each; returns those by file."""
    known = {}
    for recipe in RECIPES:
        for path in recipe.files:
            assert path.parent == CONFIG.parent
            known[path] = new_secret(path, recipe.wants_key)
            path.write_text(known[path] + "\n")
    sources = "\n".join(recipe.source for recipe in RECIPES)
    machine.write_config(
        '{ "spool": "/var/spool/webhook", "receiver_user": "webhook-cgi",\n'
        f'"trusted_proxies": ["unix"], "sources": {{\n{sources}\n}} }}'
    )
    machine.quiet()
    yield known
    machine.quiet()
    machine.configure()


def test_the_receiver_finds_nothing_wrong_with_the_page(page):
    run(  # fails unless all is good
        "setpriv", "--reuid", "webhook-cgi", "--regid", "webhook-cgi", "--init-groups",
        "/usr/local/bin/webhook-cgi", "--check",
    )


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.title)
def test_a_recipes_command_is_accepted(page, recipe):
    secret = page[recipe.files[0]] if recipe.files else ""
    environment = {
        "PATH": "/usr/local/bin:/usr/bin:/bin", "URL": f"http://127.0.0.1:{FCGI_PORT}",
        "SECRET": secret,
    }
    done = subprocess.run(
        ["/bin/sh", "-euc", recipe.command], env=environment, capture_output=True, text=True,
        timeout=60, check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout).get("status") == "accepted", done.stdout
    if secret:
        environment["SECRET"] = new_secret(recipe.files[0], recipe.wants_key)
        refused = subprocess.check_output(
            ["/bin/sh", "-euc", recipe.command], env=environment, stderr=subprocess.DEVNULL
        )
        assert json.loads(refused)["status_code"] in (401, 404)

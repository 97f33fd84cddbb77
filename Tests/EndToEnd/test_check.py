"""What the two checks say of an installation, to whom, and when something is wrong with it."""

import contextlib
import json
import os
import shutil
import subprocess

import pytest

from harness.machine import CONFIG

SECRET = CONFIG.parent / "github.secret"
CHECKS = {
    "webhook-cgi": ["/usr/local/bin/webhook-cgi", "--check"],
    "spool-runner": ["/usr/local/bin/spool-runner", "check"],
}
CREDENTIAL = "secret in credential webhook_partner: not checked here: "


def check(program, user="root", group=None):
    """The exit status and the findings, as a user."""
    before = [] if user == "root" else [
        "setpriv", "--reuid", user, "--regid", group or user,
        *(["--clear-groups"] if group else ["--init-groups"]), "--",
    ]
    done = subprocess.run(
        [*before, *CHECKS[program], "--json"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, timeout=20, check=False,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


@contextlib.contextmanager
def changed(path, owner=None, group=None, mode=None):
    """A file or folder that is not as it should be."""
    before = path.stat()
    if owner or group:
        shutil.chown(path, owner, group)
    if mode:
        path.chmod(mode)
    try:
        yield
    finally:
        os.chown(path, before.st_uid, before.st_gid)
        path.chmod(before.st_mode & 0o7777)


@pytest.mark.parametrize("program, user", [
    ("webhook-cgi", "root"), ("webhook-cgi", "webhook-cgi"), ("webhook-cgi", "webhook-runner"),
    # Routes are not the receiver's to read.
    ("spool-runner", "root"), ("spool-runner", "webhook-runner"),
])
def test_an_installation_has_no_fault_whoever_looks(quiet, program, user):
    status, found = check(program, user)
    assert status == 0, found
    assert {one["weight"] for one in found} == {"note"}
    # Without a key: that there are no routes.
    notes = {one["key"]: one["message"] for one in found if one["key"]}
    assert notes["sources.partner.secret"].startswith(CREDENTIAL)
    keys = {"sources.partner.secret"}
    if user == "webhook-runner":
        keys |= {"sources.github.secret", "sources.gitea.secret"}
        assert notes["sources.github.secret"].endswith(
            f"secret in {SECRET}: not checked here: webhook-runner may not read it; run as "
            "webhook-cgi or root: sudo -u webhook-cgi webhook-cgi --check")
    assert set(notes) == keys


@pytest.mark.parametrize("program", CHECKS)
def test_a_member_of_the_group_is_told_who_has_to_ask(quiet, program):
    status, found = check(program, "nobody", "webhook")
    messages = [one["message"] for one in found if one["key"] == "sources.github.secret"]
    assert len(messages) == 1
    assert "nobody may not read it; run as webhook-cgi or root" in messages[0]
    assert status == (0 if program == "webhook-cgi" else 78), "routes are the runner's"


@pytest.mark.parametrize("program", CHECKS)
def test_a_stranger_is_told_who_may_read_the_configuration(quiet, program):
    status, found = check(program, "nobody", "nogroup")
    assert status == 78
    (one,) = found
    assert one["place"] == str(CONFIG)
    assert one["message"].startswith("cannot be read: Permission denied (for nobody); run as root")


@pytest.mark.parametrize("program", CHECKS)
@pytest.mark.parametrize(
    ("path", "change", "key", "said"),
    [
        (SECRET, {"owner": "root"}, "sources.github.secret",
         f"secret in {SECRET}: webhook-cgi may not read {SECRET} (root:root 400): "
         f"chown webhook-cgi:root {SECRET} && chmod 400 {SECRET}"),
        (SECRET, {"mode": 0o644}, "sources.github.secret",
         f"secret in {SECRET}: others may use it (mode 644, expected 600): chmod 600 {SECRET}"),
        (CONFIG, {"mode": 0o660}, None,
         f"others than its owner may write it (mode 660, expected 640): chmod 640 {CONFIG}"),
        ("orders", {"group": "webhook"}, None,
         "has group webhook, expected webhook-cgi: chgrp webhook-cgi "),
        ("events", {"owner": "root"}, None,
         "belongs to root, expected webhook-runner: chown webhook-runner "),
        ("incoming", {"mode": 0o777}, None, "has mode 777, expected 3770: chmod 3770 "),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_what_is_wrong_is_named_with_what_to_do(quiet, program, path, change, key, said):
    path = path if path in (SECRET, CONFIG) else quiet.spool.path / path
    with changed(path, **change):
        status, found = check(program)
    faults = [one for one in found if one["weight"] == "fault"]
    assert status == 78
    assert [one["key"] for one in faults] == [key]
    assert faults[0]["message"] in (said, f"{said}{path}")
    assert faults[0]["place"] == str(CONFIG if path == SECRET else path)
    assert quiet.secrets["github"] not in json.dumps(found)
    assert check(program)[0] == 0, "it was put right again"


def test_an_address_list_that_is_missing_is_named(quiet):
    config = quiet.config()
    config["sources"]["github"]["addresses"] = {"file": "/var/lib/webhook-spool/none.cidr"}
    quiet.write_config(config)
    try:
        for program in CHECKS:
            status, found = check(program)
            (fault,) = [one for one in found if one["weight"] == "fault"]
            assert status == 78
            assert fault["key"] == "sources.github.addresses.file"
            assert "/var/lib/webhook-spool/none.cidr" in fault["message"]
    finally:
        quiet.configure()

"""Who may do what: three users, a group, and a program that runs only one program."""

import json

import pytest

from harness import sender
from harness.machine import CONFIG, as_user, run
from harness.spool import read
from harness.waiting import until
from harness.web import OTHER_PROGRAM


@pytest.fixture(scope="module")
def member(machine):
    """A person in the group webhook."""
    run("useradd", "--user-group", "--groups", "webhook", "member")
    return "member"


def drop(user, name, event):
    """Writes under a dot name and renames, as the documents say; readable for the group."""
    script = (
        "cd /var/spool/webhook/incoming &&"
        ' printf %s "$1" >.new && chmod 640 .new && mv .new "$2"'
    )
    as_user(user, "/bin/sh", "-c", script, "sh", json.dumps(event), name)


def test_fcgiwrap_refuses_another_program(quiet, fcgi_way):
    answer = fcgi_way.send(sender.Request(OTHER_PROGRAM, {}, b""))
    assert answer.status == 403
    assert b"PATH=" not in answer.body


def test_a_dropped_file_cannot_pass_as_a_verified_event(quiet, member):
    forged = {
        "id": "20261120T101502123456Z-9f3a6c01d2e4b58a",
        "source": "github", "event": "push", "verified": True, "delivery": "forged",
        "payload": sender.push(),
    }
    drop(member, "forged.json", forged)
    quiet.start_runner()
    (path,) = until(quiet.spool.events, "the dropped file was routed")
    event = read(path)
    assert event["source"] == "manual"
    assert event["verified"] is not True
    assert event["id"] != forged["id"]
    assert path.owner() == "webhook-runner"


def test_a_dropped_file_with_the_name_of_an_event_is_no_more_trusted(quiet, member, tcp_way):
    assert tcp_way.send(sender.github(quiet.secrets["github"], sender.push())).status == 200
    (real,) = quiet.spool.incoming()
    forged = {**read(real), "payload": {"ref": "forged"}}
    drop(member, real.name.replace("Z-", "Z-0"), forged)
    quiet.start_runner()
    events = until(
        lambda: len(quiet.spool.events()) == 2 and quiet.spool.events(), "both files were routed"
    )
    by_verified = {read(path)["verified"]: read(path) for path in events}
    assert by_verified[True]["payload"] != {"ref": "forged"}
    assert by_verified[False]["source"] == "manual"


@pytest.mark.parametrize(
    "command", [["rm", "-f"], ["truncate", "-s", "0"]], ids=["remove", "empty"]
)
def test_a_member_cannot_touch_anothers_event(quiet, member, tcp_way, command):
    assert tcp_way.send(sender.github(quiet.secrets["github"], sender.push())).status == 200
    (path,) = quiet.spool.incoming()
    before = path.read_bytes()
    as_user(member, *command, path, check=False)
    as_user(member, "mv", path, path.with_suffix(".part"), check=False)
    assert path.read_bytes() == before


def test_a_member_cannot_leave_an_order_or_enter_the_state(quiet, member):
    for folder in ("orders", "state", "deliveries", "journal"):
        as_user(member, "touch", f"/var/spool/webhook/{folder}/x", check=False)
        assert not (quiet.spool.path / folder / "x").exists()


def test_the_runner_cannot_read_the_signing_secrets(quiet):
    for name in ("github.secret", "credentials/receiver/partner"):
        said = as_user("webhook-runner", "cat", CONFIG.parent / name, check=False)
        assert "Permission denied" in said


def test_the_receiver_cannot_change_what_is_routed_or_read_the_routes(quiet):
    for path in ("events", "tasks/ready", "rejected"):
        as_user("webhook-cgi", "touch", quiet.spool.path / path / "x", check=False)
        assert not (quiet.spool.path / path / "x").exists()
    said = as_user("webhook-cgi", "ls", CONFIG.parent / "routes.d", check=False)
    assert "Permission denied" in said

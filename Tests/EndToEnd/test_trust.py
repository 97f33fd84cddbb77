"""Who may do what: three users, a group, and a program that runs only one program."""

import json
import shutil
import subprocess

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


# Links every draft of an order in tmp/ to names of its own, as fast as it can, and writes an event
# with its end mark into those it may write. Prints how many drafts it saw and how many it linked.
FORGER = r"""
import json, os, sys
folder, count, body = "/var/spool/webhook/tmp/", int(sys.argv[1]), sys.argv[2]
seen, linked, seconds = set(), 0, 0
print("ready", flush=True)
while len(seen) < count:
    for name in os.listdir(folder):
        if not name.endswith(".order") or name in seen:
            continue
        event = "20261120T101502123456Z-%016x" % (0xf0 + len(seen))
        try:
            os.link(folder + name, folder + event)
            with open(folder + event, "r+b", buffering=0) as file:
                file.write((body + ',"id":"' + event + '"}\n').encode())
            linked += 1
        except FileNotFoundError:
            continue
        except PermissionError:
            pass
        seen.add(name)
print(len(seen), linked, flush=True)
"""


def test_a_member_cannot_forge_a_verified_event_through_a_draft(quiet, member, tcp_way):
    """Finding of a review: an order's draft was writable by the group, and recovery believed it."""
    drafts = 5
    body = json.dumps({"source": "github", "payload": {"ref": "forged"}, "event": "push"})[:-1]
    quiet.write_routes({
        "name": "fails", "match": {"source": "github"}, "retry": {"retries": 0},
        "steps": [{"name": "no", "run": ["/bin/false"]}],
    })
    request = sender.github(quiet.secrets["github"], sender.push())
    assert tcp_way.send(request).status == 200
    quiet.start_runner()
    until(lambda: quiet.spool.tasks("failed"), "the task failed")
    quiet.stop_runner()
    forger = subprocess.Popen(
        ["setpriv", "--reuid", member, "--regid", member, "--init-groups", "--",
         "/usr/bin/python3", "-c", FORGER, str(drafts), body],
        stdout=subprocess.PIPE, text=True,
    )
    assert forger.stdout.readline() == "ready\n"
    # Each redelivery of what failed leaves an order by the receiver's account.
    until(lambda: tcp_way.send(request) and forger.poll() is not None, "the member saw drafts", 60)
    seen, linked = map(int, forger.stdout.read().split())
    assert seen == drafts
    run("touch", "-d", "1 hour ago", *(quiet.spool.path / "tmp").iterdir(), check=False)
    quiet.start_runner()
    until(lambda: not list((quiet.spool.path / "orders").iterdir()), "the orders were obeyed")
    assert all(read(path)["payload"] != {"ref": "forged"} for path in quiet.spool.stored())
    assert linked == 0


@pytest.mark.parametrize("mode", [0o660, 0o646], ids=["group", "others"])
@pytest.mark.parametrize("folder", ["tmp", "incoming"])
def test_a_receivers_file_that_others_may_write_is_no_verified_event(quiet, folder, mode):
    name = f"20261120T101502123456Z-9f3a6c01d2e4b{mode:03x}"
    event = {
        "source": "github", "payload": {}, "event": "push", "verified": True, "id": name,
    }
    path = quiet.spool.path / folder / (name if folder == "tmp" else f"{name}.github.push.json")
    path.write_text(json.dumps(event, separators=(",", ":")) + "\n")
    shutil.chown(path, "webhook-cgi", "webhook")
    path.chmod(mode)
    as_user("webhook-runner", "/usr/local/bin/spool-runner", "run", "--linger", "0s")
    assert quiet.spool.events() == []
    # A draft is quarantined; in incoming/ it may be an accepted event, and waits.
    assert len(quiet.spool.incoming()) == (0 if folder == "tmp" else 1)


def test_a_receivers_own_file_is_a_verified_event(quiet):
    """The counter-test of the one above: nothing but the mode is different."""
    name = "20261120T101502123456Z-9f3a6c01d2e4b58a"
    path = quiet.spool.path / f"incoming/{name}.github.push.json"
    event = {
        "source": "github", "payload": {}, "event": "push", "verified": True, "id": name,
    }
    path.write_text(json.dumps(event, separators=(",", ":")) + "\n")
    shutil.chown(path, "webhook-cgi", "webhook")
    path.chmod(0o640)
    as_user("webhook-runner", "/usr/local/bin/spool-runner", "run", "--linger", "0s")
    assert [read(found)["verified"] for found in quiet.spool.stored()] == [True]

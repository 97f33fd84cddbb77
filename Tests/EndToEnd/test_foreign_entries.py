"""Wrong settings, and entries of other accounts: nothing is lost, and nothing stops a pass."""

import contextlib
import json
import os
import resource
import shutil
import subprocess

import pytest

from harness import sender
from harness.machine import as_user, run
from harness.spool import read

RUNNER = "/usr/local/bin/spool-runner"
ID = "20991120T101502123456Z-9f3a6c01d2e4b58a"
LARGE = 24 << 20
# What one event may need, with the program itself.
MEMORY = 150 << 20


@pytest.fixture(scope="module")
def member(machine):
    """A person in the group webhook."""
    name = "entries"
    run("useradd", "--user-group", "--groups", "webhook", name)
    return name


@pytest.fixture
def configured(quiet):
    """Changes config.json; ends as it was."""

    def configure(**changes):
        config = {**quiet.config(), **changes}
        quiet.write_config({key: value for key, value in config.items() if value is not None})

    yield configure
    quiet.configure()


@pytest.fixture
def deploys(quiet):
    """A route that takes what github sends."""
    quiet.write_routes({
        "name": "deploy", "match": {"source": "github"},
        "steps": [{"name": "go", "run": ["/bin/true"]}],
    })
    yield
    quiet.write_routes()


def one_pass():
    """As the unit runs it; fails unless the exit status is 0."""
    return as_user("webhook-runner", RUNNER, "run", "--linger", "0s")


def send(machine, way, payload=None):
    request = sender.github(machine.secrets["github"], payload or sender.push())
    assert way.send(request).status == 200
    (path,) = machine.spool.incoming()
    return path.name.split(".")[0]


@pytest.mark.parametrize("user", [None, "webhook-cgi", "number"])
def test_the_installed_receiver_is_believed(quiet, configured, deploys, tcp_way, user):
    number = int(run("id", "-u", "webhook-cgi"))
    configured(receiver_user=number if user == "number" else user)
    event = send(quiet, tcp_way)
    one_pass()
    assert quiet.spool.state_of(event, "deploy") == "done"
    assert [read(path)["verified"] for path in quiet.spool.events()] == [True]
    assert run(RUNNER, "check").count("receiver_user") == 0


def test_a_wrong_receiver_is_reported_and_its_events_wait(quiet, configured, deploys, tcp_way):
    configured(receiver_user="webhook-runner")
    event = send(quiet, tcp_way)
    said = one_pass()
    remedy = 'set "receiver_user": "webhook-cgi"'
    assert remedy in said
    assert remedy in run(RUNNER, "status")
    checked = run(RUNNER, "check", check=False)
    assert remedy in checked
    assert "chown" not in checked
    assert len(quiet.spool.incoming()) == 1
    configured(receiver_user="webhook-cgi")
    one_pass()
    assert quiet.spool.state_of(event, "deploy") == "done"
    (path,) = quiet.spool.events()
    assert (read(path)["source"], read(path)["verified"]) == ("github", True)
    assert remedy not in run(RUNNER, "check")
    assert remedy not in run(RUNNER, "status")


def folder(path):
    os.mkdir(path, 0o700)


def pipe(path):
    os.mkfifo(path, 0o666)


PLACES = ["tmp/x", f"tmp/{ID}", f"incoming/.{ID}.drop", "incoming/x.json", "orders/x"]


@pytest.mark.parametrize("make", [folder, pipe])
@pytest.mark.parametrize("place", PLACES)
def test_no_entry_of_a_member_stops_a_pass(quiet, member, deploys, tcp_way, place, make):
    path = quiet.spool.path / place
    event = send(quiet, tcp_way)
    make(path)
    shutil.chown(path, member, "webhook")
    if make is pipe:
        os.utime(path, (4_070_908_800, 4_070_908_800))
    one_pass()
    assert quiet.spool.state_of(event, "deploy") == "done"
    assert not path.exists()
    aside = list(path.parent.glob(".*.aside"))
    assert len(aside) == (1 if make is folder else 0)
    for entry in aside:
        # The advice, as it stands.
        advice = f"rm -r {entry}"
        assert advice in run(RUNNER, "check", check=False)
        run("/bin/sh", "-c", advice)
        assert str(entry) not in run(RUNNER, "check", check=False)


@contextlib.contextmanager
def in_place_of(path, make):
    """What the receiver's account could leave under a name that the programs use."""
    aside = path.with_name("aside")
    if path.exists():
        path.rename(aside)
    make(path)
    shutil.chown(path, "webhook-cgi", "webhook-cgi")
    try:
        yield
    finally:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        if aside.exists():
            aside.rename(path)


@pytest.mark.parametrize("make", [folder, pipe])
@pytest.mark.parametrize("name", ["journal/webhooks_{day}.json", "state/.routing", "state/swept"])
def test_no_entry_of_the_receiver_holds_up_either_program(
    quiet, deploys, tcp_way, name, make
):
    day = run("date", "-u", "+%F").strip()
    path = quiet.spool.path / name.format(day=day)
    with in_place_of(path, make):
        event = send(quiet, tcp_way)
        one_pass()
        assert quiet.spool.state_of(event, "deploy") == "done"
    for entry in (quiet.spool.path / "state").glob(".*.aside"):
        shutil.rmtree(entry)


NAMES = [b"\xff", b"\xfe" * 90, "a\u0600".encode(), "é".encode(), "e\u0301".encode()]


def test_any_name_can_be_taken_or_rejected(quiet):
    incoming = os.fsencode(quiet.spool.path / "incoming")
    for name in NAMES:
        for kind, text in ((b"good", b'{"event":"push","payload":{}}'), (b"torn", b"{")):
            with open(os.path.join(incoming, name + kind + b".json"), "wb") as file:
                file.write(text)
    one_pass()
    assert os.listdir(incoming) == []
    assert len(quiet.spool.events()) == len(NAMES)
    assert len(quiet.spool.rejected()) == 2 * len(NAMES)


def test_an_exact_copy_by_root_is_routed_again(quiet, member, deploys, tcp_way):
    event = send(quiet, tcp_way)
    one_pass()
    (path,) = quiet.spool.events()
    shutil.copy(path, quiet.spool.path / "incoming")
    one_pass()
    assert len(quiet.spool.events()) == 1
    assert len([task for task in quiet.spool.tasks("done") if task.startswith(event)]) == 2
    as_user(member, "cp", path, quiet.spool.path / "incoming/copy.json")
    (quiet.spool.path / "incoming/copy.json").chmod(0o640)
    one_pass()
    assert {read(found)["source"] for found in quiet.spool.events()} == {"github", "manual"}


def repeated(before, piece, after):
    """A text of almost 24 MB."""
    return before + piece * ((LARGE - 200) // len(piece)) + piece.rstrip(",") + after


def limited_pass():
    """A pass that may have no more memory of its own than `MEMORY`."""
    done = subprocess.run(
        ["setpriv", "--reuid", "webhook-runner", "--regid", "webhook-runner", "--init-groups",
         "--", RUNNER, "run", "--linger", "0s"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY)),
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("text", [
    repeated('{"headers":{', '"":0,', '},"event":"push","payload":{}}'),
    repeated('{"images":[', "[],", '],"event":"push","payload":{}}'),
], ids=["headers", "images"])
def test_a_dropped_file_needs_little_memory(quiet, deploys, tcp_way, text):
    event = send(quiet, tcp_way)
    (quiet.spool.path / "incoming/large.json").write_text(text)
    limited_pass()
    assert quiet.spool.incoming() == []
    assert quiet.spool.state_of(event, "deploy") == "done"
    assert len(quiet.spool.rejected()) == 2


def test_a_signed_event_needs_little_memory(quiet, tcp_way):
    quiet.write_routes({
        "name": "deploy", "match": {"payload.commits": {"exists": True}},
        "steps": [{"name": "go", "run": ["/bin/true"]}],
    })
    body = json.dumps(sender.push())[:-1] + repeated(',"commits":[', "[],", "]}")
    send(quiet, tcp_way, body.encode())
    limited_pass()
    # It is that event's fault alone, and its sender may deliver it again.
    assert len(quiet.spool.rejected()) == 2
    event = send(quiet, tcp_way, {**sender.push(), "commits": [{}]})
    limited_pass()
    assert quiet.spool.state_of(event, "deploy") == "done"
    quiet.write_routes()


# Writes two texts of one length over each other, until it is ended.
REWRITER = r"""
import os, sys
filling = "x" * (8 << 20)
texts = [
    '{"event":"push","payload":{"a":"%s"}}' % filling,
    '{"payload":{"a":"%s"},"event":"push"}' % filling,
]
file = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o640)
os.fchmod(file, 0o640)
os.pwrite(file, texts[0].encode(), 0)
print("ready", flush=True)
while True:
    for text in texts:
        os.pwrite(file, text.encode(), 0)
"""


def test_a_file_that_changes_while_it_is_taken_makes_no_damaged_event(quiet, member):
    path = quiet.spool.path / "incoming/changing.json"
    for _ in range(5):
        writer = subprocess.Popen(
            ["setpriv", "--reuid", member, "--regid", "webhook", "--init-groups", "--",
             "/usr/bin/python3", "-c", REWRITER, str(path)],
            stdout=subprocess.PIPE, text=True,
        )
        try:
            assert writer.stdout.readline() == "ready\n"
            one_pass()
        finally:
            writer.kill()
            writer.wait()
    assert quiet.spool.incoming() == []
    for event in quiet.spool.events():
        found = json.loads(event.read_bytes())
        assert (found["verified"], list(found["payload"])) == (False, ["a"])

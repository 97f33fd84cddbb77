"""Who may send, and how often, on ways in with and without nginx."""

import json
import pathlib
import subprocess

import pytest

from harness import sender
from harness.direct import Direct
from harness.sender import Way

LIST = pathlib.Path("/var/lib/webhook-spool/test.cidr")
FORGED = "sha256=" + "0" * 64


@pytest.fixture
def limited(quiet):
    """Gives the source github what limits it; ends as it was."""

    def limit(**keys):
        config = quiet.config()
        config["sources"]["github"].update(keys)
        quiet.write_config(config)

    for path in [*quiet.spool.path.glob("journal/*"), *quiet.spool.path.glob("state/rate_*")]:
        path.unlink()
    yield limit
    LIST.unlink(missing_ok=True)
    quiet.configure()


def genuine(machine):
    return sender.github(machine.secrets["github"], sender.push())


def forged(machine):
    return genuine(machine).with_header("X-Hub-Signature-256", FORGED)


def refusals(machine):
    lines = [
        json.loads(line) for path in sorted(machine.spool.path.glob("journal/*.json"))
        for line in path.read_text().splitlines()
    ]
    return [line for line in lines if line["what"] == "refused"]


def test_one_request_too_many_is_429_on_a_way_without_nginx(quiet, limited, tcp_way):
    limited(rate={"requests": 3, "per": "1h"})
    assert [tcp_way.send(genuine(quiet)).status for _ in range(3)] == [200] * 3
    answer = tcp_way.send(genuine(quiet))
    assert answer.status == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 1200
    assert answer.json["error"] == "too many requests"
    assert len(quiet.spool.stored()) == 3
    assert tcp_way.from_client("127.0.0.2").send(genuine(quiet)).status == 200
    assert tcp_way.send(sender.gitea(quiet.secrets["gitea"], sender.push())).status == 200


def test_a_flood_of_forgeries_is_429_and_the_genuine_sender_still_gets_200(
    quiet, limited, tcp_way
):
    limited(rate={"requests": 3, "per": "1h"})
    assert [tcp_way.send(forged(quiet)).status for _ in range(5)] == [401] * 3 + [429] * 2
    assert [tcp_way.send(genuine(quiet)).status for _ in range(4)] == [200] * 3 + [429]
    reasons = [line["reason"] for line in refusals(quiet) if line["status"] == 429]
    assert reasons == ["rate: too many refused requests of this client"] * 2 + [
        "rate: too many verified requests of this client"
    ]


def test_the_limit_is_one_for_all_ways_and_lies_in_one_file(quiet, limited, tcp_way, nginx_way):
    limited(rate={"requests": 2, "per": "1h"})
    assert tcp_way.send(genuine(quiet)).status == 200
    assert nginx_way.send(genuine(quiet)).status == 200
    assert [way.send(genuine(quiet)).status for way in (tcp_way, nginx_way)] == [429, 429]
    file = quiet.spool.path / "state/rate_github"
    assert (file.owner(), file.group()) == ("webhook-cgi", "webhook-cgi")
    assert file.stat().st_mode & 0o777 == 0o660
    assert file.stat().st_size == 65_568


def test_a_damaged_file_of_counts_refuses_nobody(quiet, limited, tcp_way):
    limited(rate={"requests": 1, "per": "1h"})
    assert [tcp_way.send(genuine(quiet)).status for _ in range(2)] == [200, 429]
    file = quiet.spool.path / "state/rate_github"
    file.write_text("not a table")
    assert [tcp_way.send(genuine(quiet)).status for _ in range(2)] == [200, 429]
    file.unlink()
    file.mkdir()
    try:
        assert [tcp_way.send(genuine(quiet)).status for _ in range(3)] == [200] * 3
    finally:
        file.rmdir()


def test_the_limit_holds_with_listen(tmp_path):
    """One process a request, started by a receiver that listens itself."""
    direct = Direct(tmp_path / "config", tmp_path / "spool")
    config = json.loads(direct.config.read_text())
    config["sources"]["github"]["rate"] = {"requests": 2, "per": "1h"}
    direct.config.write_text(json.dumps(config))
    receiver = subprocess.Popen(
        [direct.programs / "webhook-cgi", "--listen", "127.0.0.1:0", "--config", direct.config],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )
    try:
        port = int(receiver.stdout.readline().rsplit(":", 1)[1].split()[0].rstrip("/"))
        way = Way("listen", port)
        statuses = [way.send(direct.request(sender.push())).status for _ in range(3)]
        assert statuses == [200, 200, 429]
    finally:
        receiver.terminate()
        receiver.wait()


def test_only_listed_addresses_are_let_in_on_every_way(quiet, limited, way):
    limited(addresses=["127.0.0.64/26", "10.0.0.1"])
    answer = way.send(genuine(quiet))
    assert answer.status == 403
    assert answer.json["error"] == "forbidden"
    assert way.from_client("127.0.0.77").send(genuine(quiet)).status == 200
    assert refusals(quiet)[0]["reason"] == "addresses: this client is not listed"


def test_what_a_client_claims_about_its_address_does_not_count(quiet, limited, way):
    limited(addresses="127.0.0.64/26")
    request = genuine(quiet).with_header("X-Forwarded-For", "127.0.0.77")
    assert way.send(request).status == 403
    own = genuine(quiet).with_header("X-Forwarded-For", "192.0.2.7")
    assert way.from_client("127.0.0.77").send(own).status == 200


def test_a_list_is_read_at_every_request_and_a_missing_one_is_500(quiet, limited, way):
    limited(addresses={"file": str(LIST)})
    answer = way.send(genuine(quiet))
    assert answer.status == 500
    assert LIST.name not in answer.body.decode()
    assert f"addresses: {LIST} cannot be read: No such" in refusals(quiet)[0]["reason"]
    assert way.send(sender.gitea(quiet.secrets["gitea"], sender.push())).status == 200
    LIST.write_text("# ours\n127.0.0.0/26\n")
    LIST.chmod(0o644)
    assert way.send(genuine(quiet)).status == 200
    assert way.from_client("127.0.0.77").send(genuine(quiet)).status == 403
    LIST.write_text("127.0.0.0/26\nhooks.example.org\n")
    assert way.send(genuine(quiet)).status == 500
    assert 'line 2 is no address' in refusals(quiet)[-1]["reason"]


def test_only_listed_user_agents_are_let_in(quiet, limited, way):
    limited(user_agents=["GitHub-Hookshot/"])
    assert way.send(genuine(quiet)).status == 200
    assert way.send(genuine(quiet).with_header("User-Agent", "curl/8")).status == 403
    assert way.send(genuine(quiet).without("User-Agent")).status == 403

"""The lists of addresses that the real unit fetches, and what is left when it cannot."""

import json
import os
import pathlib

import pytest

from harness.machine import journal, property_of, run, systemctl
from harness.publisher import Publisher
from harness.waiting import until

FOLDER = pathlib.Path("/var/lib/webhook-spool")
UNIT = "webhook-addresses.service"
DROP_IN = pathlib.Path(f"/etc/systemd/system/{UNIT}.d/tests.conf")
GITHUB = ["192.30.252.0/22", "185.199.108.0/22", "140.82.112.0/20", "2606:50c0::/32"]
V4 = ["103.21.244.0/22", "104.16.0.0/13"]
V6 = ["2400:cb00::/32", "2a06:98c0::/29"]
HTML = b"<!DOCTYPE html><html><body>Sorry</body></html>"


def meta(hooks):
    return json.dumps({"web": ["192.0.2.0/24"], "hooks": hooks}).encode()


class Lists:
    """The publisher, and the unit that asks it instead of GitHub and Cloudflare."""

    def __init__(self, publisher):
        self.publisher = publisher
        publisher.pages = {
            "/meta": meta(GITHUB),
            # As Cloudflare does, without an end of the last line.
            "/v4": "\n".join(V4).encode(), "/v6": "\n".join(V6).encode(),
        }

    def configure(self, *more):
        url = self.publisher.url
        DROP_IN.parent.mkdir(parents=True, exist_ok=True)
        DROP_IN.write_text("\n".join([
            "[Service]",
            f"Environment=CURL_CA_BUNDLE={self.publisher.authority}",
            f"Environment=WEBHOOK_GITHUB_META={url('/meta')}",
            f"Environment=WEBHOOK_CLOUDFLARE_V4={url('/v4')}",
            f"Environment=WEBHOOK_CLOUDFLARE_V6={url('/v6')}", *more, "",
        ]))
        systemctl("daemon-reload")

    def refresh(self):
        """What the unit's run ended with, and its lines."""
        before = len(self.said())
        systemctl("start", UNIT, check=False)
        return property_of(UNIT, "Result"), self.said()[before:]

    @staticmethod
    def said():
        return journal("-t", "refresh-addresses").splitlines()

    def start(self):
        systemctl("start", "--no-block", UNIT)

    def kill(self):
        systemctl("kill", "-s", "KILL", UNIT)
        until(lambda: property_of(UNIT, "ActiveState") == "failed", "the killed run ended")


@pytest.fixture
def lists(machine, tmp_path):
    for path in FOLDER.glob("*.cidr"):
        path.unlink()
    with Publisher(pathlib.Path("/etc/ssl/certs")) as publisher:
        lists = Lists(publisher)
        lists.configure()
        yield lists
        systemctl("stop", UNIT, check=False)
    DROP_IN.unlink()
    systemctl("daemon-reload")


def networks(name):
    lines = (FOLDER / f"{name}.cidr").read_text().splitlines()
    return [line for line in lines if not line.startswith("#")]


def test_fresh_lists_are_whole_and_the_receiver_may_read_them(lists):
    assert lists.refresh() == ("success", [
        "refresh-addresses: github: 4 networks", "refresh-addresses: cloudflare: 4 networks"
    ])
    assert networks("github") == GITHUB
    assert networks("cloudflare") == V4 + V6
    for name in ("github", "cloudflare"):
        path = FOLDER / f"{name}.cidr"
        assert path.stat().st_mode & 0o7777 == 0o644
        assert path.owner() == "webhook-addresses"
    assert [path.name for path in FOLDER.iterdir() if path.name.startswith(".")] == []


def test_a_list_that_did_not_change_is_not_touched(lists):
    lists.refresh()
    before = os.stat(FOLDER / "github.cidr")
    assert lists.refresh() == ("success", [])
    after = os.stat(FOLDER / "github.cidr")
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_list_that_changed_is_replaced_by_rename(lists):
    lists.refresh()
    before = os.stat(FOLDER / "github.cidr")
    lists.publisher.pages["/meta"] = meta([*GITHUB, "143.55.64.0/20"])
    assert lists.refresh() == ("success", ["refresh-addresses: github: 5 networks"])
    assert networks("github") == [*GITHUB, "143.55.64.0/20"]
    assert os.stat(FOLDER / "github.cidr").st_ino != before.st_ino


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        pytest.param((503, b"later"), "answered with status 503", id="failing"),
        pytest.param((301, b""), "answered with status 301", id="redirect"),
        pytest.param((200, b""), "answered without a network", id="empty"),
        pytest.param((200, HTML), "answered without a list of hooks", id="html"),
        pytest.param((200, b"{}"), "answered without a list of hooks", id="no-hooks"),
        pytest.param((200, meta([])), "answered without a list of hooks", id="no-networks"),
        pytest.param((200, meta(["10.0.0.0/33"])), 'line 1 is no network: 10.0.0.0/33', id="/33"),
        pytest.param((200, meta([*GITHUB, "0.0.0.0/0"])), "no network: 0.0.0.0/0", id="all"),
        pytest.param(
            (200, meta([*GITHUB, "::ffff:0:0/96"])), "no network: ::ffff:0:0/96", id="ipv4-as-ipv6"),
        pytest.param((200, meta([*GITHUB, "::/1"])), "no network: ::/1", id="all-ipv6"),
        pytest.param((200, meta([*GITHUB, "hooks"])), "no network: hooks", id="a-name"),
        pytest.param((200, meta(["10.0.0.0/8\0x"])), "with binary data", id="nul"),
        pytest.param((200, meta([{"a": 1}])), 'line 1 is no network: {', id="object"),
        pytest.param((200, meta(GITHUB[:1])), "only 1 networks instead of 4", id="short"),
        pytest.param((200, meta(GITHUB) + b" " * 5_000_000), "more than 4 MiB", id="large"),
    ],
)
def test_an_answer_that_looks_wrong_keeps_the_old_list_and_says_so_in_one_line(
    lists, page, reason
):
    lists.refresh()
    before = os.stat(FOLDER / "github.cidr")
    lists.publisher.pages["/meta"] = page
    lists.publisher.pages["/v4"] = "\n".join([*V4, "172.64.0.0/13"]).encode()
    result, said = lists.refresh()
    assert result == "exit-code"
    complaints = [line for line in said if "github" in line]
    assert len(complaints) == 1, said
    assert reason in complaints[0]
    assert complaints[0].endswith("the old list stays")
    assert os.stat(FOLDER / "github.cidr").st_ino == before.st_ino
    assert networks("github") == GITHUB
    # The other list is not kept waiting.
    assert "172.64.0.0/13" in networks("cloudflare")


@pytest.mark.parametrize("page", [b"", HTML, (500, b"")], ids=["empty", "html", "failing"])
@pytest.mark.parametrize("path", ["/v4", "/v6"])
def test_half_of_cloudflares_list_is_no_list(lists, path, page):
    lists.publisher.pages[path] = page
    result, said = lists.refresh()
    assert result == "exit-code"
    assert [line for line in said if line.endswith("there is no list yet")] != []
    assert not (FOLDER / "cloudflare.cidr").exists()
    assert networks("github") == GITHUB


def test_a_server_that_is_not_there_or_not_trusted_keeps_the_old_list(lists):
    lists.refresh()
    for more, reason in (
        ("Environment=WEBHOOK_GITHUB_META=https://localhost:1/meta", "Failed to connect"),
        ("Environment=CURL_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt", "certificate"),
        ("Environment=WEBHOOK_GITHUB_META=http://localhost/meta", 'Protocol "http"'),
    ):
        lists.configure(more)
        result, said = lists.refresh()
        assert result == "exit-code"
        assert [line for line in said if "github" in line and reason in line] != [], said
        assert networks("github") == GITHUB


def test_a_run_killed_in_the_middle_of_an_answer_leaves_no_half_list(lists):
    lists.refresh()
    lists.publisher.pages["/meta"] = meta([*GITHUB, "143.55.64.0/20"])
    lists.publisher.stalls.add("/meta")
    lists.start()
    assert lists.publisher.reached.wait(30)
    lists.kill()
    assert networks("github") == GITHUB
    assert sorted(path.name for path in FOLDER.glob("*.cidr")) == [
        "cloudflare.cidr", "github.cidr"
    ]


def test_a_run_killed_before_the_rename_leaves_nothing_that_stays(lists, machine):
    lists.refresh()
    lists.publisher.pages["/meta"] = meta([*GITHUB, "143.55.64.0/20"])
    reached = FOLDER / "reached"
    slow = pathlib.Path("/usr/local/bin/slow/sync")
    slow.parent.mkdir(exist_ok=True)
    slow.write_text(f"#!/bin/sh\ntouch {reached}\nexec sleep infinity\n")
    slow.chmod(0o755)
    lists.configure(f"Environment=PATH={slow.parent}:/usr/bin:/bin")
    lists.start()
    until(reached.exists, "the new list is written")
    lists.kill()
    reached.unlink()
    assert networks("github") == GITHUB
    (left,) = FOLDER.glob(".github.cidr.*")
    os.utime(left, (0, 0))
    lists.configure()
    assert lists.refresh()[0] == "success"
    assert len(networks("github")) == 5
    assert not left.exists()


def test_the_unit_cannot_touch_what_else_lies_in_its_folder(lists):
    secret = FOLDER / "images.secret"
    secret.write_text("secret\n")
    secret.chmod(0o600)
    try:
        lists.configure("ExecStart=", f"ExecStart=/bin/sh -c 'rm -f {secret}; cat {secret}'")
        assert lists.refresh()[0] == "exit-code"
        assert secret.read_text() == "secret\n"
    finally:
        secret.unlink()


def test_the_unit_is_confined_and_its_timer_comes_daily(machine):
    run("systemd-analyze", "security", "--offline=true", "--threshold=30", "--no-pager",
        f"/usr/local/lib/systemd/system/{UNIT}")
    assert systemctl("is-enabled", "webhook-addresses.timer", check=False).strip() == "disabled"
    systemctl("enable", "--now", "webhook-addresses.timer")
    try:
        until(lambda: property_of("webhook-addresses.timer", "NextElapseUSecRealtime"), "a next")
    finally:
        systemctl("disable", "--now", "webhook-addresses.timer")


def test_an_unknown_list_is_a_usage_error(machine):
    said = run("/usr/local/lib/webhook-spool/refresh-addresses", "gitlab", check=False)
    assert "no such list: gitlab; there are github and cloudflare" in said

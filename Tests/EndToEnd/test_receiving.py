"""What a sender is answered, and what is then in the spool, on every way in."""

import concurrent.futures
import json

import pytest

from harness import sender
from harness.machine import property_of, receivers
from harness.spool import read
from harness.waiting import until
from harness.web import PER_REQUEST

MEGABYTE = 1024 * 1024


def github(machine, **payload):
    return sender.github(machine.secrets["github"], sender.push(**payload))


def test_a_signed_event_is_answered_200_and_lies_in_incoming(quiet, way):
    request = github(quiet)
    answer = way.send(request)
    assert answer.status == 200, answer.body
    assert answer.json["status"] == "accepted"
    assert answer.json["delivery_id"] == request.delivery
    assert answer.json["event_type"] == "push"
    (path,) = quiet.spool.incoming()
    event = read(path)
    assert path.name.startswith(f"{answer.json['event_id']}.github.push")
    assert event["id"] == answer.json["event_id"]
    assert (event["source"], event["event"], event["verified"]) == ("github", "push", True)
    assert event["payload"] == json.loads(request.body)
    assert request.body in path.read_bytes(), "the payload is not byte for byte the sender's"
    assert quiet.spool.unpublished() == []


def test_the_event_belongs_to_the_receiver_and_the_group_may_read_it(quiet, way):
    assert way.send(github(quiet)).status == 200
    (path,) = quiet.spool.incoming()
    assert (path.owner(), path.group()) == ("webhook-cgi", "webhook")
    assert path.stat().st_mode & 0o777 == 0o640


def test_the_event_knows_the_address_of_the_client(quiet, way):
    assert way.send(github(quiet).with_header("X-Forwarded-For", "192.0.2.7")).status == 200
    (path,) = quiet.spool.incoming()
    assert read(path)["remote"].startswith("127.0.0.1")


def test_a_gitea_signature_without_prefix_is_accepted(quiet, way):
    assert way.send(sender.gitea(quiet.secrets["gitea"], sender.push())).status == 200
    assert len(quiet.spool.incoming()) == 1


def test_a_secret_in_the_credentials_folder_is_found(quiet, way):
    request = sender.github(quiet.secrets["credential"], sender.push())
    request.path = "/api/v1/webhooks/partner"
    answer = way.send(request)
    assert answer.status == 200, answer.body


@pytest.mark.parametrize(
    "signature",
    [
        pytest.param("sha256=" + "0" * 64, id="forged"),
        pytest.param("", id="empty"),
        pytest.param("sha256=", id="prefix-only"),
        pytest.param(None, id="missing"),
    ],
)
def test_without_a_right_signature_it_is_401_and_nothing_is_stored(quiet, way, signature):
    request = github(quiet).without("X-Hub-Signature-256")
    if signature is not None:
        request = request.with_header("X-Hub-Signature-256", signature)
    answer = way.send(request)
    assert answer.status == 401
    assert quiet.spool.stored() == []
    assert quiet.spool.unpublished() == []


def test_a_delivery_that_was_seen_is_409_with_the_first_events_id(quiet, way):
    request = github(quiet)
    first = way.send(request)
    second = way.send(request)
    assert (first.status, second.status) == (200, 409)
    assert first.json["event_id"].encode() in second.body
    assert len(quiet.spool.of_delivery(request.delivery)) == 1


def test_of_two_at_the_same_moment_exactly_one_is_stored(quiet, way):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for _ in range(10):
            request = github(quiet)
            statuses = sorted(a.status for a in pool.map(way.send, [request, request]))
            assert statuses in ([200, 409], [200, 503])
            assert len(quiet.spool.of_delivery(request.delivery)) == 1


def test_a_body_of_25_megabytes_is_accepted(quiet, way):
    empty = len(sender.as_bytes(sender.push()))
    request = github(quiet, padding=25 * MEGABYTE - empty)
    assert len(request.body) == 25 * MEGABYTE
    assert way.send(request).status == 200
    (path,) = quiet.spool.incoming()
    assert request.body in path.read_bytes()


def test_a_body_over_the_receivers_limit_is_413_from_the_receiver(quiet, way):
    answer = way.send(github(quiet, padding=25 * MEGABYTE))
    assert answer.status == 413
    assert answer.json["status_code"] == 413
    assert quiet.spool.stored() == []


def test_a_body_over_the_web_servers_limit_is_413(quiet, nginx_way):
    with nginx_way.connect() as connection:
        connection.sendall(github(quiet).head(length=27 * MEGABYTE))
        assert sender.answer_on(connection).status == 413
    assert quiet.spool.stored() == []


def test_a_chunked_body_is_accepted(quiet, way):
    request = github(quiet, padding=100_000)
    with way.connect() as connection:
        connection.sendall(request.head(more=["Transfer-Encoding: chunked"]))
        for start in range(0, len(request.body), 7000):
            part = request.body[start : start + 7000]
            connection.sendall(b"%x\r\n%s\r\n" % (len(part), part))
        connection.sendall(b"0\r\n\r\n")
        assert sender.answer_on(connection).status == 200
    assert len(quiet.spool.of_delivery(request.delivery)) == 1


def test_a_client_that_waits_for_100_continue_gets_it(quiet, way):
    request = github(quiet)
    with way.connect() as connection:
        head = request.head(length=len(request.body), more=["Expect: 100-continue"])
        connection.sendall(head)
        interim = b""
        while not interim.endswith(b"\r\n\r\n"):
            interim += connection.recv(1)
        assert interim.startswith(b"HTTP/1.1 100")
        connection.sendall(request.body)
        assert sender.answer_on(connection).status == 200


def test_a_client_gone_in_mid_body_leaves_no_event_and_no_busy_receiver(quiet, way):
    for _ in range(8):  # more than there are instances of fcgiwrap
        request = github(quiet, padding=200_000)
        with way.connect() as connection:
            connection.sendall(request.head(length=len(request.body)) + request.body[:100_000])
    assert way.send(github(quiet)).status == 200
    assert len(quiet.spool.stored()) == 1
    until(lambda: not receivers(), "no receiver is left over")


def test_a_body_that_stalls_is_ended_and_the_others_are_served(quiet, way):
    stalled = []
    for _ in range(8):
        request = github(quiet, padding=1000)
        connection = way.connect()
        connection.sendall(request.head(length=len(request.body)) + request.body[:500])
        stalled.append(connection)
    assert way.send(github(quiet)).status == 200
    for connection in stalled:
        with connection:
            answer = connection.makefile("rb").read()
            assert answer == b"" or answer.split()[1] == b"408"
    assert len(quiet.spool.stored()) == 1
    until(lambda: not receivers(), "no receiver is left over")


def test_a_head_that_stalls_is_408_and_the_others_are_served(quiet, direct_way):
    stalled = [direct_way.connect() for _ in range(8)]
    for connection in stalled[1:]:
        connection.sendall(b"POST /api/v1/webhooks/github HTTP/1.1\r\nHost: x\r\n")
    assert direct_way.send(github(quiet)).status == 200
    for connection in stalled:
        with connection:
            assert connection.makefile("rb").read().split()[1] == b"408"
    until(lambda: not receivers(), "no receiver is left over")


def test_an_unknown_path_is_404_and_a_wrong_method_405(quiet, way):
    request = github(quiet)
    answer = way.send(request, method="PUT")
    assert answer.status == 405
    assert "POST" in answer.headers["Allow"]
    request.path = "/api/v1/webhooks/nobody"
    assert way.send(request).status == 404


def answered_at_once(way, requests):
    """The status of each of many requests that are sent at once; None when it was hung up on."""
    def status(request):
        try:
            return way.send(request, timeout=30).status
        except OSError:
            return None

    with concurrent.futures.ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(status, requests))


def test_300_connections_at_once_are_all_answered_by_the_listener(quiet, tcp_way):
    requests = [github(quiet) for _ in range(300)]
    assert answered_at_once(tcp_way, requests) == [200] * 300
    assert len(quiet.spool.stored()) == 300
    assert property_of("webhook-cgi.socket", "ActiveState") == "active"
    until(lambda: not receivers(), "no receiver is left over")


def test_300_connections_at_once_leave_the_socket_unit_for_each_request_alive(
    quiet, per_request_way
):
    """Over MaxConnections= a connection is closed at once."""
    statuses = answered_at_once(per_request_way, [github(quiet) for _ in range(300)])
    assert property_of(PER_REQUEST, "ActiveState") == "active"
    accepted = statuses.count(200)
    assert accepted > 0
    assert len(quiet.spool.stored()) == accepted
    until(lambda: not receivers(), "no receiver is left over", limit=60)
    assert per_request_way.send(github(quiet)).status == 200

"""Real clients on every way in: their answers are read whole, and no connection is reset."""

import json
import subprocess

import pytest
import requests

from harness import sender
from harness.spool import read

LARGE = 2 * 1024 * 1024


def github(machine, **payload):
    return sender.github(machine.secrets["github"], sender.push(**payload))


def forged(request):
    return request.with_header("X-Hub-Signature-256", "sha256=" + "0" * 64)


def lost(request):
    request.path += "-not"
    return request


def curl(way, *sent, options=()):
    """Sends requests with one curl, which may reuse its connection; status and body of each."""
    words = []
    for index, request in enumerate(sent):
        words += ["--next"] if index else []
        words += ["-sS", "--max-time", "60", "-w", "\n%{http_code}\n", *options, "-X", "POST"]
        for name, value in request.headers.items():
            words += ["-H", f"{name}: {value}"]
        file = f"/run/curl-{index}"
        with open(file, "wb") as body:
            body.write(request.body)
        words += ["--data-binary", f"@{file}", f"http://127.0.0.1:{way.port}{request.path}"]
    done = subprocess.run(["curl", *words], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    return [(int(status), json.loads(body)) for body, status in zip(lines[::2], lines[1::2])]


CURL_OPTIONS = {
    "plain": (),
    "chunked": ("-H", "Transfer-Encoding: chunked"),
    "expect": ("-H", "Expect: 100-continue"),
    "expect-chunked": ("-H", "Expect: 100-continue", "-H", "Transfer-Encoding: chunked"),
    "no-expect": ("-H", "Expect:"),
    "http1.0": ("--http1.0",),
    "keep-alive": ("-H", "Connection: keep-alive"),
}


@pytest.mark.parametrize("options", CURL_OPTIONS.values(), ids=CURL_OPTIONS)
def test_curl_reads_every_answer(quiet, way, options):
    good = [github(quiet), github(quiet, padding=LARGE)]
    refused = [forged(github(quiet, padding=LARGE)), lost(github(quiet, padding=LARGE))]
    answers = curl(way, *good, *refused, good[0], options=options)
    assert [status for status, _ in answers] == [200, 200, 401, 404, 409]
    assert all(body["status_code"] == status for status, body in answers[2:])
    assert len(quiet.spool.incoming()) == 2
    for request in good:
        (path,) = quiet.spool.of_delivery(request.delivery)
        assert request.body in path.read_bytes()


def pieces(body):
    for start in range(0, len(body), 10_000):
        yield body[start : start + 10_000]


def test_a_session_of_python_requests_outlives_its_connections(quiet, way):
    with requests.Session() as session:
        def send(request, *, chunked=False):
            body = pieces(request.body) if chunked else request.body
            return session.post(
                f"http://127.0.0.1:{way.port}{request.path}", data=body, headers=request.headers,
                timeout=60,
            )

        for chunked in (False, True, False, True):
            request = github(quiet, padding=100_000)
            answer = send(request, chunked=chunked)
            assert (answer.status_code, answer.json()["delivery_id"]) == (200, request.delivery)
        for chunked in (False, True):
            for status, request in (
                (401, forged(github(quiet, padding=LARGE))),
                (404, lost(github(quiet, padding=LARGE))),
                (401, forged(github(quiet, padding=LARGE)).with_header("Expect", "100-continue")),
                (404, lost(github(quiet, padding=LARGE)).with_header("Expect", "100-continue")),
            ):
                answer = send(request, chunked=chunked)
                assert (answer.status_code, answer.json()["status_code"]) == (status, status)
    assert len(quiet.spool.incoming()) == 4


def node(way, *sent):
    """Sends requests with one Node process; each is a request, how, and whether chunked."""
    order = {
        "url": f"http://127.0.0.1:{way.port}",
        "requests": [
            {
                "way": how, "chunked": chunked, "path": request.path, "headers": request.headers,
                "body": request.body.decode(),
            }
            for request, how, chunked in sent
        ],
    }
    client = sender.FOLDER / "client.mjs"
    done = subprocess.run(
        ["node", client], input=json.dumps(order), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return [(answer["status"], answer["body"]) for answer in json.loads(done.stdout)]


def test_node_reads_every_answer(quiet, way):
    sent, statuses = [], []
    for how in ("fetch", "http"):
        for chunked in (False, True):
            for status, request in (
                (200, github(quiet, padding=100_000)),
                (401, forged(github(quiet, padding=LARGE))),
                (404, lost(github(quiet, padding=LARGE))),
                (200, github(quiet)),
            ):
                sent.append((request, how, chunked))
                statuses.append(status)
    waiting = github(quiet, padding=LARGE).with_header("Expect", "100-continue")
    sent += [(waiting, "http", False), (lost(forged(waiting)), "http", False)]
    answers = node(way, *sent)
    assert [status for status, _ in answers] == [*statuses, 200, 404], answers
    assert all(json.loads(body) for _, body in answers)
    assert len(quiet.spool.incoming()) == 9
    assert read(quiet.spool.of_delivery(waiting.delivery)[0])["payload"]

"""Damaged requests and documents: what we accept, other strict parsers accept and read alike.

The signature in a request is made for the body that the other parser sees, so that a 200 (or any
answer that comes only after the signature held) proves that we saw the same body.
"""

import base64
import collections
import contextlib
import dataclasses
import json
import pathlib
import socket
import subprocess

import h11
import pytest

from harness import sender
from harness.direct import Direct
from harness.mutation import HTTP_WORDS, JSON_WORDS, Mutator

TESTS = pathlib.Path(__file__).parents[1]
HTTP_SAMPLES = TESTS / "WebhookCGITests/Vectors/raw-sample.jsonl"
JSON_SAMPLES = TESTS / "CommonTests/Vectors/json-test-suite.jsonl"
SEED = 1
ROUNDS = 2500
PLACE = b"5" * 64
BODY = b'{"ref":"refs/heads/main"}'
HEAD = (
    b"POST %s HTTP/1.1\r\nHost: hooks.example\r\nContent-Type: application/json\r\n"
    b"X-GitHub-Event: push\r\nX-GitHub-Delivery: d-1\r\nX-Hub-Signature-256: sha256=%s\r\n"
) % (sender.GITHUB_PATH.encode(), PLACE)
LENGTH = HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
REQUESTS = [
    LENGTH,
    LENGTH.replace(b"HTTP/1.1", b"HTTP/1.0"),
    LENGTH.replace(b"POST /", b"POST http://hooks.example/"),
    LENGTH + LENGTH,
    CHUNKED + b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY),
    CHUNKED + b"5;a=b\r\n%s\r\n%X\r\n%s\r\n0\r\nX-T: 1\r\n\r\n"
    % (BODY[:5], len(BODY) - 5, BODY[5:]),
]


@dataclasses.dataclass
class Reading:
    """What another parser makes of a request; the body is None when it has no end."""

    method: str
    path: str
    body: bytes | None
    headers: list = dataclasses.field(default_factory=list)
    # How many bytes follow the request.
    rest: int = 0

    @property
    def has_place(self):
        """Whether the request can be signed: its signature is the one the samples have."""
        values = [value for name, value in self.headers if name == b"x-hub-signature-256"]
        is_whole = self.body is not None and PLACE not in self.body
        return is_whole and values == [b"sha256=" + PLACE]


def path_of(target):
    """A target's path: no scheme, host and query."""
    path = target.split("?", 1)[0]
    lower = path.lower()
    for scheme in ("http://", "https://"):
        if lower.startswith(scheme):
            slash = path.find("/", len(scheme))
            return path[slash:] if slash > 0 else "/"
    return path


def read_by_h11(raw):
    connection = h11.Connection(h11.SERVER, max_incomplete_event_size=1 << 17)
    # One empty line before a request is passed over (RFC 9112 section 2.2); h11 takes none.
    connection.receive_data(raw.removeprefix(b"\r\n"))
    reading = None
    try:
        while True:
            event = connection.next_event()
            if event is h11.NEED_DATA:
                return reading
            if isinstance(event, h11.Request):
                reading = Reading(
                    event.method.decode(), path_of(event.target.decode("latin-1")), None,
                    list(event.headers),
                )
                body = b""
            elif isinstance(event, h11.Data):
                body += bytes(event.data)
            elif isinstance(event, h11.EndOfMessage):
                reading.body = body
                reading.rest = len(connection.trailing_data[0])
                return reading
            else:
                return reading
    except h11.RemoteProtocolError:
        return reading


def exchange(port, raw):
    """All that a server on this port answers to these bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        # Whoever refuses early may close before it has read everything.
        with contextlib.suppress(ConnectionError):
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        with contextlib.suppress(ConnectionError):
            while piece := connection.recv(65536):
                answer += piece
        return answer


def parts(answer):
    """Head and body of an answer, without the interim ones before it."""
    head, _, body = answer.partition(b"\r\n\r\n")
    return parts(body) if head.startswith(b"HTTP/1.1 100") else (head, body)


def read_by_node(port, raw):
    head, body = parts(exchange(port, raw))
    if b"X-Reference: yes" not in head:
        return None
    answer = json.loads(body[body.index(b"{"):body.rindex(b"}") + 1])
    return Reading(answer["method"], path_of(answer["target"]), base64.b64decode(answer["body"]))


class Server:
    """A program that prints the port it listens on."""

    def __init__(self, *command, env=None):
        self.process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().split(":")[-1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture(scope="module")
def direct(tmp_path_factory):
    folder = tmp_path_factory.mktemp("parsers")
    return Direct(folder, folder / "spool")


@pytest.fixture(scope="module")
def receiver(direct):
    """The receiver, listening itself."""
    command = [direct.programs / "webhook-cgi", "--listen", "127.0.0.1:0"]
    with Server(*command, "--config", direct.config) as server:
        yield server


@pytest.fixture(scope="module")
def node():
    with Server("node", sender.FOLDER / "reference.mjs") as server:
        yield server


def ours(port, raw):
    """Status and error text of our answer; who says nothing gets none."""
    answer = exchange(port, raw)
    if answer == b"" and raw in (b"", b"\r\n"):
        return 0, "malformed request"
    head, body = parts(answer)
    assert head.startswith(b"HTTP/1.1 "), head
    return int(head.split()[1]), json.loads(body).get("error") if body else None


def disagreement(status, error, reading):
    """What is wrong when we answered so and the other parser read this, or None."""
    if error == "malformed request":
        return None
    if reading is None:
        return "the other parser refuses it"
    is_ours = reading.path == sender.GITHUB_PATH
    if status == 404:
        return "we see another path" if is_ours else None
    if not is_ours:
        return "the other parser sees another path"
    if status == 405:
        return "we see another method" if reading.method == "POST" else None
    if reading.method != "POST":
        return "the other parser sees another method"
    if status in (413, 415):
        return None
    if error == "the request has no body":
        return None if reading.body == b"" else "the other parser sees a body"
    if reading.body is None:
        return "the other parser sees no end of the body"
    if status == 401:
        return "we see another body" if reading.has_place else None
    return None


def test_what_we_accept_other_parsers_accept_and_read_alike(direct, receiver, node):
    samples = REQUESTS * 6 + [
        base64.b64decode(json.loads(line)["input"]["raw_b64"])
        for line in HTTP_SAMPLES.read_text().splitlines()
    ]
    mutator = Mutator(SEED, samples, HTTP_WORDS)
    verdicts = collections.Counter()
    wrong = []
    for _ in range(ROUNDS):
        raw = mutator.next()
        reading = read_by_h11(raw)
        if reading and reading.has_place:
            raw = raw.replace(PLACE, sender.hmac_hex(direct.secret, reading.body).encode())
        status, error = ours(receiver.port, raw)
        verdicts[status] += 1
        found = disagreement(status, error, reading)
        if found is None and error != "malformed request":
            found = node_disagreement(status, node.port, raw, reading)
        if found:
            wrong.append((found, status, error, raw))
    assert not wrong, f"{len(wrong)} of seed {SEED}, the first: {wrong[0]}"
    assert verdicts[400] > 200 and verdicts[409] > 200, verdicts


def node_disagreement(status, port, raw, reading):
    """The same question to a second parser, which is shown the request and nothing behind it."""
    if status in (404, 405, 413, 415):
        return None  # judged by the head: the body may be anything
    second = read_by_node(port, raw[: len(raw) - reading.rest])
    if second is None:
        return "node refuses it"
    same = (second.method, second.path, second.body) == (
        reading.method, reading.path, reading.body
    )
    return None if same else f"node reads {second}"


DOCUMENTS = [
    b'{"ref":"refs/heads/main","n":[0,-1.5e+3,true,false,null],"o":{"a":{"b":"\\u00e9\\n"}}}',
    '{"a":["é€😀","\\ud83d\\ude00",{"":[[[]]]}],"b":"","c":{}}'.encode(),
    b' {"repository":{"full_name":"acme/site"},"action":"opened"}\n',
]


def strict_json(document):
    """What Python reads when it is as strict as it can be, or None."""
    def refuse(what):
        raise ValueError(what)

    try:
        return json.loads(document.decode(), parse_constant=refuse)
    except (ValueError, RecursionError):
        return None


def test_what_we_take_for_json_python_does_too_and_the_other_way_round(direct, receiver):
    samples = DOCUMENTS * 8 + [
        base64.b64decode(json.loads(line)["input"]["body_b64"])
        for line in JSON_SAMPLES.read_text().splitlines()
    ]
    mutator = Mutator(SEED, samples, JSON_WORDS)
    verdicts = collections.Counter()
    for _ in range(ROUNDS // 2):
        document = mutator.next()
        if not document:
            continue
        request = sender.github(direct.secret, document, delivery="d-1")
        status, error = ours(receiver.port, request.head(length=len(document)) + document)
        assert status in (200, 400, 409), (status, error, document)
        expected = strict_json(document)
        taken = status != 400
        verdicts[taken] += 1
        if taken:
            assert isinstance(expected, dict), document
        elif "more than once" not in error:
            assert not isinstance(expected, dict), (error, document)
    assert min(verdicts.values()) > 100, verdicts

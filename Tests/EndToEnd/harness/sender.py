"""Signed webhook requests, and the ways to send them."""

import dataclasses
import hashlib
import hmac
import http.client
import json
import pathlib
import socket
import uuid

FOLDER = pathlib.Path(__file__).parent
GITHUB_PATH = "/api/v1/webhooks/github"
GITEA_PATH = "/api/v1/webhooks/gitea"


@dataclasses.dataclass
class Request:
    """One POST; tests change its parts before they send it."""

    path: str
    headers: dict
    body: bytes

    @property
    def delivery(self):
        return self.headers.get("X-GitHub-Delivery") or self.headers.get("X-Gitea-Delivery")

    def without(self, name):
        return dataclasses.replace(
            self, headers={key: value for key, value in self.headers.items() if key != name}
        )

    def with_header(self, name, value):
        return dataclasses.replace(self, headers={**self.headers, name: value})

    def head(self, *, length=None, more=()):
        """The request as bytes up to the empty line, for a test that writes to a socket itself."""
        lines = [f"POST {self.path} HTTP/1.1", "Host: hooks.example.org"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        lines += [] if length is None else [f"Content-Length: {length}"]
        return "\r\n".join([*lines, *more, "", ""]).encode()


def hmac_hex(secret, body):
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def as_bytes(payload):
    return payload if isinstance(payload, bytes) else json.dumps(payload).encode()


def github(secret, payload, event="push", delivery=None):
    """A delivery as GitHub sends it."""
    body = as_bytes(payload)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "GitHub-Hookshot/044aadd",
        "X-GitHub-Event": event,
        "X-GitHub-Delivery": delivery or str(uuid.uuid4()),
        "X-Hub-Signature-256": "sha256=" + hmac_hex(secret, body),
    }
    return Request(GITHUB_PATH, headers, body)


def gitea(secret, payload, event="push", delivery=None):
    """A delivery as Gitea and Forgejo send it: the signature has no prefix."""
    body = as_bytes(payload)
    headers = {
        "Content-Type": "application/json",
        "X-Gitea-Event": event,
        "X-Gitea-Delivery": delivery or str(uuid.uuid4()),
        "X-Gitea-Signature": hmac_hex(secret, body),
    }
    return Request(GITEA_PATH, headers, body)


def push(branch="main", padding=0):
    """A payload with what routes look at, as large as a test needs it."""
    return {
        "ref": f"refs/heads/{branch}",
        "after": uuid.uuid4().hex,
        "repository": {"full_name": "acme/site"},
        "padding": "x" * padding,
    }


@dataclasses.dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


@dataclasses.dataclass(frozen=True)
class Way:
    """One way into the receiver: a port of this machine."""

    name: str
    port: int
    client: str = "127.0.0.1"

    def from_client(self, address):
        """The same way, taken by a client of its own: limits are counted by address."""
        return dataclasses.replace(self, client=address)

    def connect(self, timeout=30):
        return socket.create_connection(
            ("127.0.0.1", self.port), timeout=timeout, source_address=(self.client, 0)
        )

    def send(self, request, method="POST", timeout=60):
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=timeout, source_address=(self.client, 0)
        )
        try:
            connection.request(method, request.path, request.body, request.headers)
            return read_answer(connection.getresponse())
        finally:
            connection.close()


def read_answer(response):
    return Answer(response.status, dict(response.getheaders()), response.read())


def answer_on(connection):
    """Reads one answer from a socket on which the test wrote the request itself."""
    response = http.client.HTTPResponse(connection)
    response.begin()
    return read_answer(response)

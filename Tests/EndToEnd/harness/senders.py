"""Every kind of sender: the source it has here, and how it signs. Made with Python's own HMAC."""

import base64
import dataclasses
import hashlib
import hmac
import json
import secrets
import time
import uuid

from .sender import Request


def code(secret, *parts, algorithm=hashlib.sha256):
    key = secret if isinstance(secret, bytes) else secret.encode()
    return hmac.new(key, b"".join(parts), algorithm)


def base64_of(digest):
    return base64.b64encode(digest.digest()).decode()


def standard(family, secret, body, moment):
    """Standard Webhooks 1.0: the key is the secret's base 64."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    identity = f"msg_{uuid.uuid4().hex}"
    digest = code(key, f"{identity}.{moment}.".encode(), body)
    return {
        f"{family}-id": identity, f"{family}-timestamp": str(moment),
        f"{family}-signature": "v1," + base64_of(digest),
    }


def stripe(secret, body, moment):
    digest = code(secret, f"{moment}.".encode(), body).hexdigest()
    return {"Stripe-Signature": f"t={moment},v1={digest}"}


def slack(secret, body, moment):
    digest = code(secret, f"v0:{moment}:".encode(), body).hexdigest()
    return {"X-Slack-Request-Timestamp": str(moment), "X-Slack-Signature": f"v0={digest}"}


def paddle(secret, body, moment):
    return {"Paddle-Signature": f"ts={moment};h1="
            + code(secret, f"{moment}:".encode(), body).hexdigest()}


def webflow(secret, body, moment):
    moment *= 1000
    return {
        "X-Webflow-Timestamp": str(moment),
        "X-Webflow-Signature": code(secret, f"{moment}:".encode(), body).hexdigest(),
    }


def hub(secret, body, _):
    return {"X-Hub-Signature": "sha256=" + code(secret, body).hexdigest()}


def basic(secret, _body, _moment):
    pair = base64.b64encode(f"user:{secret}".encode()).decode()
    return {"Authorization": f"Basic {pair}"}


def text_secret():
    return secrets.token_urlsafe(24)


def marked_secret():
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


@dataclasses.dataclass
class Sender:
    """`sign` gives the headers that prove a body; `keys` is what the source says besides."""

    name: str
    scheme: str
    sign: callable
    headers: dict = dataclasses.field(default_factory=dict)
    keys: dict = dataclasses.field(default_factory=dict)
    make_secret: callable = text_secret
    is_timed: bool = False
    event: str = "push"

    def __post_init__(self):
        self.secret = self.make_secret()

    @property
    def path(self):
        return f"/senders/{self.name}"

    @property
    def signs_body(self):
        """Whether what proves a delivery depends on its body."""
        return self.sign(self.secret, b"1", 0) != self.sign(self.secret, b"2", 0)

    def source(self, folder="/etc/webhook-spool"):
        path = "/api/webhook/{secret}" if self.scheme == "path" else self.path
        source = {"path": path, "scheme": self.scheme, **self.keys}
        if self.scheme != "none":
            source["secret"] = {"file": f"{folder}/{self.name}.secret"}
        return source

    def request(self, secret=None, late=0):
        """A delivery of its own, signed with this secret, or with the sender's."""
        secret = secret or self.secret
        payload = {
            "id": f"evt_{uuid.uuid4().hex}", "type": "push", "webhookEvent": "push",
            "repository": {"full_name": "acme/site"}, "text": "Grüße\r\n",
        }
        body = json.dumps(payload, ensure_ascii=False, indent=1).encode()
        moment = int(time.time()) - late
        headers = {
            "Content-Type": "application/json", **self.headers, **self.sign(secret, body, moment),
        }
        path = f"/api/webhook/{secret}" if self.scheme == "path" else self.path
        return Request(path, headers, body)


SENDERS = [
    Sender(
        "gh", "github", headers={"X-GitHub-Event": "push"},
        sign=lambda s, b, _: {"X-Hub-Signature-256": "sha256=" + code(s, b).hexdigest()},
    ),
    Sender(
        "forgejo", "gitea", headers={"X-Forgejo-Event": "push", "X-GitHub-Event": "other"},
        sign=lambda s, b, _: {"X-Forgejo-Signature": code(s, b).hexdigest()},
    ),
    Sender(
        "gitlab", "gitlab", headers={"X-Gitlab-Event": "Push Hook"}, event="Push Hook",
        sign=lambda s, _b, _m: {"X-Gitlab-Token": s},
    ),
    Sender(
        "gitlab-signed", "gitlab", headers={"X-Gitlab-Event": "Push Hook"}, event="Push Hook",
        sign=lambda s, b, m: standard("webhook", s, b, m), make_secret=marked_secret,
        is_timed=True,
    ),
    Sender(
        "bitbucket", "bitbucket", headers={"X-Event-Key": "repo:push"}, event="repo:push", sign=hub
    ),
    Sender("jira", "jira", sign=hub),
    Sender("stripe", "stripe", sign=stripe, is_timed=True),
    Sender("slack", "slack", sign=slack, is_timed=True),
    Sender(
        "shopify", "shopify", headers={"X-Shopify-Topic": "orders/create"}, event="orders/create",
        sign=lambda s, b, _: {"X-Shopify-Hmac-SHA256": base64_of(code(s, b))},
    ),
    Sender(
        "standard", "standard-webhooks", make_secret=marked_secret, is_timed=True,
        sign=lambda s, b, m: standard("webhook", s, b, m),
    ),
    Sender(
        "svix", "standard-webhooks", make_secret=marked_secret, is_timed=True,
        sign=lambda s, b, m: standard("svix", s, b, m),
    ),
    Sender(
        "sha1", "hmac", event="sha1",
        keys={"hmac": {"header": "X-Signature", "algorithm": "sha1"}},
        sign=lambda s, b, _: {"X-Signature": code(s, b, algorithm=hashlib.sha1).hexdigest()},
    ),
    Sender(
        "sha512", "hmac", event="sha512",
        keys={"hmac": {"header": "X-Signature", "algorithm": "sha512", "encoding": "base64"}},
        sign=lambda s, b, _: {"X-Signature": base64_of(code(s, b, algorithm=hashlib.sha512))},
    ),
    Sender(
        "paddle", "hmac", sign=paddle, is_timed=True,
        keys={
            "hmac": {
                "header": "Paddle-Signature", "separator": ";", "prefix": "h1=",
                "signed": "{field:ts}:{body}", "time": {"field": "ts"},
            },
            "event_from": {"payload": "type"},
        },
    ),
    Sender(
        "webflow", "hmac", sign=webflow, is_timed=True,
        keys={
            "hmac": {
                "header": "X-Webflow-Signature", "signed": "{header:X-Webflow-Timestamp}:{body}",
                "time": {"header": "X-Webflow-Timestamp", "unit": "ms"},
            },
            "event_from": {"payload": "type"},
        },
    ),
    Sender(
        "token", "token", event="token", keys={"token": {"header": "X-Token"}},
        sign=lambda s, _b, _m: {"X-Token": s},
    ),
    Sender(
        "basic", "basic", event="basic", keys={"basic": {"user": "user"}}, sign=basic
    ),
    Sender(
        "bearer", "bearer", event="bearer",
        sign=lambda s, _b, _m: {"Authorization": f"Bearer {s}"},
    ),
    Sender(
        "pathsecret", "path", event="pathsecret", keys={"images": False},
        sign=lambda _s, _b, _m: {},
    ),
    Sender("open", "none", event="open", sign=lambda _s, _b, _m: {}),
]

"""Debian's package webhook (adnanh/webhook)."""

import json

from contenders import Peer
from delivery import SECRET
from network import free_port


class DebianWebhook(Peer):
    """Verifies, starts a command, and answers without waiting for it. It stores nothing."""

    def __init__(self, work):
        super().__init__("webhook", work)
        self.port = free_port()
        self.top = self.upstream(f"127.0.0.1:{self.port}")

    def location(self):
        return self.pass_to("/hooks/github")

    def start(self):
        file = self.folder / "hooks.json"
        file.write_text(json.dumps([hook()]))
        self.launch(
            self.port, "webhook", "-hooks", file, "-ip", "127.0.0.1", "-port", str(self.port))


def hook():
    rule = {
        "type": "payload-hmac-sha256", "secret": SECRET.decode(),
        "parameter": {"source": "header", "name": "X-Hub-Signature-256"},
    }
    return {
        "id": "github", "execute-command": "/bin/true", "trigger-rule": {"match": rule},
        # By default a request that does not match is answered 200.
        "trigger-rule-mismatch-http-response-code": 401,
    }

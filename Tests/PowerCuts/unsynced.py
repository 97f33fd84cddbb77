"""What is on no disk yet: a receiver that syncs nothing, and drafts whose receiver was killed."""

import hashlib
import json
import os
import secrets
import time

from harness import sender


def new_id():
    now = time.time()
    second = time.strftime("%Y%m%dT%H%M%S", time.gmtime(now))
    return f"{second}{int(now % 1 * 1e6):06d}Z-{secrets.token_hex(8)}"


def event_text(event_id, request):
    """The event file that the receiver would write."""
    head = {"source": "github", "received": "2026-11-20T10:15:02.123456Z", "headers": {}}
    tail = {
        "event": request.headers["X-GitHub-Event"], "delivery": request.delivery,
        "verified": True, "id": event_id,
    }
    head, tail = (json.dumps(part, separators=(",", ":")).encode() for part in (head, tail))
    return head[:-1] + b',"payload":' + request.body + b"," + tail[1:] + b"\n"


class UnsyncedReceiver:
    """Writes, names and publishes as the real one does, and answers without having synced."""

    def __init__(self, spool):
        self.spool = spool
        for folder in ("tmp", "incoming", "deliveries"):
            (spool / folder).mkdir(exist_ok=True)
        for number in range(256):
            (spool / f"deliveries/{number:02x}").mkdir(exist_ok=True)
        os.sync()

    def send(self, request):
        event_id = new_id()
        name = f"{event_id}.github.{request.headers['X-GitHub-Event']}.json"
        digest = hashlib.sha256(b"github\0" + request.delivery.encode()).hexdigest()
        try:
            (self.spool / "deliveries" / digest[:2] / digest).symlink_to(name)
        except FileExistsError:
            return sender.Answer(409, {}, b"{}")
        self.leave_draft(event_id, request).rename(self.spool / "incoming" / name)
        return sender.Answer(200, {}, json.dumps({"event_id": event_id}).encode())

    def leave_draft(self, event_id, request):
        """A finished draft, as a receiver leaves it that is killed just before its first sync."""
        draft = self.spool / "tmp" / event_id
        draft.write_bytes(event_text(event_id, request))
        draft.chmod(0o640)
        return draft

"""One signed GitHub delivery of a wanted size."""

import hashlib
import hmac
import json

SECRET = b"bench"


class Delivery:
    """A push whose payload is padded with many small members, as real payloads are."""

    def __init__(self, work, size):
        self.body = payload(size)
        self.file = work / f"body-{size}"
        self.file.write_bytes(self.body)
        digest = hmac.new(SECRET, self.body, hashlib.sha256).hexdigest()
        self.signature = f"sha256={digest}"

    def variables(self):
        """What a web server sets for it, but the delivery id."""
        return {
            "GATEWAY_INTERFACE": "CGI/1.1", "SERVER_PROTOCOL": "HTTP/1.1",
            "REQUEST_METHOD": "POST", "PATH_INFO": "/api/v1/webhooks/github",
            "QUERY_STRING": "", "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(self.body)),
            "HTTP_HOST": "127.0.0.1", "HTTP_USER_AGENT": "GitHub-Hookshot/bench",
            "HTTP_X_GITHUB_EVENT": "push", "HTTP_X_HUB_SIGNATURE_256": self.signature,
        }


def payload(size):
    """JSON of exactly `size` bytes."""
    commits = []
    start = {"ref": "refs/heads/main", "repository": {"full_name": "acme/site"}, "commits": commits}
    length = len(json.dumps(start, separators=(",", ":")))
    while length < size - 400:
        number = len(commits)
        commits.append({
            "id": f"{number:040x}", "message": f"Change number {number}", "distinct": True,
            "author": {"name": "A. Person", "email": "a.person@example.org"},
            "added": [f"src/file-{number}.txt"], "removed": [],
        })
        length += len(json.dumps(commits[-1], separators=(",", ":"))) + 1
    text = json.dumps({**start, "padding": ""}, separators=(",", ":"))
    return text[:-2].encode() + b"x" * (size - len(text)) + b'"}'

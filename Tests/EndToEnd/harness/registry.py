"""A real registry (Debian's docker-registry), started by hand, and a push to it."""

import hashlib
import http.client
import json
import subprocess

from .waiting import until

PORT = 5077
HOST = f"127.0.0.1:{PORT}"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar"

SETTINGS = """
version: 0.1
log: {{ level: warn }}
storage:
  filesystem: {{ rootdirectory: {folder}/images }}
http:
  addr: {host}
  secret: none
notifications:
  endpoints:
    - {{ name: spool, url: "{url}", timeout: 10s, threshold: 1000, backoff: 1s }}
"""


class Registry:
    """The registry with its notifications sent to `url`; what it says goes into `folder`."""

    def __init__(self, folder, url):
        self.folder = folder
        settings = folder / "registry.yml"
        settings.write_text(SETTINGS.format(folder=folder, host=HOST, url=url))
        self.process = subprocess.Popen(
            ["docker-registry", "serve", settings], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=(folder / "registry.log").open("wb"),
        )

    def __enter__(self):
        until(self.answers, "the registry answers")
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=30)

    def answers(self):
        assert self.process.poll() is None, (self.folder / "registry.log").read_text()
        try:
            return self.ask("GET", "/v2/").status == 200
        except ConnectionRefusedError:
            return False

    def push(self, name, tag, content):
        """Uploads an image of one layer, as `docker push` does; returns the manifest's digest."""
        blobs = [
            self.upload(name, media, blob) for media, blob in ((CONFIG, b"{}"), (LAYER, content))
        ]
        manifest = json.dumps({
            "schemaVersion": 2, "mediaType": MANIFEST, "config": blobs[0], "layers": blobs[1:],
        }).encode()
        answer = self.ask("PUT", f"/v2/{name}/manifests/{tag}", manifest, MANIFEST)
        assert answer.status == 201, answer.read()
        return digest_of(manifest)

    def upload(self, name, media, blob):
        started = self.ask("POST", f"/v2/{name}/blobs/uploads/")
        place = started.getheader("Location").removeprefix(f"http://{HOST}")
        joint = "&" if "?" in place else "?"
        place = f"{place}{joint}digest={digest_of(blob).replace(':', '%3A')}"
        assert self.ask("PUT", place, blob, "application/octet-stream").status == 201
        return {"mediaType": media, "digest": digest_of(blob), "size": len(blob)}

    def pull(self, name, tag):
        answer = self.ask("GET", f"/v2/{name}/manifests/{tag}", accept=MANIFEST)
        assert answer.status == 200
        return answer.read()

    def ask(self, method, path, body=None, media=None, accept="*/*"):
        connection = http.client.HTTPConnection(HOST, timeout=30)
        headers = {"Accept": accept, **({"Content-Type": media} if media else {})}
        connection.request(method, path, body, headers)
        return connection.getresponse()


def digest_of(content):
    return f"sha256:{hashlib.sha256(content).hexdigest()}"

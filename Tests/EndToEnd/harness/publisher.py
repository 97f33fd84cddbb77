"""An HTTPS server that publishes what a test says, where GitHub and Cloudflare publish."""

import http.server
import pathlib
import ssl
import threading

from .machine import run


class Publisher:
    """Serves `pages` (bytes, or a pair of status and bytes) by path, with a CA of its own.

    A path in `stalls` gets the first half of its page, and then nothing more: `reached` is set.
    """

    def __init__(self, folder):
        self.pages = {}
        self.stalls = set()
        self.reached = threading.Event()
        self.released = threading.Event()
        self.authority = pathlib.Path(folder) / "authority.pem"
        key = pathlib.Path(folder) / "key.pem"
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout", key, "-out", self.authority)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.authority, key)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    def _handler(publisher):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                publisher.serve(self)

            def log_message(self, *_):
                pass

        return Handler

    def serve(self, handler):
        page = self.pages.get(handler.path, (404, b"not found"))
        status, body = page if isinstance(page, tuple) else (200, page)
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        try:
            if handler.path in self.stalls:
                handler.wfile.write(body[: len(body) // 2])
                self.reached.set()
                self.released.wait()
            else:
                handler.wfile.write(body)
        except OSError:  # a client that had enough
            pass

    def url(self, path):
        return f"https://localhost:{self.server.server_port}{path}"

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.released.set()
        self.server.shutdown()
        self.server.server_close()

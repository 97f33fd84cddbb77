"""nginx with the shipped files, and fcgiwrap behind the shipped socket."""

import pathlib

from .machine import SHARE, UNITS, systemctl

NGINX = pathlib.Path("/etc/nginx")
LOGS = pathlib.Path("/var/log/nginx")
FCGI_PORT = 8081
PROXY_PORT = 8082
TCP_PORT = 8083
PER_REQUEST_PORT = 8084
PER_REQUEST = "tests-per-request.socket"
OTHER_PROGRAM = "/other-program"

SERVER = """
server {{
  listen 127.0.0.1:{port};
  server_name hooks.example.org;
  access_log {logs}/webhook.log webhook;
  error_log {logs}/webhook-error.log error;
  location / {{ include snippets/webhook-spool/{snippet}.conf; }}
  location /api/webhook/ {{
    include snippets/webhook-spool/{snippet}.conf;
    include snippets/webhook-spool/secret-path.conf;
  }}
  location = {other} {{
    fastcgi_pass unix:/run/webhook-spool/fcgi.sock;
    fastcgi_param GATEWAY_INTERFACE CGI/1.1;
    fastcgi_param REQUEST_METHOD GET;
    fastcgi_param SCRIPT_FILENAME /usr/bin/env;
  }}
}}
"""


def start_nginx():
    """As the documents say: two links and a server. The tests' own server is plain HTTP."""
    (NGINX / "snippets/webhook-spool").symlink_to(SHARE / "nginx")
    (NGINX / "conf.d/webhook-spool.conf").symlink_to(SHARE / "nginx/http.conf")
    (NGINX / "sites-enabled/default").unlink(missing_ok=True)
    servers = [
        SERVER.format(port=port, snippet=snippet, logs=LOGS, other=OTHER_PROGRAM)
        for port, snippet in ((FCGI_PORT, "fcgi"), (PROXY_PORT, "proxy"))
    ]
    (NGINX / "sites-enabled/webhook").write_text("".join(servers))
    systemctl("start", "nginx")


def listen_on_tcp():
    """The listener without a web server, by a drop-in of its socket unit."""
    folder = pathlib.Path("/etc/systemd/system/webhook-cgi.socket.d")
    folder.mkdir(parents=True)
    (folder / "tests.conf").write_text(f"[Socket]\nListenStream=127.0.0.1:{TCP_PORT}\n")
    systemctl("daemon-reload")


def listen_for_each_request():
    """The alternative beside the default: copies of its units, on a port of their own.

    The units themselves would stop those of the listener.
    """
    folder = pathlib.Path("/etc/systemd/system")
    socket = (UNITS / "webhook-cgi-per-request.socket").read_text()
    lines = [line for line in socket.splitlines() if "webhook-cgi.socket" not in line]
    text = "\n".join(lines).replace("/run/webhook-spool/http.sock", f"127.0.0.1:{PER_REQUEST_PORT}")
    (folder / PER_REQUEST).write_text(text)
    service = (UNITS / "webhook-cgi-per-request@.service").read_text()
    (folder / PER_REQUEST.replace(".socket", "@.service")).write_text(service)
    systemctl("daemon-reload")

"""The receivers that are compared: what nginx is told of each, and the processes that it costs."""

import os
import signal
import subprocess

from network import await_server, free_port

PATH = "/api/v1/webhooks/github"

CGI = """
      fastcgi_pass unix:{work}/cgi.sock;
      fastcgi_param GATEWAY_INTERFACE CGI/1.1;
      fastcgi_param SERVER_PROTOCOL $server_protocol;
      fastcgi_param REQUEST_METHOD $request_method;
      fastcgi_param QUERY_STRING $query_string;
      fastcgi_param PATH_INFO $uri;
      fastcgi_param SCRIPT_FILENAME {work}/{name};
      fastcgi_param REMOTE_ADDR $remote_addr;
      fastcgi_param CONTENT_TYPE $content_type;
      fastcgi_param CONTENT_LENGTH $content_length;
      fastcgi_param WEBHOOK_CONFIG {work}/config.json;
      fastcgi_param HTTP_PROXY "";
"""

# deploy/nginx/proxy.conf, but for where it leads and whether the connection is kept.
PROXY = """
      proxy_pass {target};
      proxy_http_version 1.1;
      proxy_set_header Connection "{connection}";
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Real-IP "";
      proxy_set_header Forwarded "";
      proxy_set_header Proxy "";
"""


class Contender:
    """A receiver under load. `roots` are the processes whose trees are its cost."""

    top = ""
    checks = True
    is_program = False

    def __init__(self, name, work):
        self.name = name
        self.work = work
        self.roots = []

    def start(self):
        """Before the first turn."""

    def begin(self):
        """Before each turn, on a fresh spool."""

    def end(self):
        """After each turn."""

    def stop(self):
        """After the last turn."""


class Program(Contender):
    """A CGI program: fcgiwrap starts it for each request."""

    is_program = True

    def __init__(self, name, work):
        super().__init__(name, work)
        self.checks = name != "trivial"

    def location(self):
        return CGI.format(work=self.work, name=self.name)


class Server(Contender):
    """A process of its own, which nginx speaks HTTP with."""

    process = None

    def run(self, *command, **options):
        log = open(self.work / f"{self.name}.log", "ab")
        with log:
            return subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, **options)

    def launch(self, address, *command, **options):
        self.process = self.run(*command, **options)
        self.roots = [self.process.pid]
        await_server(address, self.process, self.work / f"{self.name}.log")

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)
        self.process, self.roots = None, []


class Listener(Server):
    """`webhook-cgi --listen`: one process accepts, and forks for each request.

    It gets its socket from `launch.py` as from systemd. A build that knows no sockets of systemd's
    listens on TCP. It is started for each turn, because each has a configuration of its own.
    """

    def __init__(self, name, work, program="webhook-cgi"):
        super().__init__(name, work)
        self.program = work / program
        known = subprocess.run([self.program, "--help"], capture_output=True, check=True).stdout
        self.takes_sockets = b"--max-connections" in known
        self.address = work / f"{name}.sock" if self.takes_sockets else free_port()

    def location(self):
        target = f"http://unix:{self.address}:"
        if not self.takes_sockets:
            target = f"http://127.0.0.1:{self.address}"
        return PROXY.format(target=target, connection="close")

    def begin(self):
        options = {"env": {**os.environ, "WEBHOOK_CONFIG": str(self.work / "config.json")}}
        if self.takes_sockets:
            launch = ("/usr/bin/python3", self.work / "launch.py", self.address)
            self.launch(self.address, *launch, self.program, "--listen", **options)
        else:
            place = f"127.0.0.1:{self.address}"
            self.launch(self.address, self.program, "--listen", place, **options)

    def end(self):
        self.stop()


class Peer(Server):
    """Another receiver, behind the same nginx with the same settings as the listener."""

    def __init__(self, name, work):
        super().__init__(name, work)
        self.folder = work / "peers"

    def upstream(self, place):
        return f"upstream {self.name} {{ server {place}; }}"

    def pass_to(self, path=""):
        return PROXY.format(target=f"http://{self.name}{path}", connection="close")

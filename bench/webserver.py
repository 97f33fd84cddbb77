"""A private nginx and four fcgiwrap processes on one socket, as the units start them."""

import contextlib
import shutil
import signal
import socket
import subprocess

from contenders import PATH
from network import await_server, free_ports

CHILDREN = 4

TOP = """
daemon off;
pid {work}/nginx.pid;
error_log {work}/nginx.log error;
worker_processes 1;
events {{}}
http {{
  access_log off;
  client_max_body_size 32m;
  client_body_buffer_size 64k;
  client_body_temp_path {work}/temp; fastcgi_temp_path {work}/temp; proxy_temp_path {work}/temp;
  scgi_temp_path {work}/temp; uwsgi_temp_path {work}/temp;
  {servers}
}}
"""

SERVER = """
  {top}
  server {{
    listen 127.0.0.1:{port};
    keepalive_requests 1000000;
    location = {path} {{{location}    }}
  }}
"""


class WebServer:
    """Serves each contender on a port of its own, all programs through the same four processes."""

    def __init__(self, work, contenders):
        self.work = work
        self.contenders = contenders
        names = [contender.name for contender in contenders]
        self.ports = dict(zip(names, free_ports(len(names))))
        self.cleanup = contextlib.ExitStack()

    def url(self, contender):
        return f"http://127.0.0.1:{self.ports[contender.name]}{PATH}"

    def __enter__(self):
        with contextlib.ExitStack() as self.cleanup:
            (self.work / "temp").mkdir()
            self.cleanup.callback(shutil.rmtree, self.work / "temp")
            wrappers = self.start_wrappers()
            for contender in self.contenders:
                self.cleanup.callback(contender.stop)
                contender.start()
                if contender.is_program:
                    contender.roots = wrappers
            self.start_nginx()
            self.cleanup = self.cleanup.pop_all()
        return self

    def __exit__(self, *_):
        self.cleanup.close()

    def run(self, *command, **options):
        process = subprocess.Popen(command, **options)
        self.cleanup.callback(process.wait)
        self.cleanup.callback(process.send_signal, signal.SIGTERM)
        return process

    def start_wrappers(self):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
            listening.bind(str(self.work / "cgi.sock"))
            listening.listen(511)
            command = ("fcgiwrap", "-f", "-c", "1")
            return [self.run(*command, stdin=listening).pid for _ in range(CHILDREN)]

    def start_nginx(self):
        servers = "".join(
            SERVER.format(
                top=contender.top, port=self.ports[contender.name], path=PATH,
                location=contender.location())
            for contender in self.contenders)
        file = self.work / "nginx.conf"
        file.write_text(TOP.format(work=self.work, servers=servers))
        log = self.work / "nginx.log"
        nginx = self.run("nginx", "-p", self.work, "-e", log, "-c", file)
        for port in self.ports.values():
            await_server(port, nginx, log)

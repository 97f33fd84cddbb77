"""A private nginx and four fcgiwrap processes on one socket, as the units start them."""

import shutil
import signal
import socket
import subprocess
import time

PATH = "/api/v1/webhooks/github"
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
  server {{
    listen 127.0.0.1:{port};
    keepalive_requests 1000000;
    location = {path} {{
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
      fastcgi_param WEBHOOK_CONFIG {config};
      fastcgi_param HTTP_PROXY "";
    }}
  }}
"""


class WebServer:
    """Serves each program on a port of its own, all through the same four processes."""

    def __init__(self, work, config, programs):
        self.work = work
        self.config = config
        self.ports = dict(zip(programs, free_ports(len(programs))))
        self.nginx = None
        self.wrappers = []

    def url(self, program):
        return f"http://127.0.0.1:{self.ports[program]}{PATH}"

    def __enter__(self):
        (self.work / "temp").mkdir()
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listening.bind(str(self.work / "cgi.sock"))
        listening.listen(511)
        for _ in range(CHILDREN):
            self.wrappers.append(subprocess.Popen(["fcgiwrap", "-f", "-c", "1"], stdin=listening))
        listening.close()
        servers = "".join(
            SERVER.format(port=port, path=PATH, work=self.work, name=name, config=self.config)
            for name, port in self.ports.items())
        file = self.work / "nginx.conf"
        file.write_text(TOP.format(work=self.work, servers=servers))
        self.nginx = subprocess.Popen(
            ["nginx", "-p", self.work, "-e", self.work / "nginx.log", "-c", file])
        for port in self.ports.values():
            self.await_port(port)
        return self

    def __exit__(self, *_):
        for process in [self.nginx, *self.wrappers]:
            process.send_signal(signal.SIGTERM)
            process.wait()
        shutil.rmtree(self.work / "temp")

    def await_port(self, port):
        for _ in range(500):
            try:
                return socket.create_connection(("127.0.0.1", port)).close()
            except ConnectionRefusedError:
                if self.nginx.poll() is not None:
                    break
                time.sleep(0.01)
        raise SystemExit(f"bench: nginx did not start; see {self.work}/nginx.log")


def free_ports(count):
    """Ports nobody listens on now; all held until the last was found, so none comes twice."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports

"""Other web servers than nginx, each started by hand with a configuration of its own.

As CGI they run as the receiver's user, because a CGI program has the rights of its web server. As
proxies they run as www-data, who may connect to the receiver's socket.
"""

import dataclasses
import os
import socket
import subprocess

from .machine import as_user
from .sender import Way
from .waiting import until

RECEIVER = "/usr/local/bin/webhook-cgi"
MODULES = "/usr/lib/apache2/modules"

APACHE = """
ServerRoot {folder}
ServerName hooks.example.org
PidFile {folder}/pid
ErrorLog {folder}/error.log
Listen 127.0.0.1:{port}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
"""

APACHE_CGI = """
LoadModule alias_module {modules}/mod_alias.so
LoadModule cgid_module {modules}/mod_cgid.so
ScriptSock {folder}/cgid.sock
ScriptAlias "/" "{receiver}/"
<Location "/">
  Require all granted
  CGIPassAuth On
</Location>
"""

APACHE_PROXY = """
LoadModule proxy_module {modules}/mod_proxy.so
LoadModule proxy_http_module {modules}/mod_proxy_http.so
ProxyPass "/" "unix:/run/webhook-spool/http.sock|http://webhook-spool/" disablereuse=On
<Location "/">
  Require all granted
</Location>
"""

LIGHTTPD = """
server.document-root = "{folder}"
server.bind = "127.0.0.1"
server.port = {port}
server.errorlog = "{folder}/error.log"
server.upload-dirs = ("{folder}")
"""

LIGHTTPD_CGI = """
server.modules = ("mod_alias", "mod_cgi")
alias.url = ("/" => "{receiver}/")
cgi.assign = ("/webhook-cgi" => "")
"""

LIGHTTPD_PROXY = """
server.modules = ("mod_proxy")
proxy.server = ("/" => (("host" => "/run/webhook-spool/http.sock")))
"""


@dataclasses.dataclass(frozen=True)
class Host:
    """A web server: the user it has, the words that start it, and its configuration."""

    name: str
    port: int
    user: str
    words: tuple
    config: str
    # What stands in front of a source's path.
    prefix: str = ""
    # Whether a chunked body reaches the receiver; else it is told of no body at all.
    takes_chunked: bool = True
    # Whether X_Y is kept from passing for X-Y.
    tells_underscores: bool = True
    # Whether the receiver is told of a PUT's body; else the host closes while it still comes.
    tells_length_of_put: bool = True

    def start(self, folder):
        """Starts the server in the foreground and returns its process once it listens."""
        place = folder / self.name
        place.mkdir()
        self.prepare(place)
        values = {
            "folder": place, "port": self.port, "receiver": RECEIVER, "modules": MODULES,
        }
        (place / "server.conf").write_text(self.config.format(**values))
        process = subprocess.Popen(
            ["setpriv", "--reuid", self.user, "--regid", self.user, "--init-groups", "--"]
            + [word.format(**values) for word in self.words],
            stdin=subprocess.DEVNULL, cwd=place, start_new_session=True,
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
        )
        until(lambda: self.listens() or process.poll() is not None, f"{self.name} listens")
        if process.poll() is not None:
            raise AssertionError(f"{self.name} ended with {process.returncode}: {self.log(place)}")
        return process

    def prepare(self, place):
        """Folders that the server's user may use; busybox wants the program below cgi-bin/."""
        cgi = place / "cgi-bin"
        cgi.mkdir()
        (cgi / "webhook-cgi").symlink_to(RECEIVER)
        for folder in (place, cgi):
            os.chown(folder, *ids(self.user))

    def log(self, place):
        path = place / "error.log"
        return path.read_text() if path.exists() else "no log"

    def listens(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def way(self):
        return Way(self.name, self.port)


def ids(user):
    return tuple(int(as_user(user, "id", flag)) for flag in ("-u", "-g"))


APACHE_WORDS = ("apache2", "-d", "{folder}", "-f", "{folder}/server.conf", "-D", "FOREGROUND")
LIGHTTPD_WORDS = ("lighttpd", "-D", "-f", "{folder}/server.conf")
BUSYBOX_WORDS = (
    "busybox", "httpd", "-f", "-p", "127.0.0.1:{port}", "-h", "{folder}",
    "-c", "{folder}/server.conf",
)

HOSTS = (
    Host(
        "apache-cgi", 8091, "webhook-cgi", APACHE_WORDS, APACHE + APACHE_CGI, takes_chunked=False
    ),
    Host(
        "lighttpd-cgi", 8092, "webhook-cgi", LIGHTTPD_WORDS, LIGHTTPD + LIGHTTPD_CGI,
        tells_underscores=False,
    ),
    Host(
        "busybox-cgi", 8093, "webhook-cgi", BUSYBOX_WORDS, "", "/cgi-bin/webhook-cgi",
        takes_chunked=False, tells_length_of_put=False, tells_underscores=False,
    ),
    Host("apache-proxy", 8094, "www-data", APACHE_WORDS, APACHE + APACHE_PROXY),
    Host("lighttpd-proxy", 8095, "www-data", LIGHTTPD_WORDS, LIGHTTPD + LIGHTTPD_PROXY),
)

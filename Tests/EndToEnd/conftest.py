"""Runs the tests inside the testbed, and hands them the installed machine.

    /usr/bin/python3 -m pytest Tests/EndToEnd

as root boots the testbed and runs itself in it again. $DIST names the folder of the two programs
when it is not dist/.
"""

import os
import pathlib
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from harness import machine as system  # noqa: E402
from harness import web  # noqa: E402
from harness.sender import Way  # noqa: E402

WAYS = (
    Way("fcgiwrap", web.FCGI_PORT), Way("unix-socket", web.PROXY_PORT), Way("tcp", web.TCP_PORT),
    Way("per-request", web.PER_REQUEST_PORT),
)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    if "WEBHOOK_SPOOL_TESTBED" in os.environ or config.option.collectonly:
        return None
    testbed = pathlib.Path(__file__).parent / "harness/testbed.sh"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
    arguments = [*config.invocation_params.args]
    return subprocess.call([testbed, "--show", system.DIST, *command, *arguments])


def pytest_report_header():
    return f"programs: {system.DIST}"


@pytest.fixture(scope="session")
def machine():
    """Installed, configured, the sockets listening and nginx running; the runner is not."""
    machine = system.Machine()
    machine.install()
    machine.configure()
    machine.write_routes()
    web.listen_on_tcp()
    web.listen_for_each_request()
    system.systemctl("enable", "--now", "webhook-cgi.socket", "webhook-fcgi.socket")
    system.systemctl("start", web.PER_REQUEST)
    web.start_nginx()
    return machine


@pytest.fixture
def quiet(machine):
    """The machine with the runner stopped and an empty spool: events stay where they arrive."""
    machine.quiet()
    yield machine
    machine.quiet()


@pytest.fixture(params=WAYS, ids=lambda way: way.name)
def way(request):
    return request.param


@pytest.fixture(params=WAYS[:2], ids=lambda way: way.name)
def nginx_way(request):
    return request.param


@pytest.fixture
def fcgi_way():
    return WAYS[0]


@pytest.fixture
def tcp_way():
    """The listener, without a web server."""
    return WAYS[2]


@pytest.fixture
def per_request_way():
    return WAYS[3]


@pytest.fixture(params=WAYS[2:], ids=lambda way: way.name)
def direct_way(request):
    """Without a web server: the listener, and a unit for each request."""
    return request.param

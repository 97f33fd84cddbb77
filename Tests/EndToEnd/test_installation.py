"""What make install leaves, what make uninstall takes, and what systemd and nginx say to it."""

import grp
import pathlib

import pytest

from harness import sender
from harness.machine import CONFIG, OURS, SHARE, UNITS, make, property_of, run, systemctl
from harness.waiting import until
from harness.web import NGINX

SPOOL = pathlib.Path("/var/spool/webhook")


def files_below(root):
    return {str(path.relative_to(root)) for path in root.rglob("*") if not path.is_dir()}


def test_everyone_may_read_and_enter_what_was_installed_with_umask_077(machine):
    for folder in (UNITS, SHARE, pathlib.Path("/usr/local/share/doc/webhook-spool")):
        for path in [folder, *folder.rglob("*")]:
            assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path
    for program in ("webhook-cgi", "spool-runner"):
        assert pathlib.Path("/usr/local/bin", program).stat().st_mode & 0o777 == 0o755
    script = pathlib.Path("/usr/local/lib/webhook-spool/refresh-addresses")
    assert script.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize(
    ("path", "mode", "owner"),
    [
        ("incoming", 0o3770, "webhook-runner:webhook"),
        ("tmp", 0o3770, "webhook-runner:webhook"),
        ("deliveries", 0o2770, "webhook-runner:webhook-cgi"),
        ("journal", 0o2770, "webhook-runner:webhook-cgi"),
        ("state", 0o2770, "webhook-runner:webhook-cgi"),
        ("orders", 0o2770, "webhook-runner:webhook-cgi"),
        ("events", 0o2750, "webhook-runner:webhook"),
        ("tasks", 0o2750, "webhook-runner:webhook"),
        ("rejected", 0o2750, "webhook-runner:webhook"),
        ("/var/lib/webhook-spool", 0o1775, "root:webhook-addresses"),
        ("/etc/webhook-spool/config.json", 0o640, "root:webhook"),
        ("/etc/webhook-spool/routes.d/test.json", 0o640, "root:webhook-runner"),
        ("/etc/webhook-spool/github.secret", 0o400, "webhook-cgi:root"),
    ],
)
def test_owner_and_mode_are_as_documented(machine, path, mode, owner):
    path = SPOOL / path
    assert oct(path.stat().st_mode & 0o7777) == oct(mode)
    assert f"{path.owner()}:{path.group()}" == owner


def test_the_manual_pages_are_found(machine):
    for section, page in (("8", "webhook-cgi"), ("8", "spool-runner"),
                          ("5", "webhook-spool"), ("5", "webhook-journal")):
        path = pathlib.Path(f"/usr/local/share/man/man{section}/{page}.{section}")
        assert path.read_text().startswith(".Dd ")
        assert path.stat().st_mode & 0o777 == 0o644


def test_the_users_are_in_their_groups_and_in_no_other(machine):
    assert set(run("id", "-nG", "webhook-cgi").split()) == {"webhook-cgi", "webhook"}
    runner = set(run("id", "-nG", "webhook-runner").split())
    assert runner == {"webhook-runner", "webhook", "webhook-cgi"}
    assert grp.getgrnam("webhook-runner").gr_mem == []


def test_systemd_has_nothing_to_say_about_our_units(machine):
    units = [*UNITS.glob("webhook-*"), *UNITS.glob("spool-*")]
    assert len(units) == 12
    said = run("systemd-analyze", "verify", *units, check=False)
    assert [line for line in said.splitlines() if any(name in line for name in OURS)] == []


def test_the_examples_of_drop_ins_are_accepted(machine, tmp_path):
    """Each names in its first line where it belongs."""
    examples = sorted((SHARE / "systemd").glob("*.conf"))
    assert examples
    for example in examples:
        target = pathlib.Path(example.read_text().split()[1].rstrip(",:"))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(example.read_text())
        unit = target.parent.name.removesuffix(".d").replace("@.", "@1.")
        said = run("systemd-analyze", "verify", unit, check=False)
        target.unlink()
        assert target.name not in said, said
    systemctl("daemon-reload")


@pytest.mark.parametrize("unit", ["webhook-cgi.service", "webhook-fcgi@.service"])
def test_what_is_paid_for_once_is_confined(machine, unit):
    run("systemd-analyze", "security", "--offline=true", "--threshold=15", "--no-pager",
        UNITS / unit)


def test_the_sample_server_is_accepted_by_nginx_and_serves(quiet):
    certificate = pathlib.Path("/etc/ssl/certs/hooks.example.org.pem")
    key = pathlib.Path("/etc/ssl/private/hooks.example.org.key")
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
        "-subj", "/CN=hooks.example.org", "-keyout", key, "-out", certificate)
    site = NGINX / "sites-enabled/sample"
    site.write_text((SHARE / "nginx/sample-server.conf").read_text())
    try:
        assert "warn" not in run("nginx", "-t")
        systemctl("reload", "nginx")
        request = sender.github(quiet.secrets["github"], sender.push())
        headers = [part for item in request.headers.items() for part in ("-H", ": ".join(item))]
        code = run("curl", "-sk", "--max-time", "20", "-o", "/dev/null", "-w", "%{http_code}",
                   "--retry", "5", "--retry-connrefused", "--data-binary", request.body.decode(),
                   *headers, f"https://127.0.0.1{request.path}")
        assert code == "200"
    finally:
        site.unlink()
        systemctl("reload", "nginx")


def test_four_instances_of_fcgiwrap_answer_and_one_that_is_killed_comes_back(quiet, fcgi_way):
    assert fcgi_way.send(sender.github(quiet.secrets["github"], sender.push())).status == 200
    services = [f"webhook-fcgi@{number}.service" for number in range(1, 5)]
    for service in services:
        until(lambda unit=service: property_of(unit, "SubState") == "running", f"{service} runs")
    old = property_of(services[2], "MainPID")
    systemctl("kill", "-s", "KILL", services[2])
    until(
        lambda: property_of(services[2], "SubState") == "running"
        and property_of(services[2], "MainPID") != old,
        "the killed instance came back",
    )


def test_a_second_install_keeps_the_configuration(machine):
    before = CONFIG.read_text()
    make("install")
    assert CONFIG.read_text() == before


def test_install_and_uninstall_take_away_the_retired_unit(machine, tmp_path):
    units = tmp_path / "usr/local/lib/systemd/system"
    units.mkdir(parents=True)
    for target in ("install", "uninstall"):
        (units / "webhook-cgi@.service").write_text("of 0.1.0")
        make(target, f"DESTDIR={tmp_path}")
        assert not (units / "webhook-cgi@.service").exists()


def test_a_staged_install_writes_nothing_outside_and_knows_its_prefix(machine, tmp_path):
    make("install", f"DESTDIR={tmp_path}", "PREFIX=/usr")
    service = (tmp_path / "usr/lib/systemd/system/spool-runner.service").read_text()
    assert "ExecStart=/usr/bin/spool-runner run --wait\n" in service
    for path in tmp_path.rglob("*"):
        # Programs and documents may speak of other places.
        if path.is_file() and not {"bin", "doc"} & set(path.parts):
            assert b"/usr/local/" not in path.read_bytes(), path
    elsewhere = tmp_path / "elsewhere"
    make("install", f"DESTDIR={elsewhere}", "PREFIX=/opt/webhook")
    assert (elsewhere / "etc/systemd/system/spool-runner.path").exists()


def test_uninstall_takes_what_install_made_and_leaves_the_operators_files(machine, tmp_path):
    (tmp_path / "etc/webhook-spool").mkdir(parents=True)
    (tmp_path / "etc/webhook-spool/github.secret").write_text("mine")
    (tmp_path / "usr/local/bin").mkdir(parents=True)
    (tmp_path / "usr/local/bin/other").write_text("another's")
    make("install", f"DESTDIR={tmp_path}")
    assert len(files_below(tmp_path)) > 15
    make("uninstall", f"DESTDIR={tmp_path}")
    assert files_below(tmp_path) == {
        "etc/webhook-spool/config.json", "etc/webhook-spool/github.secret", "usr/local/bin/other"
    }
    assert not (tmp_path / "usr/local/share/webhook-spool").exists()


def test_install_refuses_when_a_program_is_missing(machine, tmp_path):
    said = make("install", f"DESTDIR={tmp_path}", "DIST=/nonexistent", check=False)
    assert "make release" in said
    assert files_below(tmp_path) == set()


def test_the_receiver_finds_no_fault_with_what_was_installed(machine):
    run("systemd-run", "-q", "--wait", "--pipe", "-p", "User=webhook-cgi",
        "-p", "LoadCredential=webhook:/etc/webhook-spool/credentials/receiver",
        "/usr/local/bin/webhook-cgi", "--check")

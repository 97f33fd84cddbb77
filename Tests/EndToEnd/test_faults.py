"""What is left of a fault of the receiver itself: a line, and the signal."""

import platform
import signal
import subprocess

from harness.machine import DIST

TRAP = signal.SIGTRAP if platform.machine() == "aarch64" else signal.SIGILL


def test_a_fault_is_said_and_ends_the_program_by_its_signal():
    command = [DIST / "webhook-cgi", "--listen", "127.0.0.1:0"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as program:
        assert "listening" in program.stdout.readline()
        # The one that the compiler ends a program with.
        program.send_signal(TRAP)
        assert program.stderr.read() == (
            f"webhook-cgi: ended by signal {TRAP.value}, a fault of this program: "
            "please report it\n"
        )
        assert program.wait() == -TRAP

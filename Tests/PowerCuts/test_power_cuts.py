"""A small number of real power cuts; `make power` makes more."""

import pathlib
import subprocess
import sys

PROGRAM = pathlib.Path(__file__).with_name("power_cuts.py")


def test_cuts_of_each_file_system_lose_nothing_and_the_control_does():
    done = subprocess.run(
        [sys.executable, PROGRAM, "--cuts", "2"], stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, timeout=600, check=False,
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[-1].startswith("45 cuts")

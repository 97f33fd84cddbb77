"""The first thing a newcomer types."""

import os
import pathlib
import re
import subprocess

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]


def test_the_demo_shows_a_delivery_from_end_to_end_and_leaves_nothing(tmp_path):
    # `make demo` is this script behind a build; the programs are built already.
    result = subprocess.run(
        [REPOSITORY / "scripts/demo.sh"], text=True, capture_output=True, timeout=60,
        env={"PATH": os.environ["PATH"], "TMPDIR": str(tmp_path)},
    )
    assert result.returncode == 0, result.stderr
    assert re.findall(r"<- (\d+)$", result.stdout, re.M) == ["200", "401", "409"]
    assert "refs/tags/simple-tag was pushed to Codertocat/Hello-World" in result.stdout
    assert "refs/heads/dropped was pushed to by/hand" in result.stdout
    assert len(re.findall(r"^tasks/done/", result.stdout, re.M)) == 2
    assert "run --watch" in result.stdout
    assert list(tmp_path.iterdir()) == []
    listeners = subprocess.run(["pgrep", "-f", "webhook-cgi --listen 127"], capture_output=True)
    assert listeners.returncode == 1, "the listener is gone"

"""Damaged requests to the built receiver, the same ones each time; `make fuzz` makes others."""

from harness.damage import Damage
from harness.machine import DIST

SEED = 1
ROUNDS = 3000


def test_every_damaged_request_gets_one_answer_and_nothing_unsigned_is_stored(tmp_path):
    damage = Damage(tmp_path / "damage", DIST / "webhook-cgi")
    damage.run(SEED, ROUNDS)
    # Both sides were reached, or the run would mean nothing.
    assert all(damage.verdicts[status] > ROUNDS / 50 for status in (200, 400, 401)), damage.verdicts

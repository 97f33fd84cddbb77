"""One request of each way in costs no more than was recorded: ceilings.json.

Instructions, page faults and system calls, because they are the same on a busy machine.
"""

import contextlib

import pytest

from harness.ceilings import RECORD, complaints, load, measure, variant
from harness.cost import Cost
from harness.machine import DIST

WAYS = ("cgi", "http", "listener")


@pytest.fixture(scope="module")
def cost():
    with contextlib.closing(Cost(DIST / "webhook-cgi")) as cost:
        yield cost


@pytest.mark.parametrize("way", WAYS)
def test_a_request_costs_no_more_than_its_ceilings(cost, way):
    name = variant(DIST / "webhook-cgi")
    ceilings = load().get(name, {}).get(way)
    assert ceilings, f"no ceilings for {way} of {name}; record them: {RECORD}"
    assert complaints(measure(cost, way), ceilings) == []


@pytest.mark.parametrize("figure, words", [
    (90, []), (100, []), (101, ["101 calls are more than 100"]),
    (89, ["89 calls are far less than 100"]),
])
def test_a_figure_is_held_against_its_ceiling_from_both_sides(figure, words):
    found = complaints({"calls": figure}, {"calls": 100})
    assert [text.split(":")[0] for text in found] == words

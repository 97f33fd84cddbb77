"""Thousands of damaged requests on connections to the listener: each gets one answer, or none to
nothing.

$RAW_REQUESTS says how many; `make raw` sends 30,000.
"""

import base64
import collections
import concurrent.futures
import json
import os

from harness.machine import journal, property_of, receivers
from harness.mutation import HTTP_WORDS, Mutator
from harness.waiting import until
from test_parsers import HTTP_SAMPLES, REQUESTS, exchange

ROUNDS = int(os.environ.get("RAW_REQUESTS", "3000"))
SENDERS = 6
SEED = 7


def answers_in(output):
    """The statuses of all answers on a connection, interim ones left out."""
    statuses = []
    while output:
        head, end, output = output.partition(b"\r\n\r\n")
        assert end and head.startswith(b"HTTP/1.1 "), head
        status = int(head.split()[1])
        if status == 100:
            continue
        statuses.append(status)
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
        length = int(fields[b"content-length"])
        # The answer to HEAD has no body.
        assert len(output) in (0, length), output
        output = output[length:]
    return statuses


def test_every_damaged_request_gets_one_answer(quiet, tcp_way):
    samples = REQUESTS * 6 + [
        base64.b64decode(json.loads(line)["input"]["raw_b64"])
        for line in HTTP_SAMPLES.read_text().splitlines()
    ]
    mutator = Mutator(SEED, samples, HTTP_WORDS)
    requests = [mutator.next() for _ in range(ROUNDS)]
    died = journal("-t", "webhook-cgi", "--grep", "ended by signal").count("\n")
    verdicts = collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(SENDERS) as pool:
        for raw, output in zip(requests, pool.map(lambda raw: exchange(tcp_way.port, raw), requests)):
            statuses = answers_in(output)
            said_something = raw not in (b"", b"\r\n")
            assert len(statuses) == said_something, (raw, output)
            verdicts.update(statuses)
    print(f"{ROUNDS} requests: {dict(verdicts)}")
    assert verdicts[400] > ROUNDS / 10 and verdicts[401] > ROUNDS / 10, verdicts
    until(lambda: not receivers(), "every process ended")
    assert property_of("webhook-cgi.socket", "ActiveState") == "active"
    assert journal("-t", "webhook-cgi", "--grep", "ended by signal").count("\n") == died

"""Waiting for a fact, never for a time."""

import time


def until(condition, what, limit=15.0):
    """Polls until `condition()` is truthy and returns its value.

    An AssertionError that says `what` did not happen ends it after `limit` seconds. The limit is
    far above what is expected: it only bounds a failure, on a busy machine too.
    """
    end = time.monotonic() + limit
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"not within {limit:g} s: {what}")
        time.sleep(0.02)

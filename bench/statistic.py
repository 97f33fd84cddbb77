"""Medians of turns, and ratios of turns that stood beside each other."""

import statistics


def medians(figures):
    return {key: statistics.median(each[key] for each in figures) for key in figures[0]}


def summary(found, base):
    """The medians of each contender, and under "ratios" those to the base, round by round.

    A ratio is taken of the two turns of one round, which had the same minute of the machine; of the
    ratios there are the lower quartile, the median and the upper quartile.
    """
    return {
        name: {**medians(turns), "ratios": ratios(turns, found[base])}
        for name, turns in found.items()
    }


def ratios(turns, base):
    return {
        key: quartiles([turn[key] / other[key] for turn, other in zip(turns, base) if other[key]])
        for key in turns[0]
    }


def quartiles(values):
    if len(values) < 2:
        return [values[0]] * 3 if values else None
    return statistics.quantiles(values, n=4, method="inclusive")

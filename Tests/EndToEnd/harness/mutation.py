"""Damages samples at random, the same way for the same seed."""

import random

ANY_FORMAT = [bytes([value]) for value in b"\x00\x09\x0a\x0b\x0d\x20\x7f\x80\xc3\xff\"\\%_-+0/"]


class Mutator:
    def __init__(self, seed, samples, words):
        self.random = random.Random(seed)
        self.samples = samples
        self.words = [*words, *ANY_FORMAT]

    def next(self):
        """One of the samples, most often changed in one to three places."""
        value = self.random.choice(self.samples)
        for _ in range(self.random.randrange(4)):
            value = self.change(value)
        return value

    def change(self, value):
        start = self.random.randrange(len(value) + 1)
        end = min(len(value), start + 1 + self.random.randrange(20))
        word = self.random.choice(self.words)
        match self.random.randrange(9):
            case 0: return value[:start] + value[start + 1:]
            case 1: return value[:start] + value[end:]
            case 2 | 3: return value[:start] + word + value[start:]
            case 4: return value[:start] + word + value[start + len(word):]
            case 5: return value[:start] + self.flipped(value[start:start + 1]) + value[start + 1:]
            case 6: return value[:start] + value[start:end] + value[start:]
            case 7: return self.copy_line(value)
            case _: return self.splice(value, start)

    def flipped(self, value):
        return bytes(byte ^ 1 << self.random.randrange(8) for byte in value)

    def copy_line(self, value):
        lines = value.splitlines(keepends=True) or [b""]
        line = self.random.choice(lines)
        lines.insert(self.random.randrange(len(lines) + 1), line)
        return b"".join(lines)

    def splice(self, value, start):
        other = self.random.choice(self.samples)
        return value[:start] + other[self.random.randrange(len(other) + 1):]

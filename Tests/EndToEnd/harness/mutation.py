"""Damages samples at random, the same way for the same seed."""

import random

ANY_FORMAT = [bytes([value]) for value in b"\x00\x09\x0a\x0b\x0d\x20\x7f\x80\xc3\xff\"\\%_-+0/"]

HTTP_WORDS = [
    b"\r\n", b"\r\n\r\n", b"\r\n ", b"0\r\n\r\n", b": ", b", ", b";", b"Content-Length: 25\r\n",
    b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n", b"chunked", b"identity, ", b"gzip",
    b"Host: b\r\n", b"Host : c\r\n", b"HTTP/1.0", b"Expect: 100-continue\r\n", b"X_Y: z\r\n",
    b"http://", b"#", b"?", b"%00", b"00000000", b"ffffffffffffffff", b"0x", b"+", b"*", b"@",
    b"Connection: Upgrade\r\nUpgrade: h2c\r\n", b"Connection: close\r\n", b"PRI * HTTP/2.0",
]
JSON_WORDS = [
    b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\u", b"\\ud800", b"\\", b"true", b"null", b"1e400",
    b"NaN", b"Infinity", b"-", b".5", b"01", b'"a":', b"//", b"/**/", b"\xef\xbb\xbf",
    b"\xed\xa0\x80", b"\xc0\xaf", b"\x1f", b"\n", b"'",
]


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

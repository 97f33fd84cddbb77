"""Damaged requests to the built receiver, as CGI and as HTTP on standard input.

What holds of every one: the program ends by itself, in time, with exactly one answer; and what it
stores is what it says it accepted, with a body that its sender signed. Another build of the same
sources answers alike.
"""

import base64
import collections
import json
import pathlib
import random
import subprocess
import urllib.parse

from .mutation import HTTP_WORDS, JSON_WORDS, Mutator
from .sender import Request
from .senders import SENDERS, Sender
from .spool import Spool, read

# With a second more for an answer to whoever was slow, and some for a busy machine.
DEADLINE = 5
LIMIT = DEADLINE + 15
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
VARIABLES = [
    (b"CONTENT_LENGTH", b"0"), (b"CONTENT_LENGTH", b"18446744073709551616"),
    (b"CONTENT_LENGTH", b"-1"), (b"CONTENT_LENGTH", b""), (b"CONTENT_TYPE", b""),
    (b"CONTENT_TYPE", b"application/x-www-form-urlencoded"), (b"HTTP_CONTENT_LENGTH", b"1"),
    (b"HTTP_EXPECT", b"100-continue"), (b"HTTP_TRANSFER_ENCODING", b"chunked"),
    (b"HTTP_X_FORWARDED_FOR", b"::1, 192.0.2.1"), (b"HTTP_", b"x"), (b"HTTPS", b"on"),
    (b"PATH_INFO", b""), (b"QUERY_STRING", b"a=%00"), (b"REMOTE_ADDR", b""),
    (b"REMOTE_ADDR", b"::ffff:192.0.2.7"), (b"REQUEST_METHOD", b"GET"),
    (b"REQUEST_METHOD", b"HEAD"), (b"SCRIPT_NAME", b"/senders"), (b"SERVER_PROTOCOL", b"HTTP/0.9"),
]
# It says that this is CGI, and comes from no client.
FIXED = b"GATEWAY_INTERFACE"


class Wrong(Exception):
    """What does not hold of one damaged request."""


class FormSender(Sender):
    """GitHub's other way: the payload is a field of a form."""

    def request(self, secret=None, late=0):
        plain = super().request(secret, late)
        body = b"payload=" + urllib.parse.quote_plus(plain.body).encode()
        headers = {
            **plain.headers, "Content-Type": "application/x-www-form-urlencoded",
            **self.sign(self.secret, body, 0),
        }
        return Request(plain.path, headers, body)


EVERY_SENDER = [
    *SENDERS, FormSender("form", "github", SENDERS[0].sign, SENDERS[0].headers),
]


class Damage:
    """A configuration with a source for every kind of sender, and the program that reads it.

    `twin` is the same of another program, which is asked too.
    """

    def __init__(self, folder, program, twin=None):
        self.folder = pathlib.Path(folder)
        self.program = str(program)
        self.spool = Spool(self.folder / "spool")
        self.spool.path.mkdir(parents=True)
        for sender in EVERY_SENDER:
            (self.folder / f"{sender.name}.secret").write_text(sender.secret)
        self.config = self.folder / "config.json"
        self.config.write_text(json.dumps({
            "spool": str(self.spool.path), "keep_free": 0, "deadline": f"{DEADLINE}s",
            "sources": {sender.name: sender.source(self.folder) for sender in EVERY_SENDER},
        }))
        self.twin = twin
        # Of each source the bodies that were signed.
        self.signed = twin.signed if twin else collections.defaultdict(set)
        self.verdicts = collections.Counter()

    def run(self, seed, rounds):
        """Raises Wrong with all that is needed to see it again."""
        chance = random.Random(seed)
        samples = [self.raw(sender, chance)[0] for sender in EVERY_SENDER]
        mutator = Mutator(seed, samples, HTTP_WORDS + JSON_WORDS)
        for number in range(rounds):
            sender = chance.choice(EVERY_SENDER)
            is_http = chance.randrange(2) == 0
            make = self.raw if is_http else self.variables
            data, environment = make(sender, chance)
            for _ in range(chance.randrange(4)):
                if is_http or chance.randrange(3) == 0:
                    data = mutator.change(data)
                else:
                    environment = self.changed(environment, mutator, chance)
            try:
                answer = self.check(data, environment, is_http)
                if self.twin and (other := self.twin.check(data, environment, is_http)) != answer:
                    raise Wrong(f"answered with {answer}, by the other program with {other}")
            except Wrong as wrong:
                shown = {name.decode("latin-1"): value.decode("latin-1")
                         for name, value in environment.items()}
                raise Wrong(
                    f"receiver FUZZ_SEED={seed}, round {number}: {wrong}\n"
                    f"variables: {json.dumps(shown)}\nbase64: {base64.b64encode(data).decode()}"
                ) from None

    def fresh(self, sender):
        request = sender.request()
        self.signed[sender.name].add(request.body)
        return request

    def raw(self, sender, chance):
        """A delivery as HTTP, and the variables that go with it."""
        request = self.fresh(sender)
        body = request.body
        match chance.randrange(3):
            case 0:
                cut = chance.randrange(1, len(body))
                pieces = [body[:cut], body[cut:]]
                chunks = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
                head = request.head(more=["Transfer-Encoding: chunked"])
                data = head + chunks + b"0\r\n\r\n"
            case 1:
                data = request.head(length=len(body), more=["Expect: 100-continue"]) + body
            case _:
                data = request.head(length=len(body)) + body
        return data, {b"REMOTE_ADDR": b"192.0.2.7"}

    def variables(self, sender, _chance):
        """A delivery as a web server hands it to a CGI program."""
        request = self.fresh(sender)
        environment = {
            b"GATEWAY_INTERFACE": b"CGI/1.1", b"REQUEST_METHOD": b"POST",
            b"PATH_INFO": request.path.encode(),
            b"CONTENT_LENGTH": str(len(request.body)).encode(), b"REMOTE_ADDR": b"192.0.2.7",
            b"SERVER_PROTOCOL": b"HTTP/1.1", b"SCRIPT_NAME": b"",
        }
        for name, value in request.headers.items():
            plain = name.upper().replace("-", "_")
            name = plain if plain == "CONTENT_TYPE" else f"HTTP_{plain}"
            environment[name.encode()] = value.encode()
        return request.body, environment

    @staticmethod
    def changed(environment, mutator, chance):
        environment = dict(environment)
        name, other = chance.sample([name for name in environment if name != FIXED], 2)
        match chance.randrange(6):
            case 0: del environment[name]
            case 1:
                new = mutator.change(name).translate(None, b"\0=")
                if new and new != FIXED: environment[new] = environment.pop(name)
            case 2: environment[name], environment[other] = environment[other], environment[name]
            case 3: environment.update([chance.choice(VARIABLES)])
            case _: environment[name] = mutator.change(environment[name]).translate(None, b"\0")
        return environment

    def check(self, data, environment, is_http):
        """Status and JSON of the answer, without what is another for each request."""
        environment = {**environment, b"WEBHOOK_CONFIG": str(self.config).encode()}
        try:
            done = subprocess.run(
                [self.program], env=environment, input=data, capture_output=True, timeout=LIMIT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Wrong(f"still running after {LIMIT} s") from None
        if done.returncode != 0:
            raise Wrong(f"ended with {done.returncode}: {done.stderr!r}")
        # A connection on which nothing was sent gets no answer.
        if is_http and data.strip(b"\r\n") == b"" == done.stdout:
            status, said = 0, {}
        else:
            status, said = self.answer(done.stdout, is_http)
        self.verdicts[status] += 1
        accepted = said.get("event_id") if said.get("status") == "accepted" else None
        self.check_stored(accepted)
        ids = ("event_id", "correlation_id")
        return status, {key: value for key, value in said.items() if key not in ids}

    @staticmethod
    def answer(output, is_http):
        """Status and JSON of the only answer."""
        if is_http:
            output = output.removeprefix(CONTINUE)
        head, mark, body = output.partition(b"\r\n\r\n")
        first, *fields = head.split(b"\r\n")
        words = first.split(b" ", 2)
        if not mark or words[0] != (b"HTTP/1.1" if is_http else b"Status:"):
            raise Wrong(f"no answer: {output!r}")
        if any(byte < 0x20 and byte != 9 or byte == 0x7f for line in (first, *fields)
               for byte in line):
            raise Wrong(f"a control character in the answer's head: {output!r}")
        values = dict(field.lower().split(b": ", 1) for field in fields)
        length = int(values.get(b"content-length", b"0"))
        if body and len(body) != length:
            raise Wrong(f"more or less than one answer: {output!r}")
        is_json = values.get(b"content-type") == b"application/json"
        return int(words[1]), json.loads(body) if body and is_json else {}

    def check_stored(self, accepted):
        """What is in the spool is what was accepted, and is its sender's; it is removed then."""
        if list(self.spool.path.glob("tmp/*")):
            raise Wrong("a draft was left")
        paths = self.spool.incoming()
        names = [path.name.split(".")[0] for path in paths]
        if names != ([accepted] if accepted else []):
            raise Wrong(f"said to be accepted: {accepted}, stored: {names}")
        for path in paths:
            event = read(path)
            sender = next(one for one in EVERY_SENDER if one.name == event["source"])
            if sender.signs_body and not self.is_signed(sender, event, path.read_bytes()):
                raise Wrong(f"nobody signed the body of {path.read_bytes()!r}")
            path.unlink()

    def is_signed(self, sender, event, whole):
        if "body_base64" in event:
            return base64.b64decode(event["body_base64"]) in self.signed[sender.name]
        return any(b',"payload":%s,"event":' % body in whole for body in self.signed[sender.name])

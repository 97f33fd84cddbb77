"""The examples of configuration in the documents, as they stand there."""

import dataclasses
import json
import re

from .machine import CHECKOUT

PAGES = (
    "README.md", "docs/*.md", "docs/decisions/*.md", "docs/man/*", "deploy/*.json",
    "examples/*/config.json",
)
SOURCE_KEYS = {"hmac", "rate", "secret", "require"}


@dataclasses.dataclass(frozen=True)
class Example:
    """`page` is relative to the checkout, `line` is where the text begins."""

    page: str
    line: int
    text: str

    @property
    def name(self):
        return f"{self.page}:{self.line}"

    @property
    def value(self):
        """Of a part of an object the object, as if nothing else stood in it."""
        text = plain(self.text).strip().rstrip(",")
        return json.loads(text if text.startswith("{") else f"{{{text}}}")

    @property
    def kind(self):
        """What the text is an example of; None for something else than configuration."""
        members = self.value
        if "sources" in members:
            return "config"
        if "routes" in members:
            return "routes"
        if all(isinstance(one, dict) and "scheme" in one for one in members.values()):
            return "sources"
        if set(members) <= SOURCE_KEYS:
            return "keys of a source"
        return None

    def files(self, key="secret"):
        """The files that it names: secrets, or with `addresses` lists."""
        found = []

        def look(value, below):
            if isinstance(value, dict):
                if below and "file" in value:
                    found.append(value["file"])
                for name, member in value.items():
                    look(member, below or name in (key, f"{key}s"))
            elif isinstance(value, list):
                for member in value:
                    look(member, below)

        look(self.value, False)
        return found

    def programs(self):
        return [step["run"][0] for route in self.value["routes"] for step in route["steps"]]


def plain(text):
    """JSON without the comments and trailing commas that the files may have."""
    token = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/', re.S)
    text = token.sub(lambda match: match[0] if match[0][0] == '"' else " ", text)
    return re.sub(r",(\s*[}\]])", r"\1", text)


def blocks(path):
    """(offset, text) of what stands apart from the prose."""
    text = path.read_text()
    if path.suffix == ".json":
        return [(0, text)]
    form = (r"^ *```\w*\n(.*?)^ *```$" if path.suffix == ".md"
            else r"^\.Bd -literal[^\n]*\n(.*?)^\.Ed$")
    return [(found.start(1), found[1]) for found in re.finditer(form, text, re.S | re.M)]


def examples():
    """Every block that begins as JSON does."""
    found = []
    for pattern in PAGES:
        for path in sorted(CHECKOUT.glob(pattern)):
            for offset, text in blocks(path):
                if re.match(r'\s*(//[^\n]*\s*)*["{]', text):
                    line = path.read_text().count("\n", 0, offset) + 1
                    found.append(Example(str(path.relative_to(CHECKOUT)), line, text))
    return found


def of_kind(*kinds):
    return [example for example in examples() if example.kind in kinds]

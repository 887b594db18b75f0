"""docs/reference/settings.md is what the template of the settings says. AUDIONEWS_GOLDEN=write writes it anew."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from audionews.settings import template

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "settings.md"
INTRO = """# The settings

Made from the file that `audionews init` writes. All settings are in `audionews.toml`; every key may be left out. A
wrong key or value ends the program with exit code 78, before anything is built: the message names the file and the key,
and what to write. Addresses with Arabic letters are stored as they are sent: a host as punycode (`xn--...`), the rest
with percent signs.
"""
KEY = re.compile(r"(?P<key>[a-z_]+) = (?P<default>.*?)(?:\s+#\s(?P<comment>.*))?")


def lines() -> Iterator[str]:
    """Yield the lines of the page."""
    yield INTRO
    yield TABLE
    comment: list[str] = []
    for line in template().splitlines()[2:]:
        if line.startswith("["):
            yield f"\n## `{line}`\n"
            yield from ([f"{' '.join(comment)}\n"] if comment else [])
            yield from ([TABLE] if line != "[shows]" else [])
            comment = []
        elif match := KEY.fullmatch(line):
            said = " ".join(filter(None, [*comment, match["comment"]])).replace("|", "\\|")
            yield f"| `{match['key']}` | `{match['default']}` | {said} |"
            comment = []
        elif line.startswith("# "):
            comment.append(line[2:])
        elif comment and not line:
            comment = []


TABLE = "| key | default | meaning |\n| --- | --- | --- |"


def test_the_reference_is_what_the_template_says() -> None:
    made = "\n".join(lines()) + "\n"
    if os.environ.get("AUDIONEWS_GOLDEN") == "write":
        PAGE.write_text(made, "utf-8")
    assert PAGE.read_text("utf-8") == made


def test_every_key_of_the_template_has_its_row() -> None:
    keys = [match["key"] for line in template().splitlines() if (match := KEY.fullmatch(line))]
    page = "\n".join(lines())
    assert len(keys) > 40
    assert all(f"| `{key}` | " in page for key in keys)

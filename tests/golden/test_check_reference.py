"""docs/reference/check.md is the table of the rules. AUDIONEWS_GOLDEN=write writes it anew."""

import os
from collections.abc import Iterator
from pathlib import Path

from audionews.lint.rules import rules

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "check.md"
INTRO = """# What `audionews check` finds

Made from the table of the rules, `src/audionews/lint/rules.tsv`.

`audionews check DIR` reads the feeds in a folder, every file that they name, and the pages of the show. It reads
regular files inside the folder only: what a path, a percent-encoded path or a symbolic link leads to outside is a
finding, and so is a pipe, a device or a file of more than 32 MiB, sounds aside. A damaged file is a finding, and the
rest of the report follows. Of many findings of one rule in one file, the first three are told, and how many are left.

`audionews check URL` asks servers as podcast apps ask: HEAD, a byte range of each sound, the media types, whether
players on other sites may read transcripts and chapters, redirects and certificates. A server that refuses one file, or
does not answer, is a finding; after two failures a host is not asked again. What it does wrong with many files is told
once, with their number. A feed must be at the address that it gives as its own, or the same bytes must be there. An
address of a private network that a feed of the public web names is not asked.

Each finding has the file, the place in it, what is wrong, and what to do; `--json` prints them as objects with `level`,
`rule`, `where`, `place`, `what`, `source` and `remedy`. An error costs listeners or breaks a requirement, a warning
breaks a recommendation. The exit code is 1 if there are errors, 0 if only warnings or nothing, 2 if there is no feed,
75 if its server cannot be reached.
"""


def lines() -> Iterator[str]:
    """Yield the lines of the page."""
    yield INTRO
    for title, level in (("Errors", "error"), ("Warnings", "warning")):
        yield f"## {title}\n\n| rule | what is asked | by | what to do |\n| --- | --- | --- | --- |"
        for name, rule in sorted(rules().items()):
            if rule.level == level:
                yield f"| `{name}` | {cell(rule.asks)} | {cell(rule.source)} | {cell(rule.remedy)} |"
        yield ""


def cell(text: str) -> str:
    """Return a text as it stands in a cell of a table."""
    return text.replace("<", "&lt;").replace("|", "\\|")


def test_the_reference_is_the_table() -> None:
    page = "\n".join(lines())
    if os.environ.get("AUDIONEWS_GOLDEN") == "write":
        PAGE.write_text(page, "utf-8")
    assert PAGE.read_text("utf-8") == page

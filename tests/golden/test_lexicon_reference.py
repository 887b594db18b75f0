"""docs/reference/lexicon.md is made from the lexicon that ships. AUDIONEWS_GOLDEN=write writes it anew."""

import dataclasses
import tomllib
from pathlib import Path

import pytest
from tests.reference_pages import cell, entries, matches, sections

from audionews.arabic.lexicon import COMMON, Entry, read_entries
from audionews.errors import SettingsError

SHIPPED = tomllib.loads((Path(__file__).parents[2] / "voices" / "lexicon.toml").read_text("utf-8"))
EXAMPLE = """[places]
"بورتسودان" = "بُورْتْسُودَان"
# Without a mark on the last letter, the sentence decides about the ending.
"غزة" = "غَزَّة"

[people]
# With sukun on the last letter, it never changes.
"بايدن" = "بَايْدِنْ"

[words]
# For one engine only.
"هاتف" = { reading = "هَاتِف", engine = "espeak" }
"""
INTRO = f"""# The lexicon file

Made from the program's own descriptions. A show has its lexicon in `lexicon.toml` beside `audionews.toml`; it comes
before the {sum(map(len, SHIPPED.values())):,} entries that ship. `audionews lexicon add` writes it, and
[Keep a lexicon](../how-to/keep-a-lexicon.md) says how to use it.

```toml
{EXAMPLE}```

A table is a kind; its name is yours to choose. An entry is `"written" = "reading"`, or
`"written" = {{ reading = "...", engine = "...", voice = "..." }}`. Written forms have no marks, and one word or more;
marks in them are passed over. Of two entries with one written form the show's own counts, of those one for a voice
before one for an engine before the rest; a longer one comes before a shorter one.

Only entries of the table `{COMMON}` may have the article before them.
"""


def render() -> str:
    """Return the page."""
    said = entries(sections(Entry)["Attributes"])
    lines = [INTRO, "| of an entry | meaning |\n| --- | --- |"]
    lines += [f"| `{field.name}` | {cell(said[field.name])} |" for field in dataclasses.fields(Entry)]
    lines += ["\n## What ships\n", "| table | entries |\n| --- | --- |"]
    lines += [f"| `{name}` | {len(table):,} |" for name, table in SHIPPED.items()]
    return "\n".join(lines) + "\n"


def test_the_reference_is_what_the_lexicon_says() -> None:
    assert matches("lexicon.md", render())


def test_the_example_is_a_lexicon() -> None:
    assert [entry.kind for entry in read_entries(tomllib.loads(EXAMPLE), "x")] == [
        "places",
        "places",
        "people",
        "words",
    ]


def test_other_keys_are_refused() -> None:
    with pytest.raises(SettingsError, match="unknown key"):
        read_entries({"words": {"هاتف": {"reading": "هَاتِف", "note": "x"}}}, "x")

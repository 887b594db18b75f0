"""Sentences and how they must be said: tables of kind, written and spoken."""

from pathlib import Path

from audionews.arabic.letters import strip_marks


def rows_of(table: Path) -> list[tuple[str, str, str]]:
    """Return the rows of a table behind its head."""
    rows = (line.split("\t") for line in table.read_text("utf-8").splitlines()[1:])
    return [(kind, written, spoken) for kind, written, spoken in rows]


def is_said_as(said: str, spoken: str) -> bool:
    """Return whether one of the alternatives is said: the whole, "~" before a part of it, "!" before what must lack."""
    said = _folded(said)
    for one in spoken.split(" || "):
        wanted = _folded(one.lstrip("~!"))
        if wanted in said if one.startswith("~") else wanted not in said if one.startswith("!") else wanted == said:
            return True
    return False


def _folded(text: str) -> str:
    """Leave out what does not count: marks, the old spelling of a hundred, split hundreds."""
    return strip_marks(text).replace("مائ", "مئ").replace(" مئة", "مئة")

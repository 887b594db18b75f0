"""docs/reference/events.md is what the events say of themselves. AUDIONEWS_GOLDEN=write writes it anew."""

import inspect
import os
import typing
from collections.abc import Iterator
from pathlib import Path

from audionews.model import events

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "events.md"
INTRO = """# Events

Made from the program's own descriptions. `audionews build --json`, `publish --json` and `sync` print what happens, one
JSON object a line: `event` is its name, and the other keys are those below. A sync adds `at`, the time, and leaves out
the steps of speaking and uploading. Times are ISO 8601 with their zone, or null. In Python, they are the classes of
`audionews.events`, which a listener gets as its argument.
"""


def kinds() -> Iterator[type[events.Event]]:
    """Yield the kinds of events, in the order in which they are defined."""
    for value in vars(events).values():
        if inspect.isclass(value) and issubclass(value, events.Event) and value is not events.Event:
            yield value


def render() -> str:
    """Return the page."""
    lines = [INTRO]
    for kind in kinds():
        lines.append(f"## {kind.__struct_config__.tag}\n\n{inspect.cleandoc(kind.__doc__ or '').replace('``', '`')}\n")
        hints = typing.get_type_hints(kind)
        rows = [f"| `{name}` | {named(hints[name])} |" for name in kind.__struct_fields__]
        lines.append("\n".join(["| key | value |", "| --- | --- |", *rows, ""]))
    return "\n".join(lines)


def named(kind: object) -> str:
    """Return a type in words."""
    words = {
        "str": "text",
        "int": "whole number",
        "float": "number",
        "bool": "true or false",
        "float | None": "number, or null",
    }
    name = kind.__name__ if isinstance(kind, type) else str(kind)
    return words.get(name, "time" if "datetime" in name else name)


def test_the_reference_is_what_the_events_say() -> None:
    if os.environ.get("AUDIONEWS_GOLDEN") == "write":
        PAGE.write_text(render(), "utf-8")
    assert PAGE.read_text("utf-8") == render()


def test_every_event_says_what_has_happened() -> None:
    assert len(list(kinds())) > 20
    assert all(len((kind.__doc__ or "").split()) > 3 for kind in kinds())

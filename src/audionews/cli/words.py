"""Formats text for the terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from audionews.errors import AudionewsError


_STDIN = re.compile(r"-(?=[: ]|$)")


def one_line(text: str) -> str:
    """Return the text in one line without control characters, because file names and headlines may be hostile."""
    return "".join(char if char.isprintable() else " " for char in text).strip()


def message(text: str) -> str:
    """Return a message about an input in one line; "-" at its beginning is standard input.

    >>> message("-: new"), message("-.txt: new")
    ('standard input: new', '-.txt: new')
    """
    return one_line(_STDIN.sub("standard input", text, count=1) if _STDIN.match(text) else text)


def counted(number: int, noun: str) -> str:
    """Return the number with the English noun in its form: 1 episode, 2 episodes."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def error_lines(what: str, remedy: str) -> str:
    """Return an error as the program prints it: what happened, and what to do."""
    return f"audionews: {one_line(what)}\n  try: {one_line(remedy)}"


def failure_lines(source: str, what: str, remedy: str) -> str:
    """Return the error of one of several articles as the program prints it; it names the article once."""
    is_named = what.startswith(f"{source} ") if source == "-" else source.partition("#")[0] in what
    return error_lines(message(what if is_named else f"{source}: {what}"), remedy)


def wants_tracebacks(arguments: Iterable[str]) -> bool:
    """Return whether -v is given twice, in whatever form.

    >>> wants_tracebacks(["build", "-qvv"]), wants_tracebacks(["-v", "build", "--verbose"]), wants_tracebacks(["-v"])
    (True, True, False)
    """
    forms = (each for each in arguments if each == "--verbose" or re.fullmatch("-[qv]+", each))
    return sum(1 if each == "--verbose" else each.count("v") for each in forms) > 1


def print_tracebacks(errors: Iterable[AudionewsError]) -> None:
    """Print the tracebacks of errors that were reported, if the user wants them (-vv)."""
    import traceback

    import click

    if click.get_current_context().obj:
        for error in errors:
            traceback.print_exception(error)


def json_line(value: object) -> str:
    """Return a value of the model as JSON in one line."""
    import msgspec

    return msgspec.json.encode(value).decode()

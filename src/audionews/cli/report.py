"""Prints the events of a build, for a person or for a program."""

from __future__ import annotations

import sys
from functools import singledispatchmethod
from shlex import quote
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from audionews.cli.group import is_quiet, is_verbose
from audionews.cli.streams import CLEAR
from audionews.cli.words import counted, error_lines, failure_lines, json_line, message, one_line
from audionews.model import events
from audionews.model.times import whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from audionews.app import Result
    from audionews.errors import AudionewsError
    from audionews.model.events import Event

_WIDTH = 24  # columns of the bar


class JsonReport:
    """Prints every event as a JSON object on a line of stdout."""

    def __call__(self, event: Event) -> None:
        """Print the event."""
        click.echo(json_line(event))


class Report:
    """Prints results to stdout, one path per line, and messages to stderr; a progress bar only on a terminal.

    With -q only results and errors; with -v a message for every step.
    """

    def __init__(self) -> None:
        self._words = not is_quiet()
        self._verbose = is_verbose()
        self._bar = self._words and sys.stderr.isatty()

    @singledispatchmethod
    def __call__(self, event: Event) -> None:
        """Print the event."""

    @__call__.register
    def _(self, event: events.Noticed) -> None:
        self._clear()
        self._say(event.text)

    @__call__.register
    def _(self, event: events.ArticleRead) -> None:
        if self._verbose:
            self._say(f"{event.source}: {event.headline}")
        if event.notable:
            what = f"{event.unspoken:.0%} of the characters, and lines of up to {event.longest}, are not spoken"
            self._say(f"{event.source}: {what}; to see why: audionews inspect {quote(event.name)}")

    @__call__.register
    def _(self, event: events.ScriptWritten) -> None:
        if self._verbose:
            self._say(f"{event.source}: {event.lines} lines, {event.characters} characters")

    @__call__.register
    def _(self, event: events.BuildPlanned) -> None:
        what = f"{event.missing} of {event.lines} lines to speak, {event.characters} characters"
        if not self._verbose:
            self._say(f"{event.source}: {event.headline}")
        click.echo(message(f"{event.source}: {event.change}, {what}{_cost(event.cost)}{_held(event.publish_at)}"))

    @__call__.register
    def _(self, event: events.SpeechPlanned) -> None:
        if self._verbose or event.cost != 0:
            what = f"{event.cached} of {event.lines} lines from the cache, {event.requests} requests"
            self._say(f"{event.source}: {event.voice}, {what}, {event.characters} characters{_cost(event.cost)}")

    @__call__.register
    def _(self, event: events.VoiceReplaced) -> None:
        self._clear()
        what = f"{event.instead_of} failed ({event.what})"
        self._say(f"{event.source}: {what}; {event.voice} speaks the whole episode instead")

    @__call__.register
    def _(self, event: events.LineSpoken) -> None:
        self._progress("speaking", event.source, event.number, event.lines)

    @__call__.register
    def _(self, event: events.LineEncoded) -> None:
        self._progress("joining", event.source, event.number, event.lines)

    @__call__.register
    def _(self, event: events.EpisodeWritten) -> None:
        self._clear()
        minutes, seconds = divmod(whole(round(1000 * event.seconds)), 60)
        what = f"{minutes}:{seconds:02} min, {event.spoken} spoken, {max(0, event.lines - event.spoken)} from the cache"
        self._say(f"{event.source}: {event.change}, {what}{_held(event.publish_at)}")
        click.echo(event.path)

    @__call__.register
    def _(self, event: events.ArticleFailed) -> None:
        self._clear()
        click.echo(failure_lines(event.source, event.what, event.remedy), err=True)

    @__call__.register
    def _(self, event: events.EpisodeLeftOut) -> None:
        self._clear()
        click.echo(error_lines(event.what, event.remedy), err=True)

    @__call__.register
    def _(self, event: events.ShowPublished) -> None:
        click.echo(f"{event.feed}\n{event.index}")
        if self._words:
            folder = event.index.rpartition("index.html")[0].rstrip("/\\") or "."
            self._say(f"{counted(event.episodes, 'episode')}; to listen and subscribe: audionews serve {folder}")

    @__call__.register
    def _(self, event: events.FileSent) -> None:
        if self._verbose:
            self._say(f"{event.name}: {event.size:,} bytes")

    @__call__.register
    def _(self, event: events.ShowSent) -> None:
        self._say(f"{event.target}: {event.sent} of {event.files} files sent, {event.removed} removed")
        click.echo(event.feed)

    def _say(self, text: str) -> None:
        if self._words:
            click.echo(message(text), err=True)

    def _progress(self, what: str, source: str, number: int, lines: int) -> None:
        if self._bar:
            full = _WIDTH * number // max(1, lines)
            bar = f" [{'#' * full}{'-' * (_WIDTH - full)}] {number}/{lines}"
            room = max(1, get_terminal_size().columns - len(what) - len(bar) - 2)
            name = one_line(source)  # a bar that is wider than the terminal would leave its lines behind
            name = name if len(name) <= room else f"…{name[1 - room :]}" if room > 1 else "…"
            click.echo(f"{CLEAR}{what} {name}{bar}", nl=False, err=True)

    def _clear(self) -> None:
        if self._bar:
            click.echo(CLEAR, nl=False, err=True)


def exit_code(result: Result, done: int) -> int:
    """Return 0 if nothing failed, the code of the failures if everything failed with the same one, else 1."""
    return code_of([failure.error for failure in result.failures], done)


def code_of(errors: Sequence[AudionewsError], done: int) -> int:
    """Return the exit code for some errors beside what was done."""
    codes = {error.exit_code for error in errors}
    if not codes:
        return 0
    return codes.pop() if not done and len(codes) == 1 else 1


def _cost(cost: float | None) -> str:
    """Return the cost as the end of a message, or "" if there is none."""
    if cost is None:
        return ", cost unknown"
    return f", cost {cost:.4g}" if cost else ""


def _held(publish_at: datetime | None) -> str:
    """Return from when on an episode is public as the end of a message, or "" if it is at once."""
    return f", not public before {publish_at.isoformat(' ', 'minutes')}" if publish_at else ""

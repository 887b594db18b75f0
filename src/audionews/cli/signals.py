"""Ends the program when a signal asks for it, also where code that is not Python's swallows what its handler raises."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from audionews.model.events import Event

_ENDING = {"SIGINT": "interrupted", "SIGTERM": "terminated", "SIGHUP": "its terminal has gone"}
_USUAL = {signal.SIG_DFL, signal.default_int_handler}
_received: list[int] = []  # a library in C makes any error it likes of what the handler raises within it


class Ended(KeyboardInterrupt):
    """The process shall end as if its user had interrupted it."""


def handle_signals() -> None:
    """End the program at an interrupt, TERM or HUP, except those that its parent has it ignore, as nohup does."""
    for name in _ENDING:
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) in _USUAL:
            signal.signal(number, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    _received.append(number)
    raise Ended


def received() -> int | None:
    """Return the first signal that asked for the end."""
    return _received[0] if _received else None


def words_for(number: int) -> str:
    """Return what a signal did, as a message says it."""
    return _ENDING[signal.Signals(number).name]


def until_ended(tell: Callable[[Event], None]) -> Callable[[Event], None]:
    """Return a listener that ends the work at the next event, if what a signal raised was swallowed."""

    def told(event: Event) -> None:
        tell(event)
        if _received:
            raise Ended

    return told

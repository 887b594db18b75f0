"""How long to wait for another program that writes a show, and who is told about it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from audionews.errors import StoreBusy

if TYPE_CHECKING:
    from collections.abc import Callable

_SILENT = 2.0  # seconds of waiting that nobody need know of


@dataclass(slots=True)
class Waiting:
    """The patience of a store.

    Attributes:
        seconds: How long to wait at most.
        told: Is called once with a sentence, if the waiting takes more than a moment.
    """

    seconds: float = math.inf
    told: Callable[[str], object] | None = None
    _said: bool = field(default=False, repr=False)

    @property
    def silent(self) -> float:
        """Seconds of waiting that nobody is told of."""
        return min(_SILENT, self.seconds / 2)

    def tell(self, place: str, owner: str, since: str = "", waited: float = math.inf) -> None:
        """Tell once who is waited for."""
        if waited >= self.silent and not self._said and self.told:
            self._said = True
            self.told(f"waiting for another program, which writes {place}: {_named(owner, since)}")

    @staticmethod
    def busy(place: str, owner: str, since: str = "") -> StoreBusy:
        """Return the error that another program writes there."""
        what = f"another program writes {place}: {_named(owner, since)}"
        return StoreBusy(what, "run it again later, or wait longer: --wait SECONDS")


FOREVER = Waiting()


def _named(owner: str, since: str) -> str:
    return f"{owner}, since {since}" if since else owner

"""What outputs declare themselves to be made of, and bytes that are made when they are taken."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def inputs_of(*values: object) -> str:
    """Return a digest of plain values: text, numbers, dates, lists and the frozen values of the model.

    Mappings count in their order, which decides where things stand on a page.

    >>> inputs_of("a", 1) == inputs_of("a", 1), inputs_of("a", 1) == inputs_of("a", 2)
    (True, False)
    """
    return hashlib.sha256(msgspec.json.encode(values)).hexdigest()


def made_when_taken(make: Callable[[], bytes]) -> Iterator[bytes]:
    """Yield what the function returns; it is called when the bytes are asked for."""
    yield make()

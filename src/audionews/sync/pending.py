"""What is to be dealt with of an article, as the state of a sync keeps it: its kind, and JSON."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from audionews.sync.planner import Withdrawal

if TYPE_CHECKING:
    from audionews.model import Article, Pointer

_ARTICLE, _POINTER, _WITHDRAWAL = b"a", b"p", b"w"  # the first byte; statements in SQL look at it too


def encoded(found: Article | Pointer | Withdrawal | None) -> bytes:
    """Return what is to be dealt with as JSON; rules for single sites are in the settings and left out."""
    import msgspec  # noqa: PLC0415 - loads when used

    from audionews.model import Pointer  # noqa: PLC0415 - loads when used

    if isinstance(found, Pointer):
        found = replace(found, given=replace(found.given, sites=()))
        return _POINTER + msgspec.json.encode(found)
    return (_WITHDRAWAL if isinstance(found, Withdrawal) else _ARTICLE) + msgspec.json.encode(found)


def decoded(blob: bytes) -> Article | Pointer | Withdrawal:
    """Return what ``encoded`` was given."""
    import msgspec  # noqa: PLC0415 - loads when used

    from audionews.model import Article, Pointer  # noqa: PLC0415 - loads when used

    kinds: dict[bytes, type[Article | Pointer | Withdrawal]] = {_ARTICLE: Article, _POINTER: Pointer}
    return msgspec.json.decode(blob[1:], type=kinds.get(blob[:1], Withdrawal))

"""A Diacritizer that remembers: a text that was diacritized once is never given to the model again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from audionews.building.cache import MetadataCache
from audionews.building.keys import marks_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.ports import BlobStore, Diacritizer


class Marks(msgspec.Struct, frozen=True):
    """A text with its marks, and how sure each of its words is."""

    text: str
    sure: tuple[float, ...]


class CachedDiacritizer:
    """Answers from its notes and asks another diacritizer, once, for what is new.

    Args:
        diacritizer: Knows the marks.
        store: Keeps the notes.
    """

    def __init__(self, diacritizer: Diacritizer, store: BlobStore) -> None:
        self.name = diacritizer.name
        self.version = diacritizer.version
        self._diacritizer = diacritizer
        self._notes = MetadataCache(store, "marks", Marks)

    def diacritize(self, texts: Sequence[str]) -> list[str]:
        """Return each text with its marks written out, in the same order."""
        return [text for text, _ in self.diacritize_with_confidence(texts)]

    def diacritize_with_confidence(self, texts: Sequence[str]) -> list[tuple[str, tuple[float, ...]]]:
        """Return each text with its marks, and how sure each of its words is."""
        found = {text: self._notes.facts(marks_key(self, text)) for text in texts}
        new = [text for text, marks in found.items() if marks is None]
        for text, (marked, sure) in zip(
            new, self._diacritizer.diacritize_with_confidence(new) if new else (), strict=True
        ):
            found[text] = Marks(marked, sure)
            self._notes.put(marks_key(self, text), Marks(marked, sure))
        return [(marks.text, marks.sure) for marks in map(found.get, texts) if marks]

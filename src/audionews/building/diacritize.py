"""A Diacritizer with a cache: a text that was diacritized once is not given to the model again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from audionews.building.cache import MetadataCache
from audionews.building.keys import marks_key
from audionews.model import MarkedText, WordChances

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.ports import BlobStore, Diacritizer


class Marks(msgspec.Struct, frozen=True):
    """A text with its vowel marks, and how sure each of its words is."""

    text: str
    words: tuple[WordChances, ...]


class CachedDiacritizer:
    """Answers from a cache, and asks another diacritizer for new texts.

    Args:
        diacritizer: The other diacritizer.
        store: The store of the cache.
    """

    def __init__(self, diacritizer: Diacritizer, store: BlobStore) -> None:
        self.name = diacritizer.name
        self.version = diacritizer.version
        self._diacritizer = diacritizer
        self._cache = MetadataCache(store, "marks", Marks)

    def diacritize(self, texts: Sequence[str]) -> list[str]:
        """Return each text with its vowel marks, in the same order."""
        return [text for text, _ in self.diacritize_with_chances(texts)]

    def diacritize_with_chances(self, texts: Sequence[str]) -> list[MarkedText]:
        """Return each text with its vowel marks, and how sure each of its words is."""
        found = {text: self._cache.facts(marks_key(self, text)) for text in texts}
        new = [text for text, marks in found.items() if marks is None]
        for text, marked in zip(new, self._diacritizer.diacritize_with_chances(new) if new else (), strict=True):
            found[text] = Marks(*marked)
            self._cache.put_if_possible(marks_key(self, text), Marks(*marked))
        return [MarkedText(marks.text, marks.words) for marks in map(found.get, texts) if marks]

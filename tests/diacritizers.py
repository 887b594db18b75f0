"""Diacritizers for tests: the real one, and one that writes nothing."""

from collections.abc import Sequence

from audionews import registry
from audionews.arabic.diacritics.decode import ModelDiacritizer
from audionews.arabic.letters import clusters
from audionews.model import MarkedText, WordChances

REAL = ModelDiacritizer(registry.mark_model())


class NoMarks:
    """Returns texts as they are: nothing was guessed."""

    name = "none"
    version = "1"

    def diacritize(self, texts: Sequence[str]) -> list[str]:
        return list(texts)

    def diacritize_with_chances(self, texts: Sequence[str]) -> list[MarkedText]:
        return [MarkedText(text, (WordChances(),) * len(text.split())) for text in texts]


def mark(text: str) -> str:
    """Return a text with its marks."""
    return REAL.diacritize([text])[0]


def marks_by_letter(text: str) -> list[tuple[str, set[str]]]:
    """Return each character with its marks."""
    return [(cluster[0], set(cluster[1:])) for cluster in clusters(text)]

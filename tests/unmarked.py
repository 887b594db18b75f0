"""A diacritizer that writes no mark, for tests that look at the bare script."""

from collections.abc import Sequence


class Unmarked:
    """Gives texts back as they are."""

    name = "none"
    version = "1"

    def diacritize(self, texts: Sequence[str]) -> list[str]:
        return list(texts)

    def diacritize_sure(self, texts: Sequence[str]) -> list[tuple[str, tuple[float, ...]]]:
        """Return the texts, and 1.0 for each word: nothing was guessed."""
        return [(text, (1.0,) * len(text.split())) for text in texts]

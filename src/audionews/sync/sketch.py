"""Sketches of texts: a few numbers by which texts that are nearly the same are found among many."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audionews.articles.likeness import Wording

SIZE = 16  # numbers of a sketch
_WORDS = 3  # of a sequence


def sketch_of(words: Wording) -> tuple[int, ...]:
    """Return the smallest hashes of the sequences of three words in an article.

    Two texts that have most of their sequences in common have some of these in common too (A. Broder, "On the
    resemblance and containment of documents", 1997).
    """
    text = words.headline + words.text
    sequences = {" ".join(text[at : at + _WORDS]) for at in range(max(1, len(text) - _WORDS + 1))}
    return tuple(sorted(map(_hash, sequences))[:SIZE])


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)

"""Error rates of a network on kept lines, without the product around it: quick enough to run while it is trained."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import torch
from torch.nn.functional import pad

from training.diacritizer.alphabet import BOUNDARY, KINDS, PAD
from training.diacritizer.data import UNLABELLED

if TYPE_CHECKING:
    from torch import Tensor, nn

    from training.diacritizer.data import Corpus


class Kept:
    """Lines for scoring, on the device, each a row of its own.

    Attributes:
        chars: Ids, shape (lines, characters).
        labels: Classes, or ``UNLABELLED``, likewise.
        words: The number of the word of each character in its line, likewise.
        last: Which characters end a word, likewise.
    """

    def __init__(self, corpus: Corpus, device: torch.device) -> None:
        bounds = [*corpus.starts.tolist(), len(corpus.chars) - 1]
        spans = list(pairwise(bounds))
        longest = max(end - start for start, end in spans) + 1
        chars = torch.full((len(spans), longest), PAD, dtype=torch.long)
        labels = torch.full_like(chars, UNLABELLED)
        for row, (start, end) in enumerate(spans):
            chars[row, : end + 1 - start] = torch.from_numpy(corpus.chars[start : end + 1])
            labels[row, : end + 1 - start] = torch.from_numpy(corpus.labels[start : end + 1])
        letter = torch.tensor(KINDS)[chars] == 1
        labels[(chars == BOUNDARY) | ~letter] = UNLABELLED
        self.chars, self.labels = chars.to(device), labels.to(device)
        self.words = (letter & ~pad(letter, (1, 0))[:, :-1]).cumsum(1).to(device)
        self.last = (letter & ~pad(letter, (0, 1))[:, 1:]).to(device)


@torch.no_grad()
def probabilities(model: nn.Module, kept: Kept) -> Tensor:
    """Return what a network says about kept lines, shape (lines, characters, classes)."""
    was = model.training
    model.eval()
    sources = torch.zeros(len(kept.chars), dtype=torch.long, device=kept.chars.device)
    scores = model(kept.chars, sources).float()
    model.train(was)
    return scores.softmax(-1)


def score(said: Tensor, kept: Kept) -> dict[str, float]:
    """Return the error rates in per cent: of letters, of words, and of words apart from their last letter."""
    marked = kept.labels != UNLABELLED
    wrong = marked & (said.argmax(-1) != kept.labels)
    words = _count(marked, kept)
    return {
        "letters": round(100 * int(wrong.sum()) / int(marked.sum()), 2),
        "words": round(100 * _count(wrong, kept) / words, 2),
        "inner": round(100 * _count(wrong & ~kept.last, kept) / words, 2),
    }


def _count(flags: Tensor, kept: Kept) -> int:
    """Return in how many words a flag is set."""
    found = torch.zeros_like(kept.words).scatter_add(1, kept.words, flags.long())
    return int((found > 0).sum())

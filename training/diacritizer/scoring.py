"""Error rates of a network on kept lines, without the product around it: quick enough to run while it is trained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from training.diacritizer.alphabet import BOUNDARY, KINDS, PAD
from training.diacritizer.data import UNLABELLED
from training.diacritizer.model import find_words

if TYPE_CHECKING:
    from torch import Tensor, nn

    from training.diacritizer.data import Corpus


class Kept:
    """Lines for scoring, on the device, each a row of its own."""

    def __init__(self, corpus: Corpus, device: torch.device) -> None:
        bounds = [*corpus.starts.tolist(), len(corpus.chars) - 1]
        longest = max(end - start for start, end in zip(bounds, bounds[1:], strict=False)) + 1
        self.chars = torch.full((len(bounds) - 1, longest), PAD, dtype=torch.long)
        self.labels = torch.full_like(self.chars, UNLABELLED)
        for row, (start, end) in enumerate(zip(bounds, bounds[1:], strict=False)):
            self.chars[row, : end + 1 - start] = torch.from_numpy(corpus.chars[start : end + 1])
            self.labels[row, : end + 1 - start] = torch.from_numpy(corpus.labels[start : end + 1])
        self.labels[self.chars == BOUNDARY] = UNLABELLED
        self.chars, self.labels = self.chars.to(device), self.labels.to(device)
        self.words = find_words(self.chars, longest // 2)


@torch.no_grad()
def score(model: nn.Module, kept: Kept) -> dict[str, float]:
    """Return the error rates in per cent: of letters, of words, and of words apart from their last letter."""
    model.eval()
    sources = torch.zeros(len(kept.chars), dtype=torch.long, device=kept.chars.device)
    best = model(kept.chars, sources, kept.words).argmax(-1)
    model.train()
    marked = kept.labels != UNLABELLED
    wrong = marked & (best != kept.labels)
    last = torch.zeros_like(kept.chars).scatter(1, kept.words.last, 1).bool()
    inner_wrong = wrong & ~last
    words = _any_by_word(marked, kept)
    letters = int(marked.sum())
    return {
        "letters": round(100 * int(wrong.sum()) / letters, 2),
        "words": round(100 * int(_any_by_word(wrong, kept).sum()) / int(words.sum()), 2),
        "inner": round(100 * int(_any_by_word(inner_wrong, kept).sum()) / int(words.sum()), 2),
    }


def _any_by_word(flags: Tensor, kept: Kept) -> Tensor:
    letters = flags & (torch.tensor(KINDS, device=flags.device)[kept.chars] == 1)
    return torch.zeros_like(kept.words.first).scatter_add(1, kept.words.of, letters.long()) > 0

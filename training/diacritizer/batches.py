"""Batches of text from several sources, drawn and varied on the device where the network is trained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from training.diacritizer.alphabet import BOUNDARY, KINDS, PAD, char_id
from training.diacritizer.data import UNLABELLED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from torch import Tensor

    from training.diacritizer.data import Corpus

ALONE = 0.4  # share of the windows that hold one line only, as a headline stands alone
CARELESS = 0.08  # share of the windows whose alifs have lost their hamza
DROPPED_HAMZA = 0.03  # share of the other alifs that have
EGYPTIAN = 0.04  # share of the windows that write final ya without its dots
_ALIFS = [char_id(char) for char in "أإآ"]
_ALIF, _YA, _DOTLESS = char_id("ا"), char_id("ي"), char_id("ى")


@dataclass(frozen=True)
class Batch:
    """Windows of text: what the network sees, and what it should say.

    Attributes:
        chars: Ids, shape (windows, characters).
        labels: Classes of marks, or ``UNLABELLED``, likewise.
        sources: The source of each window, shape (windows,).
    """

    chars: Tensor
    labels: Tensor
    sources: Tensor


class Pool:
    """The corpora on the device, and the draw of windows from them."""

    def __init__(self, corpora: Mapping[str, Corpus], ids: Mapping[str, int], device: torch.device, seed: int) -> None:
        """Move the corpora to the device.

        Args:
            corpora: By name.
            ids: The number by which the network knows each source.
            device: Where batches are wanted.
            seed: Of the draw.
        """
        self.names = list(corpora)
        self.random = torch.Generator(device).manual_seed(seed)
        self._ids = ids
        self._device = device
        self._chars = {name: torch.from_numpy(each.chars).to(device) for name, each in corpora.items()}
        self._labels = {name: torch.from_numpy(each.labels).to(device) for name, each in corpora.items()}
        self._starts = {name: torch.from_numpy(each.starts).to(device).long() for name, each in corpora.items()}
        self._parts_words = torch.tensor(KINDS, device=device) == 0

    def draw(self, counts: Mapping[str, int], length: int) -> Batch:
        """Return a batch with so many windows of each source, of so many characters each."""
        parts = [self._windows(name, count, length) for name, count in counts.items() if count]
        chars, labels = (torch.cat(each) for each in zip(*parts, strict=True))
        sources = torch.cat(
            [torch.full((count,), self._ids[name], device=self._device) for name, count in counts.items() if count]
        )
        return Batch(self._vary(chars), labels, sources)

    def _windows(self, name: str, count: int, length: int) -> tuple[Tensor, Tensor]:
        starts = self._starts[name]
        chosen = starts[torch.randint(len(starts), (count,), generator=self.random, device=self._device)]
        place = chosen[:, None] + torch.arange(length, device=self._device)
        beyond = place >= len(self._chars[name])
        place = place.clamp(max=len(self._chars[name]) - 1)
        chars, labels = self._chars[name][place].long(), self._labels[name][place].long()
        return self._trim(chars, labels, beyond)

    def _trim(self, chars: Tensor, labels: Tensor, beyond: Tensor) -> tuple[Tensor, Tensor]:
        """Cut after the first line in some windows, and before a word that is not whole in all."""
        length = chars.shape[1]
        place = torch.arange(length, device=self._device)
        ends = torch.where(self._parts_words[chars], place, 0).amax(1) + 1
        line_ends = torch.where((chars == BOUNDARY) & (place > 0), place, length).amin(1) + 1
        alone = self._chance(len(chars), ALONE)
        ends = torch.where(alone, torch.minimum(ends, line_ends), ends)
        outside = beyond | (place >= ends[:, None])
        return chars.masked_fill(outside, PAD), labels.masked_fill(outside, UNLABELLED)

    def _vary(self, chars: Tensor) -> Tensor:
        """Write some windows as careless writers do."""
        size = len(chars)
        hamza = sum(chars == alif for alif in _ALIFS).bool()
        dropped = self._chance(size, CARELESS)[:, None] | self._chance(chars.shape, DROPPED_HAMZA)
        chars = torch.where(hamza & dropped, _ALIF, chars)
        after = torch.nn.functional.pad(chars, (0, 1))[:, 1:]
        final = (chars == _YA) & (torch.tensor(KINDS, device=self._device)[after] != 1)
        return torch.where(final & self._chance(size, EGYPTIAN)[:, None], _DOTLESS, chars)

    def _chance(self, shape: int | Sequence[int], share: float) -> Tensor:
        size = (shape,) if isinstance(shape, int) else tuple(shape)
        return torch.rand(size, generator=self.random, device=self._device) < share


def shares(mix: Mapping[str, float], size: int) -> dict[str, int]:
    """Return how many windows of each source a batch has, by their weights.

    >>> shares({"a": 3.0, "b": 1.0}, 8)
    {'a': 6, 'b': 2}
    """
    whole = sum(mix.values())
    counts = {name: max(1, round(size * weight / whole)) for name, weight in mix.items() if weight > 0}
    largest = max(counts, key=lambda name: counts[name])
    counts[largest] += size - sum(counts.values())
    return counts

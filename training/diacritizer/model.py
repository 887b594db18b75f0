"""The network: an LSTM reads characters, another one words, and both decide the marks.

Two bidirectional LSTMs read the characters. What they know at both ends of each word goes through a bidirectional LSTM over
the words, so that a case ending sees the whole sentence in few steps, and comes back to the characters of the word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn

from training.diacritizer.alphabet import CLASSES, KINDS, PAD, SIZE


@dataclass(frozen=True)
class Shape:
    """The sizes of a network.

    Attributes:
        embedding: Of each character.
        hidden: Of one direction of the LSTMs over characters.
        layers: How many of these.
        words: Of one direction of the LSTM over words; 0 leaves it out.
        sources: Kinds of text that the network tells apart while it is trained.
        dropout: Share of the inputs of each layer that is dropped.
    """

    embedding: int = 128
    hidden: int = 256
    layers: int = 2
    words: int = 96
    sources: int = 8
    dropout: float = 0.1


class Words(NamedTuple):
    """Where the words of a batch of texts are.

    Attributes:
        first: The place of the first character of each word, shape (texts, words).
        last: The place of its last character, likewise.
        real: 1 for each word that is there, likewise, as float.
        of: The word of each character, shape (texts, characters).
    """

    first: Tensor
    last: Tensor
    real: Tensor
    of: Tensor


def find_words(chars: Tensor, limit: int) -> Words:
    """Return the words of a batch of texts; what stands between words belongs to the word before it.

    Args:
        chars: Ids, shape (texts, characters).
        limit: The number of words that there is room for; the last of them takes all that follow.
    """
    kind = torch.tensor(KINDS, device=chars.device)[chars]
    before = nn.functional.pad(kind, (1, 0))[:, :-1]
    after = nn.functional.pad(kind, (0, 1))[:, 1:]
    starts = (kind == 2) | ((kind == 1) & (before != 1))
    ends = (kind == 2) | ((kind == 1) & (after != 1))
    of = (starts.cumsum(1) - 1).clamp(0, limit - 1)
    place = torch.arange(chars.shape[1], device=chars.device).expand_as(chars)
    empty = torch.zeros(chars.shape[0], limit + 1, dtype=torch.long, device=chars.device)
    spare = torch.full_like(of, limit)
    first = empty.scatter(1, torch.where(starts, of, spare), place)[:, :limit]
    last = empty.scatter(1, torch.where(ends, of, spare), place)[:, :limit]
    count = starts.sum(1, keepdim=True)
    real = (torch.arange(limit, device=chars.device) < count).float()
    return Words(first, last, real, of)


class Tagger(nn.Module):
    """Gives each character a score for each class of marks."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(SIZE, shape.embedding, padding_idx=PAD)
        self.source = nn.Embedding(shape.sources, shape.embedding)
        nn.init.zeros_(self.source.weight)
        sizes = [shape.embedding] + [2 * shape.hidden] * (shape.layers - 1)
        self.layers = nn.ModuleList(nn.LSTM(size, shape.hidden, batch_first=True, bidirectional=True) for size in sizes)
        self.head = nn.Linear(2 * shape.hidden, len(CLASSES))
        self.drop = nn.Dropout(shape.dropout)
        if shape.words:
            self.words = nn.LSTM(2 * shape.hidden, shape.words, batch_first=True, bidirectional=True)
            self.bridge = nn.Linear(2 * shape.words, 128)
            self.side = nn.Linear(2 * shape.hidden, 128)
            self.word_head = nn.Linear(128, len(CLASSES))
            nn.init.zeros_(self.word_head.weight)  # a network that has learned without words starts from what it knows

    def forward(self, chars: Tensor, sources: Tensor, words: Words) -> Tensor:
        """Return the scores, shape (texts, characters, classes).

        Args:
            chars: Ids, shape (texts, characters).
            sources: The kind of each text, shape (texts,).
            words: Where their words are.
        """
        state = self.embedding(chars) + self.source(sources)[:, None]
        for layer in self.layers:
            state = self.drop(layer(state)[0])
        scores = self.head(state)
        if not self.shape.words:
            return scores
        ends = _both_ends(state, words, self.shape.hidden) * words.real[..., None]
        bridge = self.bridge(self.drop(self.words(ends)[0]))
        back = bridge.gather(1, words.of[..., None].expand(-1, -1, bridge.shape[-1]))
        return scores + self.word_head(self.drop(torch.relu(self.side(state) + back)))


def _both_ends(state: Tensor, words: Words, size: int) -> Tensor:
    """Return what was read forward up to the end of each word and backward down to its start."""
    forward = state[..., :size].gather(1, words.last[..., None].expand(-1, -1, size))
    backward = state[..., size:].gather(1, words.first[..., None].expand(-1, -1, size))
    return torch.cat([forward, backward], -1)

"""The network: bidirectional LSTMs read the characters of a text, and a layer above them scores the marks of each."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from training.diacritizer.alphabet import CLASSES, PAD, SIZE

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Shape:
    """The sizes of a network.

    Attributes:
        embedding: Of each character.
        hidden: Of one direction of the LSTMs.
        layers: How many of these.
        sources: Kinds of text that the network tells apart while it is trained; the first is what it is used for.
        dropout: Share of what each layer says that is dropped.
    """

    embedding: int = 128
    hidden: int = 256
    layers: int = 2
    sources: int = 8
    dropout: float = 0.2


class Tagger(nn.Module):
    """Gives each character a score for each class of marks."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.embedding = nn.Embedding(SIZE, shape.embedding, padding_idx=PAD)
        self.source = nn.Embedding(shape.sources, shape.embedding)
        nn.init.zeros_(self.source.weight)
        sizes = [shape.embedding] + [2 * shape.hidden] * (shape.layers - 1)
        self.layers = nn.ModuleList(nn.LSTM(size, shape.hidden, batch_first=True, bidirectional=True) for size in sizes)
        self.head = nn.Linear(2 * shape.hidden, len(CLASSES))
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, chars: Tensor, sources: Tensor) -> Tensor:
        """Return the scores, shape (texts, characters, classes).

        Args:
            chars: Ids, shape (texts, characters).
            sources: The kind of each text, shape (texts,).
        """
        state = self.embedding(chars) + self.source(sources)[:, None]
        for layer in self.layers:
            state = self.drop(layer(state)[0])
        return self.head(state)


class Committee(nn.Module):
    """Several networks whose probabilities are averaged."""

    def __init__(self, members: Sequence[nn.Module], temperature: float = 1.0) -> None:
        super().__init__()
        self.members = nn.ModuleList(members)
        self.temperature = temperature

    def forward(self, chars: Tensor, sources: Tensor) -> Tensor:
        """Return the probabilities, shape (texts, characters, classes)."""
        each = [(member(chars, sources) / self.temperature).softmax(-1) for member in self.members]
        return torch.stack(each).mean(0)


def blend(networks: Sequence[Tagger]) -> Tagger:
    """Return a network with the mean of the weights of networks that began with the same ones."""
    blended = copy.deepcopy(networks[0])
    states = [network.state_dict() for network in networks]
    blended.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})
    return blended

"""The networks: phones to durations, and phones spread over their frames to the parameters of the sound.

Both are convolutions with residuals and nothing recurrent, so that all frames of a line are computed at once. Beyond
the ends of a line every layer sees zeros, whether the line stands alone or in a window of a batch.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from audionews.engines.neural.features import FIELDS, PHONES
from training.voice.world import SIZE, VOICING

IDS = ("phone", "consonant", "vowel", "ending")
COUNTS = tuple(FIELDS.index(name) for name in FIELDS if name not in IDS)
PLACES = 18  # numbers that say where a frame is in its phone
BUMPS = 8


@dataclass(frozen=True)
class Shape:
    """The sizes of the networks.

    Attributes:
        width: Channels of all layers.
        inner: Channels inside a block of the phones' network.
        phone_blocks: Blocks over phones.
        dilations: Of the blocks over frames, one each.
        dropout: Share that is dropped in blocks over phones.
    """

    width: int = 224
    inner: int = 352
    phone_blocks: int = 2
    dilations: tuple[int, ...] = (1, 2, 4, 8, 1)
    dropout: float = 0.05

    @property
    def phone_margin(self) -> int:
        """How many phones around a phone its code depends on."""
        return self.phone_blocks

    @property
    def frame_margin(self) -> int:
        """How many frames around a frame its parameters depend on."""
        return sum(self.dilations)


class PhoneBlock(nn.Module):
    """A convolution over three phones and back."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(shape.width)
        self.wide = nn.Conv1d(shape.width, shape.inner, 3, padding=1)
        self.back = nn.Conv1d(shape.inner, shape.width, 1)
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, state: Tensor, mask: Tensor) -> Tensor:
        """Return the state, shape (lines, phones, width), taken further."""
        seen = (self.norm(state) * mask).transpose(1, 2)
        return state + self.drop(self.back(functional.gelu(self.wide(seen), approximate="tanh")).transpose(1, 2))


class FrameBlock(nn.Module):
    """A dilated convolution over three frames."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.mix = nn.Conv1d(width, width, 3, padding=dilation, dilation=dilation)
        self.back = nn.Linear(width, width)

    def forward(self, state: Tensor, mask: Tensor) -> Tensor:
        """Return the state, shape (lines, frames, width), taken further."""
        seen = (self.norm(state) * mask).transpose(1, 2)
        return state + self.back(functional.gelu(self.mix(seen).transpose(1, 2), approximate="tanh"))


class Voice(nn.Module):
    """Both networks, with the scale of the parameters."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.phone = nn.Embedding(len(PHONES), 64)
        self.consonant = nn.Embedding(len(PHONES), 32)
        self.vowel = nn.Embedding(len(PHONES), 16)
        self.ending = nn.Embedding(4, 8)
        self.enter = nn.Linear(64 + 32 + 16 + 8 + 2 * len(COUNTS), shape.width)
        self.phones = nn.ModuleList(PhoneBlock(shape) for _ in range(shape.phone_blocks))
        self.length = nn.Sequential(nn.LayerNorm(shape.width), nn.Linear(shape.width, 96), nn.GELU(), nn.Linear(96, 1))
        self.place = nn.Linear(PLACES, shape.width)
        self.frames = nn.ModuleList(FrameBlock(shape.width, dilation) for dilation in shape.dilations)
        self.leave = nn.Linear(shape.width, SIZE)
        self.last = nn.LayerNorm(shape.width)
        self.register_buffer("mean", torch.zeros(SIZE))
        self.register_buffer("deviation", torch.ones(SIZE))

    def encode(self, rows: Tensor, mask: Tensor) -> Tensor:
        """Return the codes of phones, shape (lines, phones, width).

        Args:
            rows: What engines.neural.features says, shape (lines, phones, fields).
            mask: 1.0 for phones of the line, shape (lines, phones, 1).
        """
        ids = [rows[..., FIELDS.index(name)].long() for name in IDS]
        counts = rows[..., COUNTS].clamp(max=60.0)
        known = [self.phone(ids[0]), self.consonant(ids[1]), self.vowel(ids[2]), self.ending(ids[3])]
        state = self.enter(torch.cat([*known, torch.log1p(counts), 1 / (1 + counts)], -1)) * mask
        for block in self.phones:
            state = block(state, mask)
        return state

    def lengths(self, codes: Tensor) -> Tensor:
        """Return the log of the frames of each phone, shape (lines, phones)."""
        return self.length(codes)[..., 0]

    def decode(self, codes: Tensor, place: Tensor, mask: Tensor) -> Tensor:
        """Return the parameters of frames, scaled; voicing as a logit. Shape (lines, frames, SIZE).

        Args:
            codes: Of the phone of each frame, shape (lines, frames, width).
            place: Where each frame is in its phone, as ``places`` says it.
            mask: 1.0 for frames of the line, shape (lines, frames, 1).
        """
        state = (codes + self.place(place)) * mask
        for block in self.frames:
            state = block(state, mask)
        return self.leave(self.last(state))

    def real(self, scaled: Tensor) -> Tensor:
        """Return parameters in their units."""
        values = scaled * self.deviation + self.mean
        voicing = torch.sigmoid(scaled[..., VOICING : VOICING + 1])
        return torch.cat([values[..., :VOICING], voicing, values[..., VOICING + 1 :]], -1)


def places(done: Tensor, length: Tensor) -> Tensor:
    """Return where frames are in their phones, shape (..., PLACES).

    Args:
        done: Frames of the phone before this one, from 0.
        length: Frames of the phone.
    """
    through = (done + 0.5) / length
    bumps = [torch.relu(1 - (through * (BUMPS - 1) - at).abs()) for at in range(BUMPS)]
    begun, left = done + 0.5, length - done - 0.5
    near = [torch.exp(-frames / scale) for frames in (begun, left) for scale in (1.5, 4.0, 10.0)]
    far = [torch.log(frames) / 3 for frames in (begun, left)]
    return torch.stack([*bumps, *near, *far, torch.log(length) / 3, through], -1)

"""All lines beside each other in memory, and windows of them as batches.

A window has frames beyond both ends of what is scored, so that the networks see there what they would see in the whole
line; beyond the ends of the line they see zeros.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from training.voice.model import places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.voice.model import Shape
    from training.voice.utterance import Utterance

SHORTEST = 5  # frames of a phone, on average of the phones of a window


@dataclass(frozen=True)
class Batch:
    """Windows of lines.

    Attributes:
        rows: Of phones, shape (windows, phones, fields).
        phone_mask: 1.0 for phones of the line.
        frames: Of each phone.
        phone_scored: 1.0 for phones whose length is scored, shape (windows, phones).
        at: Which phone of the window each frame is of, shape (windows, frames).
        place: Where it is in the phone.
        frame_mask: 1.0 for frames of the line.
        frame_scored: 1.0 for frames that are scored, shape (windows, frames).
        parameters: Of the frames, shape (windows, frames, SIZE).
    """

    rows: Tensor
    phone_mask: Tensor
    frames: Tensor
    phone_scored: Tensor
    at: Tensor
    place: Tensor
    frame_mask: Tensor
    frame_scored: Tensor
    parameters: Tensor


class Pool:
    """The lines to learn from."""

    def __init__(self, utterances: Sequence[Utterance], device: torch.device) -> None:
        """Put lines beside each other.

        Args:
            utterances: The lines.
            device: Where they are kept.
        """
        frames = np.concatenate([each.frames for each in utterances]).astype(np.int64)
        line_of_phone = np.repeat(np.arange(len(utterances)), [len(each.frames) for each in utterances])
        phone = np.repeat(np.arange(len(frames)), frames)
        begin = np.concatenate([[0], np.cumsum(frames)[:-1]])

        def put(array: np.ndarray) -> Tensor:
            return torch.from_numpy(np.ascontiguousarray(array)).to(device)

        self._rows = put(np.concatenate([each.rows for each in utterances]))
        self._frames, self._line, self._phone, self._begin = put(frames), put(line_of_phone), put(phone), put(begin)
        parameters = np.concatenate([each.parameters for each in utterances])
        self.mean, self.deviation = (put(each.astype(np.float32)) for each in scale(parameters))
        self._parameters = put(parameters.astype(np.float32)) if device.type == "cuda" else put(parameters)
        self.size = len(phone)

    def windows(self, starts: Tensor, size: int, shape: Shape) -> Batch:
        """Return windows.

        Args:
            starts: The first scored frame of each.
            size: Scored frames of each.
            shape: Of the networks; it says how much is needed around.
        """
        margin, around = shape.frame_margin, shape.phone_margin
        index = starts[:, None] + torch.arange(-margin, size + margin, device=starts.device)
        inside = (index >= 0) & (index < self.size)
        index = index.clamp(0, self.size - 1)
        middle = self._line[self._phone[(starts + size // 2).clamp(max=self.size - 1)]]
        count = 2 * around + (size + 2 * margin) // SHORTEST + 1
        first = self._phone[index[:, 0]] - around
        phones = first[:, None] + torch.arange(count, device=starts.device)
        phone_inside = (phones >= 0) & (phones < len(self._line))
        phones = phones.clamp(0, len(self._line) - 1)
        phone_mask = phone_inside & (self._line[phones] == middle[:, None])
        at = self._phone[index] - first[:, None]
        mask = inside & (self._line[self._phone[index]] == middle[:, None]) & (at < count - around)
        scored = mask.clone()
        scored[:, :margin] = False
        scored[:, size + margin :] = False
        length = self._frames[self._phone[index]].float()
        place = places((index - self._begin[self._phone[index]]).float(), length)
        edge = torch.ones_like(phone_mask)
        edge[:, :around] = False
        edge[:, count - around :] = False
        return Batch(
            rows=self._rows[phones], phone_mask=phone_mask[..., None].float(), frames=self._frames[phones].float(),
            phone_scored=(phone_mask & edge).float(), at=at.clamp(0, count - 1), place=place,
            frame_mask=mask[..., None].float(), frame_scored=scored.float(),
            parameters=self._parameters[index].float(),
        )  # fmt: skip


def scale(parameters: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what is taken from parameters and what they are divided by."""
    mean, deviation = parameters.mean(0, dtype=np.float64), parameters.std(0, dtype=np.float64)
    return mean, np.maximum(deviation, 1e-3)

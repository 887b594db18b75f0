"""How far a network is from its teacher on kept lines, each said as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from training.voice.model import Voice, places
from training.voice.world import HALF, ORDER, PITCH, VOICING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from training.voice.utterance import Utterance

DECIBEL = 10 / np.log(10) * np.sqrt(2)  # of a distance between mel-cepstra
CENTS = 1200 / np.log(2)


@torch.no_grad()
def say(
    model: Voice, rows: NDArray[np.float32], frames: NDArray[np.int32] | None = None
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Return the parameters of a line and the frames of its phones.

    Args:
        model: The networks.
        rows: The features of its phones.
        frames: If given, the phones last so long.
    """
    device = model.mean.device
    inputs = torch.from_numpy(rows)[None].to(device)
    codes = model.encode(inputs, torch.ones_like(inputs[..., :1]))
    if frames is None:
        lengths = model.lengths(codes)[0].exp().round().clamp(min=1).long()
    else:
        lengths = torch.from_numpy(frames).long().to(device)
    at = torch.repeat_interleave(torch.arange(len(rows), device=device), lengths)
    done = torch.arange(len(at), device=device) - (lengths.cumsum(0) - lengths)[at]
    place = places(done.float(), lengths[at].float())[None]
    said = model.decode(codes[:, at], place, torch.ones_like(place[..., :1]))
    return model.real(said)[0].float().cpu().numpy(), lengths.cpu().numpy().astype(np.int32)


def figures(model: Voice, kept: Sequence[Utterance]) -> dict[str, float]:
    """Return the mean differences: mel-cepstral distortion (dB), pitch (cents), voicing (%), lengths (frames, %)."""
    totals: list[tuple[float, ...]] = []
    for line in kept:
        said, _ = say(model, line.rows, line.frames)
        _, lengths = say(model, line.rows)
        off = said - line.parameters
        both = (line.parameters[:, VOICING] > HALF) & (said[:, VOICING] > HALF)
        totals.append((
            float(DECIBEL * np.sqrt((off[:, 1 : ORDER + 1] ** 2).sum(1)).mean()),
            float(CENTS * np.sqrt((off[both, PITCH] ** 2).mean())) if both.any() else 0.0,
            float(100 * ((line.parameters[:, VOICING] > HALF) != (said[:, VOICING] > HALF)).mean()),
            float(np.abs(lengths - line.frames).mean()),
            float(100 * (lengths.sum() / line.frames.sum() - 1)),
        ))  # fmt: skip
    names = ("distortion", "pitch", "voicing", "length", "longer")
    return {name: round(float(mean), 3) for name, mean in zip(names, np.mean(totals, axis=0), strict=True)}

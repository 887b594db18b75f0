"""DistillMOS, a judge of how good speech sounds (1 to 5), computed with numpy.

The package distillmos (Benjamin Stahl and Hannes Gamper, "Distillation and Pruning for Scalable Self-Supervised
Representation-Based Speech Quality Assessment", ICASSP 2025; MIT) carries the weights. Its own program wants PyTorch,
which is several gigabytes on Linux from the package index, so only its weights are read. Answers are those of its own
program to four decimals.
"""

from __future__ import annotations

import collections
import math
import pickle
import zipfile
from importlib.metadata import distribution
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float32]

RATE = 16_000  # samples a second
SEQUENCE = 122_880  # samples that the network sees at once
LONGEST_HOP = 16_000  # samples between two of them
HOP, WINDOW = 160, 320  # samples of the spectrum
CONVOLUTIONS, LAYERS, HEADS = 6, 7, 8
EPSILON = 1e-5


class Quality:
    """The network."""

    def __init__(self) -> None:
        """Load the weights of the installed package."""
        self._weights = _read_weights(
            Path(str(distribution("distillmos").locate_file("distillmos/weights/distill_mos_v7.pt")))
        )

    def mos(self, sound: Array) -> float:
        """Return the mean opinion score of a sound of any length, 16,000 samples a second."""
        over = max(len(sound) - SEQUENCE, 0)
        sound = np.pad(sound, (0, max(SEQUENCE - len(sound), 0)))
        hops = math.ceil(over / LONGEST_HOP) + 1
        starts = [int(share * over) for share in np.linspace(0, 1, hops)]
        return float(np.mean([self._sequence(sound[start : start + SEQUENCE]) for start in starts]))

    def _sequence(self, sound: Array) -> float:
        x = _compressed_spectrum(sound / (np.abs(sound).max() + 1e-8))
        for number in range(CONVOLUTIONS):
            strides = (2 if number else 1, 2 if number == CONVOLUTIONS - 1 else 1)
            x = _convolve(x, *self._layer(f"cnn.cnn.{2 * number}"), strides)
            x = np.where(x > 0, x, np.float32(0.1) * x)
        head = "transformer_pool_attn."
        x = self._normalize(f"{head}norm_input", x.reshape(-1, x.shape[-1]).T)
        x = self._normalize(f"{head}transformer.norm", x)
        x = self._linear(f"{head}transformer.linear_proj", x)
        x = x + self._weights[f"{head}transformer.position_encoding.pe"][0]
        for number in range(LAYERS):
            x = self._encode(f"{head}transformer.transformer_encoder.layers.{number}.", x)
        x = self._normalize(f"{head}norm_trans", x)
        weights = self._linear(f"{head}pool.linear2", np.maximum(self._linear(f"{head}pool.linear1", x), 0))
        pooled = self._linear(f"{head}pool.linear3", _softmax(weights.T) @ x)
        return 1 + 4 / (1 + math.exp(-pooled.item()))

    def _encode(self, name: str, x: Array) -> Array:
        """Return what a layer of the transformer makes of (time, features)."""
        projected = x @ self._weights[f"{name}self_attn.in_proj_weight"].T
        projected += self._weights[f"{name}self_attn.in_proj_bias"]
        query, key, value = projected.reshape(len(x), 3, HEADS, -1).transpose(1, 2, 0, 3)
        scores: Array = query @ key.transpose(0, 2, 1) * np.float32(1 / math.sqrt(query.shape[-1]))
        attended = _softmax(scores) @ value
        attended = attended.transpose(1, 0, 2).reshape(x.shape)
        x = self._standardize(f"{name}norm1", x + self._linear(f"{name}self_attn.out_proj", attended))
        widened = np.maximum(self._linear(f"{name}linear1", x), 0)
        return self._standardize(f"{name}norm2", x + self._linear(f"{name}linear2", widened))

    def _layer(self, name: str) -> tuple[Array, Array]:
        return self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]

    def _linear(self, name: str, x: Array) -> Array:
        weight, bias = self._layer(name)
        return x @ weight.T + bias

    def _normalize(self, name: str, x: Array) -> Array:
        """Return the batch normalization by the means and variances of the training."""
        weight, bias = self._layer(name)
        scale = weight / np.sqrt(self._weights[f"{name}.running_var"] + EPSILON)
        normalized: Array = (x - self._weights[f"{name}.running_mean"]) * scale + bias
        return normalized

    def _standardize(self, name: str, x: Array) -> Array:
        """Return the layer normalization."""
        weight, bias = self._layer(name)
        x = x - x.mean(axis=-1, keepdims=True)
        standard: Array = x / np.sqrt((x * x).mean(axis=-1, keepdims=True) + EPSILON) * weight + bias
        return standard


def _compressed_spectrum(sound: Array) -> Array:
    """Return (real and imaginary part, frequencies, frames), magnitudes raised to the power of 0.3."""
    side = (WINDOW - HOP) // 2
    padded = np.pad(sound, side, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
    hann = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)).astype(np.float32)
    spectrum = np.fft.rfft(frames * hann).T
    magnitude = np.maximum(np.abs(spectrum), 1e-12)
    spectrum = spectrum * magnitude**-0.7
    return np.stack([spectrum.real, spectrum.imag]).astype(np.float32)


def _convolve(x: Array, weight: Array, bias: Array, strides: tuple[int, int]) -> Array:
    """Return the convolution of (channels, frequencies, frames), padded by one frame on both sides."""
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1)))
    down, along = strides
    patches = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(1, 2))[:, ::down, ::along]
    channels, height, width = patches.shape[:3]
    columns = patches.transpose(0, 3, 4, 1, 2).reshape(channels * 9, height * width)
    found: Array = weight.reshape(len(weight), -1) @ columns + bias[:, None]
    return found.reshape(len(weight), height, width)


def _softmax(x: Array) -> Array:
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    softmax: Array = powers / powers.sum(axis=-1, keepdims=True)
    return softmax


def _read_weights(path: Path) -> Mapping[str, Array]:
    """Return the tensors of a PyTorch checkpoint of float32 numbers, by name."""
    with path.open("rb") as file, zipfile.ZipFile(file) as archive:
        (index,) = (name for name in archive.namelist() if name.endswith("/data.pkl"))
        with archive.open(index) as entry:
            model: Mapping[str, Array] = _Tensors(entry, archive, index.removesuffix("data.pkl")).load()["model"]
    return model


class _Tensors(pickle.Unpickler):
    """Reads a checkpoint; whatever is no tensor or container is refused."""

    def __init__(self, file: IO[bytes], archive: zipfile.ZipFile, folder: str) -> None:
        super().__init__(file)
        self._archive = archive
        self._folder = folder

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as its base
        match module, name:
            case "collections", "OrderedDict":
                return collections.OrderedDict
            case "torch._utils", "_rebuild_tensor_v2":
                return _rebuild
            case "torch", "FloatStorage":
                return np.float32
            case "torch", "LongStorage":
                return np.int64
            case _:
                raise pickle.UnpicklingError(f"{module}.{name} is no part of a file of weights")

    def persistent_load(self, pid: Any) -> Any:  # noqa: ANN401 - as its base
        _, kind, key, _, _ = pid
        return np.frombuffer(self._archive.read(f"{self._folder}data/{key}"), kind)


def _rebuild(storage: Array, offset: int, size: tuple[int, ...], stride: tuple[int, ...], *_: object) -> Array:
    strides = [each * storage.itemsize for each in stride]
    return np.lib.stride_tricks.as_strided(storage[offset:], size, strides, writeable=False)

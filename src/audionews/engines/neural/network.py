"""The network of a neural voice: features of phones in, the frames of each phone and their parameters out.

A voice is one ONNX file that ``training/voice`` made; what its numbers are stands in its metadata, as JSON.

This module loads numpy: import it where it is used.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec
import numpy as np

from audionews.engines.neural.features import FIELDS, PHONES
from audionews.engines.neural.synthesis import Frames, Layout, sharpened
from audionews.errors import EngineError, SettingsError
from audionews.inference import open_session

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from audionews.engines.neural.features import Rows

    Numbers = NDArray[np.float32]

KEY: Final = "audionews"
INPUTS, OUTPUTS = {"features", "speed"}, ["frames", "parameters"]
LOWEST, HIGHEST = 40.0, 800.0  # hertz
VOICED: Final = 0.5
MOST_FRAMES: Final = 60_000  # of a window: ten times as many as it has at half the speed
WINDOW: Final = 64  # phones a run: memory grows with the length
CONTEXT: Final = 12  # phones of its neighbours that a window sees on both sides, more than the network looks at

_BEYOND: Final = 1_000.0  # no parameter of speech comes near
_REMEDY: Final = "install the voice again, or train it again with this version"


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What the metadata of a voice file say.

    Attributes:
        format: Of this file.
        rate: Samples a second.
        period: Samples a frame.
        alpha: Of the all-pass filter of the mel-cepstrum.
        order: Of the mel-cepstrum, which has one number more.
        bands: Numbers of aperiodicity.
        phones: The phone of each id, as the network was trained on them.
        fields: The columns of the features, as the network was trained on them.
    """

    format: Literal[1]
    rate: Annotated[int, msgspec.Meta(ge=8_000, le=48_000)]
    period: Annotated[int, msgspec.Meta(ge=16, le=1_024)]
    alpha: Annotated[float, msgspec.Meta(ge=0.0, le=0.9)]
    order: Annotated[int, msgspec.Meta(ge=1, le=99)]
    bands: Annotated[int, msgspec.Meta(ge=1, le=8)]
    phones: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def layout(self) -> Layout:
        """Return what the numbers of a frame are."""
        return Layout(
            rate=self.rate, period=self.period, alpha=self.alpha, coefficients=self.order + 1, bands=self.bands
        )


class Network:
    """A voice file that is loaded. It may be asked by several threads at once.

    Attributes:
        layout: What the numbers of a frame are.
    """

    def __init__(self, blob: bytes, name: str, window: int = WINDOW) -> None:
        """Load a voice file.

        Args:
            blob: Its bytes.
            name: For messages.
            window: Phones a run.

        Raises:
            SettingsError: It is damaged, another kind of file, or made for other phones.
        """
        self._name = name
        self._size = window
        try:
            self._session = open_session(blob, keeps_memory=False)
            facts = msgspec.json.decode(self._session.get_modelmeta().custom_metadata_map[KEY], type=Facts)
        except Exception as cause:  # onnxruntime has its own errors, which derive from nothing nearer
            raise SettingsError(f"{name} is no neural voice, or is damaged", _REMEDY) from cause
        ends = ({one.name for one in self._session.get_inputs()}, {one.name for one in self._session.get_outputs()})
        if (facts.phones, facts.fields) != (PHONES, FIELDS) or ends != (INPUTS, set(OUTPUTS)):
            raise SettingsError(f"{name} was made for another version of audionews", _REMEDY)
        self.layout = facts.layout
        self._width = facts.order + 1 + 2 + facts.bands

    def speak(self, rows: Rows, speed: float, pitch: float, sharpness: float) -> tuple[list[int], Frames]:
        """Return the length of each phone in frames, and the parameters of the frames.

        Args:
            rows: Features of the phones.
            speed: 1.0 is the voice's own pace.
            pitch: Semitones up or down.
            sharpness: How much the peaks of the spectrum stand out; 1.0 is what the network says.

        Raises:
            EngineError: The network failed, or its answer makes no sense.
        """
        windows = [self._window(rows, first, speed, sharpness) for first in range(0, len(rows), self._size)]
        lengths, found = (np.concatenate(parts) for parts in zip(*windows, strict=True))
        return lengths.tolist(), self._frames(found, pitch)

    def _window(self, rows: Rows, first: int, speed: float, sharpness: float) -> tuple[NDArray[np.int64], Numbers]:
        """Return the lengths and the parameters of the phones of a window, as in the whole line: sharpened."""
        left, end = max(0, first - CONTEXT), min(first + self._size, len(rows))
        lengths, found = self._run(rows[left : end + CONTEXT], speed)
        begin = int(lengths[: first - left].sum())
        inner = lengths[first - left : end - left]
        kept, size = found[begin : begin + int(inner.sum())].copy(), self.layout.coefficients
        kept[:, :size] = sharpened(kept[:, :size], sharpness, self.layout)
        return inner, kept

    def _run(self, rows: Rows, speed: float) -> tuple[NDArray[np.int64], Numbers]:
        try:
            lengths, found = self._session.run(OUTPUTS, {"features": rows, "speed": np.array(speed, np.float32)})
        except Exception as cause:  # as above
            raise EngineError(
                f"{self._name} failed: {type(cause).__name__}", "write the line in other words"
            ) from cause
        if not self._makes_sense(lengths, found, len(rows)):
            raise EngineError(f"{self._name} gave no speech", "write the line in other words, or train it again")
        return lengths, found

    def _makes_sense(self, lengths: NDArray[np.int64], found: Numbers, phones: int) -> bool:
        return (
            lengths.shape == (phones,)
            and bool((lengths >= 1).all())
            and 0 < int(lengths.sum()) <= MOST_FRAMES
            and found.shape == (int(lengths.sum()), self._width)
            and bool((np.abs(found) < _BEYOND).all())
        )

    def _frames(self, found: Numbers, pitch: float) -> Frames:
        size = self.layout.coefficients
        log_pitch = np.clip(found[:, size] + np.float32(pitch * np.log(2.0) / 12.0), np.log(LOWEST), np.log(HIGHEST))
        return Frames(
            cepstrum=found[:, :size],
            pitch=np.exp(log_pitch).astype(np.float32),
            voiced=found[:, size + 1] > VOICED,
            noise=np.minimum(found[:, size + 2 :], 0.0),
        )


@lru_cache(maxsize=4)
def load(path: Path, _changed: float) -> Network:
    """Return the network in a file, loaded once a process.

    Args:
        path: The file.
        _changed: When it was changed last, so that another file of the same name is read anew.

    Raises:
        SettingsError: It cannot be read, or is no neural voice.
    """
    try:
        blob = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}", _REMEDY) from error
    return Network(blob, path.name)

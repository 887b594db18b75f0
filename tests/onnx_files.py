"""ONNX files of a few nodes, written as protocol buffers by hand: the package onnx is not needed to make them.

The numbers of the fields are those of onnx.proto (IR version 8).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from audionews.engines.neural.features import FIELDS, PHONES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_FLOAT, _INT64 = 1, 7
_TYPES = {"float32": _FLOAT, "int64": _INT64}


def _varint(number: int) -> bytes:
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*found, number])


def _field(number: int, value: int | bytes | str) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    inner = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(inner)) + inner


def tensor(name: str, values: NDArray[np.float32] | NDArray[np.int64]) -> bytes:
    """Return an initializer of a graph."""
    shape = b"".join(_field(1, size) for size in values.shape)
    return _field(5, shape + _field(2, _TYPES[values.dtype.name]) + _field(8, name) + _field(9, values.tobytes()))


def node(operator: str, inputs: str, outputs: str, **numbers: int) -> bytes:
    """Return a node of a graph, its inputs and outputs separated by blanks, its attributes whole numbers."""
    ends = [_field(number, name) for number, names in ((1, inputs), (2, outputs)) for name in names.split()]
    attributes = [_field(5, _field(1, name) + _field(3, value) + _field(20, 2)) for name, value in numbers.items()]
    return _field(1, b"".join(ends) + _field(4, operator) + b"".join(attributes))


def _end(number: int, name: str, kind: int, *sizes: int | str) -> bytes:
    """Return an input (11) or output (12) of a graph."""
    shape = b"".join(_field(1, _field(2 if isinstance(size, str) else 1, size)) for size in sizes)
    return _field(number, _field(1, name) + _field(2, _field(1, _field(1, kind) + _field(2, shape))))


def model(parts: Sequence[bytes], metadata: Mapping[str, str]) -> bytes:
    """Return a file with a graph of these parts."""
    told = b"".join(_field(14, _field(1, key) + _field(2, value)) for key, value in metadata.items())
    return _field(1, 8) + _field(7, b"".join(parts) + _field(2, "graph")) + _field(8, _field(2, 17)) + told


def facts(**changes: object) -> str:
    """Return the metadata of the voice below, with changes."""
    own = {
        "format": 1, "rate": 24_000, "period": 120, "alpha": 0.466, "order": 39, "bands": 3, "phones": PHONES,
        "fields": FIELDS,
    }  # fmt: skip
    return json.dumps(own | changes)


def humming_voice(row: Sequence[float], metadata: str | None = None, *, width: int = 45) -> bytes:
    """Return a voice that gives each phone eight frames at its own pace, silent ones to pauses and this row to others.

    Args:
        row: Mel-cepstrum, log of F0, voicing, three bands of noise.
        metadata: What stands under "audionews".
        width: Numbers of a frame in the declaration of the output.
    """
    table = np.tile(np.array(row, np.float32), (len(PHONES), 1))
    table[:2, 0] = -14.0
    return model(
        [
            node("Gather", "features zero", "column", axis=1),
            node("Cast", "column", "phone", to=_INT64),
            node("Div", "eight speed", "some"),
            node("Round", "some", "whole"),
            node("Max", "whole one", "length"),
            node("Cast", "length", "number", to=_INT64),
            node("Shape", "phone", "phones"),
            node("Expand", "number phones", "frames"),
            node("CumSum", "frames zero", "ends"),
            node("ReduceSum", "frames", "total", keepdims=0),
            node("Range", "zero total step", "index"),
            node("Unsqueeze", "index step", "rising"),
            node("GreaterOrEqual", "rising ends", "past"),
            node("Cast", "past", "counted", to=_INT64),
            node("ReduceSum", "counted step_axis", "at", keepdims=0),
            node("Gather", "phone at", "each"),
            node("Gather", "table each", "parameters"),
            tensor("zero", np.array(0, np.int64)),
            tensor("step", np.array(1, np.int64)),
            tensor("step_axis", np.array([1], np.int64)),
            tensor("eight", np.array(8.0, np.float32)),
            tensor("one", np.array(1.0, np.float32)),
            tensor("table", table),
            _end(11, "features", _FLOAT, "phones", len(FIELDS)),
            _end(11, "speed", _FLOAT),
            _end(12, "frames", _INT64, "phones"),
            _end(12, "parameters", _FLOAT, "total", width),
        ],
        {"audionews": facts() if metadata is None else metadata},
    )

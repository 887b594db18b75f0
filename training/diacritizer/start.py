"""Where the training starts: the weights of rawi-v2 and rawi-v3, from the data files of the package text2tashkeel.

Both read 128 numbers for each character with two bidirectional LSTMs of 256, as ``Tagger`` does. Their files hold 8-bit
weights in the order of ONNX; here they become a ``Tagger`` for our characters and classes. A letter with hamza, which
they never saw, starts as the letter without.
"""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.diacritizer.alphabet import BOUNDARY, CLASSES, DIGIT, LATIN, LETTERS, PAD, SIGNS, SIZE, SPACE
from training.diacritizer.model import Shape, Tagger

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

NAMES = ("v3", "v2")
_STANDS_FOR = {PAD: " ", BOUNDARY: ".", SPACE: " ", DIGIT: "1", LATIN: "a"}


class _Weights:
    """The constants of an ONNX file, as float32."""

    def __init__(self, path: Path) -> None:
        graph = onnx.load(path).graph
        self._constants = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
        self.lstms = [node.input for node in graph.node if node.op_type == "DynamicQuantizeLSTM"]
        self.heads = sorted(name for name in self._constants if "MatMul" in name and name.endswith("_quantized"))

    def __call__(self, name: str) -> NDArray[np.float32]:
        if not name.endswith("_quantized"):
            return self._constants[name]
        stem = name.removesuffix("_quantized")
        scale, zero = self._constants[f"{stem}_scale"], self._constants[f"{stem}_zero_point"].astype(np.float32)
        values = self._constants[name].astype(np.float32)
        shape = (-1, *[1] * (values.ndim - 1)) if scale.ndim else ()
        return (values - zero.reshape(shape)) * scale.reshape(shape)


def load(folder: Path, name: str, dropout: float) -> Tagger:
    """Return rawi-v2 or rawi-v3 as a ``Tagger``.

    Args:
        folder: Holds rawi_v2.vocab.json, rawi_v2.int8.onnx and rawi_v3.int8.onnx.
        name: One of ``NAMES``.
        dropout: Of the network.
    """
    weights = _Weights(folder / f"rawi_{name}.int8.onnx")
    vocabulary = json.loads((folder / "rawi_v2.vocab.json").read_text("utf-8"))
    network = Tagger(Shape(dropout=dropout))
    with torch.no_grad():
        _set_characters(network, weights, vocabulary["char_to_idx"])
        for layer, names in zip(network.layers, weights.lstms, strict=True):
            _set_lstm(layer, *(weights(each) for each in names[1:4]))
        _set_head(network.head, weights, vocabulary["diac_to_idx"])
    return network


def _set_characters(network: Tagger, weights: _Weights, ids: dict[str, int]) -> None:
    rows = weights("embedding.weight_quantized")
    ours = dict(enumerate(LETTERS + SIGNS, start=LATIN + 1)) | _STANDS_FOR
    for at in range(SIZE):
        char = ours.get(at, "<UNK>")
        theirs = ids.get(char, ids.get(unicodedata.normalize("NFD", char)[0], ids["<UNK>"]))
        network.embedding.weight[at] = torch.from_numpy(rows[theirs])


def _set_lstm(layer: torch.nn.LSTM, inputs: np.ndarray, states: np.ndarray, biases: np.ndarray) -> None:
    size = layer.hidden_size
    gates = np.arange(4 * size).reshape(4, size)[[0, 2, 3, 1]].ravel()  # ONNX: i o f c; torch: i f c o
    for direction, suffix in enumerate(("", "_reverse")):
        parts = {
            "weight_ih": inputs[direction].T[gates], "weight_hh": states[direction].T[gates],
            "bias_ih": biases[direction][: 4 * size][gates], "bias_hh": biases[direction][4 * size :][gates],
        }  # fmt: skip
        for part, values in parts.items():
            getattr(layer, f"{part}_l0{suffix}").copy_(torch.from_numpy(values.copy()))


def _set_head(head: torch.nn.Linear, weights: _Weights, ids: dict[str, int]) -> None:
    """Set the last layer; that of rawi-v3 is two: whether there is a mark, and which."""
    ordered = {"".join(sorted(kind, key=unicodedata.combining)): at for kind, at in ids.items()}
    columns = [ordered["".join(sorted(kind, key=unicodedata.combining))] for kind in CLASSES]
    values = weights(weights.heads[-1])[:, columns]
    two = len(weights.heads) > 1
    biases = weights("value_head.bias" if two else "fc.bias")[columns]
    if two:
        short = slice(1, 5)  # the vowels and sukun: no mark is likely where a mark is not, and they are not
        values[:, 0] = values[:, short].mean(1) - weights(weights.heads[0])[:, 0]
        biases[0] = biases[short].mean() + 3 - weights("presence_head.bias")[0]
    head.weight.copy_(torch.from_numpy(values.T.copy()))
    head.bias.copy_(torch.from_numpy(biases.copy()))

"""The character models of rawi: bare letters in, a probability for each letter and class of marks out.

The package ``text2tashkeel`` ships two small BiLSTM models, rawi-v3 (a presence head and a value head) and rawi-v2 (one
head). Their weighted mean is better than either: on 300 news sentences 15.5 % of the words have a wrong mark, against
16.1 % and 17.1 %. We read only the data files of the package, never its code: its own decoding changes letters.

This module loads numpy and onnxruntime: import it where it is used.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

import numpy as np
import onnxruntime

from audionews.errors import SettingsError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from numpy.typing import NDArray

    Weights = NDArray[np.float32]

WINDOW = 2000  # letters a run; the models were trained on sentences, and memory grows with the length
CONTEXT = 100  # letters of its neighbours that a window sees on both sides
SHARE = 0.6  # of rawi-v3 in the mean; 0.5 and 0.7 are a little worse
OPENING = ". "  # the models were trained on sentences of running text: a stop before and after a lone sentence
CLOSING = "."  # takes the wrong words from 18.7 % to 15.1 %
STOPS = (".", "؟", "!", "?", "…")


class RawiModels:
    """Both models and their vocabulary.

    Attributes:
        classes: What each class writes after a bare letter: decomposed hamza or madda, then marks; "" is nothing.
    """

    def __init__(self, folder: Traversable) -> None:
        """Load the models.

        Args:
            folder: Holds rawi_v2.vocab.json, rawi_v2.int8.onnx and rawi_v3.int8.onnx.

        Raises:
            SettingsError: They are missing, or are other models.
        """
        try:
            vocabulary = json.loads(folder.joinpath("rawi_v2.vocab.json").read_text("utf-8"))
            self._ids: dict[str, int] = vocabulary["char_to_idx"]
            self.classes: tuple[str, ...] = tuple(sorted(vocabulary["diac_to_idx"], key=vocabulary["diac_to_idx"].get))
            self._v3 = _session(folder.joinpath("rawi_v3.int8.onnx").read_bytes())
            self._v2 = _session(folder.joinpath("rawi_v2.int8.onnx").read_bytes())
        except Exception as cause:  # onnxruntime has its own errors, which derive from nothing nearer
            remedy = "install the package again: pip install --force-reinstall 'text2tashkeel>=0.1,<0.2'"
            raise SettingsError("the models of the diacritizer cannot be loaded", remedy) from cause

    def weigh(self, bare: str) -> Weights:
        """Return the probability of each class for each letter, shape (letters, classes); rows add up to 1.

        Args:
            bare: One sentence or more, without marks; hamza taken off its seat (NFD without its marks).
        """
        framed = OPENING + bare + ("" if bare.rstrip().endswith(STOPS) else CLOSING)
        ids = np.array([self._ids.get(char, self._ids["<UNK>"]) for char in framed], dtype=np.int64)
        first, last = len(OPENING), len(OPENING) + len(bare)
        runs = []
        for start in range(first, last, WINDOW):
            end = min(start + WINDOW, last)
            left = max(0, start - CONTEXT)
            weights = self._run(ids[left : end + CONTEXT])
            runs.append(weights[start - left : end - left])
        return np.concatenate(runs) if runs else np.zeros((0, len(self.classes)), dtype=np.float32)

    def _run(self, ids: NDArray[np.int64]) -> Weights:
        presence, value = self._v3.run(["presence", "value"], {"input": ids[None]})
        (single,) = self._v2.run(["output"], {"input": ids[None]})
        present = 1 / (1 + np.exp(-presence[0][:, None]))
        gated = _softmax(value[0])
        gated[:, 0] = 0
        gated *= present / gated.sum(-1, keepdims=True)
        gated[:, 0] = 1 - present[:, 0]
        return cast("Weights", SHARE * gated + (1 - SHARE) * _softmax(single[0]))


def _softmax(logits: Weights) -> Weights:
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    return cast("Weights", powers / powers.sum(-1, keepdims=True))


def _session(model: bytes) -> onnxruntime.InferenceSession:
    # One thread: a sentence is too short to be shared out, and two threads burn 2 to 3 times the CPU for no gain.
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


@cache
def shared() -> RawiModels:
    """Return the models of the installed package, loaded once a process.

    Raises:
        SettingsError: The package is not complete.
    """
    return RawiModels(files("text2tashkeel").joinpath("models"))

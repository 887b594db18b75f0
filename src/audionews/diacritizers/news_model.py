"""The network behind the model "news": characters in, a probability for each character and class of marks out.

The file ``news.onnx`` holds two networks of bidirectional LSTMs with 8-bit weights, trained by ``training/``; the card
beside it says on what, and how well they do. Its metadata hold the ids of characters and the classes.

This module loads numpy: import it where it is used.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

import numpy as np

from audionews.errors import SettingsError
from audionews.inference import open_session

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from numpy.typing import NDArray

    Weights = NDArray[np.float32]

WINDOW = 2000  # characters a run; the model was trained on sentences, and memory grows with the length
CONTEXT = 100  # characters of its neighbours that a window sees on both sides
_LAST_LATIN = "\u0530"  # Latin, Greek and Cyrillic letters are one to the model


class NewsNetwork:
    """The network and its alphabet.

    Attributes:
        classes: What each class writes on a letter; "" is nothing.
    """

    def __init__(self, file: Traversable) -> None:
        """Load the network.

        Args:
            file: An ONNX file that ``training/`` made.

        Raises:
            SettingsError: It is missing, or is another model.
        """
        try:
            self._session = open_session(file.read_bytes())
            facts = {key: json.loads(value) for key, value in self._session.get_modelmeta().custom_metadata_map.items()}
            self.classes: tuple[str, ...] = tuple(facts["classes"])
            self._ids: dict[str, int] = facts["characters"]
            self._same: dict[str, str] = facts["same"]
            self._kinds: dict[str, int] = facts["ids"]
            self._edge = self._kinds["boundary"]
        except Exception as cause:  # onnxruntime has its own errors, which derive from nothing nearer
            remedy = "install the package again: pip install --force-reinstall audionews"
            raise SettingsError("the model of the diacritizer cannot be loaded", remedy) from cause
        self._id = lru_cache(maxsize=4096)(self._find_id)

    def weigh(self, bare: str) -> Weights:
        """Return the probability of each class for each character, shape (characters, classes); rows add up to 1.

        Args:
            bare: One sentence or more, without marks.
        """
        ids = np.array([self._edge, *map(self._id, bare), self._kinds["space"], self._edge], dtype=np.int64)
        runs = []
        for start in range(1, len(bare) + 1, WINDOW):
            end = min(start + WINDOW, len(bare) + 1)
            left = max(0, start - CONTEXT)
            (weights,) = self._session.run(["marks"], {"chars": ids[None, left : end + CONTEXT]})
            runs.append(weights[start - left : end - left])
        return cast("Weights", np.concatenate(runs)) if runs else np.zeros((0, len(self.classes)), dtype=np.float32)

    def _find_id(self, char: str) -> int:
        found = self._ids.get(self._same.get(char, char))
        if found is not None:
            return found
        if char.isspace():
            return self._kinds["space"]
        if char.isdigit():
            return self._kinds["digit"]
        is_latin = char < _LAST_LATIN and unicodedata.category(char).startswith("L")
        return self._kinds["latin" if is_latin else "unknown"]


@cache
def shared() -> NewsNetwork:
    """Return the network that ships, loaded once a process.

    Raises:
        SettingsError: The installation is not complete.
    """
    return NewsNetwork(files("audionews.diacritizers").joinpath("data", "news.onnx"))

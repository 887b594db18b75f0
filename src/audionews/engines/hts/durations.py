"""How long each phone of a voice file lasts, read from the duration trees in it.

The file (.htsvoice, version 1.0) has a plain-text header, trees as text and Gaussians as little-endian floats. The
arithmetic is that of hts_engine API 1.10 (HTS_set_default_duration, HTS_set_specified_duration): sums are exact.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from fnmatch import translate
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from audionews.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Gaussian: TypeAlias = tuple[tuple[float, ...], tuple[float, ...]]
"""Means and variances of the states of a phone, in frames."""

_QUESTION = re.compile(r"QS\s+(\S+)\s+\{\s*(.*?)\s*\}")
_NODE = re.compile(r'^\s*(-?\d+)\s+(\S+)\s+("?[^\s"]+"?)\s+("?[^\s"]+"?)\s*$', re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Durations:
    """The duration model of a voice.

    Attributes:
        rate: Samples a second.
        period: Samples a frame.
        questions: Patterns that ask about a label, by name.
        nodes: Question, then the node or leaf for no and for yes, by node number. A leaf is a positive number.
        leaves: What the leaves stand for; leaf n is at n - 1.
    """

    rate: int
    period: int
    questions: Mapping[str, re.Pattern[str]]
    nodes: Mapping[int, tuple[str, int, int]]
    leaves: Sequence[Gaussian]

    def frames(self, labels: Sequence[str], speed: float) -> list[int]:
        """Return the length of each label's phone in frames.

        Args:
            labels: Full-context labels.
            speed: 1.0 is the voice's own pace.
        """
        models = [self._leaf(label) for label in labels]
        means = [mean for model in models for mean in model[0]]
        variances = [variance for model in models for variance in model[1]]
        if speed == 1.0:
            states = [max(1, int(mean + 0.5)) for mean in means]
        else:
            states = _stretched(means, variances, sum(means) / speed)
        size = len(models[0][0]) if models else 1
        return [sum(states[at : at + size]) for at in range(0, len(states), size)]

    def _leaf(self, label: str) -> Gaussian:
        at = 0
        while at <= 0:
            question, no, yes = self.nodes[at]
            at = yes if self.questions[question].match(label) else no
        return self.leaves[at - 1]


def _stretched(means: Sequence[float], variances: Sequence[float], total: float) -> list[int]:
    """Return whole lengths of states that add up to the total, the variable ones stretched most."""
    target = max(1, int(total + 0.5))
    if target <= len(means):
        return [1] * len(means)
    rho = (target - sum(means)) / sum(variances)
    states = [max(1, int(mean + rho * variance + 0.5)) for mean, variance in zip(means, variances, strict=True)]
    while missing := target - sum(states):
        step = 1 if missing > 0 else -1
        _, at = min(
            (abs(rho - (state + step - mean) / variance), index)
            for index, (state, mean, variance) in enumerate(zip(states, means, variances, strict=True))
            if state + step >= 1
        )
        states[at] += step
    return states


def _number(field: str) -> int:
    """Return the node that a field points at: 0 and below are nodes, "dur_s2_17" is leaf 17."""
    return int(field) if field[0] != '"' else int(field.strip('"').rpartition("_")[2])


def _tree(text: str) -> tuple[dict[str, re.Pattern[str]], dict[int, tuple[str, int, int]]]:
    """Return the questions and nodes of the first tree in the text."""
    questions = {
        name: re.compile("|".join(translate(pattern) for pattern in re.findall('"(.*?)"', patterns)))
        for name, patterns in _QUESTION.findall(text)
    }
    body = text[text.index("\n{") :]
    nodes = {int(at): (name, _number(no), _number(yes)) for at, name, no, yes in _NODE.findall(body)}
    return questions, nodes


def _leaves(blob: bytes, states: int) -> list[Gaussian]:
    """Return the Gaussians of the first tree: a count, then means and variances, all in four bytes."""
    (count,) = struct.unpack_from("<I", blob)
    rows = (struct.unpack_from(f"<{2 * states}f", blob, 4 + 8 * states * at) for at in range(count))
    return [(row[:states], row[states:]) for row in rows]


@lru_cache(maxsize=8)
def durations(path: Path, _changed: float) -> Durations:
    """Return the duration model of a voice file.

    Args:
        path: The file.
        _changed: When it was changed last, so that another file of the same name is read anew.

    Raises:
        SettingsError: It is no HTS voice.
    """
    blob = path.read_bytes()
    try:
        head, _, data = blob.partition(b"[DATA]\n")
        facts = dict(line.split(":", 1) for line in head.decode().splitlines() if ":" in line)
        (first, last), (begin, end) = (map(int, facts[key].split("-")) for key in ("DURATION_PDF", "DURATION_TREE"))
        questions, nodes = _tree(data[begin : end + 1].decode())
        leaves = _leaves(data[first : last + 1], int(facts["NUM_STATES"]))
        return Durations(
            rate=int(facts["SAMPLING_FREQUENCY"]),
            period=int(facts["FRAME_PERIOD"]),
            questions=questions,
            nodes=nodes,
            leaves=leaves,
        )
    except (ValueError, KeyError, struct.error) as error:
        raise SettingsError(f"{path} is no HTS voice", "install it again: audionews voices install ar-ziad") from error

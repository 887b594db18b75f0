"""The trained networks as one ONNX file with 8-bit weights, and the facts that a reader of the file needs."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.diacritizer.alphabet import BOUNDARY, CLASSES, DIGIT, LATIN, SAME, SPACE, UNKNOWN, characters
from training.diacritizer.data import UNLABELLED
from training.diacritizer.scoring import probabilities

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from training.diacritizer.model import Committee, Tagger
    from training.diacritizer.scoring import Kept


class _Exported(nn.Module):
    """A committee for one text at a time, of the first source."""

    def __init__(self, committee: Committee) -> None:
        super().__init__()
        self._committee = committee

    def forward(self, chars: Tensor) -> Tensor:
        return self._committee(chars, torch.zeros(1, dtype=torch.long))[0]


def write(committee: Committee, path: Path, facts: Mapping[str, object]) -> None:
    """Write a committee as an int8 ONNX file: input "chars" (1, characters), output "marks" (characters, classes).

    Args:
        committee: The networks, on the CPU.
        path: Of the file.
        facts: Kept in its metadata beside the ids of characters and the classes.
    """
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder, "whole.onnx"), Path(folder, "small.onnx")
        example = torch.full((1, 9), SPACE)
        torch.onnx.export(
            _Exported(committee).eval(), (example,), whole, dynamo=False, opset_version=17,
            input_names=["chars"], output_names=["marks"], dynamic_axes={"chars": {1: "n"}, "marks": {0: "n"}},
        )  # fmt: skip
        quantize_dynamic(whole, small, op_types_to_quantize=["LSTM", "MatMul"], weight_type=QuantType.QInt8)
        model = onnx.load(small)
    ids = {"boundary": BOUNDARY, "space": SPACE, "digit": DIGIT, "latin": LATIN, "unknown": UNKNOWN}
    described = {"ids": ids, "characters": characters(), "same": SAME, "classes": CLASSES, **facts}
    onnx.helper.set_model_props(model, {key: json.dumps(value, ensure_ascii=True) for key, value in described.items()})
    model.producer_name, model.producer_version = "audionews", ""
    onnx.save(model, path)


def fitting_temperature(networks: Sequence[Tagger], kept: Iterable[Kept]) -> float:
    """Return the temperature that makes the probabilities of kept letters likeliest: above 1 if they were too sure."""
    told = [([probabilities(each, lines).log() for each in networks], lines.labels) for lines in kept]

    def surprise(temperature: float) -> float:
        total, letters = 0.0, 0
        for logs, labels in told:
            marked = labels != UNLABELLED
            mean = torch.stack([(each[marked] / temperature).softmax(-1) for each in logs]).mean(0)
            total -= float(mean.gather(1, labels[marked][:, None]).clamp(min=1e-9).log().sum())
            letters += int(marked.sum())
        return total / letters

    return min((0.6 + 0.05 * step for step in range(40)), key=surprise)

"""The voice file: both networks in one ONNX graph, with small weights and what the engine must know."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import Tensor, nn

from audionews.engines.neural.features import FIELDS, PHONES
from training.voice import world
from training.voice.model import Voice, places

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMAT = 1
SMALL = 1_024  # numbers of a weight above which it is stored in fewer bits
CHANNELS = {"Conv": 0, "MatMul": 1}  # the axis of the output channels


class _Exported(nn.Module):
    """A voice for one line at a time."""

    def __init__(self, voice: Voice) -> None:
        super().__init__()
        self._voice = voice

    def forward(self, features: Tensor, speed: Tensor) -> tuple[Tensor, Tensor]:
        """Return the frames of each phone, and the parameters of each frame.

        Args:
            features: Of each phone.
            speed: 1.0 is the voice's own pace.
        """
        codes = self._voice.encode(features[None], torch.ones_like(features[None, :, :1]))
        frames = (self._voice.lengths(codes)[0].exp() / speed).round().clamp(min=1).long()
        ends = frames.cumsum(0)
        index = torch.arange(ends[-1])
        at = torch.zeros_like(index).scatter(0, ends[:-1], torch.ones_like(ends[:-1])).cumsum(0)
        done = index - (ends - frames)[at]
        place = places(done.float(), frames[at].float())[None]
        said = self._voice.decode(codes[:, at], place, torch.ones_like(place[..., :1]))
        return frames, self._voice.real(said)[0]


def write(voice: Voice, path: Path, facts: Mapping[str, object], example: np.ndarray) -> None:
    """Write a voice file.

    Args:
        voice: The networks, on the CPU.
        path: Of the file.
        facts: Title, licence, credit; kept in its metadata beside what the engine must know.
        example: Features of a line, for the tracing of the graph.
    """
    whole = path.with_suffix(".whole")
    torch.onnx.export(
        _Exported(voice.eval()), (torch.from_numpy(example), torch.tensor(1.0)), whole, dynamo=False, opset_version=17,
        input_names=["features", "speed"], output_names=["frames", "parameters"],
        dynamic_axes={"features": {0: "phones"}, "frames": {0: "phones"}, "parameters": {0: "frames"}},
    )  # fmt: skip
    model = onnx.load(whole)
    whole.unlink()
    _shrink(model.graph)
    weights = b"".join(tensor.raw_data for tensor in model.graph.initializer)
    described = {
        "format": FORMAT, "rate": world.RATE, "period": world.PERIOD, "alpha": world.ALPHA, "order": world.ORDER,
        "bands": world.BANDS, "phones": PHONES, "fields": FIELDS, "version": hashlib.sha256(weights).hexdigest()[:12],
        "mean": _rounded(voice.mean), "deviation": _rounded(voice.deviation), **facts,
    }  # fmt: skip
    helper.set_model_props(model, {"audionews": json.dumps(described, ensure_ascii=True)})
    model.producer_name, model.producer_version = "audionews", ""
    onnx.checker.check_model(model)
    onnx.save(model, path)


def _rounded(values: Tensor) -> list[float]:
    return [round(float(value), 5) for value in values]


def _shrink(graph: onnx.GraphProto) -> None:
    """Store the large weights in 8 bits with a scale for each output channel, and those of embeddings in 16.

    The graph makes them 32 again when it is loaded.
    """
    users = {name: node for node in graph.node for name in node.input}
    restoring: list[onnx.NodeProto] = []
    added: list[onnx.TensorProto] = []
    for tensor in graph.initializer:
        values, name = numpy_helper.to_array(tensor), tensor.name
        if values.dtype != np.float32 or values.size <= SMALL:
            continue
        axis = CHANNELS.get(users[name].op_type)
        if axis is None:
            tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}.half"))
            restoring.append(helper.make_node("Cast", [f"{name}.half"], [name], to=onnx.TensorProto.FLOAT))
            continue
        small, scales = quantized(values, axis)
        tensor.CopyFrom(numpy_helper.from_array(small, f"{name}.small"))
        added.append(numpy_helper.from_array(scales, f"{name}.scale"))
        parts = [f"{name}.small", f"{name}.scale"]
        restoring.append(helper.make_node("DequantizeLinear", parts, [name], axis=axis))
    graph.initializer.extend(added)
    for node in reversed(restoring):
        graph.node.insert(0, node)


def quantized(values: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """Return weights in 8 bits and the scale of each channel.

    Args:
        values: The weights.
        axis: Of the channels.
    """
    others = tuple(each for each in range(values.ndim) if each != axis)
    scales = np.maximum(np.abs(values).max(others) / 127, 1e-8).astype(np.float32)
    along = [1] * values.ndim
    along[axis] = -1
    return np.rint(values / scales.reshape(along)).clip(-127, 127).astype(np.int8), scales

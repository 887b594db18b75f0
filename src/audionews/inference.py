"""Opens neural networks with onnxruntime: one thread, and nothing is reported to anybody."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import onnxruntime


def open_session(model: bytes | Path, *, keeps_memory: bool = True) -> onnxruntime.InferenceSession:
    """Return a session of a model in the ONNX format.

    Args:
        model: The bytes of the file, or the file.
        keeps_memory: Whether what one run took is kept for the next; better not where their lengths differ much.

    Raises:
        Exception: The model is damaged: onnxruntime has a dozen kinds, which derive from nothing nearer.
    """
    # From 1.29 on, its builds for Linux and macOS write the id of the device and ask for a vendor's host as soon as
    # they are imported, unless this says otherwise; those for Windows are told by the function.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime  # noqa: PLC0415 - loads when used

    onnxruntime.disable_telemetry_events()
    # One thread: a sentence is too short to be shared out, and two threads burn 2 to 3 times the CPU for no gain.
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = keeps_memory
    options.log_severity_level = 4  # what cannot be loaded is told by errors of our own
    source = model if isinstance(model, bytes) else str(model)
    return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])

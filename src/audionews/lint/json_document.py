"""JSON from anybody: any nesting, any number, any bytes."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn


def read_json(blob: bytes) -> dict[str, Any] | str:
    """Return the object that a JSON document is, or why it is none."""
    try:
        value = json.loads(blob.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError:
        return "it is not in UTF-8"
    except RecursionError:
        return "it is nested too deeply"
    except ValueError as error:  # also a number of thousands of digits
        return f"it is not JSON: {error}"
    return value if isinstance(value, dict) else "it is not a JSON object"


def seconds_of(value: object) -> float | None:
    """Return a time in seconds; None if the value is no number from 0 on.

    >>> seconds_of(4.77), seconds_of(0), seconds_of("4.77"), seconds_of(True), seconds_of(-1)
    (4.77, 0.0, None, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        seconds = float(value)
    except OverflowError:
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")

"""Decodes JSON that a store has kept, whatever has become of the bytes. What the values mean is not its business."""

from __future__ import annotations

from typing import TypeVar

import msgspec

Kind = TypeVar("Kind")


def decode_json(blob: bytes, kind: type[Kind]) -> Kind:
    """Return the value.

    Raises:
        msgspec.DecodeError: The bytes are no UTF-8, no JSON, of another kind, or nested too deeply.
    """
    try:
        return msgspec.json.decode(blob, type=kind)
    except (UnicodeDecodeError, RecursionError) as error:
        raise msgspec.DecodeError(str(error)) from error

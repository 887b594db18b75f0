"""Parses e-mail messages, and the pages that browsers save as messages, within limits: the parser has none."""

from __future__ import annotations

import email
import email.policy
import re
from typing import TYPE_CHECKING

from audionews.errors import Binary

if TYPE_CHECKING:
    from email.message import Message

_NESTED = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_MOST_NESTED = 50
_OF_A_PART = re.compile(rb"^content-(?:type|disposition):[^\n]*+(?:\n[ \t][^\n]*+)*+", re.IGNORECASE | re.MULTILINE)
_LONGEST = 4_000  # bytes of a header that says what a part is; parsing it takes their number squared


def parse_message(content: bytes, source: str) -> Message:
    """Return a message with its parts.

    Raises:
        Binary: Its parts are nested too deeply, or a header that says what a part is is too long.
    """
    text = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in content else content
    if len(_NESTED.findall(text)) > _MOST_NESTED:
        raise Binary(f"{source} has too many parts", "save the message with the article alone")
    if any(len(header[0]) > _LONGEST for header in _OF_A_PART.finditer(text)):
        raise Binary(f"{source} has a header that is longer than any", "save the message again")
    return email.message_from_bytes(content, policy=email.policy.compat32)

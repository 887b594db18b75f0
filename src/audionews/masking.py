"""Keys and passwords are masked in all that is told: a service may repeat what it was sent, in any form."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MASK = "***"
_SHORTEST = 8  # characters of a value that is masked wherever it stands; a shorter one may be a word
_PIECE = 10  # characters in a row that are masked as a part of a key
_NAMES = re.compile(
    r"(?:^|_)(?:API)?(?:KEY|TOKEN|SECRET|PASS|PASSWD|PASSWORD|PASSPHRASE|CREDENTIALS?)(?:_|$)", re.IGNORECASE
)
_BETWEEN = r"(?:\s|\\[nrt])*"  # where a key is split over lines
_WEB_LOGIN = re.compile(r"(https?|wss?)(:[\\/]{2,4})[^\s/\\@\"'<>]*@", re.IGNORECASE)
_PASSWORD = re.compile(r"(://[^\s/@:\"'<>]*:)[^\s/@\"'<>]*@")
_DROPPED = (0, 2, 3)  # first characters of base64 that hold bits of what stands before, by its bytes modulo 3

_kept: dict[str, None] = {}  # in the order in which they were asked for


def keep_secret(value: str) -> str:
    """Mask a value from now on in all that this process tells; return it."""
    if len(value) >= _SHORTEST:
        _kept[value] = None
    return value


def known_secrets() -> tuple[str, ...]:
    """Return the values that are secret: those that were kept so, and of variables with names like OPENAI_API_KEY."""
    named = (value.strip() for name, value in os.environ.items() if _NAMES.search(name))
    return tuple(dict.fromkeys([*_kept, *(value for value in named if len(value) >= _SHORTEST)]))


def masked(text: str, secrets: Iterable[str] = ()) -> str:
    """Return a text without secrets and passwords in addresses.

    Secrets are found in upper and lower case, escaped as in addresses, JSON, HTML and Python, in base64 and as
    hexadecimal numbers, backwards, split over lines, and in pieces of ten characters.

    Args:
        text: Any text.
        secrets: More secrets beside the known ones, of any length.

    >>> masked("no key U0stbG9vcGJhY2stMDEyMw== at https://me:pass@host/", ["SK-loopback-0123"])
    'no key *** at https://***@host/'
    """
    for secret in dict.fromkeys([*secrets, *known_secrets()]):
        text = _pieces_masked(_forms(secret).sub(MASK, text), _folded(secret))
    return _PASSWORD.sub(rf"\1{MASK}@", _WEB_LOGIN.sub(rf"\1\2{MASK}@", text))


def mask_errors(error: BaseException) -> None:
    """Mask the messages of an error and of those that led to it: a traceback prints them all."""
    found: dict[int, BaseException] = {}
    left: list[BaseException | None] = [error]
    while left:
        one = left.pop()
        if one is not None and id(one) not in found:
            found[id(one)] = one
            left += [one.__cause__, one.__context__]
            one.args = tuple(masked(each) if isinstance(each, str) else each for each in one.args)
            for name, value in list(vars(one).items()):
                if isinstance(value, str):  # some errors keep their message beside their arguments
                    setattr(one, name, masked(value))


@lru_cache(maxsize=64)
def _forms(secret: str) -> re.Pattern[str]:
    """Return what finds all forms of a secret."""
    raw = secret.encode()
    forms = [_BETWEEN.join(map(_letter, text)) for text in (secret, secret[::-1])]
    forms += [
        _BETWEEN.join(map(_base64_letter, text)) + "[A-Za-z0-9+/_-]?=*"
        for text in _base64(raw)
        if len(text) >= _SHORTEST
    ]
    forms.append(r"[\s:\\x]*".join(f"{byte:02x}" for byte in raw))
    return re.compile("|".join(forms), re.IGNORECASE)


def _letter(char: str) -> str:
    """Return what finds a character as it is and escaped."""
    codes = "".join(rf"%(?:25)*{byte:02x}" for byte in char.encode())
    number = ord(char)
    html = rf"&(?:amp;)?#(?:0*{number}|x0*{number:x});"
    return rf"(?:\\?{re.escape(char)}|{codes}|\\+u0*{number:x}|\\+x{number:02x}|{html})"


def _base64(raw: bytes) -> Iterator[str]:
    """Yield what of its base64 does not depend on what stands around it."""
    for before, dropped in enumerate(_DROPPED):
        text = b64encode(bytes(before) + raw).decode().rstrip("=")
        whole = (before + len(raw)) * 8 // 6  # characters that hold no bits of what follows
        yield text[dropped:whole]


def _base64_letter(char: str) -> str:
    return {"+": "(?:[+-]|%2b)", "/": r"(?:\\?[/_]|%2f)"}.get(char, char)


def _folded(text: str) -> str:
    """Return a text in lower case, of the same length."""
    return text.lower() if text.isascii() else "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _pieces_masked(text: str, secret: str) -> str:
    """Return a text without the pieces of a secret in it."""
    pieces = {secret[start : start + _PIECE] for start in range(len(secret) - _PIECE + 1)}
    folded = _folded(text)
    found = [start for start in range(len(text) - _PIECE + 1) if folded[start : start + _PIECE] in pieces]
    shown, end = [], 0
    for start in found:
        if start >= end:
            shown += [text[end:start], MASK]
        end = start + _PIECE
    return "".join([*shown, text[end:]])

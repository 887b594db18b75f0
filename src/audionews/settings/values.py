"""Values of settings that have a form of their own: addresses, e-mail, licences, categories.

Each function returns the value as it is stored, or raises a ``ValueError`` whose text is the remedy.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.errors import AddressRefused, did_you_mean
from audionews.model.categories import categories
from audionews.model.licences import known_licence
from audionews.sources.web_address import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORD = r"[^\s@<>()\[\]\",;:/?#\\.]+"
_EMAIL = re.compile(rf"(?P<local>{_WORD}(?:\.{_WORD})*)@(?P<host>{_WORD}(?:\.{_WORD})+)")
_PREFIX = re.compile(r"https://[a-z0-9.-]+(?::[0-9]{1,5})?/(?:[A-Za-z0-9._~:,;=@+-]+/)*", re.ASCII)
_LONGEST_LOCAL = 64  # characters (RFC 5321, 4.5.3.1)
_LONGEST_LICENCE = 128  # characters, as the podcast namespace has it


def web_url(text: str) -> str:
    """Return an http or https address as it is sent: a host in Arabic letters as punycode, other Arabic escaped.

    >>> web_url("https://أخبار.test"), web_url("https://example.org/a?b#c")
    ('https://xn--igbicxr.test', 'https://example.org/a?b#c')
    """
    if any(char.isspace() for char in text):
        raise ValueError("write it without blanks")
    try:
        sent, (before, sign, fragment) = str(parse(text)), text.partition("#")
    except AddressRefused as error:
        raise ValueError(error.remedy) from error
    if text.isascii():
        return text  # as it was written: its port, its case
    bare = "/" not in before.partition("://")[2] and "?" not in before
    return (sent.removesuffix("/") if bare else sent) + (f"#{parse(f'http://x/{fragment}').target[1:]}" if sign else "")


def base_url(text: str) -> str:
    """Return the address of a folder, which has no slash at its end, no query and no fragment."""
    if text.endswith("/") or set("?#") & set(text):
        raise ValueError("write it with no / at its end, and without ? and #")
    return web_url(text)


def enclosure_prefix(text: str) -> str:
    """Return what precedes the addresses of enclosures: an https address that ends with a slash.

    It may hold ``{guid}``, which stands for the show's podcast:guid.

    >>> enclosure_prefix("https://op3.dev/e,pg={guid}/")
    'https://op3.dev/e,pg={guid}/'
    """
    plain = text.replace("{guid}", "guid")
    if not _PREFIX.fullmatch(plain):
        raise ValueError
    web_url(plain)
    return text


def email(text: str) -> str:
    """Return an e-mail address, a host in Arabic letters as punycode.

    >>> email("news@أخبار.test")
    'news@xn--igbicxr.test'
    """
    match = _EMAIL.fullmatch(text)
    if match is None or len(match["local"]) > _LONGEST_LOCAL:
        raise ValueError("write an address like news@example.org")
    host = web_url(f"https://{match['host']}").removeprefix("https://")
    return f"{match['local']}@{host}"


def licence(text: str, address: str) -> str:
    """Return the licence, an SPDX id in SPDX's own letters.

    Args:
        text: SPDX id of the licence, or its name.
        address: Address of its text, which a licence needs that is not well known; "" if there is none.
    """
    if known := known_licence(text):
        return known
    if len(text) > _LONGEST_LICENCE:
        raise ValueError(f"write {_LONGEST_LICENCE} characters at most")
    if address:
        return text
    near = known_licence(re.sub(r"[\s_]+", "-", text.strip()))
    ours = 'write an SPDX id like "CC-BY-4.0", or the address of its text into licence_url'
    raise ValueError(f'did you mean "{near}"? If not, {ours}' if near else ours)


def category(names: Sequence[str]) -> tuple[str, ...]:
    """Return a category of Apple's and perhaps its subcategory, in Apple's own letters.

    >>> category(["news", "daily news"])
    ('News', 'Daily News')
    """
    table = categories()
    if not names or len(names) > 2:  # noqa: PLR2004 - a category and its subcategory
        raise ValueError('write one like ["News", "Daily News"]')
    outer = _spelled(names[0], table)
    if not outer:
        above = next((each for each, inner in table.items() if _spelled(names[0], inner)), "")
        within = f'write ["{above}", "{names[0]}"]' if above else did_you_mean(names[0], table)
        raise ValueError(f'Apple has no category "{names[0]}": {within}')
    if len(names) == 1:
        return (outer,)
    if inner := _spelled(names[1], table[outer]):
        return outer, inner
    raise ValueError(f'Apple\'s category "{outer}" has no "{names[1]}": {did_you_mean(names[1], table[outer])}')


def _spelled(name: str, known: Iterable[str]) -> str:
    """Return a name as Apple spells it, whatever its case, or ""."""
    return next((each for each in known if _compared(each) == _compared(name)), "")


def _compared(name: str) -> str:
    return " ".join(re.sub(r"&|\band\b", " & ", name.casefold()).split())

"""Text on its way into XML, HTML and JSON: nothing that was written can become markup or break a document."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import urlsplit

from audionews.errors import AddressRefused
from audionews.sources.web_address import parse

# Not a Char of XML 1.0 (section 2.2), or a bidi control, which would turn the text around it as well.
_BANNED = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]")


def legal(text: str) -> str:
    """Return the text without characters that XML forbids and without bidi controls."""
    return text if text.isprintable() else _BANNED.sub("", text)  # what is banned never counts as printable


def escape(text: str) -> str:
    """Return the text as it may stand between tags and inside a quoted attribute, in XML and in HTML."""
    return html.escape(legal(text))


def element(name: str, text: str, **attributes: str) -> str:
    """Return one XML or HTML element that holds text only.

    >>> element("title", "a < b", lang="ar")
    '<title lang="ar">a &lt; b</title>'
    """
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{escape(text)}</{name}>"


def empty_element(name: str, **attributes: str) -> str:
    """Return one XML element without content; an attribute with no value is left out.

    >>> empty_element("podcast:chapters", url="a?b&c", type="x", rel="")
    '<podcast:chapters url="a?b&amp;c" type="x"/>'
    """
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items() if value)
    return f"<{name}{written}/>"


def compact_json(value: object) -> str:
    """Return JSON that may also stand inside an HTML script element: no ``<``, ``>`` or ``&`` in it."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return legal(plain).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def web_address(link: str) -> str:
    """Return the link when it leads to the web, else "": a ``javascript:`` link must not be clickable."""
    try:
        parts = urlsplit(link)
    except ValueError:  # for example an unclosed bracket of an IPv6 address
        return ""
    return link if parts.scheme in {"http", "https"} and parts.netloc else ""


def sent_address(link: str) -> str:
    """Return the link in ASCII when it leads to the web, else "": feeds hold no others.

    >>> sent_address("https://example.org/خبر"), sent_address("javascript:alert(1)")
    ('https://example.org/%D8%AE%D8%A8%D8%B1', '')
    """
    link = web_address(link)
    try:
        return link if link.isascii() else str(parse(link))
    except AddressRefused:
        return ""

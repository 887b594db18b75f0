"""Recognizes web pages and fragments of them by their text."""

from __future__ import annotations

import re

from audionews.readers.text_kinds import describe_text

SURE = 0.95
_SURE_OF_FRAGMENT = 0.9
_LIKELY = 0.55  # less than Markdown, which may have tags
_BEFORE = re.compile(r"(?:\s++|\ufeff|(?><!--.*?-->)|<\?xml[^>]*+>)++", re.DOTALL)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|base)\b", re.IGNORECASE)
_BLOCK = re.compile(
    r"<(?:p|div|br|h[1-6]|ul|ol|li|table|tr|td|article|section|figure|blockquote|main|header|center)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"<(p|div|strong|em|b|i|u|a|span|font|blockquote|h[1-6]|li)\b[^<>]{0,2000}>[^<>]{0,2000}</\1\s*>", re.IGNORECASE
)
_HEAD = 20_000  # characters
_JSON = re.compile(r'[\[{]\s*["{\[]')


def page_likeness(text: str) -> float:
    """Return the confidence (0 to 1) that a text is a page, or a fragment of one."""
    head = text[:_HEAD]
    start = _BEFORE.match(head)
    rest = head[start.end() :] if start else head
    if _PAGE.match(rest):
        return SURE
    if _JSON.match(rest) or (rest.startswith("<") and not _BLOCK.match(rest) and not _PAIR.match(rest)):
        return 0.0
    if rest.startswith("<") and _BLOCK.search(rest):
        return _SURE_OF_FRAGMENT
    tagged = _PAIR.search(rest) or len(_BLOCK.findall(rest)) > 1
    return _LIKELY if tagged and describe_text(rest) is None else 0.0


def is_fragment(text: str) -> bool:
    """Return whether a text has tags but is no whole page."""
    return re.search(r"<(?:!doctype|html|head|body|meta|title)\b", text[:_HEAD], re.IGNORECASE) is None

"""The beginning of a text, cut where it reads well."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"[.؟!…](?=[\s»\")]|$)[»\")]*")
_LEAST = 0.5  # of the room: a sentence that fills less of it is no excerpt
_TRAILING = " ،,؛;:-–—([«\"'"


def excerpt(text: str, most: int) -> str:
    """Return a text of at most so many characters: whole sentences, or whole words and "…".

    >>> excerpt("جاء الخبر. ثم جاء خبر آخر", 14), excerpt("جاء الخبر، ثم جاء خبر آخر", 14)
    ('جاء الخبر.', 'جاء الخبر، ثم…')
    """
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text[: most + 1]) if match.end() <= most]
    if ends and ends[-1] >= most * _LEAST:
        return text[: ends[-1]]
    words = text[:most].rpartition(" ")[0] or text[: most - 1]
    return words.rstrip(_TRAILING) + "…"

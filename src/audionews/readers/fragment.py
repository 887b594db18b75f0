"""Turns a piece of HTML, such as the content of an item of a feed, into blocks; and markup in a title into plain text.

The parser reports tags as they come and builds no tree, so that its time is linear and no depth of nesting matters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.articles.blocks import Block, Hint
from audionews.articles.segment import lines_of
from audionews.articles.stray_markup import resolve_entities

if TYPE_CHECKING:
    from collections.abc import Sequence

_HINTS = {
    "p": Hint.PARAGRAPH,
    "li": Hint.ITEM,
    "dd": Hint.ITEM,
    "blockquote": Hint.QUOTE,
    "h1": Hint.H1,
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), Hint.HEADING),
    "figcaption": Hint.CAPTION,
    "tr": Hint.ROW,
    **dict.fromkeys(("aside", "nav", "footer", "form", "button", "select", "textarea"), Hint.ASIDE),
    **dict.fromkeys(("audio", "video", "iframe", "object", "noscript"), Hint.ASIDE),  # for those who cannot see them
}
_BLOCKS = _HINTS.keys() | {
    *("address", "article", "body", "caption", "center", "details", "div", "dl", "dt", "fieldset", "figure", "header"),
    *("hr", "html", "main", "ol", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "ul"),
}
_OUTRANKS = (Hint.ASIDE, Hint.CAPTION, Hint.ROW, Hint.QUOTE)  # a paragraph in one of these is still that
_UNSEEN = frozenset({"head", "math", "script", "style", "svg", "template", "title"})
_TAG = re.compile(r"<(?:[a-zA-Z/!?])")
_BREAK = "\x1e"  # stands for <br>, so that it is told from a line break in the source
_LONGEST_TITLE = 2000  # characters


def blocks_of(markup: str) -> tuple[Block, ...]:
    """Return the blocks of a piece of HTML, or of plain text with its lines; what readers do not see is left out.

    >>> [block.raw for block in blocks_of("<p>أ &amp; ب</p><ul><li>ج</ul><script>1</script>")]
    ['أ & ب', 'ج']
    """
    markup = markup if _TAG.search(markup) else resolve_entities(markup)  # it may have been encoded twice
    if not _TAG.search(markup):
        return lines_of(resolve_entities(markup))
    events = _events(markup)
    return tuple(
        block._replace(hint=hint)
        for text, hint in events.pieces
        for block in lines_of(_broken(text, hint) if events.has_breaks else text)
        if block.raw.strip()
    )


def bare_lines(damaged: str) -> tuple[Block, ...]:
    """Return the lines of damaged markup of any kind: what stands between its tags."""
    text = re.sub(r"<!\[CDATA\[|\]\]>|<[^<>]*>", "\n", resolve_entities(damaged))
    return tuple(Block(line) for line in text.splitlines() if line.strip())


def plain_text(markup: str) -> str:
    """Return a title as plain text in one line: entities resolved, twice if it was encoded twice, without tags.

    >>> plain_text("أخبار &amp;quot;اليوم&amp;quot; <b>الآن</b><script>x</script>"), plain_text("5 < 7")
    ('أخبار "اليوم" الآن', '5 < 7')
    """
    text = resolve_entities(resolve_entities(markup[:_LONGEST_TITLE]))
    if _TAG.search(text):
        text = " ".join(piece.replace(_BREAK, " ") for piece, _ in _events(text).pieces)
    return " ".join(text.split())


def _broken(text: str, hint: Hint) -> str:
    """Return a text with a line break where HTML has one; a row of a table is one line."""
    lines = (" ".join(line.split()) for line in text.split(_BREAK))
    return (" " if hint is Hint.ROW else "\n").join(lines)


def _events(markup: str) -> _Events:
    from lxml import etree  # noqa: PLC0415 - loads when used

    events = _Events()
    parser = etree.HTMLParser(target=events, encoding="utf-8", no_network=True)
    etree.fromstring(f"<body>{markup}".encode("utf-8", "ignore"), parser)
    return events


class _Events:
    """Receives the tags and texts of HTML.

    Attributes:
        pieces: The texts between the tags of blocks, each with what its elements say about it.
        has_breaks: Whether there are such tags or <br>, so that a line break in the source is a blank.
    """

    def __init__(self) -> None:
        self.pieces: list[tuple[str, Hint]] = []
        self.has_breaks = False
        self._open: list[tuple[str, Hint]] = [("", Hint.NONE)]
        self._unseen: list[str] = []
        self._text: list[str] = []

    def start(self, tag: str | bytes, _attributes: object) -> None:
        """Begin a block, or leave out what is in an element that nobody sees."""
        tag = str(tag)
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag == "br":
            self._text.append(_BREAK)
            self.has_breaks = True
        elif tag in ("td", "th"):
            self._text.append(" ")
        elif tag in _BLOCKS:
            if "template" not in self._unseen:
                self._unseen.clear()  # a paragraph ends a picture that was left open
            self._flush()
            self.has_breaks = self.has_breaks or tag not in {"html", "body"}
            above = self._open[-1][1]
            self._open.append((tag, above if above in _OUTRANKS else _HINTS.get(tag, above)))

    def end(self, tag: str | bytes) -> None:
        """End a block."""
        if self._unseen and tag == self._unseen[-1]:
            self._unseen.pop()
        elif tag in _BLOCKS:
            self._flush()
            if self._open[-1][0] == tag:
                self._open.pop()

    def data(self, data: str | bytes) -> None:
        """Keep a text."""
        if not self._unseen:
            self._text.append(str(data))

    def comment(self, text: str | bytes) -> None:
        """Leave out a comment."""

    def close(self) -> None:
        """End the last block."""
        self._flush()

    def _flush(self) -> None:
        text = "".join(self._text)
        self._text = []
        if text.strip():
            self.pieces.append((text, self._open[-1][1]))


def text_length(blocks: Sequence[Block]) -> int:
    """Return how many characters the blocks have that belong to the article."""
    return sum(len(" ".join(block.raw.split())) for block in blocks if block.hint is not Hint.ASIDE)

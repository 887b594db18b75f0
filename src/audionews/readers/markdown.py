"""Reads Markdown, with or without front matter."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from audionews.articles.blocks import Block, Hint
from audionews.articles.stray_markup import resolve_markup
from audionews.errors import TooLarge
from audionews.readers.charset import decode
from audionews.readers.compose import compose
from audionews.readers.front_matter import has_front_matter, read_front_matter
from audionews.readers.limits import check_length
from audionews.readers.listed import ListedReader
from audionews.readers.text import check_size
from audionews.readers.text_kinds import describe_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

    from audionews.model import Blob, Found, Known

_SIGNS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^#{1,6} \S",
        r"\*\*[^*\s][^*\n]{0,500}\*\*|__[^_\s][^_\n]{0,500}__",
        r"!?\[[^\]\n]{0,500}\]\([^)\s]{1,500}\)",
        r"^```",
        r"^\|.{1,500}\|[ \t]*$",
        r"^\[[^\]\n]{1,100}\]: \S",
        r"^(?:={3,}|-{3,})[ \t]*$",
    )
)
_MOST_BRACKETS = 5_000
_ENOUGH = 2  # kinds of signs that plain text has not
_NOT_READ = re.compile(  # code, rows of tables, and what site generators put in their place
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[ \t]*$|\Z)|^\|[^\n]*\|[ \t]*$|\{[{%][^{}\n]{0,500}[%}]\}",
    re.DOTALL | re.MULTILINE,
)
_SHORTCODE = re.compile(r"\{%[^{}\n]{0,500}%\}|\{\{[^{}\n]{0,500}\}\}")
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]{1,40}\](?!:)")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:")
_FOOTNOTE_BELOW = re.compile(rf"^{_FOOTNOTE.pattern}", re.MULTILINE)
_TASK = re.compile(r"\[[ xX]\]\s+")
_FULL_LINE = 45  # characters: where lines that go on below are at least that long, paragraphs were wrapped
_HINTS = {"blockquote_open": Hint.QUOTE, "list_item_open": Hint.ITEM, "tr_open": Hint.ROW, "heading_open": Hint.HEADING}


class MarkdownReader(ListedReader):
    """Reads an Article from Markdown."""

    name = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown")

    def sniff(self, blob: Blob, text: str) -> float:
        """Return the confidence (0 to 1) that a text is Markdown, by its front matter, its signs or its name."""
        if has_front_matter(text):
            return 0.95
        if describe_text(_NOT_READ.sub("", text)) is not None:
            return 0.0
        signs = sum(sign.search(text) is not None for sign in _SIGNS)
        if signs >= _ENOUGH:
            return 0.75
        named = blob.name.lower().endswith(self.suffixes) or blob.media_type == "text/markdown"
        starts = _SIGNS[0].match(text.lstrip("\ufeff \n\r")) is not None
        return 0.6 if text and (named or starts) else 0.0

    def read(self, blob: Blob, given: Known) -> Iterator[Found]:
        """Yield the one article in the input.

        Args:
            blob: The whole file.
            given: What is known about the article; it takes precedence over the front matter.

        Raises:
            NotText: The input is too large, is damaged text, or its front matter is wrong.
        """
        check_size(blob)
        decoded = decode(blob.content, blob.name, blob.charset)
        matter = read_front_matter(decoded.text, blob.name)
        if matter is None:
            yield compose(_blocks(decoded.text, blob.name), blob.name, given, decoded.charset, self.lists)
            return
        head = [Block(line, Hint.ASIDE, "front matter") for line in matter.text.splitlines()]
        points = [Block(f"- {point}", Hint.SUMMARY, "front matter") for point in matter.summary]
        known = given.or_else(matter.given)
        blocks = [*head, *points, *_blocks(matter.body, blob.name)]
        yield compose(blocks, blob.name, known, decoded.charset, self.lists)


def _blocks(text: str, source: str) -> Sequence[Block]:
    """Return the text of each element, without its signs.

    Raises:
        TooLarge: It is longer, or has more brackets, than any article; the parser takes long for those.
    """
    from markdown_it import MarkdownIt  # noqa: PLC0415 - loads when used

    check_length(len(text), source)
    if text.count("[") > _MOST_BRACKETS:
        raise TooLarge(f"{source} has more brackets than any article", "give one article a file")

    parser = MarkdownIt("commonmark", {"maxNesting": 50}).enable(["table", "strikethrough"])
    # The parser knows no footnotes: it takes them for links.
    tokens = parser.parse(_FOOTNOTE_BELOW.sub(r"\\\g<0>", _FOOTNOTE_MARK.sub("", text)))
    wrapped = _is_wrapped(tokens)
    return [block for block in _walk(tokens, wrapped=wrapped) if block.raw.strip()]


def _is_wrapped(tokens: Iterable[Token]) -> bool:
    """Return whether lines within paragraphs are full, so that they were broken by an editor and not by the author."""
    lengths = [
        len(line.content)
        for token in tokens
        for line, then in pairwise(token.children or ())
        if line.type == "text" and then.type == "softbreak"
    ]
    return bool(lengths) and min(lengths) >= _FULL_LINE


def _walk(tokens: Sequence[Token], *, wrapped: bool) -> Iterator[Block]:
    hints: list[Hint] = []
    cells: list[str] = []
    for token in tokens:
        if token.nesting == 1:
            hints.append(Hint.H1 if token.tag == "h1" else _HINTS.get(token.type, Hint.NONE))
        elif token.nesting == -1:
            hints.pop()
        if token.type == "inline" and Hint.ROW in hints:
            cells.append(_text(token, " ").replace("\n", " "))
        elif token.type == "tr_close":
            yield Block(" | ".join(cells), Hint.ROW)
            cells = []
        elif not token.nesting:
            yield from _leaf(token, next(filter(None, reversed(hints)), Hint.NONE), wrapped=wrapped)


def _leaf(token: Token, hint: Hint, *, wrapped: bool) -> Iterator[Block]:
    """Yield the lines of an element that holds no others."""
    if token.type == "inline":
        text = _text(token, " " if wrapped else "\n")
        if _FOOTNOTE.match(text):
            yield from (Block(line, Hint.ASIDE, "footnote") for line in text.split("\n"))
        else:
            text = _TASK.sub("", text, count=1) if hint is Hint.ITEM and _TASK.match(text) else text
            yield from _lines(text, hint)
    elif token.type == "html_block":
        yield from (Block(line) for line in resolve_markup(token.content).splitlines())
    else:
        yield from (Block(line, Hint.ASIDE, "code") for line in token.content.splitlines())


def _lines(text: str, hint: Hint) -> Iterator[Block]:
    for line in text.split("\n"):
        spoken = _SHORTCODE.sub("", line)
        if spoken.strip() or not line.strip():
            yield Block(spoken, hint)
        else:
            yield Block(line, Hint.ASIDE, "code of the site generator")


def _text(inline: Token, softbreak: str) -> str:
    """Return the text of a paragraph: links without their addresses, no pictures."""
    parts = {"softbreak": softbreak, "hardbreak": "\n"}
    return "".join(
        parts.get(token.type, token.content if token.type in {"text", "code_inline", "text_special"} else "")
        for token in inline.children or ()
    )

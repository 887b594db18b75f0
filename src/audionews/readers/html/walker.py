"""Cuts a page into the pieces of text that stand alone in it, in the order of the page; none is left out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from audionews.articles.blocks import Block, Hint
from audionews.articles.segment import lines_of
from audionews.readers.html.elements import BLOCKS, HINTS, PARAGRAPHS, SILENT, hint_by_name, why_aside
from audionews.readers.html.pieces import LONGEST_HINTED, Cut, Mark, Piece, void_marks, void_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from lxml.html import HtmlElement

_SPACE = re.compile(r"[ \t\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_PASSED_ON = frozenset({Hint.H1, Hint.HEADING, Hint.ITEM, Hint.QUOTE, Hint.TIME, Hint.CAPTION, Hint.BYLINE})
_LONGEST_NAME = 12  # words
_NO_NAME_END = ".؟?!:"
_LONGEST_LABEL = 40  # characters before a date or a name that belong to it
_LONGEST_CELL = 120  # characters; a row with longer cells is layout
_NAMED = frozenset("time span a b strong i em small".split())
_IN_ROW = (*(BLOCKS - {"td", "th", "tr", "tbody"}), *SILENT)


class _Open(NamedTuple):
    """A block element that is open."""

    number: int
    tag: str
    hint: Hint
    style: str = ""
    owner: int = 0


class _Entered(NamedTuple):
    """An element whose end is to come: whether it is marked, and whether its class says what it is."""

    marked: bool
    named: bool


@dataclass(slots=True)
class _Line:
    """The text that is being gathered, and what is known about it."""

    parts: list[str] = field(default_factory=list)
    chars: int = 0
    rows: int = 0
    linked: Counter[int] = field(default_factory=Counter)  # characters of links by row
    led: dict[int, bool] = field(default_factory=dict)  # whether the row begins with a link
    hint: Hint = Hint.NONE

    def add(self, text: str, *, linked: bool) -> None:
        """Add a text, which may have line breaks."""
        chars = len(text.strip())
        self.parts.append(text)
        self.chars += chars
        self.linked[self.rows] += chars if linked else 0
        if chars:
            self.led.setdefault(self.rows, linked)
        self.rows += text.count("\n")


def pieces_of(root: HtmlElement, dropped: Mapping[HtmlElement, str], body: Collection[HtmlElement]) -> Cut:
    """Return a page in pieces.

    Args:
        root: The page.
        dropped: Elements that the rules of the site drop, and why.
        body: The elements that hold the article, by the rules of the site.
    """
    walker = _Walker(dropped, body)
    walker.walk(root)
    void_marks(walker.pieces, walker.marks)
    void_names(walker.pieces)
    return Cut(walker.pieces, walker.marks, walker.deepest)


class _Walker:
    """Walks over a page once, without recursion."""

    def __init__(self, dropped: Mapping[HtmlElement, str], body: Collection[HtmlElement]) -> None:
        self.pieces: list[Piece] = []
        self.marks: list[Mark] = []
        self.deepest = 0
        self._depth = 0
        self._dropped = dropped
        self._body = body
        self._open = [_Open(0, "html", Hint.NONE)]
        self._opened = 0
        self._line = _Line()
        self._outer_lines: list[_Line] = []
        self._marks: list[Mark | None] = [None]
        self._entered: list[_Entered] = []
        self._links = 0
        self._inside = 0
        self._after_link = False

    def walk(self, root: HtmlElement) -> None:
        from lxml import etree  # noqa: PLC0415 - loads when used

        events = etree.iterwalk(root, events=("start", "end"))
        skipped = None
        for event, element in events:
            self._depth += 1 if event == "start" else -1
            self.deepest = max(self.deepest, self._depth)
            if event == "end":
                if element is skipped:
                    skipped = None
                else:
                    self._end(element)
                self._add(element.tail)
            elif self._leaves_out(element):
                skipped = element
                events.skip_subtree()
            else:
                self._start(element)
        self._flush()

    def _leaves_out(self, element: HtmlElement) -> bool:
        """Return whether the element is not walked over: it is silent, or a row whose piece is made here."""
        tag = element.tag
        if tag in SILENT or not isinstance(tag, str):
            return True
        cells = _cells(element) if tag == "tr" and not why_aside(element) else ()
        if not cells:
            return False
        self._flush()
        self._opened += 1
        self._open.append(_Open(self._opened, tag, Hint.ROW))
        self._line.add("، ".join(cells), linked=False)
        self._flush()
        self._open.pop()
        return True

    def _start(self, element: HtmlElement) -> None:
        block = element.tag in BLOCKS
        if block:
            self._flush()
        ruled = self._dropped.get(element, "")
        why = ruled or why_aside(element)
        if why:
            mark = Mark(why, self._marks[-1], firm=bool(ruled))
            self._marks.append(mark)
            self.marks.append(mark)
            if not block:
                self._outer_lines.append(self._line)
                self._line = _Line()
        self._inside += element in self._body
        named = self._open_block(element) if block else self._open_inline(element)
        self._entered.append(_Entered(marked=bool(why), named=named))
        self._add(element.text)

    def _open_block(self, element: HtmlElement) -> bool:
        """Begin a block; return whether its class says what it is."""
        outer = self._open[-1]
        hint = HINTS.get(element.tag, Hint.NONE)
        self._opened += 1
        named, owner = Hint.NONE, 0
        if hint in {Hint.NONE, Hint.PARAGRAPH}:
            named = hint_by_name(element)
            owner = self._opened if named else outer.owner
            hint = named or (outer.hint if outer.hint in _PASSED_ON else hint)
        self._open.append(_Open(self._opened, element.tag, hint, element.get("class", ""), owner))
        return bool(named)

    def _open_inline(self, element: HtmlElement) -> bool:
        """Go on with the line; return whether the element says that it is a date or a name."""
        tag = element.tag
        if tag == "br":
            self._line.add("\n", linked=False)
        elif tag == "a":
            if self._after_link and not self._in_paragraph():
                self._line.add("\n", linked=False)
            self._links += 1
        elif tag == "q":
            self._add("«")
        hint = hint_by_name(element) if tag in _NAMED else Hint.NONE
        if hint:
            if not self._in_paragraph() and (self._line.hint or self._line.chars > _LONGEST_LABEL):
                self._flush()
            self._line.hint = self._line.hint or hint
        return bool(hint)

    def _end(self, element: HtmlElement) -> None:
        tag, entered = element.tag, self._entered.pop()
        block = tag in BLOCKS
        if block:
            self._flush()
            self._open.pop()
        elif tag == "a":
            self._links -= 1
        elif tag == "q":
            self._add("»")
        elif entered.named and tag in {"time", "span"} and not self._in_paragraph():
            self._flush()
        self._inside -= element in self._body
        if entered.marked:
            if not block:
                self._flush()
                self._line = self._outer_lines.pop()
            self._marks.pop()
        self._after_link = tag == "a"

    def _in_paragraph(self) -> bool:
        return self._open[-1].tag in PARAGRAPHS

    def _add(self, text: str | None) -> None:
        if not text:
            return
        kept = text if self._open[-1].tag == "pre" else _SPACE.sub(" ", text)
        self._after_link = False
        self._line.add(kept, linked=self._links > 0)

    def _flush(self) -> None:
        """Make pieces of the text that was gathered."""
        line, self._line = self._line, _Line()
        text = "".join(line.parts)
        if not text.strip():
            return
        around, parent, own = (self._open[max(0, len(self._open) - above)] for above in (3, 2, 1))
        row = 0
        for block in lines_of(text) if "\n" in text else (Block(text),):
            rows = block.raw.count("\n") + 1
            linked = sum(line.linked[each] for each in range(row, row + rows))
            led = line.led.get(row, False)
            row += rows
            raw = _SPACE.sub(" ", block.raw).strip()
            if raw:
                self.pieces.append(
                    Piece(
                        text=raw,
                        hint=_hint(line.hint or own.hint, own.tag, raw),
                        owner=0 if line.hint else own.owner,
                        element=own.number,
                        parent=parent.number,
                        around=around.number,
                        style=parent.style,
                        tag=own.tag,
                        linked=linked / len(raw),
                        led=led,
                        mark=self._marks[-1],
                        inside=self._inside > 0,
                    )
                )


def _hint(hint: Hint, tag: str, text: str) -> Hint:
    """Return the hint, or that of the tag if the text is too long for it."""
    if (hint is not Hint.BYLINE or _may_be_name(text)) and len(text) <= LONGEST_HINTED.get(hint, len(text)):
        return hint
    return Hint.PARAGRAPH if tag == "p" else Hint.NONE


def _may_be_name(text: str) -> bool:
    is_short = len(text.split()) <= _LONGEST_NAME and text[-1] not in _NO_NAME_END
    return is_short and any(map(str.isalpha, text)) and not any(map(str.isdigit, text))


def _cells(row: HtmlElement) -> tuple[str, ...]:
    """Return the texts of the cells of a row of data; nothing if the table is layout."""
    if next(row.iter(*_IN_ROW), None) is not None:
        return ()
    cells = tuple(_texts(row))
    return cells if len(cells) > 1 and max(map(len, cells)) <= _LONGEST_CELL else ()


def _texts(row: HtmlElement) -> Iterator[str]:
    for cell in row.iterchildren("td", "th"):
        text = _SPACE.sub(" ", "".join(cell.itertext())).strip()
        if text:
            yield text

"""XML from anybody, read into elements that know their lines: in bounded memory, without entities of its own.

A document that breaks off is read up to there, without the item in which it does.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from audionews.lint.rules import Fault
from audionews.lint.values import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

_DEEPEST = 60  # elements in elements; feeds have about 6
_MOST = 400_000  # elements; an item has about 30
_DECLARED = re.compile(rb"""\s{0,100}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._-]{1,40})["']""")
_BYTE_ORDER = b"\xef\xbb\xbf"


class Element(ET.Element):
    """An element that knows in which line it begins."""

    __slots__ = ("line",)
    line: int


class XmlDocument(NamedTuple):
    """What could be read.

    Attributes:
        root: The outermost element; None if nothing could be read.
        whole: Whether the document could be read to its end.
        faults: What is wrong with it as XML.
    """

    root: Element | None
    whole: bool
    faults: list[Fault]


class _Refused(Exception):  # noqa: N818 - it is a decision, not an error
    """The document is well-formed so far, but is not read on."""


class _Builder:
    def __init__(self) -> None:
        self.root: Element | None = None
        self.open: list[Element] = []
        self._text: list[str] = []
        self._count = 0
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, blob: bytes) -> None:
        self._parser.Parse(blob, True)  # noqa: FBT003 - the parser's signature: this is the last piece

    @property
    def line(self) -> int:
        return self._parser.CurrentLineNumber

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._flush()
        self._count += 1
        if len(self.open) >= _DEEPEST or self._count > _MOST:
            raise _Refused(f"it has more than {_MOST:,} elements, or more than {_DEEPEST} in each other")
        element = Element(_named(tag), {_named(name): value for name, value in attributes.items()})
        element.line = self.line
        if self.open:
            self.open[-1].append(element)
        elif self.root is None:
            self.root = element
        self.open.append(element)

    def _end(self, _tag: str) -> None:
        self._flush()
        self.open.pop()

    def _flush(self) -> None:
        """Put the text since the last tag in its place."""
        if self._text and self.open:
            text = "".join(self._text)
            within = self.open[-1]
            if len(within):
                within[-1].tail = text
            else:
                within.text = text
        self._text.clear()

    def _doctype(self, *_: object) -> None:
        raise _Refused("it has a DOCTYPE, which readers refuse")


def read_xml(blob: bytes) -> XmlDocument:
    """Return what could be read of a document, with what is wrong with it."""
    builder = _Builder()
    faults = [*_encoding_faults(blob)]
    try:
        builder.feed(blob)
    except _Refused as error:
        return XmlDocument(None, whole=False, faults=[*faults, Fault("xml", str(error), f"line {builder.line}")])
    except expat.ExpatError as error:
        why = expat.ErrorString(error.code)
        faults.append(Fault("xml", f"it is not XML from here on: {why}", f"line {error.lineno}"))
    except (ValueError, LookupError, UnicodeError) as error:
        faults.append(Fault("xml", f"its encoding cannot be read: {shown(error)}", "line 1"))
    else:
        return XmlDocument(builder.root, whole=True, faults=faults)
    for outer, inner in zip(builder.open, builder.open[1:], strict=False):
        if inner.tag == "item":
            outer.remove(inner)
    return XmlDocument(builder.root, whole=False, faults=faults)


def _named(name: str) -> str:
    """Return a name as ElementTree writes it: "{namespace}name"."""
    return "{" + name if "}" in name else name


def _encoding_faults(blob: bytes) -> list[Fault]:
    match = _DECLARED.match(blob.removeprefix(_BYTE_ORDER)[:400])
    declared = match[1].decode() if match else "UTF-8"
    if declared.upper() in {"UTF-8", "UTF8", "US-ASCII", "ASCII"} or blob[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return []
    try:
        real = "UTF-8" if not blob.isascii() and blob.decode("utf-8") else ""
    except UnicodeDecodeError:
        real = ""
    if real:
        return [
            Fault("encoding", f"it declares {declared}, but its bytes are {real}: its letters come out wrong", "line 1")
        ]
    return [Fault("not-utf-8", f"it is in {declared}, not in UTF-8", "line 1")]

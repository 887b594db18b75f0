"""Reads Word documents (.docx)."""

from __future__ import annotations

import io
import zipfile
import zlib
from itertools import chain, islice
from typing import TYPE_CHECKING

from audionews.articles.blocks import Block, Hint
from audionews.errors import Binary, TooLarge
from audionews.readers.compose import compose
from audionews.readers.limits import MOST_LINES
from audionews.readers.listed import ListedReader
from audionews.readers.text import check_size

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from docx.document import Document
    from lxml.etree import _Element

    from audionews.model import Blob, Found, Known

_AS_TEXT = "paste the article into a plain text file (UTF-8)"
_MOST = 50_000_000  # bytes of the parts of a document, unpacked, and
_MOST_XML = 20_000_000  # of those that are XML; the tree of one takes ten times as much memory
_MOST_PARTS = 2_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_SKIPPED = frozenset({f"{_W}del", f"{_W}moveFrom", _FALLBACK, f"{_W}txbxContent"})
_FEWEST_CELLS = 2  # of a row of data
_LONGEST_CELL = 200  # characters of a paragraph in one
_NOTES = ("footnotes", "endnotes")
_DAMAGED = (  # what zipfile and python-docx raise for files that are damaged, encrypted or packed in unknown ways
    *(zipfile.BadZipFile, zlib.error, KeyError, IndexError, ValueError, TypeError, OSError, AttributeError),
    *(EOFError, RuntimeError),
)
_STYLES = (
    ("title", Hint.H1),
    ("heading", Hint.HEADING),
    ("list", Hint.ITEM),
    ("quote", Hint.QUOTE),
    ("caption", Hint.CAPTION),
)


class DocxReader(ListedReader):
    """Reads an Article from a Word document. Deleted text of tracked changes is left out, inserted text is read."""

    name = "docx"
    suffixes: tuple[str, ...] = (".docx",)

    def sniff(self, blob: Blob, text: str) -> float:  # noqa: ARG002 - the port's signature
        """Return 1 for an archive that has the parts of a Word document, else 0."""
        if not blob.content.startswith(b"PK\x03\x04"):
            return 0.0
        try:
            with zipfile.ZipFile(io.BytesIO(blob.content)) as archive:
                return float("word/document.xml" in archive.namelist())
        except (zipfile.BadZipFile, OSError, ValueError):
            return 0.0

    def read(self, blob: Blob, given: Known) -> Iterator[Found]:
        """Yield the one article in the document.

        Raises:
            Binary: The document is damaged.
            TooLarge: It is larger than any article.
        """
        import docx  # noqa: PLC0415 - loads when used
        from docx.opc.exceptions import OpcError  # noqa: PLC0415 - as above
        from lxml.etree import LxmlError  # noqa: PLC0415 - as above

        check_size(blob)
        try:
            with zipfile.ZipFile(io.BytesIO(blob.content)) as archive:
                _check_parts(archive.infolist(), blob.name)
            document = docx.Document(io.BytesIO(blob.content))
            names = {style.style_id: style.name or "" for style in document.styles}
            found = chain(_around(document), _blocks(document.element.body, names), _notes(document))
            blocks = list(islice(found, MOST_LINES + 1))
        except (OpcError, LxmlError, *_DAMAGED) as error:
            raise Binary(f"{blob.name} is a damaged Word document", "open it in Word and save it again") from error
        yield compose(blocks, blob.name, given, "docx", self.lists)


def _check_parts(parts: Collection[zipfile.ZipInfo], source: str) -> None:
    """Raise TooLarge if a document has more parts than any, or these unpack to more."""
    xml = sum(part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels")))
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST or xml > _MOST_XML:
        raise TooLarge(f"{source} is larger than any article: its parts are too many, or unpack to too much", _AS_TEXT)


def _around(document: Document) -> Iterator[Block]:
    """Yield what stands on every page: it is shown, and not spoken."""
    for section in document.sections:
        for part in (section.header, section.footer):
            for paragraph in part.paragraphs:
                yield Block(paragraph.text, Hint.ASIDE, "header or footer of the page")


def _notes(document: Document) -> Iterator[Block]:
    """Yield the footnotes and endnotes: they are shown, and not spoken."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - loads when used

    for relation in document.part.rels.values():
        if relation.reltype.rpartition("/")[2] in _NOTES and not relation.is_external:
            for paragraph in parse_xml(relation.target_part.blob).iter(f"{_W}p"):
                yield Block(_text(paragraph), Hint.OUTSIDE, "footnote")


def _blocks(body: _Element, styles: dict[str, str]) -> Iterator[Block]:
    """Yield the paragraphs and the rows of tables, in order; what is in a text box follows its paragraph."""
    rows: set[_Element] = set()
    for element in body.iter(f"{_W}p", f"{_W}tr"):
        above = list(element.iterancestors())
        if not rows.isdisjoint(above) or any(parent.tag in _SKIPPED for parent in above):
            continue
        if element.tag == f"{_W}tr":
            cells = _cells(element)
            if cells:
                rows.add(element)
                yield Block(" | ".join(cells), Hint.ROW)
        else:
            hint = _hint(element, styles)
            yield from (Block(line, hint) for line in _text(element).split("\n"))
            for box in element.iter(f"{_W}txbxContent"):
                if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
                    yield from (Block(_text(paragraph), why="in a text box") for paragraph in box.iter(f"{_W}p"))


def _cells(row: _Element) -> list[str]:
    """Return the texts in a row of a table of data; [] if the table only lays out paragraphs."""
    cells = [[_text(paragraph) for paragraph in cell.iter(f"{_W}p")] for cell in row.iter(f"{_W}tc")]
    filled = [[text for text in cell if text.strip()] for cell in cells]
    if next(row.iter(f"{_W}tbl"), None) is not None or sum(map(bool, filled)) < _FEWEST_CELLS:
        return []
    if any(len(cell) > 1 and max(map(len, cell)) > _LONGEST_CELL for cell in filled):
        return []
    return [" ".join(" ".join(cell).split()) for cell in filled]


def _hint(paragraph: _Element, styles: dict[str, str]) -> Hint:
    style = next((styles.get(each.get(f"{_W}val", ""), "") for each in paragraph.iter(f"{_W}pStyle")), "").lower()
    if next(paragraph.iter(f"{_W}numPr"), None) is not None:
        return Hint.ITEM
    return next((hint for name, hint in _STYLES if name in style), Hint.NONE)


def _text(paragraph: _Element) -> str:
    """Return the text of a paragraph as it reads with all changes accepted."""
    return "".join(_pieces(paragraph))


def _pieces(paragraph: _Element) -> Iterator[str]:
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}t":
            yield element.text or ""
        elif element.tag in _BREAKS:
            yield _BREAKS[element.tag]
        elif element.tag not in _SKIPPED and not _is_hidden(element):
            waiting.extend(reversed(element))


def _is_hidden(element: _Element) -> bool:
    """Return whether a run is hidden text."""
    vanish = element.find(f"{_W}rPr/{_W}vanish") if element.tag == f"{_W}r" else None
    return vanish is not None and vanish.get(f"{_W}val", "1") not in {"0", "false"}

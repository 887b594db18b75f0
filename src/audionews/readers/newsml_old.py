"""Finds the items of a NewsML 1.0 to 1.2 file, which agencies still send, and their facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.articles.segment import lines_of
from audionews.errors import NoBody
from audionews.model import Image, Known
from audionews.readers.fragment import blocks_of, plain_text
from audionews.readers.items import Item, web_address
from audionews.readers.nitf import content_of, headline_of
from audionews.readers.safe_xml import local_name, text_in
from audionews.readers.wire_facts import byline_of, notes_of, status_of, with_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from audionews.articles.blocks import Block

_ID = "Identification/NewsIdentifier/"


def items_of(root: _Element) -> Iterator[Item]:
    """Yield the items of a file in order.

    Args:
        root: The ``NewsML`` element.
    """
    for item in root.iterfind("{*}NewsItem"):
        yield _item(item)


def _item(item: _Element) -> Item:
    content, inner = _content(item)
    known = _known(item, inner)
    name = known.headline or known.source_id
    return Item(
        known=known,
        content=content,
        notes=notes_of(_first(item, "Instruction"), _first(item, "DateLine")),
        whole=bool(content),
        error=None if content else NoBody(f'"{name}" has no text in the file', "give the items with their texts"),
    )


def _content(item: _Element) -> tuple[tuple[Block, ...], str]:
    """Return the first text of the item, and the headline in it."""
    for data in item.iterfind(".//{*}ContentItem/{*}DataContent"):
        document = next((each for each in data if local_name(each) in {"nitf", "html"}), data)
        headline = headline_of(document)
        if len(data):
            blocks = content_of(document)
        else:
            text = data.text or ""
            blocks = blocks_of(text) if "<" in text else lines_of(text)
        if any(block.raw.strip() for block in blocks):
            return blocks, headline
    return (), ""


def _known(item: _Element, inner: str) -> Known:
    management = "NewsManagement/"
    future = _formal(item, f"{management}StatusWillChange/FutureStatus")
    embargo = text_in(item, f"{management}StatusWillChange/DateAndTime") if future.lower() == "usable" else ""
    status = status_of(_formal(item, f"{management}Status"))
    known = Known(
        headline=plain_text(_first(item, "HeadLine")) or inner,
        status=status_of("") if embargo else status,
        byline=byline_of([_first(item, "ByLine")]),
        source_id=text_in(item, f"{_ID}PublicIdentifier") or text_in(item, f"{_ID}NewsItemId"),
        image=_image(item),
    )
    first, revised = text_in(item, f"{management}FirstCreated"), text_in(item, f"{management}ThisRevisionCreated")
    return with_dates(known, [first, text_in(item, f"{_ID}DateId")], revised, embargo)


def _first(item: _Element, name: str) -> str:
    """Return the first text of the lines of a component with this name."""
    lines = (" ".join("".join(map(str, each.itertext())).split()) for each in item.iterfind(f".//{{*}}{name}"))
    return next(filter(None, lines), "")


def _formal(item: _Element, path: str) -> str:
    element = item.find("/".join(f"{{*}}{name}" for name in path.split("/")))
    return element.get("FormalName", "") if element is not None else ""


def _image(item: _Element) -> Image | None:
    for content in item.iterfind(".//{*}ContentItem"):
        kind = _formal(content, "MediaType").lower()
        if kind in {"photo", "picture", "graphic"} and (url := web_address(content.get("Href", ""), "")):
            return Image(url=url)
    return None

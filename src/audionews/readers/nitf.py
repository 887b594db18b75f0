"""From an NITF document, or the XHTML of a wire, to blocks and facts. Source: NITF 3.6, iptc.org/std/NITF."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from audionews.model import Image, Known, Status
from audionews.readers.fragment import blocks_of, plain_text
from audionews.readers.items import Item, web_address
from audionews.readers.safe_xml import inner_markup, local_name, text_in
from audionews.readers.wire_facts import byline_of, corrections_of, notes_of, status_of, with_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from audionews.articles.blocks import Block

# Elements of NITF as those of HTML that mean the same.
_AS_HTML = {
    "hl1": "h1",
    "hl2": "h2",
    "bq": "blockquote",
    "block": "div",
    "media": "figure",
    "media-caption": "figcaption",
    "media-producer": "figcaption",
    "media-metadata": "template",
    "media-object": "template",
    "note": "aside",
    "table-reference": "template",
    "fn": "aside",
    "tagline": "aside",
    "bibliography": "aside",
}


def nitf_item(root: _Element) -> Item:
    """Return the item that an NITF document is, with all that it says about itself."""
    content = content_of(root)
    note = _attribute(root, "docdata/ed-msg", "info")
    correction = _attribute(root, "docdata/correction", "info")
    abstract = root.find("{*}body/{*}body.head/{*}abstract")
    return Item(
        known=_known(root, note, correction),
        content=content,
        unread=blocks_of(inner_markup(abstract)) if abstract is not None else (),
        notes=notes_of(note, text_in(root, "body/body.head/dateline")),
        whole=bool(content),
    )


def content_of(root: _Element) -> tuple[Block, ...]:
    """Return the text of an NITF or XHTML document, or of any other element with paragraphs."""
    if local_name(root) == "nitf":
        bodies = [*root.iterfind("{*}body/{*}body.content"), *root.iterfind("{*}body/{*}body.end")]
    else:
        bodies = [*root.iterfind("{*}body")] or [root]
    return tuple(block for body in bodies for block in blocks_of(inner_markup(_as_html(body))))


def _as_html(body: _Element) -> _Element:
    """Return a copy whose elements have the names of those of HTML that mean the same."""
    copied = deepcopy(body)
    for each in copied.iter():
        each.tag = _AS_HTML.get(local_name(each), local_name(each))
    return copied


def headline_of(root: _Element) -> str:
    """Return the headline in an NITF document, or the title of XHTML, or ""."""
    written = text_in(root, "body/body.head/hedline/hl1") or text_in(root, "body/body.head/hedline")
    return plain_text(written or text_in(root, "head/title"))


def dateline_of(root: _Element) -> str:
    """Return the dateline that an NITF document has as an element of its own, or ""."""
    return text_in(root, "body/body.head/dateline")


def authors_of(root: _Element) -> Iterator[str]:
    """Yield who wrote an NITF document, without what they are."""
    for byline in root.iterfind("{*}body/{*}body.head/{*}byline"):
        copied = deepcopy(byline)
        for title in list(copied.iter("{*}byttl")):
            title.text = None
        yield " ".join(" ".join(map(str, copied.itertext())).split())


def image_of(root: _Element) -> Image | None:
    """Return the first picture in an NITF document with its caption and who made it, or None."""
    for media in root.iterfind("{*}body/{*}body.content//{*}media"):
        references = media.iterfind("{*}media-reference")
        url = next(filter(None, (web_address(each.get("source", ""), "") for each in references)), "")
        if url and media.get("media-type", "image") == "image":
            return Image(
                url=url,
                caption=plain_text(text_in(media, "media-caption")),
                credit=plain_text(text_in(media, "media-producer")),
            )
    return None


def _known(root: _Element, note: str, correction: str) -> Known:
    status = root.find("{*}head/{*}docdata")
    management = status.get("management-status", "") if status is not None else ""
    issued, released = _attribute(root, "docdata/date.issue", "norm"), _attribute(root, "docdata/date.release", "norm")
    known = Known(
        headline=headline_of(root),
        status=Status.USABLE if management == "embargoed" and released else status_of(management),
        byline=byline_of(authors_of(root)),
        link=web_address(_attribute(root, "pubdata", "ex-ref"), ""),
        source_id=_attribute(root, "docdata/doc-id", "id-string"),
        section=_attribute(root, "pubdata", "position.section"),
        image=image_of(root),
        corrections=corrections_of(correction or note, marked=bool(correction)),
    )
    published = _attribute(root, "pubdata", "date.publication")
    return with_dates(known, [issued, published], released, released if released != issued else "")


def _attribute(root: _Element, path: str, name: str) -> str:
    """Return an attribute of an element in the head of a document, or ""."""
    element = root.find("/".join(f"{{*}}{part}" for part in ("head", *path.split("/"))))
    return element.get(name, "") if element is not None else ""

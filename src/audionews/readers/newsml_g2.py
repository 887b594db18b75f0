"""Finds the items of a NewsML-G2 file and their facts: texts, the pictures that belong to them, packages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from audionews.articles.segment import lines_of
from audionews.errors import NoBody
from audionews.model import Image, Known
from audionews.readers.fragment import blocks_of, plain_text
from audionews.readers.items import Item, web_address
from audionews.readers.nitf import authors_of, content_of, dateline_of, headline_of, image_of
from audionews.readers.safe_xml import local_name, text_in
from audionews.readers.wire_facts import byline_of, corrections_of, notes_of, status_of, with_dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from audionews.articles.blocks import Block

_KINDS = {"picture": "a picture", "graphic": "a graphic", "audio": "a sound", "video": "a film"}
_OTHERS = {"conceptItem": "a concept", "knowledgeItem": "a list of concepts", "planningItem": "a plan of coverage"}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class _File(NamedTuple):
    """What a file has: the number of its texts, the pictures by their ids, and the ids of all items."""

    texts: int
    pictures: Mapping[str, Image]
    ids: frozenset[str]


def items_of(root: _Element) -> Iterator[Item]:
    """Yield the items of a file in order; pictures are those of its texts, if they belong to one.

    Args:
        root: A news message, news item or package item.
    """
    items = list(root.iterfind("{*}itemSet/*")) if local_name(root) == "newsMessage" else [root]
    news = [each for each in items if local_name(each) == "newsItem"]
    pictures = {each.get("guid", ""): image for each in news if (image := _picture(each)) is not None}
    texts = sum(_kind(each) not in _KINDS for each in news)
    file = _File(texts, pictures, frozenset(each.get("guid", "") for each in items))
    shown = pictures.keys() & {guid for each in news for guid in _related(each)} if texts != 1 else pictures.keys()
    for each in items:
        name = local_name(each)
        if name == "newsItem" and each.get("guid", "") not in shown:
            yield _item(each, file)
        elif name == "packageItem":
            yield from _absent(each, file)
        elif name in _OTHERS:
            yield Item(error=NoBody(f'"{each.get("guid", "")}" is {_OTHERS[name]} and no text', "give the news items"))


def _kind(item: _Element) -> str:
    """Return the class of an item, such as "text" or "picture"."""
    element = item.find("{*}itemMeta/{*}itemClass")
    return _code(element) if element is not None else "text"


def _code(element: _Element) -> str:
    return (element.get("qcode") or element.get("uri") or "").replace("/", ":").rpartition(":")[2]


def _item(item: _Element, file: _File) -> Item:
    inline = _inline(item)
    content = _content(item, inline)
    known = _known(item, inline, file)
    page = "" if content else _remote(item, "text/", "application/xhtml")
    known = replace(known, link=page or known.link)
    note = text_in(item, "itemMeta/edNote")
    located = text_in(item, "contentMeta/dateline") or text_in(item, "contentMeta/located/name")
    error = None
    if not content and not page:
        kind = _KINDS.get(_kind(item))
        what = f"is {kind} and no text" if kind else "has no text in the file"
        error = NoBody(f'"{known.headline or known.source_id}" {what}', "give the items with their texts")
    return Item(
        known=known,
        content=content,
        unread=blocks_of(text_in(item, "contentMeta/description")),
        notes=notes_of(note, (dateline_of(inline) if inline is not None else "") or located),
        whole=bool(content),
        error=error,
    )


def _inline(item: _Element) -> _Element | None:
    """Return the first document in the item: NITF, XHTML or of another kind."""
    return next((child for each in item.iterfind("{*}contentSet/{*}inlineXML") for child in each), None)


def _content(item: _Element, inline: _Element | None) -> tuple[Block, ...]:
    if inline is not None and (blocks := content_of(inline)):
        return blocks
    for data in item.iterfind("{*}contentSet/{*}inlineData"):
        text = data.text or ""
        blocks = lines_of(text) if "plain" in data.get("contenttype", "") else blocks_of(text)
        if any(block.raw.strip() for block in blocks):
            return blocks
    return ()


def _known(item: _Element, inline: _Element | None, file: _File) -> Known:
    status = item.find("{*}itemMeta/{*}pubStatus")
    headlines = [plain_text("".join(map(str, each.itertext()))) for each in item.iterfind("{*}contentMeta/{*}headline")]
    inner = headline_of(inline) if inline is not None else ""
    titles = [title for title in (*headlines, inner, plain_text(text_in(item, "itemMeta/title"))) if title]
    signals = [_code(each) for each in item.iterfind("{*}itemMeta/{*}signal")]
    own = image_of(inline) if inline is not None else None
    related = (file.pictures[guid] for guid in _related(item) if guid in file.pictures)
    known = Known(
        headline=next(iter(titles), ""),
        titles=tuple(dict.fromkeys(titles[1:])),
        status=status_of(_code(status)) if status is not None else status_of(""),
        byline=byline_of(_authors(item, inline)),
        link=_link(item),
        source_id=item.get("guid", ""),
        section=next(filter(None, map(_name, item.iterfind("{*}contentMeta/{*}subject"))), ""),
        language=_language(item),
        image=own or next(related, None) or (next(iter(file.pictures.values()), None) if file.texts == 1 else None),
        corrections=corrections_of(text_in(item, "itemMeta/edNote"), marked="correction" in signals),
    )
    first = (text_in(item, "itemMeta/firstCreated"), text_in(item, "contentMeta/contentCreated"))
    version, embargo = text_in(item, "itemMeta/versionCreated"), text_in(item, "itemMeta/embargoed")
    return with_dates(known, first, version, embargo)


def _authors(item: _Element, inline: _Element | None) -> list[str]:
    """Return the bylines of an item, else those in its document, else the names of its authors."""
    bylines = ["".join(map(str, each.itertext())) for each in item.iterfind("{*}contentMeta/{*}by")]
    inner = list(authors_of(inline)) if inline is not None else []
    return bylines or inner or [_name(each) for each in item.iterfind("{*}contentMeta/{*}creator")]


def _name(element: _Element) -> str:
    """Return the name of a concept, in Arabic if it has one."""
    names = sorted(element.iterfind("{*}name"), key=lambda name: not name.get(_XML_LANG, "").startswith("ar"))
    return next((plain_text(name.text or "") for name in names), "") or element.get("literal", "")


def _language(item: _Element) -> str:
    element = item.find("{*}contentMeta/{*}language")
    tag = (element.get("tag", "") if element is not None else "") or item.get(_XML_LANG, "")
    return tag if tag.lower().startswith("ar") else ""


def _link(item: _Element) -> str:
    """Return the page of the item on the web, if it names one."""
    for link in item.iterfind("{*}itemMeta/{*}link"):
        if "html" in link.get("contenttype", "") and (address := web_address(link.get("href", ""), "")):
            return address
    return ""


def _related(item: _Element) -> Iterator[str]:
    """Yield the ids of the items to which an item links."""
    for link in item.iterfind("{*}itemMeta/{*}link"):
        yield link.get("residref", "")


def _picture(item: _Element) -> Image | None:
    url = _remote(item, "image/") if _kind(item) in {"picture", "graphic"} else ""
    if not url:
        return None
    caption = text_in(item, "contentMeta/description") or text_in(item, "contentMeta/headline")
    credit = text_in(item, "contentMeta/creditline") or byline_of(_authors(item, None))
    return Image(url=url, caption=plain_text(caption), credit=plain_text(credit))


def _remote(item: _Element, *kinds: str) -> str:
    """Return the address of the content, if it is of one of these kinds; the largest first."""
    remotes = [each for each in item.iterfind("{*}contentSet/{*}remoteContent") if _is_of(each, kinds)]
    remotes.sort(key=lambda each: int(width) if (width := each.get("width", "")[:9]).isdecimal() else 0, reverse=True)
    return next(filter(None, (web_address(each.get("href", ""), "") for each in remotes)), "")


def _is_of(remote: _Element, kinds: tuple[str, ...]) -> bool:
    return not remote.get("contenttype") or remote.get("contenttype", "").startswith(kinds)


def _absent(package: _Element, file: _File) -> Iterator[Item]:
    """Yield the items to which a package refers and that are not in the file."""
    for reference in package.iterfind("{*}groupSet/{*}group/{*}itemRef"):
        guid = reference.get("residref", "")
        if guid not in file.ids or not guid:
            known = Known(
                headline=plain_text(text_in(reference, "title")),
                link=web_address(reference.get("href", ""), ""),
                source_id=guid,
            )
            error = NoBody(f'the package names "{guid}", which is not in the file', "give the item itself")
            yield Item(known=known, error=None if known.link else error)

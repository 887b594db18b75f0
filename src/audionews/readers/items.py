"""Makes the Article of one item of a feed or a wire: its facts are known, its content is blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

from audionews.articles.blocks import Hint
from audionews.errors import NoBody
from audionews.model import Failed, Known, Place, Pointer, Precision, Reason, SourceLine
from audionews.model.reading import NOTHING_KNOWN
from audionews.readers.charset import decode
from audionews.readers.compose import compose
from audionews.readers.fragment import text_length
from audionews.readers.limits import MOST_ARTICLES, too_many
from audionews.readers.text import check_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from audionews.arabic.word_lists import WordLists
    from audionews.articles.blocks import Block
    from audionews.errors import ArticleError
    from audionews.model import Blob, Found
    from audionews.readers.charset import Decoded

LEAST_CONTENT = 300  # characters of what a feed calls the content of an article
LEAST_DESCRIPTION = 800  # characters of what it calls a description; teasers have up to 500
_SURELY_WHOLE = 2000  # characters; such a text may end in "..." and is no teaser
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.-]{1,40})[\"']", re.IGNORECASE | re.ASCII)
_ELLIPSIS = re.compile(r"(?:…|\.\.\.?)[\s.»”\")]*$")
_READ_MORE = re.compile(
    r"(?:[\[({]\s?(?:…|\.\.\.?)\s?[\])}]"
    r"|(?:^|\W)(?:قراءة|[اإأ]قر[أا]|[اإأ]كمل|تابع|متابعة|مواصلة|شاهد) (?:ال)?(?:مزيد|قراءة|مقال|مقالة|خبر|بقية)"
    r"|(?:^|\W)للمزيد|^المزيد|(?:read|continue) (?:more|reading))[\s.…:>»›←→\])]*$",
    re.IGNORECASE,
)
_FEED_NOTE = re.compile(
    r"(?:the post .+ (?:first )?appeared (?:first )?on .+"
    r"|(?:ظهرت|ظهر|نشرت|نشر) (?:ال)?(?:مقالة|مقال|تدوينة|موضوع|خبر|المشاركة) .+ (?:على|في) .+"
    r"|(?:ال)?(?:مقالة|مقال|تدوينة|موضوع|خبر) .+ (?:ظهرت|ظهر|نشرت|نشر) (?:للمرة الأولى|أولا|أولاً|أولًا) (?:على|في) .+)",
    re.IGNORECASE,
)
_LONGEST_NOTE = 400  # characters
_LONGEST_NAME = 200  # characters of an item's id in messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a feed or a wire.

    Attributes:
        number: Its place in the input, from 1.
        known: What the input says about it.
        content: Its text, all of it if ``whole``.
        unread: Other texts of it that are not read, such as a description beside the content.
        notes: What it says to editors, such as a dateline, with the reason why it is not spoken.
        whole: Whether ``content`` is the whole article.
        error: Why it cannot be read, or None.
    """

    number: int = 0
    known: Known = NOTHING_KNOWN
    content: Sequence[Block] = ()
    unread: Sequence[Block] = ()
    notes: Sequence[Block] = ()
    whole: bool = False
    error: ArticleError | None = None

    def at(self, number: int) -> Self:
        """Return the item at this place of the input."""
        return replace(self, number=number)


def first_items(items: Iterable[Item], source: str) -> Iterator[Item]:
    """Yield the items, numbered from 1; behind the most that an input may have, one that has an error for the rest."""
    for number, item in enumerate(items, start=1):
        if number > MOST_ARTICLES:
            yield Item(number=number, error=too_many(source))
            return
        yield item.at(number)


def decode_whole(blob: Blob) -> Decoded:
    """Return the decoded input; of XML, the charset that it declares counts among the likely ones.

    Raises:
        TooLarge: It has more than ``LIMIT`` bytes.
        Binary: It is no text.
    """
    check_size(blob)
    declared = _DECLARED.match(blob.content)
    return decode(blob.content, blob.name, declared[1].decode() if declared else blob.charset, lenient=True)


def item_source(blob: Blob, item: Item) -> str:
    """Return what messages call an item: the input, "#", and its id, its link or its number."""
    name = item.known.source_id or item.known.link or str(item.number)
    return f"{blob.name}#{' '.join(name.split())[:_LONGEST_NAME]}"


def web_address(address: str, base: str) -> str:
    """Return an absolute address of the web, or "" if it is none.

    >>> web_address("/a?b=1&amp;c=2", "https://example.org/feed"), web_address("javascript:alert(1)", "")
    ('https://example.org/a?b=1&c=2', '')
    """
    address = "".join(address.split()).replace("&amp;", "&").replace("&#038;", "&")
    if not address:
        return ""
    try:
        joined = urljoin(base, address)
        parts = urlsplit(joined)
    except ValueError:
        return ""
    return joined if parts.scheme in {"http", "https"} and parts.netloc else ""


def is_partial(content: Sequence[Block], least: int) -> bool:
    """Return whether a text is only the beginning of an article, or a summary: short, or it breaks off.

    Args:
        content: The blocks of the text.
        least: A text with fewer characters is too short to be the article.
    """
    return text_length(content) < least or breaks_off(content)


def breaks_off(content: Sequence[Block]) -> bool:
    """Return whether a text ends in an ellipsis or "اقرأ المزيد", and is no long article that just ends so."""
    last = next((block.raw for block in reversed(content) if block.hint is not Hint.ASIDE), "").rstrip()[-60:]
    ellipsis = _ELLIPSIS.search(last) is not None and text_length(content) < _SURELY_WHOLE
    return ellipsis or _READ_MORE.search(last) is not None


def without_note(content: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with the note of the feed itself at their end as no part of the article."""
    if content and len(content[-1].raw) <= _LONGEST_NOTE and _FEED_NOTE.match(content[-1].raw.strip()):
        return (*content[:-1], content[-1]._replace(hint=Hint.ASIDE, why="a note of the feed itself"))
    return tuple(content)


def found_of(blob: Blob, item: Item, given: Known, charset: str, lists: WordLists | None = None) -> Found:
    """Return the article that an item is, where it has to be fetched, or why it cannot be read.

    Args:
        blob: The input.
        item: An item of it.
        given: What the user says; it takes precedence over what the item says.
        charset: The charset of the input.
        lists: Word lists; None takes the lists that ship.
    """
    source = item_source(blob, item)
    if item.error is None and not item.whole and item.known.link:
        return Pointer(url=item.known.link, given=given.or_else(item.known))
    if item.error is None and not any(block.raw.strip() for block in item.content):
        item = replace(item, error=NoBody(f"{source} has no text", "give the page of the article instead"))
    if item.error is not None:
        rest = [*_dropped([*item.content, *item.unread], "not read"), *_dropped(item.notes, "")]
        lines = _numbered([*_fact_lines(item.known), *rest])
        return Failed(source=source, error=item.error, lines=lines, known=item.known)
    found = compose(item.content, source, given.or_else(item.known), charset, lists)
    unread = [*_dropped(item.unread, "a summary beside the article"), *_dropped(item.notes, "")]
    whole = replace(found, lines=_numbered([*_fact_lines(item.known), *found.lines, *unread]))
    return replace(whole, known=item.known) if isinstance(whole, Failed) else whole


def _fact_lines(known: Known) -> Iterator[SourceLine]:
    date = known.date and known.date.isoformat(" ", "minutes" if known.date_precision is Precision.MINUTE else "auto")
    facts = (
        (known.headline, Place.HEADLINE),
        (date, Place.DATE),
        (known.byline, Place.BYLINE),
        (known.link, Place.LINK),
        (known.image.caption if known.image else "", Place.CAPTION),
        (known.publish_at and known.publish_at.isoformat(" ", "minutes"), Place.EMBARGO),
    )
    for text, place in facts:
        if text:
            yield SourceLine(number=0, text=text, place=place, why="a field of its own")


def _dropped(blocks: Sequence[Block], why: str) -> Iterator[SourceLine]:
    reason = Reason.REPEAT if why else Reason.WIRE
    for block in blocks:
        for text in block.raw.splitlines():
            yield SourceLine(number=0, text=text, place=Place.DROPPED, reason=reason, why=why or block.why)


def _numbered(lines: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    return tuple(replace(line, number=number) for number, line in enumerate(lines, start=1))

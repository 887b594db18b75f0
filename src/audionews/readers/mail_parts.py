"""Tells the article in the text of an e-mail message from quotes, signatures and the headers of forwarded messages."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from audionews.articles.blocks import Block, Hint
from audionews.articles.segment import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SIGNATURE = re.compile(r"--\s*")
_SENT_FROM = re.compile(
    r"\s*(?:Sent (?:from|with|via) \S.{0,40}|Get Outlook for .{1,20}|Envoyé de .{1,40}|الحصول على Outlook .{0,30}"
    r"|(?:تم )?(?:الإرسال|[أا]رسلت|[أا]ُرسلت) (?:من|بواسطة|باستخدام) .{1,60})\s*",
    re.IGNORECASE,
)
_DIVIDER = re.compile(
    r"\s*(?:[-_*]{2,}\s*(?P<kind>[^-_*\n]{5,60})[-_*]{2,}|(?P<rule>_{10,})"
    r"|(?P<begin>Begin forwarded message|بداية الرسالة المُ?عاد توجيهها)\s*:?)\s*"
)
_DIVIDES = re.compile(
    r"(?:forwarded|original) message|message transf|رسالة (?:مُ?عاد|مُ?حو|أصلي|موجه)"
    r"|الرسالة (?:الأصلي|المُ?عاد|المُ?حول)",
    re.IGNORECASE,
)
_HEADERS = "from|to|cc|bcc|date|sent|subject|reply-to|من|إلى|الى|نسخة|التاريخ|تاريخ الإرسال|تم الإرسال|أرسلت|الموضوع"
_HEADER = re.compile(rf"\s*\*?(?:{_HEADERS})\s*:\*?\s*(?P<value>.*)", re.IGNORECASE)
_SUBJECT = re.compile(r"\s*\*?(?:subject|الموضوع)\s*:", re.IGNORECASE)
_ATTRIBUTION = re.compile(
    r"\s*(?:On .{5,300} wrote|Le .{5,300} a écrit|(?:في|بتاريخ|يوم) .{5,300}(?:كتب|كتبت|wrote).{0,150})\s*:\s*",
    re.DOTALL,
)
_FEWEST = 200  # characters of an article; what is shorter above an older message is a note to it


class Content(NamedTuple):
    """The text of a message.

    Attributes:
        blocks: All of its lines; those that are not of the article are marked as outside.
        subject: The subject of the message that is forwarded in it, or "".
    """

    blocks: Sequence[Block]
    subject: str


def content_of(blocks: Sequence[Block], *, wrapped: bool) -> Content:
    """Return the text of a message with its quotes, signature and forwarded headers marked.

    Args:
        blocks: The lines of the text, or the elements of HTML.
        wrapped: Whether they are lines, which may be those of wrapped paragraphs.
    """
    filled = [block for block in blocks if block.raw.strip()]
    if filled and all(block.raw.lstrip().startswith(">") for block in filled):
        blocks = [block._replace(raw=re.sub(r"^\s*(?:>\s?)+", "", block.raw)) for block in blocks]
    whys, subject = _divided(blocks)
    for at, why in _quoted(blocks).items():
        whys[at] = whys[at] or why
    _mark_signature(blocks, whys)
    return Content(tuple(_marked(blocks, whys, wrapped=wrapped)), subject)


def _divided(blocks: Sequence[Block]) -> tuple[list[str], str]:
    """Return why each line is outside the article, or "", and the subject of the message that is forwarded.

    An article above an older message is what was sent; else the older message is.
    """
    divider = next((at for at in range(len(blocks)) if _divides(blocks, at)), None)
    if divider is None:
        return [""] * len(blocks), ""
    end = divider + 1
    while end < len(blocks) and (not blocks[end].raw.strip() or _HEADER.fullmatch(blocks[end].raw)):
        end += 1
    headers = [block.raw for block in blocks[divider:end]]
    subject = next((match["value"] for raw in headers if _SUBJECT.match(raw) and (match := _HEADER.match(raw))), "")
    older = _size(blocks[:divider]) >= _FEWEST
    above, below = ("", "an older message") if older else ("a note to the forwarded message", "")
    whys = [above] * divider + ["a header of a message"] * (end - divider) + [below] * (len(blocks) - end)
    return whys, "" if older else subject.strip()


def _divides(blocks: Sequence[Block], at: int) -> bool:
    match = _DIVIDER.fullmatch(blocks[at].raw)
    if match is None:
        return False
    if match["rule"]:
        return at + 1 < len(blocks) and _HEADER.fullmatch(blocks[at + 1].raw) is not None
    return bool(match["begin"]) or _DIVIDES.search(match["kind"]) is not None


def _size(blocks: Sequence[Block]) -> int:
    return sum(len(block.raw.strip()) for block in blocks)


def _quoted(blocks: Sequence[Block]) -> dict[int, str]:
    """Return the quoted lines, and the line above them that says who wrote them."""
    found = {at: "quoted" for at, block in enumerate(blocks) if block.raw.lstrip().startswith(">")}
    for at, block in enumerate(blocks):
        two = block.raw + " " + blocks[at + 1].raw if at + 1 < len(blocks) else ""
        if _ATTRIBUTION.fullmatch(block.raw):
            found[at] = "says who wrote what is quoted"
        elif _ATTRIBUTION.fullmatch(two):
            found[at] = found[at + 1] = "says who wrote what is quoted"
        elif block.hint is Hint.QUOTE and any(above in found for above in (at - 1, at - 2)):
            found[at] = "quoted"
    return found


def _mark_signature(blocks: Sequence[Block], whys: list[str]) -> None:
    signed = False
    for at, block in enumerate(blocks):
        signed = (signed or _SIGNATURE.fullmatch(block.raw) is not None) and not whys[at].startswith("a header")
        if signed or _SENT_FROM.fullmatch(block.raw):
            whys[at] = whys[at] or "the signature"


def _marked(blocks: Sequence[Block], whys: Sequence[str], *, wrapped: bool) -> Iterator[Block]:
    for why, pairs in groupby(zip(blocks, whys, strict=True), key=lambda pair: pair[1]):
        run = [block for block, _ in pairs]
        if why:
            yield from (Block(block.raw, Hint.OUTSIDE, why) for block in run if block.raw.strip())
        elif wrapped:
            yield from lines_of("\n".join(block.raw for block in run))
        else:
            yield from run

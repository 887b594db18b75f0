"""Reads e-mail messages (.eml, .mbox): the text of the message, without quotes, signature and headers."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from email.errors import MessageError
from email.header import decode_header, make_header
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.word_lists import shipped_lists
from audionews.articles.blocks import Block, Hint
from audionews.articles.likeness import stems_of, words_of
from audionews.errors import NoBody, NoHeadline
from audionews.model import Article, Failed
from audionews.readers.charset import decode
from audionews.readers.compose import compose
from audionews.readers.fragment import blocks_of
from audionews.readers.limits import MOST_ARTICLES, too_many
from audionews.readers.listed import ListedReader
from audionews.readers.mail_parts import content_of
from audionews.readers.messages import parse_message
from audionews.readers.text import check_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from email.message import Message

    from audionews.model import Blob, Found, Known

_HEADERS = re.compile(
    r"\ufeff?\s*(?:From \S+ [^\n]*\n)?"
    r"(?P<headers>(?:[A-Za-z][\w-]{1,60}:[^\n]*+\n(?:[ \t]++\S[^\n]*+\n)*+){2,}+)",
    re.ASCII,
)
_NAME = re.compile(r"^([A-Za-z][\w-]*):", re.ASCII | re.MULTILINE)
_OF_PEOPLE = frozenset({"from", "subject", "to"})
_OF_PROGRAMS = frozenset({"mime-version", "message-id", "received", "return-path", "delivered-to", "content-type"})
_SAVED_PAGE = re.compile(r"^(?:snapshot-content-location:|from: <saved by)", re.IGNORECASE | re.MULTILINE)
_SHOWN = ("From", "To", "Date", "Subject")
_NEXT = re.compile(rb"^From \S+ [^\n]{10,80}\n(?=[A-Za-z][\w-]*:)", re.MULTILINE)  # of an mbox
_LONGEST = 2_000  # characters of a header
_REPLY = re.compile(r"^\s*+(?:(?:re|fwd?|aw|wg|رد|إعادة توجيه|توجيه|تمرير|محول|محوّل)\s*+[:：]\s*+)+", re.IGNORECASE)
_SHORTEST = 200  # characters; a shorter text with a document beside it is a note to it
_FIRST = 10  # lines of the text
_FEWEST_SHARED = 2
_MAY_BE_ARTICLE = (".docx", ".doc", ".pdf", ".odt", ".rtf", ".txt")


class _Text(NamedTuple):
    """The texts of a message.

    Attributes:
        blocks: Its lines.
        subject: The subject of the message that is forwarded in it, or "".
        attached: The names of the files with it.
        charset: The charset of its text.
    """

    blocks: Sequence[Block]
    subject: str
    attached: Sequence[str]
    charset: str


class EmailReader(ListedReader):
    """Reads the article in an e-mail message; its subject is the headline if the text has none of its own."""

    name = "email"
    suffixes: tuple[str, ...] = (".eml", ".mbox")

    def sniff(self, blob: Blob, text: str) -> float:  # noqa: ARG002 - the port's signature
        """Return the confidence (0 to 1) that a text is a message, by the headers that mail programs write."""
        match = _HEADERS.match(text)
        if match is None or _SAVED_PAGE.search(match["headers"]):
            return 0.0
        names = set(map(str.lower, _NAME.findall(match["headers"])))
        return 0.97 if names & _OF_PEOPLE and names & _OF_PROGRAMS else 0.0

    def read(self, blob: Blob, given: Known) -> Iterator[Found]:
        """Yield the article in each message.

        Raises:
            NotText: The input is too large, or too deeply nested.
        """
        check_size(blob)
        starts = [match.start() for match in islice(_NEXT.finditer(blob.content), MOST_ARTICLES + 1)][1:]
        if len(starts) >= MOST_ARTICLES:
            raise too_many(blob.name)
        for number, (start, end) in enumerate(zip([0, *starts], [*starts, None], strict=True), start=1):
            name = f"{blob.name}#{number}" if starts else blob.name
            yield self._article(replace(blob, content=blob.content[start:end].lstrip(), name=name), given)

    def _article(self, blob: Blob, given: Known) -> Article | Failed:
        message = parse_message(blob.content, blob.name)
        headers = {name: _header(message, name) for name in _SHOWN}
        text = _text_of(message, blob.name)
        subject = _REPLY.sub("", text.subject or headers["Subject"])
        around = [Block(f"{name}: {value}", Hint.OUTSIDE, "a header of the message") for name, value in headers.items()]
        attached = [Block(name, Hint.OUTSIDE, "an attached file, not read") for name in text.attached]
        about = self._is_about(subject, text.blocks)
        blocks = [*around, *([Block(subject)] if about else ()), *text.blocks, *attached]
        found = compose(blocks, blob.name, given, text.charset, self.lists)
        if not any(block.raw.strip() for block in text.blocks):
            empty = NoBody(f"{blob.name} has no text", "paste the article into a plain text file (UTF-8)")
            found = Failed(source=blob.name, error=empty, lines=found.lines)
        if isinstance(found, Failed) and isinstance(found.error, NoHeadline) and subject:
            found = compose(blocks, blob.name, replace(given, headline=subject), text.charset, self.lists)
        file = next((name for name in text.attached if name.lower().endswith(_MAY_BE_ARTICLE)), "")
        if file and (isinstance(found, Failed) or sum(map(len, found.body)) < _SHORTEST):
            error = NoBody(f"{blob.name} has no article of its own; {file} may be one", "save that file, and give it")
            return Failed(source=blob.name, error=error, lines=found.lines)
        if isinstance(found, Failed):
            return found
        sent = _date(headers["Date"])
        return replace(found, date=sent, date_source="markup") if found.date is None and sent else found

    def _is_about(self, subject: str, blocks: Sequence[Block]) -> bool:
        """Return whether a subject has rare words of the text below it, so that it may be the headline."""
        lists = self.lists or shipped_lists()
        filled = (block.raw for block in blocks if block.raw.strip() and block.hint is not Hint.OUTSIDE)
        text = stems_of(words_of(" ".join(islice(filled, _FIRST))), lists)
        return len(stems_of(words_of(subject), lists) & text) >= _FEWEST_SHARED


def _text_of(message: Message, source: str) -> _Text:
    plain: list[Message] = []
    marked: list[Message] = []
    attached = []
    for part in message.walk():
        kind, file = part.get_content_type(), part.get_filename()
        if part.is_multipart():
            continue
        if file or part.get_content_disposition() == "attachment" or kind not in {"text/plain", "text/html"}:
            attached.append(" ".join(str(file or kind).split()))
        else:
            (plain if kind == "text/plain" else marked).append(part)
    texts = [_decoded(part, source) for part in plain]
    is_plain = any(text.strip() for text, _ in texts)
    if not is_plain:
        texts = [_decoded(part, source) for part in marked]
    whole = "\n".join(text for text, _ in texts)
    blocks = tuple(map(Block, whole.splitlines())) if is_plain else blocks_of(whole)
    content = content_of(blocks, wrapped=is_plain)
    return _Text(content.blocks, content.subject, attached, texts[0][1] if texts else "utf-8")


def _decoded(part: Message, source: str) -> tuple[str, str]:
    """Return the text of a part, with the line breaks of its author only, and its charset."""
    payload = part.get_payload(decode=True)
    decoded = decode(payload if isinstance(payload, bytes) else b"", source, str(part.get_content_charset("")))
    text = decoded.text
    if part.get_param("format") == "flowed":
        text = re.sub(r"(?<=\S) \r?\n(?![>\s])", "" if part.get_param("delsp") == "yes" else " ", text)
    return text, decoded.charset


def _header(message: Message, name: str) -> str:
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    text = decode(raw[:_LONGEST].encode("utf-8", "surrogateescape"), name).text
    with suppress(LookupError, ValueError, MessageError):
        text = str(make_header(decode_header(text)))
    return " ".join(text.split())


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None

"""The rules of HTTP: what a server must do so that podcast apps and web players can use a file. Source: RFC 9110."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from audionews.lint.rules import Fault
from audionews.lint.values import shown, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ORIGIN = "https://player.example"  # of a web player on another site
PART = "bytes=0-1023"  # what is asked for, of a sound
_PARTIAL = 206
_NO_HEAD = frozenset({403, 405, 500, 501, 503})  # what servers answer that do not know HEAD
_MANY_HOPS = 4  # redirects; prefixes that count downloads are some of them
_SOUNDS = ("audio/", "video/")
_FITTING: Mapping[str, frozenset[str]] = {
    "audio/mpeg": frozenset({"audio/mpeg", "audio/mp3"}),
    "audio/x-m4a": frozenset({"audio/x-m4a", "audio/mp4", "audio/m4a"}),
    "audio/mp4": frozenset({"audio/x-m4a", "audio/mp4", "audio/m4a"}),
    "audio/ogg": frozenset({"audio/ogg", "audio/opus", "application/ogg"}),
    "audio/opus": frozenset({"audio/ogg", "audio/opus", "application/ogg"}),
    "text/vtt": frozenset({"text/vtt"}),
    "application/x-subrip": frozenset({"application/x-subrip", "application/srt", "text/srt", "text/plain"}),
    "application/srt": frozenset({"application/x-subrip", "application/srt", "text/srt", "text/plain"}),
    "application/json": frozenset({"application/json"}),
    "application/json+chapters": frozenset({"application/json+chapters", "application/json"}),
    "text/html": frozenset({"text/html", "application/xhtml+xml"}),
    "image/*": frozenset({"image/jpeg", "image/png"}),
    "application/rss+xml": frozenset({"application/rss+xml", "application/xml", "text/xml"}),
}
_READ_BY_PLAYERS = frozenset(
    {"text/vtt", "application/x-subrip", "application/srt", "application/json", "application/json+chapters"}
)


@dataclass(frozen=True, slots=True)
class Reply:
    """How a server answered a request.

    Attributes:
        status: The HTTP status; 0 if there is no answer.
        headers: The headers, by their names in upper or lower case.
        content: The beginning of the body.
        hops: The addresses to which it was redirected.
        failure: Why there is no answer, in one line, or "".
        rule: The rule that the failure breaks.
    """

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""
    hops: tuple[str, ...] = ()
    failure: str = ""
    rule: str = "unreachable"

    @property
    def good(self) -> bool:
        """Whether the request succeeded."""
        return self.status // 100 == 2  # noqa: PLR2004 - RFC 9110, 15.3


def is_sound(kind: str) -> bool:
    """Return whether a media type is one that is played."""
    return kind.startswith(_SOUNDS)


def answer_fault(reply: Reply) -> Fault:
    """Return the fault of a request that did not succeed."""
    if reply.failure:
        return Fault(reply.rule, reply.failure)
    if reply.status in {404, 410}:
        return Fault("missing", f"the server answers {reply.status}: it is missing")
    return Fault("answer", f"the server answers {reply.status}")


def size_of(head: Reply, part: Reply) -> int | None:
    """Return the size that a server tells, in either answer; None if it tells none."""
    total = part.headers.get("Content-Range", "").rpartition("/")[2] if part.status == _PARTIAL else ""
    told = total or (head.headers.get("Content-Length", "") if head.good else "")
    return whole_number(told.strip())


def delivery_faults(url: str, kind: str, head: Reply, part: Reply) -> Iterator[Fault]:
    """Yield what is wrong with the answers of a server that has the file.

    Args:
        url: The address of the file.
        kind: The media type that the feed says.
        head: The answer to HEAD.
        part: The answer to GET, for a sound to one for a part of it.
    """
    if not head.good:
        why = head.failure or f"the server answers {head.status}"
        usual = " (GET works)" if head.status in _NO_HEAD else ""
        yield Fault("head", f"HEAD fails: {why}{usual}")
    yield from _type_faults(kind, part)
    if is_sound(kind):
        yield from _range_faults(part)
    if kind in _READ_BY_PLAYERS and part.headers.get("Access-Control-Allow-Origin", "").strip() not in {"*", ORIGIN}:
        yield Fault("cors", "the server does not let pages of other sites read it: no Access-Control-Allow-Origin")
    yield from _hop_faults(url, part.hops)


def _type_faults(kind: str, part: Reply) -> Iterator[Fault]:
    said = part.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    fitting = _FITTING.get(kind)
    if fitting and said not in fitting:
        what = f"the server says that it is {shown(said)}, not {kind}"
        yield Fault("sound-type", what) if is_sound(kind) else Fault("content-type", what)


def _range_faults(part: Reply) -> Iterator[Fault]:
    if part.status != _PARTIAL:
        yield Fault("range", f"the server answers a byte range with {part.status}: listeners cannot seek")
    elif not part.headers.get("Content-Range", "").startswith("bytes 0-"):
        yield Fault("range", f"the server answers a byte range with {shown(part.headers.get('Content-Range', ''))}")


def _hop_faults(url: str, hops: tuple[str, ...]) -> Iterator[Fault]:
    if len(hops) > _MANY_HOPS:
        yield Fault("redirects", f"it is reached by {len(hops)} redirects")
    schemes = [urlsplit(each).scheme for each in (url, *hops)]
    if ("https", "http") in pairwise(schemes):
        yield Fault("downgrade", "a redirect leads from https to http")

"""Requests to the desk: what is let in, and what a form says. What is not from one of its pages is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import msgspec

from audionews.server.hosts import ORIGIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from audionews.desk.sessions import Session

MOST_IN_FILE = 10_000_000  # bytes of an upload
MOST_IN_FORM = 3_000_000  # bytes of a form: a pasted text has up to 500,000 characters, each of up to six bytes in it
_MOST_FIELDS = 20
NO_FIELDS: Mapping[str, str] = MappingProxyType({})
KEPT = "kept-"  # begins the names of the fields of another form
_WRITTEN = ("text", "url", "own", "note")  # fields
TOKEN = "csrf"  # noqa: S105 - the name of the field
TOKEN_HEADER = "x-csrf"  # noqa: S105 - the name of the header


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that was let in.

    Attributes:
        session: Whose it is.
        token: What the forms of the answer carry.
        parts: The variable parts of its path.
        query: What stands behind the path.
        form: The fields of its form.
        body: Its bytes, if it is an upload.
        address: Where it came from.
    """

    session: Session
    token: str
    parts: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def who(self) -> str:
        """The name of the editor."""
        return self.session.name

    @property
    def draft(self) -> str:
        """The id of the draft in its path."""
        return self.parts["draft"]

    @property
    def revision(self) -> int:
        """The revision of the draft that its page showed; -1 if it does not say."""
        return self.number("revision")

    @property
    def known(self) -> dict[str, str]:
        """How the lexicon read some words when the page was made."""
        try:
            return msgspec.json.decode(self.form.get("known", "{}"), type=dict[str, str])
        except msgspec.DecodeError:
            return {}

    @property
    def cost(self) -> float:
        """What the page said that it would cost; 0 if it did not say."""
        try:
            return float(self.form.get("cost", "0"))
        except ValueError:
            return 0.0

    def number(self, name: str) -> int:
        """Return a field as a number; -1 if it is none."""
        text = self.form.get(name, "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1  # noqa: PLR2004 - digits


class TooMuch(Exception):  # noqa: N818 - an answer and no error
    """A request has more bytes than any that is meant."""


async def body_of(request: Request, most: int) -> bytes:
    """Return the body of a request.

    Raises:
        TooMuch: It is longer; no more of it is read.
    """
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > most:
        raise TooMuch
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise TooMuch
    return bytes(body)


def fields_of(body: bytes) -> dict[str, str]:
    """Return the fields of a form (application/x-www-form-urlencoded); none if it is no form of ours."""
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        return {}


def is_written(form: Mapping[str, str]) -> bool:
    """Return whether a form has something that an editor wrote, and would have to write again."""
    return bool(written_in(form))


def written_in(form: Mapping[str, str]) -> list[str]:
    """Return what an editor wrote into the fields of a form."""
    return [form[name] for name in _WRITTEN if form.get(name, "").strip()]


def kept_in(form: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of another form that the form of the door has kept."""
    return {name.removeprefix(KEPT): value for name, value in form.items() if name.startswith(KEPT)}


def without_token(form: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a form but for its token."""
    return {name: value for name, value in form.items() if name != TOKEN}


def refusal(request: Request) -> tuple[HTTPStatus, str] | None:
    """Return why a request that changes something is refused: it does not come from a page of the desk."""
    origin, site = request.headers.get("origin", ""), request.headers.get("sec-fetch-site", "same-origin")
    if origin != request.scope[ORIGIN] or site != "same-origin":
        return HTTPStatus.FORBIDDEN, "this request does not come from a page of the desk"
    return None

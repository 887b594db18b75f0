"""The pages of the desk: templates, the Arabic words for what the library says in English, and answers.

A show's own templates do not hold here: a page with forms must not be a stranger's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from starlette.responses import HTMLResponse, RedirectResponse

from audionews.arabic.calendar import arabic_date
from audionews.desk import wording
from audionews.desk.evidence import in_arabic

if TYPE_CHECKING:
    from datetime import datetime

    from jinja2 import Environment
    from starlette.responses import Response

    from audionews.desk.newsroom import Newsroom
    from audionews.desk.requests import Asked
    from audionews.errors import AudionewsError

_NO_NAME = re.compile(r"(?<!\S)-(?=[ :]|$)")
_TEMPLATES = resources.files("audionews.desk").joinpath("templates")


class Problem(NamedTuple):
    """An error as a page shows it: in Arabic words where there are some, and as the library says it."""

    title: str
    what: str
    remedy: str


def problem_of(error: AudionewsError) -> Problem:
    """Return an error as a page shows it."""
    kinds = (kind.__name__ for kind in type(error).__mro__)
    title = next((wording.ERRORS[kind] for kind in kinds if kind in wording.ERRORS), "")
    return Problem(title, error.message, error.remedy)


@dataclass(frozen=True)
class Desk:
    """What the pages are made of."""

    newsroom: Newsroom

    def page(self, name: str, asked: Asked | None, status: int = HTTPStatus.OK, **values: object) -> HTMLResponse:
        """Return a page.

        Args:
            name: Of its template, without the suffix.
            asked: The request; None if nobody has said yet who asks.
            status: Of the answer.
            **values: What the template needs besides.
        """
        known = {"facts": self.newsroom.facts(), "asked": asked, "words": wording, "here": name, "in_arabic": in_arabic}
        return HTMLResponse(self._environment.get_template(f"{name}.html.j2").render(known | values), status)

    def problem(self, asked: Asked | None, error: AudionewsError, status: int, back: str = "/") -> HTMLResponse:
        """Return the page of an error."""
        return self.page("problem", asked, status, problem=problem_of(error), back=back)

    @cached_property
    def _environment(self) -> Environment:
        import jinja2  # noqa: PLC0415 - loads when a page is made

        environment = jinja2.Environment(
            loader=jinja2.FunctionLoader(lambda name: _TEMPLATES.joinpath(name).read_text("utf-8")),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        zone = ZoneInfo(self.newsroom.facts().timezone)

        def local(moment: datetime) -> str:
            here = moment.astimezone(zone)
            return f"{arabic_date(here)}، {here:%H:%M}"

        def given(moment: datetime | None) -> str:
            return f"{moment.astimezone(zone):%Y-%m-%dT%H:%M}" if moment else ""

        environment.filters |= {"local": local, "given": given, "told": told}
        return environment


def told(message: str) -> str:
    """Return a message of the library in which a text that was pasted is called so.

    >>> told("only 2% of the letters in - are Arabic"), told("- is empty")
    ('only 2% of the letters in the pasted text are Arabic', 'the pasted text is empty')
    """
    return _NO_NAME.sub("the pasted text", message)


def see(path: str) -> Response:
    """Return the answer to a change: that the page is to be asked for again."""
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)


def asset(name: str) -> bytes | None:
    """Return a file that the pages load, or None if there is none of this name."""
    files = {file.name: file for file in resources.files("audionews.desk").joinpath("assets").iterdir()}
    return files[name].read_bytes() if name in files else None

"""The pages of the desk: templates, the Arabic words for what the library says in English, and answers.

A show's own templates do not hold here: a page with forms must not be a stranger's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from importlib import resources
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from starlette.responses import HTMLResponse, RedirectResponse

from audionews.arabic.calendar import arabic_date
from audionews.desk import wording
from audionews.desk.evidence import in_arabic
from audionews.desk.problems import notice_in_arabic, problem_of, problem_told, told

if TYPE_CHECKING:
    from datetime import datetime

    from jinja2 import Environment
    from starlette.responses import Response

    from audionews.desk.newsroom import Newsroom
    from audionews.desk.requests import Asked
    from audionews.errors import AudionewsError

_TEMPLATES = resources.files("audionews.desk").joinpath("templates")


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
        known = {
            "facts": self.newsroom.facts(),
            "asked": asked,
            "words": wording,
            "here": name,
            "upload": self.newsroom.upload() if asked else None,
            "in_arabic": in_arabic,
            "notice_in_arabic": notice_in_arabic,
            "problem_told": problem_told,
        }
        return HTMLResponse(self._environment.get_template(f"{name}.html.j2").render(known | values), status)

    def problem(self, asked: Asked | None, error: AudionewsError, status: int, back: str = "/") -> HTMLResponse:
        """Return the page of an error."""
        return self.page("problem", asked, status, problem=problem_of(error), back=back)

    def refusal(self, kind: str, said: str, status: int) -> HTMLResponse:
        """Return the page of a request that is not answered: why, by the name of a class and in English words."""
        return self.page("problem", None, status, problem=problem_told(kind, said), back="/")

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

        environment.filters |= {"local": local, "given": given, "told": told, "counted": wording.counted}
        return environment


def see(path: str) -> Response:
    """Return the answer to a change: that the page is to be asked for again."""
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)


def asset(name: str) -> bytes | None:
    """Return a file that the pages load, or None if there is none of this name."""
    files = {file.name: file for file in resources.files("audionews.desk").joinpath("assets").iterdir()}
    return files[name].read_bytes() if name in files else None

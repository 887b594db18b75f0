"""The templates of the pages: those that are shipped, or a show's own of the same names.

Values are escaped by the same rules as in feeds, whatever a template does with them; a name that is not there is an
error. A show's own template may extend or include the shipped one as ``audionews/NAME``.
"""

from __future__ import annotations

import hashlib
import posixpath
import traceback
from contextlib import contextmanager
from functools import cached_property, partial
from importlib import resources
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from markupsafe import Markup

from audionews.arabic.calendar import arabic_date
from audionews.errors import SettingsError
from audionews.model.paths import photo_file, small_cover_file
from audionews.model.times import seconds, whole_seconds
from audionews.render.linked_data import opening_of
from audionews.render.markup import compact_json, escape, web_address
from audionews.render.times import arabic_length

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from jinja2 import Environment

    from audionews.model import Episode
    from audionews.ports import Renderer

SUFFIX = ".j2"
SHIPPED = "audionews/"  # what the shipped template of that name is called beside a show's own
_TEASER = 140  # characters of the text below a headline in a list
_REMEDY = "correct it, or remove the file: the shipped template takes its place"


@runtime_checkable
class Templated(Protocol):
    """A renderer whose templates a show may override."""

    def with_templates(self, folder: Path) -> Renderer:
        """Return the renderer with the templates of a folder in place of its own of the same names.

        Raises:
            SettingsError: A template cannot be read or has an error.
        """
        ...


class Templates:
    """Templates by name.

    Args:
        folder: Its templates take the place of the shipped ones of the same names; None or a missing folder has none.

    Attributes:
        digest: Of all templates.

    Raises:
        SettingsError: A template of the folder cannot be read or is no template.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._own = {} if folder is None else _read(folder)
        shipped = resources.files("audionews.render").joinpath("templates").iterdir()
        self._shipped = {one.name: one.read_text("utf-8") for one in shipped if one.name.endswith(SUFFIX)}
        sources = sorted((self._shipped | {file.name: source for file, source in self._own.items()}).items())
        self.digest = hashlib.sha256(repr(sources).encode()).hexdigest()
        with self._translated():
            for file in self._own:
                self._environment.get_template(file.name)

    def render(self, name: str, **values: object) -> str:
        """Return what a template makes of the values.

        Raises:
            SettingsError: A template of the show fails; it names the file and the line.
        """
        with self._translated():
            return self._environment.get_template(name).render(values)

    @cached_property
    def _environment(self) -> Environment:
        import jinja2.sandbox  # noqa: PLC0415 - loads when a page is made

        sources = {name: (source, name) for name, source in self._shipped.items()}
        sources |= {f"{SHIPPED}{name}": source for name, source in sources.items()}
        sources |= {file.name: (source, str(file)) for file, source in self._own.items()}
        # A show's folder may come from a stranger: its templates reach our values and nothing else of the process.
        environment = jinja2.sandbox.ImmutableSandboxedEnvironment(
            loader=jinja2.FunctionLoader(lambda name: (*sources[name], None) if name in sources else None),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            finalize=_escaped,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        environment.filters |= _FILTERS
        return environment

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Tell what goes wrong in a template of the show with its file and line."""
        try:
            yield
        except Exception as error:  # an expression in a template may raise anything
            place = self._place(error)
            if place is None:
                raise
            raise SettingsError(f"{place}: {getattr(error, 'message', None) or error}", _REMEDY) from error

    def _place(self, error: Exception) -> str | None:
        """Return the file and the line of the show's template that an error came from last; None if from none."""
        names = {str(file) for file in self._own}
        places = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
        places.append((getattr(error, "filename", None) or "", getattr(error, "lineno", None)))  # of a syntax error
        return next((f"{file}, line {line}" for file, line in reversed(places) if file in names), None)


def _read(folder: Path) -> Mapping[Path, str]:
    """Return the templates of a folder with their sources."""
    found = {}
    for file in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            found[file] = file.read_text("utf-8")
        except (OSError, UnicodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise SettingsError(f"cannot read the template {file}: {why}", _REMEDY) from error
    return found


def _escaped(value: object) -> object:
    """Return the value as it may stand on a page; what has been escaped already stays as it is."""
    return value if hasattr(value, "__html__") else Markup(escape(str(value)))  # noqa: S704 - it has been escaped


def _json(value: object) -> Markup:
    """Return JSON for a script element."""
    return Markup(compact_json(value))  # noqa: S704 - it holds no markup


def _duration(episode: Episode) -> str:
    """Return how long an episode takes, in Arabic words."""
    return arabic_length(whole_seconds(episode.samples, episode.rate))


def _seconds(episode: Episode) -> float:
    """Return how long an episode takes, in seconds."""
    return seconds(episode.samples, episode.rate)


_FILTERS: Mapping[str, Callable[..., object]] = {
    "e": _escaped,
    "escape": _escaped,
    "json": _json,
    "web_address": web_address,
    "date": arabic_date,
    "duration": _duration,
    "seconds": _seconds,
    "photo": lambda episode: posixpath.basename(photo_file(episode)),
    "small_cover": lambda episode: posixpath.basename(small_cover_file(episode)),
    "opening": partial(opening_of, most=_TEASER),
}

"""Finds plug-ins by their registered names. Built-in ones are registered like those of third parties.

A plug-in is an entry point of an installed package, in the group ``audionews.engines``, ``audionews.readers``,
``audionews.diacritizers`` or ``audionews.renderers``. It names a class that is called without arguments. The names are
read from the packages' metadata, so listing them imports nothing. Plug-ins of the group ``audionews.publishers``, the
renderers of 0.1.0, still work.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

from audionews.errors import SettingsError, did_you_mean
from audionews.model.events import Noticed
from audionews.packages import install_command
from audionews.render.environment import Templated
from audionews.render.old_port import PublisherRenderer

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint
    from pathlib import Path

    from audionews.model.events import Event, Listener
    from audionews.ports import ArticleReader, MarkModel, Renderer, SpeechEngine


def _ignore(_event: Event) -> None:
    """Do nothing."""


def engine_names() -> tuple[str, ...]:
    """Return the names of all registered engines, sorted, without importing them."""
    return tuple(sorted(_points("engines")))


@cache
def engine(name: str) -> SpeechEngine:
    """Return the engine of that name; within a process always the same one.

    Raises:
        SettingsError: There is no such engine, or a package that it needs is not installed.
    """
    points = _points("engines")
    if name not in points:
        raise SettingsError(
            f'there is no engine "{name}" in the packages that are installed', did_you_mean(name, points)
        )
    plugin: SpeechEngine = _plugin(points[name])
    return plugin


def readers(tell: Listener = _ignore) -> tuple[ArticleReader, ...]:
    """Return all registered readers that can be loaded, sorted by name: one that cannot must not break the others.

    Args:
        tell: Receives a notice for each one that cannot.
    """
    found = []
    for _, point in sorted(_points("readers").items()):
        try:
            found.append(_plugin(point))
        except SettingsError as error:
            tell(Noticed(text=f"{error.message}; try: {error.remedy}"))
    return tuple(found)


@cache
def mark_model(name: str = "news") -> MarkModel:
    """Return the model of vowel marks of that name (group ``diacritizers``); within a process always the same one.

    Raises:
        SettingsError: There is no such model, or a package that it needs is not installed.
    """
    points = _points("diacritizers")
    if name not in points:
        raise SettingsError(f'there is no diacritizer "{name}"', did_you_mean(name, points))
    plugin: MarkModel = _plugin(points[name])
    return plugin


def renderers(templates: Path | None = None, tell: Listener = _ignore) -> tuple[Renderer, ...]:
    """Return all registered renderers, sorted by name, but the feed last: it names the files of the others.

    Args:
        templates: A folder whose templates replace those of the renderers; it need not exist.
        tell: Receives a notice for each plug-in that still has the port of 0.1.0.

    Raises:
        SettingsError: A package that one of them needs is not installed, or a template in the folder has an error.
    """
    old = _points("publishers")
    for name in old:
        tell(
            Noticed(text=f'the plug-in "{name}" has the old port audionews.publishers: all it makes is made each time')
        )
    found = {name: _plugin(point) for name, point in _points("renderers").items()}
    found |= {name: PublisherRenderer(_plugin(point)) for name, point in old.items()}
    ordered = (found[name] for name in sorted(found, key=lambda name: (name == "feed", name)))
    return tuple(
        one.with_templates(templates) if templates is not None and isinstance(one, Templated) else one
        for one in ordered
    )


@cache
def _points(kind: str) -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=f"audionews.{kind}")}


def _plugin(point: EntryPoint) -> Any:  # noqa: ANN401 - third parties register anything; the callers name the type
    try:
        return point.load()()
    except ImportError as error:
        if error.name == point.module:
            what = f'the package {_package(point)} registers the plug-in "{point.name}", but has no module {error.name}'
            raise SettingsError(what, "name its modules in its pyproject.toml, and install it again") from error
        what = f'the plug-in "{point.name}" needs the package {error.name or error}, which is not installed'
        raise SettingsError(what, install_command(_source(point))) from error
    except AttributeError as error:
        what = f'the plug-in "{point.name}" has no {point.value}'
        raise SettingsError(what, f"update the package that registers it: pip install -U {_package(point)}") from error


def _source(point: EntryPoint) -> str:
    """Return the package to install, with the extra of the plug-in's name if there is one."""
    extras = point.dist.metadata.get_all("Provides-Extra", []) if point.dist else []
    return f"{_package(point)}[{point.name}]" if point.name in extras else _package(point)


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.module.partition(".")[0]

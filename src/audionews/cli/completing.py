"""Completion of voices, episodes and shows in a shell. What cannot be read completes to nothing."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

from audionews.errors import AudionewsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click

    from audionews.settings import Settings


def complete_voice(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the voices whose names begin so."""
    from audionews.voices import voice_names

    with suppress(AudionewsError):
        return _matching(voice_names(_settings(ctx)), begun)
    return []


def complete_episode(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the ids of the episodes in the output folder that begin so, newest first."""
    from audionews.app import episode_ids

    place = ctx.params.get("out") or Path("output", ctx.params.get("show") or "")
    with suppress(AudionewsError):
        return _matching(episode_ids(place), begun)
    return []


def complete_file(_ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Have the shell complete the name of a file or a folder."""
    return [CompletionItem(begun, type="file")]


def complete_source(ctx: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the ids of the episodes that begin so, and have the shell add the names of files."""
    return [*complete_episode(ctx, parameter, begun), *complete_file(ctx, parameter, begun)]


def complete_show(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the names of the shows in the settings that begin so."""
    from audionews.settings import show_names

    with suppress(AudionewsError):
        return _matching(show_names(ctx.params.get("settings")), begun)
    return []


def _settings(ctx: click.Context) -> Settings:
    from audionews.settings import Settings, load_settings

    with suppress(AudionewsError):  # settings that are wrong need not stop a person from typing
        return load_settings(ctx.params.get("settings"))
    return Settings()


def _matching(names: Iterable[str], begun: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(begun)]

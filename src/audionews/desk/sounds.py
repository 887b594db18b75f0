"""Whole episodes as files, for the browser's own player: of the show, and the last preview of a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.errors import UsageError
from audionews.model.paths import sound_file
from audionews.server.answers import FileAnswer
from audionews.server.files import PublicFolder

if TYPE_CHECKING:
    from pathlib import Path

    from audionews.desk.pages import Desk
    from audionews.desk.requests import Asked

_TYPE = "audio/mpeg"


def episode(desk: Desk, asked: Asked) -> FileAnswer:
    """Return the sound of an episode, one that is withdrawn or waits included."""
    found = desk.newsroom.episode(asked.parts["episode"])
    return _file(desk.newsroom.public_folder(), sound_file(found))


def preview(desk: Desk, asked: Asked) -> FileAnswer:
    """Return the last preview of a draft."""
    path = desk.newsroom.preview_file(asked.draft)
    if path is None:
        raise UsageError("there is no preview of the draft as it is now", "make one")
    return _file(path.parent, path.name)


def _file(folder: Path, name: str) -> FileAnswer:
    content = PublicFolder(folder, lambda _: True).open(name)
    if content is None:
        raise UsageError("the sound is not there", "build the article again")
    return FileAnswer(content, _TYPE)

"""audionews turns Arabic news articles into podcast episodes that people want to listen to.

The names below are the public API; they load what they need when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audionews import events
    from audionews.app import BuildRequest, EditionRequest, FailedArticle, Result, Show, build, read_articles
    from audionews.building.kept_script import KeptScript
    from audionews.building.stages import BuiltEpisode
    from audionews.catalogue.summary import EpisodeSummary
    from audionews.errors import AudionewsError
    from audionews.model import Article, Episode, Known, PlayerLook, Script, Voice
    from audionews.settings import Settings, load_settings

__version__ = "0.1.0"
__all__ = [
    "Article",
    "AudionewsError",
    "BuildRequest",
    "BuiltEpisode",
    "EditionRequest",
    "Episode",
    "EpisodeSummary",
    "FailedArticle",
    "KeptScript",
    "Known",
    "PlayerLook",
    "Result",
    "Script",
    "Settings",
    "Show",
    "Voice",
    "build",
    "events",
    "load_settings",
    "read_articles",
]

_HOMES = {
    "audionews.app": ("BuildRequest", "EditionRequest", "FailedArticle", "Result", "Show", "build", "read_articles"),
    "audionews.building.kept_script": ("KeptScript",),
    "audionews.building.stages": ("BuiltEpisode",),
    "audionews.catalogue.summary": ("EpisodeSummary",),
    "audionews.errors": ("AudionewsError",),
    "audionews.model": ("Article", "Episode", "Known", "PlayerLook", "Script", "Voice"),
    "audionews.settings": ("Settings", "load_settings"),
}


def __getattr__(name: str) -> object:
    if name == "events":
        return import_module("audionews.events")
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

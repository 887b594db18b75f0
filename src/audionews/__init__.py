"""audionews turns Arabic news articles into podcast episodes that people want to listen to.

The names below are the public API; they load what they need when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audionews.app import EpisodeBuilder, Order, load_show, open_builder, plan_build, read_articles
    from audionews.app.build import build
    from audionews.errors import AudionewsError
    from audionews.model import Article, Episode, Script, Show, Voice
    from audionews.settings import Settings, load_settings

__version__ = "0.1.0"
__all__ = [
    "Article",
    "AudionewsError",
    "Episode",
    "EpisodeBuilder",
    "Order",
    "Script",
    "Settings",
    "Show",
    "Voice",
    "build",
    "load_settings",
    "load_show",
    "open_builder",
    "plan_build",
    "read_articles",
]

_HOMES = {
    "audionews.app": ("Order", "EpisodeBuilder", "build", "load_show", "open_builder", "plan_build", "read_articles"),
    "audionews.settings": ("Settings", "load_settings"),
    "audionews.errors": ("AudionewsError",),
    "audionews.model": ("Article", "Episode", "Script", "Show", "Voice"),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""The composition root: the only place that puts settings, plug-ins, stores and workers together."""

from audionews.app.build import Order, build, open_studio, plan_build
from audionews.app.caches import cache_info, prune_cache, verify_cache
from audionews.app.check import check
from audionews.app.edition import EditionOrder, make_edition
from audionews.app.lexicon import add_entry, check_entries, find_readings, list_entries, open_lexicon
from audionews.app.publish import publish
from audionews.app.read import read_articles
from audionews.app.show import (
    FolderFiles,
    embed_code,
    find_episode,
    list_episodes,
    load_changed,
    load_show,
    publish_show,
    remove_episode,
    restore_episode,
)
from audionews.app.studio import Studio
from audionews.app.voices import install_voice, list_voices, try_voice

__all__ = [
    "EditionOrder",
    "FolderFiles",
    "Order",
    "Studio",
    "add_entry",
    "build",
    "cache_info",
    "check",
    "check_entries",
    "embed_code",
    "find_episode",
    "find_readings",
    "install_voice",
    "list_entries",
    "list_episodes",
    "list_voices",
    "load_changed",
    "load_show",
    "make_edition",
    "open_lexicon",
    "open_studio",
    "plan_build",
    "prune_cache",
    "publish",
    "publish_show",
    "read_articles",
    "remove_episode",
    "restore_episode",
    "try_voice",
    "verify_cache",
]

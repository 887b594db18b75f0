"""The library, for the command line and newspapers' systems. It puts everything together, and has no domain rules.

The names below load what they need when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audionews.app.builds import (
        BuildRequest,
        FailedArticle,
        Result,
        build,
        plan_build,
        read_articles,
        write_scripts_of,
    )
    from audionews.app.caches import cache_info, prune_cache, verify_cache
    from audionews.app.checking import check
    from audionews.app.completion import episode_ids
    from audionews.app.composition import open_diacritizer, write_file, write_samples, write_settings
    from audionews.app.doctor import diagnose
    from audionews.app.inputs import read_inputs
    from audionews.app.lexicon import add_entry, check_entries, find_readings, open_lexicon, remove_entry, split_entries
    from audionews.app.library import Show
    from audionews.app.readings import (
        add_reading,
        keep_readings,
        list_readings,
        make_reading,
        read_script,
        remove_reading,
    )
    from audionews.app.voices import install_voice, list_voices, obstacle, trust_voice, try_voice, write_wav
    from audionews.app.workers import run_workers
    from audionews.arabic.lexicon import Entry, written_form
    from audionews.building.edition_plan import EditionRequest
    from audionews.building.stages import BuiltEpisode
    from audionews.http.client import is_loopback
    from audionews.model import Failed
    from audionews.render.inspection import facts_of, inspection_page
    from audionews.settings import Settings
    from audionews.voices.trust import distrust, trusted

__all__ = [
    "BuildRequest",
    "BuiltEpisode",
    "EditionRequest",
    "Entry",
    "Failed",
    "FailedArticle",
    "Result",
    "Settings",
    "Show",
    "add_entry",
    "add_reading",
    "build",
    "cache_info",
    "check",
    "check_entries",
    "diagnose",
    "distrust",
    "episode_ids",
    "facts_of",
    "find_readings",
    "inspection_page",
    "install_voice",
    "is_loopback",
    "keep_readings",
    "list_readings",
    "list_voices",
    "make_reading",
    "obstacle",
    "open_diacritizer",
    "open_lexicon",
    "plan_build",
    "prune_cache",
    "read_articles",
    "read_inputs",
    "read_script",
    "remove_entry",
    "remove_reading",
    "run_workers",
    "split_entries",
    "trust_voice",
    "trusted",
    "try_voice",
    "verify_cache",
    "write_file",
    "write_samples",
    "write_scripts_of",
    "write_settings",
    "write_wav",
    "written_form",
]

_HOMES = {
    "audionews.app.builds": (
        "BuildRequest",
        "FailedArticle",
        "Result",
        "build",
        "plan_build",
        "read_articles",
        "write_scripts_of",
    ),
    "audionews.app.caches": (
        "cache_info",
        "prune_cache",
        "verify_cache",
    ),
    "audionews.app.checking": ("check",),
    "audionews.app.completion": ("episode_ids",),
    "audionews.app.composition": (
        "open_diacritizer",
        "write_file",
        "write_samples",
        "write_settings",
    ),
    "audionews.app.doctor": ("diagnose",),
    "audionews.app.inputs": ("read_inputs",),
    "audionews.app.lexicon": (
        "add_entry",
        "check_entries",
        "find_readings",
        "open_lexicon",
        "remove_entry",
        "split_entries",
    ),
    "audionews.app.library": ("Show",),
    "audionews.app.readings": (
        "add_reading",
        "keep_readings",
        "list_readings",
        "make_reading",
        "read_script",
        "remove_reading",
    ),
    "audionews.app.voices": (
        "install_voice",
        "list_voices",
        "obstacle",
        "trust_voice",
        "try_voice",
        "write_wav",
    ),
    "audionews.app.workers": ("run_workers",),
    "audionews.arabic.lexicon": (
        "Entry",
        "written_form",
    ),
    "audionews.building.edition_plan": ("EditionRequest",),
    "audionews.building.stages": ("BuiltEpisode",),
    "audionews.http.client": ("is_loopback",),
    "audionews.model": ("Failed",),
    "audionews.render.inspection": (
        "facts_of",
        "inspection_page",
    ),
    "audionews.settings": ("Settings",),
    "audionews.voices.trust": (
        "distrust",
        "trusted",
    ),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

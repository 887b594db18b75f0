"""Settings: audionews.toml and the files that it names, as frozen values. Nothing acts on them here."""

from audionews.settings.load import FILE, Settings, load_settings, show_names, template, with_bitrate
from audionews.settings.pictures import read_pictures
from audionews.settings.sounds import read_sounds
from audionews.settings.words import read_word_lists

__all__ = [
    "FILE",
    "Settings",
    "load_settings",
    "read_pictures",
    "read_sounds",
    "read_word_lists",
    "show_names",
    "template",
    "with_bitrate",
]

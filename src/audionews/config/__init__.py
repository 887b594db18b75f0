"""Settings: audionews.toml, the voices' files and the choice of a voice. Every complaint names the file and the key."""

from audionews.config.choice import BEST, choose_voice
from audionews.config.settings import FILE, Settings, load_settings, template, with_bitrate
from audionews.config.sounds import read_sounds
from audionews.config.voices import load_voice, read_lexicons, voices

__all__ = [
    "BEST",
    "FILE",
    "Settings",
    "choose_voice",
    "load_settings",
    "load_voice",
    "read_lexicons",
    "read_sounds",
    "template",
    "voices",
    "with_bitrate",
]

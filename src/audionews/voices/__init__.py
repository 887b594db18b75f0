"""Voices: the files that describe them, the lexicons beside them, and the choice of one. Speaking is for engines."""

from audionews.voices.choice import BEST, choose_voice
from audionews.voices.load import load_voice, read_lexicons, voice_names

__all__ = ["BEST", "choose_voice", "load_voice", "read_lexicons", "voice_names"]

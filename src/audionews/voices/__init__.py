"""Voices: the files that describe them, their lexicons, choosing and installing one. How engines speak is not here."""

from audionews.voices.choice import BEST, choose_voice
from audionews.voices.load import load_voice, read_lexicons, voice_names

__all__ = ["BEST", "choose_voice", "load_voice", "read_lexicons", "voice_names"]

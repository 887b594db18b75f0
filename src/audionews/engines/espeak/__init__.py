"""The eSpeak NG engine, and the program that makes one clip in a process of its own."""

from audionews.engines.espeak.engine import EspeakEngine

__all__ = ["EspeakEngine"]

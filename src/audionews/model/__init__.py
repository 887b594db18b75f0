"""The values of the program: Article, Segment, Line, Script, Voice, Clip, Track, Episode, Show.

All are frozen and hold plain data, so that they can be compared, cached, sent to another process and written as JSON.
Times in a Track and an Episode are whole samples at its ``rate``; only outputs turn them into seconds.
"""

from audionews.model.article import Article, Line, Place, Reason, Role, Script, Segment, SourceLine, Word
from audionews.model.show import (
    Alternate,
    ChangedShow,
    Chapter,
    Correction,
    Cue,
    CueWord,
    Episode,
    EpisodeHeader,
    Neighbours,
    Output,
    Show,
    ShowFacts,
    Track,
    VoiceFacts,
)
from audionews.model.voice import (
    Caps,
    Clip,
    Container,
    Diacritics,
    Pacing,
    Timings,
    Voice,
    VoiceFile,
    WordTime,
    Workers,
)

__all__ = [
    "Alternate",
    "Article",
    "Caps",
    "ChangedShow",
    "Chapter",
    "Clip",
    "Container",
    "Correction",
    "Cue",
    "CueWord",
    "Diacritics",
    "Episode",
    "EpisodeHeader",
    "Line",
    "Neighbours",
    "Output",
    "Pacing",
    "Place",
    "Reason",
    "Role",
    "Script",
    "Segment",
    "Show",
    "ShowFacts",
    "SourceLine",
    "Timings",
    "Track",
    "Voice",
    "VoiceFacts",
    "VoiceFile",
    "Word",
    "WordTime",
    "Workers",
]

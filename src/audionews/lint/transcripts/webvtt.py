"""WebVTT. Source: W3C WebVTT, the file format as authors must write it (4.1), which is stricter than its parser."""

from __future__ import annotations

import re

from audionews.lint.rules import Fault
from audionews.lint.transcripts.cues import TimedLine, Transcript
from audionews.lint.values import shown

_HEADER = re.compile(r"WEBVTT(?:[ \t].*)?")
_TIME = r"(?:([0-9]{2,5}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})"
_TIMES = re.compile(rf"{_TIME}[ \t]{{1,9}}-->[ \t]{{1,9}}{_TIME}(?:[ \t].*)?")
_MARKUP = re.compile(r"<[^<>]{0,200}>")


def read_webvtt(text: str) -> Transcript:
    """Return the cues of a WebVTT file."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not _HEADER.fullmatch(lines[0]):
        return Transcript([Fault("vtt", "it does not begin with WEBVTT", "line 1")], [])
    faults: list[Fault] = []
    cues: list[TimedLine] = []
    within: list[str] | None = None  # the text of the cue
    for number, line in enumerate(lines[1:], start=2):
        if "-->" in line:
            _finish(cues, within)
            within = []
            match = _TIMES.fullmatch(line)
            if match:
                cues.append(TimedLine(_seconds(match, 1), _seconds(match, 5), "", f"line {number}"))
            else:
                faults.append(Fault("vtt", f"not the times of a cue: {shown(line)}", f"line {number}"))
                within = None
        elif not line.strip():
            _finish(cues, within)
            within = None
        elif within is not None:
            within.append(line)
    _finish(cues, within)
    if not cues:
        faults.append(Fault("vtt", "it has no cues"))
    return Transcript(faults, cues)


def _finish(cues: list[TimedLine], within: list[str] | None) -> None:
    """Give the last cue its text."""
    if within is not None and cues:
        cues[-1] = cues[-1]._replace(text=_MARKUP.sub("", " ".join(within)))


def _seconds(match: re.Match[str], first: int) -> float:
    hours, minutes, seconds, thousandths = (int(match[first + place] or 0) for place in range(4))
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000

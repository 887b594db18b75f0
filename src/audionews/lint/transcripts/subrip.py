"""SubRip: numbered captions with times such as 00:01:02,500."""

from __future__ import annotations

import re

from audionews.lint.rules import Fault
from audionews.lint.transcripts.cues import TimedLine, Transcript
from audionews.lint.values import shown

_TIME = r"([0-9]{2,5}):([0-5][0-9]):([0-5][0-9]),([0-9]{3})"
_TIMES = re.compile(rf"{_TIME} --> {_TIME}[ \t]*")


def read_subrip(text: str) -> Transcript:
    """Return the captions of a SubRip file."""
    faults: list[Fault] = []
    captions: list[TimedLine] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        if "-->" not in line:
            continue
        place = f"line {number}"
        match = _TIMES.fullmatch(line)
        if match is None:
            faults.append(Fault("srt", f"not the times of a caption: {shown(line)}", place))
            continue
        expected = str(len(captions) + 1)
        if number < 2 or lines[number - 2].strip() != expected:  # noqa: PLR2004 - the line above
            faults.append(Fault("srt", f"the caption is not numbered {expected}", place))
        captions.append(TimedLine(_seconds(match, 1), _seconds(match, 5), _text_after(lines, number), place))
    if not captions:
        faults.append(Fault("srt", "it has no captions"))
    return Transcript(faults, captions)


def _text_after(lines: list[str], first: int) -> str:
    """Return the text of a caption whose times stand in the line before."""
    shown_lines = []
    for line in lines[first : first + 20]:
        if not line.strip() or "-->" in line:
            break
        shown_lines.append(line)
    return " ".join(shown_lines)


def _seconds(match: re.Match[str], first: int) -> float:
    hours, minutes, seconds, thousandths = (int(match[first + place]) for place in range(4))
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000

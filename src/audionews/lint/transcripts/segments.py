"""Transcripts as JSON. Source: the podcast namespace, transcript formats, version 1.0.0."""

from __future__ import annotations

import re

from audionews.lint.json_document import read_json, seconds_of
from audionews.lint.rules import Fault
from audionews.lint.transcripts.cues import TimedLine, Transcript
from audionews.lint.values import shown

_VERSION = re.compile(r"1\.[0-9](?:\.[0-9])?")


def read_segments(blob: bytes) -> Transcript:
    """Return the segments of a JSON transcript."""
    value = read_json(blob)
    if isinstance(value, str):
        return Transcript([Fault("transcript-json", value)], [])
    faults: list[Fault] = []
    version, segments = value.get("version"), value.get("segments")
    if not (isinstance(version, str) and _VERSION.fullmatch(version)):
        why = "it has no version" if version is None else f"it has the version {shown(version)}"
        faults.append(Fault("transcript-json", why))
    if not isinstance(segments, list) or not segments:
        return Transcript([*faults, Fault("transcript-json", "it has no segments")], [])
    lines = []
    for number, segment in enumerate(segments, start=1):
        place = f"segment {number}"
        line = _line(segment, place)
        if line:
            lines.append(line)
        else:
            faults.append(Fault("transcript-json", "it has no startTime, endTime and body", place))
    return Transcript(faults, lines)


def _line(segment: object, place: str) -> TimedLine | None:
    if not isinstance(segment, dict):
        return None
    start, end, body = seconds_of(segment.get("startTime")), seconds_of(segment.get("endTime")), segment.get("body")
    if start is None or end is None or not isinstance(body, str):
        return None
    return TimedLine(start, end, body, place)

"""Transcripts: WebVTT, SRT, JSON and HTML, with times from sample counts."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from audionews.model import Output
from audionews.model.paths import episode_file
from audionews.model.times import milliseconds, seconds
from audionews.render.markup import compact_json, escape, legal
from audionews.render.times import clock, short_clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from audionews.model import ChangedShow, Cue, Episode, Neighbours

VTT_WIDTH = 65  # characters a line, as the podcast namespace recommends
SRT_WIDTH = 32  # and two lines a caption
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What is shown at once: its lines, and from when to when, in milliseconds."""

    start: int
    end: int
    lines: tuple[str, ...]


class TranscriptsRenderer:
    """Makes ``episodes/STEM.vtt``, ``.srt``, ``.transcript.json`` and ``.transcript.html`` of each episode."""

    name = "transcripts"
    version = "2"

    def episode(self, episode: Episode, neighbours: Neighbours) -> Iterator[Output]:  # noqa: ARG002 - the port's signature
        """Yield the transcripts of the episode."""
        made = (
            ("vtt", _encoded(vtt(episode))),
            ("srt", _encoded(srt(episode))),
            ("transcript.json", (transcript_json(episode).encode(),)),
            ("transcript.html", _encoded(transcript_html(episode))),
        )
        for kind, pieces in made:
            yield Output(path=episode_file(episode.stem, kind), inputs="", pieces=pieces)

    def lists(self, show: ChangedShow) -> Iterator[Output]:  # noqa: ARG002 - the port's signature
        """Yield nothing: transcripts belong to episodes."""
        yield from ()


def vtt(episode: Episode) -> Iterator[str]:
    """Yield WebVTT, one line of at most 65 characters a caption, each with the name of the voice.

    Sources: W3C WebVTT; the podcast namespace, transcript formats.
    """
    yield "WEBVTT\n"
    voice = escape(" ".join(_speaker(episode).split()))
    for cue in episode.cues:
        for caption in captions(cue, episode.rate, VTT_WIDTH, 1):
            text = html.escape(caption.lines[0], quote=False)
            yield f"\n{clock(caption.start)} --> {clock(caption.end)}\n<v {voice}>{text}\n"


def srt(episode: Episode) -> Iterator[str]:
    """Yield SRT, two lines of at most 32 characters a caption. An arrow in the text must not look like a time."""
    shown = (caption for cue in episode.cues for caption in captions(cue, episode.rate, SRT_WIDTH, 2))
    for number, caption in enumerate(shown, start=1):
        text = "\n".join(caption.lines).replace("-->", "→")
        yield f"{number}\n{clock(caption.start, ',')} --> {clock(caption.end, ',')}\n{text}\n\n"


def transcript_json(episode: Episode) -> str:
    """Return one segment a line of the script. Source: podcast namespace, transcript formats, version 1.0.0."""
    speaker = _speaker(episode)
    segments = [
        {
            "speaker": speaker,
            "startTime": seconds(cue.start, episode.rate),
            "endTime": seconds(cue.end, episode.rate),
            "body": cue.text,
        }
        for cue in episode.cues
    ]
    return compact_json({"version": "1.0.0", "segments": segments}) + "\n"


def transcript_html(episode: Episode) -> Iterator[str]:
    """Yield one paragraph a segment, with its time and the name of the voice.

    It is not the page of the episode: apps show it, and some read it with patterns for these elements without
    attributes. So the root alone says that it reads from right to left. Source: podcast namespace, transcript formats.
    """
    title, voice = escape(episode.title), escape(_speaker(episode))
    yield f'<html lang="{escape(episode.language)}" dir="rtl">\n'
    yield f'<head><meta charset="utf-8"><title>{title}</title></head>\n<body>\n'
    for _, cues in groupby(episode.cues, key=lambda cue: cue.segment):
        first, *rest = cues
        start = short_clock(milliseconds(first.start, episode.rate) // 1000)
        text = escape(" ".join(" ".join(cue.text.split()) for cue in (first, *rest)))
        yield f"<cite>{voice}:</cite>\n<time>{start}</time>\n<p>{text}</p>\n"
    yield "</body>\n</html>\n"


def _speaker(episode: Episode) -> str:
    return episode.voice.title or episode.voice.name


def captions(cue: Cue, rate: int, width: int, lines: int) -> Iterator[Caption]:
    """Yield the cue as captions of so many lines; together they last exactly as long as the cue.

    Args:
        cue: A line of the script with its time.
        rate: Samples a second.
        width: Characters a line.
        lines: Lines a caption.
    """
    wrapped = _balanced(cue.text, width)
    groups = [wrapped[first : first + lines] for first in range(0, len(wrapped), lines)]
    times = [milliseconds(_moment(cue, group[0][0]), rate) for group in groups]
    times.append(milliseconds(cue.end, rate))
    for group, (start, end) in zip(groups, pairwise(times), strict=True):
        yield Caption(start=start, end=end, lines=tuple(text for _, text in group))


def _moment(cue: Cue, offset: int) -> int:
    """Return the sample at which the character sounds: its word's own time, else by its share of the text."""
    if offset == 0:
        return cue.start
    for word in cue.words:
        if word.first >= offset:
            return word.start
    return cue.start + (cue.end - cue.start) * offset // len(cue.text)


def _balanced(text: str, width: int) -> Sequence[tuple[int, str]]:
    """Return the text in as few lines as the width allows, of about equal length, each with its offset."""
    fewest = _wrapped(text, width)
    for narrower in range(-(-len(text) // max(1, len(fewest))), width):
        lines = _wrapped(text, narrower)
        if len(lines) == len(fewest):
            return lines
    return fewest


def _wrapped(text: str, width: int) -> list[tuple[int, str]]:
    lines: list[tuple[int, int]] = []
    for first, last in _pieces(text, width):
        if lines and last - lines[-1][0] <= width:
            lines[-1] = (lines[-1][0], last)
        else:
            lines.append((first, last))
    return [(first, legal(text[first:last])) for first, last in lines]


def _pieces(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each word; one longer than a line is cut, but never before a mark."""
    for word in _WORD.finditer(text):
        first, last = word.span()
        while last - first > width:
            cut = first + width
            while cut > first + 1 and unicodedata.combining(text[cut]):
                cut -= 1
            yield first, cut
            first = cut
        yield first, last


def _encoded(lines: Iterable[str]) -> Iterator[bytes]:
    return (line.encode() for line in lines)

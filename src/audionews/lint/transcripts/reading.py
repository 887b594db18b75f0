"""Reads a transcript by its type, and compares the transcripts of an episode with each other."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from audionews.lint.page import read_page
from audionews.lint.rules import Fault
from audionews.lint.transcripts.cues import Transcript
from audionews.lint.transcripts.segments import read_segments
from audionews.lint.transcripts.subrip import read_subrip
from audionews.lint.transcripts.webvtt import read_webvtt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_COMPARABLE = 8  # words; fewer say nothing
_COMMON = 0.5  # share of the words of the shorter text that the longer one has


def read_transcript(blob: bytes, kind: str) -> Transcript:
    """Return the transcript that a file is.

    Args:
        blob: The file.
        kind: Its media type, as the feed says it.
    """
    if not blob.strip():
        return Transcript([Fault("empty", "it is empty")], [])
    try:
        text = blob.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Transcript([Fault("file-encoding", f"it is not in UTF-8, from byte {error.start} on")], [])
    match kind:
        case "application/json":
            found = read_segments(blob)
        case "text/vtt":
            found = read_webvtt(text)
        case "application/x-subrip" | "application/srt" | "text/srt":
            found = read_subrip(text)
        case "text/html":
            page = read_page(blob)
            nothing = [] if page.text.strip() else [Fault("empty", "it has no text")]
            found = Transcript([*page.faults, *nothing], [], page.text)
        case _:
            found = Transcript([], [], text)
    return found


def difference_faults(texts: Mapping[str, str]) -> Iterator[Fault]:
    """Yield a fault if the transcripts of one episode have different words.

    Args:
        texts: The words of each transcript, by its name.
    """
    counted = {name: Counter(re.findall(r"\w{2,40}", text[:2_000_000])) for name, text in texts.items()}
    comparable = {name: words for name, words in counted.items() if words.total() >= _COMPARABLE}
    first, *others = comparable.items() or [("", Counter())]
    for name, words in others:
        common = (first[1] & words).total() / min(first[1].total(), words.total())
        if common < _COMMON:
            yield Fault("transcripts-differ", f"it has {common:.0%} of its words in common with {first[0]}", name)

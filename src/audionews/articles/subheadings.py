"""The sub-headings of an article: short paragraphs without an end, between long ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.model import Segment

_WORDS = 12  # of a sub-heading at most; a paragraph after it has more
_ENDS = re.compile(r"[.؟?!…:؛،»\")]$")


def subheadings(segments: Sequence[Segment]) -> frozenset[int]:
    """Return the indexes of the segments of the body that are sub-headings.

    What begins the body is none: readers know no difference between a sub-heading there and a lead.
    """
    return frozenset(
        number
        for number, (before, segment, after) in enumerate(zip(segments, segments[1:], segments[2:], strict=False), 1)
        if before.role is segment.role is after.role is Role.BODY
        and not _ENDS.search(segment.text)
        and len(segment.text.split()) <= _WORDS < len(after.text.split())
    )

"""Summaries of episodes for ``audionews list``, with their states at a time."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - msgspec reads the annotations at run time
from typing import TYPE_CHECKING

import msgspec

from audionews.catalogue.sidecars import state_of
from audionews.model.times import whole_seconds

if TYPE_CHECKING:
    from audionews.model import EpisodeHeader


class EpisodeSummary(msgspec.Struct, frozen=True, kw_only=True):
    """An episode in a list.

    Attributes:
        id: ASCII name of its files.
        state: "published", "waiting" or "removed".
        published: Aware; a correction does not change it.
        publish_at: Until then it is in no feed and on no page; aware; None is immediately.
        section: The key of its section, or "".
        seconds: How long it lasts.
        title: The headline.
    """

    id: str
    state: str
    published: datetime
    publish_at: datetime | None
    section: str
    seconds: int
    title: str


def summary_of(header: EpisodeHeader, now: datetime) -> EpisodeSummary:
    """Return the summary of an episode at this time."""
    return EpisodeSummary(
        id=header.id,
        state=state_of(header, now),
        published=header.published,
        publish_at=header.publish_at,
        section=header.section,
        seconds=whole_seconds(header.samples, header.rate),
        title=header.title,
    )

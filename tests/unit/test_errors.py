"""Errors of worker processes arrive as they were raised."""

import pickle

import pytest

from audionews.errors import (
    AudionewsError,
    DraftChanged,
    EntryChanged,
    EpisodeChanged,
    FileDamaged,
    RateLimited,
    SiteUnavailable,
    UsageError,
)

RAISED = [
    UsageError("what", "remedy"),
    RateLimited("what", "remedy", 2.5),
    SiteUnavailable("what", "remedy", 2.5),
    FileDamaged("what", "remedy", "feed.xml"),
    EpisodeChanged("what", "remedy", "2024-06-20-00000000"),
    DraftChanged("what", "remedy", "00000000000000aa", 7),
    EntryChanged("what", "remedy", "كتب", "كَتَبَ", "كُتُب"),
]


@pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)
def test_an_error_crosses_a_process_boundary_whole(error: AudionewsError) -> None:
    arrived = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own pickle
    assert type(arrived) is type(error)
    assert (vars(arrived), arrived.args) == (vars(error), error.args)

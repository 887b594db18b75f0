"""The episodes of a build are read when they are asked for."""

import pytest
from tests.newsroom import make_episode

from audionews.app.built import BuiltEpisodes
from audionews.building.stages import BuiltEpisode
from audionews.catalogue.sidecars import encode_sidecar
from audionews.errors import StoreError
from audionews.model.paths import sidecar
from audionews.stores.memory import MemoryStore


def test_each_is_as_it_was_made() -> None:
    store = MemoryStore()
    made = [
        BuiltEpisode(source=f"{number}.txt", episode=make_episode(number), change="new", spoken=number)
        for number in range(3)
    ]
    episodes = BuiltEpisodes(store)
    for built in made:
        store.write(sidecar(built.episode.id), [encode_sidecar(built.episode)])
        episodes.add(built)
    assert list(episodes) == made
    assert episodes[1:] == tuple(made[1:])
    assert episodes[-1] == made[-1]
    assert len(episodes) == episodes.spoken == 3


def test_one_that_is_gone_is_named() -> None:
    episodes = BuiltEpisodes(MemoryStore())
    episodes.add(BuiltEpisode(source="0.txt", episode=make_episode(0), change="new", spoken=1))
    with pytest.raises(StoreError, match=r"00000000\.json is gone"):
        episodes[0]

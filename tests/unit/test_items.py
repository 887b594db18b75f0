"""Items are encoded a few at a time; what fails stops the rest."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.audio_signals import pcm_clip, speech

from audionews.audio.mastering import Sound
from audionews.audio.measure import measure
from audionews.building.cache import Cache
from audionews.building.encoding import AHEAD, Encoder, FramesFacts, TrackItem
from audionews.building.synthesis import ClipAddress, ClipFacts
from audionews.errors import CacheChanged
from audionews.model.events import Event, LineEncoded
from audionews.stores.memory import MemoryStore

CLIP = pcm_clip(speech(0.6, 22050), 22050)
FACTS = ClipFacts(container=CLIP.container, rate=22050, words=(), measures=measure(CLIP))
SOUND = Sound(rate=44100)


class CountingStore(MemoryStore):
    """Counts what is asked for and not there."""

    missed = 0

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        blob = super().read(name, start, size)
        self.missed += blob is None
        return blob


@pytest.fixture
def store() -> CountingStore:
    return CountingStore()


@pytest.fixture
def encoder(store: CountingStore) -> Encoder:
    return Encoder(Cache(store, "clips", ClipFacts), Cache(MemoryStore(), "frames", FramesFacts))


def item(encoder: Encoder, key: str) -> TrackItem:
    encoder.clips.put("aa/clip", FACTS, CLIP.sound)
    known = encoder.clips.metadata("aa/clip")
    assert known
    return TrackItem(key=f"aa/{key}", clip=ClipAddress(known.key, known.sha256), gain=0.0, pause=200)


def gone(key: str) -> TrackItem:
    return TrackItem(key=f"aa/{key}", clip=ClipAddress(f"bb/{key}", "0"), gain=0.0, pause=200)


def test_more_items_than_wait_at_once_come_out_in_order(encoder: Encoder) -> None:
    items = [item(encoder, str(number % 3)) for number in range(AHEAD + 9)]
    told: list[Event] = []
    with ThreadPoolExecutor(2) as executor:
        encoded = encoder.encode(items, SOUND, executor, "a", told.append)
    assert [each.item for each in encoded] == items
    assert [event.number for event in told if isinstance(event, LineEncoded)] == list(range(1, len(items) + 1))


def test_an_item_that_fails_stops_what_waits(encoder: Encoder, store: CountingStore) -> None:
    encoder.frames.put("aa/cached", FramesFacts(size=1, samples=1152, start=0, end=1), b"x")
    items = [gone("cached"), *(gone(str(number)) for number in range(AHEAD)), gone("cached")]
    with ThreadPoolExecutor(1) as executor, pytest.raises(CacheChanged):
        encoder.encode(items, SOUND, executor, "a", lambda _: None)
    assert 0 < store.missed <= AHEAD

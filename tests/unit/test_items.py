"""Items are encoded a few at a time; what fails stops the rest."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from tests.audio_signals import pcm_clip, speech

from audionews.audio.mastering import Sound
from audionews.audio.measure import measure
from audionews.build.cache import Cache
from audionews.build.encoding import AHEAD, FramesFacts, TrackItem, encode_items
from audionews.build.synthesis import ClipFacts
from audionews.errors import NoAudio
from audionews.model import Clip
from audionews.model.events import Event, LineEncoded
from audionews.stores.memory import MemoryStore

CLIP = pcm_clip(speech(0.6, 22050), 22050)
FACTS = ClipFacts(container=CLIP.container, rate=22050, words=(), measures=measure(CLIP))
SOUND = Sound(rate=44100)


def there() -> tuple[Clip, ClipFacts]:
    return CLIP, FACTS


def gone(asked: list[int], number: int) -> tuple[Clip, ClipFacts]:
    asked.append(number)
    raise NoAudio("nothing", "nothing")


def item(key: str, fetch: Callable[[], tuple[Clip, ClipFacts]]) -> TrackItem:
    return TrackItem(key=f"aa/{key}", fetch=fetch, gain=0.0, pause=200)


def test_more_items_than_wait_at_once_come_out_in_order() -> None:
    items = [item(str(number % 3), there) for number in range(AHEAD + 9)]
    told: list[Event] = []
    with ThreadPoolExecutor(2) as executor:
        framed = encode_items(items, SOUND, Cache(MemoryStore(), "frames", FramesFacts), executor, "a", told.append)
    assert [each.item for each in framed] == items
    assert [event.number for event in told if isinstance(event, LineEncoded)] == list(range(1, len(items) + 1))


def test_an_item_that_fails_stops_what_waits() -> None:
    asked: list[int] = []
    cache = Cache(MemoryStore(), "frames", FramesFacts)
    cache.put("aa/cached", FramesFacts(size=1, samples=1152, start=0, end=1), b"x")
    items = [item("cached", there)]
    items += [item(str(number), partial(gone, asked, number)) for number in range(AHEAD)]
    items += [item("cached", there)]
    with ThreadPoolExecutor(1) as executor, pytest.raises(NoAudio):
        encode_items(items, SOUND, cache, executor, "a", lambda _: None)
    assert len(asked) <= AHEAD

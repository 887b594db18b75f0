"""Parts are encoded a few at a time; what fails stops the rest."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from tests.audio_signals import pcm_clip, speech

from audionews.audio.master import Sound
from audionews.audio.measure import measure
from audionews.errors import NoAudio
from audionews.model import Clip
from audionews.pipeline.cache import Cache
from audionews.pipeline.events import Event, LineEncoded
from audionews.pipeline.parts import AHEAD, FramesFacts, Part, encode_parts
from audionews.pipeline.speak import ClipFacts
from audionews.stores.memory import MemoryStore

CLIP = pcm_clip(speech(0.6, 22050), 22050)
FACTS = ClipFacts(container=CLIP.container, rate=22050, words=(), measures=measure(CLIP))
SOUND = Sound(rate=44100)


def there() -> tuple[Clip, ClipFacts]:
    return CLIP, FACTS


def gone(asked: list[int], number: int) -> tuple[Clip, ClipFacts]:
    asked.append(number)
    raise NoAudio("nothing", "nothing")


def part(key: str, fetch: Callable[[], tuple[Clip, ClipFacts]]) -> Part:
    return Part(key=f"aa/{key}", fetch=fetch, gain=0.0, pause=200)


def test_more_parts_than_wait_at_once_come_out_in_order() -> None:
    parts = [part(str(number % 3), there) for number in range(AHEAD + 9)]
    told: list[Event] = []
    with ThreadPoolExecutor(2) as executor:
        pieces = encode_parts(parts, SOUND, Cache(MemoryStore(), "frames", FramesFacts), executor, "a", told.append)
    assert [piece.part for piece in pieces] == parts
    assert [event.number for event in told if isinstance(event, LineEncoded)] == list(range(1, len(parts) + 1))


def test_a_part_that_fails_stops_what_waits() -> None:
    asked: list[int] = []
    cache = Cache(MemoryStore(), "frames", FramesFacts)
    cache.put("aa/cached", FramesFacts(size=1, samples=1152, start=0, end=1), b"x")
    parts = [part("cached", there)]
    parts += [part(str(number), partial(gone, asked, number)) for number in range(AHEAD)]
    parts += [part("cached", there)]
    with ThreadPoolExecutor(1) as executor, pytest.raises(NoAudio):
        encode_parts(parts, SOUND, cache, executor, "a", lambda _: None)
    assert len(asked) <= AHEAD

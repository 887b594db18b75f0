"""A hundred lines through services that fail three requests in ten, in every way: the episode is that of a good day."""

import hashlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.online import EDGE, ONLINE, Online, Rig
from tests.services import EDGE_FAULTS, GIVE_UP, HTTP_FAULTS, Fate, Fault, no_fault

from audionews.building.cache import Cache
from audionews.building.encoding import FramesFacts
from audionews.building.retry import Timing
from audionews.building.synthesis import ClipFacts, Synthesizer, synthesize
from audionews.building.track import Joiner
from audionews.building.voice_set import VoiceSet
from audionews.errors import EngineError
from audionews.model import Clip, Line, Role, Script, Segment, Track, Voice
from audionews.ports import SpeechEngine
from audionews.stores.memory import MemoryStore

TEXTS = tuple(f"خبر رقم {number} اليوم." for number in range(100))
LINES = tuple(
    Line(segment=number, role=Role.BODY, offset=0, written=text, spoken=text, pause=200)
    for number, text in enumerate(TEXTS)
)
SCRIPT = Script(segments=tuple(Segment(role=Role.BODY, text=text) for text in TEXTS), lines=LINES)
LIMIT = 2.0  # seconds for one request on a bad day: shorter than a drip takes


class Counted:
    """An engine that counts the clips that it gave of each text."""

    def __init__(self, engine: SpeechEngine) -> None:
        self.name, self.version, self.caps = engine.name, engine.version, engine.caps
        self.clips: Counter[str] = Counter()
        self._engine = engine

    def speak(self, text: str, voice: Voice) -> Clip:
        clip = self._engine.speak(text, voice)
        self.clips[text] += 1
        return clip


def unlucky(faults: tuple[Fault, ...]) -> Fate:
    """Return a fate that lets three requests in ten fail, each time in another way, and is the same in every run."""

    def fate(text: str, number: int) -> Fault | None:
        digest = hashlib.sha256(f"{text}/{number}".encode()).digest()
        return faults[digest[1] % len(faults)] if digest[0] < 0.3 * 256 else None

    return fate


def finish(rig: Rig, online: Online, fate: Fate) -> tuple[Track, bytes]:
    """Return track and frames of the episode; a run that fails is followed by another, as a user would do."""
    reached, voice, stand = rig.set_up(online, GIVE_UP if fate is no_fault else LIMIT)
    engine = Counted(reached)
    stand.fate = fate
    store = MemoryStore()
    voices = VoiceSet(
        Synthesizer(engine, voice, Cache(store, "clips", ClipFacts)), timing=Timing(sleep=lambda *_: None)
    )
    frames = Cache(MemoryStore(), "frames", FramesFacts)
    with ThreadPoolExecutor(2) as executor:
        for run in range(1, 6):
            try:
                synthesize(LINES, voices, executor, "a.txt", lambda _: None)
                break
            except EngineError:
                assert run < 5
        track = Joiner(voices, frames, 64, -16.0).join(SCRIPT, executor, "a.txt", lambda _: None)
    assert engine.clips == Counter(TEXTS), "no line that was spoken is asked for again"
    return track, b"".join(blob for key in track.frames if (blob := frames.blob(key)))


@pytest.mark.parametrize("online", ONLINE, ids=lambda online: online.name)
def test_the_episode_of_a_bad_day_is_that_of_a_good_day(rig: Rig, online: Online) -> None:
    good, sound = finish(rig, online, no_fault)
    stand = rig.set_up(online)[2]
    assert Counter(stand.asked) == Counter(TEXTS)
    stand.asked.clear()
    bad, noisy = finish(rig, online, unlucky(EDGE_FAULTS if online is EDGE else HTTP_FAULTS))
    assert bad == good
    assert noisy == sound
    assert len(stand.asked) > 120, "many requests failed"

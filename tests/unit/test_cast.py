"""A voice set: who speaks which role, what that takes, and how many lines are under way at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from audionews.building.cache import Cache
from audionews.building.encoding import FramesFacts
from audionews.building.retry import Timing
from audionews.building.synthesis import ClipFacts, Synthesizer, synthesize
from audionews.building.track import Joiner
from audionews.building.validate import validate_clip
from audionews.building.voice_set import Estimate, VoiceSet, voice_facts
from audionews.engines.silence import SilenceEngine
from audionews.errors import NoAudio, Transient
from audionews.model import Caps, Clip, Container, Line, Role, Script, Segment, Voice, Workers
from audionews.stores.memory import MemoryStore

RATE = 16_000
READER = Voice(name="reader", engine="tone", title="القارئ", licence="CC0-1.0", credit="one", price=15.0)
HERALD = Voice(name="herald", engine="tone", title="المنادي", licence="CC0-1.0", credit="two", price=100.0)


class ToneEngine(SilenceEngine):
    """A note, loud or soft as ``voice.settings`` says."""

    name = "tone"
    caps = Caps(offline=False, concurrency=3, learned=True)

    def __init__(self) -> None:
        self.busy = self.busiest = 0
        self.together = threading.Barrier(1)  # where lines wait for each other while they are spoken
        self.asked: list[tuple[str, str]] = []
        self.lock = threading.Lock()

    def speak(self, text: str, voice: Voice) -> Clip:
        with self.lock:
            self.busy += 1
            self.busiest = max(self.busy, self.busiest)
            self.asked.append((voice.name, text))
        self.together.wait()
        level = float(voice.settings.get("level", 0.1))
        samples = np.sin(np.arange(int(RATE * 0.07 * len(text))) / 8) * level * 32767
        with self.lock:
            self.busy -= 1
        return Clip(sound=samples.astype("<i2").tobytes(), container=Container.PCM, rate=RATE)


class LocalEngine(SilenceEngine):
    """An engine that wants processes."""

    name = "local"
    caps = Caps(offline=True, workers=Workers.PROCESSES, silent=True)


def line(text: str, role: Role = Role.BODY, segment: int = 0) -> Line:
    return Line(segment=segment, role=role, offset=0, written=text, spoken=text, pause=300)


def synthesizer(engine: SilenceEngine, voice: Voice, store: MemoryStore) -> Synthesizer:
    return Synthesizer(engine, voice, Cache(store, "clips", ClipFacts))


def speak(voices: VoiceSet, lines: tuple[Line, ...]) -> int:
    with ThreadPoolExecutor(1) as executor:
        return synthesize(lines, voices, executor, "a.txt", lambda _: None)


LINES = (line("عنوان الخبر اليوم", Role.HEADLINE), line("قال الوزير إن العمل انتهى", segment=1))


@pytest.fixture
def engine() -> ToneEngine:
    return ToneEngine()


@pytest.fixture
def pair(engine: ToneEngine) -> VoiceSet:
    """Return a reader, with a herald for headlines."""
    store = MemoryStore()
    loud = replace(HERALD, settings={"level": 0.5})
    return VoiceSet(synthesizer(engine, READER, store), {Role.HEADLINE: synthesizer(engine, loud, store)})


def test_each_line_is_spoken_by_the_voice_of_its_role(pair: VoiceSet, engine: ToneEngine) -> None:
    assert speak(pair, LINES) == 2
    assert sorted(engine.asked) == [("herald", LINES[0].spoken), ("reader", LINES[1].spoken)]


def test_the_same_words_in_two_roles_are_two_clips(pair: VoiceSet) -> None:
    assert speak(pair, (line("سلام عليكم", Role.HEADLINE), line("سلام عليكم"), line("سلام عليكم"))) == 2


def test_all_voices_are_named_each_fact_once(pair: VoiceSet) -> None:
    facts = voice_facts(pair, [])
    assert (facts.name, facts.title) == ("reader", "القارئ، المنادي")
    assert (facts.licence, facts.credit) == ("CC0-1.0", "one; two")
    assert (facts.engine, facts.learned, facts.instead_of) == ("tone", True, "")


def test_a_replacement_says_for_whom(engine: ToneEngine) -> None:
    voices = VoiceSet(synthesizer(engine, READER, MemoryStore()), instead_of="herald")
    assert voice_facts(voices, []).instead_of == "herald"


def test_voices_of_different_levels_become_equally_loud(pair: VoiceSet) -> None:
    speak(pair, LINES)
    script = Script(segments=tuple(Segment(role=each.role, text=each.written) for each in LINES), lines=LINES)
    joiner = Joiner(pair, Cache(MemoryStore(), "frames", FramesFacts), 64, -16.0)
    with ThreadPoolExecutor(1) as executor:
        track = joiner.join(script, executor, "a.txt", lambda _: None)
    assert track.loudness == pytest.approx(-16.0, abs=0.2)
    assert len(set(track.frames)) == 2


def test_what_speaking_takes_is_known_before(pair: VoiceSet) -> None:
    lines = (*LINES, LINES[1])
    known = pair.estimate(lines)
    assert (known.lines, known.cached, known.requests, known.characters) == (3, 0, 2, 17 + 25)
    assert known.cost == pytest.approx((17 * 100 + 25 * 15) / 1e6)
    speak(pair, lines)
    assert pair.estimate(lines) == Estimate(lines=3, cached=3, requests=0, characters=0, cost=0)


def test_a_service_is_asked_as_much_as_it_allows_and_no_more(engine: ToneEngine) -> None:
    voices = VoiceSet(synthesizer(engine, READER, MemoryStore()))
    engine.together = threading.Barrier(3)
    assert speak(voices, tuple(line(f"الخبر رقم {number} من النشرة") for number in range(24))) == 24
    assert engine.busiest == 3


def test_an_engine_in_this_machine_works_on_the_executor() -> None:
    voices = VoiceSet(synthesizer(LocalEngine(), Voice(name="x", engine="local"), MemoryStore()))
    assert voices.workers is Workers.PROCESSES
    assert speak(voices, LINES) == 2


def test_after_a_failure_the_other_lines_are_not_asked_for() -> None:
    class Broken(ToneEngine):
        def speak(self, text: str, voice: Voice) -> Clip:
            super().speak(text, voice)
            raise Transient("the service is away", "try later")

    engine = Broken()
    voices = VoiceSet(synthesizer(engine, READER, MemoryStore()), timing=Timing(sleep=lambda *_: None))
    with pytest.raises(Transient):
        speak(voices, tuple(line(f"الخبر رقم {number} من النشرة") for number in range(50)))
    assert len(engine.asked) < 25


def test_a_clipped_sound_is_not_kept() -> None:
    square = np.where(np.sin(np.arange(RATE) / 8) > 0, 32767, -32768).astype("<i2").tobytes()
    with pytest.raises(NoAudio, match=r"clipped: 100% of it is at full scale"):
        validate_clip("قال الوزير", Clip(sound=square, container=Container.PCM, rate=RATE), ToneEngine.caps)


def test_a_sound_that_touches_full_scale_is_kept() -> None:
    samples = np.round(np.sin(np.arange(RATE) / 8) * 20000).astype("<i2")
    samples[5000] = 32767
    clip = Clip(sound=samples.tobytes(), container=Container.PCM, rate=RATE)
    assert validate_clip("قال الوزير", clip, ToneEngine.caps).peak > 0.999

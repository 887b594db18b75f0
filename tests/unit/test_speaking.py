"""Speaking and joining: each line once, checked, kept, and counted to the sample."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from audionews.audio.mp3 import SAMPLES
from audionews.building.cache import Cache
from audionews.building.encoding import FramesFacts
from audionews.building.keys import clip_key
from audionews.building.retry import Timing
from audionews.building.synthesis import ClipAddress, ClipFacts, Synthesizer, read_clip, synthesize
from audionews.building.track import Joiner
from audionews.building.voice_set import VoiceSet
from audionews.engines.silence import SilenceEngine
from audionews.errors import CacheChanged, EngineError, NoAudio, Transient, Truncated
from audionews.model import Clip, Container, Line, Role, Script, Segment, Voice, Word
from audionews.model.events import Event, LineEncoded, LineSpoken
from audionews.ports import SpeechEngine
from audionews.stores.memory import MemoryStore

VOICE = Voice(name="silence", engine="silence")
INSTANT = Timing(sleep=lambda *_: None)
TEXTS = ("عنوان الخبر", "قال الوزير إن العمل انتهى", "عنوان الخبر")


def line(text: str, segment: int = 0, pause: int = 500) -> Line:
    return Line(segment=segment, role=Role.BODY, offset=0, written=text, spoken=text, pause=pause)


LINES = tuple(line(text, number) for number, text in enumerate(TEXTS))


class CountingEngine(SilenceEngine):
    """Silence that remembers what it was asked for, and fails where it is told to."""

    def __init__(self, failing: str = "") -> None:
        self.asked: list[str] = []
        self.failing = failing

    def speak(self, text: str, voice: Voice) -> Clip:
        self.asked.append(text)
        if text == self.failing:
            raise Transient("the service is busy", "try again later")
        return super().speak(text, voice)


class WrongEngine(SilenceEngine):
    """Gives the same second of silence for every text."""

    def speak(self, text: str, voice: Voice) -> Clip:
        return Clip(sound=bytes(32_000), container=Container.PCM, rate=16_000)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def synthesizer(store: MemoryStore, engine: SpeechEngine) -> Synthesizer:
    return Synthesizer(engine, VOICE, Cache(store, "clips", ClipFacts))


def cast(store: MemoryStore, engine: SpeechEngine) -> VoiceSet:
    return VoiceSet(synthesizer(store, engine), timing=INSTANT)


def speak(known: VoiceSet, lines: tuple[Line, ...] = LINES) -> tuple[int, list[Event]]:
    told: list[Event] = []
    with ThreadPoolExecutor(2) as executor:
        return synthesize(lines, known, executor, "a.txt", told.append), told


def test_the_same_words_are_spoken_once(store: MemoryStore) -> None:
    engine = CountingEngine()
    spoken, told = speak(cast(store, engine))
    assert spoken == 2
    assert sorted(engine.asked) == sorted(set(TEXTS))
    assert [event.number for event in told if isinstance(event, LineSpoken)] == [1, 2, 3]


def test_what_is_cached_is_not_spoken_again(store: MemoryStore) -> None:
    speak(cast(store, CountingEngine()))
    engine = CountingEngine()
    spoken, told = speak(cast(store, engine))
    assert (spoken, engine.asked) == (0, [])
    assert told == [LineSpoken(source="a.txt", number=3, lines=3, cached=True)]


def test_a_line_that_fails_loses_no_other(store: MemoryStore) -> None:
    engine = CountingEngine(failing=TEXTS[1])
    with pytest.raises(EngineError, match="busy"):
        speak(cast(store, engine))
    assert [line.spoken for line in cast(store, engine).missing(LINES).values()] == [TEXTS[1]]


@pytest.mark.parametrize(("text", "error"), [("كلمة " * 40, Truncated), ("لا", None)])
def test_sound_of_an_impossible_length_is_not_kept(
    store: MemoryStore, text: str, error: type[EngineError] | None
) -> None:
    known = cast(store, WrongEngine())
    if error is None:
        assert speak(known, (line(text),))[0] == 1
        return
    with pytest.raises(error, match=r"1\.0 s of sound"):
        speak(known, (line(text),))
    assert store.blobs == {}


def test_sound_that_is_far_too_long_is_not_kept(store: MemoryStore) -> None:
    class Endless(SilenceEngine):
        def speak(self, text: str, voice: Voice) -> Clip:
            return Clip(sound=bytes(32_000 * 30), container=Container.PCM, rate=16_000)

    with pytest.raises(NoAudio, match=r"30\.0 s of sound"):
        speak(cast(store, Endless()), (line("لا"),))


def test_a_damaged_clip_is_spoken_again_when_it_is_needed(store: MemoryStore) -> None:
    engine = CountingEngine()
    known = synthesizer(store, engine)
    speak(VoiceSet(known))
    clip, facts = known.clip(TEXTS[0])
    for name in store.blobs:
        store.blobs[name] = b"damaged"
    assert known.metadata(TEXTS[0]).facts == facts
    for name in store.blobs:
        store.blobs[name] = b"damaged"
    assert known.clip(TEXTS[0]) == (clip, facts)
    assert len(engine.asked) == 4


def test_a_clip_that_was_damaged_since_it_was_seen_is_spoken_with_patience_and_counted(store: MemoryStore) -> None:
    known = cast(store, CountingEngine())
    speak(known)
    seen = known.lead.metadata(TEXTS[0])
    for name in store.names("clips/"):
        store.blobs[name] = store.blobs[name] if name.endswith(".json") else store.blobs[name][:-1]
    with pytest.raises(CacheChanged):
        read_clip(known.lead.cache, ClipAddress(known.lead.key(TEXTS[0]), seen.sha256))
    assert speak(known)[0] == 0, "the notes are whole"
    known.forget_damaged(LINES)
    assert speak(known)[0] == 2
    assert read_clip(known.lead.cache, ClipAddress(known.lead.key(TEXTS[0]), seen.sha256))[1] == seen.facts


class Moody(SilenceEngine):
    """Speaks a little longer each time, as some services do."""

    def __init__(self) -> None:
        self.times = 0

    def speak(self, text: str, voice: Voice) -> Clip:
        self.times += 1
        clip = super().speak(text, voice)
        return replace(clip, sound=clip.sound + bytes(8000 * self.times))


def test_another_take_of_a_line_is_never_joined_with_the_frames_and_times_of_the_first(store: MemoryStore) -> None:
    known = cast(store, Moody())
    joiner = Joiner(known, Cache(store, "frames", FramesFacts), 64, -16.0)
    script = Script(segments=(Segment(role=Role.BODY, text=TEXTS[0]),), lines=LINES[:1])
    speak(known, LINES[:1])
    old = known.lead.metadata(TEXTS[0]).sha256
    with ThreadPoolExecutor(1) as executor:
        first = joiner.join(script, executor, "a.txt", lambda _: None)
        for name in list(store.names("clips/")):
            store.remove(name)
        speak(known, LINES[:1])
        second = joiner.join(script, executor, "a.txt", lambda _: None)
    assert first.frames != second.frames
    assert first.samples < second.samples
    with pytest.raises(CacheChanged, match="replaced"):
        read_clip(known.lead.cache, ClipAddress(known.lead.key(TEXTS[0]), old))


def test_the_address_of_a_clip_is_pinned() -> None:
    assert (
        clip_key(SilenceEngine(), VOICE, "عنوان") == "c5/a2ac749a5ad6c5d797e5a4975e3ae203f96278b4b026433fa00f82c84407e3"
    )


SCRIPT = Script(segments=tuple(Segment(role=Role.BODY, text=text) for text in TEXTS), lines=LINES)


def join(store: MemoryStore, script: Script = SCRIPT) -> tuple[Joiner, list[Event]]:
    known = cast(store, CountingEngine())
    speak(known, script.lines)
    return Joiner(known, Cache(store, "frames", FramesFacts), 64, -16.0), []


def test_cues_and_pauses_are_where_the_script_puts_them(store: MemoryStore) -> None:
    joiner, told = join(store)
    with ThreadPoolExecutor(2) as executor:
        track = joiner.join(SCRIPT, executor, "a.txt", told.append)
    assert (track.rate, track.bitrate) == (48_000, 64)
    assert [cue.text for cue in track.cues] == list(TEXTS)
    for before, after in zip(track.cues, track.cues[1:], strict=False):
        assert abs((after.start - before.end) - 24_000) <= SAMPLES // 2
    assert 0 < track.cues[0].start < track.cues[-1].end < track.samples
    assert [chapter.start for chapter in track.chapters] == [0]
    assert track.frames[0] == track.frames[2]
    assert [event.cached for event in told if isinstance(event, LineEncoded)].count(False) >= 2


def test_joined_again_nothing_is_encoded(store: MemoryStore) -> None:
    joiner, told = join(store)
    with ThreadPoolExecutor(1) as executor:
        first = joiner.join(SCRIPT, executor, "a.txt", lambda _: None)
        again = joiner.join(SCRIPT, executor, "a.txt", told.append)
    assert first == again
    assert all(event.cached for event in told if isinstance(event, LineEncoded))


def test_damaged_frames_are_encoded_again(store: MemoryStore) -> None:
    joiner, told = join(store)
    with ThreadPoolExecutor(1) as executor:
        first = joiner.join(SCRIPT, executor, "a.txt", lambda _: None)
        for name in store.names("frames/"):
            if not name.endswith(".json"):
                store.blobs[name] = store.blobs[name][:-1]
        assert joiner.join(SCRIPT, executor, "a.txt", told.append) == first
    assert isinstance(told[0], LineEncoded)
    assert not told[0].cached


def test_word_times_light_what_was_written(store: MemoryStore) -> None:
    spoken, written = "عام ألفين وأربعة وعشرين", "عام 2024"
    words = (
        Word(start=0, end=3, written_start=0, written_end=3),
        Word(start=4, end=9, written_start=4, written_end=8),
        Word(start=10, end=16, written_start=4, written_end=8),
    )
    said = Line(segment=0, role=Role.BODY, offset=0, written=written, spoken=spoken, words=words, pause=300)
    script = Script(segments=(Segment(role=Role.BODY, text=written),), lines=(said,))
    joiner, _ = join(store, script)
    with ThreadPoolExecutor(1) as executor:
        (cue,) = joiner.join(script, executor, "a.txt", lambda _: None).cues
    assert [(word.first, word.last) for word in cue.words] == [(0, 3), (4, 8)]
    assert cue.start <= cue.words[0].start < cue.words[0].end <= cue.words[1].start < cue.words[1].end <= cue.end

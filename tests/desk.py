"""A desk at which episodes with music are made, on stores in memory."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import numpy as np
import soundfile
from tests.audio_signals import pcm_clip, sine, speech

from audionews.audio.mp3 import CODEC_DELAY
from audionews.audio.pcm import decode
from audionews.building.cache import Cache
from audionews.building.encoding import FramesFacts
from audionews.building.jingles import Jingles, Music
from audionews.building.plan import Plan, describe, draft_of
from audionews.building.synthesis import ClipFacts, Synthesizer
from audionews.building.track import Joiner
from audionews.building.voice_set import VoiceSet
from audionews.building.writer import EpisodeWriter
from audionews.engines.silence import SilenceEngine
from audionews.model import Article, Clip, Container, Episode, Line, Role, Script, Segment, ShowFacts, Track, Voice
from audionews.stores.memory import MemoryStore

RATE = 44100
FACTS = ShowFacts(title="أخبار", description="وصف", author="هيئة التحرير")
ROLES = (Role.HEADLINE, Role.SUMMARY, Role.BODY, Role.BODY, Role.NOTICE)
NOW = datetime(2024, 6, 21, 8, tzinfo=UTC)


class Talker(SilenceEngine):
    """Speech-like sound of a length and a shape that the text gives."""

    name = "talker"

    def __init__(self, rate: int) -> None:
        super().__init__()
        self.rate = rate
        self.version = f"{rate} Hz"

    def speak(self, text: str, voice: Voice) -> Clip:
        return pcm_clip(speech(0.09 * len(text), self.rate, len(text)), self.rate)


def sting(seconds: float = 0.8, hertz: float = 500, peak: float = 0.4) -> bytes:
    blob = io.BytesIO()
    soundfile.write(blob, sine(hertz, seconds, RATE, peak), RATE, format="WAV")
    return blob.getvalue()


STINGS = {Music.INTRO: sting(), Music.TRANSITION: sting(0.5, 700), Music.OUTRO: sting(1.0, 300)}


def script(roles: tuple[Role, ...] = ROLES) -> Script:
    texts = [f"سطر طويل من الكلام يقال هنا {'كذا ' * number}".strip() for number, _ in enumerate(roles)]
    pairs = tuple(zip(texts, roles, strict=True))
    lines = tuple(
        Line(segment=number, role=role, offset=0, written=text, spoken=text, pause=900)
        for number, (text, role) in enumerate(pairs)
    )
    return Script(segments=tuple(Segment(role=role, text=text) for text, role in pairs), lines=lines)


class Desk:
    """Engine, caches and store of a show with music, as a build puts them together."""

    def __init__(
        self,
        files: dict[Music, bytes],
        bitrate: int = 64,
        engine: SilenceEngine | None = None,
        beside: "Desk | None" = None,
    ) -> None:
        self.kept: MemoryStore = beside.kept if beside else MemoryStore()
        self.store: MemoryStore = beside.store if beside else MemoryStore()
        clips = Cache(self.kept, "clips", ClipFacts)
        self.frames = Cache(self.kept, "frames", FramesFacts)
        self.voices = VoiceSet(Synthesizer(engine or Talker(22050), Voice(name="talker", engine="talker"), clips))
        self.jingles = Jingles(files, clips)
        self.joiner = Joiner(self.voices, self.frames, bitrate, -16.0, self.jingles)
        self.writer = EpisodeWriter(self.store, self.frames, Cache(self.kept, "pictures", type(None)), FACTS)

    def join(self, said: Script) -> Track:
        with ThreadPoolExecutor(1) as executor:
            return self.joiner.join(said, executor, "a.txt", lambda _: None)

    def build(self, said: Script, headline: str = "عنوان") -> Episode:
        track = self.join(said)
        article = Article(source="a.txt", headline=headline, body=("نص",), date=datetime(2024, 6, 20))  # noqa: DTZ001 - naive: in the show's zone
        plan = Plan(source="a.txt", draft=draft_of(article, FACTS), script=said, content=headline, existing=None)
        return self.writer.write(describe(plan, track, self.voices, NOW), track)

    def heard(self, keys: tuple[str, ...]) -> np.ndarray:
        frames = b"".join(blob for key in keys if (blob := self.frames.blob(key)))
        return decode(Clip(sound=frames, container=Container.MP3, rate=RATE)).samples[CODEC_DELAY:]

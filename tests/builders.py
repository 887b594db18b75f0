"""Builders of episodes on stores in memory, and the context in which the stages run."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.diacritizers import NoMarks

from audionews.arabic.lexicon import Lexicon
from audionews.building.cache import Cache
from audionews.building.context import BuildContext, EpisodeBuilder
from audionews.building.encoding import FramesFacts
from audionews.building.kept_script import Reading
from audionews.building.retry import Timing
from audionews.building.synthesis import ClipFacts, Synthesizer
from audionews.building.track import Joiner
from audionews.building.voice_set import VoiceSet
from audionews.building.writer import EpisodeWriter
from audionews.catalogue import Catalogue
from audionews.engines.silence import SilenceEngine
from audionews.model import Article, ShowFacts, Voice
from audionews.model.events import Event
from audionews.stores.memory import MemoryStore

FACTS = ShowFacts(title="أخبار", description="وصف", author="هيئة التحرير")
NOW = datetime(2024, 6, 21, 8, tzinfo=UTC)
STORY = Article(
    source="port.txt",
    headline="افتتاح الميناء الجديد في المدينة",
    body=("افتتح وزير النقل الميناء اليوم، وحضر الافتتاح عدد كبير من الأهالي.", "كتب الصحفي خبر الافتتاح."),
    date=datetime(2024, 6, 20, tzinfo=UTC),
)


@dataclass
class Bench:
    """A show in memory: the caches, the catalogue, and what was told."""

    caches: MemoryStore = field(default_factory=MemoryStore)
    folder: MemoryStore = field(default_factory=MemoryStore)
    told: list[Event] = field(default_factory=list)

    def builder(
        self,
        engine: SilenceEngine | None = None,
        fallbacks: Sequence[EpisodeBuilder] = (),
        *,
        second: str = "",
        instead_of: str = "",
        notice: bool = False,
    ) -> EpisodeBuilder:
        """Return the builder of a silent voice."""
        engine = engine or SilenceEngine()
        voice = Voice(name=f"{engine.name}-voice", engine=engine.name)
        synthesizer = Synthesizer(engine, voice, Cache(self.caches, "clips", ClipFacts))
        voices = VoiceSet(synthesizer, timing=Timing(sleep=lambda *_: None), instead_of=instead_of)
        frames = Cache(self.caches, "frames", FramesFacts)
        return EpisodeBuilder(
            voices=voices,
            lexicon_of=_lexicon,
            diacritizer=NoMarks(),
            joiner=Joiner(voices, frames, 64, -16.0),
            writer=EpisodeWriter(self.folder, frames, Cache(self.caches, "pictures", type(None)), FACTS, second),
            facts=FACTS,
            sound=(64, -16.0, second),
            notice=notice,
            fallbacks=fallbacks,
        )

    @contextmanager
    def context(self) -> Iterator[BuildContext]:
        """Give the context of a run."""
        with ThreadPoolExecutor(2) as executor, Catalogue.open(self.folder) as catalogue:
            yield BuildContext(executor=executor, tell=self.told.append, clock=lambda: NOW, catalogue=catalogue)


def _lexicon(_synthesizer: Synthesizer, readings: Sequence[Reading]) -> Lexicon:
    return Lexicon.select((), engine="", voice="", last=[each.entry for each in readings if each.at is None])

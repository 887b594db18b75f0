"""What the stages of a build share: the context of the run, and the builder of the episodes of one voice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from audionews.building.matching import NO_CHOICE, Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Executor
    from datetime import datetime

    from audionews.arabic.lexicon import Lexicon
    from audionews.building.kept_results import KeptResults
    from audionews.building.kept_script import FixedScript, Reading
    from audionews.building.photos import Photos
    from audionews.building.plan import Plan
    from audionews.building.synthesis import Synthesizer
    from audionews.building.track import Joiner
    from audionews.building.voice_set import VoiceSet
    from audionews.building.writer import EpisodeWriter
    from audionews.catalogue import Catalogue
    from audionews.model import ShowFacts
    from audionews.model.events import Listener
    from audionews.ports import Diacritizer


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildContext:
    """What all stages of one run share.

    Attributes:
        executor: Runs the speaking and encoding of lines.
        tell: Receives the events.
        clock: Returns the time for articles without a date, and for corrections.
        wall_clock: Returns the time that tells which dates are still to come, if that is not the one of ``clock``: a
            fixed SOURCE_DATE_EPOCH holds back no article of today.
        catalogue: The episodes of the show.
        choice: Whether the article of this run corrects an episode, or is another one than those that were published.
        readings: What an editor fixed in the one article of this run; None takes what is kept beside its episode.
        made: The source of each episode that this run has made, by its id.
        planned: What a dry run has planned, by the GUID of its episode.
        exclusive: Whether the sound of a new episode is only written where no file is, because the catalogue is not
            locked meanwhile: the file may be another build's.
    """

    executor: Executor
    tell: Listener
    clock: Callable[[], datetime]
    catalogue: Catalogue
    choice: Choice = NO_CHOICE
    wall_clock: Callable[[], datetime] | None = None
    readings: tuple[Reading, ...] | None = None
    made: dict[str, str] = field(default_factory=dict)
    planned: dict[str, Plan] = field(default_factory=dict)
    exclusive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeBuilder:
    """Everything that makes the episodes of one voice.

    Attributes:
        voices: Who speaks which role.
        lexicon_of: Returns the lexicon for a synthesizer, with the readings of one article, which take precedence.
        diacritizer: Adds vowel marks.
        joiner: Joins clips into tracks.
        writer: Writes the files of episodes.
        facts: The facts of the show.
        sound: Bitrate, loudness and all other settings that change the sound.
        notice: Whether the voice says at the end that it is artificial.
        scripts: Keeps the scripts of articles; None keeps none.
        photos: Fetches the photos of articles; None fetches none.
        fallbacks: The builders of the voices that speak a whole episode if this one fails; each is made on demand.
    """

    voices: VoiceSet
    lexicon_of: Callable[[Synthesizer, Sequence[Reading]], Lexicon]
    diacritizer: Diacritizer
    joiner: Joiner
    writer: EpisodeWriter
    facts: ShowFacts
    sound: tuple[object, ...]
    notice: bool
    scripts: KeptResults[FixedScript] | None = None
    photos: Photos | None = None
    fallbacks: Iterable[EpisodeBuilder] = ()

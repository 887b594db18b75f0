"""What the stages of a build share: the context of the run, and the builder of the episodes of one voice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Executor
    from datetime import datetime

    from audionews.arabic.lexicon import Lexicon
    from audionews.building.kept_script import Reading
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
        executor: Where lines are spoken and encoded.
        tell: Is told of what happens.
        clock: Gives the time for what has none of its own.
        catalogue: The episodes of the show.
        made: The source of each episode that this run has made, by its id.
    """

    executor: Executor
    tell: Listener
    clock: Callable[[], datetime]
    catalogue: Catalogue
    made: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeBuilder:
    """What makes the episodes of one voice.

    Attributes:
        voices: Who speaks which role.
        lexicon_of: Gives the lexicon as it holds for a synthesizer, with the readings of one article on top.
        diacritizer: Writes vowel marks.
        joiner: Makes tracks of clips.
        writer: Writes the files of episodes.
        facts: Of the show.
        sound: Bitrate, loudness and whatever else of the settings changes the sound.
        notice: Whether the voice says at the end that it is artificial.
        fallbacks: The builders of the voices that speak an episode as a whole when this one fails, each made when it is
            asked for.
    """

    voices: VoiceSet
    lexicon_of: Callable[[Synthesizer, Sequence[Reading]], Lexicon]
    diacritizer: Diacritizer
    joiner: Joiner
    writer: EpisodeWriter
    facts: ShowFacts
    sound: tuple[object, ...]
    notice: bool
    fallbacks: Iterable[EpisodeBuilder] = ()

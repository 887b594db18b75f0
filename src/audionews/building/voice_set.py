"""The voices of an episode: which voice speaks which role, and the guard of each engine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from audionews.building.retry import Timing
from audionews.building.synthesis import EngineGuard
from audionews.model import Role, VoiceFacts, Workers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from audionews.building.synthesis import Synthesizer
    from audionews.model import Line

_MILLION = 1_000_000


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """What speaking takes: how many lines, cached lines, requests, characters of the requests, and the cost.

    Attributes:
        cost: In the currency of the voice's price; None if a service speaks whose price is unknown.
    """

    lines: int
    cached: int
    requests: int
    characters: int
    cost: float | None


class VoiceSet:
    """The synthesizers of an episode.

    Args:
        lead: Speaks every role that is not in ``roles``.
        roles: The synthesizers of single roles.
        timing: Clock, sleep and random numbers of the retries.
        instead_of: The name of the voice that failed, if the lead is its fallback, or "".

    Attributes:
        guards: The guard of each engine, by the engine's name: throttle, retries and circuit breaker.
    """

    def __init__(
        self,
        lead: Synthesizer,
        roles: Mapping[Role, Synthesizer] | None = None,
        timing: Timing | None = None,
        instead_of: str = "",
    ) -> None:
        self.lead = lead
        self.instead_of = instead_of
        self.roles = dict(roles or {})
        engines = {synthesizer.engine.name: synthesizer.engine for synthesizer in self.synthesizers}
        self.guards = {name: EngineGuard(engine, timing or Timing()) for name, engine in engines.items()}

    @property
    def synthesizers(self) -> tuple[Synthesizer, ...]:
        """The lead and then the others, each once."""
        return tuple(dict.fromkeys((self.lead, *self.roles.values())))

    @property
    def workers(self) -> Workers:
        """The kind of worker that suits all engines."""
        kinds = {synthesizer.engine.caps.workers for synthesizer in self.synthesizers}
        return Workers.PROCESSES if Workers.PROCESSES in kinds else Workers.THREADS

    def synthesizer(self, role: Role) -> Synthesizer:
        """Return the synthesizer of a role."""
        return self.roles.get(role, self.lead)

    def speaker(self, line: Line) -> Synthesizer:
        """Return the synthesizer of a line: that of its role, or of Latin stretches."""
        return self.synthesizer(Role.LATIN if line.latin and Role.LATIN in self.roles else line.role)

    def speakers(self, lines: Iterable[Line]) -> tuple[Synthesizer, ...]:
        """Return the synthesizers without that of Latin stretches if no line is one."""
        latin = self.roles.get(Role.LATIN)
        rest = [self.lead, *(each for role, each in self.roles.items() if role is not Role.LATIN)]
        return tuple(dict.fromkeys([*rest, latin] if latin and any(line.latin for line in lines) else rest))

    def key(self, line: Line) -> str:
        """Return the address of the line's clip."""
        return self.speaker(line).key(line.spoken)

    def missing(self, lines: Iterable[Line]) -> dict[str, Line]:
        """Return the lines that have to be spoken, by address: one of those that share an address."""
        found = {self.key(line): line for line in lines}
        return {key: line for key, line in found.items() if self.speaker(line).cache.facts(key) is None}

    def forget_damaged(self, lines: Iterable[Line]) -> None:
        """Make damaged clips count as missing, so that they are spoken again."""
        for line in lines:
            self.speaker(line).cache.forget_damaged(self.key(line))

    def estimate(self, lines: Sequence[Line]) -> Estimate:
        """Return what it takes to speak the lines."""
        missing = self.missing(lines)
        costs = [_cost(len(line.spoken), self.speaker(line)) for line in missing.values()]
        return Estimate(
            lines=len(lines),
            cached=sum(self.key(line) not in missing for line in lines),
            requests=len(missing),
            characters=sum(len(line.spoken) for line in missing.values()),
            cost=None if None in costs else sum(filter(None, costs)),
        )

    def unpriced(self, lines: Iterable[Line]) -> tuple[str, ...]:
        """Return the names of the voices that would speak some of the lines at a price that is unknown."""
        speakers = [self.speaker(line) for line in self.missing(lines).values()]
        return tuple(dict.fromkeys(each.voice.name for each in speakers if _cost(1, each) is None))


def _cost(characters: int, synthesizer: Synthesizer) -> float | None:
    """Return what speaking so many characters costs, or None: nobody has said what a service asks for."""
    price = synthesizer.voice.price
    if price is None:
        return 0.0 if synthesizer.engine.caps.offline else None
    return characters * price / _MILLION


def voice_facts(voices: VoiceSet, lines: Iterable[Line]) -> VoiceFacts:
    """Return what listeners are told about the voices of an episode, the lead first, each fact once."""
    return replace(merge_voices(list(map(_facts, voices.speakers(lines)))), instead_of=voices.instead_of)


def _facts(synthesizer: Synthesizer) -> VoiceFacts:
    voice, engine = synthesizer.voice, synthesizer.engine
    return VoiceFacts(
        name=voice.name,
        engine=engine.name,
        engine_version=engine.version,
        title=voice.title,
        learned=engine.caps.learned,
        licence=voice.licence,
        credit=voice.credit,
    )


def merge_voices(voices: Sequence[VoiceFacts]) -> VoiceFacts:
    """Return what listeners are told about several voices: the name of the first, and every other fact once."""
    return VoiceFacts(
        name=voices[0].name,
        engine=_joined(" + ", (voice.engine for voice in voices)),
        engine_version=_joined(" + ", (voice.engine_version for voice in voices)),
        title=_joined("، ", (voice.title for voice in voices)),
        learned=any(voice.learned for voice in voices),
        licence=_joined("; ", (voice.licence for voice in voices)),
        credit=_joined("; ", (voice.credit for voice in voices)),
        instead_of=voices[0].instead_of,
    )


def _joined(by: str, words: Iterable[str]) -> str:
    return by.join(dict.fromkeys(filter(None, words)))

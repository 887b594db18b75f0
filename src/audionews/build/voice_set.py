"""The voices of an episode: who speaks which role, and how many lines are asked for at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from audionews.model import VoiceFacts, Workers
from audionews.model.events import LineSpoken
from audionews.build.retry import EngineGuard, Timing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor, Future

    from audionews.model import Line, Role
    from audionews.model.events import Listener
    from audionews.build.synthesizer import Synthesizer

_MILLION = 1_000_000
_WAITING = 16  # lines of an engine without a limit that are under way at once; most of them wait for a worker


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """What speaking takes: lines, those of them that are cached, requests, their characters and what they cost."""

    lines: int
    cached: int
    requests: int
    characters: int
    cost: float


class VoiceSet:
    """The synthesizers of an episode.

    Args:
        lead: Speaks every role that no other speaks.
        roles: Who speaks a role instead.
        timing: Clock, sleep and chance of the retries.
        instead_of: The voice that should speak and failed, or "".
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
        self._services = {name: EngineGuard(engine, timing or Timing()) for name, engine in engines.items()}

    @property
    def synthesizers(self) -> tuple[Synthesizer, ...]:
        """The lead and then the others, each once."""
        return tuple(dict.fromkeys((self.lead, *self.roles.values())))

    @property
    def workers(self) -> Workers:
        """What kind of worker suits all engines."""
        kinds = {synthesizer.engine.caps.workers for synthesizer in self.synthesizers}
        return Workers.PROCESSES if Workers.PROCESSES in kinds else Workers.THREADS

    def synthesizer(self, role: Role) -> Synthesizer:
        """Return who speaks a role."""
        return self.roles.get(role, self.lead)

    def key(self, line: Line) -> str:
        """Return the address of the line's clip."""
        return self.synthesizer(line.role).key(line.spoken)

    def missing(self, lines: Iterable[Line]) -> dict[str, Line]:
        """Return the lines that have to be spoken, by address: of those that sound alike, one."""
        found = {self.key(line): line for line in lines}
        return {key: line for key, line in found.items() if self.synthesizer(line.role).cache.facts(key) is None}

    def forget_damaged(self, lines: Iterable[Line]) -> None:
        """Let clips that are damaged count as missing: they are then spoken with all policy."""
        for line in lines:
            self.synthesizer(line.role).cache.forget_damaged(self.key(line))

    def estimate(self, lines: Sequence[Line]) -> Estimate:
        """Return what it takes to speak the lines."""
        missing = self.missing(lines)
        prices = ((len(line.spoken), self.synthesizer(line.role).voice.price) for line in missing.values())
        return Estimate(
            lines=len(lines),
            cached=sum(self.key(line) not in missing for line in lines),
            requests=len(missing),
            characters=sum(len(line.spoken) for line in missing.values()),
            cost=sum(characters * price / _MILLION for characters, price in prices),
        )

    def speak(self, lines: Sequence[Line], executor: Executor, source: str, tell: Listener) -> int:
        """Put the clip of every line into the cache and return how many were spoken.

        What was under way when a line fails, or when the user interrupts, is finished and kept.

        Args:
            lines: Of one script.
            executor: Where engines work that are in this machine. A service is asked from threads of its own, as many
                as it allows.
            source: Of the article, for the events.
            tell: Hears of every line.

        Raises:
            EngineError: A line could not be spoken.
        """
        missing = self.missing(lines)
        there = len(lines) - len(missing)
        if there:
            tell(LineSpoken(source=source, number=there, lines=len(lines), cached=True))
        halt = threading.Event()
        with ExitStack() as pools:
            calls = list(self._submit(missing.values(), executor, halt, pools))
            try:
                for number, call in enumerate(as_completed(calls), start=there + 1):
                    call.result()
                    tell(LineSpoken(source=source, number=number, lines=len(lines), cached=False))
            finally:
                halt.set()
                for call in calls:
                    call.cancel()
        return len(missing)

    def _submit(
        self, lines: Iterable[Line], executor: Executor, halt: threading.Event, pools: ExitStack
    ) -> Iterator[Future[None]]:
        """Yield the call of each line, made from threads that belong to its service.

        There are twice as many as the service may be asked at once: while a clip is examined, another is asked for.
        """
        askers: dict[str, ThreadPoolExecutor] = {}
        for line in lines:
            synthesizer = self.synthesizer(line.role)
            name, caps = synthesizer.engine.name, synthesizer.engine.caps
            if name not in askers:
                askers[name] = pools.enter_context(ThreadPoolExecutor(2 * (caps.concurrency or _WAITING)))
            worker = executor if caps.offline else None
            yield askers[name].submit(_ask, self._services[name], synthesizer, line.spoken, worker, halt)


def _ask(service: EngineGuard, synthesizer: Synthesizer, text: str, executor: Executor | None, halt: threading.Event) -> None:
    """Speak a text with all policy: on the executor, or here where there is none."""
    if executor is None:
        service.ask(lambda: synthesizer.make(text, service.gate), halt)
    else:
        service.ask(lambda: executor.submit(synthesizer.make, text).result(), halt)


def voice_facts(voices: VoiceSet) -> VoiceFacts:
    """Return what the listener is told about the voices of the voices, the lead first, each fact once."""
    return replace(merge_voices([_facts(synthesizer) for synthesizer in voices.synthesizers]), instead_of=voices.instead_of)


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
    """Return what the listener is told of several voices: the first one's name, and every fact once."""
    return VoiceFacts(
        name=voices[0].name,
        engine=_joined(" + ", (voice.engine for voice in voices)),
        engine_version=_joined(" + ", (voice.engine_version for voice in voices)),
        title=_joined("، ", (voice.title for voice in voices)),
        learned=any(voice.learned for voice in voices),
        licence=_joined("; ", (voice.licence for voice in voices)),
        credit=_joined("; ", (voice.credit for voice in voices)),
    )


def _joined(by: str, words: Iterable[str]) -> str:
    return by.join(dict.fromkeys(filter(None, words)))

"""Has a recognizer listen to the drafts of the desk in the background, and marks the lines least like their text.

One thread listens, to one line at a time. What was recognized is kept by the address of the clip, so that a line is
listened to again only if it is spoken differently.
"""

from __future__ import annotations

import logging
import math
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from audionews.app.proof import proof_clip
from audionews.app.voices import spoken_clips
from audionews.desk.marks import mark_of, marked
from audionews.desk.newsroom import Proofed, Proofing
from audionews.errors import AudionewsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from audionews.app.desk_scripts import DeskScripts
    from audionews.app.proof import ProofedLine
    from audionews.building.voice_set import VoiceSet
    from audionews.desk.draft import Draft
    from audionews.desk.words import ShownLine
    from audionews.model import Line
    from audionews.ports import SpeechRecognizer

_KEPT_LINES = 4_000  # in memory, of all drafts
_KEPT_JOBS = 32  # of as many drafts, the last ones
_WAITING = 8  # drafts at the same time
_log = logging.getLogger(__name__)


@dataclass
class _Job:
    """Listening to a draft.

    Attributes:
        lines: Its lines by the addresses of their clips.
        voices: Their voices.
        progress: How far it is.
        stopped: Set to end it early.
        ended: The addresses of the clips that were listened to.
        first: The lines to mark, the most different first, by the addresses of their clips.
    """

    lines: Mapping[str, Line]
    voices: VoiceSet
    progress: Proofing
    stopped: threading.Event = field(default_factory=threading.Event)
    ended: frozenset[str] = frozenset()
    first: Mapping[str, ProofedLine] = field(default_factory=dict)

    def fail(self, kind: str, error: str, remedy: str) -> None:
        """Keep why it could not be ended."""
        self.progress = replace(self.progress, error=error, error_kind=kind, remedy=remedy)


class DeskProof:
    """Listens to drafts.

    Args:
        scripts: Their scripts.
        open_recognizer: Returns the recognizer, which is kept while there is something to listen to.
    """

    def __init__(self, scripts: DeskScripts, open_recognizer: Callable[[], SpeechRecognizer]) -> None:
        self._scripts = scripts
        self._open = open_recognizer
        self._recognizer: SpeechRecognizer | None = None
        self._thread = ThreadPoolExecutor(1, "desk-proof")
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, _Job] = OrderedDict()  # by draft
        self._found: OrderedDict[str, ProofedLine] = OrderedDict()  # by the address of the clip

    def close(self) -> None:
        """Stop listening, after the line that has begun."""
        for job in self._running():
            job.stopped.set()
        self._thread.shutdown()

    def progress(self, draft_id: str) -> Proofing:
        """Return how far the listening to a draft is."""
        job = self._jobs.get(draft_id)
        return replace(job.progress, stopping=job.stopped.is_set()) if job else Proofing()

    def price(self, draft: Draft) -> float:
        """Return what it costs to speak the lines that were not spoken yet; infinity if nobody knows.

        Raises:
            AudionewsError: There is no script.
        """
        lines, voices = self._scripts.to_proof(draft)
        cost = voices.estimate(lines).cost
        return math.inf if cost is None else cost

    def begin(self, draft: Draft) -> None:
        """Begin to listen to the lines of a draft.

        Raises:
            UsageError: It listens to this draft already, or many others wait.
            AudionewsError: There is no script.
        """
        running = self._running()
        if self._jobs.get(draft.id) in running:
            raise UsageError("the recognizer listens to the draft already", "wait until that has ended")
        if len(running) >= _WAITING:
            raise UsageError(f"{len(running)} drafts wait for the recognizer", "try again later")
        lines, voices = self._scripts.to_proof(draft)
        job = _Job({voices.key(line): line for line in lines}, voices, Proofing(done=False))
        job.progress = replace(job.progress, lines=len(job.lines))
        with self._lock:
            self._jobs.pop(draft.id, None)
            self._jobs[draft.id] = job
            ended = [name for name, each in self._jobs.items() if each.progress.done]
            for name in ended[: max(0, len(self._jobs) - _KEPT_JOBS)]:
                del self._jobs[name]
        self._thread.submit(self._run, job)

    def stop(self, draft_id: str) -> None:
        """Stop listening to a draft, after the line that has begun."""
        job = self._jobs.get(draft_id)
        if job:
            job.stopped.set()

    def proofed(self, draft: Draft, shown: Sequence[ShownLine]) -> Proofed:
        """Return the marks of a draft, and how many of its lines were not listened to as they are now.

        Args:
            draft: The draft.
            shown: The lines of its script.
        """
        job = self._jobs.get(draft.id)
        if job is None or not job.progress.done:
            return Proofed()
        lines, voices = self._scripts.to_proof(draft)
        keys = [voices.key(line) for line in lines]
        own = dict(reversed(list(zip(keys, shown, strict=False))))  # the first of equal lines
        marks = tuple(
            mark_of(own[key], rank, found.chances, found.transcript)
            for rank, (key, found) in enumerate(job.first.items(), start=1)
            if key in own
        )
        return Proofed(marks, len(own.keys() - job.ended))

    def _running(self) -> list[_Job]:
        with self._lock:
            return [job for job in self._jobs.values() if not job.progress.done]

    def _run(self, job: _Job) -> None:
        """Listen to the lines of a job, and keep why that failed."""
        found: dict[str, ProofedLine] = {}
        try:
            found.update(self._listen(job))
        except AudionewsError as error:
            job.fail(type(error).__name__, error.message, error.remedy)
        except Exception as error:  # noqa: BLE001 - the thread goes on with the next draft
            _log.exception("internal error")
            job.fail("InternalError", f"internal error: {error!r}"[:200], "report it")
        job.ended = frozenset(found)
        ranked = sorted(found, key=lambda key: -found[key].difference)
        job.first = {key: found[key] for key in ranked[: marked(len(found))]}
        job.progress = replace(job.progress, done=True)
        if not self._running():
            self._recognizer = None  # it has half a gigabyte

    def _listen(self, job: _Job) -> Iterator[tuple[str, ProofedLine]]:
        """Yield what is recognized in each line, until the job is stopped."""
        for key, line in job.lines.items():
            if job.stopped.is_set():
                return
            found = self._found.get(key) or self._recognize(line, job.voices)
            self._found[key] = found
            self._found.move_to_end(key)
            if len(self._found) > _KEPT_LINES:
                self._found.popitem(last=False)
            job.progress = replace(job.progress, proofed=job.progress.proofed + 1)
            yield key, found

    def _recognize(self, line: Line, voices: VoiceSet) -> ProofedLine:
        (clip,) = spoken_clips([line], voices)
        if self._recognizer is None:
            self._recognizer = self._open()
        return proof_clip(line, clip, self._recognizer)

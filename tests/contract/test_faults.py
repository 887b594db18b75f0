"""Every online engine against every fault: what the user sees, how often the service is asked, and what is kept.

docs/reference/faults.md is made of what happens here. AUDIONEWS_GOLDEN=write writes it anew.
"""

import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.online import EDGE, KEY, KEYS, ONLINE, OPENAI, Online, Rig
from tests.services import EDGE_FAULTS, GIVE_UP, HTTP_FAULTS, Fault

from audionews.building.cache import Cache
from audionews.building.retry import Timing
from audionews.building.synthesis import ClipFacts, Synthesizer, synthesize
from audionews.building.voice_set import VoiceSet
from audionews.cli.words import error_lines
from audionews.errors import (
    AudionewsError,
    Blocked,
    EngineError,
    NoAudio,
    RateLimited,
    SettingsError,
    Transient,
    Truncated,
)
from audionews.model import Line, Role
from audionews.stores.memory import MemoryStore

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "faults.md"
LIMIT = 0.5  # seconds that an engine has for a service that drips
TEXT = "قال الوزير إن المدارس تفتح أبوابها غدا، وإن الكتب وصلت إليها جميعا."
DNS, NO_KEY = "DNS failure", "no key"
KINDS: dict[str, tuple[type[AudionewsError], ...]] = {
    Fault.RATE: (RateLimited,),
    Fault.FORBIDDEN: (Blocked,),
    Fault.ERROR: (Transient,),
    Fault.PAGE: (NoAudio, EngineError),
    Fault.EMPTY: (NoAudio,),
    Fault.TRUNCATED: (Truncated,),
    Fault.NO_END: (Truncated,),
    Fault.DRIP: (Transient, Truncated),
    Fault.CUT: (Transient, Truncated),
    Fault.TYPE: (NoAudio,),
    DNS: (Transient,),
    NO_KEY: (SettingsError,),
}
CASES = [
    (online, fault)
    for online in ONLINE
    for fault in (
        *(EDGE_FAULTS if online is EDGE else HTTP_FAULTS),
        DNS,
        *([NO_KEY] if online.name in {"openai", "azure"} else []),
    )
]


@dataclass(frozen=True)
class Seen:
    """What a fault leads to."""

    error: AudionewsError
    asked: int
    waits: tuple[float, ...]

    @property
    def words(self) -> str:
        """What the user sees; addresses of this machine are made the service's."""
        return re.sub(r"127\.0\.0\.1(:\d+)?", "HOST", error_lines(self.error.message, self.error.remedy))


def fail(rig: Rig, online: Online, fault: str) -> Seen:
    """Return what the fault leads to, when every request meets it."""
    drips = fault == Fault.DRIP
    engine, voice, stand = rig.set_up(online, LIMIT if drips else GIVE_UP)
    if fault == DNS:
        voice = online.voice(f"{'ws' if online is EDGE else 'https'}://speech.invalid")
        if online is OPENAI:  # its key goes to its own host alone
            voice = replace(voice, settings={**voice.settings, "key": ""})
    else:
        stand.fate = lambda _text, _number: Fault(fault) if fault in tuple(Fault) else None
    store, waits = MemoryStore(), list[float]()
    timing = Timing(sleep=lambda _, seconds: waits.append(seconds), chance=lambda: 0.5)
    voices = VoiceSet(Synthesizer(engine, voice, Cache(store, "clips", ClipFacts)), timing=timing)
    line = Line(segment=0, role=Role.BODY, offset=0, written=TEXT, spoken=TEXT, pause=0)
    with ThreadPoolExecutor(1) as executor, pytest.raises(AudionewsError) as caught:
        synthesize([line], voices, executor, "a.txt", lambda _: None)
    assert store.blobs == {}, "nothing is kept"
    asked = len(waits) + 1 if drips else len(stand.asked)  # who hangs up early may not have been heard yet
    return Seen(caught.value, asked, tuple(waits))


@pytest.fixture(scope="module")
def rows() -> Iterator[dict[tuple[str, str], Seen]]:
    """Gather what is seen, and hold the page against it when all cases ran."""
    seen: dict[tuple[str, str], Seen] = {}
    yield seen
    if len(seen) == len(CASES):
        if os.environ.get("AUDIONEWS_GOLDEN") == "write":
            PAGE.write_text(render(seen), "utf-8")
        assert PAGE.read_text("utf-8") == render(seen), "write docs/reference/faults.md anew"


@pytest.mark.parametrize(("online", "fault"), CASES, ids=lambda value: getattr(value, "name", value))
def test_a_fault_is_the_right_error_and_nothing_is_kept(
    rig: Rig, online: Online, fault: str, monkeypatch: pytest.MonkeyPatch, rows: dict[tuple[str, str], Seen]
) -> None:
    if fault == NO_KEY:
        for name in KEYS:
            monkeypatch.delenv(name)
    seen = fail(rig, online, fault)
    assert isinstance(seen.error, KINDS[fault])
    assert KEY not in seen.words
    tries = 6 if isinstance(seen.error, Transient) else 1 if type(seen.error) in {EngineError, SettingsError} else 4
    assert len(seen.waits) >= tries - 1
    if fault == Fault.RATE:
        assert all(wait >= 7 for wait in seen.waits[::2])
    rows[online.name, fault] = seen


def render(seen: dict[tuple[str, str], Seen]) -> str:
    """Return the page."""
    lines = [INTRO]
    for online in ONLINE:
        lines += [
            f"\n## {online.name}\n",
            "| fault | what the user sees | error | asked | exit code |",
            "| --- " * 5 + "|",
        ]
        for (name, fault), row in sorted(seen.items(), key=lambda item: [*KINDS].index(item[0][1])):
            if name == online.name:
                words = "<br>".join(part.strip() for part in row.words.splitlines())
                kind = type(row.error).__name__
                lines.append(f"| {fault} | {words} | {kind} | {row.asked or '-'} | {row.error.exit_code} |")
    return "\n".join(lines) + "\n"


INTRO = """# Faults of the services

Made by the tests: each engine that asks a service, through its real client and protocol, when every request meets the
same fault. "Asked" is how often the service was asked for the one line before the build gave up; between two requests
lie 0.5, 1, 2 ... seconds, each times a random number from 0 to 1, and what the service wants (Retry-After) before that.
In no case is anything cached or written. When a fault passes, the build goes on, and the user sees nothing of it.

An engine that fails ten times in a row is left alone for a minute: lines then fail at once, with exit code 75."""

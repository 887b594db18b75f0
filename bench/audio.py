"""What an episode costs from its clips to the MP3, by its length, against three other ways to join clips.

    python bench/audio.py [--encode MINUTES] [--join MINUTES] [--voice NAME]

It needs Linux. Each figure comes from a process of its own, on the same clips: real speech, about 4 s each. CPU seconds
are those of the process and of the ffmpeg that it starts; memory is the larger of their peaks. What is marked ~ was not
run, but worked out from the shorter lengths: along a straight line, for ``+=`` along a parabola.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from audionews import registry
from audionews.audio import mastering
from audionews.audio.measure import measure
from audionews.audio.pcm import decode, output_rate, pack, to_16_bit
from audionews.building.cache import Cache
from audionews.building.encoding import FramesFacts
from audionews.building.plan import Plan, describe, draft_of
from audionews.building.synthesis import ClipFacts, Synthesizer, speak_line
from audionews.building.track import Joiner
from audionews.building.voice_set import VoiceSet
from audionews.building.writer import EpisodeWriter
from audionews.engines.silence import SilenceEngine
from audionews.model import Article, Clip, Line, Role, Script, Segment, ShowFacts, Voice
from audionews.settings import Settings
from audionews.stores.local import LocalStore
from audionews.voices import load_voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pydub import AudioSegment

LENGTHS = (10, 100, 600)  # minutes
MOST_PLUS = 100.0  # minutes: ten hours of ``+=`` take an hour
SENTENCES = (
    "افتُتِحَتْ صباحَ اليومِ مكتبةٌ عامَّةٌ في وسطِ المدينةِ",
    "حضرَ الافتتاحَ عددٌ كبيرٌ من الأهالي والطلابِ",
    "تضمُّ المكتبةُ خمسينَ ألفَ كتابٍ وقاعةً للأطفالِ",
    "وقالَ مديرُها إنَّ الدخولَ مجّانيٌّ طوالَ الأسبوعِ",
)
SPEEDS = (0.85, 0.95, 1.05)
PAUSE = 450
FACTS = ShowFacts(title="نشرة المكتبة", description="قياس", author="هيئة التحرير")
VOICE = Voice(name="tape", engine="tape", language="ar")


class Tape(SilenceEngine):
    """Plays what was recorded in a folder: line after line, from the beginning when it is over."""

    name = "tape"

    def __init__(self, folder: Path) -> None:
        self.clips = [msgspec.msgpack.decode(file.read_bytes(), type=Clip) for file in sorted(folder.glob("*.clip"))]

    def speak(self, text: str, voice: Voice) -> Clip:  # noqa: ARG002 - the port's signature
        return self.clips[int(text.rsplit(maxsplit=1)[-1]) % len(self.clips)]


def record(folder: Path, name: str) -> None:
    """Speak the sentences at several speeds and keep the clips."""
    voice = load_voice(name, Settings())
    engine, count = registry.engine(voice.engine), 0
    for speed in SPEEDS:
        for sentence in SENTENCES:
            clip = engine.speak(sentence, replace(voice, speed=speed * voice.speed))
            (folder / f"{count:02}.clip").write_bytes(msgspec.msgpack.encode(pack(clip)))
            count += 1


class Desk:
    """All that works on an episode of so many lines, in a folder."""

    def __init__(self, folder: Path, lines: int) -> None:
        store = LocalStore(folder / "cache", durable=False)
        frames = Cache(store, "frames", FramesFacts)
        self.tape = Tape(folder)
        self.voices = VoiceSet(Synthesizer(self.tape, VOICE, Cache(store, "clips", ClipFacts)))
        self.joiner = Joiner(self.voices, frames, 64, -16.0)
        self.writer = EpisodeWriter(LocalStore(folder / "out"), frames, Cache(store, "pictures", type(None)), FACTS)
        self.script = script(lines)

    def keep_clips(self, *, whole: bool) -> None:
        """Put every clip into the cache; where only joining is measured, without its bytes."""
        synthesizer = self.voices.lead
        known = [(measure(clip), clip) for clip in self.tape.clips]
        for line in self.script.lines:
            measures, clip = known[int(line.spoken.split()[-1]) % len(known)]
            facts = ClipFacts(container=clip.container, rate=clip.rate, words=(), measures=measures)
            synthesizer.cache.put(synthesizer.key(line.spoken), facts, clip.sound if whole else b"")
        self.writer.draw("عنوان")

    def keep_frames(self) -> None:
        """Put the frames of every line into the cache, but for the last one: it is the one that changed."""
        arranged = self.joiner.arrange(self.script.lines)
        made: dict[int, tuple[FramesFacts, bytes]] = {}
        for part in arranged.items[:-1]:
            assert part.line  # noqa: S101 - there is no music
            number = int(part.line.spoken.split()[-1]) % len(self.tape.clips)
            if number not in made:
                clip = self.tape.clips[number]
                encoded = mastering.encode(clip, measure(clip), gain=part.gain, pause=part.pause, sound=arranged.sound)
                frames = encoded.frames
                facts = FramesFacts(size=len(frames), samples=encoded.samples, start=encoded.start, end=encoded.end)
                made[number] = facts, frames
            self.joiner.frames.put(part.key, *made[number])
        last = self.script.lines[-1]
        speak_line(self.voices.lead, last.spoken)

    def build(self) -> None:
        """Master and encode what is missing, join, tag and write the MP3 and its sidecar."""
        with ThreadPoolExecutor(1) as executor:
            track = self.joiner.join(self.script, executor, "bench", lambda _: None)
        article = Article(source="bench", headline="عنوان", body=("نص",), date=datetime(2024, 6, 20, tzinfo=UTC))
        plan = Plan(source="bench", draft=draft_of(article, FACTS), script=self.script, content="", existing=None)
        self.writer.write(describe(plan, track, self.voices, datetime(2024, 6, 20, tzinfo=UTC)), track)


def script(lines: int) -> Script:
    texts = [f"سطر {number}" for number in range(lines)]
    made = (
        Line(segment=number, role=Role.BODY, offset=0, written=text, spoken=text, pause=PAUSE)
        for number, text in enumerate(texts)
    )
    return Script(segments=tuple(Segment(role=Role.BODY, text=text) for text in texts), lines=tuple(made))


def segments(folder: Path, lines: int) -> Iterator[AudioSegment]:
    """Yield what the other ways join: decoded clips with their pauses. They are decoded by us, which flatters pydub."""
    from audionews.audio import edit  # noqa: PLC0415 - the import belongs to the figure
    from audionews.audio.pcm import Pcm  # noqa: PLC0415 - likewise

    clips = Tape(folder).clips
    rate = clips[0].rate
    edit.segment(Pcm(samples=decode(clips[0]).samples, rate=rate))  # loads pydub
    from pydub import AudioSegment  # noqa: PLC0415 - likewise

    for number in range(lines):
        data = to_16_bit(decode(clips[number % len(clips)])) + bytes(2 * (rate * PAUSE // 1000))
        yield AudioSegment(data=data, sample_width=2, frame_rate=rate, channels=1)


def plus(folder: Path, lines: int) -> None:
    """pydub, the way of most scripts: whole += clip, then export."""
    found = segments(folder, lines)
    whole = next(found)
    for each in found:
        whole += each
    whole.export(folder / "plus.mp3", format="mp3", bitrate="64k")


def once(folder: Path, lines: int) -> None:
    """pydub, all clips joined at once, then export."""
    found = list(segments(folder, lines))
    whole = found[0]._spawn(b"".join(each.raw_data for each in found))  # noqa: SLF001 - pydub's own way to make one
    whole.export(folder / "once.mp3", format="mp3", bitrate="64k")


def pipe(folder: Path, lines: int) -> None:
    """The clips as PCM through a pipe to ffmpeg."""
    rate = Tape(folder).clips[0].rate
    words = f"ffmpeg -v error -y -f s16le -ar {rate} -ac 1 -i - -ar {output_rate(rate)} -b:a 64k".split()
    with subprocess.Popen([*words, folder / "pipe.mp3"], stdin=subprocess.PIPE) as ffmpeg:
        assert ffmpeg.stdin  # noqa: S101 - asked for
        for each in segments(folder, lines):
            ffmpeg.stdin.write(each.raw_data)
        ffmpeg.stdin.close()


def ours(folder: Path, lines: int) -> None:
    """audionews: what is not in the caches is trimmed, levelled, limited, encoded, checked; then all is joined."""
    Desk(folder, lines).build()


WAYS: dict[str, tuple[Callable[[Path, int], None], str]] = {
    "plus": (plus, "pydub, +="),
    "once": (once, "pydub, joined once"),
    "pipe": (pipe, "pipe to ffmpeg"),
    "first": (ours, "audionews, first build, mastered"),
    "rebuild": (ours, "audionews, one line changed"),
}


def figures(way: str, folder: Path, lines: int) -> tuple[float, float]:
    """Return CPU seconds and peak memory in MB of a way, measured in a process of its own."""
    command = [sys.executable, __file__, "--way", way, "--folder", str(folder), "--lines", str(lines)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    cpu, peak = json.loads(done.stdout)
    return cpu, peak


def run(way: str, folder: Path, lines: int) -> None:
    """Print the figures of this process. The loading of Python and its modules is no part of the CPU seconds."""
    work, _ = WAYS[way]
    before = time.process_time()
    work(folder, lines)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = time.process_time() - before + ended.ru_utime + ended.ru_stime
    status = Path(
        "/proc/self/status"
    ).read_text()  # the kernel's other figure, ru_maxrss, begins with that of the parent
    peak = max(int(status.partition("VmHWM:")[2].split()[0]), ended.ru_maxrss) / 1024
    sys.stdout.write(json.dumps((cpu, peak)))


def prepare(way: str, lines: int, tape: Path) -> Path:
    """Return a folder with the clips, and with what the caches hold before this way begins."""
    folder = Path(tempfile.mkdtemp(prefix="audionews-bench-"))
    shutil.copytree(tape, folder, dirs_exist_ok=True)
    if way in {"first", "rebuild"}:
        desk = Desk(folder, lines)
        desk.keep_clips(whole=way == "first")
        if way == "rebuild":
            desk.keep_frames()
    return folder


def measured(way: str, minutes: float, tape: Path) -> tuple[float, float]:
    clips = Tape(tape).clips
    seconds = sum(measure(clip).samples / clip.rate for clip in clips) / len(clips)
    lines = max(2, round(60 * minutes / (seconds + PAUSE / 1000)))
    folder = prepare(way, lines, tape)
    try:
        return figures(way, folder, lines)
    finally:
        shutil.rmtree(folder)


def beyond(points: Sequence[tuple[float, float]], minutes: float, *, square: bool) -> float:
    """Return the figure for a length that was not run."""
    (near, low), (far, high) = points[-2:]
    if square:
        bend = max(0.0, (high / far - low / near) / (far - near))
        return (low / near - bend * near) * minutes + bend * minutes**2
    return high + (high - low) / (far - near) * (minutes - far)


def table(most: dict[str, float], tape: Path) -> None:
    heads = " | ".join(f"{minutes} min: CPU s | MB" for minutes in LENGTHS)
    print(f"| way | {heads} |\n|---|{'---:|---:|' * len(LENGTHS)}")
    for way, (_, name) in WAYS.items():
        runs = sorted({*(minutes for minutes in LENGTHS if minutes <= most[way]), most[way], 10.0, 20.0})
        found = {minutes: measured(way, minutes, tape) for minutes in runs}
        cells = []
        for minutes in LENGTHS:
            if minutes in found:
                cells += [f"{found[minutes][0]:.2f}", f"{found[minutes][1]:.0f}"]
            else:
                cpu, peak = ([(at, each[part]) for at, each in found.items()] for part in (0, 1))
                cells += [
                    f"~{beyond(cpu, minutes, square=way == 'plus'):,.1f}",
                    f"~{max(beyond(peak, minutes, square=False), peak[-1][1]):,.0f}",
                ]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encode", type=float, default=20.0, help="minutes up to which whole episodes are encoded")
    parser.add_argument("--join", type=float, default=600.0, help="minutes up to which an episode is joined again")
    parser.add_argument("--voice", default="ar-espeak", help="an offline voice")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--lines", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.way:
        run(given.way, given.folder, given.lines)
        return
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1718870400")
    with tempfile.TemporaryDirectory() as folder:
        tape = Path(folder)
        record(tape, given.voice)
        encoded = dict.fromkeys(WAYS, given.encode)
        table(encoded | {"plus": min(given.encode, MOST_PLUS), "rebuild": given.join}, tape)
        cpu, _ = measured("rebuild", 60, tape)
        speed = 600 / measured("first", 10, tape)[0]
    print(f"\nfirst build: {speed:.0f} x real time of one core; one line of an hour changed: {cpu:.2f} CPU s")


if __name__ == "__main__":
    main()

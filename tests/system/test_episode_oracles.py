"""Whole episodes of three engines, two bitrates and two lengths, with music and notice, before every oracle."""

import json
import re
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import lameenc
import numpy as np
import pytest
from tests.audio_signals import pcm_clip, speech
from tests.conftest import missing

from audionews import registry
from audionews.audio.mp3 import LATE
from audionews.audio.pcm import decode
from audionews.config import Settings, load_voice, read_sounds
from audionews.engines.silence import SilenceEngine
from audionews.errors import SettingsError
from audionews.model import Article, Clip, Container, Episode, Line, Role, Script, Segment, ShowFacts, Track, Voice
from audionews.pipeline.cache import Cache
from audionews.pipeline.cast import Cast, voice_facts
from audionews.pipeline.episode import Plan, Press, describe
from audionews.pipeline.jingles import Jingles, Music
from audionews.pipeline.parts import FramesFacts
from audionews.pipeline.speak import ClipFacts, Speaker
from audionews.pipeline.track import Joiner
from audionews.stores.local import LocalStore
from audionews.stores.memory import MemoryStore
from audionews.text.wording import spoken_notice

Tool = Callable[[str], str]

NOW = datetime(2024, 6, 20, 8, tzinfo=UTC)
FACTS = ShowFacts(title="أخبار مسموعة", description="وصف", author="هيئة تحرير أخبار مسموعة")
TITLE = "مكتبةٌ عامَّةٌ جديدةٌ في وسطِ المدينةِ"
SENTENCES = (
    "افتُتِحَتْ صباحَ اليومِ مكتبةٌ عامَّةٌ في وسطِ المدينةِ",
    "حضرَ الافتتاحَ عددٌ كبيرٌ من الأهالي والطلابِ",
    "تضمُّ المكتبةُ خمسينَ ألفَ كتابٍ وقاعةً للأطفالِ",
    "وقالَ مديرُها إنَّ الدخولَ مجّانيٌّ طوالَ الأسبوعِ",
    "ومن المقرَّرِ أن تُنظَّمَ فيها أمسياتٌ أدبيَّةٌ كلَّ شهرٍ",
)


class Mp3Engine(SilenceEngine):
    """Speech-like sound as an online service delivers it: MP3 of 24 kHz without an Info frame."""

    name = "service"

    def speak(self, text: str, voice: Voice) -> Clip:
        encoder = lameenc.Encoder()
        encoder.silence()
        encoder.set_channels(1)
        encoder.set_in_sample_rate(24000)
        encoder.set_bit_rate(64)
        sound = pcm_clip(speech(0.07 * len(text), 24000, len(text)), 24000).sound
        return Clip(sound=bytes(encoder.encode(sound)) + bytes(encoder.flush()), container=Container.MP3, rate=24000)


def speaker(name: str, store: MemoryStore) -> Speaker:
    clips = Cache(store, "clips", ClipFacts)
    if name == "service":
        return Speaker(Mp3Engine(), Voice(name="service", engine="service"), clips)
    voice = load_voice(name, Settings())
    try:
        return Speaker(registry.engine(voice.engine), voice, clips)
    except SettingsError:
        missing("the extra audionews[hts]")


def script(count: int) -> Script:
    texts = [(TITLE, Role.HEADLINE), (SENTENCES[0], Role.SUMMARY)]
    texts += [(f"{SENTENCES[at % 5]}", Role.BODY) for at in range(1, count)]
    texts.append((spoken_notice(learned=False), Role.NOTICE))
    lines = tuple(
        Line(segment=at, role=role, offset=0, written=text, spoken=text, pause=(1200, 450, 250, 700)[at % 4])
        for at, (text, role) in enumerate(texts)
    )
    return Script(segments=tuple(Segment(role=role, text=text) for text, role in texts), lines=lines)


@dataclass(frozen=True, kw_only=True)
class Made:
    path: Path
    episode: Episode
    track: Track
    frames: list[bytes]


CASES = [
    (voice, bitrate, count)
    for voice in ("ar-espeak", "ar-ziad", "service")
    for bitrate in (64, 96)
    for count in (5, 15)
]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: "-".join(map(str, case)))
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Made:
    voice, bitrate, count = request.param
    kept, folder = MemoryStore(), tmp_path_factory.mktemp("episode")
    frames = Cache(kept, "frames", FramesFacts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDIONEWS_VOICES", str(shared / "voices"))
        cast = Cast(speaker(voice, kept))
        files = {Music(kind): blob for kind, blob in read_sounds(Settings(bed="calm")).items()}
        joiner = Joiner(cast, frames, bitrate, -16.0, Jingles(files, cast.lead.cache))
        said = script(count)
        with ThreadPoolExecutor(2) as executor:
            cast.speak(said.lines, executor, "a.txt", lambda _: None)
            track = joiner.join(said, executor, "a.txt", lambda _: None)
    press = Press(LocalStore(folder), frames, Cache(kept, "pictures", type(None)), FACTS)
    article = Article(source="a.txt", headline=TITLE, body=("نص",), date=NOW)
    plan = Plan(article=article, script=said, content="", known=None)
    episode = press.write(describe(plan, track, voice_facts(cast), NOW, FACTS), track)
    blobs = [blob for key in track.frames if (blob := frames.blob(key)) is not None]
    return Made(path=folder / "episodes" / f"{episode.id}.mp3", episode=episode, track=track, frames=blobs)


def run(*command: str | Path) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done


def sound_of(ffmpeg: str, path: Path) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    done = run(ffmpeg, "-v", "warning", "-i", path, "-f", "f32le", "-")
    assert done.stderr == b""
    return np.frombuffer(done.stdout, "<f4")


def test_loudness_and_true_peak_are_on_target(made: Made, tool: Tool) -> None:
    words = (
        "-hide_banner",
        "-nostats",
        "-i",
        made.path,
        "-af",
        "ebur128=peak=true:framelog=verbose",
        "-f",
        "null",
        "-",
    )
    report = run(tool("ffmpeg"), *words).stderr.decode()
    lufs, peak = (float(re.findall(rf"{name}:\s+(-?[\d.]+)", report)[-1]) for name in ("I", "Peak"))
    assert abs(lufs + 16) <= 0.3
    assert abs(lufs - made.episode.loudness) <= 0.25
    assert peak <= -1.0


def test_length_chapters_and_cues_are_exact(made: Made, tool: Tool) -> None:
    heard = sound_of(tool("ffmpeg"), made.path)
    assert heard.size == made.episode.samples
    shown = json.loads(run(tool("ffprobe"), "-v", "error", "-show_chapters", "-of", "json", made.path).stdout)[
        "chapters"
    ]
    times = [round(1000 * chapter.start / made.episode.rate) for chapter in made.episode.chapters]
    assert [round(1000 * float(chapter["start_time"])) for chapter in shown] == times
    rate = made.episode.rate
    for before, after in zip(made.episode.cues, made.episode.cues[1:], strict=False):
        if before.role is after.role is Role.BODY:  # between others there is music
            gap = heard[before.end + rate // 100 : after.start - rate // 100]
            assert abs(gap).max() < 0.02
            assert abs(heard[after.start : after.start + rate // 4]).max() > 0.02


def test_the_file_decodes_as_each_clip_alone(made: Made, tool: Tool, tmp_path: Path) -> None:
    """A cue is where its clip begins in the file: the largest difference over all of them is 0, with no shift."""
    path = tmp_path / "bare.mp3"
    decoded = []
    for frames in (*made.frames, b"".join(made.frames)):
        path.write_bytes(frames)
        decoded.append(np.frombuffer(run(tool("ffmpeg"), "-v", "error", "-i", path, "-f", "f32le", "-").stdout, "<f4"))
    *alone, joined = decoded
    whole = np.concatenate(alone)
    assert abs(joined - whole).max() == 0
    heard = sound_of(tool("ffmpeg"), made.path)
    assert abs(heard - whole[LATE:]).max() < 1e-6


def test_no_checker_has_anything_to_say(made: Made, tool: Tool) -> None:
    assert not re.search("WARNING|ERROR|PROBLEM", run(tool("mp3val"), made.path).stdout.decode())
    tested = run(tool("mpg123"), "-t", "-q", made.path)
    assert (tested.stdout, tested.stderr) == (b"", b"")


def test_other_programs_read_the_arabic_tags(made: Made, tool: Tool) -> None:
    shown = run(tool("eyeD3"), "--no-color", made.path).stdout.decode()
    assert TITLE in shown
    assert FACTS.author in shown
    tracks = json.loads(run(tool("mediainfo"), "--Output=JSON", made.path).stdout)["media"]["track"]
    assert (tracks[0]["Title"], tracks[0]["Performer"], tracks[0]["Album"]) == (TITLE, FACTS.author, FACTS.title)
    assert float(tracks[0]["Duration"]) == pytest.approx(made.episode.samples / made.episode.rate, abs=0.06)


def test_the_tag_is_small(made: Made) -> None:
    head = made.path.read_bytes()[:10]
    assert sum(byte << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True)) < 300_000


def test_online_mp3_is_decoded_with_its_samples() -> None:
    clip = Mp3Engine().speak(SENTENCES[0], Voice(name="service", engine="service"))
    assert decode(clip).rate == 24000

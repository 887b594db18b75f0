"""Twelve episodes (three engines, two bitrates, two lengths) with music and notice, and what is measured on them."""

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import lameenc
import numpy as np
from tests.audio_oracles import joined_and_alone, run
from tests.audio_signals import Samples, pcm_clip, speech

from audionews import registry
from audionews.arabic.wording import spoken_notice
from audionews.audio.pcm import decode
from audionews.building.cache import Cache
from audionews.building.encoding import FramesFacts
from audionews.building.jingles import Jingles, Music
from audionews.building.plan import Plan, describe, draft_of
from audionews.building.synthesis import ClipFacts, Synthesizer, synthesize
from audionews.building.track import Joiner
from audionews.building.voice_set import VoiceSet
from audionews.building.writer import EpisodeWriter
from audionews.engines.silence import SilenceEngine
from audionews.engines.toolkit.text import word_spans
from audionews.model import (
    Article,
    Clip,
    Container,
    Episode,
    Line,
    Role,
    Script,
    Segment,
    ShowFacts,
    Track,
    Voice,
    Word,
)
from audionews.settings import Settings, read_sounds
from audionews.stores.local import LocalStore
from audionews.stores.memory import MemoryStore
from audionews.voices import load_voice

Case = tuple[str, int, int]

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
CASES: list[Case] = [
    (voice, bitrate, count)
    for voice in ("ar-espeak", "ar-ziad", "service")
    for bitrate in (64, 96)
    for count in (5, 15)
]
QUIET = 0.001  # -60 dBFS: what is softer is a pause


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


class SoftEngine(SilenceEngine):
    """The same at 16 kHz, and 30 dB softer."""

    name = "soft"

    def speak(self, text: str, voice: Voice) -> Clip:
        return pcm_clip(speech(0.07 * len(text), 16000, len(text)) * np.float32(0.03), 16000)


@dataclass(frozen=True, kw_only=True)
class Made:
    """An episode, what it was made of, and what ffmpeg hears of it."""

    path: Path
    episode: Episode
    track: Track
    frames: list[bytes]
    script: Script
    voices: VoiceSet


def synthesizer(name: str, store: MemoryStore) -> Synthesizer:
    """Return the synthesizer of a case.

    Raises:
        SettingsError: Its extra or its file is missing.
    """
    clips = Cache(store, "clips", ClipFacts)
    if name in {"service", "soft"}:
        return Synthesizer(Mp3Engine() if name == "service" else SoftEngine(), Voice(name=name, engine=name), clips)
    voice = load_voice(name, Settings())
    return Synthesizer(registry.engine(voice.engine), voice, clips)


def script(count: int) -> Script:
    texts = [(TITLE, Role.HEADLINE), (SENTENCES[0], Role.SUMMARY)]
    texts += [(SENTENCES[at % 5], Role.BODY) for at in range(1, count)]
    texts.append((spoken_notice(learned=False), Role.NOTICE))
    lines = tuple(
        Line(
            segment=at,
            role=role,
            offset=0,
            written=text,
            spoken=text,
            words=tuple(Word(start=a, end=b, written_start=a, written_end=b) for a, b in word_spans(text)),
            pause=(1200, 450, 250, 700)[at % 4],
        )
        for at, (text, role) in enumerate(texts)
    )
    return Script(segments=tuple(Segment(role=role, text=text) for text, role in texts), lines=lines)


def make(case: Case, folder: Path, roles: Mapping[Role, str] | None = None) -> Made:
    """Return an episode made in a folder; the environment says where the voices are, the roles who else speaks."""
    voice, bitrate, count = case
    kept = MemoryStore()
    frames = Cache(kept, "frames", FramesFacts)
    voices = VoiceSet(synthesizer(voice, kept), {role: synthesizer(name, kept) for role, name in (roles or {}).items()})
    files = {Music(kind): blob for kind, blob in read_sounds(Settings(bed="calm")).items()}
    joiner = Joiner(voices, frames, bitrate, -16.0, Jingles(files, voices.lead.cache))
    said = script(count)
    with ThreadPoolExecutor(2) as executor:
        synthesize(said.lines, voices, executor, "a.txt", lambda _: None)
        track = joiner.join(said, executor, "a.txt", lambda _: None)
    writer = EpisodeWriter(LocalStore(folder), frames, Cache(kept, "pictures", type(None)), FACTS)
    article = Article(source="a.txt", headline=TITLE, body=("نص",), date=NOW)
    plan = Plan(source="a.txt", draft=draft_of(article, FACTS), script=said, content="", existing=None)
    episode = writer.write(describe(plan, track, voices, NOW), track)
    blobs = [blob for key in track.frames if (blob := frames.blob(key)) is not None]
    path = folder / "episodes" / f"{episode.id}.mp3"
    return Made(path=path, episode=episode, track=track, frames=blobs, script=said, voices=voices)


def chapter_errors(ffprobe: str, made: Made) -> list[float]:
    """Return by how many milliseconds each chapter is off; the tag counts in whole ones."""
    done = run(ffprobe, "-v", "error", "-show_chapters", "-of", "json", made.path)
    shown = [float(chapter["start_time"]) for chapter in json.loads(done.stdout)["chapters"]]
    told = [chapter.start / made.episode.rate for chapter in made.episode.chapters]
    return [1000 * (is_ - was) for is_, was in zip(shown, told, strict=True)]


def cue_errors(made: Made, heard: Samples) -> Iterator[float]:
    """Yield for each line by how many milliseconds its sound is off: where the trimmed clip fits the MP3 best."""
    for line, cue in zip(made.script.lines, made.episode.cues, strict=True):
        clip, facts = made.voices.synthesizer(line.role).clip(line.spoken)
        first, last = facts.measures.first / clip.rate, facts.measures.last / clip.rate
        yield _offset(made, heard, clip, (first, last), cue.start)


def word_errors(made: Made, heard: Samples) -> Iterator[float]:
    """Yield the same for each word: a fifth of a second of the clip from where the engine says that it begins."""
    for line, cue in zip(made.script.lines, made.episode.cues, strict=True):
        clip, facts = made.voices.synthesizer(line.role).clip(line.spoken)
        starts = {word.first: word.start for word in cue.words}
        for time in clip.words:
            begins = max(time.begins, facts.measures.first / clip.rate)
            yield _offset(made, heard, clip, (begins, begins + 0.2), starts[time.start])


def _offset(made: Made, heard: Samples, clip: Clip, stretch: tuple[float, float], start: int) -> float:
    """Return by how many milliseconds, 30 at most, a stretch of a clip (seconds) is not at its place in the MP3."""
    rate = made.episode.rate
    reach = 30 * rate // 1000
    source = decode(clip).samples
    moments = (stretch[0] + np.arange(round((stretch[1] - stretch[0]) * rate)) / rate) * clip.rate
    wanted = np.diff(np.interp(moments, np.arange(source.size), source))  # the difference: an offset does not count
    there = np.diff(np.pad(heard, reach)[start : start + wanted.size + 2 * reach + 1])
    size = 1 << there.size.bit_length()
    fits = np.fft.irfft(np.fft.rfft(there, size) * np.conj(np.fft.rfft(wanted, size)), size)[: 2 * reach + 1]
    sums = np.cumsum(np.pad(np.square(there, dtype=np.float64), (1, 0)))
    energies = sums[wanted.size :][: fits.size] - sums[: fits.size]
    return 1000 * (int(np.argmax(fits / np.sqrt(energies + 1e-9))) - reach) / rate


def pause_errors(made: Made, heard: Samples) -> list[float]:
    """Return by how many milliseconds the silence after each line of the body is longer than the script asks for."""
    hop = made.episode.rate // 500
    loud = np.flatnonzero(abs(heard[: heard.size // hop * hop]).reshape(-1, hop).max(axis=1) > QUIET)
    found = []
    for line, (cue, following) in zip(made.script.lines, pairwise(made.episode.cues), strict=False):
        if cue.role is following.role is Role.BODY:  # between others there is music
            middle = (cue.end + following.start) // 2 // hop
            silence = loud[loud > middle][0] - loud[loud < middle][-1] - 1
            found.append(1000 * int(silence) * hop / made.episode.rate - line.pause)
    return found


def seam_difference(ffmpeg: str, made: Made, folder: Path) -> float:
    """Return the largest difference between the joined stream as decoded and the clips decoded one by one."""
    joined, alone = joined_and_alone(ffmpeg, made.frames, folder)
    return float(abs(joined - np.concatenate(alone)).max())

"""The sound of the show: stings, a bed, the notice, and editions made of finished episodes."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest
import soundfile
from tests.audio_signals import pcm_clip, sine, speech

from audionews.audio.edit import Bed, lay_bed, samples, segment
from audionews.audio.mp3 import LATE, SAMPLES, places
from audionews.audio.pcm import Pcm, decode, resample
from audionews.audio.probe import music, probe
from audionews.engines.silence import SilenceEngine
from audionews.errors import NoAudio, SettingsError, UsageError
from audionews.model import Article, Clip, Container, Episode, Line, Role, Script, Segment, ShowFacts, Track, Voice
from audionews.pipeline.cache import Cache
from audionews.pipeline.cast import Cast, merge_voices, voice_facts
from audionews.pipeline.edition import Edition, make_segments
from audionews.pipeline.episode import Plan, Press, describe
from audionews.pipeline.identity import edition_guid
from audionews.pipeline.items import FramesFacts
from audionews.pipeline.jingles import LEAD, Jingles, Music
from audionews.pipeline.keys import frames_key
from audionews.pipeline.show import sound_file
from audionews.pipeline.speak import ClipFacts, Speaker
from audionews.pipeline.story import keep_stories
from audionews.pipeline.track import Joiner
from audionews.stores.memory import MemoryStore

RATE = 44100
FACTS = ShowFacts(title="أخبار", description="وصف", author="هيئة التحرير")
ROLES = (Role.HEADLINE, Role.SUMMARY, Role.BODY, Role.BODY, Role.NOTICE)
NOW = datetime(2024, 6, 21, 8, tzinfo=UTC)


class Talker(SilenceEngine):
    """Speech-like sound of a length and a shape that the text gives."""

    name = "talker"

    def __init__(self, rate: int) -> None:
        super().__init__()
        self.rate = rate
        self.version = f"{rate} Hz"

    def speak(self, text: str, voice: Voice) -> Clip:
        return pcm_clip(speech(0.09 * len(text), self.rate, len(text)), self.rate)


def sting(seconds: float = 0.8, hertz: float = 500, peak: float = 0.4) -> bytes:
    blob = io.BytesIO()
    soundfile.write(blob, sine(hertz, seconds, RATE, peak), RATE, format="WAV")
    return blob.getvalue()


STINGS = {Music.INTRO: sting(), Music.TRANSITION: sting(0.5, 700), Music.OUTRO: sting(1.0, 300)}


def script(roles: tuple[Role, ...] = ROLES) -> Script:
    texts = [f"سطر طويل من الكلام يقال هنا {'كذا ' * number}".strip() for number, _ in enumerate(roles)]
    pairs = tuple(zip(texts, roles, strict=True))
    lines = tuple(
        Line(segment=number, role=role, offset=0, written=text, spoken=text, pause=900)
        for number, (text, role) in enumerate(pairs)
    )
    return Script(segments=tuple(Segment(role=role, text=text) for text, role in pairs), lines=lines)


class Desk:
    def __init__(
        self,
        files: dict[Music, bytes],
        bitrate: int = 64,
        engine: SilenceEngine | None = None,
        beside: "Desk | None" = None,
    ) -> None:
        self.kept: MemoryStore = beside.kept if beside else MemoryStore()
        self.store: MemoryStore = beside.store if beside else MemoryStore()
        clips = Cache(self.kept, "clips", ClipFacts)
        self.frames = Cache(self.kept, "frames", FramesFacts)
        self.cast = Cast(Speaker(engine or Talker(22050), Voice(name="talker", engine="talker"), clips))
        self.jingles = Jingles(files, clips)
        self.joiner = Joiner(self.cast, self.frames, bitrate, -16.0, self.jingles)
        self.press = Press(self.store, self.frames, Cache(self.kept, "pictures", type(None)), FACTS)

    def join(self, said: Script) -> Track:
        with ThreadPoolExecutor(1) as executor:
            return self.joiner.join(said, executor, "a.txt", lambda _: None)

    def build(self, said: Script, headline: str = "عنوان") -> Episode:
        track = self.join(said)
        article = Article(source="a.txt", headline=headline, body=("نص",), date=datetime(2024, 6, 20))  # noqa: DTZ001
        plan = Plan(article=article, script=said, content=headline, known=None)
        return self.press.write(describe(plan, track, voice_facts(self.cast), NOW, FACTS), track)

    def heard(self, keys: tuple[str, ...]) -> np.ndarray:
        frames = b"".join(blob for key in keys if (blob := self.frames.blob(key)))
        return decode(Clip(sound=frames, container=Container.MP3, rate=RATE)).samples[LATE:]


def test_stings_stand_before_between_and_after_and_light_nothing() -> None:
    plain, desk = Desk({}).join(script()), Desk(STINGS)
    track = desk.join(script())
    assert len(track.frames) == len(plain.frames) + 3
    assert [cue.text for cue in track.cues] == [cue.text for cue in plain.cues]
    heard = desk.heard(track.frames)
    assert abs(heard[RATE // 5 : RATE // 2]).max() > 0.05  # before the headline
    gap = track.cues[2].start - track.cues[1].end - (plain.cues[2].start - plain.cues[1].end)
    assert gap / RATE == pytest.approx(0.7, abs=0.03)  # half a second of music and the pause after it
    assert track.chapters[0].start == 0
    assert [chapter.title for chapter in track.chapters][-1] == "عن الصوت"


def test_without_a_summary_there_is_no_transition() -> None:
    said = script((Role.HEADLINE, Role.BODY))
    assert len(Desk(STINGS).join(said).frames) == 4


def test_loudness_with_music_is_that_of_the_whole() -> None:
    assert Desk(STINGS).join(script()).loudness == pytest.approx(-16, abs=0.3)


def test_a_bed_moves_the_headline_and_is_softer_under_it() -> None:
    desk = Desk({Music.BED: sting(2.0)})
    track, plain = desk.join(script()), Desk({}).join(script())
    assert (track.cues[0].start - plain.cues[0].start) / RATE == pytest.approx(LEAD / 1000, abs=0.002)
    heard = desk.heard(track.frames)
    assert abs(heard[RATE // 5 : RATE // 2]).max() > 0.03
    assert track.cues[1].start - track.cues[0].end == pytest.approx(plain.cues[1].start - plain.cues[0].end, abs=1152)


def test_a_bed_that_begins_again_does_not_click() -> None:
    """The file ends at its peak and begins at zero."""
    music = sine(100, 0.5025, RATE, 0.5)
    bed = Bed(clip=pcm_clip(music, RATE), gain=0, duck=0, lead=1000)
    silence = segment(Pcm(samples=np.zeros(4 * RATE, np.float32), rate=RATE))
    steps = abs(np.diff(samples(lay_bed(silence, bed, 2 * RATE, 3 * RATE)).samples))
    assert steps.max() < 1.2 * abs(np.diff(music)).max()


def test_a_headline_of_two_lines_has_no_bed() -> None:
    first, *rest = script().lines
    desk = Desk({Music.BED: sting()})
    assert desk.jingles.lies_under(first, [first])
    assert not desk.jingles.lies_under(first, [first, replace(rest[0], segment=0)])
    assert not desk.jingles.lies_under(rest[0], [first, *rest])


def test_a_jingle_is_read_once_and_again_when_its_entry_is_damaged() -> None:
    desk = Desk(STINGS)
    facts = desk.jingles.facts(Music.INTRO)
    assert desk.jingles.clip(Music.INTRO)[1] == facts
    for name in desk.kept.blobs:
        desk.kept.blobs[name] = b"damaged"
    assert desk.jingles.facts(Music.INTRO) == facts
    assert set(desk.jingles.digests) == {"intro", "transition", "outro"}


def stereo(left: np.ndarray, right: np.ndarray) -> bytes:
    blob = io.BytesIO()
    soundfile.write(blob, np.stack((left, right), 1), RATE, format="WAV")
    return blob.getvalue()


WRONG = {
    "cannot be decoded": b"no sound",
    "is silent in mono": stereo(sine(500, 1, RATE), -sine(500, 1, RATE)),
    "is empty in mono": sting(0),
    "is longer than 120 seconds": sting(120.1),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_jingle_that_cannot_be_heard_is_a_wrong_setting_that_names_its_key(what: str) -> None:
    with pytest.raises(SettingsError, match=f"sound.outro: .* {what}"):
        Desk({Music.INTRO: sting(), Music.OUTRO: WRONG[what]}).jingles.check()


@pytest.mark.parametrize("seconds", [0.06, 0.3])
def test_a_sting_shorter_than_a_block_of_loudness_is_brought_to_its_level(seconds: float) -> None:
    loud, soft = (Desk({Music.INTRO: sting(seconds, peak=peak)}).jingles for peak in (0.4, 0.04))
    assert soft.gain(Music.INTRO, -16) - loud.gain(Music.INTRO, -16) == pytest.approx(20, abs=0.25)


def test_a_bed_changes_the_address_of_frames() -> None:
    desk = Desk({})
    _, sound, _ = desk.joiner.arrange(script().lines)
    assert frames_key("ab/cd", 1.0, 2, sound) != frames_key("ab/cd", 1.0, 2, sound, ("ef/gh", 1.0))


def test_measures_taken_in_an_older_way_are_taken_again() -> None:
    desk = Desk({})
    speaker, text = desk.cast.lead, script().lines[0].spoken
    facts = speaker.note(text).facts
    clip, _ = speaker.clip(text)
    old = replace(facts.measures, version=0, first=0)
    speaker.cache.put(
        speaker.key(text), ClipFacts(container=clip.container, rate=22050, words=(), measures=old), clip.sound
    )
    assert speaker.note(text).facts == facts


def edition(desk: Desk, episodes: list[Episode]) -> tuple[Track, Script]:
    stories = keep_stories(episodes, desk.store, desk.frames)
    closing = (Segment(role=Role.BODY, text="ختام الكلام هنا والآن"),)
    whole = make_segments("نشرة اليوم من الأخبار", stories, closing)
    said = tuple(
        Line(segment=at, role=whole[at].role, offset=0, written=whole[at].text, spoken=whole[at].text, pause=500)
        for at in (0, len(whole) - 1)
    )
    known = Script(segments=whole, lines=said)
    with ThreadPoolExecutor(1) as executor:
        return Edition(desk.joiner, known, stories).join(executor, "edition", lambda _: None), known


@pytest.mark.parametrize("files", [STINGS, {}], ids=["music", "plain"])
def test_an_edition_is_made_of_the_frames_of_its_episodes(files: dict[Music, bytes]) -> None:
    desk = Desk(files)
    episodes = [desk.build(script(), "الأول"), desk.build(script(ROLES[1:]), "الثاني")]
    track, said = edition(desk, episodes)
    assert [chapter.title for chapter in track.chapters] == ["المقدّمة", "الأول", "الثاني", "الختام"]
    assert [said.segments[cue.segment].text for cue in track.cues] == [cue.text for cue in track.cues]
    assert all(cue.role is not Role.NOTICE for cue in track.cues)
    assert sum(len(desk.frames.blob(key) or b"") for key in track.frames) == track.size
    heard = desk.heard(track.frames)
    assert heard.size == track.samples
    for episode in episodes:
        alone = decode(Clip(sound=desk.store.blobs[sound_file(episode.id)], container=Container.MP3, rate=RATE)).samples
        cue, moved = episode.cues[0], next(cue for cue in track.cues if cue.text == episode.cues[0].text)
        first = [each for each in track.cues if each.text == cue.text]
        moved = first[episodes.index(episode)] if len(first) > 1 else moved
        assert abs(alone[cue.start : cue.end] - heard[moved.start : moved.end]).max() < 1e-6
    again, _ = edition(desk, episodes)
    assert again == track


@pytest.mark.parametrize("bitrate", [64, 96])
@pytest.mark.parametrize("files", [STINGS, {Music.BED: sting(2.0)}], ids=["music", "bed"])
def test_an_episode_of_another_rate_or_bitrate_is_encoded_again_line_by_line(
    files: dict[Music, bytes], bitrate: int
) -> None:
    """What is heard at a cue is what was heard there in the episode, to the sample and as loud."""
    desk = Desk(files)
    other = Desk(files, bitrate, Talker(24000), beside=desk)
    episodes = [desk.build(script(), "الأول"), other.build(script(ROLES[1:]), "الثاني"), desk.build(script(), "الثالث")]
    assert [episode.rate for episode in episodes] == [44100, 48000, 44100]
    track, _ = edition(desk, episodes)
    heard = desk.heard(track.frames)
    assert heard.size == track.samples
    alone = decode(Clip(sound=desk.store.blobs[sound_file(episodes[1].id)], container=Container.MP3, rate=48000))
    was = resample(alone, RATE).samples
    story = next(story for story in keep_stories(episodes, desk.store, desk.frames) if story.converted)
    assert story.episode == episodes[1]
    moved = list(story.cues(track.chapters[2].start))
    assert moved == [cue for cue in track.cues if cue in moved]
    for cue, before in zip(moved, episodes[1].cues, strict=False):
        now = heard[cue.start : cue.end]
        then = was[round(before.start * RATE / 48000) :][: now.size]
        assert np.corrcoef(now, then)[0, 1] > 0.97
        assert np.std(now) / np.std(then) == pytest.approx(1, abs=0.02)
    for one, after, before, later in zip(moved, moved[1:], episodes[1].cues, episodes[1].cues[1:], strict=False):
        assert (after.start - one.end) / RATE == pytest.approx((later.start - before.end) / 48000, abs=0.027)
    assert keep_stories(episodes, desk.store, desk.frames)[1] == story


def test_a_silent_episode_of_another_bitrate_stays_silent() -> None:
    desk = Desk({})
    other = Desk({}, 96, SilenceEngine(), beside=desk)
    first, second = desk.build(script(), "الأول"), other.build(script(ROLES[1:]), "الثاني")
    story = keep_stories([first, second], desk.store, desk.frames)[1]
    assert story.converted
    assert abs(desk.heard(tuple(story.keys))).max() < 1e-4


@pytest.mark.parametrize("fault", ["story", "gone", "other"])
def test_an_episode_whose_sound_is_not_as_it_was_made_is_refused(fault: str) -> None:
    desk = Desk({})
    episode = desk.build(script())
    if fault == "story":
        episode = replace(episode, story=(0, 0))
    elif fault == "gone":
        desk.store.remove(sound_file(episode.id))
    else:
        desk.store.blobs[sound_file(episode.id)] += b"\0"
    with pytest.raises(UsageError, match="not there as it was made"):
        keep_stories([episode], desk.store, desk.frames)


def test_the_story_is_whole_frames_without_music_and_notice() -> None:
    episode = Desk(STINGS).build(script())
    start, end = episode.story
    assert start % SAMPLES == end % SAMPLES == 0
    assert start < episode.cues[0].start < episode.cues[-2].end < end < episode.cues[-1].start


def test_frames_are_found_one_after_the_other() -> None:
    desk = Desk(STINGS)
    blob = desk.store.blobs[sound_file(desk.build(script()).id)]
    frames = music(blob)
    found = places(frames)
    assert (found[0], found[-1], len(found) - 1) == (0, len(frames), probe(blob).frames)
    with pytest.raises(NoAudio, match="broken"):
        places(frames[:-1])


def test_an_edition_has_a_guid_for_each_day_and_names_every_voice() -> None:
    guids = {edition_guid(title, day) for title in ("أ", "ب") for day in (date(2024, 6, 20), date(2024, 6, 21))}
    assert len(guids) == 4
    voice = voice_facts(Desk({}).cast)
    merged = merge_voices([voice, replace(voice, name="other", learned=True, credit="one"), voice])
    assert (merged.name, merged.learned, merged.credit, merged.engine) == (voice.name, True, "one", "talker")

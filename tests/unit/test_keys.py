"""The address of a costly thing: all that changes it changes the address, and nothing else does."""

import io
import wave
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.metadata import version

import pytest

from audionews.audio import alternate, cover, edit, limiter, loudness, master, measure, mp3, pcm, tags
from audionews.audio.master import Sound
from audionews.engines.silence import SilenceEngine
from audionews.model import Article, Line, Pacing, Role, Script, Segment, ShowFacts, Voice, VoiceFile
from audionews.pipeline import keys
from audionews.pipeline.cache import Cache
from audionews.pipeline.cast import Cast, voice_facts
from audionews.pipeline.episode import content_digest, how_made
from audionews.pipeline.jingles import DUCK, LEAD, Jingles, Music
from audionews.pipeline.speak import ClipFacts, Speaker
from audionews.stores.memory import MemoryStore
from audionews.text.tashkeel import Tashkeel

TEXT = "عنوان الخبر"
FILE = VoiceFile(name="v.onnx", url="u", size=1, sha256="a" * 64)
VOICE = Voice(name="mine", engine="silence", id="one", settings={"a": 1}, files=(FILE,))
SOUND = Sound(rate=44100, bitrate=64, target=-16.0)
ARTICLE = Article(source="a.txt", headline=TEXT, body=("نص",))
FACTS = ShowFacts(title="أخبار", description="وصف", author="هيئة التحرير")


class Newer(SilenceEngine):
    version = "2"


class Other(SilenceEngine):
    name = "other"


OTHER_SOUNDS = {
    "id": replace(VOICE, id="two"),
    "language": replace(VOICE, language="ar-EG"),
    "speed": replace(VOICE, speed=1.1),
    "pitch": replace(VOICE, pitch=1.0),
    "a setting": replace(VOICE, settings={"a": 2}),
    "another setting": replace(VOICE, settings={"a": 1, "b": 1}),
    "a file": replace(VOICE, files=(replace(FILE, sha256="b" * 64),)),
    "a file known by its MD5": replace(VOICE, files=(replace(FILE, sha256="", md5="c" * 32),)),
    "one file more": replace(VOICE, files=(FILE, FILE)),
}
SAME_SOUND = {
    "name": replace(VOICE, name="other"),
    "title": replace(VOICE, title="زياد"),
    "licence": replace(VOICE, licence="CC0-1.0"),
    "credit": replace(VOICE, credit="x"),
    "home": replace(VOICE, home="x"),
    "price": replace(VOICE, price=15.0),
    "fallback": replace(VOICE, fallback=("x",)),
    "roles": replace(VOICE, roles={Role.HEADLINE: "x"}),
    "gain, which the frames have": replace(VOICE, gain=3.0),
    "pacing, which the frames have": replace(VOICE, pacing=Pacing(sentence=1)),
    "pausal forms, which the text has": replace(VOICE, pausal=False),
    "where a file comes from": replace(VOICE, files=(replace(FILE, url="v"),)),
}


@pytest.mark.parametrize("voice", OTHER_SOUNDS.values(), ids=OTHER_SOUNDS)
def test_what_changes_the_sound_of_a_voice_changes_the_address_of_its_clips(voice: Voice) -> None:
    assert keys.clip_key(SilenceEngine(), voice, TEXT) != keys.clip_key(SilenceEngine(), VOICE, TEXT)


@pytest.mark.parametrize("voice", SAME_SOUND.values(), ids=SAME_SOUND)
def test_what_does_not_change_the_sound_of_a_voice_changes_no_address(voice: Voice) -> None:
    assert keys.clip_key(SilenceEngine(), voice, TEXT) == keys.clip_key(SilenceEngine(), VOICE, TEXT)


def test_every_field_of_a_voice_is_known_to_change_the_sound_or_not() -> None:
    changed = [
        {name for name in Voice.__dataclass_fields__ if getattr(other, name) != getattr(VOICE, name)}
        for other in (*OTHER_SOUNDS.values(), *SAME_SOUND.values())
    ]
    assert set().union(*changed) == {*Voice.__dataclass_fields__} - {"engine"}  # the engine itself is asked


def test_engine_its_version_and_the_spoken_text_change_the_address_of_a_clip() -> None:
    engines = (SilenceEngine(), Newer(), Other())
    found = {keys.clip_key(engine, VOICE, text) for engine in engines for text in (TEXT, f"{TEXT}.", "عُنوان الخبر")}
    assert len(found) == 9


def frames() -> Iterator[str]:
    """Yield addresses of frames that differ in one thing each."""
    yield keys.frames_key("clip", 1.0, 400, SOUND)
    yield keys.frames_key(keys.take("clip", "one take"), 1.0, 400, SOUND)
    yield keys.frames_key(keys.take("clip", "another take"), 1.0, 400, SOUND)
    yield keys.frames_key("clip", 1.25, 400, SOUND)
    yield keys.frames_key("clip", 1.0, 401, SOUND)
    yield keys.frames_key("clip", 1.0, 400, replace(SOUND, rate=48000))
    yield keys.frames_key("clip", 1.0, 400, replace(SOUND, bitrate=96))
    yield keys.frames_key("clip", 1.0, 400, replace(SOUND, target=-18.0))
    for bed in (("bed", 1.0, 13.0, 1200), ("other", 1.0, 13.0, 1200), ("bed", 2.0, 13.0, 1200)):
        yield keys.frames_key("clip", 1.0, 400, SOUND, bed)
    yield keys.frames_key("clip", 1.0, 400, SOUND, ("bed", 1.0, 12.0, 1200))
    yield keys.frames_key("clip", 1.0, 400, SOUND, ("bed", 1.0, 13.0, 1300))


def test_what_changes_the_frames_of_a_clip_changes_their_address() -> None:
    found = list(frames())
    assert len(set(found)) == len(found)
    assert list(frames()) == found


def test_codecs_and_every_number_of_the_mastering_are_part_of_the_address_of_frames() -> None:
    codecs = tuple(version(name) for name in ("lameenc", "soundfile", "soxr"))
    digest = keys.digest(1, codecs, keys.mastering(), "clip", 1.0, 400, SOUND, ())
    assert keys.frames_key("clip", 1.0, 400, SOUND) == f"{digest[:2]}/{digest[2:]}"
    modules = (edit, limiter, loudness, master, measure, mp3, pcm)
    numbers = [
        (module.__name__, name, value)
        for module in modules
        for name, value in sorted(vars(module).items())
        if name.isupper() and isinstance(value, (int, float, str, tuple))
    ]
    assert keys.mastering() == keys.digest(numbers)
    there = {(module.rpartition(".")[2], name) for module, name, _ in numbers}
    assert {("edit", "FADE"), ("edit", "VERSION"), ("measure", "VERSION"), ("master", "VERSION")} <= there
    assert {("master", "CEILING"), ("master", "QUALITY"), ("measure", "BELOW_SPEECH"), ("edit", "DUCKING")} <= there


def test_the_bed_is_known_by_its_sound_its_gain_and_how_it_gives_way() -> None:
    jingles = Jingles({Music.BED: _wav()}, Cache(MemoryStore(), "clips", ClipFacts))
    sound = jingles.laid(-16.0)
    assert sound == (jingles.take(Music.BED), jingles.gain(Music.BED, -16.0), DUCK, LEAD)
    assert jingles.take(Music.BED) == keys.take(jingles.key(Music.BED), jingles.note(Music.BED).sha256)


def _wav() -> bytes:

    blob = io.BytesIO()
    with wave.open(blob, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22050)
        file.writeframes(bytes(range(256)) * 200)
    return blob.getvalue()


def test_the_diacritizer_its_version_and_the_text_change_the_address_of_marks() -> None:
    class Another(Tashkeel):
        name = "another"

    class Next(Tashkeel):
        version = "next"

    found = {keys.marks_key(each, text) for each in (Tashkeel(), Another(), Next()) for text in ("كتب", "كتب.")}
    assert len(found) == 6


def test_a_picture_is_known_by_all_that_is_drawn() -> None:
    assert keys.picture_key(1, "a") != keys.picture_key(2, "a") != keys.picture_key(2, "b")


def content(
    article: Article = ARTICLE,
    line: Mapping[str, object] | None = None,
    voice: Voice = VOICE,
    facts: ShowFacts = FACTS,
    sound: tuple[object, ...] = (64, -16.0),
) -> str:
    """Return the digest of an episode of one line."""
    said = Line(segment=0, role=Role.HEADLINE, offset=0, written=TEXT, spoken=TEXT, pause=400)
    script = Script(
        segments=(Segment(role=Role.HEADLINE, text=article.headline),),
        lines=(replace(said, **(line or {})),),  # type: ignore[arg-type] # fields by name
    )
    cast = Cast(Speaker(SilenceEngine(), voice, Cache(MemoryStore(), "clips", ClipFacts)))
    return content_digest(article, script, cast, facts, sound)


def test_what_the_listener_gets_differently_is_another_episode() -> None:
    others = [
        content(replace(ARTICLE, headline="عنوان آخر")),
        content(replace(ARTICLE, byline="ليلى")),
        content(replace(ARTICLE, link="https://news.example.org/1")),
        content(line={"spoken": "عُنوان"}),  # a lexicon entry, a mark
        content(line={"written": "عنوان"}),
        content(line={"pause": 401}),
        content(voice=replace(VOICE, speed=1.1)),
        content(voice=replace(VOICE, gain=1.0)),
        content(voice=replace(VOICE, licence="CC0-1.0")),  # stands in the tag
        content(facts=replace(FACTS, title="آخر")),
        content(facts=replace(FACTS, author="آخر")),
        content(facts=replace(FACTS, base_url="https://x.example.org")),
        content(facts=replace(FACTS, colour="#000000")),
        content(facts=replace(FACTS, cover="band")),
        content(sound=(96, -16.0)),
        content(sound=(64, -18.0)),
    ]
    assert len({content(), *others}) == len(others) + 1


def test_what_the_listener_does_not_get_changes_no_episode() -> None:
    assert content(replace(ARTICLE, source="other/b.txt", charset="cp1256")) == content()
    assert content(facts=replace(FACTS, description="وصف آخر", hub="https://hub.example.org")) == content()
    assert content(voice=replace(VOICE, price=1.0, home="x")) == content()


def test_an_episode_is_made_anew_when_a_version_of_ours_is() -> None:
    cast = Cast(Speaker(SilenceEngine(), VOICE, Cache(MemoryStore(), "clips", ClipFacts)))
    assert how_made(cast) == (keys.mastering(), tags.VERSION, cover.VERSION, alternate.VERSION, VOICE.gain)
    assert voice_facts(cast).engine_version == SilenceEngine.version

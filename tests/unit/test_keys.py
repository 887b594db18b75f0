"""The address of a costly thing: all that changes it changes the address, and nothing else does."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.metadata import version

import msgspec
import pytest
from tests.audio_signals import wav
from tests.diacritizers import NoMarks

from audionews.artwork import cover
from audionews.audio import alternate, edit, filters, limiter, loudness, mastering, measure, mp3, pcm, tags
from audionews.audio.mastering import Sound
from audionews.building import keys
from audionews.building.cache import Cache
from audionews.building.encoding import BedAddress
from audionews.building.jingles import DUCK, LEAD, Jingles, Music
from audionews.building.plan import content_digest, how_made
from audionews.building.recipe import MASTERING, FramesRecipe, Recipe
from audionews.building.synthesis import ClipAddress, ClipFacts, Synthesizer
from audionews.building.voice_set import VoiceSet, voice_facts
from audionews.engines.silence import SilenceEngine
from audionews.model import Article, Line, Pacing, Role, Script, Segment, ShowFacts, Voice, VoiceFile
from audionews.stores.memory import MemoryStore

TEXT = "عنوان الخبر"
FILE = VoiceFile(name="v.onnx", url="u", size=1, sha256="a" * 64)
VOICE = Voice(name="mine", engine="silence", id="one", settings={"a": 1}, files=(FILE,))
SOUND = Sound(rate=44100, bitrate=64, target=-16.0)
CLIP = ClipAddress("clip", "0")
BED = BedAddress(clip=ClipAddress("bed", "1"), gain=1.0, duck=13.0, lead=1200)
FRAMES = FramesRecipe(codecs=("1", "2", "3"), clip="clip 0", gain=1.0, pause=400, sound=(44100, 64, -16.0))
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
    "needs": replace(VOICE, needs=("GPU",)),
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
    yield keys.frames_key(CLIP, 1.0, 400, SOUND)
    yield keys.frames_key(ClipAddress("clip", "one revision"), 1.0, 400, SOUND)
    yield keys.frames_key(ClipAddress("clip", "another revision"), 1.0, 400, SOUND)
    yield keys.frames_key(CLIP, 1.25, 400, SOUND)
    yield keys.frames_key(CLIP, 1.0, 401, SOUND)
    yield keys.frames_key(CLIP, 1.0, 400, replace(SOUND, rate=48000))
    yield keys.frames_key(CLIP, 1.0, 400, replace(SOUND, bitrate=96))
    yield keys.frames_key(CLIP, 1.0, 400, replace(SOUND, target=-18.0))
    for bed in (
        BED,
        msgspec.structs.replace(BED, clip=ClipAddress("other", "1")),
        msgspec.structs.replace(BED, clip=ClipAddress("bed", "2")),
        msgspec.structs.replace(BED, gain=2.0),
        msgspec.structs.replace(BED, duck=12.0),
        msgspec.structs.replace(BED, lead=1300),
    ):
        yield keys.frames_key(CLIP, 1.0, 400, SOUND, bed)


def test_what_changes_the_frames_of_a_clip_changes_their_address() -> None:
    found = list(frames())
    assert len(set(found)) == len(found)
    assert list(frames()) == found


def other(value: object) -> object:
    """Return a value of the same kind that is not the same."""
    if isinstance(value, tuple):
        return (other(value[0]), *value[1:])
    return f"{value}?" if isinstance(value, str) else float(str(value)) + 1  # a float is another JSON than an int


@pytest.mark.parametrize("field", MASTERING.__struct_fields__)
def test_each_number_of_the_mastering_changes_the_address_of_frames(field: str) -> None:
    changed = msgspec.structs.replace(MASTERING, **{field: other(getattr(MASTERING, field))})
    assert changed.digest != MASTERING.digest
    assert msgspec.structs.replace(FRAMES, mastering=changed).address != FRAMES.address


@pytest.mark.parametrize("field", [name for name in FRAMES.__struct_fields__ if name != "mastering"])
def test_each_value_of_a_recipe_changes_the_address_of_frames(field: str) -> None:
    given = getattr(FRAMES, field)
    changed = other(given) if given else ("a bed", 1.0)
    assert msgspec.structs.replace(FRAMES, **{field: changed}).address != FRAMES.address


def test_names_are_no_part_of_an_address() -> None:
    """Renaming a field, a constant or a module, or rewording a message, makes nothing anew."""
    renamed = msgspec.defstruct(
        "AnotherName",
        [(f"another_{name}", object, getattr(FRAMES, name)) for name in FRAMES.__struct_fields__],
        bases=(Recipe,),
        module="another.module",
        frozen=True,
        array_like=True,
        kw_only=True,
    )
    assert renamed().address == FRAMES.address  # type: ignore[attr-defined] # a type made at run time


def test_addresses_are_pinned() -> None:
    """What stands in the caches of newsrooms is found again. Clips have the addresses that 0.1.0 gave them."""
    voice = replace(VOICE, settings={"b": 1, "a": True})
    assert keys.clip_key(SilenceEngine(), voice, TEXT).startswith("ab/effd0179e34eadeb8aef15b825fd229be73e8e43b4ce5f64")
    assert keys.jingle_key("a" * 64).startswith("7a/5beeb88c8346916be3f96cc016b870bc901e5f47e7de474745c367b1a15238")
    assert FRAMES.address.startswith("d7/f1d199366222af713ec3dcd18739e1be89668bc5547938b")


def test_frames_are_known_by_the_codecs_that_are_installed() -> None:
    codecs = tuple(version(name) for name in ("lameenc", "soundfile", "soxr"))
    assert keys.frames_key(CLIP, 1.0, 400, SOUND) == msgspec.structs.replace(FRAMES, codecs=codecs).address


REFUSE = {"LOWEST_RATE", "HIGHEST_RATE", "HIGHEST_PEAK", "LONGEST_READ", "MOST_SAMPLES"}  # and change no sound
UNHEARD = {"REMEDY", "TOOLS", "TYPE_CHECKING", *REFUSE}  # what is no number of the mastering


def test_every_number_of_the_audio_modules_stands_in_the_recipe() -> None:
    modules = (edit, filters, limiter, loudness, mastering, measure, mp3, pcm)
    numbers = {
        f"{module.__name__}.{name}": value.decode() if isinstance(value, bytes) else value
        for module in modules
        for name, value in vars(module).items()
        if name.isupper() and name not in UNHEARD
    }
    known = [getattr(MASTERING, field) for field in MASTERING.__struct_fields__]
    assert [name for name, value in numbers.items() if value not in known] == []


def test_the_bed_is_known_by_its_sound_its_gain_and_how_it_gives_way() -> None:
    jingles = Jingles({Music.BED: _wav()}, Cache(MemoryStore(), "clips", ClipFacts))
    bed = jingles.bed(-16.0)
    assert bed == BedAddress(clip=jingles.address(Music.BED), gain=jingles.gain(Music.BED, -16.0), duck=DUCK, lead=LEAD)
    assert jingles.address(Music.BED) == (jingles.key(Music.BED), jingles.metadata(Music.BED).sha256)


def _wav() -> bytes:
    return wav(bytes(range(256)) * 200, 22050)


def test_the_diacritizer_its_version_and_the_text_change_the_address_of_marks() -> None:
    class Another(NoMarks):
        name = "another"

    class Next(NoMarks):
        version = "next"

    found = {keys.marks_key(each, text) for each in (NoMarks(), Another(), Next()) for text in ("كتب", "كتب.")}
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
    voices = VoiceSet(Synthesizer(SilenceEngine(), voice, Cache(MemoryStore(), "clips", ClipFacts)))
    return content_digest(article, script, voices, facts, sound)


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
    voices = VoiceSet(Synthesizer(SilenceEngine(), VOICE, Cache(MemoryStore(), "clips", ClipFacts)))
    assert how_made(voices, []) == (keys.mastering(), tags.VERSION, cover.VERSION, alternate.VERSION, VOICE.gain)
    assert voice_facts(voices, []).engine_version == SilenceEngine.version

"""From track to finished episode: what is kept by a correction, what is written and in which order."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from tests.audio_facts import probe

from audionews.audio.tags import front_cover, id3
from audionews.building.cache import Cache
from audionews.building.encoding import FramesFacts
from audionews.building.plan import Plan, content_digest, describe, draft_of
from audionews.building.synthesis import ClipFacts, Synthesizer, synthesize
from audionews.building.track import Joiner
from audionews.building.voice_set import VoiceSet
from audionews.building.writer import EpisodeWriter
from audionews.catalogue import Catalogue
from audionews.catalogue.sidecars import decode_sidecar, encode_sidecar, media_files, state_of
from audionews.engines.silence import SilenceEngine
from audionews.errors import StoreError
from audionews.model import Article, Episode, Line, Role, Script, Segment, ShowFacts, Track, Voice
from audionews.model.paths import alternate_file, cover_file, sidecar, sound_file
from audionews.stores.memory import MemoryStore

NOW = datetime(2024, 6, 21, 8, tzinfo=UTC)
DAY = datetime(2024, 6, 20)  # noqa: DTZ001 - dates of articles are naive: in the show's zone
FACTS = ShowFacts(title="أخبار", description="وصف", author="هيئة التحرير")
ZONE = "Asia/Riyadh"
NONE = type(None)


def article(body: str = "قال الوزير إن العمل انتهى", *, date: datetime | None = DAY) -> Article:
    return Article(source="a.txt", headline="عنوان الخبر", body=(body,), date=date)


def script(known: Article) -> Script:
    texts = ((Role.HEADLINE, known.headline), (Role.BODY, known.body[0]))
    segments = tuple(Segment(role=role, text=text) for role, text in texts)
    lines = tuple(
        Line(segment=number, role=role, offset=0, written=text, spoken=text, pause=400)
        for number, (role, text) in enumerate(texts)
    )
    return Script(segments=segments, lines=lines)


class Desk:
    """A store with caches, and all that works on it."""

    def __init__(self, second: str = "") -> None:
        self.store = MemoryStore()
        kept = MemoryStore()
        voice = Voice(name="silence", engine="silence")
        frames = Cache(kept, "frames", FramesFacts)
        self.kept = kept
        self.voices = VoiceSet(Synthesizer(SilenceEngine(), voice, Cache(kept, "clips", ClipFacts)))
        self.joiner = Joiner(self.voices, frames, 64, -16.0)
        self.writer = EpisodeWriter(self.store, frames, Cache(kept, "pictures", NONE), FACTS, second)

    def plan(self, known: Article, episode: Episode | None = None) -> Plan:
        lines = script(known)
        content = content_digest(known, lines, self.voices, FACTS, (64, -16.0))
        return Plan(source="a.txt", draft=draft_of(known, FACTS), script=lines, content=content, existing=episode)

    def join(self, plan: Plan) -> tuple[Episode, Track]:
        with ThreadPoolExecutor(1) as executor:
            synthesize(plan.script.lines, self.voices, executor, "a.txt", lambda _: None)
            track = self.joiner.join(plan.script, executor, "a.txt", lambda _: None)
        return describe(plan, track, self.voices, NOW), track

    def build(self, plan: Plan) -> Episode:
        episode, track = self.join(plan)
        with Catalogue.open(self.store) as catalogue:
            return catalogue.update(episode.id, plan.revision, lambda before: self.writer.write(episode, track, before))


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


@pytest.fixture(scope="module")
def first(desk: Desk) -> Episode:
    return desk.build(desk.plan(article()))


def test_a_new_episode_is_dated_in_the_zone_of_the_show(desk: Desk, first: Episode) -> None:
    assert desk.plan(article()).change == "new"
    assert first.published.isoformat() == "2024-06-20T00:00:00+03:00"
    assert first.updated == first.published
    assert first.id.startswith("2024-06-20-")


def test_an_undated_article_is_published_now(desk: Desk) -> None:
    episode, _ = desk.join(desk.plan(article(date=None)))
    assert episode.published == NOW


def test_the_sidecar_is_the_episode(desk: Desk, first: Episode) -> None:
    name = sidecar(first.id)
    assert decode_sidecar(name, desk.store.read(name) or b"") == first


def test_size_and_digest_are_those_of_the_file(desk: Desk, first: Episode) -> None:
    assert len(desk.store.blobs[sound_file(first)]) == first.size
    assert desk.writer.repair(first) == first
    assert desk.writer.repair(replace(first, sha256="0")) is None
    assert desk.writer.repair(replace(first, id="2024-06-20-00000000")) is None


@pytest.mark.parametrize("damage", [None, b"", b"\xff\xd8\xff\xe0", b"<html>no cover</html>"])
def test_a_damaged_cover_comes_out_of_the_mp3_again(desk: Desk, first: Episode, damage: bytes | None) -> None:
    name = cover_file(first)
    art = desk.store.blobs.pop(name)
    if damage is not None:
        desk.store.blobs[name] = damage
    writer = EpisodeWriter(
        desk.store, Cache(MemoryStore(), "frames", FramesFacts), Cache(MemoryStore(), "pictures", NONE), FACTS
    )
    assert writer.repair(first) == first
    assert desk.store.blobs[name] == art


def test_a_tag_without_a_cover_gives_none(first: Episode) -> None:
    assert front_cover(id3(first, FACTS, b"")) == b""
    assert front_cover(id3(first, FACTS, b"\xff\xd8art") + b"sound") == b"\xff\xd8art"


@pytest.fixture(scope="module")
def doubled() -> tuple[Desk, Episode]:
    desk = Desk("opus")
    return desk, desk.build(desk.plan(article()))


@pytest.mark.parametrize("damage", [None, b"", b"OggS"])
def test_a_damaged_alternate_is_made_of_the_mp3_again(doubled: tuple[Desk, Episode], damage: bytes | None) -> None:
    desk, episode = doubled
    (alternate,) = episode.alternates
    sound = desk.store.blobs.pop(alternate_file(episode, alternate))
    if damage is not None:
        desk.store.blobs[alternate_file(episode, alternate)] = damage
    assert desk.writer.repair(episode) == episode
    assert desk.store.blobs[alternate_file(episode, alternate)] == sound


def test_an_alternate_that_comes_out_differently_is_named_as_it_is(doubled: tuple[Desk, Episode]) -> None:
    desk, episode = doubled
    (alternate,) = episode.alternates
    older = replace(episode, alternates=(replace(alternate, sha256="0" * 64, size=1),))
    repaired = desk.writer.repair(older)
    assert repaired
    assert repaired == replace(episode, version=repaired.version)
    assert len(repaired.version) == len("0d9b2f6a"), "the old name stays with the old bytes"
    for old, new in ((sound_file(episode), sound_file(repaired)), (cover_file(episode), cover_file(repaired))):
        assert old != new
        assert desk.store.blobs[old] == desk.store.blobs[new]
    assert sha256(desk.store.blobs[alternate_file(repaired, alternate)]).hexdigest() == alternate.sha256
    assert desk.writer.repair(repaired) == repaired


def test_a_corrected_sound_gets_a_new_name_and_the_old_one_stays_as_it_was(doubled: tuple[Desk, Episode]) -> None:
    desk, episode = doubled
    before = dict(desk.store.blobs)
    corrected = desk.build(desk.plan(article("قال الوزير إن العمل لم ينته"), episode))
    again = desk.build(desk.plan(article(), corrected))
    assert len({each.version for each in (episode, corrected, again)}) == 3
    assert all(desk.store.blobs[name] == before[name] for name in media_files(episode))
    for made in (corrected, again):
        assert made.version
        assert made.stem == f"{made.id}.{made.version}"
        assert sha256(desk.store.blobs[sound_file(made)]).hexdigest() == made.sha256
        assert alternate_file(made, made.alternates[0]) == f"episodes/{made.stem}.opus"
    assert (again.sha256, again.alternates) == (episode.sha256, episode.alternates)


def test_a_sound_that_is_made_again_with_the_same_bytes_keeps_its_name(doubled: tuple[Desk, Episode]) -> None:
    desk, episode = doubled
    made, track = desk.join(desk.plan(article(), episode))
    for version in ("", "0d9b2f6a"):
        before = replace(episode, version=version)
        again = desk.writer.write(made, track, before)
        assert (again.version, again.sha256, again.alternates) == (version, episode.sha256, episode.alternates)


def test_a_damaged_alternate_that_is_no_longer_wanted_is_not_named_any_more(doubled: tuple[Desk, Episode]) -> None:
    desk, episode = doubled
    (alternate,) = episode.alternates
    sound = desk.store.blobs.pop(alternate_file(episode, alternate))
    writer = EpisodeWriter(desk.store, desk.writer.frames, desk.writer.pictures, FACTS)
    assert writer.repair(episode) == replace(episode, alternates=())
    desk.store.write(alternate_file(episode, alternate), [sound])
    desk.store.write(sidecar(episode.id), [encode_sidecar(episode)])


def test_the_mp3_is_as_long_as_the_episode_says(desk: Desk, first: Episode) -> None:
    facts = probe(desk.store.blobs[sound_file(first)])
    assert (facts.samples, facts.rate, facts.bitrate) == (first.samples, first.rate, first.bitrate)


def test_the_same_again_is_unchanged(desk: Desk, first: Episode) -> None:
    assert desk.plan(article(), first).change == "unchanged"


def test_a_correction_keeps_identity_and_date_and_is_noted(desk: Desk, first: Episode) -> None:
    plan = desk.plan(article("قال الوزير إن العمل لم ينته"), first)
    corrected, _ = desk.join(plan)
    assert plan.change == "corrected"
    assert (corrected.guid, corrected.id, corrected.published) == (first.guid, first.id, first.published)
    assert [correction.date for correction in corrected.corrections] == [NOW]
    assert corrected.updated == NOW


def test_a_new_voice_is_no_correction(desk: Desk, first: Episode) -> None:
    remade = desk.plan(article(), replace(first, content="other"))
    episode, _ = desk.join(remade)
    assert remade.change == "remade"
    assert episode.corrections == ()
    assert episode.updated == first.updated


def test_a_cover_is_drawn_once(desk: Desk, first: Episode) -> None:
    art = desk.writer.draw(first.title)
    assert art[:3] == b"\xff\xd8\xff"
    assert desk.writer.draw(first.title) == art
    assert desk.writer.draw(FACTS.title) != art


def test_frames_that_vanish_while_joining_are_an_error_and_leave_no_episode() -> None:
    desk = Desk()
    episode, track = desk.join(desk.plan(article()))
    desk.kept.blobs.clear()
    with pytest.raises(StoreError, match="cache changed"):
        desk.writer.write(episode, track)
    assert sidecar(episode.id) not in desk.store.blobs
    assert sound_file(episode) not in desk.store.blobs


def test_a_removed_episode_is_not_for_listeners_and_a_later_build_does_not_change_that(
    desk: Desk, first: Episode
) -> None:
    removed = replace(first, removed=True)
    assert state_of(removed, NOW) == "removed"
    assert desk.plan(article(), removed).change == "removed"


def test_an_episode_waits_until_its_time_in_the_zone_of_the_show(desk: Desk) -> None:
    evening = datetime(2024, 6, 21, 18)  # noqa: DTZ001 - dates of articles are naive: in the show's zone
    waiting, _ = desk.join(desk.plan(replace(article(), publish_at=evening)))
    assert waiting.published == waiting.publish_at == evening.replace(tzinfo=ZoneInfo(ZONE))
    assert state_of(waiting, NOW) == "waiting"
    assert state_of(waiting, waiting.published) == "published"
    again, _ = desk.join(desk.plan(article(), waiting))
    assert (again.publish_at, again.published) == (waiting.publish_at, waiting.published)

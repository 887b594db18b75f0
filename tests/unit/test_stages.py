"""The stages of a build: in order, on what is there, and safely beside other processes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import msgspec
import pytest
from tests.builders import STORY, Bench

from audionews.arabic.calendar import arabic_date
from audionews.building.context import BuildContext, EpisodeBuilder
from audionews.building.costs import planned_build, refuse_too_costly
from audionews.building.edition_plan import EditionRequest, plan_edition
from audionews.building.kept_script import Reading, encode, readings_file
from audionews.building.matching import Choice
from audionews.building.scripting import plan_article
from audionews.building.stages import assemble, build_episode, repair, write
from audionews.building.synthesis import synthesize
from audionews.engines.silence import SilenceEngine
from audionews.errors import (
    AmbiguousArticle,
    ArticleError,
    BadInput,
    CacheChanged,
    EngineError,
    EpisodeChanged,
    NoBody,
    UsageError,
)
from audionews.model import Article, Clip, Episode, Voice
from audionews.model.events import EpisodeWritten, Noticed, VoiceReplaced
from audionews.model.paths import sound_file

CORRECTED = replace(STORY, body=("افتتح وزير النقل الميناء أمس، وحضر الافتتاح عدد كبير من الأهالي.", STORY.body[1]))
AGAIN = replace(STORY, body=("افتتح وزير النقل الميناء أول أمس، وحضر الافتتاح عدد كبير من الأهالي.", STORY.body[1]))


class Broken(SilenceEngine):
    """Refuses every text."""

    name = "broken"

    def speak(self, text: str, voice: Voice) -> Clip:
        raise BadInput("this engine speaks nothing", "use another")


@pytest.fixture
def bench() -> Bench:
    return Bench()


def built(bench: Bench, article: Article = STORY) -> Episode:
    """Build an article and return its episode."""
    with bench.context() as ctx:
        done = build_episode(partial(plan_article, article), bench.builder(), ctx)
    assert done
    return done.episode


def test_an_article_becomes_an_episode_once(bench: Bench) -> None:
    builder = bench.builder()
    with bench.context() as ctx:
        first = build_episode(partial(plan_article, STORY), builder, ctx)
    with bench.context() as ctx:
        second = build_episode(partial(plan_article, STORY), builder, ctx)
    assert first
    assert second
    assert (first.change, second.change) == ("new", "unchanged")
    assert (first.spoken, second.spoken) == (3, 0)
    assert second.episode == first.episode
    assert first.episode.revision == 1


def test_two_articles_of_a_run_that_would_be_one_episode_are_refused(bench: Bench) -> None:
    with bench.context() as ctx:
        build_episode(partial(plan_article, STORY), bench.builder(), ctx)
        with pytest.raises(ArticleError, match=r"other\.txt and port\.txt would be one episode"):
            build_episode(partial(plan_article, replace(CORRECTED, source="other.txt")), bench.builder(), ctx)


def test_an_article_that_was_taken_down_is_not_built(bench: Bench) -> None:
    known = built(bench)
    with bench.context() as ctx:
        ctx.catalogue.mark_removed(known.id, removed=True)
        assert build_episode(partial(plan_article, CORRECTED), bench.builder(), ctx) is None
    assert any(isinstance(event, Noticed) and "--restore" in event.text for event in bench.told)


Interference = Callable[[BuildContext, Episode], object]


def correct_beside(bench: Bench, interfere: Interference, article: Article = CORRECTED) -> Episode:
    """Correct an episode while another process changes it between joining and writing, and return it."""
    known = built(bench)
    builder = bench.builder()
    with bench.context() as ctx:
        plan = plan_article(article, builder, ctx)
        synthesize(plan.script.lines, builder.voices, ctx.executor, plan.source, ctx.tell)
        track = assemble(plan, builder, ctx)
        interfere(ctx, known)
        write(plan, track, builder, ctx)
        return ctx.catalogue.episode(known.id)


def test_a_take_down_during_a_correction_survives_and_so_does_the_correction(bench: Bench) -> None:
    episode = correct_beside(bench, lambda ctx, known: ctx.catalogue.mark_removed(known.id, removed=True))
    assert episode.removed
    assert [segment.text for segment in episode.segments[1:]] == list(CORRECTED.body)
    assert len(episode.corrections) == 1


def test_two_corrections_at_once_both_survive(bench: Bench) -> None:
    episode = correct_beside(bench, lambda ctx, _: build_episode(partial(plan_article, AGAIN), bench.builder(), ctx))
    assert len(episode.corrections) == 2
    assert [segment.text for segment in episode.segments[1:]] == list(CORRECTED.body)


def test_the_same_correction_twice_at_once_is_one(bench: Bench) -> None:
    episode = correct_beside(
        bench, lambda ctx, _: build_episode(partial(plan_article, CORRECTED), bench.builder(), ctx)
    )
    assert len(episode.corrections) == 1


def test_an_article_that_another_process_published_first_keeps_its_id(bench: Bench) -> None:
    builder = bench.builder()
    with bench.context() as ctx:
        plan = plan_article(CORRECTED, builder, ctx)
        synthesize(plan.script.lines, builder.voices, ctx.executor, plan.source, ctx.tell)
        track = assemble(plan, builder, ctx)
        first = built(bench)
        episode = write(plan, track, builder, ctx)
    assert (episode.id, episode.guid) == (first.id, first.guid)
    assert len(episode.corrections) == 1


@pytest.mark.parametrize("new", [False, True])
def test_an_article_that_another_process_publishes_while_it_is_planned_becomes_one_episode(
    bench: Bench, *, new: bool
) -> None:
    with bench.context() as ctx:

        def other_first() -> datetime:
            if not ctx.catalogue.headers():
                built(bench)
                ctx.catalogue.refresh()  # as an index in a file sees it
            return ctx.clock()

        planning = replace(ctx, clock=other_first, choice=Choice(new=new))
        done = build_episode(partial(plan_article, STORY), bench.builder(), planning)
        assert done
        assert [header.id for header in ctx.catalogue.headers()] == [done.episode.id]


def test_an_episode_whose_sidecar_vanished_meanwhile_is_made_as_a_new_one(bench: Bench) -> None:
    episode = correct_beside(bench, lambda ctx, known: ctx.catalogue.store.remove(f"episodes/{known.id}.json"))
    assert episode.corrections == ()
    assert [segment.text for segment in episode.segments[1:]] == list(CORRECTED.body)


def test_an_article_whose_id_is_another_episodes_gets_another_id(bench: Bench) -> None:
    story = replace(STORY, source_id="42")
    first = built(bench, story)
    with bench.context() as ctx:
        other = replace(first, guid="another", identity="", segments=first.segments[:1])
        ctx.catalogue.update(first.id, first.revision, lambda _: other)
    second = built(bench, story)
    assert second.id[:11] == first.id[:11]
    assert second.id != first.id
    with bench.context() as ctx:
        assert ctx.catalogue.episode(first.id).guid == "another"


def test_an_episode_that_another_process_makes_again_and_again_is_given_up(bench: Bench) -> None:
    builder = bench.builder()
    with bench.context() as ctx:
        plan = plan_article(STORY, builder, ctx)
        synthesize(plan.script.lines, builder.voices, ctx.executor, plan.source, ctx.tell)
        track = assemble(plan, builder, ctx)
        first = built(bench)
        ctx.catalogue.update(first.id, first.revision, lambda _: replace(first, guid="another"))
        with pytest.raises(EpisodeChanged):
            write(plan, track, builder, ctx)


def test_an_unlike_article_that_another_process_publishes_first_is_not_replaced(bench: Bench) -> None:
    builder = bench.builder()
    unlike = replace(STORY, source="other.txt", body=("فاز الفريق في المباراة التي جرت مساء أمس على ملعب المدينة.",))
    with bench.context() as ctx:
        plan = plan_article(unlike, builder, ctx)
        synthesize(plan.script.lines, builder.voices, ctx.executor, plan.source, ctx.tell)
        track = assemble(plan, builder, ctx)
        first = built(bench)
        with pytest.raises(AmbiguousArticle, match=r"other\.txt and port\.txt"):
            write(plan, track, builder, ctx)
        assert ctx.catalogue.episode(first.id) == first


def test_a_lost_sound_is_made_again_without_a_correction(bench: Bench) -> None:
    known = built(bench)
    sound = bench.folder.blobs.pop(sound_file(known))
    with bench.context() as ctx:
        again = build_episode(partial(plan_article, STORY), bench.builder(), ctx)
    assert again
    assert (again.change, again.spoken, again.episode.corrections) == ("remade", 0, ())
    assert bench.folder.blobs[sound_file(known)] == sound


def test_a_second_encoding_that_comes_out_differently_is_written_into_the_sidecar(bench: Bench) -> None:
    builder = bench.builder(second="opus")
    with bench.context() as ctx:
        first = build_episode(partial(plan_article, STORY), builder, ctx)
        assert first
        (alternate,) = first.episode.alternates

        def damage(current: Episode | None) -> Episode:
            assert current
            return replace(current, alternates=(replace(alternate, sha256="0" * 64, size=1),))

        ctx.catalogue.update(first.episode.id, 1, damage)
        plan = plan_article(STORY, builder, ctx)
        mended = repair(plan, builder, ctx)
        assert mended
        assert ctx.catalogue.episode(mended.id) == mended
        assert (mended.alternates, mended.revision) == ((alternate,), 3)
        ctx.catalogue.update(mended.id, 3, damage)
        assert repair(plan, builder, ctx) is None, "somebody was faster: it is looked at again"
        assert repair(msgspec.structs.replace(plan, existing=None), builder, ctx) is None


def test_a_voice_that_fails_is_replaced_as_a_whole(bench: Bench) -> None:
    other = bench.builder(instead_of="broken-voice")
    with bench.context() as ctx:
        done = build_episode(
            partial(plan_article, STORY), bench.builder(Broken(), (bench.builder(Broken()), other)), ctx
        )
    assert done
    assert done.episode.voice.name == "silence-voice"
    assert done.episode.voice.instead_of == "broken-voice"
    assert sum(isinstance(event, VoiceReplaced) for event in bench.told) == 2


def test_without_a_fallback_the_failure_is_told(bench: Bench) -> None:
    with bench.context() as ctx, pytest.raises(EngineError, match="speaks nothing"):
        build_episode(partial(plan_article, STORY), bench.builder(Broken()), ctx)
    assert not any(isinstance(event, EpisodeWritten) for event in bench.told)


@pytest.mark.parametrize(("changes", "ends"), [(1, True), (2, True), (3, False)])
def test_what_changes_in_the_cache_meanwhile_is_spoken_again_a_few_times(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, changes: int, *, ends: bool
) -> None:
    builder, left = bench.builder(), [changes]

    def joined(plan: object, builder: EpisodeBuilder, ctx: BuildContext) -> object:
        if left[0]:
            left[0] -= 1
            for name in [name for name in bench.caches.names("clips/") if not name.endswith(".json")]:
                bench.caches.blobs[name] = b"damaged"
        return assemble(plan, builder, ctx)  # type: ignore[arg-type] # as it came

    monkeypatch.setattr("audionews.building.stages.assemble", joined)
    with bench.context() as ctx:
        if ends:
            done = build_episode(partial(plan_article, STORY), builder, ctx)
            assert done
            assert done.spoken == 3 * (changes + 1)
        else:
            with pytest.raises(CacheChanged):
                build_episode(partial(plan_article, STORY), builder, ctx)


def test_a_script_without_words_is_no_body(bench: Bench) -> None:
    empty = replace(STORY, headline="***", body=("* * *",))
    with bench.context() as ctx, pytest.raises(NoBody, match="nothing that can be spoken"):
        plan_article(empty, bench.builder(notice=True), ctx)


def test_a_reading_of_one_article_is_spoken_there_and_outlives_a_correction(bench: Bench) -> None:
    known = built(bench)
    bench.folder.write(readings_file(known.id), [encode([Reading(written="كتب", reading="كُتِبَ")])])
    with bench.context() as ctx:
        for article in (STORY, CORRECTED):
            spoken = " ".join(line.spoken for line in plan_article(article, bench.builder(), ctx).script.lines)
            assert "كُتِبَ" in spoken
        assert build_episode(partial(plan_article, CORRECTED), bench.builder(), ctx)
    assert b"\xd9\x83" in bench.folder.blobs[readings_file(known.id)], "what an editor wrote stays"


def test_a_plan_costs_only_what_is_missing(bench: Bench) -> None:
    builder = bench.builder()
    with bench.context() as ctx:
        planned = planned_build(STORY, builder, ctx)
        assert (planned.change, planned.missing, planned.cached) == ("new", 3, 0)
        build_episode(partial(plan_article, STORY), builder, ctx)
        assert planned_build(STORY, builder, ctx).missing == 0
        refuse_too_costly([STORY, replace(STORY, headline="***", body=("***",))], 0.0, builder, ctx)


def test_an_edition_is_made_once_and_again_when_a_story_changes(bench: Bench) -> None:
    built(bench)
    builder = bench.builder()
    with bench.context() as ctx:
        first = build_episode(partial(plan_edition, EditionRequest()), builder, ctx)
        same = build_episode(partial(plan_edition, EditionRequest()), builder, ctx)
        assert first
        assert same
        assert (first.change, same.change, same.episode) == ("new", "unchanged", first.episode)
        build_episode(partial(plan_article, CORRECTED), builder, ctx)
    with bench.context() as ctx:
        third = build_episode(partial(plan_edition, EditionRequest()), builder, ctx)
        assert third
        assert (third.change, third.episode.guid) == ("corrected", first.episode.guid)
        ctx.catalogue.mark_removed(first.episode.id, removed=True)
        with pytest.raises(UsageError, match="was removed"):
            plan_edition(EditionRequest(), builder, ctx)


def test_an_edition_is_called_and_dated_by_its_day(bench: Bench) -> None:
    story = built(bench)
    builder = bench.builder()
    with bench.context() as ctx:
        made = build_episode(partial(plan_edition, EditionRequest()), builder, ctx)
        assert made
        day = story.published.astimezone(ZoneInfo(builder.facts.timezone)).date()
        assert made.episode.title == f"نشرة {arabic_date(day)}"
        assert made.episode.published == story.published + timedelta(seconds=1)
        assert made.episode.id.startswith(f"{day}")
        assert [chapter.url for chapter in made.episode.chapters] == ["", story.link, ""]
        other = EditionRequest(names=(story.id,), day=day + timedelta(days=3))
        later = plan_edition(other, builder, ctx).draft.published
        assert later
        assert later.date() == day + timedelta(days=3)

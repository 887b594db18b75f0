"""A batch of articles makes what they would make one after the other, whatever workers and other processes do."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest
from tests.builders import NOW, STORY, Bench

from audionews import masking
from audionews.building import processes
from audionews.building.article_jobs import MadeEpisode
from audionews.building.batch import _Batch, build_episodes
from audionews.building.context import BuildContext, EpisodeBuilder
from audionews.building.executors import article_workers
from audionews.building.matching import Choice
from audionews.building.processes import Halted, WorkerProcesses, refuse_if_halted
from audionews.building.stages import BuiltEpisode
from audionews.catalogue import Catalogue
from audionews.engines.silence import SilenceEngine
from audionews.errors import ArticleError, AudionewsError, BadInput, EngineError, SettingsError
from audionews.model import Article, Clip, Voice
from audionews.model.events import ScriptWritten, VoiceReplaced
from audionews.model.paths import cover_file, sidecar, sound_file
from audionews.stores.local import LocalStore

P = ParamSpec("P")
R = TypeVar("R")
BROKEN = "عطل"  # no engine speaks it
DAY = datetime(2024, 6, 20, tzinfo=UTC)


class Picky(SilenceEngine):
    """Refuses texts with one word."""

    name = "picky"

    def speak(self, text: str, voice: Voice) -> Clip:
        if BROKEN in text:
            raise BadInput("this word cannot be spoken", "write another")
        return super().speak(text, voice)


class Here(WorkerProcesses):
    """Runs jobs in this process, each when its outcome is asked for; a test may do something before or after."""

    def __init__(self, workers: int = 2) -> None:
        super().__init__(workers)
        self.before: Callable[[int], object] = lambda _: None
        self.after: Callable[[int], object] = lambda _: None
        self.jobs = 0

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        if fn.__name__ != "make_episode":
            return super().submit(fn, *args, **kwargs)
        self.jobs += 1
        return _Later(self, self.jobs, lambda: fn(*args, **kwargs))


class _Later(Future[R]):
    def __init__(self, executor: Here, number: int, job: Callable[[], R]) -> None:
        super().__init__()
        self.executor, self.number, self.job = executor, number, job

    def result(self, timeout: float | None = None) -> R:
        if not self.done():
            self.executor.before(self.number)
            self.set_result(self.job())
            self.executor.after(self.number)
        return super().result(timeout)


@pytest.fixture
def here() -> Iterator[Here]:
    with Here() as executor:
        yield executor


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(caches=LocalStore(tmp_path / "cache", durable=False), folder=LocalStore(tmp_path / "show"))  # type: ignore[arg-type] # a store as good


@contextmanager
def context(bench: Bench, executor: ThreadPoolExecutor | Here, choice: Choice = Choice()) -> Iterator[BuildContext]:  # noqa: B008 - frozen
    with Catalogue.open(bench.folder) as catalogue:
        yield BuildContext(
            executor=executor, tell=bench.told.append, clock=lambda: NOW, catalogue=catalogue, choice=choice
        )


def story(number: int, text: str = "", **facts: object) -> Article:
    """Return an article of a day, like no other."""
    body = (text or f"افتتح وزير النقل رصيف الميناء رقم {number} اليوم، وحضر الافتتاح كثيرون.",)
    return replace(STORY, source=f"{number}.txt", headline=f"الخبر رقم {number} من الميناء", body=body, **facts)  # type: ignore[arg-type] # as given


Made = list[BuiltEpisode | AudionewsError | None]


def build(articles: Sequence[Article], builder: EpisodeBuilder, ctx: BuildContext) -> Made:
    made: Made = []
    for _, finish in build_episodes(articles, builder, ctx):
        try:
            made.append(finish())
        except AudionewsError as error:
            made.append(error)
    return made


def shown(made: Made) -> list[object]:
    """Return what was made in a form that can be compared."""
    return [
        (each.source, each.change, each.episode) if isinstance(each, BuiltEpisode) else (type(each), str(each))
        for each in made
    ]


def files(store: LocalStore) -> dict[str, bytes]:
    return {name: store.read(name) or b"" for name in store.names()}


def both(tmp_path: Path, here: Here, *runs: Sequence[Article]) -> tuple[Bench, Bench, list[object]]:
    """Build each run of articles one after the other and as a batch; return both shows, and what came of the batch."""
    benches, results = [], []
    for name in ("alone", "batch"):
        bench = Bench(
            caches=LocalStore(tmp_path / name / "cache", durable=False),  # type: ignore[arg-type] # a store as good
            folder=LocalStore(tmp_path / name / "show"),  # type: ignore[arg-type] # a store as good
        )
        with ThreadPoolExecutor(1) as threads:
            made: list[object] = []
            for run in runs:
                with context(bench, threads if name == "alone" else here) as ctx:
                    made += shown(build(run, bench.builder(Picky()), ctx))
        benches.append(bench)
        results.append(made)
    alone, batch = benches
    assert results[0] == results[1]
    assert files(alone.folder) == files(batch.folder)  # type: ignore[arg-type] # see above
    return alone, batch, results[1]


def test_a_batch_makes_what_its_articles_would_make_one_after_the_other(tmp_path: Path, here: Here) -> None:
    articles = [story(number) for number in range(7)]
    alone, batch, _ = both(tmp_path, here, articles, articles)
    assert here.jobs == 14
    assert alone.told == batch.told


def test_corrections_removed_episodes_and_twins_are_decided_in_order(tmp_path: Path, here: Here) -> None:
    articles = [story(number) for number in range(4)]
    changed = replace(articles[1], body=("افتتح وزير النقل رصيف الميناء رقم 1 أمس، وحضر الافتتاح كثيرون.",))
    other = replace(articles[2], body=("خبر آخر لا يشبه ذلك الخبر في شيء، وله عنوانه ويومه فقط.",), source="other.txt")
    *_, made = both(tmp_path, here, articles, [articles[0], changed, other, articles[3]], [articles[2], other, changed])
    assert any("would be one episode" in str(each) for each in made)


def test_an_article_that_fails_leaves_its_moment_to_the_next_one(tmp_path: Path, here: Here) -> None:
    silent = replace(story(1), headline="…", body=("…",), summary=())
    _, batch, made = both(tmp_path, here, [story(0), story(2, BROKEN), silent, story(3), story(4), story(5)])
    assert [type(each) for each in made] == [tuple] * 6
    with Catalogue.open(batch.folder) as catalogue:
        moments = catalogue.moments(DAY, NOW)
        assert [(moment - moments[0]).seconds for moment in moments] == [0, 1, 2, 3]


def test_fewer_articles_than_workers_share_lines(bench: Bench) -> None:
    with Here(3) as executor, context(bench, executor) as ctx:
        assert len(build([story(0), story(1)], bench.builder(), ctx)) == 2
        assert executor.jobs == 0
        assert len(build([story(2), story(3), story(4)], bench.builder(), ctx)) == 3
        assert executor.jobs == 3


def test_what_was_removed_is_not_made(bench: Bench, here: Here) -> None:
    with context(bench, here) as ctx:
        first, _ = build([story(0), story(1)], bench.builder(), ctx)
        assert isinstance(first, BuiltEpisode)
        ctx.catalogue.mark_removed(first.episode.id, removed=True)
    with context(bench, here) as ctx:
        assert build([story(0), story(2)], bench.builder(), ctx)[0] is None
    assert here.jobs == 3


def in_between(bench: Bench, here: Here, interfere: Callable[[BuildContext], object], *, after: bool = True) -> Made:
    """Build two articles, while another process does something before or after the first has been made."""
    with context(bench, here) as ctx:

        def once(number: int) -> None:
            if number == 1:
                with ThreadPoolExecutor(1) as threads, context(bench, threads) as other:
                    interfere(other)

        setattr(here, "after" if after else "before", once)
        return build([story(0), story(1)], bench.builder(), ctx)


def names_of(bench: Bench) -> set[str]:
    return {name for name in bench.folder.names() if name.endswith((".mp3", ".jpg"))}


def is_whole(bench: Bench, made: Made) -> bool:
    """Return whether the show has the episodes, and no other sound or cover."""
    episodes = [each.episode for each in made if isinstance(each, BuiltEpisode)]
    expected = {name for each in episodes for name in (sound_file(each), cover_file(each))}
    repaired = [bench.builder().writer.repair(each) for each in episodes]
    return names_of(bench) == expected and repaired == episodes


def test_a_file_that_is_in_the_way_of_a_new_sound_is_replaced(bench: Bench, here: Here) -> None:
    with ThreadPoolExecutor(1) as threads, context(bench, threads) as ctx:
        made = build([story(0)], bench.builder(), ctx)
        assert isinstance(made[0], BuiltEpisode)
        episode = made[0].episode
        bench.folder.remove(sidecar(episode.id))
        bench.folder.write(sound_file(episode), [b"half of it"])
    with context(bench, here) as ctx:
        assert is_whole(bench, build([story(0), story(1)], bench.builder(), ctx))


def test_the_same_article_of_another_process_is_one_episode(bench: Bench, here: Here) -> None:
    made = in_between(bench, here, lambda other: build([story(0)], bench.builder(), other))
    assert is_whole(bench, made)
    assert [each.change for each in made if isinstance(each, BuiltEpisode)] == ["unchanged", "new"]


def test_a_sound_that_another_process_has_written_over_is_written_again(bench: Bench, here: Here) -> None:
    def write_over(_: BuildContext) -> None:
        (name,) = (name for name in bench.folder.names() if name.endswith(".mp3"))
        bench.folder.write(name, [b"of a process that was killed then"])

    made = in_between(bench, here, write_over)
    assert is_whole(bench, made)


def test_an_episode_that_becomes_another_one_leaves_no_files(bench: Bench, here: Here) -> None:
    other = replace(story(0, "خبر آخر لا يشبه ذلك الخبر في شيء، وله عنوانه ويومه فقط."), source="other.txt")
    made = in_between(bench, here, lambda context: build([other], bench.builder(), context))
    assert isinstance(made[0], ArticleError)
    with Catalogue.open(bench.folder) as catalogue:
        assert len(catalogue.headers()) == 2
    assert len(names_of(bench)) == 4


def test_a_removal_by_another_process_is_not_lost(bench: Bench, here: Here) -> None:
    with context(bench, here) as ctx:
        build([story(0), story(1)], bench.builder(), ctx)
    here.jobs = 0
    changed = replace(story(0), body=("افتتح وزير النقل رصيف الميناء رقم 0 أمس، وحضر الافتتاح كثيرون.",))

    def remove(number: int) -> None:
        with Catalogue.open(bench.folder) as catalogue:
            if number == 1:
                catalogue.mark_removed(catalogue.headers()[-1].id, removed=True)

    here.after = remove
    with context(bench, here) as ctx:
        assert build([changed, story(1)], bench.builder(), ctx)[0] is None
    with Catalogue.open(bench.folder) as catalogue:
        assert [header.removed for header in catalogue.headers()] == [False, True]
    assert len(names_of(bench)) == 4


def test_jobs_that_have_not_begun_are_cancelled_at_the_end(bench: Bench, here: Here) -> None:
    with context(bench, here) as ctx:
        build([story(0), story(1)], bench.builder(), ctx)
        ctx.catalogue.mark_removed(ctx.catalogue.headers()[0].id, removed=True)
    with context(bench, here) as ctx:
        episodes = build_episodes([story(number) for number in (2, 1, 3, 4)], bench.builder(), ctx)
        _, finish = next(episodes)
        finish()
        episodes.close()  # type: ignore[attr-defined] # it is a generator
    assert sum(name.endswith(".mp3") for name in bench.folder.names()) == 3


def test_articles_with_links_of_their_own_and_new_notes(tmp_path: Path, here: Here) -> None:
    articles = [story(number, link=f"https://example.org/{number}") for number in range(3)]
    noted = [replace(articles[0], corrections=("صُحّح اسم الوزير.",)), *articles[1:]]
    *_, made = both(tmp_path, here, articles, noted)
    assert [each[1] for each in made[3:] if isinstance(each, tuple)] == ["corrected", "unchanged", "unchanged"]


def test_a_sound_of_another_process_is_not_taken_away(bench: Bench, here: Here) -> None:
    other = replace(story(0, "خبر آخر لا يشبه ذلك الخبر في شيء، وله عنوانه ويومه فقط."), source="other.txt")

    def replace_sound(context: BuildContext) -> None:
        build([other], bench.builder(), context)
        (name,) = (name for name in bench.folder.names() if name.endswith(".mp3"))
        bench.folder.write(name, [b"another"])

    in_between(bench, here, replace_sound)
    assert b"another" in [bench.folder.read(name) for name in bench.folder.names()]


def test_a_sound_that_another_process_is_about_to_use_is_not_withdrawn(bench: Bench, here: Here) -> None:
    with context(bench, here) as ctx:
        build([story(5), story(6)], bench.builder(), ctx)  # so that the folder is there, and all see one index
    there, seen = names_of(bench), dict[str, bytes | None]()
    here.jobs = 0

    def replace_sound(other: BuildContext) -> None:
        (name,) = (each for each in names_of(bench) - there if each.endswith(".mp3"))
        build([story(7)], bench.builder(), other)  # it has the moment of the first one now
        bench.folder.write(name, [b"another"])
        seen[name] = None

    def look(number: int) -> None:
        seen.update((name, bench.folder.read(name)) for name in seen if number == 3)

    here.before = look
    made = in_between(bench, here, replace_sound)
    assert list(seen.values()) == [b"another"], "it was there when the episode was made again"
    assert [each.change for each in made if isinstance(each, BuiltEpisode)] == ["new", "new"]
    assert b"another" not in [bench.folder.read(name) for name in names_of(bench)]


def test_what_an_episode_of_the_show_uses_is_not_withdrawn(bench: Bench, here: Here) -> None:
    with context(bench, here) as ctx:
        built = build([story(0), story(1)], bench.builder(), ctx)[0]
        assert isinstance(built, BuiltEpisode)
        there = names_of(bench)
        stat = bench.folder.stat(sound_file(built.episode))
        batch = _Batch(article_workers(here, bench.builder(), ctx.tell), ctx)
        batch._withdraw(MadeEpisode(events=(), built=built, stat=stat))  # noqa: SLF001 - no public call leads here at will
    assert names_of(bench) == there


class Leaky(SilenceEngine):
    """Fails, and repeats its key."""

    name = "leaky"
    caps = replace(SilenceEngine.caps, key="LOOPBACK_WORD")

    def speak(self, text: str, voice: Voice) -> Clip:
        raise BadInput(f"{os.environ['LOOPBACK_WORD']} is refused", "use another")


def test_a_key_is_masked_by_the_worker_that_knows_it(bench: Bench, here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOPBACK_WORD", "loopback-1234567890")
    monkeypatch.setattr(masking, "_kept", {})
    fallback = bench.builder(Leaky(), instead_of="leaky-voice")
    with context(bench, here) as ctx:
        made = build([story(0), story(1)], bench.builder(Leaky(), fallbacks=[fallback]), ctx)
    (replaced, _) = (event for event in bench.told if isinstance(event, VoiceReplaced))
    assert [replaced.what, str(made[0])] == ["*** is refused", "*** is refused"]


class Online(SilenceEngine):
    """A silent service."""

    name = "online"
    caps = replace(SilenceEngine.caps, offline=False)


def test_processes_do_not_call_services(bench: Bench, here: Here) -> None:
    assert article_workers(here, bench.builder(), bench.told.append).count == 2
    assert article_workers(here, bench.builder(Online()), bench.told.append).count == 0
    other = bench.builder(fallbacks=[bench.builder(Online())])
    assert article_workers(here, other, bench.told.append).count == 0


class Missing(Sequence[EpisodeBuilder]):
    """Fallbacks of which one is not installed."""

    def __len__(self) -> int:
        return 1

    def __getitem__(self, index: int) -> EpisodeBuilder:  # type: ignore[override] # slices are not asked for
        raise SettingsError("there is no such voice", "install it")


def test_a_fallback_that_is_missing_stops_nothing(bench: Bench, here: Here) -> None:
    assert article_workers(here, bench.builder(fallbacks=Missing()), bench.told.append).count == 0


def test_a_fallback_speaks_in_a_batch_too(bench: Bench, here: Here) -> None:
    builder = bench.builder(Picky(), fallbacks=[bench.builder(instead_of="picky-voice")])
    with context(bench, here) as ctx:
        made = build([story(0, BROKEN), story(1)], builder, ctx)
    names = [each.episode.voice.name for each in made if isinstance(each, BuiltEpisode)]
    assert names == ["silence-voice", "picky-voice"]


def test_an_error_comes_after_what_was_told_before_it(bench: Bench, here: Here) -> None:
    with context(bench, here) as ctx:
        made = build([story(0, BROKEN), story(1)], bench.builder(Picky()), ctx)
    assert isinstance(made[0], EngineError)
    assert [event.source for event in bench.told if isinstance(event, ScriptWritten)] == ["0.txt", "1.txt"]


class Set:
    """An event that is set."""

    def is_set(self) -> bool:
        return True


def test_a_job_for_which_nobody_waits_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_if_halted()
    monkeypatch.setattr(processes, "_halts", [Set()])
    with pytest.raises(Halted):
        refuse_if_halted()

"""No article takes the place of an unlike one, and every article finds its own episode again."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from tests.builders import STORY, Bench

from audionews.articles.likeness import are_versions, wording_of
from audionews.building.matching import NO_CHOICE, Choice, find_published
from audionews.building.scripting import plan_article
from audionews.building.stages import BuiltEpisode, build_episode
from audionews.errors import AmbiguousArticle
from audionews.model import Article, Episode

DAY = datetime(2024, 6, 20)  # noqa: DTZ001 - dates of articles are naive: in the show's zone
NEW = Choice(new=True)
PORT = (
    "افتتح وزير النقل الميناء الجديد صباح اليوم بحضور عدد كبير من الأهالي والعاملين في القطاع.",
    "ويستوعب الميناء خمسة وعشرين ألف حاوية في العام، بحسب بيان صدر عن الوزارة بعد الافتتاح.",
)
MATCH = (
    "فاز فريق المدينة على ضيفه بثلاثة أهداف مقابل هدف واحد في المباراة التي جرت مساء أمس على ملعبه.",
    "وسجل المهاجم الشاب هدفين في الشوط الثاني، ورفع فريقه إلى المركز الثالث في ترتيب الدوري.",
)
BIRDS = (
    "رصد باحثون في محمية الوادي أكثر من مئتي نوع من الطيور المهاجرة خلال فصل الربيع الماضي.",
    "وقال الباحثون إن عدد الأنواع تضاعف منذ أن أوقفت السلطات الصيد في المنطقة قبل عشر سنوات.",
)
BREAKING = "عاجل"


def story(body: tuple[str, ...] = PORT, headline: str = "من أخبار اليوم", **facts: Any) -> Article:  # noqa: ANN401 - fields by name
    return replace(STORY, headline=headline, body=body, date=DAY, **facts)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def built(bench: Bench, article: Article, choice: Choice = NO_CHOICE) -> BuiltEpisode:
    with bench.context() as ctx:
        done = build_episode(partial(plan_article, article), bench.builder(), replace(ctx, choice=choice))
    assert done
    return done


def refused(bench: Bench, article: Article) -> str:
    """Return the id of the episode that the article must not replace."""
    with pytest.raises(AmbiguousArticle) as error:
        built(bench, article)
    return error.value.episode_id


LINK = "https://example.org/news"


@pytest.mark.parametrize(
    "facts", [{}, {"source_id": "1"}, {"link": LINK}, {"link": "https://example.org/"}, {"source": "b.txt"}]
)
def test_three_unlike_articles_with_one_identity_are_three_episodes(bench: Bench, facts: dict[str, Any]) -> None:
    port, match, birds = (story(body, **facts) for body in (PORT, MATCH, BIRDS))
    first = built(bench, port)
    assert refused(bench, match) == first.episode.id
    second = built(bench, match, NEW)
    assert refused(bench, birds) in {first.episode.id, second.episode.id}
    third = built(bench, birds, NEW)
    episodes = {done.episode.id: done.episode.guid for done in (first, second, third)}
    assert len(set(episodes.values())) == len(episodes) == 3
    assert [done.change for done in (first, second, third)] == ["new"] * 3
    for choice in (NO_CHOICE, NEW):
        for article, known in ((port, first), (match, second), (birds, third)):
            again = built(bench, article, choice)
            assert (again.change, again.episode.id) == ("unchanged", known.episode.id)
    corrected = built(bench, replace(match, body=(f"{MATCH[0]} وحضرها ألف متفرج.", MATCH[1])))
    assert (corrected.change, corrected.episode.id) == ("corrected", second.episode.id)


def test_the_first_article_takes_its_own_guid_even_with_new(bench: Bench) -> None:
    first = built(bench, story(), NEW)
    assert built(bench, story()).episode == first.episode
    assert built(bench, story(headline="عنوان آخر", source="b.txt"), NEW).change == "new"


def test_a_version_is_another_article_if_the_user_says_so(bench: Bench) -> None:
    first = built(bench, story())
    again = story((PORT[0], f"{PORT[1]} وانتهى."))
    second = built(bench, again, NEW)
    assert (second.change, second.episode.id == first.episode.id) == ("new", False)
    assert built(bench, again).episode.id == second.episode.id
    assert built(bench, story()).episode.id == first.episode.id


def test_words_that_a_new_episode_had_before_its_correction_are_another_article_again(bench: Bench) -> None:
    built(bench, story())
    second = built(bench, story(MATCH), NEW)
    built(bench, story((f"{MATCH[0]} وحضرها ألف متفرج.", MATCH[1])))
    third = built(bench, story(MATCH), NEW)
    assert third.change == "new"
    assert third.episode.guid != second.episode.guid


def test_a_correction_that_the_user_names_may_change_everything(bench: Bench) -> None:
    first = built(bench, story())
    other = replace(story(MATCH, "عنوان آخر", source="b.txt"), date=datetime(2024, 6, 21))  # noqa: DTZ001 - as DAY
    corrected = built(bench, other, Choice(correct=first.episode.id))
    assert (corrected.change, corrected.episode.id) == ("corrected", first.episode.id)
    assert corrected.episode.guid == first.episode.guid
    assert corrected.episode.published == first.episode.published
    assert built(bench, other).change == "unchanged"
    assert refused(bench, story()) == first.episode.id


def test_the_same_text_with_an_id_of_its_own_is_bound_to_the_named_episode(bench: Bench) -> None:
    first = built(bench, story())
    with_id = story(source_id="77")
    bound = built(bench, with_id, Choice(correct=first.episode.id))
    assert (bound.change, bound.episode.source_id) == ("unchanged", "77")
    assert built(bench, story(BIRDS + PORT, "عنوان آخر", source_id="77")).episode.id == first.episode.id
    assert built(bench, with_id, Choice(correct=first.episode.id)).episode.id == first.episode.id


def test_an_unlike_article_is_not_taken_for_a_removed_one(bench: Bench) -> None:
    first = built(bench, story())
    with bench.context() as ctx:
        ctx.catalogue.mark_removed(first.episode.id, removed=True)
    assert refused(bench, story(MATCH)) == first.episode.id


def test_an_edition_is_never_taken_for_an_article(bench: Bench) -> None:
    first = built(bench, story())
    with bench.context() as ctx:
        ctx.catalogue.update(first.episode.id, 1, lambda _: replace(first.episode, stories=("a", "b")))
    second = built(bench, story(MATCH))
    assert second.change == "new"
    assert second.episode.guid != first.episode.guid


def test_episodes_of_earlier_versions_are_compared_by_their_text(bench: Bench) -> None:
    first = built(bench, story())
    with bench.context() as ctx:
        ctx.catalogue.update(first.episode.id, 1, lambda _: replace(first.episode, identity="", wording=""))
    assert built(bench, story()).change == "unchanged"
    assert built(bench, story(), NEW).change == "unchanged"
    assert refused(bench, story(MATCH)) == first.episode.id


def test_a_column_of_every_day_in_one_file_keeps_its_episodes(bench: Bench) -> None:
    line = "طقس {} معتدل في معظم المناطق، والرياح شمالية خفيفة إلى معتدلة، والبحر خفيف ارتفاع الموج."
    monday, tuesday = (
        replace(story((line.format(day), PORT[1]), f"طقس {day}"), date=datetime(2024, 6, number))  # noqa: DTZ001 - as DAY
        for day, number in (("الاثنين", 17), ("الثلاثاء", 18))
    )
    first = built(bench, monday)
    assert built(bench, tuesday).episode.id != first.episode.id
    moved = replace(monday, date=tuesday.date)
    assert built(bench, moved).episode.id == first.episode.id, "only its date was corrected"


def test_an_article_that_waited_is_found_by_its_file_whatever_its_day(bench: Bench) -> None:
    held = story(publish_at=datetime(2024, 6, 25, 8))  # noqa: DTZ001 - as DAY
    first = built(bench, held)
    corrected = replace(held, headline="عنوان مصحّح", body=(PORT[0], f"{PORT[1]} وانتهى."))
    assert built(bench, corrected).episode.id == first.episode.id


def test_texts_are_compared_with_few_episodes_only(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        built(bench, story((f"{number} {PORT[0]}", MATCH[number % 2])), NEW)
    monkeypatch.setattr("audionews.building.matching._MOST", 2)
    read: list[str] = []
    with bench.context() as ctx:
        of_catalogue = ctx.catalogue.episode

        def episode(name: str) -> Episode:
            read.append(name)
            return of_catalogue(name)

        monkeypatch.setattr(ctx.catalogue, "episode", episode)
        with pytest.raises(AmbiguousArticle):
            find_published(story(BIRDS), ctx.catalogue)
        assert len(read) == 2
        assert find_published(story((f"0 {PORT[0]}", MATCH[0])), ctx.catalogue), "its words are in the index"
        assert len(read) == 3


SENTENCE = "أعلنت وزارة النقل افتتاح الميناء الجديد في المدينة بعد ثلاث سنوات من العمل."
CARELESS = "اعلنت وزارةُ النقلِ إفتتاح الميناء الجديد في المدينه بعد ثلاث سنوات من العمل"
TELLING = "افتتاح ميناء المدينة الجديد"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((BREAKING, PORT), (BREAKING, PORT), True),
        ((BREAKING, PORT), ("عنوان آخر", PORT), True),
        ((BREAKING, PORT), (BREAKING, MATCH), False),
        ((BREAKING, PORT), (BREAKING, (*PORT, *MATCH)), True),
        ((BREAKING, (SENTENCE,)), (BREAKING, (SENTENCE, *BIRDS)), True),
        ((BREAKING, (SENTENCE,)), (BREAKING, (f"{SENTENCE} وحضره الوزير.",)), True),
        ((BREAKING, (SENTENCE,)), (BREAKING, ("فاز فريق المدينة بثلاثة أهداف في المدينة بعد ثلاث سنوات.",)), False),
        ((BREAKING, ("سجّل الفريق هدفه الأول.",)), (BREAKING, ("سجّل الفريق هدفه الثاني.",)), False),
        ((BREAKING, ("التفاصيل لاحقا",)), (BREAKING, PORT), False),
        ((TELLING, ("افتتح الوزير الميناء اليوم.",)), (TELLING, ("افتتح الوزير الميناء أمس.",)), True),
        ((TELLING, ("افتتح الوزير الميناء اليوم.",)), (TELLING, ("تأجل حفل كبير إلى الأسبوع المقبل.",)), False),
        ((BREAKING, (SENTENCE,)), (BREAKING, (CARELESS,)), True),
    ],
)
def test_texts_are_versions_of_one_article_or_not(
    one: tuple[str, tuple[str, ...]],
    other: tuple[str, tuple[str, ...]],
    same: bool,  # noqa: FBT001 - a column
) -> None:
    assert are_versions(wording_of(*one), wording_of(*other)) is same
    assert are_versions(wording_of(*other), wording_of(*one)) is same

"""An article that was published once is found again, and two articles never become one by mistake."""

import pickle
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from audionews.articles.likeness import likeness, wording_of
from audionews.building.identity import free_guid, new_guid, new_id, source_name
from audionews.building.matching import find_published, find_twin
from audionews.catalogue import Catalogue
from audionews.errors import AmbiguousArticle
from audionews.model import Article, Episode, Role, Segment, VoiceFacts
from audionews.stores.memory import MemoryStore

DAY = datetime(2024, 6, 20)  # noqa: DTZ001 - dates of articles are naive: in the show's zone
BODY = "قالت الوزارة في بيان لها إن الأعمال في الميناء ستنتهي قبل نهاية العام الجاري بحسب الخطة"
OTHER = "فاز الفريق في المباراة التي جرت مساء أمس على ملعب المدينة بثلاثة أهداف مقابل لا شيء"


def article(headline: str = "عنوان", body: str = BODY, **facts: Any) -> Article:  # noqa: ANN401 - fields by name
    return replace(Article(source="news/a.txt", headline=headline, body=(body,), date=DAY), **facts)


def episode(known: Article) -> Episode:
    published = datetime(2024, 6, 20, tzinfo=UTC)
    guid = new_guid(known)
    return Episode(
        id=new_id(guid, published),
        guid=guid,
        title=known.headline,
        published=published,
        updated=published,
        source=source_name(known),
        link=known.link,
        source_id=known.source_id,
        content="",
        voice=VoiceFacts(name="", engine="", engine_version=""),
        size=0,
        sha256="",
        rate=44_100,
        samples=0,
        bitrate=64,
        loudness=-16,
        segments=(
            Segment(role=Role.HEADLINE, text=known.headline),
            *(Segment(role=Role.BODY, text=text) for text in known.body),
        ),
        cues=(),
        chapters=(),
    )


def _given(new: Episode, _current: Episode | None) -> Episode:
    return new


def catalogue_of(*episodes: Episode) -> Catalogue:
    catalogue = Catalogue.open(MemoryStore())
    for each in episodes:
        catalogue.update(each.id, None, partial(_given, each))
    return catalogue


def is_found(new: Article, old: Article) -> bool:
    return (
        find_published(
            new, catalogue_of(episode(article(body=OTHER, headline="خبر آخر", source="b.txt")), episode(old))
        )
        is not None
    )


@pytest.mark.parametrize(
    "facts", [{"source_id": "42"}, {"link": "https://example.org/a"}, {"date": DAY}, {"date": None}]
)
def test_the_same_article_is_found(facts: dict[str, Any]) -> None:
    assert is_found(article(**facts), article(**facts))


def test_an_id_of_the_newsroom_outlives_corrections_of_everything_else() -> None:
    more = f"{BODY}. وأضافت أن ثلاث سفن ستصل في الأسبوع الأول."
    assert is_found(article("عنوان آخر", more, source_id="42", date=None), article(source_id="42"))


@pytest.mark.parametrize("facts", [{"source_id": "42"}, {"link": "https://example.org/a"}, {}])
@pytest.mark.parametrize("headline", ["عنوان", "عنوان آخر"])
def test_an_unlike_text_is_refused_whatever_it_shares(facts: dict[str, Any], headline: str) -> None:
    if not facts and headline != "عنوان":
        return
    old = episode(article(**facts))
    with pytest.raises(AmbiguousArticle) as refused:
        find_published(article(headline, OTHER, **facts, source="b.txt"), catalogue_of(old))
    assert refused.value.episode_id == old.id
    assert "b.txt and a.txt" in refused.value.message
    assert f"--correct {old.id}" in refused.value.remedy
    assert "--new" in refused.value.remedy
    assert pickle.loads(pickle.dumps(refused.value)).episode_id == old.id  # noqa: S301 - our own bytes


def test_a_corrected_headline_is_found_by_its_file_and_text() -> None:
    assert is_found(article("عنوان مصحّح"), article())


def test_another_story_in_a_file_of_the_same_name_is_new() -> None:
    assert not is_found(article("عنوان مصحّح", OTHER), article())


def test_a_new_id_of_the_newsroom_is_a_new_article() -> None:
    assert not is_found(article(source_id="43"), article(source_id="42"))


def test_a_daily_column_without_a_date_is_new_when_its_text_is() -> None:
    old = article(date=None, source="-")
    assert not is_found(article(body=OTHER, date=None, source="-"), old)
    assert is_found(article(body=BODY + " وأضافت", date=None, source="-"), old)


def test_standard_input_has_no_name() -> None:
    assert source_name(article(source="-")) == ""
    assert source_name(article(source="C:\\news\\a.txt")) == "a.txt"
    assert not is_found(article("عنوان مصحّح", source="-"), article(source="-"))


def test_ids_are_ascii_and_pinned() -> None:
    guid = new_guid(article())
    assert guid == "urn:uuid:5521b8d6-cb9c-5eec-a9e9-5b333cf45fe6"
    assert new_id(guid, datetime(2024, 6, 20, tzinfo=UTC)) == "2024-06-20-bd09b9e5"


def test_likeness_goes_from_0_to_1() -> None:
    one = wording_of("", [BODY])
    assert likeness(one, one) == 1
    assert likeness(one, wording_of("", [OTHER])) == 0
    assert likeness(wording_of("", []), wording_of("", [])) == 1
    assert 0.5 < likeness(one, wording_of("", [BODY + " وأضافت"])) < 1


def test_the_same_headline_in_another_file_with_a_date_of_its_own_is_another_article() -> None:
    old = article(source="monday.txt")
    assert not is_found(article(source="tuesday.txt", date=datetime(2024, 6, 21)), old)  # noqa: DTZ001 - naive, as DAY


def test_an_article_with_the_link_of_an_episode_is_that_one_if_the_texts_are_alike() -> None:
    link = "https://example.org/a"
    old = article(source_id="tag:1", link=link)
    for new in (
        article(link=link),
        article(source_id="urn:2", link=link),
        article("عنوان آخر", link=link),
        article(link="http://www.example.org/a/?utm_source=telegram#top"),
    ):
        assert is_found(new, old)
    assert not is_found(article("عنوان آخر", OTHER, source_id="urn:2", link=link), old)
    assert not is_found(article(link=f"{link}b"), old)


def test_an_episode_of_another_source_with_headline_and_text_is_a_twin() -> None:
    old = episode(article(source_id="1"))
    catalogue = catalogue_of(old)
    found = find_twin(article(), catalogue, "")
    assert found
    assert found.id == old.id
    assert find_twin(article(), catalogue, old.id) is None
    assert find_twin(article(body=OTHER), catalogue, "") is None
    assert find_twin(article("عنوان آخر"), catalogue, "") is None
    assert find_twin(article(), catalogue_of(replace(old, removed=True)), "") is None
    assert find_twin(article(), catalogue_of(replace(old, stories=("a", "b"))), "") is None


def test_the_front_page_of_a_site_is_no_identity() -> None:
    home = "https://example.org/"
    assert not is_found(article("عنوان آخر", OTHER, link=home), article(link=home))
    assert new_guid(article(link=home)) == new_guid(article())


def test_an_id_that_an_episode_has_is_not_given_again() -> None:
    old = episode(article())
    published = datetime(2024, 6, 20, tzinfo=UTC)
    catalogue = catalogue_of(old)
    assert new_id(old.guid, published) == old.id
    assert new_id(old.guid, published, catalogue)[11:] == "d09b9e5" + new_id(old.guid, published, catalogue)[-1]


def test_a_guid_that_an_episode_has_is_not_given_again() -> None:
    known = article()
    assert free_guid(known, catalogue_of()) == new_guid(known)
    first = replace(episode(known), guid=new_guid(known))
    second = free_guid(known, catalogue_of(first))
    third = free_guid(known, catalogue_of(first, replace(first, id="2024-06-20-00000000", guid=second)))
    assert len({new_guid(known), second, third}) == 3

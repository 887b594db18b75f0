"""Corrections, other articles, and dates, through the command line: nothing takes the place of another unasked."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from tests.pasted import Result

import audionews
from audionews import Article, BuildRequest, Settings, Show
from audionews.errors import AmbiguousArticle, UsageError

Run = Callable[..., Result]
PORT = "افتتح وزير النقل الميناء الجديد صباح اليوم بحضور عدد كبير من الأهالي والعاملين، وقال إنه يستوعب ألف سفينة."
MATCH = "فاز فريق المدينة على ضيفه بثلاثة أهداف مقابل هدف واحد في المباراة التي جرت مساء أمس، وصعد إلى المركز الثالث."
BIRDS = "رصد باحثون في محمية الوادي أكثر من مئتي نوع من الطيور المهاجرة خلال الربيع الماضي، وقالوا إن عددها تضاعف."
NOTE = "صُحّح عدد السفن."


@pytest.fixture
def build(audionews: Run) -> Run:
    """Build articles silently and return what was told."""

    def call(*arguments: str) -> Result:
        return audionews("build", *arguments, "--voice", "silence", "--json")

    return call


def write(name: str, body: str, headline: str = "من أخبار اليوم", date: str = "20 يونيو 2024", top: str = "") -> str:
    Path(name).write_text(f"{top}{headline}\n\n{date}\n\n{body}\n", "utf-8")
    return name


def written(result: Result) -> tuple[str, str]:
    (event,) = result.named("episode_written")
    return event["id"], event["change"]


def sidecar(episode_id: str) -> dict[str, Any]:
    known: dict[str, Any] = json.loads(Path(f"output/episodes/{episode_id}.json").read_text("utf-8"))
    return known


def items() -> list[ET.Element]:
    return ET.parse("output/feed.xml").getroot().findall("channel/item")  # noqa: S314 - our own feed


def test_the_same_headline_and_date_with_an_unlike_text_is_refused_and_the_others_go_on(build: Run) -> None:
    first, _ = written(build(write("a.txt", PORT)))
    sound = Path(f"output/episodes/{first}.mp3").read_bytes()
    alone = build(write("b.txt", MATCH))
    assert alone.code == 65
    (failed,) = alone.named("article_failed")
    assert (failed["source"], failed["code"]) == ("b.txt", 65)
    assert "b.txt and a.txt" in failed["what"]
    assert failed["remedy"].startswith(f"--correct {first} ")
    assert "--new" in failed["remedy"]
    both = build("b.txt", write("c.txt", BIRDS, "طيور الوادي"))
    assert both.code == 1
    assert written(both)[1] == "new"
    assert Path(f"output/episodes/{first}.mp3").read_bytes() == sound


def test_new_makes_an_episode_of_its_own_that_is_found_again(build: Run) -> None:
    first, _ = written(build(write("a.txt", PORT)))
    second, change = written(build(write("b.txt", MATCH), "--new"))
    assert (change, second == first) == ("new", False)
    assert sidecar(first)["guid"] != sidecar(second)["guid"]
    assert written(build("b.txt", "--new")) == (second, "unchanged")
    assert written(build("b.txt")) == (second, "unchanged")
    assert written(build("a.txt", "--new")) == (first, "unchanged")
    Path("output/.audionews/catalogue.sqlite").unlink()
    assert written(build("b.txt", "--new")) == (second, "unchanged")
    assert len(items()) == 2


def test_articles_with_one_identity_in_one_run_are_refused_or_all_new(build: Run) -> None:
    names = [write(f"{number}.txt", body) for number, body in enumerate((PORT, MATCH, BIRDS))]
    refused = build(*names)
    assert refused.code == 1
    assert [event["source"] for event in refused.named("article_failed")] == names[1:]
    made = build(*names, "--new")
    assert (made.code, [event["change"] for event in made.named("episode_written")]) == (0, ["unchanged", "new", "new"])
    assert build(*names).code == 0
    assert len(items()) == 3


def test_a_site_whose_pages_name_one_address_loses_no_article(build: Run) -> None:
    page = (
        '<html lang="ar"><head><title>{0}</title><link rel="canonical" href="{2}"><meta property="og:type" '
        'content="article"></head><body><article><h1>{0}</h1><p>{1}</p><p>{1} وانتهى.</p></article></body></html>'
    )
    for canonical, code in (("https://example.org/", 0), ("https://example.org/news", 1)):
        for name, body in (("port", PORT), ("match", MATCH)):
            Path(f"{name}.html").write_text(page.format(f"عنوان خبر عن {body[:20]}", body, canonical), "utf-8")
        result = build("port.html", "match.html", "--out", canonical[-4:].strip("/"))
        assert result.code == code, result.out


def test_correct_names_the_episode_whatever_has_changed(build: Run) -> None:
    first, _ = written(build(write("a.txt", PORT)))
    before = sidecar(first)
    write("b.txt", MATCH, "نتيجة المباراة", "19 يونيو 2024")
    done = build("b.txt", "--correct", first[:12], "--note", NOTE)
    assert written(done) == (first, "corrected")
    after = sidecar(first)
    assert [after[key] for key in ("guid", "published")] == [before[key] for key in ("guid", "published")]
    assert written(build("b.txt")) == (first, "unchanged")
    assert build("a.txt").code == 65
    (item,) = items()
    assert item.findtext("title") == "نتيجة المباراة"
    assert NOTE in (item.findtext("description") or "")


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (("--correct", "2019"), "there is no episode 2019"),
        (("--correct", "20", "--new"), "contradict each other"),
        (("--note", "ص" * 501), "the note has 501 characters"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_built(
    build: Run, audionews: Run, options: tuple[str, ...], what: str
) -> None:
    build(write("a.txt", PORT))
    result = audionews("build", write("b.txt", MATCH, "عنوان آخر"), "--voice", "silence", *options)
    assert result.code == 2
    assert what in result.err
    assert len(items()) == 1


@pytest.mark.parametrize("option", ["--correct", "--note"])
def test_what_is_for_one_article_is_refused_for_several(build: Run, audionews: Run, option: str) -> None:
    first, _ = written(build(write("a.txt", PORT)))
    write("b.txt", MATCH, "عنوان آخر")
    value = first if option == "--correct" else NOTE
    result = audionews("build", "a.txt", "b.txt", "--voice", "silence", option, value)
    assert (result.code, len(items())) == (2, 1)
    assert f"{option} is for one article, and there are several: a.txt, b.txt" in result.err
    assert sidecar(first)["corrections"] == []
    assert build("a.txt", "b.txt", option, value, "--dry-run").code == 2


def test_an_edition_is_corrected_by_making_it_again(build: Run, audionews: Run) -> None:
    build(write("a.txt", PORT))
    audionews("edition", "--voice", "silence")
    edition = next(one for one in audionews("list", "--json").events if one["title"] != "من أخبار اليوم")
    result = audionews("build", "a.txt", "--voice", "silence", "--correct", edition["id"])
    assert result.code == 2
    assert "is an edition" in result.err


def test_an_unlike_edition_of_the_day_needs_a_title_of_its_own(build: Run, audionews: Run) -> None:
    first, _ = written(build(write("a.txt", PORT)))
    second, _ = written(build(write("b.txt", MATCH, "عنوان آخر")))
    assert audionews("edition", first, "--voice", "silence").code == 0
    refused = audionews("edition", second, "--voice", "silence")
    assert refused.code == 2
    assert "--title" in refused.err
    for _ in range(2):
        assert audionews("edition", second, "--title", "نشرة المساء", "--voice", "silence").code == 0
    assert len(items()) == 4
    assert audionews("edition", first, "--title", "نشرة المساء", "--voice", "silence").code == 0
    assert audionews("edition", "--voice", "silence").code == 0, "the whole day has the episodes of the first one"
    assert len(items()) == 4


def test_a_dry_run_tells_what_would_be_refused(build: Run) -> None:
    build(write("a.txt", PORT))
    result = build(write("b.txt", MATCH), "--dry-run")
    assert (result.code, len(result.named("article_failed"))) == (65, 1)
    assert [event["change"] for event in build("b.txt", "--dry-run", "--new").named("build_planned")] == ["new"]


def test_a_dry_run_tells_which_articles_of_it_would_be_one_episode(build: Run) -> None:
    names = write("a.txt", PORT), write("b.txt", MATCH), write("c.txt", PORT)
    result = build(*names, "--dry-run")
    assert result.code == 1
    assert [event["source"] for event in result.named("article_failed")] == ["b.txt"]
    assert build(*names, "--dry-run", "--new").code == 0


def test_the_library_has_the_same() -> None:
    show = Show.open("output", Settings(voice="silence"))
    day = datetime(2024, 6, 20, tzinfo=UTC)
    port, match = (Article(source="cms", headline="من أخبار اليوم", body=(body,), date=day) for body in (PORT, MATCH))
    (first,) = show.build([port]).episodes
    (failed,) = show.build([match]).failures
    assert isinstance(failed.error, AmbiguousArticle)
    assert failed.error.episode_id == first.episode.id
    (second,) = show.build([match], BuildRequest(new=True)).episodes
    assert second.episode.id != first.episode.id
    request = BuildRequest(correct=first.episode.id, note=NOTE)
    birds = Article(source="cms", headline="طيور", body=(BIRDS,))
    (corrected,) = show.build([birds], request).episodes
    assert (corrected.episode.id, corrected.episode.corrections[-1].note) == (first.episode.id, NOTE)
    with pytest.raises(UsageError, match="several"):
        show.build([port, match], request)
    assert audionews.errors.AmbiguousArticle is AmbiguousArticle


def test_a_note_in_the_front_matter_is_on_the_page_and_in_the_feed(build: Run) -> None:
    top = "---\ndate: 2024-06-20\n{}---\n"
    first, _ = written(build(write("a.md", PORT, date="", top=top.format(""))))
    write("a.md", PORT.replace("ألف سفينة", "مئة سفينة"), date="", top=top.format(f"correction: {NOTE}\n"))
    assert written(build("a.md")) == (first, "corrected")
    page = Path(f"output/episodes/{first}.html").read_text("utf-8")
    assert "تصويبات" in page
    assert f"</time>: {NOTE}" in page
    assert '"correction":' in page.replace(" ", "")
    assert f"صُحّحت هذه الحلقة في الخميس 20 يونيو 2024: {NOTE}" in (items()[0].findtext("description") or "")
    assert sidecar(first)["corrections"] == [{"date": "2024-06-20T19:13:20+03:00", "note": NOTE}]


def test_a_bare_correction_is_not_shown_until_its_note_comes(build: Run) -> None:
    first, _ = written(build(write("a.txt", PORT)))
    write("a.txt", PORT.replace("ألف سفينة", "مئة سفينة"))
    assert written(build("a.txt")) == (first, "corrected")
    page = Path(f"output/episodes/{first}.html")
    assert "تصويبات" not in page.read_text("utf-8")
    assert "صُحّح" not in (items()[0].findtext("description") or "")
    assert written(build("a.txt", "--note", NOTE)) == (first, "corrected")
    assert NOTE in page.read_text("utf-8")
    assert NOTE in (items()[0].findtext("description") or "")
    assert written(build("a.txt", "--note", NOTE)) == (first, "unchanged")


def test_a_note_of_a_new_episode_is_told_and_asked_about(build: Run) -> None:
    result = build(write("a.txt", PORT), "--note", NOTE)
    assert any("--correct ID" in event["text"] for event in result.named("noticed"))
    assert f"تصويب من الناشر: {NOTE}" in (items()[0].findtext("description") or "")


def test_six_articles_of_a_day_are_filed_under_it_in_their_order(build: Run) -> None:
    names = [write(f"{number}.txt", f"{body} {number}", f"خبر رقم {number}") for number, body in enumerate([PORT] * 6)]
    assert build(*names).code == 0
    titles = [item.findtext("title") for item in items()]
    assert titles == [f"خبر رقم {number}" for number in reversed(range(6))]
    moments = [parsedate_to_datetime(item.findtext("pubDate") or "") for item in items()]
    assert moments == sorted(set(moments), reverse=True)
    for zone in range(-12, 12):
        assert {(each.astimezone(UTC) + timedelta(hours=zone)).date().isoformat() for each in moments} == {"2024-06-20"}


def test_an_article_that_is_dated_ahead_waits_and_is_told_about(build: Run, audionews: Run) -> None:
    day = (datetime.now(UTC) + timedelta(days=9)).date()
    result = build(write("a.txt", PORT, date=f"{day:%d/%m/%Y}"))
    assert result.code == 0
    assert result.named("episode_written")[0]["publish_at"] == f"{day}T15:00:00+03:00"
    assert any("is dated ahead" in event["text"] for event in result.named("noticed"))
    assert items() == []
    assert [one["state"] for one in audionews("list", "--json").events] == ["waiting"]
    assert written(build("a.txt", "--date", "2024-06-19"))[1] == "remade"
    assert len(items()) == 1


@pytest.mark.parametrize("year", [2036, 2062])
def test_an_article_that_is_dated_years_ahead_is_refused(build: Run, audionews: Run, year: int) -> None:
    name = write("a.txt", PORT, date=f"20 يونيو {year}")
    result = audionews("build", name, "--voice", "silence")
    assert result.code == 65
    assert f"a.txt is dated {year}-06-20, more than a month ahead" in result.err
    assert "--date" in result.err
    assert build(name, "--date", "2024-06-19").code == 0

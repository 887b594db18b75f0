"""What an editor meets on a day: the same story from several sources, embargoes, take-downs, names in messages."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from tests.pasted import Result
from tests.web_sites import PRIVATE, Reply, Site, site
from tests.wires import HEADLINE, PARAGRAPHS, in_html

from audionews import Article, Settings, Show
from audionews.app import read_inputs
from audionews.errors import NotAnArticle, UsageError, Withheld
from audionews.model import Blob, Failed, Known, Precision, Status
from audionews.model.events import ignore

Run: TypeAlias = Callable[..., Result]
LINK = "https://example.org/park"
BODY = "\n\n".join(PARAGRAPHS)
SILENCE = ("--voice", "silence")


def page(link: str, headline: str = HEADLINE) -> str:
    return (
        f'<!doctype html><html lang="ar"><head><title>{headline}</title><link rel="canonical" href="{link}">'
        f'<meta property="og:type" content="article"></head><body><article><h1>{headline}</h1>{in_html()}</article>'
    )


def wire(status: str = "usable") -> str:
    return json.dumps(
        {
            "uri": "urn:wire:1",
            "type": "text",
            "language": "ar",
            "pubstatus": status,
            "versioncreated": "2024-06-20T17:45:00+03:00",
            "headline": HEADLINE,
            "body_html": in_html(),
        },
        ensure_ascii=False,
    )


def feed(*items: tuple[str, str, str]) -> bytes:
    listed = "".join(
        f"<item><title>{headline}</title><link>{link}</link><guid isPermaLink='false'>{guid}</guid>"
        f"<content:encoded><![CDATA[{in_html()}]]></content:encoded></item>"
        for headline, link, guid in items
    )
    content = "http://purl.org/rss/1.0/modules/content/"
    return f"<rss version='2.0' xmlns:content='{content}'><channel>{listed}</channel></rss>".encode()


@pytest.fixture
def newspaper(socket_enabled: None) -> Iterator[Site]:  # noqa: ARG001 - opens the loopback
    with site(PRIVATE) as found:
        yield found


def ids(run: Result) -> list[str]:
    return [Path(line).stem for line in run.out.splitlines() if line.endswith(".mp3")]


def test_articles_of_a_feed_are_called_by_their_links(audionews: Run, newspaper: Site) -> None:
    newspaper.pages["/feed"] = Reply(feed((HEADLINE, LINK, "1"), (f"{HEADLINE} مرتين", f"{LINK}/2", "2")))
    run = audionews("build", newspaper.at("/feed", PRIVATE), "--allow-private", "--json", *SILENCE)
    read = run.named("article_read")
    assert run.code == 0
    assert [event["source"] for event in read] == [event["link"] for event in read] == [LINK, f"{LINK}/2"]
    assert {event["name"] for event in read} == {newspaper.at("/feed", PRIVATE)}


def test_one_article_of_a_file_is_read_by_the_name_that_messages_give_it(audionews: Run) -> None:
    lines = [json.dumps({"headline": f"{HEADLINE} {number}", "body": list(PARAGRAPHS)}) for number in range(3)]
    Path("news.jsonl").write_text("\n".join(lines), "utf-8")
    (found,) = audionews("inspect", "news.jsonl#2", "--json").events
    assert found["headline"] == f"{HEADLINE} 1"
    run = audionews("inspect", "news.jsonl#4")
    assert (run.code, run.out) == (2, "")
    assert "there is no news.jsonl#4" in run.err
    Path("a#2").write_text(f"{HEADLINE}\n\n{BODY}", "utf-8")
    assert audionews("inspect", "a#2").code == 0


def test_an_article_is_the_same_episode_from_its_feed_its_page_and_a_text_with_its_link(
    audionews: Run, newspaper: Site
) -> None:
    newspaper.pages["/feed"] = Reply(feed((HEADLINE, LINK, "tag:1")))
    Path("page.html").write_text(page(LINK), "utf-8")
    Path("text.txt").write_text(f"رابط: {LINK}\n{HEADLINE}\n\n{BODY}", "utf-8")
    (known,) = ids(audionews("build", newspaper.at("/feed", PRIVATE), "--allow-private", *SILENCE))
    assert ids(audionews("build", "page.html", *SILENCE)) == [known]
    assert ids(audionews("build", "text.txt", *SILENCE)) == [known]
    assert len(audionews("list", "--json").events) == 1
    assert f"<link>{LINK}</link>" in Path("output/feed.xml").read_text("utf-8")
    assert f'href="{LINK}"' in Path(f"output/episodes/{known}.html").read_text("utf-8")


def test_a_careless_feed_with_one_link_for_all_makes_no_article_disappear(audionews: Run, newspaper: Site) -> None:
    other = "\n".join(
        f"<p>فاز الفريق في المباراة رقم {number} التي جرت مساء أمس على ملعب المدينة.</p>" * 4 for number in "12"
    )
    rss = feed((HEADLINE, LINK, "1"), ("فوز الفريق في مباراتين", LINK, "2")).decode()
    first, _, second = rss.rpartition(in_html())
    newspaper.pages["/feed"] = Reply(f"{first}{other}{second}".encode())
    run = audionews("build", newspaper.at("/feed", PRIVATE), "--allow-private", *SILENCE)
    assert len(set(ids(run))) == 2


def test_a_page_whose_canonical_address_is_the_front_page_has_its_own(audionews: Run, newspaper: Site) -> None:
    home, found = newspaper.at("/", PRIVATE), newspaper.at("/park", PRIVATE)
    newspaper.pages["/park"] = Reply(page(home).encode(), headers={"Content-Type": "text/html; charset=utf-8"})
    (read,) = audionews("inspect", found, "--allow-private", "--json").events
    assert read["link"] == found


@pytest.mark.parametrize(
    ("options", "remedy"),
    [(("--link", LINK), f"--link {LINK}"), (("--id", "7"), "--id 7"), ((), "audionews remove 2024-06-20")],
)
def test_the_same_story_from_another_source_is_told(audionews: Run, options: tuple[str, ...], remedy: str) -> None:
    Path("a.txt").write_text(f"{HEADLINE}\n\n20 يونيو 2024\n\n{BODY}", "utf-8")
    Path("b.txt").write_text(f"{HEADLINE}\n\n21 يونيو 2024\n\n{BODY}", "utf-8")
    first = audionews("build", "a.txt", *options, *SILENCE)
    assert "says the same" not in first.err
    planned = audionews("build", "b.txt", "--dry-run", *SILENCE)
    built = audionews("build", "b.txt", *SILENCE)
    for run in (planned, built):
        assert f"b.txt: says the same as {ids(first)[0]}, but is an episode of its own; to " in run.err
        assert remedy in run.err
    assert "says the same" not in audionews("build", "a.txt", "b.txt", *SILENCE).err


def test_an_embargoed_article_is_built_and_waits(audionews: Run) -> None:
    Path("a.txt").write_text(f"محظور النشر حتى 24 نوفمبر 2030 الساعة 18:00\n{HEADLINE}\n\n{BODY}", "utf-8")
    planned = audionews("build", "a.txt", "--dry-run", *SILENCE)
    run = audionews("build", "a.txt", *SILENCE)
    for told in (planned.out, run.err):
        assert "not public before 2030-11-24 18:00+03:00" in told
    assert HEADLINE in planned.err
    assert "waiting until 2030-11-24 18:00+03:00" in audionews("list").out
    assert "<item>" not in Path("output/feed.xml").read_text("utf-8")
    (written,) = audionews("build", "a.txt", "--json", *SILENCE).named("episode_written")
    assert written["publish_at"] == "2030-11-24T18:00:00+03:00"


def test_a_canceled_article_names_the_episode_to_take_down(audionews: Run) -> None:
    for status in ("usable", "canceled", "withheld"):
        Path(f"{status}.json").write_text(wire(status), "utf-8")
    run = audionews("build", "canceled.json", "withheld.json", *SILENCE)
    assert run.code == 65
    assert run.err.count("it has no episode in this show") == 2
    (known,) = ids(audionews("build", "usable.json", *SILENCE))
    run = audionews("build", "canceled.json", *SILENCE)
    assert "is marked canceled by the newsroom" in run.err
    assert f"try: audionews remove {known}, to take its episode down" in run.err
    kill = json.loads(wire("canceled")) | {
        "headline": "إلغاء خبر",
        "body_html": "<p>يرجى عدم استعمال الخبر.</p>",
    }
    Path("kill.json").write_text(json.dumps(kill, ensure_ascii=False), "utf-8")
    assert f"try: audionews remove {known}, if that is its episode" in audionews("build", "kill.json", *SILENCE).err
    audionews("remove", known)
    assert f"its episode {known} is removed already" in audionews("build", "canceled.json", *SILENCE).err


def test_inspect_shows_an_article_that_the_newsroom_withholds(audionews: Run) -> None:
    Path("a.json").write_text(wire("withheld"), "utf-8")
    run = audionews("inspect", "a.json")
    assert run.code == 65
    assert PARAGRAPHS[0] in run.out
    assert "status            withheld" in run.out
    (found,) = audionews("inspect", "a.json", "--json").events
    assert (found["status"], len(found["lines"])) == ("withheld", 6)


def test_an_article_value_that_is_canceled_is_not_built() -> None:
    story = Article(source="cms", headline=HEADLINE, body=PARAGRAPHS, status=Status.CANCELED)
    result = Show.open("output", Settings(voice="silence")).build([story])
    assert [type(failed.error) for failed in result.failures] == [Withheld]


def test_inspect_shows_the_facts_that_no_line_says(audionews: Run) -> None:
    Path("page.html").write_text(page(LINK), "utf-8")
    run = audionews("inspect", "page.html")
    assert f"headline          {HEADLINE}\n" in run.out
    assert "date              not known: the episode gets that of its build\n" in run.out
    assert f"link              {LINK}\n" in run.out


def test_inspect_counts_the_articles_and_leaves_blank_lines_to_json(audionews: Run) -> None:
    Path("a.txt").write_text(f"{HEADLINE}\n\n{BODY}", "utf-8")
    run = audionews("inspect", "a.txt", "missing.txt")
    assert "1 of 2 articles can be built" in run.err
    assert "blank" not in run.out
    assert "missing.txt\n" not in run.out
    (found,) = audionews("inspect", "a.txt", "--json").events
    assert "blank" in {line["reason"] for line in found["lines"]}


def test_the_path_of_the_report_is_an_object_among_objects(audionews: Run) -> None:
    Path("a.txt").write_text(f"{HEADLINE}\n\n{BODY}", "utf-8")
    found, report = audionews("inspect", "a.txt", "--json", "--html", "report.html").events
    assert (found["headline"], report) == (HEADLINE, {"report": "report.html"})


def test_files_of_other_kinds_in_a_folder_are_named(audionews: Run) -> None:
    folder = Path("news")
    folder.mkdir()
    (folder / "a.txt").write_text(f"{HEADLINE}\n\n{BODY}", "utf-8")
    for number in range(6):
        (folder / f"{number}.jpg").write_bytes(b"\xff\xd8")
    run = audionews("build", "news", *SILENCE)
    assert run.code == 0
    assert "news: 6 other files are left out, no reader takes them: 0.jpg, 1.jpg, 2.jpg, 3.jpg, 4.jpg, ...\n" in run.err
    (folder / "5.jpg").unlink()
    assert "4.jpg\n" in audionews("inspect", "news").err


def test_an_address_without_its_scheme_is_told_from_a_file(audionews: Run) -> None:
    for name in ("example.org/park", "www.example.org"):
        assert f"try: for a page of the web, write https://{name}" in audionews("inspect", name).err
    for name in ("news/today.txt", "today.txt"):
        assert "try: check the name and its permissions" in audionews("inspect", name).err


def test_a_pattern_that_finds_nothing_is_told_from_an_empty_folder(audionews: Run) -> None:
    Path("empty").mkdir()
    assert "try: check the pattern" in audionews("inspect", "*.txt").err
    assert "try: put articles there, as files ending in .atom " in audionews("inspect", "empty").err


@pytest.mark.parametrize("link", ["example.org/park", "javascript:alert(1)", "https://"])
def test_a_link_that_is_none_is_refused(audionews: Run, link: str) -> None:
    run = audionews("build", "a.txt", "--link", link)
    assert (run.code, run.out) == (2, "")
    assert f"{link} is no address of a page" in run.err


def test_standard_input_is_called_so(process: Run) -> None:
    run = process("build", "-", *SILENCE, stdin=f"{HEADLINE}\n\n{BODY}".encode())
    assert run.err.startswith("standard input: new, ")
    run = process("inspect", "-")
    assert (run.code, run.err.splitlines()[0]) == (65, "audionews: standard input is empty")


def test_scripts_of_several_articles_go_on_after_one_that_cannot_be_read(audionews: Run) -> None:
    for name, text in {"a.txt": f"{HEADLINE}\n\n{BODY}", "b.txt": "", "c.txt": f"خبر آخر من المرسى\n\n{BODY}"}.items():
        Path("news").mkdir(exist_ok=True)
        Path("news", name).write_text(text, "utf-8")
    run = audionews("script", "news", "--line", "1", *SILENCE)
    assert run.code == 1
    assert run.out.count("  written  ") == 2
    assert "audionews: news/b.txt is empty" in run.err
    run = audionews("-vv", "script", "news/b.txt", "--wav", "b.wav", *SILENCE)
    assert (run.code, "Traceback" in run.err, Path("b.wav").exists()) == (65, True, False)


def test_a_build_tells_tracebacks_when_asked(audionews: Run) -> None:
    assert "Traceback" not in audionews("build", "missing.txt", *SILENCE).err
    assert "Traceback" in audionews("-vv", "build", "missing.txt", *SILENCE).err


def test_a_show_without_sections_says_where_to_name_one(audionews: Run) -> None:
    assert (
        "try: name it (sections of [show] in audionews.toml)" in audionews("build", "a.txt", "--section", "رياضة").err
    )


@pytest.mark.parametrize(
    ("given", "date", "precision"),
    [
        ("2024-06-20", "2024-06-20T00:00:00", "day"),
        ("2024-06-20T00:00", "2024-06-20T00:00:00", "minute"),
        ("2024-06-20T00:00+03:00", "2024-06-20T00:00:00+03:00", "minute"),
    ],
)
def test_a_given_day_is_told_from_midnight(audionews: Run, given: str, date: str, precision: str) -> None:
    Path("a.txt").write_text(f"{HEADLINE}\n\n{BODY}", "utf-8")
    (found,) = audionews("inspect", "a.txt", "--date", given, "--json").events
    assert (found["date"], found["date_precision"], found["date_source"]) == (date, precision, "user")


@pytest.mark.parametrize(
    ("date", "precision", "published"),
    [
        (datetime(2024, 6, 20, 22, 30, tzinfo=UTC), Precision.MINUTE, "2024-06-21T01:30:00+03:00"),
        (datetime(2024, 6, 20, tzinfo=UTC), Precision.DAY, "2024-06-20T15:00:00+03:00"),
        (datetime(2024, 6, 20), Precision.DAY, "2024-06-20T15:00:00+03:00"),  # noqa: DTZ001 - in the show's zone
    ],
)
def test_the_day_of_an_episode_is_that_of_the_show(date: datetime, precision: Precision, published: str) -> None:
    story = Article(source="cms", headline=HEADLINE, body=PARAGRAPHS, date=date, date_precision=precision)
    (built,) = Show.open("output", Settings(voice="silence")).build([story]).episodes
    assert built.episode.published.isoformat() == published
    assert built.episode.id.startswith(published[:10])


def test_an_embargo_ends_in_the_zone_of_the_show() -> None:
    story = Article(source="cms", headline=HEADLINE, body=PARAGRAPHS, publish_at=datetime(2030, 1, 1, 22, tzinfo=UTC))
    (built,) = Show.open("output", Settings(voice="silence")).build([story]).episodes
    assert built.episode.publish_at
    assert built.episode.publish_at.isoformat() == "2030-01-02T01:00:00+03:00"


def read(*inputs: Any) -> list[Article | Failed]:  # noqa: ANN401 - wrong types too
    return [each.found for each in read_inputs(inputs, Known(), Settings(), ignore, allow_private=True)]


def test_blobs_and_bytes_are_inputs_and_other_values_are_none() -> None:
    content = f"{HEADLINE}\n\n{BODY}".encode()
    assert [each.source for each in read(Blob(content=content, name="a.txt"), content)] == ["a.txt", "-"]
    with pytest.raises(UsageError, match="the type int"):
        read(7)


def test_lists_that_lead_to_lists_end(newspaper: Site) -> None:
    for number in range(9):
        item = f"<item><title>{HEADLINE}</title><link>{newspaper.at(f'/{number + 1}', PRIVATE)}</link></item>"
        newspaper.pages[f"/{number}"] = Reply(f"<rss version='2.0'><channel>{item}</channel></rss>".encode())
    (found,) = read(newspaper.at("/0", PRIVATE))
    assert isinstance(found, Failed)
    assert isinstance(found.error, NotAnArticle)
    assert newspaper.asked == ["/robots.txt", "/0", "/1", "/2"]


@pytest.mark.parametrize("address", ["ftp://example.org/park", "file:///etc/passwd", "gopher://x"])
def test_an_address_that_is_not_of_the_web_is_told_from_a_file(audionews: Run, address: str) -> None:
    run = audionews("inspect", address)
    assert run.code == 65
    assert "is no http or https address" in run.err
    assert "Errno" not in run.err


def test_a_password_in_an_address_is_never_shown(audionews: Run) -> None:
    for command in (("inspect",), ("build", *SILENCE)):
        run = audionews(*command, "https://user:secret@example.org/park", "--json")
        assert run.code == 65
        assert "has a user name or password" in run.out
        assert "secret" not in run.out + run.err


def test_blanks_around_a_copied_address_do_not_matter(audionews: Run, newspaper: Site) -> None:
    newspaper.pages["/park"] = Reply(page(LINK).encode(), headers={"Content-Type": "text/html; charset=utf-8"})
    assert audionews("inspect", f" {newspaper.at('/park', PRIVATE)}\n", "--allow-private").code == 0


def test_a_text_that_is_only_addresses_says_how_to_read_them(audionews: Run) -> None:
    Path("a.txt").write_text("https://example.org/1\n\nhttps://example.org/2\n", "utf-8")
    run = audionews("inspect", "a.txt")
    assert run.code == 65
    assert "a.txt has no text, only addresses" in run.err
    assert "try: name them instead: audionews inspect https://example.org/1\n" in run.err


def test_the_time_of_publication_may_have_an_offset(audionews: Run) -> None:
    Path("a.txt").write_text(f"{HEADLINE}\n\n{BODY}", "utf-8")
    run = audionews("build", "a.txt", "--publish-at", "2030-01-01T22:00+00:00", *SILENCE)
    assert "not public before 2030-01-02 01:00+03:00" in run.err
    assert "is no date; write 2024-06-20" in audionews("build", "a.txt", "--publish-at", "tomorrow").err


@pytest.fixture
def settings() -> Callable[[str], None]:
    def write(text: str) -> None:
        Path("audionews.toml").write_text(text, "utf-8")

    return write


def test_robots_of_an_own_site_are_not_asked(audionews: Run, newspaper: Site, settings: Callable[[str], None]) -> None:
    newspaper.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /")
    newspaper.pages["/park"] = Reply(page(LINK).encode(), headers={"Content-Type": "text/html; charset=utf-8"})
    run = audionews("inspect", newspaper.at("/park", PRIVATE), "--allow-private")
    assert (run.code, run.out) == (65, "")
    assert "name it in own_sites of [network]" in run.err
    settings(f'[network]\nown_sites = ["{PRIVATE}"]')
    assert audionews("inspect", newspaper.at("/park", PRIVATE), "--allow-private").code == 0


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        (
            '[show]\nemail = "desk@example.org"\n[network]\ncontact = "https://example.org/bot"',
            "https://example.org/bot",
        ),
        ('[show]\nemail = "desk@example.org"\nbase_url = "https://example.org/podcast"', "desk@example.org"),
        (
            '[show]\nemail = "تحرير@example.org"\nbase_url = "https://example.org/podcast"',
            "https://example.org/podcast",
        ),
    ],
)
def test_sites_can_reach_those_who_fetch(
    audionews: Run, newspaper: Site, settings: Callable[[str], None], text: str, agent: str
) -> None:
    settings(text)
    audionews("inspect", newspaper.at("/park", PRIVATE), "--allow-private")
    assert {headers["User-Agent"].partition(" ")[2] for _, headers in newspaper.seen} == {f"(+{agent})"}


def test_a_page_to_which_a_feed_points_in_vain_is_told_from_a_wrong_address(audionews: Run, newspaper: Site) -> None:
    gone = newspaper.at("/gone", PRIVATE)
    newspaper.pages["/feed"] = Reply(
        f"<rss version='2.0'><channel><item><title>خبر</title><link>{gone}</link></item></channel></rss>".encode()
    )
    feed_url = newspaper.at("/feed", PRIVATE)
    assert f"but {feed_url} still points to it" in audionews("inspect", feed_url, "--allow-private").err
    assert "try: check the address" in audionews("inspect", gone, "--allow-private").err
